"""Raw inline text → displayed text, its links and its marks: the engine reads what plain_inline.py cannot."""

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from sys import maxsize
from typing import TYPE_CHECKING

from pocketparse.markup.plain_inline import plain_inline
from pocketparse.markup.shown import Display, Inline
from pocketparse.markup.urls import bare_url, bare_urls
from pocketparse.patterns import pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

    Rule = Callable[[StateInline, bool], bool]

SCHEME = pattern(r"(?<![A-Za-z0-9])https?$", re.IGNORECASE)
DESTINATION = pattern(r"\]\(\s*(?:<([^<>\n]*)>|([^\s]*?))(?:\s+[\"'(].*)?\s*\)$", re.DOTALL | re.ASCII)


def inline(raw: str, references: Mapping[str, Mapping[str, str]], *, plain: bool = True, most: int = maxsize) -> Inline:
    """Read inline text: what a reader sees, and the links in it.

    Without `plain` the engine reads all of it. It gets no more than `most` characters.

    Raises:
        TooLong: there is more for the engine to read; `as_written` shows that.
    """
    if plain:
        found = plain_inline(raw, partial(_resolve, references) if references else None)
        if found is not None:
            return found
    if len(raw) > most:
        raise TooLong
    tokens: list[Token] = []
    engine = parser()
    engine.inline.parse(raw, engine, {"references": references}, tokens)
    return _display(raw, tokens)


class TooLong(Exception):
    """The text has more characters than the engine may read."""


def as_written(raw: str) -> Inline:
    """Return inline text displayed as it is written, with its bare URLs as links."""
    display = Display()
    at = 0
    for start, end in bare_urls(raw):
        display.show(raw[at:start])
        display.bare(raw[start:end], start)
        at = end
    display.show(raw[at:])
    return display.done()


def _resolve(references: Mapping[str, Mapping[str, str]], label: str) -> str | None:
    """Return the destination of a reference's label, None if it is not defined."""
    from markdown_it.common.utils import normalizeReference

    definition = references.get(normalizeReference(label))
    return definition["href"] if definition else None


# The parser object ----------------------------------------------------------------------------------------------


@cache
def parser() -> "MarkdownIt":
    """Return the one inline parser: CommonMark with strikethrough, bare URLs and positions on links."""
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import autolink, html_inline, image, link

    md = MarkdownIt("commonmark", {"store_labels": True}).enable("strikethrough")
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # URLs stay as written
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # links.py decides what is one
    rules = md.inline.ruler
    rules.at("link", _placed(link, "link_open"))
    rules.at("image", _placed(image, "image"))
    rules.at("autolink", _placed(autolink, "link_open"))
    rules.at("html_inline", _placed(html_inline, "html_inline"))
    rules.after("text", "bare_url", _bare_url)
    rules.before("backticks", "quotes", _quotes)
    rules.before("emphasis", "times", _times)
    md.parseInline("a")  # as in blocks.py
    return md


def _placed(rule: "Rule", kind: str) -> "Rule":
    """Wrap an engine rule so that its token knows where it stands in the raw text."""

    def placed(state: "StateInline", silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            token = next(token for token in state.tokens[count:] if token.type == kind)
            token.meta = {**token.meta, "start": start, "end": state.pos}
        return True

    return placed


def _bare_url(state: "StateInline", silent: bool) -> bool:
    """Read "https://…"; the engine stops at its colon, so that the scheme is pending text by then."""
    if not state.src.startswith("://", state.pos):
        return False
    scheme = SCHEME.search(state.src, max(state.pos - 6, 0), state.pos)
    if scheme is None or not (silent or state.pending.endswith(scheme[0])):
        return False
    start = scheme.start()
    end = bare_url(state.src, start)
    if end <= state.pos or end > state.posMax:
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        token = state.push("bare_url", "", 0)
        token.meta = {"start": start, "end": end}
    state.pos = end
    return True


def _quotes(state: "StateInline", silent: bool) -> bool:
    """Read ``sink'' as what LaTeX authors mean by it: quotes, never the start of a code span."""
    src, start = state.src, state.pos
    if src[start] != "`":
        return False
    end = start
    while src.startswith("`", end):
        end += 1
    tick = src.find("`", end)
    close = src.find("'" * (end - start), end, tick if tick >= 0 else len(src))
    if end - start > 2 or close < 0 or (end - start == 1 and not _closes_word(src, end, close)):
        return False
    if not silent:
        state.pending += src[start:end]
    state.pos = end
    return True


def _closes_word(src: str, start: int, close: int) -> bool:
    """Tell whether `word' closes right after a word: an apostrophe inside one ("`it's`") does not."""
    after = src[close + 1 : close + 2]
    return close > start and not src[close - 1].isspace() and not after.isalnum()


def _times(state: "StateInline", silent: bool) -> bool:
    """Read an asterisk between ASCII letters or digits as a multiplication sign: "32*A100 … 160*A100"."""
    src, at = state.src, state.pos
    if src[at] != "*" or at == 0 or at + 1 >= len(src):
        return False
    around = src[at - 1] + src[at + 1]
    if not (around.isascii() and around.isalnum()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


# Reading the tokens ---------------------------------------------------------------------------------------------


def _display(raw: str, tokens: list["Token"]) -> Inline:
    """Return what the engine's tokens display."""
    display = Display()
    for token in tokens:
        kind = token.type
        if kind in ("text", "text_special"):
            display.show(token.content)
        elif kind in ("softbreak", "hardbreak"):
            display.show("\n")
        elif kind == "code_inline":
            display.code(token.content)
        elif kind == "bare_url":
            start, end = token.meta["start"], token.meta["end"]
            display.bare(raw[start:end], start)
        elif kind == "link_open":
            display.open_link(*_destination(raw, token, "href"))
        elif kind == "link_close":
            display.close_link()
        elif kind == "image":
            display.image(token.content, *_destination(raw, token, "src"))
        elif kind == "html_inline":
            display.tag(token.content, token.meta["start"])
        elif token.nesting == 1:
            display.open(token.tag)
        else:
            display.close(token.tag)
    return display.done()


def _destination(raw: str, token: "Token", attribute: str) -> tuple[str, str, int, int, bool]:
    """Return a link's URL as written and resolved, where the link stands, and whether by reference."""
    from markdown_it.common.utils import unescapeAll

    start, end = token.meta["start"], token.meta["end"]
    href = str(token.attrs.get(attribute, ""))
    if token.info == "auto":
        return raw[start + 1 : end - 1], href, start, end, False
    at = raw.find("](", start, end)
    while at >= 0:  # the text of a link may hold one, too
        match = DESTINATION.match(raw, at, end)
        if match:
            written = match[2] if match[1] is None else match[1]
            if unescapeAll(written) == href:
                return written, href, start, end, False
        at = raw.find("](", at + 2, end)
    return href, href, start, end, "label" in token.meta

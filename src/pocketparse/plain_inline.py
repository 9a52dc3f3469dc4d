"""Inline text that CommonMark can read in one way only: words, bare URLs, simple links and code spans.

Most of a curated list is such text. Whatever is left between these pieces must hold no character that could start
markup; else the engine reads all of it. Tests hold this reading equal to the engine's.
"""

import re

from pocketparse.shown import Display, Inline
from pocketparse.urls import bare_url

LINE_END = re.compile(r" *\n[ \t]*")
SIGNS = re.compile(r"[\\*_`\]<&~]")
# The characters that can start markup, each where CommonMark (and _times below) lets it: most prose has none.
MARKUP = re.compile(
    r"""
    \\(?:[!-/:-@\[-`{-~\n]|\Z)                          # 2.4 an escaped punctuation mark, or what follows
    | (?<![A-Za-z0-9])\*(?=\S|\Z) | (?<=\S)\*(?![A-Za-z0-9])   # 6.2 emphasis, no multiplication sign or bullet
    | (?<!\w)_ | _(?!\w)                               # 6.2 an underscore inside a word is none
    | \]\( | ` | ~~                                     # 6.3 links, 6.1 code, GFM 6.5 strikethrough
    | <(?:[A-Za-z/!?]|\Z) | &\#?\w{1,32};               # 6.5 autolinks, 6.6 tags, 2.5 entities
    """,
    re.VERBOSE,
)
# What holds nothing that could be read otherwise: a link, a code span, an HTML tag; and the start of a bare URL.
PIECE = re.compile(
    r"""
    (?<!!)\[(?P<text>[^\[\]\\`*_<>&~!\n]+)\]\((?P<url>[^\s()<>\\&]+)\)   # 6.3 "[name](https://…)"
    | (?<!`)`(?P<code>[^`'\n]+)`(?!`)                                      # 6.1 "`MIT`"
    | (?P<tag></[A-Za-z][A-Za-z0-9]*[ ]*>                                   # 6.6 HTML tags
      | <[A-Za-z][A-Za-z0-9]*(?:[ ]+[A-Za-z-]+=(?:"[^"<>`\\\n]*"|'[^'<>`\\\n]*'))*[ ]*/?>)
    | (?<![A-Za-z0-9])https?://
    """,
    re.VERBOSE | re.IGNORECASE,
)


def words(raw: str, references: bool) -> Inline | None:
    """Read inline text that is only words, or return None; without references, "[a]" is words too."""
    if SIGNS.search(raw) or "://" in raw or (references and "[" in raw):
        return None
    return Inline(_unindented(raw))


def plain_inline(raw: str, references: bool) -> Inline | None:
    """Read inline text, or return None when something in it may be other markup."""
    found = words(raw, references)
    if found is not None:
        return found
    display = Display()
    at = 0
    for match in PIECE.finditer(raw):
        start, end = match.span()
        if start < at:
            continue  # inside the URL before
        kind = match.lastgroup
        if kind is None:
            end = bare_url(raw, start)
            if end == start:
                continue
        if _marked_up(raw, at, start, references):
            return None
        if start > at:
            display.show(_unindented(raw[at:start]))
        if kind == "url":
            display.link(match["text"], match["url"], start, end)
        elif kind == "code":
            code = match["code"]
            display.code(code[1:-1] if code[0] == code[-1] == " " and code.strip() else code)
        elif kind == "tag":
            if not display.links and match["tag"].lower().startswith("</a"):
                return None  # what the engine makes of links after it is its own affair
            display.tag(match["tag"], start)
        else:
            display.bare(raw[start:end], start)
        at = end
    if _marked_up(raw, at, len(raw), references):
        return None
    display.show(_unindented(raw[at:]))
    return display.done()


def _unindented(text: str) -> str:
    """Return text without the spaces around its line ends (6.8)."""
    return LINE_END.sub("\n", text) if "\n" in text else text


def _marked_up(raw: str, start: int, end: int, references: bool) -> bool:
    """Tell whether raw[start:end] may hold markup."""
    if references and raw.find("[", start, end) >= 0:
        return True
    return SIGNS.search(raw, start, end) is not None and MARKUP.search(raw, start, end) is not None

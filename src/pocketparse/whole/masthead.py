"""What a list says of itself: title, list version, subtitle, homepage, notice and footer."""

from itertools import pairwise
from typing import NamedTuple

from pocketparse.line.prose import link_labels
from pocketparse.links import is_url_line
from pocketparse.lists.contents import are_languages
from pocketparse.markup.block import FRONT_MARKER, Block
from pocketparse.markup.shown import WORD, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.title_headings import lone_heading, title_sections
from pocketparse.titles import VERSION
from pocketparse.vocabulary import COLONS, STOPS

TITLE = "title:"
"""Prefix of the line of front matter that holds the title."""
BARS = " |·"
"""Characters between a title and badges behind it."""
SILENT = ("html", "rule", "definition")
"""Kinds of blocks that display no words."""
ALERT = "[!"
"""Prefix of an alert: "[!NOTE]"."""
# "**Github**: https://github.com/…", "**注意**：由于此文本内容太多了…"
LABELLED = pattern(r"^(\*\*|__)[^*_\n]+?(?:[:：]\s*\1|\1\s*[:：])[^\S\n]*+(?P<rest>.*\w.*)$")


class Masthead(NamedTuple):
    """The fields of a document that are about the list itself."""

    title: str | None = None
    version: str | None = None
    subtitle: str | None = None
    homepage: str | None = None
    notice: str | None = None
    footer: str | None = None


def read_masthead(outline: Outline) -> Masthead:
    """Read title, list version, subtitle, homepage, notice and footer."""
    front = None if outline.once(title_sections) else _front_title(outline)
    sections = outline.once(title_sections) or (() if front else outline.once(lone_heading))
    title = outline.heading_text(sections[-1]) if sections else None
    version = VERSION.search(title) if title else None
    if title and version:
        title = title[: version.start()]
    preamble = [block for section in (outline.root, *sections) for block in section.body]
    homepage, notice = _labelled(outline, preamble)
    title = title.rstrip(BARS) if title else None
    return Masthead(
        title or front,
        version[1] if version else None,
        _subtitle(outline, [block for section in reversed(sections) for block in section.body]),
        homepage,
        notice,
        _quoted(outline, outline.footer) if outline.footer else None,
    )


def _subtitle(outline: Outline, body: list[Block]) -> str | None:
    """Return the first line of words under the title, with the lines on which its sentence goes on.

    Badges, pictures, comments, lines of only links and switches of the language are skipped.
    """
    for block in body:
        text = block.children[0].text if block.kind == "quote" and block.children else block.text
        if block.kind not in ("paragraph", "quote", *SILENT):
            return None
        if block.kind in SILENT or text.startswith(ALERT):
            continue
        if line := _first_words(outline, text):
            line = line.part(0, _end_of_line(line))
            shown = outline.shown(line).replace("\n", " ")
            is_other = LABELLED.match(line) or is_url_line(line) or shown.endswith(COLONS)
            return None if is_other else shown
    return None


def _first_words(outline: Outline, text: Raw) -> Raw | None:
    """Return a text from its first line on that has words and is not only links; None if there is none."""
    if link_labels(outline.read(text)) is not None:
        return None
    at = 0
    for number, line in enumerate(text.split("\n")):
        shown = outline.read(text.part(at, at + len(line), below=number))
        is_only_links = link_labels(shown) is not None and not is_url_line(line)
        if WORD.search(shown.text) and not is_only_links and not are_languages(shown.text):
            return text.part(at, len(text), below=number)
        at += len(line) + 1
    return None


def _end_of_line(text: str) -> int:
    """Return the offset where the first line ends, or the last one that goes on: in lower case, behind no stop."""
    lines = text.split("\n")
    end = len(lines[0])
    for line, below in pairwise(lines):
        if line.rstrip().endswith(STOPS) or not below[:1].islower():
            break
        end += 1 + len(below)
    return end


def _labelled(outline: Outline, body: list[Block]) -> tuple[str | None, str | None]:
    """Return the homepage and the notice: the URL, and the words, behind a bold label with a colon."""
    homepage = notice = None
    for block in body:
        if block.kind != "paragraph":
            continue
        at = 0
        for number, line in enumerate(block.text.split("\n")):
            match = LABELLED.match(line)
            if match:
                rest = block.text.part(at + match.start("rest"), at + len(line), below=number)
                if is_url_line(rest):
                    homepage = homepage or rest[:]
                else:
                    notice = notice or outline.shown(rest)
            at += len(line) + 1
    return homepage, notice or None


def _front_title(outline: Outline) -> str | None:
    """Return the title in the front matter, "title: Things worth reading", if there is one."""
    first = outline.root.body[0] if outline.root.body else None
    if first is None or (first.kind, first.marker) != ("code", FRONT_MARKER):
        return None
    for line in outline.source.lines[first.first : first.last]:
        if line.startswith(TITLE):
            value = line.removeprefix(TITLE).strip()
            quote = value[:1]
            if quote in ("'", '"') and value.rfind(quote) > 0:
                return value[1 : value.rfind(quote)].replace(quote * 2, quote).strip() or None
            return value.partition(" #")[0].rstrip() or None
    return None


def _quoted(outline: Outline, quote: Block) -> str:
    return tidy(" ".join(outline.shown(child.text) for child in quote.children))

"""The blocks of a body → its paragraphs and links: one walk over lists, quotes, tables and code."""

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import dedent, indent
from typing import ClassVar, Generic, TypeVar

from pocketparse.line.prose import Prose, glued, link_labels, read_run, to_link
from pocketparse.links import has_glued_bullet, is_url_line, make_link, url_link
from pocketparse.markup.block import Block, is_flat
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Link
from pocketparse.source import Raw

QUOTE_SIGN = pattern(r"^\s*>\s?")
"""The sign of a block quote in front of a line."""
BULLETS = pattern(r"(?: {0,3}(?:[-*+]|\d{1,9}[.)])[ \t])+")
"""The bullets in front of code that begins on the line of its item: "-     saw()"."""
BROKEN_URL_LINE = pattern(r"\s*(?P<url>https?://[^\s<>]+|<https?://[^\s<>]+>)[ \t]*<br\s*/?>[ \t]*\n", re.IGNORECASE)
"""A URL on a line of its own that ends in a line break tag."""

ProseT = TypeVar("ProseT", bound=Prose)


def read_body(outline: Outline, blocks: Iterable[Block]) -> Prose:
    """Return what the blocks below a heading say: links of lines that are only links, the rest as text."""
    prose = Prose()
    reader = BodyReader(outline, prose)
    for block in blocks:
        prose.paragraphs += reader.read_block(block)
    return prose


class BodyReader(Generic[ProseT]):
    """Turns blocks into paragraphs, and collects their links; a subclass collects more of what they say."""

    indents: ClassVar[bool] = True
    """Whether blocks below the text of an item are indented, all but code; below mere links nothing is."""

    def __init__(self, outline: Outline, found: ProseT) -> None:
        """Make a reader that puts links, and all else that is no paragraph, on `found`."""
        self.outline = outline
        self.found = found

    def read(self, blocks: Iterable[Block]) -> list[str]:
        """Return the paragraphs of blocks."""
        paragraphs: list[str] = []
        for block in blocks:
            paragraphs += self.read_block(block)
        return paragraphs

    def read_block(self, block: Block) -> list[str]:
        """Return the paragraphs of a block; [] of one that says nothing, such as a rule."""
        match block.kind:
            case "paragraph" | "heading":
                return [text] if (text := self.read_text(block.text)) else []
            case "list":
                return ["\n".join(lines)] if (lines := self.read_list(block)) else []
            case "item":
                return self.read_item(block)
            case "quote":
                return self.read(block.children)
            case "details":
                return self.read_details(block)
            case "table":
                return self.read_table(block)
            case "code":
                return [text] if (text := code_text(self.outline, block)) else []
        return []

    def read_list(self, block: Block) -> list[str]:
        """Return the lines of a list, which become one paragraph."""
        lines: list[str] = []
        if is_flat(block):  # without making the items
            for text, line, at in block.placed_texts():
                link = url_link(text, line, at)
                if link is not None:
                    self.found.links.append(link)
                elif text := self.read_text(Raw(text, line, at, True), in_list=True):
                    lines.append(f"- {text}")
        else:
            for item in block.children:
                lines += self.read_item(item)
        return lines

    def read_item(self, block: Block) -> list[str]:
        """Return the lines of an item: its text behind the bullet, and the paragraphs below."""
        text = self.read_text(block.text, in_list=True)
        lines = [f"{bullet(block)}{text}"] if text else []
        is_indented = self.indents and bool(text)
        for child in block.children:
            below = self.read_block(child)
            lines += [indent(text, "  ") for text in below] if is_indented and child.kind != "code" else below
        return lines

    def read_details(self, block: Block) -> list[str]:
        """Return the paragraphs of a details element; of its summary only the links are kept."""
        read_run(self.outline, block.text, self.found)
        return self.read(block.children)

    def read_table(self, block: Block) -> list[str]:
        """Return the rows of a table that say something as a paragraph each; [] of a table of pictures."""
        rows = [[read_run(self.outline, cell, self.found) for cell in row] for row in block.rows]
        if not any(WORD.search(cell) for row in rows[1:] or rows for cell in row):
            return []
        return [" | ".join(row).strip() for row in rows if any(row)]

    def read_text(self, raw: Raw, *, in_list: bool = False) -> str:
        """Return the lines of a text that are more than links; `in_list`, for subclasses, tells those of items."""
        if self.outline.is_words(raw) and not is_url_line(raw):
            return raw  # nearly all
        texts: list[str] = []
        for piece, links in _pieces(self.outline, raw):
            if links is None:
                texts.append(read_run(self.outline, piece, self.found))
            else:
                self.found.links += links
                if has_glued_bullet(piece):
                    self.found.diagnostics.append(glued(links[-1]))
        return "\n".join(filter(None, texts))


def _pieces(outline: Outline, raw: Raw) -> Iterator[tuple[Raw, Sequence[Link] | None]]:
    """Yield each line that is only links, with its links, and what stands between such lines, with None."""
    start = above = 0
    if "\n" in raw and "<" in raw:
        while url := BROKEN_URL_LINE.match(raw, start):
            piece = raw.part(start, url.end("url"), below=above)
            yield piece, _links_of_line(outline, piece)
            start = url.end()
            above += url[0].count("\n")
        raw = raw.part(start, below=above) if start else raw
    if "\n" not in raw or "<" in raw:  # an HTML tag or element may run over lines
        yield raw, _links_of_line(outline, raw)
        return
    start = above = at = 0
    for number, line in enumerate(raw.split("\n")):
        piece = raw.part(at, at + len(line), below=number)
        links = _links_of_line(outline, piece) if "://" in piece or "." in piece else None
        if links is not None:
            if start < at:
                yield raw.part(start, at, below=above), None
            yield piece, links
            start, above = at + len(line) + 1, number + 1
        at += len(line) + 1
    if start < at:
        yield raw.part(start, below=above), None


def _links_of_line(outline: Outline, raw: Raw) -> Sequence[Link] | None:
    """Return the links of a line that is only links, as "Label: URL" is, too; None for any other line."""
    if has_glued_bullet(raw):
        raw = raw.part(1)
    if raw.verbatim and (link := url_link(raw[:], raw.line, raw.at)):
        return [link]  # nearly all
    if is_url_line(raw):
        return [make_link(raw[:], outline.source.locate(raw, 0, len(raw)), "list")]
    if "://" not in raw and "<" not in raw and "]" not in raw:
        return None
    shown = outline.read(raw)
    labels = link_labels(shown)
    if labels is None:
        return None
    return [
        to_link(outline, raw, shown, anchor, "list", label) for anchor, label in zip(shown.anchors, labels, strict=True)
    ]


def code_text(outline: Outline, block: Block) -> str:
    """Return the text of a code block without fences, indentation, signs of quotes, and blank lines around it."""
    lines = list(outline.source.lines[block.first : block.last])
    if block.marker:
        for _ in range(lines[0].partition(block.marker[-1])[0].count(">")):
            lines = [QUOTE_SIGN.sub("", line) for line in lines]
        closed = len(lines) > 1 and not lines[-1].strip().strip(block.marker[-1])
        lines = lines[1:-1] if closed else lines[1:]
    elif bullets := BULLETS.match(lines[0]):
        lines[0] = " " * bullets.end() + lines[0][bullets.end() :]
    text = "\n".join(lines)
    return (dedent(text) if "\n" in text else text).strip()


def bullet(item: Block) -> str:
    """Return the bullet or number of an item with its box, as written in descriptions: "- ", "1. ", "- [x] "."""
    return f"{item.marker if item.marker[:1].isdigit() else '-'} {item.box}"

"""Body blocks → the description and links that a reader of an entry or section sees."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from textwrap import dedent

from pocketparse import codes
from pocketparse.links import has_glued_bullet, is_url_line, make_link, url_link
from pocketparse.markup.block import Block, is_flat
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link, LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import COLONS

LABEL_BEFORE_URL = pattern(r"([^\s:：，。；！？,;!?](?:(?!\.\s)[^:：，。；！？,;!?\n]){0,39})[:：]\s*$")
"""A label at the end of a text, in front of a URL: "Integration: "."""
NO_WORDS = pattern(r"[\s|,，、/·•;；&()（）\[\]\-–—]*$")
"""Separators and brackets only, as between the links of a line that is only links."""
QUOTE_SIGN = pattern(r"^\s*>\s?")
"""The sign of a block quote in front of a line."""
BROKEN_URL_LINE = pattern(r"\s*(?P<url>https?://[^\s<>]+|<https?://[^\s<>]+>)[ \t]*<br\s*/?>[ \t]*\n", re.IGNORECASE)
"""A URL on a line of its own that ends in a line break tag."""


@dataclass(slots=True)
class Prose:
    """The result of reading blocks: paragraphs of displayed text, links in document order, diagnostics."""

    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs, separated by blank lines."""
        return "\n\n".join(self.paragraphs)


def to_link(
    outline: Outline,
    raw: Raw,
    shown: Inline,
    anchor: Anchor,
    role: LinkRole,
    text: str | None = None,
    group: str | None = None,
    *,
    is_button: bool = False,
) -> Link:
    """Return the record of a link in inline text; an image gets the role "badge" unless it is a button."""
    is_image = anchor.kind in ("badge", "image")
    label = anchor.label if is_image else shown.text[anchor.start : anchor.end]
    if text is None and anchor.kind != "bare":
        text = tidy(label)
    url = anchor.url
    definition = outline.definitions.get(anchor.href) if anchor.reference else None
    if definition:
        url, span = definition  # a reference link's URL is written where it is defined
    else:
        span = outline.source.locate(raw, anchor.raw_start, anchor.raw_end)
    role = "badge" if is_image and not is_button else role
    return make_link(url, span, role, href=anchor.href, text=text, group=group)


def read_body(outline: Outline, body: Iterable[Block]) -> Prose:
    """Return what the blocks below an entry's heading say: links of lines that are only links, the rest as text."""
    prose = Prose()
    for block in body:
        read_block(outline, block, prose)
    return prose


def read_block(outline: Outline, block: Block, prose: Prose, indent: str = "") -> None:
    """Add the paragraphs and links of one block."""
    if block.kind in ("paragraph", "heading"):
        _read_text(outline, block.text, prose, indent)
    elif block.kind == "list":
        _read_list(outline, block, prose, indent)
    elif block.kind == "quote":
        for child in block.children:
            read_block(outline, child, prose, indent)
    elif block.kind == "details":
        read_run(outline, block.text, prose)  # for its links: the text of a summary is no description
        for child in block.children:
            read_block(outline, child, prose, indent)
    elif block.kind == "table":
        rows = [" | ".join([read_run(outline, cell, prose) for cell in row]) for row in block.rows]
        prose.paragraphs += rows if any(map(WORD.search, rows[1:] or rows)) else ()  # pictures alone say nothing
    elif block.kind == "code":
        prose.paragraphs.append(code_text(outline, block))


def code_text(outline: Outline, block: Block) -> str:
    """Return the text of a code block without its fences, its indentation or the signs of quotes around it."""
    lines = list(outline.source.lines[block.first : block.last])
    if block.marker:
        for _ in range(lines[0].partition(block.marker[-1])[0].count(">")):
            lines = [QUOTE_SIGN.sub("", line) for line in lines]
        closed = len(lines) > 1 and not lines[-1].strip().strip(block.marker[-1])
        lines = lines[1:-1] if closed else lines[1:]
    return dedent("\n".join(lines))


def bullet(item: Block) -> str:
    """Return the bullet or number of an item with its box, as written in descriptions: "- ", "1. ", "- [x] "."""
    return f"{item.marker if item.marker[:1].isdigit() else '-'} {item.box}"


def _read_list(outline: Outline, block: Block, prose: Prose, indent: str) -> None:
    """Add a list: items that are only links become links, all others are lines of one paragraph."""
    before, prose.paragraphs = prose.paragraphs, []
    if is_flat(block):  # for speed: the same as below, without making the items
        for text, line, at in block.placed_texts():
            link = url_link(text, line, at)
            if link is None:
                _read_text(outline, Raw(text, line, at, True), prose, f"{indent}- ")
            else:
                prose.links.append(link)
    else:
        for item in block.children:
            _read_text(outline, item.text, prose, indent + bullet(item))
            for child in item.children:
                read_block(outline, child, prose, indent + "  ")
    lines_read, prose.paragraphs = prose.paragraphs, before
    if lines_read:
        prose.paragraphs.append("\n".join(lines_read))


def _read_text(outline: Outline, raw: Raw, prose: Prose, prefix: str) -> None:
    """Add inline text: its lines that are only links become links, the others a paragraph behind a prefix."""
    if not raw:
        return
    if outline.is_words(raw) and not is_url_line(raw):  # nearly all
        prose.paragraphs.append(prefix + raw)
        return
    if "\n" in raw and "<" in raw and (url := BROKEN_URL_LINE.match(raw)):
        at = above = 0
        while url is not None:
            _read_text(outline, raw.part(at, url.end("url"), below=above), prose, prefix)
            above += raw.count("\n", at, url.end())
            at = url.end()
            url = BROKEN_URL_LINE.match(raw, at)
        _read_text(outline, raw.part(at, below=above), prose, prefix)
        return
    if "\n" not in raw or "<" in raw:  # an HTML tag or element may run over lines
        if not read_link_line(outline, raw, prose):
            _add_text(prose, prefix, read_run(outline, raw, prose))
        return
    kept: list[tuple[int, int, int]] = []  # runs of prose lines, as offsets and the lines above
    at = 0
    texts: list[str] = []
    for number, line in enumerate(raw.split("\n")):
        piece = raw.part(at, at + len(line), below=number)
        before = len(prose.links)
        if piece and ("://" in piece or "." in piece) and read_link_line(outline, piece, prose):
            own, prose.links[before:] = prose.links[before:], []
            if kept:
                texts.append(read_run(outline, raw.part(kept[0][0], kept[-1][1], below=kept[0][2]), prose))
            prose.links += own
            kept = []
        else:
            kept.append((at, at + len(line), number))
        at += len(line) + 1
    if kept:
        texts.append(read_run(outline, raw.part(kept[0][0], kept[-1][1], below=kept[0][2]), prose))
    _add_text(prose, prefix, "\n".join(text for text in texts if text))


def _url_line(outline: Outline, raw: Raw) -> Link | None:
    """Return the link of a line that is a URL, even one to be repaired; None for any other line."""
    if raw.verbatim and (link := url_link(raw[:], raw.line, raw.at)):
        return link
    if not is_url_line(raw):
        return None
    return make_link(raw[:], outline.source.locate(raw, 0, len(raw)), "list")


def _add_text(prose: Prose, prefix: str, text: str) -> None:
    if text:
        prose.paragraphs.append(prefix + text)


def read_run(outline: Outline, raw: Raw, prose: Prose) -> str:
    """Return the displayed text of inline text, and add its links with the role "inline"."""
    if outline.is_words(raw):
        return raw.strip()
    shown = outline.read(raw)
    for anchor in shown.anchors:
        prose.links.append(to_link(outline, raw, shown, anchor, "inline"))
    if "\n" not in shown.text:
        return tidy(shown.text)
    return "\n".join(line for line in map(tidy, shown.text.split("\n")) if line)


def read_link_line(outline: Outline, raw: Raw, prose: Prose) -> bool:
    """Add the links of a line that is only links, as "Label: URL" is, too; return whether it is one."""
    is_glued = has_glued_bullet(raw)
    if is_glued:
        raw = raw.part(1)
    if link := _url_line(outline, raw):
        prose.links.append(link)
        if is_glued:
            prose.diagnostics.append(glued(link))
        return True
    if "://" not in raw and "<" not in raw and "]" not in raw:
        return False
    shown = outline.read(raw)
    labels = link_labels(shown)
    if labels is None:
        return False
    for anchor, label in zip(shown.anchors, labels, strict=True):
        prose.links.append(to_link(outline, raw, shown, anchor, "list", label))
    return True


def glued(link: Link) -> Diagnostic:
    """Return the diagnostic of a bullet without a space: "-https://…"."""
    return codes.GLUED_BULLET.found("a bullet without a space after its dash", link.span)


def link_labels(shown: Inline) -> Sequence[str | None] | None:
    """Return the label in front of each link, or None if the text has other words or no link."""
    if not shown.anchors:
        return None
    labels: list[str | None] = []
    at = 0
    for anchor in shown.anchors:
        before = shown.text[at : anchor.start]
        label = LABEL_BEFORE_URL.search(before) if anchor.kind == "bare" and before.rstrip()[-1:] in COLONS else None
        if label:
            before = before[: label.start()]
        if not NO_WORDS.match(before):
            return None
        labels.append(tidy(label[1]) if label else None)
        at = max(at, anchor.end)
    return labels if NO_WORDS.match(shown.text[at:]) else None

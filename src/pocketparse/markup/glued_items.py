"""Items glued to the item above, "-[Oak](…)" on a line of its text: the bullet lacks the space that starts an item."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pocketparse.markup.block import Block
from pocketparse.markup.named_links import LINK_FIRST
from pocketparse.patterns import pattern
from pocketparse.source import Source

GLUED = pattern(r"^[ \t]*([-+]|\*(?!.*\*))\[[^\[\]\n]+\]\(", re.MULTILINE)
"""A bullet and a link at the start of a line, in which no emphasis ends that an asterisk may open."""


def unglued(source: Source, blocks: Sequence[Block]) -> None:
    """Split the items of all lists among some blocks and below that hold glued items."""
    for block in blocks:
        if block.kind == "list" and any("\n" in item.text and GLUED.search(item.text) for item in block.children):
            block.children = [part for item in block.children for part in _parts(source, item)]
        unglued(source, block.children)


def _parts(source: Source, item: Block) -> Iterator[Block]:
    """Yield an item, cut short, and an item for each line of its text that repeats its bullet without a space."""
    text = item.text
    glued = list(_glued(source, item)) if LINK_FIRST.match(text) else []
    if not glued:
        yield item
        return
    last, children = item.last, item.children
    ends = [start for start, _ in glued[1:]] + [len(text)]
    item.text, item.children = text.part(0, glued[0][0]), ()
    for (start, below), end in zip(glued, ends, strict=True):
        part = text.part(start + 1, end, below=below)
        item.last = part.line
        yield item
        item = replace(item, first=part.line, text=part, level=0, box="")
    item.last, item.children = last, children
    yield item


def _glued(source: Source, item: Block) -> Iterator[tuple[int, int]]:
    """Yield the offset in an item's text of each line that repeats its bullet in its column, and the lines above it."""
    bullet = source.lines[item.first].partition(item.marker)[0] + item.marker + "["
    at = below = 0
    for match in GLUED.finditer(item.text):
        below += item.text.count("\n", at, match.start(1))
        at = match.start(1)
        if source.lines[item.text.line + below].startswith(bullet):
            yield at, below

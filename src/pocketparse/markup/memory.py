"""Memory: the blocks of the previous version of a list, cached by the text of their chunk.

It is a cache, and changes no result: a chunk of text that the previous version had gives the same Block objects, moved
to their new positions, with the results that are cached on them (cache.py). Blocks below a heading are moved on first
access (Node.body): for an entry that is unchanged there is none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pocketparse.markup.block import NO_TEXT, Block, FlatList, is_flat
from pocketparse.source import Raw, Source


@dataclass(slots=True)
class Chunk:
    """The blocks of some successive lines, with all objects whose positions change when the lines move."""

    line: int
    start: int
    blocks: list[Block]
    heading: Block | None
    """The first block, if it is the only heading: then all blocks below may be moved later."""
    inside: list[Block]
    """All other blocks, nested ones too."""
    flat: list[FlatList]
    """The flat lists in `inside` whose items had not been made when the chunk was kept."""
    texts: list[Raw]
    """The texts and cells of the blocks in `inside`."""
    lines: int = 0
    """Lines by which `inside` is still to be moved."""
    characters: int = 0
    """Characters by which `inside` is still to be moved."""
    twin: "Chunk | None" = None
    """Another chunk of the same text in the same version."""

    def move(self, line: int, start: int) -> None:
        """Move the chunk to another line and offset; blocks below its heading are moved by `settle`."""
        lines, characters = line - self.line, start - self.start
        self.line, self.start = line, start
        self.lines += lines
        self.characters += characters
        heading = self.heading
        if heading is None:
            self.settle()
            return
        _move(heading, lines, characters)

    def settle(self) -> None:
        """Move the blocks below the heading, if that is still to do."""
        lines, characters = self.lines, self.characters
        if not (lines or characters):
            return
        self.lines = self.characters = 0
        for block in self.inside:
            block.first += lines
            block.last += lines
        for text in self.texts:
            text.line += lines
            text.at += characters
        for block in self.flat:
            block.at += characters
            for item in block.children if block.has_items else ():
                _move(item, lines, characters)


@dataclass(slots=True)
class Memory:
    """The chunks of the last version that was read, by their text."""

    held: dict[Block, Chunk] = field(default_factory=dict)
    """The chunks of this version that the next one may have, by their headings."""
    _last: dict[str, Chunk] = field(default_factory=dict)
    _now: dict[str, Chunk] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin another version; chunks that are not in the previous one are forgotten."""
        for chunk in self._last.values():
            if chunk.heading is not None:
                chunk.heading.results = None  # its section, which refers to it: no cycle is left to the collector
        self._last, self._now = self._now, {}
        self.held = {}

    def recall(self, source: Source, first: int, last: int) -> list[Block] | None:
        """Return the blocks of lines `first` to `last`, moved there, if the previous version had the same text."""
        start, text = source.starts[first], _text(source, first, last)
        chunk = self._last.pop(text, None)
        if chunk is None:
            return None
        if chunk.twin is not None:  # lines that come twice have blocks of their own
            self._last[text] = chunk.twin
        if chunk.start != start or chunk.line != first:
            chunk.move(first, start)
        self._hold(text, chunk)
        return chunk.blocks

    def keep(self, source: Source, first: int, last: int, blocks: list[Block]) -> None:
        """Remember the blocks of lines `first` to `last`, unless HTML is in them, which may span chunks."""
        text = _text(source, first, last)
        if "<" in text or not blocks:
            return
        headings = [block for block in blocks if block.kind == "heading"]
        heading = blocks[0] if headings == blocks[:1] else None
        inside = list(_inside(blocks[1:] if heading else blocks))
        flat = [block for block in inside if is_flat(block)]
        for block in flat:
            block.keep()
        chunk = Chunk(first, source.starts[first], blocks, heading, inside, flat, list(_texts(inside)))
        self._hold(text, chunk)

    def _hold(self, text: str, chunk: Chunk) -> None:
        chunk.twin = self._now.get(text)
        self._now[text] = chunk
        if chunk.heading is not None:
            self.held[chunk.heading] = chunk


def _move(block: Block, lines: int, characters: int) -> None:
    """Move a block without children, and its text."""
    block.first += lines
    block.last += lines
    block.text.line += lines
    block.text.at += characters


def _text(source: Source, first: int, last: int) -> str:
    return source.text[source.starts[first] : source.starts[last] if last < len(source.lines) else None]


def _inside(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if not is_flat(block):
            yield from _inside(block.children)


def _texts(blocks: Iterable[Block]) -> Iterator[Raw]:
    for block in blocks:
        if block.text is not NO_TEXT:
            yield block.text
        for row in block.rows:
            yield from row

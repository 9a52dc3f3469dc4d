"""Memory: what was read of the version before, for a reader of versions that share most of their text.

It never changes what is read, only whether it is read again: chunks of text that come again give the same blocks,
moved to where they stand now, and what was read of these comes along (Block.memo). Below a heading they are moved when
somebody asks for them (Section.body): where an entry comes again, nobody does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pocketparse.markup.block import NO_TEXT, Block, FlatList, is_flat
from pocketparse.source import Raw, Source


@dataclass(slots=True)
class Chunk:
    """Lines that were read, where they stand, and all that has a place in them."""

    line: int
    start: int
    blocks: list[Block]
    heading: Block | None
    """Its first block, where that is its only heading: what stands below it may be moved later."""
    inside: list[Block]
    """All other blocks, those in others too."""
    flat: list[FlatList]
    """Those whose items had not been made; they may have been since."""
    texts: list[Raw]
    """Their texts and cells."""
    lines: int = 0
    """How far the others are to be moved still …"""
    characters: int = 0
    twin: "Chunk | None" = None
    """Another one of the same text."""

    def move(self, line: int, start: int) -> None:
        """Let it stand elsewhere; what stands below its heading is moved when it settles."""
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
        """Move what stands below the heading."""
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

    recalled: dict[Block, Chunk] = field(default_factory=dict)
    """The chunks of this version that the last one held too, by their headings."""
    _last: dict[str, Chunk] = field(default_factory=dict)
    _now: dict[str, Chunk] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin another version; chunks that the last one did not hold are forgotten."""
        self._last, self._now = self._now, {}
        self.recalled = {}

    def recall(self, source: Source, first: int, last: int) -> list[Block] | None:
        """Return the blocks of lines first … last if the version before holds them too, moved to these lines."""
        start, text = source.starts[first], _text(source, first, last)
        chunk = self._last.pop(text, None)
        if chunk is None:
            return None
        if chunk.twin is not None:  # lines that come twice have blocks of their own
            self._last[text] = chunk.twin
        if chunk.start != start or chunk.line != first:
            chunk.move(first, start)
        if chunk.heading is not None:
            self.recalled[chunk.heading] = chunk
        self._hold(text, chunk)
        return chunk.blocks

    def keep(self, source: Source, first: int, last: int, blocks: list[Block]) -> None:
        """Keep what was read of lines first … last, unless HTML is in them, which is read over chunks."""
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


def _move(block: Block, lines: int, characters: int) -> None:
    """Move a block that holds no others, and its text."""
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

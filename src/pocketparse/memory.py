"""Memory: what was read of the version before, for a reader of versions that share most of their text.

It never changes what is read, only whether it is read again: chunks of text that come again give the same blocks,
moved to where they stand now, and the entry that was read from them comes along.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from pocketparse.block import NO_TEXT, Block
from pocketparse.makers import new_link
from pocketparse.records import Link
from pocketparse.source import Raw, Source, moved_span


class Chunk(NamedTuple):
    """Lines that were read, where they stood, and their blocks."""

    line: int
    start: int
    blocks: list[Block]


@dataclass(slots=True)
class Memory:
    """The chunks of the last version that was read, by their text."""

    _last: dict[str, list[Chunk]] = field(default_factory=dict)
    _now: dict[str, list[Chunk]] = field(default_factory=lambda: defaultdict(list))

    def begin(self) -> None:
        """Begin another version; chunks that the last one did not hold are forgotten."""
        self._last, self._now = self._now, defaultdict(list)

    def recall(self, source: Source, first: int, last: int) -> list[Block] | None:
        """Return the blocks of lines first … last if the version before holds them too, moved to these lines."""
        text = _text(source, first, last)
        chunks = self._last.get(text)
        if not chunks:
            return None
        line, start, blocks = chunks.pop()  # lines that come twice have blocks of their own
        _move(blocks, first - line, source.starts[first] - start)
        self._now[text].append(Chunk(first, source.starts[first], blocks))
        return blocks

    def keep(self, source: Source, first: int, last: int, blocks: list[Block]) -> None:
        """Keep what was read of lines first … last, unless HTML is in them, which is read over chunks."""
        text = _text(source, first, last)
        if "<" not in text:
            self._now[text].append(Chunk(first, source.starts[first], blocks))


def _text(source: Source, first: int, last: int) -> str:
    return source.text[source.starts[first] : source.starts[last] if last < len(source.lines) else None]


def _move(blocks: Iterable[Block], lines: int, characters: int) -> None:
    if not lines and not characters:
        return
    stack = list(blocks)
    while stack:
        block = stack.pop()
        block.first += lines
        block.last += lines
        if block.text is not NO_TEXT:
            _move_raw(block.text, lines, characters)
        if block.rows:
            for row in block.rows:
                for cell in row:
                    _move_raw(cell, lines, characters)
        if block.children:
            stack += block.children


def _move_raw(raw: Raw, lines: int, characters: int) -> None:
    raw.line += lines
    raw.at += characters


def moved_link(link: Link, lines: int, characters: int) -> Link:
    """Return a link that stands further down."""
    span = moved_span(link.span, lines, characters)
    return new_link(link.url, link.href, link.text, link.group, link.role, link.kind, link.ref, span)

"""Block: one Markdown block and its text, whichever room read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal, TypeGuard, cast

from pocketparse.source import Raw

BlockKind = Literal[
    "heading",
    "paragraph",
    "list",
    "item",
    "table",
    "code",
    "html",
    "quote",
    "rule",
    "definition",
    "details",
    "tag",
]
Row = list[Raw]
DEEPEST = 40
"""Lists and details elements that may stand in one another; nobody writes more, and what reads them recurses."""
NO_TEXT = Raw("", 0, 0)
BULLET = "- "
BOX = "[x]"
FRONT_MARKER = "---"
"""What marks the block of a page's front matter."""


@dataclass(slots=True, eq=False)
class Block:
    """One block; `first` and `last` are 0-based half-open lines without trailing blank ones.

    `text` holds the inline text of a heading or paragraph, and the first paragraph of an item; `children` the
    items of a list and the further blocks of an item, quote or details element, whose summary is `text`; `rows`
    the cells of a table, header first; `level` is that of a heading, or of one that an item starts with. A "tag" is an
    opening or closing <details> on its way to become one block, or the end of one that holds headings: sections of its
    `level` and deeper ones end there.
    """

    kind: BlockKind
    first: int
    last: int
    text: Raw = NO_TEXT
    level: int = 0
    marker: str = ""
    # Empty tuples, not lists: two objects less for each of thousands of blocks. Who fills one gives a list.
    children: list["Block"] = field(default=cast(list["Block"], ()))
    rows: list[Row] = field(default=cast(list[Row], ()))
    over: Sequence[Raw] = ()
    """Of a heading: the summaries of the details elements that it stands in, outermost first."""
    memo: object = None
    """What a dialect read of it; a reader of versions may ask again (memory.py)."""
    is_html: ClassVar[bool] = False
    """It is an element of HTML."""

    @property
    def box(self) -> str:
        """The box of an item that is a task, "[x] ", which stands in its marker; "" for others."""
        return f"{self.marker[-len(BOX) :]} " if self.marker.endswith("]") else ""

    def reach(self, end: "Block") -> None:
        """Let it go on to the end of another."""
        self.last = end.last


class FlatList(Block):
    """A list at the margin whose items are a line each, "- https://…": its items are made when they are asked for.

    Half of the blocks of a list whose entries are headings are such items, and nobody asks for most of them.
    """

    __slots__ = ("_count", "_from", "_items", "_lines", "at")

    def __init__(self, first: int, at: int, lines: Sequence[str]) -> None:
        """Start a list that has no line yet: where it will stand, and the lines of the source."""
        self.at = at
        self._lines = lines
        self._from = first
        self._count = 0
        self._items: list[Block] | None = None
        super().__init__("list", first, first, marker="-")

    @property
    def has_items(self) -> bool:
        """Tell whether its items have been made."""
        return self._items is not None

    def add(self, number: int) -> bool:
        """Add the next line, if the list goes on there and is flat so far; return whether it was added."""
        if self._items is not None or number != self.last:
            return False
        self.last = number + 1
        self._count += 1
        return True

    def keep(self) -> None:
        """Keep its own lines only, those of the source no longer."""
        self._lines = self._lines[self._from : self._from + self._count]
        self._from = 0

    @property
    def head(self) -> str:
        """The text of its first item."""
        return self._lines[self._from][len(BULLET) :].rstrip()

    def texts(self) -> Iterator[tuple[str, int, int]]:
        """Yield the text of each item, its line and its offset."""
        at = self.at + len(BULLET)
        lines = self._lines[self._from : self._from + self._count]
        for number, line in enumerate(lines, self.first):
            yield line[len(BULLET) :].rstrip(), number, at
            at += len(line) + 1

    @property
    def children(self) -> list[Block]:
        """The items."""
        if self._items is None:
            self._items = [
                Block("item", number, number + 1, Raw(text, number, at, True), marker="-")
                for text, number, at in self.texts()
            ]
        return self._items

    @children.setter
    def children(self, items: list[Block]) -> None:
        """Let the items be made still, where there are none."""
        self._items = items or None


class Piece(Block):
    """A block that may be a part of its lines: an element of HTML."""

    __slots__ = ("start", "stop")
    is_html = True

    def __init__(self, kind: BlockKind, first: int, last: int, text: Raw) -> None:
        """Make a block of text that stands as it is in the source."""
        super().__init__(kind, first, last, text)
        self.start = text.at
        """Offset of its first character …"""
        self.stop = text.at + len(text)
        """… and behind its last one."""

    def reach(self, end: Block) -> None:
        """Let it go on to the end of another, which may be a part of its lines, too."""
        super().reach(end)
        self.stop = end.stop if isinstance(end, Piece) else self.stop


def part_of(whole: Block, items: list[Block]) -> Block:
    """Return a list of some of the items of one."""
    first, last = items[0].first, items[-1].last
    if (first, last) == (whole.first, whole.last):
        return whole
    return replace(whole, first=first, last=last, children=items)


def item_texts(block: Block) -> list[str]:
    """Return the texts of the items of a list, which are not made for it."""
    return [text for text, _, _ in block.texts()] if is_flat(block) else [item.text for item in block.children]


def is_flat(block: Block) -> TypeGuard[FlatList]:
    """Tell whether a block is a list whose items are lines still."""
    return isinstance(block, FlatList) and not block.has_items


def texts(blocks: Iterable[Block]) -> Iterator[Raw]:
    """Yield the inline text of some blocks and of all in them."""
    for block in blocks:
        yield block.text
        yield from texts(block.children)

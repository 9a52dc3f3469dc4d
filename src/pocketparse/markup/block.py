"""Block: one Markdown block and its text, whichever room read it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, TypeGuard

from pocketparse.cache import Cached, Results
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
    "opening",
    "closing",
    "section end",
]
Origin = Literal["", "summary", "summary of sections", "lone summary", "rows"]
"""Which part of an HTML element a block was made of, where that decides how it is read:

- "summary": a heading made of the summary of a details element that is a section
- "summary of sections": a paragraph made of the summary of a details element with headings in it, or without an end
- "lone summary": a paragraph made of a summary whose details element was opened in an earlier HTML block
- "rows": a table made of rows whose table was opened in an earlier HTML block
"""
Row = list[Raw]
DEEPEST = 40
"""Most nested lists or details elements that are read as such: reading them recurses."""
NO_TEXT = Raw("", 0, 0)
BULLET = "- "
FRONT_MARKER = "---"
"""Marker of the code block that is a page's front matter."""


@dataclass(slots=True, eq=False)
class Block(Cached):
    """One block; `first` and `last` are 0-based half-open lines without trailing blank ones.

    `text` holds the inline text of a heading or paragraph, and the first paragraph of an item; `children` the
    items of a list and the further blocks of an item, quote or details element, whose summary is `text`; `rows`
    the cells of a table, header first; `level` is that of a heading, or of one that an item starts with. "opening" and
    "closing" are the tags of a details element before they become one block (hypertext.py). At a "section end" sections
    of its `level` and deeper ones end.
    """

    kind: BlockKind
    first: int
    last: int
    text: Raw = NO_TEXT
    level: int = 0
    marker: str = ""
    """The bullet or number of an item, "-", "1."; the info and fence of code, "py```"; the signs of a heading, "##"."""
    box: str = ""
    """The box of an item that is a task, with a space behind it: "[x] "."""
    origin: Origin = ""
    # Empty tuples until something is added: two lists less for each of thousands of blocks.
    children: Sequence["Block"] = ()
    rows: Sequence[Row] = ()
    over: Sequence[Raw] = ()
    """For a heading: the summaries of the details elements around it, outermost first."""
    results: Results | None = field(default=None, init=False, repr=False)
    is_html: ClassVar[bool] = False
    """Whether the block is an HTML element."""

    def add(self, child: "Block") -> None:
        """Append a child."""
        if isinstance(self.children, list):
            self.children.append(child)
        else:
            self.children = [child]

    def add_row(self, row: Row) -> None:
        """Append a row to a table that has rows."""
        assert isinstance(self.rows, list)
        self.rows.append(row)

    def reach(self, end: "Block") -> None:
        """Extend the block to the end of another one."""
        self.last = end.last


class FlatList(Block):
    """A list at the margin of one line per item, "- https://…", whose item blocks are made on first access.

    In a list whose entries are headings half of all blocks are such items, and most of them are never accessed.
    """

    __slots__ = ("_count", "_from", "_items", "_lines", "at")

    def __init__(self, first: int, at: int, lines: Sequence[str]) -> None:
        """Start an empty list at line `first` and offset `at`; `lines` are those of the whole source."""
        self.at = at
        self._lines = lines
        self._from = first
        self._count = 0
        self._items: Sequence[Block] | None = None
        super().__init__("list", first, first, marker="-")

    @property
    def has_items(self) -> bool:
        """Tell whether the item blocks have been made."""
        return self._items is not None

    def add_line(self, number: int) -> bool:
        """Add a line if it follows the last one and no item blocks have been made; return whether it was added."""
        if self._items is not None or number != self.last:
            return False
        self.last = number + 1
        self._count += 1
        return True

    def keep(self) -> None:
        """Copy the lines of the list, so that those of the whole source can be freed."""
        self._lines = self._lines[self._from : self._from + self._count]
        self._from = 0

    @property
    def head(self) -> str:
        """The text of its first item."""
        return self._lines[self._from][len(BULLET) :].rstrip()

    def placed_texts(self) -> Iterator[tuple[str, int, int]]:
        """Yield text, line and offset of each item, without making item blocks."""
        at = self.at + len(BULLET)
        lines = self._lines[self._from : self._from + self._count]
        for number, line in enumerate(lines, self.first):
            yield line[len(BULLET) :].rstrip(), number, at
            at += len(line) + 1

    @property
    def children(self) -> Sequence[Block]:
        """The item blocks, made on first access."""
        if self._items is None:
            self._items = [
                Block("item", number, number + 1, Raw(text, number, at, True), marker="-")
                for text, number, at in self.placed_texts()
            ]
        return self._items

    @children.setter
    def children(self, items: Sequence[Block]) -> None:
        """Replace the item blocks; an empty list has them made from the lines again."""
        self._items = items or None


class Piece(Block):
    """An HTML element, which may share its lines with other blocks."""

    __slots__ = ("start", "stop")
    is_html = True

    def __init__(self, kind: BlockKind, first: int, last: int, text: Raw) -> None:
        """Make a block of a text that the source holds unchanged."""
        super().__init__(kind, first, last, text)
        self.start = text.at
        """Offset of the first character."""
        self.stop = text.at + len(text)
        """Offset after the last character."""

    def reach(self, end: Block) -> None:
        """Extend the block to the end of another one, to its last character if that is a Piece."""
        super().reach(end)
        self.stop = end.stop if isinstance(end, Piece) else self.stop


def part_of(whole: Block, items: list[Block]) -> Block:
    """Return a list block of some successive items of another; `whole` itself if they are all."""
    first, last = items[0].first, items[-1].last
    if (first, last) == (whole.first, whole.last):
        return whole
    return Block("list", first, last, marker=whole.marker, children=items)


def item_texts(block: Block) -> list[str]:
    """Return the texts of the items of a list, without making the item blocks of a flat one."""
    return [text for text, _, _ in block.placed_texts()] if is_flat(block) else [item.text for item in block.children]


def is_flat(block: Block) -> TypeGuard[FlatList]:
    """Tell whether a block is a flat list whose item blocks have not been made yet."""
    return isinstance(block, FlatList) and not block.has_items


def texts(blocks: Iterable[Block]) -> Iterator[Raw]:
    """Yield the inline texts of some blocks and of all nested in them."""
    for block in blocks:
        yield block.text
        yield from texts(block.children)

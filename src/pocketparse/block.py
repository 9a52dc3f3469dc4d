"""Block: one Markdown block and its text, whichever room read it."""

from dataclasses import dataclass, field
from typing import Literal, cast

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


@dataclass(slots=True, eq=False)
class Block:
    """One Markdown block; `first` and `last` are 0-based half-open lines without trailing blank ones.

    `text` holds the inline text of a heading or paragraph, and the first paragraph of an item; `children` the
    items of a list and the further blocks of an item, quote or details element, whose summary is `text`; `rows`
    the cells of a table, header first. A "tag" is an opening or closing <details> on its way to become one block.
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
    memo: object = None
    """What was read of it in the version before (memory.py)."""

"""Dialect "index": tables that name entries without describing them.

*训练/推理*
|  |  |
|---|---|
| Alpaca | * 【BELLE】 |
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from pocketparse import codes
from pocketparse.block import Block, Row
from pocketparse.dialects.base import CellDraft, Claim, Dialect
from pocketparse.identity import fold
from pocketparse.markers import Marked, read_markers
from pocketparse.outline import Outline, Section
from pocketparse.records import Diagnostic
from pocketparse.shown import tidy

LINK_TAG = re.compile(r"<a\s", re.IGNORECASE)
CAPTION = re.compile(r"^[*_]([^*_].*?)[*_]$", re.DOTALL)


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim a section's unlinked tables when their headers are captions or most cells name a heading."""
    blocks = [block for block in section.free if block.kind == "table"]
    if not blocks or not outline.lists_by_heading:
        return
    tables = {block: table for block in blocks if not (table := _table(block, outline.remembers)).is_linked}
    keys: dict[str, str] = {}  # a text votes once
    for table in tables.values():
        keys |= table.keys
    named = sum(map(outline.names.__contains__, keys.values()))
    if named * 2 < len(keys) or not named:
        return
    caption: tuple[str, ...] = ()
    for block in section.free:
        if block.kind == "paragraph":
            match = CAPTION.match(block.text.strip())
            caption = (tidy(match[1]),) if match else ()
        elif block in tables:
            title = outline.title(section).title if section.level > 1 else None
            yield _claim(outline, block, tables[block], caption, title, f"{named} of {len(keys)} cells name a heading")


@dataclass(slots=True)
class _Table:
    """What the cells of a table say, and the drafts that were made of them; a reader of versions asks again."""

    is_linked: bool
    said: dict[str, Marked]
    """What is written in the cells below the header that are not empty, and what it says."""
    keys: dict[str, str]
    """What is written there, and the name that it says, folded."""
    captions: tuple[tuple[str, ...], str | None] | None = None
    """What stood above the table when the drafts were made."""
    cells: list[CellDraft] = field(default_factory=list)


def _table(block: Block, remembers: bool) -> _Table:
    """Read the cells of a table, if they have not been read before."""
    table = cast(_Table | None, block.memo) or _read(block)
    if remembers:
        block.memo = table
    return table


def _read(block: Block) -> _Table:
    if _linked(block):
        return _Table(True, {}, {})
    texts = {cell: cell[:] for row in block.rows[1:] for cell in row if cell}
    said = {text: read_markers(text) for text in texts.values()}
    return _Table(False, said, {text: fold(marks.name) for text, marks in said.items()})


def _linked(table: Block) -> bool:
    text = "\n".join([cell for row in table.rows for cell in row])
    return "](" in text or "://" in text or LINK_TAG.search(text) is not None


def _claim(
    outline: Outline, block: Block, table: _Table, caption: tuple[str, ...], title: str | None, why: str
) -> Claim:
    header, *rows = block.rows
    diagnostics = [_wide(outline, row, len(header)) for row in rows if len(row) > len(header)]
    if table.captions != (caption, title):
        captions = [outline.shown(cell) for cell in header]
        named = (title,) if title else ()
        paths = [(*caption, *_group(captions, column)) or named for column in range(len(header))]
        table.cells = [
            CellDraft(
                outline.shown_part(marks.name, cell).rstrip("\ufe0f").rstrip(),
                cell,
                marks.starred,
                paths[min(column, len(header) - 1)],
                marks.org,
                number,
                column,
            )
            for number, row in enumerate(rows)
            for column, cell in enumerate(row)
            if (marks := table.said.get(cell))
        ]
        table.captions = (caption, title) if outline.remembers else None
    return Claim([block], cells=table.cells, diagnostics=diagnostics, why=why)


def _group(captions: list[str], column: int) -> tuple[str, ...]:
    """Return the caption over a column: its own, or the nearest one to its left."""
    over = [caption for caption in captions[: column + 1] if caption]
    return (over[-1],) if over else ()


def _wide(outline: Outline, row: Row, columns: int) -> Diagnostic:
    first = row[columns]
    span = outline.source.locate(first, 0, len(first))
    return codes.WIDE_ROW.found(f"a row of {len(row)} cells in a table of {columns} columns", span)


DIALECT = Dialect("index", claims)

"""Dialect "index": tables that name entries without describing them.

*训练/推理*
|  |  |
|---|---|
| Alpaca | * 【BELLE】 |
"""

import re
from collections.abc import Iterator, Mapping

from pocketparse import codes
from pocketparse.block import Block, Row
from pocketparse.dialects.base import CellDraft, Claim, Dialect
from pocketparse.identity import fold
from pocketparse.markers import Marked, read_markers
from pocketparse.outline import Outline, Section
from pocketparse.records import Diagnostic
from pocketparse.shown import tidy
from pocketparse.source import Raw

LINK_TAG = re.compile(r"<a\s", re.IGNORECASE)
CAPTION = re.compile(r"^[*_]([^*_].*?)[*_]$", re.DOTALL)


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim a section's unlinked tables when their headers are captions or most cells name a heading."""
    tables = [block for block in section.free if block.kind == "table" and not _linked(block)]
    if not tables or not outline.lists_by_heading:
        return
    marked = {cell: read_markers(cell) for table in tables for row in table.rows[1:] for cell in row if cell}
    cells = [fold(marks.name) for marks in marked.values()]
    named = sum(cell in outline.names for cell in cells)
    if named * 2 < len(cells) or not named:
        return
    caption: tuple[str, ...] = ()
    for block in section.free:
        if block.kind == "paragraph":
            match = CAPTION.match(block.text.strip())
            caption = (tidy(match[1]),) if match else ()
        elif block.kind == "table" and block in tables:
            title = outline.title(section).title if section.level > 1 else None
            yield _claim(outline, block, marked, caption, title, f"{named} of {len(cells)} cells name a heading")


def _linked(table: Block) -> bool:
    text = "\n".join([cell for row in table.rows for cell in row])
    return "](" in text or "://" in text or LINK_TAG.search(text) is not None


def _claim(
    outline: Outline,
    table: Block,
    marked: Mapping[Raw, Marked],
    caption: tuple[str, ...],
    title: str | None,
    why: str,
) -> Claim:
    header, *rows = table.rows
    captions = [outline.shown(cell) for cell in header]
    named = (title,) if title else ()
    paths = [(*caption, *_group(captions, column)) or named for column in range(len(header))]
    cells: list[CellDraft] = []
    diagnostics: list[Diagnostic] = []
    for number, row in enumerate(rows):
        if len(row) > len(header):
            diagnostics.append(_wide(outline, row, len(header)))
        for column, cell in enumerate(row):
            if cell:
                path = paths[min(column, len(header) - 1)]
                cells.append(_cell(outline, cell, marked[cell], path, (table.first, number, column)))
    return Claim([table], cells=cells, diagnostics=diagnostics, why=why)


def _group(captions: list[str], column: int) -> tuple[str, ...]:
    """Return the caption over a column: its own, or the nearest one to its left."""
    over = [caption for caption in captions[: column + 1] if caption]
    return (over[-1],) if over else ()


def _wide(outline: Outline, row: Row, columns: int) -> Diagnostic:
    first = row[columns]
    span = outline.source.locate(first, 0, len(first))
    return codes.WIDE_ROW.found(f"a row of {len(row)} cells in a table of {columns} columns", span)


def _cell(outline: Outline, cell: Raw, marked: Marked, path: tuple[str, ...], place: tuple[int, int, int]) -> CellDraft:
    name = outline.shown_part(marked.name, cell).rstrip("\ufe0f").rstrip()
    span = outline.source.locate(cell, 0, len(cell))
    return CellDraft(name, cell, span, marked.starred, path, marked.org, *place)


DIALECT = Dialect("index", claims)

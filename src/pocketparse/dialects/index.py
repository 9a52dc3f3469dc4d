"""Dialect "index": tables that name entries without describing them.

*训练/推理*
|  |  |
|---|---|
| Alpaca | * 【BELLE】 |
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from pocketparse import codes
from pocketparse.dialects.base import Dialect
from pocketparse.entry.drafts import CellDraft, Claim
from pocketparse.headings.by_heading import lists_by_heading
from pocketparse.identity import KNOWN, fold
from pocketparse.markup.block import Block, Row
from pocketparse.markup.plain_inline import displays_itself
from pocketparse.markup.shown import tidy
from pocketparse.names.markers import read_markers
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.tree import Node

LINK_TAG = pattern(r"<a\s", re.IGNORECASE)
"""An HTML link."""
CAPTION_IN_ITALICS = pattern(r"^[*_]([^*_].*?)[*_]$", re.DOTALL)
"""A line in italics, above a table."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim a section's unlinked tables when their headers are captions or most cells name a heading."""
    blocks = [block for block in section.free if block.kind == "table" and block.rows]  # "<tr></tr>" alone has none
    if not blocks or not outline.once(lists_by_heading):
        return
    tables = {block: table for block in blocks if not (table := _table(block, outline.remembers)).is_linked}
    said: dict[str, _Said] = {}  # a text votes once
    for table in tables.values():
        said |= table.said
    named = sum([cell.key in outline.names for cell in said.values()])
    if named * 2 < len(said) or not named:
        return
    caption: tuple[str, ...] = ()
    for block in section.free:
        if block.kind == "paragraph":
            match = CAPTION_IN_ITALICS.match(block.text.strip())
            caption = (tidy(match[1]),) if match else ()
        elif block in tables:
            title = outline.title(section).title if section.level > 1 else None
            yield _claim(outline, block, tables[block], caption, title, f"{named} of {len(said)} cells name a heading")


@dataclass(slots=True)
class _Table:
    """The cells of a table, and the drafts of them."""

    is_linked: bool
    """Whether a cell has a link."""
    said: dict[str, "_Said"]
    """The cells below the header that are not empty, by their text as written."""
    captions: tuple[tuple[str, ...], str | None] | None = None
    """The caption and the section title above the table for which `cells` were made; None if for no reader."""
    cells: list[CellDraft] = field(default_factory=list)
    """The drafts of the cells."""


class _Said(NamedTuple):
    """What a cell says."""

    name: str
    """Without markers: as displayed if `is_words`, else as written."""
    is_words: bool
    """Whether the name is displayed as it is written."""
    key: str
    """The name, folded."""
    starred: bool
    org: str | None


@lru_cache(maxsize=KNOWN)
def _said(text: str) -> _Said:
    """Return what the text of a cell says; cached, since versions share most cells."""
    marks = read_markers(text)
    is_words = displays_itself(marks.name, True)
    return _Said(_clean(marks.name) if is_words else marks.name, is_words, fold(marks.name), marks.starred, marks.org)


def _clean(name: str) -> str:
    """Return a name without spaces and variation selectors at its end."""
    return name.strip().rstrip("\ufe0f").rstrip()


def _table(block: Block, remembers: bool) -> _Table:
    """Return what was read of a table, from the cache if it was read in an earlier version."""
    table = block.cached(_table) or _read(block)
    return block.cache(_table, table) if remembers else table


def _read(block: Block) -> _Table:
    """Read the cells of a table, unless one has a link."""
    if _linked(block):
        return _Table(True, {})
    return _Table(False, {cell: _said(cell[:]) for row in block.rows[1:] for cell in row if cell})


def _linked(table: Block) -> bool:
    """Tell whether a cell of a table has a link."""
    text = "\n".join([cell for row in table.rows for cell in row])
    return "](" in text or "://" in text or LINK_TAG.search(text) is not None


def _claim(
    outline: Outline, block: Block, table: _Table, caption: tuple[str, ...], title: str | None, why: str
) -> Claim:
    """Return the claim on a table, with a draft for each cell that is not empty."""
    header, *rows = block.rows
    diagnostics = [_wide(outline, row, len(header)) for row in rows if any(row[len(header) :])]
    if table.captions != (caption, title):
        captions = [outline.shown(cell) for cell in header]
        named = (title,) if title else ()
        paths = [(*caption, *_group(captions, column)) or named for column in range(len(header))]
        table.cells = [
            CellDraft(
                said.name if said.is_words else _clean(outline.shown_part(said.name, cell)),
                cell,
                said.starred,
                paths[min(column, len(header) - 1)],
                said.org,
                number,
                column,
            )
            for number, row in enumerate(rows)
            for column, cell in enumerate(row)
            if (said := table.said.get(cell))
        ]
        table.captions = (caption, title) if outline.remembers else None
    return Claim([block], cells=table.cells, diagnostics=diagnostics, why=why)


def _group(captions: list[str], column: int) -> tuple[str, ...]:
    """Return the header of a column, or the nearest one to its left; () if there is none."""
    over = [caption for caption in captions[: column + 1] if caption]
    return (over[-1],) if over else ()


def _wide(outline: Outline, row: Row, columns: int) -> Diagnostic:
    """Return the diagnostic of a row that says something in cells beyond those of the header."""
    first = next(cell for cell in row[columns:] if cell)
    span = outline.source.locate(first, 0, len(first))
    return codes.WIDE_ROW.found(f"a row of {len(row)} cells in a table of {columns} columns", span)


DIALECT = Dialect("index", claims)

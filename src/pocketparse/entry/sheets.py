"""Sheets: tables that tell of one entry, a label and its value in each row, or each column of the only row."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from itertools import chain, zip_longest
from typing import NamedTuple

from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import NO_TEXT, Block
from pocketparse.markup.shown import WORD, tidy
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.tree import Node

SHEETS_ALIKE = 5
"""Least tables that share a label, where it is one of sheets, or a first row, where it is a header."""
COLUMNS = 2
"""Columns of a sheet whose rows are a label and a value."""
HEADER_AND_ROW = 2
"""Rows of a table of one row, with its header."""


class Fact(NamedTuple):
    """A label of a sheet, and its value."""

    label: str
    """Without icons and colons around it."""
    value: Raw
    """The cell, as written."""


def is_sheet(outline: Outline, block: Block) -> bool:
    """Tell whether half the labels of a table are in `sheet_labels`, two at least, and not all values are links."""
    found = [fact for fact in outline.once(facts, block) if fact.label]
    known = sum(fact.label.casefold() in outline.once(sheet_labels) for fact in found)
    said = any(not leaves_page(outline.read(fact.value)) for fact in found)
    return known > 1 and known * 2 >= len(found) and said


def sheet_labels(outline: Outline) -> frozenset[str]:
    """Return the labels of SHEETS_ALIKE tables, folded: "website", "license"."""
    counts: Counter[str] = Counter()
    for block in outline.of_kind("table"):
        counts.update({fact.label.casefold() for fact in outline.once(facts, block)})
    return frozenset(label for label, count in counts.items() if count >= SHEETS_ALIKE)


def facts(outline: Outline, block: Block) -> Sequence[Fact]:
    """Return the rows of a table of two columns, or the cells of a single row under their headers; () of other tables.

    A table of two columns has no links in its first one.
    """
    if is_single_row(block) and tuple(block.rows[0]) in outline.once(_headers_of_single_rows):
        header, row = block.rows
        cells = zip_longest(header, row, fillvalue=NO_TEXT)
        return [Fact(_label(head), value) for head, value in cells if value]
    if max(map(len, block.rows), default=0) != COLUMNS:
        return ()
    rows = [row for row in block.rows if len(row) == COLUMNS]
    if any(outline.read(label).anchors for label, _ in rows):
        return ()
    if rows and tuple(rows[0]) in outline.once(_headers):
        del rows[0]
    return [Fact(_label(outline.read(label).text), value) for label, value in rows]


def _headers_of_single_rows(outline: Outline) -> frozenset[tuple[str, ...]]:
    """Return the headers of SHEETS_ALIKE tables of one row, three columns or more, and no links, below linked names."""
    linked = filter(partial(_is_linked, outline), outline.made_of(lambda kinds: "table" in kinds))
    headers = (
        tuple(block.rows[0])
        for section in linked
        for block in section.body_unplaced
        if is_single_row(block)
        and len(block.rows[0]) > COLUMNS
        and not any(outline.read(cell).anchors for cell in chain.from_iterable(block.rows))
    )
    return frozenset(header for header, count in Counter(headers).items() if count >= SHEETS_ALIKE)


def _is_linked(outline: Outline, section: Node) -> bool:
    """Tell whether the heading of a section is linked, or a paragraph right below it; it has no list."""
    body = section.body_unplaced
    if section.heading is None or not body or any(block.kind == "list" for block in body):
        return False
    first = body[:1] if body[0].kind == "paragraph" else []
    return any(leaves_page(outline.read(block.text)) for block in (section.heading, *first))


def is_single_row(block: Block) -> bool:
    """Tell whether a block is a table of one row below its header."""
    return len(block.rows) == HEADER_AND_ROW


def _headers(outline: Outline) -> frozenset[tuple[str, ...]]:
    """Return the first rows of SHEETS_ALIKE tables of two columns: "| Item | Details |"."""
    tables = outline.of_kind("table")
    counts = Counter(tuple(block.rows[0]) for block in tables if block.rows and len(block.rows[0]) == COLUMNS)
    return frozenset(row for row, count in counts.items() if count >= SHEETS_ALIKE)


def _label(text: str) -> str:
    """Return a label without icons and colons around it; "" of a text without words."""
    words = WORD.search(text)
    text = tidy(text[words.start() :]) if words else ""
    end = len(text)
    while end and not WORD.match(text, end - 1):
        end -= 1
    return text[:end]

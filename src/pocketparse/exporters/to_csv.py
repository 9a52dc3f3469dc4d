"""Document → CSV: one of its tables as UTF-8 by RFC 4180, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from pocketparse.contents import Contents
from pocketparse.exporters import layout, rows
from pocketparse.patterns import pattern

# What a spreadsheet would run: a cell that begins with one of these, white space and invisible characters in
# front of it or not. A cell that looks guarded already is guarded once more, so that unguard() always takes
# off one apostrophe and never the text's own.
FORMULA = pattern(r"'*(?:[\t\r\n]|[\s\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠])")
UNGUARDED = frozenset(("anchor",))
"""Columns whose cells get no apostrophe: letters, digits, hyphens and underscores alone make no formula."""


def write(documents: Contents | Iterable[Contents], out: BinaryIO, *, table: str = "entries") -> None:
    """Write a header and one row per record: lines end in CR LF, cells are quoted where they have to be.

    Null is an empty cell, a boolean is `true` or `false`, and text is guarded.

    Args:
        documents: one Document, or several that share the table; the column `source` tells them apart.
        out: a binary stream.
        table: name of one of layout.TABLES.

    Raises:
        UnknownTable: no table has that name.
    """
    chosen = layout.find(table)
    sheet = Sheet(out, chosen.columns)
    for source, document in rows.named(documents):
        sheet.add(rows.rows(document, source, chosen))


class Sheet:
    """Writer of one table as CSV to a binary stream."""

    def __init__(self, out: BinaryIO, columns: Iterable[rows.Column]) -> None:
        """Write the header."""
        self._out = out
        names = [column.name for column in columns]
        self._texts = [_bare if name in UNGUARDED else _text for name in names]
        self._write([names])

    def add(self, lines: Iterable[tuple[rows.Cell, ...]]) -> None:
        """Write rows."""
        self._write([text(cell) for text, cell in zip(self._texts, row, strict=True)] for row in lines)

    def _write(self, lines: Iterable[list[str]]) -> None:
        text = io.StringIO(newline="")
        csv.writer(text).writerows(lines)
        self._out.write(text.getvalue().encode())


def guard(text: str) -> str:
    """Put an apostrophe in front of a cell that a spreadsheet would run as a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def unguard(cell: str) -> str:
    """Return the text that was guarded: `unguard(guard(text)) == text` for every text."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def _text(cell: rows.Cell) -> str:
    return guard(_bare(cell))


def _bare(cell: rows.Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)

"""History → CSV: one of its tables."""

from collections.abc import Iterable
from typing import BinaryIO

from pocketparse.chronicles.layout import find, rows_in
from pocketparse.exporters.to_csv import Sheet
from pocketparse.revisions import Revision


def write(revisions: Iterable[Revision], out: BinaryIO, *, table: str = "changes") -> None:
    """Write UTF-8 by RFC 4180, guarded as the CSV of records is.

    Args:
        revisions: oldest first; memory holds one at a time.
        out: a binary stream.
        table: name of one of layout.TABLES.

    Raises:
        UnknownTable: no table has that name.
    """
    chosen = find(table)
    Sheet(out, chosen.columns).add(rows_in(chosen, revisions))

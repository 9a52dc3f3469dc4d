"""History → a folder: a CSV file for each of its tables."""

from collections.abc import Iterable

from pocketparse.chronicles.layout import TABLES, rows_at_end, rows_of
from pocketparse.exporters.files import Opener
from pocketparse.exporters.to_csv import Sheet
from pocketparse.lifetimes import Ledger
from pocketparse.revisions import Revision


def write(revisions: Iterable[Revision], opener: Opener) -> None:
    """Write UTF-8 files by RFC 4180, guarded as the CSV of records is.

    Args:
        revisions: oldest first; memory holds one at a time.
        opener: opens a file of the folder by its name.
    """
    sheets = {table.name: Sheet(opener(f"{table.name}.csv"), table.columns) for table in TABLES}
    ledger = Ledger()
    for revision in revisions:
        ledger.add(revision)
        for table, rows in rows_of(revision, ledger):
            sheets[table.name].add(rows)
    for table, rows in rows_at_end(ledger):
        sheets[table.name].add(rows)

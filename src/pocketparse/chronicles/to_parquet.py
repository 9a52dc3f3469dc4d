"""History → Parquet: one of its tables; takes pyarrow."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from pocketparse.chronicles.layout import find, rows_in
from pocketparse.exporters.frames import arrow_table
from pocketparse.revisions import Revision


def write(revisions: Iterable[Revision], out: BinaryIO, *, table: str = "changes") -> None:
    """Write a Parquet file, compressed with zstd.

    Args:
        revisions: oldest first.
        out: a binary stream.
        table: name of one of layout.TABLES.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownTable: no table has that name.
    """
    chosen = find(table)
    found = list(rows_in(chosen, revisions))
    values: list[list[Any]] = (
        [list(column) for column in zip(*found, strict=True)] if found else [[] for _ in chosen.columns]
    )
    for at, column in enumerate(chosen.columns):
        if column.type == "texts":
            values[at] = [json.loads(cell) for cell in values[at]]
    made = arrow_table(chosen.columns, values, {"table": chosen.name})
    from pyarrow import parquet

    parquet.write_table(made, out, compression="zstd")

"""Document → Parquet: one of its tables, nested types as in frames.py; takes pyarrow."""

from collections.abc import Iterable
from typing import BinaryIO

from pocketparse.contents import Contents
from pocketparse.exporters.frames import to_arrow


def write(documents: Contents | Iterable[Contents], out: BinaryIO, *, table: str = "entries") -> None:
    """Write a Parquet file, compressed with zstd.

    Args:
        documents: one Document, or several that share the table; the column `source` tells them apart.
        out: a binary stream.
        table: name of one of layout.TABLES.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownTable: no table has that name.
    """
    found = to_arrow(documents, table)
    from pyarrow import parquet

    parquet.write_table(found, out, compression="zstd")

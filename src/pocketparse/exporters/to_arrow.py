"""Document → an Arrow IPC file (Feather 2): one of its tables, nested types as in frames.py; takes pyarrow."""

from collections.abc import Iterable
from typing import BinaryIO

from pocketparse.contents import Contents
from pocketparse.exporters.frames import to_arrow


def write(documents: Contents | Iterable[Contents], out: BinaryIO, *, table: str = "entries") -> None:
    """Write an Arrow IPC file, uncompressed, so that readers may map it into memory.

    Args:
        documents: one Document, or several that share the table; the column `source` tells them apart.
        out: a binary stream.
        table: name of one of layout.TABLES.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownTable: no table has that name.
    """
    found = to_arrow(documents, table)
    from pyarrow import ipc

    with ipc.new_file(out, found.schema) as file:
        file.write_table(found)

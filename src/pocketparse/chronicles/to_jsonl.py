"""History → JSON Lines: a revision a line, with its changes; new revisions are appended."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import BinaryIO

from pocketparse.chronicles.layout import Last, find
from pocketparse.errors import ForeignFile
from pocketparse.lifetimes import Ledger
from pocketparse.revisions import Revision


def write(revisions: Iterable[Revision], out: BinaryIO, *, old: bytes | None = None) -> None:
    """Write UTF-8 lines, each an object: the columns of the table "revisions", and `changes`, a list of Change.

    Args:
        revisions: oldest first; memory holds one at a time.
        out: a binary stream.
        old: lines of the revisions before; they stay.
    """
    if old:
        out.write(old if old.endswith(b"\n") else old + b"\n")
    table, ledger = find("revisions"), Ledger()
    names = [column.name for column in table.columns]
    for revision in revisions:
        (row,) = table.rows(revision, ledger)
        record = dict(zip(names, row, strict=True)) | {"changes": [asdict(change) for change in revision.changes]}
        out.write(json.dumps(record, ensure_ascii=False).encode() + b"\n")


def last(old: bytes) -> Last:
    """Return the revision in the last line of a file.

    Raises:
        ForeignFile: `write` did not write that line.
    """
    try:
        line = json.loads(old.rstrip().rpartition(b"\n")[2])
        return Last.read(line["number"], line["commit"], line["path"], line["read_with"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise ForeignFile("its last line is no revision that this version of pocketparse wrote") from None

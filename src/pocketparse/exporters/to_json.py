"""Document → JSON, the record contract as it stands: one object for one document, an array for several."""

from collections.abc import Iterable
from typing import BinaryIO

from pydantic_core import to_json

from pocketparse.contents import Contents
from pocketparse.exporters.rows import several


def write(documents: Contents | Iterable[Contents], out: BinaryIO, *, indent: int = 2) -> None:
    """Write UTF-8 JSON that ends with a newline; characters beyond ASCII stay as they are.

    Args:
        documents: one Document becomes an object, an iterable an array of objects.
        out: a binary stream.
        indent: spaces per level; 0 writes everything on one line.
    """
    if isinstance(documents, Contents):
        out.write(_bytes(documents, indent) + b"\n")
        return
    line = b"\n" if indent else b""
    margin = line + b" " * indent
    before = b"["
    for document in several(documents):
        # A newline inside a string is written \n, so every newline here is layout.
        out.write(before + margin + _bytes(document, indent).replace(b"\n", margin))
        before = b","
    out.write(b"[]\n" if before == b"[" else line + b"]\n")


def _bytes(document: Contents, indent: int) -> bytes:
    return to_json(vars(document), indent=indent or None)  # as model_dump_json() does, without the schema it builds

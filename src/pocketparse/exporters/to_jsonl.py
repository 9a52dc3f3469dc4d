"""Document → JSON Lines: an entry a line, as in the document's JSON, with the name of its file."""

import json
from collections.abc import Iterable
from typing import BinaryIO

from pydantic_core import to_jsonable_python

from pocketparse.contents import Contents
from pocketparse.exporters import rows


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write UTF-8 lines, each an object: `source`, then the fields of an entry.

    Documents are written as they come; memory holds one at a time, and one of its entries as JSON.
    """
    for source, document in rows.named(documents):
        for entry in document.entries:
            line = json.dumps({"source": source, **to_jsonable_python(entry)}, ensure_ascii=False)
            out.write(f"{line}\n".encode())

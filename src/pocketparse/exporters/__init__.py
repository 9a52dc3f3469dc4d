"""What a Document looks like elsewhere: EXPORTERS is the ordered table of formats, write() the way in."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pocketparse.document import Document
from pocketparse.errors import SourceError, UnknownExporter
from pocketparse.exporters.files import replacing


class Exporter(NamedTuple):
    """A format. Its module has `write(documents, out, *, …)`, and is imported when it is used."""

    name: str
    suffixes: tuple[str, ...]
    module: str
    options: tuple[str, ...]
    """Keyword arguments of the module's `write`."""


EXPORTERS = (
    Exporter("json", (".json",), "pocketparse.exporters.to_json", ("indent",)),
    Exporter("csv", (".csv",), "pocketparse.exporters.to_csv", ("table",)),
)


def find(name: str | None = None, path: str | Path = "") -> Exporter:
    """Return the exporter of a format name, else of a path's suffix; the first where there is neither.

    Raises:
        UnknownExporter: no format has that name or suffix; the message lists those that exist.
    """
    suffix = Path(path).suffix.lower()
    if name is None and not suffix:
        return EXPORTERS[0]
    for exporter in EXPORTERS:
        if name == exporter.name or (name is None and suffix in exporter.suffixes):
            return exporter
    asked = f"unknown format {name!r}" if name is not None else f"{path}: no format has the suffix {suffix!r}"
    known = ", ".join(f"{exporter.name} ({' '.join(exporter.suffixes)})" for exporter in EXPORTERS)
    raise UnknownExporter(f"{asked}; the formats are {known}")


def write(
    documents: Document | Iterable[Document],
    target: str | Path | BinaryIO,
    *,
    format: str | None = None,
    **options: Any,
) -> None:
    """Write one document or several.

    Args:
        documents: what to write; one Document is written as itself, an iterable as a collection.
        target: a path, whose old file stays whole until all is written, or a binary stream.
        format: name of the format; without it the path's suffix decides, and JSON is the default.
        options: what the format offers: `indent` for json, `table` for csv.

    Raises:
        UnknownExporter: no format has that name or suffix.
        UnknownTable: no table has that name.
        SourceError: the path cannot be written.
    """
    path = target if isinstance(target, str | Path) else None
    exporter = find(format, path or "")
    export = import_module(exporter.module).write
    if path is None:
        export(documents, target, **options)
        return
    try:
        with replacing(path) as out:
            export(documents, out, **options)
    except BrokenPipeError:  # a pipe whose reader has had enough is no fault of the path
        raise
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error

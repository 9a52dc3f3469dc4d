"""What a Document looks like elsewhere: EXPORTERS is the ordered table of formats, write() the way in."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pocketparse.contents import Contents
from pocketparse.errors import SourceError
from pocketparse.exporters.files import held
from pocketparse.exporters.formats import Format, Formats, Target, opened, packed
from pocketparse.on_use import importer

if TYPE_CHECKING:  # imported on use, by __getattr__ below
    from pocketparse.exporters.rows import split as split
    from pocketparse.exporters.to_csv import unguard as unguard


class Exporter(Format):
    """A format of documents. Its module has `write(documents, out, *, …)`."""


EXPORTERS = Formats(
    (
        Exporter("json", (".json",), "pocketparse.exporters.to_json", ("indent",)),
        Exporter("chunks", (".chunks.jsonl",), "pocketparse.exporters.to_chunks"),
        Exporter("jsonl", (".jsonl", ".ndjson"), "pocketparse.exporters.to_jsonl"),
        Exporter("csv", (".csv",), "pocketparse.exporters.to_csv", ("table",)),
        Exporter("csv", ("/",), "pocketparse.exporters.to_datapackage"),
        Exporter("parquet", (".parquet",), "pocketparse.exporters.to_parquet", ("table",), is_compressed=True),
        Exporter("arrow", (".arrow", ".feather"), "pocketparse.exporters.to_arrow", ("table",), is_compressed=True),
        Exporter("sqlite", (".sqlite", ".sqlite3", ".db"), "pocketparse.exporters.to_sqlite"),
        Exporter("bookmarks", ("bookmarks.html",), "pocketparse.exporters.to_bookmarks"),
        Exporter("opml", (".opml",), "pocketparse.exporters.to_opml"),
        Exporter("llms", ("llms.txt",), "pocketparse.exporters.to_llms"),
    )
)


def write(
    documents: Contents | Iterable[Contents],
    target: Target,
    *,
    format: str | None = None,
    **options: Any,
) -> None:
    """Write one document or several.

    Args:
        documents: what to write; one Document is written as itself, an iterable as a collection.
        target: a path, whose old file stays whole until all is written, or a binary stream. A path that ends in
            ".gz" is packed; one that ends in "/", or a Path that is a folder, takes the tables of a CSV data package.
        format: name of the format; without it the path's suffix decides, and JSON is the default.
        options: what the format offers: `indent` for json, `table` for csv, parquet and arrow.

    Raises:
        UnknownExporter: no format has that name or suffix.
        UnknownTable: no table has that name.
        MissingExtra: the format takes a package that is not installed.
        SourceError: the path cannot be written, or holds a history that a list would replace.
        TypeError: `documents` is a text or entries, `target` a text stream, or the format has no such option.
    """
    exporter = _asked_for(documents, format, target, options)
    export = exporter.write  # before anything is opened: its module may miss a package
    exporter.refuse(target)
    with opened(exporter, target) as out:
        export(documents, out, **options)


def stale(
    documents: Contents | Iterable[Contents], path: str | Path, *, format: str | None = None, **options: Any
) -> dict[Path, tuple[bytes | None, bytes]]:
    """Return the files that `write` would change, each with its bytes before, None where it does not exist, and after.

    Raises:
        SourceError: a file cannot be read.
        UnknownExporter, UnknownTable, MissingExtra, TypeError: as `write` does.
    """
    exporter = _asked_for(documents, format, path, options)
    made: dict[Path, io.BytesIO] = {}
    if exporter.is_folder:
        exporter.write(documents, lambda name: made.setdefault(Path(path, name), io.BytesIO()), **options)
    else:
        with packed(made.setdefault(Path(path), io.BytesIO()), path) as stream:
            exporter.write(documents, stream, **options)
    files = {file: out.getvalue() for file, out in made.items()}
    try:
        old = {file: held(file) for file in files}
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    return {file: (old[file], data) for file, data in files.items() if old[file] != data}


def _asked_for(documents: object, format: str | None, target: Target, options: Iterable[str]) -> Exporter:
    """Return the exporter that `write` and `stale` are asked for, after a check of their arguments.

    Raises:
        TypeError: `documents` is a text, or the format has no such option.
        UnknownExporter: as `write` does.
    """
    if isinstance(documents, str | bytes):
        raise TypeError(f"documents are written, not {type(documents).__name__}: parse a text first")
    exporter = EXPORTERS.find(format, target)
    exporter.check(options)
    return exporter


if not TYPE_CHECKING:  # pragma: no branch - a type checker would take any name for one of the package
    __getattr__ = importer(__name__, {"frames": (), "rows": ("split",), "to_csv": ("unguard",)})

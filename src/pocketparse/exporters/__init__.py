"""What a Document looks like elsewhere: EXPORTERS is the ordered table of formats, write() the way in."""

import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from pocketparse.document import Document
from pocketparse.errors import SourceError, UnknownExporter
from pocketparse.exporters.files import Opener, folder, held, is_directory, replacing


class Exporter(NamedTuple):
    """A format. Its module has `write(documents, out, *, …)`, and is imported when it is used."""

    name: str
    suffixes: tuple[str, ...]
    """How paths end that ask for it; for "/", a folder, `write` gets what opens a file there, not a stream."""
    module: str
    options: tuple[str, ...] = ()
    """Keyword arguments of the module's `write`."""


# A longer suffix stands before one that it ends with.
EXPORTERS = (
    Exporter("json", (".json",), "pocketparse.exporters.to_json", ("indent",)),
    Exporter("chunks", (".chunks.jsonl",), "pocketparse.exporters.to_chunks"),
    Exporter("jsonl", (".jsonl", ".ndjson"), "pocketparse.exporters.to_jsonl"),
    Exporter("csv", (".csv",), "pocketparse.exporters.to_csv", ("table",)),
    Exporter("csv", ("/",), "pocketparse.exporters.to_datapackage"),
    Exporter("parquet", (".parquet",), "pocketparse.exporters.to_parquet", ("table",)),
    Exporter("arrow", (".arrow", ".feather"), "pocketparse.exporters.to_arrow", ("table",)),
    Exporter("sqlite", (".sqlite", ".sqlite3", ".db"), "pocketparse.exporters.to_sqlite"),
    Exporter("bookmarks", ("bookmarks.html",), "pocketparse.exporters.to_bookmarks"),
    Exporter("opml", (".opml",), "pocketparse.exporters.to_opml"),
    Exporter("llms", ("llms.txt",), "pocketparse.exporters.to_llms"),
)
PACKED = ".gz"
"""A path that ends so is written through gzip, whatever the format before it."""


def find(name: str | None = None, path: str | Path = "") -> Exporter:
    """Return the exporter of a format name, else of a path's suffix; the first where there is neither.

    Raises:
        UnknownExporter: no format has that name or suffix; the message lists those that exist.
    """
    target = str(path).lower()
    if target and not target.endswith("/") and is_directory(path):
        target += "/"
    target = target.removesuffix(PACKED)
    of_name = [exporter for exporter in EXPORTERS if name is None or exporter.name == name]
    for exporter in of_name:
        if target.endswith(exporter.suffixes):
            return exporter
    if of_name and (name is not None or not Path(target).suffix):
        return of_name[0]
    nobody = f"{path}: no format has the suffix {Path(path).suffix!r}"
    asked = nobody if name is None else f"unknown format {name!r}"
    raise UnknownExporter(f"{asked}; the formats are {known()}")


def known() -> str:
    """Return the names of all formats, each with how paths end that ask for it."""
    suffixes: dict[str, tuple[str, ...]] = {}
    for exporter in EXPORTERS:
        suffixes[exporter.name] = suffixes.get(exporter.name, ()) + exporter.suffixes
    return ", ".join(f"{name} ({' '.join(ends)})" for name, ends in suffixes.items())


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
        target: a path, whose old file stays whole until all is written, or a binary stream. A path that ends in
            ".gz" is packed; one that ends in "/" or is a folder takes the tables of a CSV data package.
        format: name of the format; without it the path's suffix decides, and JSON is the default.
        options: what the format offers: `indent` for json, `table` for csv, parquet and arrow.

    Raises:
        UnknownExporter: no format has that name or suffix.
        UnknownTable: no table has that name.
        MissingExtra: the format takes a package that is not installed.
        SourceError: the path cannot be written.
        TypeError: `documents` is a text, `target` a text stream, or the format has no such option.
    """
    if isinstance(target, io.TextIOBase):
        raise TypeError("target is a path or a binary stream, not a stream of text: open it in mode 'wb'")
    path = target if isinstance(target, str | Path) else None
    exporter, export = _asked_for(documents, format, path or "")
    if path is None:
        export(documents, target, **options)
        return
    try:
        with _opened(exporter, path) as out:
            export(documents, out, **options)
    except BrokenPipeError:  # a pipe whose reader has had enough is no fault of the path
        raise
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error


def stale(
    documents: Document | Iterable[Document], path: str | Path, *, format: str | None = None, **options: Any
) -> dict[Path, tuple[bytes | None, bytes]]:
    """Return the files that `write` would change: what they hold, None where there is none, and what they would.

    Raises:
        SourceError: a file cannot be read.
        UnknownExporter, UnknownTable, MissingExtra, TypeError: as `write` does.
    """
    exporter, export = _asked_for(documents, format, path)
    made: dict[Path, io.BytesIO] = {}
    if _is_folder(exporter):
        export(documents, lambda name: made.setdefault(Path(path, name), io.BytesIO()), **options)
    else:
        with _packed(made.setdefault(Path(path), io.BytesIO()), path) as stream:
            export(documents, stream, **options)
    files = {file: out.getvalue() for file, out in made.items()}
    try:
        old = {file: held(file) for file in files}
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    return {file: (old[file], data) for file, data in files.items() if old[file] != data}


def _asked_for(documents: object, format: str | None, path: str | Path) -> tuple[Exporter, Callable[..., None]]:
    """Return the exporter for documents, and its `write`.

    Raises:
        TypeError: `documents` is a text.
        UnknownExporter: as `find` does.
    """
    if isinstance(documents, str | bytes):
        raise TypeError(f"documents are written, not {type(documents).__name__}: parse a text first")
    exporter = find(format, path)
    return exporter, import_module(exporter.module).write


def _is_folder(exporter: Exporter) -> bool:
    return "/" in exporter.suffixes


@contextmanager
def _opened(exporter: Exporter, path: str | Path) -> Iterator[BinaryIO | Opener]:
    if _is_folder(exporter):
        with folder(path) as opener:
            yield opener
    else:
        with replacing(path) as out, _packed(out, path) as stream:
            yield stream


def _packed(out: BinaryIO, path: str | Path) -> AbstractContextManager[BinaryIO]:
    """Return the stream to write to: through gzip where the path says so, without name or time in its header."""
    if str(path).lower().endswith(PACKED):
        return gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0)  # type: ignore[return-value]
    return nullcontext(out)

"""What a history looks like elsewhere: CHRONICLES is the ordered table of formats, write() the way in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pocketparse.chronicles.layout import Last
from pocketparse.errors import ForeignFile, HistoryError, SourceError
from pocketparse.exporters.formats import Format, Formats, Target, opened, unpacked
from pocketparse.revisions import Revision, checked


@dataclass(frozen=True)
class Chronicle(Format):
    """A format of histories. Its module has `write(revisions, out, *, …)`.

    One that is appended to has `last(old)` too, and its `write` takes the bytes of the old file as `old`.
    """

    appends: bool = False
    """Whether new revisions can be appended to an old file; other formats are written anew."""


CHRONICLES = Formats(
    (
        Chronicle("text", (".txt",), "pocketparse.chronicles.to_text"),
        Chronicle("jsonfeed", ("feed.json",), "pocketparse.chronicles.to_jsonfeed", ("by",)),
        Chronicle("jsonl", (".jsonl", ".ndjson"), "pocketparse.chronicles.to_jsonl", appends=True),
        Chronicle("sqlite", (".sqlite", ".sqlite3", ".db"), "pocketparse.chronicles.to_sqlite", appends=True),
        Chronicle("csv", (".csv",), "pocketparse.chronicles.to_csv", ("table",)),
        Chronicle("csv", ("/",), "pocketparse.chronicles.to_folder"),
        Chronicle("parquet", (".parquet",), "pocketparse.chronicles.to_parquet", ("table",), is_compressed=True),
        Chronicle("atom", (".atom", ".xml"), "pocketparse.chronicles.to_atom", ("by",)),
        Chronicle("svg", (".svg",), "pocketparse.chronicles.to_svg"),
    )
)


def last(path: str | Path, *, format: str | None = None) -> Last | None:
    """Return the last revision in a file; None where there is none, or the format cannot be appended to.

    Raises:
        SourceError: the file cannot be read, or is something else.
    """
    chronicle = CHRONICLES.find(format, path)
    old = _old(path) if chronicle.appends else None
    if old is None:
        return None
    try:
        found: Last | None = chronicle.imported.last(old)
        return found
    except ForeignFile as error:
        raise ForeignFile(f"{path}: {error}") from None


def write(
    revisions: Iterable[Revision],
    target: Target,
    *,
    format: str | None = None,
    append: bool = False,
    **options: Any,
) -> None:
    """Write a history.

    Args:
        revisions: its versions, oldest first.
        target: a path, whose old file stays whole until all is written, or a binary stream. A path that ends
            in ".gz" is packed; one that ends in "/", or a Path that is a folder, takes a CSV file for each table.
        format: name of the format; without it the path's suffix decides, and text is the default.
        append: the revisions are those after `last(target)`; what the file holds stays, and their numbers go on there.
            Of the formats only JSON Lines and SQLite are appended to, and only as files, by versions that were read
            with the dialects and limits of those that the file holds.
        options: what the format offers: `table` for csv and parquet, `by` ("day" or "revision") for feeds.

    Raises:
        UnknownExporter: no format has that name or suffix.
        UnknownTable: no table has that name.
        MissingExtra: the format takes a package that is not installed.
        HistoryError: git failed on the way, or versions to append were read in another way than those in the file.
        SourceError: the path cannot be written.
        TypeError: to `append` to what is not appended to, `target` is a text stream, or `revisions` holds something
            else.
    """
    path = target if isinstance(target, str | Path) else None
    chronicle = CHRONICLES.find(format, target)
    chronicle.check(options)
    export = chronicle.write  # before anything is opened: its module may miss a package
    if append and (path is None or not chronicle.appends):
        raise TypeError(f"{chronicle.name} is not appended to" if path else "a stream is not appended to")
    revisions = checked(revisions)
    end = last(path, format=chronicle.name) if append and path is not None else None
    if end and path is not None:
        options["old"], revisions = _old(path), _behind(end, revisions, path)
    try:
        with opened(chronicle, target) as out:
            export(revisions, out, **options)
    except ForeignFile as error:
        raise ForeignFile(f"{path}: {error}") from None


def _behind(end: Last, revisions: Iterable[Revision], path: str | Path) -> Iterator[Revision]:
    """Yield revisions with the numbers that follow those in the file: a shallow clone would count from 1.

    Raises:
        HistoryError: one was read in another way than the last: entries would come and go that nobody touched.
    """
    for number, revision in enumerate(revisions, end.number + 1):
        if revision.read_with != end.read_with:
            was, now = (one or "the usual dialects and limits" for one in (end.read_with, revision.read_with))
            raise HistoryError(
                f"{path}: was read with {was}, not {now}: give what it was read with, or remove it to begin anew"
            )
        yield replace(revision, number=number)


def _old(path: str | Path) -> bytes | None:
    """Return the bytes of a file, gunzipped where it is packed; None where it does not exist, or is empty."""
    try:
        if Path(f"{path}-wal").is_file() and Path(f"{path}-wal").stat().st_size:
            raise SourceError(f"{path}: is open in another program, and a part of it still in {path}-wal")
        data = Path(path).read_bytes() if Path(path).is_file() else b""
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror or error}") from error
    return (unpacked(data, path) or None) if data else None

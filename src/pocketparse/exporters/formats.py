"""Tables of formats: which one a name or a path asks for, and how what it writes to is opened: packed, or a folder."""

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pocketparse.errors import SourceError, UnknownExporter
from pocketparse.exporters.files import Opener, folder, is_directory, replacing

Target = str | Path | BinaryIO
PACKED = ".gz"
"""Suffix of a path that is written through gzip, whatever the format: "list.json.gz"."""


@dataclass(frozen=True)
class Format:
    """A format of files: its name, its suffixes and its module, which is imported at its first use.

    The module has `write(records, out, *, …)`.
    """

    name: str
    suffixes: tuple[str, ...]
    """Ends of the paths that ask for it: ".jsonl". For "/", a folder, `write` gets an Opener instead of a stream."""
    module: str
    options: tuple[str, ...] = ()
    """Keyword arguments of the module's `write`."""
    is_compressed: bool = False
    """Whether it must not be gzipped: it is compressed, and its readers seek in the file."""

    @property
    def is_folder(self) -> bool:
        """Tell whether it is written as several files."""
        return "/" in self.suffixes

    def check(self, options: Iterable[str]) -> None:
        """Check the names of options against those of the format.

        Raises:
            TypeError: the format has no such option; the message lists those that it has.
        """
        for name in options:
            if name not in self.options:
                told = f"; it takes {', '.join(self.options)}" if self.options else ""
                raise TypeError(f"{self.name} takes no option {name!r}{told}")

    def refuse(self, target: Target) -> None:
        """Call `refuse(path)` of the module, where it has one: it keeps a file there from being replaced.

        Raises:
            SourceError: the file must not be replaced.
        """
        refuse = getattr(self.imported, "refuse", None)
        if refuse is not None and isinstance(target, str | Path):
            refuse(Path(target))

    @property
    def imported(self) -> Any:
        """The module, imported."""
        return import_module(self.module)

    @property
    def write(self) -> Callable[..., None]:
        """The function `write` of the module."""
        write: Callable[..., None] = self.imported.write
        return write


FormatT = TypeVar("FormatT", bound=Format)


class Formats(tuple[FormatT, ...]):
    """A table of formats. A longer suffix stands before one that it ends with."""

    __slots__ = ()

    def find(self, name: str | None = None, target: Target = "") -> FormatT:
        """Return the format of a name, else of a path's suffix; the first where there is neither.

        Raises:
            UnknownExporter: no format has that name or suffix; the message lists those that exist.
            SourceError: the target is the name of a folder and does not end in "/".
        """
        path = target if isinstance(target, str | Path) else ""
        end = str(path).lower()
        if end and not end.endswith("/") and is_directory(path):
            if name is None and isinstance(path, str):  # a slip, as "." is; a Path cannot end in "/"
                raise SourceError(f"{path}: is a folder: name a file in it, or write {path}/ for a file of each table")
            end += "/"
        bare = end.removesuffix(PACKED)
        of_name = [one for one in self if name is None or one.name == name]
        fitting = [one for one in of_name if bare.endswith(one.suffixes)]
        if not fitting and (name is not None or not Path(bare).suffix):
            fitting = of_name
        if not fitting:
            nobody = f"{path}: no format has the suffix {Path(bare).suffix!r}"
            asked = nobody if name is None else f"unknown format {name!r}"
            raise UnknownExporter(f"{asked}; the formats are {self.known()}")
        if fitting[0].is_compressed and bare != end:
            raise UnknownExporter(f"{path}: nothing reads {fitting[0].name} through gzip: leave {PACKED} out")
        return fitting[0]

    def known(self) -> str:
        """Return the names of the formats, each with its suffixes: "json (.json), jsonl (.jsonl .ndjson)"."""
        suffixes: dict[str, tuple[str, ...]] = {}
        for one in self:
            suffixes[one.name] = suffixes.get(one.name, ()) + one.suffixes
        return ", ".join(f"{name} ({' '.join(ends)})" for name, ends in suffixes.items())


@contextmanager
def opened(format: Format, target: Target) -> Iterator[BinaryIO | Opener]:
    """Yield the stream or Opener that a format is written to; if the block fails, a file at the path stays as it was.

    Raises:
        SourceError: the path cannot be written.
        TypeError: the target is a stream of text.
    """
    if isinstance(target, io.TextIOBase):
        raise TypeError("target is a path or a binary stream, not a stream of text: open it in mode 'wb'")
    if not isinstance(target, str | Path):
        yield target
        return
    try:
        if format.is_folder:
            with folder(target) as opener:
                yield opener
        else:
            with replacing(target) as out, packed(out, target) as stream:
                yield stream
    except BrokenPipeError:  # a pipe whose reader has had enough is no fault of the path
        raise
    except OSError as error:
        is_lost = isinstance(error, FileNotFoundError) and not is_directory(Path(target).parent)
        why = f"there is no folder {Path(target).parent}" if is_lost else error.strerror or error
        raise SourceError(f"{target}: {why}") from error


def packed(out: BinaryIO, path: str | Path) -> AbstractContextManager[BinaryIO]:
    """Return a stream that gzips into `out` where the path ends in ".gz", without name or time; else `out` itself."""
    if _is_packed(path):
        return gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0)  # type: ignore[return-value]
    return nullcontext(out)


def unpacked(data: bytes, path: str | Path) -> bytes:
    """Return the bytes of a file, gunzipped where its path ends in ".gz".

    Raises:
        SourceError: they are no gzip.
    """
    if not _is_packed(path):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(f"{path}: {error}") from error


def _is_packed(path: str | Path) -> bool:
    return str(path).lower().endswith(PACKED)

"""parse_many(): many files → their documents, in order, over processes where asked for."""

import os
import traceback
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pocketparse.contents import Contents
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.errors import ParseError, PocketParseError, SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import How

if TYPE_CHECKING:  # imported when one is made
    from pocketparse.document import Document

AHEAD = 4
"""Files for each worker that may be read before their turn, whose documents wait in memory."""


class Parsed(NamedTuple):
    """The result of reading a file: its document, or the error."""

    path: str | Path
    document: "Document | None"
    error: PocketParseError | None

    def result(self) -> "Document":
        """Return the document, or raise the error, as `concurrent.futures.Future.result` does."""
        if self.error is not None:
            raise self.error
        assert self.document is not None
        return self.document


class ReadFile(NamedTuple):
    """The result of reading a file: the contents of its document, which need no pydantic, or the error."""

    path: str | Path
    contents: Contents | None
    error: PocketParseError | None


class Task(NamedTuple):
    """A file to read, and its name in the document."""

    path: str | Path
    name: str | None


def parse_many(
    paths: Iterable[str | Path],
    *,
    workers: int = 1,
    dialects: Sequence[Dialect | str] = DIALECTS,
    names: Iterable[str | None] | None = None,
    limits: Limits = LIMITS,
) -> Iterator[Parsed]:
    """Read many files, and yield the result of each, in their order.

    Only a few documents wait in memory, however many files there are. A file that cannot be read, one on which a
    dialect raises, and one on which a process dies is a result with an error; the others go on. `Parsed.result()`
    returns the document, or raises the error.

    Args:
        paths: UTF-8 files.
        workers: processes; 1 reads in this one, 0 starts one for each core. Programs that start others need a
            `if __name__ == "__main__"` around what they do, as `multiprocessing` asks for.
        dialects: as for `parse`; with processes, names or dialects that pickle.
        names: what `document.source` calls each file, one a path; by default the file's own name.
        limits: how much of each file is read at the most.

    Raises:
        TypeError: `paths` is one path.
        UnknownDialect: `dialects` names an unknown dialect.
        ValueError: `workers` is negative; or, while it goes on, `names` and `paths` differ in length.
    """
    return _parsed(read_many(paths, How(dialects, limits), workers=workers, names=names))


def _parsed(results: Generator[ReadFile, None, None]) -> Iterator[Parsed]:
    with closing(results):  # and with it the processes
        from pocketparse.document import document_of

        for path, contents, error in results:
            yield Parsed(path, document_of(contents) if contents else None, error)


def read_many(
    paths: Iterable[str | Path], how: How, *, workers: int = 1, names: Iterable[str | None] | None = None
) -> Generator[ReadFile, None, None]:
    """Read many files, and yield the result of each, in their order; arguments and errors are those of `parse_many`."""
    if isinstance(paths, str | Path):
        raise TypeError("paths are several: put one in a list, or use parse_file")
    if workers < 0:
        raise ValueError(f"workers cannot be negative: {workers}")
    given = ((path, None) for path in paths) if names is None else zip(paths, names, strict=True)
    tasks = starmap(Task, given)
    # The functions of a dialect pickle by name, and so do these.
    how = How([dialect.name if dialect in DIALECTS else dialect for dialect in named(how.dialects)], how.limits)
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        return (_read(task, how) for task in tasks)
    return _over_processes(tasks, how, workers)


def _read(task: Task, how: How) -> ReadFile:
    try:
        return ReadFile(task.path, how.contents_of_file(task.path, name=task.name), None)
    except SourceError as error:
        return ReadFile(task.path, None, error)
    except Exception as error:
        return ReadFile(task.path, None, _told(task, "read", error))


def _told(task: Task, done: str, cause: Exception) -> ParseError:
    """Return a ParseError that names the file on which a dialect raised an exception, and the dialect."""
    where = "".join(f" {note}" for note in getattr(cause, "__notes__", ()))
    error = ParseError(f"{task.path}: {type(cause).__name__} while it was {done}{where}: {cause}")
    error.__cause__ = cause
    error.add_note("".join(traceback.format_exception(cause)))  # causes do not travel between processes, notes do
    return error


def _answer(how: How, task: Task) -> bytes:  # pragma: no cover - runs in other processes
    """Read a file, and return the result as bytes."""
    from pocketparse.packing import to_bytes

    _, contents, error = _read(task, how)
    try:
        return to_bytes(contents, error)
    except Exception as cause:
        return to_bytes(None, _told(task, "sent", cause))


def _over_processes(tasks: Iterator[Task], how: How, workers: int) -> Generator[ReadFile, None, None]:
    from pocketparse.packing import from_bytes
    from pocketparse.processes import answered

    for task, answer in answered(partial(_answer, how), tasks, workers, workers * AHEAD):
        if answer is None:
            yield ReadFile(task.path, None, SourceError(f"{task.path}: the process that read it died"))
        else:
            yield ReadFile(task.path, *from_bytes(answer))

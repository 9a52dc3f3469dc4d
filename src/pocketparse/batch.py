"""parse_many(): many files → their documents, in order, over processes where asked for."""

import os
import pickle
import traceback
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import starmap
from pathlib import Path
from typing import NamedTuple

from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.document import Document
from pocketparse.errors import ParseError, PocketParseError, SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.packing import Packed, pack, unpack
from pocketparse.pipeline import How, parse_file

AHEAD = 4
"""Files for each worker that may be read before their turn: so many documents wait in memory at most."""


class Parsed(NamedTuple):
    """What became of one file: its document, or why there is none."""

    path: str | Path
    document: Document | None
    error: PocketParseError | None


class Task(NamedTuple):
    """A file to read, and what its document calls it."""

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
    """Read many files, and yield what became of each in their order.

    Only a few documents wait in memory, however many files there are. A file that cannot be read, one on which a
    dialect raises, and one on which a process dies is a result with an error; the others go on.

    Args:
        paths: UTF-8 files.
        workers: processes; 1 reads in this one, 0 starts one for each core. Programs that start others need a
            `if __name__ == "__main__"` around what they do, as `multiprocessing` asks for.
        dialects: as for `parse`; with processes, names or dialects that pickle.
        names: what `document.source` calls each file, one a path; by default the file's own name.
        limits: how much of each file is read at the most.

    Raises:
        TypeError: `paths` is one path.
        UnknownDialect: a name in `dialects` is none.
        ValueError: there are fewer than no workers; when it shows, that there are more names than paths, or fewer.
    """
    if isinstance(paths, str | Path):
        raise TypeError("paths are several: put one in a list, or use parse_file")
    if workers < 0:
        raise ValueError(f"workers cannot be negative: {workers}")
    given = ((path, None) for path in paths) if names is None else zip(paths, names, strict=True)
    tasks = starmap(Task, given)
    # The functions of a dialect pickle by name, and so do these.
    how = How([dialect.name if dialect in DIALECTS else dialect for dialect in named(dialects)], limits)
    workers = workers or os.cpu_count() or 1
    if workers == 1:
        return (_read(task, how) for task in tasks)
    return _over_processes(tasks, how, workers)


def _read(task: Task, how: How) -> Parsed:
    try:
        document = parse_file(task.path, name=task.name, **how._asdict())
        return Parsed(task.path, document, None)
    except SourceError as error:
        return Parsed(task.path, None, error)
    except Exception as error:
        return Parsed(task.path, None, _told(task, "read", error))


def _told(task: Task, done: str, cause: Exception) -> ParseError:
    """Return the error of a file on which a dialect raised, as one that says where."""
    error = ParseError(f"{task.path}: {type(cause).__name__} while it was {done}: {cause}")
    error.__cause__ = cause
    error.add_note("".join(traceback.format_exception(cause)))  # causes do not travel between processes, notes do
    return error


class Sent(NamedTuple):
    """A result on its way between processes."""

    packed: Packed | None
    error: PocketParseError | None


def _answer(how: How, task: Task) -> bytes:  # pragma: no cover - runs in other processes
    """Read a file, and return a pickle of `Sent`."""
    _, document, error = _read(task, how)
    try:
        return pickle.dumps(Sent(pack(document) if document else None, error), pickle.HIGHEST_PROTOCOL)
    except Exception as cause:
        return pickle.dumps(Sent(None, _told(task, "sent", cause)))


def _over_processes(tasks: Iterator[Task], how: How, workers: int) -> Iterator[Parsed]:
    from pocketparse.processes import answered

    for task, answer in answered(partial(_answer, how), tasks, workers, workers * AHEAD):
        if answer is None:
            yield Parsed(task.path, None, SourceError(f"{task.path}: the process that read it died"))
        else:
            packed, error = pickle.loads(answer)
            yield Parsed(task.path, unpack(packed) if packed else None, error)

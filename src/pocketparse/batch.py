"""parse_many(): many files → their documents, in order, over processes where asked for."""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, starmap
from pathlib import Path
from typing import NamedTuple

from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.document import Document
from pocketparse.errors import PocketParseError, SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.packing import Packed, pack, unpack
from pocketparse.pipeline import parse_file

RARELY = 50_000
"""Objects that come before the collector looks in a worker."""
AHEAD = 4
"""Files for each worker that may be read before their turn: so many documents wait in memory at most."""


class Parsed(NamedTuple):
    """What became of one file: its document, or why there is none."""

    path: str | Path
    document: Document | None
    error: PocketParseError | None


class How(NamedTuple):
    """How files are read."""

    dialects: Sequence[Dialect | str]
    limits: Limits


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

    Only a few documents wait in memory, however many files there are. A file that cannot be read, and one on which a
    process dies, is a result with an error; the others go on.

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
        document = parse_file(task.path, dialects=how.dialects, name=task.name, limits=how.limits)
        return Parsed(task.path, document, None)
    except SourceError as error:
        return Parsed(task.path, None, error)


class Sent(NamedTuple):
    """A result on its way between processes."""

    path: str | Path
    packed: Packed | None
    error: PocketParseError | None


def _send(task: Task, how: How) -> Sent:  # pragma: no cover - runs in other processes
    path, document, error = _read(task, how)
    return Sent(path, pack(document) if document else None, error)


def _received(sent: Sent) -> Parsed:
    return Parsed(sent.path, unpack(sent.packed) if sent.packed else None, sent.error)


def _over_processes(tasks: Iterator[Task], how: How, workers: int) -> Iterator[Parsed]:
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    def start() -> ProcessPoolExecutor:
        return ProcessPoolExecutor(workers, initializer=_begin_work)

    def read_ahead() -> None:
        for task in islice(tasks, workers * AHEAD - len(waiting)):
            try:
                waiting.append((task, pool.submit(_send, task, how)))
            except BrokenProcessPool as error:  # since the last look
                waiting.append((task, Future()))
                waiting[-1][1].set_exception(error)

    pool = start()
    waiting: deque[tuple[Task, Future[Sent]]] = deque()
    try:
        read_ahead()
        while waiting:
            task, future = waiting.popleft()
            try:
                yield _received(future.result())
            except BrokenProcessPool:
                # One file killed its process, and the pool is gone with all that was under way. Which one it was
                # shows when each is read alone.
                pool.shutdown()
                for again in (task, *(one for one, _ in waiting)):
                    yield _alone(again, how)
                waiting.clear()
                pool = start()
            read_ahead()
    finally:
        pool.shutdown(cancel_futures=True)


def _alone(task: Task, how: How) -> Parsed:
    """Read a file in a process of its own."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(1, initializer=_begin_work) as pool:
        try:
            return _received(pool.submit(_send, task, how).result())
        except BrokenProcessPool:
            return Parsed(task.path, None, SourceError(f"{task.path}: the process that read it died"))


def _begin_work() -> None:  # pragma: no cover - runs in processes that nobody measures
    """Set a process up that does nothing else: the collector looks less often at what is not garbage yet."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the program, and that its workers
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the program may tidy up, which a worker has no reason to
    gc.freeze()
    gc.set_threshold(RARELY)

"""Tasks → what processes answer to them, in order: each has its own pipe, and one that dies costs what it was doing.

`concurrent.futures` takes locks that its own threads wait for, in the thread that is interrupted, and loses all that is
under way when one process dies. Here one thread waits for pipes: an interrupt finds nothing to leave half done.
"""

import gc
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Task = TypeVar("Task")

RARELY = 50_000
"""Threshold of the garbage collector in a worker, in objects."""
DEPTH = 2
"""Most tasks that a worker holds: the one it does, and the next."""


@dataclass(slots=True, eq=False)
class Job(Generic[Task]):
    """A task and, once it is `done`, the answer to it: None where the process that did it died."""

    task: Task
    answer: bytes | None = None
    done: bool = False


class Worker(Generic[Task]):
    """A process, this end of its pipe, and the jobs that it has been given, in their order."""

    def __init__(self, answer: Callable[[Task], bytes], others: Iterable["Worker[Task]"]) -> None:
        """Start a process that gives `answer`; `others` run already."""
        self.pipe, far = Pipe()
        self.jobs: deque[Job[Task]] = deque()
        near = [self.pipe, *(other.pipe for other in others)]
        self.process = Process(target=_serve, args=(answer, far, near), daemon=True)
        self.process.start()
        far.close()

    def give(self, job: Job[Task]) -> None:
        """Give it one job more."""
        self.jobs.append(job)
        with suppress(OSError):  # it is dead, which shows as well when it is listened to
            self.pipe.send(job.task)

    def listen(self) -> bool:
        """Take the answer that has come, and return whether the process lives: if not, its first job is done, too."""
        try:
            answer = self.pipe.recv_bytes()
        except (EOFError, OSError):
            answer = None
        job = self.jobs.popleft()
        job.answer, job.done = answer, True
        return answer is not None

    def stop(self) -> None:
        """End it, whatever it does."""
        self.process.kill()  # it holds nothing that would have to be put away
        self.process.join()
        self.process.close()
        self.pipe.close()


def answered(
    answer: Callable[[Task], bytes], tasks: Iterator[Task], size: int, ahead: int
) -> Iterator[tuple[Task, bytes | None]]:
    """Yield each task with what `answer` gives for it in another process, or None where that process died of it.

    Args:
        answer: a function that pickles by its name, or a `partial` of one; it raises nothing.
        tasks: what pickles; they are taken as they are needed.
        size: processes at the most.
        ahead: tasks that are taken before their turn at the most.
    """
    workers: list[Worker[Task]] = []
    jobs: deque[Job[Task]] = deque()  # in the order of the tasks: done, under way, and those of …
    free: deque[Job[Task]] = deque()  # … which no process has been given

    def hand_out() -> None:
        taken = [Job(task) for task in islice(tasks, ahead - len(jobs))]
        jobs.extend(taken)
        free.extend(taken)
        while free:
            worker = min(workers, key=lambda one: len(one.jobs), default=None)
            if worker is None or (worker.jobs and len(workers) < size):
                worker = Worker(answer, workers)
                workers.append(worker)
            elif len(worker.jobs) == DEPTH:
                break
            worker.give(free.popleft())

    def listen() -> None:
        busy = [worker for worker in workers if worker.jobs]
        ready = wait([worker.pipe for worker in busy], timeout=0 if jobs[0].done else None)
        for worker in busy:
            if worker.pipe in ready and not worker.listen():
                free.extendleft(reversed(worker.jobs))
                workers.remove(worker)
                worker.stop()

    try:
        hand_out()
        while jobs:
            listen()
            if jobs[0].done:
                job = jobs.popleft()
                hand_out()
                yield job.task, job.answer
            else:
                hand_out()
    finally:
        for worker in workers:
            worker.stop()


def _serve(  # pragma: no cover - runs in processes that nobody measures
    answer: Callable[[Task], bytes], pipe: Connection, others: Iterable[Connection]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C ends the program, and that its processes
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # the program may tidy up, which these have no reason to
    gc.freeze()
    gc.set_threshold(RARELY)  # there is little garbage, and what is alive is walked through each time
    for other in others:  # they came along with a fork, and while one is open nobody sees that the program is gone
        other.close()
    try:
        while True:
            pipe.send_bytes(answer(pipe.recv()))
    except (EOFError, OSError):
        return

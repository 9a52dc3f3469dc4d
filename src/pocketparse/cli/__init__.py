"""The command line: which command the arguments name, and the exit code of what goes wrong."""

import gc
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

from pocketparse.cli.terminal import FAILURE, INTERRUPTED, OK, TERMINATED, Terminated, say
from pocketparse.errors import PocketParseError, SourceError

COMMANDS = ("diff", "history", "lint", "schema")
"""Commands that the first word may name, each a module with `run(argv)`; a file of such a name is `./schema`."""
COLLECTOR_THRESHOLD = 10_000
"""Threshold of the garbage collector, in objects; by default 700."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        argv: the arguments; those of the process by default.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        try:
            command = words.pop(0) if words and words[0] in COMMANDS else "convert"
            if command == "convert" and words:
                _refuse_misspelt(*words)
            with _collecting_seldom():
                run: Callable[[Sequence[str]], int] = import_module(f"pocketparse.cli.{command}").run
                with _ending_tidily():
                    return run(words)
        except SystemExit as done:  # --help and --version have printed
            return FAILURE if done.code else OK
    except PocketParseError as error:
        say(f"pocketparse: error: {error}")
        return FAILURE
    except FileNotFoundError as error:  # files have a SourceError each; what has no name is a folder that was removed
        say(f"pocketparse: error: {error.filename or 'the working folder'}: {error.strerror}")
        return FAILURE
    except Terminated:
        say("pocketparse: error: terminated")
        return TERMINATED
    except KeyboardInterrupt:
        say("pocketparse: error: interrupted")
        return INTERRUPTED


def run_and_end() -> int:
    """Run the command as the last thing that a process does, and return its exit code.

    Python looks for garbage when it ends, which takes a tenth of the time: what is left goes with the process.
    """
    code = main()
    gc.freeze()
    return code


def _refuse_misspelt(word: str, *others: str) -> None:
    """Refuse a first word that is neither a command nor a file, if it is close to a command or stands before others.

    Raises:
        SourceError: the word is "help", or nearly a command, "lnit", or in lower case before others, "parse a.md".
    """
    if not word.isalpha() or Path(word).exists():
        return
    from difflib import get_close_matches

    meant = get_close_matches(word.lower(), COMMANDS, 1)
    if meant or word == "help":
        raise SourceError(f"no command and no file {word!r}; did you mean {meant[0] if meant else '--help'}?")
    if others and word.islower():  # "parse README.md"
        raise SourceError(
            f"no command and no file {word!r}; the commands are {', '.join(COMMANDS)}, and files need none"
        )


@contextmanager
def _ending_tidily() -> Iterator[None]:
    """Turn SIGTERM into an exception while the block runs, as Python does for Ctrl-C: no file is left half written.

    Only where nobody else has a say: in a thread, or a program that handles or ignores the signal, it stays as it is.
    """
    is_ours = current_thread() is main_thread() and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    if is_ours:
        signal.signal(signal.SIGTERM, _terminate)
    try:
        yield
    finally:
        if is_ours:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _terminate(number: int, frame: FrameType | None) -> NoReturn:
    raise Terminated


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Raise the garbage collector's threshold for the block: records hold no cycles, and collecting takes time.

    The command may do so, since the process is its own.
    """
    before = gc.get_threshold()
    gc.set_threshold(COLLECTOR_THRESHOLD, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)

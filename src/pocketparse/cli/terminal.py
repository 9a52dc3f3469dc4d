"""Standard output and standard error: bytes that arrive or are missed loudly, messages of one line, exit codes."""

import argparse
import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, NoReturn, TextIO

from pocketparse.errors import PocketParseError, SourceError
from pocketparse.printable import escaped

OK, FINDINGS, FAILURE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143


class Terminated(KeyboardInterrupt):
    """Raised on SIGTERM, so that it ends what Ctrl-C ends."""


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that prints its examples as they are, and leaves its errors to main()."""

    def __init__(self, prog: str, description: str, examples: str | None = None) -> None:
        """Make the parser of a command, without arguments yet."""
        super().__init__(
            prog=prog,
            description=description,
            epilog=examples,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,  # an option added later must not change what a script means
        )

    def error(self, message: str) -> NoReturn:
        """Raise, where argparse would print its usage and exit."""
        raise PocketParseError(f"{message}; see {self.prog} --help")

    def _print_message(self, message: str, file: Any = None) -> None:
        """Print help or version; raise a SourceError where standard output takes none, which argparse would ignore."""
        if file is sys.stderr:
            super()._print_message(message, file)
            return
        with standard_output() as out:
            out.write(message.encode())


class Once(argparse.Action):
    """The action of an option that takes one value: a second one is refused, where argparse would drop the first."""

    def __call__(
        self, parser: argparse.ArgumentParser, options: argparse.Namespace, value: Any, name: Any = None
    ) -> None:
        """Store the value."""
        if getattr(options, self.dest) is not None:
            parser.error(f"{name} takes one value, and has {getattr(options, self.dest)!r} and {value!r}")
        setattr(options, self.dest, value)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Yield standard output as bytes, so that it is UTF-8 in every locale, and flush it.

    At the interpreter's shutdown it would be too late to say what went wrong.
    """
    if sys.stdout is None:
        raise SourceError("standard output: is closed")
    out = sys.stdout.buffer
    # With PYTHONUNBUFFERED this is the raw stream, whose write() may take a part and raise nothing.
    buffer = io.BufferedWriter(out) if isinstance(out, io.RawIOBase) else None
    try:
        yield buffer or out
        for stream in (buffer or out, sys.stdout):
            stream.flush()
    except (OSError, KeyboardInterrupt) as error:
        _drain(sys.stdout)
        if isinstance(error, KeyboardInterrupt):
            raise
        if not isinstance(error, BrokenPipeError):  # `| head -1` has read what it wanted
            raise SourceError(f"standard output: {error.strerror or error}") from error
    finally:
        if buffer:
            buffer.detach()  # left alone, it would close standard output


def _drain(stream: TextIO) -> None:
    """Point a stream at /dev/null: Python flushes its buffer at shutdown, and would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def show(lines: Iterable[str]) -> None:
    """Print lines to standard output; file names that are not UTF-8 get question marks."""
    with standard_output() as out:
        out.write("".join(f"{escaped(line)}\n" for line in lines).encode("utf-8", "replace"))


def say(message: str) -> None:
    """Print one line to standard error, where there is one."""
    if sys.stderr is None:  # print() would take standard output for it
        return
    try:
        print(escaped(message), file=sys.stderr)
    except OSError:  # nobody reads it: the exit code has to do
        _drain(sys.stderr)


def is_terminal() -> bool:
    """Tell whether standard error is a terminal."""
    return sys.stderr is not None and sys.stderr.isatty()


def progress(message: str) -> None:
    """Show a message in place of the last one, on a terminal only."""
    if is_terminal():
        sys.stderr.write(f"\r\x1b[K{escaped(message)}")
        sys.stderr.flush()

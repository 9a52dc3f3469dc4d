"""The files that the arguments name → documents, one after the other; what cannot be read is told."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from pathlib import Path

from pocketparse.batch import ReadFile, read_many
from pocketparse.cli.reading import how
from pocketparse.cli.terminal import is_terminal, say
from pocketparse.codes import LIMIT_REACHED, NO_ENTRIES, OTHER_MARKUP, PATH_AS_TEXT
from pocketparse.contents import Contents
from pocketparse.counted import counted
from pocketparse.errors import SourceError
from pocketparse.pipeline import text_of_file
from pocketparse.records import Diagnostic
from pocketparse.source import decode

UNREAD = frozenset(code.code for code in (LIMIT_REACHED, OTHER_MARKUP, PATH_AS_TEXT, NO_ENTRIES))
"""Codes of the diagnostics that are printed without --verbose: a text was read in part, or not at all."""


class Inputs:
    """The inputs of a run, and whether reading them has failed or found anything so far."""

    def __init__(self, options: argparse.Namespace) -> None:
        """Read nothing yet."""
        self._options = options
        self.has_failed = False
        """Whether an input could not be read."""
        self.has_findings = False
        """Whether a document has a diagnostic that is an error or a warning."""

    def documents(self) -> Contents | Iterator[Contents]:
        """Return the one document, or an iterator over those of several that can be read, which reports each.

        Raises:
            SourceError: the one input cannot be read, or none of several.
        """
        if len(self._options.files) == 1:
            (read,) = self._read()
            if read.error:
                raise read.error
            assert read.contents is not None
            self._note(read.contents)
            return read.contents
        readable = self._readable()
        first = next(readable, None)  # before anything is written
        if first is None:
            raise SourceError("none of the inputs can be read")
        return chain((first,), readable)

    def report(self, document: Contents, name: str) -> None:
        """Print diagnostics of unread text and, unless --quiet, counts of records.

        With --strict the errors and warnings that it fails for are printed, too, with --verbose all diagnostics.
        """
        shown = [found for found in document.diagnostics if self._is_shown(found)]
        for found in shown:
            line = f":{found.span.line}" if found.span else ""
            say(f"{name}{line}: {found.severity} {found.code} {found.rule}: {found.message}")
        if self._options.quiet:
            return
        entries = counted(len(document.entries), "entry", "entries")
        holding = len({entry.section for entry in document.entries} - {None})
        sections = counted(len(document.sections), "section") if holding else "no section"
        if 0 < holding < len(document.sections):
            sections = f"{holding} of {sections}"
        diagnostics = counted(len(document.diagnostics), "diagnostic")
        errors = sum(found.severity == "error" for found in document.diagnostics)
        worst = f" ({counted(errors, 'error')})" if errors else ""
        if len(shown) < len(document.diagnostics):
            worst += "; -v shows " + ("it" if len(document.diagnostics) == 1 else "them")
        say(f"{name}: {entries} in {sections}, {len(document.starred)} starred; {diagnostics}{worst}")

    def _is_shown(self, found: Diagnostic) -> bool:
        """Tell whether a diagnostic is printed: what was not read always is."""
        options = self._options
        return options.verbose or found.code in UNREAD or (options.strict and found.severity != "info")

    def _readable(self) -> Iterator[Contents]:
        total = len(self._options.files)
        for number, read in enumerate(self._read(), 1):
            if read.error:
                self.has_failed = True
                say(f"pocketparse: error: {read.error}")
            if read.contents:
                self._note(read.contents)
                place = f"[{number}/{total}] " if is_terminal() else ""
                self.report(read.contents, place + shown(str(read.path)))
                yield read.contents

    def _note(self, document: Contents) -> None:
        self.has_findings |= any(found.severity != "info" for found in document.diagnostics)

    def _read(self) -> Iterator[ReadFile]:
        """Yield the document or error of each input, in order."""
        options = self._options
        names = [options.name] if options.name is not None else names_of(options.files)
        files = [(file, name) for file, name in zip(options.files, names, strict=True) if file != "-"]
        read = read_many(
            [file for file, _ in files], how(options), workers=options.jobs, names=[name for _, name in files]
        )
        for file in options.files:
            yield self._standard_input() if file == "-" else next(read)

    def _standard_input(self) -> ReadFile:
        try:
            return ReadFile("-", how(self._options).contents(text_of("-"), name=self._options.name), None)
        except SourceError as error:
            return ReadFile("-", None, error)


def shown(file: str) -> str:
    """Return the name of an input in messages."""
    return "<stdin>" if file == "-" else file


def names_of(files: Sequence[str]) -> list[str | None]:
    """Return the name of each input in the records: its path below the folder that all of them share.

    A single file goes by its own name; of `a/README.md` and `b/README.md` each keeps its folder. Where on the
    machine they lie is not told.
    """
    paths = [Path(file).absolute() for file in files if file != "-"]
    levels = zip(*(path.parent.parts for path in paths), strict=False)
    shared = sum(1 for _ in takewhile(lambda level: len(set(level)) == 1, levels))
    below = (Path(*path.parts[shared:]).as_posix() for path in paths)
    return [None if file == "-" else next(below) for file in files]


def text_of(file: str) -> str:
    """Return the text of an input.

    Raises:
        SourceError: it cannot be read, or is not UTF-8.
    """
    if not file:
        raise SourceError("a file name is empty")
    if file != "-":
        return text_of_file(file)
    if sys.stdin is None:
        raise SourceError("standard input: is closed")
    try:
        return decode(sys.stdin.buffer.read(), "standard input")
    except OSError as error:
        raise SourceError(f"standard input: {error.strerror or error}") from error


def read_texts(files: Sequence[str]) -> tuple[list[tuple[str, str]], list[tuple[str, SourceError]]]:
    """Return the inputs that can be read, with their texts, and the others with their errors, which are printed."""
    texts: list[tuple[str, str]] = []
    unread: list[tuple[str, SourceError]] = []
    for file in files:
        try:
            texts.append((file, text_of(file)))
        except SourceError as error:
            say(f"pocketparse: error: {error}")
            unread.append((file, error))
    return texts, unread

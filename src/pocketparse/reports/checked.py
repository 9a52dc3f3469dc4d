"""Checked: a file, its source, and what rules found in it, of which reports are made."""

from collections.abc import Iterable
from typing import NamedTuple

from pocketparse.counted import counted
from pocketparse.errors import SourceError
from pocketparse.records import Diagnostic
from pocketparse.source import Source, read


class Checked(NamedTuple):
    """A file, and what rules found in it."""

    path: str
    """Name of the file in the report."""
    source: Source
    found: list[Diagnostic]
    error: str = ""
    """Why the file could not be read; "" if it could."""

    def __repr__(self) -> str:
        """Return path and number of findings, or the error; the source would fill the screen."""
        told = self.error or f"{self.path}: {counted(len(self.found), 'finding')}"
        return f"<Checked {told}>"

    @classmethod
    def of(cls, path: str, text: str, found: Iterable[Diagnostic]) -> "Checked":
        """Return findings of lint() in the shape that report() takes: `Checked.of("README.md", text, lint(text))`."""
        return cls(path, read(text), list(found))

    @classmethod
    def unread(cls, path: str, error: SourceError) -> "Checked":
        """Return a file that could not be read, which the formats "github" and "sarif" tell."""
        return cls(path, read(""), [], str(error))

"""What rules found, told to people and programs: REPORTS is the ordered table of formats, report() the way in."""

from collections.abc import Iterable
from typing import NamedTuple

from pocketparse.errors import SourceError
from pocketparse.records import Diagnostic
from pocketparse.source import Source, read
from pocketparse.text_formats import TextFormat, formatted


class Checked(NamedTuple):
    """A file, and what rules found in it."""

    path: str
    """Name of the file in the report."""
    source: Source
    found: list[Diagnostic]
    error: str = ""
    """Why the file could not be read; "" if it could."""

    @classmethod
    def of(cls, path: str, text: str, found: Iterable[Diagnostic]) -> "Checked":
        """Return findings of lint() in the shape that report() takes: `Checked.of("README.md", text, lint(text))`."""
        return cls(path, read(text), list(found))

    @classmethod
    def unread(cls, path: str, error: SourceError) -> "Checked":
        """Return a file that could not be read, which the formats "github" and "sarif" tell."""
        return cls(path, read(""), [], str(error))


REPORTS = (
    TextFormat("text", "pocketparse.reports.text", ("color",)),
    TextFormat("json", "pocketparse.reports.json_array"),
    TextFormat("jsonl", "pocketparse.reports.json_lines"),
    TextFormat("github", "pocketparse.reports.github"),
    TextFormat("sarif", "pocketparse.reports.sarif"),
)


def report(checked: Iterable[Checked], format: str = "text", *, color: bool = False) -> str:
    """Return findings as text in a format.

    Args:
        checked: what was found in each file.
        format: name of one of REPORTS.
        color: colour the text for a terminal.

    Raises:
        UnknownReport: no format has that name.
    """
    return formatted(REPORTS, format, checked, color=color)

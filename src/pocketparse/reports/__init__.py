"""What rules found, told to people and programs: REPORTS is the ordered table of formats, report() the way in."""

from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from pocketparse.errors import UnknownReport
from pocketparse.records import Diagnostic
from pocketparse.source import Source, read


class Checked(NamedTuple):
    """A file, and what rules found in it."""

    path: str
    """What the file is called in the report."""
    source: Source
    found: list[Diagnostic]

    @classmethod
    def of(cls, path: str, text: str, found: Iterable[Diagnostic]) -> "Checked":
        """Return what lint() found in a text, as report() takes it: `Checked.of("README.md", text, lint(text))`."""
        return cls(path, read(text), list(found))


class Report(NamedTuple):
    """A format. Its module has `lines(checked, *, color)`, which yields text, and is imported when it is used."""

    name: str
    module: str


REPORTS = (
    Report("text", "pocketparse.reports.text"),
    Report("json", "pocketparse.reports.json_array"),
    Report("jsonl", "pocketparse.reports.json_lines"),
    Report("github", "pocketparse.reports.github"),
    Report("sarif", "pocketparse.reports.sarif"),
)


def report(checked: Iterable[Checked], format: str = "text", *, color: bool = False) -> str:
    """Return a report.

    Args:
        checked: what was found in each file.
        format: name of one of REPORTS.
        color: colour the text for a terminal.

    Raises:
        UnknownReport: no format has that name.
    """
    for one in REPORTS:
        if one.name == format:
            return "".join(import_module(one.module).lines(checked, color=color))
    raise UnknownReport(f"unknown format {format!r}; the formats are {', '.join(one.name for one in REPORTS)}")

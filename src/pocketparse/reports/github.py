"""Findings → annotations of GitHub Actions: `::warning file=README.md,line=3::…`, shown beside the lines."""

from collections.abc import Iterable, Iterator

from pocketparse.printable import visible
from pocketparse.reports import Checked
from pocketparse.reports.places import place

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def lines(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield a workflow command for each file that could not be read and for each finding, a line each."""
    for path, source, found, error in checked:
        if error:
            yield command(LEVELS["error"], path, "line=1", "unreadable file", error)
        for one in found:
            where = place(source, one.span)
            columns = f",col={where.column},endColumn={where.end_column}" if where.line == where.end_line else ""
            lines_and_columns = f"line={where.line},endLine={where.end_line}{columns}"
            yield command(LEVELS[one.severity], path, lines_and_columns, f"{one.code} {one.rule}", one.message)


def command(level: str, path: str, place: str, title: str, message: str) -> str:
    """Return a workflow command that annotates lines; `place` names them: "line=3,endLine=4"."""
    return f"::{level} file={_property(path)},{place},title={_property(title)}::{_data(message)}\n"


def _data(text: str) -> str:
    """Return a message escaped as by the toolkit of GitHub Actions, with control characters replaced."""
    return visible(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

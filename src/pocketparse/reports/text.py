"""Findings → text for people: a line that says what and where, and the source line with the place underlined."""

import unicodedata
from collections.abc import Iterable, Iterator

from pocketparse.printable import visible
from pocketparse.records import Diagnostic
from pocketparse.reports import Checked
from pocketparse.reports.places import place
from pocketparse.source import Source

COLORS = {"error": "\x1b[31m", "warning": "\x1b[33m", "info": "\x1b[36m"}
BOLD, PLAIN = "\x1b[1m", "\x1b[0m"
WIDTH, LEAST_WIDTH = 100, 20
"""Columns of a source line that are shown, at most, and on the narrowest terminal."""
MARGIN = 10
"""Columns beside a source line: its number, a bar, and the ellipses where it is cut."""
WIDTH_BEFORE = 40
"""Columns shown in front of the underlined place, where the line has to be cut at its start; half of them at most."""
MEASURED_LENGTH = 4 * WIDTH
"""Characters of a line whose width is measured, at most: combining marks take no column, and a line may be long."""


def lines(checked: Iterable[Checked], *, color: bool, width: int) -> Iterator[str]:
    """Yield the text of each finding, in the shape of compiler messages.

    Source lines with their numbers are cut to `width` columns.
    """
    for path, source, found, _ in checked:
        for one in found:
            yield from _finding(path, source, one, color, max(min(width - MARGIN, WIDTH), LEAST_WIDTH))


def _finding(path: str, source: Source, found: Diagnostic, color: bool, width: int) -> Iterator[str]:
    where = place(source, found.span)
    hue, bold, plain = (COLORS[found.severity], BOLD, PLAIN) if color else ("", "", "")
    message = visible(found.message)
    yield f"{bold}{visible(path)}:{where.line}:{where.column}:{plain} {hue}{found.severity}{plain} "
    yield f"{bold}{found.code}{plain} {found.rule}: {message}\n"
    if found.span is None:
        return
    line = source.lines[where.line - 1]
    first = where.column - 1
    last = where.end_column - 1 if where.end_line == where.line else len(line)
    before, under = line[max(first - MEASURED_LENGTH, 0) : first], line[first : min(last, first + MEASURED_LENGTH)]
    fits = len(before) == first and _width(before) + min(_width(under), width) <= width
    start = 0 if fits else first - len(_cut(before[::-1], min(WIDTH_BEFORE, width // 2)))
    shown = _cut(line[start : start + MEASURED_LENGTH], width)
    marked = shown[first - start : last - start]
    gutter = f"{where.line:5} | "
    yield f"{gutter}{'…' if start else ''}{visible(shown)}{'…' if start + len(shown) < len(line) else ''}\n"
    margin = " " * (len(gutter) - 2) + "| " + " " * (_width(shown[: first - start]) + bool(start))
    yield f"{margin}{hue}{'^' * max(_width(marked), 1)}{plain}\n"


def _cut(text: str, columns: int) -> str:
    """Return the longest prefix of a text that is no wider than some columns."""
    width = 0
    for at, char in enumerate(text):
        width += _width(char)
        if width > columns:
            return text[:at]
    return text


def _width(text: str) -> int:
    """Return the number of terminal columns of a text: East Asian wide characters take two, combining marks none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )

"""Spans → lines and columns, as editors and programs count them."""

from typing import NamedTuple

from pocketparse.records import Span
from pocketparse.source import Source


class Place(NamedTuple):
    """Lines and columns of a span, from 1; the end column is that after the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def place(source: Source, span: Span | None) -> Place:
    """Return the lines and columns of a span; without one, those of the start of the file."""
    if span is None:
        return Place(1, 1, 1, 1)
    first, last = source.starts[span.line - 1], source.starts[span.end_line - 1]
    return Place(span.line, span.start - first + 1, span.end_line, span.end - last + 1)

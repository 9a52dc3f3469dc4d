"""Rows of cells → one escaped HTML table, the shape in which notebooks show records."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice

LIMIT = 20
"""Rows shown before a table says how many more there are."""


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], total: int) -> str:
    """Return an HTML table of the first LIMIT rows; every cell is escaped."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in islice(rows, LIMIT)
    )
    more = f"<p>… and {total - LIMIT} more</p>" if total > LIMIT else ""
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
    )

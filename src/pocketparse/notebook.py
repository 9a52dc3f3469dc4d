"""Rows of cells → one escaped HTML table, the shape in which notebooks show records."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

LIMIT = 20
"""Rows shown before a table says how many more there are."""
LENGTH = 120
"""Characters shown of a cell."""
LEFT = ' style="text-align:left"'
"""Style of every cell: Jupyter's own sets cells to the right."""
ONE_LINE = ' style="text-align:left;white-space:nowrap"'
"""Style of a caption, which may be wider than its table."""


class LinkCell(NamedTuple):
    """A cell that is a link."""

    text: str
    """What it shows."""
    href: str | None
    """Its URL; a text without a link is shown where this is None or no address of the web."""


def table(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str | LinkCell]],
    total: int,
    notes: Sequence[str] = (),
) -> str:
    """Return an HTML table of the first LIMIT rows, and a line below it for each note; every text is escaped."""
    head = "".join(f"<th{LEFT}>{escape(cell)}</th>" for cell in header)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in islice(rows, LIMIT))
    below = [f"… and {total - LIMIT} more"] if total > LIMIT else []
    return (
        f"<table><caption{ONE_LINE}>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        + "".join(f"<p>{escape(_short(line))}</p>" for line in (*below, *notes))
    )


def _cell(cell: str | LinkCell) -> str:
    return f"<td{LEFT}>{_html(cell)}</td>"


def _html(cell: str | LinkCell) -> str:
    """Return the escaped content of a cell; only the web is linked, since "javascript:…" would run in the notebook."""
    if isinstance(cell, str):
        return escape(_short(cell))
    shown = escape(_short(cell.text))
    if cell.href and cell.href.startswith(("https://", "http://")):
        return f'<a href="{escape(cell.href)}">{shown}</a>'
    return shown


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"

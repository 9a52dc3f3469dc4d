"""Rows of cells → one escaped HTML table, the shape in which notebooks show records."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import islice
from typing import NamedTuple

LIMIT = 20
"""Rows shown before a table says how many more there are."""
LENGTH = 120
"""Characters shown of a cell."""


class LinkCell(NamedTuple):
    """A cell that leads somewhere: where to, if a browser is to go there."""

    text: str
    href: str | None


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str | LinkCell]], total: int) -> str:
    """Return an HTML table of the first LIMIT rows; every cell is escaped."""
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{_html(cell)}</td>" for cell in row) + "</tr>" for row in islice(rows, LIMIT))
    more = f"<p>… and {total - LIMIT} more</p>" if total > LIMIT else ""
    return (
        f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"
    )


def _html(cell: str | LinkCell) -> str:
    """Return what stands in a cell; only the web is linked: "javascript:…" would run in the notebook."""
    if isinstance(cell, str):
        return escape(_short(cell))
    shown = escape(_short(cell.text))
    if cell.href and cell.href.startswith(("https://", "http://")):
        return f'<a href="{escape(cell.href)}">{shown}</a>'
    return shown


def _short(text: str) -> str:
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"

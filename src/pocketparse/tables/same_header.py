"""Tables of one header, which are parts of one: their rows, their columns, and whether others of them list entries."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pocketparse.line.linked import leaves_page
from pocketparse.markup.shown import Inline
from pocketparse.outline import Outline
from pocketparse.tables.columns import Column, columns
from pocketparse.tables.table_rows import Header, Layout, layout


def columns_of(outline: Outline, table: Layout) -> list[Column] | None:
    """Return the columns of a table, None if none of them names entries or no row is a body.

    The cells of all tables of its header decide about a column.
    """
    if not table.bodies:
        return None
    return outline.once(_columns_below, table.header) if any(table.header) else columns(table.header, table.rows)


def _columns_below(outline: Outline, header: Header) -> list[Column] | None:
    """Return the columns of all tables of a header together, equal rows counted once."""
    rows = outline.once(rows_by_header)[header]
    once = {tuple([(cell.text, *[link.href for link in cell.anchors]) for cell in row]): row for row in rows}
    return columns(header, list(once.values()))


def rows_by_header(outline: Outline) -> dict[Header, list[Sequence[Inline]]]:
    """Return the rows of all tables of each header."""
    found: dict[Header, list[Sequence[Inline]]] = defaultdict(list)
    for table in _headed_tables(outline):
        found[table.header] += table.rows
    return dict(found)


def listing_headers(outline: Outline) -> frozenset[Header]:
    """Return the headers of two tables or more of which half the rows have a link: those tables list entries."""
    counts: Counter[Header] = Counter()
    for table in _headed_tables(outline):
        if any(table.header):
            linked = len([row for row in table.rows if any(map(leaves_page, row))])
            counts[table.header] += linked * 2 >= len(table.bodies) > 0
    return frozenset(header for header, count in counts.items() if count > 1)


def _headed_tables(outline: Outline) -> Iterator[Layout]:
    """Yield the tables that have a header."""
    for block in outline.of_kind("table"):
        if block.rows and (table := outline.once(layout, block)).header:
            yield table

"""Dialect "table": one entry per row; one column names it, the others describe and label it."""

from collections.abc import Iterator, Sequence

from pocketparse.dialects.base import Dialect
from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import Claim
from pocketparse.entry.sheets import is_sheet, is_single_row
from pocketparse.line.captions import captioned
from pocketparse.line.headers import JOBS, headed, key_of
from pocketparse.line.linked import leaves_page, outgoing_links
from pocketparse.lists.unlinked import LIST_ITEMS, is_unlinked
from pocketparse.markup.block import Block, Row
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.names.lead import Lead, named_by
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Span
from pocketparse.tables.cells import read_cells
from pocketparse.tables.column_stats import told
from pocketparse.tables.columns import Column
from pocketparse.tables.grids import is_grid, read_grid
from pocketparse.tables.name_cells import CELL_NAME_LENGTH, naming_cell
from pocketparse.tables.same_header import columns_of, listing_headers, rows_by_header
from pocketparse.tables.table_rows import (
    Header,
    Layout,
    Shown,
    captions_of_rows,
    layout,
    parts_of,
    rows_of,
    width_of,
)
from pocketparse.tree import Node
from pocketparse.vocabulary import OPENING_BRACKETS, SENTENCE_SIGN, SEPARATORS, SHORTCODE

SINGLE_ROWS = 3
"""Minimum number of headings over a table of one row and paragraphs, before those paragraphs are about the row."""
ROWS_PER_LINK = 4
"""If the header names entries, one row in so many must have a link; else one in two."""
DITTO = frozenset("↳ 〃 ″ \" '' ”".split())
"""Signs in a cell that repeat the cell above."""
CLOSED = frozenset("🔒 closed".split())
"""Texts in a column of links, in place of a link that leads nowhere any more."""
TICK_BOX = pattern(r"\[[ xX]\]")
"""A box in a cell, to be ticked or not."""
OPTIONS = frozenset("default defaults required 默认 默认值 必填".split())
"""Headers of tables of options, which list no entries."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the tables of which enough rows have a name and a link, or other tables of the same header.

    In a document whose lists link nowhere, names are enough.
    """
    for block, captions in captioned(outline, section, "table"):
        behind = section.body[1:] if section in outline.once(over_single_rows) else []
        claim = _claim(outline, block, behind) if block.rows and not outline.once(is_sheet, block) else None
        if claim is not None:
            for entry in claim.entries:
                entry.captions = (*captions, *entry.captions)
            yield claim


def over_single_rows(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over a table of one row and paragraphs about it, none if fewer than SINGLE_ROWS."""
    found = frozenset(
        one
        for one in outline.made_of(lambda kinds: kinds[:1] == ("table",) and len(kinds) > 1)
        if one.heading and not one.children and _describes_row(outline, one.body_unplaced)
    )
    return found if len(found) >= SINGLE_ROWS else frozenset()


def _describes_row(outline: Outline, body: Sequence[Block]) -> bool:
    """Tell whether a body is a table of one row, and code and paragraphs about that row."""
    if len(body) < 2 or not is_single_row(body[0]):
        return False
    return all(block.kind == "code" or (block.kind == "paragraph" and _is_about(outline, block)) for block in body[1:])


def _is_about(outline: Outline, paragraph: Block) -> bool:
    """Tell whether a paragraph is no entry of its own, and does not lead back to the top of the page."""
    shown = outline.read(paragraph.text)
    lead = find_lead(shown)
    is_entry = lead is not None and lead.leaves and WORD.search(shown.text, lead.end)
    return not is_entry and not (shown.anchors and all(anchor.stays for anchor in shown.anchors))


def _claim(outline: Outline, block: Block, behind: Sequence[Block]) -> Claim | None:
    """Claim a table with the blocks behind it that are about its only row; None if its rows are no entries."""
    table = outline.once(layout, block)
    shown, header, bodies = table
    if (
        not any(WORD.search(SHORTCODE.sub("", head)) for head in header)
        and width_of(shown) > 1
        and is_grid(shown[table.start :])
    ):
        return read_grid(outline, block, shown, table.start)
    found = columns_of(outline, table)
    if found is None:
        return None
    name = next(at for at, column in enumerate(found) if column.role == "name")
    written = rows_of(outline, block)
    rows = _named_rows(table, written, found, name)
    if not any(header) and all(_is_prose(shown[at][name]) for at in rows):
        return None
    named = [shown[at] for at in rows]
    linked = sum(any(map(leaves_page, row)) for row in named)
    if not (_is_linked(linked, table.rows, found) or _lists_without_links(outline, header, found, named)):
        return None
    why = f"{linked} of {len(bodies)} rows have a name and a link"
    claim = Claim(parts_of(outline, block), why=why if linked else f"{len(rows)} of {len(bodies)} rows have a name")
    over = captions_of_rows(shown, bodies)
    said = dict(zip(bodies, _spelled_out(table.rows, found), strict=True))
    for at in rows:
        row = written[at]
        lead = _lead_of_line(shown[at][0]) if len(found) == 1 and not block.is_html else None
        if lead:
            blurb = read_blurb(outline, row[0], shown[at][0], lead)
        else:
            blurb = read_cells(outline, row, said[at], found, naming_cell(shown[at], found, name))
        span = _span(outline, block, row)
        if behind:  # the only row
            blurb.card.add(read_card(outline, behind))
            span = outline.source.between(span.start, outline.span(behind[-1]).end)
            claim.blocks += behind
        entry = blurb.draft(span, over[at])
        if not WORD.search(blurb.name):  # a sign that repeats the name above
            entry.name = claim.entries[-1].name if claim.entries else told(shown[at][name])
        claim.entries.append(entry)
    return claim


def _named_rows(table: Layout, written: Sequence[Row], found: Sequence[Column], name: int) -> list[int]:
    """Return the places of the rows that have a name or repeat the one above."""
    rows: list[int] = []
    for at in table.bodies:
        cells = table.shown[at]
        if name >= len(cells):
            continue
        is_own = written[at][name].at >= 0  # else a cell above spans this row, too
        is_named = is_own and WORD.search(cells[naming_cell(cells, found, name)].text)
        if is_named or (rows and _says_same(cells, name, is_own)):
            rows.append(at)
    return rows


def _is_prose(cell: Inline) -> bool:
    """Tell whether a cell is too long for a name and leads with none: "This [film](…) says why saws …"."""
    return len(tidy(cell.text)) > CELL_NAME_LENGTH and find_lead(cell) is None


def _lead_of_line(cell: Inline) -> Lead | None:
    """Return the words in front of the first link of a cell as a name, None if they are none: "Oak http://… A tree"."""
    outgoing = outgoing_links(cell)
    if not outgoing or find_lead(cell):
        return None
    name = cell.text[: outgoing[0].start].rstrip(SEPARATORS + OPENING_BRACKETS)
    url = outgoing[0] if outgoing[0].kind == "bare" else None
    return named_by(name, url) if WORD.search(name) and not SENTENCE_SIGN.search(name) else None


def _lists_without_links(outline: Outline, header: Header, found: Sequence[Column], rows: Shown) -> bool:
    """Tell whether rows with a name are entries without links: by other tables of the header, or by their number."""
    if rows and header in outline.once(listing_headers):
        return True
    return (
        _starts_with_names(found, rows)
        and OPTIONS.isdisjoint(map(str.casefold, header))
        and _are_many(outline, header, rows)
        and outline.once(is_unlinked)
    )


def _says_same(row: Sequence[Inline], name: int, is_own: bool) -> bool:
    """Tell whether a row repeats the name above: by a sign, or with an empty name beside words and a link."""
    said = row[name].text.strip() if is_own else ""
    if said or row[name].anchors:
        return said in DITTO
    return any(map(leaves_page, row)) and any(WORD.search(cell.text) and not cell.anchors for cell in row)


def _spelled_out(rows: Shown, found: Sequence[Column]) -> Iterator[Sequence[Inline]]:
    """Yield the rows with each DITTO sign in a column of labels replaced by the cell above."""
    labels = [at for at, column in enumerate(found) if column.role == "label"]
    above: Sequence[Inline] = ()
    for row in rows:
        for at in labels:
            if at < min(len(row), len(above)) and row[at].text in DITTO:
                row = [*row[:at], Inline(above[at].text, marks=above[at].marks), *row[at + 1 :]]
        yield row
        above = row


def _says_entries(found: Sequence[Column], rows: Shown) -> bool:
    """Tell whether a header names entries: by one of names or jobs, beside one of descriptions or a column of links.

    Beside a column of links, any header of the first column is enough. Names that link do not need another column.
    """
    roles = {column.role for column in found if headed(column.header, column.role)}
    roles |= {column.role for column in found if column.role == "name" and key_of(column.header) in JOBS}
    if {"name", "description"} <= roles:
        return True
    has_names = "name" in roles or (found[0].role == "name" and found[0].header)
    if has_names and any(column.role == "links" for column in found):
        return True
    return "name" in roles and _links_names(rows, found)


def _links_names(rows: Shown, found: Sequence[Column]) -> bool:
    """Tell whether LIST_ITEMS rows or more link in the column of names, each to another URL."""
    name = next(at for at, column in enumerate(found) if column.role == "name")
    links = [row[name].anchors[0].href for row in rows if name < len(row) and leaves_page(row[name])]
    return len(links) >= LIST_ITEMS and len(set(links)) == len(links)


def _is_linked(linked: int, rows: Shown, found: Sequence[Column]) -> bool:
    """Tell whether enough rows have a link, or had one that is CLOSED, if any has one."""
    if linked == 0 or linked * 2 >= len(rows):
        return linked > 0  # nearly all
    rows_per_link = ROWS_PER_LINK if _says_entries(found, rows) else 2
    if linked * rows_per_link >= len(rows):
        return True
    closed = sum(any(map(_is_closed, row, found)) for row in rows)
    return (linked + closed) * rows_per_link >= len(rows)


def _is_closed(cell: Inline, column: Column) -> bool:
    """Tell whether a cell of a column of links stands for a link that leads nowhere any more."""
    return column.role == "links" and cell.text.strip().casefold() in CLOSED


def _are_many(outline: Outline, header: Header, rows: Shown) -> bool:
    """Tell whether the tables of a header have LIST_ITEMS rows together."""
    return bool(rows) and len(outline.once(rows_by_header)[header]) >= LIST_ITEMS


def _starts_with_names(found: Sequence[Column], rows: Shown) -> bool:
    """Tell whether the first column with words, ranks aside, has a header of names and names the rows."""
    first = next(
        column
        for at, column in enumerate(found)
        if column.role == "name" or (column.role != "rank" and any(_has_word(row[at]) for row in rows if at < len(row)))
    )
    return first.role == "name" and headed(first.header, "name")


def _has_word(cell: Inline) -> bool:
    return WORD.search(TICK_BOX.sub("", cell.text)) is not None


def _span(outline: Outline, block: Block, row: Row) -> Span:
    """Return the span of a row: its line, or in HTML, where a line may hold two rows, its cells."""
    if not block.is_html:
        return outline.source.span(row[0].line, row[0].line + 1)
    own = [cell for cell in row if cell.at >= 0]  # others span several rows
    return outline.source.between(own[0].at, own[-1].at + len(own[-1]))


DIALECT = Dialect("table", claims)

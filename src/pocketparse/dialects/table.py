"""Dialect "table": one entry per row; one column names it, the others describe and label it."""

import re
from collections.abc import Iterator, Sequence

from pocketparse.block import Block, Row
from pocketparse.blurb import clean_description, icon_labels, read_blurb
from pocketparse.cards import promote, read_byline
from pocketparse.columns import NUMBER, Column, columns, headed, only_links, told
from pocketparse.dialects.base import Claim, Dialect, EntryDraft
from pocketparse.leads import SHORTCODE, WORD, find_lead, leaves_page
from pocketparse.markers import read_count
from pocketparse.outline import Outline
from pocketparse.prose import Prose, to_link
from pocketparse.records import LinkRole, Span
from pocketparse.shown import Inline, tidy
from pocketparse.tree import Section

RARE = 4
"""One row in so many has a link, at least, where the header says that the rows are entries; else every other."""
NUMBERED = re.compile(r"^\d{1,3}[.)、]\s+")


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the tables of which half the rows have a name and a link that leaves the page."""
    for block in section.inside("table"):
        claim = _claim(outline, block) if block.rows else None
        if claim is not None:
            yield claim


def _claim(outline: Outline, block: Block) -> Claim | None:
    shown = [[outline.read(cell) for cell in row] for row in block.rows]
    start = 0 if any(leaves_page(cell) for cell in shown[0]) else 1
    header = [tidy(cell.text.replace("\n", " ")) for cell in shown[0]] if start else []
    if (
        not any(WORD.search(SHORTCODE.sub("", head)) for head in header)
        and max(map(len, shown)) > 1
        and _is_grid(shown[start:])
    ):
        return _grid(outline, block, shown, start)
    width = max(map(len, shown))
    bodies = [at for at in range(start, len(shown)) if len(shown[at]) > 1 or width == 1]
    found = columns(header, [shown[at] for at in bodies]) if bodies else None
    if found is None:
        return None
    name = next(at for at, column in enumerate(found) if column.role == "name")
    rows = [at for at in bodies if name < len(shown[at]) and WORD.search(shown[at][name].text)]
    linked = sum(any(map(leaves_page, shown[at])) for at in rows)
    if not linked or linked * (RARE if _says_entries(found) else 2) < len(bodies):
        return None
    claim = Claim([block], why=f"{linked} of {len(bodies)} rows have a name and a link")
    for at in rows:
        row = block.rows[at]
        claim.entries.append(_entry(outline, row, shown[at], found, name, _span(outline, block, row)))
    return claim


def _says_entries(found: Sequence[Column]) -> bool:
    """Tell whether the header itself speaks of names, and of descriptions or links."""
    roles = {column.role for column in found if headed(column.header, column.role)}
    return "name" in roles and not roles.isdisjoint(("description", "links"))


def _is_grid(rows: Sequence[Sequence[Inline]]) -> bool:
    """Tell whether the cells of a table without headers are entries each: most start with a link, in every column."""
    cells = [cell for row in rows for cell in row if cell.text.strip() or cell.anchors]
    names = [cell for cell in cells if (lead := find_lead(cell)) and lead.leaves]
    columns = {at for row in rows for at, cell in enumerate(row) if (lead := find_lead(cell)) and lead.leaves}
    return len(columns) > 1 and len(names) * 10 > len(cells) * 7


def _grid(outline: Outline, block: Block, shown: Sequence[Sequence[Inline]], start: int) -> Claim | None:
    """Claim a table of one entry per cell; pictures of people with their names are no list."""
    cells = [
        (raw, cell)
        for row, texts in zip(block.rows[start:], shown[start:], strict=True)
        for raw, cell in zip(row, texts, strict=True)
    ]
    if sum(any(mark.kind == "image" for mark in cell.marks) for _, cell in cells) * 2 > len(cells):
        return None
    claim = Claim([block], why="a table without headers whose cells start with a link each")
    for raw, cell in cells:
        lead = find_lead(cell)
        if lead and lead.leaves:
            blurb = read_blurb(outline, raw, cell, lead)
            span = outline.source.between(raw.at, raw.at + len(raw))
            claim.entries.append(EntryDraft(blurb.name, blurb.raw_name, span, blurb.links, blurb.description))
    return claim


def _span(outline: Outline, block: Block, row: Row) -> Span:
    """Return the span of a row: its line, or where HTML may put two on a line, its cells."""
    if not block.marker:
        return outline.source.span(row[0].line, row[0].line + 1)
    return outline.source.between(row[0].at, row[-1].at + len(row[-1]))


def _entry(
    outline: Outline, row: Row, shown: Sequence[Inline], found: Sequence[Column], name: int, span: Span
) -> EntryDraft:
    prose = Prose()
    lead = find_lead(shown[name])
    text = shown[name].text
    title, rest = (
        (text[lead.start : lead.end], text[lead.end :]) if lead else (text.partition("\n")[0], text.partition("\n")[2])
    )
    images: set[int] = set()
    tags: list[str] = []
    attributes: dict[str, str] = {}
    description = ""
    stars = stars_raw = None
    for at, (raw, cell) in enumerate(zip(row, shown, strict=True)):
        column = found[at]
        for anchor in cell.anchors:
            role: LinkRole = "title" if lead and anchor == lead.anchor and at == name else "list"
            if column.role == "description":
                role = "inline"
            prose.add(to_link(outline, raw, cell, anchor, role))
            if anchor.kind == "image":
                images.add(prose.links[-1].span.start)
        value = told(cell)
        number = NUMBER.match(value)
        if column.role == "description":
            description = value
        elif column.role == "stars" and number:
            stars, stars_raw = read_count(number[1]), number[1]
        elif column.recurs:
            tags += [value] if value else []
        elif column.role == "links" and not WORD.search(value):
            tags += icon_labels(outline, cell, of_links=False)
        elif column.role == "label" or (column.role == "links" and WORD.search(value) and not only_links(cell)):
            tags += [tidy(mark.text) for mark in cell.marks if mark.kind == "code" and tidy(mark.text)]
            icons = [tidy(mark.text) for mark in cell.marks if mark.kind == "image" and tidy(mark.text)]
            value = value or ", ".join(icons)
            if value:
                attributes[column.header or f"column {at + 1}"] = value
    rest = clean_description(rest)
    byline = read_byline(rest)
    if byline:
        rest = ""
        attributes["author"], labels = byline
        tags += labels
    name_text = tidy(title.replace("\n", " "))
    return EntryDraft(
        NUMBERED.sub("", name_text) or name_text,
        row[name].strip(),
        span,
        promote(prose.links, images),
        description or rest,
        tags=tuple(tags),
        stars=stars,
        stars_raw=stars_raw,
        attributes=attributes,
    )


DIALECT = Dialect("table", claims)

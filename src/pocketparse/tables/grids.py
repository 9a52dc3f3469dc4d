"""Grids: tables of an entry per cell, under no header or pictures, and what labels a row of them."""

from collections.abc import Sequence

from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.cards import read_lines
from pocketparse.entry.drafts import Claim, EntryDraft
from pocketparse.line.captions import caption_of
from pocketparse.line.lines import Lines
from pocketparse.line.trimming import outside, stretches
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.tables.table_rows import Shown, captions_of_rows, is_over_rows, parts_of, rows_of, width_of


def is_grid(rows: Shown) -> bool:
    """Tell whether each cell of a table without headers is an entry: seven of ten start with a link, in two columns."""
    width = width_of(rows)
    bodies = [row for row in rows if not is_over_rows(row, width)]
    cells = [cell for row in bodies for cell in row if cell.text.strip() or cell.anchors]
    names = [cell for cell in cells if (lead := find_lead(cell)) and lead.leaves]
    columns = {at for row in bodies for at, cell in enumerate(row) if (lead := find_lead(cell)) and lead.leaves}
    return len(columns) > 1 and len(names) * 10 > len(cells) * 7


def read_grid(outline: Outline, block: Block, shown: Shown, start: int) -> Claim | None:
    """Claim a table of one entry per cell, None for a gallery of people: pictures and their names."""
    width = width_of(shown)
    bodies = [at for at in range(start, len(shown)) if not is_over_rows(shown[at], width)]
    if sum(_is_portrait(cell) for at in bodies for cell in shown[at]) * 2 > sum(len(shown[at]) for at in bodies):
        return None
    claim = Claim(parts_of(outline, block), why="a table without headers whose cells start with a link each")
    over = captions_of_rows(shown, bodies)
    labels = {at: label for at in bodies if (label := _label_of_row(shown[at]))}
    if len(labels) * 2 <= len(bodies):
        labels = {}
    written = rows_of(outline, block)
    for at in bodies:
        captions = (*over[at], *labels.get(at, ()))
        for raw, cell in zip(written[at], shown[at], strict=True):
            lead = find_lead(cell)
            if lead and lead.leaves:
                claim.entries.append(_entry_of_cell(outline, raw, cell, lead, captions))
    return claim


def _label_of_row(row: Sequence[Inline]) -> tuple[str, ...]:
    """Return the first cell of a row as a caption of the other cells, empty if it has a link: "**May**"."""
    return caption_of(row[0]) if row and not row[0].anchors else ()


def _entry_of_cell(outline: Outline, raw: Raw, cell: Inline, lead: Lead, captions: tuple[str, ...]) -> EntryDraft:
    """Read a cell that is an entry: the line with its name, and the lines below."""
    end = cell.text.find("\n", lead.end)
    line = Lines(cell).between(0, end) if end >= 0 else cell
    blurb = read_blurb(outline, raw, line, find_lead(line) or lead)
    if end >= 0:
        blurb.card.add(read_lines(outline, raw, end + 1))
    return blurb.draft(outline.source.between(raw.at, raw.at + len(raw)), captions)


def _is_portrait(cell: Inline) -> bool:
    """Tell whether a cell has a picture, and no words beside its links."""
    said = "".join(outside(cell.text, stretches(cell.anchors)))
    return any(mark.kind == "image" for mark in cell.marks) and not WORD.search(said)

"""A table of the page → its rows: which head it, which are captions, and the lines that go on with it."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, zip_longest
from typing import NamedTuple

from pocketparse.line.captions import displayed
from pocketparse.line.headers import HEADERS, headed
from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import Block, Row
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.markup.tables import row
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

Shown = Sequence[Sequence[Inline]]
"""The cells of a table as displayed, row by row."""
Header = tuple[str, ...]
"""The headers of a table's columns, empty if its first row is a row like the others."""
FULL_ROWS_PER_SHORT_ROW = 3
"""Rows that lack cells at their end are rows if there are so many full rows for each of them, at least."""
ROWS_PER_HEADER = 4
"""Bold rows amid the others repeat the header if there are so many rows for each of them, at least."""
COUNT_IN_HEADER = pattern(r"(?<=[^\W\d])\s?[(（]\d+[)）]$")
"""A number of rows at the end of a header: "Saws (12)"."""
DASHES = pattern(r":?-+:?")
"""What a cell holds on the line below a header: ":---"."""
HEADING = pattern(r"h[1-6]")
"""The name of the element of a heading in HTML: "h2"."""
ROWS_PER_CAPTION = 2
"""Rows of one cell are captions if there are so many rows for each of them, or one stands over the first row."""


class Layout(NamedTuple):
    """A table as displayed, and what its rows are."""

    shown: Shown
    header: Header
    bodies: Sequence[int]
    """Places of the rows below the header that are no captions."""

    @property
    def start(self) -> int:
        """The place of the first row below the header."""
        return 1 if self.header else 0

    @property
    def rows(self) -> Shown:
        """The cells of the bodies."""
        return [self.shown[at] for at in self.bodies]


def layout(outline: Outline, table: Block) -> Layout:
    """Return the rows of a table, one at least, with the places of header and bodies."""
    shown = [[outline.read(cell) for cell in cells] for cells in rows_of(outline, table)]
    header = _header_of(shown)
    return Layout(shown, header, _bodies(table, shown, header))


def parts_of(outline: Outline, table: Block) -> list[Block]:
    """Return a table and the paragraphs below it that are further rows."""
    return [table, *outline.once(_going_on).get(table, ())]


def rows_of(outline: Outline, table: Block) -> Sequence[Row]:
    """Return the rows of a table as written, header first, with those in paragraphs below it."""
    behind = outline.once(_going_on).get(table, ())
    lines = chain.from_iterable(range(part.first, part.last) for part in behind)
    return [*table.rows, *(row(outline.source, line) for line in lines)] if behind else table.rows


def _going_on(outline: Outline) -> dict[Block, list[Block]]:
    """Return by table the paragraphs below it that are further rows, behind a blank line, of as many cells."""
    found: dict[Block, list[Block]] = defaultdict(list)
    if "|\n\n|" not in outline.source.text:
        return found
    bodies = (section.body for section in outline.root.walk())
    for blocks in chain(bodies, (details.children for details in outline.of_kind("details"))):
        table = None
        for block in blocks:
            if block.kind == "table":
                table = block if block.rows else None
            elif table and block.kind == "paragraph" and _has_rows(outline, block, len(table.rows[0])):
                found[table].append(block)
            else:
                table = None
    return found


def _has_rows(outline: Outline, paragraph: Block, width: int) -> bool:
    lines = outline.source.lines[paragraph.first : paragraph.last]
    are_piped = all(line.startswith("|") and line.rstrip().endswith("|") for line in lines)
    return are_piped and all(len(row(outline.source, line)) == width for line in range(paragraph.first, paragraph.last))


def _header_of(shown: Shown) -> Header:
    """Return the headers in the first row of a table, empty if that row has links like the others.

    They stand in the second row below a title over the whole table, "| **Name** | **Rank** |", or over some columns.
    """
    first, *rows = shown
    if rows and is_over_rows(first, len(rows[0])) and any(map(leaves_page, rows[0])):
        return ()
    linked = sum(map(leaves_page, first))
    if linked and (linked * 2 > len(first) or not _names_columns(first)):
        return ()
    heads = _texts(first)
    if rows and _goes_on(heads, rows[0]):
        heads = _filled(_texts(rows[0]), heads)
    elif rows and _is_header(rows[0]) and sum(bool(WORD.search(head)) for head in heads) == 1:
        heads = _texts(rows[0])
    return _uncounted(heads)


def _goes_on(heads: Sequence[str], cells: Sequence[Inline]) -> bool:
    """Tell whether the row below headers completes them: no name, no link, and words below one over two columns."""
    if "" not in heads or len(cells) < 3 or cells[0].text.strip() or any(cell.anchors for cell in cells):
        return False  # nearly all
    below = _texts(cells)
    return any(
        left and not head and WORD.search(text) for left, text, head in zip(below, below[1:], heads[1:], strict=False)
    )


def _filled(texts: Sequence[str], heads: Sequence[str]) -> list[str]:
    """Return the texts of a row, with the header of its column for each that is empty."""
    return [text or head for text, head in zip_longest(texts, heads, fillvalue="")]


def _texts(cells: Sequence[Inline]) -> list[str]:
    """Return the displayed texts of cells, each on one line."""
    return [tidy(cell.text.replace("\n", " ")) for cell in cells]


def _uncounted(heads: Sequence[str]) -> Header:
    """Return headers without counts of rows, unless two would be the same then: "Saws (12)"."""
    bare = tuple([COUNT_IN_HEADER.sub("", head) for head in heads])
    return bare if len(set(bare)) == len(set(heads)) else tuple(heads)


def _names_columns(cells: Sequence[Inline]) -> bool:
    """Tell whether two cells of a row, or the first, are known headers without a link."""
    known = [not cell.anchors and any(headed(tidy(cell.text), role) for role in HEADERS) for cell in cells]
    return known[0] or sum(known) > 1


def _bodies(table: Block, shown: Shown, header: Header) -> list[int]:
    """Return the places of the rows that are no captions: those of two cells or more, if the table has columns.

    In Markdown, cells at the end may be left out: a link alone is a row if most rows start with links.
    """
    width = width_of(shown)
    least = 2 if width > 1 else 1
    rows = range(1 if header else 0, len(shown))
    bodies = [at for at in rows if len(shown[at]) >= least]
    if len(bodies) < len(rows) and not table.is_html:
        short = [at for at in rows if len(shown[at]) < least and _is_named(shown[at]) and not _is_bold(shown[at][0])]
        named = sum(_is_named(shown[at]) for at in bodies)
        if len(short) * FULL_ROWS_PER_SHORT_ROW <= len(bodies) and named * 2 > len(bodies):
            bodies = sorted([*bodies, *short])
    again = {at for at in bodies if _is_header(shown[at])}
    if len(again) * ROWS_PER_HEADER > len(bodies):
        again.clear()
    if any(header):
        again.update(at for at in bodies if _heads_again(shown, at, header))
    bodies = [at for at in bodies if at not in again]  # "| **Name** | **Rank** |", amid the rows
    captions = {at for at in bodies if width > 1 and _is_caption(shown[at])}
    if width == 2 and not all(_is_named(shown[at]) for at in bodies if at not in captions):
        return bodies  # "| **Oak** | |" may be a name without a description
    if any(mark.kind == "strong" for at in bodies if at not in captions for mark in shown[at][0].marks):
        return bodies  # names are bold
    return [at for at in bodies if at not in captions]


def _heads_again(shown: Shown, at: int, header: Header) -> bool:
    """Tell whether a row below the header is the header, the line of dashes below it, or as the first completes it."""
    first = shown[at][0].text
    if first.startswith(("--", ":-")):
        return all(DASHES.fullmatch(cell.text) for cell in shown[at])
    if header[0] not in first and at > 1:
        return False  # nearly all
    texts = _texts(shown[at])
    return (texts if at > 1 else _filled(texts, header)) == list(header)


def captions_of_rows(shown: Shown, bodies: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return by place of each body row the nearest caption above it: "| **Axes** | | |"."""
    inside = frozenset(bodies)
    words = _words_over_rows(shown, bodies)
    found: dict[int, tuple[str, ...]] = {}
    over: tuple[str, ...] = ()
    for at, cells in enumerate(shown):
        if at in inside:
            found[at] = over
        elif at in words or (len(cells) > 1 and _is_caption(cells)):
            over = (displayed(cells[0].text),)
    return found


def _words_over_rows(shown: Shown, bodies: Sequence[int]) -> frozenset[int]:
    """Return the places of the rows of one cell that are captions: words, but no sentence.

    If none stands over the first row, there must be ROWS_PER_CAPTION rows for each, or they are notes on rows.
    """
    width = width_of(shown)
    words = [at for at, cells in enumerate(shown) if is_over_rows(cells, width)]
    if not (bodies and words) or (words[0] > bodies[0] and len(words) * ROWS_PER_CAPTION > len(bodies)):
        return frozenset()
    return frozenset(at for at in words if not shown[at][0].text.rstrip().endswith((".", "。")))


def width_of(shown: Shown) -> int:
    """Return the number of cells in the widest row."""
    return max(map(len, shown), default=0)


def is_over_rows(cells: Sequence[Inline], width: int) -> bool:
    """Tell whether a row of a wider table is one cell of words: "<tr><th colspan=3>Axes</th></tr>"."""
    return len(cells) == 1 < width and not cells[0].anchors and WORD.search(cells[0].text) is not None


def _is_named(cells: Sequence[Inline]) -> bool:
    """Tell whether a row starts with a link that leaves the page and has no anchor."""
    lead = find_lead(cells[0]) if cells else None
    return lead is not None and lead.leaves and lead.anchor is not None and "#" not in lead.anchor.href


def _is_header(cells: Sequence[Inline]) -> bool:
    """Tell whether two cells of a row or more have words, and all of those are bold without a link."""
    said = 0
    for cell in cells:
        if WORD.search(cell.text):
            if cell.anchors or not _is_bold(cell):
                return False  # nearly all
            said += 1
    return said > 1


def _is_bold(cell: Inline) -> bool:
    return any(mark.kind == "strong" and mark.text.strip() == cell.text.strip() for mark in cell.marks)


def _is_caption(cells: Sequence[Inline]) -> bool:
    """Tell whether only the first cell of a row has text, bold or a heading, and no link: "| **Axes** | | |"."""
    first, *others = cells
    if first.anchors or any(cell.text.strip() or cell.anchors for cell in others):
        return False
    return _is_bold(first) or _is_heading(first)


def _is_heading(cell: Inline) -> bool:
    """Tell whether a cell is one HTML heading and nothing else: "<h2>Axes</h2>"."""
    breaks = [mark for mark in cell.marks if mark.kind == "break"]
    is_one = len(breaks) == 2 and all(HEADING.fullmatch(mark.text) for mark in breaks)
    return is_one and cell.text[breaks[0].start : breaks[1].start].strip() == cell.text.strip()

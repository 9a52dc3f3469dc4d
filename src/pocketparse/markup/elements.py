"""One HTML block → the Blocks that its tags make: headings, lists, tables, details and paragraphs.

The inner text of an element stays as written, inline tags and Markdown included: inline.py reads both.
"""

import re
from collections.abc import Iterator

from pocketparse.markup.block import DEEPEST, Block, BlockKind, Piece, Row
from pocketparse.patterns import pattern
from pocketparse.source import UNKNOWN, Raw, Source

TAG = pattern(r"<!--.*?(?:-->|\Z)|<(/?)([A-Za-z][A-Za-z0-9]*)(?:\s(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)?/?>", re.DOTALL)
START_TAG = pattern(r"<(?!(?:img|a|video|iframe|br)\b)[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?>", re.IGNORECASE)
"""A start tag that displays nothing."""
TAGS_BEFORE = pattern(rf"[ \t>]*+(?:{START_TAG.pattern}\s*+)*+", re.IGNORECASE)
"""Start tags that may precede an element that spans whole lines; an end tag is that of another element."""
CLOSING_TAGS = pattern(r"\s*+(?:</[A-Za-z][^<>]*>\s*+)*+")
"""Closing tags, which may follow an element that spans whole lines."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
# Elements that end the paragraph before them and hold others.
BOUNDARIES = frozenset(
    "p div center section article header footer main nav aside figure blockquote dl dt dd pre picture thead tbody "
    "tfoot colgroup form body html".split()
)
SHOWN = pattern(r"<(?:img|a|video|iframe)\b", re.IGNORECASE)
ROWSPAN = pattern(r"\srowspan\s*=\s*[\"']?\s*(\d{1,4})", re.IGNORECASE)
COLSPAN = pattern(r"\scolspan\s*=\s*[\"']?\s*(\d{1,2})", re.IGNORECASE)
Spans = dict[int, tuple[Raw, int]]
"""Cells that span rows: column → the cell and the number of further rows."""
WIDEST = 50
"""Columns from the first on in which cells may span rows."""
SAID_AGAIN = 1000
"""Most characters of a cell that is copied to each row it spans."""
LINKED = pattern(r"[<\[]|://")
"""Start of a link or an image."""


def elements(source: Source, block: Block) -> list[Block]:
    """Return the blocks in an HTML block, in document order; the block itself if there are none."""
    return _Tags(source, block).blocks()


class _Tags:
    """One pass over the tags of one HTML block."""

    def __init__(self, source: Source, block: Block, depth: int = 0) -> None:
        self.source = source
        self.block = block
        self.depth = depth  # lists that it stands in
        self.start = source.starts[block.first]
        self.stop = source.starts[block.last - 1] + len(source.lines[block.last - 1])
        self.found: list[Block] = []
        self.run = self.start  # where the paragraph that is being read starts

    def blocks(self) -> list[Block]:
        """Return the blocks in document order."""
        text = self.source.text
        at = self.start
        while match := TAG.search(text, at, self.stop):
            at = match.end()
            name = (match[2] or "").lower()
            if not name:
                self.flush(match.start())
                self.found.append(self.piece("html", match.start(), match.end()))
                self.run = at
            elif name in HEADINGS and not match[1]:
                at = self.element("heading", match, HEADINGS[name])
            elif name in ("table", "tr") and not match[1]:
                at = self.table(match)
            elif name in ("ul", "ol") and not match[1] and self.depth < DEEPEST:
                at = self.list(match)
            elif name == "hr":
                self.boundary(match)
                self.found.append(self.piece("rule", match.start(), match.end()))
            elif name in ("details", "summary"):
                at = self.details(match)
            elif name in BOUNDARIES:
                self.boundary(match)
        self.flush(self.stop)
        return self.found or [self.block]

    def boundary(self, match: re.Match[str]) -> None:
        self.flush(match.start())
        self.run = match.end()

    def flush(self, end: int) -> None:
        """End the paragraph that is being read, in front of start tags at its end: these are of what follows."""
        text = self.source.text[self.run : end]
        shown = TAG.sub("", text)
        if shown.strip() or SHOWN.search(text):
            self.found.append(self.piece("paragraph", self.run, self.run + _end_before_tags(text)))

    def raw(self, start: int, end: int) -> Raw:
        text = self.source.text[start:end]
        shown = text.strip()
        start += text.index(shown)  # 0 where nothing is shown: an empty cell ends where it starts
        return Raw(shown, self.source.line_at(start), start, True)

    def piece(self, kind: BlockKind, start: int, end: int) -> Piece:
        raw = self.raw(start, end)
        return Piece(kind, raw.line, self.source.line_at(max(raw.at + len(raw) - 1, raw.at)) + 1, raw)

    def close(self, name: str, at: int) -> tuple[int, int]:
        """Return where the element opened before `at` ends: its content, and its closing tag."""
        depth = 1
        for match in TAG.finditer(self.source.text, at, self.stop):
            if (match[2] or "").lower() == name:
                depth += -1 if match[1] else 1
                if depth == 0:
                    return match.start(), match.end()
        return self.stop, self.stop

    def element(self, kind: BlockKind, match: re.Match[str], level: int) -> int:
        """Read an element whose content is inline text."""
        self.flush(match.start())
        inner, end = self.close(match[2].lower(), match.end())
        block = self.piece(kind, match.start(), end)
        block.text = self.raw(match.end(), inner)
        block.level = level
        self.found.append(block)
        self.run = end
        return end

    def table(self, match: re.Match[str]) -> int:
        """Read a table, or rows of a table that was opened in an earlier HTML block."""
        self.flush(match.start())
        name = match[2].lower()
        if name == "table":
            inner, end = self.close(name, match.end())
        else:
            inner = end = self.stop
        block = self.piece("table", match.start(), end)
        block.origin = "rows" if name == "tr" else ""
        block.rows = list(self.rows(match.start() if name == "tr" else match.end(), inner))
        self.found.append(block)
        self.run = end
        return end

    def rows(self, start: int, stop: int) -> Iterator[Row]:
        """Yield the rows of a table; a cell ends where the next one, or its row, starts or ends."""
        row: Row | None = None
        cell: re.Match[str] | None = None
        spans: Spans = {}
        depth = 0
        for match in TAG.finditer(self.source.text, start, stop):
            name = (match[2] or "").lower()
            if name == "table":
                depth += -1 if match[1] else 1
            if depth > 0 or name not in ("tr", "td", "th"):
                continue
            if cell is not None and row is not None:
                self.cell(row, cell, match.start(), spans)
                cell = None
            if name == "tr":
                if row:
                    yield _filled(row, spans)
                elif row is not None:
                    _filled(row, spans)  # "<tr></tr>" is a row, which others may span
                row = None if match[1] else []
            elif not match[1]:
                row = [] if row is None else row
                cell = match
        if cell is not None and row is not None:
            self.cell(row, cell, stop, spans)
        if row:
            yield _filled(row, spans)

    def cell(self, row: Row, opened: re.Match[str], end: int, spans: Spans) -> None:
        """Append a cell to its row, behind the cells of rows above that span this row.

        Empty cells stand for further columns that it spans, unless it is the first: a title over rows stays alone.
        """
        _filled(row, spans)
        wide = COLSPAN.search(opened[0]) if row else None
        raw = self.raw(opened.end(), end)
        span = ROWSPAN.search(opened[0])
        if span and len(row) < WIDEST:
            # What spans rows is said of each of them; its links are those of the first, and so is a long text.
            text = raw[:] if len(raw) <= SAID_AGAIN and not LINKED.search(raw) else ""
            spans[len(row)] = Raw(text, raw.line, UNKNOWN), int(span[1]) - 1
        row.append(raw)
        if wide and len(row) < WIDEST:
            row += [Raw("", raw.line, UNKNOWN)] * (int(wide[1]) - 1)

    def list(self, match: re.Match[str]) -> int:
        """Read a list; lists in its items become children of these."""
        self.flush(match.start())
        name = match[2].lower()
        inner, end = self.close(name, match.end())
        block = self.piece("list", match.start(), end)
        block.text = self.raw(match.end(), match.end())
        block.children = list(self.items(match.end(), inner, "1." if name == "ol" else "-"))
        self.found.append(block)
        self.run = end
        return end

    def items(self, start: int, stop: int, marker: str) -> Iterator[Block]:
        begin: int | None = None
        depth = 0
        for match in TAG.finditer(self.source.text, start, stop):
            name = (match[2] or "").lower()
            if name in ("ul", "ol"):
                depth += -1 if match[1] else 1
            elif name == "li" and depth == 0:
                if begin is not None:
                    yield self.item(begin, match.start(), marker)
                begin = None if match[1] else match.end()
        if begin is not None:
            yield self.item(begin, stop, marker)

    def item(self, start: int, stop: int, marker: str) -> Block:
        """Read one item: the first paragraph or heading is its text, all other blocks are its children."""
        item = self.piece("item", start, stop)
        inner = _Tags(self.source, item, self.depth + 1)
        inner.start = inner.run = start
        inner.stop = stop
        children = inner.blocks() if stop > start else []
        item.marker = marker
        item.text = Raw("", item.first, start)
        if children and children[0].kind in ("paragraph", "heading"):
            first = children.pop(0)
            item.text, item.level = first.text, first.level
        item.children = [child for child in children if child is not item]
        return item

    def details(self, match: re.Match[str]) -> int:
        """Read a tag of a details element, or a summary, which becomes the text of the opening tag."""
        self.flush(match.start())
        self.run = match.end()
        name = match[2].lower()
        if name == "details":
            tag = self.piece("closing" if match[1] else "opening", match.start(), match.end())
            tag.text = Raw("", tag.first, match.start())
            self.found.append(tag)
        elif not match[1]:
            heading = TAG.search(self.source.text, match.end(), self.stop)
            if heading and (heading[2] or "").lower() in HEADINGS:
                return match.end()  # "<summary><h3>General</h3></summary>" is the heading of what follows
            inner, end = self.close(name, match.end())
            summary = self.raw(match.end(), inner)
            before = next((one for one in reversed(self.found) if one.kind != "html"), None)  # comments show nothing
            if before is not None and before.kind == "opening" and not before.text:
                before.text = summary
                before.reach(self.piece("paragraph", match.end(), inner))
            elif summary:
                lone = self.piece("paragraph", match.end(), inner)
                lone.origin = "lone summary"
                self.found.append(lone)
            self.run = end
            return end
        return match.end()


def _end_before_tags(text: str) -> int:
    """Return the offset of the start tags that end a text and display nothing, its length without such."""
    end = len(text.rstrip())
    while text.endswith(">", 0, end) and START_TAG.fullmatch(text, at := text.rfind("<", 0, end), end):
        end = at
        while text[end - 1 : end].isspace():
            end -= 1
    return end


def _filled(row: Row, spans: Spans) -> Row:
    """Append to a row, and return it, the cells of rows above that span the next columns."""
    while (spanning := spans.pop(len(row), None)) and spanning[1] > 0:
        cell, rows = spanning
        spans[len(row)] = cell, rows - 1
        row.append(cell)
    return row

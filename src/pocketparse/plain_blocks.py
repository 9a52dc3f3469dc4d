"""The chunks of a list that CommonMark can read in one way only: headings, bullets, tables, prose, line by line.

The first characters of a line decide. A line is left to the engine, and the whole chunk with it, when it could
open another kind of block, continue one lazily, or turn the line before it into something else. blocks.py keeps
chunks that may hold a link reference definition away. Tests hold this reading equal to the engine's.
"""

import re
from dataclasses import dataclass

from pocketparse.block import DEEPEST, Block, FlatList
from pocketparse.plain_lines import BLOCK_TAGS, DASHES, DELIMITER, FENCE, HEADING, LINE, PLAIN, TAG_NAME, TEXTS
from pocketparse.source import Raw, Source
from pocketparse.tables import row


def plain_blocks(source: Source, first: int, last: int) -> list[Block] | None:
    """Read lines first … last, or return None when a line of them is not plain."""
    reading = _Reading(source)
    lines = source.lines
    for number in range(first, last):
        line = lines[number]
        if not line and reading.code is None:  # a third of all lines
            reading.open = None
        elif not reading.line(number, line):
            return None
    if reading.open is not None and reading.open.kind == "html" and last < len(source.lines):
        return None  # 4.6 it goes on, over a heading
    return reading.blocks() if reading.code is None else None


@dataclass(slots=True)
class _Level:
    """A list that a bullet may continue."""

    list: Block
    indent: int
    """Column of its bullets."""
    content: int
    """Column where the text of its last item starts: what is indented so far stands inside the item."""


@dataclass(slots=True)
class _Run:
    """Lines that are one paragraph."""

    block: Block
    first: int
    start: int
    """Column where the text starts on the first line …"""
    content: int
    """… and on the others."""
    last: int = 0


class _Reading:
    """The blocks of a chunk so far, and which of them the next line may continue.

    A method that reads a line returns whether it is plain there.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.top: list[Block] = []
        self.open: Block | None = None  # the paragraph, list or table that the line before belongs to
        self.levels: list[_Level] = []  # the lists that a bullet would continue, blank lines between, outermost first
        self.runs: list[_Run] = []
        self.code: tuple[Block, str] | None = None  # a fenced code block, and what its lines start with

    def line(self, number: int, line: str) -> bool:
        """Read one line."""
        if self.code is not None:
            return self.coded(number, line, *self.code)
        if self.open is not None and self.open.kind == "html":
            if not line.strip(" \t"):
                self.open = None
            elif line.strip():
                self.open.last = number + 1
            return True
        # Three kinds of lines that are most of a list, told by what they start with.
        if line[0].isalpha():  # every block but a paragraph starts with a sign, a digit or a space
            return self.prose(number, line)
        if line.startswith("- ") and line[2:3].isalpha() and self.follows(number, line):
            return True
        if line[0] == "#" and (heading := HEADING.match(line)):
            return self.heading(number, line, heading)
        if line[0] == "<" and (tag := TAG_NAME.match(line)) and tag[1].lower() in BLOCK_TAGS:
            return self.html(number, line)
        match = LINE.match(line)
        kind = match.lastgroup if match else None
        if match is None or kind is None or (kind in TEXTS and not PLAIN.match(line, match.start(kind))):
            return self.fence(number, line)
        if kind == "blank":
            self.open = None
        elif kind == "item":
            return self.item(number, match)
        elif kind == "row":
            return self.row(number)
        elif kind == "quote":
            return self.quote(number, match.start("quote"))
        elif kind == "rule":
            return self.rule(number)
        elif kind == "comment":
            self.start_html(number)
            self.open = None
        elif kind == "tag":
            return self.tag(number, line)
        elif kind == "more":
            return self.more(number, match.end("margin"))
        else:
            return self.prose(number, line)
        return True

    def heading(self, number: int, line: str, match: re.Match[str]) -> bool:
        """Read a heading."""
        if self.heads_table(number, line):
            return False
        hashes, title = match.groups()
        text = Raw(title, number, self.source.starts[number] + match.start(2), True)
        self.top.append(Block("heading", number, number + 1, text, len(hashes), hashes))
        self.open = None
        self.levels = []
        return True

    def prose(self, number: int, line: str) -> bool:
        """Read a line of a paragraph, or the header or a row of a table without pipes at its edges."""
        if self.open is not None and self.open.kind == "table":
            return self.row(number)
        if self.heads_table(number, line):
            return self.header(number)
        if self.open is None:
            text = Raw(line.strip(), number, self.source.starts[number], True)
            self.open = Block("paragraph", number, number + 1, text)
            self.top.append(self.open)
            self.levels = []
            return True
        if self.open.kind != "paragraph":
            return False  # 5.2 a lazy continuation line
        self.go_on(self.open, number, 0, 0)
        self.open.last = number + 1
        return True

    def go_on(self, block: Block, number: int, start: int, content: int) -> None:
        """Note that the text of a block goes on on a line."""
        if not self.runs or self.runs[-1].block is not block:
            self.runs.append(_Run(block, block.first, start, content))
        self.runs[-1].last = number + 1

    def quote(self, number: int, content: int) -> bool:
        """Read a line of a block quote that holds one paragraph."""
        if self.open is None:
            child = Block("paragraph", number, number)
            self.open = Block("quote", number, number, marker=">", children=[child])
            self.top.append(self.open)
        elif self.open.kind != "quote":
            return False
        child = self.open.children[0]
        self.go_on(child, number, content, content)
        self.open.last = child.last = number + 1
        self.levels = []
        return True

    def rule(self, number: int) -> bool:
        """Read a thematic break; below a paragraph at the margin it would be an underline."""
        if self.open is not None and (self.open.kind not in ("list", "quote") or "|" in self.source.lines[number - 1]):
            return False
        self.top.append(Block("rule", number, number + 1))
        self.open = None
        self.levels = []
        return True

    def html(self, number: int, line: str) -> bool:
        """Read a line that starts with the tag of a block."""
        if self.heads_table(number, line):
            return False
        self.start_html(number)
        return True

    def start_html(self, number: int) -> None:
        """Start an HTML block, which goes on up to a blank line."""
        self.open = Block("html", number, number + 1)
        self.top.append(self.open)
        self.levels = []

    def tag(self, number: int, line: str) -> bool:
        """Read a line that is one tag: an HTML block, but inside a paragraph a part of it."""
        if self.open is None:
            self.start_html(number)
            return True
        return self.open.kind == "paragraph" and self.prose(number, line)

    def more(self, number: int, indent: int) -> bool:
        """Read a further line of an item's first paragraph."""
        if self.open is None or self.open.kind != "list" or not 0 <= indent - self.levels[-1].content <= 3:
            return False
        item = self.levels[-1].list.children[-1]
        self.go_on(item, number, item.text.at - self.source.starts[item.first], self.levels[-1].content)
        self.reach(number)
        return True

    def follows(self, number: int, line: str) -> bool:
        """Read a bullet at the margin that follows others there or starts a list; return whether it does."""
        levels = self.levels
        if not levels:
            if self.open is not None and self.open.kind == "table":
                return False
            found: Block = FlatList(number, self.source.starts[number], self.source.lines)
            self.top.append(found)
            levels.append(_Level(found, 0, 2))
        elif len(levels) > 1 or levels[0].indent or levels[0].list.marker != "-":
            return False
        self.open = found = levels[0].list
        levels[0].content = 2
        if isinstance(found, FlatList) and found.add(number):
            return True
        text = Raw(line[2:].strip(), number, self.source.starts[number] + 2, True)
        found.last = number + 1
        found.children.append(Block("item", number, number + 1, text, marker="-"))
        return True

    def item(self, number: int, match: re.Match[str]) -> bool:
        """Read a bullet: of the list above it, of a list inside the item above it, or of a new list."""
        if self.open is not None and self.open.kind == "table":
            return False
        bullet = match["bullet"]
        indent = match.end("indent")
        levels = self.levels
        if levels and indent >= levels[-1].content:  # 5.2 inside the item above, as its first list
            if indent > levels[-1].content + 3 or len(levels) >= DEEPEST:
                return False
            parent = levels[-1].list.children[-1]
            if parent.children:
                return False  # code stands above it
            parent.children = []
            levels.append(self.level(number, match, parent.children))
        elif levels:
            while len(levels) > 1 and indent < levels[-1].indent:
                levels.pop()
            if indent != levels[-1].indent:
                return False  # out of line with the items above it
            if bullet != levels[-1].list.marker:  # 5.3 another bullet starts another list
                if len(levels) > 1:
                    return False
                self.levels = levels = [self.level(number, match, self.top)]
        elif indent > 3:
            return False
        else:
            levels.append(self.level(number, match, self.top))
        text = Raw(match["item"].strip(), number, self.source.starts[number] + match.start("item"), True)
        levels[-1].list.children.append(Block("item", number, number + 1, text, marker=bullet))
        levels[-1].content = match.end("gap")
        self.reach(number)
        self.open = levels[0].list
        return True

    def fence(self, number: int, line: str) -> bool:
        """Start a fenced code block at the margin, or indented as what belongs to the item above."""
        match = FENCE.match(line)
        if match is None or (self.open is not None and self.open.kind == "table"):
            return False
        margin = match["margin"]
        place = self.top
        if margin:
            if len(self.levels) != 1 or not 0 <= len(margin.expandtabs(4)) - self.levels[0].content <= 3:
                return False
            item = self.levels[0].list.children[-1]
            if not item.children:
                item.children = []
            place = item.children
        else:
            self.levels = []
        self.code = Block("code", number, number + 1, marker=f"{match['info']}```"), margin
        place.append(self.code[0])
        return True

    def coded(self, number: int, line: str, code: Block, margin: str) -> bool:
        """Read a line of a code block, or the fence that ends it."""
        if not line.strip(" \t"):
            return True
        if not line.startswith(margin):
            return False
        if line.lstrip(" \t").startswith("```"):
            if line.rstrip(" ") != f"{margin}```":
                return False
            code.last = number + 1
            self.reach(number)
            self.code = self.open = None
        return True

    def reach(self, number: int) -> None:
        """Let the open lists and their last items go on to a line."""
        for level in self.levels:
            level.list.last = level.list.children[-1].last = number + 1

    def level(self, number: int, match: re.Match[str], place: list[Block]) -> _Level:
        """Start a list."""
        found = Block("list", number, number, marker=match["bullet"], children=[])
        place.append(found)
        return _Level(found, match.end("indent"), 0)

    def row(self, number: int) -> bool:
        """Read a table row: a header with its delimiter row below it, or a row of the table that is open."""
        if self.open is None or self.open.kind != "table":
            return self.heads_table(number, self.source.lines[number]) and self.header(number)
        self.open.last = number + 1
        if number > self.open.first + 1:
            self.open.rows.append(row(self.source, number))
        return True

    def heads_table(self, number: int, line: str) -> bool:
        """Tell whether the next line can make this one the header of a table (GFM 4.10)."""
        if "|" not in line:
            return False
        lines = self.source.lines
        below = lines[number + 1] if number + 1 < len(lines) else ""
        return DELIMITER.match(below) is not None or (below[:2] == "--" and not below.rstrip(" ").strip("-"))

    def header(self, number: int) -> bool:
        """Read the header of a table."""
        # It may follow a paragraph without a blank line: "*训练/推理*" on the line above is its caption.
        if self.open is not None and self.open.kind != "paragraph":
            return False
        lines = self.source.lines
        header = row(self.source, number)
        if len(header) != len(DASHES.findall(lines[number + 1])):
            return False
        self.levels = []
        self.open = Block("table", number, number + 1, rows=[header])
        self.top.append(self.open)
        return True

    def blocks(self) -> list[Block]:
        """Return the blocks, those whose text goes on over lines with all of it."""
        lines, starts = self.source.lines, self.source.starts
        for run in self.runs:
            first = lines[run.first][run.start :]
            text = "\n".join([first, *(line[run.content :] for line in lines[run.first + 1 : run.last])])
            run.block.text = Raw(text.strip(), run.first, starts[run.first] + run.start, run.content == 0 or None)
        return self.top

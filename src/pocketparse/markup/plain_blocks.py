"""The chunks of a list that CommonMark can read in one way only: headings, bullets, tables, prose, line by line.

The first characters of a line decide. A line is left to the engine, and the whole chunk with it, when it could
open another kind of block, continue one lazily, or turn the line before it into something else. blocks.py keeps
chunks that may hold a link reference definition away. Tests hold this reading equal to the engine's.
"""

import re

from pocketparse.markup.block import Block
from pocketparse.markup.plain_lines import BLOCK_TAGS, DASHES, DELIMITER, FENCE, HEADING, LINE, PLAIN, TAG_NAME, TEXTS
from pocketparse.markup.plain_lists import Lists
from pocketparse.markup.tables import row
from pocketparse.source import Raw, Source


def plain_blocks(source: Source, first: int, last: int) -> list[Block] | None:
    """Read the lines from `first` up to `last`, or return None if one of them is not plain."""
    chunk = _Lines(source)
    lines = source.lines
    for number in range(first, last):
        line = lines[number]
        if not line and chunk.verbatim is None:  # a third of all lines
            chunk.open = None
        elif not chunk.line(number, line):
            return None
    if chunk.open is not None and chunk.open.kind == "html" and last < len(source.lines):
        return None  # 4.6 it goes on, over a heading
    return chunk.blocks() if chunk.verbatim is None else None


class _Lines(Lists):
    """Reads a chunk line by line; methods return whether the line is plain."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.verbatim: tuple[Block, str] | None = None
        """The code or comment that is open, which no other block can interrupt, and what its lines start with."""

    def line(self, number: int, line: str) -> bool:
        """Read one line."""
        if self.verbatim is not None:
            block, margin = self.verbatim
            is_code = block.kind == "code"
            return self.coded(number, line, block, margin) if is_code else self.comment(number, line, block)
        if self.open is not None:
            if self.open.kind == "html":
                return self.more_html(number, line, self.open)
            if self.open.kind == "table" and number == self.open.first + 1:
                self.open.last = number + 1
                return line[0] != " " and line[:2] != "- "  # a bullet, or code
        # Three kinds of lines that are most of a list, told by what they start with.
        if line[0].isalpha():  # every block but a paragraph starts with a sign, a digit or a space
            return self.words(number, line)
        if line.startswith("- ") and line[2:3].isalpha() and self.follows(number, line):
            return True
        if line[0] == "#" and (heading := HEADING.match(line)):
            return self.heading(number, line, heading)
        if line[0] == "<" and opens_html(line):
            return self.html(number, line)
        match = LINE.match(line)
        kind = match.lastgroup if match else None
        if match is None or kind is None or (kind in TEXTS and not PLAIN.match(line, match.start(kind))):
            return self.html(number, line) if opens_html(line) else self.fence(number, line)
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
            self.enter(0)
            return self.comment(number, line, self.start_html(number))
        elif kind == "tag":
            return self.tag(number, line)
        else:
            return self.words(number, line, match.end("margin") if kind == "prose" else 0)
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

    def words(self, number: int, line: str, indent: int = 0) -> bool:
        """Read a line of prose behind `indent` spaces, or the header or a row of a table without pipes at its edges."""
        if self.open is not None and self.open.kind == "table":
            return indent == 0 and self.row(number)
        if self.heads_table(number, line):
            return indent == 0 and self.header(number)
        return self.prose(number, line, indent)

    def quote(self, number: int, content: int) -> bool:
        """Read a line of a block quote that holds one paragraph."""
        if self.open is None:
            line = self.source.lines[number]
            text = Raw(line[content:].strip(), number, self.source.starts[number] + content, True)
            child = Block("paragraph", number, number + 1, text)
            self.open = Block("quote", number, number + 1, marker=">", children=[child])
            self.top.append(self.open)
        elif self.open.kind == "quote":
            self.go_on(self.open.children[0], number, content)
            self.open.last = number + 1
        else:
            return False
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
        indent = line.index("<")
        if ("|" in line if indent else self.heads_table(number, line)) or not self.enter(indent):
            return False
        self.start_html(number)
        return True

    def start_html(self, number: int) -> Block:
        """Start an HTML block, which goes on up to a blank line."""
        self.open = html = Block("html", number, number + 1)
        self.add(html)
        return html

    def more_html(self, number: int, line: str, html: Block) -> bool:
        """Read a further line of an HTML block, or the blank line that ends it."""
        if not line.strip(" \t"):
            self.open = None
            return True
        if line.strip():  # 2.1 a no-break space goes on, but the block does not end behind it
            html.last = number + 1
            self.reach(number)
        return not self.levels or line.startswith(" " * self.levels[-1].content)

    def tag(self, number: int, line: str) -> bool:
        """Read a line that is one tag: an HTML block, or a part of the text above if the tag is not that of a block."""
        if self.open is None or opens_html(line):
            return self.html(number, line)
        return self.open.kind in ("paragraph", "list") and self.words(number, line, line.index("<"))

    def fence(self, number: int, line: str) -> bool:
        """Start a fenced code block at the margin, or indented as what belongs to the item above."""
        match = FENCE.match(line)
        if match is None or (self.open is not None and self.open.kind == "table"):
            return False
        margin = match["margin"]
        add = self.top.append
        if margin:
            if len(self.levels) != 1 or not 0 <= len(margin.expandtabs(4)) - self.levels[0].content <= 3:
                return False
            add = self.levels[0].list.children[-1].add
        else:
            self.levels = []
        code = Block("code", number, number + 1, marker=f"{match['info']}```")
        self.verbatim = code, margin
        add(code)
        return True

    def coded(self, number: int, line: str, code: Block, margin: str) -> bool:
        """Read a line of a code block whose lines start with `margin`, or the fence that ends it."""
        if not line.strip(" \t"):
            return True
        if not line.startswith(margin):
            return False
        if line.lstrip(" \t").startswith("```"):
            if line.rstrip(" ") != f"{margin}```":
                return False
            code.last = number + 1
            self.reach(number)
            self.verbatim = self.open = None
        return True

    def comment(self, number: int, line: str, comment: Block) -> bool:
        """Read a line of a comment."""
        comment.last = number + 1
        self.open = None
        self.verbatim = None if "-->" in line else (comment, "")
        return True

    def row(self, number: int) -> bool:
        """Read a table row: a header with its delimiter row below it, or a row of the table that is open."""
        if self.open is None or self.open.kind != "table":
            return self.heads_table(number, self.source.lines[number]) and self.header(number)
        self.open.last = number + 1
        self.open.add_row(row(self.source, number))
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


def opens_html(line: str) -> bool:
    """Tell whether a line starts with the tag of a block (4.6)."""
    tag = TAG_NAME.match(line)
    return tag is not None and tag[1].lower() in BLOCK_TAGS

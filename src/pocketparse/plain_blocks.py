"""The chunks of a list that CommonMark can read in one way only: headings, bullets, tables and prose, line by line.

The first characters of a line decide. A line is left to the engine, and the whole chunk with it, when it could
open another kind of block, continue one lazily, or turn the line before it into something else. Link reference
definitions are no hazard here: a document that may hold one is read by the engine. Tests hold this reading equal
to the engine's.
"""

import re

from pocketparse.block import Block
from pocketparse.source import Raw, Source
from pocketparse.tables import row

# What starts no block but a paragraph, in a bullet as well as on a line of its own. CommonMark 0.31 clauses:
PROSE = r"""
    (?!
        [\s\x00-\x1f]             # 4.4 indented code; 4.8 leading spaces; white space that only str.strip() knows
      | [-+=:|]                   # 5.2 bullets, 4.1 rules, 4.3 setext underlines, GFM 4.10 table rows
      | \*+(?:\s|$)               # 5.2 bullets, 4.1 rules; "**bold**" is neither
      | _+(?:\s|$)                # 4.1 rules
      | [#>~<\\]                  # 4.2 headings, 5.1 quotes, 4.5 fences, 4.6 HTML blocks
      | ```                       # 4.5 fences
      | \d{1,9}[.)](?:\s|$)       # 5.2 ordered list items
    )
"""
LINE = re.compile(
    rf"""
    (?P<blank>[ ]*$)
  | (?P<heading>\#{{1,6}})[ ]+(?P<title>[^\s\#](?:.*[^\s\#])?)\s*$   # 4.2 without a closing sequence
  | (?P<bullet>[-*+])[ ]{{1,4}}{PROSE}(?P<item>.+)                  # 5.2 five spaces would make it code
  | (?P<row>\|.*)
  | {PROSE}(?P<prose>.+)
    """,
    re.VERBOSE,
)
# GFM 4.10, with the pipes at both ends that make it nothing else
DELIMITER = re.compile(r"\|(?:[ ]*:?-+:?[ ]*\|)+[ ]*$")


def plain_blocks(source: Source, first: int, last: int) -> list[Block] | None:
    """Read lines first … last, or return None when a line of them is not plain."""
    reading = _Reading(source)
    for number in range(first, last):
        if not reading.line(number):
            return None
    return reading.blocks()


class _Reading:
    """The blocks of a chunk so far, and which of them the next line may continue.

    A method that reads a line returns whether it is plain there.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.top: list[Block] = []
        self.open: Block | None = None  # the paragraph, list or table that the line before belongs to
        self.list: Block | None = None  # the list that a bullet would continue, blank lines between

    def line(self, number: int) -> bool:
        """Read one line; return whether it is plain here."""
        line = self.source.lines[number]
        if line[:1].isalpha():  # prose, at once: every other block starts with a sign, a digit or a space
            return self.prose(number)
        match = LINE.match(line)
        if match is None:
            return False
        kind = match.lastgroup
        if kind == "blank":
            self.open = None
        elif kind == "item":
            if self.open is not None and self.open.kind == "table":
                return False
            self.item(number, match)
        elif kind == "row":
            return self.row(number)
        elif kind == "prose":
            return self.prose(number)
        else:
            text = Raw(match["title"].strip(), number, self.source.starts[number] + match.start("title"))
            hashes = match["heading"]
            self.add(Block("heading", number, number + 1, text, len(hashes), hashes))
            self.open = self.list = None
        return True

    def add(self, block: Block) -> Block:
        self.top.append(block)
        return block

    def prose(self, number: int) -> bool:
        """Read a line of a paragraph."""
        if self.open is None:
            self.open = self.add(Block("paragraph", number, number))
        elif self.open.kind != "paragraph":
            return False  # 5.2 a lazy continuation line of the bullet, GFM 4.10 a row without pipes
        self.open.last = number + 1
        self.list = None
        return True

    def item(self, number: int, match: re.Match[str]) -> None:
        bullet = match["bullet"]
        if self.list is None or self.list.marker != bullet:  # 5.3 another bullet starts another list
            self.list = self.add(Block("list", number, number, marker=bullet, children=[]))
        self.open = self.list
        text = Raw(match["item"].strip(), number, self.source.starts[number] + match.start("item"))
        self.list.children.append(Block("item", number, number + 1, text, marker=bullet))
        self.list.last = number + 1

    def row(self, number: int) -> bool:
        """Read a table row: a header with its delimiter row below it, or a row of the table that is open."""
        lines = self.source.lines
        if self.open is not None and self.open.kind == "table":
            self.open.last = number + 1
            if number > self.open.first + 1:
                self.open.rows.append(row(self.source, number))
            return True
        # A table may follow a paragraph without a blank line: "*训练/推理*" on the line above is its caption.
        after = self.open is None or self.open.kind == "paragraph"
        if not after or number + 1 >= len(lines) or not DELIMITER.match(lines[number + 1]):
            return False
        header = row(self.source, number)
        if len(header) != lines[number + 1].count("|") - 1 or not lines[number].rstrip(" ").endswith("|"):
            return False
        self.list = None
        self.open = self.add(Block("table", number, number + 1, rows=[header]))
        return True

    def blocks(self) -> list[Block]:
        """Return the blocks, every paragraph with its text."""
        for block in self.top:
            if block.kind == "paragraph":
                prose = "\n".join(self.source.lines[block.first : block.last]).strip()
                block.text = Raw(prose, block.first, self.source.starts[block.first])
        return self.top

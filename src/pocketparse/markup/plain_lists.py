"""The lists of a chunk that is read line by line: which of them a bullet continues, and how far texts go on.

Numbers in comments are clauses of CommonMark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from pocketparse.markup.block import DEEPEST, Block, FlatList
from pocketparse.markup.plain_lines import GLUED
from pocketparse.source import Raw, Source, split_box


@dataclass(slots=True)
class Level:
    """An open list, which the next bullet may continue."""

    list: Block
    indent: int
    """Column of its bullets."""
    content: int
    """Column where the text of the last item starts: lines indented that far are inside the item."""


class Run(NamedTuple):
    """The text of a block that goes on over several lines."""

    block: Block
    columns: list[int]
    """Columns where the text starts, on each of its lines."""


class Lists:
    """The blocks of a chunk that was read so far, and the open lists and texts that the next line may continue.

    Methods that read a line return whether CommonMark can read it in one way only.
    """

    def __init__(self, source: Source) -> None:
        """Start a chunk."""
        self.source = source
        self.top: list[Block] = []
        self.open: Block | None = None
        """The paragraph, list or table that the line before belongs to."""
        self.levels: list[Level] = []
        """The open lists, outermost first; blank lines do not close them."""
        self.runs: list[Run] = []

    def prose(self, number: int, line: str, indent: int = 0) -> bool:
        """Read a line of prose behind `indent` spaces: the text above goes on, or a paragraph starts."""
        if self.open is None:
            return self.start(number, line, indent)
        if self.open.kind == "paragraph":
            self.go_on(self.open, number, 0)
            return True
        if self.open.kind != "list" or GLUED.match(line, indent):
            return False
        item = self.levels[-1].list.children[-1]
        text = item.children[-1] if item.children else item
        self.go_on(text, number, min(indent, self.levels[-1].content))  # 5.2 less is lazy
        self.reach(number)
        return True

    def start(self, number: int, line: str, indent: int) -> bool:
        """Start a paragraph, in the innermost item above that a line is indented to."""
        if not self.enter(indent):
            return False
        margin = len(line) - len(line.lstrip())
        text = Raw(line.strip(), number, self.source.starts[number] + margin, True)
        paragraph = Block("paragraph", number, number + 1, text)
        self.add(paragraph)
        self.open = self.levels[0].list if self.levels else paragraph
        return True

    def enter(self, indent: int) -> bool:
        """Close the items that a line is not indented to; return whether it may be other than code."""
        levels = self.levels
        while levels and indent < levels[-1].content:
            levels.pop()
        return indent <= 3 + (levels[-1].content if levels else 0)  # 4.4

    def add(self, block: Block) -> None:
        """Add a block to the innermost item that is open, or to the top."""
        if self.levels:
            self.levels[-1].list.children[-1].add(block)
            self.reach(block.first)
        else:
            self.top.append(block)

    def go_on(self, block: Block, number: int, column: int) -> None:
        """Note that the text of a block continues on a line, at a column."""
        if not self.runs or self.runs[-1].block is not block:
            self.runs.append(Run(block, [block.text.at - self.source.starts[block.first]]))
        self.runs[-1].columns.append(column)
        block.last = number + 1

    def follows(self, number: int, line: str) -> bool:
        """Read a bullet at the margin that starts or continues a list at the margin; return whether it does."""
        levels = self.levels
        if not levels:
            if self.open is not None and self.open.kind == "table":
                return False
            found: Block = FlatList(number, self.source.starts[number], self.source.lines)
            self.top.append(found)
            levels.append(Level(found, 0, 2))
        elif len(levels) > 1 or levels[0].indent or levels[0].list.marker != "-":
            return False
        self.open = found = levels[0].list
        levels[0].content = 2
        if isinstance(found, FlatList) and found.add_line(number):
            return True
        text = Raw(line[2:].strip(), number, self.source.starts[number] + 2, True)
        found.last = number + 1
        found.add(Block("item", number, number + 1, text, marker="-"))
        return True

    def item(self, number: int, match: re.Match[str]) -> bool:
        """Read an item behind its bullet or number."""
        bullet = match["bullet"]
        indent = len(match["indent"].expandtabs(4))
        if (self.open is not None and self.open.kind == "table") or not self.enter_list(number, bullet, indent):
            return False
        text = Raw(match["item"].strip(), number, self.source.starts[number] + match.start("item"), True)
        text, box = split_box(text)
        level = self.levels[-1]
        level.list.add(Block("item", number, number + 1, text, marker=bullet, box=box))
        level.content = indent + len(bullet) + len(match["gap"])
        self.reach(number)
        self.open = self.levels[0].list
        return True

    def enter_list(self, number: int, bullet: str, indent: int) -> bool:
        """Make the list of an item the innermost: the list above it, one inside the item above it, or a new one."""
        levels = self.levels
        sign = bullet[-1]
        add: Callable[[Block], None] = self.top.append
        if levels and indent >= levels[-1].content:  # 5.2 inside the item above
            parent = levels[-1].list.children[-1]
            if indent > levels[-1].content + 3 or len(levels) >= DEEPEST:
                return False
            if parent.children and parent.children[-1].kind != "paragraph":
                return False  # code stands above it, or a list that ended
            add = parent.add
        elif levels:
            while len(levels) > 1 and indent < levels[-1].indent:
                levels.pop()
            if indent != levels[-1].indent:
                return False  # out of line with the items above it
            if sign == levels[-1].list.marker:
                return True
            if len(levels) > 1:
                return False
            levels.clear()  # 5.3 another bullet starts another list
        elif indent > 3:
            return False
        if self.open is not None and bullet[:-1] not in ("", "1"):
            return False  # 5.2 no other number may interrupt a paragraph
        found = Block("list", number, number, marker=sign)
        add(found)
        levels.append(Level(found, indent, 0))
        return True

    def reach(self, number: int) -> None:
        """Extend the open lists and their last items to a line."""
        for level in self.levels:
            level.list.last = level.list.children[-1].last = number + 1

    def blocks(self) -> list[Block]:
        """Return the blocks, after setting the texts that go on over several lines."""
        lines = self.source.lines
        for block, columns in self.runs:
            first, at = block.text.line, block.text.at
            run = zip(lines[first : first + len(columns)], columns, strict=True)
            text = "\n".join([line[column:] for line, column in run])
            block.text = Raw(text.strip(), first, at, not any(columns[1:]) or None)
        return self.top

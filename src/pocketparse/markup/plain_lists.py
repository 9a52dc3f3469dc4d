"""The lists of a chunk that is read line by line: which of them a bullet continues, and how far texts go on.

Numbers in comments are clauses of CommonMark.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pocketparse.markup.block import DEEPEST, Block, FlatList
from pocketparse.source import Raw, Source, split_box


@dataclass(slots=True)
class Level:
    """An open list, which the next bullet may continue."""

    list: Block
    indent: int
    """Column of its bullets."""
    content: int
    """Column where the text of the last item starts: lines indented that far are inside the item."""


@dataclass(slots=True)
class Run:
    """The lines of a text that goes on over several."""

    block: Block
    first: int
    start: int
    """Column where the text starts on the first line."""
    content: int
    """Column where the text starts on the other lines."""
    last: int = 0


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

    def go_on(self, block: Block, number: int, start: int, content: int) -> None:
        """Note that the text of a block continues on a line, at column `content`."""
        if not self.runs or self.runs[-1].block is not block:
            self.runs.append(Run(block, block.first, start, content))
        self.runs[-1].last = number + 1

    def more(self, number: int, indent: int) -> bool:
        """Read a further line of an item's first paragraph."""
        if self.open is None or self.open.kind != "list" or not 0 <= indent - self.levels[-1].content <= 3:
            return False
        item = self.levels[-1].list.children[-1]
        self.go_on(item, number, item.text.at - self.source.starts[item.first], self.levels[-1].content)
        self.reach(number)
        return True

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
            levels.append(self.level(number, match, parent.add))
        elif levels:
            while len(levels) > 1 and indent < levels[-1].indent:
                levels.pop()
            if indent != levels[-1].indent:
                return False  # out of line with the items above it
            if bullet != levels[-1].list.marker:  # 5.3 another bullet starts another list
                if len(levels) > 1:
                    return False
                self.levels = levels = [self.level(number, match, self.top.append)]
        elif indent > 3:
            return False
        else:
            levels.append(self.level(number, match, self.top.append))
        text = Raw(match["item"].strip(), number, self.source.starts[number] + match.start("item"), True)
        text, box = split_box(text)
        levels[-1].list.add(Block("item", number, number + 1, text, marker=bullet, box=box))
        levels[-1].content = match.end("gap")
        self.reach(number)
        self.open = levels[0].list
        return True

    def reach(self, number: int) -> None:
        """Extend the open lists and their last items to a line."""
        for level in self.levels:
            level.list.last = level.list.children[-1].last = number + 1

    def level(self, number: int, match: re.Match[str], add: Callable[[Block], None]) -> Level:
        """Start a list with a bullet, `add` it to the blocks around it, and return its level."""
        found = Block("list", number, number, marker=match["bullet"])
        add(found)
        return Level(found, match.end("indent"), 0)

    def blocks(self) -> list[Block]:
        """Return the blocks, after setting the texts that go on over several lines."""
        lines, starts = self.source.lines, self.source.starts
        for run in self.runs:
            first = lines[run.first][run.start :]
            text = "\n".join([first, *(line[run.content :] for line in lines[run.first + 1 : run.last])])
            run.block.text = Raw(text.strip(), run.first, starts[run.first] + run.start, run.content == 0 or None)
        return self.top

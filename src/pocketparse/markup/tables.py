"""A line of a Markdown table → its cells, from the source: GFM drops those beyond the header's columns."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pocketparse.markup.block import Row
from pocketparse.patterns import pattern
from pocketparse.source import Raw, Source

KNOWN = 1024
KEPT_LENGTH = 2000
"""Rows that are kept: versions of a list share most of those of its tables."""
CELL = pattern(r"((?:\\.?|[^|\\]+)*)(\|?)", re.DOTALL)


def row(source: Source, line: int, margin: str = " \t") -> Row:
    """Cut a line at its unescaped pipes; `margin` is what may stand in front of the first one."""
    text = source.lines[line].rstrip()
    at = len(text) - len(text.lstrip(margin))
    at += text.startswith("|", at)
    start = source.starts[line]
    if "\\" not in text:
        split = _known if len(text) <= KEPT_LENGTH else _split
        return [Raw(cell, line, start + shift, True) for cell, shift in split(text, at)]
    cells: Row = []
    for match in CELL.finditer(text, at):
        cell = match[1]
        if cell.strip() or match[2]:
            shift = match.start() + len(cell) - len(cell.lstrip())
            cells.append(Raw(cell.strip(), line, start + shift))
    return cells


@lru_cache(maxsize=KNOWN)
def _known(text: str, at: int) -> Sequence[tuple[str, int]]:
    """Cut a line of the usual length, as the versions of a file have it again and again."""
    return _split(text, at)


def _split(text: str, at: int) -> Sequence[tuple[str, int]]:
    """Cut a line that holds no backslash; return its cells and where on it they start."""
    pieces = text[at:].split("|")
    cells = []
    for number, piece in enumerate(pieces):
        cell = piece.strip()
        if cell or number + 1 < len(pieces):
            cells.append((cell, at + len(piece) - len(piece.lstrip())))
        at += len(piece) + 1
    return cells

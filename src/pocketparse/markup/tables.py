"""A line of a Markdown table → its cells, from the source: GFM drops those beyond the header's columns."""

import re
from collections.abc import Sequence
from functools import lru_cache

from pocketparse.markup.block import Row
from pocketparse.patterns import pattern
from pocketparse.source import Raw, Source

KNOWN = 1024
"""Rows whose cells are cached: versions of a list share most rows."""
KEPT_LENGTH = 2000
"""Most characters of a row that is cached."""
CELL = pattern(r"((?:\\.?|[^|\\]+)*)(\|?)", re.DOTALL)


def row(source: Source, line: int, margin: str = " \t") -> Row:
    """Return the cells of a line, split at unescaped pipes; characters of `margin` are stripped in front."""
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
    """Return `_split(text, at)`, cached for further versions of the list."""
    return _split(text, at)


def _split(text: str, at: int) -> Sequence[tuple[str, int]]:
    """Return the cells of a line without backslashes, each with the column where it starts."""
    pieces = text[at:].split("|")
    cells = []
    for number, piece in enumerate(pieces):
        cell = piece.strip()
        if cell or number + 1 < len(pieces):
            cells.append((cell, at + len(piece) - len(piece.lstrip())))
        at += len(piece) + 1
    return cells

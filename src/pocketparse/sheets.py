"""Sheets: tables of two columns that tell of one entry, a label and its value in each row."""

from collections import Counter
from collections.abc import Iterator

from pocketparse.block import Block, Row
from pocketparse.leads import leaves_page
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.shown import tidy

MANY = 5
"""A label is one of sheets when so many tables have it."""
AROUND = pattern(r"^[\W_]+|[\W_]+$")
"""Icons and colons around a label."""


def is_sheet(outline: Outline, block: Block) -> bool:
    """Tell whether half the rows of a table bear labels that those of many tables do."""
    labels = _labels(outline, block)
    known = sum(label.casefold() in outline.once(sheet_labels) for label in labels)
    return known > 1 and known * 2 >= len(labels)


def sheet_labels(outline: Outline) -> frozenset[str]:
    """Return the labels that many tables of two columns have in their first one, folded: "website", "license"."""
    counts: Counter[str] = Counter()
    for section in outline.sections:
        for block in section.inside("table"):
            counts.update({label.casefold() for label in _labels(outline, block)})
    return frozenset(label for label, count in counts.items() if count >= MANY)


def facts(outline: Outline, block: Block) -> Iterator[tuple[str, Row]]:
    """Yield the label of each row of a sheet, and the row's other cells; headers say nothing of the entry."""
    first = 0 if block.marker or any(leaves_page(outline.read(cell)) for cell in block.rows[0]) else 1
    for label, *cells in block.rows[first:]:
        yield AROUND.sub("", tidy(outline.read(label).text)), cells


def _labels(outline: Outline, block: Block) -> list[str]:
    """Return the labels of a table of two columns; none of another table."""
    if not block.rows or max(map(len, block.rows)) != 2:
        return []
    return [label for label, cells in facts(outline, block) if label and cells]

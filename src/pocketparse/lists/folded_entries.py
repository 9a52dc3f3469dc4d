"""Details elements that are entries: several side by side, each a name as summary over words and a link."""

from collections.abc import Mapping, Sequence

from pocketparse.line.linked import leaves_page
from pocketparse.lists.units import Unit
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.single_links import LONGEST_NAME
from pocketparse.outline import Outline
from pocketparse.tree import Node

FOLDED_ENTRIES = 5
"""Details elements of a section, at least, before they are entries."""
FOLDED_LINES = 4
"""Paragraphs in such an element, at the most."""


def folded_entries(outline: Outline) -> Mapping[Node, Sequence[Unit]]:
    """Return by section its details elements, if all are names over words with a link, and no questions."""
    found: dict[Node, Sequence[Unit]] = {}
    for section in outline.made_of(lambda kinds: kinds.count("details") >= FOLDED_ENTRIES):
        blocks = [block for block in section.free if block.kind == "details"]
        units = [
            Unit(block.text, lead, block, [*block.children]) for block in blocks if (lead := _name(outline, block))
        ]
        names = [outline.read(unit.text).text.casefold() for unit in units]
        asked = sum(name.rstrip().endswith(("?", "？")) for name in names)
        if len(set(names)) == len(blocks) >= FOLDED_ENTRIES and asked * 2 <= len(names):
            found[section] = units
    return found


def _name(outline: Outline, block: Block) -> Lead | None:
    """Return the name that a details element has as summary, None if it holds more than a few words and a link."""
    body = block.children
    if not 0 < len(body) <= FOLDED_LINES or any(one.kind != "paragraph" for one in body):
        return None
    shown = outline.read(block.text)
    text = shown.text.rstrip()
    if shown.anchors or len(text) > LONGEST_NAME or not WORD.search(text):
        return None
    is_linked = any(leaves_page(outline.read(one.text)) for one in body)
    return (find_lead(shown) or Lead(0, len(text), None)) if is_linked else None

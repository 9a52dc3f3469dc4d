"""Lists of generic links, each below a line in plain words that names what they lead to.

[On oaks: a survey]
- [[Paper]](https://…) [[Code]](https://…)
"""

from collections.abc import Mapping
from itertools import pairwise

from pocketparse.line.linked import is_generic
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.vocabulary import COLONS, GENERIC, LONGEST_TITLE, NAME_ENDS

LINE_OVER_LIST = ("paragraph", "list")
"""`Node.kinds` of a paragraph directly followed by a list."""
TITLE_LINES = 3
"""Lines over lists of links in a document, at least, before they are names."""


def titled(outline: Outline) -> Mapping[Block, Block]:
    """Return the lists of links below a line that names them, each with this line; empty if the document has few.

    A section with only one may be named by its heading: at least half of the sections that have one have several.
    """
    found: dict[Block, Block] = {}
    several = alone = 0
    for section in outline.made_of(lambda kinds: LINE_OVER_LIST in pairwise(kinds)):
        before = len(found)
        for line, below in pairwise(section.body_unplaced):
            if below.kind == "list" and line.kind == "paragraph" and _are_links(outline, below):
                found |= {below: line} if _names(outline, line) else {}
        several += len(found) > before + 1
        alone += len(found) == before + 1
    lines = {line.text.casefold() for line in found.values()}
    return found if several >= alone and len(found) >= TITLE_LINES and len(lines) * 2 >= len(found) else {}


def titles(outline: Outline) -> Mapping[Block, Block]:
    """Return the lines over lists of links that name these, each with its list."""
    return {line: below for below, line in outline.once(titled).items()}


def _names(outline: Outline, line: Block) -> bool:
    """Tell whether a paragraph is a line of plain words that may be a name: no link, no bold words, no stop behind."""
    shown = outline.read(line.text)
    text = shown.text.strip()
    is_line = "\n" not in text and len(text) <= LONGEST_TITLE and not text.endswith((*COLONS, "."))
    is_name = WORD.search(text) is not None and text.casefold() not in GENERIC
    return is_line and is_name and not shown.anchors and find_lead(shown) is None


def _are_links(outline: Outline, block: Block) -> bool:
    """Tell whether every item of a list starts with a generic link, and says no more: "[Paper]"."""
    for item in block.children:
        shown = outline.read(item.text)
        lead = find_lead(shown)
        if lead is None or lead.anchor is None or item.children or not is_generic(shown.text, lead.anchor):
            return False
        if shown.text[shown.anchors[-1].end :].lstrip("])】） ").startswith(NAME_ENDS):
            return False  # words about what it leads to
    return True

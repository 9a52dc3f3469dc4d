"""Lists of nothing but usual links, each below a line in plain words that says what they lead to.

[On oaks: a survey]
- [[Paper]](https://…) [[Code]](https://…)
"""

from collections.abc import Mapping
from itertools import pairwise

from pocketparse.block import Block
from pocketparse.leads import GENERIC, find_lead
from pocketparse.outline import Outline
from pocketparse.plain_names import link_label
from pocketparse.prose import COLONS
from pocketparse.shown import WORD
from pocketparse.tree import Section

USUAL = 3
"""So many such lines are no accident."""
LONGEST = 250
"""Characters of such a line."""


def titled(outline: Outline, section: Section) -> Mapping[Block, Block]:
    """Return the lists of a section that hold the links of what the line above names, and those lines."""
    return outline.once(_found, section) if outline.once(_titles_lists) else {}


def _titles_lists(outline: Outline) -> bool:
    """Tell whether a document has several such lines."""
    return sum(len(outline.once(_found, section)) for section in outline.sections) >= USUAL


def _found(outline: Outline, section: Section) -> Mapping[Block, Block]:
    return {
        below: line
        for line, below in pairwise(section.texts())
        if line.kind == "paragraph" and below.kind == "list" and _are_links(outline, below) and _names(outline, line)
    }


def _names(outline: Outline, line: Block) -> bool:
    """Tell whether a paragraph is a line of words, neither a link nor bold, and labels nothing."""
    shown = outline.read(line.text)
    text = shown.text.strip()
    is_line = "\n" not in text and len(text) <= LONGEST and WORD.search(text) and not text.endswith((*COLONS, "."))
    return bool(is_line and not shown.anchors and find_lead(shown) is None)


def _are_links(outline: Outline, block: Block) -> bool:
    """Tell whether every item of a list starts with a link that is called what any may be called: "[Paper]"."""
    for item in block.children:
        shown = outline.read(item.text)
        lead = find_lead(shown)
        if lead is None or lead.anchor is None or item.children or link_label(shown.text, lead.anchor) not in GENERIC:
            return False
    return True

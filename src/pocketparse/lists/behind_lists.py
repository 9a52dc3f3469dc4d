"""Paragraphs at the margin, behind lists of one item, that describe this item: "- [Oak](…)", "A tree."."""

from collections.abc import Mapping
from itertools import pairwise

from pocketparse.entry.fields import find_label
from pocketparse.line.captions import caption, says_sentence
from pocketparse.markup.block import Block
from pocketparse.markup.shown import Inline
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.tree import Node
from pocketparse.vocabulary import DESCRIPTIONS

SINGLE_LISTS = 3
"""Lists of one item with a paragraph behind, at least, in a section where such paragraphs describe items."""
SINGLE_SHARE = 0.8
"""Part of all lists of the section that are such lists, at least."""
PARAGRAPHS_PER_OTHER = 5
"""Paragraphs behind lists of one item, of which fewer than one in so many starts with a link or asks something."""


def paragraphs_behind(outline: Outline, section: Node) -> Mapping[Block, Block]:
    """Return the paragraph behind each list of one item, if in a section nearly all of these describe their item.

    "- [Oak](…)", and below it, at the margin: "A tree."; empty if one of them is a caption of the next list.
    """
    lists_there = [block for block in section.free if block.kind == "list"]
    if len(lists_there) < SINGLE_LISTS:
        return {}
    behind = {
        one: two
        for one, two in pairwise(section.free)
        if one.kind == "list" and len(one.children) == 1 and two.kind == "paragraph"
    }
    if len(behind) < max(SINGLE_LISTS, len(lists_there) * SINGLE_SHARE) or lists_there[-1] not in behind:
        return {}
    read = [outline.read(one.text) for one in behind.values()]
    labelled = sum(find_label(one.text) in DESCRIPTIONS for one in behind.values())
    sentences = sum(map(says_sentence, read))
    others = sum(map(_stands_alone, read))
    stand_over = any(caption(outline, one, is_first=False) for one in behind.values())
    is_led = next(block for block in section.free if block.kind in ("list", "paragraph")).kind == "paragraph"
    are_said = max(labelled, 0 if is_led else sentences) * 2 >= len(behind)
    stand_alone = others * PARAGRAPHS_PER_OTHER >= len(behind)
    return behind if are_said and not (stand_alone or stand_over) else {}


def _stands_alone(shown: Inline) -> bool:
    """Tell whether a paragraph starts with a link that leaves the page, or asks something."""
    lead = find_lead(shown)
    return (lead is not None and lead.leaves) or shown.text.rstrip().endswith(("?", "？"))

"""Links in brackets that the items of a list start with, in front of titles: "[[CVPR](…)] On oaks"; labels of those."""

from collections import Counter

from pocketparse.markup.block import Block
from pocketparse.names.front_titles import ABBREVIATION, is_label
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

LABELLED_ITEMS = 3
"""Items that start with a label, at least, where lists have such."""
LABEL_FIRST = pattern(r"\\?\[(\[)?([^\[\]]{1,40})\]{1,2}\([^()\s]*\)\\?\]?.*?\w")
"""A link in front of words, and whether it stands in brackets."""
VENUE_FIRST = pattern(r"\[\[([^\[\]]{1,40})\]\([^()\s]*\)\]\s*[^\W_]")
"""A link in brackets in front of a title, which no sign parts from it."""
FIRST_LABELS = 5
"""Items that one abbreviation stands in front of, where it is a label of them all."""
ALONE = pattern(
    rf"{ABBREVIATION.pattern}|\w*[A-Za-z](?:19|20)\d\d|(?:[\w-]+\s){{0,2}}(?i:oral|spotlight|poster|workshop|survey|thesis)"
)
"""A label that no other item has: "JMLR", "3DV2021", "CVPR oral", "Survey"."""


def labels_lead(outline: Outline) -> bool:
    """Tell whether items start with links that label what follows: in brackets, or several of one label in a list.

    "[[Paper](…)] On oaks", "[Paper](…) On elms"; "[Website](…)", "[Docs](…)" are of what their list is about.
    """
    again = once = 0
    usual = outline.once(first_labels)
    for block in outline.of_kind("list"):
        starts = [
            match
            for item in block.children
            if (match := LABEL_FIRST.match(item.text)) and (is_label(match[2]) or match[2].casefold() in usual)
        ]
        counts = Counter(match[2].casefold() for match in starts) if starts else {}
        several = sum(bool(match[1]) or counts[match[2].casefold()] > 1 for match in starts)
        again += several
        once += len(starts) - several
    return again >= LABELLED_ITEMS and again > once


def first_labels(outline: Outline) -> frozenset[str]:
    """Return the abbreviations in brackets that many items start with, links each: "[[CVPR](…)] On oaks"."""
    counts = Counter(label for block in outline.of_kind("list") for label in _first_labels(block))
    often = (label for label, count in counts.items() if count >= FIRST_LABELS)
    found = frozenset(label.casefold() for label in often if ABBREVIATION.fullmatch(label))
    return found if len(found) > 1 else frozenset()  # one alone may be a name


def labels_of(outline: Outline, block: Block) -> frozenset[str]:
    """Return the labels in brackets that the items of a list start with: those of many, and where most are, others.

    One that no other item has is a label if it is an abbreviation or says what kind of text it is, or in which year it
    came out, else it may be a name.
    """
    usual = outline.once(first_labels)
    found = _first_labels(block)
    are_usual = sum(label.casefold() in usual for label in found) * 2 > len(found)
    if not are_usual and sum(is_label(label) or bool(ALONE.fullmatch(label)) for label in found) * 2 <= len(found):
        return usual
    again = outline.once(_counted_labels)
    often = [one for one in map(str.casefold, found) if again[one] > 1] if are_usual else []
    return usual.union(often, map(str.casefold, filter(ALONE.fullmatch, found)))


def _counted_labels(outline: Outline) -> Counter[str]:
    """Return how many items start with each label in brackets, folded."""
    return Counter(label.casefold() for block in outline.of_kind("list") for label in _first_labels(block))


def _first_labels(block: Block) -> list[str]:
    """Return the labels in brackets that items of a list start with, in front of titles."""
    return [match[1] for item in block.children if (match := VENUE_FIRST.match(item.text))]

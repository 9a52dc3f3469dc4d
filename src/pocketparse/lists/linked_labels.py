"""Links at the start of items that label the title behind them: "[[CVPR](…)] On oaks"."""

from collections import Counter

from pocketparse.markup.block import Block
from pocketparse.names.title_labels import ABBREVIATION, is_label
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

LABELLED_STARTS = 3
"""Items that start with a label, at least, before such links are labels in a document."""
LABEL_FIRST = pattern(r"\\?\[(\[)?([^\[\]]{1,40})\]{1,2}\([^()\s]*\)\\?\]?.*?\w")
"""Raw Markdown of a link in front of words; group 1 is its bracket, if it has one, group 2 its text."""
LABEL_IN_BRACKETS = pattern(r"\[\[([^\[\]]{1,40})\]\([^()\s]*\)\]\s*[^\W_]")
"""Raw Markdown of a link in brackets in front of a title, no separator between: "[[CVPR](…)] On oaks"."""
ABBREVIATION_USES = 5
"""Items that start with one abbreviation, at least, before it is a label."""
SURE_LABEL = pattern(
    rf"{ABBREVIATION.pattern}|\w*[A-Za-z](?:19|20)\d\d|(?:[\w-]+\s){{0,2}}(?i:oral|spotlight|poster|workshop|survey|thesis)"
)
"""Text of a link that is a label even if no other item has it: "JMLR", "3DV2021", "CVPR oral", "Survey"."""


def labels_lead(outline: Outline) -> bool:
    """Tell whether LABELLED_STARTS items start with links that label what follows: in brackets, or of one text.

    "[[Paper](…)] On oaks", "[Paper](…) On elms"; "[Website](…)", "[Docs](…)" are links of the subject of their list.
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
    return again >= LABELLED_STARTS and again > once


def first_labels(outline: Outline) -> frozenset[str]:
    """Return the abbreviations in brackets that ABBREVIATION_USES items start with, folded: "[[CVPR](…)] On oaks"."""
    counts = Counter(label for block in outline.of_kind("list") for label in _first_labels(block))
    often = (label for label, count in counts.items() if count >= ABBREVIATION_USES)
    found = frozenset(label.casefold() for label in often if ABBREVIATION.fullmatch(label))
    return found if len(found) > 1 else frozenset()  # one alone may be a name


def labels_of(outline: Outline, block: Block) -> frozenset[str]:
    """Return the labels in brackets, folded, that the items of a list start with: those of the document, and others.

    Where most brackets of the list are labels, those of SURE_LABEL are, too; where most are labels of the document, all
    that come again in it. Any other may be a name.
    """
    usual = outline.once(first_labels)
    found = _first_labels(block)
    are_usual = sum(label.casefold() in usual for label in found) * 2 > len(found)
    if not are_usual and sum(is_label(label) or bool(SURE_LABEL.fullmatch(label)) for label in found) * 2 <= len(found):
        return usual
    again = outline.once(_counted_labels)
    often = [one for one in map(str.casefold, found) if again[one] > 1] if are_usual else []
    return usual.union(often, map(str.casefold, filter(SURE_LABEL.fullmatch, found)))


def _counted_labels(outline: Outline) -> Counter[str]:
    """Return the number of items that start with each label in brackets, folded."""
    return Counter(label.casefold() for block in outline.of_kind("list") for label in _first_labels(block))


def _first_labels(block: Block) -> list[str]:
    """Return the labels in brackets at the start of a list's items, in front of titles."""
    return [match[1] for item in block.children if (match := LABEL_IN_BRACKETS.match(item.text))]

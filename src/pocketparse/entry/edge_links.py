"""Links that are no part of what a line says behind its name: one right behind it, and one that ends many items."""

from collections import Counter

from pocketparse.line.group_labels import NEAR
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, PREPOSITION

# "A saw [Website](…)"
LINK_AT_END = pattern(r"[^\W_][)）]?\s?\[([^\[\]`!]{1,20})\]\([^()\s]*\)$")
LAST_LINK = 300
"""Characters at an end in which the last link stands."""
USES = 5
"""Items that end in a link of one name, where it is no part of what they say, at least."""
OWN_NAMES = frozenset("github arxiv openreview".split())
"""Names of links that sentences speak of, too: "restyles [GitHub](…)"; most items that end in a link have to end so."""
NEEDS_MORE = pattern(
    r"\b(?:this|that|these|those|our|your|my|its|their|his|her|any|all|each|every|some|no)\s*$"
    r"|(?:[见看读的与和在]|参考|参阅|访问|使用)$"
)
"""What stands in front of a link that a sentence needs: "the code of our [Paper](…)", "详见[文档](…)"."""


def edge_links(outline: Outline, shown: Inline, end: int) -> list[Anchor]:
    """Return the links at the edges of what a line says behind a name that ends there, and that are no part of it."""
    return [link for link in (_glued(shown, end), _last(outline, shown, end)) if link]


def _glued(shown: Inline, end: int) -> Anchor | None:
    """Return the link right behind a name that says nothing: "[Oak](…)[*](…) - a saw"."""
    for one in shown.anchors:
        if one.start == end < one.end and one.kind == "text" and not WORD.search(shown.text, one.start, one.end):
            return one
    return None


def _last(outline: Outline, shown: Inline, start: int) -> Anchor | None:
    """Return the link that ends a text behind a place as many items of the list end: "a saw [Website](…)"."""
    usual = outline.once(ending_labels)
    last = shown.anchors[-1] if usual and shown.anchors else None
    if last is None or last.kind != "text" or last.start < start or shown.text[last.end :].strip():
        return None
    before = shown.text[max(last.start - NEAR, 0) : last.start]
    is_part = PREPOSITION.search(before) or NEEDS_MORE.search(before)
    return last if shown.text[last.start : last.end] in usual and not is_part else None


def ending_labels(outline: Outline) -> frozenset[str]:
    """Return what the links are called that end many items right behind words: "A saw [Website](…)".

    They are called as any may be, and not as in a sentence: "A saw with [documentation](…)".
    """
    items = (text for text in outline.linked_items if text.endswith(")"))
    counts = Counter(end[1] for text in items if (end := LINK_AT_END.search(text, max(len(text) - LAST_LINK, 0))))
    often = ((label, count) for label, count in counts.items() if count >= USES)
    return frozenset(
        label
        for label, count in often
        if label.casefold() in GENERIC
        and not label[0].islower()
        and (label.casefold() not in OWN_NAMES or count * 2 >= counts.total())
    )

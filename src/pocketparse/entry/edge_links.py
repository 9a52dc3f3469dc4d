"""Links that are no part of what a line says behind its name: right behind it, signs, and one that ends many items."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pocketparse.line.dates import DIGIT, says_when
from pocketparse.line.group_labels import NEAR
from pocketparse.line.groups import SLASH, unclosed
from pocketparse.line.habits import ENOUGH
from pocketparse.line.legends import SIGN
from pocketparse.line.linked import is_generic
from pocketparse.line.trimming import HOLE, closed, ends_sentence, outside, stretches
from pocketparse.line.usual import icons
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import DASHES, GENERIC, PREPOSITION, SCHEMES, SENTENCE_STOP, SEPARATORS

LINK_AT_END = pattern(r"[^\W_][)）]?\s?\[([^\[\]`!]{1,20})\]\(([^()\s]*)\)$")
"""A link that ends an item right behind a word, in Markdown: "A saw [Website](…)"."""
LABEL_AT_END = 24
"""Most characters of LINK_AT_END in front of its "](", the last one of the item: it starts nowhere before them."""
PARTED_AT_END = pattern(r"[.!?)。！？,]\s+\[(?P<label>[^\[\]`!]{1,20})\](?P<target>\([^()\s]*\)|\[[^\[\]]+\])\.?$")
"""A link that ends an item behind a stop or comma, in Markdown: "A saw. [MIT](…)", "A saw. [MIT][1]."."""
PARTED_ENDS = (")", "]", ").", "].")
"""Ends of the texts that fit PARTED_AT_END."""
BEHIND_PICTURE = pattern(
    r"(?:<img\s[^<>]*>|!\[[^\[\]]*\]\([^()\s]*\))\s*\[(?P<label>[^\[\]`!]{1,30})\]\([^()\s]*\)\s?[-–—]\s"
)
"""A picture and a link in front of a dash, in Markdown: "![](licence.png) [MIT](…) - a saw"."""
BETWEEN_LINKS = pattern(r"\s*(?:[-–—|·,]\s+)?")
"""Signs between links side by side: a space, a comma, a bar or a dash."""
SLASH_AT_END = pattern(r" / \[([^\[\]`!]{1,30})\]\([^()\s]*\)$")
"""A link that ends an item behind a slash, in Markdown: "A saw / [Discord](…)"."""
LABEL_BEFORE_LINK = r"(?:\[[^\[\]\n]{1,40}\]\s*[-–—]\s*)?"
"""A label in brackets and a dash in front of a link, for a pattern: "[R] - "."""
LONE_LINK = pattern(rf"\)\s+[-–—]\s+{LABEL_BEFORE_LINK}\[([^\[\]`!]{{3,60}})\]\([^()\s]*\)\.?$")
"""A link that is all an item says behind its name and a dash, in Markdown: "[Oak](…) - [Saws of oak](…)"."""
BEFORE_LINK = pattern(rf"\s*[-–—]\s*{LABEL_BEFORE_LINK}")
"""The dash, with a label or without, in front of such a link, as displayed."""
LAST_LINK = 300
"""Characters at the end of an item in which its last link is searched for."""
SMALL_LABELS = frozenset("paper pdf code".split())
"""Generic texts of links in small letters; labels where half of the items that end in a link end in such a text.

So are other generic texts that end many items.
"""
SITE_NAMES = frozenset("github arxiv openreview".split())
"""Names of sites, which may be part of a sentence, "restyles [GitHub](…)", unless most items end in one."""
NEEDS_MORE = pattern(
    r"\b(?:this|that|these|those|our|your|my|its|their|his|her|any|all|each|every|some|no|under)\s*$"
    r"|(?:[见看读的与和在]|参考|参阅|访问|使用)$"
)
"""Words in front of a link that belong to its text: "the code of our [Paper](…)", "详见[文档](…)"."""
URL_AT_END = pattern(
    r"^(?P<said>[^\n]*?[^\W_][)）\"”'’*_`]{0,3})(?:\s?[:：]\s?|\s+)<?(?:\[https?://[^\s\[\]]*\]\()?https?://[^\s()<>\[\]]*[)>]?[.。]?$"
)
"""An item that ends in a URL behind words without a stop: "[Oak](…) - Cuts oaks by hand https://oak.org"."""
SAID_BEFORE = pattern(r"(?:\]\([^()\s]*\)|\s[-–—]\s|[:：](?!//))\W{0,4}\w")
"""The end of a name, and a word behind it, in an item that ends in a URL: "](…) - C"."""
LEADS_ON = pattern(
    r"\b(?:see|here|use|uses|using|visit|check|check out|try|than|powers|available|wget|curl|also|to\s\w+)\s*$",
    re.IGNORECASE,
)
"""Words, beside prepositions, in front of a URL that is part of their sentence: "that powers https://…"."""
AROUND_VENUE = f"{SEPARATORS}.()[]（）"
"""Signs around a date or venue beside links."""


def edge_links(outline: Outline, shown: Inline, end: int) -> list[tuple[int, Anchor]]:
    """Return the links at the edges of the text behind a name that are part of no sentence.

    Each with the offset where it starts, or the slash in front of it; the name ends at `end`.
    """
    links = [link for link in shown.anchors if link.start >= end]
    if not links:
        return []  # nothing behind the name is linked
    found = [(link.start, link) for link in _at_edges(outline, shown, links, end)]
    if SLASH in shown.text:
        found += _behind_slashes(outline, shown, end)
    return found + [(link.start, link) for link in _beside_venue(shown.text, links, end)]


def _beside_venue(text: str, links: Sequence[Anchor], start: int) -> Sequence[Anchor]:
    """Return the generic links beside a date or venue, if no more is said behind the name: ", [code](…), ACL 2018"."""
    if not DIGIT.search(text, start) or not all(is_generic(text, link) for link in links):
        return ()  # nearly all
    said = HOLE.join(outside(text, [(0, start), *stretches(links)]))
    return links if says_when(closed(said).strip(AROUND_VENUE)) else ()


def _at_edges(outline: Outline, shown: Inline, links: Sequence[Anchor], end: int) -> list[Anchor]:
    """Return those of the links behind a name, which ends at `end`, that stand at the edges of the text there."""
    usual, parted = outline.once(ending_labels), outline.once(parted_labels)
    found = [
        _glued(shown.text, links, end),
        _sign(shown, links, end),
        *(_behind_icons(outline, shown, end) if outline.once(pictures_label) else ()),
        *(_at_end(shown.text, links, usual, parted) if usual or parted else ()),
        *(_between_stops(shown.text, links, end, parted) if parted else ()),
        _last_url(outline, shown.text, links[-1], end),
    ]
    return [link for link in found if link]


def _behind_slashes(outline: Outline, shown: Inline, start: int) -> Iterator[tuple[int, Anchor]]:
    """Yield the links behind slashes at the end, each with the offset of its slash: "A saw / [Discord](…)"."""
    end = len(shown.text.rstrip())
    for link in reversed(shown.anchors):
        is_last = link.end == end and link.start > start and shown.text.endswith(SLASH, 0, link.start)
        if not is_last or shown.text[link.start].islower() or not outline.once(slashes_end):
            return
        end = link.start - len(SLASH)
        yield end, link


def slashes_end(outline: Outline) -> bool:
    """Tell whether many items end in a link behind a slash, of a text that repeats: "A saw / [Discord](…)"."""
    found = (SLASH_AT_END.search(text) for text in outline.linked_items if SLASH in text)
    counts = Counter(end[1] for end in found if end)
    return sum(count for count in counts.values() if count > 1) >= ENOUGH


def says_link(outline: Outline, shown: Inline, start: int) -> bool:
    """Tell whether one link is the whole description behind a name and a dash: "[Oak](…) - [Saws of oak](…)".

    Its text is several words, none of them generic, and no other item ends in the same.
    """
    last = shown.anchors[-1] if len(shown.anchors) == 2 else None
    if last is None or last.start < start or shown.text[last.end :].strip(" ."):
        return False  # nearly all
    said = shown.text[last.start : last.end]
    is_parted = BEFORE_LINK.fullmatch(shown.text, start, last.start) is not None
    is_own = " " in said and GENERIC.isdisjoint(said.casefold().split())
    return is_parted and is_own and outline.once(lone_links)[said] < 2


def lone_links(outline: Outline) -> Counter[str]:
    """Return how many items say nothing behind their names and a dash but a link of each text."""
    return Counter(end[1] for text in outline.linked_items if (end := LONE_LINK.search(text)))


def _glued(text: str, links: Sequence[Anchor], end: int) -> Anchor | None:
    """Return the link right behind a name whose text has no word, or None: "[Oak](…)[*](…) - a saw"."""
    for one in links:
        if one.start == end < one.end and one.kind == "text" and not WORD.search(text, one.start, one.end):
            return one
    return None


def _sign(shown: Inline, links: Sequence[Anchor], end: int) -> Anchor | None:
    """Return the link that is a sign in front of a description, or None: "[Oak](…) - [:copyright:](…) A saw"."""
    first = next((one for one in links if one.start > end), None) if len(shown.anchors) > 1 else None
    if first is None or shown.text[end : first.start].strip() not in DASHES or first.kind != "text" or first.stays:
        return None  # nearly all
    behind = shown.text[first.end : first.end + 2].lstrip()
    is_sign = SIGN.fullmatch(shown.text, first.start, first.end) is not None
    return first if is_sign and behind[:1].isalnum() and not behind[0].islower() else None


def pictured_labels(outline: Outline, shown: Inline, start: int) -> list[str]:
    """Return the texts of links behind icons that label the description: "MIT" of "⟨icon⟩ [MIT](…) - a saw"."""
    if not outline.once(pictures_label):
        return []  # nearly all
    return [shown.text[link.start : link.end] for link in _behind_icons(outline, shown, start)]


def _behind_icons(outline: Outline, shown: Inline, start: int) -> list[Anchor]:
    """Return the links between icons and a dash: "⟨icon⟩ [MIT](…) - a saw"."""
    text = shown.text
    return [
        link
        for picture, link in pairwise(shown.anchors)
        if picture.kind == "image" and link.kind == "text" and start <= picture.start
        if picture.href in outline.once(icons)
        and not text[picture.start : link.start].strip()
        and text[link.end : link.end + NEAR].lstrip().startswith(DASHES)
    ]


def pictures_label(outline: Outline) -> bool:
    """Tell whether many items have a picture and a link in front of a dash, and most of those texts repeat."""
    texts = (text for text in outline.linked_items if "<img" in text or "![" in text)
    counts = Counter(found["label"] for text in texts if (found := BEHIND_PICTURE.search(text)))
    again = sum(count for count in counts.values() if count > 1)
    return again >= ENOUGH and again * 2 >= counts.total()


def _at_end(text: str, links: Sequence[Anchor], usual: frozenset[str], parted: frozenset[str]) -> list[Anchor]:
    """Return the links at the end of a text that label it, as in many items: "a saw [Code](…) [Website](…)"."""
    run = _run_at_end(text, links)
    labels = [text[link.start : link.end] for link in run]
    may_stop = bool(run) and text.endswith(".", 0, len(text.rstrip()))
    first = len(run)
    if run and labels[-1] in (parted if may_stop else usual | parted):
        while first and (labels[first - 1] in usual or labels[first - 1].casefold() in GENERIC):
            first -= 1
    first = next((at for at, label in enumerate(labels[:first]) if label in parted), first)
    before = text[max(run[first].start - NEAR, 0) : run[first].start] if run[first:] else ""
    if 0 < first < len(run) and before.endswith(", ") and not _is_usual(labels[first]):
        return []  # "Cuts [Elm](…), [Fir](…)."
    return [] if PREPOSITION.search(before) or NEEDS_MORE.search(before) else run[first:]


def _run_at_end(text: str, links: Sequence[Anchor]) -> list[Anchor]:
    """Return the last ones of some links, which end a text side by side, in front of a stop at most."""
    run: list[Anchor] = []
    at = len(text.rstrip(" .\n"))
    for link in reversed(links):
        if link.kind != "text" or not BETWEEN_LINKS.fullmatch(text, link.end, at):
            break
        run.append(link)
        at = link.start
    return run[::-1]


def _between_stops(text: str, links: Sequence[Anchor], start: int, parted: frozenset[str]) -> Iterator[Anchor]:
    """Yield the links between two stops that are in `parted_labels`: "A saw. [MIT](…). Not in shops."."""
    for link in links:
        if link.start > start and text[link.start : link.end] in parted:
            is_between = SENTENCE_STOP.match(text, link.end)
            if is_between and ends_sentence(text[max(link.start - NEAR, 0) : link.start]):
                yield link


def parted_labels(outline: Outline) -> frozenset[str]:
    """Return the texts of links that end many items behind a stop or comma: "A saw. [MIT](…)", "A saw, [Try it](…).".

    They lead to one address in many of these items, or to as many addresses, or are signs or generic texts.
    """
    targets: dict[str, list[str]] = defaultdict(list)
    for text in outline.linked_items:
        if text.endswith(PARTED_ENDS) and (end := PARTED_AT_END.search(text, max(len(text) - LAST_LINK, 0))):
            targets[end["label"]].append(end["target"])
    return frozenset(
        label
        for label, found in targets.items()
        if max(len(set(found)), *Counter(found).values()) >= ENOUGH
        or (len(found) >= ENOUGH and (SIGN.fullmatch(label) is not None or _is_never_said(label)))
    )


def _is_usual(label: str) -> bool:
    """Tell whether the text of a link is generic and has a capital: "Docs"; "docs" may be part of a sentence."""
    return label.casefold() in GENERIC and not label[0].islower()


def _is_never_said(label: str) -> bool:
    """Tell whether the text of a link is generic, and no name of a site: "restyles [GitHub](…)"."""
    return _is_usual(label) and label.casefold() not in SITE_NAMES


def _last_url(outline: Outline, text: str, last: Anchor, start: int) -> Anchor | None:
    """Return the last link if it is a URL that ends a description without a stop, else None: "By hand https://oak.org"."""
    if last.start <= start or not text.startswith(SCHEMES, last.start):
        return None  # nearly all
    is_last = not text[last.end :].strip(" .。") and not needs_url(text[start : last.start])
    return last if is_last and outline.once(urls_end) else None


def needs_url(said: str) -> bool:
    """Tell whether words in front of a URL need it: "that powers https://…", "the paper https://…"."""
    said = said[-NEAR:].rstrip(" :：")
    is_called = said.rpartition(" ")[2].casefold() in GENERIC
    return is_called or unclosed(said) >= 0 or any(form.search(said) for form in (PREPOSITION, NEEDS_MORE, LEADS_ON))


def urls_end(outline: Outline) -> bool:
    """Tell whether many items end in a URL behind words without a stop, most of which do not need it."""
    texts = (block.text for block in outline.all_blocks if block.kind == "item" and "://" in block.text[-LAST_LINK:])
    ends = [end["said"] for end in map(URL_AT_END.match, texts) if end and SAID_BEFORE.search(end["said"])]
    apart = sum(not needs_url(said) for said in ends)
    return apart >= ENOUGH and apart * 3 >= len(ends) * 2


def ending_labels(outline: Outline) -> frozenset[str]:
    """Return the texts of links that end many items right behind words: "A saw [Website](…)".

    They are generic, or those of half of all items that end so, with several addresses; none starts small, as in a
    sentence, "A saw with [documentation](…)", but for SMALL_LABELS and other generic ones. Where some end many items,
    so do generic ones that end two.
    """
    items = (text for text in outline.linked_items if text.endswith(")"))
    starts = ((text, max(text.rfind("](") - LABEL_AT_END, len(text) - LAST_LINK, 0)) for text in items)
    ends = [end.groups() for text, start in starts if (end := LINK_AT_END.search(text, start))]
    counts, places = (Counter(label for label, _ in found) for found in (ends, set(ends)))
    often = (label for label, count in counts.items() if count >= ENOUGH and not label[0].islower())
    small = SMALL_LABELS.union(label for label, count in counts.items() if label in GENERIC and count >= ENOUGH)
    uses = sum(counts[label] for label in small)
    found = frozenset(small if uses >= ENOUGH and uses * 2 >= len(ends) else ()).union(
        label
        for label in often
        if _is_never_said(label) or (places[label] >= ENOUGH and counts[label] * 2 >= len(ends))
    )
    return found.union(label for label, count in counts.items() if found and count > 1 and _is_never_said(label))

"""What the links of a text are called, and whether they lead elsewhere or stand in brackets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pocketparse.identity import fold
from pocketparse.line.prose import link_labels
from pocketparse.line.trimming import ends_sentence, outside, stretches
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import COLONS, GENERIC, PICTURES, holds_picture

PRICE = pattern(r"(?<=\w)\s+[$€£¥]\s?\d[\d.,]*$")
"""A price at the end of the text of a link: "book $20"."""
TOOLTIP = pattern(r'\(\S+\s+"([^"\\&<>\[\]]+)"\)$')
"""The title of a link at the end of its Markdown (CommonMark 6.3): "[Oak](… "A saw")"."""
NO_TITLE_WORDS = pattern(r"(?:opens?|go(?:es)? to|links? to|visit|view|click|by)\b", re.IGNORECASE)
"""First words of a link title that tells what a click does, or who made the thing, and describes nothing."""
PICTURE_BEFORE = pattern(rf"[{PICTURES}]+$")
"""Pictures at the end of a text."""
AND = pattern(r"\s*,?\s+and\s+")
"""The word "and" between two links."""
SIGNS_IN_FRONT = pattern(r"^\W+")
"""Signs in front of the text of a link: "📄 Paper"."""
LINK_WORDS = 4
"""Maximum number of words in a link that is no sentence."""
PEERS = 3
"""Minimum number of links in a row of equals, none of which the others belong to."""
BETWEEN_PEERS = " \n·•|-–—"
"""Characters between two links in a row of equals."""
PICTURE_LENGTH = 4
"""Maximum length of the pictures glued to the front of a link, in characters."""


def leaves_page(shown: Inline) -> bool:
    """Tell whether a text has a link, shown as words or as an image, that leaves the page."""
    return any(anchor.kind != "image" and not anchor.stays for anchor in shown.anchors)


def outgoing_links(shown: Inline) -> list[Anchor]:
    """Return the links of a text that are shown as words or as their URL and leave the page."""
    return [anchor for anchor in shown.anchors if anchor.kind in ("text", "bare") and not anchor.stays]


def link_label(text: str, anchor: Anchor) -> str:
    """Return the text of a link in lower case, without brackets around it or a price at its end."""
    label = tidy(text[anchor.start : anchor.end]).casefold().strip("[]()（）【】 .")
    return PRICE.sub("", label) if label[-1:].isdigit() else label


def is_generic(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link is generic: "paper"."""
    return link_label(text, link) in GENERIC


def link_at_end(shown: Inline) -> Anchor | None:
    """Return the generic link or the URL behind the last sentence of a text, or None: "A saw. [Website](…)".

    None, too, of a link in brackets.
    """
    link = shown.anchors[-1] if shown.anchors else None
    if link is None or shown.text[link.end :].strip(" .。\n"):
        return None  # nearly all
    before = shown.text[: link.start].rstrip()
    if link.stays or not ends_sentence(before) or before.endswith(COLONS) or is_bracketed(shown.text, link):
        return None
    is_nameless = link.kind == "bare" or (link.kind == "text" and is_generic(shown.text, link))
    return link if is_nameless else None


def shows_url(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link is its URL, as written or as resolved."""
    return text[link.start : link.end] in (link.href, link.url)


def tooltip(raw: Raw, anchor: Anchor | None, name: str) -> str:
    """Return the title of the link of a name, empty if it has fewer than two words that are not in the name."""
    link = raw[anchor.raw_start : anchor.raw_end] if anchor else ""
    title = TOOLTIP.search(link) if link.endswith('")') else None
    said = tidy(title[1]) if title else ""
    if not said or NO_TITLE_WORDS.match(said):
        return ""
    known = fold(name)
    more = {word for word in map(fold, said.split()) if WORD.search(word) and word not in known} - GENERIC
    return said if len(more) > 1 else ""


def is_bracketed(text: str, link: Anchor) -> bool:
    """Tell whether a link stands behind a square bracket, or its text in two: "[[PDF](…)]", "[[PDF]](…)"."""
    label = text[link.start : link.end]
    is_inside = link.start > 0 and text[link.start - 1] in "[【"
    return is_inside or (label.startswith(("[", "【")) and label.endswith(("]", "】")))


def last_in_brackets(text: str, links: Sequence[Anchor]) -> int:
    """Return the offset of the generic links in brackets that end a run, 0 if none do: "[Oak](…) [[docs]](…)"."""
    first = len(links)
    while first and is_bracketed(text, links[first - 1]) and is_generic(text, links[first - 1]):
        first -= 1
    return links[first].start if 0 < first < len(links) else 0


def gap_between(text: str, one: Anchor, other: Anchor) -> str:
    """Return the text between two links, a comma for "and" between generic ones: "[video](…) and [slides](…)"."""
    gap = text[one.end : other.start]
    are_joined = "and" in gap and AND.fullmatch(gap) and is_generic(text, one) and is_generic(text, other)
    return "," if are_joined else gap


def are_bracketed(shown: Inline) -> bool:
    """Tell whether a text is nothing but links in brackets: "[[Paper](…)] [[Code](…)]"."""
    return link_labels(shown) is not None and all(is_bracketed(shown.text, link) for link in shown.anchors)


def are_peers(shown: Inline) -> bool:
    """Tell whether a text is PEERS links or more with signs between, none generic: "[Oak](…) · [Elm](…) · [Fir](…)"."""
    links, text = shown.anchors, shown.text
    gap = text[links[0].end : links[1].start] if len(links) >= PEERS else ""
    if not gap.strip() or gap.strip(BETWEEN_PEERS):
        return False  # nearly all
    is_all = not WORD.search("".join(outside(text, stretches(links))))
    return is_all and not any(link.kind != "text" or is_generic(text, link) for link in links)


def label_of_links(line: Inline) -> str:
    """Return the label of a line that is a label and links only, "" for other lines: "**Website**: [Oak site](…)"."""
    label, colon, _ = line.text.replace("：", ":").partition(":")
    if not colon or not line.anchors or line.anchors[0].start < len(label):
        return ""  # nearly all
    if any(anchor.kind != "text" or anchor.stays for anchor in line.anchors):
        return ""
    links = stretches(line.anchors)
    beside = "".join(outside(line.text, [(0, len(label)), *links]))
    return "" if WORD.search(beside) else tidy(label).strip("*_- ")


def stops_behind_links(line: Inline) -> bool:
    """Tell whether a full stop ends a line that is a label and short links: "Talks: [Oak](…), [Elm](…)."."""
    links = line.anchors if label_of_links(line) else []
    are_short = all(len(line.text[link.start : link.end].split()) <= LINK_WORDS for link in links)
    return bool(links) and are_short and line.text[links[-1].end :].strip() == "."


def is_signed(shown: Inline) -> bool:
    """Tell whether a text is a sign and links behind it, and no words beside: "🔗 [Go to the course](…)"."""
    links = [(anchor.start, anchor.end) for anchor in shown.anchors if anchor.kind != "image"]
    begin = links[0][0] if links else 0
    if begin == 0 or not follow_sign(shown.text[:begin]):
        return False  # nearly all
    *between, behind = outside(shown.text, [(0, begin), *links])
    return not (WORD.search("".join(between)) or behind.strip(" \n\\"))


def follow_sign(before: str, links: str = "") -> bool:
    """Tell whether links stand behind a sign and no words, or start with a sign: "🔗 [Oak](…)", "[🔗 Oak](…)"."""
    return holds_picture(before + links[:1]) and not WORD.search(before)


def with_picture(text: str, start: int, begin: int) -> int:
    """Return the offset of the pictures glued to the front of a link, else of the link itself: "📄[Paper](…)"."""
    if begin <= start or text[begin - 1].isascii():
        return begin  # nearly all
    picture = PICTURE_BEFORE.search(text, max(start, begin - PICTURE_LENGTH), begin)
    return picture.start() if picture else begin


def labels_in(shown: Inline, begin: int, end: int) -> list[str]:
    """Return the texts of the links between two offsets."""
    return [shown.text[one.start : one.end] for one in links_in(shown, begin, end)]


def links_in(shown: Inline, begin: int, end: int) -> list[Anchor]:
    """Return the links between two offsets, found by bisection, since a line may have thousands."""
    first = bisect_left(shown.anchors, begin, key=attrgetter("start"))
    last = bisect_right(shown.anchors, end, lo=first, key=attrgetter("start"))
    return [one for one in shown.anchors[first:last] if one.end <= end]


def is_plain(label: str) -> bool:
    """Tell whether the text of a link is a URL, or generic, signs in front of it aside: "link", "📄 Paper"."""
    said = label.casefold()
    return said.startswith("http") or said in GENERIC or SIGNS_IN_FRONT.sub("", said) in GENERIC

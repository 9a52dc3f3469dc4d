"""What the links of a text are called, and whether they lead elsewhere or stand in brackets."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pocketparse.identity import fold
from pocketparse.line.prose import link_labels
from pocketparse.line.trimming import outside, stretches
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import GENERIC, PICTURES, holds_picture

PRICE = pattern(r"(?<=\w)\s+[$€£¥]\s?\d[\d.,]*$")
TOOLTIP = pattern(r'\(\S+\s+"([^"\\&<>\[\]]+)"\)$')
"""The title of a link (CommonMark 6.3), which browsers show when a pointer rests on it."""
BIDS = pattern(r"(?:opens?|go(?:es)? to|links? to|visit|view|click|by)\b", re.IGNORECASE)
"""What a title starts with that tells what happens, or who made it."""
PICTURE_BEFORE = pattern(rf"[{PICTURES}]+$")
AND = pattern(r"\s*,?\s+and\s+")
"""What joins links."""
ICON = pattern(r"^\W+")
"""A picture in front of what a link is called: "📄 Paper"."""
LABEL_WORDS = 4
"""Words of what a link is called that is no sentence, at most."""
PEERS = 3
"""Links that signs part, at least, of which none is what the others belong to."""
PARTING = " \n·•|-–—"
"""What may stand between such."""
PICTURE_LENGTH = 4
"""A picture that is glued to the front of a link, and its characters, at the most."""


def leaves_page(shown: Inline) -> bool:
    """Tell whether a text has a link, shown as words or as an image, that leaves the page."""
    return any(anchor.kind != "image" and not anchor.stays for anchor in shown.anchors)


def outgoing_links(shown: Inline) -> list[Anchor]:
    """Return the links of a text that are shown as words or as their URL and leave the page."""
    return [anchor for anchor in shown.anchors if anchor.kind in ("text", "bare") and not anchor.stays]


def link_label(text: str, anchor: Anchor) -> str:
    """Return the text of a link without brackets around it or a price behind it, folded."""
    label = tidy(text[anchor.start : anchor.end]).casefold().strip("[]()（）【】 .")
    return PRICE.sub("", label) if label[-1:].isdigit() else label


def is_generic(text: str, link: Anchor) -> bool:
    """Tell whether a link is called as any may be: "paper"."""
    return link_label(text, link) in GENERIC


def shows_url(text: str, link: Anchor) -> bool:
    """Tell whether a link is called by its own URL, as it is or as somebody wrote it."""
    return text[link.start : link.end] in (link.href, link.url)


def tooltip(raw: Raw, anchor: Anchor | None, name: str) -> str:
    """Return the title in double quotes of the link that a name is, where it says more than the name."""
    link = raw[anchor.raw_start : anchor.raw_end] if anchor else ""
    title = TOOLTIP.search(link) if link.endswith('")') else None
    said = tidy(title[1]) if title else ""
    if not said or BIDS.match(said):
        return ""
    known = fold(name)
    more = {word for word in map(fold, said.split()) if WORD.search(word) and word not in known} - GENERIC
    return said if len(more) > 1 else ""


def is_bracketed(text: str, link: Anchor) -> bool:
    """Tell whether a link stands in square brackets, or is called what they hold: "[[PDF]](…)", "[[PDF](…)]"."""
    label = text[link.start : link.end]
    is_inside = link.start > 0 and text[link.start - 1] in "[【"
    return is_inside or (label.startswith(("[", "【")) and label.endswith(("]", "】")))


def last_in_brackets(text: str, links: Sequence[Anchor]) -> int:
    """Return where usual links in brackets start that end a run of others, "[Oak](…) [[docs]](…) [[code]](…)"; or 0."""
    first = len(links)
    while first and is_bracketed(text, links[first - 1]) and is_generic(text, links[first - 1]):
        first -= 1
    return links[first].start if 0 < first < len(links) else 0


def gap_between(text: str, one: Anchor, other: Anchor) -> str:
    """Return what stands between two links: a comma where usual ones are joined, "[video](…) and [slides](…)"."""
    gap = text[one.end : other.start]
    are_joined = "and" in gap and AND.fullmatch(gap) and is_generic(text, one) and is_generic(text, other)
    return "," if are_joined else gap


def are_bracketed(shown: Inline) -> bool:
    """Tell whether a text is links in brackets, and nothing else: "[[Paper](…)] [[Code](…)]"."""
    return link_labels(shown) is not None and all(is_bracketed(shown.text, link) for link in shown.anchors)


def are_peers(shown: Inline) -> bool:
    """Tell whether a text is links that signs part, none called as any may be: "[Oak](…) · [Elm](…) · [Fir](…)"."""
    links, text = shown.anchors, shown.text
    if len(links) < PEERS or not _parts(text[links[0].end : links[1].start]):
        return False  # nearly all
    is_all = not WORD.search("".join(outside(text, stretches(links))))
    return is_all and not any(link.kind != "text" or is_generic(text, link) for link in links)


def _parts(gap: str) -> bool:
    return bool(gap.strip()) and not gap.strip(PARTING)


def label_of_links(line: Inline) -> str:
    """Return the label in front of links that are all else a line says: "**Website**: [Oak site](…)"."""
    if not line.anchors or any(anchor.kind != "text" or anchor.stays for anchor in line.anchors):
        return ""
    label, colon, _ = line.text.replace("：", ":").partition(":")
    if not colon or line.anchors[0].start < len(label):
        return ""
    links = stretches(line.anchors)
    beside = "".join(outside(line.text, [(0, len(label)), *links]))
    return "" if WORD.search(beside) else tidy(label).strip("*_- ")


def stops_behind_links(line: Inline) -> bool:
    """Tell whether a stop ends a label and links of a few words, no sentences: "Talks: [Oak](…), [Elm](…)."."""
    links = line.anchors if label_of_links(line) else []
    are_short = all(len(line.text[link.start : link.end].split()) <= LABEL_WORDS for link in links)
    return bool(links) and are_short and line.text[links[-1].end :].strip() == "."


def is_signed(shown: Inline) -> bool:
    """Tell whether a text is a sign and links behind it, no words: "🔗 [Go to the course](…)"."""
    links = stretches(anchor for anchor in shown.anchors if anchor.kind != "image")
    begin = links[0][0] if links else 0
    if not follow_sign(shown.text[:begin]):
        return False
    *between, behind = outside(shown.text, [(0, begin), *links])
    return not (WORD.search("".join(between)) or behind.strip(" \n\\"))


def follow_sign(before: str, links: str = "") -> bool:
    """Tell whether links stand behind a sign and no words, or start with a sign: "🔗 [Oak](…)", "[🔗 Oak](…)"."""
    return holds_picture(before + links[:1]) and not WORD.search(before)


def with_picture(text: str, start: int, begin: int) -> int:
    """Return where a link starts with the picture that is glued to its front: "📄[Paper](…)"."""
    if begin <= start or text[begin - 1].isascii():
        return begin  # nearly all
    picture = PICTURE_BEFORE.search(text, max(start, begin - PICTURE_LENGTH), begin)
    return picture.start() if picture else begin


def labels_in(shown: Inline, begin: int, end: int) -> list[str]:
    """Return what the links of a stretch are called."""
    return [shown.text[one.start : one.end] for one in links_in(shown, begin, end)]


def links_in(shown: Inline, begin: int, end: int) -> list[Anchor]:
    """Return the links of a stretch, and no others of the line looked at, which may have thousands."""
    first = bisect_left(shown.anchors, begin, key=attrgetter("start"))
    last = bisect_right(shown.anchors, end, lo=first, key=attrgetter("start"))
    return [one for one in shown.anchors[first:last] if one.end <= end]


def is_plain(label: str) -> bool:
    """Tell whether a link is called by its URL, or as any link may be: "link"."""
    said = label.casefold()
    return said.startswith("http") or said in GENERIC or ICON.sub("", said) in GENERIC

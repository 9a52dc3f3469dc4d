"""Links that are a line of their own among several lines: "Demo: https://…", "🔗 [Oak](…)", "[App](…) • [RSS](…)"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pocketparse.line.group_labels import NEAR, label_before
from pocketparse.line.linked import follow_sign, is_plain
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, PREPOSITION, SHORTCODE

PARTED_BY = pattern(r"\s*[|·•]\s*")
"""A bar or dot between two links of a line of links."""
HOLDS = pattern(rf"{PREPOSITION.pattern}|\b(?:its?|our|ha[sd]|have|is|are|see|visit|read)\s*$", re.IGNORECASE)
"""Words in front of links that make these part of a sentence: "it has a [website](…) | [demo](…)"."""


def is_line(text: str, begin: int, end: int) -> bool:
    """Tell whether the text between two offsets is a whole line, neither the first nor the last."""
    while text[end : end + 1] != "\n" and text[end : end + 1].isspace():
        end += 1
    return text.startswith("\n", end) and starts_line(text, begin)


def is_parted_line(text: str, links: Sequence[Anchor]) -> bool:
    """Tell whether links are the last of several lines, with bars or dots between: "[iTunes](…) • [RSS](…)"."""
    if WORD.search(text, links[-1].end) or not starts_line(text, links[0].start):
        return False
    above = text[max(links[0].start - NEAR, 0) : links[0].start].rstrip()
    if above.endswith(COLONS) or PREPOSITION.search(above):
        return False  # "A show about"
    return all(PARTED_BY.fullmatch(text, one.end, other.start) for one, other in pairwise(links))


def starts_line(text: str, at: int) -> bool:
    """Tell whether only blanks stand between an offset and the end of the line above."""
    while at and text[at - 1] != "\n" and text[at - 1].isspace():
        at -= 1
    return at > 0 and text[at - 1] == "\n"


def line_start(text: str, begin: int, end: int) -> int:
    """Return the start of the line below another that begins with a generic link, else 0: "⭐[code]".

    Behind a sign the link may have any text, if nothing else stands on the line: ":star:[On oaks]".
    """
    first = text.rfind("\n", max(begin - NEAR, 0), begin) + 1
    is_all = text[first:begin].strip() and not WORD.search(text[end : end + NEAR].partition("\n")[0])
    if not first or not (is_all or is_plain(text[begin:end])):
        return 0
    return 0 if WORD.search(SHORTCODE.sub("", text[first:begin])) else first


def is_labelled_line(text: str, begin: int, end: int) -> bool:
    """Tell whether the text between two offsets and a label in front of it are a whole line: "Demo: https://…"."""
    label = label_before(text, begin) if is_plain(text[begin:end]) else None
    if label is None or not starts_line(text, label.start("words")):
        return False
    last = text.find("\n", end)
    return not WORD.search(text, end, last if last >= 0 else len(text))


def is_signed_line(before: str, links: str) -> bool:
    """Tell whether a sign and links are a line of their own, below one that ends in no colon: "🔗 [Oak](…)"."""
    above, _, front = before.rpartition("\n")
    return above != "" and follow_sign(front, links) and not (above.rstrip().endswith(COLONS) or HOLDS.search(above))


def is_last_line(shown: Inline, before: str, begin: int) -> bool:
    """Tell whether a link starts the last of several lines, behind a line break tag: "Oak<br>2021<br>https://…".

    A link that shows its URL needs no such tag, but must not go on with a sentence: "as told in".
    """
    is_line = "\n" in before and not before.rpartition("\n")[2].strip()
    if is_line and shown.text.startswith("http", begin):
        return not PREPOSITION.search(before.rstrip())
    return is_line and any(mark.kind == "break" and mark.start < begin for mark in shown.marks)

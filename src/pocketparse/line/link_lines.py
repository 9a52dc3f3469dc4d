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
"""What parts links that are no sentence."""
HOLDS = pattern(rf"{PREPOSITION.pattern}|\b(?:its?|our|ha[sd]|have|is|are|see|visit|read)\s*$", re.IGNORECASE)
"""What stands in front of links that a sentence needs: "it has a [website](…) | [demo](…)"."""


def is_line(text: str, begin: int, end: int) -> bool:
    """Tell whether a stretch between other lines is a line of its own."""
    while text[end : end + 1] != "\n" and text[end : end + 1].isspace():
        end += 1
    return text.startswith("\n", end) and starts_line(text, begin)


def is_parted_line(text: str, links: Sequence[Anchor]) -> bool:
    """Tell whether links are the last line of several, and bars or dots part them: "[iTunes](…) • [RSS](…)"."""
    if WORD.search(text, links[-1].end) or not starts_line(text, links[0].start):
        return False
    above = text[max(links[0].start - NEAR, 0) : links[0].start].rstrip()
    if above.endswith(COLONS) or PREPOSITION.search(above):
        return False  # "A show about"
    return all(PARTED_BY.fullmatch(text, one.end, other.start) for one, other in pairwise(links))


def starts_line(text: str, at: int) -> bool:
    """Tell whether only blanks stand between a place and the end of the line above."""
    while at and text[at - 1] != "\n" and text[at - 1].isspace():
        at -= 1
    return at > 0 and text[at - 1] == "\n"


def line_start(text: str, begin: int, end: int) -> int:
    """Return where the line starts that leads with a link as any may be called, a sign in front: "⭐[code]"; else 0.

    Behind a sign it may be called otherwise, if it is all there is: ":star:[On oaks]".
    """
    first = text.rfind("\n", max(begin - NEAR, 0), begin) + 1
    is_all = text[first:begin].strip() and not WORD.search(text[end : end + NEAR].partition("\n")[0])
    if not first or not (is_all or is_plain(text[begin:end])):
        return 0
    return 0 if WORD.search(SHORTCODE.sub("", text[first:begin])) else first


def is_labelled_line(text: str, begin: int, end: int) -> bool:
    """Tell whether a stretch is all that a label on a line of its own has behind it: "Demo: https://…"."""
    label = label_before(text, begin) if is_plain(text[begin:end]) else None
    if label is None or not starts_line(text, label.start("words")):
        return False
    last = text.find("\n", end)
    return not WORD.search(text, end, last if last >= 0 else len(text))


def is_signed_line(before: str, links: str) -> bool:
    """Tell whether links and a sign in front are a line below one that does not go on in them: "🔗 [Oak](…)"."""
    above, _, front = before.rpartition("\n")
    return above != "" and follow_sign(front, links) and not (above.rstrip().endswith(COLONS) or HOLDS.search(above))


def is_last_line(shown: Inline, before: str, begin: int) -> bool:
    """Tell whether a link is the last of several lines, where somebody broke them: "Oak<br>2021<br>https://…".

    One that shows its URL is so too, wherever the line was broken, unless it is part of a sentence: "as told in".
    """
    is_line = "\n" in before and not before.rpartition("\n")[2].strip()
    if is_line and shown.text.startswith("http", begin):
        return not PREPOSITION.search(before.rstrip())
    return is_line and any(mark.kind == "break" and mark.start < begin for mark in shown.marks)

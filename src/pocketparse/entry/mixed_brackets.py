"""Brackets on a line whose pieces are labels and links: "[`det`; CVPR 2024; [code](…)]", "(C, BSD, [GitHub](…))"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.entry.behind import FORMATS
from pocketparse.line.dates import says_when
from pocketparse.line.linked import is_generic
from pocketparse.line.trimming import Stretch
from pocketparse.markup.shown import Anchor, Inline
from pocketparse.names.venues import SHORT_VENUE
from pocketparse.patterns import pattern

LONGEST = 200
"""Characters of a bracket, at the most."""
BRACKET = pattern(r"[\[(](?P<inside>[^\[\]()\n]+)[\])]\W{0,2}$")
FIRST = pattern(r"\s*\((?P<inside>[^\[\]()\n]+)\)(?=\s*(?:[-–—:：]\s|$))")
PIECE = pattern(r"(?:[^;,|·/]|(?<!\s)/|/(?!\s))+")
# "NeurIPS", "arXiv", "IEEE T-IV"
VENUE = pattern(SHORT_VENUE)
# "BSD", "Android", "cc-nc", "C++"
KIND = pattern(r"[A-Z][\w.+#-]*(?:\s[A-Z\d][\w.+-]*)?|[^\W\d_]+-[\w.-]+")
"""A licence, a platform and the like, beside usual links."""


class Bracket(NamedTuple):
    """A bracket, what labels its pieces are, and its links."""

    stretch: Stretch
    labels: Sequence[str]
    links: Sequence[Anchor]


def mixed_bracket(shown: Inline, start: int) -> Bracket | None:
    """Return the bracket right behind a place, or at the end, that holds pieces of more than one kind, and no words.

    The kinds are links, code, and what says when or where something came out; beside usual links also licences and
    platforms: "(C, BSD, [GitHub](…))".
    """
    text = shown.text
    first = FIRST.match(text, start) if text[start : start + 2].lstrip().startswith("(") else None
    if first and (bracket := _read(shown, first)):
        return bracket
    ending = text[-3:]
    if ")" not in ending and "]" not in ending:
        return None  # nearly all
    found = BRACKET.search(text, max(start, len(text) - LONGEST))
    return _read(shown, found) if found and not FORMATS.match(found[0]) else None


def _read(shown: Inline, found: re.Match[str]) -> Bracket | None:
    """Read the pieces of a bracket."""
    begin, end = found.span("inside")
    inside = [one for one in shown.anchors if one.kind in ("text", "bare") and begin <= one.start < end]
    links = {(one.start, one.end) for one in inside}
    codes = {(mark.start, mark.end) for mark in shown.marks if mark.kind == "code" and begin <= mark.start < end}
    if not links and not codes:
        return None
    are_usual = bool(links) and all(is_generic(shown.text, one) for one in inside)
    labels: list[str] = []
    kinds: set[str] = set()
    for piece in PIECE.finditer(shown.text, begin, end):
        said = piece[0].strip()
        first = piece.start() + piece[0].index(said)
        stretch = (first, first + len(said))
        if stretch in links:
            kinds.add("link")
            continue
        labels.append(said)
        is_label = says_when(said) or VENUE.fullmatch(said) or (are_usual and KIND.fullmatch(said))
        kinds.add("code" if stretch in codes else "label" if is_label else "prose")
    is_mixed = len(kinds) > 1 and "prose" not in kinds
    return Bracket((found.start(), end + 1), labels, inside) if is_mixed else None

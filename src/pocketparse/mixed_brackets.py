"""Brackets at the end of a line whose pieces are labels and links: "[`det`; CVPR 2024; [code](…)]"."""

from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.behind import FORMATS
from pocketparse.dates import ABBREVIATED, says_when
from pocketparse.groups import Stretch
from pocketparse.patterns import pattern
from pocketparse.shown import Anchor, Inline

LONGEST = 200
"""Characters of a bracket, at the most."""
BRACKET = pattern(r"[\[(](?P<inside>[^\[\]()\n]+)[\])]\W{0,2}$")
PIECE = pattern(r"[^;,|·]+")
# "NeurIPS", "arXiv", "IEEE T-IV"
VENUE = pattern(rf"{ABBREVIATED}(?:\s[A-Z][\w-]*)?")


class Bracket(NamedTuple):
    """A bracket, what labels its pieces are, and its links."""

    stretch: Stretch
    labels: Sequence[str]
    links: Sequence[Anchor]


def mixed_bracket(shown: Inline, start: int) -> Bracket | None:
    """Return the bracket that ends a text behind a place, if it holds pieces of more than one kind and nothing else.

    The kinds are links, code, and what says when or where something came out.
    """
    text = shown.text
    ending = text[-3:]
    if ")" not in ending and "]" not in ending:
        return None  # nearly all
    found = BRACKET.search(text, max(start, len(text) - LONGEST))
    if found is None or FORMATS.match(found[0]):
        return None
    begin, end = found.span("inside")
    links = {(one.start, one.end): one for one in shown.anchors if one.kind in ("text", "bare") and one.start >= begin}
    codes = {(mark.start, mark.end) for mark in shown.marks if mark.kind == "code" and mark.start >= begin}
    if not links and not codes:
        return None
    labels: list[str] = []
    kinds: set[str] = set()
    for piece in PIECE.finditer(text, begin, end):
        said = piece[0].strip()
        first = piece.start() + piece[0].index(said)
        stretch = (first, first + len(said))
        if stretch in links:
            kinds.add("link")
            continue
        labels.append(said)
        is_label = says_when(said) or VENUE.fullmatch(said)
        kinds.add("code" if stretch in codes else "label" if is_label else "prose")
    is_mixed = len(kinds) > 1 and "prose" not in kinds
    return Bracket((found.start(), end + 1), labels, list(links.values())) if is_mixed else None

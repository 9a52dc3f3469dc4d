"""Brackets on a line whose pieces are labels and links: "[`det`; CVPR 2024; [code](…)]", "(C, BSD, [GitHub](…))"."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.entry.behind import FORMATS
from pocketparse.line.dates import says_when
from pocketparse.line.linked import link_label
from pocketparse.line.trimming import Stretch
from pocketparse.markup.shown import Anchor, Inline
from pocketparse.names.venues import SHORT_VENUE
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC

BRACKET_LENGTH = 200
"""Characters at the end of a line in which a bracket is searched for."""
BRACKET_AT_END = pattern(r"[\[(](?P<inside>[^\[\]()\n]+)[\])]\W{0,2}$")
"""A bracket at the end of a line."""
BRACKET_IN_FRONT = pattern(r"\s*\((?P<inside>[^\[\]()\n]+)\)(?=\s*(?:[-–—:：]\s|$))")
"""A round bracket in front of a description."""
BRACKET_PIECE = pattern(r"(?:[^;,|·/]|(?<!\s)/|/(?!\s))+")
"""A piece of a bracket, between commas, semicolons, bars or slashes."""
SHORT_VENUE_NAME = pattern(SHORT_VENUE)
"""An abbreviated venue: "NeurIPS", "arXiv", "IEEE T-IV"."""
LICENCE = pattern(
    r"public domain|proprietary|(?:(?:mostly|mixed)\s)?(?:\d-clause\s)?"
    r"(?:[A-Z][\w.+#-]*(?:(?:/|\s|\sand\s)[A-Z\d][\w.+#-]*){0,2}|[^\W\d_]+-[\w.-]+)"
)
"""A licence, a platform and the like, which label beside usual links: "BSD", "Android", "cc-nc", "C++/Lua", "GPL 2"."""
HOSTS = frozenset("gitlab bitbucket codeberg sourceforge savannah".split())
"""Names of hosts of code, which are usual links here beside the generic ones: "GitLab"."""


class Bracket(NamedTuple):
    """A bracket whose pieces are labels and links."""

    stretch: Stretch
    """Offsets in the displayed text, brackets included."""
    labels: Sequence[str]
    """Pieces that are no links."""
    links: Sequence[Anchor]
    """Links inside."""


def mixed_bracket(shown: Inline, start: int) -> Bracket | None:
    """Return the bracket right behind a name, or at the end, that has pieces of two kinds and no prose.

    The kinds are links, code spans, and dates or venues; beside usual links also licences and platforms:
    "(C, BSD, [GitHub](…))".
    """
    text = shown.text
    first = BRACKET_IN_FRONT.match(text, start) if "(" in text[start : start + 2] else None
    if first and (bracket := _read(shown, first)):
        return bracket
    ending = text[-3:]
    if ")" not in ending and "]" not in ending:
        return None  # nearly all
    found = BRACKET_AT_END.search(text, max(start, len(text) - BRACKET_LENGTH))
    return _read(shown, found) if found and not FORMATS.match(found[0]) else None


def _read(shown: Inline, found: re.Match[str]) -> Bracket | None:
    """Return a bracket by its pieces; None if all are of one kind, or one is prose."""
    begin, end = found.span("inside")
    inside = [one for one in shown.anchors if one.kind in ("text", "bare") and begin <= one.start < end]
    links = {(one.start, one.end) for one in inside}
    codes = {(mark.start, mark.end) for mark in shown.marks if mark.kind == "code" and begin <= mark.start < end}
    if not links and not codes:
        return None
    are_usual = bool(links) and {link_label(shown.text, one) for one in inside} <= GENERIC | HOSTS
    labels: list[str] = []
    kinds: set[str] = set()
    for piece in BRACKET_PIECE.finditer(shown.text, begin, end):
        said = piece[0].strip()
        first = piece.start() + piece[0].index(said)
        stretch = (first, first + len(said))
        if stretch in links:
            kinds.add("link")
            continue
        labels.append(said)
        is_label = says_when(said) or SHORT_VENUE_NAME.fullmatch(said) or (are_usual and LICENCE.fullmatch(said))
        kinds.add("code" if stretch in codes else "label" if is_label else "prose")
    is_mixed = len(kinds) > 1 and "prose" not in kinds
    return Bracket((found.start(), end + 1), labels, inside) if is_mixed else None

"""Which count of stars in a line, name, description or cell is that of its entry, and the text without the count."""

import re
from collections.abc import Container
from typing import NamedTuple

from pocketparse.line.notes import COUNTS_STAND_BEHIND
from pocketparse.line.stars import LABELLED, NUMBER, RATING, STAR_FILE, count_in, may_count, own_count, without_stars
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import HOLE, Stretch, clean_description, outside, stretches, without
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.prefixes import FIGURES, FIGURES_BEHIND
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS, has_colon

COUNTED_AT = pattern(r"(?<=[(\[])\s*git(?:hub|lab|ee)[\s,:|·]*$", re.IGNORECASE)
"""The site that counts the stars, in front of their count in a bracket: "[GitHub, 224 stars]"."""
FIGURED = pattern(r"\W*|\W*[,，·|]\s*(?:(?:last\s)?(?:pushed|updated|commit)\b[^,，·|]{0,30}|\d[\d.,kK]*\s*forks?)\W*")
"""Figures that may follow a count of stars: ", pushed 2 days ago", ", 12 forks"."""
STARS_AT_END = 12
"""Characters at the end of a description in which its count of stars starts."""
COUNT_BEHIND_LABEL = pattern(rf"\s*(?P<open>[(（])?{LABELLED}(?P<count>{NUMBER})(?(open)[)）])(?=\s|$)")
"""A count of stars behind its label: "star:4054 A saw", "(Stars: 4.1k) A saw"."""
NUMBER_FIRST = pattern(rf"\s*(?P<count>{NUMBER})(?=\s|$)")
"""A number in front: "4054 - A saw" behind a name and a picture."""
STAR_PICTURE = pattern(STAR_FILE)
"""The file of a picture of a star, in a URL: "star.png"."""


class Counted(NamedTuple):
    """The count of stars of a text, and the rest of the text."""

    stars: str
    """The count as written, "" if there is none."""
    rest: str


def find_count(shown: Inline, lead: Lead, grouped: Container[Anchor], drop: list[Stretch], name: str) -> Counted:
    """Find the count of stars in a name, in front of it or behind it.

    The rest is the text without the count, with holes for what stands in `drop`: the name and parts behind it.
    """
    rest = HOLE.join(outside(shown.text, drop))
    if not may_count(shown.text):
        return Counted("", rest)
    if stars := own_count(name) or (own_count(shown.text[: lead.start]) if lead.start else None):
        return Counted(count_in(stars), rest)
    if counts := _told_counts(shown, lead.behind):
        drop = [*drop, *counts]
        rest = HOLE.join(outside(shown.text, drop))
    if stars := own_count(rest):
        prose = _without_links(shown, lead, grouped)
        if prose != shown.text:
            stars = own_count(HOLE.join(outside(prose, drop)))
        if stars:
            before, after = rest[: stars.start()], rest[stars.end() :]
            is_last = after.lstrip().startswith((")", "]"))
            rest = (COUNTED_AT.sub("", before) if is_last else before) + HOLE + after
    if stars is None:  # that of a link or label behind the name or the description: "([Source (⭐ 5)](…))"
        stars = next(filter(None, (own_count(shown.text[start:end]) for start, end in drop[1:])), None)
    return Counted(count_in(stars) if stars else "", rest)


def without_count(name: str) -> str:
    """Return a name without its count of stars and the figures beside it; a name that is nothing else is kept."""
    stars = own_count(name)
    bare = without(name, stars) if stars else ""
    if stars is None or not WORD.search(bare):
        return name
    return clean_description((FIGURES_BEHIND if stars["behind"] else FIGURES).sub("", bare))


def take_stars(text: str) -> Counted | None:
    """Take the count of stars from a text, wherever it stands: "GitHub · ★ 7,026"."""
    stars = own_count(text) if may_count(text) else None
    return Counted(count_in(stars), clean_description(without(text, stars))) if stars else None


def take_last_stars(text: str) -> Counted | None:
    """Take the count of stars from the end of a text: "A saw. · 61★"."""
    stars = own_count(text, max(len(text) - STARS_AT_END, 0)) if may_count(text[-STARS_AT_END:]) else None
    if stars is None or WORD.search(text, stars.end()):
        return None
    return Counted(count_in(stars), clean_description(text[: stars.start()]))


def take_name_stars(name: str) -> Counted | None:
    """Take the count of stars from a name: "Oak ⭐ 75.8k"; "Formula 1 ⭐" and "Top 100 stars" have none."""
    stars = own_count(name) if may_count(name) else None
    bare = without(name, stars).strip(SEPARATORS) if stars and (stars["behind"] or stars["touching"]) else ""
    return Counted(count_in(stars), bare) if stars and WORD.search(bare) else None


def take_first_stars(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take the count of stars from the front, if COUNTS_STAND_BEHIND: "star:4054 A saw", "⟨star.png⟩ 4054 - A saw"."""
    labelled = COUNT_BEHIND_LABEL.match(rest) if has_colon(rest) else None
    found = labelled or NUMBER_FIRST.match(rest)
    if found is None or RATING.fullmatch(found["count"]) or not outline.once(COUNTS_STAND_BEHIND):
        return None  # nearly all
    stars = [one.start for one in shown.anchors if one.kind == "image" and STAR_PICTURE.search(one.href)]
    is_count = labelled or any(shown.text[at:].lstrip().startswith(found["count"]) for at in stars)
    return Taken(rest[found.end() :], (), {"stars": found["count"]}) if is_count else None


def is_count(text: str) -> bool:
    """Tell whether a text is a count of stars, and says no more."""
    return may_count(text) and not WORD.search(without_stars(text))


def _told_counts(shown: Inline, start: int) -> list[Stretch]:
    """Return where a mark or link is a count of stars, right behind a name or last on its line; [] if two are.

    "<sup>★ 26, pushed 2 days ago</sup>", "`1200 stars`", "[120 stars](…/stargazers)".
    """
    found = []
    for begin, end in stretches((*shown.marks, *shown.anchors)):
        said = shown.text[begin:end]
        if begin < start or not may_count(said):
            continue  # nearly all
        is_beside = not (WORD.search(shown.text, start, begin) and WORD.search(shown.text, end))
        count = own_count(said) if is_beside else None
        if count and not WORD.search(said, 0, count.start()) and FIGURED.fullmatch(said, count.end()):
            found.append((begin, end))
    return found if len(found) == 1 else []


def _without_links(shown: Inline, lead: Lead, grouped: Container[Anchor]) -> str:
    """Return the text with holes for links of the prose whose texts are more than a count of stars."""
    pieces: list[str] = []
    at = 0
    for anchor in shown.anchors:
        said = shown.text[anchor.start : anchor.end]
        if lead.end <= anchor.start >= at and anchor not in grouped and WORD.search(without_stars(said)):
            pieces += shown.text[at : anchor.start], HOLE * len(said)
            at = anchor.end
    return "".join(pieces) + shown.text[at:]

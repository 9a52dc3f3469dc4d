"""Where and when a work came out, and maybe who made it, where a description says nothing else."""

import re

from pocketparse.line.dates import DIGIT, MONTHS, says_when
from pocketparse.line.habits import Habit
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import Inline
from pocketparse.names.venues import is_award, where_and_when
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

YEAR_LENGTH = 6
"""Characters at the end of a text in which its year stands, with a bracket and a stop."""
TITLE_IN_QUOTES = pattern(r"[\"“](?P<title>\w[^\"“”\n]{8,250}?)[.,]?[\"”][.,]?\s+")
"""A title in quotes, in front of its makers or venue."""
VENUE_BEHIND_TITLE = pattern(r"(?P<where>[A-Z][^.;()\"\n]{2,90}\s\((?:19|20)\d\d\))[.\s]*")
"""A venue in words and its year in brackets, and nothing else, behind a title in quotes: "Annals of Wood (2024)."."""
NO_MAKER = pattern(
    r"\b(?:available|rejected|accepted|withdrawn|editions?|versions?|track|workshop|paper|code)\b", re.IGNORECASE
)
"""Words of a bracket that names no maker: "ICLR 2022 (Rejected)"."""
MADE_AT = pattern(r"(?<!,\s)\((?P<by>(?:[^\W\d_a-z]|[a-z][\w-]*\.(?=[a-z]))(?:[^()\n]|\([^()\n]{1,30}\)){1,60})\)\.?$")
"""A maker in round brackets at the end; behind a comma they hold an abbreviation: "TREE 2020, (OAKS)"."""
MONTH_BEHIND = pattern(rf"\s+[-–—]\s*[(（](?P<when>(?i:{MONTHS})\s+(?:19|20)\d\d)[)）]\.?$")
"""A month and a year in brackets behind a dash, at the end: "“On oaks” - (October 2024)"."""
YEAR_BEHIND_DASH = pattern(r"\s[-–—]\s+[^\n–—]{0,20}\b(?:19|20)\d\d(?:[-./]\d\d?){0,2}$")
"""A dash, and few words up to a year or date at the end: "- 2020-04-19", "- Apr 19, 2020"."""
ENDS_IN_YEARS = Habit(YEAR_BEHIND_DASH, texts_per_use=2)
"""Half of all items have a dash and a year at the end: "[Oak](…) - 2020-04-19"."""
DATE_IN_BRACKET = pattern(r"\s*[(（](?P<when>[^()（）\n]{4,30})[)）]\.?$")
"""A round bracket at the end, which may be a date: "A saw (2020-04-19)."."""
ENDS_IN_BRACKETS = Habit(
    pattern(r"\w[.!?。]?\s?[(（](?:[^()（）\[\]\n]{0,20}[\s,./-])?(?:19|20)\d\d(?:[-./]\d\d?){0,2}[)）]\.?$"),
    texts_per_use=2,
)
"""Half of all items have a year in round brackets behind words at the end: "[Oak](…) - A saw (2020-04-19)"."""
VENUE_IN_WORDS = pattern(
    r"(?P<open>[(（](?![^\n]*\s[-–—]\s))?(?P<where>[^\W\d_a-z][^.!?\n]{2,120},\s(?:19|20)\d\d)(?(open)[)）])\.?"
)
"""A venue in words and its year, and nothing else: "Nature, 2022.", "(Annals of Wood, 2004)."."""
VENUES_BEFORE_LINKS = Habit(
    pattern(r"[*_)]\s+[^\W\d_a-z][^.!?\[\]\n]{2,120},\s(?:19|20)\d\d\.\s\["), sign=". [", texts_per_use=2
)
"""Half of all items have words and a year between name and links: "**On oaks** Nature, 2022. [paper](…)"."""
PREPRINT = pattern(r"ar[Xx]iv:\d{4}\.\d{4,5}(?:v\d+)?")
"""The number of a preprint: "arXiv:2301.00001"."""
LAST_PIECE = pattern(r"(?:^|\s[-–—]\s+)(?P<when>(?:[^\s–—]|\s(?![-–—]\s)){4,40})$")
"""The text behind the last dash between spaces, or a text without one."""


def take_citation(rest: str) -> Taken | None:
    """Take a venue and a year, and a maker, where nothing else is said but a title in quotes, which is the rest.

    "“On old oaks”, ICML, 2023 (Oak Lab)." behind a short name, "ICML, 2023 (Oak Lab)." behind the title.
    """
    found = TITLE_IN_QUOTES.match(rest) if rest.startswith(('"', "“")) else None
    made = MADE_AT.search(rest, found.end() if found else 0) if found or rest.endswith((")", ").")) else None
    by = made["by"] if made and not is_award(made["by"]) else ""
    if not found and (not by or NO_MAKER.search(by)):
        return None  # nearly all
    said = rest[found.end() if found else 0 : made.start() if made and by else len(rest)]
    venue = VENUE_BEHIND_TITLE.fullmatch(said) if found else None
    where = [venue["where"]] if venue else where_and_when(said)
    return Taken(found["title"] if found else "", where, {"author": by} if by else {}) if where else None


def take_italic_venue(shown: Inline, rest: str) -> Taken | None:
    """Take a venue and a year in italics, where nothing else is said: "— *Trees, 2026*"."""
    if not DIGIT.search(rest[-YEAR_LENGTH:]) or not rest[0].isalpha():
        return None  # nearly all
    is_italic = any(mark.kind == "em" and mark.text.strip(" .") == rest.strip(" .") for mark in shown.marks)
    where = where_and_when(rest) if is_italic else []
    return Taken("", where) if where else None


def take_last_date(outline: Outline, rest: str) -> Taken | None:
    """Take the date behind the last dash or in a bracket, where half of all items end so: "A saw - 2020-04-19"."""
    if not DIGIT.search(rest[-YEAR_LENGTH:]):
        return None  # nearly all
    is_bracket = rest.endswith((")", "）", ")."))
    if not outline.once(ENDS_IN_BRACKETS if is_bracket else ENDS_IN_YEARS):
        return None
    found = (DATE_IN_BRACKET if is_bracket else LAST_PIECE).search(rest)
    return Taken(rest[: found.start()], [found["when"]]) if found and says_when(found["when"]) else None


def take_venue(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take a venue or date that is all that is said beside links, or a month behind a dash at the end.

    A venue in words only in brackets, "(Annals of Wood, 2004)", or where half of all items have one.
    """
    if shown.anchors and (found := where_and_when(rest) or _preprint(rest)):
        return Taken("", found)
    venue = VENUE_IN_WORDS.fullmatch(rest) if shown.anchors and DIGIT.search(rest[-YEAR_LENGTH:]) else None
    if venue:
        return Taken("", [venue["where"]]) if venue["open"] or outline.once(VENUES_BEFORE_LINKS) else None
    month = MONTH_BEHIND.search(rest) if rest.endswith((")", "）", ").")) else None
    return Taken(rest[: month.start()], (month["when"],)) if month and month.start() else None


def _preprint(rest: str) -> list[str]:
    """Return the number of a preprint, maybe beside a venue, if no more is said: "arXiv:2301.00001 / ACL 2023"."""
    pieces = rest.rstrip(".").split(" / ") if "Xiv:" in rest or "xiv:" in rest else []
    return pieces if all(PREPRINT.fullmatch(piece) or where_and_when(piece) for piece in pieces) else []

"""Tells, counts and splits names of people in a row: "Ann Lee, Bob Ray & Cy Poe", "Lee, A., et al."."""

import re
from typing import NamedTuple

from pocketparse.line.dates import ABBREVIATED, DATE_LENGTH, MONTHS, is_venue, says_when
from pocketparse.line.taken import Taken
from pocketparse.names.venues import EVENT, take_venues
from pocketparse.patterns import pattern
from pocketparse.vocabulary import BARS, ROUND_CLOSERS

INITIAL_OR_OTHERS = r"(?<!\w)[^\W\d_a-z]\.|\bet\ al\b"
INITIAL = pattern(INITIAL_OR_OTHERS)
"""An initial or "et al", which stands in citations and hardly in titles: "Lee, A."."""
PARTICLES = "de|del|van|von|der|den|ter|da|di|do|dos|la|le|bin|ibn"
"""Words of names that start in a small letter: "van"."""
GLUED = r"(?:[dl]['’]|[ae]l-)(?=[^\W\d_a-z])"
"""Pattern of a particle that is glued to a name: "d'Ash", "al-Oak"."""
NAMES = pattern(
    rf"""
    \W*(?:
        ["“(]?(?:{GLUED})?[^\W\d_a-z](?:[^\W\d]|['’.-])*["”)]?[*†‡]*[,;&\s]++     # a name, an initial, a nickname
      | (?:and|et\ al\.?|{PARTICLES})\s+
      | [&,;]\s*
    ){{2,}}
    """,
    re.VERBOSE,
)
"""Two or more words of names, and commas, "and" or "&" between them."""
WORDS = pattern(rf"(?:{GLUED})?([^\W\d_][\w'’.-]*)")
"""One word of a name, without a particle that is glued to it."""
SMALL_WORDS = frozenset(["and", "et", "al", *PARTICLES.split("|")])
"""Words in and between names that start in a small letter: "van", "and"."""
INVERTED = pattern(r"\s*(?:[^\s,]+,[^,]+|[^,]+,\s*[^\s,]+\s*)")
"""A last name, a comma, and the names before it, one of both a single word: "Lee, Ann B.", "Van Dyk, Eve"."""
BETWEEN = pattern(r"[,;&]|\band\b")
"""What stands between two names."""
STOP = pattern(
    r"(?<=[^\W\d_]{2}[.?!])\.?\s+|(?<=[\d)\"”’'\]][.?!])\s+|,\s+(?=(?:[^\W\d_a-z][\w.'’-]*\s){1,3}et\s?al\b)"
)
"""Where a title in plain words may end in front of its authors: "On trees. Ann Lee, Bob Ray"."""
NAMES_AND_OTHERS = pattern(r"[^()\[\]]{2,200}?\bet\.?\s?al\b\.?")
"""Names up to "et al": "Ann Lee et al."."""
LAST_WHERE = pattern(
    rf"\w[^,.;]{{1,60}}(?:19|20)\d\d\)?|(?:{ABBREVIATED}|[Pp]reprint)(?:\s(?:[a-z]\w*|[A-Z]+))?|{EVENT}"
)
"""A venue at the end of a row of names: "Ann Lee, Bob Ray, ICML 2020"."""
BRACKETED_LAST = pattern(r"\s*[(（](?P<where>[^()（）]{4,40})[)）]$")
"""A venue in brackets behind the last name: "Ann Lee, Bob Ray (ECCV 2018)"."""
LAST_DATED = pattern(rf"(?!{ABBREVIATED}\s)[^\W\d_][\w'’-]*(?:\s[^\W\d_a-z][\w.'’-]*)+\s\((?:19|20)\d\d\)")
"""The last name of a row and a year, together no venue: "…, Lee A (2020)"."""
VENUE_BEHIND = pattern(r"(?<=\w)\s+(?=(?:[A-Z]{2}|[A-Za-z]+[A-Z])[\w-]*\s(?:19|20)\d\d\.?$)")
"""The space between names and a venue with its year: "Ann Lee and Bob Ray ICML 2023"."""
MONTH = rf"(?i:{MONTHS})\.?(?:\s\d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?)?,?\s(?:19|20)\d\d"
"""Pattern of a month and a year, days between them or not: "Sep 27, 2017"."""
WHEN_BEHIND = pattern(rf"(?<=\w)(?:\s+[-–—·|]|,)?\s+(?=(?:(?:19|20)\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|{MONTH})$)")
"""The separator between names and a month or day: "Ann Lee - Sep 27, 2017", "Ann Lee, Bob Ray 2022.3"."""
IN_SHORT_LAST = pattern(rf"(?:^|\s){ABBREVIATED}$")
"""An abbreviated venue at the end of a text: "Ann Lee, ICML"."""


class Split(NamedTuple):
    """A text that is split behind what may be names of people."""

    by: str
    """The first part, which may be no names: "Ann Lee et al." of "Ann Lee et al., CVPR 2024."."""
    more: str
    """The text behind, "" if there is none: ", CVPR 2024."."""


def split_people(text: str) -> Split:
    """Split a text behind what may be names of people: "Ann Lee et al., CVPR 2024.", "Ann Lee, Bob Ray. arXiv"."""
    if others := NAMES_AND_OTHERS.match(text):
        return Split(others[0], text[others.end() :])
    when = WHEN_BEHIND.search(text, max(len(text) - DATE_LENGTH, 0)) if text[-1:].isdigit() else None
    if when and not IN_SHORT_LAST.search(text, 0, when.start()):  # "Ann Lee, ICML 2023.05"
        return Split(text[: when.start()], text[when.end() :])
    bar = BARS.search(text) if "·" in text or "|" in text or "•" in text else None
    stop = bar or STOP.search(text)
    if stop is None and text.rstrip(".\n")[-1:].isdigit():
        stop = VENUE_BEHIND.search(text)
    by, more = (text[: stop.start()], text[stop.end() :]) if stop else (text, "")
    by = by.rstrip(".")
    venue = BRACKETED_LAST.search(by) if not more and by.endswith(ROUND_CLOSERS) else None
    if venue and is_venue(venue["where"]):
        people = by[: venue.start()]
        if count_people(people) or has_initial(people):
            return Split(people, venue["where"])
    people, _, last = by.rpartition(", ")
    may_be_where = people and not last.startswith(("and ", "& ")) and not LAST_DATED.fullmatch(last)
    is_where = may_be_where and (LAST_WHERE.fullmatch(last) or says_when(last))
    return Split(people.rstrip("."), f"{last}. {more}") if is_where else Split(by, more)


def take_people(text: str) -> Taken | None:
    """Take several people, and their venue, where nothing else is said: "Ann Lee et al., CVPR 2024."."""
    by, more = split_people(text)
    where = take_venues(more)
    is_all = not where.rest.strip(" .,;") and are_names(by)
    return Taken("", where.labels, {"author": by}) if is_all and (has_others(by) or count_people(by) > 1) else None


def has_others(text: str) -> bool:
    """Tell whether a text is names that end in "et al": "Ann Lee et al."."""
    return NAMES_AND_OTHERS.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Tell whether a text has the form of names: words in capitals, initials, particles, "and"."""
    return NAMES.fullmatch(f"{text} ") is not None


def may_be_names(text: str) -> bool:
    """Tell whether a text has the form of names, all but particles in capitals; False in scripts without capitals."""
    if not are_names(text):
        return False  # common case
    has_case = text.isascii() or all(letter.lower() != letter.upper() for letter in text if letter.isalpha())
    return has_case and all(not word[0].islower() or word.rstrip(".") in SMALL_WORDS for word in WORDS.findall(text))


def may_be_people(text: str) -> bool:
    """Tell whether a text has the form of several names: "Lee, Ray & Kim"."""
    return BETWEEN.search(text) is not None and may_be_names(text)


def are_people(text: str) -> bool:
    """Tell whether a text is names of several people, most of them two words, or an initial among them.

    "Linux, Windows" are none.
    """
    if not may_be_people(text):
        return False
    people = names_in(text)
    named = sum(len(one) > 1 for one in people)
    return has_initial(text) or (named > 1 and named * 2 > len(people))


def has_initial(text: str) -> bool:
    """Tell whether a text has an initial or "et al", as citations have: "Lee, A.", "Lee et al"."""
    return INITIAL.search(text) is not None


def count_people(text: str) -> int:
    """Return the number of names in a text, 0 unless each has two words: "Ann Lee, Bob Ray"."""
    people = names_in(text)
    return len(people) if all(len(one) > 1 for one in people) else 0


def names_in(text: str) -> list[list[str]]:
    """Return the words of each name in a text: "Lee, Ann and Ray, Bob" are two."""
    inverted = text.split(" and ")
    if len(inverted) > 1 and all(map(INVERTED.fullmatch, inverted)):
        return [one.replace(",", " ").split() for one in inverted]
    return [one.split() for one in BETWEEN.split(text) if one.strip()]

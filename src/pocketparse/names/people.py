"""Names of people in a row: "Ann Lee, Bob Ray & Cy Poe", "Lee, A., et al."."""

import re

from pocketparse.line.dates import ABBREVIATED, DATE_LENGTH, MONTHS, is_venue, says_when
from pocketparse.names.venues import EVENT, split_where
from pocketparse.patterns import pattern
from pocketparse.vocabulary import BARS, ROUND_CLOSERS

INITIAL_OR_OTHERS = r"(?<!\w)[^\W\d_a-z]\.|\bet\ al\b"
INITIAL = pattern(INITIAL_OR_OTHERS)
"""What people have in citations, and titles have not."""
PARTICLES = "de|del|van|von|der|den|da|di|do|dos|la|le|bin|ibn"
"""Words of names that have no capital."""
NAMES = pattern(
    rf"""
    \W*(?:
        ["“(]?[^\W\d_a-z](?:[^\W\d]|['’.-])*["”)]?[*†‡]*[,;&\s]++                 # a name, an initial, a nickname
      | (?:and|et\ al\.?|{PARTICLES})\s+
      | [&,;]\s*
    ){{2,}}
    """,
    re.VERBOSE,
)
WORDS = pattern(r"[^\W\d_][\w'’.-]*")
SMALL_WORDS = frozenset(["and", "et", "al", *PARTICLES.split("|")])
"""The same, and what stands between names."""
INVERTED = pattern(r"\s*(?:[^\s,]+,[^,]+|[^,]+,\s*[^\s,]+\s*)")
"""A last name and what stands in front of it, one of them one word: "Lee, Ann B.", "Van Dyk, Eve"."""
BETWEEN = pattern(r"[,;&]|\band\b")
# Where a title in plain words may end that stands in front of its authors: "On trees. Ann Lee, Bob Ray"
STOP = pattern(
    r"(?<=[^\W\d_]{2}[.?!])\.?\s+|(?<=[\d)\"”’'\]][.?!])\s+|,\s+(?=(?:[^\W\d_a-z][\w.'’-]*\s){1,3}et\s?al\b)"
)
OTHERS = pattern(r"[^()\[\]]{2,200}?\bet\.?\s?al\b\.?")
LAST_WHERE = pattern(
    rf"\w[^,.;]{{1,60}}(?:19|20)\d\d\)?|(?:{ABBREVIATED}|[Pp]reprint)(?:\s(?:[a-z]\w*|[A-Z]+))?|{EVENT}"
)
"""Where it came out, as the last of names."""
BRACKETED_LAST = pattern(r"\s*[(（](?P<where>[^()（）]{4,40})[)）]$")
"""The same in brackets behind the last of names: "Ann Lee, Bob Ray (ECCV 2018)"."""
LAST_DATED = pattern(rf"(?!{ABBREVIATED}\s)[^\W\d_][\w'’-]*(?:\s[^\W\d_a-z][\w.'’-]*)+\s\((?:19|20)\d\d\)")
"""The last of names, and when their work came out: "…, Lee A (2020)"."""
VENUE_BEHIND = pattern(r"(?<=\w)\s+(?=(?:[A-Z]{2}|[A-Za-z]+[A-Z])[\w-]*\s(?:19|20)\d\d\.?$)")
"""What parts names from a venue with its year, and no stop does: "Ann Lee and Bob Ray ICML 2023"."""
MONTH = rf"(?i:{MONTHS})\.?(?:\s\d{{1,2}}(?:st|nd|rd|th)?(?:[-–]\d{{1,2}})?)?,?\s(?:19|20)\d\d"
WHEN_BEHIND = pattern(rf"(?<=\w)(?:\s+[-–—·|]|,)?\s+(?=(?:(?:19|20)\d\d[./-]\d{{1,2}}(?:[./-]\d{{1,2}})?|{MONTH})$)")
"""What parts names from a month or a day: "Ann Lee - Sep 27, 2017", "Ann Lee, Bob Ray 2022.3"."""
IN_SHORT_LAST = pattern(rf"(?:^|\s){ABBREVIATED}$")


def split_people(text: str) -> tuple[str, str]:
    """Part a text behind what may be names of people: "Ann Lee et al., CVPR 2024.", "Ann Lee, Bob Ray. arXiv"."""
    if others := OTHERS.match(text):
        return others[0], text[others.end() :]
    when = WHEN_BEHIND.search(text, max(len(text) - DATE_LENGTH, 0)) if text[-1:].isdigit() else None
    if when and not IN_SHORT_LAST.search(text, 0, when.start()):  # "Ann Lee, ICML 2023.05"
        return text[: when.start()], text[when.end() :]
    bar = BARS.search(text) if "·" in text or "|" in text or "•" in text else None
    stop = bar or STOP.search(text) or VENUE_BEHIND.search(text)
    by, more = (text[: stop.start()], text[stop.end() :]) if stop else (text, "")
    by = by.rstrip(".")
    venue = BRACKETED_LAST.search(by) if not more and by.endswith(ROUND_CLOSERS) else None
    if venue and is_venue(venue["where"]):
        people = by[: venue.start()]
        if count_people(people) or has_initial(people):
            return people, venue["where"]
    people, _, last = by.rpartition(", ")
    may_be_where = people and not last.startswith(("and ", "& ")) and not LAST_DATED.fullmatch(last)
    is_where = may_be_where and (LAST_WHERE.fullmatch(last) or says_when(last))
    return (people.rstrip("."), f"{last}. {more}") if is_where else (by, more)


def people_first(text: str) -> tuple[str, list[str]] | None:
    """Return the people that a text starts with, and where their work came out, if it says no more.

    "Ann Lee et al., CVPR 2024.", "Ann Lee, Bob Ray. arXiv": two people, or one and others.
    """
    by, more = split_people(text)
    where, rest = split_where(more)
    is_all = not rest.strip(" .,;") and are_names(by)
    return (by, where) if is_all and (has_others(by) or count_people(by) > 1) else None


def has_others(text: str) -> bool:
    """Tell whether names end in others: "Ann Lee et al."."""
    return OTHERS.fullmatch(text) is not None


def are_names(text: str) -> bool:
    """Tell whether a text is names and nothing else: capitals, initials, "and"."""
    return NAMES.fullmatch(f"{text} ") is not None


def may_be_names(text: str) -> bool:
    """Tell whether a text may be names and nothing else, in a script that tells names by their capitals."""
    if not are_names(text):
        return False  # nearly all
    has_case = text.isascii() or all(letter.lower() != letter.upper() for letter in text if letter.isalpha())
    return has_case and all(not word[0].islower() or word.rstrip(".") in SMALL_WORDS for word in WORDS.findall(text))


def may_be_people(text: str) -> bool:
    """Tell whether a text may be the names of several people, and is nothing else: "Lee, Ray & Kim"."""
    return BETWEEN.search(text) is not None and may_be_names(text)


def are_people(text: str) -> bool:
    """Tell whether a text is the names of several people: most have two, or an initial; "Linux, Windows" have not."""
    if not may_be_people(text):
        return False
    people = names_in(text)
    named = sum(len(one) > 1 for one in people)
    return has_initial(text) or (named > 1 and named * 2 > len(people))


def has_initial(text: str) -> bool:
    """Tell whether a text has what people have in citations, and titles have not: "Lee, A.", "Lee et al"."""
    return INITIAL.search(text) is not None


def count_people(text: str) -> int:
    """Return how many people names are those of, 0 unless each has two: "Ann Lee, Bob Ray"."""
    people = names_in(text)
    return len(people) if all(len(one) > 1 for one in people) else 0


def names_in(text: str) -> list[list[str]]:
    """Return the words of each name, of those that commas and the like part; "Lee, Ann and Ray, Bob" are two."""
    inverted = text.split(" and ")
    if len(inverted) > 1 and all(map(INVERTED.fullmatch, inverted)):
        return [one.replace(",", " ").split() for one in inverted]
    return [one.split() for one in BETWEEN.split(text) if one.strip()]

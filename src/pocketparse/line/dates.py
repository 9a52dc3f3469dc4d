"""What on a line says when, or where, something came out: dates, days of a month, venues."""

import re

from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS

# "[2024-02-18]", "2025.07": the date of news or of a publication; "2048" is a name
DATE = pattern(r"[\W_]*(?:19|20)\d\d[\W_]+\d{1,2}(?:[\W_]+\d{1,2})?[\W_]*")
# "12-Oct-2023 - 13-Oct-2023", "October 12, 2023", "Oct 12–13"
MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
CALENDAR = pattern(rf"(?=.*\d)(?=.*(?i:{MONTHS}))(?:[\d\W_]|(?<=\d)(?:st|nd|rd|th)\b|\b(?i:to|and|{MONTHS})\b)+")
AWARDS = "oral|spotlight|poster|highlight|workshop|findings"
"""How a venue took a publication, beside its name and year: "ICML 2023 oral"."""
# "ACL'26", "ICML 2023", "2023-ICML": a venue and its year, in front of a title
VENUE = pattern(
    rf"""
    (?:\d?[A-Z]{{2}}[\w&.-]{{0,13}}|[A-Za-z][a-z]{{1,8}}[A-Z]\w{{0,8}}|[Aa]rxiv|Preprint)
      (?:[ ][A-Z][\w&.-]{{0,14}}){{0,2}}[ ]?
      (?:(?:19|20)\d\d(?:[./]\d\d)?(?:[ ](?i:{AWARDS}|submission))?
        | ['’][ ]?\d\d(?:\.\d\d)?(?:[ ](?i:{AWARDS}))?)
    | [A-Za-z]\w{{1,14}}[ ]?['’][ ]?\d\d(?:\.\d\d)?
    | (?:19|20)\d\d-(?:[A-Z]{{2}}[\w&@-]{{0,13}}|[A-Za-z][a-z]{{1,8}}[A-Z]\w{{0,8}}|[Aa]rxiv)
      (?:[ ][A-Z][\w&.-]{{0,14}}){{0,2}}
    """,
    re.VERBOSE,
)
# "12.10.2023 - 13.10.2023", "01/2024"
DATES = pattern(
    r"[\W_]*+(?:(?:\d{1,2}[./-](?:\d{1,2}[./-])?(?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})[\W_]*+)+"
)
# "08, 09 e 10:": days of a month, below a heading that names the month
DAYS = pattern(r"\W*\d{1,2}(?:\W+(?:(?:e|y|et|and|und|to|bis|a)\W+)?\d{1,2}){0,9}\W*", re.IGNORECASE)
# "2026-03-05 We release": news
DAY_FIRST = pattern(r"[\W_]{0,4}(?:19|20)\d\d[-./]\d{1,2}(?:[-./]\d{1,2})?[\W_]{1,4}")
ABBREVIATED = r"(?:[A-Z]{2}[\w-]*|[a-z]+[A-Z]\w*|[A-Z][a-z]+[A-Z]\w*|[Aa]rxiv)"
"""An abbreviated name of a venue: "ICML", "arXiv", "NeurIPS"."""
YEAR = pattern(r"\b(?:19|20)\d\d\b")
# "05/14 - Yew", "4.30 - Fir opens a shop": a day and a dash, at the start of a line
DAY_BEFORE = pattern(r"[\W_]{0,4}(?P<day>\d{1,2}[./]\d{1,2})\s*[-–—]\s+(?=\S)")
# "2008-NIPS - On old oaks", "ICML 2009 - On elms", "2014 - On firs": a venue or year and a dash, in front of a title
VENUE_BEFORE = pattern(
    r"\W{0,4}(?P<venue>(?:19|20)\d\d(?:-\s?[A-Za-z][\w-]*(?:\s[A-Z][\w-]*){0,2})?|[A-Z][\w&-]{1,14}\s(?:19|20)\d\d)"
    r"\s?[-–—]\s+(?=\S)"
)
# "2020: [On oaks](…) by Ann", "2020, [On oaks](…)": a year in front of a title
YEAR_BEFORE = pattern(r"[\W_]{0,4}(?:19|20)\d\d\s*[:：–—,-]\s*")
# "20181121 arXiv", "ICML-20", "COVID-19" is none
DATED_VENUE = pattern(
    r"\W{0,4}(?:(?:19|20)\d\d(?:\d\d){1,2}(?:\s[A-Za-z]{2,12}(?:['’-]?\d\d)?)?|(?!COVID)[A-Z]{3,8}-\d\d)\W{0,4}"
)
# "CVPR24", "SIGGRAPH Asia 24", "CVPR24 Highlight": searched only in brackets, since "GPT 35" fits, too
GLUED_YEAR = pattern(rf"[A-Z]{{3,9}}(?:[ ][A-Z][a-z]{{2,10}})?[ ]?\d\d(?:[ ](?i:{AWARDS}))?")
DIGIT = re.compile(r"\d")
"""A digit, which every date and venue holds: a cheap test before the patterns above."""
MONTHS_OF_YEAR, LAST_DAY = 12, 31
DATE_LENGTH = 60
"""Length below which a text may be a date in words or a venue, in characters."""


def is_date(text: str) -> bool:
    """Tell whether a text is a date and nothing else."""
    return DIGIT.search(text) is not None and _is_day(text)


def _is_day(text: str) -> bool:
    if ("20" in text or "19" in text) and (DATE.fullmatch(text) or DATES.fullmatch(text)):
        return True
    return len(text) < DATE_LENGTH and CALENDAR.fullmatch(text) is not None


def is_venue(text: str) -> bool:
    """Tell whether a text is a venue with its year, and nothing else: "ACL'26", "ICML 2023"."""
    return len(text) < DATE_LENGTH and VENUE.fullmatch(text.strip(SEPARATORS)) is not None


def says_when(text: str) -> bool:
    """Tell whether a text is a year, a date, or a venue with its year, and nothing else: "2023", "ICML 2023"."""
    return DIGIT.search(text) is not None and (YEAR.fullmatch(text) is not None or is_venue(text) or _is_day(text))


def find_day(text: str) -> re.Match[str] | None:
    """Return the match of a day and month at the start of a text, None for other numbers: "05/14 - Yew"."""
    day = DAY_BEFORE.match(text)
    return day if day and may_be_day(day["day"]) else None


def may_be_day(text: str) -> bool:
    """Tell whether two numbers may be a day and a month, in either order: "05/14", "24.2"."""
    one, other = sorted(map(int, text.replace(".", "/").split("/")))
    return 1 <= one <= MONTHS_OF_YEAR and other <= LAST_DAY

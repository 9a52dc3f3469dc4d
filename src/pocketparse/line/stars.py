"""Counts of stars in a text: "⭐ 190K", "5,080 stars", "🌟1.2万"."""

import re
from unicodedata import east_asian_width

from pocketparse.patterns import pattern

SIGN = r"(?:⭐\ufe0f?|🌟|★|☆|&\#9733;?)"
"""A star, or the character reference of one, which browsers show without its semicolon, too."""
NUMBER = r"\d[\d.,]*(?:\s*[kKmM万]|w(?!/))?"
"""A number as people write counts: "5,080", "3.1k", "1.2万"."""
MULTIPLIERS = {"k": 1_000, "m": 1_000_000, "w": 10_000, "万": 10_000}
MOST_STARS = 10**15
"""Maximum of a count, so that it fits the integers of every format."""
# "⭐ 190K", "☆6345", "5,080 stars", "3635 ★"; in "4657⭐ 176🍴" a star belongs to what it touches
STARS = pattern(
    rf"""
    (?<!\d)(?<!\d[kKmMwW万]){SIGN}(?:\s*:?\s*|(?P<open>\s*\((?=(?:[\d,]+|[\d.]+[kKmMwW万])\+?\))))
    (?P<behind>{NUMBER})\b\+?(?(open)\))(?:\s*stars?\b)?
    | \b(?<!\d[.,])(?<![<>≤≥])(?P<before>{NUMBER})
    \+?(?:(?P<touching>{SIGN})|(?<!\.)(?<!(?<=[,，(（]\ )(?:19|20)\d\d)\s+{SIGN}(?!\s*\d)|\s*stars\b(?:\ on\ GitHub\b)?)
    """,
    re.VERBOSE,
)
IN_WORDS = pattern(rf"({NUMBER})\s?(?:星|stars?)", re.IGNORECASE)
"""A label that is a count of stars in words: "1058星", "931 Star"."""
STAR = re.compile("[⭐🌟★☆]|stars|&#9733")
"""A sign or word that every count of stars has: a cheap test before STARS."""
RATING = pattern(r"\d*\.(?!\d{3}(?!\d))\d+")
"""A decimal number, which rates and counts nothing: "4.5"."""
THOUSANDS = pattern(r"\d{1,3}(?:\.\d{3})+")
"""A number whose dots separate thousands: "1.234.567"."""
DECIMAL_COMMA = pattern(r",(?=\d{1,2}$)")
"""A comma in place of the decimal point: "1,2k"."""
OUT_OF = pattern(r"\s*/\s*(5|10|100)\b")
"""A slash and a maximum behind a number, which so is a rating: "⭐ 4/5"."""
RATING_BEFORE = pattern(r"(?<=\d/)")
"""A number and a slash in front of a number, which so is a maximum: "4/5 ⭐"."""
GROWTH = pattern(
    r"[ \t]*(?:(?:this|last|per)[ \t](?:day|week|month|year)|today)(?=[ \t]*(?:$|[\n)\]）.,;|·]))", re.IGNORECASE
)
"""A period behind a count of the stars that were added in it: "1,835 stars this week"."""
GROWN = ("日增", "周增", "月增", "增长", "新增")
"""Words in front of a count of added stars."""
DIGIT_OR_YEAR = pattern(r"\d|(?:19|20)\d\d")
"""A number that may belong to the words in front of it: "Formula 1 ⭐", "since 2019 ⭐"."""
STARS_BESIDE_WORDS = 100
"""Minimum count that belongs to the text although words stand right beside it: "A web server 120 stars"."""
BESIDE_COUNT = 8
"""Number of characters on either side of a count in which words are looked for that it may belong to."""
STAR_WORDS = frozenset(
    "star stars star2 ⭐ ⭐️ 🌟 ✨ ★ ☆ github_stars stargazers 星 星数 星标 star数 stars数 スター スター数 스타 "
    "estrellas estrelas étoiles sterne звёзды звезды".split()
)
"""Words and signs for a count of stars, in many languages, in front of a count or over a column."""
LABELLED = rf"(?i:{'|'.join(sorted(filter(str.isalpha, STAR_WORDS)))})[:：]\s?"
"""One of STAR_WORDS in front of a count: "star:4054"."""
STAR_FILE = r"\bstars?\.(?:png|svg|gif|jpe?g|webp)\b"
"""The file name of a picture of a star."""


def find_stars(text: str, start: int = 0) -> re.Match[str] | None:
    """Return the match of the first star count from an offset on, None if there is none."""
    star = STAR.search(text, start) if may_count(text) else None
    if star is None:
        return None
    at = star.start()
    # No count starts in front of this: to search all of a text takes ten times as long.
    while at > start and ((sign := text[at - 1]).isspace() or sign.isdecimal() or sign in ".,kKmMwW万+"):
        at -= 1
    return STARS.search(text, at)


def own_count(text: str, start: int = 0) -> re.Match[str] | None:
    """Return the match of the star count of the thing a text is about: one with a sign, or apart from other words.

    "A saw. ⭐ 20", "A saw 20 ⭐" and "A saw - 20 stars" have one; "sees 100 stars near you", "⭐ 4.5/5" and
    "since 2019 ⭐" have none.
    """
    apart = None
    while count := find_stars(text, start):
        begin, start = count.span()
        number = count_in(count)
        maximum = OUT_OF.match(text, start)
        if (maximum and read_count(number) <= int(maximum[1])) or RATING_BEFORE.match(text, begin):
            continue
        if RATING.fullmatch(number) or GROWTH.match(text, start) or text.endswith(GROWN, 0, begin):
            continue
        if count["behind"] or count["touching"]:
            return count
        if apart and "stars" in apart[0] and "stars" in count[0]:
            return None  # two counts are conditions: "free (100 stars) or not (1,000 stars)"
        apart = apart or (count if _stands_apart(text, count) else None)
    return apart


def _stands_apart(text: str, count: re.Match[str]) -> bool:
    """Tell whether a star count does not belong to the words beside it, as in "sees 100 stars near you"."""
    before = text[max(count.start() - BESIDE_COUNT, 0) : count.start()].rstrip(" ")[-1:]
    behind = text[count.end() : count.end() + BESIDE_COUNT].lstrip(" ")[:1]
    is_last = not _is_letter(behind)
    if before.isdigit():
        return False  # "10 000 ⭐"
    if "stars" not in count[0]:
        return is_last or not (_is_letter(before) and DIGIT_OR_YEAR.fullmatch(count["before"]))
    if not _is_letter(before):
        return is_last or (not before and read_count(count["before"]) >= STARS_BESIDE_WORDS)
    return is_last and read_count(count["before"]) >= STARS_BESIDE_WORDS and not text[count.end() :].strip(" .")


def _is_letter(char: str) -> bool:
    """Tell whether a character is part of a word that ends at white space: Chinese has none between words."""
    return char.isalnum() and east_asian_width(char) not in "WF"


def stars_in_words(label: str) -> str | None:
    """Return the digits of a label that counts stars in words, as written, else None: "1058" of "1058星"."""
    count = IN_WORDS.fullmatch(label)
    return count[1] if count else None


def count_in(stars: re.Match[str]) -> str:
    """Return the digits of a star count, as written."""
    return (stars["before"] or stars["behind"]).strip()


def read_count(text: str) -> int:
    """Return the number that "3.1k", "5,080", "1.234.567" or "1.2万" stands for, MOST_STARS at most."""
    number = text.strip()
    factor = MULTIPLIERS.get(number[-1].lower(), 1)
    number = number.rstrip("kKmMwW万 .")
    if factor > 1:
        number = DECIMAL_COMMA.sub(".", number)
    number = number.replace(",", "")
    if number.count(".") > 1 or (factor == 1 and THOUSANDS.fullmatch(number)):
        number = number.replace(".", "")
    return round(min(float(number) * factor, MOST_STARS))


def without_stars(text: str) -> str:
    """Return a text without its star counts."""
    kept = ""
    at = 0
    while count := find_stars(text, at):
        kept += text[at : count.start()]
        at = count.end()
    return kept + text[at:]


def may_count(text: str) -> bool:
    """Tell whether a text may hold a star count: a fast test without false negatives."""
    if text.isascii() and "&" not in text:
        return "stars" in text  # nearly all
    return STAR.search(text) is not None

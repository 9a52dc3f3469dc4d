"""Names of people, in a row, and where and when their work came out: "Ann Lee, Bob Ray. CVPR 2024."."""

import re
from collections.abc import Iterator

from pocketparse.line.dates import ABBREVIATED, AWARDS, is_venue, says_when
from pocketparse.markup.shown import WORD
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS

INITIAL_OR_OTHERS = r"(?<!\w)[^\W\d_a-z]\.|\bet\ al\b"
INITIAL = pattern(INITIAL_OR_OTHERS)
"""What people have in citations, and titles have not."""
NAMES = pattern(
    r"""
    \W*(?:
        ["“(]?[^\W\d_a-z](?:[^\W\d]|['’.-])*["”)]?[*†‡]*[,;&\s]++                 # a name, an initial, a nickname
      | (?:and|et\ al\.?|de|van|von|der|den|da|di|la|le)\s+
      | [&,;]\s*
    ){2,60}
    """,
    re.VERBOSE,
)
WORDS = pattern(r"[^\W\d_][\w'’.-]*")
SMALL_WORDS = frozenset("and et al de van von der den da di la le".split())
"""Words of names, or between them, that have no capital."""
BETWEEN = pattern(r"[,;&]|\band\b")
# Where a title in plain words may end that stands in front of its authors: "On trees. Ann Lee, Bob Ray"
STOP = pattern(
    r"(?<=[^\W\d_]{2}[.?!])\.?\s+|(?<=[\d)\"”’'\]][.?!])\s+|,\s+(?=(?:[^\W\d_a-z][\w.'’-]*\s){1,3}et\s?al\b)"
)
OTHERS = pattern(r"[^()\[\]]{2,200}?\bet\.?\s?al\b\.?")
# "CVPR 2024 (Oral)", "arXiv": where and when it came out
WHERE = pattern(
    rf"(?=.*\b(?:19|20)\d\d\b)\w[^,.;]{{1,60}}|(?:{ABBREVIATED}|[Pp]reprint)(?:\s(?:[a-z]\w*|[A-Z]+|(?i:{AWARDS})))?"
)
PIECE = pattern(
    r"[\s.,;]*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\)|(?P<bare>[^\n.,;]+(?:\.\d+)*(?:\.?,\s(?:19|20)\d\d\b)?))"
    r"(?=[.,;]*(?:\s|$))"
)
"""What stops, commas and brackets part behind names."""
IN_SHORT = pattern(ABBREVIATED)
AWARDED = pattern(rf"\s\((?i:{AWARDS})\)")


def split_people(text: str) -> tuple[str, str]:
    """Part a text behind what may be names of people: "Ann Lee et al., CVPR 2024.", "Ann Lee, Bob Ray. arXiv"."""
    if others := OTHERS.match(text):
        return others[0], text[others.end() :]
    stop = STOP.search(text)
    by, more = (text[: stop.start()], text[stop.end() :]) if stop else (text, "")
    by = by.rstrip(".")
    people, _, last = by.rpartition(", ")
    is_where = people and (WHERE.fullmatch(last) or says_when(last))
    people = people if has_others(people) else people.rstrip(".")
    return (people, f"{last}. {more}") if is_where else (by, more)


def split_where(text: str) -> tuple[list[str], str]:
    """Part a text behind where and when something came out: "CVPR 2024 (Oral). A saw", "[Jul., 2024] [arXiv, 2024]"."""
    found: list[str] = []
    at = 0
    for said, plain, end in _pieces(text):
        if not (WHERE.fullmatch(plain) or says_when(plain) or (found and is_award(plain))):
            break
        found.append(said)
        at = end
    return found, text[at:].lstrip(" .,;\n")


def where_first(text: str) -> tuple[list[str], str]:
    """Part a text behind venues with their years, dates and "arXiv" in front of names: "ICSE'24, Lee, A., et al."."""
    found: list[str] = []
    at = 0
    for said, plain, end in _pieces(text):
        if not (says_when(plain) or plain.casefold() == "arxiv"):
            break
        found.append(said)
        at = end
    return found, text[at:].lstrip(" .,;\n")


def where_and_when(text: str) -> list[str]:
    """Return where and when something came out, if a text is nothing else: "ICML, 2023", "IROS, Mar 2024 (Oral).".

    A date is part of it, and a venue is written in short: other words may be a sentence.
    """
    whole = text.strip(" .;")
    if is_venue(AWARDED.sub("", whole).replace(", ", " ")):
        return [whole]  # "IEEE Trans. Robotics, 2020", "ECCV (Oral), 2020"
    pieces = list(_pieces(text))
    end = pieces[-1][2] if pieces else 0
    dated = [says_when(plain) for _, plain, _ in pieces]
    are_told = (when or IN_SHORT.fullmatch(one[1]) or is_award(one[1]) for one, when in zip(pieces, dated, strict=True))
    return [said for said, _, _ in pieces] if any(dated) and all(are_told) and not WORD.search(text, end) else []


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the pieces of a text that stops, commas and brackets part: as written, without commas, and their ends."""
    at = 0
    while piece := PIECE.match(text, at):
        said = next(filter(None, piece.groups())).strip()
        said = said if WORD.match(said) else said.strip(f"{SEPARATORS}()[]")
        at = piece.end()
        yield said, AWARDED.sub("", said).replace(", ", " "), at


def is_award(text: str) -> bool:
    """Tell whether a text says how something came out, beside its venue: "Oral"."""
    return text.casefold() in AWARDS.split("|")


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
    has_case = all(letter.lower() != letter.upper() for letter in text if letter.isalpha())
    capitals = (not word[0].islower() or word.rstrip(".") in SMALL_WORDS for word in WORDS.findall(text))
    return has_case and are_names(text) and all(capitals)


def may_be_people(text: str) -> bool:
    """Tell whether a text may be the names of several people, and is nothing else: "Lee, Ray & Kim"."""
    return BETWEEN.search(text) is not None and may_be_names(text)


def are_people(text: str) -> bool:
    """Tell whether a text is the names of several people: most have two, or an initial; "Linux, Windows" have not."""
    if not may_be_people(text):
        return False
    people = _names(text)
    named = sum(len(one) > 1 for one in people)
    return has_initial(text) or (named > 1 and named * 2 > len(people))


def has_initial(text: str) -> bool:
    """Tell whether a text has what people have in citations, and titles have not: "Lee, A.", "Lee et al"."""
    return INITIAL.search(text) is not None


def count_people(text: str) -> int:
    """Return how many people names are those of, 0 unless each has two: "Ann Lee, Bob Ray"."""
    people = _names(text)
    return len(people) if all(len(one) > 1 for one in people) else 0


def _names(text: str) -> list[list[str]]:
    """Return the words of each name, of those that commas and the like part."""
    return [one.split() for one in BETWEEN.split(text) if one.strip()]

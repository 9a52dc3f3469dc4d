"""Reads venues and dates beside a title or behind names: "On oaks (ACL 2021)", "CVPR 2024 (Oral)."."""

from collections.abc import Callable, Iterator

from pocketparse.line.dates import ABBREVIATED, AWARDS, DIGIT, GLUED_YEAR, MONTHS, is_venue, says_when
from pocketparse.line.notes import YEAR_AT_END
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS

EVENT = r"(?:[A-Z][\w.-]*\s){0,3}(?:\w*[Cc]onf|Conference|Summit|Meetup|Symposium|Workshop)(?:\s[A-Z]\w+)?"
"""Pattern of a conference: "Industry Conf", "JSConf Asia"."""
WHERE = pattern(
    rf"(?=.*\b(?:19|20)\d\d\b)\w[^,.;]{{1,60}}|(?:{ABBREVIATED}|[Pp]reprint)(?:\s(?:[a-z]\w*|[A-Z]+|(?i:{AWARDS})))?"
    rf"|{EVENT}"
)
"""A venue, with a year or abbreviated: "CVPR 2024 (Oral)", "arXiv"."""
VENUE_PIECE = pattern(
    r"[\s.,;|]*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\)|(?P<bare>[^\n.,;|]+(?:\.\d+)*(?:\.?,\s(?:19|20)\d\d\b)?))"
    r"(?=[.,;]*(?:\s|$))"
)
"""One piece behind names: a bracket, or words up to a stop, comma or bar."""
IN_SHORT = pattern(ABBREVIATED)
"""An abbreviated venue: "ICML"."""
SHORT_VENUE = rf"{ABBREVIATED}(?:\s[A-Z][\w&.-]{{0,14}}){{0,2}}"
"""Pattern of an abbreviated venue and up to two words behind it: "ACL Findings"."""
SHORT_YEAR = pattern(rf"{SHORT_VENUE}(?:@{ABBREVIATED})?\s\d\d")
"""An abbreviated venue and two digits of its year, which may be a version if no date stands beside: "ICML 23"."""
AWARDED = pattern(rf"\s?\((?i:{AWARDS})\)")
"""An award in brackets behind a venue: "(Oral)"."""
TRACKS = "workshops?|tutorial|track|abstract|demo|tiny ?papers|datasets and benchmarks"
"""Pattern of words for a part of a conference."""
TRACK_WORDS = r"(?:[A-Z][\w-]*\s(?:(?:and|&|for|in|of|on)\s)?){0,6}"
"""Pattern of words in capitals in front of one of TRACKS."""
TRACK = pattern(
    rf"(?<=\d)\s\(?{TRACK_WORDS}(?i:{TRACKS})(?:\s[A-Z][\w-]*)?\)?$|^(?:Findings\sof|(?=[A-Z]){TRACK_WORDS}Workshop(?:\s@|,))\s"
)
"""The part of a conference: "ICML 2024 Survey Track", "Saws for Oaks Workshop @ ICML 2024"."""
IN_VENUE = pattern(r"^In:?\s+(?=[A-Z])")
"""The word "In" in front of a venue: "In ECCV 2018"."""
PROCEEDINGS = pattern(r"In:?\s+(?P<where>(?:the\s)?Proceedings\sof\s[^.;\n]{2,80}\b(?:19|20)\d\d)[.\s]*")
"""Proceedings with their year, and nothing else: "In Proceedings of Leaves 2024"."""
YEAR_IN_BRACKETS = pattern(r"\s\((?P<year>(?:19|20)\d\d)\)$")
"""A year in brackets behind a venue: "ICML (2024)"."""
PREPRINTS = ("arxiv", "preprint")
"""Words for a text that came out at no venue: "Preprint. Ann Lee, Bob Ray"."""
RANGE = r"[A-Z]?\d+\s?[-–]{1,2}\s?[A-Z]?\d+"
"""Pattern of a range of pages: "4-9"."""
PAGES = rf"(?:(?:pages?|pp?\.)\s?{RANGE}|\d+--\d+|\d{{3,}}\s?[-–]\s?\d{{3,}}|\d+\s?\(\d+\))"
"""Pattern of pages, or of a volume and its number: "pp. 4-9", "12(3)"."""
IN_VOLUME = pattern(
    rf"(?:In:?\s)?(?P<where>(?:the\s)?[A-Z][^.;\n]{{1,90}}?,\s{PAGES}(?:,\s(?:{PAGES}|{RANGE}))*(?:,\s(?:19|20)\d\d)?"
    r"|(?:arXiv|CoRR)\spreprint(?:\sarXiv:\d{4}\.\d{4,5}(?:v\d)?)?"
    rf"(?:,?\s\(?(?:(?i:{MONTHS})\s)?(?:19|20)\d\d\)?)?)[.\s]*"
)
"""A venue with its pages, or a preprint, and nothing else: "In Leaves, 12(3), 4-9"."""
VENUE_EDGES = (
    pattern(r"^(?P<venue>[A-Za-z]{2,12}['’]\d\d)\s+(?=[A-Z]\S*\s)"),
    pattern(r"^(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d(?:\.\d\d)?(?: \w+)?),\s+(?=\S)"),
    pattern(r",\s+in\s+(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d)[.,]?$"),
    pattern(r"(?<=\S)(?:\s+[(（]|（)(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d(?: \w+)?)[)）]$"),
)
"""Venues with a year, in front of a title and behind it."""
BRACKETED_VENUE = pattern(r"[\[(（](?P<venue>[^\[\]()（）]{4,40})[\])）]\s*(?=\S)")
"""A venue or year in brackets in front of a title: "[2024] On oaks", "[CVPR 2024] On elms", "(CVPR24)On firs"."""


def take_venues(text: str) -> Taken:
    """Take venues, dates and awards from the front: "CVPR 2024 (Oral). A saw", "[Jul., 2024] [arXiv, 2024]".

    The rest has no separators in front, whether there are labels or not.
    """
    return _take(text, _tells_where)


def take_dated_venues(text: str) -> Taken:
    """Take dates, preprints and venues with a year from the front, as they stand before names: "ICSE'24, Lee, A.".

    The rest has no separators in front, whether there are labels or not.
    """
    return _take(text, lambda plain, _: says_when(plain) or plain.casefold() in PREPRINTS)


def _tells_where(plain: str, is_behind: bool) -> bool:
    """Tell whether a piece is a venue or a date, or an award behind one."""
    return WHERE.fullmatch(plain) is not None or says_when(plain) or (is_behind and is_award(plain))


def _take(text: str, tells: Callable[[str, bool], bool]) -> Taken:
    """Take the pieces from the front that `tells` accepts; it gets a piece, and whether others stand in front of it."""
    found: list[str] = []
    at = 0
    for said, plain, end in _pieces(text):
        if not tells(plain, bool(found)):
            break
        found.append(said)
        at = end
    return Taken(text[at:].lstrip(" .,;\n"), found)


def where_and_when(text: str) -> list[str]:
    """Return the venues and dates of a text that holds a date and nothing else: "ICML (2023)", "IROS, Mar 2024.".

    For any other text the result is empty. A venue is abbreviated, or has a year: other words may be a sentence.
    """
    if not DIGIT.search(text):
        return []  # common case
    whole = text.strip(" .;")
    said = YEAR_IN_BRACKETS.sub(r" \g<year>", whole)
    if any(is_venue(AWARDED.sub("", one).replace(", ", " ")) for one in (said, TRACK.sub("", said))):
        return [whole]  # "IEEE Trans. Robotics, 2020", "ECCV (Oral), 2020"
    if printed := PROCEEDINGS.fullmatch(text) or IN_VOLUME.fullmatch(text):
        return [printed["where"]]
    pieces = list(_pieces(text))
    end = pieces[-1][2] if pieces else 0
    dated = [says_when(plain) for _, plain, _ in pieces]
    are_told = (when or _is_venue_beside(plain) for (_, plain, _), when in zip(pieces, dated, strict=True))
    return [said for said, _, _ in pieces] if any(dated) and all(are_told) and not WORD.search(text, end) else []


def _is_venue_beside(text: str) -> bool:
    """Tell whether a text is a venue or an award, if a date stands beside it: "ICML", "ICML 23", "Oral"."""
    return bool(IN_SHORT.fullmatch(text) or SHORT_YEAR.fullmatch(text)) or is_award(text)


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the pieces of a text that stops and commas part: as written, without commas or award, and the end."""
    at = 0
    while piece := VENUE_PIECE.match(text, at):
        said = piece[piece.lastindex or 0].strip()
        said = IN_VENUE.sub("", said if WORD.match(said) else said.strip(f"{SEPARATORS}()[]"))
        at = piece.end()
        yield said, AWARDED.sub("", said).replace(", ", " "), at


def is_award(text: str) -> bool:
    """Tell whether a text is an award, as stands beside a venue: "Oral"."""
    return text.casefold() in AWARDS.split("|")


def take_venues_around(name: str, *, dated: bool = False) -> Taken | None:
    """Take the venues from in front of a title and from behind it: "CVPR 2024, Oak", "On oaks (ACL 2021)".

    Where names are `dated`, a month or a bracket with a year at the end is taken, too: "Oak (2003)", "Oak 2019-10".
    """
    found: list[str] = []
    bracketed = BRACKETED_VENUE.match(name) if name.startswith(("[", "(", "（")) else None
    if bracketed and (says_when(bracketed["venue"]) or GLUED_YEAR.fullmatch(bracketed["venue"])):
        found.append(bracketed["venue"])
        name = name[bracketed.end() :]
    for edge in VENUE_EDGES if " " in name and any(sign in name for sign in ",(（'’") else ():
        said = edge.search(name)
        if said and is_venue(said["venue"]):
            found.append(said["venue"])
            name = name[: said.start()] + name[said.end() :]
    if dated and (year := YEAR_AT_END.search(name)):
        found.append(year["when"] or year["month"])
        name = name[: year.start()]
    return Taken(name, found) if found else None


def take_venue_line(name: str) -> Taken | None:
    """Take the last line of a name that has several, if it is venues and dates: "On elms", "ACL 2023"."""
    if "\n" not in name:
        return None  # nearly all
    above, parted, last = name.rstrip().rpartition("\n")
    venue = where_and_when(last) if parted else []
    return Taken(above, venue) if venue else None

"""Where and when something came out, beside a title or behind names: "On oaks (ACL 2021)", "CVPR 2024 (Oral)."."""

from collections.abc import Callable, Iterator

from pocketparse.line.dates import ABBREVIATED, AWARDS, DIGIT, GLUED_YEAR, MONTHS, is_venue, says_when
from pocketparse.line.notes import YEAR_AT_END
from pocketparse.markup.shown import WORD
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS

EVENT = r"(?:[A-Z][\w.-]*\s){0,3}(?:\w*[Cc]onf|Conference|Summit|Meetup|Symposium|Workshop)(?:\s[A-Z]\w+)?"
"""Where a talk was given: "Industry Conf", "JSConf Asia"."""
# "CVPR 2024 (Oral)", "arXiv": where and when it came out
WHERE = pattern(
    rf"(?=.*\b(?:19|20)\d\d\b)\w[^,.;]{{1,60}}|(?:{ABBREVIATED}|[Pp]reprint)(?:\s(?:[a-z]\w*|[A-Z]+|(?i:{AWARDS})))?"
    rf"|{EVENT}"
)
PIECE = pattern(
    r"[\s.,;|]*(?:\[(?P<square>[^\[\]]+)\]|\((?P<round>[^()]+)\)|(?P<bare>[^\n.,;|]+(?:\.\d+)*(?:\.?,\s(?:19|20)\d\d\b)?))"
    r"(?=[.,;]*(?:\s|$))"
)
"""What stops, commas, bars and brackets part behind names."""
IN_SHORT = pattern(ABBREVIATED)
SHORT_VENUE = rf"{ABBREVIATED}(?:\s[A-Z][\w&.-]{{0,14}}){{0,2}}"
"""The same with words behind, as text for other patterns: "ACL Findings"."""
AWARDED = pattern(rf"\s\((?i:{AWARDS})\)")
TRACKS = "workshops?|tutorial|track|abstract|demo|tiny ?papers|datasets and benchmarks"
WORDS = r"(?:[A-Z][\w-]*\s(?:(?:and|&|for|in|of|on)\s)?){0,6}"
TRACK = pattern(
    rf"(?<=\d)\s\(?{WORDS}(?i:{TRACKS})(?:\s[A-Z][\w-]*)?\)?$|^(?:Findings\sof|(?=[A-Z]){WORDS}Workshop(?:\s@|,))\s"
)
"""The part of a venue in which a text came out: "ICML 2024 Survey Track", "Saws for Oaks Workshop @ ICML 2024"."""
IN_VENUE = pattern(r"^In:?\s+(?=[A-Z])")
"""What may stand in front of a venue: "In ECCV 2018"."""
PROCEEDINGS = pattern(r"In:?\s+(?P<where>(?:the\s)?Proceedings\sof\s[^.;\n]{2,80}\b(?:19|20)\d\d)[.\s]*")
"""Where a text came out that says so in full, and nothing else."""
PREPRINTS = ("arxiv", "preprint")
"""Where texts stand that came out nowhere else: "Preprint. Ann Lee, Bob Ray"."""
RANGE = r"[A-Z]?\d+\s?[-–]{1,2}\s?[A-Z]?\d+"
PAGES = rf"(?:(?:pages?|pp?\.)\s?{RANGE}|\d+--\d+|\d{{3,}}\s?[-–]\s?\d{{3,}}|\d+\s?\(\d+\))"
"""Pages, or a volume and its number, as nothing else is written."""
IN_VOLUME = pattern(
    rf"(?:In:?\s)?(?P<where>(?:the\s)?[A-Z][^.;\n]{{1,90}}?,\s{PAGES}(?:,\s(?:{PAGES}|{RANGE}))*(?:,\s(?:19|20)\d\d)?"
    r"|(?:arXiv|CoRR)\spreprint(?:\sarXiv:\d{4}\.\d{4,5}(?:v\d)?)?"
    rf"(?:,?\s\(?(?:(?i:{MONTHS})\s)?(?:19|20)\d\d\)?)?)[.\s]*"
)
"""Where a text came out that says on which pages, or as which preprint, and nothing else."""
VENUE_EDGES = (
    pattern(r"^(?P<venue>[A-Za-z]{2,12}['’]\d\d)\s+(?=[A-Z]\S*\s)"),
    pattern(r"^(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d(?:\.\d\d)?(?: \w+)?),\s+(?=\S)"),
    pattern(r",\s+in\s+(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d)[.,]?$"),
    pattern(r"(?<=\S)(?:\s+[(（]|（)(?P<venue>\w[^,()（）]{1,30} (?:19|20)\d\d(?: \w+)?)[)）]$"),
)
"""Where a title came out, and when, in front of it and behind it."""
BRACKETED_VENUE = pattern(r"[\[(（](?P<venue>[^\[\]()（）]{4,40})[\])）]\s*(?=\S)")
"""The same in brackets, in front of a title: "[2024] On oaks", "[CVPR 2024] On elms", "(CVPR24)On firs"."""


def split_where(text: str) -> tuple[list[str], str]:
    """Part a text behind where and when something came out: "CVPR 2024 (Oral). A saw", "[Jul., 2024] [arXiv, 2024]"."""
    return _split(text, _tells_where)


def where_first(text: str) -> tuple[list[str], str]:
    """Part a text behind venues with their years, dates and preprints in front of names: "ICSE'24, Lee, A., et al."."""
    return _split(text, lambda plain, _: says_when(plain) or plain.casefold() in PREPRINTS)


def _tells_where(plain: str, is_behind: bool) -> bool:
    """Tell whether a piece says where something came out, or how, behind one that does."""
    return WHERE.fullmatch(plain) is not None or says_when(plain) or (is_behind and is_award(plain))


def _split(text: str, tells: Callable[[str, bool], bool]) -> tuple[list[str], str]:
    """Part a text behind the pieces that tell something; each is asked whether others stand in front of it."""
    found: list[str] = []
    at = 0
    for said, plain, end in _pieces(text):
        if not tells(plain, bool(found)):
            break
        found.append(said)
        at = end
    return found, text[at:].lstrip(" .,;\n")


def where_and_when(text: str) -> list[str]:
    """Return where and when something came out, if a text is nothing else: "ICML, 2023", "IROS, Mar 2024 (Oral).".

    A date is part of it, and a venue is written in short: other words may be a sentence.
    """
    if not DIGIT.search(text):
        return []  # nearly all
    whole = text.strip(" .;")
    if any(is_venue(AWARDED.sub("", one).replace(", ", " ")) for one in (whole, TRACK.sub("", whole))):
        return [whole]  # "IEEE Trans. Robotics, 2020", "ECCV (Oral), 2020"
    if printed := PROCEEDINGS.fullmatch(text) or IN_VOLUME.fullmatch(text):
        return [printed["where"]]
    pieces = list(_pieces(text))
    end = pieces[-1][2] if pieces else 0
    dated = [says_when(plain) for _, plain, _ in pieces]
    are_told = (when or IN_SHORT.fullmatch(one[1]) or is_award(one[1]) for one, when in zip(pieces, dated, strict=True))
    return [said for said, _, _ in pieces] if any(dated) and all(are_told) and not WORD.search(text, end) else []


def _pieces(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the pieces of a text that stops, commas and brackets part: as written, without commas, and their ends."""
    at = 0
    while piece := PIECE.match(text, at):
        said = piece[piece.lastindex or 0].strip()
        said = IN_VENUE.sub("", said if WORD.match(said) else said.strip(f"{SEPARATORS}()[]"))
        at = piece.end()
        yield said, AWARDED.sub("", said).replace(", ", " "), at


def is_award(text: str) -> bool:
    """Tell whether a text says how something came out, beside its venue: "Oral"."""
    return text.casefold() in AWARDS.split("|")


def without_venues(name: str, *, dated: bool = False) -> tuple[str, list[str]]:
    """Return a title without where it came out in front or behind, and that: "CVPR 2024, Oak", "On oaks (ACL 2021)".

    Where names are `dated`, whatever a bracket with a year says behind it, or a month: "Oak (2003)", "Oak 2019-10".
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
    return name, found


def without_venue_line(name: str) -> tuple[str, list[str]]:
    """Return a name without its last line, if that says where and when it came out, and that: "On elms", "ACL 2023"."""
    if "\n" not in name:
        return name, []  # nearly all
    above, parted, last = name.rstrip().rpartition("\n")
    venue = where_and_when(last) if parted else []
    return (above, venue) if venue else (name, [])

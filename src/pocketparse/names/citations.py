"""Finds the title in a citation, and who made it: "Ann, A. (2020). On trees. …", "“On trees” by Ann"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pocketparse.line.groups import unclosed
from pocketparse.line.linked import is_bracketed, is_generic
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark
from pocketparse.names.lead import Lead
from pocketparse.names.people import (
    BETWEEN,
    INITIAL_OR_OTHERS,
    PARTICLES,
    STOP,
    are_names,
    count_people,
    has_initial,
    has_others,
    may_be_people,
    take_people,
)
from pocketparse.names.prefixes import BRACKET_IN_FRONT
from pocketparse.patterns import pattern
from pocketparse.vocabulary import TITLE

START = r"\W{0,3}"
BRACKETED_YEAR = r"[(（](?P<year>(?:19|20)\d\d[a-z]?|n\.d\.|in press)(?:,[^()（）\n]{1,20})?[)）]"
AFTER_QUESTION = r"\s(?!In\s)(?=[^\s.?!]+\s)[^.?!\n\d]{3,200}(?=\.\s)"
"""Pattern of a sentence of two words or more behind a question; a single word is a journal or publisher."""
TITLE_TEXT = rf"(?P<name>[^\n]{{3,250}}?(?:[?!](?:{AFTER_QUESTION}|(?=\s|$))|(?<!\.\.)(?=[.。](?:\s|$))|(?=\s*$)))"
"""Pattern of a title up to the end of its sentence, or of the next one behind a question: "Do oaks talk? A check.".

Three dots end none: "Wait... Do oaks talk?".
"""
QUOTE = r"[\"“](?P<name>[^\n\"“”]{4,250}?)[,.]?[\"”]"
"""Pattern of a title in quotes."""
OPENING = ('"', "“")
CLOSED = pattern(r"[.,]?[\"”]\.?")
"""The quote that closes around a title, a stop in front of it or behind."""
APA_STYLE = pattern(rf"{START}(?P<by>\w[^\n()（）]{{2,300}}?)\s*{BRACKETED_YEAR}[.:,]?\s+{TITLE_TEXT}")
"""A citation in APA style: "Ann, A., & Bob, B. C. (2020). On trees. Journal of Oaks"."""
IEEE_OR_MLA_STYLE = pattern(rf"{START}(?P<by>\w[^\n\"“”]{{2,300}}?)[,.:]?\s*{QUOTE}")
"""A citation in IEEE or MLA style: "A. Ann and B. Bob, “On trees,” Journal of Oaks, 2020"."""
VANCOUVER = pattern(
    rf"""
    {START}(?P<by>(?:[^\W\d_][\w'’-]+(?:\ [\w'’-]+){{0,2}}\ [A-Z]{{1,3}}(?:,\ |(?=\.))){{1,30}}(?:et\ al)?)\.\s+
    {TITLE_TEXT}(?=.*(?P<year>\b(?:19|20)\d\d)[^.\n]{{0,12}};\s?\d)
    """,
    re.VERBOSE,
)
"""A citation in Vancouver style: "Ann A, Bob BC. On trees. J Oaks. 2020;12:4-9"."""
BY = r",?\s+by\s+(?P<by>\w[^\n]{2,80}?)"
"""Pattern of "by" and who made a title."""
SPOKEN = pattern(rf"{START}{QUOTE}{BY}(?=\s*(?:[-–—:|(（\[]|$))")
"""A talk, in front of links to it: "“On trees” by Ann Lee (2017)"."""
MAKER_BEHIND = pattern(rf"{BY}(?=\s*(?:[-–—:|(（\[\n]|$))")
"""Who made a title, behind it: "_On trees_ by [Ann Lee](…)"."""
QUOTED_NAME = pattern(
    r"(?:(?P<year>(?:19|20)\d\d)[:,]?\s+)?[\"“](?P<name>[^\"“”]{2,250}?)[,.]?[\"”]"
    r"(?:\s+by\s+(?P<by>(?![a-z])\w[^\"“”]{2,80}?)(?:\s+at\s+(?P<at>(?:[A-Z\d][^\s\"“”]*\s?){1,8}))?)?"
)
"""Text of a link that is a title in quotes, with its year, maker and event: "2022: “Oaks” by Ann Lee at TreeConf"."""
NEAR_YEAR = r"[^\n]{0,80}\b(?:19|20)\d\d\b"
"""Pattern of a year, and up to 80 characters in front of it."""
TITLED = pattern(rf"(?:\W{{0,3}}|\W{{0,8}}\?\W{{1,4}}){QUOTE}(?=\s*[,.(]{NEAR_YEAR})")
"""A title in quotes in front of its venue and year: "“On trees”, arXiv, 2020 (Oak)"."""
IN_YEAR = pattern(rf"\s*[,.(（]{NEAR_YEAR}")
"""A separator and a venue with its year, behind a title."""
FRONT = pattern(
    rf"""
    {START}(?P<by>\w[^\n]{{2,300}}?(?:\set\sal\.|(?<=\s[A-Z])\.)?)
    (?:(?:\s?[.,]?\s+|\s*[(（])(?P<year>(?:19|20)\d\d[a-z]?)(?=\s?(?P<closed>[.)）])?)[)）]?\s?)?(?P<stop>\.?)[,:]?\s*[\"“]?$
    """,
    re.VERBOSE,
)
"""Authors, and their year or not, in front of a title that is marked up: "Ann Lee, Bob Ray (2021). [On trees](…)"."""
VENUE_BEHIND = r"(?:[^,()]{2,60},?\ (?:\d{1,2}\ \w+\ )?(?:19|20)\d\d|ar[Xx]iv:\d{4}\.\d{4,5})"
"""Pattern of a venue and its year, or of a preprint, behind a title: "Oaks, 2020", "arXiv:2001.00001"."""
PERSON = r"[^\W\d_a-z][\w.'’-]*(?:\ (?:[^\W\d_a-z][\w.'’-]*|(?:" + PARTICLES + r"))){1,3}"
"""Pattern of a name of two to four words in capitals."""
PAIRED = pattern(
    rf"""
    {START}(?P<by>(?:{PERSON},\ ){{0,30}}{PERSON},?\ (?:and|&)\ {PERSON}),[ ]
    (?P<name>(?![a-z])[^\n]{{8,250}}?)(?=\s*(?:[(\[]|$|[,.]\ {VENUE_BEHIND}))
    """,
    re.VERBOSE,
)
"""Authors joined by "and", a comma and a title: "Ann Lee, Bob Ray and Cid Kay, On trees (Oaks, 2020)"."""
IN_ROW = pattern(
    rf"""
    {START}(?P<by>(?:{PERSON},\ ){{0,30}}{PERSON}(?:,\ {PERSON}|,?\ et\.?\ al\.?)),[ ]
    (?P<name>(?![a-z]|{PERSON}\s*[,(\[])[^\n]{{8,250}}?)
    (?=\s*[(\[][^()\[\]]{{0,60}}\b(?:19|20)\d\d|[,.]\ {VENUE_BEHIND})
    """,
    re.VERBOSE,
)
"""Several authors, a comma, and a title in front of its venue and year: "Ann Lee, Bob Ray, On trees (Oaks, 2020)"."""
BEFORE_FEW_WORDS = pattern(
    rf",\ (?:and|&)\ {PERSON}[,.]\s$|(?:[,&]|\band)\ {PERSON}\s?[.,]?\s\(?(?:19|20)\d\d\)?\s?\.\s$"
)
"""The last author in front of a linked title of few words: "…, and Cid Kay, [Trees](…)"."""
YEAR_FIRST = pattern(rf"{START}(?P<year>(?:19|20)\d\d),\s+(?P<by>\w[^\n:：]{{2,200}}?)[:：]\s*$")
"""A year and authors in front of a title: "2015, Ann Lee, Bob Ray: [On trees](…)"."""
DATED_PEOPLE = pattern(r"\W*(?P<by>\w[^\n()]{2,300}?)\s*\((?:(?:19|20)\d\d[a-z]?|n\.d\.|in press)\)(?P<stop>\.?)\W*")
"""Authors and a year in brackets, and nothing else: "Lee, A. (2020)."."""
SEVERAL = pattern(rf"{INITIAL_OR_OTHERS}|,\ and\ ")
"""A sign of several authors: an initial, "et al", or ", and"."""
STOPS_IN_TITLE = 4
"""Places at which a title in plain words may end that are tried, at the most."""
BRACKETED_YEAR_AT_END = pattern(r"\s*[(（](?P<year>(?:19|20)\d\d)[)）]$")
"""A year in brackets at the end of a title: "On trees (2017)"."""


class Quoted(NamedTuple):
    """A title in quotes that is the text of a link, who made it, and its year and event as labels."""

    name: str
    by: str
    labels: list[str]


def unquoted(name: str) -> Quoted | None:
    """Split the text of a link that is a title in quotes, else None: "2022: “On trees” by Ann Lee at TreeConf"."""
    found = QUOTED_NAME.fullmatch(name) if name.endswith(('"', "”")) or " by " in name else None
    if found is None:
        return None
    return Quoted(found["name"].strip(), found["by"] or "", [label for label in (found["year"], found["at"]) if label])


def find_citation(shown: Inline, outgoing: Sequence[Anchor], *, alone: bool = False) -> Lead | None:
    """Find the title of a citation behind its authors: marked up, or plain words in front of the links.

    `alone` accepts a single author in front of a year and a linked title, as several lines of the list vouch for.
    """
    text = shown.text
    label = BRACKET_IN_FRONT.match(text)  # "[12]", "【Oak】"
    first = label.end() if label else 0
    lead = _marked_title(shown, outgoing, first, alone=alone) or _plain_title(shown, outgoing, first)
    said = label[label.lastindex or 0] if label else ""
    return lead._replace(prefix=[said, *lead.prefix]) if lead and said and not said.isdigit() else lead


def _marked_title(shown: Inline, outgoing: Sequence[Anchor], first: int, *, alone: bool) -> Lead | None:
    """Find a title that is bold, in italics or a link, behind authors that start at offset `first`."""
    text = shown.text
    before = outgoing[0].start if outgoing else len(text)
    if spoken := _spoken(shown, outgoing, first):
        return spoken
    for kind in ("strong", "em"):
        mark = next(_marks(shown, kind, first, before), None)
        words = TITLE if kind == "strong" else 2  # "Ann Lee, Bob Ray, *On oaks*"
        if mark and (len(mark.text.split()) >= words or _is_quoted(text, mark.start, mark.end)):
            lead = _behind_people(text, first, mark.start, mark.end, None)
            if lead or kind == "strong":
                return lead
    called = bool(outgoing) and outgoing[0].kind == "text" and not is_generic(text, outgoing[0])
    dated = YEAR_FIRST.match(text, first, before) if called else None
    if dated and are_names(dated["by"]) and _are_authors(dated["by"], alone=alone):
        return Lead(before, outgoing[0].end, outgoing[0], [dated["year"]], by=dated["by"])
    if _is_title(text, outgoing) or (called and BEFORE_FEW_WORDS.search(text, first, before)):
        return _behind_people(text, first, before, outgoing[0].end, outgoing[0], alone=alone)
    return None


def _are_authors(names: str, *, alone: bool) -> bool:
    """Tell whether a text names several people, or one of two words if one may be `alone`: "Ann Lee", not "Berlin"."""
    return has_others(names) or count_people(names) > (0 if alone else 1)


def _spoken(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in italics in front of "by" and who made it: "_On trees_ by [Ann Lee](…)"."""
    title = next((mark for mark in shown.marks if mark.kind == "em"), None)
    if title is None or WORD.search(shown.text, first, title.start) or len(title.text.split()) < TITLE:
        return None
    made = MAKER_BEHIND.match(shown.text, title.end)
    if made is None or not are_names(made["by"]):
        return None
    link = next((one for one in outgoing if one.start <= title.start and title.end <= one.end), None)
    return Lead(title.start, title.end, link, by=made["by"], stop=made.end())


def _marks(shown: Inline, kind: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the marks of a kind between two offsets, except authors with a year: "**Lee, A. (2020).**"."""
    for mark in shown.marks:
        if mark.kind == kind and mark.start >= start and mark.end <= end and not is_dated(mark.text):
            yield mark


def is_dated(text: str) -> bool:
    """Tell whether a text is authors and a year, without a title: "Lee, A. (2020).", "Ann Lee (2020)."."""
    year = DATED_PEOPLE.fullmatch(text)
    is_people = year is not None and (has_initial(text) or year["stop"] or BETWEEN.search(year["by"]))
    return bool(year and is_people and are_names(year["by"]))


def _plain_title(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in plain words in front of the links, behind authors that start at offset `first`."""
    text = shown.text
    before = outgoing[0].start if outgoing else len(text)
    bold = next(_marks(shown, "strong", first, before), None)
    if _is_title(text, outgoing) or (bold and len(bold.text.split()) >= TITLE):
        return None
    found = SPOKEN.match(text, first, before) if " by " in text else None
    if found is None:
        forms = (form.match(text, first, before) for form in (APA_STYLE, IEEE_OR_MLA_STYLE))
        dated = any(mark.kind == "strong" and mark.start >= first and is_dated(mark.text) for mark in shown.marks)
        found = next((one for one in forms if one and (dated or _says_people(one)) and are_names(one["by"])), None)
    if found is None and ";" in text:
        found = VANCOUVER.match(text, first, before)
    if found is None and outgoing:
        titled = TITLED.match(text, first, before)
        found = titled if titled and len(titled["name"].split()) >= TITLE else PAIRED.match(text, first, before)
        found = found or IN_ROW.match(text, first, before)
    if found is None:
        return _before_people(shown, outgoing, first)
    if any(mark.start < found.end("name") < mark.end for mark in shown.marks):
        return None
    start, end = found.span("name")
    return Lead(start, end, None, _years(found), by=found.groupdict().get("by", "").strip(), stop=found.end())


def _before_people(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in plain words in front of its authors and generic links: "On trees. Ann Lee et al. [[pdf](…)]"."""
    text = shown.text
    if not outgoing or not (is_bracketed(text, outgoing[0]) or is_generic(text, outgoing[0])):
        return None
    front = text[first : outgoing[0].start].rstrip(" [(,|")
    stop_of_front = first + len(front)
    opened = unclosed(front)
    made_in = [piece for said in front[opened + 1 :].split(",") if (piece := said.strip())] if opened > 0 else []
    front = front[:opened].rstrip() if opened > 0 else front
    for stop in reversed(list(islice(STOP.finditer(front), STOPS_IN_TITLE))):
        title = front[: stop.start()].rstrip(".")
        if made_in and title.endswith(("?", "!")):
            continue  # "Why fell? A Study and Approach (Ash, 2024, [pdf](…))"
        made = take_people(front[stop.end() :]) if len(title.split()) >= TITLE else None
        if made and not may_be_people(title) and not any(quote in title for quote in OPENING):
            by, where = made.fields["author"], [*made.labels, *made_in]
            year = BRACKETED_YEAR_AT_END.search(title)  # "On trees (2017). Ann Lee et al."
            end = first + (year.start() if year else len(title))
            return Lead(first, end, None, [*_years(year), *where] if year else where, by=by, stop=stop_of_front)
    return None


def _says_people(found: re.Match[str]) -> bool:
    """Tell whether a match has people in front of its title: several, or one in front of quotes and a year."""
    if SEVERAL.search(found["by"]):
        return True
    is_quoted = found.string.startswith(OPENING, found.start("name") - 1)
    is_title = is_quoted and len(found["name"].split()) >= TITLE and not found["name"][:1].islower()
    people = count_people(found["by"]) if is_title else 0
    is_one = people == 1 and found.string.startswith(",", found.end("by"))
    return people > 1 or (is_one and IN_YEAR.match(found.string, found.end()) is not None)


def _is_title(text: str, outgoing: Sequence[Anchor]) -> bool:
    """Tell whether the first link has the words of a title."""
    label = text[outgoing[0].start : outgoing[0].end] if outgoing and outgoing[0].kind == "text" else ""
    return len(label.split()) >= TITLE


def _is_quoted(text: str, start: int, end: int) -> bool:
    """Tell whether the text between two offsets stands in quotes; a stop may stand in front of the closing one."""
    return start > 0 and text.startswith(OPENING, start - 1) and CLOSED.match(text, end) is not None


def _behind_people(
    text: str, first: int, start: int, end: int, anchor: Anchor | None, *, alone: bool = False
) -> Lead | None:
    """Return the text between `start` and `end` as a title, if all between `first` and `start` is its authors."""
    front = FRONT.match(text, first, start)
    if front is None or not are_names(front["by"]):
        return None
    people = count_people(front["by"])
    if anchor:  # "Ann Lee. 1999. [On trees](…)", "Ann Lee (1999). [On trees](…)"
        is_person = alone and people == 1 and front["closed"] is not None and (front["closed"] == "." or front["stop"])
    else:
        is_person = front["closed"] == "."  # "Ann Lee. 1999. **On trees**"
    is_apart = bool(front["year"] or front["stop"])
    are_several = people > 2 or (people == 2 and (is_apart or " and " in front["by"]))
    is_title = is_apart and _is_quoted(text, start, end)
    if not (has_initial(front["by"]) or is_person or are_several or is_title):
        return None
    closed = CLOSED.match(text, end)
    stop = closed.end() if closed else end
    return Lead(
        start, start + len(text[start:end].rstrip(".")), anchor, _years(front), by=front["by"].strip(), stop=stop
    )


def _years(found: re.Match[str]) -> Sequence[str]:
    """Return the year of a match as a label, or "in press"; "n.d." is none."""
    year = found.groupdict().get("year") or ""
    return [year] if year and year[1] != "." else ()

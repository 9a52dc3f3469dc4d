"""Where in a citation the title stands, and who made it: "Ann, A. (2020). On trees. …", "“On trees” by Ann"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from pocketparse.line.groups import unclosed
from pocketparse.line.linked import is_bracketed, is_generic
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark
from pocketparse.names.lead import Lead, named_by
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
    people_first,
)
from pocketparse.names.prefixes import PREFIX
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS, TITLE

START = r"\W{0,3}"
YEAR = r"[(（](?P<year>(?:19|20)\d\d[a-z]?|n\.d\.)(?:,[^()（）\n]{1,20})?[)）]"
NAME = r"(?P<name>[^\n]{3,250}?(?:[?!](?:\s(?!In\s)[^.?!\n\d]{3,200}(?=\.\s)|(?=\s|$))|(?=[.。](?:\s|$)|\s*$)))"
"""Up to the end of a sentence; a question may be answered by the next: "Do oaks talk? A reality check. Trees, 2020"."""
QUOTE = r"[\"“](?P<name>[^\n\"“”]{4,250}?)[,.]?[\"”]"
OPENING = ('"', "“")
CLOSED = pattern(r"[.,]?[\"”]\.?")
"""What closes the quotes around a title."""
# APA: "Ann, A., & Bob, B. C. (2020). On trees. Journal of Oaks"
DATED = pattern(rf"{START}(?P<by>\w[^\n()（）]{{2,300}}?)\s*{YEAR}[.:,]?\s+{NAME}")
# IEEE, MLA: "A. Ann and B. Bob, “On trees,” Journal of Oaks, 2020"
QUOTED = pattern(rf"{START}(?P<by>\w[^\n\"“”]{{2,300}}?)[,.:]?\s*{QUOTE}")
# Vancouver: "Ann A, Bob BC. On trees. J Oaks. 2020;12:4-9"
VANCOUVER = pattern(
    rf"""
    {START}(?P<by>(?:[^\W\d_][\w'’-]+(?:\ [\w'’-]+){{0,2}}\ [A-Z]{{1,3}}(?:,\ |(?=\.))){{1,30}}(?:et\ al)?)\.\s+
    {NAME}(?=.*(?P<year>\b(?:19|20)\d\d)[^.\n]{{0,12}};\s?\d)
    """,
    re.VERBOSE,
)
# A talk, in front of links to it: "“On trees” by Ann Lee (2017)"
BY = r",?\s+by\s+(?P<by>\w[^\n]{2,80}?)"
SPOKEN = pattern(rf"{START}{QUOTE}{BY}(?=\s*(?:[-–—:|(（\[]|$))")
MADE_BY = pattern(rf"{BY}(?=\s*(?:[-–—:|(（\[\n]|$))")
"""Who made what stands in front in italics: "_On trees_ by [Ann Lee](…)"."""
QUOTED_NAME = pattern(
    r"(?:(?P<year>(?:19|20)\d\d)[:,]?\s+)?[\"“](?P<name>[^\"“”]{2,250}?)[,.]?[\"”]"
    r"(?:\s+by\s+(?P<by>(?![a-z])\w[^\"“”]{2,80}?)(?:\s+at\s+(?P<at>(?:[A-Z\d][^\s\"“”]*\s?){1,8}))?)?"
)
# A title in front of where it came out: "“On trees”, arXiv, 2020 (Oak)"
NEAR_YEAR = r"[^\n]{0,80}\b(?:19|20)\d\d\b"
TITLED = pattern(rf"(?:\W{{0,3}}|\W{{0,8}}\?\W{{1,4}}){QUOTE}(?=\s*[,.(]{NEAR_YEAR})")
IN_YEAR = pattern(rf"\s*[,.(（]{NEAR_YEAR}")
# What stands in front of a title that is a link or bold: "Ann Lee, Bob Ray (2021). [On trees](…)"
FRONT = pattern(
    rf"""
    {START}(?P<by>\w[^\n]{{2,300}}?(?:\set\sal\.|(?<=\s[A-Z])\.)?)
    (?:(?:\s?[.,]?\s+|\s*[(（])(?P<year>(?:19|20)\d\d[a-z]?)(?=\s?(?P<closed>[.)）])?)[)）]?\s?)?(?P<stop>\.?)[,:]?\s*[\"“]?$
    """,
    re.VERBOSE,
)
PERSON = r"[^\W\d_a-z][\w.'’-]*(?:\ (?:[^\W\d_a-z][\w.'’-]*|(?:" + PARTICLES + r"))){1,3}"
# "Ann Lee, Bob Ray and Cid Kay, On trees (Oaks, 2020)"
PAIRED = pattern(
    rf"""
    {START}(?P<by>(?:{PERSON},\ ){{0,30}}{PERSON},?\ (?:and|&)\ {PERSON}),[ ]
    (?P<name>(?![a-z])[^\n]{{8,250}}?)(?=\s*(?:[(\[]|$|,\ [^,()]{{2,60}},?\ (?:19|20)\d\d))
    """,
    re.VERBOSE,
)
# "…, and Cid Kay, [Trees](…)", "Ann Lee and Cid Kay. 2016. [Trees](…)": in front of a title of few words
BEFORE_FEW_WORDS = pattern(
    rf",\ (?:and|&)\ {PERSON}[,.]\s$|(?:[,&]|\band)\ {PERSON}\s?[.,]?\s\(?(?:19|20)\d\d\)?\s?\.\s$"
)
YEAR_FIRST = pattern(rf"{START}(?P<year>(?:19|20)\d\d),\s+(?P<by>\w[^\n:：]{{2,200}}?)[:：]\s*$")
"""A year and who wrote then what follows: "2015, Ann Lee, Bob Ray: [On trees](…)"."""
DATED_PEOPLE = pattern(r"\W*(?P<by>\w[^\n()]{2,300}?)\s*\((?:(?:19|20)\d\d[a-z]?|n\.d\.)\)(?P<stop>\.?)\W*")
SEVERAL = pattern(rf"{INITIAL_OR_OTHERS}|,\ and\ ")
STOPS_IN_TITLE = 4
"""Places in which it may end that are tried."""
MADE = pattern(r"(?:\w(?:ed|en|ade|uilt|awn|ung)|\b(?:up|run|done|part|led|shot|set))\sby$", re.IGNORECASE)
"""What a sentence says of who made something: "…, written by"."""
NAME_LENGTH = 60
"""Characters of a name in front of accounts, at the most."""
IN_BRACKETS = pattern(r"\s*[(（](?P<year>(?:19|20)\d\d)[)）]$")


class Quoted(NamedTuple):
    """A name in quotes, and what is said beside it."""

    name: str
    by: str
    labels: list[str]


def unquoted(name: str) -> Quoted | None:
    """Take what a link is called apart that is a title in quotes: "2022: “On trees” by Ann Lee at TreeConf"."""
    found = QUOTED_NAME.fullmatch(name) if name.endswith(('"', "”")) or " by " in name else None
    if found is None:
        return None
    return Quoted(found["name"], found["by"] or "", [label for label in (found["year"], found["at"]) if label])


def find_citation(shown: Inline, outgoing: Sequence[Anchor], *, alone: bool = False) -> Lead | None:
    """Find the title of a citation, behind its authors: a link, marked up, or plain words in front of the links.

    One author may stand `alone` in front of a year and a linked title where several do on other lines.
    """
    text = shown.text
    label = PREFIX.match(text)  # "[12]", "【Oak】"
    first = label.end() if label else 0
    lead = _marked_title(shown, outgoing, first, alone=alone) or _plain_title(shown, outgoing, first)
    said = label[label.lastindex or 0] if label else ""
    return lead._replace(prefix=[said, *lead.prefix]) if lead and said and not said.isdigit() else lead


def made_by_accounts(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find all in front of who made it as a name, where that is all that is linked: "How to fell by [@ann](…)"."""
    if not outgoing or not all(text.startswith("@", one.start) for one in outgoing):
        return None
    name = text[: outgoing[0].start].rstrip()
    is_made = name.endswith(" by") and len(name) <= NAME_LENGTH and not MADE.search(name)
    if not is_made or WORD.search(text, outgoing[-1].end) or not WORD.search(name[:-3]):
        return None
    by, stop = text[outgoing[0].start : outgoing[-1].end], outgoing[-1].end
    return named_by(name[:-3].rstrip(SEPARATORS))._replace(by=by, stop=stop)


def _marked_title(shown: Inline, outgoing: Sequence[Anchor], first: int, *, alone: bool) -> Lead | None:
    """Find a title that is bold, in italics or a link; its authors start at `first`."""
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
    """Tell whether names are those of several people, or one's that may stand `alone`: "Ann Lee", not "Berlin"."""
    return has_others(names) or count_people(names) > (0 if alone else 1)


def _spoken(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in italics in front of who made it: "_On trees_ by [Ann Lee](…)"."""
    title = next((mark for mark in shown.marks if mark.kind == "em"), None)
    if title is None or WORD.search(shown.text, first, title.start) or len(title.text.split()) < TITLE:
        return None
    made = MADE_BY.match(shown.text, title.end)
    if made is None or not are_names(made["by"]):
        return None
    link = next((one for one in outgoing if one.start <= title.start and title.end <= one.end), None)
    return Lead(title.start, title.end, link, by=made["by"], stop=made.end())


def _marks(shown: Inline, kind: str, start: int, end: int) -> Iterator[Mark]:
    """Yield the marks of a kind in a stretch, but for authors and their year: "**Lee, A. (2020).**"."""
    for mark in shown.marks:
        if mark.kind == kind and mark.start >= start and mark.end <= end and not is_dated(mark.text):
            yield mark


def is_dated(text: str) -> bool:
    """Tell whether a text is authors and a year, what they write is behind it: "Lee, A. (2020).", "Ann Lee (2020)."."""
    year = DATED_PEOPLE.fullmatch(text)
    is_people = year is not None and (has_initial(text) or year["stop"] or BETWEEN.search(year["by"]))
    return bool(year and is_people and are_names(year["by"]))


def _plain_title(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in plain words, in front of the links; its authors start at `first`."""
    text = shown.text
    before = outgoing[0].start if outgoing else len(text)
    bold = next(_marks(shown, "strong", first, before), None)
    if _is_title(text, outgoing) or (bold and len(bold.text.split()) >= TITLE):
        return None
    found = SPOKEN.match(text, first, before) if " by " in text else None
    if found is None:
        forms = (form.match(text, first, before) for form in (DATED, QUOTED))
        dated = any(mark.kind == "strong" and mark.start >= first and is_dated(mark.text) for mark in shown.marks)
        found = next((one for one in forms if one and (dated or _says_people(one)) and are_names(one["by"])), None)
    if found is None and ";" in text:
        found = VANCOUVER.match(text, first, before)
    if found is None and outgoing:
        titled = TITLED.match(text, first, before)
        found = titled if titled and len(titled["name"].split()) >= TITLE else PAIRED.match(text, first, before)
    if found is None:
        return _before_people(shown, outgoing, first)
    if any(mark.start < found.end("name") < mark.end for mark in shown.marks):
        return None
    start, end = found.span("name")
    return Lead(start, end, None, _years(found), by=found.groupdict().get("by", "").strip(), stop=found.end())


def _before_people(shown: Inline, outgoing: Sequence[Anchor], first: int) -> Lead | None:
    """Find a title in plain words in front of its authors and usual links: "On trees. Ann Lee et al. [[pdf](…)]"."""
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
        made = people_first(front[stop.end() :]) if len(title.split()) >= TITLE else None
        if made and not may_be_people(title) and not any(quote in title for quote in OPENING):
            by, where = made[0], [*made[1], *made_in]
            year = IN_BRACKETS.search(title)  # "On trees (2017). Ann Lee et al."
            end = first + (year.start() if year else len(title))
            return Lead(first, end, None, [*_years(year), *where] if year else where, by=by, stop=stop_of_front)
    return None


def _says_people(found: re.Match[str]) -> bool:
    """Tell whether names in front of a title are those of people: several, or one in front of quotes and a year."""
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
    """Tell whether a stretch stands in quotes, the stop of a title inside them allowed."""
    return start > 0 and text.startswith(OPENING, start - 1) and CLOSED.match(text, end) is not None


def _behind_people(
    text: str, first: int, start: int, end: int, anchor: Anchor | None, *, alone: bool = False
) -> Lead | None:
    """Return what stands behind names of people as the title; those start at `first`."""
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
    year = found.groupdict().get("year") or ""
    return [year] if year[:1].isdigit() else ()

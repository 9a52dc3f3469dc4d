"""Authors, venues and dates in descriptions, in a document where many descriptions name people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pocketparse.entry.drafts import EntryDraft
from pocketparse.entry.publications import TITLE_IN_QUOTES, take_citation
from pocketparse.line.dates import YEAR, is_date, says_when
from pocketparse.names.people import (
    PARTICLES,
    are_people,
    count_people,
    has_initial,
    has_others,
    may_be_names,
    may_be_people,
    names_in,
    split_people,
)
from pocketparse.names.venues import take_dated_venues, take_venues
from pocketparse.patterns import pattern
from pocketparse.whole.makers_told import (
    CASELESS,
    CASELESS_RUN,
    LONGEST_MAKER,
    MOST_CASELESS,
    makers_told,
    may_be_makers,
    without_notes,
    without_year,
)

NAMED = pattern(
    rf"""
    (?:{TITLE_IN_QUOTES.pattern})?(?:-[ ]|[(（])?(?:
      [^\W\d_a-z{CASELESS}][\w.'’*†‡-]*+(?:\s(?:[^\W\d_a-z][\w.'’*†‡-]*+|(?:{PARTICLES})\b)){{0,5}}
        (?:\s?[,;&]\s*(?:[^\W\d_a-z]|and\b|et\b|\(?(?:19|20)\d\d)|\n|\s(?:and|et|&|[-–—·|])\s
          |\s\(|（(?=(?:19|20)\d\d)|\s(?:19|20)\d\d|(?<=\.)\s|\.?$)
      | [A-Z][\w&.-]{{1,14}}(?:[ ][A-Z][\w.-]*){{0,3}}[ ]?(?:['’]|,?[ ](?=(?:19|20)\d\d))\d\d
      | (?i:arxiv)\b)
    """,
    re.VERBOSE,
)
"""Prefix of a description that may name people, perhaps behind a title or a venue; a cheap pre-filter."""
WHOLE = pattern(r"[(（]([^()（）\n]+)[)）]\.?")
"""A description that is one bracket: "(Ann Lee - Sep 27, 2017)"."""
BRACKETED = pattern(
    r"[(（](?:by\s(?P<maker>[^()（）\n]{2,80})"
    r"|(?:(?P<by>[^()（）\n]{2,80}?)\s?[-–—]\s)?"
    r"(?P<when>(?:[A-Z][a-z]{2,8}(?:\s\d{1,2}(?:st|nd|rd|th)?)?\s?,?\s)?(?:19|20)\d\d))[)）]\.?"
)
"""A description that is a bracket with a maker, a date or both: "(Elm House - Sep 27, 2017)", "(2016)", "(by ann)"."""
BRACKETS = 10
"""Fewest descriptions that are brackets with credits, before others in brackets are credits whoever they name."""
NOTE_WORDS = 4
"""Most words of a note that is a label."""
ENDING = pattern(r",\s\((?P<year>(?:19|20)\d\d)\)(?P<cited>,\s[Cc]ited\s[Bb]y:?\s\d+)?$")
"""A year in brackets behind a comma at the end, and perhaps a count of citations: ", (2022), cited by 12"."""
STOP_INSIDE = pattern(r"[^\W\d_]{2}\.\s")
"""A full stop behind a word, not behind an initial."""
LAST = 40
"""Characters at the end of a text in which ENDING is looked for."""
EDGES = " .,;()[]\\"
"""Characters that say nothing: a rest of only these is empty."""
BULLET = pattern(r"(?m)^- ")
"""The bullets of a description that is a list."""
AUTHORS = 5
"""Fewest descriptions that surely name people, in a document whose descriptions give authors."""
SHARE = 10
"""At least one in this many descriptions names people, in a document whose descriptions give authors."""
SHARE_OF_ALL = 2
"""At least one in this many descriptions names somebody, in a document where a single name is an author."""
SURELY = 3
"""Fewest names in a row that are surely people without initials or "et al."."""
DISTINCT = 3
"""At least one in this many names is different from all others, if they name people."""
WORDS = pattern(r"[^\W\d_]{4,}")
"""A word of four letters or more, compared with the words of entries' names."""
GOING_ON = pattern(r",\s*\n\s*")
"""A comma at a line end: names go on in the next line."""


class Credits(NamedTuple):
    """The author, labels and other text of one description."""

    author: str
    """The names as displayed: "Ann Lee, Bob Ray"."""
    labels: Sequence[str]
    """Venues, dates and notes, which become tags of the entry: "ICML 2023"."""
    rest: str
    """The description without names and labels."""
    is_alone: bool
    """Whether the names are a whole paragraph, or the whole description."""


def read_credits(
    drafts: Sequence[EntryDraft], paths: Sequence[Sequence[str]], titles: Iterable[str]
) -> Mapping[int, Credits]:
    """Return the credits in the descriptions of entries, by index of the draft; none where too few name people.

    Args:
        drafts: all entries of the document.
        paths: the path of the section of each entry.
        titles: the titles of all sections; their words are topics, and name no makers.
    """
    known = sum("author" in draft.attributes and has_others(draft.attributes["author"]) for draft in drafts)
    texts = [
        "" if "author" in draft.attributes or _is_date(draft.description) else draft.description for draft in drafts
    ]
    started = {at: text for at, text in enumerate(texts) if NAMED.match(text)}
    told = makers_told(texts, [draft.name for draft in drafts], [path[:1] for path in paths], titles)
    described = known + sum(map(bool, texts))
    if not told and (known + len(started)) * SHARE < described:
        return {}  # nearly all
    found = {at: credit for at, text in started.items() if (credit := _credits(text))}
    others = found if len(told) == len(texts) else _credible(found, drafts, described, known)
    found = {**{at: credit for at in told if (credit := _makers(texts[at]))}, **others}
    return {**_in_brackets(texts, found), **found}


def _in_brackets(texts: Sequence[str], found: Mapping[int, Credits]) -> Mapping[int, Credits]:
    """Return the credits of descriptions that are brackets with a maker or a date, where three of four brackets are.

    `found` are the credits of the document that are credible by what they say.
    """
    whole = {at: text for at, text in enumerate(texts) if text.startswith(("(", "（")) and WHOLE.fullmatch(text)}
    known = len(whole.keys() & found.keys())
    if known < BRACKETS or known * 4 < len(whole) * 3:
        return {}  # nearly all
    made = {at: match for at, text in whole.items() if (match := BRACKETED.fullmatch(text))}
    return {
        at: Credits(match["by"] or match["maker"] or "", [match["when"]] if match["when"] else [], "", True)
        for at, match in made.items()
    }


def _is_date(description: str) -> bool:
    """Tell whether a description is only a date: "Jun 2015"."""
    return description[-1:].isdigit() and is_date(description)


def _credible(
    found: Mapping[int, Credits], drafts: Sequence[EntryDraft], described: int, known: int
) -> Mapping[int, Credits]:
    """Return the credits that are credible by what the others are like; none where too few surely name people.

    Args:
        found: the possible credits, by index of the draft.
        drafts: all entries.
        described: number of entries with a description or an author.
        known: number of entries whose author was read already, and is surely people ("Ann Lee et al.").
    """
    if known + sum(map(_is_sure, found.values())) < AUTHORS:
        return {}
    several = known + sum(map(_is_credit, found.values()))
    if not (known or any(_are_several(credit.author) for credit in found.values())):
        return {}  # "New York · May 2024"
    own = _with_own_words(found, drafts)
    if several * SHARE < described or len(own) * 2 < len(found) or not _are_distinct(found.values()):
        return {}
    may_be_one = (known + len(found)) * SHARE_OF_ALL >= described
    return {
        at: credit
        for at, credit in found.items()
        if _are_several(credit.author) or (may_be_one and (at in own or _is_sure(credit)))
    }


def _with_own_words(found: Mapping[int, Credits], drafts: Sequence[EntryDraft]) -> set[int]:
    """Return the indexes of credits whose author shares no word with any entry's name.

    "Face Detection" is no author beside an entry "Face finder". Entries called by SURELY people do not count.
    """
    names = (draft.name for draft in drafts if not may_be_people(draft.name) or count_people(draft.name) < SURELY)
    words = {word for name in names for word in WORDS.findall(name.casefold())}
    return {at for at, credit in found.items() if words.isdisjoint(WORDS.findall(credit.author.casefold()))}


def _are_distinct(found: Iterable[Credits]) -> bool:
    """Tell whether at least a third (DISTINCT) of the names in credits are different: "Data Mining" would recur."""
    people = [" ".join(one) for credit in found for one in names_in(credit.author)]
    return len(set(people)) * DISTINCT >= len(people)


def _is_credit(credit: Credits) -> bool:
    """Tell whether a credit names several people, alone or with labels, or people and a date."""
    if _are_several(credit.author):
        return credit.is_alone or bool(credit.labels)
    return any(says_when(label) and not YEAR.fullmatch(label) for label in credit.labels)


def _is_sure(credit: Credits) -> bool:
    """Tell whether a credit surely names people: three or more, with initials, "et al." or labels."""
    names = credit.author
    return has_others(names) or has_initial(names) or count_people(names) >= SURELY or bool(credit.labels)


def _credits(text: str) -> Credits | None:
    """Return the credits at the start of a description, or behind a quoted title if they are all that follows.

    "“On old oaks”. Ann Lee et al. ICML 2023".
    """
    title = TITLE_IN_QUOTES.match(text)
    if title is None:
        return _people(text)  # nearly all
    credit = _people(text[title.end() :])
    is_all = credit and not credit.rest and _are_several(credit.author)
    return credit._replace(rest=title["title"]) if credit and is_all else None


def _people(text: str) -> Credits | None:
    """Return the credits at the start of a text: of several people, or of one if nothing else follows.

    "Ann Lee, Bob Ray. ICML 2023", "ICML'23, Lee, A., et al.". Names may stand in a line or bullet each.
    """
    whole = WHOLE.fullmatch(text)
    text, told = _without_year(whole[1] if whole else text)
    is_listed = text.startswith("- ")
    before = take_dated_venues(GOING_ON.sub(", ", BULLET.sub("", text) if is_listed else text))
    first, _, others = before.rest.partition("\n")
    by, more = split_people(first)
    by, notes = without_notes(by)
    if not may_be_names(by) or not (may_be_people(by) if before.labels else count_people(by) or has_others(by)):
        return None
    is_paragraph = others.startswith("\n")
    where = take_venues(more)
    labels, said = where.labels, where.rest.rstrip(" \\")
    if more.lstrip()[:1].islower() and not labels:
        return None  # "Ann Lee et al. show how roots grow."
    if not said:
        further = take_citation(others) or take_venues(others)
        labels, others = [*labels, *further.labels], further.rest
    rest = "\n".join(filter(None, (said, others.strip())))
    if ((rest or (whole and not labels)) and not _are_several(by)) or (is_listed and "\n" in rest):
        return None  # "Elm House. A school of carving."
    rest = rest if rest.strip(EDGES) else ""
    is_alone = not rest or (is_paragraph and not said)
    return Credits(by.strip().removeprefix("By "), [*before.labels, *notes, *labels, *told], rest, is_alone)


def _without_year(text: str) -> tuple[str, list[str]]:
    """Return the names in front of a year, and the labels behind them: venue, year and count of citations.

    "Ann Lee, Leaves, (2022)", "Ann Lee 2022".
    """
    ending = ENDING.search(text, max(len(text) - LAST, 0)) if text[-1:].isdigit() or text.endswith(")") else None
    if ending is None:
        return without_year(text)
    people, _, last = text[: ending.start()].rpartition(", ")
    if STOP_INSIDE.search(last):
        return text, []  # "…, and Bob Ray. Leaves, (2022)"
    is_where = people and (" " not in last or not may_be_names(last))
    told = [last if is_where else "", ending["year"], (ending["cited"] or "").strip(" ,")]
    return people if is_where else text[: ending.start()], [label for label in told if label]


def _makers(text: str) -> Credits | None:
    """Return credits whose author is the whole description, its notes in brackets aside: "Elm House (PDF)".

    Notes are labels, except those that say something (`_says`), which are the rest.
    """
    by, notes = without_notes(text)
    if not text or not may_be_makers(by, LONGEST_MAKER):
        return None
    said = [note for note in notes if _says(note)]
    return Credits(GOING_ON.sub(", ", by), [note for note in notes if note not in said], ", ".join(said), True)


def _says(note: str) -> bool:
    """Tell whether a note is words and no label: "email address requested", not "PDF" or ":hourglass: soon"."""
    words = note.split()
    is_long = len(words) > NOTE_WORDS or any(len(run) > MOST_CASELESS for run in CASELESS_RUN.findall(note))
    return is_long or (len(words) > 1 and note.islower() and not note.startswith(":"))


def _are_several(names: str) -> bool:
    return has_others(names) or are_people(names)

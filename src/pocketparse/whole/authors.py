"""Descriptions that say who made things, where many of a document do: the authors, and what came out where."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pocketparse.entry.bylines import CITED
from pocketparse.entry.drafts import EntryDraft
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
from pocketparse.names.venues import split_where, where_first
from pocketparse.patterns import pattern
from pocketparse.whole.makers_told import (
    CASELESS,
    LONGEST_MAKER,
    MOST_UNSPACED,
    UNSPACED,
    makers_told,
    may_be_makers,
    without_notes,
    without_year,
)

NAMED = pattern(
    rf"""
    (?:{CITED.pattern})?(?:-[ ]|[(（])?(?:
      [^\W\d_a-z{CASELESS}][\w.'’*†‡-]*+(?:\s(?:[^\W\d_a-z][\w.'’*†‡-]*+|(?:{PARTICLES})\b)){{0,5}}
        (?:\s?[,;&]\s*(?:[^\W\d_a-z]|and\b|et\b|\(?(?:19|20)\d\d)|\n|\s(?:and|et|&|[-–—·|])\s
          |\s\(|（(?=(?:19|20)\d\d)|\s(?:19|20)\d\d|(?<=\.)\s|\.?$)
      | [A-Z][\w&.-]{{1,14}}(?:[ ][A-Z][\w.-]*){{0,3}}[ ]?(?:['’]|,?[ ](?=(?:19|20)\d\d))\d\d
      | (?i:arxiv)\b)
    """,
    re.VERBOSE,
)
"""How names start, or a title or a venue in front of them, so that most descriptions are looked at no further."""
WHOLE = pattern(r"[(（]([^()（）\n]+)[)）]\.?")
"""What stands in brackets as a whole: "(Ann Lee - Sep 27, 2017)"."""
NOTE_WORDS = 4
"""Words of a note that is a label, at most."""
ENDING = pattern(r",\s\((?P<year>(?:19|20)\d\d)\)(?P<cited>,\s[Cc]ited\s[Bb]y:?\s\d+)?$")
STOP_INSIDE = pattern(r"[^\W\d_]{2}\.\s")
LAST = 40
"""Characters at the end in which that stands."""
EDGES = " .,;()[]\\"
BULLET = pattern(r"(?m)^- ")
AUTHORS = 5
"""Descriptions that are surely the names of people, at least, where a document gives authors …"""
SHARE = 10
"""… and one in so many of all descriptions."""
SHARE_OF_ALL = 2
"""Those that are names of somebody are one in so many, where one name alone is an author."""
SURELY = 3
"""People in a row, at least, that nothing else shows to be people."""
DISTINCT = 3
"""One in so many names, at least, is one that no other is like."""
WORDS = pattern(r"[^\W\d_]{4,}")
GOING_ON = pattern(r",\s*\n\s*")
"""Where names go on in the next line."""


class Credits(NamedTuple):
    """What a description says, taken apart."""

    author: str
    """Who made a thing, as displayed: "Ann Lee, Bob Ray"."""
    labels: Sequence[str]
    """Where and when it came out."""
    rest: str
    """The description that is left."""
    is_apart: bool
    """The names are a paragraph of their own."""


def read_credits(
    drafts: Sequence[EntryDraft], paths: Sequence[Sequence[str]], titles: Iterable[str]
) -> Mapping[int, Credits]:
    """Return what the descriptions of entries say of who made things, by their place; nothing where too few of them do.

    `paths` are those of the sections in which they stand; the titles of sections are topics, and no makers.

    Authors that are known already, and others with them, are surely people: "Ann Lee et al.".
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
    return {**{at: credit for at in told if (credit := _makers(texts[at]))}, **others}


def _is_date(description: str) -> bool:
    """Tell whether a description is a date, which tells nothing of what those beside it are: "Jun 2015"."""
    return description[-1:].isdigit() and is_date(description)


def _credible(
    found: Mapping[int, Credits], drafts: Sequence[EntryDraft], described: int, known: int
) -> Mapping[int, Credits]:
    """Return those of the credits found that a document's others make credible; none where they are too few.

    Args:
        found: what descriptions may say of who made things, by their place.
        drafts: all entries.
        described: how many of them are described, or have an author.
        known: how many have authors that are surely people.
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
    """Return the places of names that share no word with an entry: "Face Detection" is nobody beside "Face finder"."""
    words = {word for draft in drafts for word in WORDS.findall(draft.name.casefold())}
    return {at for at, credit in found.items() if words.isdisjoint(WORDS.findall(credit.author.casefold()))}


def _are_distinct(found: Iterable[Credits]) -> bool:
    """Tell whether names differ, as those of people do: "Data Mining" comes again and again."""
    people = [" ".join(one) for credit in found for one in names_in(credit.author)]
    return len(set(people)) * DISTINCT >= len(people)


def _is_credit(credit: Credits) -> bool:
    """Tell whether a description says who made a thing: several people and no more, or people, and when."""
    if _are_several(credit.author):
        return credit.is_apart or bool(credit.labels)
    return any(says_when(label) and not YEAR.fullmatch(label) for label in credit.labels)


def _is_sure(credit: Credits) -> bool:
    """Tell whether names are surely those of people: three and more, with initials, others, or when their work came."""
    names = credit.author
    return has_others(names) or has_initial(names) or count_people(names) >= SURELY or bool(credit.labels)


def _credits(text: str) -> Credits | None:
    """Take the people from the front of a description, or from behind a title in quotes, of which no more is said.

    "“On old oaks”. Ann Lee et al. ICML 2023".
    """
    title = CITED.match(text)
    if title is None:
        return _people(text)  # nearly all
    credit = _people(text[title.end() :])
    is_all = credit and not credit.rest and _are_several(credit.author)
    return credit._replace(rest=title["title"]) if credit and is_all else None


def _people(text: str) -> Credits | None:
    """Take the people from the front of a text: several, or one where it says no more.

    "Ann Lee, Bob Ray. ICML 2023", "ICML'23, Lee, A., et al.", or a line or bullet each; further bullets are something
    else.
    """
    whole = WHOLE.fullmatch(text)
    text, told = _without_year(whole[1] if whole else text)
    is_listed = text.startswith("- ")
    before, plain = where_first(GOING_ON.sub(", ", BULLET.sub("", text) if is_listed else text))
    first, _, others = plain.partition("\n")
    by, more = split_people(first)
    by, notes = without_notes(by)
    if not may_be_names(by) or not (may_be_people(by) if before else count_people(by) or has_others(by)):
        return None
    is_paragraph = others.startswith("\n")
    labels, said = split_where(more)
    said = said.rstrip(" \\")
    if more.lstrip()[:1].islower() and not labels:
        return None  # "Ann Lee et al. show how roots grow."
    if not said:
        further, others = split_where(others)
        labels += further
    rest = "\n".join(filter(None, (said, others.strip())))
    if ((rest or (whole and not labels)) and not _are_several(by)) or (is_listed and "\n" in rest):
        return None  # "Elm House. A school of carving."
    rest = rest if rest.strip(EDGES) else ""
    is_apart = not rest or (is_paragraph and not said)
    return Credits(by.strip().removeprefix("By "), [*before, *notes, *labels, *told], rest, is_apart)


def _without_year(text: str) -> tuple[str, list[str]]:
    """Part names from where and when a work came out, and how often it is cited.

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
    """Take a description for who made a thing, where a document says no more: "Elm House (PDF)", or for notes: "(PDF)".

    A note that is no label is the description.
    """
    by, notes = without_notes(text)
    if not text or not may_be_makers(by, LONGEST_MAKER):
        return None
    said = [note for note in notes if _says(note)]
    return Credits(GOING_ON.sub(", ", by), [note for note in notes if note not in said], ", ".join(said), True)


def _says(note: str) -> bool:
    """Tell whether a note says something, and is no label: "email address requested", not "PDF", ":hourglass: soon"."""
    words = note.split()
    is_long = len(words) > NOTE_WORDS or any(len(run) > MOST_UNSPACED for run in UNSPACED.findall(note))
    return is_long or (len(words) > 1 and note.islower() and not note.startswith(":"))


def _are_several(names: str) -> bool:
    return has_others(names) or are_people(names)

"""What brackets at the edges of a description say: fields, words that the list explains or has often, dates."""

import re
from collections import Counter
from itertools import chain

from pocketparse.line.legends import legend_words
from pocketparse.line.notes import (
    MONEY,
    WORDS_STAND_BEHIND,
    ends_in_usual_words,
    form_of,
    usual_words,
    words_stand_at_ends,
)
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import ends_sentence
from pocketparse.line.usual import holds_licence
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.title_labels import take_dated_brackets
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, LICENCE, NAME_ENDS, PREPOSITION, ROUND_CLOSERS, TITLE

FIELDS_IN_BRACKET = pattern(r"[(（](?P<fields>[^()（）\n|]{3,60}(?:\|[^()（）\n|]{2,60}){1,12})[)）]")
"""Pieces between bars in round brackets: "(Free: yes | Max: 1 GB)"."""
SHORT_LABEL_WORDS = 2
"""Most words of a label: in a bracket of fields, or in square brackets at the end beside usual ones."""
ROW_WORDS = 3
"""Most words of each label in a square bracket: "[Go, MIT]"."""
WORD_IN_BRACKETS = pattern(r"\[([^\[\]]+)\]")
"""The text of a square bracket."""
BRACKETS_IN_FRONT = pattern(r"^(?:\[[^\[\]\n]{1,20}\]\s?){1,5}(?=[^\s\[a-z]|$)")
"""Short square brackets that start a text: "[Free] [Go] A saw"."""
BRACKETS_AT_END = pattern(r"(?<![\]\s])\s?(?:\[[^\[\]\n]{1,20}\]\s?){1,5}$")
"""Short square brackets that end a text: "A saw [Free] [Go]"."""
FIRST_WORDS = pattern(r"\[([^\[\]\n]{0,40})\]\s*(?!and\s|or\s)(?=(?P<goes_on>[a-z])|[^\s(]|$)")
"""A square bracket in front of a text: "[Free] - a saw"; group "goes_on" is a small letter behind it."""
LAST_WORDS = pattern(r"(?:(?<=\S)\s+|(?<=\]))\[([^\[\]\n]{1,40})\]\.?$")
"""The last square bracket of a text: "A saw. [Go, MIT]."."""
LAST_LENGTH = 50
"""Characters at the end of a text in which LAST_WORDS is searched for."""
PARTING = tuple(f"{sign} " for sign in NAME_ENDS)
"""Separators, with a space, between words in brackets and a description: "- ", ": "."""
LONG_WORD = pattern(r"[^\W\d_]{4,}|[\u4e00-\u9fff]{2}")
"""Four letters or two Chinese characters in a row; "[0, 1]" and "[x for x in y]" have none."""
LINKED_LABEL = pattern(r"\[([^\[\]\n]{1,20})\]{1,2}\(")
"""The text of a link in Markdown, if it has at most 20 characters: "[code](…)"."""
UNLINKED = pattern(rf"(?:\[(?:{'|'.join(GENERIC)})\][\s,/|]*)+", re.IGNORECASE)
"""Generic words in square brackets that link nowhere: "[code] [paper]"."""


def take_bracket(outline: Outline, rest: str) -> Taken | None:
    """Take two or more fields in round brackets from the end: "A host. (Free: yes | Max: 1 GB | API)".

    One of their labels has to be in `bracket_fields`: "Maps keys (ctrl: caps | esc: caps)" gives examples.
    """
    if not rest.endswith(ROUND_CLOSERS):
        return None
    told = next((_told(found) for found in FIELDS_IN_BRACKET.finditer(rest) if found.end() == len(rest)), None)
    return told if told and not outline.once(bracket_fields).isdisjoint(told.fields) else None


def bracket_fields(outline: Outline) -> frozenset[str]:
    """Return the labels of fields that several round brackets of items or cells have."""
    runs = {run for block in outline.all_blocks for run in (block.text, *chain(*block.rows)) if "|" in run}
    told = (_told(found) for run in runs for found in FIELDS_IN_BRACKET.finditer(outline.read(run).text))
    counts = Counter(label for one in told if one for label in one.fields)
    return frozenset(label for label, count in counts.items() if count > 1)


def _told(bracket: re.Match[str]) -> Taken | None:
    """Return the fields and labels of a bracket, and the text in front; None unless it has two fields or more.

    Each other piece has to be a label, of SHORT_LABEL_WORDS at most.
    """
    fields: dict[str, str] = {}
    labels: list[str] = []
    for piece in bracket["fields"].split("|"):
        label, colon, value = piece.partition(":")
        if colon and value.strip():
            fields[label.strip()] = value.strip()
        elif not colon and len(piece.split()) <= SHORT_LABEL_WORDS:
            labels.append(piece.strip())
        else:
            return None
    return Taken(bracket.string[: bracket.start()], labels, fields) if len(fields) > 1 else None


def take_words(outline: Outline, rest: str) -> Taken | None:
    """Take words in square brackets that the list explains from the front or the end: "A course. [Free]".

    In a sentence they are part of it: "[Free] and [Paid] plans", "between [Free] and [Paid]".
    """
    if "[" not in rest:
        return None
    words: list[str] = []
    for form in (BRACKETS_IN_FRONT, BRACKETS_AT_END):
        found = form.search(rest)
        said = WORD_IN_BRACKETS.findall(found[0]) if found else ()
        if found and outline.once(legend_words).issuperset(said) and not PREPOSITION.search(rest, 0, found.start()):
            words += said
            rest = rest[: found.start()] + rest[found.end() :]
    return Taken(rest, words) if words else None


def take_usual_words(outline: Outline, rest: str) -> Taken | None:
    """Take words in square brackets from the front or the end, where many items have them there.

    "[Free] - a saw", "A saw. [dead] [Go, MIT]".
    """
    front = _take_usual_in_front(outline, rest)
    ending = _take_usual_at_end(outline, front.rest if front else rest)
    taken = [one for one in (front, ending) if one]
    return Taken(taken[-1].rest, [label for one in taken for label in one.labels]) if taken else None


def _take_usual_in_front(outline: Outline, text: str) -> Taken | None:
    """Take usual words in brackets from the front; as all that is said only where nearly all of the list are usual."""
    labels: list[str] = []
    rest = text
    while (found := FIRST_WORDS.match(rest)) and (_are_usual(outline, found[1]) or _are_parted(outline, found)):
        if found.end() == len(rest) and not outline.once(ends_in_usual_words):
            break
        if found["goes_on"] and not outline.once(WORDS_STAND_BEHIND):
            break  # "[Go] bindings of oak"
        rest = rest[found.end() :]
        labels += found[1].split(",") if WORD.search(found[1]) or found[1] in MONEY else ()  # not "[?⭐]"
    return Taken(rest, labels) if rest != text else None


def _take_usual_at_end(outline: Outline, text: str) -> Taken | None:
    """Take usual words in brackets from the end, and short ones beside them: "A saw. [dead] [Go, MIT]"."""
    labels: list[str] = []
    rest = text
    is_usual = False
    while found := LAST_WORDS.search(rest, max(len(rest) - LAST_LENGTH, 0)):
        usual = _are_usual(outline, found[1]) or _are_where_others_are(outline, found) or _is_licence(outline, found[1])
        is_few = len(found[1].split()) <= SHORT_LABEL_WORDS or (is_usual and found[1][0].isupper())
        if not (usual or is_few or _are_behind_usual(outline, rest[: found.start()])):
            break
        is_usual = is_usual or usual
        rest = rest[: found.start()]
        labels[:0] = found[1].split(",")
    return Taken(rest, labels) if is_usual and not PREPOSITION.search(rest) else None


def _are_behind_usual(outline: Outline, before: str) -> bool:
    """Tell whether a text ends in usual words in brackets: "[$]" in front of "[Free for all oaks]"."""
    found = LAST_WORDS.search(before, max(len(before) - LAST_LENGTH, 0))
    return found is not None and _are_usual(outline, found[1])


def _are_usual(outline: Outline, words: str) -> bool:
    """Tell whether one of the words between commas is in `usual_words`, and all are short: "Go, MIT"."""
    row = [form_of(word) for word in words.split(",")]
    return not outline.once(usual_words).isdisjoint(row) and all(len(one.split()) <= ROW_WORDS for one in row)


def _are_parted(outline: Outline, words: re.Match[str]) -> bool:
    """Tell whether a dash or colon separates words in brackets from the description: "[R/Python] - a saw".

    They have at most ROW_WORDS, unless most items have words there: "[R or Python or Lua] - a rasp".
    """
    if not words.string.startswith(PARTING, words.end()):
        return False
    are_few = len(words[1].split()) <= ROW_WORDS and LONG_WORD.search(words[1]) is not None
    return are_few or outline.once(WORDS_STAND_BEHIND)


def _are_where_others_are(outline: Outline, found: re.Match[str]) -> bool:
    """Tell whether short words in brackets end a sentence, as half of all items do: "A saw. [Boost/MIT]"."""
    words = found[1]
    if not ends_sentence(found.string[: found.start()]):
        return False  # "Returns an array of type [Int]"
    is_name = len(words.split()) == 1 or not words[0].islower()  # not "[see the manual]"
    is_said = is_name and len(words.split()) <= ROW_WORDS and any(map(str.isalpha, words))
    return is_said and words.casefold() not in GENERIC and outline.once(words_stand_at_ends)


def _is_licence(outline: Outline, words: str) -> bool:
    """Tell whether words in brackets are a licence, in a list that has one often there: "A saw. [zlib]"."""
    return LICENCE.fullmatch(words) is not None and outline.once(holds_licence, usual_words)


def take_dates(rest: str) -> Taken | None:
    """Take dates and venues in square brackets from behind a title: "“On oaks” [2024-07] [ICML]"."""
    dated = take_dated_brackets(rest) if rest.endswith("]") else None
    if dated is None:
        return None
    is_year = len(dated.labels) == 1 and dated.labels[0].isdecimal()  # "A clone of Oaks [1996]"
    is_title = len(dated.rest.split()) >= TITLE  # not "Last updated [2021-05]"
    return dated if is_title and not is_year else None


def take_unlinked(outline: Outline, rest: str) -> Taken | None:
    """Take generic words in square brackets that link nowhere, where nothing else is said: "[code] [paper]".

    They are labels where the list has usual words in brackets, or no link of the list has such a text; else dropped.
    """
    if not rest.startswith("[") or not UNLINKED.fullmatch(rest):
        return None
    words = WORD_IN_BRACKETS.findall(rest)
    are_labels = outline.once(usual_words) or outline.once(linked_labels).isdisjoint(map(str.casefold, words))
    return Taken("", words if are_labels else ())


def linked_labels(outline: Outline) -> frozenset[str]:
    """Return the short texts of the links of a document, folded: "code"."""
    return frozenset(label.casefold() for label in LINKED_LABEL.findall(outline.source.text))


def take_whole(shown: Inline, rest: str) -> Taken | None:
    """Take the square brackets off a description that stands in them: "https://oak.org [A list of saws]".

    One word, or a few short ones, are a label instead: "[Oak](…) [Free]"; one word behind a bare URL is not.
    """
    said = rest[1:-1]
    is_whole = rest.startswith("[") and rest.endswith("]") and not any(bracket in said for bracket in "[]")
    if not is_whole or not any(map(str.isalpha, said)):
        return None
    if not LONG_WORD.search(said):
        return Taken("", [said]) if len(said.split()) <= ROW_WORDS else None  # "https://oak.org [C++ 2D]"
    is_label = len(said.split()) == 1 and not shown.text.lstrip().startswith(("http://", "https://"))
    return Taken("", [said]) if is_label else Taken(said)

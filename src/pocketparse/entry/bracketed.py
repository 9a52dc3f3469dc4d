"""What brackets at the edges of a description say: fields, words that the list explains or has often, dates."""

import re
from collections import Counter
from itertools import chain

from pocketparse.line.legends import legend_words
from pocketparse.line.notes import (
    MONEY,
    ends_in_usual_words,
    form_of,
    usual_words,
    words_stand_at_ends,
    words_stand_behind,
)
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import ends_sentence
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.front_titles import undated
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, NAME_ENDS, PREPOSITION, ROUND_CLOSERS, TITLE

# "A host. (Free: yes | Max: 1 GB)"
BRACKET = pattern(r"[(（](?P<fields>[^()（）\n|]{3,60}(?:\|[^()（）\n|]{2,60}){1,12})[)）]")
LABEL_WORDS = 2
"""Words of a label among the fields of a bracket, at the most."""
ROW_WORDS = 3
"""Words of one in a row of labels in a bracket, at the most."""
WORD_IN_BRACKETS = pattern(r"\[([^\[\]]+)\]")
WORDS_IN_FRONT = pattern(r"^(?:\[[^\[\]\n]{1,20}\]\s?){1,5}(?=[^\s\[a-z]|$)")
WORDS_BEHIND = pattern(r"(?<![\]\s])\s?(?:\[[^\[\]\n]{1,20}\]\s?){1,5}$")
# "[Free] - a saw", "A saw. [Go, MIT]."
FIRST_WORDS = pattern(r"\[([^\[\]\n]{0,40})\]\s*(?!and\s|or\s)(?=(?P<goes_on>[a-z])|[^\s(]|$)")
LAST_WORDS = pattern(r"(?:(?<=\S)\s+|(?<=\]))\[([^\[\]\n]{1,40})\]\.?$")
LAST_LENGTH = 50
"""Characters at an end in which the last of them stand."""
PARTING = tuple(f"{sign} " for sign in NAME_ENDS)
"""What parts words in brackets from a description."""
LONG_WORD = pattern(r"[^\W\d_]{4,}|[\u4e00-\u9fff]{2}")
"""A word, of which "[0, 1]" and "[x for x in y]" have none."""
LINKED_LABEL = pattern(r"\[([^\[\]\n]{1,20})\]{1,2}\(")
"""What a link is called that is called by a word or two."""
# "[code] [paper]": links that lead nowhere
UNLINKED = pattern(rf"(?:\[(?:{'|'.join(GENERIC)})\][\s,/|]*)+", re.IGNORECASE)


def take_bracket(outline: Outline, rest: str) -> Taken | None:
    """Take the fields in brackets from the end, two or more: "A host. (Free: yes | Max: 1 GB | API)".

    Others of the list have them, too; else they may be examples: "Maps keys (ctrl: caps | esc: caps)".
    """
    if not rest.endswith(ROUND_CLOSERS):
        return None
    told = next((_told(found) for found in BRACKET.finditer(rest) if found.end() == len(rest)), None)
    return told if told and not outline.once(bracket_fields).isdisjoint(told.fields) else None


def bracket_fields(outline: Outline) -> frozenset[str]:
    """Return the labels of fields in brackets in several items or cells."""
    runs = {run for block in outline.all_blocks for run in (block.text, *chain(*block.rows)) if "|" in run}
    told = (_told(found) for run in runs for found in BRACKET.finditer(outline.read(run).text))
    counts = Counter(label for one in told if one for label in one.fields)
    return frozenset(label for label, count in counts.items() if count > 1)


def _told(bracket: re.Match[str]) -> Taken | None:
    """Return what a bracket tells, and the text in front: two fields or more, and else nothing but labels."""
    fields: dict[str, str] = {}
    labels: list[str] = []
    for piece in bracket["fields"].split("|"):
        label, colon, value = piece.partition(":")
        if colon and value.strip():
            fields[label.strip()] = value.strip()
        elif not colon and len(piece.split()) <= LABEL_WORDS:
            labels.append(piece.strip())
        else:
            return None
    return Taken(bracket.string[: bracket.start()], labels, fields) if len(fields) > 1 else None


def take_words(outline: Outline, rest: str) -> Taken | None:
    """Take the words in square brackets that the list explains from the front or the end: "A course. [Free]".

    In a sentence they are part of it: "[Free] and [Paid] plans", "between [Free] and [Paid]".
    """
    if "[" not in rest:
        return None
    words: list[str] = []
    for form in (WORDS_IN_FRONT, WORDS_BEHIND):
        found = form.search(rest)
        said = WORD_IN_BRACKETS.findall(found[0]) if found else ()
        if found and outline.once(legend_words).issuperset(said) and not PREPOSITION.search(rest, 0, found.start()):
            words += said
            rest = rest[: found.start()] + rest[found.end() :]
    return Taken(rest, words) if words else None


def take_usual_words(outline: Outline, rest: str) -> Taken | None:
    """Take the words in square brackets from the front or the end that many items of the list have there.

    "[Free] - a saw", "A saw. [dead] [Go, MIT]".
    """
    front, left = _usual_in_front(outline, rest)
    ending, left = _usual_at_end(outline, left)
    return Taken(left, [*front, *ending]) if left != rest else None


def _usual_in_front(outline: Outline, rest: str) -> tuple[list[str], str]:
    """Return the usual words in front and what is left; all that is said only where nearly all of the list are such."""
    labels: list[str] = []
    while (found := FIRST_WORDS.match(rest)) and (_are_usual(outline, found[1]) or _are_parted(outline, found)):
        if found.end() == len(rest) and not outline.once(ends_in_usual_words):
            break
        if found["goes_on"] and not outline.once(words_stand_behind):
            break  # "[Go] bindings of oak"
        rest = rest[found.end() :]
        labels += found[1].split(",") if WORD.search(found[1]) or found[1] in MONEY else ()  # not "[?⭐]"
    return labels, rest


def _usual_at_end(outline: Outline, rest: str) -> tuple[list[str], str]:
    """Return the usual words at the end, those of a word or two beside them, and what is left."""
    labels: list[str] = []
    said = rest
    is_usual = False
    while found := LAST_WORDS.search(said, max(len(said) - LAST_LENGTH, 0)):
        usual = _are_usual(outline, found[1]) or _are_where_others_are(outline, found)
        is_few = len(found[1].split()) <= LABEL_WORDS or (is_usual and found[1][0].isupper())
        if not (usual or is_few or _are_behind_usual(outline, said[: found.start()])):
            break
        is_usual = is_usual or usual
        said = said[: found.start()]
        labels[:0] = found[1].split(",")
    return (labels, said) if is_usual and not PREPOSITION.search(said) else ([], rest)


def _are_behind_usual(outline: Outline, before: str) -> bool:
    """Tell whether words in brackets stand behind usual ones: "[$] [Free for all oaks]"."""
    found = LAST_WORDS.search(before, max(len(before) - LAST_LENGTH, 0))
    return found is not None and _are_usual(outline, found[1])


def _are_usual(outline: Outline, words: str) -> bool:
    """Tell whether words are such as many items end in, or stand in a row with one that is: "Go, MIT"."""
    row = [form_of(word) for word in words.split(",")]
    return not outline.once(usual_words).isdisjoint(row) and all(len(one.split()) <= ROW_WORDS for one in row)


def _are_parted(outline: Outline, words: re.Match[str]) -> bool:
    """Tell whether a sign parts words in brackets from the description, and they are few: "[R/Python] - a saw".

    Where most items have some there, they are any: "[C] - a saw", "[R or Python or Lua] - a rasp".
    """
    if not words.string.startswith(PARTING, words.end()):
        return False
    are_few = len(words[1].split()) <= ROW_WORDS and LONG_WORD.search(words[1]) is not None
    return are_few or outline.once(words_stand_behind)


def _are_where_others_are(outline: Outline, found: re.Match[str]) -> bool:
    """Tell whether words in brackets are a few behind a sentence, as half of all items end: "A saw. [Boost/MIT]"."""
    words = found[1]
    if not ends_sentence(found.string[: found.start()]):
        return False  # "Returns an array of type [Int]"
    is_name = len(words.split()) == 1 or not words[0].islower()  # not "[see the manual]"
    is_said = is_name and len(words.split()) <= ROW_WORDS and any(map(str.isalpha, words))
    return is_said and words.casefold() not in GENERIC and outline.once(words_stand_at_ends)


def take_dates(rest: str) -> Taken | None:
    """Take the brackets behind a title that say when and where it came out: "“On oaks” [2024-07] [ICML]"."""
    title, labels = undated(rest) if rest.endswith("]") else (rest, [])
    is_year = len(labels) == 1 and labels[0].isdecimal()  # "A clone of Oaks [1996]"
    is_title = len(title.split()) >= TITLE  # not "Last updated [2021-05]"
    return Taken(title, labels) if labels and is_title and not is_year else None


def take_unlinked(outline: Outline, rest: str) -> Taken | None:
    """Take the names of links that lead nowhere, where there is nothing else: "[code] [paper]".

    They are labels where others stand in such brackets, too, "[paper]" beside "[oak]", or no link is called so.
    """
    if not rest.startswith("[") or not UNLINKED.fullmatch(rest):
        return None
    words = WORD_IN_BRACKETS.findall(rest)
    are_labels = outline.once(usual_words) or outline.once(linked_labels).isdisjoint(map(str.casefold, words))
    return Taken("", words if are_labels else ())


def linked_labels(outline: Outline) -> frozenset[str]:
    """Return what the links of a list are called that are called by a word or two, folded."""
    return frozenset(label.casefold() for label in LINKED_LABEL.findall(outline.source.text))


def take_whole(shown: Inline, rest: str) -> Taken | None:
    """Take the brackets off a description that stands in them: "https://oak.org [A list of saws]".

    A word alone is a label, unless only a URL stands in front of it, "[Oak](…) [Free]", and so are a few short ones.
    """
    said = rest[1:-1]
    is_whole = rest.startswith("[") and rest.endswith("]") and not any(bracket in said for bracket in "[]")
    if not is_whole or not any(map(str.isalpha, said)):
        return None
    if not LONG_WORD.search(said):
        return Taken("", [said]) if len(said.split()) <= ROW_WORDS else None  # "https://oak.org [C++ 2D]"
    is_label = len(said.split()) == 1 and not shown.text.lstrip().startswith(("http://", "https://"))
    return Taken("", [said]) if is_label else Taken(said)

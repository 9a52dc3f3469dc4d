"""Labels of titles: brackets behind a title, "[ICML 2024]", and links that name nothing, "[[pdf](…)]"."""

from collections.abc import Sequence

from pocketparse.line.dates import DIGIT, YEAR, is_date, is_venue, says_when
from pocketparse.line.groups import unclosed
from pocketparse.line.linked import is_bracketed, link_label
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD, Anchor
from pocketparse.names.people import are_people
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, LONGEST_TITLE, PAPERS, PREPOSITION, SEPARATORS

BRACKET_BEHIND = pattern(r"(?<=\S)(?:\s+\([^()]*\)){1,3}$")
"""Round brackets at the end of a name, three at the most."""
LABEL_BEHIND = pattern(r"(?<=\S)\s+(?:\[(?P<square>[^\[\]]{1,40})\]|\((?P<round>[^()]{1,40})\))$")
"""A bracket at the end of a title: "On trees [2024-07] (oral)"."""
ABBREVIATION = pattern(r"[A-Z][A-Z\d&-]{1,9}")
"""An abbreviated venue without a year, beside a date: "[2022-04] [JMLR]"."""
RELEASE = pattern(r"v\.?\d")
"""The start of a version: "v2"."""
OPEN_LABEL_WORDS = 4
"""Words of a label in a bracket that links go on in, at the most."""
COMMA = pattern("[,，]")
FURTHER_NAMES = ("etc.", "etc", "et al.", "et al")
"""Words behind the last name in a bracket that stand for further ones."""
BRACKETS_BEHIND = 8
"""Brackets behind a title that are read, at the most."""
GENERIC_OR_PAPERS = GENERIC | PAPERS
"""Texts of links that are generic or lead to a paper, and so name nothing."""


def is_label(said: str) -> bool:
    """Tell whether the text of a link labels a title and names nothing: "pdf", "[CVPR 2023]"."""
    said = said.strip("[] ")
    label = said.casefold()
    return label in GENERIC_OR_PAPERS or (DIGIT.search(said) is not None and is_venue(said))


def are_bracketed_labels(text: str, links: Sequence[Anchor]) -> bool:
    """Tell whether all links are generic or lead to a paper, and stand in brackets: "[[pdf](…)]"."""
    return all(link_label(text, one) in GENERIC_OR_PAPERS and is_bracketed(text, one) for one in links)


def take_dated_brackets(title: str) -> Taken | None:
    """Take the brackets behind a title, if a square one is a date or venue: "On trees (oral) [ICML 2024]".

    Bars may stand there instead: "On trees | ICML | 2024"; "Distributions on [0, 1]" keeps its bracket.
    """
    name, *pieces = title.split(" | ")
    if len(pieces) in (1, 2) and says_when(pieces[-1]) and not any(map(are_people, pieces)):
        return Taken(name.rstrip(), pieces)
    name = title
    labels: list[str] = []
    dated = False
    while len(labels) < BRACKETS_BEHIND and (behind := LABEL_BEHIND.search(name, max(0, len(name) - LONGEST_TITLE))):
        square = behind["square"]
        is_when = square and (is_date(square) or is_venue(square) or YEAR.search(square))
        if square and not (is_when or ABBREVIATION.fullmatch(square)):
            break
        dated = dated or bool(is_when)
        labels.insert(0, square or behind["round"])
        name = name[: behind.start()]
    return Taken(name, labels) if dated else None


def take_open_bracket(front: str) -> Taken | None:
    """Take the names, versions and years in a bracket that links go on in: "On oaks (Ash, 2022, [pdf](…))".

    Words of a sentence are no labels: "(as told in [Leaves](…))".
    """
    place = unclosed(front)
    if place < 0 or not WORD.search(front, 0, place):
        return None  # common case
    if front[place] in "([" and front[place - 1].isascii() and not front[place - 1].isspace():
        return None  # "f(X, [link](…))"
    labels = [label for piece in COMMA.split(front[place + 1 :]) if (label := piece.strip()) not in FURTHER_NAMES]
    are_names = bool(labels) and all(map(_may_be_label, labels)) and not PREPOSITION.search(labels[-1])
    return Taken(front[:place].rstrip(SEPARATORS), labels) if are_names else None


def _may_be_label(said: str) -> bool:
    """Tell whether words in a bracket with links are few, and start as a name or a version does: "Ash", "v2"."""
    is_sentence = said[:1].islower() and not RELEASE.match(said)
    return bool(said) and not is_sentence and len(said.split()) <= OPEN_LABEL_WORDS

"""Finds the name of a line with a single link: the link, its label, or the words in front: "Oak https://…"."""

import re
from collections.abc import Container, Sequence

from pocketparse.line.dates import DATE, says_when
from pocketparse.line.groups import unclosed
from pocketparse.line.linked import is_bracketed, link_label, shows_url
from pocketparse.line.stars import without_stars
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD, Anchor
from pocketparse.names.labelled_titles import labelled_by
from pocketparse.names.lead import Lead, named_by
from pocketparse.names.title_labels import BRACKET_BEHIND, take_open_bracket
from pocketparse.patterns import pattern
from pocketparse.vocabulary import (
    COLONS,
    DASHES,
    GENERIC,
    LINK_ENDS,
    NAME_ENDS,
    OPENING_BRACKETS,
    SENTENCE_SIGN,
    SEPARATORS,
    SHORTCODE,
    TITLE,
)

CORNER_QUOTES = r"《[^《》\n]{0,80}》|「[^「」\n]{0,80}」"
"""Pattern of a title in corner quotes, in which no separator ends a name: "《Oaks: a study》"."""
CORNER_QUOTED = pattern(CORNER_QUOTES)
"""A title in corner quotes: "《Oaks: a study》"."""
LONGEST_NAME = 120
"""Characters of a name in plain words, in front of its link or above its links, at the most."""
SHORT_NAME = 60
"""Characters of a name in plain words, in front of a generic link, at the most."""
DASHED_LABEL_WORDS = 2
"""Words of a label in front of a dash and a linked title, at the most."""
LABEL_IN_FRONT = pattern(r"[:：]\s*$|^\s*(?:[^\W\d_]+\s)?[^\W\d_]?\d[\d\W]*(?:[^\W\d_]+\s)?[-–—|]\s+$")
"""What ends a label in front of a link: "Russian: [Oak](…) - …", "25-27 - [Oak](…) - …"."""
REPOSITORY = pattern(r"[\w.-]+/[\w.-]+")
"""Text of a link that is a repository with its owner: "ann/oak"."""
PLACE_AT_END = pattern(r"\w\s(?:at|via|from)\s*$")
"""The end of a sentence that says where: "Help is at https://…"."""
DIRECTIONS = pattern(r"\s*(?:for|if|to)\b[^\n]*,\s(?:please\s)?(?:go|see|look|click|visit|check)\s*", re.IGNORECASE)
"""A sentence that says where to go, up to the link: "For more saws, go [here](…)"."""
MAKER_OF = pattern(
    r"(?!(?:He|She|It|That|This|There|Here|What|Where|Who|When|How|Let|One|Today)['’])"
    r"(?:[^\W\d_a-z][\w.]*\s){0,2}[^\W\d_a-z]\w*['’]s"
)
"""Who made what a link leads to, and nothing else: "Elm House's" in front of "[saw](…)"."""
AROUND_VENUES = " .,，()（）[]"
"""Characters around a venue behind a link: "(ICML 2017)"."""


def beside_only_link(text: str, links: Sequence[Anchor], usual: Container[str], *, dashed: bool = False) -> Lead | None:
    """Find the name of an item by its only link: words in front, or the link: "Foo https://…", "Lists [foo](…).".

    A link whose text is `usual` in the list, folded, is no name. `dashed` accepts a short link behind a dash as one.
    """
    if len(links) != 1:
        return None
    anchor = links[0]
    before, after = text[: anchor.start], text[anchor.end :]
    label = link_label(text, anchor)
    is_url = anchor.kind != "text" or shows_url(text, anchor)
    goes_on = WORD.search(after) is not None
    if not WORD.search(before):
        return Lead(anchor.start, anchor.end, anchor) if is_url and goes_on else None
    if label.isdigit() or ((is_url or label in GENERIC) and DIRECTIONS.fullmatch(before)):
        return None  # a footnote: "Over a million customers.<sup>[1](…)</sup>"
    if label in usual and (lead := _before_usual(before, anchor)):
        return lead
    if _is_aside(text, anchor) and (not goes_on or after.lstrip().startswith(NAME_ENDS)):
        return _before_usual(before, anchor)  # "Ann Lee [(@ann)](…) - Fells oaks."
    is_kind = before.rstrip().endswith(("(", "（")) and text[anchor.start : anchor.end][:1].islower()
    if is_kind and not goes_on and (lead := _before_usual(before, anchor)):
        return lead  # "Oak ([search engine](…))"
    called = not is_url and label not in GENERIC and WORD.search(SHORTCODE.sub("", without_stars(label))) is not None
    if goes_on and not says_when(after.strip(AROUND_VENUES)):
        return _amid_words(text, anchor, called, dashed)
    if called and (goes_on or not is_bracketed(text, anchor)):  # "On trees [[Book (free)]](…)" has its name in front
        return _behind_words(text, anchor, label, dashed)
    return None if is_url and PLACE_AT_END.search(before) else before_link(before, anchor)


def _amid_words(text: str, anchor: Anchor, called: bool, dashed: bool) -> Lead | None:
    """Find the name where words stand around a link: the link behind a label, or the words in front.

    "Russian: [Oak](…) - …" and "Ann Lee - [How trees grow](…) - …" have labels; "Oak - [ann/oak](…), …" has a name.
    """
    before, after = text[: anchor.start], text[anchor.end :].lstrip(" ")
    said = before.rstrip(SEPARATORS)
    ends = before[len(said) :].strip(" ,，")
    label = text[anchor.start : anchor.end]
    if len(said) > SHORT_NAME or SENTENCE_SIGN.search(said.casefold()):
        return None
    if not ends and called and _is_maker(before) and after.startswith(NAME_ENDS):
        return Lead(0, anchor.end, anchor)  # "Elm House's [saw](…) - …"
    if not ends:  # "Swift-based [Oak](…) - …"
        is_word = called and after.startswith(NAME_ENDS) and "-" in said and len(said.split()) == 1
        return labelled_by(text, anchor) if is_word else None
    if called and ("/" not in label or (LABEL_IN_FRONT.search(before) and not REPOSITORY.fullmatch(label))):
        is_label = LABEL_IN_FRONT.search(before) or len(label.split()) >= TITLE or (dashed and ends in DASHES)
        return labelled_by(text, anchor) if is_label and "," not in said and after.startswith(NAME_ENDS) else None
    if not after.startswith(LINK_ENDS):
        return None
    bracket = unclosed(said)  # "Oak (web: [ann/oak](…) - a saw"
    name = BRACKET_BEHIND.sub("", said if bracket < 0 else said[:bracket].rstrip())
    return named_by(name, anchor) if WORD.search(name) else None


def _behind_words(text: str, anchor: Anchor, label: str, dashed: bool) -> Lead | None:
    """Find a name that is a link behind a label or a sentence, unless a date starts the text: "Russian: [Oak](…)"."""
    before = text[: anchor.start]
    if before.rstrip().endswith(COLONS) and len(before) < 40:
        return labelled_by(text, anchor)
    if is_dashed_label(before) and (dashed or len(label.split()) >= TITLE):
        return labelled_by(text, anchor)  # "OAK - [On old oaks](…)"
    if _is_maker(before):
        return Lead(0, anchor.end, anchor)  # "Elm House's [saw](…)"
    return None if DATE.match(before) else Lead(anchor.start, anchor.end, anchor, is_in_sentence=True)


def before_link(before: str, link: Anchor) -> Lead | None:
    """Find a name that is all in front of a link, up to LONGEST_NAME characters: "Oak. https://…"."""
    front = before.rstrip(SEPARATORS + OPENING_BRACKETS)
    name = front.removesuffix(".")
    taken = take_open_bracket(name) or Taken(name)
    lead = named_by(taken.rest, link)._replace(prefix=taken.labels, stop=len(front) if taken.labels else 0)
    return lead if len(taken.rest) < LONGEST_NAME else None


def _is_maker(before: str) -> bool:
    """Tell whether the text in front of a link is who made what it leads to: "Elm House's [saw](…)"."""
    return before.endswith(("'s ", "’s ")) and MAKER_OF.fullmatch(before.rstrip()) is not None


def _before_usual(before: str, anchor: Anchor) -> Lead | None:
    """Find a name that is all in front of a generic or usual link: "Oak (remote) [Open positions](…)"."""
    name = BRACKET_BEHIND.sub("", before.rstrip(SEPARATORS + OPENING_BRACKETS))
    if not any(map(str.isalpha, name)) or len(name) > SHORT_NAME or SENTENCE_SIGN.search(CORNER_QUOTED.sub("", name)):
        return None
    return named_by(name, anchor)


def _is_aside(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link is in round brackets: "[(@ann)](…)"."""
    said = text[link.start : link.end]
    return said.startswith(("(", "（")) and said.endswith((")", "）"))


def is_dashed_label(before: str) -> bool:
    """Tell whether the text in front of a link is a word or two and a dash."""
    return before.rstrip().endswith(DASHES) and len(before.split()) <= DASHED_LABEL_WORDS + 1  # the dash is one

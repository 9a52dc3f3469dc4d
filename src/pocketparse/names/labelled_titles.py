"""Finds linked titles behind a label, "Russian: [pymorphy](…) - …", and names over links, "Guides: [Mac](…) / …"."""

from collections.abc import Container, Sequence
from itertools import pairwise

from pocketparse.line.dates import YEAR, is_date
from pocketparse.line.groups import JOINED
from pocketparse.line.headers import HEADERS, key_of
from pocketparse.line.link_lines import PARTED_BY
from pocketparse.line.linked import link_label, outgoing_links
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.names.lead import Lead, named_by
from pocketparse.vocabulary import (
    CLOSING_BRACKETS,
    COLONS,
    DASHES,
    GENERIC,
    LINK_ENDS,
    LONGEST_TITLE,
    NAME_ENDS,
    OPENING_BRACKETS,
    PREPOSITION,
    SENTENCE_SIGN,
    SENTENCE_STOP,
    SENTENCE_WORD,
    SEPARATORS,
    TITLE,
    has_colon,
)

BESIDE = frozenset("alternatives new related see also examples variants versions translations mirrors".split())
"""Words in front of links beside a list or an entry, which name nothing: "Alternatives", "See"."""
LONG_TITLE = 5
"""Words of a linked title, at least, where most do not start in capitals."""
SHORT_LABEL = 60
"""Characters of a label in front of a linked title, or of a name in front of several links, at the most."""


def behind_label(shown: Inline) -> Lead | None:
    """Find a linked title behind a label, in front of more text: "Lee, A.: [On old oaks](…), Leaf Books".

    A line alone may be a field: call this where the list has many such titles.
    """
    text = shown.text
    outgoing = outgoing_links(shown)
    title = outgoing[0] if len(outgoing) == 1 and outgoing[0].kind == "text" else None
    before = text[: title.start].rstrip() if title else ""
    if title is None or not before.endswith(COLONS) or len(before) > SHORT_LABEL or before[:1].islower():
        return None
    words = text[title.start : title.end].split()
    is_title = len(words) >= TITLE and (len(words) >= LONG_TITLE or sum(map(str.istitle, words)) * 2 > len(words))
    goes_on = text[title.end :].lstrip(" ").startswith((*LINK_ENDS, "("))
    is_field = not GENERIC.isdisjoint(before[:-1].casefold().split()) or SENTENCE_WORD.search(before)
    return labelled_by(text, title) if is_title and goes_on and not is_field else None


def labelled_by(text: str, link: Anchor) -> Lead:
    """Return a link as a name, with the text in front of it as label: "Russian: [pymorphy](…) - …"."""
    return Lead(link.start, link.end, link, (text[: link.start].strip(SEPARATORS),))


def _is_label(name: str) -> bool:
    """Tell whether words in front of links label them and are no name: "Languages", "See"."""
    key = key_of(name)
    is_usual = any(key in HEADERS[role] for role in ("label", "links")) or name.casefold() in GENERIC | BESIDE
    return is_usual or SENTENCE_WORD.search(name) is not None or name.startswith("Updated")


def over_alike(text: str, links: Sequence[Anchor], usual: Container[str] = ()) -> Lead | None:
    """Find a name in front of several links that commas or slashes part: "Guides: [Mac](…) / [Gnome](…) - a style".

    Bars may part them, too: "Oak Days - [2024](…) | [2025](…) - 2025.11.06". One link is enough if its text is `usual`.
    """
    if len(links) < 2:
        return None
    label = text[: links[0].start].rstrip()
    name = label[:-1].rstrip(SEPARATORS)
    is_name = label.endswith(NAME_ENDS) and len(label) <= SHORT_LABEL and not (is_date(name) or _is_label(name))
    if not is_name or has_colon(name) or SENTENCE_SIGN.search(name):
        return None
    gaps = [(one.end, other.start) for one, other in pairwise(links)]
    are_alike = [JOINED.fullmatch(text, *gap) or PARTED_BY.fullmatch(text, *gap) for gap in gaps]
    last = links[[*map(bool, are_alike), False].index(False)]
    is_told = text[last.end :].lstrip().startswith(DASHES)
    is_row = last is not links[0] or link_label(text, last) in usual
    return named_by(name) if is_told and is_row else None


def over_years(text: str, links: Sequence[Anchor]) -> Lead | None:
    """Find a name in front of links whose texts are years: "Oak Index - ([2025](…)) ([2024](…))".

    Behind a single one the text ends, or a dash follows.
    """
    years = [one for one in links if YEAR.fullmatch(link_label(text, one))]
    if not years or years[0] is not links[0]:
        return None  # common case
    name = text[: years[0].start].rstrip(SEPARATORS + OPENING_BRACKETS)
    behind = text[years[0].end :].lstrip(CLOSING_BRACKETS + " ")
    is_parted = len(years) > 1 or not WORD.search(behind) or behind.startswith(DASHES)
    is_title = any(map(str.isalpha, name)) and "\n" not in name and len(name) <= LONGEST_TITLE
    says = PREPOSITION.search(name) or SENTENCE_STOP.search(name) or SENTENCE_WORD.search(name)
    return named_by(name) if is_parted and is_title and not says else None


def over_badges(shown: Inline) -> Lead | None:
    """Find a name that is all words of a line, in front of linked pictures: "On oaks [![arXiv](…)](…)"."""
    badges = [anchor for anchor in shown.anchors if anchor.kind == "badge"]
    name = shown.text[: badges[0].start].rstrip() if badges else ""
    is_all = WORD.search(name) and not (outgoing_links(shown) or WORD.search(shown.text, len(name)) or has_colon(name))
    return named_by(name) if is_all and len(name) <= LONGEST_TITLE and not _says_more(name) else None


def _says_more(name: str) -> bool:
    """Tell whether words in front of linked pictures are a sentence, no name: "See the docs!", "Licensed under MIT"."""
    return name.endswith("!") or SENTENCE_SIGN.search(name) is not None or SENTENCE_WORD.search(name) is not None

"""Finds a name that is plain words: up to a year, a separator, or the links to it."""

import re
from collections.abc import Container, Sequence

from pocketparse.line.dates import DATE, is_date, is_venue, says_when
from pocketparse.line.groups import BRACKETS, groups_of, unclosed
from pocketparse.line.linked import is_bracketed, is_generic, link_label, outgoing_links, shows_url
from pocketparse.line.stars import without_stars
from pocketparse.markup.shown import WORD, Anchor, Inline, tail
from pocketparse.names.citations import find_citation, made_by_accounts
from pocketparse.names.front_titles import before_italics, called_by_links, in_front, in_quotes
from pocketparse.names.labelled_titles import labelled_by, over_alike, over_badges, over_years
from pocketparse.names.lead import Lead, moved, named_by
from pocketparse.names.leads import find_cited
from pocketparse.names.people import may_be_people
from pocketparse.names.title_labels import BRACKET_BEHIND, before_open_bracket
from pocketparse.patterns import pattern
from pocketparse.vocabulary import (
    COLONS,
    DASHES,
    GENERIC,
    LINK_ENDS,
    LONGEST_TITLE,
    NAME_ENDS,
    OPENING_BRACKETS,
    SENTENCE_SIGN,
    SENTENCE_WORD,
    SEPARATORS,
    SHORTCODE,
    TITLE,
    has_colon,
)

CORNER_QUOTES = r"《[^《》\n]{0,80}》|「[^「」\n]{0,80}」"
"""Pattern of a title in quotes, in which no separator ends a name: "《Oaks: a study》"."""
CORNER_QUOTED = pattern(CORNER_QUOTES)
"""A title in corner quotes: "《Oaks: a study》"."""
PLAIN_NAME = pattern(
    rf"""
    (?>(?::[a-z0-9_+-]+:|[^\w\s(\["'“《「]|\s)*)                               # icons, taken in one way only
    (?P<name>                                                             # no sentence; "idyntree", "Foo.jl"
      (?>[(（](?:(?![.!?。！？]\s)[^\n()（）]|[(（][^\n()（）]{{0,80}}[)）]){{0,200}}[)）]
        |{CORNER_QUOTES}|[^\n.!?。！？]){{1,100}}?
      (?:\.\w[^\n.!?。！？]{{0,40}}?)?
    )\s*
    (?:\s[-–—:]\s|[—：]\s*|:\s)
    """,
    re.VERBOSE,
)
"""A name without a stop, in front of a separator and words: "🟢 Foo.jl - Library for … [⭐ 231](…)"."""
DATED_NAME = pattern(r"\W*(?P<name>\w[^\n]{8,250}?)\s*[(（](?:[^()（）\n]{0,20}\b)?(?:19|20)\d\d[)）]")
"""A title in front of a year in brackets: "Foo: a study of bars (2015), A. Ann, B. Bob. [pdf]"."""
UNQUOTED = pattern('["“][^"”]*')
"""A quote that nothing closes, and the words behind it."""
LABEL_END = pattern(r"[:：]\s*(?!//)")
"""What ends a label in front of a URL or a link."""
LONGEST_NAME = 120
"""Characters of a name in plain words, in front of its link or above its links, at the most."""
FIRST_LINKS = 5
"""Links among which the first in brackets is looked for."""
DASHED_LABEL_WORDS = 2
"""Words of a label in front of a dash and a linked title, at the most."""
SHORT_NAME = 60
"""Characters of a name in plain words, in front of a generic link, at the most."""
LABEL_IN_FRONT = pattern(r"[:：]\s*$|^\s*(?:[^\W\d_]+\s)?[^\W\d_]?\d[\d\W]*(?:[^\W\d_]+\s)?[-–—|]\s+$")
"""What ends a label in front of a link: "Russian: [Oak](…) - …", "25-27 - [Oak](…) - …"."""
REPOSITORY = pattern(r"[\w.-]+/[\w.-]+")
"""Text of a link that is a repository with its owner: "ann/oak"."""
PLACE_AT_END = pattern(r"\w\s(?:at|via|from)\s*$")
"""The end of a sentence that says where: "Help is at https://…"."""
DIRECTIONS = pattern(r"\s*(?:for|if|to)\b[^\n]*,\s(?:please\s)?(?:go|see|look|click|visit|check)\s*", re.IGNORECASE)
"""A sentence that says where to go, up to the link: "For more saws, go [here](…)"."""
AROUND_VENUES = " .,，()（）[]"
"""Characters around a venue behind a link: "(ICML 2017)"."""


def find_plain_lead(
    shown: Inline,
    usual: Container[str] = (),
    *,
    before: re.Match[str] | None = None,
    alone: bool = False,
    badged: bool = False,
    signs: Container[str] = (),
) -> Lead | None:
    """Find a name that is plain text: up to a year, a separator, or the only link. Its list must vouch for it.

    Args:
        shown: the item's text.
        usual: texts of links to several things in this list, folded, which are no names: "open positions".
        before: the day or the venue in front of the name, where this list has such.
        alone: whether a single author may stand in front of a title.
        badged: whether linked pictures follow names, with nothing else on their lines.
        signs: signs that titles of this list hold in front of generic links.
    """
    if before is not None:
        rest = tail(shown, before.end())
        lead = _find(rest, usual, alone, signs)
        if lead is None or lead.is_in_sentence:
            lead = _news(rest) or lead
        if lead:
            return moved(lead, before.end(), before[1])
    return _find(shown, usual, alone, signs) or (over_badges(shown) if badged else None)


def _news(shown: Inline) -> Lead | None:
    """Find a name that is all in front of the bracket around a link: "We opened! ([news](…))"."""
    for link in outgoing_links(shown)[:FIRST_LINKS]:
        before = shown.text[: link.start]
        bracket = unclosed(before)
        if bracket >= 0:
            name = before[:bracket].rstrip(SEPARATORS + OPENING_BRACKETS)
            return named_by(name) if WORD.search(name) and len(name) <= LONGEST_TITLE else None
    return None


def _find(shown: Inline, usual: Container[str], alone: bool, signs: Container[str]) -> Lead | None:
    """Find a name by the forms that there are, the surest first."""
    text = shown.text
    outgoing = outgoing_links(shown)
    before = outgoing[0].start if outgoing else len(text)
    citation = find_citation(shown, outgoing, alone=alone) or _cited(text, outgoing)
    if citation := citation or before_italics(shown, outgoing):
        return citation
    if lead := _behind_sign(text, outgoing) or in_quotes(text, outgoing) or made_by_accounts(text, outgoing):
        return lead
    lead = over_years(text, outgoing) or _first_line(shown, before) or _named(shown, DATED_NAME, before)
    lead = lead or called_by_links(shown, outgoing, signs) or _named(shown, PLAIN_NAME, before)
    if lead is None and len(outgoing) > 1 and any(_is_label(text, one, usual) for one in outgoing):
        lead = in_front(shown, outgoing)
    if lead is None and outgoing:
        lead = _before_brackets(shown, outgoing) or over_alike(text, outgoing)
    return _only_link(text, outgoing[0], usual) if lead is None and len(outgoing) == 1 else lead


def _behind_sign(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a linked title behind a short name and a dash, before generic links: "OAK - [On oaks](…) ([code](…))"."""
    if len(outgoing) < 2 or any(not is_generic(text, one) for one in outgoing[1:]):
        return None
    title = outgoing[0]
    before = text[: title.start].rstrip()
    is_title = title.kind == "text" and len(text[title.start : title.end].split()) >= TITLE
    is_short = before.endswith(DASHES) and len(before) <= SHORT_NAME and WORD.search(before)
    if not (is_title and is_short):
        return None
    labels = _is_dashed_label(before)
    return labelled_by(text, title) if labels else Lead(title.start, title.end, title, is_in_sentence=True)


def _is_dashed_label(before: str) -> bool:
    """Tell whether the text in front of a link is a word or two and a dash."""
    return before.rstrip().endswith(DASHES) and len(before.split()) <= DASHED_LABEL_WORDS + 1  # the dash is one


def _cited(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find the title in front of the only link, which is its authors and year, with nothing behind."""
    link = outgoing[0] if len(outgoing) == 1 else None
    if link is None or link.start > LONGEST_TITLE or WORD.search(text, link.end):
        return None
    return find_cited(text, 0, link, link.end)


def _first_line(shown: Inline, before: int) -> Lead | None:
    """Find a title that is a line of its own, above lines one of which is a URL, or a link behind a label."""
    title, _, rest = shown.text.partition("\n")
    name = title.rstrip(" \\")
    if (
        not rest
        or before < len(title)
        or len(name) > LONGEST_TITLE
        or not WORD.search(name)
        or SENTENCE_SIGN.search(name)
    ):
        return None
    lines = {line.strip(" \\") for line in rest.split("\n")}
    links = {shown.text[one.start : one.end]: one.kind for one in outgoing_links(shown)}
    if any(links.get(line) == "bare" for line in lines):
        return named_by(name)
    labelled = {LABEL_END.split(line, maxsplit=1)[-1] for line in lines if LABEL_END.search(line)}
    is_named = not has_colon(name) and not labelled.isdisjoint(links)
    return named_by(name) if is_named else None


def _is_label(text: str, link: Anchor, usual: Container[str]) -> bool:
    """Tell whether the text of a link holds a generic word, or is usual in the list: "official link"."""
    label = link_label(text, link)
    return label in usual or any(word in GENERIC for word in label.split())  # "official link"


def _named(shown: Inline, form: re.Pattern[str], before: int) -> Lead | None:
    """Find a name of a form, with words between it and the first link."""
    match = form.match(shown.text, 0, before)
    if match is None or any(mark.start < match.end("name") < mark.end for mark in shown.marks):
        return None
    name = match["name"]
    if sum(map(name.count, BRACKETS)) > sum(map(name.count, BRACKETS.values())) or UNQUOTED.fullmatch(name):
        return None  # "Oak (as told by Ann (2015)), …", "[Oak: a saw] (…)", "“Oak: a saw”"
    is_name = WORD.search(name) and not is_date(name) and WORD.search(shown.text, match.end(), before)
    return Lead(match.start("name"), match.end("name"), None) if is_name else None


def _bracketed_run(text: str, links: Sequence[Anchor]) -> tuple[int, int] | None:
    """Return the stretch of the first links whose texts have brackets: "[[pdf]](…) [[repo]](…)"."""
    end = links[0].start
    for link in links:
        if text[end : link.start].strip(SEPARATORS) or not text.startswith("[", link.start):
            break
        end = link.end
    return (links[0].start, end) if end > links[0].start else None


def _before_brackets(shown: Inline, links: Sequence[Anchor]) -> Lead | None:
    """Find a name in front of links in brackets, which a separator parts from a description.

    "Oak ([paper](…), [leaves](…)) - a tree"; generic links need no separator: "Oak [[paper](…)] A tree".
    """
    text = shown.text
    start, end = _bracketed_run(text, links) or next(iter(groups_of(shown, 0)), (0, 0))
    if text[start:end][:1] not in BRACKETS or not start <= links[0].start < end or not WORD.search(text, end):
        return None
    inside = [one for one in links if one.end <= end]
    is_usual = all(is_generic(text, one) and is_bracketed(text, one) for one in inside)
    name = text[:start].rstrip(SEPARATORS + OPENING_BRACKETS)
    bare = name.lstrip(SEPARATORS)
    is_parted = is_usual or text[end:].lstrip().startswith(NAME_ENDS)
    if not is_parted or "\n" in bare or len(bare) > LONGEST_TITLE or SENTENCE_SIGN.search(bare) or is_venue(bare):
        return None
    says = SENTENCE_WORD.search(bare) and len(bare.split()) > 1  # "See the [[docs](…)]"
    if not any(map(str.isalpha, bare)) or may_be_people(bare) or says:
        return None  # "2021 [[paper](…)] On trees", "Ann Lee, Bob Ray [[paper](…)] On trees"
    return named_by(name, inside[0] if len(inside) == 1 else None)


def before_link(before: str, link: Anchor) -> Lead | None:
    """Find a name that is all in front of a link, up to LONGEST_NAME characters: "Oak. https://…"."""
    front = before.rstrip(SEPARATORS + OPENING_BRACKETS)
    name, labels = before_open_bracket(front.removesuffix("."))
    lead = named_by(name, link)._replace(prefix=labels, stop=len(front) if labels else 0)
    return lead if len(name) < LONGEST_NAME else None


def _before_usual(before: str, anchor: Anchor) -> Lead | None:
    """Find a name that is all in front of a generic or usual link: "Oak (remote) [Open positions](…)"."""
    name = BRACKET_BEHIND.sub("", before.rstrip(SEPARATORS + OPENING_BRACKETS))
    if not any(map(str.isalpha, name)) or len(name) > SHORT_NAME or SENTENCE_SIGN.search(CORNER_QUOTED.sub("", name)):
        return None
    return named_by(name, anchor)


def _amid_words(text: str, anchor: Anchor, called: bool) -> Lead | None:
    """Find the name where words stand in front of a link and behind it: the link behind a label, or the words in front.

    "Russian: [Oak](…) - …" and "Ann Lee - [How trees grow](…) - …" have labels; "Oak - [ann/oak](…), …" has a name.
    """
    before, after = text[: anchor.start], text[anchor.end :].lstrip(" ")
    said = before.rstrip(SEPARATORS)
    ends = before[len(said) :].strip(" ,，")
    label = text[anchor.start : anchor.end]
    if len(said) > SHORT_NAME or SENTENCE_SIGN.search(said.casefold()):
        return None
    if not ends:  # "Swift-based [Oak](…) - …"
        is_word = called and after.startswith(NAME_ENDS) and "-" in said and len(said.split()) == 1
        return labelled_by(text, anchor) if is_word else None
    if called and ("/" not in label or (LABEL_IN_FRONT.search(before) and not REPOSITORY.fullmatch(label))):
        is_label = LABEL_IN_FRONT.search(before) or len(label.split()) >= TITLE
        return labelled_by(text, anchor) if is_label and "," not in said and after.startswith(NAME_ENDS) else None
    if not after.startswith(LINK_ENDS):
        return None
    name = BRACKET_BEHIND.sub("", said)
    return named_by(name, anchor) if WORD.search(name) else None


def _is_aside(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link is in round brackets: "[(@ann)](…)"."""
    said = text[link.start : link.end]
    return said.startswith(("(", "（")) and said.endswith((")", "）"))


def _only_link(text: str, anchor: Anchor, usual: Container[str]) -> Lead | None:
    """Find the name of an item by its only link: words in front, or the link: "Foo https://…", "Lists [foo](…)."."""
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
        return _amid_words(text, anchor, called)
    if called and (goes_on or not is_bracketed(text, anchor)):  # "On trees [[Book (free)]](…)" has its name in front
        return _behind_words(text, anchor, label)
    return None if is_url and PLACE_AT_END.search(before) else before_link(before, anchor)


def _behind_words(text: str, anchor: Anchor, label: str) -> Lead | None:
    """Find a name that is a link behind a label or a sentence, unless a date starts the text: "Russian: [Oak](…)"."""
    before = text[: anchor.start]
    if before.rstrip().endswith(COLONS) and len(before) < 40:
        return labelled_by(text, anchor)
    if _is_dashed_label(before) and len(label.split()) >= TITLE:
        return labelled_by(text, anchor)  # "OAK - [On old oaks](…)"
    return None if DATE.match(before) else Lead(anchor.start, anchor.end, anchor, is_in_sentence=True)

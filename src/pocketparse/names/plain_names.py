"""Finds a name that is plain words: up to a year, a separator, or the links to it."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from pocketparse.line.dates import is_date, is_venue
from pocketparse.line.groups import BRACKETS, groups_of, unclosed
from pocketparse.line.linked import is_bracketed, is_generic, link_label, outgoing_links
from pocketparse.markup.shown import WORD, Anchor, Inline, tail
from pocketparse.names.citations import find_citation
from pocketparse.names.labelled_titles import labelled_by, over_alike, over_badges, over_years
from pocketparse.names.lead import Lead, moved, named_by
from pocketparse.names.marked_names import find_cited
from pocketparse.names.people import may_be_people
from pocketparse.names.single_links import CORNER_QUOTES, SHORT_NAME, beside_only_link, is_dashed_label
from pocketparse.names.unlinked_titles import (
    before_italics,
    before_month,
    behind_makers,
    called_by_links,
    in_front,
    in_quotes,
)
from pocketparse.patterns import pattern
from pocketparse.vocabulary import (
    DASHES,
    GENERIC,
    LONGEST_TITLE,
    NAME_ENDS,
    OPENING_BRACKETS,
    SENTENCE_SIGN,
    SENTENCE_WORD,
    SEPARATORS,
    TITLE,
    has_colon,
)

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
DATED_NAME = pattern(r"[^\w\[【]*(?P<name>[\w\[【][^\n]{8,250}?)\s*[(（](?:[^()（）\n]{0,20}\b)?(?:19|20)\d\d[)）]")
"""A title in front of a year in brackets: "Foo: a study of bars (2015), A. Ann, B. Bob. [pdf]"."""
UNQUOTED = pattern('["“][^"”]*')
"""A quote that nothing closes, and the words behind it."""
LABEL_END = pattern(r"[:：]\s*(?!//)")
"""What ends a label in front of a URL or a link."""
FIRST_LINKS = 5
"""Links among which the first in brackets is looked for."""
VERB_BEFORE_BY = pattern(r"(?:\w(?:ed|en|ade|uilt|awn|ung)|\b(?:up|run|done|part|led|shot|set))\sby$", re.IGNORECASE)
"""A verb in front of "by", as sentences have: "…, written by"."""
MADE_NAME_LENGTH = 60
"""Characters of a name in front of the accounts that made it, at the most."""


class Vouched(NamedTuple):
    """What other items of a list vouch for in the name of one."""

    usual: Container[str] = ()
    """Texts of links to several things, folded, which are no names: "open positions"."""
    before: re.Match[str] | None = None
    """The day or the venue in front of the name, where several items have one: "05/14 - Yew: a saw"."""
    alone: bool = False
    """Whether a single author may stand in front of a title, as several do elsewhere."""
    badged: bool = False
    """Whether names stand in front of linked pictures, with nothing else on their lines."""
    months: bool = False
    """Whether names stand in front of a month and a link: "Oak: a study, Jan 2024, [Leaves](…)"."""
    dashed: bool = False
    """Whether names are links behind a label and a dash: "Ann Lee - [Oak](…) - a saw"."""
    signs: Container[str] = ()
    """Signs that titles hold in front of generic links: ":"."""


NOTHING = Vouched()
"""No other item vouches for anything."""


def find_plain_lead(shown: Inline, vouched: Vouched = NOTHING) -> Lead | None:
    """Find a name that is plain text: up to a year, a separator, or the only link. Its list must vouch for it."""
    before = vouched.before
    if before is not None:
        rest = tail(shown, before.end())
        lead = _find(rest, vouched)
        if lead is None or lead.is_in_sentence:
            lead = _news(rest) or lead
        if lead:
            return moved(lead, before.end(), before[1])
    return _find(shown, vouched) or (over_badges(shown) if vouched.badged else None)


def _find(shown: Inline, vouched: Vouched) -> Lead | None:
    """Find a name by the first form that fits, of the surest to the loosest."""
    text = shown.text
    links = outgoing_links(shown)
    before = links[0].start if links else len(text)
    return (
        find_citation(shown, links, alone=vouched.alone)  # "Ann Lee, Bob Ray (2020). On trees. Oaks. [pdf](…)"
        or behind_makers(text, links)  # "Ann Lee, Bob Ray. On old trees. ICML 2017. [pdf](…)"
        or _cited(text, links)  # "On trees. [Lee (1952)](…)"
        or before_italics(shown, links)  # "On trees. _Ann Lee._ [[paper](…)]"
        or _behind_dash(text, links)  # "OAK - [On oaks](…) ([code](…))"
        or in_quotes(text, links)  # "“On oaks” CVPR. [[pdf](…)]"
        or (before_month(text, links) if vouched.months else None)  # "Oak: a study, Jan 2024, [Leaves](…)"
        or _made_by_accounts(text, links)  # "How to fell by [@ann](…)"
        or over_years(text, links)  # "Oak Index - ([2025](…)) ([2024](…))"
        or _first_line(shown, before)  # "On trees", "https://…"
        or _named(shown, DATED_NAME, before)  # "Oak: a study (2015), A. Ann, B. Bob. [pdf](…)"
        or called_by_links(shown, links, vouched.signs)  # "On oaks [[AAAI](…)]"
        or _named(shown, PLAIN_NAME, before)  # "Oak - a tree [site](…)"
        or _before_labels(shown, links, vouched.usual)  # "Oak [official link](…) [mirror](…)"
        or _before_brackets(shown, links)  # "Oak ([paper](…), [leaves](…)) - a tree"
        or over_alike(text, links, vouched.usual)  # "Guides: [Mac](…) / [Gnome](…) - a style"
        or beside_only_link(text, links, vouched.usual, dashed=vouched.dashed)  # "Oak https://…"
    )


def _behind_dash(text: str, links: Sequence[Anchor]) -> Lead | None:
    """Find a linked title behind a short name and a dash, before generic links: "OAK - [On oaks](…) ([code](…))"."""
    if len(links) < 2 or any(not is_generic(text, one) for one in links[1:]):
        return None
    title = links[0]
    before = text[: title.start].rstrip()
    is_title = title.kind == "text" and len(text[title.start : title.end].split()) >= TITLE
    is_short = before.endswith(DASHES) and len(before) <= SHORT_NAME and WORD.search(before)
    if not (is_title and is_short):
        return None
    is_label = is_dashed_label(before)
    return labelled_by(text, title) if is_label else Lead(title.start, title.end, title, is_in_sentence=True)


def _before_labels(shown: Inline, links: Sequence[Anchor], usual: Container[str]) -> Lead | None:
    """Find a name in front of several links, one of which is called by a generic word or is `usual` in the list."""
    if len(links) < 2:
        return None
    labels = (link_label(shown.text, link) for link in links)
    is_labelled = any(label in usual or not GENERIC.isdisjoint(label.split()) for label in labels)  # "official link"
    return in_front(shown, links) if is_labelled else None


def _news(shown: Inline) -> Lead | None:
    """Find a name that is all in front of the bracket around a link: "We opened! ([news](…))"."""
    for link in outgoing_links(shown)[:FIRST_LINKS]:
        before = shown.text[: link.start]
        bracket = unclosed(before)
        if bracket >= 0:
            name = before[:bracket].rstrip(SEPARATORS + OPENING_BRACKETS)
            return named_by(name) if WORD.search(name) and len(name) <= LONGEST_TITLE else None
    return None


def _made_by_accounts(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a name in front of "by" and accounts, if all links are accounts: "How to fell by [@ann](…)"."""
    if not outgoing or not all(text.startswith("@", one.start) for one in outgoing):
        return None
    name = text[: outgoing[0].start].rstrip()
    is_made = name.endswith(" by") and len(name) <= MADE_NAME_LENGTH and not VERB_BEFORE_BY.search(name)
    if not is_made or WORD.search(text, outgoing[-1].end) or not WORD.search(name[:-3]):
        return None
    by, stop = text[outgoing[0].start : outgoing[-1].end], outgoing[-1].end
    return named_by(name[:-3].rstrip(SEPARATORS))._replace(by=by, stop=stop)


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

    "Oak ([paper](…), [leaves](…)) - a tree"; generic links need no separator: "Oak [[paper](…)] A tree". Labelled ones
    need no description: "Oak (web: [oak.example](…))".
    """
    if not links:
        return None
    text = shown.text
    start, end = _bracketed_run(text, links) or next(iter(groups_of(shown, 0)), (0, 0))
    if text[start:end][:1] not in BRACKETS or not start <= links[0].start < end:
        return None
    is_labelled = has_colon(text[start : links[0].start])
    if not (is_labelled or WORD.search(text, end)):
        return None
    inside = [one for one in links if one.end <= end]
    is_usual = all(is_generic(text, one) and is_bracketed(text, one) for one in inside)
    name = text[:start].rstrip(SEPARATORS + OPENING_BRACKETS)
    bare = name.lstrip(SEPARATORS)
    is_parted = is_usual or text[end:].lstrip().startswith(NAME_ENDS) or not WORD.search(text, end)
    if not is_parted or "\n" in bare or len(bare) > LONGEST_TITLE or SENTENCE_SIGN.search(bare) or is_venue(bare):
        return None
    says = SENTENCE_WORD.search(bare) and len(bare.split()) > 1  # "See the [[docs](…)]"
    if not any(map(str.isalpha, bare)) or may_be_people(bare) or says:
        return None  # "2021 [[paper](…)] On trees", "Ann Lee, Bob Ray [[paper](…)] On trees"
    return named_by(name, inside[0] if len(inside) == 1 else None)

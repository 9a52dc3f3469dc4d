"""Lists of titles in plain words with their venues or dates: "On oaks (VLDB 2020)", "On elms. ICML 2019"."""

import re

from pocketparse.line.dates import ABBREVIATED, is_venue
from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.people import STOP, has_initial, may_be_names
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, ROUND_CLOSERS, TITLE

LONG_TITLE = 6
"""Words of a title without a date, at least, in a list of dated ones."""
DATED_TITLES = 10
"""Titles with a venue in the lists of a document, at least, before they are entries."""
BRACKET_AT_END = pattern(r"(?P<bracket>[(（]\s*(?P<venue>[^()（）\n]{2,80})[)）])[.\s]*$")
"""Words in round brackets at the end of a title."""
DATE_OR_VENUE = pattern(rf".*(?<!\d)(?:19|20)\d\d\b.*|{ABBREVIATED}(?:\s?[’'‘]?\d\d)?")
"""Words in round brackets that are a date or venue: "2016 VLDB", "ArXiv", "Applied Intelligence 2002", "CIDR 07"."""
VENUE_FIRST = pattern(r"\[(?P<venue>[^\[\]\n]{2,80})\]\s+(?=\S)")
"""Words in square brackets in front of a title: "[OSDI'25] On oaks"."""
ARXIV = r"[Aa]r[Xx]iv[:\s]\s?\d{4}\.\d{4,5}(?:v\d)?"
"""Pattern of an arXiv identifier: "arXiv:1902.03393"."""
PREPRINT = pattern(ARXIV)
"""An arXiv identifier."""
VENUE_AT_END = pattern(
    rf"(?:(?<=[.?!)])\s*|(?P<bracket>\s*\[))(?P<venue>[A-Za-z][^.,:;()\[\]\n]{{1,40}},?\s?(?:19|20)\d\d|{ARXIV}"
    r"|(?:19|20)\d\d(?(bracket)(?:-[A-Za-z][^.,:;()\[\]\n]{1,40})?))(?(bracket)\]|\.?)\s*$"
)
"""Venue or year at the end of a text, behind a stop or in brackets: "Lee et al. CVPR 2019", "[2017]", "[2019-CVPR]"."""
BRACKET_FIRST = re.compile(r"\\?\[[^\[\]\n]{2,80}\]\s")
"""Raw Markdown of a bracket that starts an item and is no link."""


def find_dated_titles(outline: Outline, block: Block) -> dict[Block, Lead]:
    """Return the titles of a list's items, if most have a venue or date, and DATED_TITLES of the document a venue.

    A date is as good as a link, which some of them may have behind it.
    """
    found, _ = outline.once(_dated_titles, block)
    if not found:
        return {}  # common case
    is_usual = outline.once(dates_titles)
    return found if is_usual else {}


def dates_titles(outline: Outline) -> bool:
    """Tell whether the lists of a document hold DATED_TITLES with a venue."""
    return sum(outline.once(_dated_titles, block)[1] for block in outline.of_kind("list")) >= DATED_TITLES


def _dated_titles(outline: Outline, block: Block) -> tuple[dict[Block, Lead], int]:
    """Return the titles of a list, and how many have a venue; none if fewer than half of them have.

    None, either, if half of the items have links: those vouch for names.
    """
    every = block.children
    alone = [item.text for item in every if not item.children]
    told = sum(text.rstrip().endswith(ROUND_CLOSERS) for text in alone)
    first = sum(BRACKET_FIRST.match(item.text) is not None for item in every)
    find = _in_front if first > told else _at_end
    if max(told, first) * 5 < len(every) * 4:
        told, find = sum(text.rstrip(" .")[-1:].isdecimal() or text.endswith("]") for text in alone), _behind_stop
    if not every or max(told, first) * 5 < len(every) * 4:
        return {}, 0  # common case
    found: dict[Block, Lead] = {}
    venues = linked = 0
    for item in every:
        shown = outline.read(item.text)
        linked += leaves_page(shown)
        if lead := find(shown):
            found[item] = lead
            venues += any(is_venue(label) or PREPRINT.fullmatch(label) is not None for label in lead.prefix[:1])
    is_list = len(found) * 4 >= len(every) * 3 and venues * 2 >= len(found)
    is_usual = linked * 2 >= len(every)  # those links name things, too
    if is_usual and (find is not _in_front or linked == len(every)):
        return {}, 0
    if is_list and find is _at_end:
        leads = {item: found.get(item) or _beside_others(item, outline.read(item.text)) for item in every}
        found = {item: lead for item, lead in leads.items() if lead}
    return (found, venues) if is_list else ({}, 0)


def _at_end(shown: Inline) -> Lead | None:
    """Find a title in front of a venue or date in brackets: "On oaks in winter (VLDB 2020)"."""
    front = shown.text[: shown.anchors[0].start] if shown.anchors else shown.text
    end = BRACKET_AT_END.search(front)
    title = front[: end.start()].rstrip() if end else ""
    if end is None or not DATE_OR_VENUE.fullmatch(end["venue"]) or len(title.split()) < TITLE:
        return None
    return Lead(0, len(title), None, [end["venue"]], stop=end.end("bracket"))


def _beside_others(item: Block, shown: Inline) -> Lead | None:
    """Find a title without a date in a list of dated ones: "Oak [code](…)", "On elms (Elm House)"."""
    if item.children:
        return None
    lead = find_lead(shown)
    if lead and lead.leaves:
        return lead
    front = shown.text[: shown.anchors[0].start].rstrip(" [(") if shown.anchors else shown.text.rstrip()
    end = BRACKET_AT_END.search(front)
    end = end if end and end["venue"][0].isupper() else None
    title = front[: end.start()].rstrip() if end else front
    is_told = end or leaves_page(shown) or len(title.split()) >= LONG_TITLE
    if not is_told or "\n" in title or title.endswith((".", *COLONS)) or not WORD.search(title):
        return None
    return Lead(0, len(title), None, [end["venue"]] if end else (), stop=end.end("bracket") if end else 0)


def _behind_stop(shown: Inline) -> Lead | None:
    """Find a title in front of a stop, its authors or not, and a venue or date: "On oaks. Lee et al. CVPR 2019"."""
    front = shown.text[: shown.anchors[0].start].rstrip(" [(") if shown.anchors else shown.text
    end = VENUE_AT_END.search(front)
    if end is None:
        return None
    for start, stop in [*(one.span() for one in STOP.finditer(front, 0, end.start())), (end.start(), end.start())]:
        title, by = front[:start].rstrip(". "), front[stop : end.start()].strip()
        is_made = may_be_names(by)
        if by and not is_made and title.endswith(("?", "!")):
            continue  # "Why fell? A study of saws [2019-CVPR]"
        if len(title.split()) >= (TITLE - 1 if is_made else TITLE):
            by = by if has_initial(by) else by.rstrip(".")
            told = Lead(0, len(title), None, [end["venue"]], by=by, stop=end.end())
            return told if is_made or not by else Lead(0, len(title), None)
    return None


def _in_front(shown: Inline) -> Lead | None:
    """Find a title behind a venue in brackets, or the link of an item: "[OSDI'25] On oaks in winter"."""
    if shown.anchors:
        return find_lead(shown)
    venue = VENUE_FIRST.match(shown.text)
    if venue is None or not is_venue(venue["venue"]):
        return None
    title = shown.text[venue.end() :].partition("\n")[0].rstrip()
    end = venue.end() + len(title)
    return Lead(venue.end(), end, None, [venue["venue"]], stop=end) if len(title.split()) >= TITLE else None

"""Lists of titles in plain words that end in where and when they came out: "On the growth of oaks (VLDB 2020)"."""

from pocketparse.line.dates import ABBREVIATED, is_venue
from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import Block, is_flat
from pocketparse.names.leads import Lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import TITLE

TITLES = 10
"""Titles with a venue that such lists of a document have, at least."""
VENUE_END = pattern(r"(?P<bracket>[(（]\s*(?P<venue>[^()（）\n]{2,80})[)）])[.\s]*$")
DATED = pattern(rf".*\b(?:19|20)\d\d\b.*|{ABBREVIATED}")
"""What stands in such a bracket beside venues: "2016", "2016 VLDB", "ArXiv", "Applied Intelligence 2002"."""
CLOSING = (")", "）")


def find_dated_titles(outline: Outline, block: Block) -> dict[Block, Lead]:
    """Return the titles of a list's items, if most say where and when they came out, as those of other lists do.

    That is as good as a link, which some of them may have behind it.
    """
    found, _ = outline.once(_dated_titles, block)
    if not found:
        return {}  # nearly all
    is_usual = outline.once(dates_titles)
    return found if is_usual else {}


def dates_titles(outline: Outline) -> bool:
    """Tell whether lists of a document hold many titles with a venue."""
    return sum(outline.once(_dated_titles, block)[1] for block in outline.of_kind("list")) >= TITLES


def _dated_titles(outline: Outline, block: Block) -> tuple[dict[Block, Lead], int]:
    """Return the titles of a list, and how many have a venue: half of them, or none is returned.

    Where half of the items have links, those vouch for names.
    """
    every = [] if is_flat(block) else block.children
    ends = sum(item.text.rstrip().endswith(CLOSING) and not item.children for item in every)
    if not ends or ends * 5 < len(every) * 4:
        return {}, 0  # nearly all
    found: dict[Block, Lead] = {}
    venues = linked = 0
    for item in every:
        shown = outline.read(item.text)
        front = shown.text[: shown.anchors[0].start] if shown.anchors else shown.text
        linked += leaves_page(shown)
        end = VENUE_END.search(front)
        title = front[: end.start()].rstrip() if end else ""
        if end and DATED.fullmatch(end["venue"]) and len(title.split()) >= TITLE:
            found[item] = Lead(0, len(title), None, [end["venue"]], stop=end.end("bracket"))
            venues += is_venue(end["venue"])
    is_list = len(found) * 5 >= len(every) * 4 and venues * 2 >= len(found) and linked * 2 < len(every)
    return (found, venues) if is_list else ({}, 0)

"""Which signs are part of titles in plain words, in front of generic links in brackets."""

from collections.abc import Iterator

from pocketparse.line.linked import link_label, outgoing_links
from pocketparse.names.marked_names import find_lead
from pocketparse.names.title_labels import are_bracketed_labels
from pocketparse.names.unlinked_titles import in_front
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, DASHES, PAPERS, STOPS, TITLE, has_colon

SPACED_DASH = pattern(r"\s[-–—]\s")
"""A dash within a title."""
PAPER_TITLES = 20
"""Titles in front of links to papers, at least, before a dash is part of one; one in so many has it, at the most."""
USUAL_TITLES = 10
"""Titles in front of other generic links, at least, before a colon is part of one."""


def signs_in_titles(outline: Outline) -> frozenset[str]:
    """Return the signs that titles in front of generic links may hold: dashes, colons, both or none.

    Dashes if hardly a title has one; colons if most end in a stop, "On oaks: a study. [[link](…)]", and half have no
    colon: "Oak: a saw. [[code](…)]" may be a list of tools.
    """
    found = list(_titles(outline))
    papers = [title for title, is_paper in found if is_paper]
    others = [title for title, is_paper in found if not is_paper]
    dashes = sum(SPACED_DASH.search(title) is not None for title in papers) * PAPER_TITLES <= len(papers)
    colons = sum(map(has_colon, others)) * 2 <= len(others)
    stops = sum(title.endswith(STOPS) for title in others) * 4 >= len(others) * 3
    signs = frozenset(DASHES if len(papers) >= PAPER_TITLES and dashes else ())
    return signs.union(COLONS) if len(others) >= USUAL_TITLES and colons and stops else signs


def _titles(outline: Outline) -> Iterator[tuple[str, bool]]:
    """Yield the titles in front of generic links in brackets, nothing behind, and whether one links to a paper."""
    for text in outline.linked_items:
        if "[[" not in text:
            continue
        shown = outline.read(text)
        links = outgoing_links(shown)
        if links and are_bracketed_labels(shown.text, links) and find_lead(shown) is None:
            lead = in_front(shown, links, dashed=True)
            title = shown.text[lead.start : lead.end] if lead else ""
            if len(title.split()) >= TITLE:
                yield title, any(link_label(shown.text, link) in PAPERS for link in links)

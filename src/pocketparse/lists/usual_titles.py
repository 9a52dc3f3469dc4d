"""Titles in plain words in front of usual links in brackets: which signs are part of them."""

from collections.abc import Iterator

from pocketparse.line.linked import link_label, outgoing_links
from pocketparse.names.front_titles import PAPERS, are_bracketed_labels, in_front
from pocketparse.names.leads import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, DASHES, STOPS, TITLE, has_colon

DASHED = pattern(r"\s[-–—]\s")
PAPER_TITLES = 20
"""Titles in front of links to papers, at least, where a dash is part of those: one in as many has it, at the most."""
USUAL_TITLES = 10
"""Titles in front of other links, at least, where a colon is part of those, too."""


def signs_in_titles(outline: Outline) -> frozenset[str]:
    """Return the signs that are part of titles in front of usual links: dashes, and colons in front of any such link.

    Dashes where hardly a title has one; colons where most end in a stop, "On oaks: a study. [[link](…)]", and half
    have none: "Oak: a saw. [[code](…)]" may be a list of tools.
    """
    found = list(_titles(outline))
    papers = [title for title, is_paper in found if is_paper]
    others = [title for title, is_paper in found if not is_paper]
    dashes = sum(DASHED.search(title) is not None for title in papers) * PAPER_TITLES <= len(papers)
    colons = sum(map(has_colon, others)) * 2 <= len(others)
    stops = sum(title.endswith(STOPS) for title in others) * 4 >= len(others) * 3
    signs = frozenset(DASHES if len(papers) >= PAPER_TITLES and dashes else ())
    return signs.union(COLONS) if len(others) >= USUAL_TITLES and colons and stops else signs


def _titles(outline: Outline) -> Iterator[tuple[str, bool]]:
    """Yield the titles in front of usual links in brackets, nothing behind, and whether one leads to a paper."""
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

"""Whether the entries of a document are headings, and which are none for URLs: over lists, or hardly any has one."""

from itertools import chain

from pocketparse.headings.over_others import over_others
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Section
from pocketparse.vocabulary import SCHEMES

LISTED = 10
"""Lines of a list that are no links of one thing, at least …"""
LISTS = 5
"""… and so many lists of URLs alone, below a heading each, …"""
USUAL = 3
"""… with so many lines on average."""
FEW = 5
"""Headings that lead with a link line, fewer than which are no entries …"""
LINKS_PER_HEADING = 10
"""… beside so many items and rows with links for each of them."""
URL_AHEAD = pattern(r"(?:[^:：\n]{1,40}[:：]\s*)?https?://")
"""A URL, or one behind a few words and a colon."""


def lists_by_heading(outline: Outline) -> bool:
    """Tell whether entries are headings here: half of the leaf sections lead with a link line, and no long list."""
    leaves = [section for section in outline.sections if not section.children and section.body_unplaced]
    others = outline.once(over_others)
    leading = sum(leaf.leads_with_link and leaf not in others and not _lists(leaf) for leaf in leaves)
    return any(leaves) and leading * 2 >= len(leaves) and not outline.once(leaves_of_urls)


def leaves_of_urls(outline: Outline) -> frozenset[Section]:
    """Return the leaf headings over a list of URLs alone, where most hold several: other things than their headings."""
    lists = {leaf: item_texts(leaf.body_unplaced[0]) for leaf in outline.over_lists}
    urls = [texts for texts in lists.values() if len(texts) > 1 and all(text.startswith(SCHEMES) for text in texts)]
    are_usual = len(urls) >= LISTS and sum(map(len, urls)) >= len(urls) * USUAL
    return frozenset(leaf for leaf, texts in lists.items() if are_usual and URL_AHEAD.match(texts[0]))


def over_addresses(outline: Outline) -> frozenset[Section]:
    """Return the headings over a URL in a paragraph, where entries are elsewhere: "Web view", "https://saws.example".

    Hardly any heading leads with a link line there, and many items and rows have links.
    """
    leading = [one for one in outline.sections if one.heading and one.leads_with_link]
    if not 0 < len(leading) < FEW:
        return frozenset()  # nearly all
    rows = chain.from_iterable(block.rows for block in outline.of_kind("table"))
    linked = len(outline.linked_items) + sum(any("](" in cell for cell in row) for row in rows)
    found = [one for one in leading if one.body_unplaced[0].kind == "paragraph"]
    return frozenset(found if linked >= len(leading) * LINKS_PER_HEADING else ())


def _lists(leaf: Section) -> bool:
    """Tell whether a body starts with a list of many lines: of other things than its heading."""
    first = leaf.body_unplaced[0]
    return first.kind == "list" and first.last - first.first >= LISTED

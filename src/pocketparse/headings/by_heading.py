"""Whether the entries of a document are headings, and which are none for URLs: over lists, or hardly any has one."""

from itertools import chain

from pocketparse.headings.over_others import over_others
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Node
from pocketparse.vocabulary import SCHEMES

LIST_LINES = 10
"""Minimum number of lines in a list that holds several things, and not the links of one."""
LISTS_OF_URLS = 5
"""Minimum number of lists of two URLs or more, one below a heading each, before these hold several things."""
URLS_PER_LIST = 3
"""Minimum number of URLs in such lists, on average."""
LINKED_HEADINGS = 5
"""Number of headings that lead with a link line from which on they may be entries beside linked items and rows."""
LINKS_PER_HEADING = 10
"""Fewer headings are no entries if the document has so many linked items and rows for each."""
LABELLED_URL = pattern(r"(?:[^:：\n]{1,40}[:：]\s*)?https?://")
"""A URL at the start of a text, a few words and a colon in front or not."""


def lists_by_heading(outline: Outline) -> bool:
    """Tell whether the entries of a document are headings: half of the leaves lead with a link line, no long list."""
    leaves = [section for section in outline.sections if not section.children and section.body_unplaced]
    others = outline.once(over_others)
    leading = sum(leaf.leads_with_link and leaf not in others and not _lists(leaf) for leaf in leaves)
    return any(leaves) and leading * 2 >= len(leaves) and not outline.once(leaves_of_urls)


def leaves_of_urls(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over a list of URLs, if LISTS_OF_URLS are so long that the headings are no entries."""
    lists = {leaf: item_texts(leaf.body_unplaced[0]) for leaf in outline.over_lists}
    urls = [texts for texts in lists.values() if len(texts) > 1 and all(text.startswith(SCHEMES) for text in texts)]
    are_long = len(urls) >= LISTS_OF_URLS and sum(map(len, urls)) >= len(urls) * URLS_PER_LIST
    return frozenset(leaf for leaf, texts in lists.items() if are_long and LABELLED_URL.match(texts[0]))


def over_addresses(outline: Outline) -> frozenset[Node]:
    """Return the headings over a URL in a paragraph, if the entries are items or rows: "Web view" over "https://…".

    Fewer than LINKED_HEADINGS lead with a link line, and LINKS_PER_HEADING items and rows have links for each of them.
    """
    leading = [one for one in outline.sections if one.heading and one.leads_with_link]
    if not 0 < len(leading) < LINKED_HEADINGS:
        return frozenset()  # nearly all
    rows = chain.from_iterable(block.rows for block in outline.of_kind("table"))
    linked = len(outline.linked_items) + sum(any("](" in cell for cell in row) for row in rows)
    found = [one for one in leading if one.body_unplaced[0].kind == "paragraph"]
    return frozenset(found if linked >= len(leading) * LINKS_PER_HEADING else ())


def _lists(leaf: Node) -> bool:
    """Tell whether a body starts with a list of LIST_LINES lines or more."""
    first = leaf.body_unplaced[0]
    return first.kind == "list" and first.last - first.first >= LIST_LINES

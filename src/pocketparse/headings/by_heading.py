"""Whether the entries of a document are headings, and which headings stand over lists of other things: URLs."""

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
URL_AHEAD = pattern(r"(?:[^:：\n]{1,40}[:：]\s*)?https?://")
"""A URL, or one behind a few words and a colon."""


def lists_by_heading(outline: Outline) -> bool:
    """Tell whether entries are headings here: half of the leaf sections lead with a link line, and no long list."""
    leaves = [section for section in outline.sections if not section.children and section.texts()]
    others = outline.once(over_others)
    leading = sum(leaf.leads_with_link and leaf not in others and not _lists(leaf) for leaf in leaves)
    return any(leaves) and leading * 2 >= len(leaves) and not outline.once(leaves_of_urls)


def leaves_of_urls(outline: Outline) -> frozenset[Section]:
    """Return the leaf headings over a list of URLs alone, where most hold several: other things than their headings."""
    lists = {leaf: item_texts(leaf.texts()[0]) for leaf in outline.over_lists}
    urls = [texts for texts in lists.values() if len(texts) > 1 and all(text.startswith(SCHEMES) for text in texts)]
    are_usual = len(urls) >= LISTS and sum(map(len, urls)) >= len(urls) * USUAL
    return frozenset(leaf for leaf, texts in lists.items() if are_usual and URL_AHEAD.match(texts[0]))


def _lists(leaf: Section) -> bool:
    """Tell whether a body starts with a list of many lines: of other things than its heading."""
    first = leaf.texts()[0]
    return first.kind == "list" and first.last - first.first >= LISTED

"""Lists of URLs, each an entry: more than a few items start with one, and a third do not at the most."""

from collections.abc import Mapping

from pocketparse.line.captions import says_sentence
from pocketparse.lists.item_names import lead_of
from pocketparse.lists.items import items
from pocketparse.lists.url_names import leading_url
from pocketparse.markup.block import Block
from pocketparse.names.lead import Lead
from pocketparse.outline import Outline
from pocketparse.tree import Node

Leads = Mapping[Block, Lead | None]
URLS_OF_HEADING = 2
"""URLs in a list below a heading that are links of this heading, at the most; more are entries."""
URL_LISTS = 3
"""Lists of URLs in a document, at least, before a list of fewer URLs holds entries, too."""


def urls_of(outline: Outline, section: Node, block: Block) -> Leads:
    """Return the items of a list of URLs, each with its URL or other name; empty for other lists.

    As few as URLS_OF_HEADING are enough if the document has URL_LISTS, and no sentence stands in the section.
    """
    urls = outline.once(_leading_urls, block)
    count = _count(urls)
    is_enough = count > URLS_OF_HEADING or (count > 0 and not _is_told(outline, section) and outline.once(lists_urls))
    if not is_enough:
        return {}
    return {item: lead or lead_of(outline, item) for item, lead in urls.items()}


def _is_told(outline: Outline, section: Node) -> bool:
    """Tell whether a section has a paragraph with a sentence, which says what its URLs are for."""
    return any(block.kind == "paragraph" and says_sentence(outline.read(block.text)) for block in section.free)


def _leading_urls(outline: Outline, block: Block) -> Leads:
    """Return the URL that each item of a list starts with, or None; empty if more than a third have none."""
    urls: dict[Block, Lead | None] = {}
    others = 0
    all_items = list(items(block))
    for item in all_items:
        urls[item] = leading_url(outline.read(item.text))
        others += urls[item] is None
        if others * 3 > len(all_items):
            return {}
    return urls


def lists_urls(outline: Outline) -> bool:
    """Tell whether the document has URL_LISTS lists of more than URLS_OF_HEADING URLs."""
    found = (outline.once(_leading_urls, block) for block in outline.of_kind("list"))
    return sum(_count(urls) > URLS_OF_HEADING for urls in found) >= URL_LISTS


def _count(leads: Leads) -> int:
    """Return the number of items that have a name."""
    return sum(lead is not None for lead in leads.values())

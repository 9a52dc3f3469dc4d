"""Which lists are URLs, an entry each: more than a few of their items start with one, and hardly any do not."""

from collections.abc import Mapping

from pocketparse.line.captions import says_sentence
from pocketparse.lists.item_names import lead_of
from pocketparse.lists.items import items
from pocketparse.lists.url_names import leading_url
from pocketparse.markup.block import Block
from pocketparse.names.lead import Lead
from pocketparse.outline import Outline
from pocketparse.tree import Section

Leads = Mapping[Block, Lead | None]
URLS_OF_HEADING = 2
"""URLs below a heading without words are links of what it names; more are things of their own."""
URL_LISTS = 3
"""Lists of URLs, at least, beside which a few URLs are one, too."""


def urls_of(outline: Outline, section: Section, block: Block) -> Leads:
    """Return the URLs that the items of a list start with, if there are more than a few and hardly anything else.

    A few are enough where several lists have more, and no sentence stands beside them.
    """
    urls = outline.once(_leading_urls, block)
    count = _count(urls)
    is_enough = count > URLS_OF_HEADING or (count > 0 and not _is_told(outline, section) and outline.once(lists_urls))
    if not is_enough:
        return {}
    return {item: lead or lead_of(outline, item) for item, lead in urls.items()}


def _is_told(outline: Outline, section: Section) -> bool:
    """Tell whether a section has a sentence, which says what its URLs are for."""
    return any(block.kind == "paragraph" and says_sentence(outline.read(block.text)) for block in section.free)


def _leading_urls(outline: Outline, block: Block) -> Leads:
    """Return the URL that each item of a list starts with, if a third have none at the most."""
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
    """Tell whether several lists are URLs, more than a few, and hardly anything else."""
    found = (outline.once(_leading_urls, block) for block in outline.of_kind("list"))
    return sum(_count(urls) > URLS_OF_HEADING for urls in found) >= URL_LISTS


def _count(leads: Leads) -> int:
    """Return how many items have a name."""
    return sum(lead is not None for lead in leads.values())

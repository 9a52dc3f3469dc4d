"""Documents whose lists and tables link nowhere, so that words alone name their entries."""

from pocketparse.line.dates import is_date
from pocketparse.line.linked import leaves_page
from pocketparse.lists.items import items
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.plain_names import find_plain_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.title_headings import title_sections
from pocketparse.tree import within

LIST_ITEMS = 10
"""Items or rows without links, at least, before a list or table of them holds entries."""
UNLINKED_NAME_LENGTH = 40
"""Characters of a name in a list without links, at the most."""
HOLDS_STOP = pattern(r"[.!?;:,。！？；：，]\s*$|[.!?]\s|[。！？；]")
"""A stop within a text, or at its end, which a sentence has, and no name."""


def is_unlinked(outline: Outline) -> bool:
    """Tell whether no heading, cell, item or start of a paragraph links to another page.

    Fewer than LIST_ITEMS items may link within a sentence: "You can plant oaks at [oak.example](…)".
    """
    headings = (section.heading.text for section in outline.sections if section.heading)
    cells = (cell for block in outline.of_kind("table") for row in block.rows for cell in row)
    if any(leaves_page(outline.read(raw)) for some in (headings, cells) for raw in some):
        return False
    texts = (outline.read(item.text) for block in outline.of_kind("list") for item in items(block))
    for count, linked in enumerate(filter(leaves_page, texts), start=1):
        if count >= LIST_ITEMS or not _is_sentence(linked):
            return False
    title = {outline.root, *outline.once(title_sections)}
    paragraphs = (
        block.text for one in outline.sections if one not in title for block in within(one.body_unplaced, "paragraph")
    )
    return not any((lead := find_lead(outline.read(raw))) and lead.leaves for raw in paragraphs)


def _is_sentence(shown: Inline) -> bool:
    """Tell whether an item starts with no name, but links within a sentence: "See [oaks](…) and [elms](…)"."""
    lead = find_lead(shown) or find_plain_lead(shown)
    return lead is None or lead.is_in_sentence


def find_names(outline: Outline, block: Block) -> dict[Block, Lead]:
    """Return the names of a list's items in a document without links, if nine of ten have one; LIST_ITEMS at least.

    Each item is one line, and in most the name has an end: "Oak - a tree", "Elm".
    """
    every = block.children
    if len(every) < LIST_ITEMS or any(item.children or item.box for item in every) or not outline.once(is_unlinked):
        return {}
    found = {item: lead for item in every if (lead := _find_name(outline.read(item.text)))}
    parted = sum(lead.end < len(item.text) for item, lead in found.items())
    return found if len(found) * 10 >= len(every) * 9 and parted * 4 >= len(every) * 3 else {}


def _find_name(shown: Inline) -> Lead | None:
    """Find the name in an item without links: the words in front of a separator, or all; none in a sentence or date."""
    text = shown.text
    if "\n" in text or not WORD.search(text) or is_date(text):
        return None
    lead = find_lead(shown) or find_plain_lead(shown) or Lead(0, len(text), None)
    name = text[lead.start : lead.end]
    return None if len(name) > UNLINKED_NAME_LENGTH or HOLDS_STOP.search(name) else lead

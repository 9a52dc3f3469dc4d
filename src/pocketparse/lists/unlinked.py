"""Documents whose lists and tables link nowhere: what names things there does it in words alone."""

from pocketparse.line.dates import is_date
from pocketparse.line.linked import leaves_page
from pocketparse.lists.items import items
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.leads import find_lead
from pocketparse.names.plain_names import find_plain_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.title_headings import title_sections
from pocketparse.tree import within

LIST_ITEMS = 10
"""Items, or rows, that make a list where no link does, at least."""
NAME_LENGTH = 40
"""Characters of a name …"""
LINE = 80
"""… and of a line that holds one."""
SENTENCE = pattern(r"[.!?;:,。！？；：，]\s*$|[.!?]\s|[。！？；]")


def is_unlinked(outline: Outline) -> bool:
    """Tell whether no heading or cell has a link that leaves the page, no item with a name, and no paragraph's start.

    A few items may link amid a sentence: "You can plant oaks at [oak.example](…)".
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
        block.text for one in outline.sections if one not in title for block in within(one.texts(), "paragraph")
    )
    return not any((lead := find_lead(outline.read(raw))) and lead.leaves for raw in paragraphs)


def _is_sentence(shown: Inline) -> bool:
    """Tell whether an item starts with no name, and has its links amid words: "See [oaks](…) and [elms](…)"."""
    lead = find_lead(shown) or find_plain_lead(shown)
    return lead is None or lead.is_in_sentence


def find_names(outline: Outline, block: Block) -> dict[Block, Lead]:
    """Return the names of a list's items, if there are many, hardly anything else, and links nowhere.

    Each is a line of its own, and most say where the name ends: "Oak - a tree", "Elm".
    """
    every = block.children
    if len(every) < LIST_ITEMS or any(item.children or item.box for item in every) or not outline.once(is_unlinked):
        return {}
    found = {item: lead for item in every if (lead := _find_name(outline.read(item.text)))}
    parted = sum(lead.end < len(item.text) for item, lead in found.items())
    return found if len(found) * 10 >= len(every) * 9 and parted * 4 >= len(every) * 3 else {}


def _find_name(shown: Inline) -> Lead | None:
    text = shown.text
    if len(text) > LINE or "\n" in text or not WORD.search(text) or SENTENCE.search(text) or is_date(text):
        return None
    lead = find_plain_lead(shown) or Lead(0, len(text), None)
    return lead if lead.end - lead.start <= NAME_LENGTH else None

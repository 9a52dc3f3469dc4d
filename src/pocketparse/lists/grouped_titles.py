"""Items in plain words that group the linked titles in paragraphs below them: "- Surveys", "  [On oaks](…)"."""

from collections.abc import Container, Mapping, Sequence
from itertools import chain

from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.drafts import EntryDraft
from pocketparse.line.captions import may_be_caption
from pocketparse.line.linked import leaves_page
from pocketparse.lists.bare_links import is_title, own_names
from pocketparse.lists.items import items, lists
from pocketparse.lists.unit_leads import unit_lead
from pocketparse.lists.units import Unit, name_of
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline

TITLE_GROUPS = 5
"""Items of a document that group linked titles, at least, before these titles are entries."""


def titles_below(outline: Outline, item: Block) -> list[EntryDraft]:
    """Read the linked titles below an item that groups them."""
    drafts = []
    for unit in outline.once(grouped_titles).get(item, ()):
        blurb = read_blurb(outline, unit.text, outline.read(unit.text), unit.lead)
        span = outline.source.locate(unit.text, 0, len(unit.text))
        drafts.append(blurb.draft(span))
    return drafts


def grouped_titles(outline: Outline) -> Mapping[Block, Sequence[Unit]]:
    """Return the items that group linked titles, each with these; empty if the document has fewer than TITLE_GROUPS.

    In each list most of them stand over several titles.
    """
    found: dict[Block, list[Unit]] = {}
    for block in outline.of_kind("list"):
        groups = {item: units for item in items(block) if item.children and (units := _titles(outline, item))}
        several = sum(len(units) > 1 for units in groups.values())
        if several * 2 > len(groups):
            found |= groups
    own = own_names(outline, chain(*found.values()))  # "Source code on GitHub" is what it is of, again and again
    found = {item: units for item, units in found.items() if _are_called(outline, units, own)}
    return found if len(found) >= TITLE_GROUPS else {}


def _titles(outline: Outline, item: Block) -> list[Unit]:
    """Return the paragraphs below an item without a link, if each is a link and nothing else, and most are titles."""
    below = [child for child in item.children if child.kind != "list"]
    if not below or "](" in item.text or not may_be_caption(outline.read(item.text)):
        return []  # common case
    units = [unit for child in below if (unit := _link_alone(outline, child))]
    are_titles = sum(is_title(outline, unit) for unit in units) * 2 > len(below)
    is_group = are_titles and len(units) == len(below) and not any(_holds_field(outline, one) for one in lists(item))
    return units if is_group else []


def _link_alone(outline: Outline, block: Block) -> Unit | None:
    """Return a paragraph as a unit if it is a link that leaves the page, and nothing else."""
    lead = unit_lead(outline, block.text) if block.kind == "paragraph" else None
    says_more = lead is not None and WORD.search(outline.read(block.text).text, lead.end)
    return Unit(block.text, lead, block) if lead and lead.leaves and not says_more else None


def _holds_field(outline: Outline, block: Block) -> bool:
    """Tell whether a list holds an item without links and without items below, as fields of the item above are."""
    return any(not item.children and not leaves_page(outline.read(item.text)) for item in block.children)


def _are_called(outline: Outline, units: Sequence[Unit], own: Container[str]) -> bool:
    """Tell whether most titles have a name in `own`."""
    return sum(name_of(outline, unit) in own for unit in units) * 2 > len(units)

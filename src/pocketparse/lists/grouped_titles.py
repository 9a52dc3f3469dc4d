"""Items in plain words over paragraphs that are linked titles, which are entries: "- Surveys", "  [On oaks](…)"."""

from collections.abc import Mapping, Sequence

from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.drafts import EntryDraft, drafted
from pocketparse.line.captions import may_be_caption
from pocketparse.lists.bare_links import is_title
from pocketparse.lists.items import items
from pocketparse.lists.units import Unit, unit_lead
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.tree import within

MANY = 5
"""Items over several linked titles that make those of a document groups, and one over a single title, too, at least."""


def titles_below(outline: Outline, item: Block) -> list[EntryDraft]:
    """Read the linked titles below an item that names a group."""
    drafts = []
    for unit in outline.once(grouped_titles).get(item, ()):
        blurb = read_blurb(outline, unit.text, outline.read(unit.text), unit.lead)
        span = outline.source.locate(unit.text, 0, len(unit.text))
        drafts.append(drafted(blurb.name, blurb.raw_name, span, blurb.card))
    return drafts


def grouped_titles(outline: Outline) -> Mapping[Block, Sequence[Unit]]:
    """Return the items of a document that name a group, each with the titles below it, if many stand over several."""
    lists = (block for section in outline.sections for block in within(section.texts(), "list"))
    found = {item: units for block in lists for item in items(block) if (units := _titles(outline, item))}
    return found if sum(len(units) > 1 for units in found.values()) >= MANY else {}


def _titles(outline: Outline, item: Block) -> list[Unit]:
    """Return the paragraphs below an item without a link if each is a link and nothing else, and most are titles."""
    below = [child for child in item.children if child.kind != "list"]
    if not below or "](" in item.text or not may_be_caption(outline.read(item.text)):
        return []  # nearly all
    units = [unit for child in below if (unit := _link_alone(outline, child))]
    are_titles = sum(is_title(outline, unit) for unit in units) * 2 > len(below)
    return units if are_titles and len(units) == len(below) else []


def _link_alone(outline: Outline, block: Block) -> Unit | None:
    lead = unit_lead(outline, block.text) if block.kind == "paragraph" else None
    says_more = lead is not None and WORD.search(outline.read(block.text).text, lead.end)
    return Unit(block.text, lead, block) if lead and lead.leaves and not says_more else None

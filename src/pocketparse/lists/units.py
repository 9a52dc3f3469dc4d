"""Units: texts that start with a name, and the blocks that belong to each; paragraphs, or lines of one."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from pocketparse.entry.fields import field_labels, find_label
from pocketparse.identity import fold
from pocketparse.line.link_lines import PARTED_BY
from pocketparse.line.linked import are_bracketed, leaves_page
from pocketparse.line.prose import link_labels
from pocketparse.lists.items import items
from pocketparse.lists.lines_over_links import titles
from pocketparse.lists.plain_units import plain_unit_lead
from pocketparse.lists.unit_leads import are_pages, line_lead, unit_lead
from pocketparse.lists.url_lines import lines_with_urls
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.tree import Node
from pocketparse.vocabulary import DESCRIPTIONS, GENERIC, TITLE

PARTED_LINKS = 3
"""Links of a line that dots or bars separate, at least, before each is an entry."""
LINE_END = pattern(r"\n|<br\s*/?>", re.IGNORECASE)
"""Raw text of a line's end, in Markdown or HTML."""
BREAK = pattern(r"<br\s*/?>", re.IGNORECASE)
"""Raw text of a line break in HTML."""


@dataclass(slots=True, eq=False)
class Unit:
    """A text that starts with a name, the block it stands in, and the blocks below it."""

    text: Raw
    lead: Lead
    block: Block
    below: list[Block] = field(default_factory=list)
    above: Block | None = None
    """Paragraph with the picture of the entry, where pictures stand above names."""


def name_of(outline: Outline, unit: Unit) -> str:
    """Return the name of a unit, as displayed."""
    return outline.read(unit.text).text[unit.lead.start : unit.lead.end].rstrip()


def units_of(outline: Outline, section: Node) -> Sequence[Unit]:
    """Return each text of a section that starts with a name, and the blocks below it, up to a block that is claimed."""
    return outline.once_of_free(units_by_section).get(section, ())


def units_by_section(outline: Outline) -> Mapping[Node, Sequence[Unit]]:
    """Return the units of each section that has free blocks or subsections."""
    over = outline.once(titles)
    return {
        section: [unit for blocks in section.stretches() for unit in _below(outline, blocks, over)]
        for section in outline.sections
        if not section.is_taken
    }


def _below(outline: Outline, blocks: Sequence[Block], over: Mapping[Block, Block]) -> Iterator[Unit]:
    """Yield the units of some blocks; `over` has the lines that name the list below them, each with its list."""
    open_unit: Unit | None = None
    picture: Block | None = None
    leads = False  # a picture stands above the first name
    follow = _follow(outline, blocks)
    for block in blocks:
        if not follow and (leads or open_unit is None) and _is_picture(outline, block):
            leads, picture = True, block
            continue
        if block.kind == "paragraph":
            lines = outline.once(_lines, block)
            is_none = lines or are_pages(outline.read(block.text))
            lead = None if is_none else unit_lead(outline, block.text) or plain_unit_lead(outline, block)
            if block in over:
                lead = Lead(0, len(outline.read(block.text).text), None)
            if lead and open_unit and not open_unit.lead.anchor and link_labels(outline.read(block.text)) is not None:
                lead = None  # the links of a bold name, on a line of their own
            if lines or lead:
                if open_unit:
                    yield open_unit
                if len(lines) == 1:
                    ((_, lead),) = lines
                open_unit = Unit(block.text, lead, block, above=picture) if lead else None
                picture = None
                yield from (Unit(text, own, block) for text, own in lines if not lead)
                continue
        is_own = open_unit and (
            over.get(open_unit.block) is block
            or _lists_fields(outline, open_unit, block)
            or _tells_of(outline, open_unit, block)
        )
        ends = block.kind in ("rule", "list", "table") or (open_unit and lines_with_urls(outline, open_unit.block))
        if ends and not is_own:
            if open_unit:
                yield open_unit
            open_unit = None
        elif open_unit:
            open_unit.below += [picture, block] if picture else [block]
            picture = None
    if open_unit:
        yield open_unit


def _follow(outline: Outline, blocks: Sequence[Block]) -> bool:
    """Tell whether pictures stand below names: the last one does, below a bold name or with this name as its label."""
    if not blocks or not _is_picture(outline, blocks[-1]):
        return False
    last = next((block for block in reversed(blocks) if not _is_picture(outline, block)), blocks[-1])
    lead = unit_lead(outline, last.text)
    if lead is None or lead.anchor is None:
        return lead is not None and not outline.read(last.text).anchors
    name = fold(outline.read(last.text).text[lead.start : lead.end])
    return any(fold(anchor.label) == name for anchor in outline.read(blocks[-1].text).anchors)


def _lines(outline: Outline, block: Block) -> Sequence[tuple[Raw, Lead]]:
    """Return the lines of a paragraph that start with a link, if they are two or more and most; each is an entry."""
    if urls := lines_with_urls(outline, block):
        return urls
    text = block.text
    cuts = breaks_of(block, text) or [match.span() for match in LINE_END.finditer(text)]
    cuts = cuts or _between_links(outline.read(text), text)
    if not cuts:
        return []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    above = (text.count("\n", start, end) for start, end in pairwise(starts))
    below = accumulate(above, initial=0)
    parts = zip(starts, ends, below, strict=True)
    lines = [line for line in (text.part(start, end, below=above) for start, end, above in parts) if line]
    found = [(line, lead) for line in lines if (lead := line_lead(outline, outline.read(line)))]
    if len(found) < 2 or len(found) * 2 <= len(lines) or _are_links_of_first(outline, lines):
        return []
    return found


def breaks_of(block: Block, text: str) -> list[tuple[int, int]]:
    """Return the stretches of line breaks in a paragraph of HTML, if it has two or more."""
    breaks = [match.span() for match in BREAK.finditer(text)] if block.is_html else []
    return breaks if len(breaks) > 1 else []


def _between_links(shown: Inline, text: Raw) -> list[tuple[int, int]]:
    """Return the stretches of dots and bars between links of a text that holds nothing else: "[Oak](…) · [Elm](…)"."""
    if len(shown.anchors) < PARTED_LINKS or link_labels(shown) is None:
        return []  # common case
    gaps = [(one.raw_end, other.raw_start) for one, other in pairwise(shown.anchors)]
    return gaps if all(PARTED_BY.fullmatch(text, start, end) for start, end in gaps) else []


def _are_links_of_first(outline: Outline, lines: Sequence[Raw]) -> bool:
    """Tell whether the first line is a bold name, and all others are links in brackets: "[[paper](…)]"."""
    first, *others = [outline.read(line) for line in lines]
    lead = find_lead(first)
    if lead is None or lead.anchor is not None:
        return False
    return all(map(are_bracketed, others))


def _is_picture(outline: Outline, block: Block) -> bool:
    """Tell whether a paragraph is a picture that is a link, and no words."""
    if block.kind != "paragraph" or ("](" not in block.text and "<a" not in block.text):
        return False
    shown = outline.read(block.text)
    return not WORD.search(shown.text) and any(anchor.kind == "badge" and not anchor.stays for anchor in shown.anchors)


def _tells_of(outline: Outline, unit: Unit, block: Block) -> bool:
    """Tell whether a list directly below a linked title or a URL describes it: as the first block, without links."""
    is_titled = _is_titled(outline, unit) or lines_with_urls(outline, unit.block)
    if block.kind != "list" or unit.below or not is_titled:
        return False
    return not any(leaves_page(outline.read(item.text)) for item in items(block))


def _lists_fields(outline: Outline, unit: Unit, block: Block) -> bool:
    """Tell whether a list holds the fields of a unit: below a bold name, "- arxiv: https://…", or right below a link.

    If the link has not the words of a title, one of the fields is a description.
    """
    if block.kind != "list" or (unit.lead.anchor and (unit.below or not _is_alone(outline, unit))):
        return False
    labels = [find_label(item.text) for item in block.children]
    describes = not DESCRIPTIONS.isdisjoint(labels)
    known = sum(label in GENERIC or label in DESCRIPTIONS or label in outline.once(field_labels) for label in labels)
    is_told = not unit.lead.anchor or _is_titled(outline, unit) or describes
    return is_told and known * 2 >= len(labels)


def _is_titled(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit is a linked title and nothing else."""
    return _is_alone(outline, unit) and len(outline.read(unit.text).text.split()) >= TITLE


def _is_alone(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit is a link that leaves the page, and nothing behind it."""
    return unit.lead.leaves and not WORD.search(outline.read(unit.text).text, unit.lead.end)

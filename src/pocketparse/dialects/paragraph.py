"""Dialect "paragraph": an entry is a paragraph, a quote or a line that starts with its name, and what stands below.

**Attention Is All You Need**

[![DOI](https://…)](https://arxiv.org/abs/1706.03762)
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from pocketparse.block import Block
from pocketparse.blurb import read_blurb
from pocketparse.captions import captioned
from pocketparse.cards import read_card, texts
from pocketparse.citations import find_citation
from pocketparse.dialects.base import Claim, Dialect, EntryDraft, drafted
from pocketparse.fields import field_labels, read_byline
from pocketparse.groups import outside
from pocketparse.leads import GENERIC, SEPARATORS, TITLE, Lead, find_label, find_lead, outgoing_links
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.prose import COLONS, link_labels
from pocketparse.shown import WORD, Inline
from pocketparse.source import Raw
from pocketparse.stars import find_stars, may_count
from pocketparse.titled import titled
from pocketparse.tree import Section, within

QUOTES = 4
"""Block quotes that may start with a link each and still be notes beside a list."""
MANY = 5
"""Sections in which paragraphs of one shape stand alone."""
SHORTEST = 3
"""Characters of a link's text, up to which several on a line are letters to jump to."""
SHORT = 20
"""Characters behind a name in which a count of stars is its own."""
FEW = 3
"""Linked titles with nothing said of them, below one heading, that make a list."""
CALL = pattern(
    r"(?:read (?:this|it) |join (?:us|our|the)|back to |follow (?:us|me)|subscribe|support (?:us|this)|"
    r"view (?:this|on) |click |star (?:us|this)|donate|buy (?:me|us) )",
    re.IGNORECASE,
)
"""What a link bids to do: "Join us on Discord"."""
LINE_END = pattern(r"\n|<br\s*/?>", re.IGNORECASE)


class Shape(NamedTuple):
    """What paragraphs that are entries have in common."""

    is_link: bool
    """The name is one."""
    sign: str
    """What stands behind it."""
    has_list: bool
    """A list stands below."""


@dataclass(slots=True)
class Unit:
    """A text that starts with a name, the block it stands in, and the blocks below it."""

    text: Raw
    lead: Lead
    block: Block
    below: list[Block] = field(default_factory=list)
    above: Block | None = None
    """Its picture, where pictures stand above the names of a list."""


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim a section's paragraphs when they start with a name and have a link, and most do.

    A single one is an entry where others of its shape stand in twos and threes; any that has a count of stars behind
    its name; a quote where most quotes are entries.
    """
    yield from _quotes(outline, section)
    units = _fitting(outline, section)
    if not units or (len(units) == 1 and _shape(outline, units[0]) not in outline.once(shapes)):
        units = list(_counted(outline, section))
    why = f"{len(units)} paragraphs or lines start with a name and have a link"
    claimed: dict[Block, list[Unit]] = {}
    for unit in units:
        claimed.setdefault(unit.block, []).append(unit)
    for block, inside in claimed.items():
        beside = [one for unit in inside for one in (unit.above, *unit.below) if one]
        yield Claim([block, *beside], [_entry(outline, unit) for unit in inside], why=why)


def _counted(outline: Outline, section: Section) -> Iterator[Unit]:
    """Yield the paragraphs that are an entry on their own, without what stands below: "[Oak](…) (⭐ 1.4K) - …"."""
    for unit in _units(outline, section):
        behind = outline.read(unit.text).text[unit.lead.end :].partition("\n")[0][:SHORT]
        if unit.lead.leaves and may_count(behind) and find_stars(behind):
            yield Unit(unit.text, unit.lead, unit.block)


def _quotes(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim block quotes: "> **[Oak](https://…)** `MIT`<br>A tree."; one above all sections tells of the list."""
    above = section.children and section in outline.title_sections
    if above or not outline.once(quotes_entries) or not _may_quote(section):
        return
    for block, captions in captioned(outline, section, "quote"):
        units = _quoted(outline, block, alone=True)
        if units:
            entries = [_entry(outline, unit) for unit in units]
            for entry in entries:
                entry.captions = captions
            yield Claim([block], entries, why="quotes start with a link, and most do")


def quotes_entries(outline: Outline) -> bool:
    """Tell whether most block quotes are entries, and more than a few."""
    quotes = [block for section in filter(_may_quote, outline.sections) for block in within(section.texts(), "quote")]
    return sum(bool(_quoted(outline, block)) for block in quotes) > max(QUOTES, len(quotes) // 2)


def _may_quote(section: Section) -> bool:
    """Tell whether a section has no list: beside one, quotes are notes."""
    return next(within(section.texts(), "list"), None) is None


def _quoted(outline: Outline, quote: Block, *, alone: bool = False) -> list[Unit]:
    """Return the paragraphs of a quote if each starts with a link that leaves the page, and goes on or stands alone."""
    units = [Unit(child.text, lead, child) for child in quote.children if (lead := _lead(outline, child.text))]
    is_list = len(units) == len(quote.children) and all(
        unit.lead.anchor and (alone or _fits(outline, unit)) for unit in units
    )
    return units if is_list else []


def _fitting(outline: Outline, section: Section) -> list[Unit]:
    """Return the entries that a section's paragraphs may be; none where most of its paragraphs are not."""
    every = list(_units(outline, section))
    lists_titles = _only_links(outline, section) and sum(_is_title(outline, unit) for unit in every) >= FEW
    units = [unit for unit in every if _fits(outline, unit) or (lists_titles and _is_title(outline, unit))]
    paragraphs = sum(block.kind == "paragraph" for block in section.free)
    within = sum(block.kind == "paragraph" for unit in units for block in unit.below)
    asked = sum(unit.lead.anchor is None and _name(outline, unit).endswith(("?", "？")) for unit in units)
    if asked > 1 and asked * 2 > len(units):
        return []  # questions and answers
    return units if (len({unit.block for unit in units}) + within) * 2 >= paragraphs else []


def _only_links(outline: Outline, section: Section) -> bool:
    """Tell whether the paragraphs of a section are links and nothing else: prose would tell what they are for."""
    paragraphs = (outline.read(block.text) for block in section.free if block.kind == "paragraph")
    return all(link_labels(shown) is not None for shown in paragraphs if shown.anchors or WORD.search(shown.text))


def _is_title(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit is called by a link to the web that has the words of a title, and calls for nothing."""
    link = unit.lead.anchor
    name = _name(outline, unit)
    return link is not None and "://" in link.href and len(name.split()) >= TITLE and not CALL.match(name)


def _name(outline: Outline, unit: Unit) -> str:
    return outline.read(unit.text).text[unit.lead.start : unit.lead.end].rstrip()


def shapes(outline: Outline) -> frozenset[Shape]:
    """Return the shapes of entries that stand in twos and threes, or start with a link alone in many sections."""
    counts: Counter[Shape] = Counter()
    alone: Counter[Shape] = Counter()
    for section in outline.sections:
        units = _fitting(outline, section)
        found = [shape for unit in units if (shape := _shape(outline, unit))]
        if len(units) > 1:
            counts.update(found)
        elif found and found[0].is_link and link_labels(outline.read(units[0].text)) is None:
            alone.update(found)
    often = [shape for shape, count in alone.items() if count >= MANY]
    return frozenset([*often, *(shape for shape, count in counts.items() if count > 1)])


def _shape(outline: Outline, unit: Unit) -> Shape | None:
    """Return the shape of a unit; None if a sentence goes on behind its name."""
    rest = outline.read(unit.text).text[unit.lead.end :].lstrip(" ")
    sign = rest[:1] if rest[:1] in SEPARATORS else ""
    if unit.lead.leaves and not sign:
        return None
    return Shape(unit.lead.leaves, sign, any(block.kind == "list" for block in unit.below))


def _units(outline: Outline, section: Section) -> Iterator[Unit]:
    """Yield each text that starts with a name, and what stands below it, up to what somebody else claimed."""
    over = {line: below for below, line in outline.once(titled).items()}
    for blocks in section.stretches():
        yield from _units_of(outline, blocks, over)


def _units_of(outline: Outline, blocks: Iterable[Block], over: Mapping[Block, Block]) -> Iterator[Unit]:
    """Yield the units of some blocks; those lines name something that stand over lists of its links."""
    open_unit: Unit | None = None
    picture: Block | None = None
    leads = False  # a picture stands above the first name
    for block in blocks:
        if _is_picture(outline, block) and (leads or open_unit is None):
            leads, picture = True, block
            continue
        if block.kind == "paragraph":
            lines = outline.once(_lines, block)
            lead = None if lines else _lead(outline, block.text)
            if block in over:
                lead = Lead(0, len(outline.read(block.text).text), None)
            if lead and open_unit and not open_unit.lead.anchor and link_labels(outline.read(block.text)) is not None:
                lead = None  # the links of a bold name, on a line of their own
            if lines or lead:
                if open_unit:
                    yield open_unit
                open_unit = Unit(block.text, lead, block, above=picture) if lead else None
                picture = None
                yield from (Unit(text, own, block) for text, own in lines)
                continue
        is_own = open_unit and (over.get(open_unit.block) is block or _lists_fields(outline, open_unit, block))
        if block.kind in ("rule", "list", "table") and not is_own:
            if open_unit:
                yield open_unit
            open_unit = None
        elif open_unit:
            open_unit.below.append(block)
    if open_unit:
        yield open_unit


def _is_picture(outline: Outline, block: Block) -> bool:
    """Tell whether a paragraph shows a picture that is a link, and nothing else."""
    if block.kind != "paragraph" or ("](" not in block.text and "<a" not in block.text):
        return False
    shown = outline.read(block.text)
    return not WORD.search(shown.text) and any(anchor.kind == "badge" and not anchor.stays for anchor in shown.anchors)


def _lists_fields(outline: Outline, unit: Unit, block: Block) -> bool:
    """Tell whether a list below a bold name holds its fields: "- arxiv: https://…"."""
    if block.kind != "list" or unit.lead.anchor:
        return False
    labels = [find_label(item.text) for item in block.children]
    known = sum(label in GENERIC or label in outline.once(field_labels) for label in labels)
    return known * 2 >= len(labels)


def _lines(outline: Outline, block: Block) -> list[tuple[Raw, Lead]]:
    """Return the lines of a paragraph when two or more, and most, start with a link: each is an entry then."""
    text = block.text
    cuts = [match.span() for match in LINE_END.finditer(text)]
    if not cuts:
        return []
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(text)]
    breaks = (text.count("\n", start, end) for start, end in pairwise(starts))
    below = accumulate(breaks, initial=0)
    parts = zip(starts, ends, below, strict=True)
    lines = [line for line in (text.part(start, end, below=above) for start, end, above in parts) if line]
    found = [(line, lead) for line in lines if (lead := _line_lead(outline.read(line)))]
    return found if len(found) > 1 and len(found) * 2 > len(lines) else []


def _line_lead(line: Inline) -> Lead | None:
    """Return the link a line starts with, unless the line is letters to jump to: "[A](a.md) [B](b.md) [C](c.md)"."""
    lead = find_lead(line)
    if lead is None or not lead.leaves:
        return None
    jumps = len(line.anchors) > 1 and all(one.end - one.start <= SHORTEST for one in line.anchors)
    return None if jumps and link_labels(line) is not None else lead


def _lead(outline: Outline, text: Raw) -> Lead | None:
    """Return the name a paragraph starts with: a link that leaves the page, or bold with links alone on its line.

    Or the title of a citation that has links.
    """
    shown = outline.read(text)
    lead = find_lead(shown)
    if lead is None:
        outgoing = outgoing_links(shown)
        return find_citation(shown, outgoing) if outgoing else None
    if lead.anchor:
        return lead if lead.leaves else None
    end = shown.text.find("\n", lead.end)
    line = shown.text if end < 0 else shown.text[:end]
    behind = "".join(outside(line, [(0, lead.end), *((anchor.start, anchor.end) for anchor in shown.anchors)]))
    is_label = (line[: lead.end] + behind).rstrip().endswith(COLONS)  # "**Home**: https://…"
    return None if is_label or WORD.search(behind) else lead


def _fits(outline: Outline, unit: Unit) -> bool:
    if unit.lead.anchor:
        return bool(unit.below or WORD.search(outline.read(unit.text).text, unit.lead.end))
    if any(outline.read(text).anchors for text in (unit.text, *texts(unit.below))):
        return True
    labels = [label for line in unit.text.split("\n") if (label := find_label(line))]
    return any(label in outline.once(field_labels) for label in labels)


def _entry(outline: Outline, unit: Unit) -> EntryDraft:
    first, _, _ = unit.text.partition("\n")
    line = unit.text.part(0, len(first))
    lead = _lead(outline, line)
    below = unit.below
    if lead is None:  # the name itself goes on over the line
        line, lead = unit.text, unit.lead
    elif len(first) < len(unit.text):
        below = [Block("paragraph", unit.block.first, unit.block.last, unit.text.part(len(first))), *below]
    blurb = read_blurb(outline, line, outline.read(line), lead)
    card, more = blurb.card, read_card(outline, below)
    byline = read_byline(card.description) if more.description else None
    if byline:
        card.paragraphs = []
        more.label("author", byline[0])
        more.tags += byline[1]
    card.add(more)
    if unit.above:
        picture = read_card(outline, [unit.above])
        picture.add(card)
        card = picture
    span = outline.source.locate(unit.text, 0, len(unit.text))
    if unit.text is unit.block.text:
        top = unit.above.first if unit.above else unit.block.first
        last = max([unit.block.last, *(block.last for block in unit.below)])
        span = outline.source.span(top, outline.source.trim(top, last))
    return drafted(blurb.name, blurb.raw_name, span, card)


DIALECT = Dialect("paragraph", claims)

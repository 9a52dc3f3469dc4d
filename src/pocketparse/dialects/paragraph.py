"""Dialect "paragraph": an entry is a paragraph, a quote or a line that starts with its name, and what stands below.

**Attention Is All You Need**

[![DOI](https://…)](https://arxiv.org/abs/1706.03762)
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pocketparse.dialects.base import Dialect
from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.card import Card
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import Claim, EntryDraft
from pocketparse.entry.fields import field_labels, find_label, read_byline
from pocketparse.line.captions import captioned
from pocketparse.line.prose import link_labels
from pocketparse.line.stars import find_stars, may_count
from pocketparse.lists.bare_links import MANY, is_line, is_title, own_names, sections_of_lines, sections_of_titles
from pocketparse.lists.front_labels import labels_in_brackets
from pocketparse.lists.units import Unit, breaks_of, name_of, unit_lead, units_of
from pocketparse.markup.block import Block, texts
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.leads import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.title_headings import title_sections
from pocketparse.tree import Section, within
from pocketparse.vocabulary import DASHES, GENERIC, SEPARATORS, STOPS, TITLE

HOLD_QUOTES = frozenset({"quote", "details"})
"""Kinds of blocks in which block quotes are looked for."""
QUOTES = 4
"""Block quotes that may start with a link each and still be notes beside a list."""
ENDS = tuple("./")
"""What may stand behind a title, or end a sentence that is none."""
BOLD = "**"
"""Stands for the sign behind a name that is a bold link and goes on in a sentence: "[**Oak**](…) is a tree"."""
RARE = (*ENDS, BOLD)
"""What has to stand behind more names that stand in twos and threes."""
SECTIONS_ALIKE = 5
"""Sections in which paragraphs of one shape stand alone."""
NEAR_NAME = 20
"""Characters behind a name in which a count of stars is its own."""
DESCRIBED = 2
"""Linked names with words about them, beside which those with nothing said of them are entries, too, at least."""
BOLD_NAMES = 3
"""Paragraphs of a bold name, a dash and words, and none others, that make a list …"""
ALL_BOLD_NAMES = 20
"""… where a whole document has so many."""
BREAKS = ("  ", "\\", "<br>", "<br/>", "<br />")
"""What ends a line that is broken there, not wrapped."""
NUMBERED = pattern(r"\d{1,3}[、．)）]\s*\[")
"""A number and a link: an item of a list in all but Markdown."""
BRACKET_BELOW = pattern(r"\n\s*\(\w{2,20}:\s?\[")
"""What goes on with the line above, a bracket of labelled links: "(web: [oak.example](…), github: [ann/oak](…))"."""
BRACKETS = 5
"""Paragraphs that go on so below their names, at least."""


class Shape(NamedTuple):
    """What paragraphs that are entries have in common."""

    is_link: bool
    """The name is one."""
    sign: str
    """What stands behind it."""


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim a section's paragraphs when they start with a name and have a link, and most do.

    A single one is an entry where others of its shape stand in twos and threes; any that has a count of stars behind
    its name; a quote where most quotes are entries.
    """
    yield from _quotes(outline, section)
    if bold := outline.once_of_free(bold_names).get(section):
        for unit in bold:
            yield Claim(
                [unit.block], [_entry(outline, unit)], why=f"all {len(bold)} paragraphs are bold names and words"
            )
        return
    units = _fitting(outline, section)
    is_odd = len(units) == 1 and section not in outline.once_of_free(sections_of_titles)
    if not units or (is_odd and _shape(outline, units[0]) not in outline.once_of_free(shapes)):
        units = list(_counted(outline, section))
    why = f"{len(units)} paragraphs or lines start with a name and have a link"
    claimed: dict[Block, list[Unit]] = {}
    for unit in units:
        claimed.setdefault(unit.block, []).append(unit)
    for block, inside in claimed.items():
        beside = [one for unit in inside for one in (unit.above, *unit.below) if one]
        entries = [_entry(outline, unit) for unit in inside]
        yield Claim([block, *beside], entries, why=why)


def bold_names(outline: Outline) -> Mapping[Section, list[Unit]]:
    """Return the paragraphs of sections which hold bold names and words about them, without a link, where many do."""
    found: dict[Section, list[Unit]] = {}
    for section in outline.made_of(lambda kinds: kinds.count("paragraph") >= BOLD_NAMES):
        blocks = [block for block in section.free if block.kind == "paragraph"]
        units = [Unit(block.text, lead, block) for block in blocks if (lead := _bold_name(outline, block))]
        if len(units) == len(blocks) >= BOLD_NAMES:
            found[section] = units
    return found if sum(map(len, found.values())) >= ALL_BOLD_NAMES else {}


def _bold_name(outline: Outline, block: Block) -> Lead | None:
    """Return the bold name that a dash parts from words about it; none where a link stands in them."""
    if not block.text.startswith(("**", "__")):
        return None
    shown = outline.read(block.text)
    lead = find_lead(shown)
    behind = shown.text[lead.end :].lstrip() if lead else ""
    return lead if behind.startswith(DASHES) and not shown.anchors else None


def _counted(outline: Outline, section: Section) -> Iterator[Unit]:
    """Yield the paragraphs that are an entry on their own, without what stands below: "[Oak](…) (⭐ 1.4K) - …"."""
    for unit in units_of(outline, section):
        behind = outline.read(unit.text).text[unit.lead.end :].partition("\n")[0][:NEAR_NAME]
        if unit.lead.leaves and may_count(behind) and find_stars(behind):
            yield Unit(unit.text, unit.lead, unit.block)


def _quotes(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim block quotes: "> **[Oak](https://…)** `MIT`<br>A tree."; one above all sections tells of the list."""
    above = section.children and section in outline.once(title_sections)
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
    sections = filter(_may_quote, outline.made_of(lambda kinds: not HOLD_QUOTES.isdisjoint(kinds)))
    quotes = [block for section in sections for block in within(section.body_unplaced, "quote")]
    return sum(bool(_quoted(outline, block)) for block in quotes) > max(QUOTES, len(quotes) // 2)


def _may_quote(section: Section) -> bool:
    """Tell whether a section has no list: beside one, quotes are notes."""
    return next(within(section.body_unplaced, "list"), None) is None


def _quoted(outline: Outline, quote: Block, *, alone: bool = False) -> list[Unit]:
    """Return the paragraphs of a quote if each starts with a link that leaves the page, and goes on or stands alone."""
    units = [Unit(child.text, lead, child) for child in quote.children if (lead := unit_lead(outline, child.text))]
    is_list = len(units) == len(quote.children) and all(
        unit.lead.anchor and (alone or _fits(outline, unit)) for unit in units
    )
    return units if is_list else []


def _is_no_label(name: str) -> bool:
    """Tell whether a name is a title, or has no word that any link may be called by: not "Join the data"."""
    words = name.casefold().split()
    return len(words) > TITLE or GENERIC.isdisjoint(words)


def _fitting(outline: Outline, section: Section) -> list[Unit]:
    """Return the entries that a section's paragraphs may be; none where most of its paragraphs are not."""
    every = list(units_of(outline, section))
    lists_titles = section in outline.once_of_free(sections_of_titles)
    lists_lines = section in outline.once_of_free(sections_of_lines)
    units = [
        unit
        for unit in every
        if _fits(outline, unit)
        or (lists_titles and is_title(outline, unit))
        or (is_line(unit) and (lists_lines or _is_own_line(outline, unit)))
    ]
    paragraphs = sum(block.kind == "paragraph" for block in section.free)
    below = sum(block.kind == "paragraph" for unit in units for block in unit.below)
    asked = sum(unit.lead.anchor is None and name_of(outline, unit).endswith(("?", "？")) for unit in units)
    if asked > 1 and asked * 2 > len(units):
        return []  # questions and answers
    if sum(unit.lead.leaves for unit in units) >= DESCRIBED:
        linked = [unit for unit in every if unit.lead.leaves]
        if len({unit.block for unit in linked}) == paragraphs:  # those with words about them, and those without
            described = set(units)
            own = set(filter(_is_no_label, own_names(outline, linked)))
            return [unit for unit in linked if unit in described or name_of(outline, unit) in own]
    return units if (len({unit.block for unit in units}) + below) * 2 >= paragraphs else []


def _is_own_line(outline: Outline, unit: Unit) -> bool:
    """Tell whether a link alone on its line has a name of its own, where many lines are links and words about them."""
    return outline.once_of_free(describes_lines) and name_of(outline, unit).casefold() not in GENERIC


def describes_lines(outline: Outline) -> bool:
    """Tell whether many lines of a document are links and words about them: a link alone is an entry there, too."""
    units = (unit for section in outline.sections for unit in units_of(outline, section))
    return sum(is_line(unit) and _fits(outline, unit) for unit in units) >= MANY


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
    often = [shape for shape, count in alone.items() if count >= SECTIONS_ALIKE]
    return frozenset(
        [*often, *(shape for shape, count in counts.items() if count >= (SECTIONS_ALIKE if shape.sign in RARE else 2))]
    )


def _shape(outline: Outline, unit: Unit) -> Shape | None:
    """Return the shape of a unit; None if a sentence goes on behind its name, unless that is a bold link."""
    shown = outline.read(unit.text)
    rest = shown.text[unit.lead.end :].lstrip(" ")
    is_titled = unit.lead.leaves and len(name_of(outline, unit).split()) >= TITLE
    sign = rest[:1] if rest[:1] in SEPARATORS or (is_titled and rest.startswith(ENDS)) else ""
    if unit.lead.leaves and not sign:
        link = unit.lead.anchor
        bold = next((mark for mark in shown.marks if mark.kind == "strong"), None)
        is_bold = link and bold and link.start == bold.start <= bold.end == link.end
        if not is_bold or name_of(outline, unit) not in outline.once_of_free(bold_links):
            return None
        sign = BOLD
    return Shape(unit.lead.leaves, sign)


def bold_links(outline: Outline) -> frozenset[str]:
    """Return what the links that paragraphs start with are called, each of one place: none is "[**Read more**](…)"."""
    units = (unit for section in outline.sections for unit in units_of(outline, section) if unit.lead.leaves)
    return own_names(outline, units)


def _fits(outline: Outline, unit: Unit) -> bool:
    if unit.lead.anchor:
        is_said = unit.below or WORD.search(outline.read(unit.text).text, unit.lead.end)
        is_labelled = bool(unit.lead.prefix) and outline.once(labels_in_brackets)
        return bool(is_said or is_labelled or NUMBERED.match(unit.text))
    if any(outline.read(text).anchors for text in (unit.text, *texts(unit.below))):
        return True
    labels = [label for line in unit.text.split("\n") if (label := find_label(line))]
    return any(label in outline.once(field_labels) for label in labels)


def _entry(outline: Outline, unit: Unit) -> EntryDraft:
    """Read a unit."""
    breaks = breaks_of(unit.block, unit.text)
    first = unit.text[: breaks[0][0]] if breaks else unit.text.partition("\n")[0]
    line = unit.text.part(0, len(first))
    lead = unit_lead(outline, line)
    if lead is None and not unit.lead.anchor and unit.lead.end <= len(outline.read(line).text):
        lead = unit.lead
    below = unit.below
    is_wrapped = BRACKET_BELOW.match(unit.text, len(first)) and outline.once(wraps_brackets)
    if lead is None or is_wrapped:  # the name itself goes on over the line, or what stands behind it does
        line, lead = unit.text, unit.lead
    elif len(first) < len(unit.text):
        below = [Block("paragraph", unit.block.first, unit.block.last, unit.text.part(len(first))), *below]
    blurb = read_blurb(outline, line, outline.read(line), lead)
    card, more = blurb.card, read_card(outline, below)
    if _goes_on(first, card, unit.text[len(first) :]) and more.paragraphs:
        card.paragraphs[-1] += f"\n{more.paragraphs.pop(0)}"
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
        said = [block for block in unit.below if block.text.strip() or block.kind != "paragraph"]  # "\u3000" is blank
        ends = [outline.span(block).end for block in (unit.block, *said)]
        span = outline.source.between(outline.span(unit.above or unit.block).start, max(ends))
    return blurb._replace(card=card).draft(span)


def wraps_brackets(outline: Outline) -> bool:
    """Tell whether brackets of labelled links stand on the line below the names of many paragraphs."""
    texts = (block.text for block in outline.all_blocks if block.kind == "paragraph" and "\n" in block.text)
    return sum(BRACKET_BELOW.match(text, text.find("\n")) is not None for text in texts) >= BRACKETS


def _goes_on(first: str, card: Card, rest: str) -> bool:
    """Tell whether a sentence behind a name is wrapped: its line ends in no stop, and no field follows."""
    is_open = bool(card.paragraphs) and not card.paragraphs[-1].endswith(STOPS)
    return is_open and rest[1:2].isalpha() and not first.endswith(BREAKS) and not find_label(rest[1:])


DIALECT = Dialect("paragraph", claims)

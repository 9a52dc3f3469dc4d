"""A unit → the draft of its entry: its first line is read like an item, the others and the blocks below as prose."""

from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.card import Card
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import EntryDraft
from pocketparse.entry.fields import find_label
from pocketparse.entry.makers import take_byline
from pocketparse.line.habits import Habit
from pocketparse.lists.unit_leads import unit_lead
from pocketparse.lists.units import Unit, breaks_of
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import STOPS

LINE_BREAKS = ("  ", "\\", "<br>", "<br/>", "<br />")
"""Ends of a line that is broken there on purpose, and not wrapped."""
BRACKET_BELOW = pattern(r"\n\s*\((?:\w{2,20}:\s?)?\[")
"""A bracket of links, labelled or not, on the next line: "(web: [oak.example](…), github: [ann/oak](…))"."""


def _paragraphs(outline: Outline) -> list[Raw]:
    """Return the texts of all paragraphs."""
    return [block.text for block in outline.all_blocks if block.kind == "paragraph"]


WRAPS_BRACKETS = Habit(pattern(rf"^[^\n]*{BRACKET_BELOW.pattern}"), sign="\n", texts=_paragraphs)
"""Many paragraphs have a bracket of links on the line below their names."""


def entry_of(outline: Outline, unit: Unit) -> EntryDraft:
    """Return the draft of a unit, with what stands above and below it."""
    breaks = breaks_of(unit.block, unit.text)
    first = unit.text[: breaks[0][0]] if breaks else unit.text.partition("\n")[0]
    line = unit.text.part(0, len(first))
    lead = unit_lead(outline, line)
    if lead is None and not unit.lead.anchor and unit.lead.end <= len(outline.read(line).text):
        lead = unit.lead
    below = unit.below
    is_wrapped = BRACKET_BELOW.match(unit.text, len(first)) and outline.once(WRAPS_BRACKETS)
    if lead is None or is_wrapped:  # the name goes on in the second line, or a bracket of links does
        line, lead = unit.text, unit.lead
    elif len(first) < len(unit.text):
        below = [Block("paragraph", unit.block.first, unit.block.last, unit.text.part(len(first))), *below]
    blurb = read_blurb(outline, line, outline.read(line), lead)
    card, more = blurb.card, read_card(outline, below)
    if _goes_on(first, card, unit.text[len(first) :]) and more.paragraphs:
        card.paragraphs[-1] += f"\n{more.paragraphs.pop(0)}"
    byline = take_byline(card.description) if more.description else None
    if byline:
        card.paragraphs = []
        more.take(byline)
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


def _goes_on(first: str, card: Card, rest: str) -> bool:
    """Tell whether the description on the first line goes on in the `rest`: behind no stop or break, in no field."""
    is_open = bool(card.paragraphs) and not card.paragraphs[-1].endswith(STOPS)
    return is_open and rest[1:2].isalpha() and not first.endswith(LINE_BREAKS) and not find_label(rest[1:])

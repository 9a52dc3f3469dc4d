"""Paragraphs named in plain words: by their first line, over links, "On oaks"."""

from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.plain_names import find_plain_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

TITLED_PARAGRAPHS = 5
"""Paragraphs whose first line is a name, over links, at least, before such lines are names."""
PARAGRAPH_NUMBER = pattern(r"[\[【]\d{1,4}[\]】]\s*(?=\w)")
"""Number of a paragraph, in brackets: "[3] On oaks"."""


def plain_unit_lead(outline: Outline, block: Block) -> Lead | None:
    """Return the first line of a paragraph as its name, over links, where `titles_lines`: "On oaks", "[paper](…)"."""
    if not _may_be_titled(block) or not outline.once(titles_lines):
        return None  # common case
    return outline.once(_line_over_links, block)


def _may_be_titled(block: Block) -> bool:
    """Tell whether a paragraph has a link below its first line, and none in it; judged by raw Markdown."""
    first, _, rest = block.text.partition("\n")
    return block.kind == "paragraph" and "://" in rest and "](" not in first and "://" not in first


def titles_lines(outline: Outline) -> bool:
    """Tell whether the first lines of TITLED_PARAGRAPHS are names, over lines of links."""
    blocks = (block for section in outline.sections for block in section.body_unplaced if _may_be_titled(block))
    return sum(outline.once(_line_over_links, block) is not None for block in blocks) >= TITLED_PARAGRAPHS


def _line_over_links(outline: Outline, block: Block) -> Lead | None:
    """Return the first line of a paragraph as a name, if it holds nothing else, and links follow."""
    shown = outline.read(block.text)
    lead = find_plain_lead(shown)
    end = shown.text.find("\n")
    if lead is None or lead.end > end or WORD.search(shown.text, lead.end, end):
        return None
    number = PARAGRAPH_NUMBER.match(shown.text, 0, lead.end)
    start = max(lead.start, number.end() if number else 0)
    return lead._replace(start=start, prefix=[label for label in lead.prefix if not label.isdecimal()])

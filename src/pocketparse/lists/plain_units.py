"""Paragraphs named in plain words: by the first line, over links, "On oaks", or in front of a URL, "Oak: https://…"."""

from pocketparse.lists.url_names import cites_urls, find_cited_url, find_named_url, find_title_of_url
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.plain_names import find_plain_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SCHEMES, SENTENCE_WORD

TITLED_PARAGRAPHS = 5
"""Paragraphs whose first line is a name, over links, at least, before such lines are names."""
NAME_AND_SCHEME = 60
"""Characters at the start of a paragraph within which the scheme of its URL stands."""
NAMED_URL_LINES = 5
"""Paragraphs of a section that are a name in front of a URL, at least, before such are entries."""
PARAGRAPH_NUMBER = pattern(r"[\[【]\d{1,4}[\]】]\s*(?=\w)")
"""Number of a paragraph, in brackets: "[3] On oaks"."""
URL_BEHIND_NAME = pattern(r"[^\n\[\]<>，。,;；]{1,40}[:：]\s*(?:\[https?://|<?https?://)[^\n]*$")
"""Raw Markdown of a name, a colon and a URL, on the only line: "Oak: https://…"."""
NO_TITLES = ("**", "__", "[", "<", *SCHEMES)
"""Starts of paragraphs that are no titles in plain words."""


def plain_unit_lead(outline: Outline, block: Block) -> Lead | None:
    """Return the name in plain words that a paragraph starts with, if others of the document have such names."""
    return _title_line(outline, block) or _name_of_url(outline, block) or _cited_url(outline, block)


def _cited_url(outline: Outline, block: Block) -> Lead | None:
    """Return the title in front of authors and URLs, if many are such: "On old oaks. Lee, Ray. https://…" (CITED_URLS).

    There any other words in front of a URL are a name, too, unless they are a sentence: "Read more at https://…".
    """
    if block.kind != "paragraph" or "://" not in block.text or block.text.startswith(NO_TITLES):
        return None  # common case
    if not outline.once(cites_urls):
        return None
    shown = outline.read(block.text)
    if lead := find_cited_url(shown):
        return lead
    lead = find_title_of_url(shown)
    return lead if lead and not SENTENCE_WORD.search(shown.text[lead.start : lead.end]) else None


def _title_line(outline: Outline, block: Block) -> Lead | None:
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


def _name_of_url(outline: Outline, block: Block) -> Lead | None:
    """Return the name in front of a paragraph's URL, if many have one: "Oak: [https://…](https://…), old"."""
    is_named = _may_name_url(block) and block.text in outline.once(named_urls)
    return find_named_url(outline.read(block.text)) if is_named else None


def _may_name_url(block: Block) -> bool:
    """Tell whether a paragraph is a name, a colon and a URL; judged by raw Markdown."""
    is_near = block.kind == "paragraph" and block.text.find("://", 0, NAME_AND_SCHEME) > 0
    return is_near and URL_BEHIND_NAME.match(block.text) is not None


def named_urls(outline: Outline) -> frozenset[str]:
    """Return the paragraphs that are a name in front of a URL, NAMED_URL_LINES in a section, most names once."""
    found: dict[str, str] = {}
    for section in outline.made_of(lambda kinds: kinds.count("paragraph") >= NAMED_URL_LINES):
        lines = [block.text for block in section.body_unplaced if _may_name_url(block)]
        if len(lines) < NAMED_URL_LINES:
            continue  # common case: they are not read
        read = [(line, outline.read(line)) for line in lines]
        named = [(line, shown.text[lead.start : lead.end]) for line, shown in read if (lead := find_named_url(shown))]
        found.update(named if len(named) >= NAMED_URL_LINES else [])
    are_distinct = len({name.casefold() for name in found.values()}) * 2 > len(found)
    return frozenset(found if len(found) >= TITLED_PARAGRAPHS and are_distinct else ())

"""Lines of paragraphs that are a URL with its name or words about it, each an entry: "Oak https://… - a saw"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pocketparse.line.linked import outgoing_links, shows_url
from pocketparse.lists.item_names import plain_lead
from pocketparse.lists.unit_leads import line_lead
from pocketparse.lists.url_names import find_cited_url
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.single_links import before_link
from pocketparse.outline import Outline, free_sections
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.tree import Node
from pocketparse.vocabulary import GENERIC, PREPOSITION, SCHEMES, SENTENCE_WORD

URL_LINES = 5
"""Lines of a section that are a URL and its name, or words about it, at least, before these are entries."""
ALL_URL_LINES = 15
"""Such lines in a document, at least, before fewer of them are entries, in sections that hold no other paragraphs."""
OTHER_LINES = 5
"""One in so many lines of a section may be another, at the most: words about the section."""
URL_NEAR_START = pattern(r"(?!<a )[^\[\]]{0,120}?\[?<?https?://")
"""Raw Markdown of a line with a URL behind no other link: "Oak: <https://…>", "[https://…](https://…)"."""

Lines = Sequence[tuple[Raw, Lead]]


def lines_with_urls(outline: Outline, block: Block) -> Lines:
    """Return the lines of a paragraph that are entries, each with its name, if its section is made of URLs; else ()."""
    return outline.once_of_free(url_lines).get(block, ()) if "://" in block.text else ()


def url_lines(outline: Outline) -> Mapping[Block, Lines]:
    """Return the paragraphs of lines with URLs, each line with its name, in sections with hardly other paragraphs.

    Lines between them that start with a link are entries, too.
    """
    may_list = [blocks for section in outline.once_of_free(free_sections) if (blocks := _with_urls(section))]
    if sum(block.text.count("://") for blocks in may_list for block in blocks) < URL_LINES:
        return {}  # nearly all
    found: dict[Block, list[tuple[Raw, Lead]]] = {}
    few: dict[Block, list[tuple[Raw, Lead]]] = {}
    for paragraphs in may_list:
        lines = [(block, line) for block in paragraphs for line in _lines_of(block)]
        named = [(block, line, lead) for block, line in lines if (lead := _name_of(outline, line))]
        urls = sum(URL_NEAR_START.match(line) is not None for _, line, _ in named)
        others = len(lines) - len(named)
        is_list = urls >= URL_LINES and urls * 2 >= len(named) and others * OTHER_LINES <= len(lines)
        for block, line, lead in named if is_list or not others else ():
            (found if is_list else few).setdefault(block, []).append((line, lead))
    return found | few if sum(map(len, found.values())) >= ALL_URL_LINES else found


def _with_urls(section: Node) -> Sequence[Block]:
    """Return the paragraphs of a section, () if the first two have no URL near their start."""
    paragraphs = [block for block in section.free if block.kind == "paragraph"]
    for block in paragraphs[:2]:  # faster than any()
        if URL_NEAR_START.match(block.text):
            return paragraphs
    return ()


def _lines_of(block: Block) -> Sequence[Raw]:
    """Return the lines of a paragraph; two are one if only the second is a URL."""
    first, _, rest = block.text.partition("\n")
    if not rest or (rest.startswith(SCHEMES) and "\n" not in rest and "://" not in first):
        return [block.text]
    cuts = [-1, *(at for at, sign in enumerate(block.text) if sign == "\n"), len(block.text)]
    return [block.text.part(start + 1, end, below=at) for at, (start, end) in enumerate(pairwise(cuts))]


def _name_of(outline: Outline, line: Raw) -> Lead | None:
    """Return the name of a line: the words in front of its URL, or else the URL, or the link it starts with.

    None if the words are a sentence or a label.
    """
    if line.startswith(("[", "<a ")) and (lead := line_lead(outline, outline.read(line))):
        return lead
    if not URL_NEAR_START.match(line):
        return None
    shown = outline.read(line)
    url = next(iter(outgoing_links(shown)), None)
    if url is None or not shows_url(shown.text, url):
        return None
    if not WORD.search(shown.text, 0, url.start):
        return Lead(url.start, url.end, url)
    lead = find_cited_url(shown) or plain_lead(outline, shown)
    if lead is None or lead.end > url.start or lead.is_in_sentence:
        lead = before_link(shown.text[: url.start], url)
    name = shown.text[lead.start : lead.end] if lead else ""
    is_told = SENTENCE_WORD.match(name) or PREPOSITION.search(shown.text, 0, url.start)
    return (
        lead._replace(anchor=url)
        if lead and WORD.search(name) and not (is_told or name.casefold() in GENERIC)
        else None
    )

"""Lines of paragraphs that are a URL with its name or words about it, each an entry: "Oak https://… - a saw"."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from pocketparse.line.linked import outgoing_links, shows_url
from pocketparse.line.prose import link_labels
from pocketparse.lists.item_names import plain_lead
from pocketparse.lists.unit_leads import line_lead
from pocketparse.lists.url_names import find_cited_url
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Anchor
from pocketparse.names.lead import Lead
from pocketparse.names.single_links import before_link
from pocketparse.outline import Outline, free_sections
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.title_headings import title_sections
from pocketparse.tree import Node
from pocketparse.vocabulary import GENERIC, PREPOSITION, SCHEMES, SENTENCE_WORD

URL_LINES = 5
"""Lines of a section that are a URL and its name, or words about it, at least, before these are entries."""
ALL_URL_LINES = 15
"""Such lines in a document, at least, before fewer of them are entries, in sections without other paragraphs."""
OTHER_LINES = 5
"""One in so many lines of a section may be another, at the most: words about the section."""
URL_NEAR_START = pattern(
    r"(?!<a )[^\[\]]{0,120}?(?:\[[^\s.\[\]]{1,40}\.[^\s\[\]]{1,80}\]\(|\[?<?)https?://(?!(?:localhost|127\.0\.0\.1|0\.0\.0\.0)\b)"
)
"""Raw Markdown of a line with a URL, or a link with a dot: "Oak: <https://…>", "Oak: [oak.org](https://…)".

A URL of one's own computer is none: "Users: http://localhost:80/users".
"""
CALL = pattern(
    r"(?:read (?:this|it) (?:(?-i:[^A-Z])|(?:in|on|at|here|online)\b)|join (?:us|our|the)|back to |follow (?:us|me)|"
    r"subscribe|support (?:us|this)|view (?:this|on) |click (?:me|here|below|above|this|on|to|the|for)\b|"
    r"star (?:us|this)|donate|buy (?:me|us) )",
    re.IGNORECASE,
)
"""Start of a link's text that calls for something and names nothing: "Join us on Discord"."""
LINK_STARTS = ("[", "<a ")
"""Prefixes of lines that start with a link."""

Lines = Sequence[tuple[Raw, Lead]]


def lines_with_urls(outline: Outline, block: Block) -> Lines:
    """Return the lines of a paragraph that are entries, each with its name, if its section is made of URLs; else ()."""
    return outline.once_of_free(url_lines).get(block, ()) if "://" in block.text else ()


def url_lines(outline: Outline) -> Mapping[Block, Lines]:
    """Return the paragraphs of lines with URLs, each line with its name, in sections with hardly other paragraphs.

    The names differ. Lines between them that start with a link are entries, too. So are lines that are links and
    nothing else, below a heading that is no title.
    """
    may_list = [(one, blocks) for one in outline.once_of_free(free_sections) if (blocks := _with_urls(one))]
    if sum(block.text.count("://") for _, blocks in may_list for block in blocks) < URL_LINES:
        return {}  # nearly all
    found: dict[Block, list[tuple[Raw, Lead]]] = {}
    few: dict[Block, list[tuple[Raw, Lead]]] = {}
    for section, paragraphs in may_list:
        lines = [(block, line) for block in paragraphs for line in _lines_of(block)]
        words = [line for _, line in lines if not (line.startswith(LINK_STARTS) or URL_NEAR_START.match(line))]
        if len(words) * OTHER_LINES > len(lines):
            continue  # nearly all: prose
        named = [(block, line, lead) for block, line in lines if (lead := _name_of(outline, line))]
        urls = sum(_is_url(outline, line, lead) for _, line, lead in named)
        others = len(lines) - len(named)
        are_urls = urls * 2 >= len(named)
        is_list = len(named) >= URL_LINES and others * OTHER_LINES <= len(lines)
        is_list = is_list and (are_urls or (_is_headed(outline, section) and _are_bare(outline, named)))
        is_list = is_list and _differ(outline, [(line, lead) for _, line, lead in named])
        for block, line, lead in named if is_list or (are_urls and not others) else ():
            (found if is_list else few).setdefault(block, []).append((line, lead))
    every = [(line, lead) for lines in (found | few).values() for line, lead in lines]
    return found | few if len(every) >= ALL_URL_LINES and _differ(outline, every) else found


def _with_urls(section: Node) -> Sequence[Block]:
    """Return the paragraphs of a section, () if the first two have no URL near their start, and start with no link."""
    paragraphs = [block for block in section.free if block.kind == "paragraph"]
    for block in paragraphs[:2]:  # faster than any()
        text = block.text
        may_list = text.startswith(LINK_STARTS) and (len(paragraphs) >= URL_LINES or "\n" in text)
        if "://" in text and (may_list or URL_NEAR_START.match(text)):
            return paragraphs
    return ()


def _differ(outline: Outline, named: Lines) -> bool:
    """Tell whether lines have different names, more than half as many as lines; labels recur: "Author: https://…"."""
    return len({_shown_name(outline, line, lead).casefold() for line, lead in named}) * 2 > len(named)


def _shown_name(outline: Outline, line: Raw, lead: Lead) -> str:
    """Return the name of a line, as displayed."""
    return outline.read(line).text[lead.start : lead.end]


def _is_url(outline: Outline, line: Raw, lead: Lead) -> bool:
    """Tell whether the link of a line shows where it leads."""
    text = outline.read(line).text
    return lead.anchor is not None and (shows_url(text, lead.anchor) or _shows_place(text, lead.anchor))


def _is_headed(outline: Outline, section: Node) -> bool:
    """Tell whether a section has a heading that is no title of the document."""
    return section.heading is not None and section not in outline.once(title_sections)


def _are_bare(outline: Outline, named: Sequence[tuple[Block, Raw, Lead]]) -> bool:
    """Tell whether lines are links and nothing else, to the web, with names of their own: not "[Docs](…)".

    Most of them lead to different places.
    """
    links = {lead.anchor.href for _, _, lead in named if lead.anchor and "://" in lead.anchor.href}
    names = {_shown_name(outline, line, lead) for _, line, lead in named}
    own = [name for name in names if name.casefold() not in GENERIC and not CALL.match(name)]
    is_bare = all(link_labels(outline.read(line)) is not None for _, line, _ in named)
    addresses = [link.partition("://")[2] for link in links]
    places = {address.rpartition("/")[0] or address for address in addresses}
    return is_bare and len(places) * 2 > len(links) and len(links) == len(own) == len(named)


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
    if line.startswith(LINK_STARTS) and (lead := line_lead(outline, outline.read(line))):
        return lead
    if not URL_NEAR_START.match(line):
        return None
    shown = outline.read(line)
    url = next(iter(outgoing_links(shown)), None)
    if url is None or not (shows_url(shown.text, url) or _shows_place(shown.text, url)):
        return None
    if not WORD.search(shown.text, 0, url.start):
        return Lead(url.start, url.end, url)
    lead = find_cited_url(shown) or plain_lead(outline, shown)
    if lead is None or lead.end > url.start or lead.is_in_sentence:
        lead = before_link(shown.text[: url.start], url)
    name = shown.text[lead.start : lead.end] if lead else ""
    is_told = SENTENCE_WORD.match(name) or PREPOSITION.search(shown.text, 0, url.start)
    is_name = WORD.search(name) and not is_told and name.casefold() not in GENERIC
    return lead._replace(anchor=url) if lead and is_name else None


def _shows_place(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link is the host of its URL, with its path or without: "[oak.org](https://oak.org)"."""
    shown = text[link.start : link.end].removeprefix("www.")
    return "." in shown and link.href.partition("://")[2].removeprefix("www.").startswith(shown)

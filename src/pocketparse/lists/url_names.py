"""Names in front of URLs in the items of a list, whether a document has such, and URLs that are names themselves."""

from collections.abc import Iterator, Sequence

from pocketparse.line.dates import is_date
from pocketparse.line.linked import is_generic, leaves_page, outgoing_links, shows_url
from pocketparse.line.trimming import outside, stretches
from pocketparse.lists.items import is_field, is_numbered, lists
from pocketparse.markup.block import Block, is_flat, item_texts
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.names.lead import Lead, named_by
from pocketparse.names.people import STOP, may_be_people
from pocketparse.names.single_links import SHORT_NAME, before_link
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import (
    COLONS,
    GENERIC,
    LINK_ENDS,
    OPENING_BRACKETS,
    SENTENCE_SIGN,
    SENTENCE_WORD,
    SEPARATORS,
    TITLE,
    has_colon,
)

TITLED_URLS = 10
"""Titles in front of URLs that end their items, at least, before words in front of a URL are a name."""
NAMED_URLS = 3
"""Names in front of URLs with words behind, at least, before such words are a name."""
DESCRIBED_URLS = 5
"""Names with a colon, a URL and words behind, at least, before such words are a name."""
CITED_URLS = 10
"""Titles in front of authors and a URL, at least, before such titles are names."""
PARTED = pattern(rf"\s*\t[\s.]*|{STOP.pattern}")
"""What separates a title from its authors, in front of URLs."""
SURNAME = pattern(r"[^\W\d_a-z][\w'’-]+")
"""One word in a capital, as a last name is."""
DASH_OR_BAR = pattern(r"\s[-–—|]\s|—|\n")
"""Separator between a name and words about it."""


def find_title_of_url(shown: Inline) -> Lead | None:
    """Find a name that is all in front of a link that shows its URL, with only generic links behind.

    "Oak: saws https://… ([RSS](…))"; none where a dash separates words about it: "Oak - a saw https://…".
    """
    links = outgoing_links(shown)
    if not links or not shows_url(shown.text, links[0]):
        return None
    url, *others = links
    if any(not is_generic(shown.text, one) for one in others):
        return None
    if WORD.search("".join(outside(shown.text, [(0, url.end), *stretches(others)]))):
        return None
    lead = before_link(shown.text[: url.start], url)
    name = shown.text[: lead.end] if lead else ""
    return lead if WORD.search(name) and not DASH_OR_BAR.search(name) else None


def find_cited_url(shown: Inline) -> Lead | None:
    """Find a title in front of its authors and URLs, with nothing behind: "On old oaks. Lee, Ray. https://…"."""
    links = outgoing_links(shown)
    text = shown.text
    if not links or not all(shows_url(text, link) for link in links):
        return None
    if WORD.search("".join(outside(text, [(0, links[0].start), *stretches(links)]))):
        return None
    front = text[: links[0].start].rstrip()
    for stop in PARTED.finditer(front):
        title, by = front[: stop.start()].rstrip(". "), front[stop.end() :].rstrip(".")
        is_made = may_be_people(by) or (SURNAME.fullmatch(by) is not None and len(title.split()) >= TITLE)
        if is_made and WORD.search(title):
            return Lead(0, len(title), links[0], by=by, stop=links[0].end)
    return None


def cites_urls(outline: Outline) -> bool:
    """Tell whether CITED_URLS items or paragraphs are a title, its authors and URLs, half of them by several people."""
    makers = [lead.by for text in _may_be_cited(outline) if (lead := find_cited_url(outline.read(text)))]
    return sum(map(may_be_people, makers)) >= max(CITED_URLS, len(makers) // 2)


def _may_be_cited(outline: Outline) -> Iterator[Raw]:
    """Yield the texts of items and paragraphs with a separator in front of a URL (PARTED); no other item is made."""
    for section in outline.sections:
        for block in section.all_blocks(items=False):
            if block.kind in ("item", "paragraph"):
                if _is_parted(block.text):
                    yield block.text
            elif is_flat(block) and any(map(_is_parted, item_texts(block))):
                yield from (item.text for item in block.children if _is_parted(item.text))


def _is_parted(text: str) -> bool:
    """Tell whether raw Markdown has a separator in front of its first URL, and does not start with a link."""
    if text.startswith("["):
        return False  # nearly all
    url = text.find("://")
    return url > 0 and PARTED.search(text, 0, url) is not None


def find_named_url(shown: Inline) -> Lead | None:
    """Find a name that a colon separates from a URL, the first link: "Oak: https://…, old"; "Website" is none."""
    links = outgoing_links(shown)
    before = shown.text[: links[0].start].rstrip(" ") if links else ""
    if not before.endswith(COLONS) or not shows_url(shown.text, links[0]):
        return None
    name = before.rstrip(SEPARATORS)
    labels = not GENERIC.isdisjoint(name.casefold().split()) or SENTENCE_WORD.search(name)
    return named_by(name, links[0]) if WORD.search(name) and not labels else None


def find_name_of_url(shown: Inline) -> Lead | None:
    """Find a name in front of an item's only link, a URL with words behind: "Oak http:… (old)"."""
    url = _only_url(shown)
    if url is None or not WORD.search(shown.text, url.end):
        return None
    name = shown.text[: url.start].rstrip(SEPARATORS + OPENING_BRACKETS)
    return named_by(name, url) if _is_name(name) else None


def find_described_url(shown: Inline) -> Lead | None:
    """Find a name that a colon separates from an item's only link, a URL with words behind.

    "Oak: https://… an old saw".
    """
    lead = find_named_url(shown)
    if lead is None or lead.anchor is None or _only_url(shown) is None or not WORD.search(shown.text, lead.anchor.end):
        return None
    return lead if _is_name(shown.text[: lead.end]) else None


def _is_name(name: str) -> bool:
    """Tell whether a text in front of a URL is short, on one line, and no sentence, label or date."""
    is_short = WORD.search(name) and "\n" not in name and len(name) <= SHORT_NAME
    is_said = SENTENCE_SIGN.search(name) or SENTENCE_WORD.search(name) or has_colon(name)
    return bool(is_short and not is_said and not is_date(name))


def _only_url(shown: Inline) -> Anchor | None:
    """Return the only link of an item, if it shows its URL."""
    links = outgoing_links(shown)
    return links[0] if len(links) == 1 and shows_url(shown.text, links[0]) else None


def is_parted(shown: Inline, lead: Lead) -> bool:
    """Tell whether a separator stands between a name's link and the words behind it: "Oak https://… (old)"."""
    return lead.anchor is not None and shown.text[lead.anchor.end :].lstrip(" ").startswith((*LINK_ENDS, "(", "（"))


def find_url(shown: Inline) -> Lead | None:
    """Find the URL that is all of an item: its name, if there is no other."""
    text = shown.text
    first = shown.anchors[0] if shown.anchors else None
    if first is None or not shows_url(text, first):
        return None
    says_more = WORD.search(text, 0, first.start) or WORD.search(text, first.end)
    return None if says_more else Lead(first.start, first.end, first)


def leading_url(shown: Inline) -> Lead | None:
    """Find the URL that an item starts with, "https://… free saws", or that is all its words."""
    first = shown.anchors[0] if shown.anchors else None
    is_url = first is not None and first.start == 0 and shows_url(shown.text, first)
    return Lead(0, first.end, first) if first and is_url else find_url(shown)


def titles_urls(outline: Outline) -> bool:
    """Tell whether TITLED_URLS items have a title in front of the URL that ends them, less than half with a colon."""
    read = [shown for _, things in outline.once(_things) for shown in things]
    titles = [shown.text[lead.start : lead.end] for shown in read if (lead := find_title_of_url(shown))]
    with_colon = sum(has_colon(title) for title in titles)
    return len(titles) >= TITLED_URLS and with_colon * 2 < len(titles)


def names_urls(outline: Outline) -> bool:
    """Tell whether NAMED_URLS items have a name in front of a URL, and words behind it, a separator between in most.

    "Oak https://… - a saw"; numbered lists may be steps. Without separators, TITLED_URLS names where these are three of
    four items of their list.
    """
    every = [_named(things) for block, things in outline.once(_things) if not is_numbered(block)]
    named = [one for found, _ in every for one in found]
    parted = sum(is_parted(shown, lead) for shown, lead in named)
    if parted >= NAMED_URLS and parted * 2 > len(named):
        return True
    alike = [one for found, others in every if len(found) >= max(NAMED_URLS, others * 3) for one in found]
    return len({shown.text[: lead.end].casefold() for shown, lead in alike}) >= TITLED_URLS


def _named(things: Sequence[Inline]) -> tuple[list[tuple[Inline, Lead]], int]:
    """Return the items of a list with a name in front of a URL and words behind, and the number of its other items."""
    found = [(shown, lead) for shown in things if (lead := find_name_of_url(shown))]
    return found, len(things) - len(found)


def describes_urls(outline: Outline) -> bool:
    """Tell whether DESCRIBED_URLS items are a name, a colon, a URL and words, more than half of the names different."""
    read = [shown for block, things in outline.once(_things) if not is_numbered(block) for shown in things]
    names = [shown.text[: lead.end].casefold() for shown in read if (lead := find_described_url(shown))]
    return len(names) >= DESCRIBED_URLS and len(set(names)) * 2 > len(names)


def _things(outline: Outline) -> Sequence[tuple[Block, Sequence[Inline]]]:
    """Return the lists of a document, each with its items that may be entries, as displayed."""
    return [(block, list(_things_of(outline, block))) for block in outline.of_kind("list")]


def _things_of(outline: Outline, block: Block) -> Iterator[Inline]:
    """Yield the items of a list that may be entries: no fields, and nothing below an item with a link."""
    for item in block.children:
        shown = outline.read(item.text)
        if not is_field(outline, shown):
            yield shown
        for child in lists(item) if item.children and not leaves_page(shown) else ():
            yield from _things_of(outline, child)

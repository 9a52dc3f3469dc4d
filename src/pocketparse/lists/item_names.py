"""The names that items of a list start with: a link, bold words, or plain words where other items vouch for them."""

import re
from collections import Counter
from collections.abc import Iterator

from pocketparse.line.dates import VENUE_BEFORE, find_day, is_date
from pocketparse.line.habits import Habit
from pocketparse.line.linked import are_bracketed, is_bracketed, is_generic, leaves_page, outgoing_links
from pocketparse.line.prose import link_labels
from pocketparse.lists.front_labels import LABEL_USES, in_brackets, without_label
from pocketparse.lists.items import cites_people, is_field, items, lists, only_links, usual_texts
from pocketparse.lists.linked_labels import labels_lead, labels_of
from pocketparse.lists.nested_links import tells_of_item
from pocketparse.lists.title_signs import signs_in_titles
from pocketparse.lists.url_names import (
    cites_urls,
    describes_urls,
    find_cited_url,
    find_described_url,
    find_name_of_url,
    find_title_of_url,
    find_url,
    names_urls,
    titles_urls,
)
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.citations import find_citation, is_dated
from pocketparse.names.labelled_titles import behind_label, over_badges
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.people import MONTH, are_people, has_initial
from pocketparse.names.plain_names import Vouched, find_plain_lead
from pocketparse.names.prefixes import is_remark
from pocketparse.names.single_links import LONGEST_NAME
from pocketparse.names.unlinked_titles import behind_labels, find_title
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.titles import names_makers
from pocketparse.vocabulary import GENERIC, has_colon

LABELLED_TITLES = 5
"""Items that are a label and a linked title, at least, before such titles are names."""
BOLD_IN_LINK = pattern(r"\W{0,3}\[\*\*([^*\n]+)\*\*\s+[-–—]\s")
"""Raw Markdown of a link that starts with bold words and a dash: "[**Keynote** - On oaks](…)"."""
BAR = pattern(r"\s\|\s(?=\S)")
"""A bar between a name and words about it: " | "."""
BAR_IN_LINK = pattern(r"\W{0,3}\[(?P<name>[^\[\]|\n]+?)\s\\?\|\s(?P<said>[^\[\]|\n]+)\]\(")
"""Raw Markdown of a link that is a name, a bar and words: "[Oak | a saw](…)"."""
BARRED_LINKS = 10
"""Items that are such links, at least, before their bars end names."""
BOLD_LINKS = 10
"""Bold names beside a link in their items, at least, before such items are entries wherever their list stands."""
STRESSED_ITEMS = 3
"""Items with bold words amid others, at least, before bold words are stress and no names."""
DATED_ITEMS = 3
"""Items with a day in front, at least, before days are labels of names."""
VENUE_ITEMS = 5
"""Items with a venue and a year in front, at least, before those label titles; "COCO 2017 - A dataset" is a name."""
HELPING = pattern(r"(?:^|/)contribut\w*(?:\.\w+)?/?(?:[?#].*)?$", re.IGNORECASE)
"""Address of a page on how to contribute, or of who did: "…/CONTRIBUTING.md", "…/graphs/contributors"."""
FOOTNOTE = "[^"
"""Start of a footnote: "[^1]: not in the north"."""
MONTHS_BEHIND = Habit(pattern(rf"^[^\[\]\n]+,\s+{MONTH},?\s*\["), sign=" 20", texts_per_use=10)
"""Many items are words in front of a month, a year and a link: "Oak: a study, Jan 2024, [Leaves](…)"."""
NAMES_BEHIND_DASHES = Habit(pattern(r"^\w[^\[\]:\n]{0,59}\s[-–—]\s\[[^\[\]]+\]\([^\s()]+\)(?:\s[-–—]\s|$)"), sign="](")
"""Many items are a label, a dash and a link, maybe in front of a dash and words: "Ann Lee - [Oak](…) - a saw"."""
BADGED_ITEMS = 5
"""Items that are a name in front of linked pictures, at least, before such are entries."""


def linked_paragraphs(outline: Outline, item: Block) -> Iterator[Inline]:
    """Yield the paragraphs below an item's text that hold a link which leaves the page."""
    below = (outline.read(child.text) for child in item.children if child.kind == "paragraph")
    return filter(leaves_page, below)


def leads_of(outline: Outline, block: Block, below: Lead | None = None) -> Iterator[tuple[Block, Lead | None]]:
    """Yield each item of a list and of the lists in it, with the name it starts with, or None.

    Links below a name that is no link belong to that name: "[[Code](…)]" there names nothing.
    """
    is_title = below is not None and below.anchor is None
    labels = {item for item in block.children if is_title and are_bracketed(outline.read(item.text))}
    if is_title and (outline.once(_lists_links, block) or tells_of_item(outline, block)):
        labels = set(block.children)
    elif sum(_has_usual_link(outline, item) for item in labels) * 2 < len(labels):
        labels = set()
    for item in block.children:
        lead = None if item in labels else lead_of(outline, item)
        if lead is None and below is None and outline.once(labels_titles):
            lead = behind_label(outline.read(item.text))
        if below is None and outline.once(labels_lead) and lead and lead.leaves:
            title = behind_labels(outline.read(item.text), outline.once(labels_of, block))
            lead = title if title and title.anchor == lead.anchor else lead
        yield item, lead
        for child in lists(item):
            yield from leads_of(outline, child, lead)


def labels_titles(outline: Outline) -> bool:
    """Tell whether LABELLED_TITLES items are a label and a linked title, most labels occurring once."""
    texts = (text for text in outline.linked_items if ": [" in text)
    labels = [lead.prefix for text in texts if (lead := behind_label(outline.read(text)))]
    return len(labels) >= LABELLED_TITLES and len(set(labels)) * 2 > len(labels)


def _has_usual_link(outline: Outline, item: Block) -> bool:
    """Tell whether an item holds a generic link."""
    shown = outline.read(item.text)
    return any(is_generic(shown.text, anchor) for anchor in shown.anchors)


def lead_of(outline: Outline, item: Block) -> Lead | None:
    """Return the name an item starts with, or None; one in plain words needs a link in the item or below it."""
    shown = outline.read(item.text)
    if shown.text.startswith(FOOTNOTE) or ("ontribut" in shown.text and _bids_to_help(shown)) or is_remark(shown):
        return None
    lead = without_label(outline, shown, find_lead(shown))
    if lead and lead.anchor and lead.goes_on and shown.text[lead.start : lead.end] in outline.once(bold_labels):
        lead = lead._replace(end=lead.anchor.end)  # "[**Keynote** - On oaks](…)"
    if lead and lead.is_link and "|" in shown.text and (bar := BAR.search(shown.text, lead.start, lead.end)):
        lead = lead._replace(end=bar.start()) if outline.once(bars_part_links) else lead  # "[Oak | a saw](…)"
    if lead is not None and lead.anchor is None and in_brackets(shown.text, lead):
        lead = find_title(shown) or lead  # "**[Oak]** Trees: a study [[PDF]](…)"
    if lead is not None and lead.anchor is None and _is_followed(shown, lead) and outline.once(stresses_words):
        lead = find_title(shown) or lead  # "**Quick** saws for oaks [[PDF]](…)"
    if lead is not None and lead.anchor is None and _is_cited(outline, shown.text[lead.start : lead.end]):
        lead = find_citation(shown, outgoing_links(shown)) or lead  # "**Lee, A. (2020).** On trees. [[link](…)]"
    if lead is not None and (lead.anchor is not None or not is_field(outline, shown)):
        return None if lead.anchor and lead.anchor.stays else lead
    if lead is not None or is_field(outline, shown):
        return None
    return plain_lead(outline, shown) if leaves_page(shown) else _named_from_below(outline, item, shown)


def _bids_to_help(shown: Inline) -> bool:
    """Tell whether a text only asks to contribute to the list: "[Contribute](CONTRIBUTING.md)"."""
    return names_makers(shown.text) and all(HELPING.search(link.href) for link in shown.anchors)


def bold_labels(outline: Outline) -> frozenset[str]:
    """Return the bold words before a dash at the start of LABEL_USES links: labels of the words behind the dash."""
    found = (BOLD_IN_LINK.match(item.text) for block in outline.of_kind("list") for item in block.children)
    counts = Counter(one[1] for one in found if one)
    return frozenset(label for label, count in counts.items() if count >= LABEL_USES)


def bars_part_links(outline: Outline) -> bool:
    """Tell whether BARRED_LINKS items, and half of all, are links of a name, a bar and words: "[Oak | a saw](…)".

    In eight of ten the words are longer than the name.
    """
    barred = list(filter(None, (BAR_IN_LINK.match(text) for text in outline.linked_items if "|" in text)))
    longer = sum(len(one["name"]) < len(one["said"]) for one in barred)
    return len(barred) >= max(BARRED_LINKS, len(outline.linked_items) / 2) and longer * 10 >= len(barred) * 8


def bold_names_link(outline: Outline) -> bool:
    """Tell whether BOLD_LINKS items start with a bold name and link elsewhere: "**Oak** - a tree, says [Ann](…)"."""
    bold = (text for text in outline.linked_items if "**" in text)
    names = (shown for shown in map(outline.read, bold) if (lead := find_lead(shown)) and lead.anchor is None)
    return sum(map(leaves_page, names)) >= BOLD_LINKS


def stresses_words(outline: Outline) -> bool:
    """Tell whether bold words stand amid others in STRESSED_ITEMS items, "On **oaks**", and start fewer.

    Items that start with code are left out: "`OAK` **On old oaks.**".
    """
    amid = named = 0
    for block in outline.of_kind("list"):
        for item in items(block):
            shown = outline.read(item.text) if "**" in item.text and item.text[0] != "`" else None
            strong = next((mark for mark in shown.marks if mark.kind == "strong"), None) if shown else None
            if shown and strong and (link := next(iter(outgoing_links(shown)), None)) and strong.end <= link.start:
                front = shown.text[: strong.start].rstrip()
                amid += front[-1:].isalpha() and "\n" not in front
                named += not WORD.search(front)
    return amid >= STRESSED_ITEMS and amid > named


def _is_followed(shown: Inline, lead: Lead) -> bool:
    """Tell whether words follow a name without a separator."""
    return shown.text[lead.end : lead.end + 2].lstrip(" ")[:1].isalpha()


def _is_cited(outline: Outline, name: str) -> bool:
    """Tell whether a name is authors and a year, not a title: several people, initials, or as others with initials."""
    return is_dated(name) and (are_people(name.partition("(")[0]) or has_initial(name) or outline.once(has_initials))


def has_initials(outline: Outline) -> bool:
    """Tell whether an item starts with authors with initials and a year: "Batman and Robin (1997)" may be a film."""
    read = (outline.read(item.text) for block in outline.of_kind("list") for item in items(block))
    names = (shown.text[lead.start : lead.end] for shown in read if (lead := find_lead(shown)) and lead.anchor is None)
    return any(has_initial(name) and is_dated(name) for name in names)


def plain_lead(outline: Outline, shown: Inline) -> Lead | None:
    """Return the name in plain words that an item starts with, if its list vouches for it."""
    vouched = _vouched(outline, shown.text)
    title = find_cited_url(shown) if outline.once(cites_urls) else None
    title = title or (find_title_of_url(shown) if outline.once(titles_urls) else None)
    lead = title or find_plain_lead(shown, vouched)
    if lead is None and (named := find_name_of_url(shown)) and outline.once(names_urls):
        return named
    if lead is None and (named := find_described_url(shown)) and outline.once(describes_urls):
        return named
    return lead


def _vouched(outline: Outline, text: str) -> Vouched:
    """Return what the items of the document vouch for in the name that a text starts with."""
    return Vouched(
        usual=outline.once(usual_texts),
        before=_before(outline, text),
        alone=outline.once(cites_people),
        badged=outline.once(names_badges),
        months=outline.once(MONTHS_BEHIND),
        dashed=outline.once(NAMES_BEHIND_DASHES),
        signs=outline.once(signs_in_titles),
    )


def _before(outline: Outline, text: str) -> re.Match[str] | None:
    """Return the match of a day or venue in front of a name, if several items have one: "05/14 - Yew: a saw"."""
    if outline.once(has_days) and (day := find_day(text)):
        return day
    return VENUE_BEFORE.match(text) if outline.once(has_venues) else None


def has_days(outline: Outline) -> bool:
    """Tell whether DATED_ITEMS items have a day in front: "05/14 - Yew: a saw"; other numbers may be versions."""
    texts = (item.text for block in outline.of_kind("list") for item in items(block) if item.text[:1].isdecimal())
    return sum(find_day(text) is not None for text in texts) >= DATED_ITEMS


def has_venues(outline: Outline) -> bool:
    """Tell whether VENUE_ITEMS have a venue and year in front, half of those again and again: "2008-NIPS - On oaks"."""
    texts = (text for text in outline.linked_items if "- " in text)
    labels = [found[1] for text in texts if (found := VENUE_BEFORE.match(text)) and not found[1].isdecimal()]
    again = sum(count for count in Counter(labels).values() if count > 1)
    return len(labels) >= VENUE_ITEMS and again * 2 >= len(labels)


def names_badges(outline: Outline) -> bool:
    """Tell whether BADGED_ITEMS items are words in front of linked pictures: "On oaks [![arXiv](…)](…)"."""
    texts = (text for text in outline.linked_items if "[![" in text)
    return sum(over_badges(outline.read(text)) is not None for text in texts) >= BADGED_ITEMS


def _named_from_below(outline: Outline, item: Block, shown: Inline) -> Lead | None:
    """Return the first line of an item as its name, if blocks below hold its links: "- Oak:", "  - Home: https://…".

    Titles of papers over their links are names in plain words.
    """
    name, _, rest = shown.text.rstrip().partition("\n")
    name = name.rstrip(" :：")
    if is_date(name):
        return None
    if name and any(_lists_fields(outline, below) or outline.once(_lists_links, below) for below in lists(item)):
        return Lead(0, len(name), None)
    is_alone = not rest and len(name) <= LONGEST_NAME and WORD.search(name)
    below = list(linked_paragraphs(outline, item))
    has_links = any(link_labels(shown) is not None for shown in below) or (
        _holds_url(outline, item) and not has_colon(shown.text)
    )
    if is_alone and (has_links or any(tells_of_item(outline, block) for block in lists(item))):
        return Lead(0, len(name), None)
    return plain_lead(outline, shown) if any(map(_has_papers, below)) else None


def _lists_links(outline: Outline, block: Block) -> bool:
    """Tell whether the items of a list are generic links and nothing else: "- [paper](…)", "- [code](…)"."""
    labels = [{label for label, _ in only_links(outline, item)} for item in block.children]
    return all(found and found <= GENERIC for found in labels)


def _has_papers(shown: Inline) -> bool:
    """Tell whether a text has links, all in brackets: "Ann Lee. EMNLP 2016. [[Paper](…)]"."""
    links = [one for one in shown.anchors if one.kind == "text"]
    return bool(links) and all(is_bracketed(shown.text, link) for link in links)


def _lists_fields(outline: Outline, block: Block) -> bool:
    """Tell whether a list holds a field, and a link that leaves the page."""
    fields = [outline.read(item.text) for item in block.children]
    return any(map(leaves_page, fields)) and any(is_field(outline, field) for field in fields)


def _holds_url(outline: Outline, item: Block) -> bool:
    """Tell whether the only block below an item is a list of one item, a URL; several URLs are entries themselves."""
    below = [child for block in item.children for child in block.children]
    is_list = all(block.kind == "list" for block in item.children)
    return is_list and len(below) == 1 and find_url(outline.read(below[0].text)) is not None

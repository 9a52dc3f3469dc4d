"""Whether the entries of a document are headings, and which are none for URLs: over many, or hardly any has one."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from pocketparse.headings.over_others import led_by_links, over_others
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Node
from pocketparse.vocabulary import SCHEMES

LIST_LINES = 10
"""Minimum number of lines in a list that holds several things, and not the links of one."""
LISTS_OF_URLS = 5
"""Minimum number of lists of two URLs or more, one below a heading each, before these hold several things."""
URLS_PER_LIST = 3
"""Minimum number of URLs in such lists, on average."""
MANY_URLS = 5
"""URLs below a heading, at least, that are many: lines of paragraphs or items, all of the body."""
ALL_URLS = 10
"""URLs below such headings, at least, before these are no entries."""
LINKED_HEADINGS = 5
"""Number of headings that lead with a link line from which on they may be entries beside linked items and rows."""
LINKS_PER_HEADING = 10
"""Fewer headings are no entries if the document has so many linked items and rows for each."""
LABELLED_URL = pattern(r"(?:[^:：\n]{1,40}[:：]\s*)?(<?https?://|\[https?://)")
"""A URL at the start of a text, a few words and a colon in front or not."""


def lists_by_heading(outline: Outline) -> bool:
    """Tell whether the entries of a document are headings: half of the leaves lead with a link line, no long list."""
    leaves = [section for section in outline.sections if not section.children and section.body_unplaced]
    leading = outline.once(led_by_links) - outline.once(over_others)
    led = sum([leaf in leading and not _lists(leaf) for leaf in leaves])
    return any(leaves) and led * 2 >= len(leaves) and not outline.once(leaves_of_urls)


def leaves_of_urls(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over a list of URLs, if LISTS_OF_URLS are so long that the headings are no entries."""
    lists = {leaf: item_texts(leaf.body_unplaced[0]) for leaf in outline.over_lists}
    urls = [texts for texts in lists.values() if len(texts) > 1 and all(text.startswith(SCHEMES) for text in texts)]
    are_long = len(urls) >= LISTS_OF_URLS and sum(map(len, urls)) >= len(urls) * URLS_PER_LIST
    found = [leaf for leaf, texts in lists.items() if are_long and LABELLED_URL.match(texts[0])]
    return frozenset(found or _over_many_urls(outline))


def leading_headings(outline: Outline) -> frozenset[Node]:
    """Return the sections with a heading that leads with a link line."""
    return frozenset([one for one in outline.once(led_by_links) if one.heading])


def _over_many_urls(outline: Outline) -> Sequence[Node]:
    """Return the leaf headings over MANY_URLS, items or lines of paragraphs, if they are half of all over link lines.

    Most labels in front of these URLs are names, which occur once; () for fewer than ALL_URLS.
    """
    leading = outline.once(leading_headings)
    bare = [leaf for leaf in leading if "://" in leaf.body_unplaced[-1].text]  # hardly any has a description
    bare += leading.intersection(outline.over_lists)
    found: dict[Node, list[str]] = {}
    for leaf in bare if len(bare) * 2 >= len(leading) else ():
        first = leaf.body_unplaced[0]
        runs = item_texts(first) if first.kind == "list" else [block.text for block in leaf.body_unplaced]
        lines = [line for run in runs for line in run.split("\n")]
        urls = [url for line in lines if (url := LABELLED_URL.match(line))]
        if len(urls) == len(lines) >= MANY_URLS and not leaf.children:
            found[leaf] = [url[0].partition(url[1])[0].casefold() for url in urls]
    labels = Counter(label for front in found.values() for label in front if label)
    are_names = sum(count == 1 for count in labels.values()) * 3 >= labels.total() * 2
    is_usual = len(found) * 2 >= len(leading) and sum(map(len, found.values())) >= ALL_URLS
    return [*found] if is_usual and are_names else ()


def over_addresses(outline: Outline) -> frozenset[Node]:
    """Return the headings over a URL in a paragraph, if the entries are items or rows: "Web view" over "https://…".

    Fewer than LINKED_HEADINGS lead with a link line, and LINKS_PER_HEADING items and rows have links for each of them.
    """
    leading = outline.once(leading_headings)
    if not 0 < len(leading) < LINKED_HEADINGS:
        return frozenset()  # nearly all
    rows = chain.from_iterable(block.rows for block in outline.of_kind("table"))
    linked = len(outline.linked_items) + sum(any("](" in cell for cell in row) for row in rows)
    found = [one for one in leading if one.body_unplaced[0].kind == "paragraph"]
    return frozenset(found if linked >= len(leading) * LINKS_PER_HEADING else ())


def _lists(leaf: Node) -> bool:
    """Tell whether a body starts with a list of LIST_LINES lines or more."""
    first = leaf.body_unplaced[0]
    return first.kind == "list" and first.last - first.first >= LIST_LINES

"""What the lists and paragraphs below a leaf heading hold: entries, names, titles in front of URLs, lines of links."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from pocketparse.entry.fields import field_labels, find_label
from pocketparse.entry.sheets import is_sheet
from pocketparse.identity import FOLDED, fold
from pocketparse.line.headers import headed
from pocketparse.line.lines import Lines
from pocketparse.line.linked import is_bracketed, is_generic, is_signed, leaves_page, link_at_end, outgoing_links
from pocketparse.line.prose import link_labels
from pocketparse.links import host_of, is_url_line
from pocketparse.lists.items import items
from pocketparse.lists.lines_over_links import titled
from pocketparse.lists.url_names import TITLED_URLS
from pocketparse.markup.block import Block, FlatList, is_flat, item_texts
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.markup.urls import bare_urls
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.tree import Node
from pocketparse.vocabulary import DASHES, DESCRIPTIONS, GENERIC, has_colon

LISTED_LINKS = 3
"""Minimum number of links of one text, or of different names, in a body that lists entries."""
PICTURE = "picture"
"""The text that `link_texts` gives to a linked picture without words, if it is the only link of a body."""
FIELDS_IN_LINE = pattern(
    r"\*\*[^*\n|]{1,30}(?:\*\*[:：]|[:：]\*\*)[^|\n]+(?:\|\s*\*\*[^*\n|]{1,30}(?:\*\*[:：]|[:：]\*\*)[^|\n]+)+$"
)
"""A line of two fields or more, with bold labels and bars between."""
DASH_AND_SPACE = tuple(f"{dash} " for dash in DASHES)
"""A dash between a bold name and its description; behind a colon the bold words would be a label."""


def lists_entries(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body lists entries, and so the heading is none.

    Entries are a table, a details element or two items or paragraphs that start with a link and describe it, a list
    below a title or of titles in front of generic links, or LISTED_LINKS links of one text.
    """
    for block in leaf.body:
        if block.kind == "table" and not (outline.once(is_sheet, block) or _is_gallery(outline, block)):
            return True
        if block.kind == "details" and describes(outline, block.text):
            return True
        if block.kind == "list" and (
            block in outline.once(titled)
            or _describe(outline, block.children)
            or _lists_titles(outline, block, outline.heading_text(leaf))
        ):
            return True
    paragraphs = (block for block in leaf.body if block.kind == "paragraph")
    if _describe(outline, (block for block in paragraphs if not is_signed_link(outline, block))):
        return True
    return max(Counter(outline.once(link_texts, leaf)).values(), default=0) >= LISTED_LINKS


def _is_gallery(outline: Outline, table: Block) -> bool:
    """Tell whether a table has only pictures below its header, or in its only row: "| Light | Dark |" over one each."""
    pictures = 0
    for cell in chain.from_iterable(table.rows[1:] or table.rows):
        shown = outline.read(cell)
        if WORD.search(shown.text) or any(one.kind != "image" for one in shown.anchors):
            return False  # nearly all
        pictures += len(shown.anchors)
    return pictures > 0


def _lists_titles(outline: Outline, block: Block, heading: str) -> bool:
    """Tell whether each item of a list is a title and the usual links to it: "[On oaks](…) ([paper](…), [code](…))".

    No other starts with a link of that name, as with "[Spotify](…) [website](…)", and the heading has another.
    """
    titles = [_title_of_links(outline.read(item.text)) if "](" in item.text else "" for item in block.children]
    if not titles or not all(titles) or any(fold(heading) in title or title in fold(heading) for title in titles):
        return False
    return all(outline.once(_first_titles)[title] == 1 for title in titles)


def _first_titles(outline: Outline) -> Counter[str]:
    """Return the number of items that start with each title in front of generic links, folded."""
    runs = (item.text for block in outline.of_kind("list") for item in block.children if "](" in item.text)
    return Counter(title for run in runs if (title := _title_of_links(outline.read(run))))


def _title_of_links(shown: Inline) -> str:
    """Return the folded text of the first link if the others are generic and nothing else is said, "" otherwise."""
    links = outgoing_links(shown)
    if len(links) < 2 or link_labels(shown) is None or is_generic(shown.text, links[0]):
        return ""
    is_title = all(is_generic(shown.text, one) for one in links[1:])
    return fold(shown.text[links[0].start : links[0].end]) if is_title else ""


def over_tables(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over a table of names and links, one block above it allowed, if those are entries.

    Most of the names occur once; names that recur, "x86", "arm", are parts of what the headings name.
    """
    leaves = outline.made_of(lambda kinds: kinds[-1:] == ("table",) and len(kinds) <= 2)
    found = {leaf: names for leaf in leaves if leaf.heading and (names := _tabulated(outline, leaf))}
    counts = Counter(name for names in found.values() for name in names)
    own = sum(count == 1 for count in counts.values())
    return frozenset(found if own * 2 > counts.total() else ())


def _tabulated(outline: Outline, leaf: Node) -> list[str]:
    """Return the names in the table that ends a body, none if it links to the host of a URL in the block above."""
    *above, table = leaf.body_unplaced
    if leaf.children or not table.rows or outline.once(is_sheet, table) or any(one.kind == "table" for one in above):
        return []
    header, *rows = table.rows
    name = next((at for at, cell in enumerate(header) if headed(cell, "name")), None)
    hosts = [
        {host_of(link.href) for cell in row for link in outline.read(cell).anchors if "://" in link.href}
        for row in rows
    ]
    runs = [text for block in above for text in _runs(block)]
    source = {host_of(text[start:end]) for text in runs for start, end in bare_urls(text)}
    shared = sum(not source.isdisjoint(there) for there in hosts)
    if name is None or sum(map(bool, hosts)) * 2 <= len(rows) or shared * 2 > len(rows):
        return []
    return [str(row[name]) for row in rows if name < len(row)]


def lists_names(outline: Outline, leaf: Node) -> bool:
    """Tell whether a list in a body has LISTED_LINKS items or more that start with links of different names."""
    for block in leaf.body:
        if block.kind == "list" and not isinstance(block, FlatList):  # URLs are no names
            leads = [(find_lead(shown), shown) for shown in (outline.read(item.text) for item in block.children)]
            names = {fold(shown.text[lead.start : lead.end]) for lead, shown in leads if lead and lead.leaves}
            if len(names - GENERIC) >= LISTED_LINKS and len(names) * 2 > len(leads):
                return True
    return False


def _describe(outline: Outline, blocks: Iterable[Block]) -> bool:
    """Tell whether two of some blocks describe a link."""
    found = (block for block in blocks if describes(outline, block.text))
    return len(list(islice(found, 2))) == 2


def describes(outline: Outline, run: Raw) -> bool:
    """Tell whether a text starts with a link and has words beside it, or with a bold name, a dash and words.

    "[Oak](…), a saw"; "**Oak** - a saw [[source](…)]", where the link is generic and in brackets.
    """
    shown = outline.read(run)
    lead = find_lead(shown)
    if lead is None or lead.leaves:
        return lead is not None and link_labels(shown) is None
    link = next(iter(outgoing_links(shown)), None)
    if link is None or not is_generic(shown.text, link) or not is_bracketed(shown.text, link):
        return False
    behind = shown.text[lead.end : link.start].lstrip(" ")
    return behind.startswith(DASH_AND_SPACE) and WORD.search(behind) is not None


def leaves_of_titled_urls(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over lists of URLs, each behind a title, which are entries: "- Oaks: https://…".

    Two of three titles occur once in the document; labels, "Course", recur, and their URLs are those of the headings.
    """
    found = {leaf: labels for leaf in outline.over_lists if (labels := _labels_of_urls(outline, leaf))}
    counts = Counter(label for labels in found.values() for label in labels)
    own = {leaf: sum(counts[label] == 1 and label not in GENERIC for label in labels) for leaf, labels in found.items()}
    titles = sum(own.values())
    is_usual = titles >= TITLED_URLS and titles * 3 >= counts.total() * 2
    return frozenset(leaf for leaf, labels in found.items() if is_usual and own[leaf] * 2 > len(labels))


def _labels_of_urls(outline: Outline, leaf: Node) -> list[str]:
    """Return the labels of a list of labelled URLs without the name of the heading, none if an item is no such URL."""
    block = leaf.body_unplaced[0]
    if is_flat(block) and ":" not in block.head.replace("：", ":").partition("://")[0]:
        return []  # nearly all
    runs = _runs(block)
    lines = [run.replace("：", ": ").rpartition(": ") for run in runs if has_colon(run)]
    name = outline.heading_text(leaf).casefold() if lines else ""
    labels = [label.casefold().replace(name, "").strip() for label, _, url in lines if label and is_url_line(url)]
    return labels if len(labels) == len(runs) else []


def lists_fields(outline: Outline, body: Sequence[Block]) -> bool:
    """Tell whether a body is a list of fields: "- Site: https://…", "- Description: A saw.".

    One label is that of a description, or all are labels of the document's fields.
    """
    if len(body) != 1 or body[0].kind != "list":
        return False
    labels = [find_label(run) for run in _runs(body[0])]
    if not all(labels):
        return False  # nearly all
    return not DESCRIPTIONS.isdisjoint(labels) or outline.once(field_labels).issuperset(labels)


def tells_fields(body: Sequence[Block]) -> bool:
    """Tell whether a paragraph starts with a line of fields: "**Stars**: 5 | **Since**: 2020"."""
    for block in body:  # faster than any()
        if block.kind == "paragraph" and block.text.startswith("**") and FIELDS_IN_LINE.match(block.text):
            return True
    return False


def _runs(block: Block) -> list[str]:
    """Return the texts of the items of a list, or the text of another block."""
    return item_texts(block) if block.kind == "list" else [block.text]


def linked_items(outline: Outline, block: Block) -> Iterator[tuple[Inline, Anchor]]:
    """Yield the items of a list that link elsewhere, as displayed, each with its first link."""
    for item in items(block):
        text = item.text
        if ("](" in text or "://" in text or "<" in text) and (links := outgoing_links(outline.read(text))):
            yield outline.read(text), links[0]


def is_signed_link(outline: Outline, block: Block) -> bool:
    """Tell whether a paragraph is a sign and a link that leaves the page: "🔗 [Go to the course](…)"."""
    if block.kind != "paragraph" or "](" not in block.text or block.text[:1].isalnum():
        return False
    shown = outline.read(block.text)
    return leaves_page(shown) and is_signed(shown) and link_labels(shown) is None


def link_texts(outline: Outline, leaf: Node) -> list[str]:
    """Return the texts of the links that leave the page, of those lines of a body that are links (`_links_alone`).

    The name of the heading in front is dropped: "Website" of "Oak Website". A single linked picture without words is
    PICTURE.
    """
    labels: list[str] = []
    for block in leaf.body:
        runs = [block.text] if block.kind == "paragraph" else [item.text for item in block.children]
        for run in runs if block.kind in ("paragraph", "list") else ():
            shown = outline.read(run)
            for anchor in _links_alone(shown, in_list=block.kind == "list"):
                if anchor.kind != "image" and not anchor.stays:
                    text = anchor.label if anchor.kind == "badge" else shown.text[anchor.start : anchor.end]
                    labels.append(_folded(text))
    name = f"{_folded(outline.heading_text(leaf))} " if labels and leaf.heading else ""
    return [PICTURE] if labels == [""] else [label.removeprefix(name) for label in labels if label]


def _links_alone(shown: Inline, *, in_list: bool) -> Sequence[Anchor]:
    """Return the links of a text that is nothing else, or of the first line of a paragraph, or the one at its end.

    "[Paper](…) [Code](…)" over "Ann Lee"; "A saw. [Website](…)".
    """
    if not shown.anchors or link_labels(shown) is not None:
        return shown.anchors
    if in_list:
        return ()
    end = shown.text.find("\n")
    first = Lines(shown).between(0, end) if end >= 0 else None
    if first and link_labels(first) is not None:
        return first.anchors
    last = link_at_end(shown)
    return [last] if last and last.kind == "text" else ()


def _folded(text: str) -> str:
    """Return a text in lower case, each run of other characters than letters and digits as one space."""
    return FOLDED.sub(" ", text).strip().casefold()

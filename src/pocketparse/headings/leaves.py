"""What headings are by what others are: links, cards over lines of links or fields, parts of one entry, or groups.

A list says how its headings are meant by what they have in common: labels that many of their links bear, fields that
many of their bodies start with, titles that come again below many others.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from functools import partial

from pocketparse.entry.fields import field_labels, find_label
from pocketparse.entry.sheets import is_sheet
from pocketparse.headings.listings import is_signed_link, link_texts, linked_items, lists_entries, lists_names
from pocketparse.headings.urls_below import ALIKE, filled_leaves, leaves_called_as_links, leaves_with_url
from pocketparse.identity import fold
from pocketparse.line.linked import are_peers, leaves_page
from pocketparse.line.prose import link_labels
from pocketparse.lists.items import FIELD_ITEMS, field_names
from pocketparse.lists.url_names import find_url
from pocketparse.markup.block import Block, texts
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.title_headings import title_sections
from pocketparse.tree import Node
from pocketparse.vocabulary import PAPERS

LABEL_HEADINGS = 3
"""Minimum number of headings over a link of one text, before that text is a usual label."""
HEADINGS_PER_LABEL = 20
"""At least one in so many headings has a usual label below it."""
LINKED_LEAVES = 20
"""Minimum number of linked headings of a level, before that is the level of entries."""
LINKED_PER_OTHER = 10
"""Minimum number of linked headings for each other heading of the level."""
DIVIDER = pattern(r"[-=_*~.\s]*")
"""A title without words, "-----", or none."""


def is_card(outline: Outline, leaf: Node) -> bool:
    """Tell whether a leaf heading has the form of an entry: a link in it, or usual links, fields or a sheet below."""
    return (
        (is_link(outline, leaf) and not _indexes(outline, leaf))
        or leaf in outline.once(linked_leaves)
        or leaf in outline.once(leaves_with_url)
        or leaf in outline.once(leaves_called_as_links)
        or leaf in outline.once(leaves_with_signed_link)
        or has_usual_links(outline, leaf)
        or _has_fields(outline, leaf)
        or any(block.kind == "table" and outline.once(is_sheet, block) for block in leaf.body)
    )


def says_something(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body has code, a link that leaves the page, or words without links."""
    if any(block.kind == "code" for block in leaf.body):
        return True
    shown = [outline.read(text) for text in texts(leaf.body)]
    if shown and _leads_back(shown[-1]):
        shown.pop()
    anchors = [anchor for one in shown for anchor in one.anchors if anchor.kind != "image"]
    if anchors:
        return not all(anchor.stays for anchor in anchors)
    return any(WORD.search(one.text) or one.anchors for one in shown)


def _leads_back(shown: Inline) -> bool:
    """Tell whether a text is nothing but links within the page: "[back to top](#trees)"."""
    return bool(shown.anchors) and all(anchor.stays for anchor in shown.anchors) and link_labels(shown) is not None


def has_parts(outline: Outline, section: Node, below: Sequence[Node], leaves: Sequence[Node]) -> bool:
    """Tell whether a heading whose leaves are parts is an entry: it is named and linked, or links or fields are below.

    All headings below it that stand over others have titles of parts, too.
    """
    titles = {folded_title(outline, child) for child in below if child.children}
    if not (section.is_named and titles <= outline.once(part_titles)):
        return False
    usual = outline.once(usual_labels)
    return is_link(outline, section) or any(
        _has_fields(outline, part) or not usual.isdisjoint(outline.once(link_texts, part))
        for part in (section, *leaves)
    )


def part_titles(outline: Outline) -> frozenset[str]:
    """Return the titles of parts of entries: those that headings have below ALIKE others or more: "Links".

    The headings are leaves that list no entries, or stand over such leaves only, which do not leave the page.
    """
    leaves = ([one for one in parent.children if not one.children] for parent in outline.sections)
    titles = _recurring(outline, leaves, partial(_may_be_part, outline))
    groups = ([one for one in parent.children if one.children] for parent in outline.sections)
    return titles | _recurring(outline, groups, partial(_holds_parts, outline, titles))


def _recurring(outline: Outline, below: Iterable[Sequence[Node]], is_part: Callable[[Node], bool]) -> frozenset[str]:
    """Return the titles of ALIKE headings or more, each below another one, ALIKE of which may be parts."""
    found: dict[str, list[Node]] = {}
    for headings in below:
        for title, one in {folded_title(outline, one): one for one in headings}.items():
            found.setdefault(title, []).append(one)
    often = ((title, same) for title, same in found.items() if len(same) >= ALIKE and not DIVIDER.fullmatch(title))
    return frozenset(title for title, same in often if sum(map(is_part, same)) >= ALIKE)


def _holds_parts(outline: Outline, titles: Container[str], group: Node) -> bool:
    """Tell whether the headings below one are leaves with titles of parts, and link nowhere: "Image 1", "Image 2"."""
    below = group.children
    if any(one.children or folded_title(outline, one) not in titles for one in below):
        return False
    return not any(leaves_page(outline.read(text)) for one in below for text in texts(one.body))


def _may_be_part(outline: Outline, leaf: Node) -> bool:
    """Tell whether a heading lists no entries and stands over text, or over links one of which has a usual label."""
    labels = outline.once(link_texts, leaf)
    return not outline.once(lists_entries, leaf) and (not labels or not outline.once(usual_labels).isdisjoint(labels))


def folded_title(outline: Outline, leaf: Node) -> str:
    """Return the folded title of a heading, "" of one with a link."""
    return "" if leaf.heading is None or "](" in leaf.heading.text else fold(outline.heading_text(leaf))


def _has_fields(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body starts with a usual first field and has a link, and most labels of its list are known."""
    labels = _fields(outline, leaf)
    if not labels or labels[0] not in outline.once(first_fields):
        return False
    known = sum(label in outline.once(_known_labels) for label in labels)
    return known * 2 > len(labels) and any(leaves_page(outline.read(text)) for text in texts(leaf.body))


def first_fields(outline: Outline) -> frozenset[str]:
    """Return the known labels with which half of all bodies that start with a label start: "Homepage"."""
    starts = [labels[0] for one in outline.sections if (labels := _fields(outline, one))]
    counts = Counter(label for label in starts if label in outline.once(_known_labels))
    least = min(ALIKE, max(len(starts), FIELD_ITEMS))
    return frozenset(label for label, count in counts.items() if count * 2 >= len(starts) and count >= least)


def fields_over_parts(outline: Outline) -> frozenset[Node]:
    """Return the headings over a usual first field and over parts: "Homepage: [Oak](…)" and "### Always free".

    None if fewer than three of four headings over others start with such a field, or have titles of parts below.
    """
    titles = outline.once(title_sections)
    over = [one for one in outline.sections if one.heading and one.children and one not in titles]
    first = ((one, one.body_unplaced[0].text) for one in over if one.body_unplaced)
    may_lead = [one for one, text in first if "](" in text and find_label(text)]
    if len(may_lead) < ALIKE or len(may_lead) * 4 < len(over) * 3:
        return frozenset()  # nearly all
    found = [one for one in may_lead if _has_fields(outline, one)]
    parts = outline.once(part_titles)
    again = sum(any(folded_title(outline, child) in parts for child in one.children) for one in found)
    return frozenset(found if len(found) * 4 >= len(over) * 3 and again * 4 >= len(found) * 3 else ())


def _known_labels(outline: Outline) -> frozenset[str]:
    """Return the labels of fields, on lines or in items."""
    return outline.once(field_labels) | outline.once(field_names)


def _fields(outline: Outline, leaf: Node) -> list[str]:
    """Return the labels of the fields that a body starts with: that of its first paragraph, or those of its first list.

    Words may stand above the only list, if all its items are fields; a label in them must be known to come first.
    """
    found: list[str] = []
    blocks = [block for block in leaf.body if block.kind in ("paragraph", "list")]
    is_one = sum(block.kind == "list" for block in blocks) == 1
    for at, block in enumerate(blocks):
        runs = [item.text for item in block.children] or [block.text]
        labels = [find_label(run.partition("\n")[0]) for run in runs]
        if labels[0] and (at == 0 or (is_one and len(labels) > 1 and all(labels))):
            found = found or labels
            if labels[0] in outline.once(_known_labels):
                return labels
    return found


def usual_labels(outline: Outline) -> frozenset[str]:
    """Return the texts of links that recur below LABEL_HEADINGS headings or more: "Paper", "Code", "website"."""
    leaves = [section for section in outline.sections if section.body and not section.children]
    bodies = [set(outline.once(link_texts, leaf)) for leaf in leaves if not outline.once(lists_entries, leaf)]
    counts = Counter(label for labels in bodies for label in labels)
    return frozenset(
        label
        for label, count in counts.items()
        if count >= LABEL_HEADINGS and count * HEADINGS_PER_LABEL >= len(bodies)
    )


def has_usual_links(outline: Outline, leaf: Node) -> bool:
    """Tell whether most links on the lines of links of a body have usual labels."""
    labels = outline.once(link_texts, leaf)
    usual = outline.once(usual_labels)
    return sum(label in usual for label in labels) * 2 > len(labels)


def leads_to_papers(outline: Outline, leaf: Node) -> bool:
    """Tell whether a link on the lines of links of a body has the label of a paper."""
    return not PAPERS.isdisjoint(outline.once(link_texts, leaf))


def heading_lead(outline: Outline, leaf: Node) -> Lead | None:
    """Return the link or bold name that a heading starts with, None without one."""
    return find_lead(outline.read(leaf.heading.text)) if leaf.heading else None


def is_link(outline: Outline, leaf: Node) -> bool:
    """Tell whether a heading starts with a link that leaves the page; without a body, it is no row of several links."""
    lead = heading_lead(outline, leaf)
    return lead is not None and lead.leaves and (bool(leaf.body) or not _holds_peers(outline, leaf))


def _holds_peers(outline: Outline, leaf: Node) -> bool:
    return leaf.heading is not None and are_peers(outline.read(leaf.heading.text))


def linked_level(outline: Outline) -> int:
    """Return the level at which ten of eleven leaf headings are links and list no entries, 0 if there is none."""
    leaves = filled_leaves(outline)
    lists = (lists_entries, lists_names)
    plain = (
        leaf for leaf in leaves if is_link(outline, leaf) and not any(outline.once(tells, leaf) for tells in lists)
    )
    linked = Counter(leaf.level for leaf in plain)
    ((level, count),) = linked.most_common(1) or [(0, 0)]
    others = sum(leaf.level == level for leaf in leaves) - count
    return level if count >= LINKED_LEAVES and others * LINKED_PER_OTHER <= count else 0


def _indexes(outline: Outline, leaf: Node) -> bool:
    """Tell whether a heading links to a page of the list, over a list with links to the web: "[Oaks](oaks.md)"."""
    lead = heading_lead(outline, leaf)
    is_page = lead is not None and lead.anchor is not None and "://" not in lead.anchor.href
    lists = [block for block in leaf.body if block.kind == "list"] if is_page else []
    linked = (pair for block in lists for pair in linked_items(outline, block))
    return any("://" in link.href and not find_url(item) for item, link in linked)


def linked_leaves(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings with a link anywhere in them, over no list: "Oak (by [@ann](…))".

    None if they are fewer than ALIKE. Those without a body must link to the web, as most such headings of a level do.
    """
    leaves = [leaf for leaf in outline.sections if leaf.heading and not leaf.children]
    linked = [leaf for leaf in leaves if _holds_link(outline, leaf)]
    bare = Counter(leaf.level for leaf in leaves if not leaf.body_unplaced)
    away = [leaf for leaf in linked if not leaf.body_unplaced and leaf.heading and "://" in leaf.heading.text]
    counts = Counter(leaf.level for leaf in away)
    usual = {level for level, count in counts.items() if count >= ALIKE and count * 2 > bare[level]}
    found = [leaf for leaf in linked if says_something(outline, leaf)] + [one for one in away if one.level in usual]
    return frozenset(found if len(found) >= ALIKE else ())


def _holds_link(outline: Outline, leaf: Node) -> bool:
    if leaf.heading is None or any(block.kind == "list" for block in leaf.body):
        return False
    text = leaf.heading.text
    return ("](" in text or "://" in text) and leaves_page(outline.read(text))


def leaves_with_signed_link(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over a paragraph that is a sign and a link: "🔗 [Go to the course](…)".

    None if they are few: most leaves with a body have one such paragraph, and no list with links.
    """
    leaves = filled_leaves(outline)
    signed = {leaf: sum(is_signed_link(outline, block) for block in leaf.body) for leaf in leaves}
    found = [leaf for leaf, count in signed.items() if count and not _lists_links(outline, leaf)]
    alone = sum(signed[leaf] == 1 for leaf in found)
    if len(found) < ALIKE or len(found) * 2 <= len(leaves) or alone * 2 <= len(found):
        return frozenset()
    titles = Counter(folded_title(outline, leaf) for leaf in outline.sections)
    return frozenset(leaf for leaf in found if titles[folded_title(outline, leaf)] == 1)  # none is "Code example"


def _lists_links(outline: Outline, leaf: Node) -> bool:
    return any(
        leaves_page(outline.read(text)) for block in leaf.body if block.kind == "list" for text in texts([block])
    )


def lists_unusual_names(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body is nothing but lists of names, none of which is a usual label."""
    is_list = all(_is_list(block) for block in leaf.body) and outline.once(lists_names, leaf)
    return is_list and outline.once(usual_labels).isdisjoint(outline.once(link_texts, leaf))


def _is_list(block: Block) -> bool:
    """Tell whether a block is a list, or a details element that holds nothing else."""
    return block.kind == "list" or (block.kind == "details" and all(map(_is_list, block.children)))

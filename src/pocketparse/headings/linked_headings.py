"""Linked headings by what most are: entries over words about them, whatever else stands below, or groups of entries."""

from collections import Counter
from collections.abc import Iterator

from pocketparse.headings.leaves import heading_lead, is_link
from pocketparse.headings.listings import describes, lists_entries, lists_names
from pocketparse.line.prose import link_labels
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.tree import Node
from pocketparse.vocabulary import COLONS

DESCRIBED = 10
"""Minimum number of linked headings of a level that stand over words and no entries, before these are entries."""
DESCRIBED_PER_OTHER = 4
"""Minimum number of these for each other linked heading of the level."""
GROUPS = 3
"""Minimum number of linked headings over lists of entries, before these group entries."""
LISTING = ("list", "table")
"""Kinds of blocks that may hold several entries."""


def told_links(outline: Outline) -> frozenset[Node]:
    """Return the headings that are a link over words about it, if four of five linked headings of a level are entries.

    All headings below them are such headings, too. If most stand over entries, "[Oaks](…)" over "All about oaks." and
    "- [Oak](…) - a tree", they are groups, and none is returned.
    """
    linked = [one for one in outline.sections if _is_all_link(outline, one)]
    told = {one for one in linked if any(_tells(outline, block) for block in one.body[: _end_of_words(one)])}
    plain = Counter(one.level for one in told if not one.children and not _holds_entries(outline, one))
    others = Counter(one.level for one in linked) - plain
    levels = {at for at, count in plain.items() if count >= max(DESCRIBED, others[at] * DESCRIBED_PER_OTHER)}
    return frozenset(one for one in told if one.level in levels and told.issuperset(one.children))


def linked_groups(outline: Outline) -> frozenset[Node]:
    """Return the linked leaf headings over items that describe another link, if half of them list entries.

    "[Oaks](…)" over "- [Red oak](…) - a tree"; GROUPS of them at least list entries.
    """
    leaves = [one for one in outline.sections if one.heading and not one.children and is_link(outline, one)]
    over = [one for one in leaves if any(describes(outline, text) for text in _items(one))]
    groups = sum(outline.once(lists_entries, one) for one in over)
    return frozenset(over if groups >= GROUPS and groups * 2 >= len(over) else ())


def end_of_told(outline: Outline, section: Node) -> int:
    """Return the number of blocks that describe a linked heading: up to a list of entries behind no colon."""
    body = section.body
    lists = [at for at, block in enumerate(body) if block.kind in LISTING and not body[at - 1].text.endswith(COLONS)]
    return lists[0] if lists and _holds_entries(outline, section) else len(body)


def _items(leaf: Node) -> Iterator[Raw]:
    """Yield the texts of the items of a body's lists."""
    return (item.text for block in leaf.body if block.kind == "list" for item in block.children)


def _is_all_link(outline: Outline, section: Node) -> bool:
    """Tell whether a heading is a link that leaves the page, without words beside it."""
    lead = heading_lead(outline, section) if section.heading and "](" in section.heading.text else None
    if lead is None or lead.anchor is None or lead.anchor.stays or section.heading is None:
        return False
    text = outline.read(section.heading.text).text
    return not WORD.search(text[: lead.anchor.start] + text[lead.anchor.end :])


def _end_of_words(section: Node) -> int:
    """Return the number of blocks above the first list or table of a body."""
    return next((at for at, block in enumerate(section.body) if block.kind in LISTING), len(section.body))


def _tells(outline: Outline, block: Block) -> bool:
    """Tell whether a block is a quote, or a paragraph with words beside links and pictures."""
    if block.kind != "paragraph":
        return block.kind == "quote"
    shown = outline.read(block.text)
    return WORD.search(shown.text) is not None and link_labels(shown) is None


def _holds_entries(outline: Outline, section: Node) -> bool:
    """Tell whether the lists of a body may hold entries."""
    return outline.once(lists_entries, section) or outline.once(lists_names, section)

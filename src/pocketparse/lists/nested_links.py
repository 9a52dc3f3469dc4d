"""Items in plain words over a list of their link and words about them: "- Oak", "  - https://…", "  - A saw"."""

from pocketparse.line.linked import is_generic
from pocketparse.line.prose import link_labels
from pocketparse.lists.url_names import find_url
from pocketparse.markup.block import Block, is_flat
from pocketparse.markup.shown import Inline
from pocketparse.outline import Outline

NESTED_LINKS = 5
"""Items that stand over such a list, at least, before they are entries."""
TELLING_ITEMS = 4
"""Items of such a list, at the most."""


def tells_of_item(outline: Outline, block: Block) -> bool:
    """Tell whether a list in an item has the link of that item and words about it, as many lists in items do."""
    return _has_one_link(outline, block) and outline.once(nests_links)


def nests_links(outline: Outline) -> bool:
    """Tell whether NESTED_LINKS items without a link stand over a list that has one, and words."""
    items = (item for block in outline.of_kind("list") if not is_flat(block) for item in block.children)
    below = [item.children[0] for item in items if len(item.children) == 1 and not outline.read(item.text).anchors]
    return sum(block.kind == "list" and _has_one_link(outline, block) for block in below) >= NESTED_LINKS


def _has_one_link(outline: Outline, block: Block) -> bool:
    """Tell whether one item of a list is a URL or a generic link, and the others are words without a link."""
    if not 1 < len(block.children) <= TELLING_ITEMS or any(item.children for item in block.children):
        return False
    linked = [shown for shown in (outline.read(item.text) for item in block.children) if shown.anchors]
    return len(linked) == 1 and (find_url(linked[0]) is not None or _is_label(linked[0]))


def _is_label(shown: Inline) -> bool:
    """Tell whether a text is one generic link and nothing else: "[Website](…)"."""
    return link_labels(shown) is not None and len(shown.anchors) == 1 and is_generic(shown.text, shown.anchors[0])

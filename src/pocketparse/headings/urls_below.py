"""Leaf headings over prose one line of which is a URL, as most are: "## Oak", "A saw.", "https://oak.example"."""

from pocketparse.links import is_url_line
from pocketparse.markup.block import item_texts
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.tree import AUTOLINK, URL_LINK, Node

ALIKE = 5
"""Minimum number of headings that have a trait in common, before it decides how headings are read."""


def filled_leaves(outline: Outline) -> list[Node]:
    """Return the leaf headings with a body."""
    return [leaf for leaf in outline.sections if leaf.heading and leaf.body and not leaf.children]


def leaves_with_url(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over prose with a URL on a line of its own, if most headings with a body are such."""
    leaves = filled_leaves(outline)
    found = [leaf for leaf in leaves if _shows_url(outline, leaf)]
    return frozenset(found if len(found) >= ALIKE and len(found) * 2 > len(leaves) else ())


def _shows_url(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body is paragraphs without names in front, and a line or a lone item behind them is a URL."""
    *body, last = leaf.body
    items = item_texts(last) if body and last.kind == "list" else []
    ends_in_url = len(items) == 1 and _is_url(items[0])
    prose = body if ends_in_url else leaf.body
    if any(one.kind != "paragraph" for one in prose):
        return False  # nearly all
    if any(find_lead(outline.read(one.text)) and not _is_url(one.text) for one in prose):
        return False
    return ends_in_url or any(_is_url(line) for one in prose if "://" in one.text for line in one.text.split("\n"))


def _is_url(line: str) -> bool:
    """Tell whether a line is a URL or a link that shows one, a label in front or not: "Site: [https://…](https://…)"."""
    bare = URL_LINK.sub(r"\1", AUTOLINK.sub(r"\1", line.replace("：", ": ")))
    return is_url_line(bare) or is_url_line(bare.rpartition(": ")[2])

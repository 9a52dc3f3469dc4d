"""Leaf headings over prose that leads to what they name: "## Oak" over "A saw. https://…" or "[Oak](…) is a saw."."""

from pocketparse.identity import fold
from pocketparse.line.linked import link_at_end, outgoing_links
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


def leaves_called_as_links(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings that are called as a link in the paragraph below, if ALIKE are: "[Oak](…) is a saw."."""
    leaves = (leaf for leaf in outline.sections if leaf.is_named and not leaf.children)
    found = [leaf for leaf in leaves if _names_link(outline, leaf)]
    return frozenset(found if len(found) >= ALIKE else ())


def _names_link(outline: Outline, leaf: Node) -> bool:
    """Tell whether a heading is called as a link in the paragraph below it."""
    below = leaf.body_unplaced[0] if leaf.body_unplaced else None
    if below is None or below.kind != "paragraph" or "](" not in below.text:
        return False
    shown, title = outline.read(below.text), fold(outline.heading_text(leaf))
    return title != "" and any(fold(shown.text[link.start : link.end]) == title for link in outgoing_links(shown))


def _shows_url(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body is paragraphs without names in front, and a line, its end or a lone item below is a URL."""
    *body, last = leaf.body
    items = item_texts(last) if body and last.kind == "list" else []
    ends_in_url = len(items) == 1 and _is_url(items[0])
    prose = body if ends_in_url else leaf.body
    if any(one.kind != "paragraph" for one in prose):
        return False  # nearly all
    if any(find_lead(outline.read(one.text)) and not _is_url(one.text) for one in prose):
        return False
    if ends_in_url or any(_is_url(line) for one in prose if "://" in one.text for line in one.text.split("\n")):
        return True
    ending = link_at_end(outline.read(prose[-1].text)) if prose else None
    return ending is not None and ending.kind == "bare"


def _is_url(line: str) -> bool:
    """Tell whether a line is a URL or a link that shows one, a label in front or not: "Site: [https://…](https://…)"."""
    bare = URL_LINK.sub(r"\1", AUTOLINK.sub(r"\1", line.replace("：", ": ")))
    return is_url_line(bare) or is_url_line(bare.rpartition(": ")[2])

"""Lists of contents: links to headings of the page, to other pages of the list, or to the page translated."""

import re

from pocketparse.identity import anchor
from pocketparse.line.prose import link_labels
from pocketparse.lists.items import items
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Section, is_contents

CONTENTS = 3
"""Links to headings of the page that make contents, at least."""
AGAIN = pattern(r"-\d{1,2}$")
"""What GitHub adds to the place of a heading that comes again."""
OWN_PLACE = pattern(r"[^?#]+\.md#.+|(?:[\w.-]+/)*readme[-_.][a-z]{2}(?:[-_][a-z]{2,4}|br)?\.md", re.IGNORECASE)
"""A place on another page of a list, "tools.md#saws", or the page in another language: "README.zh-CN.md"."""


def is_contents_list(outline: Outline, section: Section, block: Block) -> bool:
    """Tell whether a list leads to places of the list it stands in, and names nothing else."""
    if is_contents(section.heading) and _leads_inside(outline, block):
        return True
    return _leads_here(outline, block) or _leads_to_own_pages(outline, block)


def _leads_inside(outline: Outline, block: Block) -> bool:
    """Tell whether a list holds nothing but links inside the list, of which other files may be parts."""
    texts = [outline.read(item.text) for item in items(block)]
    # "https://github.com/ann/list#saws" leads to a heading of the list
    leaves = any("://" in one.href and "#" not in one.href for shown in texts for one in shown.anchors)
    return not leaves and all(link_labels(shown) is not None for shown in texts if shown.anchors)


def _leads_to_own_pages(outline: Outline, block: Block) -> bool:
    """Tell whether a list is links to places on other pages of the list and nothing else, or to the page translated."""
    if ".md" not in _first_link(block):
        return False  # nearly all
    texts = [outline.read(item.text) for item in items(block)]
    links = [one.href for shown in texts for one in shown.anchors if one.kind != "image"]
    are_links = all(link_labels(shown) is not None for shown in texts if shown.anchors)
    return are_links and len(links) > 1 and all(":" not in href and OWN_PLACE.fullmatch(href) for href in links)


def _leads_here(outline: Outline, block: Block) -> bool:
    """Tell whether a list leads to headings of the page by its address: "https://github.com/ann/list#saws".

    A repository that moved has another owner in some links.
    """
    if "#" not in _first_link(block):
        return False  # nearly all
    links = [one.href.partition("#") for item in items(block) for one in outline.read(item.text).anchors]
    if len(links) < CONTENTS or len({page.rpartition("/")[2] for page, _, _ in links}) > 1:
        return False
    known = outline.once(heading_anchors)
    places = [place.casefold() for _, _, place in links]
    if any(item.level for item in items(block)):  # headings themselves, of the same names
        places = [AGAIN.sub("", place) for place in places]
    return sum(place in known for place in places) * 2 > len(links)


def _first_link(block: Block) -> str:
    """Return the text of the first item that may have a link."""
    return next((item.text for item in items(block) if "](" in item.text), "")


def heading_anchors(outline: Outline) -> frozenset[str]:
    """Return what GitHub calls the places of the headings."""
    return frozenset(anchor(outline.heading_text(one)) for one in outline.sections if one.heading)

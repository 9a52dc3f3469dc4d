"""Headings over lists of other people's places, which are no entries: "Reading", "Courses"."""

from collections.abc import Iterator
from itertools import islice

from pocketparse.headings.by_heading import lists_by_heading
from pocketparse.headings.leaves import has_usual_links
from pocketparse.headings.listings import linked_items, lists_names
from pocketparse.headings.over_others import owner_of
from pocketparse.links import host_of
from pocketparse.markup.block import FlatList, item_texts
from pocketparse.outline import Outline
from pocketparse.tree import Node

DIRECTORY_LINKS = 10
"""Minimum number of links in the lists below a heading, before it may be a directory and no entry."""
OWNERS = 8
"""Minimum number of different owners of the linked places, before it is a directory."""
MOST_ITEMS = 100
"""Maximum number of items of a body that are looked at."""


def directories(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings over lists that link to places of OWNERS owners or more: "Reading", "Courses"."""
    leaves = [one for one in outline.sections if one.heading and one.body_unplaced and not one.children]
    long = [leaf for leaf in leaves if leaf.body_unplaced[-1].last - leaf.body_unplaced[0].first >= DIRECTORY_LINKS]
    return frozenset([leaf for leaf in long if _is_directory(outline, leaf)])


def _is_directory(outline: Outline, leaf: Node) -> bool:
    places = list(islice(_places(outline, leaf), MOST_ITEMS))
    # Below a heading with words or a link, places of many people on one host may all be parts of what it names.
    may_be_thing = len(leaf.body_unplaced) > 1 or (leaf.heading is not None and "](" in leaf.heading.text)
    owner = host_of if may_be_thing or outline.once(lists_by_heading) else owner_of
    return len(places) >= DIRECTORY_LINKS and len(set(map(owner, places))) >= OWNERS


def is_like_directory(outline: Outline, leaf: Node) -> bool:
    """Tell whether a heading beside directories is one, however short: it has a list of other than usual links."""
    if not any(block.kind == "list" for block in leaf.body_unplaced):
        return False
    return outline.once(lists_names, leaf) or not has_usual_links(outline, leaf) or leaf in outline.once(directories)


def _places(outline: Outline, leaf: Node) -> Iterator[str]:
    """Yield the URL that each item of the lists of a body leads to; of a list of URLs, the items as written."""
    for block in leaf.body_unplaced:
        if isinstance(block, FlatList):
            yield from (text for text in item_texts(block) if "://" in text)
        elif block.kind == "list":
            yield from (link.href for _, link in linked_items(outline, block))

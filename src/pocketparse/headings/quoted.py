"""Headings over nothing but a quote or code, as in lists of prompts: "## Act as an oak", "> You are an oak."."""

from collections.abc import Mapping, Sequence

from pocketparse.headings.listings import lists_entries, lists_names
from pocketparse.outline import Outline
from pocketparse.tree import Kinds, Node

QUOTING = frozenset(("quote", "code"))
"""Kinds of blocks that quote something."""
QUOTING_HEADINGS = 20
"""Minimum number of headings over a quote below one heading, before they are entries."""


def over_quotes(outline: Outline) -> Mapping[Node, Sequence[Node]]:
    """Return the headings that are entries over a quote, by the heading above them; empty if they are too few.

    Three of four headings over quotes alone stand below one heading, and three of four of its headings are such.
    """
    alone = {leaf for leaf in outline.made_of(_are_quoted) if _may_quote(leaf)}
    if len(alone) < QUOTING_HEADINGS:
        return {}  # nearly all documents
    for parent in outline.sections:
        own = alone.intersection(parent.children)
        if len(own) >= QUOTING_HEADINGS and len(own) * 4 >= max(len(alone), len(parent.children)) * 3:
            return {parent: [leaf for leaf in parent.children if leaf in own or _quotes(outline, leaf)]}
    return {}


def _are_quoted(kinds: Kinds) -> bool:
    """Tell whether all blocks of a body quote something, and there is one."""
    return bool(kinds) and QUOTING.issuperset(kinds)


def _may_quote(leaf: Node) -> bool:
    """Tell whether a section is a leaf with a named heading without a link."""
    return leaf.heading is not None and leaf.is_named and not leaf.children and "](" not in leaf.heading.text


def _quotes(outline: Outline, leaf: Node) -> bool:
    """Tell whether a body has a quote, maybe with words around it, and lists no entries."""
    is_quote = _may_quote(leaf) and not QUOTING.isdisjoint(leaf.kinds)
    return is_quote and not (outline.once(lists_entries, leaf) or outline.once(lists_names, leaf))

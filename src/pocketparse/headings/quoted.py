"""Headings over nothing but a quote or code, as in lists of prompts: "## Act as an oak", "> You are an oak."."""

from collections.abc import Mapping, Sequence

from pocketparse.headings.listings import lists_entries, lists_names
from pocketparse.outline import Outline
from pocketparse.tree import Kinds, Section

QUOTED = frozenset(("quote", "code"))
"""Kinds of blocks that hold what is quoted."""
LEAST = 20
"""Such headings below one, at least."""


def over_quotes(outline: Outline) -> Mapping[Section, Sequence[Section]]:
    """Return the headings that are entries over what they quote, by the one above them all; if there are many.

    Three of four over nothing else, linked ones aside, are below one heading, and three of four there are such.
    """
    alone = {leaf for leaf in outline.made_of(_are_quoted) if _may_quote(leaf)}
    if len(alone) < LEAST:
        return {}  # nearly all documents
    for parent in outline.sections:
        own = alone.intersection(parent.children)
        if len(own) >= LEAST and len(own) * 4 >= max(len(alone), len(parent.children)) * 3:
            return {parent: [leaf for leaf in parent.children if leaf in own or _quotes(outline, leaf)]}
    return {}


def _are_quoted(kinds: Kinds) -> bool:
    """Tell whether some kinds of blocks are those that quote, and no others."""
    return bool(kinds) and QUOTED.issuperset(kinds)


def _may_quote(leaf: Section) -> bool:
    """Tell whether a section is a leaf heading that has a name and is no link."""
    return leaf.heading is not None and leaf.is_named and not leaf.children and "](" not in leaf.heading.text


def _quotes(outline: Outline, leaf: Section) -> bool:
    """Tell whether a body quotes something, words around it or not, and lists no entries."""
    is_quote = _may_quote(leaf) and not QUOTED.isdisjoint(leaf.kinds)
    return is_quote and not (outline.once(lists_entries, leaf) or outline.once(lists_names, leaf))

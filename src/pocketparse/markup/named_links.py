"""Whether lists and tables hold links that have names of their own, as entries start with: no "[PDF](…)"."""

import re
from collections.abc import Sequence

from pocketparse.markup.block import Block
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC

LINK_FIRST = pattern(r"\W{0,3}(?:<(?!a\b)\w[^<>]*>\s*){0,4}(?:<a\s|(?:\*\*)?\[)", re.IGNORECASE)
LINK = pattern(r"\]\(|://|<a\s")
"""What makes a summary, or a heading over some, the name of an entry."""
LABEL = pattern(r"\[([^\[\]]*)\]\((?!#)|<a\s[^<>]*>([^<>]*)<")
"""What the link is called that an item starts with, if it leaves the page."""
NAME_CELLS = 2
"""Cells of a row of which one starts with the link that it is about."""

LEAST_QUOTED = 2
"""Paragraphs that start with links and make a list, at least."""


def lists_links(block: Block) -> bool:
    """Tell whether a block is a list or table, most items or rows of which start with links that have names."""
    texts = [[item.text] for item in block.children] if block.kind == "list" else block.rows[1:]
    linked = sum(any(map(_is_named, row[:NAME_CELLS])) for row in texts)
    return linked * 2 > len(texts)


def quotes_links(blocks: Sequence[Block]) -> bool:
    """Tell whether most of some blocks are paragraphs, quoted or not, that start with links that have names."""
    texts = [part.text for block in blocks for part in (block.children if block.kind == "quote" else (block,))]
    linked = sum(map(_is_named, texts))
    return linked >= LEAST_QUOTED and linked * 2 > len(texts)


def _is_named(text: str) -> bool:
    """Tell whether a text starts with a link that is called like nothing else: "[Oak](…)", not "[PDF](…)"."""
    label = LABEL.search(text) if LINK_FIRST.match(text) else None
    return label is not None and (label[1] or label[2] or "").strip("*_` ").casefold() not in GENERIC | {""}

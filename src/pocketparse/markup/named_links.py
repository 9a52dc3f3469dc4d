"""Whether items, rows and paragraphs start with links that have names, as entries do: "[Oak](…)", not "[PDF](…)"."""

import re
from collections.abc import Sequence

from pocketparse.markup.block import Block
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC

LINK_FIRST = pattern(r"\W{0,3}(?:<(?!a\b)\w[^<>]*>\s*){0,4}(?:<a\s|(?:\*\*)?\[)", re.IGNORECASE)
"""A link at the start of a text, perhaps behind signs, other tags or in bold."""
LINK = pattern(r"\]\(|://|<a\s")
"""A link anywhere in a text; a summary or heading that has one names an entry."""
LABEL = pattern(r"\[([^\[\]]*)\]\((?!#)|<a\s[^<>]*>([^<>]*)<")
"""Text of a link that leaves the page: "Oak" in "[Oak](…)"."""
NAME_CELLS = 2
"""Cells at the start of a row, one of which starts with the link that names it."""
LEAST_QUOTED = 2
"""Fewest paragraphs that start with links and count as a list."""


def lists_links(block: Block) -> bool:
    """Tell whether a block is a list or table most of whose items or rows start with a link with a name."""
    texts = [[item.text] for item in block.children] if block.kind == "list" else block.rows[1:]
    linked = sum(any(map(_is_named, row[:NAME_CELLS])) for row in texts)
    return linked * 2 > len(texts)


def quotes_links(blocks: Sequence[Block]) -> bool:
    """Tell whether most of some blocks are paragraphs, quoted or not, that start with a link with a name."""
    texts = [part.text for block in blocks for part in (block.children if block.kind == "quote" else (block,))]
    linked = sum(map(_is_named, texts))
    return linked >= LEAST_QUOTED and linked * 2 > len(texts)


def _is_named(text: str) -> bool:
    """Tell whether a text starts with a link whose text is a name: "[Oak](…)", not a generic word: "[PDF](…)"."""
    label = LABEL.search(text) if LINK_FIRST.match(text) else None
    return label is not None and (label[1] or label[2] or "").strip("*_` ").casefold() not in GENERIC | {""}

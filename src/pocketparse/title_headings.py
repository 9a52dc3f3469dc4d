"""Which headings are a document's title: the first H1 with those that belong to it, or one over all others."""

from collections.abc import Sequence

from pocketparse.identity import anchor, fold
from pocketparse.markup.block import Block, item_texts
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.titles import VERSION
from pocketparse.tree import Node, is_contents

LEAVING = pattern(r"\]\((?!#)|://")
"""A Markdown link or URL that leaves the page."""

LIST_ITEMS = 5
"""Fewest items or rows above all headings that are the list itself, and no switch of languages or lines of badges."""


def title_sections(outline: Outline) -> tuple[Node, ...]:
    """Return the H1 sections that make the document's title; the last of them has the heading that is displayed.

    There are two if one of the first two H1s repeats the other or is only a picture, or if the first has no body and
    the second holds the list version. There are none if the H1s are sections of the list, or stand behind it.
    """
    first = [one for one in outline.root.children if one.heading and one.level == 1 and not is_contents(one.heading)]
    if sum(map(_length, outline.root.body)) >= LIST_ITEMS:
        return ()  # they stand behind the list
    if len(first) < 2:
        return tuple(first)
    one, two = first[:2]
    if fold(outline.heading_text(one)) == fold(outline.heading_text(two)):
        return two, one
    if len(first) == 2 and not one.children and _shows_words(outline, two) and not _shows_words(outline, one):
        return one, two  # a picture over the title
    if not (one.children or _shows_words(outline, two)) and not any(_says(outline, block) for block in one.body):
        return two, one  # a picture below the title
    if not (one.body or one.children):
        assert two.heading is not None
        return (one, two) if VERSION.search(two.heading.text) else (one,)
    if _stands_behind(outline, one) or _are_in_contents(outline, first):
        return ()
    if len(first) > 2 and (_is_one_of_many(outline, first) or _are_linked(first)):
        return ()
    return (one,)


def title_blocks(outline: Outline) -> list[Block]:
    """Return the heading block of the title, or nothing if it is HTML, whose lines may hold more than the title."""
    headings = [section.heading for section in outline.once(title_sections)[-1:] if section.heading]
    return [heading for heading in headings if not heading.is_html]


def lone_heading(outline: Outline) -> tuple[Node, ...]:
    """Return the only top-level section if it has subsections and no words above it: the title where there is no H1.

    It remains a section in the records: it may be meant as a part of the list.
    """
    above = [one for one in outline.root.children if one.heading]
    is_title = len(above) == 1 and above[0].children and not is_contents(above[0].heading)
    said = (_says(outline, block) for block in outline.root.body)
    return (above[0],) if is_title and not any(said) else ()


def _shows_words(outline: Outline, section: Node) -> bool:
    """Tell whether a section's heading displays a word: one of pictures only does not."""
    return section.heading is not None and WORD.search(outline.read(section.heading.text).text) is not None


def _says(outline: Outline, block: Block) -> bool:
    """Tell whether a block is a list or a table, or displays a word: pictures only do not."""
    return block.kind in ("list", "table") or WORD.search(outline.read(block.text).text) is not None


def _length(block: Block) -> int:
    """Return the number of items of a list or rows of a table; 0 for other blocks."""
    return len(item_texts(block) if block.kind == "list" else block.rows)


def _stands_behind(outline: Outline, section: Node) -> bool:
    """Tell whether several headings precede an H1: "## About", "## News", "# Tools", "# Books"."""
    children = outline.root.children
    above = [one for one in children[: children.index(section)] if one.is_named and not is_contents(one.heading)]
    return len(above) > 1


def _is_one_of_many(outline: Outline, first: Sequence[Node]) -> bool:
    """Tell whether the first H1 is a section of the list, over linked items or a table: "# Apps" beside "# Games"."""
    lists = [block for block in first[0].body if block.kind in ("list", "table") and _leaves(outline, block)]
    is_over_others = first[0].children and not any(one.children for one in first[1:])
    starts = [item.text.startswith(("[", "**[")) for block in lists for item in block.children]
    is_list = any(block.kind == "table" for block in lists) or sum(starts) * 2 > len(starts)
    return bool(lists) and (is_list or not is_over_others)


def _are_linked(first: Sequence[Node]) -> bool:
    """Tell whether every H1 has a link that leaves the page, and the first no body: "# [A](…) Oaks", "# [B](…)"."""
    return not first[0].body and all(one.heading and LEAVING.search(one.heading.text) for one in first)


def _are_in_contents(outline: Outline, sections: Sequence[Node]) -> bool:
    """Tell whether headings follow "# Contents", or deeper contents that link to each of them."""
    above = outline.root.children[: outline.root.children.index(sections[0])]
    contents = [one for one in above if is_contents(one.heading)]
    if not contents or any(one.level == 1 for one in contents):
        return bool(contents)
    lines = "\n".join(_written(outline, block) for one in contents for block in one.body)
    return all(f"](#{anchor(outline.heading_text(one))})" in lines for one in sections)


def _leaves(outline: Outline, block: Block) -> bool:
    """Tell whether a list or table has links that leave the page."""
    return LEAVING.search(_written(outline, block)) is not None


def _written(outline: Outline, block: Block) -> str:
    """Return the lines of a block as written."""
    return "\n".join(outline.source.lines[block.first : block.last])

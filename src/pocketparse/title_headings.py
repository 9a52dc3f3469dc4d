"""Which headings give a document its title: the first H1 and what goes with it, or one that stands over all others."""

from collections.abc import Sequence

from pocketparse.identity import anchor, fold
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.titles import VERSION
from pocketparse.tree import Section, is_contents

LEAVING = pattern(r"\]\((?!#)|://")
"""What a link that leaves the page is written with."""


def title_sections(outline: Outline) -> tuple[Section, ...]:
    """Return the first H1, and one that repeats it, is a picture beside it, or has the list version where it is empty.

    The last of them is the title.
    """
    first = [one for one in outline.root.children if one.heading and one.level == 1 and not is_contents(one.heading)]
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
    """Return the title's heading where it is Markdown; the lines of an HTML one may hold more than the title."""
    headings = [section.heading for section in outline.once(title_sections)[-1:] if section.heading]
    return [heading for heading in headings if not heading.is_html]


def lone_heading(outline: Outline) -> tuple[Section, ...]:
    """Return the heading that all others stand below, and no words above: the title of a document without an H1.

    It is a section still: nobody can tell whether it was meant as a part of the list or the whole.
    """
    above = [one for one in outline.root.children if one.heading]
    is_title = len(above) == 1 and above[0].children and not is_contents(above[0].heading)
    said = (_says(outline, block) for block in outline.root.body)
    return (above[0],) if is_title and not any(said) else ()


def _shows_words(outline: Outline, section: Section) -> bool:
    """Tell whether a heading is more than pictures."""
    return section.heading is not None and WORD.search(outline.read(section.heading.text).text) is not None


def _says(outline: Outline, block: Block) -> bool:
    """Tell whether a block is more than pictures: a list, a table or words."""
    return block.kind in ("list", "table") or WORD.search(outline.read(block.text).text) is not None


def _stands_behind(outline: Outline, section: Section) -> bool:
    """Tell whether several headings stand above an H1: "## About", "## News", "# Tools", "# Books"."""
    children = outline.root.children
    above = [one for one in children[: children.index(section)] if one.is_named and not is_contents(one.heading)]
    return len(above) > 1


def _is_one_of_many(outline: Outline, first: Sequence[Section]) -> bool:
    """Tell whether the first H1 is no title, but stands over a list of links, as "# Apps" beside "# Games"."""
    lists = [block for block in first[0].body if block.kind in ("list", "table") and _leaves(outline, block)]
    is_over_others = first[0].children and not any(one.children for one in first[1:])
    starts = [item.text.startswith(("[", "**[")) for block in lists for item in block.children]
    is_list = any(block.kind == "table" for block in lists) or sum(starts) * 2 > len(starts)
    return bool(lists) and (is_list or not is_over_others)


def _are_linked(first: Sequence[Section]) -> bool:
    """Tell whether every H1 has a link that leaves the page, and the first no words: "# [A](…) Oaks", "# [B](…)"."""
    return not first[0].body and all(one.heading and LEAVING.search(one.heading.text) for one in first)


def _are_in_contents(outline: Outline, sections: Sequence[Section]) -> bool:
    """Tell whether headings stand below "# Contents", or below "## Contents" that lead to each of them."""
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

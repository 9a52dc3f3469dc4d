"""Headings in list items, "- #### Saws", over what follows them: they split the list."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pocketparse.markup.block import Block, part_of
from pocketparse.markup.named_links import LINK, lists_links
from pocketparse.source import Source


def lifted(source: Source, blocks: list[Block]) -> list[Block]:
    """Return blocks in which lists are split at headings in items: the heading, the blocks below it and an end tag."""
    if not any(block.kind == "list" and _holds_heading(block) for block in blocks):
        return blocks  # of nearly all lists
    return list(_cut(source, blocks))


def _cut(source: Source, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, lists split at the headings in their items."""
    for block in blocks:
        if block.kind != "list" or not _holds_heading(block):
            yield block
            continue
        last = Counter(_last(item) for item in block.children)
        items: list[Block] = []
        for item in block.children:
            level = item.level
            if _heads_list(item, is_only=len(block.children) == 1):
                yield from _parts(block, items)
                yield Block("heading", item.first, item.text.line + 1, item.text, level, "#" * level)
                if item.children:
                    yield from _cut(source, item.children)
                    yield Block("section end", item.last - 1, item.last, level=level)
                items = []
                continue
            items.append(item)
            if (title := _last(item)) and last[title] == 1:
                *item.children, heading = item.children
                item.last = source.trim(item.first, heading.first)
                yield from _parts(block, items)
                yield heading
                items = []
        yield from _parts(block, items)


def _holds_heading(block: Block) -> bool:
    """Tell whether an item of a list is a heading without a link, or ends in one."""
    return any(_is_title(item.level, item.text) or _last(item) for item in block.children)


def _is_title(level: int, text: str) -> bool:
    """Tell whether a heading of a level is one line without a link; that of an item is on the line of its bullet."""
    return level > 1 and "\n" not in text and not LINK.search(text)


def _heads_list(item: Block, *, is_only: bool) -> bool:
    """Tell whether an item is a heading over nothing but lists of links with names, or is all of its list."""
    if not _is_title(item.level, item.text):
        return False
    return all(map(lists_links, item.children)) if item.children else is_only


def _last(item: Block) -> str:
    """Return the text of the heading without a link that an item ends in, "" if there is none."""
    child = item.children[-1] if item.children else None
    return child.text if child and child.kind == "heading" and _is_title(child.level, child.text) else ""


def _parts(whole: Block, items: list[Block]) -> Iterator[Block]:
    """Yield a list of some items of another, if there are any."""
    if items:
        yield part_of(whole, items)

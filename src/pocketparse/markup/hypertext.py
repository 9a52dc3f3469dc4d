"""HTML blocks → the same Blocks that Markdown gives: tables that blank lines cut are joined, details are folded."""

import re
from collections.abc import Iterator, Sequence

from pocketparse.markup.block import DEEPEST, Block, Piece, is_flat, part_of
from pocketparse.markup.elements import elements
from pocketparse.markup.named_links import LINK_FIRST
from pocketparse.patterns import pattern
from pocketparse.source import Source

LONE_BREAKS = pattern(r"(?:\n[ \t]*(?:<br\s*/?>[ \t]*)+(?=\n|$))+\n?", re.IGNORECASE)
"""Lines of only <br> tags, which look like the end of a paragraph."""
NAMES = ("**", "__", "[", "<b>", "<strong>", "<a ")
"""Prefixes of a text that may start with a name: bold or a link."""
LAID_OUT = pattern(r"(?:<br\s*/?>\s*)+<(?:details|table|div|ul|ol)\b", re.IGNORECASE)
"""Breaks in front of a block element, which Markdown takes for a paragraph."""
ITEM_MARKER = pattern(r"[-*+]|\d{1,9}[.)]")
"""A bullet or number of a list item, alone."""
TAGS = ("opening", "closing")
"""Kinds of blocks that open or close a details element."""
TEXTS = ("paragraph", "heading")
"""Kinds of blocks without children, which most blocks are."""


def holds_html(blocks: Sequence[Block]) -> bool:
    """Tell whether HTML is among some blocks, or nested in one of them."""
    for block in blocks:
        if block.kind in TEXTS or is_flat(block):
            if _is_laid_out(block):
                return True
        elif block.kind == "html" or (block.children and holds_html(block.children)):
            return True
    return False


def _is_laid_out(block: Block) -> bool:
    return block.kind == "paragraph" and block.text[:1] == "<" and LAID_OUT.match(block.text) is not None


def resolve(source: Source, blocks: Sequence[Block], *, in_item: bool = False) -> list[Block]:
    """Return blocks with each HTML block replaced by the blocks in it, and each details element as one block."""
    found_html = False
    blocks = [Block("html", one.first, one.last) if _is_laid_out(one) else one for one in blocks]
    for block in (blocks := list(_lifted(source, blocks))):
        if block.kind in TEXTS or is_flat(block):
            continue  # items of a flat list hold text only
        if block.kind == "html":
            found_html = True
        elif block.kind == "list":
            for item in block.children:
                if item.children:
                    item.children = resolve(source, item.children, in_item=True)
                    _open_item(item)
        elif block.children:
            block.children = resolve(source, block.children)
    if not found_html:
        return blocks
    resolved: list[Block] = []
    for block in _whole_tables(source, blocks):
        if block.kind == "html":
            resolved.extend(elements(source, block))
        else:
            resolved.append(block)
    return _fold_rows(_fold_details(resolved, in_item=in_item))


def parted(blocks: list[Block]) -> list[Block]:
    """Return blocks in which paragraphs are split at lines of <br> tags, if each piece starts with a name."""
    broken: dict[Block, list[Block]] = {}
    for block in blocks:
        if block.kind == "paragraph" and "<" in block.text:
            breaks = [*LONE_BREAKS.finditer(block.text)]
            if len(breaks) > 1:
                broken[block] = _pieces(block, breaks)
    return [piece for block in blocks for piece in broken.get(block, (block,))] if broken else blocks


def _pieces(block: Block, breaks: list[re.Match[str]]) -> list[Block]:
    """Return the pieces of a paragraph between breaks; the paragraph if one of them is no name over other lines."""
    text = block.text
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    pieces = [text.part(start, end) for start, end in zip(starts, ends, strict=True)]
    pieces = pieces if pieces[-1] else pieces[:-1]
    if not all(piece.startswith(NAMES) and "\n" in piece for piece in pieces):
        return [block]
    lasts = [*(piece.line for piece in pieces[1:]), block.last]
    return [Block("paragraph", piece.line, last, piece) for piece, last in zip(pieces, lasts, strict=True)]


def _lifted(source: Source, blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks, lists split where an item holds the end tag of a details element that was opened above it.

    As HTML the end tag ends the item, too.
    """
    for block in blocks:
        if block.kind != "list" or is_flat(block):
            yield block
            continue
        items: list[Block] = []
        for item in block.children:
            items.append(item)
            end = _end_of_details(source, item)
            if end < len(item.children):
                lifted, item.children = item.children[end:], item.children[:end]
                item.last = source.trim(item.first, lifted[0].first)
                yield part_of(block, items)
                yield from lifted
                items = []
        if items:
            yield part_of(block, items)


def _end_of_details(source: Source, item: Block) -> int:
    """Return the index of the child of an item that ends a details element opened above it.

    If there is none, the number of children.
    """
    for at, child in enumerate(() if "<details" in item.text else item.children):
        if child.kind == "html":
            line = source.lines[child.first].casefold()
            if "<details" in line or "</details" in line:
                return at if line.strip().startswith("</details") else len(item.children)
    return len(item.children)


def _open_item(item: Block) -> None:
    """Make the summary of a details element that an item starts with the item's text, if it starts with a link."""
    if item.text or not item.children:
        return
    if ITEM_MARKER.fullmatch(item.children[0].text):  # in front of the HTML that the item starts with
        item.children = item.children[1:]
    first = item.children[0] if item.children else None
    is_card = first and first.kind == "details" and all(child.kind != "table" for child in first.children)
    if first and is_card and LINK_FIRST.match(first.text):
        item.text = first.text
        item.children = [*first.children, *item.children[1:]]


def _whole_tables(source: Source, blocks: list[Block]) -> Iterator[Block]:
    """Yield blocks, the pieces of each HTML table as one block: Markdown ends an HTML block at a blank line.

    A table with other blocks than paragraphs in it stays in pieces: it is a layout, with lists in it.
    """
    starts: list[int] = []  # of tables that are open
    whole: list[tuple[int, int]] = []  # the first and last pieces of those that end, none inside another
    for at, block in enumerate(blocks):
        if block.kind not in ("html", "paragraph"):
            starts = []
            continue
        opened = _open_tables(source, block)
        if opened > 0 and block.kind == "html":
            starts += [at] * opened
        elif opened < 0 and starts:
            first = starts[opened:][0]
            del starts[opened:]
            while whole and whole[-1][0] >= first:
                whole.pop()
            whole.append((first, at))
    at = 0
    for first, last in whole:
        yield from blocks[at:first]
        yield Block("html", blocks[first].first, blocks[last].last)
        at = last + 1
    yield from blocks[at:]


def _open_tables(source: Source, block: Block) -> int:
    """Return the number of table start tags minus that of end tags in a block."""
    text = "\n".join(source.lines[block.first : block.last]).casefold()
    return text.count("<table") - text.count("</table")


def _fold_details(blocks: list[Block], *, in_item: bool) -> list[Block]:
    """Return blocks in which each <details> … </details> is one block.

    If headings stand in it, its blocks stay, with its summary as a paragraph in front and an end tag behind. An element
    without an end tag is one block only in an item, up to the end of that.
    """
    if not any(block.kind in TAGS for block in blocks):
        return blocks
    levels: list[list[Block]] = [[]]
    too_deep = 0  # elements that are open and not counted as levels
    for block in blocks:
        if block.kind not in TAGS:
            levels[-1].append(block)
        elif block.kind == "opening" and len(levels) > DEEPEST:
            too_deep += 1
            levels[-1].extend(_summary(block))
        elif block.kind == "opening":
            levels.append([block])
        elif too_deep:
            too_deep -= 1
        elif len(levels) > 1:
            opening, *inside = levels.pop()
            if inside and inside[0].origin == "lone summary" and not opening.text:
                opening.text = inside.pop(0).text
            if deep := [one for one in inside if one.kind == "heading"]:
                for heading in deep:
                    heading.over = (opening.text, *heading.over) if opening.text else heading.over
                end = Block("section end", block.first, block.last, level=min(one.level for one in deep))
                levels[-1].extend([*_summary(opening), *inside, end])
            else:
                levels[-1].append(_folded(opening, inside, block))
    while len(levels) > 1:  # never closed
        opening, *inside = levels.pop()
        is_whole = in_item and inside and all(one.kind != "heading" for one in inside)
        levels[-1].extend([_folded(opening, inside, inside[-1])] if is_whole else [*_summary(opening), *inside])
    return levels[0]


def _folded(opening: Block, inside: Sequence[Block], last: Block) -> Block:
    """Return the opening tag turned into a details element that holds some blocks and ends with `last`."""
    opening.kind = "details"
    opening.children = [child for one in inside for child in _unquoted(one)]
    opening.reach(last)
    return opening


def _unquoted(block: Block) -> Sequence[Block]:
    """Return the lists of a quote that holds nothing else, or the block itself: details elements often quote them."""
    is_lists = block.kind == "quote" and all(child.kind == "list" for child in block.children)
    return block.children if is_lists else (block,)


def _summary(opening: Block) -> Iterator[Block]:
    if opening.text:
        summary = Piece("paragraph", opening.first, opening.last, opening.text)
        summary.origin = "summary of sections"
        yield summary


def _fold_rows(blocks: list[Block]) -> list[Block]:
    """Return blocks in which rows without a table of their own are appended to the HTML table before them."""
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if block.origin == "rows" and before and before.kind == "table" and before.is_html:
            for row in block.rows:
                before.add_row(row)
            before.last = block.last
        else:
            joined.append(block)
    return joined

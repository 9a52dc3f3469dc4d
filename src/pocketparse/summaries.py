"""Which details elements are sections: several side by side, each with a title as summary and linked items in it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pocketparse.identity import fold
from pocketparse.markup.block import Block
from pocketparse.markup.hypertext import NAMES
from pocketparse.markup.named_links import LINK, lists_links, quotes_links
from pocketparse.patterns import pattern
from pocketparse.titles import bids, names_contents, names_makers, stands_aside
from pocketparse.vocabulary import COLONS, SCHEMES, STOPS

TAG = pattern(r"<[^<>]*>")
STAYS = pattern(r"""\]\(\#|href=["']\#""")
"""A link to a place of the page, such as one back to the top."""
TITLE_LENGTH = 60
"""Most characters of a summary that is a section's title."""
TOP = 1
"""Heading level assumed above details elements that no heading precedes."""
LEVELS = 6
"""Deepest heading level."""
MANY = 3
"""Fewest details elements side by side that are sections although a list or table stands beside them."""


def sectioned(blocks: list[Block]) -> list[Block]:
    """Return blocks in which each details element that is a section is replaced: a heading, its blocks and an end tag.

    Most summaries must be unique or numbered, or nothing is replaced: "Papers" and "Code" repeated below each heading
    are parts of what that names.
    """
    if "details" not in [block.kind for block in blocks]:
        return blocks  # of nearly all lists
    found = dict(_found(blocks, TOP, least=2))
    counts = Counter(_title(block) for block in found)
    own = sum(count for title, count in counts.items() if count == 1 or any(map(str.isdigit, title)))
    return list(_opened(blocks, found)) if own * 2 > len(found) else blocks


def _found(blocks: Iterable[Block], top: int, least: int = 1) -> Iterator[tuple[Block, int]]:
    """Yield each details element that may be a section, nested ones too, with the level of its heading."""
    for level, run in _runs(blocks, top):
        if level < LEVELS and _holds_sections(run, least):
            for block in _details(run):
                yield block, level + 1
                yield from _found(block.children, level + 1)


def _holds_sections(run: Sequence[Block], least: int) -> bool:
    """Tell whether all details elements among some blocks are sections, of different titles.

    There must be `least` of them side by side, or in one of them.
    """
    inside = _details(run)
    if max(len(inside), *(len(_details(one.children)) for one in inside), 0) < least:
        return False
    is_beside = any(block.kind in ("list", "table") for block in run)
    if (is_beside and len(inside) < MANY) or any(map(_names, run)):
        return False
    return all(map(_is_over, inside)) and len(set(map(_title, inside))) == len(inside)


def _names(block: Block) -> bool:
    """Tell whether a block starts with a name or a URL that the details elements beside it may tell more of."""
    text = block.text
    if block.kind == "list":
        return any(item.text.startswith(SCHEMES) for item in block.children[:1])
    may_name = block.kind == "paragraph" and block.origin != "summary of sections"
    return may_name and text.startswith((*NAMES, *SCHEMES)) and not STAYS.search(text)


def _details(blocks: Iterable[Block]) -> list[Block]:
    return [block for block in blocks if block.kind == "details"]


def _runs(blocks: Iterable[Block], top: int) -> Iterator[tuple[int, list[Block]]]:
    """Yield each run of blocks between headings with the level of the heading above, LEVELS if it can hold no sections.

    It can hold none below contents, below the makers of the list, and below a heading with a link.
    """
    levels = [top]
    run: list[Block] = []
    is_other = False  # contents, who made the list, or what belongs to an entry
    for block in blocks:
        if block.kind not in ("heading", "section end"):
            run.append(block)
            continue
        yield LEVELS if is_other else levels[-1], run
        run = []
        while len(levels) > 1 and levels[-1] >= block.level:
            levels.pop()
        if block.kind == "heading":
            levels.append(block.level)
        said = block.text[:]
        is_other = LINK.search(said) is not None or names_contents(said) or names_makers(said) or stands_aside(said)
    yield LEVELS if is_other else levels[-1], run


def _is_over(details: Block) -> bool:
    """Tell whether a details element has a title as summary, and holds linked lists or further such elements."""
    text = details.text
    if LINK.search(text) or text.rstrip().endswith((*STOPS, *COLONS)):
        return False
    if not 0 < len(_title(details)) <= TITLE_LENGTH or bids(TAG.sub("", text)):
        return False
    inside = _details(details.children)
    if len(inside) >= MANY or any(map(_is_over, inside)):
        return True
    return any(map(lists_links, details.children)) or quotes_links(details.children)


def _title(details: Block) -> str:
    return fold(TAG.sub("", details.text))


def _opened(blocks: Iterable[Block], sections: Mapping[Block, int]) -> Iterator[Block]:
    """Yield blocks in which each details element in `sections` is replaced by a heading, its blocks and an end tag."""
    for block in blocks:
        if block not in sections:
            yield block
            continue
        level, text = sections[block], block.text
        yield Block("heading", text.line, text.line + text.count("\n") + 1, text, level, origin="summary")
        yield from _opened(block.children, sections)
        yield Block("section end", block.last - 1, block.last, level=level)

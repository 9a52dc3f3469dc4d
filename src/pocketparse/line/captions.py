"""Captions: lines that say what stands below them and are no headings, such as a bold line over a list."""

from collections.abc import Iterable, Iterator
from itertools import chain

from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import Block, BlockKind
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.outline import Outline, uncounted
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.tree import Section

CAPTION_LENGTH = 120
"""Characters of a caption; more are a sentence."""
SENTENCE = pattern(r"(?<!\.)[.!?。！？](?!\.)\W*$")
MARKED = pattern(r"(?:[^\w\s<>\[\]|()]{1,3}\s+)?[*_<]")
"""What a caption starts with, a sign in front of it allowed: "⛔ **Avoid**"."""
LABELLED = pattern(r"[:：]\s*\w")
"""A label and what it labels: "Last updated: today"."""
SAYING = pattern(r"\w+")
BIDS = frozenset(
    "click tap press expand collapse fold unfold toggle read show hide view see more 点击 展开 点击展开".split()
)
"""Words of a summary that is a button …"""
BESIDE = BIDS.union(
    "here to open all the details list items entries projects hidden resources links tools papers apps "
    "section sections optional cheatsheets me in for full list".split()
)
"""… and those beside them."""
QUOTED = pattern(r"[\"“][^\"“”]*[\"”]")
"""What it opens more of: "Show 2 more for “Saws”"."""
Captioned = tuple[Block, tuple[str, ...]]


def captioned(outline: Outline, section: Section, kind: BlockKind) -> Iterator[Captioned]:
    """Yield the free blocks of a kind, those in free details elements too, each with the captions over it."""
    above = over_heading(outline, section.heading)
    return ((block, over) for block, over in _below(outline, section, section.free, above) if block.kind == kind)


def over_heading(outline: Outline, heading: Block | None) -> tuple[str, ...]:
    """Return what the summaries of the details elements say that a heading stands in."""
    return tuple(chain.from_iterable(_summary(outline, text) for text in heading.over)) if heading else ()


def _below(outline: Outline, section: Section, blocks: Iterable[Block], over: tuple[str, ...]) -> Iterator[Captioned]:
    """Yield lists, tables, quotes and details elements, and what captions stand over them."""
    captions = over
    for at, block in enumerate(blocks):
        if block.kind in ("list", "table", "quote"):
            yield block, captions
        elif block.kind == "details":
            if section.has_taken(block):
                continue  # with all that it holds
            yield block, over  # lines above it describe the section
            yield from _below(outline, section, block.children, (*captions, *_summary(outline, block.text)))
        elif block.kind != "html":  # a comment
            captions = (*over, *caption(outline, block, is_first=at == 0))


def caption(outline: Outline, block: Block, *, is_first: bool) -> tuple[str, ...]:
    """Return the text of a paragraph that is one bold line without a link; nothing for other blocks.

    An italic line is one, too, where it does not stand first below a heading: there it describes the section.
    """
    text = block.text
    if block.kind != "paragraph" or "\n" in text or not 0 < len(text) <= CAPTION_LENGTH or not MARKED.match(text):
        return ()
    shown = outline.read(text)
    if shown.anchors or LABELLED.search(shown.text) or not may_be_caption(shown):
        return ()
    kinds = ("strong",) if is_first else ("strong", "em")
    for mark in shown.marks:
        outside = WORD.search(shown.text, 0, mark.start) or WORD.search(shown.text, mark.end)
        if mark.kind in kinds and not outside:
            return (displayed(shown.text),)
    return ()


def _summary(outline: Outline, summary: Raw) -> tuple[str, ...]:
    """Return what the summary of a details element says, if that is more than to open it."""
    shown = outline.read(summary)
    return (displayed(uncounted(shown)),) if may_be_caption(shown) and not is_button(shown.text) else ()


def is_button(summary: str) -> bool:
    """Tell whether a summary only bids to open it: "Click to show all", "Show 2 more for “Saws”"."""
    words = SAYING.findall(QUOTED.sub("", summary).casefold())
    return not BIDS.isdisjoint(words) and all(word in BESIDE or word.isdigit() for word in words)


def may_be_caption(shown: Inline) -> bool:
    """Tell whether a text is short, no sentence, and without a link that leaves the page."""
    text = shown.text
    return (
        len(text) <= CAPTION_LENGTH
        and WORD.search(text) is not None
        and not (says_sentence(shown) or leaves_page(shown))
    )


def says_sentence(shown: Inline) -> bool:
    """Tell whether a text ends as a sentence does."""
    return SENTENCE.search(shown.text) is not None


def displayed(text: str) -> str:
    """Return a caption as displayed, without a colon behind it."""
    return tidy(text.replace("\n", " ")).rstrip(":： ")

"""Captions: lines that say what stands below them and are no headings, such as a bold line over a list."""

import re
from collections.abc import Iterable, Iterator

from pocketparse.block import Block
from pocketparse.leads import WORD, leaves_page
from pocketparse.outline import Outline
from pocketparse.shown import tidy
from pocketparse.tree import Section

LONGEST = 80
"""Characters of a caption; more are a sentence."""
SENTENCE = re.compile(r"[.!?。！？]\W*$")
BIDS = re.compile(
    r"\W*(?:(?:click|tap|press|here|to|expand|collapse|show|view|open|see|more|all|details|the|list|hidden|projects|\d+|点击|展开)\W*)+"
)
"""What a summary says that is a button and no caption."""
Captioned = tuple[Block, tuple[str, ...]]


def captioned(outline: Outline, section: Section) -> Iterator[Captioned]:
    """Yield the free lists and tables of a section, those in details elements too, each with the captions over it."""
    yield from _below(outline, section.free, ())


def _below(outline: Outline, blocks: Iterable[Block], over: tuple[str, ...]) -> Iterator[Captioned]:
    captions = over
    for at, block in enumerate(blocks):
        if block.kind in ("list", "table"):
            yield block, captions
        elif block.kind == "details":
            yield from _below(outline, block.children, (*over, *_summary(outline, block)))
        else:
            captions = (*over, *caption(outline, block, is_first=at == 0))


def caption(outline: Outline, block: Block, *, is_first: bool) -> tuple[str, ...]:
    """Return the text of a paragraph that is one bold line without a link; nothing for other blocks.

    An italic line is one, too, where it does not stand first below a heading: there it describes the section.
    """
    text = block.text
    if block.kind != "paragraph" or not text or text[0] not in "*_<" or "\n" in text or len(text) > LONGEST:
        return ()
    shown = outline.read(text)
    if shown.anchors or not WORD.search(shown.text) or SENTENCE.search(shown.text):
        return ()
    kinds = ("strong",) if is_first else ("strong", "em")
    for mark in shown.marks:
        outside = WORD.search(shown.text, 0, mark.start) or WORD.search(shown.text, mark.end)
        if mark.kind in kinds and not outside:
            return (displayed(shown.text),)
    return ()


def _summary(outline: Outline, details: Block) -> tuple[str, ...]:
    """Return what the summary of a details element says, if that is more than to open it."""
    shown = outline.read(details.text)
    said = tidy(shown.text.replace("\n", " "))
    if leaves_page(shown) or not WORD.search(said) or BIDS.fullmatch(said.casefold()):
        return ()
    return (displayed(said),)


def displayed(text: str) -> str:
    """Return a caption as displayed, without a colon behind it."""
    return tidy(text.replace("\n", " ")).rstrip(":： ")

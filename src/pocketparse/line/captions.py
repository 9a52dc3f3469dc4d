"""Captions: lines that say what stands below them and are no headings, such as a bold line over a list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from pocketparse.identity import fold
from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import Block, BlockKind, is_flat
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.outline import Outline, uncounted
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.titles import is_button
from pocketparse.tree import LISTS, Section
from pocketparse.vocabulary import COLONS

CAPTION_LENGTH = 120
"""Characters of a caption; more are a sentence."""
SENTENCE = pattern(r"(?<!\.)[.!?。！？](?!\.)\W*$")
MARKED = pattern(r"(?:[^\w\s<>\[\]|()]{1,3}\s+)?[*_<]")
"""What a caption starts with, a sign in front of it allowed: "⛔ **Avoid**"."""
LABELLED = pattern(r"[:：]\s*\w")
"""A label and what it labels: "Last updated: today"."""
LABEL_LENGTH = 50
LABEL_WORDS = 5
"""Characters and words of a label over a list, at the most."""
LABELLED_LISTS = 3
"""Lists over which a few words and a colon stand, at least, where such are captions."""
LINKED_LISTS = 5
"""Lists of links over which one label stands again and again, at least."""
QUOTED_LABELS = 5
"""Lists over which a quote of a few words stands, at least, where such are captions."""
INTRODUCING = pattern(
    r"""
    \b(?:here|following|below|these|are|is|see|you|we|i|it|this|note|includes?|such[ ]as)\b | 以下|如下|下面
    | ^(?:please|check|thanks)\b
    | \b(?:to|under|by|with|for|of|from|run|first|least|examples?|ejemplos|exemples?|beispiele?)\s*[:：]\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What a line that introduces a list says, and no label."""
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
    is_quoted = False  # what the captions say is a quote: another ends that
    for at, block in enumerate(blocks):
        if block.kind in ("list", "table", "quote"):
            yield block, captions
            if block.kind == "list" and not section.has_taken(block):
                yield from _tables_in(outline, block, captions)
            said = caption(outline, block, is_first=at == 0) if block.kind == "quote" else ()
            if said or (is_quoted and block.kind == "quote"):
                captions, is_quoted = (*over, *said), bool(said)
        elif block.kind == "details":
            if section.has_taken(block):
                continue  # with all that it holds
            yield block, over  # lines above it describe the section
            yield from _below(outline, section, block.children, (*captions, *_summary(outline, block.text)))
        elif block.kind != "html":  # a comment
            captions = (*over, *caption(outline, block, is_first=at == 0))


def _tables_in(outline: Outline, block: Block, over: tuple[str, ...]) -> Iterator[Captioned]:
    """Yield the tables that stand in the items of a list, which say what these hold."""
    for item in () if is_flat(block) else block.children:
        for child in item.children:
            if child.kind not in ("list", "table"):
                continue
            captions = (*over, *caption_of(outline.read(item.text)))
            if child.kind == "table":
                yield child, captions
            else:
                yield from _tables_in(outline, child, captions)


def caption(outline: Outline, block: Block, *, is_first: bool) -> tuple[str, ...]:
    """Return the text of a paragraph that is one bold line without a link; of other blocks that of quotes that label.

    An italic line is one, too, where it does not stand first below a heading: there it describes the section. So is a
    few words and a colon, where several such lines stand over lists.
    """
    if block.kind == "quote" and (text := _quoted_words(block)):
        shown = outline.read(text)
        return (displayed(shown.text),) if text in outline.once(list_labels) and may_be_caption(shown) else ()
    text = block.text
    if block.kind != "paragraph" or "\n" in text or not 0 < len(text) <= CAPTION_LENGTH:
        return ()
    if not MARKED.match(text):
        is_label = _is_label(block) and block.text in outline.once(list_labels)
        return (displayed(outline.read(text).text),) if is_label else ()
    shown = outline.read(text)
    if shown.anchors or LABELLED.search(shown.text) or not may_be_caption(shown):
        return ()
    kinds = ("strong",) if is_first else ("strong", "em")
    for mark in shown.marks:
        outside = WORD.search(shown.text, 0, mark.start) or WORD.search(shown.text, mark.end)
        if mark.kind in kinds and not outside:
            return (displayed(shown.text),)
    return ()


def _is_label(block: Block) -> bool:
    """Tell whether a paragraph is a few words and a colon, in plain text: "Great books:"."""
    text = block.text
    is_short = block.kind == "paragraph" and len(text) <= LABEL_LENGTH and text.rstrip().endswith(COLONS)
    return is_short and len(text.split()) <= LABEL_WORDS and not INTRODUCING.search(text)


def list_labels(outline: Outline) -> frozenset[str]:
    """Return what stands over lists in plain text, if it often does: a few words and a colon, or quotes of a few words.

    One alone, first below its heading, describes the section. Hardly any with a colon stands over two lists, or else
    one stands over many whose items are links.
    """
    plain: list[str] = []
    quoted: list[str] = []
    linked: Counter[str] = Counter()
    for section in outline.made_of(lambda kinds: not LISTS.isdisjoint(kinds[1:])):
        body = section.texts()
        over = [(above, block) for above, block in pairwise(body) if block.kind == "list"]
        labelled = [(one, block) for one, block in over if _is_label(one)]
        linked.update(one.text[:] for one, block in labelled if _lists_links(block))
        for found, labels in (
            (plain, [(one, one.text) for one, _ in labelled]),
            (quoted, [(one, text) for one, _ in over if (text := _quoted_words(one))]),
        ):
            found += [text for one, text in labels if len(labels) > 1 or one is not body[0]]
    are_labels = len(plain) >= LABELLED_LISTS and len(set(plain)) * 2 > len(plain)
    often = [label for label, count in linked.items() if count >= LINKED_LISTS]
    return frozenset([*(plain if are_labels else often), *(quoted if len(quoted) >= QUOTED_LABELS else ())])


def _lists_links(block: Block) -> bool:
    """Tell whether most items of a list start with a link."""
    linked = sum(item.text.lstrip("*_").startswith("[") for item in block.children)
    return linked * 2 > len(block.children)


def _quoted_words(block: Block) -> Raw | None:
    """Return the few words that a quote is, on a line and without a link; "[!NOTE]" is none."""
    texts = block.children if block.kind == "quote" else []
    if len(texts) != 1 or texts[0].kind != "paragraph":
        return None
    text = texts[0].text
    is_linked = "](" in text or "://" in text or text.startswith("[!")
    return text if len(text) <= LABEL_LENGTH and "\n" not in text and not is_linked else None


def _summary(outline: Outline, summary: Raw) -> tuple[str, ...]:
    """Return what the summary of a details element says, if that is more than to open it."""
    shown = outline.read(summary)
    return (displayed(uncounted(shown)),) if may_be_caption(shown) and not is_button(shown.text) else ()


def caption_of(shown: Inline) -> tuple[str, ...]:
    """Return what an item that is no entry says over what it holds: its text, or the heading it starts with."""
    return (displayed(shown.text),) if may_be_caption(shown) else ()


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


def without_title(captions: tuple[str, ...], path: Sequence[str]) -> tuple[str, ...]:
    """Return captions but for those that say what a title above them does: "PROJECTS" below "Projects"."""
    if not (captions and path):
        return captions  # nearly all
    titles = set(map(fold, path))
    return tuple(one for one in captions if fold(one) not in titles)

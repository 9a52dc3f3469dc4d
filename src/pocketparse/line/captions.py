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
from pocketparse.tree import LISTS, Node
from pocketparse.vocabulary import COLONS

CAPTION_LENGTH = 120
"""Maximum length of a caption, in characters; longer text is a sentence."""
SENTENCE_END = pattern(r"(?<!\.)[.!?。！？](?!\.)\W*$")
"""The end of a sentence at the end of a text; "..." is none."""
MARKED_START = pattern(r"(?:[^\w\s<>\[\]|()]{1,3}\s+)?[*_<]")
"""The start of a line in bold, italics or HTML, a sign in front of it allowed: "⛔ **Avoid**"."""
FIELD = pattern(r"[:：]\s*\w")
"""A colon between a label and its value: "Last updated: today"."""
LIST_LABEL_LENGTH = 50
"""Maximum length of a label over a list, in characters."""
LIST_LABEL_WORDS = 5
"""Maximum length of a label over a list, in words."""
LABELLED_LISTS = 3
"""Minimum number of lists below a label that ends in a colon, before such labels are captions."""
LINKED_LISTS = 5
"""Minimum number of lists of links below one and the same label, before that label is a caption."""
QUOTED_LABELS = 5
"""Minimum number of lists below a quote of a few words, before such quotes are captions."""
INTRODUCING = pattern(
    r"""
    \b(?:here|following|below|these|are|is|see|you|we|i|it|this|note|includes?|such[ ]as)\b | 以下|如下|下面
    | ^(?:please|check|thanks)\b
    | \b(?:to|under|by|with|for|of|from|run|first|least|examples?|ejemplos|exemples?|beispiele?)\s*[:：]\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Words of a line that introduces a list and is no label: "Here are some oaks:"."""
Captioned = tuple[Block, tuple[str, ...]]
"""A block and the captions over it, the outermost first."""


def captioned(outline: Outline, section: Node, kind: BlockKind) -> Iterator[Captioned]:
    """Yield the unclaimed blocks of a kind, also those in details elements, each with the captions over it."""
    above = over_heading(outline, section.heading)
    return ((block, over) for block, over in _below(outline, section, section.free, above) if block.kind == kind)


def over_heading(outline: Outline, heading: Block | None) -> tuple[str, ...]:
    """Return the summaries of the details elements that a heading stands in, the outermost first."""
    return tuple(chain.from_iterable(_summary(outline, text) for text in heading.over)) if heading else ()


def _below(outline: Outline, section: Node, blocks: Iterable[Block], over: tuple[str, ...]) -> Iterator[Captioned]:
    """Yield lists, tables, quotes and details elements, each with the captions over it."""
    captions = over
    is_quoted = False  # the last caption is a quote, which the next quote replaces
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
                continue
            yield block, over
            yield from _below(outline, section, block.children, (*captions, *_summary(outline, block.text)))
        elif block.kind != "html":  # a comment
            captions = (*over, *caption(outline, block, is_first=at == 0))


def _tables_in(outline: Outline, block: Block, over: tuple[str, ...]) -> Iterator[Captioned]:
    """Yield the tables in the items of a list, each with the texts of the items around it as captions."""
    for item in () if is_flat(block) else block.children:  # for speed: what is flat has no blocks in its items
        for child in item.children:
            if child.kind not in ("list", "table"):
                continue
            captions = (*over, *caption_of(outline.read(item.text)))
            if child.kind == "table":
                yield child, captions
            else:
                yield from _tables_in(outline, child, captions)


def caption(outline: Outline, block: Block, *, is_first: bool) -> tuple[str, ...]:
    """Return the caption that a block is, empty if it is none: a paragraph of one bold line without a link.

    Other captions are an italic line that is not first below its heading, since there it describes the section, and
    the labels and quotes of `list_labels`.
    """
    if block.kind == "quote" and (text := _quoted_words(block)):
        shown = outline.read(text)
        return (displayed(shown.text),) if text in outline.once(list_labels) and may_be_caption(shown) else ()
    text = block.text
    if block.kind != "paragraph" or "\n" in text or not 0 < len(text) <= CAPTION_LENGTH:
        return ()
    if not MARKED_START.match(text):
        is_label = _is_label(block) and block.text in outline.once(list_labels)
        return (displayed(outline.read(text).text),) if is_label else ()
    shown = outline.read(text)
    if shown.anchors or FIELD.search(shown.text) or not may_be_caption(shown):
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
    is_short = block.kind == "paragraph" and len(text) <= LIST_LABEL_LENGTH and text.rstrip().endswith(COLONS)
    return is_short and len(text.split()) <= LIST_LABEL_WORDS and not INTRODUCING.search(text)


def list_labels(outline: Outline) -> frozenset[str]:
    """Return the texts of paragraphs and quotes that are captions of lists: "Great books:" over several lists.

    Labels with a colon count if LABELLED_LISTS have one and most labels differ, or else those over LINKED_LISTS lists
    of links; quotes count if QUOTED_LABELS lists have one. A text that is the only one of its section and first below
    the heading describes the section, and is not counted.
    """
    plain: list[str] = []
    quoted: list[str] = []
    linked: Counter[str] = Counter()
    for section in outline.made_of(lambda kinds: not LISTS.isdisjoint(kinds[1:])):
        body = section.body_unplaced
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
    """Return the text of a quote of one short line without a link, None of any other; "[!NOTE]" is none."""
    texts = block.children if block.kind == "quote" else []
    if len(texts) != 1 or texts[0].kind != "paragraph":
        return None
    text = texts[0].text
    is_linked = "](" in text or "://" in text or text.startswith("[!")
    return text if len(text) <= LIST_LABEL_LENGTH and "\n" not in text and not is_linked else None


def _summary(outline: Outline, summary: Raw) -> tuple[str, ...]:
    """Return the summary of a details element as a caption, empty if it only bids to open it: "Click to expand"."""
    shown = outline.read(summary)
    return (displayed(uncounted(shown)),) if may_be_caption(shown) and not is_button(shown.text) else ()


def caption_of(shown: Inline) -> tuple[str, ...]:
    """Return the text of an item that is no entry as a caption of the blocks in it, empty if it can be none."""
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
    """Tell whether a text ends like a sentence; "..." ends none."""
    return SENTENCE_END.search(shown.text) is not None


def displayed(text: str) -> str:
    """Return displayed text on one line, without a colon at its end."""
    return tidy(text.replace("\n", " ")).rstrip(":： ")


def without_title(captions: tuple[str, ...], path: Sequence[str]) -> tuple[str, ...]:
    """Return the captions that differ from all titles of a path: "PROJECTS" below "Projects" is dropped."""
    if not (captions and path):
        return captions  # nearly all
    titles = set(map(fold, path))
    return tuple(one for one in captions if fold(one) not in titles)

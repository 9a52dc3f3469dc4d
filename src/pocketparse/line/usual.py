"""What many lines show, so that it labels them: pictures, code spans, bold and small words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import GENERIC, LICENCE

ICON_USES = 5
"""Minimum number of texts that show a picture, a code span or a word, before it is a label."""
CODES_PER_LABEL = 20
"""A code span is a label if at least one in so many texts with code spans has it."""
LABEL_CODES = pattern(r"(?:\]\([^()\s]*\)|\]\[[^\[\]]*\]|\*\*|[.!?)])[\s:–—-]{0,4}((?:`[^`\n]+`[\s,·|]{0,3})+)")
"""Code spans where labels stand: "[Oak](…) `MIT` `Go` a saw", "A saw. `MIT`"."""
TRADE = frozenset("tm r sm md ™ ® ©".split())
"""Trademarks in small letters behind names, which label nothing."""
DAY_IN_URL = pattern(r"(?:19|20)\d\d-{1,2}[01]\d-{1,2}[0-3]\d")
"""A day in the URL of a badge, which several badges may share by chance."""


def often(counts: Counter[str]) -> frozenset[str]:
    """Return what was counted ICON_USES times at least."""
    return frozenset(said for said, count in counts.items() if count >= ICON_USES)


def icons(outline: Outline) -> frozenset[str]:
    """Return the URLs of pictures that ICON_USES items, paragraphs and cells show, often with the same label.

    A picture whose label differs on most lines is no icon: "![Oak logo](tree.svg)", "![Elm logo](tree.svg)".
    """
    counts: Counter[str] = Counter()
    said: dict[str, set[str]] = defaultdict(set)
    for text in texts_of(outline, "details"):
        if "![" in text or "<img" in text:
            shown = {anchor.href: anchor.label for anchor in outline.read(text).anchors if anchor.kind == "image"}
            counts.update(shown.keys())
            for href, label in shown.items():
                said[href].add(label)
    usual = (href for href in often(counts) if not DAY_IN_URL.search(href))
    return frozenset(href for href in usual if len(said[href]) * 2 <= counts[href])


def pictured_files(outline: Outline) -> frozenset[str]:
    """Return the URLs that ICON_USES linked pictures lead to: "[![Go](go.svg)](languages/go.md)"."""
    texts = (text for text in texts_of(outline, "details") if "![" in text or "<img" in text)
    links = chain.from_iterable(outline.read(text).anchors for text in texts)
    return often(Counter(link.href for link in links if link.kind == "badge"))


def usual_bolds(outline: Outline) -> frozenset[str]:
    """Return the bold words right in front of ICON_USES links of different names: "**New** [Oak](…)"."""
    named: dict[str, set[str]] = defaultdict(set)
    for text in texts_of(outline):
        if "](" in text and ("**" in text or "__" in text):
            shown = outline.read(text)
            links = {anchor.start: shown.text[anchor.start : anchor.end].casefold() for anchor in shown.anchors}
            for mark in shown.marks:
                name = links.get(mark.end + 1, "") if mark.kind == "strong" else ""
                if name and name not in GENERIC:
                    named[mark.text].add(name)
    return frozenset(text for text, names in named.items() if len(names) >= ICON_USES)


def usual_codes(outline: Outline) -> frozenset[str]:
    """Return the code spans that ICON_USES items, paragraphs and cells hold, such as licences and platforms."""
    texts = [text for text in texts_of(outline) if "`" in text]
    counts = Counter(
        text for raw in texts for text in {mark.text for mark in outline.read(raw).marks if mark.kind == "code"}
    )
    return frozenset(
        text for text, count in counts.items() if count >= ICON_USES and count * CODES_PER_LABEL >= len(texts)
    )


def holds_licence(outline: Outline, labels: Callable[[Outline], Iterable[str]]) -> bool:
    """Tell whether one of the labels that a fact of the whole list returns is a licence: `usual_codes` with "MIT"."""
    return any(map(LICENCE.fullmatch, outline.once(labels)))


def label_codes(outline: Outline) -> frozenset[str]:
    """Return the usual code spans that stand right behind names or a stop in ICON_USES texts, as labels do."""
    usual = outline.once(usual_codes)
    runs = [text for text in texts_of(outline) if "`" in text] if usual else []
    found = chain.from_iterable(LABEL_CODES.findall(text) for text in runs)
    return often(Counter(code for codes in found for code in codes.strip("`").split("`") if code in usual))


def usual_smalls(outline: Outline) -> frozenset[str]:
    """Return the small words that ICON_USES items, paragraphs and cells hold: "[Oak <sub>EN</sub>](…)"."""
    smalls: Counter[str] = Counter()
    for text in texts_of(outline, "details"):
        if "<s" in text or "<S" in text:
            smalls.update({mark.text for mark in outline.read(text).marks if mark.kind == "small"})
    return frozenset(text for text in often(smalls) if not text.isdecimal() and text.casefold() not in TRADE)


def texts_of(outline: Outline, *kinds: str) -> Iterator[Raw]:
    """Yield the text of each item, paragraph and cell, and of each block of the given kinds."""
    return chain.from_iterable(lines_of(outline, *kinds))


def lines_of(outline: Outline, *kinds: str) -> Iterator[Sequence[Raw]]:
    """Yield the cells of each row, and the text alone of each item, paragraph and block of the given kinds."""
    for block in outline.all_blocks:
        if block.kind in ("paragraph", "item", *kinds):
            yield (block.text,)
        yield from block.rows

"""What a whole list means by its signs and pictures: those that it explains, and those that many lines show."""

import re
from collections import Counter

from pocketparse.outline import Outline

SIGN = re.compile(r":[a-z0-9_+-]+:|[\u2190-\u2bff\u3200-\u32ff\U0001f000-\U0001faff]\ufe0f?")
# "- :white_check_mark: still open", "| 💀 | No longer maintained |"
EXPLAINED = re.compile(rf"[\s|*_`]*({SIGN.pattern})(?!.*:[a-z0-9_+-]+:)[\s|*_`=:：–—-]+\w.{{1,100}}$")
MANY = 5
"""A picture is an icon when so many paragraphs and items show it."""


def icons(outline: Outline) -> frozenset[str]:
    """Return the URLs of the pictures that many items, paragraphs and cells show; those of badges are all different."""
    counts: Counter[str] = Counter()
    for block in outline.all_blocks:
        texts = (
            [block.text] if block.kind in ("paragraph", "item", "details") else [c for row in block.rows for c in row]
        )
        for text in texts:
            if "![" in text or "<img" in text:
                counts.update({anchor.href for anchor in outline.read(text).anchors if anchor.kind == "image"})
    return frozenset(href for href, count in counts.items() if count >= MANY)


def legend(outline: Outline) -> frozenset[str]:
    """Return the signs that a line, an item, a row or a column explains: a sign, words, and no link."""
    found: set[str] = set()
    for block in outline.all_blocks:
        lines: list[str] = []
        if block.kind in ("paragraph", "item"):
            lines = block.text.split("\n") if "\n" in block.text else [block.text]
        elif block.rows:
            lines = [" ".join(row) for row in block.rows]
            header, *rows = block.rows
            for row in rows:
                lines += [f"{cell} {head}" for head, cell in zip(header, row, strict=False) if SIGN.fullmatch(cell)]
                lines += [f"{head} {cell}" for head, cell in zip(header, row, strict=False)]
        for line in lines:
            if "](" not in line and not line[:1].isalpha() and (match := EXPLAINED.match(line)):
                found.add(match[1])
    return frozenset(found)

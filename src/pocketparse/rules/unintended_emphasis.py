r"""Finds asterisks that were meant as signs of multiplication and make text slanted.

The asterisks vanish, and all between them is set in italics.

```markdown
It was trained on 4*V100, later on 160*A100.
```

Write `4\*V100`, or `4×V100`.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK217", "unintended-emphasis", "warning", "Asterisks meant as multiplication that slant text.")
TIMES = pattern(r"\*(?<=\d\*)(?=[A-Za-z0-9])")
BREAK = pattern(r"\n[ \t]*\n")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find two factors in one paragraph with no other asterisk between: a number, an asterisk, and no space."""
    text = page.text
    signs = [match.start() for match in TIMES.finditer(text) if page.is_prose(match.start())]
    pairs = iter(range(len(signs) - 1))
    for at in pairs:
        first, last = signs[at], signs[at + 1]
        between = text[first + 1 : last]
        if "*" in between or "|" in between or BREAK.search(between):
            continue
        next(pairs, None)  # the second sign closes the emphasis
        start = len(text[max(first - 20, 0) : first].rstrip("0123456789")) + max(first - 20, 0)
        shown = " ".join(text[start : last + 5].split())
        short = shown if len(shown) <= 60 else f"{shown[:28]} … {shown[-28:]}"
        yield CODE.found(f"{short!r} is set in italics", page.between(start, last + 1))

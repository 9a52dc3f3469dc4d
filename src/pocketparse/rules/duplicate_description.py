"""Finds a description, or a paragraph of one, that another entry has, word for word.

One of them was copied and then forgotten, so it describes another thing. Names alone, the authors of two books, are no
description.

```markdown
- [Saw](https://example.org/saw) - Cuts wood along and across the grain, wet or dry.
- [Axe](https://example.org/axe) - Cuts wood along and across the grain, wet or dry.
```

Describe each.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Entry
from pocketparse.rules.base import Page
from pocketparse.vocabulary import BRACKETED

CODE = Code("PK208", "duplicate-description", "info", "A paragraph that another entry has, word for word.")
TELLING_LENGTH = 40
"""Characters of a paragraph that is compared, at least: a shorter one may be the same by chance."""
WORD = pattern(r"[^\W\d_]+")
BETWEEN_NAMES = frozenset("al and by da de del der des di du e el et la le of the und van von y".split())
"""Words in lower case in and between names: "Ludwig van Beethoven et al."."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find entries with a long paragraph that an earlier entry of another name has; each is told once."""
    first: dict[str, Entry] = {}
    for entry in page.document.entries:
        parts = [part for part in entry.description.split("\n\n") if len(part) >= TELLING_LENGTH]
        others = [(first.setdefault(part, entry), part) for part in parts]
        for other in [one for one, part in others if one.name != entry.name and _says_something(part)][:1]:
            message = f"{entry.name!r} is described as {other.name!r} on line {other.span.line}"
            yield CODE.found(message, page.head(entry))


def _says_something(text: str) -> bool:
    """Tell whether a text holds, outside of brackets, a word that is no part of a name."""
    words = WORD.findall(BRACKETED.sub("", text))
    return any(not word[0].isupper() and word not in BETWEEN_NAMES for word in words)

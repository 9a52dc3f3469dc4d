"""Finds a description that another entry has, word for word.

One of them was copied and then forgotten, so it describes another thing.

```markdown
- [Saw](https://example.org/saw) - Cuts wood along and across the grain, wet or dry.
- [Axe](https://example.org/axe) - Cuts wood along and across the grain, wet or dry.
```

Describe each.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic, Entry
from pocketparse.rules.base import Page

CODE = Code("PK208", "duplicate-description", "info", "A description that another entry has, word for word.")
LONG = 40
"""Characters of a description that two entries do not share by chance."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find the second of two long descriptions that are the same, of entries with other names."""
    first: dict[str, Entry] = {}
    for entry in page.document.entries:
        if len(entry.description) >= LONG:
            other = first.setdefault(entry.description, entry)
            if other.name != entry.name:
                message = f"{entry.name!r} is described as {other.name!r} on line {other.span.line}"
                yield CODE.found(message, page.head(entry))

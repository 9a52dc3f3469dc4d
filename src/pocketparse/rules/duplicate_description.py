"""Finds a description, or a paragraph of one, that another entry has, word for word.

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

CODE = Code("PK208", "duplicate-description", "info", "A paragraph that another entry has, word for word.")
LONG = 40
"""Characters of a paragraph that two entries do not share by chance."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find entries with a long paragraph that an earlier entry of another name has; each is told once."""
    first: dict[str, Entry] = {}
    for entry in page.document.entries:
        others = [first.setdefault(part, entry) for part in entry.description.split("\n\n") if len(part) >= LONG]
        for other in [one for one in others if one.name != entry.name][:1]:
            message = f"{entry.name!r} is described as {other.name!r} on line {other.span.line}"
            yield CODE.found(message, page.head(entry))

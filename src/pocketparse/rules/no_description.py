"""Finds an entry that nothing describes.

A name and a link say little: readers have to open each to learn whether it is for them.

```markdown
- [Saw](https://example.org/saw)
- [Axe](https://example.org/axe) - Fells trees.
```

Say in a line what it is. Sections in which no entry is described are left alone: there the list is meant so.
"""

from collections import Counter
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK210", "no-description", "info", "An entry that nothing describes, where others are described.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find entries without text and attributes, in sections where some have text."""
    described = Counter(entry.section for entry in page.document.entries if entry.description)
    parents = {entry.parent for entry in page.document.entries}
    for entry in page.document.entries:
        bare = not (entry.description or entry.attributes or entry.id in parents)
        if bare and entry.name and described[entry.section]:
            yield CODE.found(f"{entry.name!r} is not described", page.head(entry))

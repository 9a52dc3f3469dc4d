"""Finds an entry without a link.

Readers have to search for what the list has found, and may find another thing of that name.

```markdown
- **Saw** - Cuts wood.
- [Axe](https://example.org/axe) - Fells trees.
```

Link the name to where the thing lives.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK209", "no-link", "info", "An entry without a link.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find entries that hold no link but to the page itself; the parts of one may go without."""
    parents = {entry.parent for entry in page.document.entries}
    for entry in page.document.entries:
        if (
            entry.name
            and all(link.kind == "anchor" for link in entry.links)
            and entry.id not in parents
            and not entry.parent
        ):
            yield CODE.found(f"{entry.name!r} has no link", page.head(entry))

"""Finds an index cell that calls an entry otherwise than the entry calls itself.

Who searches the page for the name in the index does not find it.

```markdown
| Tools | More |
| --- | --- |
| BBT-FinCUGE | Saw |

### BBT-FinCUGE-Applications
- https://example.org/bbt

### Saw
- https://example.org/saw
```

Write the name of the entry in the cell.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.identity import fold
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK211", "index-name", "info", "An index cell that calls its entry by another name.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find cells whose name, folded, is not that of their entry, with or without its organisation."""
    entries = {entry.id: entry for entry in page.document.entries}
    for item in page.document.index:
        entry = entries.get(item.entry or "")
        if entry and fold(item.name) not in (fold(entry.name), fold((entry.org or "") + entry.name)):
            message = f"{item.name!r} is called {entry.name!r} on line {entry.span.line}"
            yield CODE.found(message, item.span)

"""Finds an item of a list whose bullet lacks the space behind it.

It is no item in Markdown: GitHub shows its text, dash and all, as part of the item above.

```markdown
- [Saw](https://example.org/saw) - Cuts wood.
-[Axe](https://example.org/axe) - Fells trees.
- [Adze](https://example.org/adze) - Smooths wood.
```

Put a space behind the bullet.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.markup.glued_items import GLUED
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page

CODE = Code("PK230", "glued-item", "error", "An item whose bullet lacks the space behind it.")

ITEM = pattern(r"[ \t]*[-*+][ \t]*\[")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find bullets glued to a link, above or below an item that starts with a link, glued or not."""
    lines = page.source.lines
    for match in GLUED.finditer(page.text):
        line = page.source.line_at(match.start(1))
        beside = (*lines[max(line - 1, 0) : line], *lines[line + 1 : line + 2])
        if any(map(ITEM.match, beside)) and page.is_prose(match.start(1)):
            yield CODE.found("a bullet without a space behind it starts no item", page.between(*match.span(1)))


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Put a space behind the bullet."""
    return Edit(found.span.end, found.span.end, " ") if found.span else None

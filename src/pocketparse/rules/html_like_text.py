r"""Finds a word in angle brackets that is taken for HTML, and vanishes.

No browser shows a tag, so the reader sees a gap.

```markdown
Put the weights into <model> and run it.
```

Write `` `<model>` `` or `\<model>`.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.markup.shown import ELEMENTS
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK218", "html-like-text", "warning", "A word in angle brackets that is taken for HTML, and vanishes.")
TAG = pattern(r"<(?<!\\<)(?P<name>[A-Za-z][A-Za-z0-9_-]*)>")
CLOSING = pattern(r"</([A-Za-z][A-Za-z0-9_-]*)>")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find tags that parse() shows as text: those of no attributes that nothing closes."""
    tags = list(TAG.finditer(page.text))
    closed = {name.lower() for name in CLOSING.findall(page.text)} if tags else set()
    for match in tags:
        name = match["name"].lower()
        if name not in ELEMENTS and "-" not in name and name not in closed and page.is_prose(match.start()):
            yield CODE.found(f"{match[0]} is not shown", page.between(match.start(), match.end()))

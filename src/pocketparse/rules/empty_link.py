"""Finds a link or a picture without a URL.

It is shown as a link, and leads nowhere.

```markdown
- [Saw]() - Cuts wood.
```

Write its URL, or take the brackets off until there is one.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK229", "empty-link", "warning", "A link without a URL.")

LINK = pattern(r"\[[^\[\]\n]*\](?<!\\\])\([ \t]*\)")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links with nothing in their round brackets."""
    for match in LINK.finditer(page.text):
        if page.is_prose(match.start()):
            yield CODE.found(f"{match[0]} has no URL", page.between(*match.span()))

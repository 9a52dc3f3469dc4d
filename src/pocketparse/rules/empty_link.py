"""Finds a link or a picture without a URL, or a link without a text.

The one is shown as a link, and leads nowhere; the other is not shown.

```markdown
- [Saw]() - Cuts wood.
- [](https://example.org/axe) - Fells trees.
```

Write what is missing, or take the brackets off until there is a URL.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK229", "empty-link", "warning", "A link without a URL or a text.")

LINK = pattern(r"\[[^\[\]\n]*\](?<!\\\])\([ \t]*\)")
TEXTLESS = pattern(r"\[(?<![!\\\]]\[)[ \t]*\]\([ \t]*https?://[^\s()]+\)")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links with nothing in their round brackets, or white space in their square ones."""
    for form, what in ((LINK, "URL"), (TEXTLESS, "text, and is not shown")):
        for match in form.finditer(page.text):
            if page.is_prose(match.start()):
                yield CODE.found(f"{match[0]} has no {what}", page.between(*match.span()))

"""Finds a URL that text follows without a space.

Many programs take a URL up to the next white space, and with it the words behind it: the link they make leads nowhere.

```markdown
### Saw
- https://example.org/saw

它的地址是https://example.org/saw。可以锯木头。
```

Put a space behind the URL, or write it as a link: `[saw](https://example.org/saw)`.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK215", "glued-url", "info", "A bare URL that text follows without a space.")
OPENING = tuple("(<\"'（「《")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find bare URLs with a character beyond ASCII right behind them, unless something encloses them."""
    text = page.text
    for link in page.links:
        start, end = link.span.start, link.span.end
        is_bare = "://" in link.url and text[start:end] == link.url and not text.startswith(OPENING, start - 1)
        if is_bare and text[end : end + 1] > "\x7f" and not text[end].isspace():
            after = text[end : end + 6].partition("\n")[0]
            yield CODE.found(f"{after!r} follows {link.url} without a space", page.target(link))

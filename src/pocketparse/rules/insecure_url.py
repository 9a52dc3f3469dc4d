"""Finds a link over `http`.

What it shows can be read and changed on the way, and browsers warn of it. Most sites answer to `https` today; whether
this one does is for you to try, so there is no automatic fix.

```markdown
- [Saw](http://example.org/saw)
```

Write `https://example.org/saw` if that opens.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK205", "insecure-url", "info", "A link over http.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links over http, but those to the machine itself."""
    for link in page.links:
        if link.url[:7].lower() == "http://" and not link.url[7:].startswith(("localhost", "127.0.0.1", "0.0.0.0")):
            yield CODE.found(f"{link.url} is not encrypted", page.target(link))

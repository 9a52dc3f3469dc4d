"""Finds a URL that no browser can open.

It has no host, or white space inside, or a bracket from the text around it.

```markdown
- [Saw](https://example,org/saw)
- [Axe](https:///axe)
```

Write the address as the browser shows it.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK225", "malformed-url", "error", "A URL that no browser can open.")
HOST = pattern(
    r"(?:[^\s.,:;/?#\[\]@!$&'()*+=%<>\"|\\^`{}~]+\.)*[^\s.,:;/?#\[\]@!$&'()*+=%<>\"|\\^`{}~]+\.?",
    re.ASCII,
)
SAFE = pattern(r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[/?#]|$)[^\s]*$", re.IGNORECASE)


def check(page: Page) -> Iterator[Diagnostic]:
    """Find URLs over http without a host that can be one."""
    for link in page.links:
        href = link.href or ""
        if SAFE.match(href) or not href.lower().startswith(("http:", "https:")):
            continue
        reason = _fault(href)
        if reason:
            yield CODE.found(f"{link.url} {reason}", page.target(link))


def _fault(href: str) -> str:
    try:
        parts = urlsplit(href)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        return f"is no URL: {error}"
    if not host:
        return "has no host"
    if ":" in host:
        return ""  # "[::1]", of which urlsplit takes the brackets off
    if not HOST.fullmatch(host):
        return f"has no valid host: {host!r}"
    if "." not in host and host != "localhost":
        return f"has a host without a dot: {host!r}"
    return ""

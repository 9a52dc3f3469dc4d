"""Finds a link to a place on the page that is not there.

Clicking it does nothing.

```markdown
- [Tools](#tool)

## Tools
```

Write the address that GitHub gives the heading: lower case, dashes for spaces, no punctuation, `#tools`.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from pocketparse.codes import Code
from pocketparse.identity import anchor, unique_anchors
from pocketparse.markup.inline import inline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK221", "broken-anchor", "warning", "A link to a place on the page that is not there.")
LINKS = (pattern(r"\]\((#[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)"), pattern(r"href=[\"'](#[^\"'\s]+)[\"']"))
NAMED = pattern(r"<[a-z][a-z0-9]*\b[^<>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)", re.IGNORECASE)
HEADING = pattern(
    r"^[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*\#{1,6}[ \t]+(?P<atx>.*)$"
    r"|^(?P<setext>[^\n|]+)\n[ ]{0,3}(?:=+|-{2,})[ \t]*$"
    r"|<h[1-6]\b[^<>]*>(?P<html>(?:[^\n<]|<(?!/?h[1-6]))*+)</h[1-6]>",
    re.MULTILINE | re.IGNORECASE,
)
CLOSING = pattern(r"(?:^|[ \t])#+$")
"""Closing sequence of an ATX heading, which is no part of its text (4.2)."""
TAG = pattern(r"<[^<>]*>")
TOP = frozenset(("", "top", "readme"))
"""Anchors that every page on GitHub has."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links to an anchor that is not on the page: neither of a heading, nor an `id` or `name`."""
    links = [match for link in LINKS for match in link.finditer(page.text) if page.is_prose(match.start())]
    if not links:
        return
    there = {place.casefold() for place in _anchors(page)}
    for match in links:
        target = unquote(unescape(match[1][1:])).casefold()
        if target not in there and target not in TOP and not target.startswith(("fn", "user-content-", ":~:")):
            yield CODE.found(f"nothing on this page is called {match[1]}", page.between(*match.span(1)))


def _anchors(page: Page) -> Iterator[str]:
    """Yield the names that HTML gives, and the anchors of all headings, whatever they were read as."""
    for name in NAMED.findall(page.text):
        yield name
        yield name.removeprefix("user-content-")
    for record in (*page.document.sections, *page.document.entries):
        if record.anchor:
            yield record.anchor
    anchors = []
    for match in HEADING.finditer(page.text):
        if not page.is_prose(match.start()):
            continue  # "# a comment" in code
        text = match[match.lastgroup or 0].strip()  # one of the three, which may be empty
        if match.lastgroup == "html":
            text = TAG.sub("", text)
        if match.lastgroup == "atx":
            text = CLOSING.sub("", text)
        anchors.append(anchor(inline(text.strip(), {}).text))
    yield from filter(None, unique_anchors(anchors))

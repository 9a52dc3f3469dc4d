"""Finds a line meant as an item of a list, whose bullet lacks the space behind it, or is none.

It is no item in Markdown: GitHub shows its text, dash and all, as part of the item above. Another dash, a dot and a
no-break space behind the bullet look right in the source, and a bullet may be forgotten.

```markdown
- [Saw](https://example.org/saw) - Cuts wood.
-[Axe](https://example.org/axe) - Fells trees.
- [Adze](https://example.org/adze) - Smooths wood.
• [Plane](https://example.org/plane) - Planes wood.
```

Put a space behind the bullet, or start the line with `-` and a space.
"""

import re
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.markup.glued_items import GLUED
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page

CODE = Code("PK230", "glued-item", "error", "An item whose bullet lacks the space behind it, or is none.")

ITEM = pattern(r"[ \t]*[-*+][ \t]*\[")
UNMARKED = pattern(
    r"""^([ \t]*)[-*+][ \t]+\[.*\n
        \1((?:(?P<sign>[‐-―•·‣◦●▪]|--|[-*+][\xa0\u3000])[ \t\xa0\u3000]*)?\[[^\[\]\n]+\])\((?!\#)[^\s()]+\)
        (?=[ \t]*(?:$|[-–—:]))""",
    re.MULTILINE | re.VERBOSE,
)
"""An item that starts with a link, and in its column a line like one, with no bullet but perhaps a sign like one."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find bullets glued to a link, beside an item that starts with a link, and lines below one without a bullet."""
    lines = page.source.lines
    for match in GLUED.finditer(page.text):
        line = page.source.line_at(match.start(1))
        beside = (*lines[max(line - 1, 0) : line], *lines[line + 1 : line + 2])
        if any(map(ITEM.match, beside)) and page.is_prose(match.start(1)):
            yield CODE.found("a bullet without a space behind it starts no item", page.between(*match.span(1)))
    for match in UNMARKED.finditer(page.text):
        if page.is_prose(match.start(2)):
            what = f"{match['sign']!r} is no bullet" if match["sign"] else "no bullet stands here"
            yield CODE.found(f"{what}: the line is part of the item above", page.between(*match.span(2)))


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Put a space behind the bullet, where there is one."""
    span = found.span
    return Edit(span.end, span.end, " ") if span and page.text[span.start : span.end] in "-*+" else None

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
LINKED = pattern(r"([ \t]*)[-*+][ \t]+\[")
"""The start of an item that starts with a link."""
UNMARKED = pattern(
    r"""([ \t]*)((?:(?P<sign>[‐-―•·‣◦●▪]|--|[-*+][\xa0\u3000])[ \t\xa0\u3000]*)?\[[^\[\]]+\])\((?!\#)[^\s()]+\)
        (?=[ \t]*(?:$|[-–—:]))""",
    re.VERBOSE,
)
"""A line like such an item, with no bullet but perhaps a sign like one."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find bullets glued to a link, beside an item that starts with a link, and lines below one without a bullet."""
    lines = page.source.lines
    for start, match in page.lines_of(GLUED, "]("):
        line = page.source.line_at(start)
        beside = (*lines[max(line - 1, 0) : line], *lines[line + 1 : line + 2])
        if any(map(ITEM.match, beside)) and page.is_prose(start + match.start(1)):
            where = page.between(start + match.start(1), start + match.end(1))
            yield CODE.found("a bullet without a space behind it starts no item", where)
    for start, match in page.lines_of(UNMARKED, "]("):
        above = LINKED.match(lines[max(page.source.line_at(start) - 1, 0)])
        if above and above[1] == match[1] and page.is_prose(start + match.start(2)):
            what = f"{match['sign']!r} is no bullet" if match["sign"] else "no bullet stands here"
            where = page.between(start + match.start(2), start + match.end(2))
            yield CODE.found(f"{what}: the line is part of the item above", where)


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Put a space behind the bullet, where there is one."""
    span = found.span
    return Edit(span.end, span.end, " ") if span and page.text[span.start : span.end] in "-*+" else None

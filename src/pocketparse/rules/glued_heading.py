"""Finds a heading whose signs lack the space behind them.

It is no heading in Markdown: GitHub shows its signs and text as they are, and what stands below belongs to the section
above.

```markdown
##Tools

- [Saw](https://example.org/saw) - Cuts wood.
```

Put a space behind the signs.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page

CODE = Code("PK231", "glued-heading", "error", "A heading that lacks the space behind its signs.")

GLUED = pattern(r"[ ]{0,3}(\#{2,6})(?=[\w\[`*]|[^\x00-\x7f])")
"""Signs at the start of a line and what a title starts with; behind one sign alone it may be a hashtag."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find signs of headings that are glued to text."""
    for start, match in page.lines_of(GLUED, "##"):
        if page.is_prose(start + match.start(1)):
            where = page.between(start + match.start(1), start + match.end(1))
            yield CODE.found("signs of a heading without a space behind them start none", where)


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Put a space behind the signs."""
    return Edit(found.span.end, found.span.end, " ") if found.span else None

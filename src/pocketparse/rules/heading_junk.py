"""Finds a heading that ends in a colon or comma.

It shows in the table of contents, in data made of the list, and in the address of the heading.

```markdown
## Tools:
```

Write `## Tools`.
"""

import re
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Entry, Section
from pocketparse.rules.base import Page

CODE = Code("PK214", "heading-junk", "info", "A heading that ends in a colon or comma.")
JUNK = pattern(r"[:：,，、;；]\s*+#*+\s*+$")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find headings of sections and entries that end in a colon or comma; that of a shortcode, :gem:, is none."""
    headings: list[tuple[str, Section | Entry]] = [(section.raw, section) for section in page.document.sections]
    headings += [(entry.raw, entry) for entry in page.document.entries if entry.anchor is not None]
    for raw, record in headings:
        match = JUNK.search(raw)
        if match and not re.search(r":[a-z0-9_+-]+:\s*$", raw) and not re.search(r"&[#a-z0-9]+;\s*$", raw):
            start = page.text.find(raw, record.span.start, record.span.end) + match.start()
            yield CODE.found(
                f"the heading {raw.strip()[:40]!r} ends in {match[0].strip()[:1]!r}", page.between(start, start + 1)
            )

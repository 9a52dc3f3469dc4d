"""Finds a section that holds nothing.

The table of contents promises something that is not there: it was emptied, or never filled.

```markdown
## Tools

## Plants

- [Fern](https://example.org/fern) - Likes shade.
- [Moss](https://example.org/moss) - Likes rain.
```

Fill it, or delete its heading.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK226", "hollow-section", "warning", "A section with a title that holds nothing.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find sections of no records, no passages and no sections below; one without a title is told by parse()."""
    document = page.document
    filled = {section.parent for section in document.sections} | {entry.section for entry in document.entries}
    filled |= {passage.section for passage in document.passages}
    for section in document.sections:
        if section.kind == "other" and section.title and section.id not in filled and not section.links:
            yield CODE.found(f"nothing stands below {section.title!r}", section.span)

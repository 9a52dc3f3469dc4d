"""Finds a section whose number another section has.

"See section 4" is ambiguous, and the numbers no longer count the sections.

```markdown
## 3 Models

## 3 Tools
```

Number the sections anew.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK203", "duplicate-section-number", "error", "A section whose number another section has.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find sections whose number an earlier section below the same parent has."""
    first: dict[tuple[str | None, int, str], int] = {}
    for section in page.document.sections:
        if section.number:
            line = first.setdefault((section.parent, section.level, section.number), section.span.line)
            if line != section.span.line:
                yield CODE.found(f"number {section.number} is used on line {line} already", section.span)

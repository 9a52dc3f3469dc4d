"""Finds a section whose number does not follow that of the section before it.

A section seems to be missing.

```markdown
## 1 Models

## 3 Tools
```

Number the sections anew.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK204", "skipped-section-number", "warning", "A section whose number leaves some out.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find section numbers that skip some, among the sections of one parent and level."""
    last: dict[tuple[str | None, int], int] = {}
    for section in page.document.sections:
        if section.number and section.number.isdecimal():
            place, number = (section.parent, section.level), int(section.number)
            if place in last and number > last[place] + 1:
                yield CODE.found(f"number {number} follows {last[place]}", section.span)
            last[place] = number

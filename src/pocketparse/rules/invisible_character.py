"""Finds an invisible character in a name or heading.

Nobody sees it, so nobody knows why searching, sorting, or a link to the heading fails. Joiners between letters or emoji
that need them, and marks of right-to-left text, are left alone.

```markdown
### Saw​
```

Delete it.
"""

import unicodedata
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page, deleted

CODE = Code("PK213", "invisible-character", "warning", "An invisible character in a name or heading.")
VARIANT = "\ufe0f"
"""Variation selector 16, the only invisible character that `str.isprintable` takes for a printable one."""
# U+200B zero width space, U+00AD soft hyphen, U+2060 word joiner, U+FEFF; U+FE0F with nothing to vary in front of it;
# a no-break space at an end is white space
INVISIBLE = pattern(
    "[\u200b\u2060\ufeff]|\u00ad|(?<![\u00a9-\U0001faff#*0-9])\ufe0f|[\u0000-\u0008\u000e-\u001f\u007f]"
)


def check(page: Page) -> Iterator[Diagnostic]:
    """Find invisible characters in headings, and in the names of entries and index cells."""
    records = (page.document.sections, page.document.entries, page.document.index)
    for record in (one for some in records for one in some):
        if record.raw.isprintable() and VARIANT not in record.raw:
            continue  # nearly all
        characters = list(INVISIBLE.finditer(record.raw))
        first = page.text.find(record.raw, record.span.start, record.span.end) if characters else 0
        called = record.raw.strip()[:40]
        for match in characters:
            start = first + match.start()
            name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}")
            yield CODE.found(f"an invisible {name} in {called!r}", page.between(start, start + 1))


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Delete the character."""
    return deleted(found)

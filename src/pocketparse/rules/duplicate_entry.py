"""Finds two entries of one name in one section that share a link or their description, or one of which has no link.

The thing was added again; readers and data have it twice, and edits go to one of the two.

```markdown
## Tools

- [Saw](https://example.org/saw) - Cuts wood.
- [Axe](https://example.org/axe) - Fells trees.
- [Saw](https://example.org/saw) - Cuts boards.
```

Make them one entry, or give them names that tell them apart.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.identity import fold, target
from pocketparse.records import Diagnostic, Entry
from pocketparse.rules.base import Page

CODE = Code("PK207", "duplicate-entry", "warning", "Two entries of one name and one link or description in a section.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find the second entry of a name; the same name with another link or organisation may be another thing."""
    first: dict[tuple[str | None, str | None, str, str], Entry] = {}
    for entry in page.document.entries:
        if not entry.name:
            continue
        links = [target(link) for link in entry.links if link.role in ("title", "list")]
        key = (
            entry.section,
            entry.parent,
            entry.name if len(fold(entry.name)) < 2 else fold(entry.name),
            entry.org or "",
        )
        other = first.setdefault(key, entry)
        theirs = {target(link) for link in other.links}
        same = not theirs.isdisjoint(links) or (entry.description and entry.description == other.description)
        if other is not entry and (same or not links or not theirs):
            message = f"{entry.name!r} is listed on line {other.span.line} of this section already"
            yield CODE.found(message, page.head(entry))

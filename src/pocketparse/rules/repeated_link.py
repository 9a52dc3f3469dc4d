"""Finds a link that another entry lists, too.

Often the same thing was added twice under two names. Links inside a description do not count: an entry may well mention
the home of another.

```markdown
### StableLM
- https://github.com/example/stablelm

### StableVicuna
- https://github.com/example/stablelm
```

Make them one entry, or link each to its own page.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.identity import target
from pocketparse.records import Diagnostic, Entry, Link
from pocketparse.rules.base import Page

CODE = Code("PK202", "repeated-link", "info", "A link that another entry lists, too.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find the links of an entry, its title's and listed ones, that an earlier entry has as such."""
    first: dict[str, Entry] = {}
    for entry in page.document.entries:
        own: dict[str, Link] = {}
        for link in entry.links:
            if link.href and link.role in ("title", "list") and "/" in (leads_to := target(link)):
                own.setdefault(leads_to, link)
        for leads_to, link in own.items():
            other = first.setdefault(leads_to, entry)
            if other is not entry and entry.parent != other.id:
                yield CODE.found(f"{link.url} is listed by {other.name!r} on line {other.span.line}", page.target(link))

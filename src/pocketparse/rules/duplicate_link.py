"""Finds a link that an entry or article holds twice.

Readers open the same page again and wonder what they missed; data built on the list counts it twice. Two links are one
when they lead to the same place: `http` or `https`, `www.`, a slash at the end and the case of a repository on GitHub
make no difference.

```markdown
### Saw
- https://github.com/example/saw
- https://example.org/saw
- https://github.com/example/saw/
```

Leave the second one out.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.identity import target
from pocketparse.records import Article, Diagnostic, Section
from pocketparse.rules.base import Page

CODE = Code("PK201", "duplicate-link", "warning", "A link that an entry or article holds twice.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find the second link of each pair; badges repeat a link on purpose, and so does a reference."""
    for holder in page.holders:
        if isinstance(holder, Section) or len(holder.links) < 2:
            continue
        first: dict[str, int] = {}
        for link in holder.links:
            if link.role == "badge" or link.kind == "anchor":
                continue
            leads_to = target(link)
            if leads_to not in first:
                first[leads_to] = link.span.line
            elif not (isinstance(holder, Article) and link.span.line != first[leads_to]) and link.role != "inline":
                yield CODE.found(
                    f"{link.url} is on line {first[leads_to]}, in the same {type(holder).__name__.lower()}, already",
                    page.target(link),
                )

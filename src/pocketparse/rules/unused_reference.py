"""Finds a link reference definition that nothing refers to.

The link it holds is shown nowhere: it was forgotten, or the place that names it is misspelt.

```markdown
See [the saw].

[the axe]: https://example.org/axe
```

Delete it, or refer to it.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page
from pocketparse.rules.references import definitions, label_of, uses

CODE = Code("PK223", "unused-reference", "info", "A link reference definition that nothing refers to.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find definitions whose label stands nowhere else; "[//]: # (…)" is how Markdown writes a comment."""
    defined = list(definitions(page))
    used = {label_of(match) for match in uses(page)} if defined else set()
    for label, match in defined:
        if label not in used and label not in ("//", "comment") and not label.startswith("^"):
            yield CODE.found(f"nothing refers to [{match[1]}]", page.between(match.start(1), match.end(1)))

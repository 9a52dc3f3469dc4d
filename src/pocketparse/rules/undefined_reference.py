"""Finds a reference to a link that is defined nowhere.

It is shown as it stands, brackets and all, and links nowhere.

```markdown
See [the saw][saw], or [the axe][axe].

[axe]: https://example.org/axe
```

Define it: `[saw]: https://example.org/saw`.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page
from pocketparse.rules.references import definitions, full_uses, label_of

CODE = Code("PK224", "undefined-reference", "warning", "A reference to a link that is defined nowhere.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find `[text][label]` and `[label][]` without a definition, in documents that define some."""
    defined = {label for label, _ in definitions(page)}
    if not defined:
        return  # two pairs of brackets side by side mean something else here
    for match in full_uses(page):
        if label_of(match) not in defined and not label_of(match).startswith(("^", "!")):
            yield CODE.found(f"[{label_of(match)}] is defined nowhere", page.between(match.start(), match.end()))

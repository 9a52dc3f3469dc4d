"""Finds a comment for pocketparse that silences nothing, or less than it says.

Its first word is neither `ignore` nor `ignore-file`, or a word behind that names no rule.

```markdown
<!-- pocketparse: ignore insecure-urls -->
- [Saw](http://example.org/saw) - Cuts wood.
```

Write the name of a rule, its code, or how codes begin: `insecure-url`, `PK205`, `PK2`. A reason goes into a comment of
its own.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page, words_for
from pocketparse.rules.suppressions import ORDERS, comments

CODE = Code("PK227", "unknown-suppression", "warning", "A comment that silences nothing, or names an unknown rule.")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find comments whose first word is no order, and those with a word that names no rule, at the first such word."""
    from pocketparse.rules import RULES  # this rule is one of them

    known = {word for rule in (*RULES, *page.rules) for word in words_for(rule.code)}
    for span, order, names in comments(page):
        unknown = next((name for name in names if name not in known), None)
        if order not in ORDERS:
            yield CODE.found(f"{order!r} silences nothing: {' and '.join(ORDERS)} do", span)
        elif unknown:
            yield CODE.found(f"no rule is called {unknown!r}", span)

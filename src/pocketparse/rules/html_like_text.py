r"""Finds a word in angle brackets that is taken for HTML, and vanishes.

A browser does not show a tag that it does not know, so the reader sees a gap.

```markdown
Put the weights into <model> and run it.
```

Write `` `<model>` `` or `\<model>`.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK218", "html-like-text", "warning", "A word in angle brackets that is taken for HTML, and vanishes.")
TAG = pattern(r"<(?<!\\<)(?P<name>[A-Za-z][A-Za-z0-9_-]*)>")
CLOSING = pattern(r"</([A-Za-z][A-Za-z0-9_-]*)>")
KNOWN = frozenset(
    """
    a abbr address article aside audio b bdi bdo big blockquote body br button caption center cite code col colgroup
    dd del details dfn div dl dt em embed figcaption figure font footer form frame g h1 h2 h3 h4 h5 h6 head header hr
    html i iframe image img input ins kbd label li link main map mark meta nav nobr noscript object ol option p param
    path picture pre q rp rt ruby s samp script section select small source span strike strong style sub summary sup svg
    table tbody td template textarea tfoot th thead time title tr track tt u ul use var video wbr
    """.split()
)


def check(page: Page) -> Iterator[Diagnostic]:
    """Find tags of no attributes whose names HTML does not know, and that nothing closes."""
    tags = list(TAG.finditer(page.text))
    closed = set(CLOSING.findall(page.text)) if tags else set()
    for match in tags:
        name = match["name"]
        unknown = name.lower() not in KNOWN and "-" not in name and name not in closed
        if unknown and page.is_prose(match.start()):
            yield CODE.found(f"{match[0]} is not shown", page.between(match.start(), match.end()))

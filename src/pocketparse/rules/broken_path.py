"""Finds a link to a neighbouring file that is not there.

It leads to GitHub's page for "not found". A URL without its scheme is no path, where another rule tells that.

```markdown
See [the contributing guide](CONTRIBUTNG.md).
```

Write the path from this file's folder, in the case that the file has.
"""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from pocketparse.codes import DOUBLED_SCHEME, MISSING_SCHEME, MISTYPED_SCHEME, Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK222", "broken-path", "warning", "A link to a neighbouring file that is not there.")

LINK = pattern(r"\]\(<?([^\s()<>]++)>?(?:\s++(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?+\s*+\)")
ABSOLUTE = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?]|\.\.|[^/]+@|www\.")
"""Starts of URLs that are not relative to the folder, or lead out of it."""
SCHEMES = frozenset(code.code for code in (MISSING_SCHEME, DOUBLED_SCHEME, MISTYPED_SCHEME))
"""Codes of the diagnostics of URLs whose scheme was repaired: those are no paths."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find relative links below the file's folder that lead to no file; nothing outside it is looked at."""
    if page.folder is None:
        return
    repaired = {found.span.end for found in page.document.diagnostics if found.code in SCHEMES and found.span}
    for match in LINK.finditer(page.text):
        url = unescape(match[1])
        if ABSOLUTE.match(url) or match.end() in repaired or not page.is_prose(match.start()):
            continue
        path = unquote(url.partition("#")[0].partition("?")[0])
        if path and "\0" not in path and not _is_there(page.folder / path):
            yield CODE.found(f"there is no {path} beside this file", page.between(*match.span(1)))


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no file can be called so, or none can be read there
        return False

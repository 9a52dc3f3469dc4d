"""Finds white space at the end of a line that is a link.

It is invisible, comes along when the line is copied, and two spaces make a line break.

Delete it.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page, deleted

CODE = Code("PK216", "trailing-space", "info", "White space at the end of a line that is a link.")
SPACE = pattern(r"(?<=\S)[ \t\u00a0\u3000]+(?=\n|\Z)")


def check(page: Page) -> Iterator[Diagnostic]:
    """Find white space at the end of a line that is a link."""
    for link in page.links:
        if link.role == "list":
            match = SPACE.match(page.text, link.span.end)
            if match:
                yield CODE.found(f"white space behind {link.url}", page.between(match.start(), match.end()))


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Delete the white space."""
    return deleted(found)

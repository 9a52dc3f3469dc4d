"""Finds a file that GitHub does not show whole.

GitHub shows the first 512,000 bytes of a README; whatever stands behind is cut off on its page, without a word.

Split the list into several files.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

CODE = Code("PK220", "long-file", "warning", "A file that GitHub does not show whole.")
LIMIT = 512_000
"""Bytes of a README that GitHub shows, at most ("About READMEs" in its documentation: 500 KiB)."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find the line on which a file reaches the limit."""
    if len(page.text) * 4 < LIMIT:
        return
    data = page.text.encode()
    if len(data) > LIMIT:
        start = len(data[:LIMIT].decode("utf-8", "ignore"))
        start = max(len(page.text[: start + 1].rstrip("\n")) - 1, 0)
        end = page.text.find("\n", start)
        lost = f"{len(data) - LIMIT:,} of {len(data):,} bytes"
        span = page.between(start, max(end, start + 1))
        yield CODE.found(f"GitHub's page of a README ends here: it leaves {lost} out", span)

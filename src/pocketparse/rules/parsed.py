"""The rules whose findings come with the document: what parse() saw while it read, and how that is mended."""

import re
from collections.abc import Iterator

from pocketparse import codes
from pocketparse.codes import Code
from pocketparse.links import BULLETS, repair
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link
from pocketparse.rules.base import Check, Edit, Page, Rule

DESTINATION = pattern(r"<|\]\(\s*<?|\b(?:href|src)\s*=\s*[\"']?\s*", re.IGNORECASE)
"""Signs in front of the URL of a link: "](", "<", "href="."""
PAGES = {
    "PK101": "Nothing can show it, and most programs stop there. Delete it.",
    "PK102": "GitHub does not link it, so a reader cannot click it. Write the `https://` in front of it.",
    "PK103": "It leads nowhere. Delete the first scheme.",
    "PK104": "It leads nowhere. Write `https://`.",
    "PK105": "It is shown as text, glued to the line above. Put a space behind the dash.",
    "PK106": "It stands among the sections, and what follows stands in it. Give it the level of the other entries.",
    "PK107": "It groups nothing anybody could name. Name it, or delete it.",
    "PK108": "Nobody can tell what it is. Name it, or delete it.",
    "PK109": "GitHub leaves the cells beyond the header's out. Add a column, or start another row.",
    "PK110": "It promises something that is not there. Delete the cell, or add the entry.",
    "PK111": "Who looks for it in the index does not find it. Add a cell.",
    "PK112": "No page shows so much of it, and no reader gets there. Make two lists of it, or a paragraph of its own.",
    "PK113": "Under a Markdown name GitHub shows brackets, nothing to click. Convert it: `pandoc README.rst -t gfm`.",
    "PK114": "A link to a file comes as its path where links between files are unknown. Parse the file it leads to.",
    "PK115": "It may be what a server says in place of a list, or a list written in a way nobody met. Look at it.",
    "PK116": "Data made of the list holds it as one more entry. Delete it, or move it to a section of what is gone.",
}


def _rule(code: Code) -> Rule:
    page = f"{code.meaning}\n\n{PAGES[code.code]}\n"
    fix = {"PK102": _scheme, "PK103": _scheme, "PK104": _scheme, "PK105": _bullet}.get(code.code)
    return Rule(code, _check(code), fix, page)


def _check(code: Code) -> Check:
    def check(page: Page) -> Iterator[Diagnostic]:
        return (found for found in page.document.diagnostics if found.code == code.code)

    return check


def _scheme(page: Page, found: Diagnostic) -> Edit | None:
    """Replace the scheme by the one that was read; the rest of the URL stays as written."""
    link = page.link_at.get(found.span)
    mended = repair(link.url, link.role == "list")[0] if link else None
    start = _destination(page, link) if link else None
    if link is None or mended is None or start is None:
        return None
    rest = len(mended.partition("://")[2])
    return Edit(start, start + len(link.url) - rest, mended[: len(mended) - rest])


def _destination(page: Page, link: Link) -> int | None:
    """Return the offset of the URL of a link, None where it is not found as written."""
    start, end = link.span.start, link.span.end
    starts = [start, *(match.end() for match in DESTINATION.finditer(page.text, start, end))]
    found = [at for at in starts if page.text.startswith(link.url, at)]
    return found[-1] if found else None  # the last, for an image in front may have the same


def _bullet(page: Page, found: Diagnostic) -> Edit | None:
    """Put a space behind the bullet."""
    start = found.span.start if found.span else 0
    return Edit(start, start, " ") if page.text[start - 1 : start] in BULLETS else None


PARSED = tuple(map(_rule, codes.CODES))

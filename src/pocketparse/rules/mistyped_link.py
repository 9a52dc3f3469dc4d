"""Finds brackets that are meant as a link, and are none in Markdown.

GitHub shows them as text, and data made of the list lacks the link, or the entry. The URL holds white space, a bracket
is missing, stands apart, is full-width or one too many, or text and URL are in each other's brackets, or both in square
ones.

```markdown
- [Saw](https://example.org/a saw) - Cuts wood.
- [Axe](https://example.org/axe - Fells trees.
- [Adze] (https://example.org/adze) - Smooths wood.
- (Rasp)[https://example.org/rasp] - Rasps.
- [Plane](https://example.org/plane)) - Planes.
- [Vice][https://example.org/vice] - Holds.
- [Bow(https://example.org/bow) - Bends.
- Awl](https://example.org/awl) - Pierces.
```

Write `[Saw](https://example.org/a%20saw)`. Adze to Bow have one right form, and can be mended.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Edit, Page, deleted
from pocketparse.rules.references import definitions, label_of

CODE = Code("PK228", "mistyped-link", "error", "Brackets that are meant as a link, and are none in Markdown.")

SCHEME = "(?:https?|ftp)://"
APART = pattern(rf"\[(?! \]|[xX]\]|\d+\])([^\[\]\n]+)\](?:[ \t]+\(|[ \t]*（)({SCHEME}[^\s()（）]+)[)）]")
"""Text and URL with white space or a full-width bracket between them; neither a box nor the number of a source."""
SWAPPED = pattern(rf"\(([^()\[\]\n]+)\)\[({SCHEME}[^\s()\[\]]+)\](?!\()")
SQUARE = pattern(rf"\[(?<!\]\[)([^\[\]\n]+)\]\[({SCHEME}[^\s()\[\]]+)\](?![(:])")
UNCLOSED = pattern(rf"\[(?<=[-*+][ \t]\[)([^()\[\]\n]+)\(({SCHEME}[^\s()\[\]]+)\)(?![^\[\]\n]*\])")
"""A text at the start of an item that no bracket closes in front of its URL, nor further on."""
UNJOINED = pattern(rf"\[(?<=[-*+][ \t]\[)[^\[\]\n]+\]{SCHEME}[^\s()\[\]]+\)")
"""A text at the start of an item, and a URL that a bracket closes and none opens."""
ANGLE = pattern(rf"\[[^\[\]\n]*\]\(<{SCHEME}[^\s<>]*+(?![^<>\n]*>)")
"""A link up to the end of its URL, of whose angle brackets the second is missing."""
MISTYPED = (
    (APART, "its brackets are apart, or full-width"),
    (SWAPPED, "text and URL are in each other's brackets"),
    (SQUARE, "its URL is in square brackets"),
    (UNCLOSED, "no bracket closes its text"),
    (UNJOINED, "no bracket opens its URL"),
    (ANGLE, "no angle bracket closes its URL"),
)
"""Patterns of what is meant as a link, each with why it is none; groups are text and URL where both are whole."""
EXTRA = pattern(rf"[ \t]*(?:[-*+]|\d{{1,9}}[.)])[ \t]+\[[^\[\]]+\]\({SCHEME}[^\s()\\]+\)(\))")
"""A link at the start of an item, and a bracket behind it that nothing opens."""
UNOPENED = pattern(rf"[ \t]*[-*+][ \t]+([^\[\]`]++\]\({SCHEME}[^\s()]+\))")
"""A text from the start of an item on, with its URL behind it, that no bracket opens."""
OPEN = pattern(rf"\]\([ \t]*({SCHEME})(?![^\s()\\]*+\))")
"""The start of a link up to its scheme, unless its URL is plain and closed, as nearly all are."""
SIGN = pattern(r"\\.|[()\s]")
END = pattern(r"""\s*+(?:["'(]|\))""")
"""What may follow the URL of a link: a title, or the bracket that closes it."""
CLOSED = pattern(r"[^()\[\]\n]*+\)")
LONGEST = 500
"""Characters of a text or a URL that are read, at most."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find links without their brackets; where only the brackets say that a link is meant, a URL must be in them."""
    labels = {label for label, _ in definitions(page)} if "] (" in page.text else set[str]()
    for form, why in MISTYPED:
        for match in form.finditer(page.text):
            if page.is_prose(match.start()) and (form is not APART or label_of(match) not in labels):
                yield _found(page, *match.span(), f"is no link: {why}")
    for form, sign, why in (
        (EXTRA, "))", "closes no bracket"),
        (UNOPENED, "](", "is no link: no bracket opens its text"),
    ):
        for start, match in page.lines_of(form, sign):
            if page.is_prose(start + match.start(1)):
                yield _found(page, start + match.start(1), start + match.end(1), why)
    text = f"{page.text}\n"  # where no bracket closes a link, white space ends its URL
    for match in OPEN.finditer(text):
        at = match.start()
        opening = text.rfind("[", max(text.rfind("\n", 0, at), at - LONGEST, 0), at)
        if opening >= 0 and (fault := _fault(text, match.start(1))) and page.is_prose(at):
            yield _found(page, opening, *fault)


def fix(page: Page, found: Diagnostic) -> Edit | None:
    """Put the brackets right where text and URL are whole, and delete the bracket that is one too many."""
    start, end = (found.span.start, found.span.end) if found.span else (0, 0)
    for form in (APART, SWAPPED, SQUARE, UNCLOSED):
        if whole := form.fullmatch(page.text, start, end):
            return Edit(start, end, f"[{whole[1]}]({whole[2]})")
    return deleted(found) if page.text[start:end] == ")" else None


def _found(page: Page, start: int, end: int, message: str) -> Diagnostic:
    return CODE.found(f"{page.text[start:end]} {message}", page.between(start, end))


def _fault(text: str, start: int) -> tuple[int, str] | None:
    """Return where a link ends and why it is none, None if it is one; `start` is the offset of its URL."""
    depth = 0
    for sign in SIGN.finditer(text, start, start + LONGEST):
        if sign[0] == "(":
            depth += 1
        elif sign[0] == ")":
            depth -= 1
            if depth < 0:
                return None
        elif sign[0].isspace():
            if depth == 0 and END.match(text, sign.start()):
                return None
            closed = None if depth else CLOSED.match(text, sign.start())
            if closed:
                return closed.end(), "is no link: white space stands in its URL"
            return sign.start(), "is no link: no bracket closes it"
    return None

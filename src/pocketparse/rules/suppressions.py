"""Comments in a list that tell rules to be silent: `<!-- pocketparse: ignore PK201, no-link -->`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Span
from pocketparse.rules.base import Page, words_for

COMMENT = pattern(r"<!--\s*pocketparse:(?P<words>[^<>]*?)-->", re.IGNORECASE)
WORD = pattern(r"\w[\w-]*")
REST = pattern(r"[^\S\n]*$", re.MULTILINE)
FILE = "ignore-file"
ORDERS = ("ignore", FILE)
"""First words of comments that silence rules: on lines, and in the whole file."""


class Comment(NamedTuple):
    """A comment for pocketparse."""

    span: Span
    order: str
    """Its first word in lower case, "ignore"; "" if it has none."""
    names: list[str]
    """The words behind that, in lower case."""


def comments(page: Page) -> Iterator[Comment]:
    """Yield the comments for pocketparse on a page, whatever they say; in code there is none."""
    for match in COMMENT.finditer(page.text):
        if page.is_comment(match.start()):
            order, *names = WORD.findall(match["words"].lower()) or [""]
            yield Comment(page.between(match.start(), match.end()), order, names)


class Suppressions:
    """The rules that comments suppress, by line.

    A comment counts for its line; one that has a line of its own for the next line, too; `ignore-file` for the whole
    file. Without names it silences every rule. In code it is no comment.
    """

    def __init__(self, page: Page) -> None:
        """Read the comments of a page."""
        source = page.source
        self._lines: dict[int | None, set[str]] = {}
        for span, order, names in comments(page):
            if order not in ORDERS:
                continue
            ends = REST.match(source.text, span.end)  # first, for it does so once a line
            alone = ends and not source.text[source.starts[span.line - 1] : span.start].strip()
            for place in (None,) if order == FILE else (span.line, span.end_line + 1) if alone else (span.line,):
                self._lines.setdefault(place, set()).update(names or ["*"])

    def without(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return findings without those that a comment suppresses."""
        return [one for one in found if not self._holds(one)] if self._lines else found

    def _holds(self, found: Diagnostic) -> bool:
        places = (None, found.span.line if found.span else None)
        names = {"*", *words_for(found)}
        return any(not names.isdisjoint(self._lines.get(place, ())) for place in places)

"""Comments in a list that tell rules to be silent: `<!-- pocketparse: ignore PK201, no-link -->`."""

import re

from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page

COMMENT = pattern(r"<!--\s*pocketparse:\s*ignore(?P<file>-file)?(?P<rules>[^<>]*?)-->")
REST = pattern(r"[^\S\n]*$", re.MULTILINE)


class Suppressions:
    """The rules that comments suppress, by line.

    A comment counts for its line; one that has a line of its own for the next line, too; `ignore-file` for the whole
    file. Without names it silences every rule. In code it is no comment.
    """

    def __init__(self, page: Page) -> None:
        """Read the comments of a page."""
        source = page.source
        self._lines: dict[int | None, set[str]] = {}
        for match in COMMENT.finditer(source.text):
            if not page.is_comment(match.start()):
                continue
            names = set(re.findall(r"[\w-]+", match["rules"].casefold())) or {"*"}
            span = source.between(match.start(), match.end())
            ends = REST.match(source.text, span.end)  # first, for it does so once a line
            alone = ends and not source.text[source.starts[span.line - 1] : span.start].strip()
            for place in (None,) if match["file"] else (span.line, span.end_line + 1) if alone else (span.line,):
                self._lines.setdefault(place, set()).update(names)

    def without(self, found: list[Diagnostic]) -> list[Diagnostic]:
        """Return findings without those that a comment suppresses."""
        return [one for one in found if not self._holds(one)] if self._lines else found

    def _holds(self, found: Diagnostic) -> bool:
        places = (None, found.span.line if found.span else None)
        names = {"*", found.code.casefold(), found.rule}
        return any(not names.isdisjoint(self._lines.get(place, ())) for place in places)

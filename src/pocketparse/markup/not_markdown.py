"""Diagnostics of a text that is no Markdown: links of other markup languages, or the path of a file."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pocketparse import codes
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.source import Source

LINKS = 5
"""Fewest links of another markup language in a text that is reported; they must also outnumber Markdown's."""
TOLD_BY = 50_000
"""Characters at the start of a text in which links are counted."""
PATH = pattern(
    r"[\s\ufeff]*+(?![^/\\\s]+ [^/\\]*$)"
    r"(?P<path>(?:[a-z]:)?[\w./\\~ -]{0,250}\w\.(?:md|mdx|mkd|markdown|rst|txt|html?))\s*",
    re.IGNORECASE,
)
"""A whole text that is the path of a file; it may hold spaces if it has folders."""
LINK_SIGNS = ("](", "]: http")
"""Substrings of Markdown's links and of definitions of references."""


class Language(NamedTuple):
    """A markup language, and how it writes a link to the web."""

    name: str
    sign: str
    """Substring of each link; a pre-filter that is counted twenty times as fast as `link` is matched."""
    link: re.Pattern[str]
    title: str = ""
    """Substring that a text must hold, too, "" for none: where `sign` occurs in other texts."""


LANGUAGES = (
    Language("reStructuredText", ">`_", pattern(r"`[^`<>]{1,300}<https?://[^`<>\s]+>`__?")),
    Language("Org", "[[http", pattern(r"\[\[https?://[^\[\]\n]+\](?:\[[^\[\]\n]+\])?\]")),
    Language("MediaWiki", "[http", pattern(r"(?<!\[)\[https?://[^\s\[\]]+ [^\[\]\n]+\](?![(\[:])")),
    Language("AsciiDoc", "[", pattern(r"https?://[^\s\[\]()<>]{1,300}\[[^\[\]\n^]+\]"), "\n== "),
)


def not_markdown(source: Source) -> list[Diagnostic]:
    """Return the diagnostics of a text that is no Markdown."""
    return [*_path_as_text(source), *_other_markup(source)]


def find_path(text: str) -> str | None:
    """Return the path of a file if that is all a text holds, else None."""
    found = PATH.fullmatch(text)
    return found["path"] if found else None


def _path_as_text(source: Source) -> Iterator[Diagnostic]:
    """Yield the diagnostic of a text that is the path of a file."""
    if found := PATH.fullmatch(source.text):
        message = f"the text is the path of a file, {found['path']}: parse_file() reads what it holds"
        yield codes.PATH_AS_TEXT.found(message, source.between(*found.span("path")))


def _other_markup(source: Source) -> Iterator[Diagnostic]:
    """Yield the diagnostic of a text most of whose links are written in another language, at the first of them."""
    start = source.text[:TOLD_BY]
    least = max(LINKS, sum(map(start.count, LINK_SIGNS)) + 1)
    for language in LANGUAGES:
        if start.count(language.sign) < least or language.title not in start:
            continue  # nearly all
        found = [match.span() for match in language.link.finditer(start)]
        if len(found) >= least:
            message = f"links are written as in {language.name}, which Markdown shows as text: {len(found)}"
            if len(start) < len(source.text):
                message += f" in the first {TOLD_BY} characters"
            yield codes.OTHER_MARKUP.found(message, source.between(*found[0]))
            return

"""What is told of a text that is no Markdown: links as other markup languages write them, or the path of a file."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pocketparse import codes
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.source import Source

LINKS = 5
"""Links that are written so, at least, and more than Markdown's, where a text is in another language."""
TOLD_BY = 50_000
"""Characters of a text that tell in which language it is written."""
PATH = pattern(
    r"\s*+(?![^/\\\s]+ [^/\\]*$)(?P<path>(?:[a-z]:)?[\w./\\~ -]{0,250}\w\.(?:md|mdx|mkd|markdown|rst|txt|html?))\s*",
    re.IGNORECASE,
)
"""The path of a file, with spaces where it has folders: the text of none is just that."""
LINK_SIGNS = ("](", "]: http")
"""What stands in each link of Markdown, or where a reference is defined."""


class Language(NamedTuple):
    """A markup language, and how it writes a link to the web."""

    name: str
    sign: str
    """What stands in each link: to count it takes a twentieth of the time that the links themselves do."""
    link: re.Pattern[str]
    title: str = ""
    """What stands in each text, where the sign alone says little."""


LANGUAGES = (
    Language("reStructuredText", ">`_", pattern(r"`[^`<>]{1,300}<https?://[^`<>\s]+>`__?")),
    Language("Org", "[[http", pattern(r"\[\[https?://[^\[\]\n]+\](?:\[[^\[\]\n]+\])?\]")),
    Language("MediaWiki", "[http", pattern(r"(?<!\[)\[https?://[^\s\[\]]+ [^\[\]\n]+\](?![(\[:])")),
    Language("AsciiDoc", "[", pattern(r"https?://[^\s\[\]()<>]{1,300}\[[^\[\]\n^]+\]"), "\n== "),
)


def not_markdown(source: Source) -> list[Diagnostic]:
    """Return what is told of a text that is no Markdown."""
    return [*_path_as_text(source), *_other_markup(source)]


def _path_as_text(source: Source) -> Iterator[Diagnostic]:
    """Yield what is told of a text that is a path."""
    if found := PATH.fullmatch(source.text):
        message = f"the text is the path of a file, {found['path']}: parse_file() reads what it holds"
        yield codes.PATH_AS_TEXT.found(message, source.between(*found.span("path")))


def _other_markup(source: Source) -> Iterator[Diagnostic]:
    """Yield what is told of a text most links of which are those of another language, at the first of them."""
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

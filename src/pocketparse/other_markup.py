"""Links as other markup languages write them, which Markdown shows as text: what is told of a README.rst."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pocketparse import codes
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.source import Source

LINKS = 5
"""Links that are written so, at least, and more than Markdown's, where a text is in another language."""
LINK_TEXT = "]("
"""What stands in each link of Markdown."""


class Language(NamedTuple):
    """A markup language, and how it writes a link to the web."""

    name: str
    sign: str
    """What stands in each text that is written in it: cheap to look for."""
    link: re.Pattern[str]


LANGUAGES = (
    Language("reStructuredText", ">`_", pattern(r"`[^`<>]{1,300}<https?://[^`<>\s]+>`__?")),
    Language("Org", "[[http", pattern(r"\[\[https?://[^\[\]\n]+\](?:\[[^\[\]\n]+\])?\]")),
    Language("MediaWiki", "[http", pattern(r"(?<!\[)\[https?://[^\s\[\]]+ [^\[\]\n]+\](?![(\[:])")),
    Language("AsciiDoc", "\n== ", pattern(r"https?://[^\s\[\]()<>]+\[[^\[\]\n^]+\]")),
)


def other_markup(source: Source) -> Iterator[Diagnostic]:
    """Yield what is told of a text most links of which are those of another language, at the first of them."""
    text = source.text
    for language in LANGUAGES:
        if language.sign not in text:
            continue  # nearly all
        found = [match.span() for match in language.link.finditer(text)]
        if len(found) >= LINKS and len(found) > text.count(LINK_TEXT):
            message = f"{len(found)} links are written as in {language.name}, which Markdown shows as text"
            yield codes.OTHER_MARKUP.found(message, source.between(*found[0]))
            return

"""Link reference definitions of a page and what refers to them, as CommonMark 4.7 and 6.3 write them."""

import re
from collections.abc import Iterator

from pocketparse.patterns import pattern
from pocketparse.rules.base import Page

DEFINITION = pattern(
    r"""^[ ]{0,3}(?:>[ ]?|[-*+][ ]+)?\[((?:[^\[\]\\]|\\.)++)\]:[ \t]*+(?:\n[ \t]*+)?+(?:<[^<>\n]*>|\S++)
        (?:(?=\s)[ \t]*+(?:\n[ \t]++)?+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$""",
    re.MULTILINE | re.VERBOSE,
)
FULL = pattern(r"(?<![\\\]])\[(?P<text>(?:[^\[\]\\\n]|\\.|\[[^\[\]\n]*\])++)\]\[(?P<label>[^\[\]\n]*)\](?!\()")
SHORTCUT = pattern(r"\[(?<!\\\[)((?:[^\[\]\\]|\\.)++)\]")


def definitions(page: Page) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield every definition: its normalised label, and the match whose group 1 is the label as written."""
    if "]:" in page.text:
        for match in DEFINITION.finditer(page.text):
            if page.is_prose(match.start(1)):
                yield _normal(match[1]), match


def uses(page: Page) -> Iterator[re.Match[str]]:
    """Yield matches that may refer to a definition: "[text][label]", and "[label]" that is no definition itself."""
    places = {match.start(1) for _, match in definitions(page)}
    for match in (*full_uses(page), *SHORTCUT.finditer(page.text)):
        if match.start(1) not in places and page.is_prose(match.start()):
            yield match


def full_uses(page: Page) -> Iterator[re.Match[str]]:
    """Yield "[text][label]" and "[label][]"."""
    return (
        (match for match in FULL.finditer(page.text) if page.is_prose(match.start())) if "][" in page.text else iter(())
    )


def label_of(match: re.Match[str]) -> str:
    """Return the normalised label that a match of `uses` refers to."""
    if "label" in match.re.groupindex:
        return _normal(match["label"] or match["text"])
    return _normal(match[1])


def _normal(label: str) -> str:
    return " ".join(label.split()).casefold()

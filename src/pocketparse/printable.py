"""Text for one line of a terminal, of XML or of Markdown: what they would read as more is escaped or left out."""

import unicodedata

from pocketparse.patterns import pattern

# C0 and C1, what ends lines, and what turns the direction of writing; surrogates become question marks in UTF-8
CONTROL = pattern("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")

UNWRITABLE = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 (2.2) forbids, even escaped."""

START = pattern(r"\A(?:\d+(?=[.)](?:\s|\Z))|(?=[-+#>]))")
"""What stands in front of the sign by which a line starts a list, a heading or a quote: "1" in "1. One"."""


def one_line(text: str) -> str:
    """Return text on one line, without characters that XML forbids."""
    return " ".join(UNWRITABLE.sub("\ufffd", text).split())


def escaped(text: str) -> str:
    r"""Return text with its control characters spelled out: "\x1b", as in a literal of Python."""
    return CONTROL.sub(lambda match: ascii(match[0])[1:-1], text)


def words_at_start(markdown: str) -> str:
    r"""Return Markdown that starts a line, with a backslash where it would be a list, heading or quote: "1\. One"."""
    return START.sub(r"\g<0>\\", markdown)


def visible(text: str) -> str:
    """Return text in which what cannot be seen, or would move the cursor, takes one visible column."""
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    return " " if char.isspace() else "\ufffd"

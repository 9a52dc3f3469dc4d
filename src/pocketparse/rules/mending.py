"""What rules found → the text without it: edits by span, on the text as it is, line ends and all."""

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pocketparse.patterns import pattern
from pocketparse.pipeline import parse
from pocketparse.records import Diagnostic
from pocketparse.rules import RULES, chosen, judge
from pocketparse.rules.base import Edit, Page
from pocketparse.source import read

PAIR = pattern("\r\n")
ROUNDS = 9
"""Times a text is judged anew: mending one thing may show another."""


class Mended(NamedTuple):
    """A text, and what was mended in it."""

    text: str
    mended: list[Diagnostic]
    """Findings that are no more; their spans are those of the text they were found in."""


def mend(
    text: str, *, select: Sequence[str] = (), ignore: Sequence[str] = (), folder: str | Path | None = None
) -> Mended:
    """Mend what can be mended exactly: schemes, bullets, invisible characters, white space.

    A second run changes nothing. Arguments are those of `lint`.

    Raises:
        UnknownRule: a word in `select` or `ignore` is no rule.
    """
    mended: list[Diagnostic] = []
    for _ in range(ROUNDS):
        edits = _edits(text, select, ignore, folder)
        if not edits:
            break
        mended += [found for found, _ in edits]
        text = _applied(text, [edit for _, edit in edits])
    return Mended(text, mended)


def _edits(
    text: str, select: Sequence[str], ignore: Sequence[str], folder: str | Path | None
) -> list[tuple[Diagnostic, Edit]]:
    """Return findings that can be mended, with edits that do not touch each other."""
    fixes = {rule.code.code: rule.fix for rule in RULES if rule.fix}
    page = Page(parse(text), read(text), Path(folder) if folder else None)
    edits: list[tuple[Diagnostic, Edit]] = []
    for found in judge(page, chosen(select, ignore)):
        fix = fixes.get(found.code)
        edit = fix(page, found) if fix else None
        if edit and (not edits or edit.start > edits[-1][1].end) and page.text[edit.start : edit.end] != edit.text:
            edits.append((found, edit))
    return edits


def _applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits whose offsets count in its normalised form."""
    start = int(text.startswith("\ufeff"))
    # A CR LF is one character there: the n-th pair stands n characters further left.
    pairs = [match.start() - start - number for number, match in enumerate(PAIR.finditer(text))]
    parts, at = [], 0
    for edit in edits:
        first, last = (offset + start + bisect_left(pairs, offset) for offset in edit[:2])
        parts += [text[at:first], edit.text]
        at = last
    return "".join([*parts, text[at:]])

"""What rules found → the text without it: edits by span, on the text as it is, line ends and all."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pocketparse.contents import Contents
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.limits import LIMITS, Limits
from pocketparse.patterns import pattern
from pocketparse.pipeline import How
from pocketparse.records import Diagnostic
from pocketparse.rules import RULES, chosen, judge
from pocketparse.rules.base import Edit, Page, Rule
from pocketparse.source import read

PAIR = pattern("\r\n")
ROUNDS = 9
"""Times a text is judged anew: mending one thing may show another."""

Mending = tuple[Diagnostic, Edit]


class Mended(NamedTuple):
    """A text, and what was mended in it."""

    text: str
    mended: list[Diagnostic]
    """Findings that are no more; their spans are those of the text they were found in."""


def mend(
    text: str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    folder: str | Path | None = None,
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> Mended:
    """Mend what can be mended exactly: schemes, bullets, invisible characters, white space.

    A second run changes nothing. Arguments are those of `lint`.

    Returns:
        The text as it was given, line ends and all, but for what was mended; and what that was.

    Raises:
        TypeError: `text` is no string.
        UnknownRule: a word in `select` or `ignore` is no rule.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    rules, where = chosen(select, ignore), Path(folder) if folder else None
    now = _read(text, How(named(dialects), limits))
    mended: list[Diagnostic] = []
    for _ in range(ROUNDS):
        now, edits = _harmless(now, _edits(Page(now.document, read(now.text), where), rules))
        if not edits:
            break
        mended += [found for found, _ in edits]
    return Mended(now.text, mended)


class _State(NamedTuple):
    """A text, what it is read as, and how."""

    text: str
    document: Contents
    how: How

    def after(self, edits: Iterable[Mending]) -> "_State":
        """Return what edits make of it."""
        return _read(_applied(self.text, [edit for _, edit in edits]), self.how)

    def has_entries_of(self, other: "_State") -> bool:
        """Tell whether its entries start on the same lines: no edit makes or deletes a line."""
        own, others = ([entry.span.line for entry in one.document.entries] for one in (self, other))
        return own == others


def _read(text: str, how: How) -> _State:
    return _State(text, how.contents(text), how)


def _edits(page: Page, rules: Iterable[Rule]) -> list[Mending]:
    """Return findings that can be mended, with edits that do not touch each other."""
    fixes = {rule.code.code: rule.fix for rule in RULES if rule.fix}
    edits: list[Mending] = []
    for found in judge(page, rules):
        fix = fixes.get(found.code)
        edit = fix(page, found) if fix else None
        if edit and (not edits or edit.start > edits[-1][1].end) and page.text[edit.start : edit.end] != edit.text:
            edits.append((found, edit))
    return edits


def _harmless(now: _State, edits: list[Mending]) -> tuple[_State, list[Mending]]:
    """Make edits: all of them, or those of as many rules as make no entry come or go."""
    after = now.after(edits) if edits else now
    if after.has_entries_of(now):
        return after, edits
    kept: list[Mending] = []
    after = now
    for code in dict.fromkeys(found.code for found, _ in edits):
        codes = {code, *(found.code for found, _ in kept)}
        tried = [one for one in edits if one[0].code in codes]
        then = now.after(tried)
        if then.has_entries_of(now):
            kept, after = tried, then
    return after, kept


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

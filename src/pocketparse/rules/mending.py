"""What rules found → the text without it: edits by span, on the text as it is, line ends and all."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from pocketparse.counted import counted
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.limits import LIMITS, Limits
from pocketparse.markup.not_markdown import find_path
from pocketparse.patterns import pattern
from pocketparse.pipeline import How
from pocketparse.records import Diagnostic
from pocketparse.rules import RULES, chosen, judge
from pocketparse.rules.base import Edit, Page, Rule

PAIR = pattern("\r\n")
ROUNDS = 9
"""Times that a text is judged and mended, at most: one edit may lead to another finding."""

Mending = tuple[Diagnostic, Edit]


class Mended(NamedTuple):
    """A mended text, and the findings that were mended."""

    text: str
    mended: list[Diagnostic]
    """Findings that were mended; their spans count in the text of the round in which they were found."""

    def __repr__(self) -> str:
        """Return the number of findings; the text would fill the screen."""
        return f"<Mended {counted(len(self.mended), 'finding')}>"


def mend(
    text: str,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    folder: str | Path | None = None,
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> Mended:
    """Mend what can be mended exactly: schemes, bullets, brackets of links, invisible characters, white space.

    A second run changes nothing. Arguments are those of `lint`.

    Returns:
        The text as it was given, line ends and all, but for what was mended; and what that was.

    Raises:
        TypeError: `text` is no string.
        ValueError: `text` is the path of a file.
        UnknownRule: a word in `select` or `ignore` is no rule.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    rules, how = chosen(select, ignore), How(named(dialects), limits)
    page = Page.read(text, how, Path(folder) if folder else None)
    if path := find_path(text):
        raise ValueError(f"the text is the path of a file, {path}: mend() takes what it holds")
    mended: list[Diagnostic] = []
    for _ in range(ROUNDS):
        page, edits = _harmless(page, _edits(page, rules), how)
        if not edits:
            break
        mended += [found for found, _ in edits]
    return Mended(page.source.written, mended)


def _edits(page: Page, rules: Iterable[Rule]) -> list[Mending]:
    """Return findings that can be mended, each with its edit; edits that touch an earlier one are left out."""
    fixes = {rule.code.code: rule.fix for rule in RULES if rule.fix}
    edits: list[Mending] = []
    for found in judge(page, rules):
        fix = fixes.get(found.code)
        edit = fix(page, found) if fix else None
        if edit and (not edits or edit.start > edits[-1][1].end) and page.text[edit.start : edit.end] != edit.text:
            edits.append((found, edit))
    return edits


def _harmless(page: Page, edits: list[Mending], how: How) -> tuple[Page, list[Mending]]:
    """Return the page after edits, and the edits that were made: all, or those of as many rules as keep all entries."""
    mended = _mended(page, edits, how) if edits else page
    if _first_lines(mended) == _first_lines(page):
        return mended, edits
    best, kept = page, list[Mending]()
    for code in dict.fromkeys(found.code for found, _ in edits):
        codes = {code, *(found.code for found, _ in kept)}
        tried = [one for one in edits if one[0].code in codes]
        mended = _mended(page, tried, how)
        if _first_lines(mended) == _first_lines(page):
            best, kept = mended, tried
    return best, kept


def _mended(page: Page, edits: Iterable[Mending], how: How) -> Page:
    """Return the page that edits make of a page."""
    return Page.read(_applied(page.source.written, [edit for _, edit in edits]), how, page.folder)


def _first_lines(page: Page) -> list[int]:
    """Return the first line of each entry, by which entries are compared: no edit adds or deletes a line."""
    return [entry.span.line for entry in page.document.entries]


def _applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text as written with edits applied, whose offsets count in the normalised text."""
    start = int(text.startswith("\ufeff"))
    # A CR LF is one character there: the n-th pair stands n characters further left.
    pairs = [match.start() - start - number for number, match in enumerate(PAIR.finditer(text))]
    parts, at = [], 0
    for edit in edits:
        first, last = (offset + start + bisect_left(pairs, offset) for offset in edit[:2])
        parts += [text[at:first], edit.text]
        at = last
    return "".join([*parts, text[at:]])

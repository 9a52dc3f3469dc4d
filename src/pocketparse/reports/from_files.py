"""lint_file(): a file → what rules find in it, as Checked, which report() takes."""

from collections.abc import Sequence
from pathlib import Path

from pocketparse.dialects import DIALECTS, Dialect
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import text_of_file
from pocketparse.reports.checked import Checked
from pocketparse.rules import lint
from pocketparse.rules.base import Rule


def lint_file(
    path: str | Path,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule] = (),
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> Checked:
    """Return what rules find in a UTF-8 file, in the shape that report() takes; links to its neighbours are followed.

    Args:
        path: the Markdown file, and its name in the report.
        select: as for `lint`.
        ignore: as for `lint`.
        rules: as for `lint`.
        dialects: as for `lint`.
        limits: as for `lint`.

    Raises:
        SourceError: the file cannot be read, or is not UTF-8.
        UnknownRule: a word in `select` or `ignore` is no rule.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    text = text_of_file(path)
    folder = Path(path).parent
    found = lint(text, select=select, ignore=ignore, rules=rules, folder=folder, dialects=dialects, limits=limits)
    return Checked.of(str(path), text, found)

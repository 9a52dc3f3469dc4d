"""Changes → annotations of GitHub Actions: a notice beside each line of the new file that came or changed."""

from collections.abc import Iterator, Sequence

from pocketparse.changelogs.words import title, told
from pocketparse.changes import Change
from pocketparse.printable import escaped
from pocketparse.reports.github import command


def lines(changes: Sequence[Change], *, path: str) -> Iterator[str]:
    """Yield a workflow command for each change, a line each; what was removed is told at line 1 of the new file."""
    for change in changes:
        span = change.new_span
        place = f"line={span.line},endLine={span.end_line}" if span else "line=1,endLine=1"
        yield command("notice", path, place, change.kind, _message(change))


def _message(change: Change) -> str:
    return escaped(told(change) if change.kind == "version-changed" else f"{title(change)}: {told(change)}")

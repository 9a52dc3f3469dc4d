"""Changes → text for people: a line each, what it is about in front."""

from collections.abc import Iterator, Sequence

from pocketparse.changelogs.words import title, told
from pocketparse.changes import Change
from pocketparse.printable import escaped

MARKS = {"entry-added": "+", "section-added": "+", "entry-removed": "-", "section-removed": "-"}


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a line for each change: "+" if added, "-" if removed, else "~", then the name, place and line number."""
    for change in changes:
        mark = MARKS.get(change.kind, "~")
        span = change.new_span or change.old_span
        where = f" ({'was ' if change.new_span is None else ''}line {span.line})" if span else ""
        subject = f"section {title(change)}" if change.kind.startswith("section-") else title(change)
        if change.kind == "version-changed":
            yield escaped(f"{mark} {told(change)}") + "\n"
        elif mark == "~":
            yield escaped(f"{mark} {subject}{where}: {told(change)}") + "\n"
        else:
            place = f" in {' / '.join(change.section)}" if change.section and "entry" in change.kind else ""
            yield escaped(f"{mark} {subject}{place}{where}") + "\n"

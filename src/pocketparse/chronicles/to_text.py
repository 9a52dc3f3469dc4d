"""History → text for people: a line per revision, its date, commit and what changed in numbers."""

from collections import Counter
from collections.abc import Iterable
from typing import BinaryIO

from pocketparse.printable import escaped
from pocketparse.revisions import Revision

TOLD = {
    "entry-added": "added",
    "entry-removed": "removed",
    "entry-renamed": "renamed",
    "entry-moved": "moved",
    "entry-starred": "starred",
    "entry-unstarred": "unstarred",
    "section-added": "in sections",
    "section-removed": "in sections",
    "section-renamed": "in sections",
}
"""Words under which kinds of changes are counted; all other kinds are counted as "edited"."""


def write(revisions: Iterable[Revision], out: BinaryIO) -> None:
    """Write a line of UTF-8 for each revision, as they come."""
    for revision in revisions:
        out.write(f"{line(revision)}\n".encode("utf-8", "replace"))


def line(revision: Revision) -> str:
    """Return the line of a revision: number, date, commit, number of entries, and counts of changes."""
    commit = revision.commit
    start = f"{revision.number:5}  {commit.date:%Y-%m-%d}  {commit.id[:8]}"
    if revision.problem:
        return f"{start}  {escaped(revision.problem)}"
    counts = Counter(TOLD.get(change.kind, "edited") for change in revision.changes)
    told = ", ".join(f"{counts[word]} {word}" for word in dict.fromkeys((*TOLD.values(), "edited")) if counts[word])
    return f"{start}  {len(revision.entries):5} entries  {told or 'no change of entries or sections'}"

"""Bytes on disk and bytes that ought to be there → a short diff for people."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from pocketparse.patterns import pattern

CONTEXT = 2
"""Unchanged lines shown before and after a change."""
HUNK = pattern(r"@@ -(\d+)")
COMPARED_LINES = 20
"""Lines from the first change on that are compared, at most: a diff of two long files would take long."""
SHOWN_LINES = 12
"""Lines of a diff that are shown, at most."""
SHOWN_LENGTH = 160
"""Characters of a line of a diff that are shown, at most."""


def differences(path: Path, old: bytes | None, new: bytes) -> Iterator[str]:
    """Yield lines for people that show how a file differs from its expected content."""
    if old is None:
        yield f"{path}: is not there"
        return
    yield f"{path}: is stale"
    try:
        before, after = (data.decode().split("\n") for data in (old, new))
    except UnicodeDecodeError:
        yield f"  {len(old)} bytes on disk, {len(new)} bytes expected"
        return
    from difflib import unified_diff  # seldom needed

    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    first = max(same - CONTEXT, 0)
    last = same + COMPARED_LINES
    diff = list(unified_diff(before[first:last], after[first:last], "on disk", "expected", n=CONTEXT))
    for line in diff[:SHOWN_LINES]:
        hunk = HUNK.match(line)
        line = f"@@ line {first + int(hunk[1])} @@" if hunk else line.rstrip("\r\n")
        yield line if len(line) <= SHOWN_LENGTH else line[: SHOWN_LENGTH - 1] + "…"
    if len(diff) > SHOWN_LINES or max(len(before), len(after)) > last:
        yield "…"

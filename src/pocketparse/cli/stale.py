"""Bytes on disk and bytes that ought to be there → a short diff for people."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from pocketparse.patterns import pattern

CONTEXT = 2
"""Lines shown before and after a change."""
HUNK = pattern(r"@@ -(\d+)")
WINDOW = 20
"""Lines after the first change that are compared: a diff of two long files would take long, and nobody reads it."""
SHOWN = 12
"""Lines of a diff that are shown …"""
WIDTH = 160
"""… and characters of each."""


def differences(path: Path, old: bytes | None, new: bytes) -> Iterator[str]:
    """Yield lines that tell how a file differs from what it ought to hold."""
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
    last = same + WINDOW
    diff = list(unified_diff(before[first:last], after[first:last], "on disk", "expected", n=CONTEXT))
    for line in diff[:SHOWN]:
        hunk = HUNK.match(line)
        line = f"@@ line {first + int(hunk[1])} @@" if hunk else line.rstrip("\r\n")
        yield line if len(line) <= WIDTH else line[: WIDTH - 1] + "…"
    if len(diff) > SHOWN or max(len(before), len(after)) > last:
        yield "…"

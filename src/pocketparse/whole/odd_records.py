"""Records → what is odd about them: cells that name no entry, entries that no cell names, and those struck out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pocketparse import codes
from pocketparse.contents import Entries
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Entry, IndexItem
from pocketparse.source import Raw

STRIKE = pattern(r"~~|<(?:del|s|strike)\b", re.IGNORECASE)
"""What starts struck-out text."""


def odd_records(outline: Outline, entries: Entries, index: Sequence[IndexItem]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each index cell and each entry that is odd beside the others."""
    yield from _index_gaps(entries, index)
    yield from _struck_out(outline, entries)


def _index_gaps(entries: Entries, index: Sequence[IndexItem]) -> Iterator[Diagnostic]:
    """Yield cells that name no entry, and entries that no cell names in sections where cells name more than half."""
    for item in index:
        if item.entry is None:
            yield codes.ORPHAN_CELL.found(f"no entry is called {item.name!r}", item.span)
    listed = Counter(entry.section for entry in entries if entry.groups)
    if not listed:
        return
    total = Counter(entry.section for entry in entries)
    for entry in entries:
        if not entry.groups and listed[entry.section] * 2 > total[entry.section]:
            yield codes.UNLISTED_ENTRY.found(f"no index cell names {entry.name!r}", entry.span)


def _struck_out(outline: Outline, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Yield entries whose names are struck out, alone or with what stands around them: "~~[Oak](…)~~ - A saw"."""
    for entry in entries:
        if ("~~" in entry.raw or "</" in entry.raw) and STRIKE.search(entry.raw) and _is_struck(outline, entry):
            yield codes.STRUCK_OUT.found(f"{entry.name!r} is struck out", entry.span)


def _is_struck(outline: Outline, entry: Entry) -> bool:
    """Tell whether the name of an entry, where it first stands in its text, lies in a struck-out stretch."""
    shown = outline.read(Raw(entry.raw, entry.span.line - 1, entry.span.start))
    start = shown.text.find(entry.name)
    return any(
        mark.kind == "struck" and mark.start <= start and start + len(entry.name) <= mark.end for mark in shown.marks
    )

"""Which entries are struck out, "~~[Oak](…)~~ - A saw": those who keep the list take them for gone."""

import re
from collections.abc import Iterable, Iterator

from pocketparse import codes
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Entry
from pocketparse.source import Raw

STRIKE = pattern(r"~~|<(?:del|s|strike)\b", re.IGNORECASE)
"""What starts struck-out text."""


def struck_out(outline: Outline, entries: Iterable[Entry]) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each entry whose name is struck out, alone or with what stands around it."""
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

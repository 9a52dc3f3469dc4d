"""Changes → Markdown: release notes that a maintainer would paste."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from pocketparse.changelogs.words import title, told
from pocketparse.changes import Change
from pocketparse.patterns import pattern
from pocketparse.printable import escaped, words_at_start

SPECIAL = pattern(r"([\\`*_\[\]<>|~]|&(?=[#\w]+;))")
HEADINGS = (
    ("Added", ("entry-added",)),
    ("Removed", ("entry-removed",)),
    ("Renamed", ("entry-renamed",)),
    ("Moved", ("entry-moved",)),
    ("Sections", ("section-added", "section-removed", "section-renamed")),
)
MARKER = ("entry-starred", "entry-unstarred")
"""Kinds of changes that are counted, not listed: most entries marked as new lose the mark with the next release."""


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a heading for each group of kinds and a bullet for each change, added entries below their sections."""
    for change in changes:
        if change.kind == "version-changed":
            yield f"## {change.new or 'Unversioned'}\n\n"
    named = [kind for _, kinds in HEADINGS for kind in kinds] + [*MARKER, "version-changed"]
    for heading, kinds in HEADINGS:
        found = [change for change in changes if change.kind in kinds]
        if found:
            yield f"### {heading}\n\n"
            yield from _added(found) if heading == "Added" else (f"- {_item(change)}\n" for change in found)
            yield "\n"
    edited = [change for change in changes if change.kind not in named]
    if edited:
        yield "### Edited\n\n"
        for name, group in groupby(edited, lambda change: _linked(change)):
            yield f"- {name}: {'; '.join(_escaped(told(change)) for change in group)}\n"
        yield "\n"
    starred, unstarred = (sum(change.kind == kind for change in changes) for kind in MARKER)
    if starred or unstarred:
        yield f"{starred} marked as new, {unstarred} no longer.\n"


def _added(found: Sequence[Change]) -> Iterator[str]:
    for number, (section, group) in enumerate(groupby(found, lambda change: change.section)):
        if number:
            yield "\n"
        if section:
            yield f"**{_escaped(' / '.join(section))}**\n\n"
        for change in group:
            yield f"- {_linked(change)}\n"


def _item(change: Change) -> str:
    if change.kind in ("entry-removed", "section-removed", "section-added"):
        return _name(change) + ("" if change.kind == "entry-removed" else f" {told(change)}")
    return f"{_linked(change)}: {_escaped(told(change))}"


def _linked(change: Change) -> str:
    url = escaped(change.url or "").replace("<", "%3C").replace(">", "%3E")
    return f"[{_name(change)}](<{url}>)" if url.startswith(("https://", "http://")) else _name(change)


def _name(change: Change) -> str:
    return words_at_start(_escaped(title(change)))


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", escaped(" ".join(text.split())))

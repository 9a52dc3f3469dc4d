"""Document → its sections as a tree: what stands in each, and the sections below it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pocketparse.counted import counted
from pocketparse.document import Document, Entries
from pocketparse.records import Entry, Passage, Section


@dataclass(frozen=True, slots=True)
class Branch:
    """A section with what stands in it; the branch that all others are below is the document itself."""

    title: str
    """Its title, of the document its own; a word in place of it where there is none."""
    section: Section | None
    """Its record; None of the document."""
    entries: Entries
    """The entries that stand in the section, not in one below it; of the document, those in no section."""
    passages: tuple[Passage, ...]
    """The same of passages."""
    branches: tuple["Branch", ...]
    """The sections below it."""
    holds_entries: bool
    """There are entries in it, or in a section below it."""

    def walk(self) -> Iterator["Branch"]:
        """Yield the branch and all below it, in document order."""
        yield self
        for branch in self.branches:
            yield from branch.walk()

    def __repr__(self) -> str:
        """Return the title and counts."""
        entries = counted(len(self.entries), "entry", "entries")
        return f"<Branch {self.title!r}: {entries}, {counted(len(self.branches), 'branch', 'branches')}>"


def tree(document: Document) -> Branch:
    """Return the branch of a whole document; what names a section that is not there stands in none."""
    ids = {section.id for section in document.sections}
    entries: dict[str | None, list[Entry]] = defaultdict(list)
    passages: dict[str | None, list[Passage]] = defaultdict(list)
    below: dict[str | None, list[Branch]] = defaultdict(list)
    for entry in document.entries:
        entries[entry.section if entry.section in ids else None].append(entry)
    for passage in document.passages:
        passages[passage.section if passage.section in ids else None].append(passage)

    def branch(title: str, section: Section | None, id: str | None) -> Branch:
        branches = tuple(reversed(below[id]))
        holds = bool(entries[id]) or any(one.holds_entries for one in branches)
        return Branch(title, section, Entries(entries[id]), tuple(passages[id]), branches, holds)

    for section in reversed(document.sections):  # a section stands before those below it
        parent = section.parent if section.parent in ids else None
        below[parent].append(branch(section.title or "Untitled section", section, section.id))
    return branch(document.title or document.source.name or "Untitled list", None, None)

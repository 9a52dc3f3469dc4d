"""Document → its sections as a tree: what stands in each, and the sections below it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pocketparse.contents import Contents, Entries
from pocketparse.counted import counted
from pocketparse.field_docs import with_field_docs
from pocketparse.records import Entry, Passage, Section


@with_field_docs
@dataclass(frozen=True, slots=True)
class SectionNode:
    """A section with what stands in it; the root of the tree is the document itself."""

    title: str
    """The section's title, or the document's for the root; "Untitled section" or "Untitled list" where it is empty."""
    section: Section | None
    """The record of the section; None for the root."""
    entries: Entries
    """The entries directly in the section; for the root, those in no section."""
    passages: tuple[Passage, ...]
    """The passages directly in the section; for the root, those in no section."""
    children: tuple["SectionNode", ...]
    """The sections below it."""
    holds_entries: bool
    """Whether there are entries in the section or in one below it."""

    def walk(self) -> Iterator["SectionNode"]:
        """Yield the node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def __repr__(self) -> str:
        """Return the title and counts."""
        entries = counted(len(self.entries), "entry", "entries")
        return f"<SectionNode {self.title!r}: {entries}, {counted(len(self.children), 'child', 'children')}>"


def tree(document: Contents) -> SectionNode:
    """Return the root of the tree, the document; records that name an unknown section are put there."""
    home: dict[str | None, str | None] = {section.id: section.id for section in document.sections}
    entries: dict[str | None, list[Entry]] = defaultdict(list)
    passages: dict[str | None, list[Passage]] = defaultdict(list)
    below: dict[str | None, list[Section]] = defaultdict(list)
    for entry in document.entries:
        entries[home.get(entry.section)].append(entry)
    for passage in document.passages:
        passages[home.get(passage.section)].append(passage)
    for section in document.sections:
        below[home.get(section.parent)].append(section)

    def node(title: str, section: Section | None, id: str | None) -> SectionNode:
        children = tuple([node(child.title or "Untitled section", child, child.id) for child in below[id]])
        holds = bool(entries[id]) or any(one.holds_entries for one in children)
        return SectionNode(title, section, Entries(entries[id]), tuple(passages[id]), children, holds)

    return node(title_of(document), None, None)


def title_of(document: Contents) -> str:
    """Return the title of a document, else the name of its file, else "Untitled list"."""
    return document.title or document.source.name or "Untitled list"

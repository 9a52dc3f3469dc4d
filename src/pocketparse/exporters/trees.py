"""Document → its entries in folders, as the headings nest them, and where each stands on its page."""

from collections.abc import Callable
from dataclasses import dataclass, field

from pocketparse.document import Document
from pocketparse.patterns import pattern
from pocketparse.records import Entry, Section

UNWRITABLE = pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (2.2) allows in no document, not even escaped."""


@dataclass(slots=True, eq=False)
class Folder:
    """A section with the entries that stand in it, and the sections below it that hold any."""

    title: str
    section: Section | None = None
    entries: list[Entry] = field(default_factory=list)
    folders: list["Folder"] = field(default_factory=list)


def tree(document: Document) -> Folder:
    """Return the folder of a whole document, called by its title or file name; folders nest six deep at most."""
    root = Folder(document.title or document.source.name or "Untitled list")
    by_id: dict[str | None, Folder] = {None: root}
    for section in document.sections:
        by_id[section.id] = Folder(section.title or "Untitled section", section)
    for entry in document.entries:
        by_id[entry.section].entries.append(entry)
    for section in reversed(document.sections):  # a section stands before those below it
        folder = by_id[section.id]
        if folder.entries or folder.folders:
            by_id[section.parent].folders.insert(0, folder)
    return root


def page_anchors(document: Document) -> Callable[[Entry], str | None]:
    """Return what tells where on the list's own page an entry stands: at its heading, or its section's."""
    anchors = {section.id: section.anchor for section in document.sections}
    page = document.homepage or ""

    def anchor_url(entry: Entry) -> str | None:
        anchor = entry.anchor or anchors.get(entry.section or "")
        return f"{page}#{anchor}" if anchor else page or None

    return anchor_url


def one_line(text: str) -> str:
    """Return text on one line, without what XML cannot hold."""
    return " ".join(UNWRITABLE.sub("\ufffd", text).split())

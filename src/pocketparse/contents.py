"""Contents: the records read from one list, joined by ids; Document is the same as a pydantic model."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Literal, SupportsIndex, overload

from pocketparse import notebook
from pocketparse.counted import counted
from pocketparse.field_docs import with_field_docs
from pocketparse.records import Article, Diagnostic, Entry, IndexItem, Link, Passage, Section, SourceInfo

if TYPE_CHECKING:  # to import it takes as long as to read a list, and who only writes records needs none
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

    from pocketparse.section_tree import SectionNode

SCHEMA_VERSION: Final = "1"


class Entries(tuple[Entry, ...]):
    """A tuple of entries that shows itself as a table in notebooks; `Entries(some)` makes one of any entries."""

    __slots__ = ()

    @overload
    def __getitem__(self, at: SupportsIndex, /) -> Entry: ...
    @overload
    def __getitem__(self, at: slice, /) -> "Entries": ...
    def __getitem__(self, at: SupportsIndex | slice, /) -> "Entry | Entries":
        """Return an entry, or Entries for a slice."""
        found = super().__getitem__(at)
        return Entries(found) if isinstance(found, tuple) else found

    def where(self, test: Callable[[Entry], object]) -> "Entries":
        """Return the entries for which a test is true: `entries.where(lambda entry: "MIT" in entry.tags)`."""
        return Entries(filter(test, self))

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of the entries, in document order."""
        return tuple(chain.from_iterable(entry.links for entry in self))

    def __repr__(self) -> str:
        """Return the first names and the length."""
        names = ", ".join(repr(getattr(entry, "name", entry)) for entry in self[:3])  # asdict() makes dicts of them
        said = f": {names}{', …' if len(self) > 3 else ''}" if self else ""
        return f"<{counted(len(self), 'entry', 'entries')}{said}>"

    def _repr_html_(self) -> str:
        """Return a table of the first entries; columns that nobody in the whole list fills are left out."""
        shown = {header: cell for header, cell in COLUMNS.items() if any(map(cell, self))}
        rows: Iterator[list[str | notebook.LinkCell]] = (
            [notebook.LinkCell(entry.name, entry.href), *(cell(entry) for cell in shown.values())] for entry in self
        )
        return notebook.table(counted(len(self), "entry", "entries"), ("name", *shown), rows, len(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, _: type[Any], handler: "GetCoreSchemaHandler") -> "CoreSchema":
        """Validate and serialise as a plain array of entries."""
        from pydantic_core import core_schema

        return core_schema.no_info_after_validator_function(cls, handler(tuple[Entry, ...]))


COLUMNS: dict[str, Callable[[Entry], str]] = {
    "section": lambda entry: " / ".join(entry.section_path),
    "new": lambda entry: "*" if entry.starred else "",
    "stars": lambda entry: "" if entry.stars is None else f"{entry.stars:,}",
    "tags": lambda entry: ", ".join(entry.tags),
    "description": lambda entry: entry.description,
}
"""Columns that a table of entries may have behind the names: header and text of a cell."""
NO_ENTRIES = Entries()


@with_field_docs
@dataclass(kw_only=True)
class Contents:
    """One list, read: flat tuples joined by ids, each in document order."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    """Major version of this shape."""
    source: SourceInfo
    """What was parsed."""
    title: str | None = None
    """Displayed title without the list version: the H1, else the heading over all others, a section still."""
    version: str | None = None
    """List version: "2.1"."""
    subtitle: str | None = None
    """The first line of words under the title, to the end of its sentence; badges and links may stand in front."""
    homepage: str | None = None
    """Where the list says it lives."""
    notice: str | None = None
    """The maintainers' note to readers."""
    footer: str | None = None
    """The closing words."""
    sections: tuple[Section, ...] = ()
    """Headings that group records."""
    entries: Entries = NO_ENTRIES
    """The listed things."""
    index: tuple[IndexItem, ...] = ()
    """Cells of tables that name entries."""
    articles: tuple[Article, ...] = ()
    """The maintainers' reading matter."""
    passages: tuple[Passage, ...] = ()
    """Everything else, as written."""
    diagnostics: tuple[Diagnostic, ...] = ()
    """Everything odd."""

    @property
    def starred(self) -> Entries:
        """The entries marked as new."""
        return Entries(entry for entry in self.entries if entry.starred)

    def tree(self) -> "SectionNode":
        """Return the document as a tree of its sections, each with its entries and passages.

        `document.tree().walk()` yields them in document order, the document itself first.
        """
        from pocketparse.section_tree import tree

        return tree(self)

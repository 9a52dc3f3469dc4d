"""What parse() returns: Contents as a pydantic Document (schema 1), which finds records and is shown in notebooks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Self, TypeVar, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from pocketparse import notebook
from pocketparse.contents import SCHEMA_VERSION, Contents, Entries
from pocketparse.counted import counted
from pocketparse.errors import SchemaError, UnknownRecord
from pocketparse.field_docs import with_field_docs
from pocketparse.records import Entry, Section

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

RecordT = TypeVar("RecordT", Section, Entry)


@with_field_docs
class Document(BaseModel, Contents):
    """What `parse()` returns: the fields of `Contents` as a pydantic model, frozen, and ways to find things in it."""

    model_config = ConfigDict(frozen=True, defer_build=True)  # most processes never validate one

    def only(self, entries: Iterable[Entry]) -> Self:
        """Return a copy of the document with some of its entries only: `document.only(document.starred)`.

        Each is there once and in document order, however they are given. All else is kept, so that `exporters.write`
        can write a part of a list. References from index cells and entries to an entry that is left out become None.

        Raises:
            TypeError: an item is no entry, but perhaps an id or a name.
            UnknownRecord: the document has no entry of that id: it is another document's.
        """
        given = tuple(entries)
        order = {entry.id: at for at, entry in enumerate(self.entries)}
        for one in cast(tuple[object, ...], given):
            if not isinstance(one, Entry):
                raise TypeError(f"only() takes entries, not {type(one).__name__}: {one!r}")
            if one.id not in order:
                raise UnknownRecord(f"only() takes entries of the document, which has no {one.id!r}")
        kept = sorted({entry.id: entry for entry in given}.values(), key=lambda entry: order[entry.id])
        ids: set[str | None] = {None, *(entry.id for entry in kept)}
        below = Entries(entry if entry.parent in ids else replace(entry, parent=None) for entry in kept)
        index = tuple(cell if cell.entry in ids else replace(cell, entry=None) for cell in self.index)
        return self.model_copy(update={"entries": below, "index": index})

    def find(self, name: str) -> Entries:
        """Return the entries whose name or organisation and name contain `name`, exact names first.

        Case is ignored, and so is whether a space stands between the two; an empty tuple when there is none. A blank
        `name` is in every name.
        """
        wanted = name.casefold().strip()

        def is_hit(entry: Entry) -> bool:
            org = entry.org or ""
            return any(wanted in full.casefold() for full in (f"{org}{entry.name}", f"{org} {entry.name}"))

        def is_longer(entry: Entry) -> bool:
            return wanted not in (entry.name.casefold(), entry.full_name.casefold())

        return Entries(sorted(filter(is_hit, self.entries), key=is_longer))

    def section(self, id: str) -> Section:
        """Return the section with an id, with or without its prefix "section:", else the one with that title.

        Raises:
            UnknownRecord: no section has that id or title, or several have the title; a KeyError, too.
        """
        full = id if str(id).startswith("section:") else f"section:{id}"
        titled = [section for section in self.sections if section.title == id]
        if not titled or any(section.id == full for section in self.sections):
            return _by_id(self.sections, full, f"section {id!r}")
        if len(titled) > 1:
            ids = ", ".join(repr(section.id) for section in titled)
            raise UnknownRecord(f"several sections are called {id!r}: {ids}")
        return titled[0]

    def under(self, section: Section | str) -> Entries:
        """Return the entries that stand in a section and in those below it.

        Args:
            section: the section, or its id or title, as for `section()`.

        Raises:
            UnknownRecord: as `section()` does.
        """
        top = section if isinstance(section, Section) else self.section(section)
        ids = {top.id}
        for one in self.sections:  # each behind the one that it stands in
            if one.parent in ids:
                ids.add(one.id)
        return Entries(entry for entry in self.entries if entry.section in ids)

    def entry(self, id: str) -> Entry:
        """Return the entry of an id.

        Raises:
            UnknownRecord: no entry has that id; a KeyError, too.
        """
        return _by_id(self.entries, id, f"entry {id!r}")

    def __repr__(self) -> str:
        """Return title and counts."""
        return (
            f"<Document {self.title!r}: {counted(len(self.sections), 'section')}, "
            f"{counted(len(self.entries), 'entry', 'entries')}, {counted(len(self.index), 'index cell')}, "
            f"{counted(len(self.articles), 'article')}, "
            f"{counted(len(self.diagnostics), 'diagnostic')}>"
        )

    __str__ = __repr__

    def _repr_html_(self) -> str:
        counts = Counter(entry.section for entry in self.entries)
        rows = [("no section", "", str(counts[None]))] if counts[None] else []
        rows += [
            ("\u2003" * (len(section.path) - 1) + section.title, section.kind, str(counts[section.id]))
            for section in self.sections
        ]
        caption = f"{self.title or 'Document'}: {counted(len(self.entries), 'entry', 'entries')}"
        if self.diagnostics:
            caption += f", {counted(len(self.diagnostics), 'diagnostic')}"
        told = [found.message for found in self.diagnostics] if not self.entries else []
        return notebook.table(caption, ("section", "kind", "entries"), rows, len(rows), told[: notebook.LIMIT])

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a document back from its JSON.

        Raises:
            SchemaError: the JSON is not a document of this schema.
        """
        try:
            return cls.model_validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            if place == "schema_version" and first["type"] != "missing":
                told = f"written by another pocketparse, with schema {first['input']}; this one reads {SCHEMA_VERSION}"
            else:
                told = f"{place or 'the text'}: {first['msg']}"
            raise SchemaError(f"no document of pocketparse: {told}") from error

    def to_arrow(self, table: str = "entries") -> "pyarrow.Table":
        """Return one of the tables of exporters.layout as a pyarrow Table; see exporters.frames.to_arrow.

        Args:
            table: documents, sections, entries, index, articles, links, passages or diagnostics.

        Raises:
            MissingExtra: pyarrow is not installed.
            UnknownTable: no table has that name.
        """
        from pocketparse.exporters import frames

        return frames.to_arrow(self, table)

    def to_pandas(self, table: str = "entries") -> "pandas.DataFrame":
        """Return one of the tables as a pandas DataFrame; see exporters.frames.to_pandas.

        Args:
            table: documents, sections, entries, index, articles, links, passages or diagnostics.

        Raises:
            MissingExtra: pandas is not installed.
            UnknownTable: no table has that name.
        """
        from pocketparse.exporters import frames

        return frames.to_pandas(self, table)

    def to_polars(self, table: str = "entries") -> "polars.DataFrame":
        """Return one of the tables as a polars DataFrame; see exporters.frames.to_polars.

        Args:
            table: documents, sections, entries, index, articles, links, passages or diagnostics.

        Raises:
            MissingExtra: polars is not installed.
            UnknownTable: no table has that name.
        """
        from pocketparse.exporters import frames

        return frames.to_polars(self, table)


def document_of(contents: Contents) -> Document:
    """Return contents as a document, without validation: parse() made its records."""
    return Document.model_construct(**vars(contents))


def _by_id(records: Sequence[RecordT], id: str, asked: str) -> RecordT:
    """Return the record of an id.

    Raises:
        UnknownRecord: none has it; the message names what was asked for, "entry 'oakk'", and ids that are like it.
    """
    for record in records:
        if record.id == id:
            return record
    from difflib import get_close_matches

    front = "section:" if str(id).startswith("section:") else ""  # what all ids share makes none of them alike
    ids = [record.id.removeprefix(front) for record in records]
    like = [repr(front + one) for one in get_close_matches(str(id).removeprefix(front).casefold(), ids, 3, 0.8)]
    raise UnknownRecord(f"no {asked}; there is {', '.join(like)}" if like else f"no {asked}")

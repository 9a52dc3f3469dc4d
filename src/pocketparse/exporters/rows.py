"""Document → flat tables: the one flattening that all table formats share."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from pocketparse.contents import Contents
from pocketparse.errors import UnknownTable
from pocketparse.records import Entry

Cell = str | int | bool | None
Type = Literal["text", "integer", "boolean", "texts", "lists", "mapping", "links"]
"""Types of columns. Values of the first three may be null. Those of the others are lists of texts, lists of lists of
texts, mappings of texts to texts and lists of links: empty where there is nothing, never null."""
PLAIN = ("text", "integer", "boolean")


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Type
    meaning: str
    path: str
    """Attribute of a record that is the cell: "url", "span.line"; "source" and "number" stand for no attribute."""


class Reference(NamedTuple):
    """A foreign key: columns of a table that name a row of a table by its key."""

    columns: tuple[str, ...]
    table: str


class Shape(Protocol):
    """A table as databases need it: name, columns and keys. Tables of documents and of histories both are."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in order."""

    @property
    def key(self) -> tuple[str, ...]:
        """Columns that together name one row."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """Its foreign keys."""


ShapeT = TypeVar("ShapeT", bound=Shape)


def table_of(tables: Sequence[ShapeT], name: str) -> ShapeT:
    """Return the table of a name.

    Raises:
        UnknownTable: none has that name; the message lists those that exist.
    """
    for table in tables:
        if table.name == name:
            return table
    raise UnknownTable(f"unknown table {name!r}; the tables are {', '.join(table.name for table in tables)}")


class Table(NamedTuple):
    """One table: its columns, and the records that are its rows.

    The first column is "source"; a second one called "number" is the row's place among those of its document.
    """

    name: str
    meaning: str
    columns: tuple[Column, ...]
    records: Callable[[Contents], Iterable[Any]]
    key: tuple[str, ...]
    """Columns that together name one row."""
    references: tuple[Reference, ...]

    @property
    def is_numbered(self) -> bool:
        """Tell whether rows are named by their number."""
        return "number" in self.key


def join(value: object) -> str:
    """Return a list, a list of lists or a mapping as JSON, for a plain cell; `split` reads it back exactly."""
    return json.dumps(value, ensure_ascii=False)


def split(cell: str) -> Any:
    """Return the value of a cell that `join` wrote: a list for a list or tuple, a dict for a mapping."""
    return json.loads(cell)


def several(documents: Contents | Iterable[Contents]) -> Iterable[Contents]:
    """Return an iterable of documents, of one or of several.

    Raises:
        TypeError: an item is no document; raised when it is reached.
    """
    return (documents,) if isinstance(documents, Contents) else map(_checked, documents)


def _checked(one: object) -> Contents:
    if isinstance(one, Contents):
        return one
    if isinstance(one, Entry):
        raise TypeError("documents are written, not entries: write document.only(entries)")
    advice = ": take its .document" if hasattr(one, "document") else ""
    raise TypeError(f"documents are written, not {type(one).__name__}{advice}")


def named(documents: Contents | Iterable[Contents]) -> Iterator[tuple[str, Contents]]:
    """Yield each document behind its name, made unique: the cells of its column "source", a part of every key.

    It is the file's name, "unnamed" for a text that came from none; one that comes again gets " (2)", " (3)", …
    """
    seen: Counter[str] = Counter()
    for document in several(documents):
        name = document.source.name or "unnamed"
        source = name
        while seen[source]:
            seen[name] += 1
            source = f"{name} ({seen[name]})"
        seen[source] += 1
        yield source, document


def values(document: Contents, source: str, table: Table) -> Iterator[tuple[Any, ...]]:
    """Yield one row per record of a table, in document order, its values as the record holds them."""
    head = 2 if table.is_numbered else 1
    read = attrgetter(*(column.path for column in table.columns[head:]))
    for number, record in enumerate(table.records(document), 1):
        start = (source, number) if table.is_numbered else (source,)
        yield start + read(record)


def rows(document: Contents, source: str, table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per record of a table, in document order, of plain cells: lists and mappings are JSON."""
    nested = [(at, column.type) for at, column in enumerate(table.columns) if column.type not in PLAIN]
    for row in values(document, source, table):
        cells = list(row)
        for at, holds in nested:
            value = cells[at]
            cells[at] = join([link.url for link in value] if holds == "links" else value) if value else EMPTY[holds]
        yield tuple(cells)


EMPTY = {"texts": "[]", "lists": "[]", "links": "[]", "mapping": "{}"}
"""Plain cells of empty lists and mappings, by type."""

"""Document → flat tables: the one flattening that all table formats share."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, Literal, NamedTuple, Protocol, TypeVar

from pocketparse.contents import Contents
from pocketparse.errors import UnknownTable

Cell = str | int | bool | None
Type = Literal["text", "integer", "boolean", "texts", "lists", "mapping", "links"]
"""What a value is: one of the first three, null or not; a list of texts, a list of such lists, a mapping of
texts to texts, or a list of links, which are empty where there is nothing, and never null."""
PLAIN = ("text", "integer", "boolean")


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Type
    meaning: str
    path: str
    """The attribute of a record that it holds, dotted where that is one of an attribute's; "source" and "number"
    are not read from the record."""


class Reference(NamedTuple):
    """A foreign key: columns of a table that name a row of a table by its key."""

    columns: tuple[str, ...]
    table: str


class Shape(Protocol):
    """What a table of a database is: its name, columns and keys."""

    @property
    def name(self) -> str:
        """What it is called."""

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
    """Return the cell of a list, a list of lists or a mapping: JSON, which `split` reads back exactly."""
    return json.dumps(value, ensure_ascii=False)


def split(cell: str) -> Any:
    """Return the value of a cell that `join` wrote: lists for lists and tuples, a dict for a mapping."""
    return json.loads(cell)


def several(documents: Contents | Iterable[Contents]) -> Iterable[Contents]:
    """Return what there is to go through: one document, or each of several.

    Raises:
        TypeError: one of them is something else, once it is reached.
    """
    return (documents,) if isinstance(documents, Contents) else map(_checked, documents)


def _checked(one: object) -> Contents:
    if isinstance(one, Contents):
        return one
    advice = ": take its .document" if hasattr(one, "document") else ""
    raise TypeError(f"documents are written, not {type(one).__name__}{advice}")


def named(documents: Contents | Iterable[Contents]) -> Iterator[tuple[str, Contents]]:
    """Yield documents with the name that tells their rows apart: "source" is a part of every key.

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
    """Yield the same rows for formats whose cells are plain: lists and mappings as JSON, of links their URLs."""
    nested = [(at, column.type) for at, column in enumerate(table.columns) if column.type not in PLAIN]
    for row in values(document, source, table):
        cells = list(row)
        for at, holds in nested:
            value = cells[at]
            cells[at] = join([link.url for link in value] if holds == "links" else value) if value else EMPTY[holds]
        yield tuple(cells)


EMPTY = {"texts": "[]", "lists": "[]", "links": "[]", "mapping": "{}"}
"""The cells of most lists and mappings."""

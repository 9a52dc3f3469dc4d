"""Document → flat tables: the one flattening that all table formats share; TABLES lists every column."""

import json
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, Literal, NamedTuple

from pocketparse.document import Document
from pocketparse.errors import UnknownTable
from pocketparse.records import Link

Cell = str | int | bool | None
Type = Literal["text", "integer", "boolean", "json"]


class Column(NamedTuple):
    """One column of a table. A cell of type "json" holds a list or a mapping, written by `join`."""

    name: str
    type: Type
    meaning: str
    read: Callable[[Any], Any]
    """Takes the value from a record."""


class Table(NamedTuple):
    """One table: its columns, and the records that are its rows."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    records: Callable[[Document], Iterator[Any]]


class OwnedLink(NamedTuple):
    """A link and the record that holds it."""

    link: Link
    owner: str
    id: str | None
    name: str
    line: int


def join(value: object) -> str:
    """Return the cell of a list, a list of lists or a mapping: JSON, which `split` reads back exactly."""
    return json.dumps(value, ensure_ascii=False)


def split(cell: str) -> Any:
    """Return the value of a cell that `join` wrote: lists for lists and tuples, a dict for a mapping."""
    return json.loads(cell)


def rows(document: Document, table: Table) -> Iterator[tuple[Cell, ...]]:
    """Yield one row per record of a table, in document order."""
    source, *columns = table.columns
    name = source.read(document)
    for record in table.records(document):
        yield (name, *(_cell(column, record) for column in columns))


def find(name: str) -> Table:
    """Return the table of a name.

    Raises:
        UnknownTable: no table has that name; the message lists those that exist.
    """
    for table in TABLES:
        if table.name == name:
            return table
    raise UnknownTable(f"unknown table {name!r}; the tables are {', '.join(table.name for table in TABLES)}")


def _cell(column: Column, record: Any) -> Cell:
    value = column.read(record)
    cell: Cell = join(value) if column.type == "json" else value
    return cell


def _owned_links(document: Document) -> Iterator[OwnedLink]:
    for section in document.sections:
        for link in section.links:
            yield OwnedLink(link, "section", section.id, section.title, section.span.line)
    for entry in document.entries:
        for link in entry.links:
            yield OwnedLink(link, "entry", entry.id, entry.name, entry.span.line)
    for article in document.articles:
        for link in article.links:
            yield OwnedLink(link, "article", None, article.title, article.span.line)


def _column(name: str, holds: Type, meaning: str, path: str = "") -> Column:
    """Return a column that reads the attribute of its name, or of a dotted path."""
    return Column(name, holds, meaning, attrgetter(path or name))


def _urls(record: Any) -> list[str]:
    return [link.url for link in record.links]


def _span(path: str = "span") -> tuple[Column, ...]:
    return (
        _column("line", "integer", "First line, counted from 1.", f"{path}.line"),
        _column("end_line", "integer", "Last line, inclusive.", f"{path}.end_line"),
        _column("start", "integer", "Offset of the first character, from 0.", f"{path}.start"),
        _column("end", "integer", "Offset after the last character.", f"{path}.end"),
    )


SOURCE = _column("source", "text", "File name; empty for standard input.", "source.name")
URLS = Column("links", "json", "URLs of its links, as written, in document order.", _urls)

TABLES = (
    Table(
        "entries",
        "One row per listed thing.",
        (
            SOURCE,
            _column("id", "text", "Unique in the file."),
            _column("name", "text", "Cleaned displayed name."),
            _column("org", "text", "Organisation named by a bracket prefix."),
            _column("url", "text", "The main URL."),
            _column("section", "text", "`id` of the section it stands in."),
            _column("section_path", "json", "Titles from the outermost section down to that one."),
            _column("groups", "json", "Captions of the index groups that point here, a list for each group."),
            _column("parent", "text", "`id` of the entry that this one is nested under."),
            _column("starred", "boolean", "Marked as new."),
            _column("star_marks", "json", "Where the marker stands: heading, index."),
            _column("stars", "integer", "Displayed count of GitHub stars."),
            _column("stars_raw", "text", "The count as written."),
            _column("tags", "json", "Markers such as licences and platforms."),
            _column("description", "text", "Displayed text; a blank line between paragraphs."),
            _column("attributes", "json", "Labelled extras, as a mapping."),
            URLS,
            _column("raw", "text", "The heading, bullet or row name as written."),
            _column("anchor", "text", "The anchor GitHub gives its heading."),
            _column("dialect", "text", "Name of the dialect that read it."),
            *_span(),
        ),
        lambda document: iter(document.entries),
    ),
    Table(
        "links",
        "One row per link: those of sections, then entries, then articles.",
        (
            SOURCE,
            _column("owner", "text", "What holds the link: section, entry or article."),
            _column("owner_id", "text", "`id` of that section or entry; an article has none.", "id"),
            _column("owner_name", "text", "Its title or name.", "name"),
            _column("owner_line", "integer", "Its first line: `line` of its own table.", "line"),
            _column("url", "text", "As written.", "link.url"),
            _column("href", "text", "Absolute and repaired; empty where `url` is not one.", "link.href"),
            _column("text", "text", "The anchor text, or the label in front of a bare URL.", "link.text"),
            _column("group", "text", "The label in front of a run of links.", "link.group"),
            _column("role", "text", "title, list, inline or badge.", "link.role"),
            _column("kind", "text", "What it points at: github, arxiv, … web.", "link.kind"),
            _column("ref", "text", "The canonical identifier in that kind.", "link.ref"),
            *_span("link.span"),
        ),
        _owned_links,
    ),
    Table(
        "sections",
        "One row per heading that groups records.",
        (
            SOURCE,
            _column("id", "text", "Unique in the file."),
            _column("title", "text", "Displayed title without number and English translation."),
            _column("title_en", "text", "English text in trailing parentheses."),
            _column("number", "text", "The leading number of the title."),
            _column("level", "integer", "1 to 6, as written."),
            _column("kind", "text", "What it holds: entries, index, articles, empty or other."),
            _column("parent", "text", "`id` of the enclosing section."),
            _column("path", "json", "Titles from the outermost section to this one."),
            _column("description", "text", "Displayed prose between the heading and the first record."),
            URLS,
            _column("raw", "text", "The heading as written."),
            _column("anchor", "text", "The anchor GitHub gives it."),
            *_span(),
        ),
        lambda document: iter(document.sections),
    ),
    Table(
        "index",
        "One row per cell of the tables that name entries.",
        (
            SOURCE,
            _column("name", "text", "Cleaned name."),
            _column("group", "text", "The nearest caption."),
            _column("group_path", "json", "All captions, outermost first."),
            _column("entry", "text", "`id` of the entry it names; empty for an orphan."),
            _column("starred", "boolean", "Marked as new in the index."),
            _column("column", "integer", "Column of the table, from 0."),
            _column("raw", "text", "The cell as written."),
            *_span(),
        ),
        lambda document: iter(document.index),
    ),
    Table(
        "articles",
        "One row per piece of the maintainers' reading matter.",
        (
            SOURCE,
            _column("title", "text", "Displayed title without its parenthesised links."),
            _column("list", "text", "Caption of the list it stands in."),
            _column("path", "json", "Titles of the bullets above it, below the caption."),
            URLS,
            *_span(),
        ),
        lambda document: iter(document.articles),
    ),
)

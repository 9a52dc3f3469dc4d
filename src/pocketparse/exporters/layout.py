"""TABLES: the tables that a Document is flattened into, with every column, key and foreign key."""

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from pocketparse.contents import Contents
from pocketparse.exporters.rows import Column, Reference, Table, Type, table_of
from pocketparse.records import Diagnostic, Link, Span


class Owned(NamedTuple):
    """A row of the table "links": a link, and the record that holds it."""

    link: Link
    owner: str
    name: str
    section: str | None = None
    entry: str | None = None
    article: int | None = None


def find(name: str) -> Table:
    """Return the table of a name.

    Raises:
        UnknownTable: no table has that name; the message lists those that exist.
    """
    return table_of(TABLES, name)


def _owned(document: Contents) -> Iterator[Owned]:
    for section in document.sections:
        for link in section.links:
            yield Owned(link, "section", section.title, section=section.id)
    for entry in document.entries:
        for link in entry.links:
            yield Owned(link, "entry", entry.name, section=entry.section, entry=entry.id)
    for number, article in enumerate(document.articles, 1):
        for link in article.links:
            yield Owned(link, "article", article.title, article=number)


class Told(NamedTuple):
    """A row of the table "diagnostics": a diagnostic and its span, Nowhere if it has none."""

    diagnostic: Diagnostic
    span: "Span | Nowhere"


class Nowhere(NamedTuple):
    """A span of four nulls: it stands for that of a diagnostic without one."""

    line: None = None
    end_line: None = None
    start: None = None
    end: None = None


def _told(document: Contents) -> Iterator[Told]:
    for found in document.diagnostics:
        yield Told(found, found.span or Nowhere())


def _column(name: str, holds: Type, meaning: str, path: str = "") -> Column:
    """Return a column whose cells are an attribute of the records: that of its name, or that of a dotted path."""
    return Column(name, holds, meaning, path or name)


SOURCE = _column("source", "text", "File name; `unnamed` for a text that came from no file.")
NUMBER = _column("number", "integer", "Its place in this table among those of its file, from 1.")
LINKS = _column("links", "links", "Its links in document order; where cells are plain, their URLs as written.")
SPAN = (
    _column("line", "integer", "First line, counted from 1.", "span.line"),
    _column("end_line", "integer", "Last line, inclusive.", "span.end_line"),
    _column("start", "integer", "Offset of the first character, from 0.", "span.start"),
    _column("end", "integer", "Offset after the last character.", "span.end"),
)
LINK = (
    _column("url", "text", "As written."),
    _column("href", "text", "Absolute and repaired; empty where `url` is not one."),
    _column("text", "text", "The anchor text, or the label in front of a bare URL."),
    _column("group", "text", "The label in front of a run of links, or the header over a link that says nothing."),
    _column("role", "text", "title, list, inline or badge."),
    _column("kind", "text", "What it points at: github, arxiv, … web."),
    _column("ref", "text", "The canonical identifier in that kind."),
    *SPAN,
)
"""Columns of a link: in the table "links", and as fields of each struct in a column of type "links"."""

BY_SOURCE = Reference(("source",), "documents")
IN_SECTION = Reference(("source", "section"), "sections")
OF_ENTRY = Reference(("source", "entry"), "entries")

TABLES = (
    Table(
        "documents",
        "One row per file.",
        (
            SOURCE,
            _column("title", "text", "Displayed title without the list version."),
            _column("version", "text", "List version."),
            _column(
                "subtitle",
                "text",
                "The first line of words under the title, to the end of its sentence; "
                "badges and links may stand in front.",
            ),
            _column("homepage", "text", "Where the list says it lives."),
            _column("notice", "text", "The maintainers' note to readers."),
            _column("footer", "text", "The closing words."),
            _column("schema_version", "text", "Major version of the records' shape."),
            _column("sha256", "text", "Of the UTF-8 bytes parsed.", "source.sha256"),
            _column("lines", "integer", "Number of lines.", "source.lines"),
            _column("characters", "integer", "Length of the text in code points.", "source.characters"),
        ),
        lambda document: (document,),
        ("source",),
        (),
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
            _column("path", "texts", "Titles from the outermost section to this one."),
            _column("description", "text", "Displayed prose between the heading and the first record."),
            LINKS,
            _column("raw", "text", "The heading as written."),
            _column("anchor", "text", "The anchor GitHub gives it."),
            *SPAN,
        ),
        attrgetter("sections"),
        ("source", "id"),
        (BY_SOURCE, Reference(("source", "parent"), "sections")),
    ),
    Table(
        "entries",
        "One row per listed thing.",
        (
            SOURCE,
            _column("id", "text", "Unique in the file."),
            _column("name", "text", "Cleaned displayed name."),
            _column("org", "text", "Organisation named by a bracket prefix."),
            _column("url", "text", "The main URL, as written."),
            _column("href", "text", "The main URL, absolute and repaired; empty where `url` is not one."),
            _column("section", "text", "`id` of the section it stands in."),
            _column("section_path", "texts", "Titles from the outermost section down to that one."),
            _column("groups", "lists", "Captions of the index groups that point here, a list for each group."),
            _column("captions", "texts", "What stands over it and is no heading, outermost first."),
            _column("parent", "text", "`id` of the entry that this one is nested under."),
            _column("starred", "boolean", "Marked as new."),
            _column("star_marks", "texts", "Where the marker stands: heading, index."),
            _column("stars", "integer", "Displayed count of GitHub stars."),
            _column("stars_raw", "text", "The count as written."),
            _column("tags", "texts", "Markers such as licences and platforms."),
            _column("description", "text", "Displayed text; a blank line between paragraphs."),
            _column("attributes", "mapping", "Labelled extras."),
            LINKS,
            _column("raw", "text", "The heading, bullet or row name as written."),
            _column("anchor", "text", "The anchor GitHub gives its heading."),
            _column("dialect", "text", "Name of the dialect that read it."),
            *SPAN,
        ),
        attrgetter("entries"),
        ("source", "id"),
        (BY_SOURCE, IN_SECTION, Reference(("source", "parent"), "entries")),
    ),
    Table(
        "index",
        "One row per cell of the tables that name entries.",
        (
            SOURCE,
            NUMBER,
            _column("name", "text", "Cleaned name."),
            _column("group", "text", "The nearest caption."),
            _column("group_path", "texts", "All captions, outermost first."),
            _column("entry", "text", "`id` of the entry it names; empty for an orphan."),
            _column("starred", "boolean", "Marked as new in the index."),
            _column("column", "integer", "Column of the table, from 0."),
            _column("raw", "text", "The cell as written."),
            *SPAN,
        ),
        attrgetter("index"),
        ("source", "number"),
        (BY_SOURCE, OF_ENTRY),
    ),
    Table(
        "articles",
        "One row per piece of the maintainers' reading matter.",
        (
            SOURCE,
            NUMBER,
            _column("title", "text", "Displayed title without its parenthesised links."),
            _column("list", "text", "Caption of the list it stands in."),
            _column("path", "texts", "Titles of the bullets above it, below the caption."),
            LINKS,
            *SPAN,
        ),
        attrgetter("articles"),
        ("source", "number"),
        (BY_SOURCE,),
    ),
    Table(
        "links",
        "One row per link: those of sections, then entries, then articles.",
        (
            SOURCE,
            NUMBER,
            _column("owner", "text", "What holds the link: section, entry or article."),
            _column("owner_name", "text", "Its title or name.", "name"),
            _column("section", "text", "`id` of the section that holds it, or that its entry stands in."),
            _column("entry", "text", "`id` of the entry that holds it."),
            _column("article", "integer", "`number` of the article that holds it."),
            *(column._replace(path=f"link.{column.path}") for column in LINK),
        ),
        _owned,
        ("source", "number"),
        (BY_SOURCE, IN_SECTION, OF_ENTRY, Reference(("source", "article"), "articles")),
    ),
    Table(
        "passages",
        "One row per piece of text that no record claimed.",
        (
            SOURCE,
            NUMBER,
            _column("kind", "text", "The Markdown block it is, or is part of."),
            _column("text", "text", "The lines as written."),
            _column("section", "text", "`id` of the section it stands in."),
            *SPAN,
        ),
        attrgetter("passages"),
        ("source", "number"),
        (BY_SOURCE, IN_SECTION),
    ),
    Table(
        "diagnostics",
        "One row per oddity of the text.",
        (
            SOURCE,
            NUMBER,
            _column("code", "text", "Stable code.", "diagnostic.code"),
            _column("rule", "text", "Its name.", "diagnostic.rule"),
            _column("severity", "text", "error, warning or info.", "diagnostic.severity"),
            _column("message", "text", "One sentence for people.", "diagnostic.message"),
            *SPAN,
        ),
        _told,
        ("source", "number"),
        (BY_SOURCE,),
    ),
)
FILES = (*(f"{table.name}.csv" for table in TABLES), "datapackage.json")
"""Names of the files of a data package, a folder."""

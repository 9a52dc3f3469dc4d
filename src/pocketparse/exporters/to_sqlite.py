"""Document → a SQLite database of all its tables, joined by keys, with views and a full-text index of the entries."""

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from typing import BinaryIO
from warnings import warn

from pocketparse.contents import SCHEMA_VERSION, Contents
from pocketparse.errors import ExportWarning, SourceError
from pocketparse.exporters import layout, rows
from pocketparse.exporters.formats import unpacked

TYPES = {"integer": "INTEGER", "boolean": "INTEGER"}
"""SQL types, by those of columns; all others are TEXT."""
APPLICATION_ID = 0x706B7470
"""Number in the header of a database, by which tools such as `file` know its program: "pktp" in ASCII."""

INDEXES = """
CREATE INDEX entries_by_section ON entries (source, section);
CREATE INDEX entries_by_name ON entries (name);
CREATE INDEX links_by_entry ON links (source, entry);
CREATE INDEX links_by_target ON links (kind, ref);
CREATE INDEX index_by_entry ON "index" (source, entry);
"""
VIEWS = """
CREATE VIEW entry_links AS
SELECT e.source, e.id, e.name, e.section_path, l.url, l.href, l.text, l."group", l.role, l.kind, l.ref, l.line
FROM entries e JOIN links l ON l.source = e.source AND l.entry = e.id
ORDER BY l.source, l.number;

CREATE VIEW section_counts AS
SELECT s.source, s.id, s.path, count(e.id) AS entries, coalesce(sum(e.starred), 0) AS starred
FROM sections s LEFT JOIN entries e ON e.source = s.source AND e.section = s.id
GROUP BY s.source, s.id ORDER BY s.source, s.start;

CREATE VIEW entry_tags AS
SELECT e.source, e.id, e.name, tag.value AS tag FROM entries e, json_each(e.tags) tag;

CREATE VIEW entry_attributes AS
SELECT e.source, e.id, e.name, one."key" AS attribute, one.value FROM entries e, json_each(e.attributes) one;
"""
# The trigram tokenizer finds any substring of three characters or more, in Chinese as in English.
SEARCH = """
CREATE VIRTUAL TABLE entries_fts USING fts5(
    name, description, tags, content="entries", tokenize="{}"
);
INSERT INTO entries_fts (entries_fts) VALUES ('rebuild');
"""


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write a database of all tables in layout.py; lists and mappings are JSON text.

    Where this Python's SQLite has no trigram tokenizer, or no FTS5 at all, an ExportWarning tells what the database
    lacks.
    """
    database = sqlite3.connect(":memory:")
    try:
        database.executescript(
            f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};"
            + "".join(create(table, layout.find) for table in layout.TABLES)
        )
        inserts = [(table, insert(table)) for table in layout.TABLES]
        for source, document in rows.named(documents):
            for table, statement in inserts:
                database.executemany(statement, rows.rows(document, source, table))
        database.executescript(INDEXES + VIEWS)
        _index_text(database)
        database.commit()
        out.write(database.serialize())
    finally:
        database.close()


def refuse(path: Path) -> None:
    """Refuse to replace a history: it grows with every run, and a list holds nothing of it.

    Raises:
        SourceError: a history stands at the path.
    """
    if not path.is_file():
        return  # nothing is there; and a pipe would wait for what nobody writes
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            load(database, unpacked(path.read_bytes(), path))
            (application,) = database.execute("PRAGMA application_id").fetchone()
            tables = database.execute("SELECT name FROM sqlite_master WHERE name = 'revisions'").fetchall()
    except (OSError, SourceError, sqlite3.Error):
        return  # no database, or a damaged one
    if application == APPLICATION_ID and tables:
        raise SourceError(f"{path}: is a history that pocketparse wrote, and was left alone")


def load(database: sqlite3.Connection, data: bytes) -> None:
    """Load the bytes of a file into a database in memory, with WAL mode, in bytes 18 and 19, turned off."""
    database.deserialize(data[:18] + b"\1\1" + data[20:])


def create(table: rows.Shape, find: Callable[[str], rows.Shape]) -> str:
    """Return the SQL that creates a table; `find` returns the table of a name, for foreign keys."""
    parts = [f"{_name(column.name)} {TYPES.get(column.type, 'TEXT')}" for column in table.columns]
    parts.append(f"PRIMARY KEY ({_names(table.key)})")
    for one in table.references:
        key = find(one.table).key
        parts.append(f"FOREIGN KEY ({_names(one.columns)}) REFERENCES {_name(one.table)} ({_names(key)})")
    return f"CREATE TABLE {_name(table.name)} (\n  " + ",\n  ".join(parts) + "\n);\n"


def insert(table: rows.Shape) -> str:
    """Return the SQL that inserts a row into a table."""
    return f"INSERT INTO {_name(table.name)} VALUES ({', '.join('?' * len(table.columns))})"


def _name(name: str) -> str:
    return f'"{name}"'


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _index_text(database: sqlite3.Connection) -> None:
    """Create the full-text index, with the best tokenizer of this SQLite; warn of what it lacks."""
    lack = ""
    for tokenizer, without in (
        (
            "trigram",
            "no trigram tokenizer, which came with 3.34: entries_fts finds whole words, and none in Chinese",
        ),
        ("unicode61", "no FTS5: there is no entries_fts to search in"),
    ):
        try:
            database.executescript(SEARCH.format(tokenizer))
            break
        except sqlite3.OperationalError:
            lack = without
    if lack:
        warn(ExportWarning(f"the SQLite of this Python, {sqlite3.sqlite_version}, has {lack}"), stacklevel=4)

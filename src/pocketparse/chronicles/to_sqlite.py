"""History → a SQLite database of all its tables, joined by keys, with views; new revisions are appended."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from typing import Any, BinaryIO

from pocketparse.chronicles.layout import TABLES, Last, find, rows_at_end, rows_of
from pocketparse.errors import ForeignFile
from pocketparse.exporters.to_sqlite import APPLICATION_ID, create, insert, load
from pocketparse.lifetimes import Ledger, Lifetime, Period, Seen
from pocketparse.revisions import Revision

VERSION = 1002
"""Version of the tables, in `user_version`; a database of documents has that of the schema there, which is smaller."""
EXTRAS = """
CREATE INDEX changes_by_kind ON changes (kind);
CREATE INDEX changes_by_lifetime ON changes (lifetime);

CREATE VIEW news AS
SELECT r.date, r."commit", c.kind, c.name, c.section, c.url, c.old, c.new, c.lifetime
FROM changes c JOIN revisions r ON r.number = c.revision ORDER BY c.revision DESC, c.number;

CREATE VIEW ledger AS
SELECT r.number, r.date, r.entries,
  (SELECT count(*) FROM changes c WHERE c.revision = r.number AND c.kind = 'entry-added') AS added,
  (SELECT count(*) FROM changes c WHERE c.revision = r.number AND c.kind = 'entry-removed') AS removed
FROM revisions r ORDER BY r.number;
"""


def write(revisions: Iterable[Revision], out: BinaryIO, *, old: bytes | None = None) -> None:
    """Write a database; lists are JSON text.

    Args:
        revisions: oldest first; memory holds one at a time, and the database.
        out: a binary stream.
        old: a database of the revisions before; they stay, and the lifetimes go on.

    Raises:
        ForeignFile: the old database does not hold, or take, what is written here.
    """
    taking = _taking if old else nullcontext
    with closing(sqlite3.connect(":memory:")) as database:
        if old:
            with taking():
                load(database, old)
                ledger = Ledger(_lifetimes(database))
        else:
            ledger = Ledger()
            tables = "".join(create(table, find) for table in TABLES)
            database.executescript(
                f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {VERSION};" + tables + EXTRAS
            )
        for revision in revisions:
            ledger.add(revision)
            with taking():
                for table, rows in rows_of(revision, ledger):
                    database.executemany(insert(table), rows)
        with taking():
            for table, rows in rows_at_end(ledger):
                database.execute(f"DELETE FROM {table.name}")
                database.executemany(insert(table), rows)
        database.commit()
        out.write(database.serialize())


def last(old: bytes) -> Last | None:
    """Return the last revision in a database, None where it holds none.

    Raises:
        ForeignFile: `write` did not write that database.
    """
    with closing(sqlite3.connect(":memory:")) as database, _taking():
        load(database, old)
        if database.execute("PRAGMA user_version").fetchone() != (VERSION,):
            raise ValueError
        row = database.execute(
            'SELECT number, "commit", path, read_with FROM revisions ORDER BY number DESC'
        ).fetchone()
        return Last.read(*row) if row else None


@contextmanager
def _taking() -> Iterator[None]:
    """Turn errors of the block, which reads or extends an old database, into a ForeignFile.

    Raises:
        ForeignFile: another program made the database, or changed it.
    """
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError, RecursionError):
        raise ForeignFile("is no history that this version of pocketparse wrote") from None


def _lifetimes(database: sqlite3.Connection) -> Iterator[Lifetime]:
    """Yield the lifetimes in a database, with their periods."""
    periods: dict[tuple[str, str], list[Period]] = defaultdict(list)
    for id, kind, _, value, *when in database.execute("SELECT * FROM periods ORDER BY lifetime, kind, number"):
        value = int(value) if kind == "stars" else value
        periods[id, kind].append(Period(value, _sure(when[:2]), _seen(when[2:])))
    for id, name, entry, section, *when in database.execute("SELECT * FROM lifetimes ORDER BY rowid"):
        first, last = _sure(when[:2]), _sure(when[2:4])
        borne = (tuple(periods[id, kind]) for kind in ("starred", "name", "link", "stars"))
        yield Lifetime(id, name, entry, tuple(json.loads(section)), first, last, _seen(when[4:]), *borne)


def _seen(cells: list[str | None]) -> Seen | None:
    commit, date = cells
    return _sure(cells) if commit and date else None


def _sure(cells: list[Any]) -> Seen:
    """Return a commit and its time from two cells that are never null.

    Raises:
        ValueError: the time has no zone, and could not be compared with others.
    """
    commit, date = cells
    time = datetime.fromisoformat(date)
    if not time.tzinfo:
        raise ValueError
    return Seen(commit, time)

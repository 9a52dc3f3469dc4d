"""TABLES: the tables that a history is flattened into, with every column, key and foreign key."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from pocketparse.changes import Change, Value
from pocketparse.exporters.rows import Cell, Column, Reference, Type, join, table_of
from pocketparse.lifetimes import Ledger, Lifetime, Seen
from pocketparse.records import Span
from pocketparse.revisions import Revision, Sighting

Row = tuple[Cell, ...]


class Last(NamedTuple):
    """The last revision in a file, after which new ones are appended."""

    number: int
    commit: str
    """Its full hash."""
    path: str
    """Path of the list in that revision."""
    read_with: str
    """The dialects and limits it was read with that are not the default ones."""

    @classmethod
    def read(cls, number: object, commit: object, path: object, read_with: object) -> "Last":
        """Return the last revision from its cells in a file, whose types may be anything.

        Raises:
            TypeError: a cell is of another type than `write` writes.
        """
        match number, commit, path, read_with:
            case int(place), str(id), str(called), str(how):
                return cls(place, id, called, how)
        raise TypeError


class Table(NamedTuple):
    """One table, and the function that makes its rows, from each revision or, at the end, from each lifetime."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    of: Literal["revision", "lifetime"]
    rows: Callable[..., Iterable[Row]]
    """Takes a revision and the ledger that holds it or, for a table of lifetimes, a lifetime."""


def rows_of(revision: Revision, ledger: Ledger) -> Iterator[tuple[Table, Iterable[Row]]]:
    """Yield each table of revisions, with the rows that a revision adds to it."""
    for table in TABLES:
        if table.of == "revision":
            yield table, table.rows(revision, ledger)


def rows_at_end(ledger: Ledger) -> Iterator[tuple[Table, Iterable[Row]]]:
    """Yield each table of lifetimes, with all its rows."""
    lifetimes = ledger.lifetimes
    for table in TABLES:
        if table.of == "lifetime":
            yield table, (row for lifetime in lifetimes for row in table.rows(lifetime))


def rows_in(table: Table, revisions: Iterable[Revision]) -> Iterator[Row]:
    """Yield the rows of one table, of revisions that come oldest first."""
    ledger = Ledger()
    for revision in revisions:
        ledger.add(revision)
        if table.of == "revision":
            yield from table.rows(revision, ledger)
    if table.of == "lifetime":
        yield from (row for lifetime in ledger.lifetimes for row in table.rows(lifetime))


def find(name: str) -> Table:
    """Return the table of a name.

    Raises:
        UnknownTable: no table has that name; the message lists those that exist.
    """
    return table_of(TABLES, name)


def shown(value: Value) -> str | None:
    """Return an old or new value as a plain cell: text and null as they are, all else as JSON."""
    return value if value is None or isinstance(value, str) else join(value)


def _revisions(revision: Revision, _: Ledger) -> Iterator[Row]:
    commit, entries = revision.commit, None if revision.problem else revision.entries
    yield (
        revision.number,
        commit.id,
        commit.date.isoformat(),
        commit.author,
        commit.subject,
        commit.path,
        revision.version,
        None if entries is None else len(entries),
        None if entries is None else sum(len(entry.urls) for entry in entries),
        None if entries is None else sum(entry.starred for entry in entries),
        revision.problem,
        revision.read_with,
    )


def _sections(revision: Revision, _: Ledger) -> Iterator[Row]:
    inside: dict[tuple[str | None, tuple[str, ...]], list[Sighting]] = defaultdict(list)
    for entry in revision.entries:
        inside[entry.section, entry.section_path].append(entry)
    for (id, path), entries in inside.items():
        links = sum([len(entry.urls) for entry in entries])
        starred = sum([entry.starred for entry in entries])
        yield revision.number, id or "", join(path), len(entries), links, starred


def _changes(revision: Revision, ledger: Ledger) -> Iterator[Row]:
    for number, change in enumerate(revision.changes, 1):
        yield (
            revision.number,
            number,
            change.kind,
            change.name,
            join(change.section),
            change.url,
            shown(change.old),
            shown(change.new),
            change.by,
            ledger.lifetime_of(change) if _is_of_entry(change) else None,
            change.old_id,
            change.new_id,
            *_lines(change.old_span),
            *_lines(change.new_span),
        )


def _is_of_entry(change: Change) -> bool:
    return not change.kind.startswith(("section-", "version-"))


def _lines(span: Span | None) -> tuple[int | None, int | None]:
    return (span.line, span.end_line) if span else (None, None)


def _lifetimes(lifetime: Lifetime) -> Iterator[Row]:
    yield (
        lifetime.id,
        lifetime.name,
        lifetime.entry,
        join(lifetime.section),
        *_seen(lifetime.first_seen),
        *_seen(lifetime.last_seen),
        *_seen(lifetime.removed),
    )


def _periods(lifetime: Lifetime) -> Iterator[Row]:
    kinds = ("starred", lifetime.starred), ("name", lifetime.names), ("link", lifetime.links), ("stars", lifetime.stars)
    for kind, periods in kinds:
        for number, one in enumerate(periods, 1):
            yield lifetime.id, kind, number, shown(one.value), *_seen(one.first), *_seen(one.until)


def _seen(seen: Seen | None) -> tuple[str | None, str | None]:
    return (seen.commit, seen.date.isoformat()) if seen else (None, None)


def _column(name: str, holds: Type, meaning: str) -> Column:
    return Column(name, holds, meaning, name)


REVISION = _column("revision", "integer", "`number` of the revision.")
OF_REVISION = Reference(("revision",), "revisions")


def _when(name: str, meaning: str) -> tuple[Any, Any]:
    return (
        _column(f"{name}_commit", "text", f"Commit of {meaning}."),
        _column(f"{name}_date", "text", "Its time, ISO 8601 with offset."),
    )


TABLES = (
    Table(
        "revisions",
        "One row per commit that changed the list.",
        (
            _column("number", "integer", "Its place in the history, from 1."),
            _column("commit", "text", "Full hash of the commit."),
            _column("date", "text", "When it was committed, ISO 8601 with offset."),
            _column("author", "text", "Who wrote it."),
            _column("subject", "text", "First line of its message."),
            _column("path", "text", "What the file was called then."),
            _column("version", "text", "List version."),
            _column("entries", "integer", "Number of entries; empty where the file could not be read."),
            _column("links", "integer", "Number of their links."),
            _column("starred", "integer", "Number of entries marked as new."),
            _column("problem", "text", "Why it could not be read."),
            _column("read_with", "text", "The dialects and limits it was read with that are not the usual ones."),
        ),
        ("number",),
        (),
        "revision",
        _revisions,
    ),
    Table(
        "sections",
        "One row per revision and section that holds entries.",
        (
            REVISION,
            _column("section", "text", "`id` of the section in that revision; empty above the first one."),
            _column("path", "texts", "Titles from the outermost section to this one."),
            _column("entries", "integer", "Number of entries that stand in it."),
            _column("links", "integer", "Number of their links."),
            _column("starred", "integer", "Number of them marked as new."),
        ),
        ("revision", "section"),
        (OF_REVISION,),
        "revision",
        _sections,
    ),
    Table(
        "changes",
        "One row per change from one revision to the next.",
        (
            REVISION,
            _column("number", "integer", "Its place among the changes of the revision, from 1."),
            _column("kind", "text", "What happened: entry-added, link-edited, …"),
            _column("name", "text", "Name of the entry or title of the section."),
            _column("section", "texts", "Titles from the outermost section down to where it stands."),
            _column("url", "text", "The main URL of the entry."),
            _column("old", "text", "What it was: text, or JSON of a number or list."),
            _column("new", "text", "What it is."),
            _column("by", "text", "What told that the entry is the same."),
            _column("lifetime", "text", "`id` of the entry's lifetime."),
            _column("old_id", "text", "Id of the entry or section in the revision before."),
            _column("new_id", "text", "Id of it in this revision."),
            _column("old_line", "integer", "First line of its place before, counted from 1."),
            _column("old_end_line", "integer", "Last line of it, inclusive."),
            _column("new_line", "integer", "First line of its place in this revision."),
            _column("new_end_line", "integer", "Last line of it, inclusive."),
        ),
        ("revision", "number"),
        (OF_REVISION, Reference(("lifetime",), "lifetimes")),
        "revision",
        _changes,
    ),
    Table(
        "lifetimes",
        "One row per entry that ever stood in the list.",
        (
            _column("id", "text", "Its first id; with a number where another entry had that first."),
            _column("name", "text", "Its last name."),
            _column("entry", "text", "Its id in the last revision; empty when it is gone."),
            _column("section", "texts", "Titles of the sections where it stood last."),
            *_when("first", "the revision that added it"),
            *_when("last", "the last revision that holds it"),
            *_when("removed", "the revision that removed it"),
        ),
        ("id",),
        (),
        "lifetime",
        _lifetimes,
    ),
    Table(
        "periods",
        "One row per thing that an entry bore, and when.",
        (
            _column("lifetime", "text", "`id` of the entry's lifetime."),
            _column("kind", "text", "starred, name, link or stars."),
            _column("number", "integer", "Its place among those of its kind, from 1."),
            _column("value", "text", "The name, URL or count; empty for the marker."),
            *_when("first", "the first revision with it"),
            *_when("until", "the first revision without it; empty while it lasts"),
        ),
        ("lifetime", "kind", "number"),
        (Reference(("lifetime",), "lifetimes"),),
        "lifetime",
        _periods,
    ),
)

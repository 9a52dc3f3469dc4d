"""Contents ↔ bytes: how records travel between processes, for a fraction of what JSON or their own pickles take."""

import pickle
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from typing import Any, TypeVar

from pocketparse.contents import Contents, Entries
from pocketparse.errors import PocketParseError
from pocketparse.new_records import new_cell, new_entry, new_link, new_passage, new_span
from pocketparse.records import Entry, IndexItem, Link, LinkRole, Passage

Record = TypeVar("Record")
Packed = tuple[Any, ...]


def _getter(record: type[Any]) -> Callable[[Any], Packed]:
    """Return what takes all fields of a record, the four of its span in its place, in one call."""
    names = [field.name for field in fields(record)]
    at = names.index("span")
    return attrgetter(*names[:at], "span.line", "span.end_line", "span.start", "span.end", *names[at + 1 :])


_entry, _link, _cell, _passage = map(_getter, (Entry, Link, IndexItem, Passage))
LINKS = [field.name for field in fields(Entry)].index("links")
ENTRY_SPAN = [field.name for field in fields(Entry)].index("span")
WHOLE_FIELDS = ("title", "version", "subtitle", "homepage", "notice", "footer", "sections", "articles", "diagnostics")
"""What there is little of: its own pickle will do."""


def to_bytes(document: Contents | None, error: PocketParseError | None) -> bytes:
    """Return what became of a file as bytes: what its document holds, or an error.

    Raises:
        Exception: something in it does not pickle.
    """
    return pickle.dumps((_packed(document) if document else None, error), pickle.HIGHEST_PROTOCOL)


def from_bytes(data: bytes) -> tuple[Contents | None, PocketParseError | None]:
    """Return what became of a file, from its bytes."""
    packed, error = pickle.loads(data)
    return _unpacked(packed) if packed else None, error


def _packed(document: Contents) -> Packed:
    """Return a document as tuples, strings and numbers for the most part: what pickles fast."""
    entries = []
    for entry in document.entries:
        packed = _entry(entry)
        entries.append((packed[:LINKS], [_link(link) for link in entry.links], packed[LINKS + 1 :]))
    return (
        document.source,
        entries,
        [_cell(item) for item in document.index],
        [_passage(passage) for passage in document.passages],
        [getattr(document, name) for name in WHOLE_FIELDS],
    )


def _unpacked(packed: Packed) -> Contents:
    """Return the document that was packed."""
    source, entries, cells, passages, rare = packed
    return Contents(
        source=source,
        entries=Entries(
            _placed(new_entry, (*before, tuple([_unpacked_link(*link) for link in links]), *after), ENTRY_SPAN)
            for before, links, after in entries
        ),
        index=tuple([_placed(new_cell, cell) for cell in cells]),
        passages=tuple([_placed(new_passage, passage) for passage in passages]),
        **dict(zip(WHOLE_FIELDS, rare, strict=True)),
    )


def _unpacked_link(
    url: str,
    href: str | None,
    text: str | None,
    group: str | None,
    role: LinkRole,
    kind: str,
    ref: str | None,
    line: int,
    end_line: int,
    start: int,
    end: int,
) -> Link:
    """Return a link of its fields, spelled out: there are more links than anything else."""
    return new_link(url, href, text, group, role, kind, ref, new_span(line, end_line, start, end))


def _placed(make: Callable[..., Record], packed: Packed, at: int = -4) -> Record:
    """Return a record of its fields; its span's stand at a place, the last four as a rule."""
    end = at + 4 or None
    return make(*packed[:at], new_span(*packed[at:end]), *(packed[end:] if end else ()))

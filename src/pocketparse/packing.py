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
    """Return a function from a record to the tuple of its fields, in which its span is replaced by the span's four."""
    names = [field.name for field in fields(record)]
    at = names.index("span")
    return attrgetter(*names[:at], "span.line", "span.end_line", "span.start", "span.end", *names[at + 1 :])


_entry, _link, _cell, _passage = map(_getter, (Entry, Link, IndexItem, Passage))
LINKS = [field.name for field in fields(Entry)].index("links")
ENTRY_SPAN = [field.name for field in fields(Entry)].index("span")
WHOLE_FIELDS = ("title", "version", "subtitle", "homepage", "notice", "footer", "sections", "articles", "diagnostics")
"""Fields of Contents that are pickled as they are: they hold few records."""


def to_bytes(document: Contents | None, error: PocketParseError | None) -> bytes:
    """Return the result of reading a file as bytes: the contents of its document, or an error.

    Raises:
        Exception: an object in it cannot be pickled.
    """
    return pickle.dumps((_packed(document) if document else None, error), pickle.HIGHEST_PROTOCOL)


def from_bytes(data: bytes) -> tuple[Contents | None, PocketParseError | None]:
    """Return the result of reading a file, from `to_bytes`: contents or an error."""
    packed, error = pickle.loads(data)
    return _unpacked(packed) if packed else None, error


def _packed(document: Contents) -> Packed:
    """Return contents as nested tuples, mostly of strings and numbers, which pickle fast."""
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
    """Return the contents that `_packed` took."""
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
    """Return a link from its packed fields: spelled out for speed, as links are the most frequent records."""
    return new_link(url, href, text, group, role, kind, ref, new_span(line, end_line, start, end))


def _placed(make: Callable[..., Record], packed: Packed, at: int = -4) -> Record:
    """Return a record from its packed fields, of which the four from `at` on are those of its span."""
    end = at + 4 or None
    return make(*packed[:at], new_span(*packed[at:end]), *(packed[end:] if end else ()))

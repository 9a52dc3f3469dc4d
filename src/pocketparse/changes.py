"""diff(): Document × Document → Changes, each of one kind, typed, with its place in both."""

from collections import Counter, defaultdict, deque
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal, NamedTuple

from pocketparse.contents import Contents
from pocketparse.field_docs import with_field_docs
from pocketparse.links import address
from pocketparse.pairing import By, Pair, pair_entries, pair_sections, urls
from pocketparse.records import Entry, Link, Section, Span

ChangeKind = Literal[
    "version-changed",
    "section-added",
    "section-removed",
    "section-renamed",
    "entry-added",
    "entry-removed",
    "entry-renamed",
    "entry-moved",
    "entry-starred",
    "entry-unstarred",
    "star-count-changed",
    "link-added",
    "link-removed",
    "link-edited",
    "description-edited",
    "tags-edited",
    "groups-edited",
    "captions-edited",
    "attributes-edited",
]
Value = str | int | tuple[str, ...] | tuple[tuple[str, ...], ...] | dict[str, str] | None
FACTS = attrgetter(
    "name", "org", "section", "starred", "stars", "description", "tags", "groups", "captions", "attributes"
)
"""Returns the fields of an entry that are compared, except links."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two versions of a list."""

    kind: ChangeKind
    """What happened."""
    name: str
    """Name of the entry or title of the section, in the new version where it is there; "" for the list itself."""
    section: tuple[str, ...]
    """Titles from the outermost section down to where it stands."""
    url: str | None
    """The main URL of the entry, absolute where it is one."""
    old: Value = field(hash=False)
    """What it was: a name, titles of sections, a count, a URL, a description, tags, groups, captions, attributes."""
    new: Value = field(hash=False)
    """What it is."""
    by: By | None
    """What told that the entry of both versions is the same; null where it stands in one of them, or is none."""
    old_id: str | None
    """Id of the entry or section in the old version."""
    new_id: str | None
    """Id of it in the new version."""
    old_span: Span | None
    """Its place in the old version: the link's for a link, the heading's for a section."""
    new_span: Span | None
    """Its place in the new version."""

    def __repr__(self) -> str:
        """Return kind and name."""
        return f"<Change {self.kind} {self.name!r}>"


class Side(NamedTuple):
    """The fields of a document that are compared."""

    version: str | None
    homepage: str | None
    sections: Sequence[Section]
    entries: Mapping[int, Entry]
    """Entries by their index in the document, in order; the caller may leave out pairs known to be the same in both."""


class Comparison(NamedTuple):
    """Two versions side by side."""

    changes: list[Change]
    pairs: list[Pair]
    """The entries that are in both versions, in the order of the new one."""


def diff(old: Contents, new: Contents) -> list[Change]:
    """Tell how a list changed: what was added, removed, renamed, moved, marked as new or edited.

    Entries are the same in both versions when their names, links, or at last their descriptions say so
    (pairing.py); each change tells which by `by`. Passages, articles and labels of links are not compared.

    Returns:
        The changes: of the list itself, of its sections, then of entries in the order of the new version, those that
        were removed at the end.

    Raises:
        TypeError: `old` or `new` is no document.
    """
    for one in (old, new):
        if not isinstance(one, Contents):
            raise TypeError(f"documents are compared, not {type(one).__name__}: parse texts first")
    return compare(side(old), side(new)).changes


def side(document: Contents) -> Side:
    """Return the fields of a document that are compared."""
    return Side(document.version, document.homepage, document.sections, dict(enumerate(document.entries)))


def compare(old: Side, new: Side) -> Comparison:
    """Return the changes, and the pairs of entries that they rest on."""
    pairs = pair_entries(old.entries, new.entries)
    sections = pair_sections(old.sections, new.sections, pairs)
    changes = list(_of_document(old, new))
    changes += _of_sections(old, new, sections)
    pair_of = {id(pair.new): pair for pair in pairs}
    for entry in new.entries.values():
        pair = pair_of.get(id(entry))
        if pair is None:
            changes.append(_whole("entry-added", None, entry))
        elif FACTS(pair.old) != FACTS(entry) or urls(pair.old) != urls(entry):
            changes += _of_entry(pair, sections)
    kept = {id(pair.old) for pair in pairs}
    changes += [_whole("entry-removed", entry, None) for entry in old.entries.values() if id(entry) not in kept]
    return Comparison(changes, pairs)


def _of_document(old: Side, new: Side) -> Iterator[Change]:
    if old.version != new.version:
        yield Change(
            "version-changed",
            name="",
            section=(),
            url=new.homepage,
            old=old.version,
            new=new.version,
            by=None,
            old_id=None,
            new_id=None,
            old_span=None,
            new_span=None,
        )


def _of_sections(old: Side, new: Side, pairs: dict[str, str]) -> Iterator[Change]:
    there = {section.id: section for section in new.sections}
    kept = set(pairs.values())
    for section in old.sections:
        if section.id not in pairs:
            yield _whole("section-removed", section, None)
        elif section.title != there[pairs[section.id]].title:
            yield _whole("section-renamed", section, there[pairs[section.id]])
    for section in new.sections:
        if section.id not in kept:
            yield _whole("section-added", None, section)


def _whole(kind: ChangeKind, old: Section | Entry | None, new: Section | Entry | None) -> Change:
    """Return the change of a section or an entry that was added or removed, or of a section that was renamed."""
    now = new or old
    assert now is not None
    return Change(
        kind,
        name=_name(now),
        section=now.section_path if isinstance(now, Entry) else now.path,
        url=address(now.main_link) if isinstance(now, Entry) else None,
        old=_name(old) if old else None,
        new=_name(new) if new else None,
        by=None,
        old_id=old.id if old else None,
        new_id=new.id if new else None,
        old_span=old.span if old else None,
        new_span=new.span if new else None,
    )


def _name(one: Section | Entry) -> str:
    return one.name if isinstance(one, Entry) else one.title


def _of_entry(pair: Pair, sections: dict[str, str]) -> Iterator[Change]:
    old, new, by = pair
    here, there = old.span, new.span
    main = address(new.main_link)  # found among all its links

    def change(
        kind: ChangeKind, was: Value, now: Value, old_span: Span | None = here, new_span: Span | None = there
    ) -> Change:
        return Change(
            kind,
            name=new.name,
            section=new.section_path,
            url=main,
            old=was,
            new=now,
            by=by,
            old_id=old.id,
            new_id=new.id,
            old_span=old_span,
            new_span=new_span,
        )

    if (old.name, old.org) != (new.name, new.org):
        is_org = old.name == new.name
        yield change("entry-renamed", old.full_name if is_org else old.name, new.full_name if is_org else new.name)
    if old.section != new.section and (old.section not in sections or sections[old.section] != new.section):
        yield change("entry-moved", old.section_path, new.section_path)
    if old.starred != new.starred:
        yield change("entry-starred" if new.starred else "entry-unstarred", None, None)
    if old.stars != new.stars:
        yield change("star-count-changed", old.stars, new.stars)
    for one, other in _links(old.links, new.links):
        kind: ChangeKind = "link-added" if one is None else "link-removed" if other is None else "link-edited"
        url, now = one.url if one else None, other.url if other else None
        yield change(kind, url, now, one.span if one else None, other.span if other else None)
    if old.description != new.description:
        yield change("description-edited", old.description, new.description)
    if old.tags != new.tags:
        yield change("tags-edited", old.tags, new.tags)
    if old.groups != new.groups:
        yield change("groups-edited", old.groups, new.groups)
    if old.captions != new.captions:
        yield change("captions-edited", old.captions, new.captions)
    if old.attributes != new.attributes:
        yield change("attributes-edited", old.attributes, new.attributes)


def _links(old: Sequence[Link], new: Sequence[Link]) -> Iterator[tuple[Link | None, Link | None]]:
    """Yield the links that are not in both: pairs of an edited link, then removed links and added ones.

    A removed and an added link are an edited one if they have the same kind and role, with or without the same label.
    """
    gone, come = _without(old, new), _without(new, old)
    for like in (attrgetter("kind", "role", "text"), attrgetter("kind", "role")):
        free: dict[Hashable, deque[int]] = defaultdict(deque)
        for at, other in enumerate(come):
            free[like(other)].append(at)
        left: list[Link] = []
        taken: set[int] = set()
        for one in gone:
            if there := free[like(one)]:
                taken.add(there[0])
                yield one, come[there.popleft()]
            else:
                left.append(one)
        gone, come = left, [other for at, other in enumerate(come) if at not in taken]
    for one in gone:
        yield one, None
    for other in come:
        yield None, other


def _without(links: Sequence[Link], others: Sequence[Link]) -> list[Link]:
    """Return the links that are left when each link of `others` has cancelled one of the same URL."""
    held = Counter(link.url for link in others)
    found = []
    for link in links:
        if held[link.url]:
            held[link.url] -= 1
        else:
            found.append(link)
    return found

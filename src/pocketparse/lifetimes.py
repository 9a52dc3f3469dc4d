"""Revisions → Lifetimes: when each entry was first and last seen, its names, links, counts, and when it was new."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from pocketparse.changes import Change
from pocketparse.field_docs import with_field_docs
from pocketparse.revisions import Revision, Sighting, checked


@with_field_docs
@dataclass(frozen=True, slots=True)
class Seen:
    """A commit and its time."""

    commit: str
    """Its full hash."""
    date: datetime
    """When it was committed."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Period:
    """A value that an entry had for a time: a name, a URL, a star count, or the marker."""

    value: str | int | None
    """The name, URL or count; null for the marker."""
    first: Seen
    """The first version with it."""
    until: Seen | None
    """The first version without it; null while it lasts."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Lifetime:
    """The history of an entry through all versions."""

    id: str
    """Its first id; "--2" and so on where another entry of this history had that id first."""
    name: str
    """Its last name."""
    entry: str | None
    """Its id in the last version; null when it is gone."""
    section: tuple[str, ...]
    """Titles from the outermost section down to where it stood last."""
    first_seen: Seen
    """The version that added it."""
    last_seen: Seen
    """The last version that holds it."""
    removed: Seen | None
    """The version that removed it; null while it stands."""
    starred: tuple[Period, ...]
    """Periods in which it was marked as new."""
    names: tuple[Period, ...]
    """Its names."""
    links: tuple[Period, ...]
    """The URLs it held, as written."""
    stars: tuple[Period, ...]
    """The counts of stars it displayed."""

    def __repr__(self) -> str:
        """Return name and the days on which it was first and last seen."""
        return f"<Lifetime {self.name!r} {self.first_seen.date:%Y-%m-%d} to {self.last_seen.date:%Y-%m-%d}>"


Kind = Literal["starred", "name", "link", "stars"]
Borne = tuple[Kind, str | int | None]
"""A value of an entry: its kind, and the name, URL or count; None for the marker."""


@dataclass(slots=True)
class _Life:
    """A Lifetime under construction."""

    id: str
    first: Seen
    last: Seen
    name: str = ""
    entry: str = ""
    section: tuple[str, ...] = ()
    removed: Seen | None = None
    borne: dict[Borne, Period] = field(default_factory=dict)
    """Values that it has now, each with its open period."""
    past: dict[Kind, list[Period]] = field(default_factory=dict)
    """Ended periods, by kind."""

    def bear(self, entry: Sighting, now: Seen) -> None:
        """Record the values of the entry in a version: open periods of new ones, and end those of the rest."""
        bears: dict[Borne, None] = {("name", entry.name): None}  # a set that keeps its order
        if entry.starred:
            bears["starred", None] = None
        if entry.stars is not None:
            bears["stars", entry.stars] = None
        for url in entry.urls:
            bears["link", url] = None
        self.close([one for one in self.borne if one not in bears], now)
        for one in bears:
            self.borne.setdefault(one, Period(one[1], now, None))

    def close(self, keys: Iterable[Borne], now: Seen) -> None:
        """End the open periods of values."""
        for key in list(keys):
            period = self.borne.pop(key)
            self.past.setdefault(key[0], []).append(replace(period, until=now))

    def done(self) -> Lifetime:
        """Return the finished record."""
        return Lifetime(
            id=self.id,
            name=self.name,
            entry=None if self.removed else self.entry,
            section=self.section,
            first_seen=self.first,
            last_seen=self.last,
            removed=self.removed,
            starred=self._periods("starred"),
            names=self._periods("name"),
            links=self._periods("link"),
            stars=self._periods("stars"),
        )

    def _periods(self, kind: Kind) -> tuple[Period, ...]:
        now = [period for (borne, _), period in self.borne.items() if borne == kind]
        return tuple(sorted([*self.past.get(kind, ()), *now], key=lambda period: period.first.date))


class Ledger:
    """The lifetimes of the entries of a list, kept as its revisions come, oldest first."""

    def __init__(self, lifetimes: Iterable[Lifetime] = ()) -> None:
        """Start without lifetimes, or with those of another ledger."""
        self._lives = [_grown(lifetime) for lifetime in lifetimes]
        self._alive = {life.entry: life for life in self._lives if not life.removed}
        self._gone: dict[str, _Life] = {}
        self._ids = {life.id for life in self._lives}
        self._numbers: dict[str, int] = defaultdict(lambda: 1)  # the last that an id got, so that none is tried twice

    def add(self, revision: Revision) -> None:
        """Add a revision; one that could not be read changes nothing."""
        if revision.problem:
            return
        now = Seen(revision.commit.id, revision.commit.date)
        before, self._alive = self._alive, {}
        lives = {new: before.pop(old) for old, new in revision.kept.items() if old in before}
        self._gone = before
        for life in before.values():
            life.removed = now
            life.close(life.borne, now)
        touched = {change.new_id for change in revision.changes}
        for entry in revision.entries:
            life = lives.get(entry.id) or self._born(entry, now)
            if entry.id not in lives or entry.id in touched:
                life.bear(entry, now)
                life.name = entry.name
            life.entry, life.section, life.last = entry.id, entry.section_path, now
            self._alive[entry.id] = life

    def lifetime_of(self, change: Change) -> str | None:
        """Return the id of the lifetime of the entry in a change of the last revision, None where it has none."""
        life = self._alive.get(change.new_id or "") or self._gone.get(change.old_id or "")
        return life.id if life else None

    @property
    def lifetimes(self) -> list[Lifetime]:
        """The lifetimes so far, in the order in which the entries were added."""
        return [life.done() for life in self._lives]

    def _born(self, entry: Sighting, now: Seen) -> _Life:
        id = entry.id
        while id in self._ids:
            self._numbers[entry.id] += 1
            id = f"{entry.id}--{self._numbers[entry.id]}"
        self._ids.add(id)
        self._lives.append(_Life(id, now, now))
        return self._lives[-1]


def _grown(lifetime: Lifetime) -> _Life:
    """Return a finished lifetime as one under construction."""
    life = _Life(
        id=lifetime.id,
        first=lifetime.first_seen,
        last=lifetime.last_seen,
        name=lifetime.name,
        entry=lifetime.entry or "",
        section=lifetime.section,
        removed=lifetime.removed,
    )
    kinds: tuple[tuple[Kind, tuple[Period, ...]], ...] = (
        ("starred", lifetime.starred),
        ("name", lifetime.names),
        ("link", lifetime.links),
        ("stars", lifetime.stars),
    )
    for kind, periods in kinds:
        for period in periods:
            if period.until:
                life.past.setdefault(kind, []).append(period)
            else:
                life.borne[kind, period.value] = period
    return life


def timeline(revisions: Iterable[Revision]) -> list[Lifetime]:
    """Return the lifetimes of all entries of a history, in the order in which they were added.

    An entry that was removed and comes back starts another lifetime; one that is older than the first revision given
    starts with that. The marker, names, links and star counts are
    told by the versions in which they came and went.

    Raises:
        TypeError: `revisions` holds something else.
    """
    ledger = Ledger()
    for revision in checked(revisions):
        ledger.add(revision)
    return ledger.lifetimes

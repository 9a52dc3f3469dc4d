"""history(): the revisions of a list in a git repository → documents and changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import closing
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pocketparse.changes import Change, Side, compare
from pocketparse.commits import NO_FILE, Blobs, Commit, commits
from pocketparse.counted import counted
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.errors import HistoryError, SourceError
from pocketparse.field_docs import with_field_docs
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import AS_USUAL, How
from pocketparse.reader import Reader, Reading
from pocketparse.source import decode
from pocketparse.whole.assembly import Assembly

if TYPE_CHECKING:  # imported when one is asked for
    from pocketparse.document import Document


@with_field_docs
class Sighting(NamedTuple):
    """An entry in a version, without descriptions of its links: what timelines are made of."""

    id: str
    """Unique in the document."""
    name: str
    """Cleaned displayed name."""
    section: str | None
    """Id of the section it stands in."""
    section_path: tuple[str, ...]
    """Titles from the outermost section down to that one."""
    starred: bool
    """Marked as new."""
    stars: int | None
    """Displayed count of GitHub stars."""
    urls: tuple[str, ...]
    """URLs of the links, as written."""
    description: str
    """Displayed text; paragraphs are separated by blank lines."""


@with_field_docs
@dataclass(frozen=True)
class Revision:
    """One version of a list, and the changes since the version before."""

    number: int
    """Number in the history, from 1."""
    commit: Commit
    """The commit that it is from."""
    entries: tuple[Sighting, ...] = ()
    """The entries of the version, in document order."""
    version: str | None = None
    """List version: "2.1"."""
    changes: tuple[Change, ...] = ()
    """Changes since the version before; in the first version everything is added."""
    kept: dict[str, str] = field(default_factory=dict, hash=False)
    """Ids of the entries that were in the version before, each with its id in this version."""
    problem: str | None = None
    """Why the version could not be read as text; None if it could."""
    read_with: str = ""
    """The dialects and limits it was read with that are not the usual ones: "dialects bullet; limits lines=100"."""
    is_cut: bool = False
    """Text of it lies beyond a limit and was not read."""
    _reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def document(self) -> "Document | None":
        """The records, made on first access; None if the version could not be read as text.

        That takes least while no later version has been read; then it is what `parse` takes.
        """
        return self._reading.document if self._reading else None

    def __repr__(self) -> str:
        """Return date, hash and number of changes."""
        return f"<Revision {self.commit.date:%Y-%m-%d} {self.commit.id[:8]}: {counted(len(self.changes), 'change')}>"


def checked(revisions: Iterable[Revision]) -> Iterator[Revision]:
    """Yield what is taken for revisions.

    Raises:
        TypeError: one is something else, once it is reached.
    """
    for revision in revisions:
        if not isinstance(revision, Revision):
            place = f"the {type(revision).__name__} in a {type(revisions).__name__}"
            raise TypeError(f"revisions are wanted, as history() yields them, not {place}")
        yield revision


def history(
    repo: str | Path,
    path: str = "README.md",
    *,
    rev: str = "HEAD",
    after: str | None = None,
    since: datetime | None = None,
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> Iterator[Revision]:
    """Read every version of a list from a git repository, oldest first, with the changes from one to the next.

    The repository may be bare; nothing is checked out. Commits are those of the branch itself (first parents), so
    that a merge is one version: what its branch did at once. The file is followed through renames, not to
    what it is a copy of.

    Args:
        repo: a folder of the repository.
        path: the file, relative to the repository's root, as it is called in `rev`.
        rev: a branch, tag or commit.
        after: the hash of a commit of that branch, or how only that begins: only what came after it is yielded,
            compared with its version.
        since: only versions committed at this time or later, in UTC where it names no time zone; the first is compared
            with the version before it.
        dialects: as for `parse`; where revisions are pickled, names or dialects that pickle.
        limits: how much of each version is read at the most.

    Yields:
        The versions. One that cannot be read, because it is not UTF-8, damaged or no file, has a `problem`; the next
        one is compared with the last that could be read.

    Raises:
        TypeError: `since` is no point in time, or `after` no text.
        HistoryError: git is not there, the folder is no repository, the revision or the path is not in it.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    found = commits(repo, path, rev=rev).commits
    return revisions(repo, found, after=after, since=since, how=How(named(dialects), limits))


def revisions(
    repo: str | Path,
    found: Sequence[Commit],
    *,
    after: str | None = None,
    since: datetime | None = None,
    how: How = AS_USUAL,
) -> Iterator[Revision]:
    """Yield the versions of commits, as `history` does.

    Raises:
        TypeError: `since` is no point in time.
        HistoryError: git fails, or `after` is none of the commits.
        UnknownDialect: a name of a dialect is none.
    """
    if not isinstance(since, datetime | None):
        raise TypeError(f"since is a datetime, not {type(since).__name__}: datetime(2024, 1, 31)")
    if not isinstance(after, str | None):
        raise TypeError(f"after is the hash of a commit, a str, not {type(after).__name__}")
    first = 0
    if after is not None:
        places = [at for at, commit in enumerate(found) if after and commit.id.startswith(after.lower())]
        if len(places) != 1:
            told = "is how several commits of this history begin" if places else "is no commit of this history"
            why = "the branch may have been rewritten, or the clone is too shallow"
            raise HistoryError(f"{after[:12]!r} {told}: a hash is asked for, and {why}")
        first = places[0] + 1
    if since is not None:
        since = since if since.tzinfo else since.replace(tzinfo=UTC)
        first = max(first, next((at for at, commit in enumerate(found) if commit.date >= since), len(found)))
    return _revisions(repo, found, first, Reader(how), how)


def _revisions(repo: str | Path, found: Sequence[Commit], first: int, reader: Reader, how: How) -> Iterator[Revision]:
    _, before = reader.read("")
    with closing(Blobs(repo)) as read:
        for commit in reversed(found[:first]):  # the last version before them that can be read
            found_there, _ = _reading(commit, read, reader)
            if found_there is not None:
                _, before = found_there
                break
        entries = _sightings(before, (), {})
        read_with = _told(how)
        for number, commit in enumerate(found[first:], first + 1):
            found_here, problem = _reading(commit, read, reader)
            if found_here is None:
                yield Revision(number, commit, problem=problem, read_with=read_with)
                continue
            reading, now = found_here
            same = now.unchanged(before)
            changes, kept = _changes(before, now, same)
            entries = _sightings(now, entries, same)
            version, is_cut = now.masthead.version, bool(now.unread)
            yield Revision(number, commit, entries, version, changes, kept, problem, read_with, is_cut, reading)
            before = now


def _told(how: How) -> str:
    """Return the dialects and limits that are not the usual ones."""
    dialects, limits = named(how.dialects), asdict(how.limits)
    given = {
        "dialects": [dialect.name for dialect in dialects] or ["none"] if dialects != DIALECTS else [],
        "limits": [f"{name}={limit}" for name, limit in limits.items() if limit != getattr(LIMITS, name)],
    }
    return "; ".join(f"{what} {', '.join(values)}" for what, values in given.items() if values)


def _changes(old: Assembly, new: Assembly, same: Mapping[int, int]) -> tuple[tuple[Change, ...], dict[str, str]]:
    """Return what changed, and the ids of the entries that stand in both; records are made of what may have changed."""
    changes, pairs = compare(_side(old, set(same.values())), _side(new, same.keys()))
    was = {pair.new.id: pair.old.id for pair in pairs}
    for at, one in same.items():
        was[new.ids[at]] = old.ids[one]
    return tuple(changes), {was[id]: id for id in new.ids if id in was}


def _side(assembly: Assembly, unchanged: Set[int]) -> Side:
    entries = {at: assembly.entry(at) for at in range(len(assembly.ids)) if at not in unchanged}
    return Side(assembly.masthead.version, assembly.masthead.homepage, assembly.sections, entries)


def _sightings(assembly: Assembly, before: Sequence[Sighting], same: Mapping[int, int]) -> tuple[Sighting, ...]:
    """Return the entries in short; what is unchanged is what it was."""
    places = range(len(assembly.ids))
    return tuple([before[same[at]] if at in same else _sighting(assembly, at) for at in places])


def _sighting(assembly: Assembly, at: int) -> Sighting:
    draft = assembly.drafts[at]
    return Sighting(
        assembly.ids[at],
        draft.name,
        assembly.section_of[at],
        assembly.path_of[at],
        assembly.is_starred(at),
        draft.stars,
        tuple([link.url for link in draft.links]),
        draft.description,
    )


def _reading(commit: Commit, read: Blobs, reader: Reader) -> tuple[tuple[Reading, Assembly] | None, str | None]:
    if commit.blob is None:
        return None, f"{commit.path} {NO_FILE.get(commit.mode, 'is no file')}"
    data = read(commit.blob)
    if data is None:
        return None, f"{commit.path} cannot be read: the repository is damaged, or was cloned in part"
    try:
        text = decode(data, commit.path)
    except SourceError as error:
        return None, str(error)
    return reader.read(text, name=commit.path), None

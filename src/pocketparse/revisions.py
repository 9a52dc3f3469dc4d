"""history(): the revisions of a list in a git repository → documents and changes; the only user of git."""

import os
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from pocketparse.assembly import Assembly
from pocketparse.changes import Change, Side, compare
from pocketparse.document import Document
from pocketparse.errors import HistoryError
from pocketparse.reader import Reader, Reading

# Nothing here writes, nothing of the user's configuration changes what is printed, and no pattern is one in a path.
GIT = ("git", "--no-pager", "--literal-pathspecs", "-c", "log.showSignature=false", "-c", "diff.renameLimit=4000")
ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
START = "\x01\x02\x01"
"""Stands before a commit in what `git log` prints; fields end at NUL."""
FORMAT = f"{START}%H%x00%cI%x00%an%x00%s"
NOTHING = "0" * 40


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that changed the file."""

    id: str
    """Its full hash."""
    date: datetime
    """When it was committed, with its offset."""
    author: str
    """Name of who wrote it."""
    subject: str
    """First line of its message."""
    path: str
    """What the file was called then."""
    blob: str | None = None
    """Hash of the file's contents; None where the commit removed it."""


class Sighting(NamedTuple):
    """An entry in a version, in short: what its timeline is made of."""

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
    """Of its links, as written."""


@dataclass(frozen=True)
class Revision:
    """One version of a list, and how it differs from the one before."""

    number: int
    """Its place in the history, from 1."""
    commit: Commit
    """Where it comes from."""
    entries: tuple[Sighting, ...] = ()
    """The entries that stand in it, in short and in document order."""
    version: str | None = None
    """List version: "2.1"."""
    changes: tuple[Change, ...] = ()
    """What changed since the version before; of the first version, everything was added."""
    kept: dict[str, str] = field(default_factory=dict)
    """Ids of the entries of the version before that still stand, and their ids here."""
    problem: str | None = None
    """Why it could not be read as text."""
    _reading: Reading | None = field(default=None, repr=False, compare=False)

    @property
    def document(self) -> Document | None:
        """Its records, made when they are first asked for; None where it could not be read as text.

        That takes least while no later version has been read; then it is what `parse` takes.
        """
        return self._reading.document if self._reading else None

    def __repr__(self) -> str:
        """Return date, hash and number of changes."""
        return f"<Revision {self.commit.date:%Y-%m-%d} {self.commit.id[:8]}: {len(self.changes)} changes>"


class History(NamedTuple):
    """What there is to read: commits, oldest first, and what is odd about them."""

    commits: list[Commit]
    warnings: list[str]


def history(
    repo: str | Path,
    path: str = "README.md",
    *,
    rev: str = "HEAD",
    after: str | None = None,
    since: datetime | None = None,
) -> Iterator[Revision]:
    """Read every version of a list from a git repository, oldest first, with the changes from one to the next.

    The repository may be bare; nothing is checked out. Commits are those of the branch itself (first parents), so
    that a merge is one version: what its branch did at once. The file is followed through renames.

    Args:
        repo: a folder of the repository.
        path: the file, relative to the repository's root, as it is called in `rev`.
        rev: a branch, tag or commit.
        after: a commit of that branch: only what came after it is yielded, compared with its version.
        since: only versions committed at this time or later; the first is compared with the version before it.

    Yields:
        The versions. One that cannot be read, because it is not UTF-8 or was removed, has a `problem`; the next one
        is compared with the last that could be read.

    Raises:
        HistoryError: git is not there, the folder is no repository, the revision or the path is not in it.
    """
    return revisions(repo, commits(repo, path, rev=rev).commits, after=after, since=since)


def revisions(
    repo: str | Path, found: Sequence[Commit], *, after: str | None = None, since: datetime | None = None
) -> Iterator[Revision]:
    """Yield the versions of commits, as `history` does.

    Raises:
        HistoryError: git fails, or `after` is none of the commits.
    """
    first = 0
    if after is not None:
        ids = [commit.id for commit in found]
        if after not in ids:
            raise HistoryError(f"{after[:12]} is not in this history: the branch was rewritten")
        first = ids.index(after) + 1
    if since is not None:
        first = max(first, next((at for at, commit in enumerate(found) if commit.date >= since), len(found)))
    return _revisions(repo, found, first)


def _revisions(repo: str | Path, found: Sequence[Commit], first: int) -> Iterator[Revision]:
    reader = Reader()
    _, before = reader.read("")
    with _blobs(repo) as read:
        for commit in reversed(found[:first]):  # the last version before them that can be read
            found_there, _ = _reading(commit, read, reader)
            if found_there is not None:
                _, before = found_there
                break
        entries = _sightings(before, (), {})
        for number, commit in enumerate(found[first:], first + 1):
            found_here, problem = _reading(commit, read, reader)
            if found_here is None:
                yield Revision(number, commit, problem=problem)
                continue
            reading, now = found_here
            same = now.unchanged(before)
            changes, kept = _changes(before, now, same)
            entries = _sightings(now, entries, same)
            yield Revision(number, commit, entries, now.masthead.version, changes, kept, problem, reading)
            before = now


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
    )


def _reading(commit: Commit, read: "Blobs", reader: Reader) -> tuple[tuple[Reading, Assembly] | None, str | None]:
    if commit.blob is None:
        return None, f"{commit.path} was removed"
    data = read(commit.blob)
    if data is None:
        return None, f"{commit.path} is not in this repository: it was cloned in part"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, f"{commit.path}: not UTF-8 at byte {error.start}"
    return reader.read(text, name=commit.path), None


# git ------------------------------------------------------------------------------------------------------------


def commits(repo: str | Path, path: str = "README.md", *, rev: str = "HEAD") -> History:
    """Return the commits of a branch that changed a file, oldest first.

    Raises:
        HistoryError: as for `history`.
    """
    root = _git(repo, "rev-parse", "--show-toplevel", quiet=True).removesuffix("\n") or repo  # a bare one has none
    is_shallow = _git(repo, "rev-parse", "--is-shallow-repository").strip() == "true"
    head = _git(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}", quiet=True).strip()
    if not head:
        raise HistoryError(f"{repo}: no revision {rev!r}")
    if _git(root, "cat-file", "-t", f"{head}:{path}", quiet=True).strip() == "tree":
        raise HistoryError(f"{repo}: {path!r} is a folder")
    arguments = ("log", "-z", "--first-parent", "-m", "--follow", "--raw", "--no-abbrev", f"--format={FORMAT}", head)
    found = _commits(_git(root, *arguments, "--", path))[::-1]
    if not found:
        raise HistoryError(f"{repo}: no file {path!r} in the history of {rev}")
    warnings = []
    if is_shallow:
        start = f"{found[0].date:%Y-%m-%d}"
        warnings.append(f"{repo}: a shallow clone: history begins at {start}; `git fetch --unshallow` brings the rest")
    return History(found, warnings)


def _commits(log: str) -> list[Commit]:
    """Read what `git log -z --raw` printed: a commit, then what it did to the file."""
    found = []
    for part in log.split(START)[1:]:
        id, date, author, subject, *rest = part.split("\0")
        change = [field for field in rest if field]
        if not change:
            continue  # pragma: no cover - a net: git prints no commit that leaves the file alone
        # ":100644 100644 <old blob> <new blob> M", the path, and after a rename the new path
        blob = change[0].split(" ")[3]
        found.append(
            Commit(id, datetime.fromisoformat(date), author, subject, change[-1], blob if blob != NOTHING else None)
        )
    return found


class Blobs:
    """Reads blobs, one after the other, from one `git cat-file --batch`."""

    def __init__(self, ask: IO[bytes], answers: IO[bytes]) -> None:
        """Take the pipes to and from git."""
        self._ask = ask
        self._answers = answers

    def __call__(self, name: str) -> bytes | None:
        """Return the contents of a blob, None where there is none of that name."""
        self._ask.write(f"{name}\n".encode("utf-8", "surrogateescape"))
        self._ask.flush()
        head = self._answers.readline().split()
        if len(head) < 3 or head[-2] != b"blob" or not head[-1].isdigit():  # "HEAD:a blob missing"
            if len(head) >= 3 and head[-1].isdigit():  # something else of that name: its bytes are on the way
                self._answers.read(int(head[-1]) + 1)
            return None
        data = self._answers.read(int(head[-1]))
        self._answers.read(1)  # the newline after it
        return data


@contextmanager
def _blobs(repo: str | Path) -> Iterator[Blobs]:
    """Yield what reads blobs of a repository."""
    import subprocess

    command = [*GIT, "-C", str(repo), "cat-file", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | ENVIRONMENT
    ) as git:
        assert git.stdin
        assert git.stdout
        try:
            yield Blobs(git.stdin, git.stdout)
        finally:
            git.stdin.close()
            git.stdout.close()


def read_blob(repo: str | Path, name: str) -> bytes:
    """Return a file of a revision: "HEAD~3:README.md".

    Raises:
        HistoryError: git is not there, the folder is no repository, or nothing has that name.
    """
    _git(repo, "rev-parse", "--git-dir")
    with _blobs(repo) as read:
        data = read(name) if "\n" not in name else None
    if data is None:
        raise HistoryError(f"{name}: no such file or revision")
    return data


def _git(repo: str | Path, *arguments: str, quiet: bool = False) -> str:
    """Run git and return what it prints.

    Raises:
        HistoryError: git is not there, or fails; with `quiet`, failing returns "".
    """
    import subprocess

    command = [*GIT, "-C", str(repo), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, env=os.environ | ENVIRONMENT, check=False)
    except FileNotFoundError:
        raise HistoryError("git is not on this machine: it reads the history") from None
    if done.returncode and not quiet:
        lines = (
            done.stderr.decode("utf-8", "replace").strip().split("\n")
            if done.stderr
            else [f"git ended with {done.returncode}"]
        )
        raise HistoryError(f"{repo}: {lines[0].removeprefix('fatal: ')}")
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")

"""A file's commits and what they hold, from a git repository; the only user of git."""

import os
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from pocketparse.errors import HistoryError
from pocketparse.field_docs import with_field_docs
from pocketparse.patterns import pattern

if TYPE_CHECKING:
    from subprocess import Popen

# Nothing here writes or fetches, no configuration of the user changes what is printed, and no pattern is one in a path.
SETTINGS = ("log.showSignature=false", "log.showRoot=true", "diff.renameLimit=4000")
GIT = ("git", "--no-pager", "--literal-pathspecs", *(word for setting in SETTINGS for word in ("-c", setting)))
ENVIRONMENT = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": ""}
ELSEWHERE = frozenset(
    "GIT_DIR GIT_COMMON_DIR GIT_WORK_TREE GIT_IMPLICIT_WORK_TREE GIT_INDEX_FILE GIT_OBJECT_DIRECTORY "
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_SHALLOW_FILE GIT_GRAFT_FILE GIT_NAMESPACE GIT_PREFIX "
    "GIT_GLOB_PATHSPECS GIT_NOGLOB_PATHSPECS GIT_ICASE_PATHSPECS".split()
)
"""Variables that would override the repository asked for, as git sets them for its hooks, or make paths patterns."""
LOG = (
    *("log", "-z", "--first-parent", "-m", "--follow", "--raw", "--no-abbrev", "--date=raw"),
    *("--encoding=UTF-8", "-O/dev/null"),
)
FORMAT = "--format=%H%x00%cd%x00%an%x00%s"
# A commit in what `git log -z --raw` prints: fields that end at NUL, which none of them can hold. What it did to the
# file is ":100644 100644 <old blob> <new blob> M" and the path, or "R090", for a rename, or "C090", for a copy, the
# old path and the new one.
COMMIT = pattern(
    r"([0-9a-f]{40,})\0([^\0]*)\0([^\0]*)\0([^\0]*)\0\n"
    r":\d+ (\d+) \w+ (\w+) (?:([RC])\d*\0([^\0]+)|\w+)\0([^\0]+)\0"
)
TIME = pattern(r"(\d+) ([+-]\d+)(\d\d)")
"""A time as git stores it: seconds since 1970 and the offset of the time zone."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = int((datetime(9999, 12, 30, tzinfo=UTC) - EPOCH).total_seconds())
"""Latest time that is read: a day before the end of Python's calendar, so that any time zone has it."""
ALIKE = 3
"""Files of another case or folder that are named for one that is not there, those nearest to the root."""
NO_FILE = {"000000": "was removed", "120000": "is a symbolic link", "160000": "is a submodule"}
"""Modes in git of paths that are no files, with what they are."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that changed the file."""

    id: str
    """Its full hash."""
    date: datetime
    """When it was committed, with the offset of the time zone."""
    author: str
    """Name of the author."""
    subject: str
    """First line of its message."""
    path: str
    """Path of the file in that commit."""
    blob: str | None = None
    """Hash of the contents of the file; None if the path is no file."""
    mode: str = "100644"
    """Its mode in git: of a file "100644" or "100755", a link "120000", a submodule "160000", of nothing "000000"."""


class History(NamedTuple):
    """The commits to read, oldest first, and warnings about them."""

    commits: list[Commit]
    warnings: list[str]


def commits(repo: str | Path, path: str = "README.md", *, rev: str = "HEAD") -> History:
    """Return the commits of a branch that changed a file, oldest first.

    Raises:
        HistoryError: as for `history`.
    """
    if "://" in str(repo):
        raise HistoryError(f"{repo}: is a URL, and nothing is read from the network: `git clone` it first")
    if Path(repo).is_file():
        folder, name = Path(repo).parent, Path(repo).name
        raise HistoryError(
            f"{repo}: is a file: name the folder, {folder}, and the file in its repository as path: {name}"
        )
    root = Path(repo, _git(repo, "rev-parse", "--show-cdup", quiet=True).removesuffix("\n"))  # "../": no name
    is_shallow = _is_shallow(repo)
    head = _git(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{rev}^{{commit}}", quiet=True).strip()
    if not head:
        raise HistoryError(f"{repo}: no revision {rev!r}")
    found = _commits(_log(root, head, path))
    if not found:
        raise HistoryError(f"{repo}: no file {path!r} in the history of {rev}{_alike(root, head, path)}")
    newest = os.fsencode(os.path.normpath(path)).decode("utf-8", "replace")  # may be absolute
    if not f"/{newest}".endswith(f"/{found[-1].path}"):
        raise HistoryError(f"{repo}: {path!r} is a folder: name a file in it, such as {found[-1].path!r}")
    warnings = []
    if is_shallow:
        start = f"{found[0].date:%Y-%m-%d}"
        warnings.append(f"{repo}: a shallow clone: history begins at {start}; `git fetch --unshallow` brings the rest")
    return History(found, warnings)


def _is_shallow(repo: str | Path) -> bool:
    return _git(repo, "rev-parse", "--is-shallow-repository").strip() == "true"


def _alike(root: str | Path, head: str, path: str) -> str:
    """Return which files of a revision are called alike but for case, or lie in another folder; "" where none does."""
    name = PurePosixPath(path).name.casefold()
    files = _git(root, "ls-tree", "-r", "-z", "--name-only", "--full-tree", head, quiet=True).split("\0")
    found = sorted((one for one in files if PurePosixPath(one).name.casefold() == name), key=lambda one: one.count("/"))
    return f"; its path may be {', '.join(map(repr, found[:ALIKE]))}" if found else ""


def _log(root: str | Path, head: str, path: str) -> Iterator[tuple[str, ...]]:
    """Yield the fields of COMMIT, newest first; what was at the path before a copy of another file was put there, too.

    Git would go on with the other file, even where it is only like the one that "git revert" brings back.
    """
    while head:
        log, head = COMMIT.findall(_git(root, *LOG, FORMAT, head, "--", path)), ""
        for fields in log:
            yield fields
            id, *_, status, old, _ = fields
            if status == "R":
                path = old
            elif status == "C":
                head = f"{id}^"
                break


def _commits(log: Iterable[tuple[str, ...]]) -> list[Commit]:
    """Return the commits in the output of `git log`, oldest first; an unreadable time is that of the commit before."""
    found, date = [], EPOCH
    for id, time, author, subject, mode, blob, _, _, path in reversed(list(log)):
        date = _date(time) or date
        found.append(Commit(id, date, author, subject, path, None if mode in NO_FILE else blob, mode))
    return found


def _date(time: str) -> datetime | None:
    """Return the time of a commit, in UTC if its time zone is invalid, LATEST at most."""
    read = TIME.fullmatch(time)
    if not read:
        return None
    seconds, hours, minutes = read.groups()
    offset = timedelta(hours=int(hours), minutes=int(f"{hours[0]}{minutes}"))
    zone = timezone(offset) if abs(offset) < timedelta(days=1) else UTC
    return (EPOCH + timedelta(seconds=min(int(seconds), LATEST))).astimezone(zone)


class Blobs:
    """Reads blobs from one `git cat-file --batch`, which is started anew when a damaged blob ends it."""

    def __init__(self, repo: str | Path) -> None:
        """Start git in a folder of the repository."""
        self._repo = repo
        self._git = _reader(repo)

    def __call__(self, name: str) -> bytes | None:
        """Return the contents of a blob, None if it does not exist or is damaged."""
        assert self._git.stdin
        assert self._git.stdout
        with suppress(BrokenPipeError):  # git has ended: there will be no answer
            self._git.stdin.write(f"{name}\n".encode("utf-8", "surrogateescape"))
            self._git.stdin.flush()
        line = self._git.stdout.readline()  # "<id> blob 123", then the bytes and a newline; or "HEAD:a blob missing"
        head = line.split()
        has_bytes = len(head) >= 3 and head[-1].isdigit()
        data = self._git.stdout.read(int(head[-1])) if has_bytes else b""
        if not line or (has_bytes and not self._git.stdout.read(1)):
            self.close()
            self._git = _reader(self._repo)
            return None
        return data if has_bytes and head[-2] == b"blob" else None

    def close(self) -> None:
        """Stop git."""
        with suppress(BrokenPipeError), self._git:  # what it did not live to read is buffered still
            pass


def _reader(repo: str | Path) -> "Popen[bytes]":
    from subprocess import DEVNULL, PIPE, Popen

    command = [*GIT, "-C", str(repo), "cat-file", "--batch"]
    return Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=_environment())


def read_blob(repo: str | Path, name: str) -> bytes:
    """Return a file of a revision: "HEAD~3:README.md".

    Raises:
        HistoryError: git is not there, the folder is no repository, or nothing has that name.
    """
    _git(repo, "rev-parse", "--git-dir")
    with closing(Blobs(repo)) as read:
        data = read(name) if "\n" not in name else None
    if data is None and _git(repo, "rev-parse", "--verify", "--quiet", "--end-of-options", name, quiet=True):
        raise HistoryError(f"{name}: is no file, or cannot be read: the repository is damaged, or was cloned in part")
    if data is None:
        rest = "; a shallow clone: `git fetch --unshallow` brings the rest" if _is_shallow(repo) else ""
        raise HistoryError(f"{name}: no such file or revision{rest}")
    return data


def git_folder(repo: str | Path) -> Path:
    """Return the folder in which git keeps a repository: of a bare one itself, else mostly ".git" in it.

    Raises:
        HistoryError: git is not there, or the folder is no repository.
    """
    return Path(_git(repo, "rev-parse", "--absolute-git-dir").removesuffix("\n"))


def _git(repo: str | Path, *arguments: str, quiet: bool = False) -> str:
    """Run git and return what it prints.

    Raises:
        HistoryError: git is not there, or fails; with `quiet`, failing returns "".
    """
    import subprocess

    command = [*GIT, "-C", str(repo), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, env=_environment(), check=False)
    except FileNotFoundError:
        raise HistoryError("git is not on this machine: it reads the history") from None
    if b"promisor remote" in done.stderr and not quiet:
        raise HistoryError(f"{repo}: was cloned in part: `git fetch --refetch --no-filter` brings the rest")
    if done.returncode and not quiet:
        lines = (
            done.stderr.decode("utf-8", "replace").strip().split("\n")
            if done.stderr
            else [f"git ended with {done.returncode}"]
        )
        raise HistoryError(f"{repo}: {lines[0].removeprefix('fatal: ')}")
    return "" if done.returncode else done.stdout.decode("utf-8", "replace")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ELSEWHERE} | ENVIRONMENT

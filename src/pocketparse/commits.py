"""A file's commits and what they hold, from a git repository; the only user of git."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, NamedTuple

from pocketparse.errors import HistoryError

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


class History(NamedTuple):
    """What there is to read: commits, oldest first, and what is odd about them."""

    commits: list[Commit]
    warnings: list[str]


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
def blobs(repo: str | Path) -> Iterator[Blobs]:
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
    with blobs(repo) as read:
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

"""Small git repositories, made the same way on every machine."""

import os
import subprocess
from pathlib import Path

ISOLATED = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ann",
    "GIT_AUTHOR_EMAIL": "ann@example.org",
    "GIT_COMMITTER_NAME": "Ann",
    "GIT_COMMITTER_EMAIL": "ann@example.org",
}


class Repository:
    """A repository whose commits are a day apart, from 2024-01-01 on."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main", *options)

    def git(self, *arguments: str, stdin: str = "") -> str:
        date = f"2024-01-{max(self.day, 1):02}T12:00:00+02:00"
        env = os.environ | ISOLATED | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        command = ["git", "-C", str(self.folder), *arguments]
        done = subprocess.run(command, input=stdin, env=env, check=True, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    def commit(self, text: str | bytes | None, path: str = "README.md", message: str = "Edit") -> str:
        """Write a file, or remove it, and return the commit."""
        self.day += 1
        file = self.folder / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--all")
        return self.commit_index(message)

    def commit_index(self, message: str = "Edit") -> str:
        """Commit what was added, and return the commit."""
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def commit_at(self, time: str, text: str) -> str:
        """Commit a file at a time that git itself would not write: "1700000000 +9999"."""
        self.commit(text)
        header, _, message = self.git("cat-file", "commit", "HEAD").partition("\n\n")
        *lines, _ = header.split("\n")
        forged = "\n".join([*lines, f"committer Ann <ann@example.org> {time}", "", message])
        commit = self.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=forged)
        self.git("update-ref", "refs/heads/main", commit)
        return commit

    def object_file(self, name: str) -> Path:
        """Return the file that holds an object, such as "HEAD~1:README.md", and let it be written."""
        id = self.git("rev-parse", name)
        path = self.folder / ".git/objects" / id[:2] / id[2:]
        path.chmod(0o644)
        return path

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

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str) -> str:
        date = f"2024-01-{max(self.day, 1):02}T12:00:00+02:00"
        env = os.environ | ISOLATED | {"GIT_AUTHOR_DATE": date, "GIT_COMMITTER_DATE": date}
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, env=env, check=True, capture_output=True, encoding="utf-8").stdout.strip()

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
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

"""The corpus beside the checkout, where it is present: parsed once for all tests that ask for it."""

import gc
import hashlib
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import pytest
from hypothesis import settings

from pocketparse import Document, parse

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus"
BUNDLE = CORPUS / "pocket" / "pocket-history.bundle"
VERSIONS = 208

# The gate draws the same examples on every run; `pytest -m property --hypothesis-profile=new` draws others.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("new", derandomize=False, deadline=None)
settings.load_profile("same")


@dataclass
class Readme:
    """A README of the corpus: it is parsed when its document is first asked for."""

    text: str = field(repr=False)

    @cached_property
    def document(self) -> Document:
        found = parse(self.text, name="README.md")
        gc.freeze()  # it lives until the tests end: the collector would walk through it at every parse to come
        return found


@dataclass
class Version(Readme):
    """One version of the flagship README, from 1, the oldest, to 208."""

    number: int


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> list[Version]:
    """All versions of the flagship README, oldest first."""
    if not BUNDLE.exists():
        pytest.skip(f"no history at {BUNDLE}")
    clone = tmp_path_factory.mktemp("pocket") / "history.git"
    git("clone", "--quiet", "--bare", str(BUNDLE), str(clone))
    commits = git("-C", str(clone), "rev-list", "--reverse", "HEAD").decode().split()
    assert len(commits) == VERSIONS
    blobs = git("-C", str(clone), "cat-file", "--batch", stdin="".join(f"{commit}:README.md\n" for commit in commits))
    texts = list(contents(blobs))
    assert len(texts) == VERSIONS
    return [Version(text, number) for number, text in enumerate(texts, 1)]


def git(*arguments: str, stdin: str = "") -> bytes:
    return subprocess.run(["git", *arguments], input=stdin.encode(), capture_output=True, check=True).stdout


def contents(batch: bytes) -> Iterator[str]:
    """Cut the output of `git cat-file --batch` into texts: a line of id, kind and size, the bytes, a newline."""
    at = 0
    while at < len(batch):
        end = batch.index(b"\n", at)
        digest, kind, size = batch[at:end].split()
        assert kind == b"blob"
        blob = batch[end + 1 : end + 1 + int(size)]
        assert hashlib.sha1(b"blob %d\0" % len(blob) + blob).hexdigest() == digest.decode()
        yield blob.decode("utf-8")
        at = end + 1 + int(size) + 1


@pytest.fixture(scope="session")
def lists() -> dict[str, Readme]:
    """The labelled and the wild lists of the corpus, by name."""
    paths = [*sorted(CORPUS.glob("lists/*/README.md")), *sorted(CORPUS.glob("wild/*.md"))]
    if not paths:
        pytest.skip(f"no lists in {CORPUS}")
    return {str(path.relative_to(CORPUS)): Readme(path.read_bytes().decode("utf-8", "replace")) for path in paths}

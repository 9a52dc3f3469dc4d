"""history() and timeline(): the versions of a list in git, their changes, and the lifetimes of its entries."""

import copy
import os
import pickle
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import hazards
import pytest
from conftest import BUNDLE, git
from repositories import Repository

from pocketparse import HistoryError, Lifetime, Limits, UnknownDialect, diff, history, parse, timeline
from pocketparse.commits import Commit, commits, read_blob
from pocketparse.lifetimes import Ledger
from pocketparse.revisions import Revision, Sighting
from pocketparse.source import RECODING

FIXTURE = Path(__file__).parents[1] / "fixtures/README.md"
ENTRIES = {
    "saw": "### {}Saw (⭐{})\n- https://example.org/saw\n\nCuts.\n",
    "axe": "### Axe\n- https://example.org/axe\n\nFells.\n",
    "felling": "### Felling axe\n- https://example.org/axe\n- https://example.org/felling\n\nFells.\n",
    "adze": "### * Adze\n- https://example.org/adze\n\nHollows.\n",
}
FIRST = f"# T\n\n## Tools\n\n{ENTRIES['saw'].format('* ', '1k')}\n{ENTRIES['axe']}"
SECOND = f"# T\n\n## Tools\n\n{ENTRIES['saw'].format('', '1k')}\n{ENTRIES['felling']}\n{ENTRIES['adze']}"
THIRD = f"# T\n\n## Tools\n\n{ENTRIES['saw'].format('* ', '2k')}\n{ENTRIES['adze']}"


UNREADABLE = "README.md cannot be read: the repository is damaged, or was cloned in part"


@pytest.fixture
def repo(tmp_path):
    return Repository(tmp_path / "repo")


@pytest.fixture
def shed(repo):
    """Three versions."""
    for text in (FIRST, SECOND, THIRD):
        repo.commit(text)
    return repo


def told(revision) -> list[tuple[str, str]]:
    return [(change.kind, change.name) for change in revision.changes]


def test_versions_come_oldest_first_with_what_changed(shed):
    one, two, three = history(shed.folder)
    assert [revision.number for revision in (one, two, three)] == [1, 2, 3]
    assert told(one) == [("section-added", "Tools"), ("entry-added", "Saw"), ("entry-added", "Axe")]
    assert told(two) == [
        ("entry-unstarred", "Saw"),
        ("entry-renamed", "Felling axe"),
        ("link-added", "Felling axe"),
        ("entry-added", "Adze"),
    ]
    assert told(three) == [("entry-starred", "Saw"), ("star-count-changed", "Saw"), ("entry-removed", "Felling axe")]
    assert (one.kept, two.kept) == ({}, {"saw": "saw", "axe": "felling-axe"})
    assert three.document == parse(THIRD, name="README.md")
    assert three.commit.date == datetime(2024, 1, 3, 10, tzinfo=UTC)
    assert (three.commit.author, three.commit.subject, three.commit.path) == ("Ann", "Edit", "README.md")
    assert repr(three) == f"<Revision 2024-01-03 {three.commit.id[:8]}: 3 changes>"


def test_files_that_are_called_alike_are_named(repo):
    repo.commit(FIRST, "docs/README.md")
    for path in ("a/b/readme.md", "readme.md", "z/readme.md", "OTHER.md"):
        (repo.folder / path).parent.mkdir(parents=True, exist_ok=True)
        repo.commit(FIRST, path)
    told = "no file 'README.md' in the history of HEAD; its path may be 'readme.md', 'docs/README.md', 'z/readme.md'"
    for folder in (repo.folder, repo.folder / "docs"):
        with pytest.raises(HistoryError, match=f"{told}$"):
            list(history(folder))
    with pytest.raises(HistoryError, match=r"no file 'docs/other\.md' in the history of HEAD~4$"):
        list(history(repo.folder, "docs/other.md", rev="HEAD~4"))


INDEX = "# T\n\n## Index\n\n| Cutting |\n|---|\n{}\n\n## Tools\n\n"


def test_an_index_that_changes_elsewhere_changes_nothing_of_an_entry(repo):
    axe, more = ENTRIES["axe"], f"{ENTRIES['axe']}\n{ENTRIES['felling']}"
    repo.commit(INDEX.format("| Axe |") + axe)
    repo.commit(INDEX.format("| Felling axe |\n| Axe |") + more)
    repo.commit(INDEX.format("| Felling axe |\n| * Axe |") + more)
    _, two, three = history(repo.folder)
    assert told(two) == [("entry-added", "Felling axe")]
    assert told(three) == [("entry-starred", "Axe")]


def test_who_made_a_thing_is_told_once_enough_of_a_list_tell_it(repo):
    """Five descriptions that are names make authors of all: entries that nobody touched say something else."""
    people = [f"{letter}nn Lee, {letter}ob Ray, {letter}y Poe" for letter in "ABCDE"]
    papers = [f"- [On trees {at}](https://example.org/{at}) - {names}\n" for at, names in enumerate(people)]
    for count in (4, 5, 4):
        repo.commit("# T\n\n## Papers\n\n" + "".join(papers[:count]))
    authors = [[entry.attributes.get("author") for entry in one.document.entries] for one in history(repo.folder)]
    assert authors == [[None] * 4, people, [None] * 4]
    before = parse("")
    for revision in history(repo.folder):
        assert list(revision.changes) == diff(before, revision.document)
        before = revision.document


def test_commits_that_leave_the_file_alone_are_no_versions(repo):
    repo.commit(FIRST)
    repo.commit("other", "other.txt")
    repo.commit(SECOND)
    assert [revision.commit.date.day for revision in history(repo.folder)] == [1, 3]


def test_a_rename_is_followed(repo):
    repo.commit(FIRST, "list.md")
    repo.git("mv", "list.md", "README.md")
    repo.commit("x", "other.txt")
    repo.commit(SECOND)
    found = list(history(repo.folder))
    assert [revision.commit.path for revision in found] == ["list.md", "README.md", "README.md"]
    assert found[1].changes == ()


def test_a_copy_begins_anew(repo):
    repo.commit(FIRST, "web.md")
    repo.commit(FIRST)
    repo.commit(SECOND)
    assert [revision.commit.path for revision in history(repo.folder)] == ["README.md"] * 2


@pytest.mark.parametrize("path", ["README.md", os.fsdecode(b"b\xe9.md")])
def test_a_file_that_comes_back_is_no_copy_of_one_that_is_like_it(repo, path):
    repo.commit(FIRST, "list.md")
    repo.commit(None, "list.md")
    repo.commit(FIRST, "list.md")
    repo.git("mv", "list.md", path)
    repo.commit(f"{FIRST}\nText.\n", "other.md")
    for _ in range(2):
        repo.commit(None, path)
        repo.commit(FIRST, path)
    found = commits(repo.folder, path).commits
    assert [commit.date.day for commit in found] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert [commit.blob is None for commit in found] == [False, True, False, False, True, False, True, False]
    assert [commit.path for commit in found] == ["list.md"] * 3 + [os.fsencode(path).decode("utf-8", "replace")] * 5


def test_a_file_that_is_removed_and_comes_back(repo):
    repo.commit(FIRST)
    repo.commit(None)
    repo.commit(SECOND)
    one, two, three = history(repo.folder)
    assert (two.document, two.problem, two.changes, two.kept) == (None, "README.md was removed", (), {})
    assert ("entry-renamed", "Felling axe") in told(three)
    assert len(one.document.entries) == 2


def test_a_version_that_is_not_utf_8_is_told_and_the_next_compared_with_the_last_that_was_read(repo):
    repo.commit(FIRST)
    repo.commit(b"# T\n\xff\xfe\n")
    repo.commit(SECOND)
    _, two, three = history(repo.folder)
    assert (two.document, two.problem) == (None, f"README.md: not UTF-8 at byte 4: {RECODING}")
    assert ("entry-renamed", "Felling axe") in told(three)


def test_a_merge_is_one_version(repo):
    repo.commit(FIRST)
    repo.git("checkout", "--quiet", "-b", "side")
    repo.commit(FIRST + "\n" + ENTRIES["adze"])
    repo.commit(SECOND)
    repo.git("checkout", "--quiet", "main")
    repo.commit("other", "other.txt")
    repo.day += 1
    repo.git("merge", "--quiet", "--no-ff", "--message", "Merge", "side")
    repo.git("checkout", "--quiet", "-b", "idle", "HEAD~1")
    repo.commit("more", "more.txt")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "Nothing of the list", "idle")
    one, two = history(repo.folder)
    assert two.commit.subject == "Merge"
    assert two.document == parse(SECOND, name="README.md")
    assert ("entry-added", "Adze") in told(two)
    assert one.number == 1


def test_a_bare_clone(shed, tmp_path):
    subprocess.run(["git", "clone", "--quiet", "--bare", str(shed.folder), str(tmp_path / "bare")], check=True)
    assert len(list(history(tmp_path / "bare"))) == 3


def test_a_shallow_clone_is_read_as_far_as_it_goes(shed, tmp_path):
    url = shed.folder.as_uri()
    subprocess.run(["git", "clone", "--quiet", "--depth", "2", url, str(tmp_path / "shallow")], check=True)
    found = commits(tmp_path / "shallow")
    (warning,) = found.warnings
    assert warning.endswith("a shallow clone: history begins at 2024-01-02; `git fetch --unshallow` brings the rest")
    assert [len(revision.document.entries) for revision in history(tmp_path / "shallow")] == [3, 2]
    assert commits(shed.folder).warnings == []


def test_nothing_is_fetched_of_a_partial_clone(shed, tmp_path):
    """Not even where the configuration allows it: the versions that are not there are told, or that all cannot be."""
    shed.git("config", "uploadpack.allowFilter", "true")
    part = tmp_path / "part"
    git("clone", "--quiet", "--bare", "--filter=blob:none", shed.folder.as_uri(), str(part))
    git("-C", str(part), "config", "protocol.file.allow", "always")
    lacking = git("-C", str(part), "rev-list", "--objects", "--all", "--missing=print")
    assert [revision.problem for revision in history(part)] == [UNREADABLE] * 3
    with pytest.raises(HistoryError, match=r"README\.md: is no file, or cannot be read: .* was cloned in part"):
        read_blob(part, "HEAD:README.md")
    assert git("-C", str(part), "rev-list", "--objects", "--all", "--missing=print") == lacking
    shed.commit(FIRST, "more.md")
    shed.git("mv", "README.md", "list.md")
    shed.commit(SECOND, "list.md")
    git("-C", str(part), "fetch", "--quiet", "origin", "main:main")
    with pytest.raises(HistoryError, match="part: was cloned in part: `git fetch --refetch --no-filter` brings"):
        history(part, "list.md")


def test_a_blob_that_was_not_cloned_is_told(shed):
    shed.object_file("HEAD~1:README.md").unlink()
    _, two, three = history(shed.folder)
    assert two.problem == UNREADABLE
    assert three.document is not None


@pytest.mark.parametrize("kept", [20, 5, 0])
def test_a_damaged_blob_is_told_and_the_versions_after_it_are_read(shed, kept):
    path = shed.object_file("HEAD~1:README.md")
    path.write_bytes(path.read_bytes()[:kept])
    one, two, three = history(shed.folder)
    assert (one.problem, two.problem, three.problem) == (None, UNREADABLE, None)
    assert ("entry-removed", "Axe") in told(three)
    with pytest.raises(HistoryError, match="is no file, or cannot be read: the repository is damaged"):
        read_blob(shed.folder, "HEAD~1:README.md")


def test_a_git_that_reads_no_blobs(shed, monkeypatch, tmp_path):
    git_that(monkeypatch, tmp_path, f'case "$*" in *--batch) exit 7;; esac\nexec {shutil.which("git")} "$@"')
    assert [revision.problem for revision in history(shed.folder)] == [UNREADABLE] * 3


def git_that(monkeypatch, folder, does: str) -> None:
    """Put another git in front."""
    script = folder / "git"
    script.write_text(f"#!/bin/sh\n{does}\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


@pytest.mark.parametrize("subject", ["a \x01\x02\x01 b", ":100644 100644 0 0 M", "\x01"])
def test_a_subject_may_hold_anything(repo, subject):
    repo.commit(FIRST)
    repo.commit(SECOND, message=subject)
    repo.commit(THIRD)
    assert [commit.subject for commit in commits(repo.folder).commits] == ["Edit", subject, "Edit"]


@pytest.mark.parametrize("format", ["sha1", "sha256"])
def test_what_is_no_file_is_told(tmp_path, format):
    repo = Repository(tmp_path / "repo", f"--object-format={format}")
    module = repo.commit(FIRST)
    repo.commit(None)
    (repo.folder / "README.md").symlink_to("docs/list.md")
    repo.git("add", "--all")
    repo.commit_index()
    repo.git("update-index", "--cacheinfo", f"160000,{module},README.md")
    repo.commit_index()
    (repo.folder / "README.md").unlink()
    repo.commit(SECOND)
    found = list(history(repo.folder))
    assert [revision.problem for revision in found] == [
        None,
        "README.md was removed",
        "README.md is a symbolic link",
        "README.md is a submodule",
        None,
    ]
    assert [revision.commit.mode for revision in found] == ["100644", "000000", "120000", "160000", "100644"]
    assert [revision.commit.blob is None for revision in found] == [False, True, True, True, False]


NOON = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)
END = datetime(9999, 12, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("time", "date", "hours"),
    [
        ("1700000000 +0530", NOON, 5.5),
        ("1700000000 -0030", NOON, -0.5),
        ("1700000000 +9999", NOON, 0),
        ("1700000000 +2400", NOON, 0),
        ("1700000000 -5959", NOON, 0),
        ("1700000000 +051800", NOON, 0),
        ("1700000000", None, 2),
        ("-5 +0000", None, 2),
        ("soon", None, 2),
        ("253402300800 +0000", END, 0),
        ("9999999999999999 +2359", END, 23 + 59 / 60),
    ],
)
def test_a_commit_of_an_odd_time_is_read(repo, time, date, hours):
    repo.commit(FIRST)
    repo.commit_at(time, SECOND)
    repo.commit(THIRD)
    one, two, three = history(repo.folder)
    assert two.commit.date == (date or one.commit.date)
    assert two.commit.date.utcoffset() == timedelta(hours=hours)
    assert ("entry-removed", "Felling axe") in told(three)


def test_no_time_before_an_odd_one(repo):
    repo.commit_at("soon", FIRST)
    (one,) = history(repo.folder)
    assert one.commit.date == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_hook_of_another_repository_asks_for_this_one(shed, monkeypatch, tmp_path):
    other = Repository(tmp_path / "other")
    other.commit("# Other\n")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git/index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.folder / ".git/objects"))
    assert len(list(history(shed.folder))) == 3
    assert read_blob(shed.folder, "HEAD:README.md") == THIRD.encode()


@pytest.mark.parametrize("path", ["docs/a list [1]*.md", "中文.md"])
def test_paths_are_no_patterns(repo, path):
    repo.commit(FIRST, path)
    repo.commit(SECOND, path)
    assert [revision.commit.path for revision in history(repo.folder, path)] == [path, path]


@pytest.mark.parametrize("kind", ["LITERAL", "GLOB", "NOGLOB", "ICASE"])
def test_paths_are_no_patterns_whatever_git_is_told_of_them(shed, monkeypatch, kind):
    monkeypatch.setenv(f"GIT_{kind}_PATHSPECS", "1")
    assert len(list(history(shed.folder))) == 3


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"path": "nope.md"}, "no file 'nope.md' in the history of HEAD"),
        ({"rev": "nope"}, "no revision 'nope'"),
        ({"path": "docs"}, "'docs' is a folder"),
        ({"rev": "--all"}, "no revision '--all'"),
    ],
)
def test_what_is_not_there_is_told(shed, asked, message):
    shed.commit("x", "docs/other.md")
    with pytest.raises(HistoryError, match=message):
        list(history(shed.folder, **asked))


@pytest.mark.parametrize("path", [".", "docs/..", "./", "docs", "./docs/", "gone", "{}", "{}/docs"])
def test_a_folder_is_no_list(shed, path):
    """Nor is one that was there once, nor one of an absolute path."""
    shed.commit("x", "docs/other.md")
    shed.commit("x", "gone/other.md")
    shed.commit(None, "gone/other.md")
    path = path.format(shed.folder)
    with pytest.raises(HistoryError, match=f"{path!r} is a folder: name a file in it, such as '.*\\.md'$"):
        history(shed.folder, path)


@pytest.mark.parametrize("path", ["./README.md", "docs/../README.md", "docs//../README.md", "{}/README.md"])
def test_a_path_may_be_written_in_several_ways(shed, path):
    assert [revision.number for revision in history(shed.folder, path.format(shed.folder))] == [1, 2, 3]


def test_a_path_may_be_no_utf_8(shed):
    path = os.fsdecode(b"b\xe9.md")
    shed.commit(FIRST, path)
    assert [revision.commit.path for revision in history(shed.folder, path)] == ["b\ufffd.md"]


def test_a_path_starts_at_the_root_of_the_repository(shed):
    (shed.folder / "docs").mkdir(exist_ok=True)
    assert len(list(history(shed.folder / "docs"))) == 3


def test_a_repository_may_lie_in_a_folder_whose_name_is_not_utf_8(shed, tmp_path):
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    shed.folder.rename(folder)
    (folder / "docs").mkdir()
    (tmp_path / "link").symlink_to(folder / "docs")
    for place in (folder, folder / "docs", folder / ".git", tmp_path / "link"):
        assert len(list(history(place))) == 3


def test_an_empty_repository(repo):
    with pytest.raises(HistoryError, match="no revision 'HEAD'"):
        history(repo.folder)


def test_a_url_is_told_to_be_cloned():
    with pytest.raises(HistoryError, match=r"https://example.org/shed: is a URL, .*: `git clone` it first"):
        history("https://example.org/shed")


def test_a_file_is_no_repository(shed):
    with pytest.raises(
        HistoryError,
        match=r"README\.md: is a file: name the folder, .*, and the file in its repository as path: README.md",
    ):
        history(shed.folder / "README.md")


def test_no_repository(tmp_path):
    with pytest.raises(HistoryError, match="not a git repository"):
        history(tmp_path)
    with pytest.raises(HistoryError, match="No such file"):
        history(tmp_path / "nowhere")


def test_no_git(shed, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(HistoryError, match="git is not on this machine"):
        history(shed.folder)


def test_git_that_says_nothing(shed, monkeypatch, tmp_path):
    git_that(monkeypatch, tmp_path, "exit 7")
    with pytest.raises(HistoryError, match="git ended with 7"):
        history(shed.folder)


def test_only_what_came_after_a_commit(shed):
    all_three = list(history(shed.folder))
    assert list(history(shed.folder, after=all_three[0].commit.id)) == all_three[1:]
    assert list(history(shed.folder, after=all_three[2].commit.id)) == []
    assert list(history(shed.folder, after=all_three[1].commit.id[:10])) == all_three[2:]
    assert list(history(shed.folder, after=all_three[1].commit.id.upper())) == all_three[2:]
    with pytest.raises(TypeError, match="after is the hash of a commit, a str, not int"):
        history(shed.folder, after=5)
    for nobody in ("0" * 40, "HEAD~1", ""):
        with pytest.raises(HistoryError, match=f"'{nobody[:12]}' is no commit of this history: a hash .* too shallow"):
            history(shed.folder, after=nobody)


def test_only_what_came_since_a_time(shed):
    all_three = list(history(shed.folder))
    since = datetime(2024, 1, 2, tzinfo=UTC)
    assert list(history(shed.folder, since=since)) == all_three[1:]
    assert list(history(shed.folder, since=datetime(2024, 1, 2, 10))) == all_three[1:]  # of UTC: noon of the commit's
    assert list(history(shed.folder, since=datetime(2024, 1, 2, 11))) == all_three[2:]
    assert list(history(shed.folder, since=datetime(2030, 1, 1, tzinfo=UTC))) == []
    with pytest.raises(TypeError, match="since is a datetime, not str"):
        history(shed.folder, since="2024-01-02")


def test_after_a_version_that_could_not_be_read(repo):
    repo.commit(FIRST)
    bad = repo.commit(b"\xff")
    repo.commit(SECOND)
    (last,) = history(repo.folder, after=bad)
    assert ("entry-renamed", "Felling axe") in told(last)
    (_, first_bad) = history(repo.folder, rev=bad)
    assert first_bad.problem


def test_nothing_could_be_read_before(repo):
    bad = repo.commit(b"\xff")
    repo.commit(FIRST)
    (one,) = history(repo.folder, after=bad)
    assert ("entry-added", "Saw") in told(one)


def test_versions_pickle_and_are_equal_by_what_they_tell(shed):
    found = list(history(shed.folder))
    read = pickle.loads(pickle.dumps(found))
    assert read == found
    assert set(read) == set(found)
    assert [one.document for one in copy.deepcopy(found)] == [one.document for one in found]


def test_a_file_of_a_revision(shed, tmp_path):
    assert read_blob(shed.folder, "HEAD~2:README.md") == FIRST.encode()
    for name in ("HEAD:nope.md", "nope:README.md", "HEAD:README.md\nHEAD"):
        with pytest.raises(HistoryError, match=r"no such file or revision$"):
            read_blob(shed.folder, name)
    shed.git("clone", "--quiet", "--depth", "1", shed.folder.as_uri(), "../shallow")
    with pytest.raises(HistoryError, match="no such file or revision; a shallow clone: `git fetch --unshallow` brings"):
        read_blob(shed.folder.parent / "shallow", "HEAD~2:README.md")
    with pytest.raises(HistoryError, match="HEAD: is no file"):
        read_blob(shed.folder, "HEAD")
    with pytest.raises(HistoryError, match="not a git repository"):
        read_blob(tmp_path, "HEAD:README.md")


# Lifetimes -------------------------------------------------------------------------------------------------------


def days(lifetime: Lifetime) -> list[int | None]:
    seen = lifetime.first_seen, lifetime.last_seen, lifetime.removed
    return [one.date.day if one else None for one in seen]


def periods(found) -> list[tuple[object, int, int | None]]:
    return [(one.value, one.first.date.day, one.until.date.day if one.until else None) for one in found]


def test_lifetimes(shed):
    saw, axe, adze = timeline(history(shed.folder))
    assert [days(one) for one in (saw, axe, adze)] == [[1, 3, None], [1, 2, 3], [2, 3, None]]
    assert [one.id for one in (saw, axe, adze)] == ["saw", "axe", "adze"]
    assert [one.entry for one in (saw, axe, adze)] == ["saw", None, "adze"]
    assert periods(saw.starred) == [(None, 1, 2), (None, 3, None)]
    assert periods(saw.stars) == [(1000, 1, 3), (2000, 3, None)]
    assert periods(axe.names) == [("Axe", 1, 2), ("Felling axe", 2, 3)]
    assert periods(axe.links) == [("https://example.org/axe", 1, 3), ("https://example.org/felling", 2, 3)]
    assert axe.name == "Felling axe"
    assert adze.section == ("Tools",)
    assert repr(axe) == "<Lifetime 'Felling axe' 2024-01-01 to 2024-01-02>"


def test_what_comes_back_starts_anew(repo):
    for text in (FIRST, "# T\n", b"\xff", FIRST):
        repo.commit(text)
    found = timeline(history(repo.folder))
    assert [(one.id, one.entry, days(one)) for one in found] == [
        ("saw", None, [1, 1, 2]),
        ("axe", None, [1, 1, 2]),
        ("saw--2", "saw", [4, 4, None]),
        ("axe--2", "axe", [4, 4, None]),
    ]


@pytest.mark.timeout(20)
def test_what_comes_back_time_and_again_is_numbered_in_a_time_that_grows_with_the_times():
    ledger, axe = Ledger(), Sighting("axe", "Axe", None, (), False, None, (), "")
    for number in range(60_000):
        commit = Commit(str(number), NOON, "Ann", "Edit", "README.md")
        ledger.add(Revision(number, commit, entries=(axe,) if number % 2 else ()))
    lifetimes = ledger.lifetimes
    assert [one.id for one in lifetimes[:3]] == ["axe", "axe--2", "axe--3"]
    assert lifetimes[-1].id == f"axe--{len(lifetimes)}" == "axe--30000"


def test_what_is_older_than_the_history_starts_with_it(shed):
    late = datetime(2024, 1, 3, tzinfo=UTC)
    saw, adze = timeline(history(shed.folder, since=late))
    assert [days(one) for one in (saw, adze)] == [[3, 3, None], [3, 3, None]]
    assert periods(adze.links) == [("https://example.org/adze", 3, None)]
    ledger = Ledger()
    (revision,) = history(shed.folder, since=late)
    ledger.add(revision)
    assert [ledger.lifetime_of(change) for change in revision.changes] == ["saw", "saw", None]


def test_a_ledger_goes_on_where_another_ended(shed):
    shed.commit(FIRST)
    found = list(history(shed.folder))
    whole = timeline(found)
    for split in range(len(found) + 1):
        ledger = Ledger(timeline(found[:split]))
        for revision in found[split:]:
            ledger.add(revision)
        assert ledger.lifetimes == whole


def test_a_change_is_part_of_a_lifetime(shed):
    ledger = Ledger()
    for revision in history(shed.folder):
        ledger.add(revision)
        last = revision
    assert [ledger.lifetime_of(change) for change in last.changes] == ["saw", "saw", "axe"]
    assert ledger.lifetime_of(next(iter(history(shed.folder))).changes[0]) is None


# What versions share -----------------------------------------------------------------------------------------------


def in_short(document) -> tuple[Sighting, ...]:
    return tuple(
        Sighting(
            entry.id,
            entry.name,
            entry.section,
            entry.section_path,
            entry.starred,
            entry.stars,
            tuple(link.url for link in entry.links),
            entry.description,
        )
        for entry in document.entries
    )


@pytest.mark.property
@pytest.mark.parametrize("seed", range(12))
def test_a_history_tells_what_comparing_documents_tells(repo, seed):
    texts = [text for text, _ in groupby(hazards.versions(seed, FIXTURE.read_bytes().decode()))]
    for text in texts:
        repo.commit(text)
    documents = [parse(""), *(parse(text, name="README.md") for text in texts)]
    for revision, old, new in zip(history(repo.folder), documents[:-1], documents[1:], strict=True):
        assert list(revision.changes) == diff(old, new)
        assert revision.entries == in_short(new)
        assert revision.version == new.version


# The flagship ----------------------------------------------------------------------------------------------------


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_the_flagships_history_tells_what_comparing_documents_tells(versions, tmp_path):
    git("clone", "--quiet", "--bare", str(BUNDLE), str(tmp_path / "clone"))
    before = parse("")
    for revision, version in zip(history(tmp_path / "clone"), versions, strict=True):
        assert list(revision.changes) == diff(before, version.document)
        assert revision.entries == in_short(version.document)
        before = version.document


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_the_ledger_of_the_flagship_balances(tmp_path):
    if not BUNDLE.exists():
        pytest.skip(f"no history at {BUNDLE}")
    assert shutil.which("git")
    git("clone", "--quiet", "--bare", str(BUNDLE), str(tmp_path / "clone"))
    alive, ledger = 0, Ledger()
    for revision in history(tmp_path / "clone"):
        ledger.add(revision)
        kinds = [change.kind for change in revision.changes]
        alive += kinds.count("entry-added") - kinds.count("entry-removed")
        assert alive == len(revision.entries)
        assert len(revision.kept) + kinds.count("entry-added") == alive  # each was there before, or is new
    assert (revision.number, alive) == (208, 839)
    assert sum(one.removed is None for one in ledger.lifetimes) == 839


@pytest.mark.parametrize("setting", ["log.showRoot=false", "i18n.logOutputEncoding=ISO-8859-1", "diff.orderFile=/none"])
def test_settings_of_the_user_change_nothing(repo, setting):
    repo.commit("# T\n\n- [A](https://example.org/a) - One.\n", message="Größe")
    repo.commit("# T\n\n- [B](https://example.org/b) - Two.\n")
    before = [revision.commit for revision in history(repo.folder)]
    repo.git("config", *setting.split("="))
    assert [revision.commit for revision in history(repo.folder)] == before
    assert [commit.subject for commit in before] == ["Größe", "Edit"]


def test_versions_are_read_as_one_asks(shed):
    """What is pickled keeps how it was read."""
    for revision in history(shed.folder, dialects="bullet", limits=Limits(lines=9)):
        text = shed.git("show", f"{revision.commit.id}:README.md")
        expected = parse(f"{text}\n", name="README.md", dialects="bullet", limits=Limits(lines=9))
        assert expected != parse(f"{text}\n", name="README.md", dialects="bullet")
        assert revision.document == pickle.loads(pickle.dumps(revision)).document == expected
        assert [entry.name for entry in revision.entries] == [entry.name for entry in expected.entries]
    with pytest.raises(UnknownDialect):
        history(shed.folder, dialects="bulet")

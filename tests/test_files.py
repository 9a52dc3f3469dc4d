"""Files are written whole or not at all."""

import os
import resource
import stat
import threading

import pytest

from pocketparse import SourceError, parse
from pocketparse.exporters import write
from pocketparse.exporters.files import folder, replacing

DOCUMENT = parse("# List\n\n## Tools\n\n### Hammer\n- https://example.org/hammer\n")


@pytest.fixture
def old(tmp_path):
    path = tmp_path / "out.bin"
    path.write_bytes(b"old")
    return path


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_old_file_stays_until_the_block_ends(old):
    with replacing(old) as out:
        out.write(b"new")
        out.flush()
        assert old.read_bytes() == b"old"
        assert len(names(old.parent)) == 2
    assert old.read_bytes() == b"new"
    assert names(old.parent) == ["out.bin"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_a_failure_leaves_the_old_file_and_no_other(old, failure):
    with pytest.raises(failure), replacing(old) as out:
        out.write(b"half")
        raise failure
    assert old.read_bytes() == b"old"
    assert names(old.parent) == ["out.bin"]


def test_files_of_a_folder_are_replaced_together_or_not_at_all(tmp_path):
    target = tmp_path / "out"
    target.mkdir()
    (target / "a").write_bytes(b"old")
    (target / "mine").write_bytes(b"mine")
    with pytest.raises(ValueError, match="half"), folder(target) as opener:
        opener("a").write(b"new")
        opener("b").write(b"new")
        raise ValueError("half")
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a": b"old", "mine": b"mine"}
    with folder(target) as opener:
        opener("a").write(b"new")
        opener("b").write(b"new")
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a": b"new", "b": b"new", "mine": b"mine"}


def test_a_failure_leaves_no_new_folder(tmp_path):
    with pytest.raises(ValueError, match="half"), folder(f"{tmp_path}/new/") as opener:
        opener("a").write(b"new")
        raise ValueError("half")
    assert names(tmp_path) == []


def test_a_failure_leaves_no_new_file(tmp_path):
    with pytest.raises(ValueError, match="half"), replacing(tmp_path / "new") as out:
        out.write(b"half")
        raise ValueError("half")
    assert names(tmp_path) == []


@pytest.mark.parametrize("size", [2000, 2_000_000], ids=["found on closing", "found on writing"])
def test_a_full_disk_leaves_the_old_file_and_no_other(old, size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="too large"), replacing(old) as out:
            out.write(b"x" * size)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert old.read_bytes() == b"old"
    assert names(old.parent) == ["out.bin"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_the_mode_of_the_old_file_is_kept(old, mode):
    old.chmod(mode)
    with replacing(old) as out:
        out.write(b"new")
    assert stat.S_IMODE(old.stat().st_mode) == mode


def test_a_new_file_gets_the_usual_mode(tmp_path):
    before = os.umask(0o027)
    try:
        with replacing(tmp_path / "new") as out:
            out.write(b"new")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing yet"])
def test_a_symbolic_link_stays_a_link(tmp_path, there):
    (tmp_path / "folder").mkdir()
    target = tmp_path / "folder" / "target"
    if there:
        target.write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("folder/target")
    with replacing(link) as out:
        out.write(b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"
    assert names(tmp_path / "folder") == ["target"]


def test_a_read_only_file_is_left_alone(old, monkeypatch):
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write to all files
    with pytest.raises(PermissionError), replacing(old):
        pytest.fail("was opened")
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("path", [".", "folder/", "missing/file"])
def test_a_folder_or_a_missing_one_is_refused(tmp_path, monkeypatch, path):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError, match=r"Is a directory|No such file"), replacing(path):
        pytest.fail("was opened")
    assert names(tmp_path) == []


def test_a_fifo_is_written_straight(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    got = []
    reader = threading.Thread(target=lambda: got.append(fifo.read_bytes()))
    reader.start()
    with replacing(fifo) as out:
        out.write(b"new")
    reader.join()
    assert got == [b"new"]
    assert stat.S_ISFIFO(fifo.stat().st_mode)


@pytest.mark.parametrize("name", ["/dev/fd/{}", "/proc/self/fd/{}"])
def test_an_open_stream_goes_on_where_it_is(old, name):
    with old.open("r+b", buffering=0) as file:
        file.seek(2)
        with replacing(name.format(file.fileno())) as out:
            out.write(b"NEW")
        file.write(b"!")
    assert old.read_bytes() == b"olNEW!"


def test_a_folder_takes_the_tables(tmp_path):
    folder = tmp_path / "out"
    folder.mkdir()
    write(DOCUMENT, folder)
    assert "datapackage.json" in names(folder)


def test_write_tells_a_path_that_cannot_be_written(tmp_path):
    with pytest.raises(SourceError, match=r"nowhere/x\.json: there is no folder .*nowhere$"):
        write(DOCUMENT, tmp_path / "nowhere" / "x.json")


def test_write_lets_a_closed_pipe_be_known(tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reader = threading.Thread(target=lambda: fifo.open("rb").close())
    reader.start()
    with pytest.raises(BrokenPipeError):
        write([DOCUMENT] * 200, fifo)  # more than a pipe holds
    reader.join()


def test_write_keeps_the_old_file_when_a_record_cannot_be_had(tmp_path):
    def documents():
        yield DOCUMENT
        raise LookupError("no more")

    path = tmp_path / "out.csv"
    path.write_text("old")
    with pytest.raises(LookupError):
        write(documents(), path)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]

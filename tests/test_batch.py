"""parse_many() reads many files in order, over processes too, and loses none to a file that fails."""

import os
import signal
import subprocess
import sys
import time
from itertools import islice
from pathlib import Path

import pytest

from pocketparse import Dialect, Parsed, SourceError, UnknownDialect, batch, parse_file, parse_many

FIXTURE = Path(__file__).parents[1] / "fixtures" / "README.md"


@pytest.fixture
def files(tmp_path) -> list[Path]:
    paths = [tmp_path / f"{number}.md" for number in range(40)]
    for number, path in enumerate(paths):
        path.write_text(f"# List {number}\n")
    return paths


def fatal(outline, section):
    """A dialect on which the process dies, for some lists."""
    if "List 7" in outline.source.text and section is outline.root:
        os._exit(1)
    return iter(())


@pytest.mark.parametrize("workers", [1, 2, 0])
def test_documents_come_in_the_order_of_the_files(files, workers):
    files.insert(3, files[0].with_name("missing.md"))
    results = list(parse_many(files, workers=workers))
    assert [one.path for one in results] == files
    assert [one.document and one.document.title for one in results] == [
        None if path.name == "missing.md" else f"List {path.stem}" for path in files
    ]
    assert str(results[3].error) == f"{files[3]}: No such file or directory"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_is_the_one_that_parse_file_gives(workers):
    (result,) = parse_many([FIXTURE], workers=workers)
    assert result == Parsed(FIXTURE, parse_file(FIXTURE), None)


@pytest.mark.parametrize("workers", [1, 2])
def test_documents_are_called_as_asked_and_read_by_the_dialects_named(tmp_path, workers):
    (tmp_path / "a.md").write_text("## S\n\n- [a](https://a.example) - one\n- [b](https://b.example) - two\n")
    (one,) = parse_many([tmp_path / "a.md"], workers=workers, names=["lists/a.md"], dialects=["table"])
    assert one.document is not None
    assert (one.document.source.name, len(one.document.entries)) == ("lists/a.md", 0)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("names", [["a"], ["a", "b", "c"]])
def test_names_are_as_many_as_paths(files, names, workers):
    with pytest.raises(ValueError, match=r"argument 2 is (shorter|longer) than argument 1"):
        list(parse_many(files[:2], workers=workers, names=names))


def test_an_unknown_dialect_is_told_before_a_file_is_read(files):
    with pytest.raises(UnknownDialect):
        parse_many(files, dialects=["nonsense"])


@pytest.mark.parametrize("workers", [1, 2])
def test_only_a_few_files_are_read_ahead(files, workers):
    taken = []

    def paths():
        for path in files:
            taken.append(path)
            yield path

    assert len(list(islice(parse_many(paths(), workers=workers), 5))) == 5
    assert len(taken) <= 5 + workers * batch.AHEAD


def test_a_file_that_kills_its_process_is_a_result(files):
    dialect = Dialect("fatal", fatal)
    results = list(parse_many(files, workers=2, dialects=[dialect]))
    assert [one.path for one in results] == files
    lost = [one for one in results if one.document is None]
    assert [one.path.name for one in lost] == ["7.md"]
    assert isinstance(lost[0].error, SourceError)
    assert str(lost[0].error) == f"{files[7]}: the process that read it died"


def test_a_pool_that_breaks_between_two_looks_is_started_anew(files, monkeypatch):
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    submit = ProcessPoolExecutor.submit
    calls = []

    def broken_once(pool, *arguments):
        calls.append(arguments)
        if len(calls) == 12:
            raise BrokenProcessPool("gone")
        return submit(pool, *arguments)

    monkeypatch.setattr(ProcessPoolExecutor, "submit", broken_once)
    results = list(parse_many(files, workers=2))
    assert [one.document and one.document.title for one in results] == [f"List {path.stem}" for path in files]


INTERRUPTED = """
import sys
from pocketparse import parse_many

def paths():
    while True:
        yield sys.argv[1]

if __name__ == "__main__":
    try:
        for number, one in enumerate(parse_many(paths(), workers=2)):
            if number == 3:
                print("started", flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""


@pytest.mark.timeout(30)
def test_an_interrupt_ends_it_and_its_workers():
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(FIXTURE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (out, err, process.returncode) == ("interrupted\n", "", 0)
    time.sleep(0.2)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_name_that_is_not_utf_8_is_told_with_question_marks(tmp_path, workers):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.md"))
    try:
        path.write_text("# Coffee\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (one,) = parse_many([path], workers=workers)
    assert one.document is not None
    assert one.document.source.name == "caf?.md"


@pytest.mark.parametrize("path", ["README.md", FIXTURE])
def test_one_path_is_no_list_of_them(path):
    with pytest.raises(TypeError, match="paths are several: put one in a list, or use parse_file"):
        parse_many(path)


def test_there_are_no_fewer_than_no_workers(files):
    with pytest.raises(ValueError, match="workers cannot be negative: -1"):
        parse_many(files, workers=-1)

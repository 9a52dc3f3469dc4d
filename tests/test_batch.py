"""parse_many() reads many files in order, over processes too, and loses none to a file that fails."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from itertools import islice
from multiprocessing import active_children
from pathlib import Path

import pytest

from pocketparse import Claim, Dialect, Parsed, ParseError, SourceError, UnknownDialect, batch, parse_file, parse_many
from pocketparse.dialects import EntryDraft

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
def test_a_result_is_the_document_or_raises_the_error(files, workers):
    read, lost = parse_many([files[0], files[0].with_name("lost.md")], workers=workers)
    assert read.result() is read.document
    with pytest.raises(SourceError, match=r"lost\.md: No such file or directory"):
        lost.result()


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


def test_a_file_that_kills_every_process_costs_itself_alone(tmp_path):
    paths = [tmp_path / f"{number}.md" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_text("# List 7\n" if number % 3 else "# List 8\n")
    results = list(parse_many(paths, workers=3, dialects=[Dialect("fatal", fatal)]))
    assert [one.document is None for one in results] == [bool(number % 3) for number in range(12)]


def raising(outline, section):
    """A dialect with a mistake in it, for some lists."""
    if "List 7" in outline.source.text:
        raise KeyError("cup")
    return iter(())


@pytest.mark.parametrize("workers", [1, 2])
def test_a_file_on_which_a_dialect_raises_is_a_result(files, workers):
    results = list(parse_many(files, workers=workers, dialects=[Dialect("raising", raising)]))
    assert [one.path for one in results] == files
    (lost,) = [one.error for one in results if one.error]
    assert isinstance(lost, ParseError)
    assert (
        str(lost) == f"{files[7]}: KeyError while it was read by the dialect 'raising', in the section of line 1: 'cup'"
    )
    assert "in raising\n" in lost.__notes__[0]


class Unsendable(str):
    """A string that does not pickle."""

    def __reduce__(self):
        raise TypeError("it stays here")


def unsendable(outline, section):
    """A dialect that reads what does not pickle, for some lists."""
    if "List 7" in outline.source.text:
        span = outline.source.span(0, 1)
        draft = EntryDraft("Oak", "# List 7", span, attributes={"cup": Unsendable()})
        yield Claim([], [draft])


def test_what_cannot_travel_between_processes_is_a_result(files):
    results = list(parse_many(files[:9], workers=2, dialects=[Dialect("unsendable", unsendable)]))
    assert [str(one.error) for one in results if one.error] == [
        f"{files[7]}: TypeError while it was sent: it stays here"
    ]


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


@pytest.fixture
def program():
    """A program in a process group of its own that reads without end."""
    process = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(FIXTURE)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "started\n"
    yield process
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


@pytest.mark.timeout(30)
def test_an_interrupt_ends_it_and_its_workers(program):
    os.killpg(program.pid, signal.SIGINT)
    out, err = program.communicate(timeout=20)
    assert (out, err, program.returncode) == ("interrupted\n", "", 0)
    with pytest.raises(ProcessLookupError):
        os.killpg(program.pid, 0)


@pytest.mark.timeout(30)
def test_workers_end_where_the_program_is_killed(program):
    program.kill()
    assert program.communicate(timeout=20) == ("", "")  # its streams are open as long as a worker is alive


def test_an_error_thrown_into_it_ends_its_workers(files):
    results = parse_many(files, workers=2)
    assert next(results).document
    with pytest.raises(KeyError):
        results.throw(KeyError("of whoever drives it"))
    assert not active_children()


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

"""The command does what docs/cli.md says, and tells what went wrong in one line."""

import errno
import gc
import importlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shlex import quote

import pytest
from repositories import Repository

from pocketparse import Document, __version__, cli, parse, parse_file
from pocketparse.batch import ReadFile
from pocketparse.cli import convert, inputs
from pocketparse.cli.inputs import names_of
from pocketparse.cli.options import EXAMPLES, build_parser
from pocketparse.exporters import EXPORTERS, write
from pocketparse.exporters.layout import FILES, TABLES
from pocketparse.schema import json_schema
from pocketparse.source import RECODING

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "cli.md").read_text("utf-8")
COMMAND = [sys.executable, "-m", "pocketparse"]
FORMATS = EXPORTERS.known()
SAW = parse("## Tools\n\n### Saw\n- https://example.org/saw\n")
real = pytest.mark.timeout(30)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "README.md").write_bytes((ROOT / "fixtures" / "README.md").read_bytes())
    (tmp_path / "info.md").write_text("## Tools\n\n### Saw\n- https://example.org/saw\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "stdin", Terminal())
    return tmp_path


@pytest.fixture(scope="module")
def document():
    return parse_file(ROOT / "fixtures" / "README.md")


class Terminal(io.StringIO):
    def isatty(self):
        return True


def piped(data):
    """A standard input whose declared encoding must not matter."""
    return io.TextIOWrapper(io.BytesIO(data), encoding="ascii")


def reading(monkeypatch, *documents):
    """Let the files that are read be these documents, one after the other."""
    given = iter(documents)
    monkeypatch.setattr(
        inputs, "read_many", lambda paths, *_, **__: (ReadFile(path, next(given), None) for path in paths)
    )


def shell(script, **environment):
    """Run a script in which `pocketparse` is this one."""
    return subprocess.run(
        ["sh", "-c", f'pocketparse() {{ "{sys.executable}" -m pocketparse "$@"; }}\n{script}'],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, **environment},
    )


def error(capsys, *argv):
    """The one line that a failing command tells."""
    assert cli.main(argv) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("pocketparse: error: ")
    assert err.index("\n") == len(err) - 1
    return err.removeprefix("pocketparse: error: ").rstrip("\n")


# What is written.


def test_json_goes_to_standard_output(capsys, document):
    assert cli.main(["README.md"]) == 0
    out, err = capsys.readouterr()
    assert Document.from_json(out) == document
    assert out.startswith('{\n  "schema_version"')
    assert out.endswith("}\n")
    assert err.startswith("README.md: ")


@pytest.mark.parametrize("argv", [["-"], [], ["-", "-o", "-"]])
def test_standard_input_is_read_as_utf_8(capsys, monkeypatch, document, argv):
    monkeypatch.setattr(sys, "stdin", piped(Path("README.md").read_bytes()))
    assert cli.main(argv) == 0
    out, err = capsys.readouterr()
    read = Document.from_json(out)
    assert read.source.name is None
    assert read.entries == document.entries
    assert err.startswith("<stdin>: ")


@pytest.mark.parametrize(
    ("argv", "options"),
    [
        (["-o", "out.csv"], {"format": "csv"}),
        (["-o", "out.csv", "--table", "links"], {"format": "csv", "table": "links"}),
        (["--output=out", "--format=csv", "--table=index"], {"format": "csv", "table": "index"}),
        (["-o", "out.json"], {"format": "json"}),
        (["-o", "out"], {"format": "json"}),
        (["-o", "out.csv", "-f", "json", "--indent", "0"], {"format": "json", "indent": 0}),
    ],
)
def test_the_options_say_what_is_written(capsys, document, argv, options):
    assert cli.main([*argv, "--quiet", "README.md"]) == 0
    assert capsys.readouterr() == ("", "")
    expected = io.BytesIO()
    write(document, expected, **options)
    assert next(Path().glob("out*")).read_bytes() == expected.getvalue()


def test_several_inputs_are_an_array_named_by_what_differs(capsys):
    for name in ("a", "b"):
        Path(name).mkdir()
        Path(name, "README.md").write_text(f"# {name}\n")
    assert cli.main(["a/README.md", "--indent", "0", "b/README.md"]) == 0
    out, err = capsys.readouterr()
    assert [(one["source"]["name"], one["title"]) for one in json.loads(out)] == [
        ("a/README.md", "a"),
        ("b/README.md", "b"),
    ]
    told = [line for line in err.splitlines() if "PK115" not in line]
    assert [line.split(":")[0] for line in told] == ["a/README.md", "b/README.md"]


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (["README.md"], ["README.md"]),
        (["lists/a.md"], ["a.md"]),
        (["/srv/lists/a.md", "/srv/lists/b.md"], ["a.md", "b.md"]),
        (["README.md", "lists/README.md"], ["README.md", "lists/README.md"]),
        (["a.md", "-", "a.md"], ["a.md", None, "a.md"]),
        (["-"], [None]),
    ],
)
def test_inputs_are_named_below_the_folder_they_share(files, names):
    assert names_of(files) == names


def test_a_file_may_start_with_a_dash(capsys):
    Path("-v").write_text("# Dash\n")
    assert cli.main(["-q", "--", "-v"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "Dash"


def test_the_arguments_of_the_process_are_the_default(capsys, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["pocketparse", "-q", "info.md"])
    assert cli.main() == 0
    assert json.loads(capsys.readouterr().out)["source"]["name"] == "info.md"


def test_the_package_runs_the_command():
    assert importlib.import_module("pocketparse.__main__").run_and_end is cli.run_and_end


# What is told.


def test_a_summary_is_told(capsys, document):
    cli.main(["README.md", "-o", "out.csv"])
    out, err = capsys.readouterr()
    counts = re.fullmatch(
        r"README\.md: (\d+) entries in (\d+) of (\d+) sections, (\d+) starred; "
        r"(\d+) diagnostics \((\d+) errors\); -v shows them\n",
        err,
    )
    assert counts
    assert [int(count) for count in counts.groups()] == [
        len(document.entries),
        len({entry.section for entry in document.entries} - {None}),
        len(document.sections),
        len(document.starred),
        len(document.diagnostics),
        len([found for found in document.diagnostics if found.severity == "error"]),
    ]
    assert out == ""


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("- [Saw](https://example.org)\n", "1 entry in no section, 0 starred; 0 diagnostics"),
        ("- [Saw](https://example.org)\n\n## Notes\n", "1 entry in no section, 0 starred; 0 diagnostics"),
        (
            "## Tools\n\n### * Saw\n- https://https://example.org/saw\n",
            "1 entry in 1 section, 1 starred; 1 diagnostic (1 error); -v shows it",
        ),
        (
            "## Tools\n\n### Saw\n- example.org/saw\n\n### Axe\n- https://example.org/axe\n",
            "2 entries in 1 section, 0 starred; 1 diagnostic (1 error); -v shows it",
        ),
    ],
)
def test_a_summary_counts_in_words(capsys, text, summary):
    Path("list.md").write_text(text)
    cli.main(["list.md"])
    assert capsys.readouterr().err == f"list.md: {summary}\n"


def test_a_text_that_is_no_markdown_is_told(capsys, tmp_path):
    path = tmp_path / "README.rst"
    path.write_text("".join(f"* `Saw {at} <https://example.org/{at}>`_\n" for at in range(5)))
    assert cli.main([str(path), "-o", str(tmp_path / "out.json")]) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert "README.rst:1: error PK113 other-markup: links are written as in reStructuredText" in told[0]
    assert cli.main([str(path), "-q", "-o", str(tmp_path / "out.json")]) == 0
    assert capsys.readouterr().err.splitlines() == told[:1]


@pytest.mark.parametrize("text", ["", "404: Not Found\n"])
def test_a_text_without_a_list_is_told_and_no_success_where_that_is_asked(capsys, text):
    Path("list.md").write_text(text)
    assert cli.main(["list.md", "-q", "-o", "out.json"]) == 0
    assert "warning PK115 no-entries: nothing was read as an entry" in capsys.readouterr().err
    assert cli.main(["list.md", "--strict", "-o", "out.json"]) == 1
    assert cli.main(["lint", "list.md"]) == 1


def test_the_one_input_is_called_as_it_is_told(capsys):
    assert cli.main(["README.md", "--name", "list", "-q", "-f", "jsonl"]) == 0
    assert json.loads(capsys.readouterr().out.partition("\n")[0])["source"] == "list"
    assert shell("cat README.md | pocketparse -q --name list | jq -r .source.name").stdout == b"list\n"
    assert "--name is that of one input" in error(capsys, "README.md", "list.md", "--name", "list")


def test_nothing_is_packed_that_its_readers_could_not_unpack(capsys):
    for name in ("list.parquet.gz", "list.arrow.gz"):
        assert "through gzip: leave .gz out" in error(capsys, "README.md", "-o", name)
        assert not Path(name).exists()
    assert "through gzip: leave .gz out" in error(capsys, "README.md", "-f", "parquet", "-o", "list.gz")


def test_a_revision_alone_is_told_how_to_name_a_file_of_it(capsys):
    assert "a file of a revision is HEAD~1:README.md" in error(capsys, "diff", "HEAD~1", "HEAD")
    assert error(capsys, "diff", "old.md", "new.md") == "old.md: No such file or directory"


def test_text_beyond_a_limit_is_told_though_little_is(capsys):
    assert cli.main(["README.md", "--limits", "lines=3", "-q", "-o", "out.json"]) == 0
    assert "error PK112 limit-reached" in capsys.readouterr().err


def test_verbose_tells_each_diagnostic_like_a_compiler(capsys, document):
    cli.main(["-v", "README.md"])
    *lines, summary = capsys.readouterr().err.splitlines()
    assert summary.startswith("README.md: ")
    told = [re.fullmatch(r"README\.md:(\d+): (\w+) (PK\d+) ([a-z-]+): (.+)", line) for line in lines]
    assert [(int(one[1]), *one.groups()[1:]) for one in told] == [
        (found.span.line, found.severity, found.code, found.rule, found.message) for found in document.diagnostics
    ]


def test_a_message_is_one_line_and_does_not_command_the_terminal(capsys, document, monkeypatch):
    found = document.diagnostics[0].__class__("PK999", "odd", "info", "a\nb\x1b[31m\u202e\x9b", None)
    odd = document.model_copy(update={"diagnostics": (found,)})
    reading(monkeypatch, odd)
    Path("a\nb.md").touch()
    assert cli.main(["-v", "a\nb.md"]) == 0
    first, second = capsys.readouterr().err.splitlines()
    assert first == r"a\nb.md: info PK999 odd: a\nb\x1b[31m\u202e\x9b"
    assert second.startswith(r"a\nb.md: ")


def test_a_name_that_is_shown_is_one_line_and_utf_8(capsys):
    name = "caf\udce9\x1b[31m\n.md"
    Path(name).write_bytes(Path("info.md").read_bytes())
    assert cli.main([name, "--explain"]) == 0
    assert cli.main([name, "-q", "-o", f"{name}.json", "--check"]) == 1
    explained, checked = capsys.readouterr().out.splitlines()
    assert explained.startswith(r"caf?\x1b[31m\n.md:1: heading: ")
    assert checked == r"caf?\x1b[31m\n.md.json: is not there"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--quiet"], []),
        ([], ["summary; -v shows them"]),
        (["--quiet", "--strict"], ["warning", "error"]),
        (["--strict"], ["warning", "error", "summary; -v shows them"]),
        (["--verbose"], ["info", "warning", "error", "summary"]),
    ],
    ids=str,
)
def test_the_options_say_how_much_is_told(capsys, document, monkeypatch, options, told):
    severities = ("info", "warning", "error")
    found = [next(one for one in document.diagnostics if one.severity == severity) for severity in severities]
    reading(monkeypatch, document.model_copy(update={"diagnostics": tuple(found)}))
    cli.main([*options, "README.md", "-o", "out.json"])
    out, err = capsys.readouterr()
    assert out == ""
    lines = [re.sub(r"^README\.md:\d+: (\w+) PK.*", r"\1", line) for line in err.splitlines()]
    assert [re.sub(r"^README.* 3 diagnostics \(1 error\)", "summary", line) for line in lines] == told


@pytest.mark.parametrize(("severity", "code"), [(None, 0), ("info", 0), ("warning", 1), ("error", 1)], ids=str)
def test_only_strict_makes_findings_an_exit_code(document, monkeypatch, severity, code):
    found = [one for one in document.diagnostics if one.severity == severity][:1]
    assert found or severity is None
    odd = document.model_copy(update={"diagnostics": tuple(found)})
    clean = document.model_copy(update={"diagnostics": ()})
    documents = [clean, odd, clean, odd]
    reading(monkeypatch, *documents)
    assert cli.main(["info.md", "README.md"]) == 0
    assert cli.main(["info.md", "README.md", "--strict"]) == code


@pytest.mark.parametrize("stdin", [Terminal(), None], ids=["terminal", "closed"])
def test_without_input_the_help_is_told(capsys, monkeypatch, stdin):
    monkeypatch.setattr(sys, "stdin", stdin)
    assert cli.main([]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("usage: pocketparse ")


def test_help_goes_to_standard_output_and_names_what_there_is(capsys):
    assert cli.main(["--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.isascii()
    assert out.endswith(EXAMPLES)
    shown = re.sub(r"\s+", " ", out)
    assert f" {', '.join(dict.fromkeys(exporter.name for exporter in EXPORTERS))};" in shown
    assert f" {', '.join(table.name for table in TABLES)};" in shown


def test_the_version_is_told(capsys):
    assert cli.main(["--version"]) == 0
    assert capsys.readouterr() == (f"pocketparse {__version__}\n", "")


# What goes wrong.


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["-o", "x.xml"], f"x.xml: no format has the suffix '.xml'; the formats are {FORMATS}"),
        (["-f", "yaml"], f"unknown format 'yaml'; the formats are {FORMATS}"),
        (["-o", "nowhere/x.json"], "nowhere/x.json: there is no folder nowhere"),
        (["-o", "folder", "-f", "json"], "folder: Is a directory"),
        (["-o", "folder"], "folder: is a folder: name a file in it, or write folder/ for a file of each table"),
        (["-o", "."], ".: is a folder: name a file in it, or write ./ for a file of each table"),
        (["-o", f"{'x' * 300}.json"], f"{'x' * 300}.json: File name too long"),
        (["-o", f"{'x' * 300}.json", "-f", "json", "--check"], f"{'x' * 300}.json: File name too long"),
        (["-o", f"/dev/fd/{'9' * 20}", "-f", "json"], f"/dev/fd/{'9' * 20}: No such file or directory"),
        (["-o", "nowhere/new/"], "nowhere/new/: there is no folder nowhere"),
        (["-o", "info.md/"], "info.md/: File exists"),
        (
            ["-o", "folder/", "-f", "json"],
            "folder/ is a folder, which only csv fills: name a file; see pocketparse --help",
        ),
        (
            ["-o", "folder/", "--table", "links"],
            "--table does not go with csv in a folder, which folder/ is: there all tables are; see pocketparse --help",
        ),
        (["--check"], "--check compares a file: name it with -o; see pocketparse --help"),
        (["-j", "many"], "argument -j/--jobs: 'many' is not a number of processes, 0 to 999; see pocketparse --help"),
        (["--table", "links"], "--table does not go with json; see pocketparse --help"),
        (["-f", "csv", "--indent", "1"], "--indent does not go with csv; see pocketparse --help"),
        (
            ["-f", "csv", "--table", "nodes"],
            "unknown table 'nodes'; the tables are documents, sections, entries, "
            "index, articles, links, passages, diagnostics",
        ),
        (["--indent", "17"], "argument --indent: '17' is not a number from 0 to 16; see pocketparse --help"),
        (["--indent=-1"], "argument --indent: '-1' is not a number from 0 to 16; see pocketparse --help"),
        (["-q", "-v"], "argument -v/--verbose: not allowed with argument -q/--quiet; see pocketparse --help"),
        (["--quie"], "unrecognized arguments: --quie; see pocketparse --help"),
        (["-", "-"], "standard input can be read once; see pocketparse --help"),
        ([""], "a file name is empty; see pocketparse --help"),
        (["-o", ""], "a file name is empty; see pocketparse --help"),
        (["-f", "csv", "-o", "README.md"], "README.md: is an input too, and was left alone"),
        (["-f", "csv", "-o", "link", "info.md"], "link: is an input too, and was left alone"),
    ],
    ids=str,
)
def test_an_error_is_one_line(capsys, folder, argv, message):
    Path("latin.md").write_bytes(b"# caf\xe9")
    Path("folder").mkdir()
    Path("link").symlink_to("README.md")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    argv = argv if "README.md" in argv[:1] else ["README.md", *argv]
    assert error(capsys, *argv) == message
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("lnt", "no command and no file 'lnt'; did you mean lint?"),
        ("Schema", "no command and no file 'Schema'; did you mean schema?"),
        ("help", "no command and no file 'help'; did you mean --help?"),
        ("unlike", "unlike: No such file or directory"),
    ],
)
def test_a_misspelt_command_is_told(capsys, word, message):
    assert error(capsys, word) == message


def test_a_word_in_front_of_files_is_no_command(capsys):
    told = "no command and no file 'parse'; the commands are diff, history, lint, schema, and files need none"
    assert error(capsys, "parse", "README.md") == told
    assert cli.main(["-q", "UNLIKE", "README.md"]) == 1
    assert "UNLIKE: No such file or directory" in capsys.readouterr().err


def test_a_file_may_be_called_nearly_as_a_command(capsys):
    Path("lnt").write_text("# A\n")
    assert cli.main(["-q", "lnt"]) == 0


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("missing.md", "missing.md: No such file or directory"),
        (".", ".: is a folder: name the files in it, such as README.md"),
        ("latin.md", f"latin.md: not UTF-8 at byte 5: {RECODING}"),
    ],
)
def test_an_input_that_cannot_be_read_is_told(capsys, file, message):
    Path("latin.md").write_bytes(b"# caf\xe9")
    Path("out.json").write_text("old")
    assert error(capsys, file, "-o", "out.json") == message
    assert Path("out.json").read_text() == "old"


@pytest.mark.parametrize("argv", [["lint", "../info.md"], ["../info.md", "/nowhere.md"]], ids=str)
def test_a_working_folder_that_was_removed_is_told(capsys, folder, monkeypatch, argv):
    gone = folder / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert error(capsys, *argv) == "the working folder: No such file or directory"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tool = 1", "tool is a table"),
        ("[[tool]]", "tool is a table"),
        ("[tool]\npocketparse = 3", "pocketparse is a table"),
        ('[tool]\npocketparse = ""', "pocketparse is a table"),
        ("[tool]\npocketparse = [1]", "pocketparse is a table"),
        ("[[tool.pocketparse]]", "pocketparse is a table"),
        (f"a = {'1' * 5000}", ""),
        (f"a = {'[' * 20000}", ""),
    ],
    ids=lambda value: value[:20],
)
def test_settings_that_are_no_table_are_told(capsys, folder, text, message):
    Path("pyproject.toml").write_text(text)
    assert error(capsys, "lint", "info.md").startswith(f"{folder}/pyproject.toml: {message}")


def test_settings_of_others_are_not_looked_at(capsys):
    Path("pyproject.toml").write_text("[tool.other]\nselect = 1\n")
    assert cli.main(["lint", "info.md"]) == 0


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_of_several_inputs_those_that_can_be_read_are_written(capsys, jobs):
    files = ["info.md", "missing.md", "README.md"]
    assert cli.main([*files, "-o", "out.jsonl", "-j", jobs]) == 1
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert [line.partition(":")[0] for line in lines] == ["info.md", "pocketparse", "README.md"]
    assert lines[1] == "pocketparse: error: missing.md: No such file or directory"
    sources = [json.loads(line)["source"] for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert list(dict.fromkeys(sources)) == ["info.md", "README.md"]


def test_of_several_inputs_standard_input_is_one(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", piped(b"caf\xe9"))
    assert cli.main(["info.md", "-", "--indent", "0"]) == 1
    out, err = capsys.readouterr()
    assert [one["source"]["name"] for one in json.loads(out)] == ["info.md"]
    assert err.splitlines()[1] == f"pocketparse: error: standard input: not UTF-8 at byte 3: {RECODING}"


def test_nothing_is_written_when_no_input_can_be_read(capsys):
    Path("out.csv").write_text("old")
    assert cli.main(["missing.md", "nowhere.md", "-o", "out.csv"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "pocketparse: error: missing.md: No such file or directory",
        "pocketparse: error: nowhere.md: No such file or directory",
        "pocketparse: error: none of the inputs can be read",
    ]
    assert Path("out.csv").read_text() == "old"


def test_on_a_terminal_the_inputs_are_counted(capsys, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert cli.main(["info.md", "README.md", "-o", "out.csv"]) == 0
    assert [line.partition(":")[0] for line in terminal.getvalue().splitlines()] == ["[1/2] info.md", "[2/2] README.md"]


def test_what_an_export_leaves_out_is_told(capsys):
    assert cli.main(["README.md", "-q", "-o", "bookmarks.html"]) == 0
    message = "pocketparse: warning: README.md: 1 entry without an absolute URL is no bookmark\n"
    assert capsys.readouterr().err == message


# What is on disk is compared.


@pytest.mark.parametrize("output", ["out.json", "out.csv.gz", "out.parquet", "out.sqlite", "out/", "llms.txt"])
def test_an_output_that_is_up_to_date_passes_the_check(capsys, output):
    assert cli.main(["README.md", "-q", "-o", output]) == 0
    assert cli.main(["README.md", "-q", "-o", output, "--check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_stale_output_is_told_with_a_short_diff(capsys):
    Path("list.md").write_text("## Tools\n\n- [Saw](https://example.org/saw) - Cuts wood.\n" * 9)
    assert cli.main(["list.md", "-q", "-o", "out.jsonl", "-f", "llms"]) == 0
    text = Path("list.md").read_text()
    Path("list.md").write_text(text.replace("Cuts", "Saws", 1))
    before = Path("out.jsonl").read_bytes()
    assert cli.main(["list.md", "-q", "-o", "out.jsonl", "-f", "llms", "--check"]) == 1
    assert Path("out.jsonl").read_bytes() == before
    assert capsys.readouterr().out.splitlines() == [
        "out.jsonl: is stale",
        "--- on disk",
        "+++ expected",
        "@@ line 3 @@",
        " ## Tools",
        " ",
        "-- [Saw](https://example.org/saw): Cuts wood.",
        "+- [Saw](https://example.org/saw): Saws wood.",
        " ",
        " ## Tools",
        "…",
    ]


def test_an_output_that_is_not_there_or_no_text_is_told(capsys):
    assert cli.main(["README.md", "-q", "-o", "out.sqlite", "--check"]) == 1
    assert capsys.readouterr().out == "out.sqlite: is not there\n"
    Path("out.sqlite").write_bytes(b"SQLite format 3\0\xff")
    assert cli.main(["README.md", "-q", "-o", "out.sqlite", "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "out.sqlite: is stale"
    assert re.fullmatch(r"  17 bytes on disk, \d+ bytes expected", told[1])


def test_long_lines_and_long_diffs_are_cut(capsys):
    Path("out.csv").write_text("old\n" * 50)
    assert cli.main(["README.md", "-q", "-o", "out.csv", "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert len(told) == 14
    assert told[-1] == "…"
    assert max(map(len, told)) <= 160


def test_a_folder_is_checked_file_by_file(capsys):
    assert cli.main(["README.md", "-q", "-o", "out/"]) == 0
    Path("out/links.csv").unlink()
    Path("out/notes.txt").write_text("left alone")
    assert cli.main(["README.md", "-q", "-o", "out/", "--check"]) == 1
    assert capsys.readouterr().out == "out/links.csv: is not there\n"


def test_a_short_diff_is_whole(capsys):
    Path("one.md").write_text("# One\n")
    assert cli.main(["one.md", "-q", "-o", "out.txt", "-f", "llms"]) == 0
    Path("out.txt").write_text("# Two\n")
    assert cli.main(["one.md", "-q", "-o", "out.txt", "-f", "llms", "--check"]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told == ["out.txt: is stale", "--- on disk", "+++ expected", "@@ line 1 @@", "-# Two", "+# One", " "]


def test_what_cannot_be_compared_is_told(capsys):
    Path("out.json").mkdir()
    assert error(capsys, "README.md", "-o", "out.json", "-f", "json", "--check") == "out.json: Not a regular file"
    os.mkfifo("fifo")
    assert error(capsys, "README.md", "-o", "fifo", "--check") == "fifo: Not a regular file"


# The schema.


def test_the_schema_is_printed(capsys):
    assert cli.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json_schema()
    assert error(capsys, "schema", "more") == "unrecognized arguments: more; see pocketparse schema --help"


def test_a_file_called_as_a_command_is_read_by_its_path(capsys):
    Path("schema").write_text("# L\n")
    assert cli.main(["./schema", "-q", "--indent", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["title"] == "L"


def test_an_input_without_permission_is_told(capsys, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)  # root may read all files
    assert error(capsys, "README.md") == "README.md: Permission denied"


def test_standard_input_that_is_not_utf_8_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", piped(b"caf\xe9"))
    assert error(capsys) == f"standard input: not UTF-8 at byte 3: {RECODING}"


def test_standard_input_that_is_closed_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    assert error(capsys, "-", "-o", "new.json") == "standard input: is closed"
    assert error(capsys, "-", "-o", "README.md", "-f", "csv") == "standard input: is closed"


def test_standard_input_that_breaks_off_is_told(capsys, monkeypatch):
    class Broken(io.BytesIO):
        def read(self, size=-1):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Broken()))
    assert error(capsys, "-") == "standard input: Input/output error"


def test_standard_input_is_an_input_too(capsys, monkeypatch):
    with Path("README.md").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        message = error(capsys, "-o", "README.md", "-f", "csv")
    assert message == "README.md: is an input too, and was left alone"


@pytest.mark.parametrize("name", ["entries.csv", "datapackage.json"])
def test_a_file_of_the_output_folder_is_an_input_too(capsys, name):
    Path("out").mkdir()
    Path("out", name).write_text("# L\n")
    for output in ("out", "out/"):
        message = error(capsys, f"out/{name}", "-f", "csv", "-o", output)
        assert message == f"out/{name}: is an input too, and was left alone"
    assert Path("out", name).read_text() == "# L\n"
    Path("out/other.csv").write_text("# L\n")
    assert cli.main(["out/other.csv", "-q", "-o", "new/"]) == 0
    assert {path.name for path in Path("new").iterdir()} == set(FILES)


def test_a_device_may_be_input_and_output(capsys):
    assert cli.main(["/dev/null", "-o", "/dev/null"]) == 0


@pytest.mark.parametrize("argv", [["README.md"], ["--help"], ["--version"]], ids=str)
def test_standard_output_that_is_full_is_told(capsys, monkeypatch, argv):
    with Path("/dev/full").open("w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert error(capsys, *argv) == "standard output: No space left on device"


def test_an_output_that_is_full_is_told(capsys):
    assert error(capsys, "README.md", "-o", "/dev/full") == "/dev/full: No space left on device"


def test_standard_output_that_is_closed_is_told(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert error(capsys, "README.md") == "standard output: is closed"


@pytest.mark.parametrize("argv", [[], ["-o", "/dev/fd/{}"]], ids=["standard output", "-o"])
def test_a_closed_pipe_ends_the_writing_and_nothing_else(capsys, monkeypatch, argv):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert cli.main(["README.md", "--strict", *(word.format(writing) for word in argv)]) == 1
    *found, counts = capsys.readouterr().err.splitlines()
    assert counts.startswith("README.md: ")
    assert all(line.startswith("README.md:") for line in found)


def test_messages_that_nobody_reads_are_no_failure(capsys, monkeypatch):
    with Path("/dev/full").open("w", buffering=1) as stderr:
        monkeypatch.setattr(sys, "stderr", stderr)
        assert cli.main(["README.md", "-v"]) == 0
    monkeypatch.setattr(sys, "stderr", None)
    assert cli.main(["README.md"]) == 0
    first, second = capsys.readouterr().out.split("}\n{")
    assert json.loads(first + "}") == json.loads("{" + second)


class Sips(io.RawIOBase):
    """A raw stream, as standard output is with PYTHONUNBUFFERED, that takes a little at a time."""

    def __init__(self):
        self.taken = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.taken += bytes(data[:1000])
        return len(data[:1000])


def test_an_unbuffered_standard_output_gets_all(monkeypatch, document):
    raw = Sips()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, write_through=True))
    assert cli.main(["README.md"]) == 0
    assert Document.from_json(bytes(raw.taken)) == document
    assert not raw.closed


def test_a_process_that_ends_with_the_command_looks_for_no_garbage(monkeypatch, capsys):
    frozen = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(True))
    monkeypatch.setattr(sys, "argv", ["pocketparse", "--version"])
    assert cli.run_and_end() == 0
    assert frozen == [True]
    assert capsys.readouterr().out == f"pocketparse {__version__}\n"


@pytest.mark.parametrize("where", ["reading", "writing"])
def test_an_interrupted_run_is_told_in_a_line(capsys, monkeypatch, where):
    def interrupt(*args, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(*{"reading": (inputs, "read_many"), "writing": (convert.exporters, "write")}[where], interrupt)
    with Path("out").open("w") as stdout:
        monkeypatch.setattr(sys, "stdout", stdout)
        assert cli.main(["README.md"]) == 130
    assert capsys.readouterr().err == "pocketparse: error: interrupted\n"


def test_sigterm_leaves_no_file_behind(capsys, folder, monkeypatch):
    def documents(paths, **options):
        assert any(path.suffix == ".tmp" for path in folder.iterdir())
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(9)
        yield

    monkeypatch.setattr(inputs.Inputs, "documents", documents)
    assert cli.main(["README.md", "-o", "out.json"]) == 143
    assert capsys.readouterr().err == "pocketparse: error: terminated\n"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "info.md"]
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_sigterm_is_left_to_who_handles_it(monkeypatch):
    def documents(inputs):
        assert signal.getsignal(signal.SIGTERM) is mine
        return SAW

    def mine(number, frame):
        pytest.fail("nobody sent it")

    monkeypatch.setattr(inputs.Inputs, "documents", documents)
    signal.signal(signal.SIGTERM, mine)
    try:
        assert cli.main(["README.md", "-o", "out.json"]) == 0
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def test_the_command_runs_in_a_thread():
    with ThreadPoolExecutor() as pool:
        assert pool.submit(cli.main, ["README.md", "-o", "out.json"]).result() == 0


# As a process.


@real
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_head_ends_it_quietly(unbuffered):
    many = " ".join(["README.md"] * 3)  # more than a pipe holds
    run = shell(f"{{ pocketparse -q {many}; echo $? >&2; }} | head -n 1", PYTHONUNBUFFERED=unbuffered)
    assert (run.stdout, run.stderr) == (b"[\n", b"0\n")


@real
@pytest.mark.parametrize("argument", ["README.md", "--version"])
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk_is_told_once(unbuffered, argument):
    run = shell(f"pocketparse {argument} > /dev/full; echo $?", PYTHONUNBUFFERED=unbuffered)
    assert (run.stdout, run.stderr) == (
        b"2\n",
        b"pocketparse: error: standard output: No space left on device\n",
    )


@real
def test_closed_streams_are_told_and_nothing_strays():
    run = shell("pocketparse README.md >&-; echo $?; pocketparse - <&- 2>&-; echo $?")
    assert (run.stdout, run.stderr) == (b"2\n2\n", b"pocketparse: error: standard output: is closed\n")


@real
def test_output_is_utf_8_in_every_locale(document):
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    run = shell("cat README.md | pocketparse -v", **locale)
    assert run.returncode == 0
    assert Document.from_json(run.stdout).title == document.title
    assert run.stderr.isascii()
    assert run.stderr.count(b"\n") == len(document.diagnostics) + 1


@real
def test_an_open_standard_output_is_appended_to():
    run = shell("{ echo before; pocketparse -q info.md -o /dev/stdout -f csv; echo after; } > log; cat log")
    lines = run.stdout.split(b"\n")
    assert lines[0] == b"before"
    assert lines[1].startswith(b"source,id,name,")
    assert lines[2].startswith(b"info.md,saw,Saw,")
    assert lines[3:] == [b"after", b""]


@real
@pytest.mark.parametrize(
    ("number", "code", "told"), [(signal.SIGINT, 130, b"interrupted"), (signal.SIGTERM, 143, b"terminated")], ids=str
)
def test_a_signal_exits_with_its_code_and_a_line(folder, number, code, told):
    Path("out.json").write_text("old")
    os.mkfifo("fifo")
    process = subprocess.Popen(
        [*COMMAND, "fifo", "-o", "out.json"],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # ignored in a shell's background
    )
    with Path("fifo").open("wb"):  # opens when the command does: from here on it waits for text
        process.send_signal(number)
        _, err = process.communicate()
    assert (process.returncode, err) == (code, b"pocketparse: error: " + told + b"\n")
    assert Path("out.json").read_text() == "old"
    assert sorted(path.name for path in folder.iterdir()) == ["README.md", "fifo", "info.md", "out.json"]


@real
def test_the_library_does_not_load_the_command():
    code = "import sys, pocketparse; print([name for name in sys.argv[1:] if name in sys.modules])"
    names = ["argparse", "pocketparse.cli", "pocketparse.exporters"]
    run = subprocess.run([sys.executable, "-c", code, *names], capture_output=True, text=True)
    assert run.stdout == "[]\n"


# What follows keeps docs/cli.md true.


def test_the_page_lists_every_option():
    rows = re.findall(r"^\| (`.*?) \| .* \|$", DOCS, re.MULTILINE)
    words = {re.sub(" .*", "", name) for row in rows for name in re.findall("`(.*?)`", row)}
    options = {name for action in build_parser()._actions for name in action.option_strings}
    assert words == options | {"FILE"}


@real
def test_the_page_s_examples_are_what_happens():
    Path("list.md").write_text(DOCS.split("```markdown\n")[1].split("```")[0])
    blocks = re.findall(r"```console\n(.*?)```", DOCS, re.DOTALL)
    commands = re.findall(r"^\$ (.*)\n", "".join(blocks), re.MULTILINE)
    assert len(commands) >= 10
    # Each command is shown as it runs, with what it says on either stream.
    script = "exec 2>&1\n" + "".join(f"printf '$ %s\\n' {quote(one)}\n{one}\n" for one in commands)
    script = re.sub(r"^(printf.*)\n(echo \$\?)$", r"code=$?; \1\n(exit $code); \2", script, flags=re.MULTILINE)
    assert shell(script).stdout.decode() == "".join(blocks)


def test_explain_prints_dialect_and_evidence(capsys):
    assert cli.main(["README.md", "--explain"]) == 0
    out = capsys.readouterr().out
    assert "README.md:38: index: 51 records in '开源模型一览 (Table of Contents)': 35 of 51 cells name a heading" in out
    assert all(line.startswith("README.md:") for line in out.splitlines())


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("missing.md", "missing.md: No such file or directory"),
        ("latin.md", f"latin.md: not UTF-8 at byte 5: {RECODING}"),
    ],
)
def test_explain_tells_what_cannot_be_read(capsys, file, message):
    Path("latin.md").write_bytes(b"# caf\xe9")
    assert error(capsys, file, "--explain") == message


def test_explain_goes_on_behind_a_file_that_cannot_be_read(capsys):
    assert cli.main(["missing.md", "README.md", "--explain"]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("README.md:")
    assert err == "pocketparse: error: missing.md: No such file or directory\n"


def test_explain_names_standard_input_and_the_preamble(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", piped(b"- [a](https://a.example) - one\n- [b](https://b.example) - two\n"))
    assert cli.main(["--explain", "-"]) == 0
    assert capsys.readouterr().out == "<stdin>:1: bullet: 2 records in 'the preamble': 2 of 2 items start with a name\n"


@pytest.mark.parametrize("text", [b"", b"Notes.\n"])
def test_explain_tells_that_nothing_was_read(capsys, text):
    Path("list.md").write_bytes(text)
    assert cli.main(["--explain", "list.md"]) == 0
    assert capsys.readouterr().out == "list.md:1: none: 0 records in 'the preamble': nothing in it was read\n"


def test_limits_can_be_chosen(tmp_path, monkeypatch, capsys):
    text = "# L\n\n## S\n\n- [a](https://a.example) - one\n- [b](https://b.example) - two\n"
    (tmp_path / "list.md").write_text(text)
    for file in (str(tmp_path / "list.md"), "-"):
        monkeypatch.setattr(sys, "stdin", piped(text.encode()))
        assert cli.main([file, "--limits", "lines=5,headings=9", "--quiet"]) == 0
        document = json.loads(capsys.readouterr().out)
        assert [entry["name"] for entry in document["entries"]] == ["a"]
        assert [one["message"] for one in document["diagnostics"]] == ["lines below the first 5 are not read"]
    assert cli.main([str(tmp_path / "list.md"), "--limits", "lines=5", "--explain"]) == 0
    assert ": 1 record in 'S'" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        ("line=5", "argument --limits: 'line' is none of lines, headings, definitions, markup"),
        ("lines=5,", "argument --limits: '' is none of lines, headings, definitions, markup"),
        ("lines=-5", "argument --limits: 'lines=-5' is not lines= and a number"),
        ("lines", "argument --limits: 'lines' is not lines= and a number"),
    ],
)
def test_what_is_no_limit_is_told(limits, told, capsys):
    assert cli.main(["list.md", "--limits", limits]) == 2
    assert told in capsys.readouterr().err


def test_dialects_can_be_chosen(tmp_path, capsys):
    (tmp_path / "list.md").write_text("# L\n\n## S\n\n- [a](https://a.example) - one\n- [b](https://b.example) - two\n")
    assert cli.main([str(tmp_path / "list.md"), "--dialect", "table,bullet", "--quiet"]) == 0
    assert [entry["dialect"] for entry in json.loads(capsys.readouterr().out)["entries"]] == ["bullet", "bullet"]
    assert cli.main([str(tmp_path / "list.md"), "--dialect", "table", "--quiet"]) == 0
    assert json.loads(capsys.readouterr().out)["entries"] == []
    assert cli.main([str(tmp_path / "list.md"), "--dialect", "tabel"]) == 2
    assert "no dialect is called 'tabel'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("start", "hint"),
    [
        ("# 锯".encode("gb18030"), f"byte 2: {RECODING}"),
        (b"\x1f\x8b\x08\x00", "byte 1: it is packed, and gunzip -c unpacks it"),
        ("# A".encode("utf-16"), "byte 0: it is UTF-16, and iconv -f utf-16 -t utf-8 makes it readable"),
    ],
)
def test_what_an_unreadable_file_is_is_told(capsys, start, hint):
    Path("odd.md").write_bytes(start)
    assert error(capsys, "odd.md") == f"odd.md: not UTF-8 at {hint}"


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["-q", "lint", "README.md"], "lint: is a command, and goes first"),
        (
            ["https://example.org/README.md"],
            "https://example.org/README.md: is a URL, and nothing is read from the network: download it first",
        ),
        (
            ["README.md", "--explain", "-o", "out.json"],
            "--explain prints no records: -o, -f, --table, --check and --strict do not go with it",
        ),
        (
            ["README.md", "--explain", "--strict"],
            "--explain prints no records: -o, -f, --table, --check and --strict do not go with it",
        ),
        (["README.md", "--check"], "--check compares a file: name it with -o"),
        (["README.md", "-o", "a.json", "-o", "b.json"], "-o takes one value, and has 'a.json' and 'b.json'"),
    ],
    ids=str,
)
def test_what_cannot_be_meant_is_told(capsys, argv, message):
    assert error(capsys, *argv) == f"{message}; see pocketparse --help"


def test_a_url_is_told_by_lint_too(capsys):
    url = "HTTPS://example.org/README.md"
    assert cli.main(["lint", url]) == 2
    assert capsys.readouterr().err == (
        f"pocketparse: error: {url}: is a URL, and nothing is read from the network: download it first\n"
    )


def test_a_file_called_like_a_command_is_read_behind_an_option(capsys):
    Path("diff").write_text("- [Oak](https://oak.example) - A tree.\n")
    assert cli.main(["-q", "diff", "-o", "out.json"]) == 0


def test_names_of_dialects_may_have_spaces_around_them(capsys):
    assert cli.main(["README.md", "--dialect", " heading , table", "-q", "-o", "out.json"]) == 0


def test_every_command_reads_as_it_is_told(capsys, tmp_path, monkeypatch):
    repo = Repository(tmp_path / "shed")
    monkeypatch.chdir(repo.folder)
    Path("old.md").write_text("# T\n\n- [Saw](http://example.org/saw)\n")
    new = "# T\n\n- [Saw](http://example.org/saw)\n- [Axe](http://example.org/axe)\n"
    repo.commit(new)
    for argv, with_entries, without in (
        (["lint", "README.md", "--statistics", "-q"], "     2  PK205  info     insecure-url\n", "PK115"),
        (["diff", "old.md", "README.md", "-q"], "+ Axe (line 4)\n", ""),
        (["history", ".", "-f", "jsonl", "-q"], '"name": "Axe"', '"changes": []'),
    ):
        cli.main(argv)
        assert with_entries in capsys.readouterr().out
        cli.main([*argv, "--dialect", "table"])
        said = capsys.readouterr().out
        assert (without in said) if without else said == ""
        assert cli.main([*argv, "--limits", "lines=3"]) in (0, 1)
        assert with_entries not in capsys.readouterr().out
        assert cli.main([*argv, "--dialect", "tabel"]) == 2
        assert "no dialect is called 'tabel'" in capsys.readouterr().err

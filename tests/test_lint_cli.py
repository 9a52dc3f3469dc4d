"""`pocketparse lint` does what docs/lint.md says, and tells what went wrong in one line."""

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pocketparse import cli
from pocketparse.reports import REPORTS
from pocketparse.rules import RULES
from pocketparse.source import RECODING

ROOT = Path(__file__).parents[1]
TEXT = "### Saw\n- example.org/saw \n- http://example.org/b\n\nCuts.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "list.md").write_text(TEXT)
    (tmp_path / "clean.md").write_text("### Saw\n- https://example.org/saw\n\nCuts.\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(capsys, *argv):
    code = cli.main(["lint", *argv])
    out, err = capsys.readouterr()
    return code, out, err


def codes(out):
    return re.findall(r"^[^ ]+: \w+ (PK\d+) ", out, re.MULTILINE)


def test_findings_go_to_standard_output_and_their_number_to_standard_error(capsys):
    code, out, err = run(capsys, "list.md")
    assert (code, err) == (1, "1 error, 2 info\n")
    assert codes(out) == ["PK102", "PK216", "PK205"]
    assert out.startswith("list.md:2:3: error PK102 missing-scheme: ")


def test_nothing_found_is_success(capsys):
    assert run(capsys, "clean.md") == (0, "", "nothing found\n")
    assert run(capsys, "clean.md", "-q") == (0, "", "")


def test_infos_are_no_failure(capsys):
    code, out, _ = run(capsys, "list.md", "--ignore", "PK102")
    assert (code, codes(out)) == (0, ["PK216", "PK205"])


def test_exit_zero(capsys):
    assert run(capsys, "list.md", "--exit-zero")[0] == 0


def test_rules_are_selected(capsys):
    assert codes(run(capsys, "list.md", "--select", "PK2, missing-scheme", "--ignore", "insecure-url")[1]) == [
        "PK102",
        "PK216",
    ]
    assert codes(run(capsys, "list.md", "--select", "PK", "--ignore", "Insecure-URL")[1]) == ["PK102", "PK216"]


def test_a_file_that_is_named_twice_is_judged_once(capsys):
    assert run(capsys, "list.md", "list.md") == run(capsys, "list.md")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (
            ["list.md", "--select", "PK999"],
            "unknown rule 'PK999'; `pocketparse lint --explain all` lists those that exist",
        ),
        (["--explain", "PK999"], "unknown rule 'PK999'; `pocketparse lint --explain all` lists those that exist"),
        (["missing.md"], "missing.md: No such file or directory"),
        (["missing.md", "--fix"], "missing.md: No such file or directory"),
        (["--fix"], "--fix writes files: standard input is none; see pocketparse lint --help"),
        (
            ["list.md", "--select", ","],
            "argument --select: no rule is named; leave it out to ask all; see pocketparse lint --help",
        ),
        (
            ["list.md", "-f", "sarif", "--statistics"],
            "--statistics prints text: --format does not go with it; see pocketparse lint --help",
        ),
        (
            ["list.md", "-f", "json", "--diff"],
            "--diff prints text: --format does not go with it; see pocketparse lint --help",
        ),
        ([""], "a file name is empty"),
    ],
)
def test_what_goes_wrong_is_told_in_a_line(capsys, argv, message):
    assert run(capsys, *argv) == (2, "", f"pocketparse: error: {message}\n")


def test_a_file_that_cannot_be_written_is_told(capsys, monkeypatch):
    Path("list.md").chmod(0o444)
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write all files
    code, out, err = run(capsys, "list.md", "--fix", "-f", "json")
    assert (code, err) == (2, "pocketparse: error: list.md: Permission denied\n")
    assert [one["code"] for one in json.loads(out)] == ["PK102", "PK216", "PK205"]  # it is judged as it stands
    assert Path("list.md").read_text() == TEXT


def test_others_are_mended_beside_a_file_that_cannot_be_written(capsys, monkeypatch):
    Path("other.md").write_text(TEXT)
    monkeypatch.setattr("os.access", lambda path, _: Path(path).name != "list.md")
    Path("list.md").chmod(0o444)
    code, out, err = run(capsys, "list.md", "other.md", "--fix")
    assert (code, out.count("list.md:"), out.count("other.md:")) == (2, 3, 1)
    assert err.startswith("pocketparse: error: list.md: Permission denied\nother.md: 2 findings mended\n")
    assert (Path("list.md").read_text() == TEXT) and (Path("other.md").read_text() != TEXT)


def test_formats_for_programs(capsys):
    array = json.loads(run(capsys, "list.md", "-f", "json")[1])
    assert [one["code"] for one in array] == ["PK102", "PK216", "PK205"]
    assert run(capsys, "list.md", "clean.md", "-f", "github")[1:] == (
        "::error file=list.md,line=2,endLine=2,col=3,endColumn=18,title=PK102 missing-scheme::"
        "example.org/saw was read as https://example.org/saw\n"
        "::notice file=list.md,line=2,endLine=2,col=18,endColumn=19,title=PK216 trailing-space::"
        "white space behind example.org/saw\n"
        "::notice file=list.md,line=3,endLine=3,col=3,endColumn=23,title=PK205 insecure-url::"
        "http://example.org/b is not encrypted\n",
        "",
    )
    assert json.loads(run(capsys, "list.md", "-f", "sarif")[1])["version"] == "2.1.0"


def test_statistics(capsys):
    Path("more.md").write_text(TEXT)
    _, out, _ = run(capsys, "list.md", "more.md", "--statistics", "--select", "PK102,PK216")
    assert out == "     2  PK102  error    missing-scheme\n     2  PK216  info     trailing-space\n"


def test_standard_input(capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run(capsys)[1].startswith("<stdin>:2:3: ")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    code, out, _ = run(capsys, "-", "--diff")
    assert code == 1
    assert out.startswith("--- a/<stdin>\n+++ b/<stdin>\n")


def test_colour_is_for_terminals(capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31merror" in run(capsys, "list.md")[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(capsys, "list.md")[1]


@pytest.mark.parametrize("columns", [5, 30, 50, 80, 200])
def test_lines_are_cut_to_the_terminal(capsys, monkeypatch, columns):
    before, behind = "锯" * 30, "words " * 30
    Path("list.md").write_text(f"### Saw\n- https://example.org/saw\n\n{before} http://example.org/a {behind}\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("NO_COLOR", "1")
    _, line, carets = run(capsys, "list.md", "--select", "PK205")[1].splitlines()
    widths = [2 if char == "锯" else 1 for char in line]
    assert sum(widths) <= max(min(columns, 110), 30)
    start = sum(widths[: line.index("http")])
    assert (carets.index("^"), set(carets[start:])) == (start, {"^"})


def test_files_that_cannot_be_read_do_not_hide_the_others(capsys):
    Path("odd.md").write_bytes(b"\xff")
    told = (
        f"pocketparse: error: odd.md: not UTF-8 at byte 0: {RECODING}\n"
        "pocketparse: error: missing.md: No such file or directory\n"
    )
    code, out, err = run(capsys, "odd.md", "list.md", "missing.md", "--exit-zero")
    assert (code, codes(out), err) == (2, ["PK102", "PK216", "PK205"], f"{told}1 error, 2 info\n")
    code, out, err = run(capsys, "odd.md", "list.md", "missing.md", "-f", "sarif")
    assert (code, len(json.loads(out)["runs"][0]["results"]), err) == (2, 3, told)
    assert run(capsys, "odd.md", "missing.md") == (2, "", told)
    assert run(capsys, "odd.md", "missing.md", "--statistics") == (2, "", told)
    assert run(capsys, "odd.md", "clean.md", "missing.md", "--diff") == (2, "", told)
    code, out, err = run(capsys, "odd.md", "list.md", "missing.md", "--fix")
    assert (code, codes(out), err) == (2, ["PK205"], f"{told}list.md: 2 findings mended\n1 info\n")


def test_a_report_of_files_none_of_which_can_be_read_is_one(capsys):
    told = "pocketparse: error: missing.md: No such file or directory\n"
    assert run(capsys, "missing.md", "-f", "json") == (2, "[]\n", told)
    assert run(capsys, "missing.md", "-f", "jsonl") == (2, "", told)
    line = "::error file=missing.md,line=1,title=unreadable file::missing.md: No such file or directory\n"
    assert run(capsys, "missing.md", "-f", "github") == (2, line, told)
    code, out, err = run(capsys, "missing.md", "-f", "sarif")
    assert (code, err) == (2, told)
    assert json.loads(out)["runs"][0]["results"] == []
    code, out, _ = run(capsys, "list.md", "missing.md", "-f", "github")
    assert (code, out.startswith(line), out.count("\n")) == (2, True, 4)


@pytest.mark.parametrize("options", [["-f", one.name] for one in REPORTS] + [["--diff"], ["--statistics"]])
def test_a_file_name_that_is_not_utf_8(capsys, options):
    Path(os.fsdecode(b"\xff.md")).write_text(TEXT)
    code, out, _ = run(capsys, os.fsdecode(b"\xff.md"), *options)
    assert code == 1
    assert out


# Mending.


def test_fix_writes_and_tells_the_rest(capsys):
    code, out, err = run(capsys, "list.md", "clean.md", "--fix")
    assert (code, codes(out), err) == (0, ["PK205"], "list.md: 2 findings mended\n1 info\n")
    assert Path("list.md").read_text() == "### Saw\n- https://example.org/saw\n- http://example.org/b\n\nCuts.\n"
    assert run(capsys, "list.md", "--fix", "-q")[2] == ""


def test_a_file_that_holds_a_path_is_told_and_not_mended(capsys):
    Path("link.md").write_text("\ufeff../README.md")
    code, out, err = run(capsys, "link.md", "--fix", "--select", "PK114")
    assert (code, codes(out), err) == (1, ["PK114"], "1 error\n")
    assert run(capsys, "link.md", "--diff") == (0, "", "")
    assert Path("link.md").read_text() == "\ufeff../README.md"


def test_fix_is_quiet_if_asked(capsys):
    assert run(capsys, "list.md", "--fix", "-q")[2] == ""
    assert "https://example.org/saw\n" in Path("list.md").read_text()


def test_diff_shows_and_writes_nothing(capsys):
    code, out, err = run(capsys, "list.md", "clean.md", "--diff")
    assert (code, err) == (1, "")
    assert out.split("\n") == [
        "--- a/list.md",
        "+++ b/list.md",
        "@@ -1,5 +1,5 @@",
        " ### Saw",
        "-- example.org/saw ",
        "+- https://example.org/saw",
        " - http://example.org/b",
        " ",
        " Cuts.",
        "",
    ]
    assert Path("list.md").read_text() == TEXT
    assert run(capsys, "list.md", "--diff", "--exit-zero")[0] == 0
    assert run(capsys, "clean.md", "--diff") == (0, "", "")


@pytest.mark.parametrize("end", ["", "\n", "\r\n", " \n", " ", "\n\n", "\n" * 9, "\nA.\n\n\n\n\n\n\n- x"])
def test_a_diff_is_a_patch(capsys, folder, end):
    lines = [f"- {url}{number}" for number in range(30) for url in ("https://example.org/", "http://example.org/")]
    lines[1:60:23] = "- example.org/first", "- hhttps://example.org/second", "- https://https://example.org/\x0clast"
    text = "\n".join(["### Saw", "- example.org/a\r", *lines, "### Axe", "- example.org/b"]) + end
    Path("list.md").write_text(text, newline="")
    Path("list.patch").write_text(run(capsys, "list.md", "--diff")[1], newline="")
    subprocess.run(["git", "apply", "list.patch"], check=True)
    patched = Path("list.md").read_bytes()
    Path("list.md").write_text(text, newline="")
    run(capsys, "list.md", "--fix")
    assert patched == Path("list.md").read_bytes() != text.encode()


@pytest.mark.parametrize(
    "name", ["./a.md", "{folder}/a.md", "../{folder.name}/a b.md", "'\\\"é.md", "tab\tfeed\n.md", "\udce9.md"]
)
def test_a_patch_names_files_as_git_does(capfd, folder, name):
    name = name.format(folder=folder)
    Path(name).write_text(TEXT)
    code, patch, err = run(capfd, name, "--diff")
    assert (code, err) == (1, "")
    subprocess.run(["git", "apply"], input=patch.encode(), check=True)
    assert Path(name).read_text() == TEXT.replace("- example.org/saw ", "- https://example.org/saw")


def test_a_patch_of_a_file_outside_the_working_folder_is_warned_of(capsys, folder, monkeypatch):
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    code, patch, err = run(capsys, "../list.md", "--diff")
    assert (code, patch.split("\n")[0]) == (1, "--- a/../list.md")
    assert err == (
        "pocketparse: warning: ../list.md: git apply takes no file outside the working folder: run this above it\n"
    )


@pytest.mark.timeout(10)
def test_no_diff_takes_long(capsys):
    text = "".join(f"- https://example.org/{at}\n- https://https://example.org/m{at}\n" for at in range(10_000))
    Path("list.md").write_text(f"### Saw\n{text}\nCuts.\n")
    code, out, _ = run(capsys, "list.md", "--diff", "--select", "PK103")
    assert (code, out.count("\n+"), out.count("\n@@")) == (1, 10_001, 1)


# Pages.


def test_a_rule_is_explained(capsys):
    code, out, _ = run(capsys, "--explain", "pk216")
    assert code == 0
    assert out.startswith("PK216 trailing-space (info)\n\nFinds white space at the end of a line that is a link.\n")
    assert out.endswith("\n`--fix` mends it.\n")
    assert "--fix" not in run(capsys, "--explain", "insecure-url")[1]


def test_all_rules_are_listed(capsys):
    _, out, err = run(capsys, "--explain", "all")
    lines = out.splitlines()
    assert [line[:5] for line in lines] == [rule.code.code for rule in RULES]
    assert lines[1].startswith("PK102 * error    missing-scheme: ")
    assert err == "* stands beside rules whose findings --fix mends\n"


# pyproject.toml.


def test_settings_stand_in_pyproject_toml(capsys, folder, monkeypatch):
    Path("pyproject.toml").write_text('[tool.pocketparse]\nselect = ["PK2"]\nignore = ["PK205"]\nexit-zero = true\n')
    assert codes(run(capsys, "list.md")[1]) == ["PK216"]
    assert codes(run(capsys, "list.md", "--select", "PK102", "--ignore", "PK2")[1]) == ["PK102"]
    assert codes(run(capsys, "list.md", "--select", "PK205")[1]) == ["PK205"]  # whatever the file leaves out
    assert run(capsys, "list.md", "--select", "PK102", "--ignore", "PK2")[0] == 0
    assert run(capsys, "list.md", "--select", "PK102", "--no-exit-zero")[0] == 1
    (folder / "below").mkdir()
    monkeypatch.chdir(folder / "below")
    Path("pyproject.toml").write_text("[project]\nname = 'other'\n")
    assert codes(run(capsys, "../list.md")[1]) == ["PK216"]


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("selct = []", "[tool.pocketparse] has no 'selct'; it has select, ignore, exit-zero"),
        ("select = 'PK1'", "select is a list of codes"),
        ("exit-zero = 1", "exit-zero is true or false"),
        ("select = [", "Invalid value (at end of document)"),
        (
            "ignore = ['links']",
            "ignore: unknown rule 'links'; `pocketparse lint --explain all` lists those that exist",
        ),
    ],
)
def test_settings_that_make_no_sense_are_told(capsys, folder, table, message):
    Path("pyproject.toml").write_text(f"[tool.pocketparse]\n{table}")
    code, out, err = run(capsys, "list.md")
    assert (code, out) == (2, "")
    assert err == f"pocketparse: error: {folder}/pyproject.toml: {message}\n"


# What follows keeps docs/lint.md true.


def test_the_page_lists_every_option(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    told = run(capsys, "--help")[1].partition("options:")[2].partition("examples:")[0]
    page = (ROOT / "docs" / "lint.md").read_text("utf-8")
    listed = set(re.findall(r"`(--?[a-z-]+)", "\n".join(line for line in page.splitlines() if line.startswith("| `-"))))
    assert listed == set(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)\b", told)) - {"-h", "--help"}

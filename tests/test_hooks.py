"""The hooks of pre-commit and the action for GitHub do what docs/lint.md says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pocketparse import cli

ROOT = Path(__file__).parents[1]
HOOKS = {one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
TEXT = "### Saw\n- example.org/saw\n- http://example.org/b\n\nCuts.\n"


def words(id):
    command, *rest = HOOKS[id]["entry"].split()
    assert command == "pocketparse"
    return rest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    (tmp_path / "README.md").write_text("### Saw\n- https://example.org/saw\n\nCuts.\n")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a, 100% b.md").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("hook", HOOKS)
@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("README.md", True),
        ("docs/README.zh-CN.md", True),
        ("readme.md", True),
        ("Readme.markdown", True),
        ("README", False),
        ("README.rst", False),
        ("docs/README/other.md", False),
        ("MY_README.md", False),
    ],
)
def test_hooks_look_at_readmes(hook, path, wanted):
    assert bool(re.search(HOOKS[hook]["files"], path)) == wanted


@pytest.mark.parametrize("hook", HOOKS)
def test_hooks_tell_one_count(hook):
    assert HOOKS[hook]["require_serial"]  # or each process that pre-commit starts would tell its own


def test_the_hook_that_mends_keeps_to_the_settings_of_the_project(folder):
    (folder / "pyproject.toml").write_text('[tool.pocketparse]\nignore = ["PK103"]\n')
    text = "- [Axe](https://https://example.org/axe) - Fells.\n- [Bow](htps://example.org/bow) - Shoots.\n"
    (folder / "README.md").write_text(text)
    assert cli.main([*words("pocketparse-fix"), "README.md"]) == 0
    assert (folder / "README.md").read_text() == text.replace("htps:", "https:")


def test_the_hook_that_mends_fails_for_nothing_else(folder, capsys):
    text = "- [Axe](https://example.org/axe - Fells.\n- [Bow](https://example.org/bow) - Shoots.\n"
    (folder / "README.md").write_text(text)
    assert cli.main([*words("pocketparse-fix"), "README.md"]) == 0
    assert "PK228" in capsys.readouterr().out
    assert (folder / "README.md").read_text() == text


# The action: its last step, as a runner runs it.


@pytest.fixture
def lint(folder, monkeypatch):
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash")
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)

    def run(**inputs):
        given = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
        step = ACTION["runs"]["steps"][-1]
        env = {name: expanded(value, given) for name, value in step["env"].items()}
        script = folder / "step.sh"
        script.write_text(step["run"])
        command = [bash, "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(command, env=os.environ | env, capture_output=True, check=False, stdin=subprocess.DEVNULL)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


def expanded(value, given):
    return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: given[match[1]], value)


def annotated(out):
    return re.findall(r"^::(\w+) file=([^,]+),line=(\d+),", out, re.MULTILINE)


def test_no_expression_is_pasted_into_a_script():
    assert [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")] == []


def test_the_action_reads_the_readme(lint):
    assert lint() == (0, "", "")


def test_the_action_annotates_lines_of_files_with_odd_names(lint):
    code, out, err = lint(files="README.md\ndocs/a, 100% b.md\n")
    assert (code, err) == (1, "")
    assert annotated(out) == [("error", "docs/a%2C 100%25 b.md", "2"), ("notice", "docs/a%2C 100%25 b.md", "3")]
    assert lint(files="docs/*.md") == (code, out, err)


def test_the_action_takes_arguments(lint):
    code, out, _ = lint(files="docs/*.md", args="--exit-zero\n  --ignore PK205,PK2*")
    assert (code, out) == (2, "")  # patterns in arguments are no files
    code, out, _ = lint(files="docs/*.md", args="--exit-zero\n  --ignore PK205")
    assert (code, len(annotated(out))) == (0, 1)


def test_inputs_of_the_action_are_no_commands(lint, folder):
    evil = "$(touch pwned) `touch pwned`; touch pwned"
    code, out, _ = lint(files=evil)
    assert (code, annotated(out)) == (2, [("error", evil, "1")])  # of a file that is not there
    assert lint(args=evil)[0] == 2
    assert not (folder / "pwned").exists()


def test_the_action_wants_files(lint):
    assert lint(files="\n") == (2, "::error title=pocketparse lint::no files are named\n", "")

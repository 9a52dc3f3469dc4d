"""README.md and docs/ say what is so: examples run, tables agree with the code, links lead somewhere."""

import ast
import doctest
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import pocketparse
from pocketparse import DIALECTS, explain, parse
from pocketparse.codes import CODES
from pocketparse.links import KINDS, classify, repair
from pocketparse.rules import RULES, parsed
from pocketparse.schema import docstrings, json_schema

ROOT = Path(__file__).parents[1]
PACKAGE = Path(pocketparse.__file__).parent
FIXTURE = ROOT / "fixtures" / "README.md"
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
assert len(PAGES) > 1
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SCHEMA = json_schema()
RECORDS = {"Document": SCHEMA, **SCHEMA["$defs"]}

FENCE = re.compile(r"^(`{3,})(\w+)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"\bsave it as `(.*?)`:$", re.IGNORECASE)

HELD = {("cli.md", "console"), ("csv.md", "python")}
"""Examples that test_cli.py and test_csv.py run, in folders of their own."""


class Fence(NamedTuple):
    """A fenced block of a page."""

    page: Path
    line: int
    heading: str
    above: str
    """The line above it that is not blank."""
    language: str
    text: str


def fences(page: Path) -> list[Fence]:
    text = page.read_text("utf-8")
    found = []
    for match in FENCE.finditer(text):
        before = text[: match.start()]
        heading = re.findall(r"^#+ (.+)$", FENCE.sub("", before), re.MULTILINE)[-1]
        above = before.rstrip().rpartition("\n")[2]
        found.append(Fence(page, before.count("\n") + 1, heading, above, match[2], match[3]))
    return found


FENCES = [fence for page in PAGES for fence in fences(page)]


def section(page: str, heading: str) -> str:
    """Return what stands below a heading of level 2 or 3, up to the next heading of any level."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return re.split(r"^##+ ", text.split(f"# {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|\n").split(" | ")]


def table(text: str) -> list[list[str]]:
    """Return the body rows of all tables of a text."""
    lines = [line for line in FENCE.sub("", text).split("\n") if line.startswith("|")]
    starts = {at for at, line in enumerate(lines) if re.fullmatch(r"[|: -]+", line)}
    return [cells(line) for at, line in enumerate(lines) if at not in starts and at + 1 not in starts]


# Examples --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder that has what the pages read."""
    shutil.copytree(FIXTURE.parent, tmp_path / "fixtures")
    shutil.copy(FIXTURE, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return tmp_path


@pytest.mark.timeout(60)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_do_what_the_page_says(page, folder):
    """Run a page from top to bottom, as one session in one folder."""
    names: dict[str, Any] = {}
    for fence in fences(page):
        if saved := SAVED.search(fence.above):
            Path(saved[1]).write_text(fence.text, "utf-8")
        if fence.language in RUNNERS and (page.name, fence.language) not in HELD:
            RUNNERS[fence.language](fence, names)


def run_session(fence: Fence, names: dict[str, Any]) -> None:
    session = doctest.DocTestParser().get_doctest(fence.text, names, fence.page.name, str(fence.page), fence.line)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(session, out=report.append, clear_globs=False)
    names.update(session.globs)
    assert not report, "".join(report)


def run_program(fence: Fence, names: dict[str, Any]) -> None:
    exec(compile("\n" * fence.line + fence.text, fence.page, "exec"), names)


def run_commands(fence: Fence, names: dict[str, Any]) -> None:
    """Run each command; what the page shows below it, if anything, is what it says on both streams."""
    for block in re.split(r"^\$ ", fence.text, flags=re.MULTILINE)[1:]:
        command, _, shown = block.partition("\n")
        if "jq " in command and not shutil.which("jq"):
            pytest.skip(f"needs jq, from {fence.page.name}:{fence.line} on")
        script = f'python() {{ "{sys.executable}" "$@"; }}\npocketparse() {{ python -m pocketparse "$@"; }}\n{command}'
        run = subprocess.run(["sh", "-c", script], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        assert not shown or run.stdout == shown, f"{fence.page.name}:{fence.line}: {command}"
        assert run.returncode == 0 or "error" in shown


RUNNERS = {"pycon": run_session, "python": run_program, "console": run_commands}


def test_every_example_is_of_a_kind_that_is_checked():
    assert {fence.language for fence in FENCES} <= {*RUNNERS, "markdown", "json", "sh", "text"}


STEPS = [step for fence in FENCES if fence.language == "sh" for step in re.split(r" && |\n", fence.text.strip())]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("step", dict.fromkeys(STEPS))
def test_commands_that_set_up(step, folder):
    tool, _, rest = step.partition(" ")
    if tool == ".venv/bin/pip":
        extras = [name for names in re.findall(r"\[(.*?)\]", rest) for name in names.split(",")]
        assert set(extras) <= PROJECT["project"]["optional-dependencies"].keys()
    if tool != ".venv/bin/python" or "pytest" in rest:
        pytest.skip("makes an environment, installs into it or runs all tests: .ci/run does that")
    subprocess.run([sys.executable, *rest.split()], check=True)


def results() -> list[tuple[Fence, Fence]]:
    """Return each JSON block with the Markdown block above it."""
    found = []
    for given, shown in pairwise(FENCES):
        if shown.language == "json":
            assert given.language == "markdown", f"{shown.page.name}:{shown.line}: no Markdown above it"
            found.append((given, shown))
    return found


@pytest.mark.parametrize(
    ("given", "shown"), results(), ids=lambda fence: f"{fence.page.name}:{fence.line}:{fence.heading}"
)
def test_json_is_what_the_markdown_above_gives(given, shown):
    document = json.loads(parse(given.text).model_dump_json())
    assert list(differences(json.loads(shown.text), document)) == []


def differences(shown: Any, real: Any, path: str = "") -> Iterator[str]:
    """Yield what a page shows and is not so; it may leave fields out, but no item of a list."""
    if isinstance(shown, dict) and isinstance(real, dict):
        for key, value in shown.items():
            yield from differences(value, real.get(key, "no such field"), f"{path}.{key}")
    elif isinstance(shown, list) and isinstance(real, list) and len(shown) == len(real):
        for at, (one, other) in enumerate(zip(shown, real, strict=True)):
            yield from differences(one, other, f"{path}[{at}]")
    elif shown != real:
        yield f"{path}: {real!r}, not {shown!r}"


# Tables and sections ---------------------------------------------------------------------------------------------


def fields_table(record: str) -> str:
    """Return the table of a record's fields as it has to stand in docs/records.md."""
    fields = RECORDS[record]["properties"]
    rows = "".join(f"| `{name}` | {holds(field)} | {field['description']} |\n" for name, field in fields.items())
    return f"| field | holds | meaning |\n| --- | --- | --- |\n{rows}"


def holds(field: dict[str, Any]) -> str:
    """Return the words for what a field may hold."""
    if "anyOf" in field:
        return " or ".join(map(holds, field["anyOf"]))
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field or "enum" in field:
        *others, last = [f"`{value}`" for value in field.get("enum", [field.get("const")])]
        return f"{', '.join(others)} or {last}" if others else last
    if field["type"] == "array":
        return f"list of {holds(field['items'])}"
    if field["type"] == "object":
        return f"mapping of text to {holds(field['additionalProperties'])}"
    return {"string": "text", "integer": "whole number", "boolean": "`true` or `false`", "null": "null"}[field["type"]]


@pytest.mark.parametrize("record", RECORDS)
def test_the_page_lists_every_field(record):
    assert fields_table(record) in section("records.md", record)


@pytest.mark.parametrize("record", RECORDS)
def test_the_page_shows_every_field(record):
    """Some JSON on the page holds a record with all its fields; a span or a source does so inside another record."""
    wanted = RECORDS[record]["properties"].keys()
    shown = [json.loads(one.text) for one in FENCES if one.page.name == "records.md" and one.language == "json"]
    assert any(value.keys() == wanted for value in objects(shown))


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(child)


def test_the_page_has_every_public_name():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    assert sorted(re.findall(r"^::: pocketparse\.(\w+)$", page, re.MULTILINE)) == sorted(pocketparse.__all__)


def test_every_name_of_the_page_is_reached_from_the_package():
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    names = re.findall(r"^::: pocketparse\.([\w.]+)$", page, re.MULTILINE)
    assert len(names) > len(pocketparse.__all__)
    code = "import sys, operator, pocketparse\nfor name in sys.argv[1:]: operator.attrgetter(name)(pocketparse)"
    for name in names:  # each in a process of its own: what is imported once is there for all
        if "." in name:
            subprocess.run([sys.executable, "-c", code, name], check=True)


def test_every_record_and_field_has_a_docstring():
    words = docstrings()
    for record, schema in RECORDS.items():
        assert words[record].keys() == {"", *schema["properties"]}
        assert all(words[record].values())


def test_the_schema_is_the_published_one(file_regression):
    text = json.dumps(SCHEMA, ensure_ascii=False, indent=2) + "\n"
    file_regression.check(text, fullpath=ROOT / "docs" / "schema" / "v1.json", encoding="utf-8")


def test_the_page_lists_every_kind_of_link():
    hosts: dict[str, list[str]] = {}
    for kind in KINDS:
        hosts.setdefault(kind.name, []).extend(f"`{host}`" for host in kind.hosts)
    rows = table(section("records.md", "Kinds"))
    assert [kind for kind, *_ in rows] == [
        f"`{kind}`" for kind in (*hosts, "email", "anchor", "relative", "script", "web")
    ]
    for kind, named, example, ref in rows:
        url = example.strip("`")
        assert classify(repair(url)[0], url) == (kind.strip("`"), ref.strip("`") or None)
        assert named == " ".join(hosts.get(kind.strip("`"), [named]))


NAMES = [dialect.name for dialect in DIALECTS]


def test_every_dialect_has_its_section_and_its_row():
    page = (ROOT / "docs" / "dialects.md").read_text("utf-8")
    assert re.findall(r"^## `(.*)`$", page, re.MULTILINE) == NAMES
    readme = (ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^\| \[`(.*)`\]\(docs/dialects\.md#\1\) \|", readme, re.MULTILINE) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_dialect_reads_the_examples_of_its_section(name):
    given = [fence for fence in FENCES if (fence.page.name, fence.heading) == ("dialects.md", f"`{name}`")]
    examples = [fence.text for fence in given if fence.language == "markdown"]
    assert examples
    assert any(fence.language == "json" for fence in given)
    for text in examples:
        assert name in {one.dialect for one in explain(text)}


def test_the_page_lists_every_code():
    page = (ROOT / "docs" / "diagnostics.md").read_text("utf-8")
    assert [row[:4] for row in table(page)] == [
        [f"`{code.code}`", f"`{code.rule}`", code.severity, code.meaning] for code in CODES
    ]


def test_the_page_s_example_of_a_code_is_one():
    (sample,) = [one.text for one in FENCES if (one.page.name, one.language) == ("diagnostics.md", "markdown")]
    lines = sample.split("\n")
    for code, *_, example in table((ROOT / "docs" / "diagnostics.md").read_text("utf-8")):
        found = [one for one in parse(sample).diagnostics if one.code == code.strip("`") and one.span]
        shown = unescape(re.sub(r"</?code>|`", "", example))
        if code in ("`PK112`", "`PK113`", "`PK114`", "`PK115`"):
            continue  # the sessions below the table show them
        if code == "`PK101`":  # a page cannot hold its example: the session below the table does
            found = list(parse(ast.literal_eval(f'"{shown}"')).diagnostics)
            assert "PK101" in [one.code for one in found]
        else:
            assert any(shown in lines[one.span.line - 1] for one in found if one.span), code


def test_the_readme_tells_the_scores_of_their_page():
    def figures(path: Path, heading: str) -> dict[tuple[str, str], str]:
        text = path.read_text("utf-8")
        lines = text[text.index(f"| {heading} |") :].split("\n\n")[0].split("\n")
        names = [name.replace("found (F1)", "F1") for name in cells(lines[0])]
        return {
            (row[0], name): cell
            for row in table("\n".join(lines))
            for name, cell in zip(names[1:], row[1:], strict=True)
        }

    page, readme = figures(ROOT / "docs" / "scores.md", "list"), figures(ROOT / "README.md", "lists")
    assert len(page.keys() & readme.keys()) == 6 * 6
    assert {key: page[key] for key in page.keys() & readme.keys()} == {
        key: readme[key] for key in page.keys() & readme.keys()
    }


# Architecture ----------------------------------------------------------------------------------------------------


@cache
def jobs() -> dict[str, str]:
    """Return the first docstring line of every file of the package, as Markdown."""
    found = {}
    rules = {check.__globals__["__file__"] for check in (rule.check for rule in RULES)} - {parsed.__file__}
    for path in sorted(PACKAGE.rglob("*.py")):
        if str(path) in rules:
            continue  # docs/rules.md is made of these
        first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
        found[f"`{path.relative_to(PACKAGE).as_posix()}`"] = re.sub(r"(?=[\[*])", r"\\", first)
    return found


FILES = re.compile(r"(?<=^\| file \| its job \|\n\| --- \| --- \|\n)(?:\|.*\n)+", re.MULTILINE)
LAYERS = re.compile(r"(?<=^```text\n)cli\n(?:.+\n)+?(?=```$)", re.MULTILINE)


def test_the_page_has_the_files_in_the_order_of_their_layers(file_regression):
    """Run with --regen-all, this writes the tables of files and the layers of the package."""
    page = ROOT / "docs" / "architecture.md"
    text = FILES.sub(lambda rows: files_table(table(rows[0])), page.read_text("utf-8"))
    text, count = LAYERS.subn(lambda _: "".join(f"{layer}\n" for layer in layers()["pocketparse"]), text)
    assert count == 1
    assert sorted(row[0] for row in table(text) if row[0].endswith(".py`")) == sorted(jobs())
    file_regression.check(text, fullpath=page, encoding="utf-8")


def files_table(rows: list[list[str]]) -> str:
    """Return the rows of a table of files: its own, and those of all files in the folders that it shows."""
    shown = [file for file, _ in rows]
    folders = {file.rpartition("/")[0] for file in shown} - {""}
    files = [file for file in jobs() if file in shown or file.rpartition("/")[0] in folders]
    return "".join(
        f"| {file} | {jobs()[file]} |\n"
        for file in sorted(files, key=lambda file: (place(file), [*shown, file].index(file)))
    )


def place(file: str) -> list[int]:
    """Return the layers of a file, in the package and in its folder: 0 is the top, and -1 that of `__init__`."""
    found = []
    container = "pocketparse"
    for part in file.strip("`").removesuffix(".py").split("/"):
        at = [number for number, layer in enumerate(layers().get(container, ())) if part in layer.split(" | ")]
        found += at or [-1 if part.startswith("__") else 0]
        container += f".{part}"
    return found


def layers() -> dict[str, list[str]]:
    """Return the layers of the package and of each folder in it, as the import contracts have them."""
    found = [one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers"]
    return {contract["containers"][0]: contract["layers"] for contract in found}


def test_every_folder_has_a_contract_or_a_table():
    contracted = {one["containers"][0] for one in PROJECT["tool"]["importlinter"]["contracts"] if "containers" in one}
    folders = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    tables = {"changelogs", "chronicles", "cli", "dialects", "exporters", "reports", "rules"}
    assert contracted == {"pocketparse", *(f"pocketparse.{folder}" for folder in folders - tables)}


NAMED = re.compile(r"^ *(?:\d\.|10\.) `([\w/]+\.py)`|\b([A-Z]\w+)\((\w+(?:, \w+)+)\)", re.MULTILINE)


def test_the_reading_order_names_files_types_and_fields_that_are_there():
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    members = {
        node.name: ast.unparse(node)
        for path in PACKAGE.rglob("*.py")
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and path.name != "records.py"  # which has another Section
    }
    named = NAMED.findall(page.split("## Ten files to read first\n")[1].split("\n## ")[0])
    assert sum(bool(file) for file, *_ in named) == 10
    for file, name, fields in named:
        assert not file or (PACKAGE / file).exists()
        for field in fields.split(", ") if fields else ():
            assert re.search(rf"\b{field}\b(?=:| =|\()", members[name]), f"{name}.{field}"


# Text ------------------------------------------------------------------------------------------------------------

MOST_WORDS = 120
"""Words of a paragraph or an item of a list that a reader takes in at once."""
CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)[^\n]+?(?<!`)\1(?!`)")


@pytest.mark.parametrize("name", ["architecture.md", "dialects.md"])
def test_no_paragraph_is_long(name):
    text = FENCE.sub("", (ROOT / "docs" / name).read_text("utf-8"))
    assert [part for part in re.split(r"\n\n|\n(?:-|\d+\.) |\n\|", text) if len(part.split()) > MOST_WORDS] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_rows_of_a_table_have_its_columns(page):
    text = FENCE.sub("", page.read_text("utf-8"))
    for rows in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        counts = {row: len(re.findall(r"(?<!\\)\|", row)) for row in rows.splitlines()}
        assert len(set(counts.values())) == 1, counts


# Links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    text = CODE_SPAN.sub("", FENCE.sub("", page.read_text("utf-8")))
    for target in re.findall(r"(?<!\\)\[[^\[\]]*\]\((.*?)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}, target

"""What `import pocketparse` costs, and who may use what."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import pocketparse
from pocketparse import links, patterns

PACKAGE = Path(pocketparse.__file__).parent
ROOT = Path(__file__).parents[1]
MODULES = sorted(PACKAGE.rglob("*.py"))
assert MODULES
HEAVY = (
    "argparse",
    "concurrent.futures",
    "html.parser",
    "multiprocessing",
    "numpy",
    "pandas",
    "pyarrow",
    "sqlite3",
    "subprocess",
    "unittest",
)


def placed(path: Path) -> str:
    """Return where a module lies in the package: "markup/blocks.py"."""
    return path.relative_to(PACKAGE).as_posix()


def imported(path: Path) -> set[str]:
    """Return the top names of what a module imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return {name.partition(".")[0] for name in found}


def called(path: Path) -> set[str]:
    """Return the names of the functions and methods that a module calls."""
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    names = [call.attr if isinstance(call, ast.Attribute) else getattr(call, "id", "") for call in calls]
    return set(names)


def test_import_is_lean():
    code = f"import sys, pocketparse as p; p.parse('# A'); print(*(name for name in {HEAVY!r} if name in sys.modules))"
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
    assert run.stderr == ""


def test_what_nobody_asked_for_is_not_imported():
    code = """
import sys, pocketparse as p
def loaded(): print(*(name for name in p._ON_USE if f'pocketparse.{name}' in sys.modules))
loaded()
p.parse
loaded()
"""
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    first, then = run.stdout.split("\n")[:2]
    assert first == ""
    assert {"pipeline", "contents"} <= set(then.split()) < set(pocketparse._ON_USE)
    others = {"batch", "changes", "cluster", "commits", "document", "lifetimes", "revisions", "rules", "schema"}
    assert not others & set(then.split())


def test_all_that_is_promised_can_be_imported():
    assert set(pocketparse.__all__) <= set(dir(pocketparse))
    assert all(getattr(pocketparse, name) is not None for name in pocketparse.__all__)
    assert pocketparse.__getattr__("rules") is sys.modules["pocketparse.rules"]  # so are modules that it loads on use


def test_type_checkers_are_told_what_is_imported_on_use():
    block = next(node for node in ast.parse(inspect.getsource(pocketparse)).body if isinstance(node, ast.If))
    told = {(line.module, one.name) for line in block.body for one in line.names}
    names = {(f"pocketparse.{module}", name) for module, names in pocketparse._ON_USE.items() for name in names}
    assert told == names | {("pocketparse", module) for module, names in pocketparse._ON_USE.items() if not names}


def test_a_name_that_is_none_is_told():
    with pytest.raises(AttributeError, match="module 'pocketparse' has no attribute 'prase'"):
        pocketparse.prase  # noqa: B018 - asking is the test


def test_engines_are_imported_for_the_text_that_needs_them():
    code = """
import sys, pocketparse
def loaded(): print('pydantic' in sys.modules, 'regex' in sys.modules, 'markdown_it' in sys.modules)
pocketparse.parse
loaded()
pocketparse.parse("# 工具，一\\n\\n## 模型\\n\\n1. 一\\n\\n   **注意**：二\\n")
loaded()
pocketparse.parse("# Tools\\n\\n    one")
loaded()
"""
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["False False False", "True True False", "True True True"]


def test_the_command_needs_no_model(tmp_path):
    out = tmp_path / "out.json"
    code = f"""
import sys
from pocketparse.cli import main
print(main(['-q', {str(ROOT / "fixtures/README.md")!r}, '-o', {str(out)!r}]), 'pydantic' in sys.modules)
"""
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "0 False\n"
    assert pocketparse.Document.from_json(out.read_bytes()) == pocketparse.parse_file(ROOT / "fixtures/README.md")


def late_patterns():
    """Yield the patterns of all modules, compiled or not."""
    for path in MODULES:
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for value in vars(importlib.import_module(name)).values():
            yield from filter(is_late, value if isinstance(value, tuple) else [value])
    yield from (kind.ref for kind in links.KINDS)


def is_late(value):
    return isinstance(value, patterns._Late)


def test_patterns_that_are_compiled_on_use_compile():
    found = list(late_patterns())
    assert len(found) > 100
    for one in found:
        assert one.search("") is None or one.search("").end() == 0


def test_a_late_pattern_is_what_it_stands_for():
    assert patterns.pattern("(a)B", re.IGNORECASE).fullmatch("Ab")[1] == "A"
    assert patterns.unicode_pattern(r"\p{Han}+").findall("a工具b") == ["工具"]
    late = patterns.pattern("(")
    assert late.pattern == "("  # not compiled to be part of another
    with pytest.raises(re.error):
        late.search("a")


@pytest.mark.parametrize(
    ("package", "rooms"),
    [
        ("markdown_it", {"markup/blocks.py", "markup/inline.py"}),
        (
            "argparse",
            {f"cli/{name}.py" for name in "convert history inputs lint options reading terminal".split()},
        ),
        ("pydantic", {"contents.py", "document.py"}),
        ("pydantic_core", {"contents.py", "exporters/to_json.py", "exporters/to_jsonl.py"}),
        ("regex", {"patterns.py"}),
        ("linkify_it", set()),
        ("requests", set()),
        ("sqlite3", {"exporters/to_sqlite.py", "chronicles/to_sqlite.py"}),
        ("subprocess", {"commits.py"}),
        ("matplotlib", {"chronicles/to_svg.py"}),
        ("multiprocessing", {"processes.py"}),
        (
            "pyarrow",
            {
                *("cluster.py", "document.py", "chronicles/to_parquet.py"),
                *(f"exporters/{name}.py" for name in ("frames", "to_arrow", "to_parquet")),
            },
        ),
    ],
)
def test_packages_have_owners(package, rooms):
    assert {placed(path) for path in MODULES if package in imported(path)} == rooms


@pytest.mark.parametrize(
    ("function", "rooms"),
    [
        ("print", {"cli/terminal.py"}),
        ("splitlines", set()),  # breaks at U+2028, U+0085, \x0b and \x0c too, and shifts every span
        ("exit", {"cli/options.py"}),
        ("breakpoint", set()),
        ("eval", set()),
        ("exec", {"new_records.py"}),
    ],
)
def test_functions_have_owners(function, rooms):
    assert {placed(path) for path in MODULES if function in called(path)} <= rooms


def test_spans_are_made_in_source_only():
    makers = {placed(path) for path in MODULES if called(path) & {"Span", "new_span"}}
    assert makers == {"source.py", "packing.py"}  # packing.py makes again what was made


def test_every_module_says_its_job_in_its_first_line():
    for path in MODULES:
        if path.name != "__main__.py":
            first = path.read_text(encoding="utf-8").partition("\n")[0]
            assert re.fullmatch(r'r?"""\S.*\.(""")?', first), f"{path}: {first}"


def test_what_is_listed_is_what_is_public():
    pocketparse.parse("# A")  # which imports modules
    modules = ("changelogs", "chronicles", "exporters", "reports")
    assert dir(pocketparse) == sorted([*pocketparse.__all__, *modules, "__doc__", "__version__"])


def type_checked(folder: Path, text: str) -> str:
    """Return what mypy says of a program."""
    program = folder / "program.py"
    program.write_text(text)
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-incremental", str(program)],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return run.stdout


def test_a_misspelt_name_is_no_name_to_a_type_checker(tmp_path):
    told = type_checked(tmp_path, "import pocketparse\n\npocketparse.prase('# A')\n")
    assert 'Module has no attribute "prase"' in told


def test_a_document_is_a_model_and_contents_to_a_type_checker(tmp_path):
    program = """
from pocketparse import Contents, Document, parse

class Mine(Document):
    seen: bool = False

contents: Contents = parse("# A")
title: str | None = Mine(source=contents.source, seen=True).title
"""
    assert type_checked(tmp_path, program) == "Success: no issues found in 1 source file\n"


def test_a_result_is_a_document_to_a_type_checker(tmp_path):
    program = """
from pocketparse import Document, parse_many

for parsed in parse_many(["README.md"]):
    document: Document = parsed.result()
    path, maybe, error = parsed
    if error is None and maybe is not None:
        document = maybe
"""
    assert type_checked(tmp_path, program) == "Success: no issues found in 1 source file\n"


@pytest.mark.parametrize("room", ["changelogs", "chronicles", "exporters", "reports", "rules"])
def test_rooms_are_attributes_of_the_package(room):
    script = f"import pocketparse; print(pocketparse.{room}.__name__)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"pocketparse.{room}"

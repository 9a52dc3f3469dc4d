"""How long parsing and writing take, as ratios of CPU time measured in this one process.

`python benchmarks/run.py` prints the table; with `--check` it exits 1 when a ratio is over its bar, and with
`--record NAME` it adds a column of that name to benchmarks/history.csv.
"""

import argparse
import csv
import os
import platform
import shutil
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from io import BytesIO
from os import times
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Literal, NamedTuple

from markdown_it import MarkdownIt

import pocketparse
from pocketparse import exporters

ROOT = Path(__file__).resolve().parents[1]
FIXTURE = ROOT / "fixtures/README.md"
CORPUS = ROOT.parent / "shared/corpus"
NEWEST = CORPUS / "pocket/pocket-history.bundle"
WILD = CORPUS / "wild"
HISTORY = ROOT / "benchmarks/history.csv"

PARAGRAPH = Path("one paragraph of many lines")
LINE = Path("one line of many links")
MADE = {
    PARAGRAPH: "a word<br>\nsee https://example.org/page and **more**\n" * 1000,
    LINE: "- [name](https://example.org) - " + "see `words`. [code](https://example.org/code) " * 1000 + "\n",
}
"""No files, but texts made here: what is looked up from the start for each of their pieces takes their square."""

FIXTURE_SIZE = 300_000
"""Bytes to which the fixture is repeated."""

ROUNDS = 9
"""A ratio is the median of so many pairs …"""

FEW_ROUNDS = 1
"""Rounds for what takes a minute, which is not done once before."""

SHORT_ROUNDS = 30
"""So many times the short text is done when growth is measured: 15 rounds of two times, 3 of ten."""

TRIES = 3
"""… and is measured again, so often, while it is over its bar: noise adds to it and never takes away."""


class Case(NamedTuple):
    """One line of the table.

    `engine`: parse(text) ÷ what markdown-it-py needs for the same text.
    `×2`, `×10`: parse(text repeated so often) ÷ parse(text).
    `lint`: lint(text) of a parsed document ÷ what markdown-it-py needs for the text; `lint ×10`: of ten times the
    text ÷ lint(text).
    `history`: pocketparse.history() over all versions of the bundle, changes included ÷ what markdown-it-py needs for
    each of them; `history file`: a whole process that writes it to SQLite ÷ the same; `diff`: diff() of two parsed
    versions, 181 and 208 ÷ what markdown-it-py needs for both.
    `to json`, …: writing the records in that format ÷ what markdown-it-py needs for the text.
    `process`: a whole process that reads a file and writes its JSON ÷ one that imports markdown-it-py and parses the
    file; `import`: one that imports parse() ÷ one that imports markdown-it-py.
    `workers`: the time of two workers on the wall ÷ that of one.
    `memory`: the most that Python has allocated while it parses the text ÷ the text's size in UTF-8.
    """

    name: str
    path: Path
    measure: Literal[
        "engine",
        "×2",
        "×10",
        "lint",
        "lint ×10",
        "history",
        "history file",
        "diff",
        "to json",
        "to jsonl",
        "to csv",
        "to sqlite",
        "process",
        "import",
        "workers",
        "memory",
    ]
    target: float
    bar: float


CASES = (
    # name, path, measure, target, bar
    # A bar is a quarter over what is measured: a busy machine moves a ratio that much.
    Case("fixture, repeated", FIXTURE, "engine", 1.00, 1.25),
    Case("version 069", CORPUS / "pocket/069.md", "engine", 0.35, 0.84),
    Case("version 208", NEWEST, "engine", 0.35, 0.66),
    Case("awesome-selfhosted", CORPUS / "lists/awesome-selfhosted/README.md", "engine", 1.00, 1.90),
    Case("pwc", CORPUS / "lists/pwc/README.md", "engine", 1.00, 1.15),
    # To the engine an HTML block is one opaque token; here its elements are read into records.
    Case("best-of-web-python", CORPUS / "lists/best-of-web-python/README.md", "engine", 1.20, 3.10),
    Case("version 208", NEWEST, "×2", 2.20, 2.70),
    # The collector walks through all that is alive, again and again: without it parsing takes 10 times as long.
    Case("version 208", NEWEST, "×10", 11.0, 14.5),
    Case("one paragraph", PARAGRAPH, "×10", 11.0, 14.0),
    Case("one line", LINE, "×10", 11.0, 14.0),
    Case("version 208", NEWEST, "lint", 0.30, 0.35),
    Case("version 208", NEWEST, "lint ×10", 11.0, 14.5),
    Case("208 versions", NEWEST, "history", 0.15, 0.30),
    Case("208 versions", NEWEST, "history file", 0.25, 0.42),
    Case("181 and 208", NEWEST, "diff", 0.30, 0.10),
    Case("version 208", NEWEST, "to json", 0.10, 0.15),
    Case("version 208", NEWEST, "to jsonl", 0.30, 0.30),
    Case("version 208", NEWEST, "to csv", 0.30, 0.30),
    Case("version 208", NEWEST, "to sqlite", 1.00, 1.00),
    Case("version 208", NEWEST, "process", 1.00, 1.75),  # imports are most of it
    Case("pocketparse", ROOT, "import", 2.00, 2.20),
    # On the wall: whatever else the machine does counts, so the bar asks little.
    Case("113 wild lists", WILD, "workers", 0.56, 1.30),
    Case("version 208", NEWEST, "memory", 12.0, 14.0),
)

ENGINE = MarkdownIt("commonmark").enable("table")


@cache
def environment() -> dict[str, str]:
    """Return where child processes run: bytecode is kept, as it is of an installed package, even of a checkout's."""
    variables = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**variables, "PYTHONPYCACHEPREFIX": bytecode().name}


@cache
def bytecode() -> TemporaryDirectory[str]:
    """Return a folder for bytecode, which lasts as long as this process."""
    return TemporaryDirectory()


def main() -> int:
    """Print the table; return 1 if `--check` is given and a ratio is over its bar."""
    arguments = argparse.ArgumentParser(description="Measure pocketparse against markdown-it-py.")
    arguments.add_argument("--check", action="store_true", help="exit 1 when a ratio is over its bar")
    arguments.add_argument("--record", metavar="NAME", help="add a column to benchmarks/history.csv")
    options = arguments.parse_args()

    over = False
    ratios: dict[str, float] = {}
    for line in machine():
        say(line)
    say(f"{'text':<20} {'measure':<9} {'ratio':>6} {'target':>7} {'bar':>6}")
    for case in CASES:
        if reason := unavailable(case.path):
            say(f"skipped: {case.name} ({case.measure}): {reason}")
            continue
        ratio = measured(case)
        for _ in range(TRIES - 1):
            if ratio > case.bar:
                histories.cache_clear()
                ratio = min(ratio, measured(case))
        verdict = "OVER THE BAR" if ratio > case.bar else "over target" if ratio > case.target else "ok"
        say(f"{case.name:<20} {case.measure:<9} {ratio:6.2f} {case.target:7.2f} {case.bar:6.2f}  {verdict}")
        over = over or ratio > case.bar
        ratios[f"{case.name}: {case.measure}"] = ratio
    if options.record:
        record(options.record, ratios)
    return int(options.check and over)


def machine() -> list[str]:
    """Return what was measured on, and with which releases."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("markdown-it-py", "pydantic", "regex"))
    return [f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, {packages}"]


def record(name: str, ratios: dict[str, float]) -> None:
    """Add a column of ratios to the history; what was not measured stays empty."""
    rows: dict[str, dict[str, str]] = {}
    columns = ["case"]
    if HISTORY.exists():
        with HISTORY.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            columns = list(reader.fieldnames or columns)
            rows = {row["case"]: row for row in reader}
    columns += [name] if name not in columns else []
    for case, ratio in ratios.items():
        rows.setdefault(case, {"case": case})[name] = f"{ratio:.2f}"
    with HISTORY.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows.values())


def say(line: str) -> None:
    """Print a line at once, so that a slow case is seen to run."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def unavailable(path: Path) -> str:
    """Return why this machine cannot supply a text, or nothing if it can."""
    if path.is_relative_to(CORPUS) and not CORPUS.is_dir():
        return "no ../shared/corpus beside this checkout"
    if path == NEWEST and not shutil.which("git"):
        return "no git to read the bundle with"
    return ""


@cache
def clone() -> TemporaryDirectory[str]:
    """Return a bare clone of the bundle, which lasts as long as this process."""
    folder = TemporaryDirectory()
    git("clone", "--quiet", "--bare", str(NEWEST), folder.name)
    return folder


@cache
def versions() -> list[str]:
    """Return all versions of the bundle, oldest first."""
    commits = git("-C", clone().name, "rev-list", "--reverse", "HEAD").split()
    return [git("-C", clone().name, "show", f"{commit}:README.md") for commit in commits]


@cache
def text_of(path: Path) -> str:
    """Return the text to measure: the fixture repeated, of the bundle the newest commit's README.md."""
    if path in MADE:
        return MADE[path]
    if path == NEWEST:
        return git("-C", clone().name, "show", "HEAD:README.md")
    text = path.read_text(encoding="utf-8")
    if path == FIXTURE:
        return text * round(FIXTURE_SIZE / path.stat().st_size)
    return text


def git(*arguments: str) -> str:
    """Run git and return what it prints."""
    return subprocess.run(["git", *arguments], check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def measured(case: Case) -> float:
    """Return the ratio that the case asks for."""
    if case.measure == "import":
        bare, own = python("import markdown_it"), python("from pocketparse import parse")
        return ratio_of(own, bare, work_seconds=seconds_of_children, unit_seconds=seconds_of_children)
    if case.measure == "workers":
        return ratio_of(
            reading(2), reading(1), FEW_ROUNDS, work_seconds=seconds_on_the_wall, unit_seconds=seconds_on_the_wall
        )
    text = text_of(case.path)
    if case.measure == "process":
        return process(text)
    if case.measure == "memory":
        return memory(text)
    if case.measure == "engine":
        return ratio_of(lambda: pocketparse.parse(text), lambda: ENGINE.parse(text))
    if case.measure.startswith("to "):
        document, format = pocketparse.parse(text), case.measure.removeprefix("to ")
        return ratio_of(lambda: exporters.write(document, BytesIO(), format=format), lambda: ENGINE.parse(text))
    if case.measure in ("history", "history file"):
        return histories()[case.measure]
    if case.measure == "diff":
        texts = versions()[180], versions()[207]
        old, new = map(pocketparse.parse, texts)
        return ratio_of(lambda: pocketparse.diff(old, new), lambda: [ENGINE.parse(text) for text in texts])
    if case.measure == "lint":
        return ratio_of(judging(text), lambda: ENGINE.parse(text))
    times = int(case.measure.rpartition("×")[2])
    longer = text * times
    if case.measure == "lint ×10":
        return growth(judging(longer), judging(text), times)
    return growth(lambda: pocketparse.parse(longer), lambda: pocketparse.parse(text), times)


def judging(text: str) -> Callable[[], object]:
    """Return what judges a text that is parsed already."""
    document = pocketparse.parse(text)
    return lambda: pocketparse.lint(text, document=document)


@cache
def histories() -> dict[str, float]:
    """Return both ratios of the history: what they are measured against takes longest, so both take turns with one."""
    rounds = [
        (seconds(read_versions), seconds(read_history), seconds_of_children(write_history)) for _ in range(FEW_ROUNDS)
    ]
    return {
        "history": median(own / unit for unit, own, _ in rounds),
        "history file": median(own / unit for unit, _, own in rounds),
    }


def read_versions() -> None:
    """Parse every version with the engine, one after the other."""
    for text in versions():
        ENGINE.parse(text)


def read_history() -> None:
    """Read every version and its changes, and keep none."""
    for _ in pocketparse.history(clone().name):
        pass


def write_history() -> None:
    """Write the history to SQLite in a process of its own."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pocketparse", "history", clone().name, "-q", "-o", f"{folder}/history.sqlite"]
        subprocess.run(command, check=True, env=environment())


def python(*arguments: str) -> Callable[[], object]:
    """Return what runs Python on a line of code, with arguments."""
    return lambda: subprocess.run([sys.executable, "-c", *arguments], check=True, env=environment())


PARSE = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
MarkdownIt("commonmark").enable("table").parse(Path(sys.argv[1]).read_text(encoding="utf-8"))
"""
"""Parses a file, and writes nothing."""


def process(text: str) -> float:
    """Return what a whole process takes from a file to its JSON ÷ what one takes that only parses it."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "README.md")
        path.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "pocketparse", "-q", str(path), "-o", f"{folder}/out.json"]
        return ratio_of(
            lambda: subprocess.run(command, check=True, env=environment()),
            python(PARSE, str(path)),
            work_seconds=seconds_of_children,
            unit_seconds=seconds_of_children,
        )


def memory(text: str) -> float:
    """Return how much Python allocates at the most while it parses a text, in sizes of the text."""
    tracemalloc.start()
    document = pocketparse.parse(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert document.entries
    return peak / len(text.encode())


READ = """
import sys
from pathlib import Path
import pocketparse
if __name__ == "__main__":
    paths = sorted(Path(sys.argv[1]).glob("*.md"))
    print(sum(parsed.document is not None for parsed in pocketparse.parse_many(paths, workers=int(sys.argv[2]))))
"""


def reading(workers: int) -> Callable[[], object]:
    """Return what reads the lists without truth with so many workers, in a process of its own: it is small to fork."""
    command = [sys.executable, "-c", READ, str(WILD), str(workers)]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment())


Measure = Callable[[Callable[[], object]], float]
"""Takes work, does it, and returns the seconds it took."""


def ratio_of(
    work: Callable[[], object],
    unit: Callable[[], object],
    rounds: int = ROUNDS,
    work_seconds: Measure | None = None,
    unit_seconds: Measure | None = None,
) -> float:
    """Return the median of `work` ÷ `unit` over rounds in which they take turns."""
    if rounds > FEW_ROUNDS:
        work()  # once unmeasured: what is imported or compiled on first use
        unit()
    return median((work_seconds or seconds)(work) / (unit_seconds or seconds)(unit) for _ in range(rounds))


def growth(work: Callable[[], object], unit: Callable[[], object], times: int) -> float:
    """Return what work on a text so many times as long takes ÷ what the unit takes.

    The unit is done as many times in a row: one that is short would meet the machine at its best or worst, and
    would at times meet the one great collection of garbage that several of them share, at times not.
    """
    return times * ratio_of(
        work, unit, SHORT_ROUNDS // times, unit_seconds=lambda unit: sum(seconds(unit) for _ in range(times))
    )


def seconds_on_the_wall(work: Callable[[], object]) -> float:
    """Return the time that passed during one call, over all processes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def seconds_of_children(work: Callable[[], object]) -> float:
    """Return the CPU time that the processes of one call took."""
    start = times()
    work()
    end = times()
    return end.children_user + end.children_system - start.children_user - start.children_system


def caches() -> list[Any]:
    """Return the caches of the package: what one round looked up, the next has to look up again; parsers stay."""
    modules = [module for name, module in sys.modules.items() if name.startswith("pocketparse")]
    found = {id(value): (name, value) for module in modules for name, value in vars(module).items()}
    return [value for name, value in found.values() if name != "parser" and hasattr(value, "cache_clear")]


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one call; garbage collection stays as the process has it."""
    for known in caches():
        known.cache_clear()
    start = process_time()
    work()
    return process_time() - start


if __name__ == "__main__":
    sys.exit(main())

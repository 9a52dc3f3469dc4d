"""What a whole process costs that reads a README and writes a file, as ratios of CPU time to a bare markdown-it-py's.

`python benchmarks/peers.py` prints the table for the texts of `run.py`, `python benchmarks/peers.py README.md …` for
those it is given. Beside pocketparse it measures what PyPI and npm have by name; what is absent is a line that says
what to install.
"""

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib import metadata
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Literal, NamedTuple

from run import CORPUS, FIXTURE, NEWEST, PARSE, environment, say, text_of, unavailable

ROUNDS = 5
"""A ratio is the median of so many pairs, the peer's process and a bare one in turn."""

PATIENCE = 300
"""Seconds after which a process counts as failed."""

TEXTS = {
    "fixture, repeated": FIXTURE,
    "version 208": NEWEST,
    "awesome-selfhosted": CORPUS / "lists/awesome-selfhosted/README.md",
    "pwc": CORPUS / "lists/pwc/README.md",
    "best-of-web-python": CORPUS / "lists/best-of-web-python/README.md",
}


class Peer(NamedTuple):
    """A program that is given two paths, a README to read and a file to write.

    `entries` counts what has a link in the JSON that was written; None where the output holds Markdown and no entries.
    """

    package: str
    registry: Literal["PyPI", "npm"]
    program: str
    entries: Callable[[Any], int] | None = None


def in_python(work: str) -> str:
    """Return a program that writes as JSON what the last line of the work, an expression, makes of `text`."""
    *imports, expression = work.strip().splitlines()
    return "\n".join(
        [
            "import json, sys",
            "from pathlib import Path",
            *imports,
            "source, target = map(Path, sys.argv[1:])",
            "text = source.read_text(encoding='utf-8')",
            f"target.write_text(json.dumps({expression}, ensure_ascii=False), encoding='utf-8')",
        ]
    )


BARE = Peer("markdown-it-py", "PyPI", PARSE)
"""The unit: it parses, and writes nothing."""

PEERS = (
    Peer(
        "pocketparse",
        "PyPI",
        """\
import runpy, sys
sys.argv[2:] = ["-o", sys.argv[2], "--quiet"]
runpy.run_module("pocketparse", run_name="__main__")
""",
        lambda data: linked(data["entries"], "links"),
    ),
    Peer(
        "awesome-core",
        "PyPI",
        in_python("from core.parser import parse_readme\nparse_readme(text)"),
        lambda data: linked(data, "url"),
    ),
    Peer("markdown-query", "PyPI", in_python('import mq\nmq.run(".link", text).values')),  # every link, as Markdown
    Peer("markdown-to-data", "PyPI", in_python("from markdown_to_data import Markdown\nMarkdown(text).md_dict")),
    Peer("markdown-to-json", "PyPI", in_python("import markdown_to_json\nmarkdown_to_json.dictify(text)")),
    Peer(
        "@awesome-pages/parser",
        "npm",
        # required, not imported: Node 20 refuses the ES module of 1.1.0, which imports JSON without saying so
        """\
const { parse } = require("@awesome-pages/parser");
const [from, to] = process.argv.slice(1);
parse({ cache: false, sources: [{ from, outputs: [{ artifact: "domain", to }] }] }).catch((error) => {
  console.error(error.name);
  process.exit(1);
});
""",
        lambda data: linked(data["items"], "url"),
    ),
)


def main() -> int:
    """Print one table for each text."""
    arguments = argparse.ArgumentParser(description="Measure whole processes of pocketparse and of its peers.")
    arguments.add_argument("readmes", nargs="*", type=Path, metavar="README.md", help="texts to measure instead")
    arguments.add_argument(
        "--modules",
        type=Path,
        default=Path("node_modules"),
        help="where npm installed its packages (%(default)s in this folder)",
    )
    given = arguments.parse_args()
    modules: Path = given.modules.resolve()

    peers = [(peer, version) for peer in PEERS if (version := installed(peer, modules))]
    say(f"{'process':<30} {'ratio':>6} {'entries':>8}")
    texts = {str(path): path for path in given.readmes} or TEXTS
    for name, path in texts.items():
        if reason := unavailable(path):
            say(f"skipped: {name}: {reason}")
            continue
        with TemporaryDirectory() as folder:
            source = Path(folder, "README.md")
            source.write_text(text_of(path), encoding="utf-8", newline="")
            say(f"{name}:")
            say(f"{BARE.package + ' ' + metadata.version(BARE.package):<30} {1:6.2f} {'-':>8}")
            for peer, version in peers:
                say(f"{peer.package + ' ' + version:<30} {measured(peer, source, modules)}")
    return 0


def installed(peer: Peer, modules: Path) -> str:
    """Return the version that is installed here, or nothing; then what to install is said."""
    if peer.registry == "PyPI":
        try:
            return metadata.version(peer.package)
        except metadata.PackageNotFoundError:
            say(f"skipped: {peer.package}: pip install {peer.package}")
            return ""
    if not shutil.which("node"):
        say(f"skipped: {peer.package}: no node to run it; then npm install {peer.package}")
        return ""
    manifest = modules / peer.package / "package.json"
    if not manifest.is_file():
        say(f"skipped: {peer.package}: npm install {peer.package}, or --modules says where it is")
        return ""
    return str(json.loads(manifest.read_text(encoding="utf-8"))["version"])


def measured(peer: Peer, source: Path, modules: Path) -> str:
    """Return the ratio and the entries that were found, or how the process failed."""
    target = source.with_name("out.json")
    target.unlink(missing_ok=True)
    work = partial(seconds_of, peer, source, target, modules)
    unit = partial(seconds_of, BARE, source, target, modules)
    try:
        work()  # once unmeasured: what is compiled on first use
    except subprocess.TimeoutExpired:
        return f"fails: not done after {PATIENCE} seconds"
    except subprocess.CalledProcessError as error:
        return f"fails: {(error.stderr.strip().splitlines() or ['says nothing'])[-1]}"
    unit()
    ratio = median(work() / unit() for _ in range(ROUNDS))
    if not peer.entries:
        return f"{ratio:6.2f} {'-':>8}"
    return f"{ratio:6.2f} {peer.entries(json.loads(target.read_text(encoding='utf-8'))):8}"


def seconds_of(peer: Peer, source: Path, target: Path, modules: Path) -> float:
    """Return the CPU time of one process, in user and system mode."""
    interpreter = [sys.executable, "-c"] if peer.registry == "PyPI" else ["node", "-e"]
    start = getrusage(RUSAGE_CHILDREN)
    subprocess.run(
        [*interpreter, peer.program, str(source), str(target)],
        check=True,
        cwd=source.parent,  # nothing here that an import could find
        env={**environment(), "NODE_PATH": str(modules)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        timeout=PATIENCE,
        encoding="utf-8",
    )
    end = getrusage(RUSAGE_CHILDREN)
    return end.ru_utime + end.ru_stime - start.ru_utime - start.ru_stime


def linked(entries: Iterable[dict[str, Any]], key: str) -> int:
    """Return how many of the entries have a link."""
    return sum(bool(entry.get(key)) for entry in entries)


if __name__ == "__main__":
    sys.exit(main())

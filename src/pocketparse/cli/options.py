"""The arguments of the main command: what they are called, what they mean, and which go together."""

import argparse
import os
import re
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from pocketparse import exporters
from pocketparse.cli import COMMANDS
from pocketparse.cli.reading import add_reading
from pocketparse.cli.terminal import FAILURE, Once, Parser
from pocketparse.errors import PocketParseError
from pocketparse.exporters import layout
from pocketparse.pipeline import URL_GIVEN, is_url
from pocketparse.version import __version__

EXAMPLES = """\
commands, as the first word:
  lint       what is wrong with a list        history    all versions of a list in git
  diff       how two lists differ             schema     the JSON Schema of the records

examples:
  pocketparse README.md > list.json                  the whole document as JSON
  pocketparse README.md -o list.csv                  its entries as a table
  pocketparse README.md -o links.csv --table links   its links as a table
  pocketparse lists/*.md -j 4 -o all.parquet         several lists in one table, read by four processes
  pocketparse README.md -o list.sqlite               a database with full-text search
  pocketparse README.md -o out/                      CSV files of all tables, described by a datapackage.json
  pocketparse README.md -o list.json --check         exit with 1 when list.json is stale
  cat README.md | pocketparse -q | jq .title         from standard input
  pocketparse -v --strict README.md -o /dev/null     what is odd, line by line
  pocketparse README.md --explain                    which dialect read each section, and why
  pocketparse README.md --dialect bullet,table       try these two ways of writing entries only
  pocketparse lint README.md                         what is wrong with the list
  pocketparse diff HEAD~1:README.md README.md        what came, went and changed
  pocketparse history . -o history.sqlite            all versions in git, and what changed
  pocketparse schema > v1.json                       the JSON Schema of the records

exit codes:
  0 done    1 findings (--strict), stale output (--check), or an input of several that cannot be read
  2 usage, input or output    130 interrupted    143 terminated
"""


def read_options(argv: Sequence[str]) -> argparse.Namespace:
    """Parse and check the arguments of the main command, before anything is read."""
    parser = build_parser()
    words = list(argv)
    # Options may stand between files, but Python < 3.12 loses `--` on that way.
    end = words.index("--") if "--" in words else len(words)
    options = parser.parse_intermixed_args(words[:end])
    options.files += words[end + 1 :]
    if not options.files:
        if sys.stdin is None or sys.stdin.isatty():
            parser.print_help(sys.stderr)
            parser.exit(FAILURE)
        options.files = ["-"]
    if "" in (options.output, *options.files):
        parser.error("a file name is empty")
    if options.files.count("-") > 1:
        parser.error("standard input can be read once")
    for file in options.files:
        if hint := _hint(file):
            parser.error(f"{file}: {hint}")
    if options.name is not None and len(options.files) > 1:
        parser.error("--name is that of one input: several go by their own")
    if options.output == "-":
        options.output = None
    if options.explain and (options.output or options.format or options.table or options.check or options.strict):
        parser.error("--explain prints no records: -o, -f, --table, --check and --strict do not go with it")
    exporter = exporters.EXPORTERS.find(options.format, options.output or "")
    if (options.output or "").endswith("/") and not exporter.is_folder:
        names = ", ".join(dict.fromkeys(one.name for one in exporters.EXPORTERS if one.is_folder))
        parser.error(f"{options.output} is a folder, which only {names} fills: name a file")
    options.format = exporter.name
    if options.check and options.output is None:
        parser.error("--check compares a file: name it with -o")
    chosen: dict[str, Any] = {"table": options.table, "indent": options.indent}
    options.given = {name: value for name, value in chosen.items() if value is not None}
    for name in options.given:
        if name not in exporter.options:
            place = f" in a folder, which {options.output} is: there all tables are" if exporter.is_folder else ""
            parser.error(f"--{name} does not go with {exporter.name}{place}")
    if options.table is not None:
        layout.find(options.table)
    if options.output is not None:
        written = [options.output]
        if exporter.is_folder:
            written = [str(Path(options.output, name)) for name in layout.FILES]
        for target in written:
            _refuse_input(target, options.files)
    return options


def _hint(file: str) -> str:
    """Return advice on a file name that is a URL, or a command in the wrong place; else ""."""
    if is_url(file):
        return URL_GIVEN
    is_command = file in COMMANDS and not Path(file).exists()
    return "is a command, and goes first" if is_command else ""


def build_parser() -> Parser:
    """Return the parser of the main command, with its options in three groups: reading, writing, telling."""
    formats = ", ".join(dict.fromkeys(exporter.name for exporter in exporters.EXPORTERS))
    tables = ", ".join(table.name for table in layout.TABLES)
    parser = Parser("pocketparse", "Read curated-list READMEs into typed records.", EXAMPLES)
    parser.add_argument("--version", action="version", version=f"pocketparse {__version__}")

    reading = parser.add_argument_group("reading")
    reading.add_argument(
        "files", nargs="*", metavar="FILE", help="a Markdown file in UTF-8; - or none is standard input"
    )
    reading.add_argument(
        "-j", "--jobs", metavar="N", type=_jobs, default=1, help="processes that read; 0 is one per core; by default 1"
    )
    add_reading(reading)
    reading.add_argument("--name", metavar="NAME", help="what the records call the one input; by default its file name")

    writing = parser.add_argument_group("writing")
    writing.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        action=Once,
        help="where to write; by default, and for -, standard output; a name that ends in .gz is packed, "
        "one that ends in / is a folder, which takes CSV files of all tables",
    )
    writing.add_argument(
        "-f", "--format", metavar="NAME", help=f"{formats}; by default what the suffix of -o says, else json"
    )
    writing.add_argument("--table", metavar="NAME", help=f"for csv, parquet and arrow: {tables}; by default entries")
    writing.add_argument(
        "--indent", metavar="N", type=_indent, help="for json: spaces per level, 0 for one line; by default 2"
    )
    writing.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 and a short diff when the output is stale"
    )

    telling = parser.add_argument_group("telling")
    loudness = telling.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="leave out the counts of records")
    loudness.add_argument("-v", "--verbose", action="store_true", help="print each diagnostic, on a line")
    telling.add_argument(
        "--explain", action="store_true", help="print which dialect read each section and why, instead of records"
    )
    telling.add_argument(
        "--strict", action="store_true", help="exit with 1 when a diagnostic is an error or a warning, and print those"
    )
    return parser


def _indent(text: str) -> int:
    if not re.fullmatch("[0-9]|1[0-6]", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 16")
    return int(text)


def _jobs(text: str) -> int:
    if not re.fullmatch("[0-9]{1,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes, 0 to 999")
    return int(text)


def _refuse_input(target: str, files: Sequence[str]) -> None:
    """Raise a PocketParseError where the output is one of the inputs."""
    for file in files:
        with suppress(OSError, AttributeError):  # what is not there, or closed, cannot be lost
            output = Path(target).stat()
            source = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
            if stat.S_ISREG(output.st_mode) and os.path.samestat(output, source):
                raise PocketParseError(f"{target}: is an input too, and was left alone")

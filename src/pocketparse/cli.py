"""The command line: arguments, messages and exit codes."""

import argparse
import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TextIO

from pocketparse import __version__, exporters
from pocketparse.dialects import DIALECTS, named
from pocketparse.document import Document
from pocketparse.errors import PocketParseError, SourceError
from pocketparse.exporters import rows
from pocketparse.pipeline import explain, parse

OK, FINDINGS, FAILURE, INTERRUPTED = 0, 1, 2, 130

EXAMPLES = """\
examples:
  pocketparse README.md > list.json                  the whole document as JSON
  pocketparse README.md -o list.csv                  its entries as a table
  pocketparse README.md -o links.csv --table links   its links as a table
  pocketparse lists/*.md -o all.csv                  several lists in one table
  cat README.md | pocketparse -q | jq .title         from standard input
  pocketparse -v --strict README.md -o /dev/null     what is odd, line by line
  pocketparse README.md --explain                    which dialect read each section, and why
  pocketparse README.md --dialect bullet,table       try these two ways of writing entries only

exit codes:
  0 done    1 findings, with --strict    2 usage, input or output    130 interrupted
"""

# What would break a message into two, or give orders to the terminal that shows it.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


class Parser(argparse.ArgumentParser):
    """An ArgumentParser that leaves its errors to main()."""

    def error(self, message: str) -> NoReturn:
        """Raise, where argparse would print its usage and exit."""
        raise PocketParseError(f"{message}; see pocketparse --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        argv: the arguments; those of the process by default.
    """
    try:
        try:
            options = _options(argv)
        except SystemExit as done:  # --help and --version have printed
            with _standard_output():
                return FAILURE if done.code else OK
        return _run(options)
    except PocketParseError as error:
        _say(f"pocketparse: error: {error}")
        return FAILURE
    except KeyboardInterrupt:
        _say("pocketparse: error: interrupted")
        return INTERRUPTED


def _run(options: argparse.Namespace) -> int:
    if options.explain:
        return _explain(options)
    names = _names(options.files)
    documents = [
        parse(_text(file), dialects=options.dialects, name=name)
        for file, name in zip(options.files, names, strict=True)
    ]
    result = documents[0] if len(documents) == 1 else documents
    if options.output is None:
        with _standard_output() as out:
            exporters.write(result, out, format=options.format, **options.given)
    else:
        with suppress(BrokenPipeError):
            exporters.write(result, options.output, format=options.format, **options.given)
    if not options.quiet:
        for file, document in zip(options.files, documents, strict=True):
            _report("<stdin>" if file == "-" else file, document, options.verbose)
    return FINDINGS if options.strict and any(map(_findings, documents)) else OK


def _explain(options: argparse.Namespace) -> int:
    """Print which dialect read each section, and on what evidence."""
    lines = [
        f"{'<stdin>' if file == '-' else file}:{one.line}: {one.dialect}: {_count(one.records, 'record', 'records')} "
        f"in {one.section or 'the preamble'!r}: {one.why}\n"
        for file in options.files
        for one in explain(_text(file), dialects=options.dialects)
    ]
    with _standard_output() as out:
        out.write("".join(lines).encode())
    return OK


def _options(argv: Sequence[str] | None) -> argparse.Namespace:
    """Return the arguments, checked: nothing is read before they are known to make sense."""
    parser = _parser()
    words = list(sys.argv[1:] if argv is None else argv)
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
    if options.output == "-":
        options.output = None
    exporter = exporters.find(options.format, options.output or "")
    options.format = exporter.name
    chosen: dict[str, Any] = {"table": options.table, "indent": options.indent}
    options.given = {name: value for name, value in chosen.items() if value is not None}
    for name in options.given:
        if name not in exporter.options:
            parser.error(f"--{name} does not go with {exporter.name}")
    if options.table is not None:
        rows.find(options.table)
    if options.output is not None:
        _refuse_input(options.output, options.files)
    return options


def _parser() -> Parser:
    """Return the parser; its groups are the three things the command does, and the place for an option."""
    formats = " or ".join(exporter.name for exporter in exporters.EXPORTERS)
    tables = ", ".join(table.name for table in rows.TABLES)
    parser = Parser(
        prog="pocketparse",
        description="Read curated-list READMEs into typed records.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,  # an option added later must not change what a script means
    )
    parser.add_argument("--version", action="version", version=f"pocketparse {__version__}")

    reading = parser.add_argument_group("reading")
    known = ", ".join(dialect.name for dialect in DIALECTS)
    reading.add_argument(
        "--dialect",
        metavar="NAMES",
        dest="dialects",
        type=lambda text: named(text.split(",")),
        default=DIALECTS,
        help=f"ways of writing entries to try, comma-separated, in this order: {known}; by default all",
    )
    reading.add_argument(
        "files", nargs="*", metavar="FILE", help="a Markdown file in UTF-8; - or none is standard input"
    )

    writing = parser.add_argument_group("writing")
    writing.add_argument(
        "-o", "--output", metavar="FILE", help="where to write; by default, and for -, standard output"
    )
    writing.add_argument(
        "-f", "--format", metavar="NAME", help=f"{formats}; by default what the suffix of -o says, else json"
    )
    writing.add_argument("--table", metavar="NAME", help=f"for csv: {tables}; by default entries")
    writing.add_argument(
        "--indent", metavar="N", type=_indent, help="for json: spaces per level, 0 for one line; by default 2"
    )

    telling = parser.add_argument_group("telling")
    loudness = telling.add_mutually_exclusive_group()
    loudness.add_argument("-q", "--quiet", action="store_true", help="tell errors only")
    loudness.add_argument("-v", "--verbose", action="store_true", help="tell each diagnostic, on a line")
    telling.add_argument(
        "--explain", action="store_true", help="print which dialect read each section and why, instead of records"
    )
    telling.add_argument("--strict", action="store_true", help="exit with 1 when a diagnostic is an error or a warning")
    return parser


def _indent(text: str) -> int:
    if not re.fullmatch("[0-9]|1[0-6]", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 16")
    return int(text)


def _refuse_input(target: str, files: Sequence[str]) -> None:
    """Keep `-o` from replacing a file that is read."""
    for file in files:
        with suppress(OSError, AttributeError):  # what is not there, or closed, cannot be lost
            output = Path(target).stat()
            source = os.fstat(sys.stdin.fileno()) if file == "-" else Path(file).stat()
            if stat.S_ISREG(output.st_mode) and os.path.samestat(output, source):
                raise PocketParseError(f"{target}: is an input too, and was left alone")


def _names(files: Sequence[str]) -> list[str | None]:
    """Return what the records call each input: its path below the folder that all of them share.

    A single file goes by its own name; of `a/README.md` and `b/README.md` each keeps its folder. Where on the
    machine they lie is not told.
    """
    paths = [Path(file).absolute() for file in files if file != "-"]
    levels = zip(*(path.parent.parts for path in paths), strict=False)
    shared = sum(1 for _ in takewhile(lambda level: len(set(level)) == 1, levels))
    below = (Path(*path.parts[shared:]).as_posix() for path in paths)
    # A file name that is not UTF-8 gets question marks: no format could hold it as it stands.
    return [None if file == "-" else next(below).encode("utf-8", "replace").decode() for file in files]


def _text(file: str) -> str:
    shown = "standard input" if file == "-" else file
    if file == "-" and sys.stdin is None:
        raise SourceError(f"{shown}: is closed")
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(f"{shown}: not UTF-8 at byte {error.start}") from None
    except OSError as error:
        raise SourceError(f"{shown}: {error.strerror or error}") from error


@contextmanager
def _standard_output() -> Iterator[BinaryIO]:
    """Yield standard output as bytes, so that it is UTF-8 in every locale, and flush it.

    At the interpreter's shutdown it would be too late to say what went wrong.
    """
    if sys.stdout is None:
        raise SourceError("standard output: is closed")
    out = sys.stdout.buffer
    # With PYTHONUNBUFFERED this is the raw stream, whose write() may take a part and raise nothing.
    buffer = io.BufferedWriter(out) if isinstance(out, io.RawIOBase) else None
    try:
        yield buffer or out
        for stream in (buffer or out, sys.stdout):
            stream.flush()
    except (OSError, KeyboardInterrupt) as error:
        _drain(sys.stdout)
        if isinstance(error, KeyboardInterrupt):
            raise
        if not isinstance(error, BrokenPipeError):  # `| head -1` has read what it wanted
            raise SourceError(f"standard output: {error.strerror or error}") from error
    finally:
        if buffer:
            buffer.detach()  # left alone, it would close standard output


def _drain(stream: TextIO) -> None:
    """Send what is left in a stream's buffer nowhere: shutdown flushes it again, and would fail again."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def _report(name: str, document: Document, verbose: bool) -> None:
    for found in document.diagnostics if verbose else ():
        line = f":{found.span.line}" if found.span else ""
        _say(f"{name}{line}: {found.severity} {found.code} {found.rule}: {found.message}")
    entries = _count(len(document.entries), "entry", "entries")
    sections = _count(len({entry.section for entry in document.entries} - {None}), "section", "sections")
    diagnostics = _count(len(document.diagnostics), "diagnostic", "diagnostics")
    errors = sum(found.severity == "error" for found in document.diagnostics)
    worst = f" ({_count(errors, 'error', 'errors')})" if errors else ""
    _say(f"{name}: {entries} in {sections}, {len(document.starred)} starred; {diagnostics}{worst}")


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _findings(document: Document) -> bool:
    return any(found.severity != "info" for found in document.diagnostics)


def _say(message: str) -> None:
    """Print one line to standard error, where there is one."""
    line = CONTROL.sub(lambda match: ascii(match[0])[1:-1], message)
    if sys.stderr is None:  # print() would take standard output for it
        return
    try:
        print(line, file=sys.stderr)
    except OSError:  # nobody reads it: the exit code has to do
        _drain(sys.stderr)

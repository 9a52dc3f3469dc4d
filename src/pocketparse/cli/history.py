"""`pocketparse history`: every version of a list in a git repository, as changes, timelines, feeds or a picture."""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from pocketparse import chronicles
from pocketparse.chronicles import layout
from pocketparse.cli.reading import add_reading, how
from pocketparse.cli.terminal import FINDINGS, OK, Once, Parser, progress, say, standard_output
from pocketparse.commits import Commit, commits, git_folder
from pocketparse.counted import counted
from pocketparse.errors import HistoryError, PocketParseError
from pocketparse.revisions import Revision, revisions

EXAMPLES = """\
examples:
  pocketparse history .                          a line for each version
  pocketparse history . -o history.sqlite        changes and timelines; run again, it adds what is new
  pocketparse history . -o history/              the same as CSV files
  pocketparse history . -o changes.csv           one table of it
  pocketparse history . -o news.atom             a feed of new entries; feed.json is a JSON Feed
  pocketparse history . -o growth.svg            a picture of how the list grew
  pocketparse history . -p lists/web.md --since 2024-01-01

exit codes:
  0 all versions were read    1 some could not be
  2 usage, input or output    130 interrupted    143 terminated
"""


def run(argv: Sequence[str]) -> int:
    """Write the history, and return the exit code."""
    options = _options(argv)
    chronicle = chronicles.CHRONICLES.find(options.format, options.output or "")
    given = {name: getattr(options, name) for name in ("table", "by") if getattr(options, name) is not None}
    for name in given:
        if name not in chronicle.options:
            place = f" in a folder, which {options.output} is: there all tables are" if chronicle.is_folder else ""
            raise PocketParseError(f"--{name} does not go with {chronicle.name}{place}; see pocketparse history --help")
    if options.table is not None:
        layout.find(options.table)
    found = commits(options.repo, options.path, rev=options.rev)
    _refuse_own_files(options)
    for warning in found.warnings:
        say(f"pocketparse: warning: {warning}")
    after = _resumed(options, chronicle, found.commits)
    telling = _Telling(options, found.commits)
    read = revisions(options.repo, found.commits, after=after, since=options.since, how=how(options))
    told = telling.through(read)
    if options.output is None:
        with standard_output() as out:
            chronicles.write(told, out, format=chronicle.name, **given)
    else:
        try:
            with suppress(BrokenPipeError):
                chronicles.write(told, options.output, format=options.format, append=after is not None, **given)
        finally:
            telling.progress("")
    telling.summary()
    return FINDINGS if telling.problems else OK


def _refuse_own_files(options: argparse.Namespace) -> None:
    """Refuse to write to the list whose history is read, or into its repository.

    Raises:
        PocketParseError: the output is one of them.
    """
    if options.output is None:
        return
    target, repo = Path(options.output).resolve(), Path(options.repo).resolve()
    is_gits = ".git" in target.parts or target.is_relative_to(git_folder(options.repo))
    if is_gits or any(target == folder / options.path for folder in (repo, *repo.parents)):
        raise PocketParseError(f"{options.output}: is what is read, and was left alone")


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = Parser(
        "pocketparse history",
        "Read every version of a list from a git repository. Nothing is checked out.",
        EXAMPLES,
    )
    formats = chronicles.CHRONICLES.known()
    tables = ", ".join(table.name for table in layout.TABLES)
    parser.add_argument(
        "repo", metavar="REPO", nargs="?", default=".", help="a folder of a git repository; by default ."
    )
    parser.add_argument("-p", "--path", default="README.md", help="the file, from the repository's root; README.md")
    parser.add_argument("--rev", default="HEAD", help="branch, tag or commit; by default HEAD")
    parser.add_argument("--since", metavar="DATE", type=_date, help="only versions from this date on: 2024-01-31")
    parser.add_argument(
        "-o", "--output", metavar="FILE", action=Once, help="where to write; by default, and for -, standard output"
    )
    parser.add_argument("-f", "--format", metavar="NAME", help=f"{formats}; by default what -o ends in, else text")
    parser.add_argument("--table", metavar="NAME", help=f"for csv and parquet: {tables}; by default changes")
    parser.add_argument(
        "--by", choices=("day", "revision"), help="for feeds: an item for each, the newest 100; by default day"
    )
    parser.add_argument("-q", "--quiet", action="store_true", help="tell errors and warnings only")
    add_reading(parser)
    options = parser.parse_args(argv)
    if "" in (options.output, options.path, options.repo):
        parser.error("a file name is empty")
    if options.output == "-":
        options.output = None
    return options


def _date(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2024-01-31") from None


def _resumed(options: argparse.Namespace, chronicle: chronicles.Chronicle, found: Sequence[Commit]) -> str | None:
    """Return the commit after which the output is to be continued; None where it is written anew."""
    if options.output is None or not chronicle.appends:
        return None
    last = chronicles.last(options.output, format=chronicle.name)
    if last is None:
        return None
    if (last.commit, last.path) not in {(commit.id, commit.path) for commit in found}:
        raise HistoryError(
            f"{options.output}: its last version, {last.path} in commit {last.commit[:12]}, is not in this history: "
            "the branch was rewritten, the clone does not reach back to it, or the file is another list's; "
            "remove it to begin anew"
        )
    return last.commit


class _Telling:
    """Counts of versions and changes, and their messages: progress, versions that cannot be read, a summary."""

    def __init__(self, options: argparse.Namespace, found: Sequence[Commit]) -> None:
        self.problems = 0
        self._cut = 0
        self._count = 0
        self._changes = 0
        self._options = options
        self._total = len(found)

    def through(self, told: Iterator[Revision]) -> Iterator[Revision]:
        for revision in told:
            self._count += 1
            self._changes += len(revision.changes)
            self._cut += revision.is_cut
            if revision.problem:
                self.problems += 1
                self.progress("")
                say(f"pocketparse: warning: {revision.commit.id[:8]}: {revision.problem}")
            self.progress(f"[{revision.number}/{self._total}] {revision.commit.date:%Y-%m-%d}")
            yield revision

    def progress(self, message: str) -> None:
        if not self._options.quiet and self._options.output is not None:
            progress(message)

    def summary(self) -> None:
        if self._cut:
            cut = counted(self._cut, "version")
            say(f"pocketparse: warning: of {cut} a part lies beyond a limit and was not read; see --limits")
        if not self._options.quiet:
            say(f"{counted(self._count, 'version')}, {counted(self._changes, 'change')}")

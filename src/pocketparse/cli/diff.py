"""`pocketparse diff`: tell how a list changed between two files, or two revisions of one."""

from collections.abc import Sequence
from pathlib import Path

from pocketparse.changelogs import CHANGELOGS, changelog
from pocketparse.changes import diff
from pocketparse.cli.inputs import shown, text_of
from pocketparse.cli.reading import add_reading, how
from pocketparse.cli.terminal import FINDINGS, OK, Parser, say, standard_output
from pocketparse.contents import Contents
from pocketparse.counted import counted
from pocketparse.errors import SourceError
from pocketparse.pipeline import How
from pocketparse.source import decode

EXAMPLES = """\
examples:
  pocketparse diff old.md new.md                      what changed, a line each
  pocketparse diff HEAD~1:README.md README.md         since the last commit
  pocketparse diff v1.0:README.md HEAD:README.md -f markdown   release notes

REV:PATH is a file of a revision of the git repository here; a file that has that name goes before it.

exit codes:
  0 no change of entries or sections    1 changes
  2 usage, input or output    130 interrupted    143 terminated
"""


def run(argv: Sequence[str]) -> int:
    """Print how the records changed, and return the exit code."""
    parser = Parser(
        "pocketparse diff", "Tell what was added, removed, renamed, moved, marked as new or edited.", EXAMPLES
    )
    formats = [one.name for one in CHANGELOGS]
    parser.add_argument("old", metavar="OLD", help="a Markdown file, REV:PATH, or - for standard input")
    parser.add_argument("new", metavar="NEW", help="the same, for the newer version")
    parser.add_argument("-f", "--format", choices=formats, default="text", help="by default text")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out the count at the end")
    add_reading(parser)
    options = parser.parse_args(argv)
    if options.old == options.new == "-":
        parser.error("standard input can be read once")
    changes = diff(*(_document(name, how(options)) for name in (options.old, options.new)))
    with standard_output() as out:
        out.write(changelog(changes, options.format, path=_path(options.new)).encode("utf-8", "replace"))
    if not options.quiet and options.format == "text":
        say(counted(len(changes), "change") if changes else "no change of entries or sections")
    return FINDINGS if changes else OK


def _document(name: str, how: How) -> Contents:
    if _is_file(name):
        try:
            return how.contents(text_of(name), name=shown(name))
        except SourceError as error:
            if isinstance(error.__cause__, FileNotFoundError) and not Path(name).suffix:  # "HEAD~1"
                raise SourceError(f"{error}; a file of a revision is {name}:README.md") from error
            raise
    from pocketparse.commits import read_blob

    return how.contents(decode(read_blob(".", name), name), name=_path(name))


def _path(name: str) -> str:
    """Return the path in "REV:PATH", or the name of a file as it is."""
    return name if _is_file(name) else name.partition(":")[2]


def _is_file(name: str) -> bool:
    """Tell whether an argument is a file rather than REV:PATH: it exists, or has no colon."""
    try:
        return ":" not in name or Path(name).exists()
    except OSError:  # too long, or in a folder that cannot be read
        return False

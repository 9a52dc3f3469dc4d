"""The command line: which command the arguments name, and the exit code of what goes wrong."""

import sys
from collections.abc import Callable, Sequence

from pocketparse.cli import convert, diff, history, lint, schema
from pocketparse.cli.terminal import FAILURE, INTERRUPTED, OK, say, standard_output
from pocketparse.errors import PocketParseError

COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "diff": diff.run,
    "history": history.run,
    "lint": lint.run,
    "schema": schema.run,
}
"""What the first word may be, beside a file: `./schema` is a file of that name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code.

    Args:
        argv: the arguments; those of the process by default.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        try:
            if words and words[0] in COMMANDS:
                return COMMANDS[words[0]](words[1:])
            return convert.run(words)
        except SystemExit as done:  # --help and --version have printed
            with standard_output():
                return FAILURE if done.code else OK
    except PocketParseError as error:
        say(f"pocketparse: error: {error}")
        return FAILURE
    except KeyboardInterrupt:
        say("pocketparse: error: interrupted")
        return INTERRUPTED

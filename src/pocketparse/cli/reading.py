"""The options that say how lists are read, which every command that reads some takes."""

import argparse
import re
from dataclasses import asdict

from pocketparse.dialects import DIALECTS, named
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import How

DEFAULTS = asdict(LIMITS)


def add_reading(parser: argparse._ActionsContainer) -> None:
    """Add --dialect and --limits to a parser, or to a group of its options."""
    known = ", ".join(dialect.name for dialect in DIALECTS)
    limits = ", ".join(f"{name}={number}" for name, number in DEFAULTS.items())
    parser.add_argument(
        "--dialect",
        metavar="NAMES",
        dest="dialects",
        type=lambda text: named(map(str.strip, text.split(","))),
        default=DIALECTS,
        help=f"ways of writing entries to try, comma-separated, in this order: {known}; by default all",
    )
    parser.add_argument(
        "--limits",
        metavar="NAME=N",
        type=_limits,
        default=LIMITS,
        help=f"how much of each text is read, comma-separated: {limits}",
    )


def how(options: argparse.Namespace) -> How:
    """Return the How of parsed options."""
    return How(options.dialects, options.limits)


def _limits(text: str) -> Limits:
    chosen = dict(DEFAULTS)
    for part in text.split(","):
        name, _, number = part.partition("=")
        if name not in DEFAULTS:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(DEFAULTS)}")
        if not re.fullmatch("[0-9]{1,12}", number):
            raise argparse.ArgumentTypeError(f"{part!r} is not {name}= and a number")
        chosen[name] = int(number)
    return Limits(**chosen)

"""Changes, told to people and programs: CHANGELOGS is the ordered table of formats, changelog() the way in."""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple

from pocketparse.changes import Change
from pocketparse.errors import UnknownReport


class Changelog(NamedTuple):
    """A format. Its module has `lines(changes, *, path)`, which yields text, and is imported when it is used."""

    name: str
    module: str


CHANGELOGS = (
    Changelog("text", "pocketparse.changelogs.text"),
    Changelog("json", "pocketparse.changelogs.json_array"),
    Changelog("markdown", "pocketparse.changelogs.markdown"),
    Changelog("github", "pocketparse.changelogs.github"),
)


def changelog(changes: Sequence[Change], format: str = "text", *, path: str = "README.md") -> str:
    """Return changes as text.

    Args:
        changes: what `diff` returned.
        format: name of one of CHANGELOGS.
        path: the new file, for formats that point to its lines.

    Raises:
        UnknownReport: no format has that name.
    """
    for one in CHANGELOGS:
        if one.name == format:
            return "".join(import_module(one.module).lines(changes, path=path))
    raise UnknownReport(f"unknown format {format!r}; the formats are {', '.join(one.name for one in CHANGELOGS)}")

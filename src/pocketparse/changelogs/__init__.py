"""Changes, told to people and programs: CHANGELOGS is the ordered table of formats, changelog() the way in."""

from collections.abc import Sequence

from pocketparse.changes import Change
from pocketparse.text_formats import TextFormat, formatted

CHANGELOGS = (
    TextFormat("text", "pocketparse.changelogs.text"),
    TextFormat("json", "pocketparse.changelogs.json_array"),
    TextFormat("markdown", "pocketparse.changelogs.markdown"),
    TextFormat("github", "pocketparse.changelogs.github", ("path",)),
)


def changelog(changes: Sequence[Change], format: str = "text", *, path: str = "README.md") -> str:
    """Return changes as text in a format.

    Args:
        changes: what `diff` returned.
        format: name of one of CHANGELOGS.
        path: the new file, for formats that point to its lines.

    Raises:
        UnknownReport: no format has that name.
    """
    return formatted(CHANGELOGS, format, changes, path=path)

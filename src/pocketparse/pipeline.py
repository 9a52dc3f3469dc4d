"""parse() and parse_file(): the spine that joins the rooms."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pocketparse import codes
from pocketparse.contents import Contents
from pocketparse.counted import counted
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.errors import SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.markup.blocks import LABELLED, MAY_HEAD, WHOLE_DEFINITION, blocks, lines_before
from pocketparse.markup.memory import Memory
from pocketparse.outline import Outline
from pocketparse.source import decode, read
from pocketparse.vocabulary import SCHEMES
from pocketparse.whole.assembly import Assembly
from pocketparse.whole.claims import Explanation, all_claims, explanations, winning_claims

if TYPE_CHECKING:  # imported when one is made: pydantic takes as long to import as all else
    from pocketparse.document import Document


class How(NamedTuple):
    """The arguments of `parse` that are the same for all texts where several are read."""

    dialects: Sequence[Dialect | str] = DIALECTS
    limits: Limits = LIMITS

    def contents(self, text: str, *, name: str | os.PathLike[str] | None = None) -> Contents:
        """Read a text and return the contents of its document; raises what `parse` raises."""
        return self.read(text, name=name)[1]

    def read(self, text: str, *, name: str | os.PathLike[str] | None = None) -> tuple[Outline, Contents]:
        """Read a text and return its outline and the contents of its document; raises what `parse` raises."""
        outline = outlined(text, name, self.limits)
        return outline, Assembly(outline, list(winning_claims(outline, named(self.dialects)))).contents()

    def contents_of_file(self, path: str | Path, *, name: str | os.PathLike[str] | None = None) -> Contents:
        """Read a file and return the contents of its document; raises what `parse_file` raises."""
        return self.contents(text_of_file(path), name=Path(path).name if name is None else name)


AS_USUAL = How()
URL_GIVEN = "is a URL, and nothing is read from the network: download it first"
"""What is told of a URL in place of a file."""


def parse(
    text: str,
    *,
    dialects: Sequence[Dialect | str] = DIALECTS,
    name: str | os.PathLike[str] | None = None,
    limits: Limits = LIMITS,
) -> "Document":
    """Read a curated list.

    Args:
        text: the whole Markdown text; line ends may be LF, CR LF or CR.
        dialects: the ways of writing entries to try in each section, in this order; names of DIALECTS
            or dialects of your own.
        name: file name to note in `document.source`; what is not UTF-8 in it becomes question marks.
        limits: how much of a text is read at the most.

    Returns:
        The document. No text makes this raise: what is odd is told in `document.diagnostics`.

    Raises:
        TypeError: `text` is not a str (decode bytes first), or another argument has the wrong type.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    return _document(How(dialects, limits).contents(text, name=name))


def explain(text: str, *, dialects: Sequence[Dialect | str] = DIALECTS, limits: Limits = LIMITS) -> list[Explanation]:
    """Tell for each section which dialect claimed blocks of it, and on what evidence, or that none did.

    Args:
        text: as for `parse`.
        dialects: as for `parse`.
        limits: as for `parse`.

    Raises:
        UnknownDialect: `dialects` names an unknown dialect.
    """
    outline = outlined(text, None, limits)
    return explanations(outline, all_claims(outline, named(dialects)))


def outlined(text: str, name: str | os.PathLike[str] | None, limits: Limits, memory: Memory | None = None) -> Outline:
    """Read the blocks and sections of a text; with `memory`, text of the previous version is not read again.

    Raises:
        TypeError: `text` is no string, or `limits` no Limits.
    """
    if not isinstance(limits, Limits):
        raise TypeError(f"limits is a Limits, not {type(limits).__name__}: Limits(lines=1000)")
    # No format could hold a name that is not UTF-8.
    called = None if name is None else os.fsdecode(name).encode("utf-8", "replace").decode()
    source = read(text, called, decoded=memory is not None)
    last, reached = min(
        (limits.lines, str(limits.lines)),
        (lines_before(source, MAY_HEAD, limits.headings), counted(limits.headings, "heading")),
        (
            lines_before(source, WHOLE_DEFINITION, limits.definitions, LABELLED),
            counted(limits.definitions, "definition"),
        ),
    )
    found = blocks(source, memory=memory, lines=last)
    outline = Outline(source, found, memory=memory, limits=limits)
    if any(line.strip() for line in source.lines[last:]):
        span = source.span(last, source.trim(last, len(source.lines)))
        message = f"lines below the first {reached} are not read"
        outline.unread[span.start] = codes.LIMIT_REACHED.found(message, span)
    return outline


def parse_file(
    path: str | Path,
    *,
    dialects: Sequence[Dialect | str] = DIALECTS,
    name: str | os.PathLike[str] | None = None,
    limits: Limits = LIMITS,
) -> "Document":
    """Read a curated list from a UTF-8 file.

    Args:
        path: the Markdown file.
        dialects: as for `parse`.
        name: what to call it in `document.source`; by default its own name.
        limits: as for `parse`.

    Raises:
        SourceError: the file cannot be read, or is not UTF-8.
        TypeError: `path` is no path, or another argument has the wrong type.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    return _document(How(dialects, limits).contents_of_file(path, name=name))


def text_of_file(path: str | Path) -> str:
    """Return the text of a UTF-8 file.

    Raises:
        SourceError: the file cannot be read, or is not UTF-8.
        TypeError: `path` is no path, but perhaps several.
    """
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path is that of one file, not {type(path).__name__}: parse_many reads several")
    file = Path(path)
    try:
        data = file.read_bytes()
    except IsADirectoryError as error:
        raise SourceError(f"{path}: is a folder: name the files in it, such as {file / 'README.md'}") from error
    except (OSError, ValueError) as error:  # the latter of a path with a NUL
        raise SourceError(_unreadable(str(path), getattr(error, "strerror", None) or str(error))) from error
    return decode(data, str(file))


def is_url(path: str) -> bool:
    """Tell whether the path of a file is a URL."""
    return path.lower().startswith(SCHEMES)


def _unreadable(path: str, why: str) -> str:
    """Return the message for a path that cannot be read: what to do instead where it is a text or a URL."""
    if "\n" in path:
        return "the path of a file is wanted, and this is a text: parse() reads texts"
    if is_url(path):
        return f"{path}: {URL_GIVEN}"
    return f"{path}: {why}"


def _document(contents: Contents) -> "Document":
    from pocketparse.document import document_of

    return document_of(contents)

"""Formats that are text: which one a name asks for, and what it makes of records."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, NamedTuple

from pocketparse.errors import UnknownReport


class TextFormat(NamedTuple):
    """A format. Its module has `lines(records)`, which yields text, and is imported when it is used."""

    name: str
    module: str
    options: tuple[str, ...] = ()
    """Keyword arguments of `lines`."""


def formatted(formats: Iterable[TextFormat], name: str, records: Iterable[Any], **options: object) -> str:
    """Return records as text in the format of a name, which gets those options that it has.

    Raises:
        UnknownReport: no format has that name; the message lists those that exist.
    """
    known = {one.name: one for one in formats}
    if name not in known:
        raise UnknownReport(f"unknown format {name!r}; the formats are {', '.join(known)}")
    given = {option: options[option] for option in known[name].options}
    return "".join(import_module(known[name].module).lines(records, **given))

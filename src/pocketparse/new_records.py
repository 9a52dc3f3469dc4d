"""Makers of records: functions that build instances of frozen dataclasses in a third of the time."""

from collections.abc import Callable
from dataclasses import fields
from typing import Any, ParamSpec, TypeVar

from pocketparse.records import Diagnostic, Entry, IndexItem, Link, Passage, Span

Fields = ParamSpec("Fields")
Record = TypeVar("Record")


def maker(record: Callable[Fields, Record]) -> Callable[Fields, Record]:
    """Return a function with the parameters of a frozen dataclass that makes its instances, faster than the class.

    A frozen dataclass sets each field by `object.__setattr__`, which is most of the time that a record takes. The
    function sets the fields of an object of a mutable class with the same slots, then assigns the frozen class to its
    `__class__`, which Python allows. It is compiled from text, as `__init__` of a dataclass is.
    """
    names = [one.name for one in fields(record)]  # type: ignore[arg-type]  # a dataclass
    lines = [
        f"def make({', '.join(names)}):",
        "    self = Mutable()",
        *[f"    self.{name} = {name}" for name in names],
        "    self.__class__ = record",
        "    return self",
    ]
    scope: dict[str, Any] = {"Mutable": type("Mutable", (), {"__slots__": names}), "record": record}
    exec("\n".join(lines), scope)
    made: Callable[Fields, Record] = scope["make"]
    return made


new_span = maker(Span)
new_link = maker(Link)
new_entry = maker(Entry)
new_cell = maker(IndexItem)
new_passage = maker(Passage)
new_diagnostic = maker(Diagnostic)

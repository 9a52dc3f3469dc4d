"""Makers of records: functions that build frozen dataclasses at the cost of mutable ones, a third of their own."""

from collections.abc import Callable
from dataclasses import field, fields, make_dataclass
from typing import Any, ParamSpec, TypeVar

from pocketparse.records import Diagnostic, Entry, IndexItem, Link, Passage, Span

Fields = ParamSpec("Fields")
Record = TypeVar("Record")


def maker(record: Callable[Fields, Record]) -> Callable[Fields, Record]:
    """Return a function that makes records as their class does.

    A frozen dataclass sets each field by `object.__setattr__`, which is most of what a record costs. What is made here
    is mutable until its last field is set, and is given its class then: Python lets objects change between classes of
    the same slots.
    """
    names: list[tuple[str, Any, Any]] = [(one.name, one.type, field()) for one in fields(record)]  # type: ignore[arg-type]  # a dataclass

    def freeze(self: Any) -> None:
        self.__class__ = record

    return make_dataclass(getattr(record, "__name__", ""), names, namespace={"__post_init__": freeze}, slots=True)


new_span = maker(Span)
new_link = maker(Link)
new_entry = maker(Entry)
new_cell = maker(IndexItem)
new_passage = maker(Passage)
new_diagnostic = maker(Diagnostic)

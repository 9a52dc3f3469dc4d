"""Docstrings of fields, which stand below them in the source → the docstring of their class, as help() shows it."""

from functools import cache
from typing import TypeVar, cast

RecordT = TypeVar("RecordT", bound=type)
WIDTH = 100
"""Columns to which the docstring of a field is wrapped."""


def with_field_docs(record: RecordT) -> RecordT:
    """Give a class a docstring that tells its fields, too; the source is read when it is first asked for."""
    record.__doc__ = cast(str, _FieldDocs(record))
    return record


class _FieldDocs:
    """A descriptor in place of the docstring of a class."""

    def __init__(self, record: type) -> None:
        """Keep the docstring that the class has."""
        self._record = record
        self._own = record.__doc__ or ""

    def __get__(self, instance: object, owner: type) -> str:
        """Return the docstring with the fields of the class, and of its bases that have such a docstring."""
        from inspect import cleandoc
        from textwrap import TextWrapper

        fields: dict[str, str] = {}
        for base in reversed(self._record.__mro__):
            if isinstance(vars(base).get("__doc__"), _FieldDocs):
                fields |= docstrings(base.__module__).get(base.__name__, {})
        fields.pop("", None)
        wrapper = TextWrapper(WIDTH, initial_indent=" " * 4, subsequent_indent=" " * 8)
        lines = [wrapper.fill(f"{name}: {told}") for name, told in fields.items()]
        return "\n".join([cleandoc(self._own), "", "Attributes:", *lines]) if lines else self._own


@cache
def docstrings(module: str) -> dict[str, dict[str, str]]:
    """Return the docstrings of the fields of each class of a module by their names, with the class's own under "".

    Where the source is not there, as in a program of compiled files, that is nothing.
    """
    import ast
    import inspect
    import sys
    from itertools import pairwise

    try:
        source = inspect.getsource(sys.modules[module])
    except OSError:
        return {}
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            own = found[node.name] = {"": ast.get_docstring(node) or ""}
            for line, below in pairwise(node.body):
                match line, below:
                    case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                        own[name] = " ".join(text.split())
    return found

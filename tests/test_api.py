"""The public names: their signatures and fields as a golden text, so that a change to them is a diff to review."""

import inspect
import re
import types
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel

import pocketparse
from pocketparse import field_docs

GOLDEN = Path(__file__).parent / "golden" / "api.txt"


def described(name: str) -> str:
    """Return a public name with its signature, and a class with its public members."""
    value = getattr(pocketparse, name)
    if inspect.isfunction(value):
        return f"{name}{signature(value)}\n"
    if not inspect.isclass(value):
        return f"{name}: {type(value).__name__}\n"
    bases = ", ".join(base.__name__ for base in value.__bases__ if base is not object)
    return f"class {name}({bases})\n" + "".join(f"    {line}\n" for line in members(value))


def signature(function: Callable[..., object]) -> str:
    """Return a signature; a default that prints its address is named."""
    written = inspect.signature(function)
    parameters = [
        parameter.replace(default=Named("DIALECTS")) if parameter.default is pocketparse.DIALECTS else parameter
        for parameter in written.parameters.values()
    ]
    return str(written.replace(parameters=parameters))


class Named(str):
    """A default that prints as its name."""

    __repr__ = str.__str__


def members(value: type) -> list[str]:
    """Return the fields of a class in their order, then what it defines itself, by name."""
    if issubclass(value, BaseModel):
        lines = [f"{name}: {inspect.formatannotation(field.annotation)}" for name, field in value.model_fields.items()]
    else:
        lines = [f"{name}: {inspect.formatannotation(kind)}" for name, kind in inspect.get_annotations(value).items()]
    fields = {line.partition(":")[0] for line in lines}
    for name, member in sorted(vars(value).items()):
        if name.startswith(("_", "model_")) or name in fields:
            continue
        if isinstance(member, property):
            kind = inspect.signature(member.fget).return_annotation
            lines.append(f"{name}: property -> {inspect.formatannotation(kind)}")
        elif isinstance(member, (types.FunctionType, classmethod, staticmethod)):
            lines.append(f"{name}{signature(getattr(value, name))}")
    return lines


def test_api(file_regression):
    text = re.sub(r"\bpocketparse\.(?:\w+\.)+", "", "".join(map(described, pocketparse.__all__)))
    file_regression.check(text, fullpath=GOLDEN, encoding="utf-8")


def test_a_default_prints_itself_in_short():
    assert repr(pocketparse.DIALECTS[:2]) == "(Dialect(name='heading'), Dialect(name='index'))"


def test_all_is_sorted_and_complete():
    assert pocketparse.__all__ == sorted(pocketparse.__all__)
    public = {
        name for name, value in vars(pocketparse).items() if not name.startswith("_") and not inspect.ismodule(value)
    }
    assert public == set(pocketparse.__all__)


def test_everything_public_is_documented():
    for name in pocketparse.__all__:
        value = getattr(pocketparse, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert value.__doc__, name
            assert not value.__doc__.startswith(f"{name}("), f"{name} has no docstring of its own"


def test_help_tells_the_fields_of_records():
    records = 0
    for name in pocketparse.__all__:
        value = getattr(pocketparse, name)
        if inspect.isclass(value) and name not in PARTLY_TOLD:
            own = field_docs.docstrings(value.__module__).get(name, {})
            told = [line.partition(":")[0].strip() for line in inspect.getdoc(value).split("\n")]
            assert own.keys() - {""} <= set(told), name
            records += len(own) > 1
    assert records > 15
    assert "    homepage: Where the list says it lives.\n" in pocketparse.Document.__doc__


PARTLY_TOLD = ("Checked", "Claim", "Dialect", "EntryDraft", "Mended", "Page", "Rule")
"""Classes that have docstrings for some of their fields only."""


def test_without_source_the_docstring_is_that_of_the_class(monkeypatch):
    def lost(module):
        raise OSError("source code not available")

    monkeypatch.setattr(inspect, "getsource", lost)
    field_docs.docstrings.cache_clear()
    assert pocketparse.Entry.__doc__ == "One listed thing."
    field_docs.docstrings.cache_clear()


def test_version_is_a_release_number():
    assert pocketparse.__version__.replace(".", "").isalnum()
    assert pocketparse.__version__[0].isdigit()

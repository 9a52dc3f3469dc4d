"""Imports on use: a `__getattr__` for packages, which imports their public names when they are first asked for."""

import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any


def importer(package: str, names: Mapping[str, Iterable[str]]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package (PEP 562).

    Args:
        package: its `__name__`.
        names: its modules, and the names that come from each: `{"rows": ("split",), "frames": ()}`.
    """
    homes = {name: module for module, members in names.items() for name in members}

    def import_on_use(name: str) -> Any:
        if name in homes:
            value = getattr(import_module(f"{package}.{homes[name]}"), name)
            setattr(sys.modules[package], name, value)  # the next time, Python finds it there
            return value
        if name in names:
            return import_module(f"{package}.{name}")
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return import_on_use

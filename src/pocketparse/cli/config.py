"""[tool.pocketparse] of the nearest pyproject.toml: what `lint` is asked for where the command line says nothing."""

import tomllib
from pathlib import Path
from typing import Any

from pocketparse.errors import PocketParseError, UnknownRule
from pocketparse.rules import chosen

KEYS = {"select": list, "ignore": list, "exit-zero": bool}


def settings(folder: Path) -> dict[str, Any]:
    """Return [tool.pocketparse] of the nearest pyproject.toml that has it, from a folder upwards; else an empty table.

    Raises:
        PocketParseError: the file is no TOML, or the table is none, holds something else than KEYS, or names no rule.
    """
    for place in (folder, *folder.parents):
        path = place / "pyproject.toml"
        table = _table(path) if path.is_file() else None
        if table is not None:
            return {name: _checked(path, name, value) for name, value in table.items()}
    return {}


def _table(path: Path) -> dict[str, Any] | None:
    """Return [tool.pocketparse] of a pyproject.toml, None where it has no such table."""
    try:
        table: dict[str, Any] | None = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:  # ValueError: no UTF-8, no TOML, or a number too long
        raise PocketParseError(f"{path}: {error}") from error
    for name in ("tool", "pocketparse"):
        table = (table or {}).get(name)
        if not isinstance(table, dict | None):
            raise PocketParseError(f"{path}: {name} is a table")
    return table


def _checked(path: Path, name: str, value: Any) -> Any:
    if name not in KEYS:
        raise PocketParseError(f"{path}: [tool.pocketparse] has no {name!r}; it has {', '.join(KEYS)}")
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not (is_list if KEYS[name] is list else isinstance(value, bool)):
        raise PocketParseError(f"{path}: {name} is {'a list of codes' if KEYS[name] is list else 'true or false'}")
    try:
        chosen(value if is_list else ())
    except UnknownRule as error:
        raise PocketParseError(f"{path}: {name}: {error}") from error
    return value

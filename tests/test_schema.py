"""The published schema may grow, and nothing else: what was valid stays valid, and readers find what they found."""

import copy
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import pocketparse
from pocketparse import field_docs, json_schema, parse_file
from pocketparse.schema import ID

ROOT = Path(__file__).parents[1]
PUBLISHED = json.loads((ROOT / "tests" / "golden" / "schema_v1_as_published.json").read_text("utf-8"))
"""Version 1 as it was first published. It changes when a new version of the schema replaces it, and not before."""
WORDS = {"title", "description"}


def breaks(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """Yield what a reader of the old schema would trip over: only properties, and values of a word, may be added."""
    if isinstance(old, dict):
        if not isinstance(new, dict):
            yield path
            return
        for key, value in old.items():
            if key in WORDS and isinstance(value, str):
                continue
            if key not in new:
                yield f"{path}/{key}"
            elif key == "required":
                yield from (f"{path}/required/{name}" for name in value if name not in new[key])
            elif key == "enum":
                yield from (f"{path}/enum/{one}" for one in value if one not in new[key])
            else:
                yield from breaks(value, new[key], f"{path}/{key}")
        grown = path.endswith(("/properties", "/$defs")) or path == ""
        yield from (f"{path}/{key}" for key in new.keys() - old.keys() if not grown and key not in WORDS)
    elif old != new:
        yield path


def test_the_schema_has_grown_at_most():
    assert list(breaks(PUBLISHED, json_schema())) == []


def changed(change) -> dict[str, Any]:
    schema = copy.deepcopy(PUBLISHED)
    change(schema["$defs"]["Entry"]["properties"], schema)
    return schema


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda entry, _: entry.pop("stars"), ["/$defs/Entry/properties/stars"]),
        (lambda entry, _: entry["name"].update(type="integer"), ["/$defs/Entry/properties/name/type"]),
        (lambda entry, _: entry["name"].update(maxLength=5), ["/$defs/Entry/properties/name/maxLength"]),
        (lambda _, schema: schema["required"].remove("title"), ["/required/title"]),
        (lambda _, schema: schema.update({"$id": "urn:other"}), ["/$id"]),
        (lambda _, schema: schema["$defs"]["Link"]["properties"]["role"]["enum"].pop(), None),
    ],
)
def test_a_change_that_breaks_readers_is_seen(change, told):
    found = list(breaks(PUBLISHED, changed(change)))
    assert found == told if told else len(found) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda entry, _: entry.update(language={"type": "string", "description": "A new field."}),
        lambda entry, _: entry["name"].update(description="Said better."),
        lambda _, schema: schema["$defs"]["Link"]["properties"]["role"]["enum"].append("footnote"),
        lambda _, schema: schema["required"].append("language"),
    ],
)
def test_a_change_that_adds_is_let_pass(change):
    assert list(breaks(PUBLISHED, changed(change))) == []


def test_the_wheel_holds_the_published_schema():
    shipped = files(pocketparse).joinpath("schemas", "v1.json")
    if not shipped.is_file():
        pytest.skip("an editable install: .ci/run installs the wheel")
    assert json.loads(shipped.read_text("utf-8")) == json_schema()


def test_without_the_source_the_schema_is_the_same_but_for_descriptions(monkeypatch):
    def undescribed(part):
        if not isinstance(part, dict):
            return part
        return {
            key: undescribed(value) for key, value in part.items() if not isinstance(value, str) or key != "description"
        }

    wanted = undescribed(json_schema())
    monkeypatch.setattr(field_docs, "docstrings", lambda module: {})
    assert json_schema() == wanted


def test_the_id_names_the_version():
    document = parse_file(ROOT / "fixtures" / "README.md")
    assert json_schema()["$id"] == ID == f"urn:pocketparse:schema:{document.schema_version}"

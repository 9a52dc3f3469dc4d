"""Document → its JSON Schema (2020-12), described by the records' own docstrings."""

from typing import Any

from pocketparse import contents, field_docs, records
from pocketparse.document import Document

ID = f"urn:pocketparse:schema:{contents.SCHEMA_VERSION}"
"""The `$id` of the schema, which changes with its version only."""
META = "https://json-schema.org/draft/2020-12/schema"
REPEATED = ("title", "default")
"""Keys that pydantic adds to a field and the schema leaves out: a title that repeats its name, and a default, though
every field is written. Before 2.10 it adds a constant as the only value of an enumeration, too."""


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a document as this version writes it.

    Every field is required, since every field is written; further fields are let pass. Where the source is not there,
    as in a program of compiled files, nothing is described.
    """
    model = Document.model_json_schema(mode="serialization")
    words = docstrings()
    definitions = {name: _record(part, words.get(name, {})) for name, part in model["$defs"].items()}
    document = _record(model, words["Document"])
    title = f"pocketparse document, schema {contents.SCHEMA_VERSION}"
    return {"$schema": META, "$id": ID, **document, "title": title, "$defs": definitions}


def docstrings() -> dict[str, dict[str, str]]:
    """Return the docstrings of each record's fields by their names, with its own under ""."""
    of_contents = field_docs.docstrings(contents.__name__)
    return {**of_contents, **field_docs.docstrings(records.__name__), "Document": of_contents.get("Contents", {})}


def _record(part: dict[str, Any], words: dict[str, str]) -> dict[str, Any]:
    """Return the schema of a record with its docstrings as descriptions."""
    told = {name: {"description": text} for name, text in words.items()}
    properties = {
        name: told.get(name, {})
        | {
            key: value
            for key, value in field.items()
            if key not in REPEATED and not (key == "enum" and "const" in field)
        }
        for name, field in part["properties"].items()
    }
    return {
        "title": part["title"],
        **told.get("", {}),
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }

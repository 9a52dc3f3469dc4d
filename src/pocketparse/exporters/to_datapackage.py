"""Document → a folder: CSV files of all its tables, and the datapackage.json (Frictionless) that joins them."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from pocketparse.contents import SCHEMA_VERSION, Contents
from pocketparse.exporters import layout, rows
from pocketparse.exporters.files import Opener
from pocketparse.exporters.to_csv import Sheet
from pocketparse.section_tree import title_of

TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "mapping": "object"}
"""Types of Table Schema, by those of columns; all others are "array"."""


def write(documents: Contents | Iterable[Contents], opener: Opener) -> None:
    """Write one CSV file per table, as to_csv.py does, and the description that joins them by keys.

    Args:
        documents: one Document, or several; the column `source` tells them apart.
        opener: opens a file of the folder by its name.
    """
    sheets = [(table, Sheet(opener(f"{table.name}.csv"), table.columns)) for table in layout.TABLES]
    titles = []
    for source, document in rows.named(documents):
        titles.append(title_of(document))
        for table, sheet in sheets:
            sheet.add(rows.rows(document, source, table))
    text = json.dumps(describe(titles), ensure_ascii=False, indent=2)
    opener("datapackage.json").write(text.encode() + b"\n")


def describe(titles: Sequence[str]) -> dict[str, Any]:
    """Return the descriptor of a package of documents with some titles, by the Data Package standard, version 1.

    In a package of one document its ids are keys. In one of several the source is a part of every key, and only
    the source is a foreign key: validators call a key of which a part is empty a broken one, and most are.
    """
    is_one = len(titles) == 1
    return {
        "profile": "tabular-data-package",
        "name": "pocketparse",
        "title": f"{titles[0] if is_one else 'Curated lists'} as records, schema {SCHEMA_VERSION}",
        "description": "A cell that a spreadsheet would run as a formula has an apostrophe in front, but for anchors.",
        "resources": [_resource(table, is_one) for table in layout.TABLES],
    }


def _resource(table: rows.Table, is_one: bool) -> dict[str, Any]:
    keys = []
    for one in table.references:
        there = layout.find(one.table).key
        if is_one or one.columns == ("source",):
            reference = {"resource": one.table, "fields": _key(there, is_one)}
            keys.append({"fields": _key(one.columns, is_one), "reference": reference})
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "description": table.meaning,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": _key(table.key, is_one),
            "foreignKeys": keys,
        },
    }


def _key(columns: tuple[str, ...], is_one: bool) -> list[str]:
    """Return the columns of a key; in a package of one document the source, which is always the same, is left out."""
    return [name for name in columns if name != "source" or not is_one or len(columns) == 1]


def _field(column: rows.Column) -> dict[str, str]:
    """Return the description of a column."""
    return {"name": column.name, "type": TYPES.get(column.type, "array"), "description": column.meaning}

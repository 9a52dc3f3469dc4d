"""Documents → tables in memory, of pyarrow, pandas or polars: types are those of layout.py, nested, never inferred."""

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from pocketparse.contents import SCHEMA_VERSION, Contents
from pocketparse.errors import MissingExtra
from pocketparse.exporters import layout, rows

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

METADATA = "pocketparse"
"""Key of the Arrow schema's metadata: JSON of the schema version and the rows of the table "documents"."""


def to_arrow(documents: Contents | Iterable[Contents], table: str = "entries") -> "pyarrow.Table":
    """Return a pyarrow Table; lists are lists, attributes a map, links a list of structs.

    The schema's metadata holds under "pocketparse" a JSON object: the schema version, and the rows of the table
    "documents". Every field has its description.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownTable: no table has that name.
    """
    chosen = layout.find(table)
    lists: list[dict[str, Any]] = []
    columns = _columns(documents, chosen, lists)
    return arrow_table(chosen.columns, columns, {"schema_version": SCHEMA_VERSION, "documents": lists})


def arrow_table(columns: Sequence[rows.Column], values: Sequence[list[Any]], about: dict[str, Any]) -> "pyarrow.Table":
    """Return a pyarrow Table of values, a list for each column; `about` goes to the schema's metadata, as JSON.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pa = needed("pyarrow", "arrow")
    schema = arrow_schema(columns, about)
    arrays = [pa.array(column, field.type) for column, field in zip(values, schema, strict=True)]
    return pa.table(arrays, schema=schema)


def arrow_schema(columns: Sequence[rows.Column], about: dict[str, Any]) -> "pyarrow.Schema":
    """Return the Arrow schema of a table of these columns; `about` goes to its metadata, as JSON.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    pa = needed("pyarrow", "arrow")
    plain = {"text": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "texts": pa.list_(pa.string())}
    links = pa.struct([pa.field(column.name, plain[column.type]) for column in layout.LINK])
    types = plain | {
        "lists": pa.list_(plain["texts"]),
        "mapping": pa.map_(pa.string(), pa.string()),
        "links": pa.list_(links),
    }
    fields = [pa.field(one.name, types[one.type], metadata={"description": one.meaning}) for one in columns]
    return pa.schema(fields, metadata={METADATA: json.dumps(about, ensure_ascii=False)})


def to_pandas(documents: Contents | Iterable[Contents], table: str = "entries") -> "pandas.DataFrame":
    """Return a pandas DataFrame with a plain index from 0.

    Text is of dtype "string", whole numbers are "Int64", booleans "bool"; lists and mappings are Python's own in
    columns of dtype object, links as dictionaries.

    Raises:
        MissingExtra: pandas is not installed.
        UnknownTable: no table has that name.
    """
    pd = needed("pandas", "pandas")
    chosen = layout.find(table)
    types = {"text": "string", "integer": "Int64", "boolean": "bool"}
    columns = zip(chosen.columns, _columns(documents, chosen), strict=True)
    series = {column.name: pd.Series(values, dtype=types.get(column.type, "object")) for column, values in columns}
    return cast("pandas.DataFrame", pd.DataFrame(series))


def to_polars(documents: Contents | Iterable[Contents], table: str = "entries") -> "polars.DataFrame":
    """Return a polars DataFrame; lists are lists, attributes a list of key and value, links a list of structs.

    Raises:
        MissingExtra: polars is not installed.
        UnknownTable: no table has that name.
    """
    pl = needed("polars", "polars")
    chosen = layout.find(table)
    plain = {"text": pl.String, "integer": pl.Int64, "boolean": pl.Boolean, "texts": pl.List(pl.String)}
    types = plain | {
        "lists": pl.List(plain["texts"]),
        "mapping": pl.List(pl.Struct({"key": pl.String, "value": pl.String})),
        "links": pl.List(pl.Struct({column.name: plain[column.type] for column in layout.LINK})),
    }
    found = []
    for column, values in zip(chosen.columns, _columns(documents, chosen), strict=True):
        cells = [_pairs(value) for value in values] if column.type == "mapping" else values
        found.append(pl.Series(column.name, cells, types[column.type]))
    return cast("polars.DataFrame", pl.DataFrame(found))


def needed(module: str, extra: str) -> Any:
    """Return an imported package.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        advice = f"pip install 'pocketparse[{extra}]' brings it, in a checkout pip install '.[{extra}]'"
        raise MissingExtra(f"{error.name} is not installed; {advice}") from error


def _columns(
    documents: Contents | Iterable[Contents], table: rows.Table, lists: list[dict[str, Any]] | None = None
) -> list[list[Any]]:
    """Return a list of values for each column, links as dictionaries; append each document's own row to `lists`."""
    about = layout.find("documents")
    found: list[tuple[Any, ...]] = []
    for source, document in rows.named(documents):
        found += rows.values(document, source, table)
        if lists is not None:
            names = [column.name for column in about.columns]
            lists += [dict(zip(names, row, strict=True)) for row in rows.values(document, source, about)]
    return columns_of(found, table)


def columns_of(found: Sequence[tuple[Any, ...]], table: rows.Table) -> list[list[Any]]:
    """Return a list of values for each column of a table, from its rows, links as dictionaries."""
    columns = [list(column) for column in zip(*found, strict=True)] if found else [[] for _ in table.columns]
    names, read = [column.name for column in layout.LINK], attrgetter(*(column.path for column in layout.LINK))
    for at, column in enumerate(table.columns):
        if column.type == "links":
            columns[at] = [[dict(zip(names, read(link), strict=True)) for link in links] for links in columns[at]]
    return columns


def _pairs(mapping: dict[str, str]) -> list[dict[str, str]]:
    return [{"key": key, "value": value} for key, value in mapping.items()]

"""parse_batches(): Arrow batches of texts → Arrow batches of records, as Spark, Ray and Dask hand them on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pocketparse.contents import SCHEMA_VERSION
from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.errors import SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import How

if TYPE_CHECKING:
    import pyarrow

    from pocketparse.exporters.rows import Table

UNNAMED = "unnamed"
STRINGS = frozenset(("string", "large_string", "string_view", "null"))
"""Names of the Arrow types that a column of texts may have; "null" is that of a column without values."""


def batch_schema(table: str = "entries") -> "pyarrow.Schema":
    """Return the Arrow schema of what `parse_batches` yields: the columns of a table of docs/tables.md.

    Raises:
        MissingExtra: pyarrow is not installed.
        UnknownTable: no table has that name.
    """
    from pocketparse.exporters import layout
    from pocketparse.exporters.frames import arrow_schema

    return arrow_schema(layout.find(table).columns, {"schema_version": SCHEMA_VERSION})


def parse_batches(
    batches: "Iterable[pyarrow.RecordBatch]",
    *,
    table: str = "entries",
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> "Iterator[pyarrow.RecordBatch]":
    """Read the lists of Arrow batches, and yield one batch of records for each.

    This is what Spark's `mapInArrow` takes; see docs/cluster.md for Ray and Dask. Memory holds one batch and its
    records at a time.

    Args:
        batches: with a column `text` of strings, a list's README each, and if there is one a column `name` of
            strings, which becomes `source`; other columns are left out. A text that is null has no records.
        table: name of one of exporters.layout.TABLES.
        dialects: as for `parse`.
        limits: how much of each text is read at the most.

    Returns:
        Batches of `batch_schema(table)`, read when they are asked for. `source` is the name as it is, so that names
        have to be unique where it is to be a key.

    Raises:
        MissingExtra: pyarrow is not installed.
        SourceError: a batch has no column `text`, or it or `name` holds no strings.
        TypeError: what is given is a table or one batch, or holds something else than batches.
        UnknownTable: no table has that name.
        UnknownDialect: `dialects` names an unknown dialect.
    """
    from pocketparse.exporters import layout

    return _parsed(batches, batch_schema(table), layout.find(table), How(named(dialects), limits))


def _parsed(
    batches: "Iterable[pyarrow.RecordBatch]",
    schema: "pyarrow.Schema",
    chosen: "Table",
    how: How,
) -> "Iterator[pyarrow.RecordBatch]":
    """Yield a batch of records for each batch of texts."""
    from pocketparse.exporters.frames import columns_of, needed

    pa = needed("pyarrow", "arrow")
    if isinstance(batches, pa.Table | pa.RecordBatch):  # which both are iterables, of columns
        advice = "table.to_batches()" if isinstance(batches, pa.Table) else "put it in a list"
        raise TypeError(f"batches are several of Arrow's RecordBatch, not one {type(batches).__name__}: {advice}")
    for batch in batches:
        if not isinstance(batch, pa.RecordBatch):
            raise TypeError(f"batches are of Arrow's RecordBatch, not {type(batch).__name__}")
        if "text" not in batch.schema.names:
            raise SourceError(f"a batch has no column 'text', but {', '.join(batch.schema.names) or 'none'}")
        texts = _strings(batch, "text")
        names = _strings(batch, "name") if "name" in batch.schema.names else [None] * len(texts)
        found = [
            row
            for text, name in zip(texts, names, strict=True)
            if text is not None
            for row in _rows(text, name, chosen, how)
        ]
        arrays = [pa.array(column, field.type) for column, field in zip(columns_of(found, chosen), schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _strings(batch: "pyarrow.RecordBatch", name: str) -> list[str | None]:
    """Return the strings of a column, which may be dictionary-encoded, or of type null where it holds nulls alone."""
    column = batch.column(name)
    if hasattr(column, "dictionary_decode"):
        column = column.dictionary_decode()
    if str(column.type) not in STRINGS:
        raise SourceError(f"the column {name!r} holds {column.type}, not strings: decode it before")
    strings: list[str | None] = column.to_pylist()
    return strings


def _rows(text: str, name: str | None, table: "Table", how: How) -> Iterator[tuple[object, ...]]:
    from pocketparse.exporters.rows import values

    return values(how.contents(text, name=name), name or UNNAMED, table)

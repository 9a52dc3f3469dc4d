"""parse_batches(): Arrow batches of texts → Arrow batches of records, as Spark, Ray and Dask hand them on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from pocketparse.dialects import DIALECTS, Dialect, named
from pocketparse.document import SCHEMA_VERSION
from pocketparse.errors import SourceError
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import parse

if TYPE_CHECKING:
    import pyarrow

    from pocketparse.exporters.rows import Table

UNNAMED = "unnamed"


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
        SourceError: a batch has no column `text`, or it holds no strings.
        UnknownTable: no table has that name.
        UnknownDialect: a name in `dialects` is none.
    """
    from pocketparse.exporters import layout

    return _parsed(batches, batch_schema(table), layout.find(table), named(dialects), limits)


def _parsed(
    batches: "Iterable[pyarrow.RecordBatch]",
    schema: "pyarrow.Schema",
    chosen: "Table",
    dialects: Sequence[Dialect],
    limits: Limits,
) -> "Iterator[pyarrow.RecordBatch]":
    """Yield a batch of records for each batch of texts."""
    from pocketparse.exporters.frames import columns_of, needed

    pa = needed("pyarrow", "arrow")
    for batch in batches:
        if "text" not in batch.schema.names:
            raise SourceError(f"a batch has no column 'text', but {', '.join(batch.schema.names) or 'none'}")
        texts = batch.column("text")
        if not (pa.types.is_string(texts.type) or pa.types.is_large_string(texts.type)):
            raise SourceError(f"the column 'text' holds {texts.type}, not strings: decode it before")
        names = batch.column("name") if "name" in batch.schema.names else [None] * len(texts)
        found = [
            row
            for text, name in zip(texts, names, strict=True)
            if text.is_valid
            for row in _rows(text.as_py(), name.as_py() if name is not None else None, chosen, dialects, limits)
        ]
        arrays = [pa.array(column, field.type) for column, field in zip(columns_of(found, chosen), schema, strict=True)]
        yield pa.RecordBatch.from_arrays(arrays, schema=schema)


def _rows(
    text: str, name: str | None, table: "Table", dialects: Sequence[Dialect], limits: Limits
) -> Iterator[tuple[object, ...]]:
    from pocketparse.exporters.rows import values

    return values(parse(text, dialects=dialects, name=name, limits=limits), name or UNNAMED, table)

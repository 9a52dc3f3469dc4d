"""parse_batches(): what goes in and out, and the same by Spark, Ray and Dask where they are installed."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from pocketparse import SourceError, UnknownDialect, UnknownTable, batch_schema, parse, parse_batches
from pocketparse.exporters.layout import TABLES

FIXTURE = (Path(__file__).parents[1] / "fixtures/README.md").read_bytes().decode()
SHED = "# Shed\n\n- [Saw](https://example.org/saw) - Cuts.\n- [Axe](https://example.org/axe) - Fells.\n"
TEXTS = [SHED, FIXTURE, "", None, SHED]
NAMES = ["shed", "pocket", None, "null", "again"]


def readmes() -> pa.Table:
    return pa.table({"name": NAMES, "text": TEXTS, "stars": list(range(len(TEXTS)))})


def expected(table: str = "entries") -> list[dict[str, object]]:
    found = []
    for name, text in zip(NAMES, TEXTS, strict=True):
        if text is not None:
            part = parse(text, name=name or "unnamed").to_arrow(table).to_pylist()
            found += part
    return found


def test_records_come_back_batch_by_batch():
    batches = list(parse_batches(readmes().to_batches(max_chunksize=2)))
    assert [batch.num_rows for batch in batches] == [56, 0, 2]
    assert all(batch.schema.equals(batch_schema(), check_metadata=True) for batch in batches)
    assert pa.Table.from_batches(batches).to_pylist() == expected()


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_table(table):
    (batch,) = parse_batches(readmes().combine_chunks().to_batches(), table=table)
    assert batch.to_pylist() == expected(table)


def test_names_may_be_missing_and_strings_large():
    given = pa.table({"text": pa.array([SHED], pa.large_string())}).to_batches()
    (batch,) = parse_batches(given, dialects=["bullet"])
    assert batch.column("source").to_pylist() == ["unnamed", "unnamed"]


def test_texts_may_all_be_null_or_encoded_by_a_dictionary():
    nulls, encoded = pa.array([None, None]), pa.array([SHED, SHED]).dictionary_encode()
    batches = [pa.RecordBatch.from_pydict({"text": texts, "name": ["a", "b"]}) for texts in (nulls, encoded)]
    assert [batch.num_rows for batch in parse_batches(batches)] == [0, 4]


def test_what_is_no_batches_is_told_what_to_give():
    for given, told in (
        (readmes(), r"several of Arrow's RecordBatch, not one Table: table\.to_batches\(\)$"),
        (readmes().to_batches()[0], "several of Arrow's RecordBatch, not one RecordBatch: put it in a list$"),
        ([readmes()], "of Arrow's RecordBatch, not Table$"),
    ):
        with pytest.raises(TypeError, match=f"^batches are {told}"):
            list(parse_batches(given))


def test_nothing_is_read_before_it_is_asked_for():
    def endless():
        while True:
            yield from readmes().to_batches()

    assert next(parse_batches(endless())).num_rows == 58


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"readme": [SHED]}, "a batch has no column 'text', but readme"),
        ({}, "a batch has no column 'text', but none"),
        ({"text": [SHED.encode()]}, "the column 'text' holds binary, not strings: decode it before"),
        ({"text": [[SHED]]}, "the column 'text' holds list<item: string>, not strings: decode it before"),
        ({"text": [SHED], "name": [1]}, "the column 'name' holds int64, not strings: decode it before"),
    ],
)
def test_what_is_no_text_is_told(columns, message):
    batch = pa.RecordBatch.from_pydict(columns)
    with pytest.raises(SourceError, match=message):
        list(parse_batches([batch]))


def test_what_is_asked_for_has_to_be_there():
    with pytest.raises(UnknownTable):
        batch_schema("nope")
    with pytest.raises(UnknownTable):
        parse_batches([], table="nope")
    with pytest.raises(UnknownDialect):
        parse_batches([], dialects=["nope"])


# Clusters: each on this machine, with two workers ----------------------------------------------------------------


def installed(package: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not importlib.util.find_spec(package), reason=f"{package} is not installed")


def entries(table: pa.Table) -> pa.Table:
    return pa.Table.from_batches(parse_batches(table.to_batches()), batch_schema())


def sorted_rows(rows):
    return sorted(rows, key=lambda row: (row["source"], row["start"]))


@pytest.mark.cluster
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
@installed("pyspark")
@pytest.mark.skipif(not shutil.which("java"), reason="Spark takes Java")
def test_spark(tmp_path, monkeypatch):
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema

    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    spark = builder.config("spark.sql.warehouse.dir", str(tmp_path)).getOrCreate()
    try:
        rows = list(zip(NAMES, TEXTS, strict=True))
        frame = spark.createDataFrame(rows, "name string, text string").repartition(2)
        made = frame.mapInArrow(parse_batches, from_arrow_schema(batch_schema())).collect()
        names = [(row["source"], row["id"], row["url"], row["start"], len(row["links"])) for row in made]
    finally:
        spark.stop()
    assert sorted(names) == sorted(
        (row["source"], row["id"], row["url"], row["start"], len(row["links"])) for row in expected()
    )


@pytest.mark.cluster
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
@installed("ray")
def test_ray(monkeypatch):
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    def read(table: pa.Table) -> pa.Table:  # pickled as it is: the workers know no module of tests
        return pa.Table.from_batches(parse_batches(table.to_batches()), batch_schema())

    ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False)
    try:
        dataset = ray.data.from_arrow(readmes().drop_columns(["stars"])).repartition(2)
        made = dataset.map_batches(read, batch_format="pyarrow").take_all()
    finally:
        ray.shutdown()
    shown = [(row["source"], row["id"], row["start"]) for row in sorted_rows(made)]
    assert shown == [(row["source"], row["id"], row["start"]) for row in sorted_rows(expected())]


@pytest.mark.cluster
@pytest.mark.timeout(300)
@pytest.mark.filterwarnings("ignore")
@installed("dask")
def test_dask():
    import dask.dataframe

    def partition(part):
        return entries(pa.Table.from_pandas(part, preserve_index=False)).to_pandas()

    frame = dask.dataframe.from_pandas(readmes().drop_columns(["stars"]).to_pandas(), npartitions=2)
    made = frame.map_partitions(partition, meta=batch_schema().empty_table().to_pandas()).compute(scheduler="threads")
    shown = sorted(zip(made["source"], made["id"], made["start"], strict=True))
    assert shown == sorted((row["source"], row["id"], row["start"]) for row in expected())

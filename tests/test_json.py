"""JSON is the record contract as it stands."""

import io
import json
from pathlib import Path

import pytest

from pocketparse import Document, UnknownExporter, exporters, parse, parse_file
from pocketparse.exporters import EXPORTERS, write

FIXTURE = Path(__file__).parents[1] / "fixtures" / "README.md"
MODULES = Path(exporters.__file__).parent.glob("to_*.py")


def written(documents, **options):
    out = io.BytesIO()
    write(documents, out, format="json", **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def document():
    return parse_file(FIXTURE)


@pytest.mark.parametrize("indent", [0, 1, 2, 4])
def test_one_document_is_an_object_that_reads_back(document, indent):
    data = written(document, indent=indent)
    assert Document.from_json(data) == document
    assert data.endswith(b"}\n")
    assert data.count(b"\n") == (1 if indent == 0 else data[:-1].count(b"\n" + b" " * indent) + 2)


@pytest.mark.parametrize("indent", [0, 2])
def test_it_is_what_the_model_says(document, indent):
    assert written(document, indent=indent).decode() == document.model_dump_json(indent=indent or None) + "\n"


def test_the_layout_is_that_of_the_json_module(document):
    data = written(document).decode()
    assert data == json.dumps(json.loads(data), indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize("number", [0, 1, 2, 3])
@pytest.mark.parametrize("indent", [0, 2])
def test_several_documents_are_an_array(document, number, indent):
    documents = [parse(f"# {number}\n\nOne.\n\nTwo.\n") for number in range(number)]
    data = written(documents, indent=indent).decode()
    records = json.loads(data)
    assert [Document.model_validate(record) for record in records] == documents
    separators = None if indent else (",", ":")
    assert data == json.dumps(records, indent=indent or None, ensure_ascii=False, separators=separators) + "\n"


def test_documents_may_come_one_by_one(document):
    assert written(iter([document, document])) == written([document, document])


def test_characters_stay_as_they_are(document):
    assert document.title is not None
    assert not document.title.isascii()
    assert document.title.encode() in written(document)


def test_a_path_is_written_as_its_suffix_says(document, tmp_path):
    write(document, tmp_path / "out.JSON", indent=1)
    assert (tmp_path / "out.JSON").read_bytes() == written(document, indent=1)
    write(document, str(tmp_path / "out.csv"), format="json", indent=1)
    assert (tmp_path / "out.csv").read_bytes() == written(document, indent=1)


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        (None, "", "json"),
        (None, "no_suffix", "json"),
        (None, "a.b/no_suffix", "json"),
        (None, "x.json", "json"),
        (None, "x.json.GZ", "json"),
        (None, "x.jsonl", "jsonl"),
        (None, "x.chunks.jsonl.gz", "chunks"),
        (None, "my-llms.txt", "llms"),
        (None, "out/", "csv"),
        (None, Path("x.CSV"), "csv"),
        ("csv", "x.json", "csv"),
        ("json", "x.unknown", "json"),
    ],
)
def test_a_format_is_found_by_name_else_by_suffix(name, path, found):
    assert EXPORTERS.find(name, path).name == found


@pytest.mark.parametrize(
    ("name", "path", "asked"),
    [("yaml", "", "unknown format 'yaml'"), (None, "x.tar.gz", "x.tar.gz: no format has the suffix '.tar'")],
)
def test_an_unknown_format_is_told_with_the_known_ones(name, path, asked):
    with pytest.raises(UnknownExporter) as error:
        EXPORTERS.find(name, path)
    assert str(error.value) == f"{asked}; the formats are {EXPORTERS.known()}"


def test_the_known_formats_are_told_once_each():
    assert EXPORTERS.known().startswith(
        "json (.json), chunks (.chunks.jsonl), jsonl (.jsonl .ndjson), csv (.csv /), parquet ("
    )


def test_every_exporter_is_registered():
    modules = {f"{exporters.__name__}.{path.stem}" for path in MODULES}
    assert modules == {exporter.module for exporter in EXPORTERS}
    suffixes = [suffix for exporter in EXPORTERS for suffix in exporter.suffixes]
    assert len(suffixes) == len(set(suffixes))

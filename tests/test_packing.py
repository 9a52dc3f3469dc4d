"""packing.py: what is unpacked is what was packed, and equal to the last field."""

from pathlib import Path

import pytest

from pocketparse import parse
from pocketparse.document import document_of
from pocketparse.packing import from_bytes, to_bytes

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "cases").glob("*/*.md"))
assert CASES


def passed_on(document):
    """Return a document as another process gets it."""
    contents, error = from_bytes(to_bytes(document, None))
    assert error is None
    return document_of(contents)


@pytest.mark.parametrize(
    "path", [ROOT / "fixtures/README.md", *CASES], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_what_is_unpacked_is_what_was_packed(path):
    document = parse(path.read_bytes().decode("utf-8"), name=path.name)
    again = passed_on(document)
    assert again == document
    assert again.model_dump_json() == document.model_dump_json()
    assert type(again.entries) is type(document.entries)


def test_an_empty_document():
    assert passed_on(parse("")) == parse("")


def test_unpacked_records_are_frozen():
    document = passed_on(parse((ROOT / "fixtures/README.md").read_text("utf-8")))
    with pytest.raises(AttributeError):
        document.entries[0].links[0].url = "https://example.org/other"

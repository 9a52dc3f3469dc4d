"""packing.py: what is unpacked is what was packed, and equal to the last field."""

import pickle
from pathlib import Path

import pytest

from pocketparse import parse
from pocketparse.packing import pack, unpack

ROOT = Path(__file__).parents[1]
CASES = sorted((ROOT / "tests" / "cases").glob("*/*.md"))
assert CASES


@pytest.mark.parametrize(
    "path", [ROOT / "fixtures/README.md", *CASES], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_what_is_unpacked_is_what_was_packed(path):
    document = parse(path.read_bytes().decode("utf-8"), name=path.name)
    again = unpack(pickle.loads(pickle.dumps(pack(document))))
    assert again == document
    assert again.model_dump_json() == document.model_dump_json()
    assert type(again.entries) is type(document.entries)


def test_an_empty_document():
    assert unpack(pack(parse(""))) == parse("")


def test_unpacked_records_are_frozen():
    document = unpack(pack(parse((ROOT / "fixtures/README.md").read_text("utf-8"))))
    with pytest.raises(AttributeError):
        document.entries[0].links[0].url = "https://example.org/other"

"""Long in, structured out: every tests/cases/<dialect>/<name>.md gives the document in <name>.yml."""

from pathlib import Path
from typing import Any

import pytest

import pocketparse
from pocketparse import Document, dialects, parse

CASES = sorted((Path(__file__).parent / "cases").glob("*/*.md"))
assert CASES, "no cases found"


def name_of(case: Path) -> str:
    return f"{case.parent.name}/{case.stem}"


def reviewable(document: Document) -> dict[str, Any]:
    """Return a document as data that a human can review.

    Empty fields are left out, a span is `12-14 @ 310:402` (lines, offsets), a text of several lines is the
    list of them.
    """

    def short(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"line", "end_line", "start", "end"}:
            return "{line}-{end_line} @ {start}:{end}".format(**value)
        if isinstance(value, dict):
            said = {
                key: field for key, field in value.items() if field is not False and field not in (None, "", [], {})
            }
            return {key: short(field) for key, field in said.items()}
        if isinstance(value, list):
            return [short(item) for item in value]
        return value.split("\n") if isinstance(value, str) and "\n" in value else value

    return short(document.model_dump(mode="json"))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_case(case, data_regression):
    document = parse(case.read_bytes().decode("utf-8"))
    data_regression.check(reviewable(document), fullpath=case.with_suffix(".yml"))


def test_every_dialect_is_registered_and_has_a_case():
    files = {path.stem for path in Path(dialects.__file__).parent.glob("*.py")} - {"__init__", "base"}
    registered = {dialect.name for dialect in pocketparse.DIALECTS}
    assert files == registered
    assert {case.parent.name for case in CASES} - {"masthead"} == registered


def test_every_golden_has_a_case():
    goldens = sorted((Path(__file__).parent / "cases").glob("*/*.yml"))
    assert [golden.with_suffix(".md") for golden in goldens] == CASES

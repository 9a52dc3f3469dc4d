"""The 208 versions of the flagship README, and other people's lists, where the corpus stands beside the checkout."""

import csv
import importlib.util
import io
import json
from pathlib import Path
from types import ModuleType

import laws
import pytest
from conftest import CORPUS, VERSIONS

from pocketparse import Document

GOLDEN = Path(__file__).parent / "golden" / "versions.csv"
LABELLED = (2, 10, 55, 69, 85, 121, 181)
SCORER = CORPUS.parent / "tools" / "score_pocket.py"
FULL = 1.0
FLOOR = 0.998

pytestmark = [pytest.mark.corpus, pytest.mark.timeout(600)]  # parses 43 MB


def counts(number: int, document: Document) -> dict[str, int]:
    """Return the numbers that the golden table keeps of a version."""
    return {
        "version": number,
        "sections": len(document.sections),
        "entries": len(document.entries),
        "links": sum(len(entry.links) for entry in document.entries),
        "starred": sum(entry.starred for entry in document.entries),
        "stars": sum(entry.stars is not None for entry in document.entries),
        "cells": len(document.index),
        "matched": sum(item.entry is not None for item in document.index),
        "articles": len(document.articles),
        "passages": len(document.passages),
        "diagnostics": len(document.diagnostics),
    }


def test_laws_hold_on_every_version(versions):
    assert len(versions) == VERSIONS
    broken = {
        version.number: told for version in versions if (told := laws.broken_laws(version.text, version.document))
    }
    assert broken == {}


def test_counts_of_every_version(versions, request):
    """Compare with the golden table; `--regen-all` writes it."""
    rows = [counts(version.number, version.document) for version in versions]
    out = io.StringIO()
    table = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    if request.config.getoption("regen_all"):
        GOLDEN.write_text(out.getvalue(), encoding="utf-8")
    assert out.getvalue().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()
    assert sum(row["entries"] for row in rows) >= 53_000


def test_index_and_entries_name_each_other_since_version_121(versions):
    for version in versions[120:]:
        document = version.document
        assert len(document.index) == len(document.entries), version
        assert len([item for item in document.index if item.entry is None]) == 1, version
        assert len([entry for entry in document.entries if not entry.groups]) == 1, version


def test_every_version_is_read_by_the_dialects_of_the_flagship(versions):
    assert {entry.dialect for version in versions for entry in version.document.entries} == {"heading"}


@pytest.mark.parametrize("number", [1, 27, 69, 121, 208])
def test_laws_that_take_a_second_parse(versions, number):
    version = versions[number - 1]
    assert laws.broken_by_parsing_again(version.text, version.document) == []


@pytest.fixture(scope="session")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip(f"no scorer at {SCORER}")
    spec = importlib.util.spec_from_file_location("score_pocket", SCORER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("number", LABELLED)
def test_score_of_a_labelled_version(versions, scorer, number):
    gold = json.loads((CORPUS / "pocket" / "gold" / f"{number:03}.json").read_text(encoding="utf-8"))
    found = json.loads(versions[number - 1].document.model_dump_json())
    result, _ = scorer.score(gold, scorer.from_contract(found))
    assert result["overall"] >= FLOOR
    assert [result[kind]["f1"] for kind in ("sections", "entries", "entry_links")] == [FULL] * 3
    fields = result["entries"]["fields"]
    assert [fields[name]["of_gold"] for name in ("starred", "star_count", "tags")] == [FULL] * 3


def test_laws_hold_on_other_lists(lists):
    found = {name: laws.broken_laws(one.text, one.document) for name, one in lists.items()}
    broken = {name: told for name, told in found.items() if told}
    assert broken == {}


def test_who_looks_first_changes_nothing_on_other_lists(lists):
    labelled = {name: one for name, one in lists.items() if name.startswith("lists/")}
    assert labelled
    assert [name for name, one in labelled.items() if [*laws.changed_by_looking(one.text, one.document)]] == []

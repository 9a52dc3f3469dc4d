"""Other people's lists: what is found on those with ground truth, and how much on those without."""

import importlib.util
import json
from collections import Counter
from pathlib import Path

import pytest
from laws import WORD, lost_words, normalised

SHARED = Path(__file__).parents[2] / "shared"
TRUTHS = sorted(SHARED.glob("corpus/lists/*/truth.json"))
GOLDEN = Path(__file__).parent / "golden" / "lists.csv"
FLOORS = {"bullet": 99, "table": 97, "html": 95, "heading": 95, "mixed": 95}
"""Mean F1 of the lists of a dialect, in per cent."""

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.timeout(600),
    pytest.mark.skipif(not TRUTHS, reason="no ../shared/corpus beside this checkout"),
]


@pytest.fixture(scope="module")
def scores(lists):
    path = SHARED / "tools" / "score_lists.py"
    spec = importlib.util.spec_from_file_location("score_lists", path)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    found = {}
    for truth in TRUTHS:
        document = lists[f"lists/{truth.parent.name}/README.md"].document
        predicted = scorer.from_contract(json.loads(document.model_dump_json()))
        found[truth.parent.name] = scorer.score(json.loads(truth.read_text("utf-8")), predicted)
    return found


def mean(values):
    values = list(values)
    return 100 * sum(values) / len(values)


def test_lists_with_truth_are_read_as_well_as_promised(scores):
    assert mean(score["f1"] for score in scores.values()) >= 97
    assert mean(score["overall"] for score in scores.values()) >= 92
    assert {name: score["f1"] for name, score in scores.items() if score["f1"] < 0.85} == {}


@pytest.mark.parametrize("dialect", FLOORS)
def test_each_dialect_is_read_as_well_as_promised(scores, dialect):
    assert mean(score["f1"] for score in scores.values() if score["dialect"] == dialect) >= FLOORS[dialect]


def test_hardly_a_word_of_an_entry_is_lost(lists):
    """Labels of fields and of what is folded, numbers of items, badges of figures are: a hundredth, told in docs/."""
    texts = {name: normalised(one.text) for name, one in lists.items()}
    lost = {name: len(lost_words(text, lists[name].document)) for name, text in texts.items()}
    words = {
        name: sum(len(WORD.findall(text[one.span.start : one.span.end])) for one in lists[name].document.entries)
        for name, text in texts.items()
    }
    assert sum(lost.values()) < 0.01 * sum(words.values())
    assert {name for name in lists if lost[name] > 0.15 * words[name]} == set()


def test_counts_of_every_list(lists, request):
    rows = ["list,sections,entries,links,stars,index,articles,passages,diagnostics,dialects"]
    for name, one in lists.items():
        document = one.document
        dialects = Counter(entry.dialect for entry in document.entries)
        counts = (
            len(document.sections),
            len(document.entries),
            sum(len(entry.links) for entry in document.entries),
            sum(entry.stars is not None for entry in document.entries),
            len(document.index),
            len(document.articles),
            len(document.passages),
            len(document.diagnostics),
            " ".join(f"{dialect}:{count}" for dialect, count in sorted(dialects.items())),
        )
        rows.append(",".join(map(str, (name.removesuffix(".md"), *counts))))
    table = "\n".join(rows) + "\n"
    if request.config.getoption("regen_all"):
        GOLDEN.write_text(table, encoding="utf-8")
    assert table == GOLDEN.read_text(encoding="utf-8")

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
SCORES = Path(__file__).parents[1] / "docs" / "scores.md"
COLUMNS = {"F1": "f1", "names": "name", "descriptions": "desc_sim", "overall": "overall"}
"""What docs/scores.md calls the figures of the scorer."""
ROUNDED = 0.0501
"""Per cent that a printed figure may be above the measured one."""

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


def told():
    """The figures that docs/scores.md tells of each list, in per cent."""
    table = SCORES.read_text("utf-8").partition("Each list:")[2].strip().split("\n\n")[0]
    header, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.split("\n"))
    return {row[0]: dict(zip(header, row, strict=True)) for row in rows}


def test_every_list_is_read_as_well_as_told(scores):
    assert set(told()) == set(scores)
    worse = {
        (name, column): (figures[column], score)
        for name, figures in told().items()
        for column, key in COLUMNS.items()
        if (score := 100 * scores[name][key]) < float(figures[column]) - ROUNDED
    }
    assert worse == {}


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

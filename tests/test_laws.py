"""The laws of docs/records.md on every case, on fixtures/README.md and on generated Markdown."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hazards
import laws
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it.utils import read_fixture_file

from pocketparse import Document, Entries, Entry, parse, parse_file

TESTS = Path(__file__).parent
README = TESTS.parent / "fixtures" / "README.md"
FILES = [README, *sorted((TESTS / "cases").glob("*/*.md"))]
assert README.exists()
assert len(FILES) > 1, "no cases found"
ROOMS = ("behind", "blurbs", "citations", "markers", "names", "stars", "titles", "venues")
"""Files of short cases whose inputs are lines of lists."""
SHORT = [
    line
    for room in ROOMS
    for _, _, lines, _ in read_fixture_file(TESTS / "cases" / f"{room}.md")
    for line in lines.splitlines()
    if line.strip()
]

SLOW = settings(
    max_examples=400,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example, HealthCheck.data_too_large],
)


def broken(text: str) -> list[str]:
    """Return what is wrong with the document of a text, by every law."""
    document = parse(text)
    return laws.broken_laws(text, document) + laws.broken_by_parsing_again(text, document)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_laws_hold(path):
    assert broken(path.read_bytes().decode("utf-8")) == []


def test_places_in_a_paragraph_of_many_lines():
    text = "# T\n\n" + "".join(f"see https://example.org/{n} and\n" for n in range(200))
    assert broken(text) == []
    card = f"# T\n\n## S\n\n### A\n- https://a.example\n\n{text[5:]}\n### B\n- https://b.example\n\nText.\n"
    first, *links = parse(card).entries[0].links
    assert first.span.line == 6
    assert [link.span.line for link in links] == list(range(8, 208))


DEEP = {
    "details": "<details><summary>a</summary>\n\n{}- [a](https://example.org) - d\n\n</details>\n\n",
    "HTML lists": "<ul><li>{}a https://example.org</li></ul>",
    "quotes": "> {}a https://example.org",
    "bold": "<b>{}a https://example.org</b>",
    "links": "[{}a](https://example.org)",
}


def nested(shape: str, depth: int) -> str:
    before, _, after = shape.partition("{}")
    return before * depth + after * depth


@pytest.mark.parametrize("shape", DEEP.values(), ids=DEEP)
def test_what_is_nested_deeply_is_read(shape):
    text = "# T\n\n" + nested(shape, 1200)
    assert laws.broken_laws(text, parse(text)) == []


def test_bullets_nested_deeply_are_read():
    text = "# T\n\n" + "".join(f"{' ' * 2 * depth}- [a](https://example.org/{depth}) - b\n" for depth in range(1100))
    document = parse(text)
    assert laws.broken_laws(text, document) == []
    assert len(document.entries) > 1


def test_as_many_levels_as_people_write_are_kept():
    text = "".join(f"{' ' * 2 * depth}- [a{depth}](https://example.org/{depth}) - b\n" for depth in range(30))
    entries = parse(f"# T\n\n{text}- [b](https://example.org/b) - b\n").entries
    assert [entry.parent for entry in entries][:3] == [None, "a0", "a1"]
    assert len(entries) == 31


def test_fixture_holds_every_record_and_most_fields():
    document = parse_file(README)
    for name in Document.model_fields:
        assert getattr(document, name), f"fixtures/README.md shows no {name}"
    assert {entry.dialect for entry in document.entries} == {"heading"}
    assert {section.kind for section in document.sections} == {"entries", "index", "articles", "empty"}
    assert {link.role for link in laws.links(document)} == {"title", "list", "inline"}


# What a document must say is known here, so that a law which never complains is found out.
TWO = "# T\n\n- [A](https://example.org/a) - One.\n- [B](https://example.org/b) - Two.\n"


def changed(**values: Callable[[Entry, Entry], object]) -> dict[str, object]:
    """Return the entries of TWO, the first of them with values made from both."""
    first, second = parse(TWO).entries
    return {
        "entries": Entries([replace(first, **{name: make(first, second) for name, make in values.items()}), second])
    }


BROKEN = {
    "lost_lines": ("# T\n\ntext\n\nmore\n", {"passages": ()}),
    "lost_urls": ("# T\n\nsee https://example.org/x\n", {"passages": ()}),
    "overlapping_entries": (TWO, changed(span=lambda first, second: replace(first.span, end=second.span.end - 1))),
    "wrong_ids": (TWO, changed(id=lambda first, second: second.id)),
    "untrimmed": (TWO, changed(description=lambda first, second: " x")),
    "wrong_joins": (TWO, changed(section=lambda first, second: "section:none")),
    "wrong_order": (TWO, {"entries": Entries(reversed(parse(TWO).entries))}),
    "impure": (TWO, {"title": "U"}),
    "changed_by_looking": (TWO, {"title": "U"}),
    "wrong_after_crlf": (TWO, {"title": "U"}),
    "wrong_after_round_trip": (TWO, changed(tags=lambda first, second: ["a list"])),
    "outside_the_schema": (TWO, changed(stars=lambda first, second: -1.5)),
}


@pytest.mark.filterwarnings("ignore:Pydantic serializer")
@pytest.mark.parametrize("law", BROKEN)
def test_a_broken_law_is_seen(law):
    text, change = BROKEN[law]
    document = parse(text)
    assert broken(text) == []
    assert list(getattr(laws, law)(text, document.model_copy(update=change)))


def test_a_shifted_document_is_seen():
    text = README.read_bytes().decode("utf-8")
    text += "\n" * 200
    told = laws.broken_laws(text, parse("\n" * 100 + text))
    assert {"lost_urls", "wrong_link_spans", "wrong_spans"} <= {broken.partition(":")[0] for broken in told}


# Generated Markdown -------------------------------------------------------------------------------------------


@pytest.mark.property
@pytest.mark.timeout(120)
@SLOW
@given(hazards.markdown())
def test_laws_hold_on_hazardous_lines(text):
    assert broken(text) == []


@pytest.mark.property
@pytest.mark.timeout(120)
@SLOW
@given(st.text())
def test_laws_hold_on_any_text(text):
    assert broken(text) == []


@pytest.mark.property
@pytest.mark.timeout(120)
@SLOW
@given(st.text(alphabet="#-*+>|[]()<>!`~_:./\\ \t\r\n\x00\x0b\x0c\x85\u2028\ufeff\ud800a1中⭐【】（）", max_size=60))
def test_laws_hold_on_junk(text):
    assert broken(text) == []


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.property) for seed in range(1, 6))])
def test_laws_hold_on_short_cases_with_slips(seed):
    for line in SHORT:
        text = "".join(f"- {hazards.slipped(line, (seed, number))}\n" for number in range(5))
        assert laws.broken_laws(text, parse(text)) == [], text


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.property) for seed in range(1, 6))])
def test_laws_hold_on_cases_with_slips(seed):
    for path in FILES:
        text = hazards.slipped(path.read_text(encoding="utf-8"), seed, most=8)
        assert laws.broken_laws(text, parse(text)) == [], text


@pytest.mark.parametrize("seed", range(4))
def test_laws_hold_on_a_sample_of_hazardous_documents(seed):
    for text in hazards.documents(250, seed):
        assert laws.broken_laws(text, parse(text)) == [], text


# Ids: what may change without changing them ---------------------------------------------------------------------

ENTRIES = {
    "Alpaca-LoRA": "https://github.com/tloen/alpaca-lora",
    "【貔貅】FinMA": "https://github.com/The-FinAI/PIXIU",
    "灵心（SoulChat）": "https://github.com/scutcyr/SoulChat",
    "llm.c": "https://github.com/karpathy/llm.c",
    "Q\\*": "https://arxiv.org/abs/2406.14283",
    "C++ Models": "https://github.com/ggml-org/llama.cpp",
}


def shelf(*entries: tuple[str, str]) -> str:
    """Return a list of headings, each with a link."""
    return "# Shelf\n\n## Models\n\n" + "".join(f"### {heading}\n- {url}\n\n" for heading, url in entries)


def ids(text: str) -> dict[str, str]:
    """Return the id of each entry by its first URL."""
    document = parse(text)
    assert len(document.entries) == text.count("\n### ")
    return {entry.links[0].url: entry.id for entry in document.entries}


@pytest.mark.parametrize(
    "dress",
    ["* {}", "* 【{}】", "*【{}】", "{} *", "{}（可商用）", "{} (⭐3.1k)", "* {} (⭐6k)", "{}*", "{}  ", "{}:"],
)
def test_markers_leave_ids_alone(dress):
    bare = {name: url for name, url in ENTRIES.items() if "【" not in name or "【{" not in dress}
    if dress == "{}*":
        del bare["Q\\*"]  # "Q\**" is no spelling of a star
    plain = ids(shelf(*bare.items()))
    dressed = ids(shelf(*((dress.format(name), url) for name, url in bare.items())))
    assert dressed == plain
    assert len(set(plain.values())) == len(bare)


def test_position_leaves_ids_alone():
    entries = [*ENTRIES.items()]
    assert ids(shelf(*entries)) == ids(shelf(*entries[::-1])) == ids(shelf(*entries[3:], *entries[:3]))
    two_sections = shelf(*entries).replace("### llm.c", "## Tools\n\n### llm.c")
    assert ids(two_sections) == ids(shelf(*entries))


def test_links_and_words_leave_the_ids_of_different_names_alone():
    more = [(name, f"{url}\n- https://example.org\n\nwords") for name, url in ENTRIES.items()]
    assert ids(shelf(*more)) == ids(shelf(*ENTRIES.items()))


def test_entries_of_one_name_are_told_apart_by_their_links():
    same = [
        ("TinyAgent", "https://github.com/SqueezeAILab/TinyAgent"),
        ("* 【TinyAgent】", "https://github.com/KMnO4-zx/TinyAgent"),
        ("tinyagent", "https://arxiv.org/abs/2409.00608"),
        ("TinyAgent", "https://example.org/tiny"),
        ("TinyAgent", "tiny.example.org"),
    ]
    found = ids(shelf(*same))
    assert len(set(found.values())) == len(same)
    assert all(id.startswith("tinyagent--") for id in found.values())
    assert ids(shelf(*same[::-1])) == ids(shelf(*same[2:], *same[:2])) == found
    assert not any(id.rpartition("--")[2].isdigit() for id in found.values())


def test_entries_of_one_name_and_one_link_are_numbered():
    twice = ("TinyAgent", "https://github.com/SqueezeAILab/TinyAgent")
    assert [entry.id for entry in parse(shelf(twice, twice, twice)).entries] == [
        "tinyagent",
        "tinyagent--2",
        "tinyagent--3",
    ]


def test_a_name_that_looks_like_a_numbered_id_stays_unique():
    twice = ("TinyAgent", "https://github.com/SqueezeAILab/TinyAgent")
    found = [
        entry.id
        for entry in parse(
            shelf(("tinyagent 2", "https://a.org"), twice, twice, ("tinyagent--2", "https://b.org"))
        ).entries
    ]
    assert len(set(found)) == 4


def test_entries_without_a_name_have_ids():
    text = shelf(
        ("* ", "https://github.com/ggml-org/llama.cpp"),
        ("* ", "https://github.com/karpathy/llm.c"),
        ("!?", "https://a.org"),
    )
    found = ids(text)
    assert len(set(found.values())) == 3
    assert all(id.startswith("unnamed") for id in found.values())


FOUND = [
    "- [a\\](b](https:\\/\\/a.org) - b `https://lost.org` c\n- [b](https://b.org) - x",
    "## [[](](https://s\\/)",
    "[r]:https://r<\n- [r]",
    "## [k](https://k.org)\n\u3000",
    "**a**\n\n[x](https://x.org)\n\n\u3000\n\n**b**\n\n[x](https://y.org)\n",
    "<tr><td>Oak\n</td><td>A saw for oaks\n12345. <a href=https://a.org>",  # a link without text at the end of a cell
    "### a\n\nhttps://github.com/a/b\n|||\n|---|---|\n|a|",  # a header of empty cells
    "- **[o](https://o.org)(v, )",
    "- [o](https://o.org)(  ） - a",
    "- [o][a]\n- [a]:  https://o.org\\\n- b",
    "## [ ] o\n\nhttps://o.org",
    "## 相关文章\n- a\n: [https://a.org](https://a.org)\n\n### b\n- https://b.org\n\n### c\n- https://c.org",
    "* [o](https://o.org)\n  * **a\nb : c",
    "<details>[a](https://a.org)<summary><a href='https://b.org'>b</a></summary></details>",
    "<li><h3><a href='https://a.org'>a</a></h3>\nb</li>\n<li><h3><a href='https://c.org'>c</a></h3>\nd</li>",
    "<details><summary><a href='https://a.org'>a</a></summary>\nb\n</details><details><summary><a href='https://c.org'>c</a>"
    "</summary>\nd\n</details>",
    '<p><br>\n&nbsp;<a href="https://a.org">a</a> b<br>"\n<a href="https://c.org">c</a> d',  # a quote before a line
]
"""Texts that broke a law once."""


@pytest.mark.parametrize("text", FOUND)
def test_laws_hold_where_they_once_did_not(text):
    assert broken(text) == []

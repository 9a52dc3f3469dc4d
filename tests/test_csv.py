"""CSV holds each table of the records, reads back, and runs nothing in a spreadsheet."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import fields
from importlib.util import find_spec
from pathlib import Path
from typing import get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pocketparse import (
    Article,
    Diagnostic,
    Document,
    Entries,
    Entry,
    IndexItem,
    Link,
    Passage,
    Section,
    Span,
    errors,
    parse,
    parse_file,
)
from pocketparse.exporters import rows, write
from pocketparse.exporters.layout import TABLES
from pocketparse.exporters.rows import PLAIN, join, split
from pocketparse.exporters.to_csv import UNGUARDED, guard, unguard
from pocketparse.records import SourceInfo

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs" / "csv.md").read_text("utf-8")
TABLE_DOCS = (ROOT / "docs" / "tables.md").read_text("utf-8")
FORMULA = tuple("=+-@＝＋－＠")
TYPES = {
    "text": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "texts": "list of texts",
    "lists": "list of lists of texts",
    "mapping": "mapping of texts to texts",
    "links": "list of links",
}


def table_of(documents, table):
    out = io.BytesIO()
    write(documents, out, format="csv", table=table)
    return list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))


def value(cell, column):
    """The value of a cell that was read, as docs/csv.md says; null is what an empty text is."""
    text = unguard(cell)
    if column.type not in PLAIN:
        return split(text)
    if column.type == "integer":
        return int(text) if text else None
    return {"true": True, "false": False}[text] if column.type == "boolean" else text


def plain(thing, column):
    """A value of a record as it comes back: lists for tuples, of links their URLs, an empty text for null text."""
    if column.type == "links":
        return [link.url for link in thing]
    if column.type == "text":
        return thing or ""
    return json.loads(json.dumps(thing))


@pytest.fixture(scope="module")
def document():
    return parse_file(ROOT / "fixtures" / "README.md")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_reads_back(document, table):
    header, *lines = table_of(document, table.name)
    records = list(rows.values(document, "README.md", table))
    assert header == [column.name for column in table.columns]
    assert len(lines) == len(records) > 0
    for line, record in zip(lines, records, strict=True):
        assert [value(cell, column) for cell, column in zip(line, table.columns, strict=True)] == [
            plain(one, column) for one, column in zip(record, table.columns, strict=True)
        ]


def test_entries_are_told_with_what_they_hold(document):
    header, *lines = table_of(document, "entries")
    number = next(number for number, entry in enumerate(document.entries) if entry.name == "本草")
    cells = dict(zip(header, lines[number], strict=True))
    assert cells["url"] == cells["href"] == "https://zhuanlan.zhihu.com/p/626536996"
    assert split(cells["links"])[1] == "https://github.com/SCIR-HI/Huatuo-Llama-Med-Chinese"
    assert split(cells["groups"])[0][-1] == "医疗健康"
    assert cells["description"].endswith(
        "\n\n名字取自《本草纲目》，所以最后一个链接是百科条目。只供研究，不能代替医生。"
    )
    assert (cells["starred"], cells["stars"], cells["parent"]) == ("false", "", "")


def test_an_entry_has_its_main_url_as_written_and_repaired():
    text = "- [Saw](hhttps://example.org/saw)\n- [Axe](docs/axe.md)\n- [Elm](javascript:alert(1))\n"
    header, *lines = table_of(parse(text), "entries")
    assert [line[header.index("url") : header.index("href") + 1] for line in lines] == [
        ["hhttps://example.org/saw", "https://example.org/saw"],
        ["docs/axe.md", ""],
        ["javascript:alert(1)", ""],
    ]


def test_links_name_the_record_that_holds_them(document):
    text = "## Tools\n\nSee https://example.org/about first.\n\n### Saw\n- https://example.org/saw\n"
    header, *lines = table_of([document, parse(text, name="other.md")], "links")
    links = [dict(zip(header, line, strict=True)) for line in lines]
    holders = {("entry", unguard(one.name), one.section or "", one.id, "") for one in document.entries}
    holders |= {("article", one.title, "", "", str(at)) for at, one in enumerate(document.articles, 1)}
    holders |= {("section", one.title, one.id, "", "") for one in document.sections}
    names = ("owner", "owner_name", "section", "entry", "article")
    owners = [tuple(unguard(link[name]) for name in names) for link in links]
    assert holders.issuperset(owners[:-2])
    assert {owner[0] for owner in owners[:-2]} >= {"entry", "article"}
    assert owners[-2:] == [("section", "Tools", "section:tools", "", ""), ("entry", "Saw", "section:tools", "saw", "")]
    assert [link["url"] for link in links[-2:]] == ["https://example.org/about", "https://example.org/saw"]


def test_the_default_table_is_entries(document):
    out = io.BytesIO()
    write(document, out, format="csv")
    assert list(csv.reader(io.StringIO(out.getvalue().decode(), newline=""))) == table_of(document, "entries")


def test_several_documents_share_one_table(document):
    other = parse("## Tools\n\n### Saw\n- https://example.org/saw\n", name="other.md")
    nameless = parse("## Tools\n\n### Axe\n- https://example.org/axe\n")
    lines = table_of(iter([document, other, nameless]), "entries")
    assert lines == table_of(document, "entries") + table_of(other, "entries")[1:] + table_of(nameless, "entries")[1:]
    assert [(line[0], line[2]) for line in lines[-2:]] == [("other.md", "Saw"), ("unnamed", "Axe")]


def test_it_is_written_by_rfc_4180():
    document = parse('## Tools\n\n### A "b", c\n- https://example.org/a\n\nOne.\n\nTwo.\n', name="é.md")
    out = io.BytesIO()
    write(document, out, format="csv")
    data = out.getvalue().decode("utf-8")
    assert data.endswith("\r\n")
    assert data.count("\r\n") == 2
    assert ',"A ""b"", c",' in data
    assert ',"One.\n\nTwo.",' in data
    assert "\r\né.md," in data


def test_an_unknown_table_is_told_with_the_known_ones(document):
    with pytest.raises(errors.UnknownTable) as error:
        table_of(document, "cells")
    assert str(error.value) == (
        "unknown table 'cells'; the tables are documents, sections, entries, "
        "index, articles, links, passages, diagnostics"
    )


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("- a bullet", "'- a bullet"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠a", "'＠a"),
        ("\ttab", "'\ttab"),
        ("\rreturn", "'\rreturn"),
        ("\nline", "'\nline"),
        ("  =1", "'  =1"),
        ("\u3000\u00a0=1", "'\u3000\u00a0=1"),
        ("\u200b=1", "'\u200b=1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'\t", "''\t"),
        ("'quoted'", "'quoted'"),
        ("1-1", "1-1"),
        ("", ""),
        ("'", "'"),
        ("https://example.org/?a=1", "https://example.org/?a=1"),
    ],
)
def test_formulas_are_guarded(text, cell):
    assert guard(text) == cell
    assert unguard(cell) == text


def test_every_field_of_a_record_has_its_column():
    kept = {
        "entries": Entry,
        "sections": Section,
        "index": IndexItem,
        "articles": Article,
        "links": Link,
        "passages": Passage,
        "diagnostics": Diagnostic,
    }
    assert {"documents", *kept} == {table.name for table in TABLES}
    for table in TABLES:
        columns = {column.name for column in table.columns}
        assert len(columns) == len(table.columns)
        assert columns >= {"source", *table.key}
        if table.name in kept:
            assert columns >= {field.name for field in fields(kept[table.name])} - {"span"}
            assert columns >= {"line", "end_line", "start", "end"}
        else:
            own = {name for name, field in Document.model_fields.items() if field.annotation in (str, str | None)}
            assert columns >= own | {field.name for field in fields(SourceInfo)} - {"name"}


# What follows keeps docs/csv.md and docs/tables.md true.


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_page_lists_every_column(table):
    lines = [f"| `{column.name}` | {TYPES[column.type]} | {column.meaning} |\n" for column in table.columns]
    page = "".join(["| column | holds | meaning |\n", "| --- | --- | --- |\n", *lines])
    key = ", ".join(f"`{name}`" for name in table.key)
    assert f"## {table.name}\n\n{table.meaning} Key: {key}.\n\n{page}" in TABLE_DOCS


BLOCKS = [block.split("```")[0] for block in DOCS.split("```python\n")[1:]]


@pytest.mark.timeout(30)
@pytest.mark.parametrize("code", BLOCKS, ids=lambda code: code.split("\n")[0])
def test_the_page_s_python_runs(code, document, tmp_path):
    if "import pandas" in code and find_spec("pandas") is None:
        pytest.skip("needs pandas")
    write(document, tmp_path / "list.csv")
    write(document, tmp_path / "links.csv", table="links")
    program = code + "\nassert list(entries)\n"
    run = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (0, "")


def test_the_page_has_python():
    assert len(BLOCKS) == 3


# Laws on made-up records.

TEXT = st.text() | st.builds(str.__add__, st.text("'=+-@＝＠\t\r\n \u3000\ufeff", max_size=4), st.text())
COUNT = st.integers(min_value=0, max_value=10**15)
HINTS = {str: TEXT, str | None: st.none() | TEXT, int: COUNT, int | None: st.none() | COUNT}
HINTS[tuple[str, ...]] = st.lists(TEXT, max_size=3).map(tuple)
HINTS[tuple[tuple[str, ...], ...]] = st.lists(HINTS[tuple[str, ...]], max_size=3).map(tuple)
HINTS[dict[str, str]] = st.dictionaries(TEXT, TEXT, max_size=3)


def made(record):
    """A strategy for records of a class, every text of which may look like a formula."""
    hints = get_type_hints(record)
    return st.builds(record, **{name: HINTS.get(hint, st.from_type(hint)) for name, hint in hints.items()})


HINTS[Span] = made(Span)
HINTS[Span | None] = st.none() | made(Span)
HINTS[tuple[Link, ...]] = st.lists(made(Link), max_size=3).map(tuple)
DOCUMENTS = st.builds(
    Document,
    source=made(SourceInfo),
    sections=st.lists(made(Section), max_size=2).map(tuple),
    entries=st.lists(made(Entry), max_size=2).map(Entries),
    index=st.lists(made(IndexItem), max_size=2).map(tuple),
    articles=st.lists(made(Article), max_size=2).map(tuple),
    passages=st.lists(made(Passage), max_size=2).map(tuple),
    diagnostics=st.lists(made(Diagnostic), max_size=2).map(tuple),
)


@pytest.mark.property
@pytest.mark.timeout(30)
@given(DOCUMENTS, st.sampled_from(TABLES))
def test_what_is_written_is_what_is_read(document, table):
    header, *lines = table_of(document, table.name)
    assert header == [column.name for column in table.columns]
    kept = list(rows.rows(document, "README.md", table))
    assert len(lines) == len(kept)
    for line, row in zip(lines, kept, strict=True):
        for cell, column, one in list(zip(line, table.columns, row, strict=True))[1:]:
            if column.name in UNGUARDED:
                assert cell == (one or "")
                continue
            if column.type not in PLAIN:
                assert value(cell, column) == split(one)
            else:
                assert value(cell, column) == ("" if one is None and column.type == "text" else one)
            assert not cell.lstrip().startswith(FORMULA)
            assert not cell.startswith(("\t", "\r", "\n"))


@pytest.mark.property
@given(TEXT)
@example("'")
@example("'\ufeff=")
def test_a_guarded_cell_gives_its_text_back_and_runs_nothing(text):
    assert unguard(guard(text)) == text
    assert not guard(text).lstrip().startswith(FORMULA)


LISTS = st.lists(TEXT) | st.lists(st.lists(TEXT)) | st.dictionaries(TEXT, TEXT)


@pytest.mark.property
@given(LISTS)
def test_joined_cells_split_into_what_they_were(things):
    assert split(join(things)) == things
    assert "\n" not in join(things)


def test_an_anchor_is_none_with_an_apostrophe():
    out = io.BytesIO()
    write(parse("# L\n\n## 🔥 Hot\n\n- [Saw](https://example.org)\n"), out, format="csv", table="sections")
    (row,) = csv.DictReader(io.StringIO(out.getvalue().decode()))
    assert row["anchor"] == "-hot"

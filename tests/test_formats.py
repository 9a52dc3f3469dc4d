"""Every format reads back by a tool that did not write it, and holds what the document does."""

import csv
import gzip
import inspect
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from contextlib import closing
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from unittest.mock import Mock

import bookmarks_parser
import duckdb
import frictionless
import listparser
import pandas
import polars
import pyarrow
import pytest
import sqlite_utils
from hypothesis import given
from pyarrow import ipc, parquet
from test_csv import DOCUMENTS

from pocketparse import (
    Document,
    Entries,
    ExportWarning,
    MissingExtra,
    SourceError,
    UnknownTable,
    exporters,
    parse,
    parse_file,
)
from pocketparse.batch import Parsed
from pocketparse.exporters import EXPORTERS, rows, stale, to_sqlite, write
from pocketparse.exporters.layout import TABLES
from pocketparse.exporters.to_csv import unguard

FIXTURE = Path(__file__).parents[1] / "fixtures" / "README.md"
SAW = parse("## Tools\n\n- [Saw](https://example.org/saw) - Cuts wood. `MIT`\n")
QUIET = pytest.mark.filterwarnings("ignore::pocketparse.ExportWarning")


@pytest.fixture(scope="module", params=["fixture", pytest.param("newest", marks=pytest.mark.corpus)])
def document(request) -> Document:
    """The project's own list, and the newest version of the flagship."""
    return parse_file(FIXTURE) if request.param == "fixture" else request.getfixturevalue("versions")[-1].document


def written(documents, format, **options) -> bytes:
    out = io.BytesIO()
    write(documents, out, format=format, **options)
    return out.getvalue()


def whole(document):
    """What every table format has to keep of every entry."""
    return [
        (entry.name, [link.url for link in entry.links], entry.stars, entry.description) for entry in document.entries
    ]


def of_columns(names, links, stars, descriptions):
    return list(zip(names, links, stars, descriptions, strict=True))


# JSON Lines and chunks.


def test_json_lines_are_the_entries_of_the_json(document):
    lines = [json.loads(line) for line in written(document, "jsonl").decode().split("\n")[:-1]]
    assert lines == [{"source": "README.md", **entry} for entry in json.loads(document.model_dump_json())["entries"]]


def test_json_lines_are_written_one_by_one(document):
    sizes = []
    write(document, Mock(write=lambda data: sizes.append(data.count(b"\n"))), format="jsonl")
    assert sizes == [1] * len(document.entries)


def test_json_lines_are_read_by_pandas(document):
    table = pandas.read_json(io.BytesIO(written(document, "jsonl")), lines=True)
    assert list(table["name"]) == [entry.name for entry in document.entries]
    assert [tuple(path) for path in table["section_path"]] == [entry.section_path for entry in document.entries]


def test_a_chunk_stands_alone(document):
    chunks = [json.loads(line) for line in written(document, "chunks").decode().split("\n")[:-1]]
    assert len({chunk["id"] for chunk in chunks}) == len(chunks) == len(document.entries)
    for chunk, entry in zip(chunks, document.entries, strict=True):
        assert chunk["breadcrumb"] == [document.title, *entry.section_path, entry.name]
        assert entry.description in chunk["text"]
        assert all((link.href or link.url) in chunk["text"] for link in entry.links if link.role != "badge")
        assert chunk["lines"] == [entry.span.line, entry.span.end_line]
        assert chunk["url"] == (entry.href or entry.url)


def test_a_chunk_says_where_on_the_page_it_stands():
    text = (
        "# L\n\n## Tools\n\n- [Saw](https://example.org/saw) - Cuts. `MIT`\n- [Axe](https://example.org/axe) - Fells.\n"
    )
    homepage = {"homepage": "https://github.com/example/l"}
    page = parse(text, name="l.md").model_copy(update=homepage)
    saw, _ = (json.loads(line) for line in written(page, "chunks").decode().split("\n")[:-1])
    assert saw["anchor_url"] == "https://github.com/example/l#tools"
    assert saw["text"] == "L › Tools\n\n# Saw\n\nCuts.\n\ntags: MIT\n\n- Saw: https://example.org/saw"
    homepage["homepage"] += "#readme"
    page = parse("# L\n\n## Plants\n\n### Fern (⭐12)\n- https://example.org/fern\n").model_copy(update=homepage)
    fern = json.loads(written(page, "chunks"))
    assert fern["anchor_url"] == "https://github.com/example/l#fern-12"
    assert fern["text"] == "L › Plants\n\n# Fern\n\nstars: 12\n\n- https://example.org/fern"
    moss = parse("# L\n\n### 【OpenAI】Whisper\n- https://a.org\n\n### 【复旦】MOSS\n- https://b.org\n")
    texts = [json.loads(line)["text"] for line in written(moss, "chunks").decode().split("\n")[:-1]]
    assert [text.split("\n\n")[1] for text in texts] == ["# OpenAI Whisper", "# 复旦MOSS"]
    nowhere = parse("- [Saw](https://example.org/saw) - Cuts.\n- [Axe](https://example.org/axe) - Fells.\n")
    chunk = json.loads(written(nowhere, "chunks").decode().split("\n")[0])
    assert (chunk["anchor_url"], chunk["breadcrumb"], chunk["id"]) == (None, ["Saw"], "unnamed#saw")


# Data packages.


def test_a_data_package_is_valid_and_holds_every_table(document, tmp_path):
    write(document, f"{tmp_path}/out/")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    package = frictionless.Package(str(tmp_path / "out" / "datapackage.json"))
    assert package.resource_names == [table.name for table in TABLES]
    for table in TABLES:
        resource = package.get_resource(table.name)
        assert len(resource.read_rows()) == len(list(rows.values(document, "README.md", table)))
        assert [field.description for field in resource.schema.fields] == [column.meaning for column in table.columns]
    entries = package.get_resource("entries").read_rows()
    assert [(row["id"], row["stars"], row["tags"]) for row in entries] == [
        (entry.id, entry.stars, list(entry.tags)) for entry in document.entries
    ]


def test_a_data_package_of_several_lists_is_valid(tmp_path):
    write([parse_file(FIXTURE), SAW, SAW], f"{tmp_path}/out/")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert report.flatten(["title", "message"]) == []
    sources = [row["source"] for row in frictionless.Resource(str(tmp_path / "out" / "documents.csv")).read_rows()]
    assert sources == ["README.md", "unnamed", "unnamed (2)"]


def test_a_broken_key_would_be_seen(tmp_path):
    document = parse_file(FIXTURE)
    lost = document.model_copy(update={"sections": document.sections[:3]})
    write(lost, f"{tmp_path}/out/")
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert {row[0] for row in report.flatten(["title"])} == {"ForeignKey Error"}


# Arrow and Parquet.


@pytest.mark.parametrize("frame", ["to_arrow", "to_pandas", "to_polars"])
def test_help_of_a_frame_names_every_table(frame):
    told = inspect.getdoc(getattr(Document, frame))
    names = [table.name for table in TABLES]
    assert f"table: {', '.join(names[:-1])} or {names[-1]}." in told


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_parquet_holds_every_table(document, table):
    read = parquet.read_table(pyarrow.BufferReader(written(document, "parquet", table=table.name)))
    assert read.column_names == [column.name for column in table.columns]
    assert [str(field.metadata[b"description"], "utf-8") for field in read.schema] == [
        column.meaning for column in table.columns
    ]
    kept = list(rows.values(document, "README.md", table))
    plain = [at for at, column in enumerate(table.columns) if column.type in rows.PLAIN]
    columns = [read.column(at).to_pylist() for at in plain]
    assert list(zip(*columns, strict=True)) == [tuple(row[at] for at in plain) for row in kept]


def test_parquet_keeps_what_is_nested(document):
    read = parquet.read_table(pyarrow.BufferReader(written(document, "parquet")))
    about = json.loads(read.schema.metadata[b"pocketparse"])
    assert about["schema_version"] == "1"
    assert [(one["source"], one["title"], one["sha256"]) for one in about["documents"]] == [
        ("README.md", document.title, document.source.sha256)
    ]
    for row, entry in zip(read.to_pylist(), document.entries, strict=True):
        assert [(link["href"], link["role"], link["line"]) for link in row["links"]] == [
            (link.href, link.role, link.span.line) for link in entry.links
        ]
        assert [tuple(group) for group in row["groups"]] == list(entry.groups)
        assert dict(row["attributes"]) == entry.attributes


def test_parquet_is_read_by_duckdb(document, tmp_path):
    write(document, tmp_path / "list.parquet")
    query = f"select name, [one.url for one in links], stars, description from '{tmp_path}/list.parquet'"
    assert duckdb.sql(query).fetchall() == whole(document)


def test_an_arrow_file_is_read_by_pyarrow_and_polars(document):
    data = written(document, "arrow")
    assert ipc.open_file(data).read_all() == document.to_arrow()
    assert polars.read_ipc(io.BytesIO(data))["name"].to_list() == [entry.name for entry in document.entries]


def test_a_document_without_entries_has_an_empty_table():
    empty = parse("")
    for read in (empty.to_arrow(), pyarrow.table(empty.to_polars().to_arrow())):
        assert (read.num_rows, read.num_columns) == (0, len(empty.to_arrow().schema))
    assert empty.to_arrow().schema.types == parse_file(FIXTURE).to_arrow().schema.types
    assert list(empty.to_pandas().dtypes) == list(parse_file(FIXTURE).to_pandas().dtypes)


# Data frames.


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_pandas_has_the_right_types(document, table):
    frame = document.to_pandas(table.name)
    types = {"text": "string", "integer": "Int64", "boolean": "bool"}
    assert [str(dtype) for dtype in frame.dtypes] == [types.get(column.type, "object") for column in table.columns]
    assert list(frame.index) == list(range(len(frame)))
    kept = list(rows.values(document, "README.md", table))
    for column, values in zip(table.columns, zip(*kept, strict=True), strict=True):
        if column.type != "links":
            cells = [None if one is pandas.NA else one for one in frame[column.name]]
            assert cells == list(values)


def test_frames_hold_the_entries_whole(document):
    frame = document.to_pandas()
    links = [[link["url"] for link in links] for links in frame["links"]]
    stars = [None if one is pandas.NA else one for one in frame["stars"]]
    assert of_columns(frame["name"], links, stars, frame["description"]) == whole(document)
    table = document.to_polars()
    links = [[link["url"] for link in links] for links in table["links"].to_list()]
    assert of_columns(table["name"], links, table["stars"], table["description"]) == whole(document)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_polars_has_the_right_types(document, table):
    frame = document.to_polars(table.name)
    types = {"text": polars.String, "integer": polars.Int64, "boolean": polars.Boolean}
    assert [dtype for dtype, column in zip(frame.dtypes, table.columns, strict=True) if column.type in rows.PLAIN] == [
        types[column.type] for column in table.columns if column.type in rows.PLAIN
    ]
    assert frame.height == len(list(rows.values(document, "README.md", table)))


@pytest.mark.parametrize(("package", "extra"), [("pyarrow", "arrow"), ("pandas", "pandas"), ("polars", "polars")])
def test_a_missing_package_is_told_with_its_extra(monkeypatch, package, extra):
    monkeypatch.setitem(sys.modules, package, None)
    to_frame = getattr(SAW, f"to_{package.removeprefix('py')}")
    with pytest.raises(MissingExtra) as error:
        to_frame()
    assert str(error.value) == (
        f"{package} is not installed; pip install 'pocketparse[{extra}]' brings it, "
        f"in a checkout pip install '.[{extra}]'"
    )


def test_an_unknown_table_is_told():
    with pytest.raises(UnknownTable, match="unknown table 'cells'"):
        SAW.to_pandas("cells")


# SQLite.


@pytest.fixture
def database(document, tmp_path):
    write(document, tmp_path / "list.sqlite")
    connection = sqlite3.connect(tmp_path / "list.sqlite")
    yield connection
    connection.close()


def test_sqlite_holds_every_table_and_its_keys(document, database):
    assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert database.execute("pragma foreign_key_check").fetchall() == []
    for table in TABLES:
        kept = list(rows.rows(document, "README.md", table))
        assert database.execute(f'select * from "{table.name}"').fetchall() == kept
    read = database.execute("select name, links, stars, description from entries").fetchall()
    assert [(name, json.loads(links), stars, text) for name, links, stars, text in read] == whole(document)


def test_sqlite_finds_substrings_in_any_language(document, database):
    query = "select id from entries join entries_fts on entries.rowid = entries_fts.rowid where entries_fts match ?"
    for word in ("语言模型", "lama"):
        found = {id for (id,) in database.execute(query, [f'"{word}"'])}
        assert found == {
            entry.id
            for entry in document.entries
            if word in f"{entry.name}\n{entry.description}\n{entry.tags}".casefold()
        }
        assert found


def test_sqlite_has_views(document, database):
    (links,) = database.execute("select count(*) from entry_links").fetchone()
    assert links == sum(len(entry.links) for entry in document.entries)
    counts = database.execute("select sum(entries), sum(starred) from section_counts").fetchone()
    inside = [entry for entry in document.entries if entry.section]
    assert counts == (len(inside), sum(entry.starred for entry in inside))
    tags = database.execute("select id, tag from entry_tags").fetchall()
    assert sorted(tags) == sorted((entry.id, tag) for entry in document.entries for tag in entry.tags)
    labels = database.execute("select id, attribute, value from entry_attributes").fetchall()
    assert sorted(labels) == sorted((entry.id, *one) for entry in document.entries for one in entry.attributes.items())


def test_sqlite_is_read_by_sqlite_utils(document, database):
    read = sqlite_utils.Database(database)
    assert read["entries"].pks == ["source", "id"]
    assert read["entries"].detect_fts() == "entries_fts"
    assert {key.other_table for key in read["links"].foreign_keys} == {"documents", "sections", "entries", "articles"}
    assert [row["name"] for row in read["entries"].rows] == [entry.name for entry in document.entries]


def test_sqlite_says_whose_it_is(database):
    assert database.execute("pragma application_id").fetchone() == (0x706B7470,)
    assert database.execute("pragma user_version").fetchone() == (1,)


class Limited(str):
    """A statement that this SQLite does not know for some tokenizers."""

    def format(self, tokenizer):
        return super().format(tokenizer if tokenizer in self.known else "no such tokenizer")


@pytest.mark.parametrize(
    ("known", "message", "tables"),
    [
        (["unicode61"], "has no trigram tokenizer", 1),
        ([], "has no FTS5: there is no entries_fts to search in", 0),
    ],
)
def test_an_sqlite_without_full_text_search_is_told(monkeypatch, known, message, tables):
    search = Limited(to_sqlite.SEARCH)
    search.known = known
    monkeypatch.setattr(to_sqlite, "SEARCH", search)
    with pytest.warns(ExportWarning, match=message):
        data = written(SAW, "sqlite")
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    assert database.execute("select name from entries").fetchall() == [("Saw",)]
    assert database.execute("select count(*) from sqlite_schema where name = 'entries_fts'").fetchone() == (tables,)


# Bookmarks, OPML, llms.txt.


def leaves(nodes):
    for node in nodes:
        if node["type"] == "folder":
            yield from leaves(node["children"])
        else:
            yield node


@QUIET
def test_bookmarks_are_read_by_a_parser_of_bookmarks(document, tmp_path):
    write(document, tmp_path / "bookmarks.html")
    (menu,) = bookmarks_parser.parse(str(tmp_path / "bookmarks.html"))
    (top,) = menu["children"]
    assert top["title"] == document.title
    linked = [entry for entry in document.entries if entry.href]
    assert {(one["title"], one["url"]) for one in leaves([top])} == {(entry.name, entry.href) for entry in linked}
    assert len(list(leaves([top]))) == len(linked)
    shelves = {folder["title"] for folder in top["children"] if folder["type"] == "folder"}
    assert shelves == {section.title for section in document.sections if section.kind == "entries"}


def test_bookmarks_escape_what_is_markup_and_nest_as_the_headings_do():
    text = (
        '# A & B\n\n## One\n\n### Two\n\n- [a<b](https://example.org/?a=1&b=2) - "Quoted". `MIT`\n- [c](#c) - Here.\n'
    )
    with pytest.warns(ExportWarning, match="the list: 1 entry without an absolute URL is no bookmark"):
        data = written(parse(text), "bookmarks").decode()
    assert data.endswith(
        """\
<DL><p>
    <DT><H3>A &amp; B</H3>
    <DL><p>
        <DT><H3>One</H3>
        <DL><p>
            <DT><H3>Two</H3>
            <DL><p>
                <DT><A HREF="https://example.org/?a=1&amp;b=2" TAGS="MIT">a&lt;b</A>
                <DD>&quot;Quoted&quot;.
            </DL><p>
        </DL><p>
    </DL><p>
</DL><p>
"""
    )


@pytest.mark.parametrize("url", ["JavaScript:alert(1)", "javascript&colon;alert(1)", "data:text/html,x", "vbscript:x"])
def test_what_would_run_where_it_is_clicked_is_no_link(url):
    document = parse(f"# A\n\n- [b](https://example.org/b) - One.\n- [c]({url}) - Two.\n")
    assert document.entries[1].url == url
    assert document.entries[1].href is None
    assert document.entries[1].links[0].kind == "script"
    assert "- c: Two." in written(document, "llms").decode()
    chunk = json.loads(written(document, "chunks").decode().splitlines()[1])
    assert (chunk["url"], chunk["text"]) == (None, "A\n\n# c\n\nTwo.")
    assert 'text="c" description="Two."' in written(document, "opml").decode()
    with pytest.warns(ExportWarning, match="1 entry without an absolute URL is no bookmark") as told:
        assert b">c</A>" not in written(document, "bookmarks")
    assert told[0].filename == __file__  # where written() calls write()


def test_opml_is_xml_with_an_outline_per_entry(document):
    root = ET.fromstring(written(document, "opml"))
    assert root.attrib == {"version": "2.0"}
    links = [one for one in root.iter("outline") if one.get("url") or one.get("xmlUrl")]
    assert [(one.get("text"), one.get("url")) for one in links] == [
        (" ".join(entry.name.split()), entry.href) for entry in in_folders(document) if entry.href
    ]


def test_a_file_of_one_list_has_its_title(tmp_path):
    saws = parse("# Saws & <planes>\n\n- [Rip](https://example.org/rip) - Cuts.\n")
    for documents, format, title in (
        (saws, "opml", "<title>Saws &amp; &lt;planes&gt;</title>"),
        ([saws, saws], "opml", "<title>Curated lists</title>"),
        (saws, "bookmarks", "<TITLE>Saws &amp; &lt;planes&gt;</TITLE>\n<H1>Bookmarks</H1>"),
        ([saws, saws], "bookmarks", "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>"),
    ):
        assert title in written(documents, format).decode()
    for documents, title in ((saws, "Saws & <planes>"), ([saws, saws], "Curated lists")):
        write(documents, f"{tmp_path}/out/")
        package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
        assert package["title"] == f"{title} as records, schema 1"


def in_folders(document):
    """The entries in the order of folders: those of a section before those of the sections below it."""
    places = {section.id: number for number, section in enumerate(document.sections)}
    return sorted(document.entries, key=lambda entry: places.get(entry.section, -1))


def test_feeds_are_subscriptions():
    text = """\
# Blogs

## People

- [Ada](https://ada.example) - Engines. [RSS](https://ada.example/feed.xml)
- [Bob](https://bob.example/index.xml) - Only a feed.
- [Cyd](https://cyd.example/feedback) - No feed.
- **Dan** - Nowhere to be found.
"""
    read = listparser.parse(written(parse(text), "opml"))
    assert not read.bozo
    assert [(feed.title, feed.url) for feed in read.feeds] == [
        ("Ada", "https://ada.example/feed.xml"),
        ("Bob", "https://bob.example/index.xml"),
    ]
    shown = ET.fromstring(written(parse(text), "opml"))
    assert shown.find(".//outline[@text='Ada']").get("htmlUrl") == "https://ada.example"
    assert shown.find(".//outline[@text='Bob']").get("htmlUrl") is None
    assert shown.find(".//outline[@text='Cyd']").get("type") == "link"
    assert shown.find(".//outline[@text='Dan']").attrib == {"text": "Dan", "description": "Nowhere to be found."}


def test_llms_txt_is_a_list_that_reads_back(document):
    read = parse(written(document, "llms").decode())
    linked = [entry for entry in in_folders(document) if entry.href and entry.section]
    assert read.title == document.title
    found = {(entry.name, entry.href) for entry in read.entries}
    missing = [entry.name for entry in linked if (entry.name, entry.href) not in found]
    assert len(missing) <= len(linked) // 50, missing  # names that hold markup of their own are shown otherwise


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("**1. One** - Cuts.", r"1\. One: Cuts."),
        ("**2) Two** - Cuts.", r"2\) Two: Cuts."),
        ("**1.5 Saws** - Cut.", "1.5 Saws: Cut."),
        (r"**\# Saw** - Cuts.", r"\# Saw: Cuts."),
        ("**Saw** - R&D, `&lt;b&gt;` and `~~&#38;~~`.", r"Saw: R&D, \&lt;b\&gt; and \~\~\&#38;\~\~."),
        ("[1. One](https://example.org/1) - Cuts.", "[1. One](https://example.org/1): Cuts."),
    ],
)
def test_llms_txt_displays_what_the_list_does(item, line):
    text = f"# L\n\n- {item}\n- [Axe](https://example.org/axe) - Fells.\n- [Bow](https://example.org/bow) - Shoots.\n"
    assert written(parse(text), "llms").decode().split("\n")[2] == f"- {line}"


def test_llms_txt_escapes_what_would_end_a_link():
    text = "# L\n\n- [a [b]](https://example.org/a_(b)) - It is\n  here.\n- [c](https://example.org/c) - There.\n"
    data = written(parse(text), "llms").decode()
    assert data == (
        "# L\n\n- [a \\[b\\]](https://example.org/a_%28b%29): It is here.\n- [c](https://example.org/c): There.\n"
    )
    assert written([parse("# A\n"), parse("# B\n")], "llms") == b"# A\n\n# B\n"
    odd = "# L\n\n- [a `<b>`](https://example.org) - See `<script>`, \\*this\\* and _\\_that_, snake_case too.\n- [c](https://c.example)\n"
    shown = "- [a \\<b>](https://example.org): See \\<script>, \\*this\\* and \\_that, snake_case too.\n"
    assert shown in written(parse(odd), "llms").decode()
    nested = parse(
        "# L\n\n## Empty\n\n## S\n\n### T\n\n- [c](https://example.org/c) - There.\n- [d](https://d.example) - D.\n"
    )
    assert (
        written(nested, "llms")
        .decode()
        .endswith("# L\n\n## S / T\n\n- [c](https://example.org/c): There.\n- [d](https://d.example): D.\n")
    )


# All of them.

STREAMS = [exporter.name for exporter in EXPORTERS if exporter.suffixes != ("/",)]


@QUIET
@pytest.mark.parametrize("format", STREAMS)
def test_the_same_documents_give_the_same_bytes(format):
    document = parse_file(FIXTURE)
    assert written([document, SAW], format) == written(iter([parse_file(FIXTURE), SAW]), format)


@QUIET
@pytest.mark.parametrize("format", [name for name in STREAMS if not EXPORTERS.find(name).is_compressed])
def test_a_packed_file_is_the_same_unpacked(format, tmp_path):
    path = tmp_path / "out.gz"
    write(SAW, path, format=format)
    first = path.read_bytes()
    assert gzip.decompress(first) == written(SAW, format)
    time.sleep(1.1)  # the time of writing would show
    write(SAW, path, format=format)
    assert path.read_bytes() == first


CRASH = """
import os, sys, time
from pocketparse import parse
from pocketparse.exporters import write

def documents():
    for number in range(1000):
        yield parse(f"# {number}\\n" + "- [Saw](https://example.org/saw) - Cuts wood.\\n" * 50)
        if number == 50:
            print("half", flush=True)
            time.sleep(30)

write(documents(), sys.argv[1])
"""


@pytest.mark.timeout(30)
@pytest.mark.parametrize("name", ["out.json", "out.jsonl.gz", "out.csv", "out/", "out.sqlite"])
@pytest.mark.parametrize("old", [b"old", None], ids=["old", "new"])
def test_a_killed_process_leaves_the_old_file_or_none(tmp_path, name, old):
    path = tmp_path / name / ("links.csv" if name == "out/" else "")
    path.parent.mkdir(exist_ok=True)
    if old:
        path.write_bytes(old)
    target = f"{tmp_path}/{name}"
    process = subprocess.Popen([sys.executable, "-c", CRASH, target], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert (path.read_bytes() if path.exists() else None) == old


HOSTILE = [
    "two\nlines\r\nand\rmore\n",
    "\"quoted\" 'and' `so`; drop table entries; --",
    "=1+1",
    "'=1+1",
    " \t+cmd|' /C calc'!A0",
    "\x01\x0b\x1b[31m\x7f\x85\u2028",
    "\u202e\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627\u200c\ufeff",
    "👩‍🏫🇩🇪 e\u0301",
    "<b>&amp;</b>\\",
    "NA",
    "true",
    "1e5",
    "{}",
    "",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text_comes_back_exactly(text, tmp_path):
    entry = SAW.entries[0]
    links = tuple(replace(link, url=text, text=text) for link in entry.links)
    odd = replace(entry, name=text, description=text, tags=(text,), attributes={text: text}, stars=2**53, links=links)
    document = SAW.model_copy(update={"entries": Entries([odd])})
    kept = [text, [text], 2**53, text]

    database = sqlite3.connect(":memory:")
    database.deserialize(written(document, "sqlite"))
    (row,) = database.execute("select name, links, stars, description from entries").fetchall()
    assert [row[0], json.loads(row[1]), *row[2:]] == kept

    (row,) = csv.DictReader(io.StringIO(written(document, "csv").decode(), newline=""))
    cells = {name: unguard(cell) for name, cell in row.items()}
    assert [cells["name"], json.loads(cells["links"]), int(cells["stars"]), cells["description"]] == kept

    write(document, tmp_path / "one.parquet")
    query = f"select name, [one.url for one in links], stars, description from '{tmp_path}/one.parquet'"
    assert [list(row) for row in duckdb.sql(query).fetchall()] == [kept]

    line = json.loads(written(document, "jsonl"))
    assert [line["name"], [link["url"] for link in line["links"]], line["stars"], line["description"]] == kept


@pytest.mark.property
@pytest.mark.timeout(60)
@given(DOCUMENTS)
def test_any_text_comes_back(document):
    read = parquet.read_table(pyarrow.BufferReader(written(document, "parquet")))
    links = [[link["url"] for link in links] for links in read["links"].to_pylist()]
    columns = (read[name].to_pylist() for name in ("name", "stars", "description"))
    names, stars, descriptions = columns
    assert of_columns(names, links, stars, descriptions) == whole(document)
    assert [json.loads(line)["name"] for line in written(document, "jsonl").decode().split("\n")[:-1]] == list(names)


def test_what_is_no_document_or_no_binary_stream_is_refused(document):
    with pytest.raises(TypeError, match="documents are written, not str: parse a text first"):
        write("# A list", io.BytesIO())
    with pytest.raises(TypeError, match="documents are written, not str: parse a text first"):
        stale("# A list", "list.json")
    with pytest.raises(TypeError, match=r"documents are written, not entries: write document\.only"):
        write(document.entries, "out.csv")
    with pytest.raises(TypeError, match=r"documents are written, not entries: write document\.only"):
        write(iter(document.entries), io.BytesIO())
    for name in ("json", "jsonl", "csv", "opml"):
        with pytest.raises(TypeError, match=r"documents are written, not Parsed: take its \.document"):
            write([Parsed("a.md", document, None)], io.BytesIO(), format=name)
        with pytest.raises(TypeError, match=r"documents are written, not NoneType$"):
            write([document, None], io.BytesIO(), format=name)
    with pytest.raises(TypeError, match="json takes no option 'table'; it takes indent"):
        write(document, Path("x.json"), table="links")
    with pytest.raises(TypeError, match=r"opml takes no option 'table'$"):
        stale(document, "x.opml", table="links")
    with pytest.raises(AttributeError, match=r"module 'pocketparse.exporters' has no attribute 'nothing'"):
        attrgetter("nothing")(exporters)
    assert exporters.unguard is unguard
    assert exporters.split is rows.split
    assert exporters.__getattr__("frames").to_pandas(document).equals(document.to_pandas())
    with pytest.raises(TypeError, match="not a stream of text: open it in mode 'wb'"):
        write(document, io.StringIO())


def test_a_history_is_not_replaced_by_a_list(tmp_path):
    path = tmp_path / "list.sqlite"
    write(SAW, path)
    write(SAW, path)
    with closing(sqlite3.connect(path)) as database:
        database.executescript("DROP TABLE IF EXISTS revisions; CREATE TABLE revisions (number INTEGER)")
    before = path.read_bytes()
    with pytest.raises(SourceError, match="is a history that pocketparse wrote, and was left alone"):
        write(SAW, path)
    assert path.read_bytes() == before
    path.write_bytes(before[:200])
    write(SAW, path)  # damaged: nothing is lost
    assert path.read_bytes() != before[:200]
    packed = tmp_path / "list.sqlite.gz"
    packed.write_bytes(before)
    write(SAW, packed)  # no gzip
    packed.write_bytes(gzip.compress(before))
    with pytest.raises(SourceError, match="is a history that pocketparse wrote, and was left alone"):
        write(SAW, packed)
    assert gzip.decompress(packed.read_bytes()) == before


@pytest.mark.timeout(20)
def test_a_pipe_is_not_asked_what_it_holds(tmp_path):
    pipe = tmp_path / "list.sqlite"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        write(SAW, pipe)
        assert reader.stdout.read() == written(SAW, "sqlite")

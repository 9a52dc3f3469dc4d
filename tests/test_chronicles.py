"""Histories in every format, read back, and the commands `pocketparse history` and `pocketparse diff`."""

import csv
import gc
import gzip
import io
import json
import re
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest
from pyarrow import parquet
from repositories import Repository
from test_revisions import ENTRIES, FIRST, SECOND, THIRD

from pocketparse import (
    HistoryError,
    Limits,
    SourceError,
    UnknownExporter,
    UnknownFormat,
    UnknownTable,
    chronicles,
    history,
    parse,
    timeline,
)
from pocketparse.chronicles import CHRONICLES, layout, to_svg
from pocketparse.chronicles import news as to_news
from pocketparse.cli import main
from pocketparse.cli.terminal import FAILURE, FINDINGS, OK
from pocketparse.exporters.to_csv import unguard
from pocketparse.source import RECODING

ATOM = "{http://www.w3.org/2005/Atom}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def repo(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path / "repo")


@pytest.fixture
def shed(repo):
    for text in (FIRST, SECOND, b"\xff", THIRD):
        repo.commit(text)
    return repo


def written(revisions, format: str, **options: object) -> bytes:
    out = io.BytesIO()
    chronicles.write(revisions, out, format=format, **options)
    return out.getvalue()


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as database:
        return {table.name: database.execute(f"SELECT * FROM {table.name}").fetchall() for table in layout.TABLES}


# Formats ---------------------------------------------------------------------------------------------------------


def test_text(shed):
    one, two, three, four = (revision.commit.id[:8] for revision in history(shed.folder))
    assert written(history(shed.folder), "text").decode() == (
        f"    1  2024-01-01  {one}      2 entries  2 added, 1 in sections\n"
        f"    2  2024-01-02  {two}      3 entries  1 added, 1 renamed, 1 unstarred, 1 edited\n"
        f"    3  2024-01-03  {three}  README.md: not UTF-8 at byte 0: {RECODING}\n"
        f"    4  2024-01-04  {four}      2 entries  1 removed, 1 starred, 1 edited\n"
    )


def test_text_of_a_version_without_changes(repo):
    repo.commit(FIRST)
    repo.commit("\n" + FIRST)
    assert written(history(repo.folder), "text").decode().endswith("2 entries  no change of entries or sections\n")


def test_text_gives_no_orders_to_a_terminal(repo):
    path = "a\x1b[2Jb\nc\x9b\u202e.md"
    repo.commit(FIRST, path)
    repo.commit(None, path)
    *_, last = written(history(repo.folder, path), "text").decode().split("\n")[:-1]
    assert last.endswith(r"  a\x1b[2Jb\nc\x9b\u202e.md was removed")


def test_json_lines(shed):
    lines = [json.loads(line) for line in written(history(shed.folder), "jsonl").splitlines()]
    assert [(line["number"], line["entries"], line["problem"]) for line in lines] == [
        (1, 2, None),
        (2, 3, None),
        (3, None, f"README.md: not UTF-8 at byte 0: {RECODING}"),
        (4, 2, None),
    ]
    assert [change["kind"] for change in lines[3]["changes"]] == [
        "entry-starred",
        "star-count-changed",
        "entry-removed",
    ]
    assert lines[0]["date"] == "2024-01-01T12:00:00+02:00"


def test_a_folder_of_csv_files(shed):
    chronicles.write(history(shed.folder), "out/")
    tables = {}
    for path in Path("out").iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            tables[path.stem] = list(csv.DictReader(file))
    assert {name: len(found) for name, found in tables.items()} == {
        "revisions": 4, "sections": 3, "changes": 10, "lifetimes": 3, "periods": 13,
    }  # fmt: skip
    for table in layout.TABLES:
        assert list(tables[table.name][0]) == [column.name for column in table.columns]
    assert tables["changes"][-1]["kind"] == "entry-removed"
    assert tables["changes"][-1]["lifetime"] == "axe"
    assert [unguard(one["value"]) for one in tables["periods"] if one["kind"] == "stars"] == ["1000", "2000"]


def test_the_page_lists_every_column():
    page = (Path(__file__).parents[1] / "docs" / "history.md").read_text("utf-8")
    for table in layout.TABLES:
        columns = " ".join(f"`{column.name}`" for column in table.columns)
        assert f"\n| `{table.name}` | {table.meaning.removesuffix('.')} | {columns} |\n" in page


def test_csv(shed):
    chronicles.write(history(shed.folder), "h/")
    for table in layout.TABLES:
        assert written(history(shed.folder), "csv", table=table.name) == Path(f"h/{table.name}.csv").read_bytes()
    assert written(history(shed.folder), "csv") == Path("h/changes.csv").read_bytes()


def test_parquet(shed):
    changes = parquet.read_table(io.BytesIO(written(history(shed.folder), "parquet"))).to_pylist()
    assert [one["kind"] for one in changes][:3] == ["section-added", "entry-added", "entry-added"]
    assert changes[1]["section"] == ["Tools"]
    lifetimes = parquet.read_table(io.BytesIO(written(history(shed.folder), "parquet", table="lifetimes")))
    assert lifetimes.column("id").to_pylist() == ["saw", "axe", "adze"]
    nothing = parquet.read_table(io.BytesIO(written([], "parquet")))
    assert nothing.num_rows == 0
    assert nothing.column_names == [column.name for column in layout.find("changes").columns]
    with pytest.raises(UnknownTable, match="unknown table 'links'; the tables are revisions, sections, changes"):
        written([], "parquet", table="links")


def test_sqlite(shed):
    chronicles.write(history(shed.folder), "h.sqlite")
    with closing(sqlite3.connect("h.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        ledger = database.execute("SELECT entries, added, removed FROM ledger").fetchall()
        assert ledger == [(2, 2, 0), (3, 1, 0), (None, 0, 0), (2, 0, 1)]
        news = database.execute("SELECT kind, name FROM news").fetchall()
        assert news[0] == ("entry-starred", "Saw")
        assert database.execute("SELECT name, entry FROM lifetimes").fetchall() == [
            ("Saw", "saw"),
            ("Felling axe", None),
            ("Adze", "adze"),
        ]


def test_sqlite_of_the_last_versions_only(shed):
    chronicles.write(history(shed.folder, after=shed.git("rev-parse", "HEAD~2")), "h.sqlite")
    with closing(sqlite3.connect("h.sqlite")) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT id, first_date FROM lifetimes").fetchall() == [
            ("saw", "2024-01-04T12:00:00+02:00"),
            ("adze", "2024-01-04T12:00:00+02:00"),
        ]


@pytest.mark.parametrize("name", ["h.sqlite", "h.jsonl", "h.jsonl.gz"])
@pytest.mark.parametrize("split", range(1, 5))
def test_what_is_appended_is_what_is_written_at_once(shed, name, split):
    shed.commit(FIRST)
    found = list(history(shed.folder))
    chronicles.write(found, f"whole-{name}")
    chronicles.write(found[:split], name)
    assert chronicles.last(name) == layout.Last(split, found[split - 1].commit.id, "README.md", "")
    chronicles.write(found[split:], name, append=True)
    if "jsonl" in name:
        assert Path(name).read_bytes() == Path(f"whole-{name}").read_bytes()
    else:
        assert rows(Path(name)) == rows(Path(f"whole-{name}"))


def test_a_path_that_ends_in_gz_is_packed(shed):
    found = list(history(shed.folder))
    chronicles.write(found, "feed.json.gz")
    assert gzip.decompress(Path("feed.json.gz").read_bytes()) == written(found, "jsonfeed")


@pytest.mark.parametrize(
    "damage", [b"hello", gzip.compress(b"hello")[:-4], gzip.compress(b"hello" * 99)[:12] + b"x" * 30]
)
def test_a_file_that_is_not_packed_is_told(tmp_path, damage):
    path = tmp_path / "h.jsonl.gz"
    path.write_bytes(damage)
    with pytest.raises(SourceError, match=r"h\.jsonl\.gz: "):
        chronicles.last(path)


def test_a_packed_history_of_nothing_is_appended_to(shed):
    found = list(history(shed.folder))
    chronicles.write([], "h.jsonl.gz")
    assert chronicles.last("h.jsonl.gz") is None
    chronicles.write(found, "h.jsonl.gz")
    assert gzip.decompress(Path("h.jsonl.gz").read_bytes()) == written(found, "jsonl")


def test_a_stream_of_text_is_told():
    with pytest.raises(TypeError, match="target is a path or a binary stream"):
        chronicles.write([], io.StringIO())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [(parse(FIRST), "the tuple in a Document"), ([parse(FIRST)], "the Document in a list"), ("x", "the str in a str")],
)
def test_what_is_no_history_is_told(tmp_path, wrong, told):
    for call in (timeline, lambda found: chronicles.write(found, tmp_path / "h.atom")):
        with pytest.raises(TypeError, match=f"^revisions are wanted, as history\\(\\) yields them, not {told}$"):
            call(wrong)
    assert not list(tmp_path.iterdir())


def test_the_last_line_may_lack_its_end(shed):
    found = list(history(shed.folder))
    chronicles.write(found[:1], "h.jsonl")
    Path("h.jsonl").write_bytes(Path("h.jsonl").read_bytes().rstrip())
    chronicles.write(found[1:], "h.jsonl", append=True)
    assert Path("h.jsonl").read_bytes() == written(found, "jsonl")


def test_a_name_too_long_for_a_file_is_told(tmp_path):
    with pytest.raises(SourceError, match="File name too long"):
        chronicles.write([], tmp_path / f"{'h' * 300}.jsonl")


def test_what_is_not_appended_to_is_left_alone(tmp_path):
    old = tmp_path / "h.txt"
    old.write_text("an older history\n", encoding="utf-8")
    with pytest.raises(TypeError, match="text is not appended to"):
        chronicles.write([], old, append=True)
    assert old.read_text(encoding="utf-8") == "an older history\n"
    with pytest.raises(TypeError, match="a stream is not appended to"):
        chronicles.write([], io.BytesIO(), format="jsonl", append=True)


def test_a_file_that_is_something_else_is_told(repo):
    with closing(sqlite3.connect("other.sqlite")) as database:
        database.execute("CREATE TABLE t (a)")
    Path("text.sqlite").write_text("hello")
    Path("text.jsonl").write_text("hello\n")
    Path("array.jsonl").write_text("[1]\n")
    Path("number.jsonl").write_text('{"number": "1", "commit": "c", "path": "p"}\n')
    Path("deep.jsonl").write_text("[" * 100_000)
    for name in ("other.sqlite", "text.sqlite"):
        with pytest.raises(SourceError, match=f"{name}: is no history that this version of pocketparse wrote"):
            chronicles.last(name)
    for name in ("text.jsonl", "array.jsonl", "number.jsonl", "deep.jsonl"):
        with pytest.raises(SourceError, match=f"{name}: its last line is no revision"):
            chronicles.last(name)
    Path("empty.jsonl").write_text("")
    assert chronicles.last("empty.jsonl") is None
    assert chronicles.last("absent.sqlite") is None
    assert chronicles.last("news.atom") is None


def test_a_file_that_cannot_be_read_or_written_is_told(repo, monkeypatch):
    Path("file").write_text("x")
    with pytest.raises(SourceError, match=r"file/h\.sqlite: Not a directory"):
        chronicles.write([], "file/h.sqlite")
    with pytest.raises(BrokenPipeError):
        chronicles.write(broken(), "h.txt")

    def refuse(self):
        raise PermissionError(13, "Permission denied")

    Path("h.sqlite").write_text("x")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SourceError, match=r"h\.sqlite: Permission denied"):
        chronicles.last("h.sqlite")


def broken():
    raise BrokenPipeError
    yield


NEWS = """\
# [A \\<b> list](https://example.org/list)

## Tools & more

- [Saw](https://example.org/saw) - Cuts.
- [A \\<i>](https://example.org/?a=1&b=2) - Odd & 1 \\< 2.

  More of it.
- [C\x0c](#c) - Nowhere.

"""
MORE = "".join(f"- [N{n}](https://example.org/{n}) - New.\n" for n in range(5))


@pytest.fixture
def news(repo):
    for text in (NEWS, NEWS + "## Plants\n\n" + MORE, NEWS + "## Plants\n\n" + MORE + "\nText.\n"):
        repo.commit(text)
    repo.day -= 2
    repo.commit(NEWS + "## Plants\n\n" + MORE + "- [Late](https://example.org/late)\n")
    return repo


def test_atom(news):
    feed = ElementTree.fromstring(written(history(news.folder), "atom"))
    entries = feed.findall(f"{ATOM}entry")
    titles = [entry.findtext(f"{ATOM}title") for entry in entries]
    assert titles == ["6 new entries: N0, N1, N2 and 3 more", "3 new entries: Saw, A <i>, C"]
    assert [entry.findtext(f"{ATOM}updated") for entry in entries][-1] == "2024-01-01T12:00:00+02:00"
    assert [one.get("term") for one in entries[1].findall(f"{ATOM}category")] == ["Tools & more"]
    content = entries[1].findtext(f"{ATOM}content")
    assert content == (
        "<h3>Tools &amp; more</h3><ul>"
        '<li><a href="https://example.org/saw">Saw</a>: Cuts.</li>'
        '<li><a href="https://example.org/?a=1&amp;b=2">A &lt;i&gt;</a>: Odd &amp; 1 &lt; 2.</li>'
        "<li>C: Nowhere.</li></ul>"
    )
    late = '<li><a href="https://example.org/late">Late</a></li></ul>'
    assert (entries[0].findtext(f"{ATOM}content") or "").endswith(late)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 2
    assert written(history(news.folder), "atom") == written(history(news.folder), "atom")
    again = ElementTree.fromstring(written(history(news.folder, rev="HEAD~1"), "atom"))
    assert [entry.findtext(f"{ATOM}id") for entry in again.findall(f"{ATOM}entry")] == ids
    assert feed.findtext(f"{ATOM}title") == "A <b> list: new entries"


def test_a_feed_by_day_and_by_revision(repo):
    repo.commit(NEWS)
    repo.day -= 1
    repo.commit(NEWS + "## Plants\n\n" + MORE)
    by_day, by_revision = (json.loads(written(history(repo.folder), "jsonfeed", by=by)) for by in ("day", "revision"))
    assert [item["title"] for item in by_day["items"]] == ["8 new entries: Saw, A <i>, C and 5 more"]
    assert len(by_revision["items"]) == 2


def test_the_item_of_a_day_that_goes_on(repo):
    """It keeps its id, tells when entries came last, and has each section once, those without one first."""
    tools, plants = (
        "## Tools\n\n- [A](https://example.org/a) - A.\n",
        "\n## Plants\n\n- [C](https://example.org/c) - C.\n",
    )
    repo.commit(f"# T\n\n{tools}{plants}")
    (first,) = json.loads(written(history(repo.folder), "jsonfeed"))["items"]
    tools += "- [B](https://example.org/b) - B.\n"
    repo.commit_at("1704106800 +0000", f"# T\n\n{tools}{plants}")
    text = f"# T\n\n- [D](https://example.org/d) - D.\n\n{tools}{plants}"
    repo.commit_at("1704110400 +0000", text)
    repo.commit_at("1704114000 +0000", f"{text}\nNothing new.\n")
    (last,) = json.loads(written(history(repo.folder), "jsonfeed"))["items"]
    assert first["id"] == last["id"]
    assert first["date_published"] == first["date_modified"] == last["date_published"] == "2024-01-01T12:00:00+02:00"
    assert last["date_modified"] == "2024-01-01T12:00:00+00:00"
    assert re.findall("<h3>.*?</h3>|>(.)</a>", last["content_html"]) == ["D", "", "A", "B", "", "C"]
    (entry,) = ElementTree.fromstring(written(history(repo.folder), "atom")).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == last["date_published"]
    assert entry.findtext(f"{ATOM}updated") == last["date_modified"]


def test_a_feed_holds_the_newest(news, monkeypatch, capsys):
    assert len(json.loads(written(history(news.folder), "jsonfeed", by="revision"))["items"]) == 3
    assert f"for each, the newest {to_news.MOST_ITEMS};" in " ".join(run(capsys, "history", "--help")[1].split())
    monkeypatch.setattr(to_news, "MOST_ITEMS", 2)
    newest = json.loads(written(history(news.folder), "jsonfeed", by="revision"))["items"]
    assert [item["title"] for item in newest] == ["1 new entry: Late", "5 new entries: N0, N1, N2 and 2 more"]


def test_json_feed(news):
    feed = json.loads(written(history(news.folder), "jsonfeed"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "A <b> list: new entries"
    assert [item["tags"] for item in feed["items"]] == [["Plants"], ["Tools & more"]]
    assert all(item["id"] and item["content_html"] and item["date_published"] for item in feed["items"])


def test_feeds_name_the_homepage(repo):
    text = "# T\n\n**Github**: https://github.com/a/b\n\n## Tools\n\n- [Saw](https://example.org/saw) - Cuts.\n"
    repo.commit(text)
    homely = list(history(repo.folder))
    feed = json.loads(written(homely, "jsonfeed"))
    assert (feed["home_page_url"], feed["items"][0]["url"]) == ("https://github.com/a/b", "https://github.com/a/b")
    atom = ElementTree.fromstring(written(homely, "atom"))
    assert [link.get("href") for link in atom.iter(f"{ATOM}link")] == ["https://github.com/a/b"] * 2


def test_a_feed_is_as_new_as_its_newest_item(repo):
    """Though clocks differ, and a commit of an earlier time may come last."""
    for time, text in (("1700000000", FIRST), ("1706000000", SECOND), ("1703000000", SECOND + ENTRIES["axe"])):
        repo.commit_at(f"{time} +0000", text)
    feed = ElementTree.fromstring(written(history(repo.folder), "atom"))
    items = [entry.findtext(f"{ATOM}updated") for entry in feed.findall(f"{ATOM}entry")]
    assert items == ["2023-12-19T15:33:20+00:00", "2024-01-23T08:53:20+00:00", "2023-11-14T22:13:20+00:00"]
    assert feed.findtext(f"{ATOM}updated") == items[1]


def test_a_homepage_that_xml_forbids(repo):
    repo.commit(
        "# T\n\n**Github**: https://github.com/a/b\x01\ufffec\n\n## Tools\n\n- [Saw](https://example.org/saw) - Cuts.\n"
    )
    atom = ElementTree.fromstring(written(history(repo.folder), "atom"))
    assert [link.get("href") for link in atom.iter(f"{ATOM}link")] == ["https://github.com/a/b\ufffd\ufffdc"] * 2


def test_a_history_of_nothing():
    assert written([], "text") == written([], "jsonl") == b""
    assert json.loads(written([], "jsonfeed"))["items"] == []
    assert ElementTree.fromstring(written([], "atom")).findall(f"{ATOM}entry") == []
    assert b"<svg" in written([], "svg")


def labels(picture: bytes) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(picture).iter(f"{SVG}text")]


def test_picture(shed):
    picture = written(history(shed.folder), "svg")
    assert "Tools" in labels(picture)
    assert {"entries", "links", "new entries a month"} <= set(labels(picture))
    assert written(history(shed.folder), "svg") == picture


def test_picture_of_sections_that_are_many_or_renamed(repo):
    names = [f"中文 $x${n}" for n in range(to_svg.SHOWN_SECTIONS + 2)]
    text = "# T\n\n- [Top](https://example.org/top) - Top.\n\n" + "".join(
        f"## {name}\n\n- [E{n}](https://example.org/{n}) - Thing.\n- [F{n}](https://example.org/f{n}) - Thing.\n\n"
        for n, name in enumerate(names)
    )
    repo.commit("# T\n")
    repo.commit(text)
    repo.commit(text.replace("## 中文 $x$0", "## Renamed"))
    shown = labels(written(history(repo.folder), "svg"))
    assert to_svg.REST in shown
    assert "Renamed" in shown
    assert "中文 $x$1" in shown
    assert "中文 $x$0" not in shown


def test_picture_of_entries_without_a_section(repo):
    repo.commit("# T\n\n- [A](https://example.org/a) - One.\n- [B](https://example.org/b) - Two.\n")
    assert "no section" in labels(written(history(repo.folder), "svg"))


YOUNG = "# My $1 & $2 list\n\n## _private\n\n- [A](https://example.org/a) - One.\n- [B](https://example.org/b) - Two.\n"


def test_picture_of_one_version(repo):
    """Its areas have a width, and counts are whole numbers."""
    repo.commit(YOUNG)
    picture = ElementTree.fromstring(written(history(repo.folder), "svg"))
    areas = [one for one in picture.iter(f"{SVG}g") if "PolyCollection" in one.get("id", "")]
    assert len(areas) == 2
    for area in areas:
        path = area.find(f".//{SVG}path")
        across = re.findall(r"[ML] ([\d.]+) ", path.get("d", "")) if path is not None else []
        assert max(map(float, across)) - min(map(float, across)) > 100
    shown = [text.text for text in picture.iter(f"{SVG}text")]
    assert shown.count("0") == shown.count("1") == shown.count("2") == 3
    assert not [text for text in shown if text and "." in text]


def test_picture_tells_what_it_shows(repo):
    repo.commit(YOUNG)
    picture = ElementTree.fromstring(written(history(repo.folder), "svg"))
    assert picture.get("role") == "img"
    assert picture.findtext(f"{SVG}title") == "My $1 & $2 list"
    assert picture.findtext(f"{SVG}desc") == (
        "Entries by section, links, and new entries a month, in 1 version from 2024-01-01 to 2024-01-01. "
        "The last has 2 entries in 1 section, and 2 links."
    )
    assert {"My $1 & $2 list", "_private"} <= {text.text for text in picture.iter(f"{SVG}text")}


@pytest.mark.parametrize("fonts", [to_svg.FONTS, ["No such font", "sans-serif"]])
def test_picture_names_fonts_for_any_machine(repo, monkeypatch, fonts):
    title = "font-family: X; font: 9px Y;"
    repo.commit(f"# {title}\n")
    monkeypatch.setattr(to_svg, "FONTS", fonts)
    texts = list(ElementTree.fromstring(written(history(repo.folder), "svg")).iter(f"{SVG}text"))
    assert title in [text.text for text in texts]
    for text in texts:
        (named,) = re.findall(r"font(?:-family: |: .*?px )(.*?);", text.get("style", ""))
        assert named.replace("'", "").split(", ") == fonts


@pytest.mark.parametrize("title", ["Tools " * 30, "工具" * 30])
def test_picture_shortens_titles(repo, title):
    repo.commit(YOUNG.replace("# My $1 & $2 list", f"# {title}").replace("_private", title))
    shortened = [label for label in labels(written(history(repo.folder), "svg")) if label[:3] == title[:3]]
    assert all(label.endswith("…") for label in shortened)
    columns = [len(label.encode("gbk")) - (title[0] < "a") for label in shortened]
    assert columns == [to_svg.LABEL_COLUMNS, to_svg.HEADING_COLUMNS]


@pytest.mark.parametrize("seconds", [253402300799, 253402300800])
def test_picture_of_a_clock_that_is_wrong(repo, seconds):
    repo.commit(FIRST)
    repo.commit_at(f"{seconds} +0000", SECOND)
    assert "Tools" in labels(written(history(repo.folder), "svg"))


def test_an_unknown_format_is_told(repo):
    assert issubclass(UnknownExporter, UnknownFormat)
    with pytest.raises(UnknownExporter, match="unknown format 'yaml'; the formats are text"):
        CHRONICLES.find("yaml")
    for path in ("x.yaml", "x.yaml.gz"):
        with pytest.raises(UnknownExporter, match=rf"{path}: no format has the suffix '\.yaml'"):
            CHRONICLES.find(None, path)
    Path("folder").mkdir()
    assert CHRONICLES.find(None, Path("folder")).name == CHRONICLES.find(None, "folder/").name == "csv"
    assert CHRONICLES.find("csv", "folder/").is_folder
    with pytest.raises(SourceError, match="folder: is a folder: name a file in it, or write folder/"):
        CHRONICLES.find(None, "folder")
    assert CHRONICLES.find().name == CHRONICLES.find(None, "/dev/stdout").name == "text"


# pocketparse history ---------------------------------------------------------------------------------------------


def run(capsys, *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_history_prints_text(shed, capsys):
    code, out, err = run(capsys, "history", "repo")
    assert code == FINDINGS  # one version could not be read
    assert out.count("\n") == 4
    commit = shed.git("rev-parse", "HEAD~1")[:8]
    assert (
        err == f"pocketparse: warning: {commit}: README.md: not UTF-8 at byte 0: {RECODING}\n4 versions, 10 changes\n"
    )


@pytest.mark.parametrize("limits", ["lines=4", "markup=20"])
def test_history_tells_of_versions_beyond_a_limit(repo, capsys, limits):
    long = "# T\n\n## Tools\n\n- [*S*aw](https://example.org/saw) - **Cuts** <b>wood</b>.\n"
    for text in ("# T\n", long, long + "- [Axe](https://example.org/axe) - Fells trees.\n"):
        repo.commit(text)
    told = "pocketparse: warning: of 2 versions a part lies beyond a limit and was not read; see --limits\n"
    assert run(capsys, "history", "repo", "-q", "-o", "h.txt", "--limits", limits) == (OK, "", told)


def test_history_of_the_folder_it_runs_in(repo, capsys, monkeypatch):
    repo.commit(FIRST, "docs/list.md")
    monkeypatch.chdir(repo.folder)
    assert run(capsys, "history", "-p", "docs/list.md", "-o", "-", "-q") == (
        OK, written(history("."  , "docs/list.md"), "text").decode(), "",
    )  # fmt: skip


@pytest.mark.parametrize("output", ["repo/docs/list.md", "repo/docs/../docs/list.md", "repo/.git/config"])
def test_history_leaves_what_it_reads_alone(repo, capsys, output):
    repo.commit(FIRST, "docs/list.md")
    before = Path(output).read_bytes()
    told = f"pocketparse: error: {output}: is what is read, and was left alone\n"
    for folder in ("repo", "repo/docs"):
        assert run(capsys, "history", folder, "-p", "docs/list.md", "-o", output, "-f", "text") == (2, "", told)
    assert Path(output).read_bytes() == before


def test_history_leaves_a_bare_repository_alone(repo, capsys):
    repo.commit(FIRST)
    repo.git("clone", "--quiet", "--bare", ".", "../bare")
    before = Path("bare/config").read_bytes()
    told = "pocketparse: error: bare/config: is what is read, and was left alone\n"
    assert run(capsys, "history", "bare", "-o", "bare/config", "-f", "text") == (2, "", told)
    assert Path("bare/config").read_bytes() == before


def test_history_is_appended_to(repo, capsys):
    repo.commit(FIRST)
    assert run(capsys, "history", "repo", "-o", "h.sqlite") == (OK, "", "1 version, 3 changes\n")
    repo.commit(SECOND)
    assert run(capsys, "history", "repo", "-o", "h.sqlite") == (OK, "", "1 version, 4 changes\n")
    assert run(capsys, "history", "repo", "-o", "h.sqlite") == (OK, "", "0 versions, 0 changes\n")
    assert len(rows(Path("h.sqlite"))["revisions"]) == 2
    assert run(capsys, "history", "repo", "-o", "n.atom", "--by", "revision")[0] == OK
    assert run(capsys, "history", "repo", "-o", "n.atom")[2] == "2 versions, 7 changes\n"


def test_a_rewritten_branch_leaves_the_file_alone(repo, capsys):
    repo.commit(FIRST)
    main(["history", "repo", "-o", "h.sqlite"])
    old = Path("h.sqlite").read_bytes()
    repo.git("checkout", "--quiet", "--orphan", "other")
    repo.commit(SECOND)
    capsys.readouterr()
    code, _, err = run(capsys, "history", "repo", "-o", "h.sqlite")
    assert code == FAILURE
    assert "is not in this history: the branch was rewritten" in err
    assert Path("h.sqlite").read_bytes() == old


@pytest.mark.parametrize("name", ["h.sqlite", "h.jsonl"])
def test_what_a_shallow_clone_appends_is_numbered_on(shed, capsys, name):
    assert run(capsys, "history", "repo", "-q", "-o", name)[0] == FINDINGS
    shed.commit(FIRST)
    shed.git("clone", "--quiet", "--depth", "2", shed.folder.as_uri(), "../shallow")
    assert run(capsys, "history", "shallow", "-o", name)[0] == OK
    assert run(capsys, "history", "repo", "-q", "-o", f"whole-{name}")[0] == FINDINGS
    if "jsonl" in name:
        assert Path(name).read_bytes() == Path(f"whole-{name}").read_bytes()
    else:
        assert rows(Path(name)) == rows(Path(f"whole-{name}"))
    old = Path(name).read_bytes()
    shed.commit(SECOND)
    shed.git("clone", "--quiet", "--depth", "1", shed.folder.as_uri(), "../shallower")
    code, _, err = run(capsys, "history", "shallower", "-o", name)
    assert code == FAILURE
    assert "the clone does not reach back to it" in err
    assert Path(name).read_bytes() == old


@pytest.mark.parametrize("name", ["h.sqlite", "h.jsonl"])
def test_another_list_of_the_repository_is_not_appended(repo, capsys, name):
    (repo.folder / "b.md").write_text(SECOND)
    commit = repo.commit(FIRST, "a.md")
    assert run(capsys, "history", "repo", "-p", "a.md", "-o", name)[0] == OK
    old = Path(name).read_bytes()
    code, out, err = run(capsys, "history", "repo", "-p", "b.md", "-o", name)
    assert (code, out) == (FAILURE, "")
    assert f"its last version, a.md in commit {commit[:12]}, is not in this history" in err
    assert "or the file is another list's" in err
    assert Path(name).read_bytes() == old
    repo.git("mv", "a.md", "c.md")
    repo.commit_index()
    assert run(capsys, "history", "repo", "-p", "c.md", "-o", name) == (OK, "", "1 version, 0 changes\n")


@pytest.mark.parametrize(
    "change",
    [
        "DROP TABLE periods",
        "ALTER TABLE changes ADD COLUMN more",
        "ALTER TABLE periods ADD COLUMN more",
        "CREATE TRIGGER no BEFORE INSERT ON revisions BEGIN SELECT RAISE(ABORT, 'no'); END",
        "CREATE TRIGGER no BEFORE DELETE ON lifetimes BEGIN SELECT RAISE(ABORT, 'no'); END",
        "UPDATE lifetimes SET section = 'x'",
        "UPDATE lifetimes SET section = 5",
        f"UPDATE lifetimes SET section = '{'[' * 100_000}'",
        "UPDATE lifetimes SET last_commit = NULL, last_date = NULL",
        "UPDATE periods SET first_date = 'x'",
        "UPDATE periods SET first_date = '2024-01-01T00:00:00'",
        "UPDATE periods SET first_date = NULL",
        "UPDATE periods SET value = 'x' WHERE kind = 'stars'",
        "UPDATE revisions SET path = NULL",
        'UPDATE revisions SET "commit" = NULL',
        "PRAGMA user_version = 7",
    ],
)
def test_a_database_that_was_changed_is_told_and_left_alone(repo, capsys, change):
    repo.commit(FIRST)
    main(["history", "repo", "-q", "-o", "h.sqlite"])
    with closing(sqlite3.connect("h.sqlite")) as database:
        database.execute(change)
        database.commit()
    old = Path("h.sqlite").read_bytes()
    repo.commit(SECOND)
    code, out, err = run(capsys, "history", "repo", "-q", "-o", "h.sqlite")
    assert (code, out) == (FAILURE, "")
    assert err == "pocketparse: error: h.sqlite: is no history that this version of pocketparse wrote\n"
    assert Path("h.sqlite").read_bytes() == old


def test_a_database_in_wal_mode_is_appended_to(repo, capsys):
    repo.commit(FIRST)
    main(["history", "repo", "-q", "-o", "h.sqlite"])
    repo.commit(SECOND)
    with closing(sqlite3.connect("h.sqlite")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE mine (a)")
        database.commit()
        code, _, err = run(capsys, "history", "repo", "-o", "h.sqlite")
        assert code == FAILURE
        assert "h.sqlite: is open in another program, and a part of it still in h.sqlite-wal" in err
    assert run(capsys, "history", "repo", "-o", "h.sqlite") == (OK, "", "1 version, 4 changes\n")
    assert len(rows(Path("h.sqlite"))["revisions"]) == 2


@pytest.mark.parametrize("name", ["h.sqlite", "h.jsonl"])
def test_versions_that_are_read_in_another_way_are_not_appended(repo, capsys, name):
    repo.commit(FIRST)
    assert run(capsys, "history", "repo", "-q", "-o", name, "--limits", "lines=99")[0] == OK
    repo.commit(SECOND)
    old = Path(name).read_bytes()
    for given, told in (
        ([], "the usual dialects and limits"),
        (
            ["--dialect", "table,bullet", "--limits", "lines=99,markup=5"],
            "dialects table, bullet; limits lines=99, markup=5",
        ),
    ):
        assert run(capsys, "history", "repo", "-o", name, *given) == (
            FAILURE, "", f"pocketparse: error: {name}: was read with limits lines=99, not {told}: "
            "give what it was read with, or remove it to begin anew\n",
        )  # fmt: skip
        assert Path(name).read_bytes() == old
    for revisions in (history(repo.folder), history(repo.folder, dialects=[], limits=Limits(lines=99))):
        with pytest.raises(HistoryError, match=r"was read with limits lines=99, not (the usual|dialects none; limits)"):
            chronicles.write(revisions, name, append=True)
    assert run(capsys, "history", "repo", "-o", name, "--limits", "lines=99") == (OK, "", "1 version, 4 changes\n")


@pytest.mark.parametrize("name", ["h.sqlite", "h.jsonl"])
def test_a_history_of_nothing_yet_is_appended_to(repo, capsys, name):
    repo.commit(FIRST)
    argv = "history", "repo", "--since", "2040-01-01", "-o", name
    for _ in range(2):
        assert run(capsys, *argv) == (OK, "", "0 versions, 0 changes\n")
    chronicles.write(history(repo.folder), name, append=True)
    assert chronicles.last(name) == layout.Last(1, repo.git("rev-parse", "HEAD"), "README.md", "")


def test_the_collector_is_left_as_it_was(repo, capsys):
    repo.commit(FIRST)
    before = gc.get_threshold()
    assert run(capsys, "history", "repo", "-q")[0] == OK
    assert gc.get_threshold() == before


def test_history_since(shed, capsys):
    assert run(capsys, "history", "repo", "--since", "2024-01-04", "-q")[1].count("\n") == 1
    assert run(capsys, "history", "repo", "--since", "2024-01-02T00:00:00+02:00", "-q")[1].count("\n") == 3


def test_a_shallow_clone_is_warned_of(repo, capsys):
    repo.commit(FIRST)
    repo.commit(SECOND)
    repo.git("clone", "--quiet", "--depth", "1", repo.folder.as_uri(), "../shallow")
    code, out, err = run(capsys, "history", "shallow")
    assert code == OK
    assert out.count("\n") == 1
    assert err.startswith("pocketparse: warning: shallow: a shallow clone: history begins at 2024-01-02")


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["nowhere"], "nowhere: "),
        (["repo", "-p", "nope.md"], "no file 'nope.md' in the history of HEAD"),
        (["repo", "--since", "soon"], "'soon' is not a date like 2024-01-31"),
        (["repo", "-f", "yaml"], "unknown format 'yaml'"),
        (["repo", "-o", "x.yaml"], "no format has the suffix '.yaml'"),
        (["repo", "--table", "changes"], "--table does not go with text"),
        (["repo", "--table", "changes", "-o", "h/"], "--table does not go with csv in a folder, which h/ is"),
        (["repo", "--by", "day", "-o", "h.sqlite"], "--by does not go with sqlite"),
        (["repo", "--table", "links", "-o", "h.parquet"], "unknown table 'links'"),
        (["repo", "-o", ""], "a file name is empty"),
        (["repo", "-o", "no/such/h.sqlite"], "there is no folder"),
    ],
)
def test_what_goes_wrong_with_a_history_is_told_in_a_line(repo, capsys, argv, message):
    repo.commit(FIRST)
    code, out, err = run(capsys, "history", *argv)
    assert (code, out) == (FAILURE, "")
    assert err.startswith("pocketparse: error: ")
    assert message in err
    assert err.count("\n") == 1


def test_options_of_a_format(repo, capsys):
    repo.commit(FIRST)
    assert run(capsys, "history", "repo", "-o", "h.parquet", "--table", "periods", "-q") == (OK, "", "")
    assert parquet.read_table("h.parquet").num_rows == 6
    assert run(capsys, "history", "repo", "-f", "csv", "--table", "revisions", "-q")[1].startswith(
        "number,commit,date,"
    )
    assert run(capsys, "history", "repo", "-o", "h.csv.gz", "-q") == (OK, "", "")


def test_progress_is_for_those_who_watch(repo, capsys, monkeypatch):
    repo.commit(FIRST)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    err = run(capsys, "history", "repo", "-o", "h.jsonl")[2]
    assert err == "\r\x1b[K[1/1] 2024-01-01\r\x1b[K1 version, 3 changes\n"


def test_messages_take_the_place_of_progress(repo, capsys, monkeypatch):
    for text in (FIRST, None, SECOND):
        repo.commit(text)
    removed = repo.git("rev-parse", "--short=8", "HEAD~1")
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    err = run(capsys, "history", "repo", "-o", "/dev/full", "-f", "csv")[2]
    assert [line.rpartition("\r\x1b[K")[2] for line in err.split("\n")] == [
        f"pocketparse: warning: {removed}: README.md was removed",
        "pocketparse: error: /dev/full: No space left on device",
        "",
    ]
    assert "\r\x1b[K[3/3] 2024-01-03\r\x1b[Kpocketparse: error" in err


# pocketparse diff ------------------------------------------------------------------------------------------------


@pytest.fixture
def files(repo):
    Path("old.md").write_text(FIRST)
    Path("new.md").write_text(SECOND)
    return repo


def test_diff(files, capsys):
    code, out, err = run(capsys, "diff", "old.md", "new.md")
    assert code == FINDINGS
    assert out.startswith("~ Saw (line 5): no longer marked as new\n")
    assert err == "4 changes\n"
    assert run(capsys, "diff", "old.md", "old.md") == (OK, "", "no change of entries or sections\n")
    assert run(capsys, "diff", "old.md", "new.md", "-q")[2] == ""
    assert json.loads(run(capsys, "diff", "old.md", "new.md", "-f", "json")[1])[0]["name"] == "Saw"


def test_diff_of_standard_input(files, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SECOND.encode())))
    assert run(capsys, "diff", "old.md", "-", "-q")[0] == FINDINGS
    assert run(capsys, "diff", "-", "-")[2].startswith("pocketparse: error: standard input can be read once")


def test_diff_of_revisions(files, capsys, monkeypatch):
    files.commit(FIRST)
    files.commit(SECOND)
    files.commit(b"\xff", "odd.md")
    monkeypatch.chdir(files.folder)
    assert run(capsys, "diff", "HEAD~2:README.md", "HEAD:README.md")[2] == "4 changes\n"
    out = run(capsys, "diff", "HEAD~2:README.md", "HEAD:README.md", "-f", "github")[1]
    assert out.startswith("::notice file=README.md,line=5")
    assert run(capsys, "diff", "HEAD:odd.md", "README.md") == (
        FAILURE, "", f"pocketparse: error: HEAD:odd.md: not UTF-8 at byte 0: {RECODING}\n",
    )  # fmt: skip
    for name in ("HEAD:a blob", f"HEAD:{'a' * 300}"):
        assert run(capsys, "diff", name, "README.md")[2] == f"pocketparse: error: {name}: no such file or revision\n"
    assert run(capsys, "diff", "HEAD:nope.md", "README.md")[2] == (
        "pocketparse: error: HEAD:nope.md: no such file or revision\n"
    )
    Path("a:b.md").write_text(FIRST)
    assert run(capsys, "diff", "a:b.md", "README.md", "-f", "github")[0] == FINDINGS


def test_diff_of_a_file_that_is_not_there(files, capsys):
    assert run(capsys, "diff", "nope.md", "new.md") == (
        FAILURE, "", "pocketparse: error: nope.md: No such file or directory\n",
    )  # fmt: skip


def test_picture_of_a_section_that_shares_its_title_and_is_renamed(repo):
    kits = "".join(f"- [E{n}](https://example.org/{n}) - Thing.\n" for n in range(5))
    other = "- [F](https://example.org/f) - Thing.\n- [G](https://example.org/g) - Thing.\n"
    text = f"# T\n\n## Hand\n\n### Kits\n\n{kits}\n## Power\n\n### {{}}\n\n{other}"
    repo.commit(text.format("Kits"))
    repo.commit(text.format("Sets"))
    assert to_svg._gathered(history(repo.folder)).series == {"Kits": [7, 5, 5], "Sets": [0, 2, 2]}

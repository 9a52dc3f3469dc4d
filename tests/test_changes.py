"""diff(): which entry is which, what changed, and how that is told."""

import json
import random
import re
from dataclasses import replace

import hazards
import pytest

from pocketparse import Section, UnknownFormat, diff, parse
from pocketparse.changelogs import CHANGELOGS, changelog
from pocketparse.changes import compare, side
from pocketparse.pairing import MOST_HOLDERS, Pair, pair_sections

TABLE = "# T\n\n| Name | Licence |\n| - | - |\n| [B](https://b.example) | MIT |\n"


def bullets(*lines: str, section: str = "Tools") -> str:
    return f"# T\n\n## {section}\n\n" + "".join(f"- {line}\n" for line in lines)


def cards(*entries: str, title: str = "# T (Ver. 1.0)") -> str:
    return f"{title}\n\n## Models\n\n" + "\n".join(entries)


def card(name: str, *links: str, text: str = "A model of language.") -> str:
    return f"### {name}\n" + "".join(f"- {link}\n" for link in links) + f"\n{text}\n"


def changes(old: str, new: str) -> list[tuple[str, str, object, object]]:
    found = diff(parse(old), parse(new))
    return [(one.kind, one.name, one.old, one.new) for one in found]


def kinds(old: str, new: str) -> list[str]:
    return [one.kind for one in diff(parse(old), parse(new))]


def pairs(old: str, new: str) -> dict[str, tuple[str, str]]:
    """Return what the entries of the old version are in the new one, and what told so."""
    return {pair.old.name: (pair.new.name, pair.by) for pair in compare(side(parse(old)), side(parse(new))).pairs}


SAW = "[Saw](https://example.org/saw) - Cuts wood along and across the grain."
AXE = "[Axe](https://example.org/axe) - Fells trees."


# Kinds of changes ------------------------------------------------------------------------------------------------


def test_nothing_changes_where_only_places_do():
    assert changes(bullets(SAW, AXE), "\n\nA greeting.\n\n" + bullets(SAW, AXE)) == []


def test_entries_come_and_go():
    (come,) = diff(parse(bullets(SAW)), parse(bullets(SAW, AXE)))
    assert (come.kind, come.name, come.old, come.new, come.by) == ("entry-added", "Axe", None, "Axe", None)
    assert (come.old_id, come.new_id, come.old_span) == (None, "axe", None)
    assert come.section == ("Tools",)
    assert come.url == "https://example.org/axe"
    assert come.new_span is not None
    assert come.new_span.line == 6
    (gone,) = diff(parse(bullets(SAW, AXE)), parse(bullets(SAW)))
    assert (gone.kind, gone.old, gone.new, gone.new_span) == ("entry-removed", "Axe", None, None)
    assert repr(gone) == "<Change entry-removed 'Axe'>"


def test_entries_without_links_come_and_go():
    both = card("A", "https://a.example/x"), card("B", "https://b.example/x")
    old, new = cards(*both, "### Quill\n\nWrites.\n"), cards(*both, "### Oven\n\nBakes.\n")
    assert [(one.kind, one.name) for one in diff(parse(old), parse(new))] == [
        ("entry-added", "Oven"),
        ("entry-removed", "Quill"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            cards(card("A", "https://a.example/x"), title="# T (Ver. 1.0)"),
            cards(card("A", "https://a.example/x"), title="# T (Ver. 1.1)"),
            [("version-changed", "", "1.0", "1.1")],
        ),
        (
            cards(card("A", "https://a.example/x")),
            cards(card("* 【A】", "https://a.example/x")),
            [("entry-starred", "A", None, None)],
        ),
        (
            cards(card("* A", "https://a.example/x")),
            cards(card("A", "https://a.example/x")),
            [("entry-unstarred", "A", None, None)],
        ),
        (
            cards(card("A (⭐1.2k)", "https://a.example/x")),
            cards(card("A (⭐3k)", "https://a.example/x")),
            [("star-count-changed", "A", 1200, 3000)],
        ),
        (
            cards(card("A", "https://a.example/x")),
            cards(card("A（可商用）", "https://a.example/x")),
            [("tags-edited", "A", (), ("可商用",))],
        ),
        (
            cards(card("MOSS", "https://a.example/x")),
            cards(card("【复旦】MOSS", "https://a.example/x")),
            [("entry-renamed", "MOSS", "MOSS", "复旦MOSS")],
        ),
        (
            cards(card("A", "https://a.example/x", text="Old words.")),
            cards(card("A", "https://a.example/x", text="New words.")),
            [("description-edited", "A", "Old words.", "New words.")],
        ),
        (
            cards(card("A", "https://a.example/x")),
            cards(card("A", "https://a.example/x", "https://arxiv.org/abs/2301.00001")),
            [("link-added", "A", None, "https://arxiv.org/abs/2301.00001")],
        ),
        (
            cards(card("A", "https://a.example/x", "https://arxiv.org/abs/2301.00001")),
            cards(card("A", "https://a.example/x")),
            [("link-removed", "A", "https://arxiv.org/abs/2301.00001", None)],
        ),
        (
            cards(card("A", "https://a.example/x", "https://arxiv.org/abs/2301.00001")),
            cards(card("A", "https://a.example/x", "https://arxiv.org/abs/2301.00002")),
            [("link-edited", "A", "https://arxiv.org/abs/2301.00001", "https://arxiv.org/abs/2301.00002")],
        ),
        (
            f"{TABLE}| [A](https://a.example) | MIT |\n",
            f"{TABLE}| [A](https://a.example) | GPL |\n",
            [("attributes-edited", "A", {"Licence": "MIT"}, {"Licence": "GPL"})],
        ),
    ],
    ids=lambda value: value[0][0] if isinstance(value, list) else "",
)
def test_a_kind_of_change(old, new, expected):
    assert changes(old, new) == expected


def test_index_groups_are_told():
    body = cards(card("Alpha", "https://a.example/x"), card("Beta", "https://b.example/x"))
    one, two = (
        "| First | Second |\n| :- | :- |\n| {} | {} |\n".format(*cell)
        for cell in (("Alpha", "Beta"), ("Beta", "Alpha"))
    )
    table = body.replace("## Models", "{}\n## Models")
    assert changes(table.format(one), table.format(two)) == [
        ("groups-edited", "Alpha", (("First",),), (("Second",),)),
        ("groups-edited", "Beta", (("Second",),), (("First",),)),
    ]


def test_captions_are_told():
    old, new = ("# List\n\n## Tools\n\n{}\n\n- [A](https://a.example) - Cuts.\n".format(f"**{said}**") for said in "xy")
    assert changes(old, new) == [("captions-edited", "A", ("x",), ("y",))]
    assert "captions: -x, +y" in changelog(diff(parse(old), parse(new)))


def test_a_link_that_comes_twice_and_then_once():
    twice = cards(card("A", "https://a.example/x", "https://b.example/x", "https://b.example/x"))
    once = cards(card("A", "https://a.example/x", "https://b.example/x"))
    assert changes(twice, once) == [("link-removed", "A", "https://b.example/x", None)]


def test_the_place_of_a_link_is_told():
    old, new = cards(card("A", "https://a.example/x")), cards(card("A", "https://a.example/x", "https://b.example/x"))
    (change,) = diff(parse(old), parse(new))
    assert change.new_span is not None
    assert new[change.new_span.start : change.new_span.end] == "https://b.example/x"
    assert change.old_span is None


def test_sections_come_and_go():
    found = diff(
        parse(bullets(SAW)), parse(bullets(SAW) + "\n## Plants\n\n- [Fern](https://example.org/fern) - Green.\n")
    )
    assert [(one.kind, one.name, one.section) for one in found] == [
        ("section-added", "Plants", ("Plants",)),
        ("entry-added", "Fern", ("Plants",)),
    ]
    assert [found[0].old_id, found[0].new_id] == [None, "section:plants"]
    back = kinds(bullets(SAW) + "\n## Plants\n\n- [Fern](https://example.org/fern) - Green.\n", bullets(SAW))
    assert back == ["section-removed", "entry-removed"]


def test_versions_are_the_same_where_the_same_is_said_of_them():
    text = "A bilingual model of language that reads long documents, writes code and answers questions in two scripts."
    old, new = (cards(card(f"Saw {number}", f"https://example.org/{number}", text=text)) for number in (1, 2))
    assert pairs(old, new) == {"Saw 1": ("Saw 2", "similar")}


def test_entries_of_a_renamed_section_stay():
    assert changes(bullets(SAW, AXE), bullets(SAW, AXE, section="Hand instruments")) == [
        ("section-renamed", "Hand instruments", "Tools", "Hand instruments")
    ]
    assert changes(bullets(SAW, section="Tools"), bullets(SAW, section="tools!")) == [
        ("section-renamed", "tools!", "Tools", "tools!")
    ]


def test_an_entry_moves():
    here = "# T\n\n## A\n\n- {}\n\n## B\n\n- [B1](https://b.example/1) - One.\n- [B2](https://b.example/2) - Two.\n"
    old = here.format(f"{SAW}\n- {AXE}")
    new = here.format(AXE) + f"- {SAW}\n"
    assert changes(old, new) == [("entry-moved", "Saw", ("A",), ("B",))]


def test_an_entry_moves_to_the_top_of_a_list_without_sections():
    assert kinds(f"# T\n\n## S\n\n- {SAW}\n- {AXE}\n", f"# T\n\n- {SAW}\n- {AXE}\n") == [
        "section-removed",
        "entry-moved",
        "entry-moved",
    ]


def test_of_copies_in_two_sections_the_one_that_went_is_told():
    old = f"# T\n\n## A\n\n- {SAW}\n- {AXE}\n\n## B\n\n- {SAW}\n- [Adze](https://example.org/adze) - Hollows.\n"
    new = old.replace(f"- {SAW}\n", "", 1)
    (gone,) = diff(parse(old), parse(new))
    assert (gone.kind, gone.section) == ("entry-removed", ("A",))


def test_most_of_a_section_splits_off():
    names = [f"[E{n}](https://e.example/{n}) - Thing {n}." for n in range(5)]
    old = bullets(*names)
    new = bullets(*names[:2], section="Small") + "\n## Large\n\n" + "".join(f"- {name}\n" for name in names[2:])
    found = changes(old, new)
    assert ("section-renamed", "Large", "Tools", "Large") in found
    assert [name for kind, name, *_ in found if kind == "entry-moved"] == ["E0", "E1"]


# Which entry is which --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (bullets(SAW), bullets(SAW), {"Saw": ("Saw", "same")}),
        (
            cards(card("A", "https://a.example/x")),
            cards(card("A", "https://a.example/x", "https://b.example/x")),
            {"A": ("A", "name and link")},
        ),
        (bullets(SAW), bullets(SAW.replace("[Saw]", "[Bow saw]")), {"Saw": ("Bow saw", "link")}),
        (bullets(SAW), bullets(SAW.replace("/saw", "/elsewhere")), {"Saw": ("Saw", "name")}),
        (
            bullets("[Band Saw](https://a.example) - Cuts."),
            bullets("[band-saw](https://b.example) - Other words."),
            {"Band Saw": ("band-saw", "folded name")},
        ),
        (
            bullets("[Circular Sawz 2](https://a.example) - Cuts."),
            bullets("[Circular Saws 2](https://b.example) - Other words."),
            {"Circular Sawz 2": ("Circular Saws 2", "similar")},
        ),
        (
            bullets("[Ripper](https://a.example) - Cuts planks along the grain of soft and hard wood, no splinters."),
            bullets("[Cutter](https://b.example) - Cuts planks along the grain of soft or hard wood, no splinters."),
            {"Ripper": ("Cutter", "similar")},
        ),
        (
            bullets("[Ripper](https://a.example) - 沿着木纹切开软木和硬木的板，不留碎屑，适合新手。"),
            bullets("[Cutter](https://b.example) - 沿着木纹切开软木或硬木的板，不留碎屑，适合新手。"),
            {"Ripper": ("Cutter", "similar")},
        ),
        (bullets("[Qwen2](https://a.example) - A."), bullets("[Qwen3](https://b.example) - B."), {}),
        (bullets("[Ripper](https://a.example) - Cuts."), bullets("[Cutter](https://b.example) - Cuts."), {}),
        (
            "# T\n\n## A\n\n- [X](https://a.example) - a.\n\n## B\n\n- [X](https://b.example) - b.\n",
            "# T\n\n## A\n\n- [X](https://c.example) - a.\n\n## B\n\n- [X](https://d.example) - b.\n",
            {"X": ("X", "name")},
        ),
    ],
    ids=[
        "same", "name and link", "link", "name", "folded name", "similar name", "similar description",
        "similar description in Chinese", "other number",
        "too few words", "twice, told apart by section",
    ],
)  # fmt: skip
def test_what_tells_that_an_entry_is_the_same(old, new, expected):
    assert pairs(old, new) == expected


def test_links_go_before_names():
    """Version 38 of the flagship: a project changes its name, and another one is listed under the old one."""
    old = cards(card("华佗", "https://a.example/scir-hi/huatuo"))
    new = cards(card("本草", "https://a.example/scir-hi/huatuo"), card("华佗", "https://a.example/freedom/huatuo"))
    assert changes(old, new) == [
        ("entry-renamed", "本草", "华佗", "本草"),
        ("entry-added", "华佗", None, "华佗"),
    ]


def test_half_of_the_links_are_enough():
    old = cards(card("A", "https://a.example/x", "https://b.example/x"))
    new = cards(card("B", "https://c.example/x", "https://b.example/x"))
    assert pairs(old, new) == {"A": ("B", "link")}
    less = cards(card("B", "https://c.example/x", "https://d.example/x", "https://b.example/x"))
    more = cards(card("A", "https://a.example/x", "https://e.example/x", "https://b.example/x"))
    assert pairs(more, less) == {}


def test_of_two_that_share_as_much_the_one_in_the_section_is_kept():
    """Version 43 of the flagship merges two entries of one name into that of the second section."""
    both, first, second = "https://a.example/belle", "https://b.example/1", "https://c.example/2"
    old = f"# T\n\n## A\n\n{card('BELLE', both, first)}\n## B\n\n{card('BELLE', second, both)}"
    new = f"# T\n\n## A\n\n{card('Other', 'https://o.example/x')}\n## B\n\n{card('BELLE', second, both, first)}"
    assert [one.kind for one in diff(parse(old), parse(new))] == ["entry-added", "link-added", "entry-removed"]


def test_a_link_that_many_share_tells_nothing():
    many = [f"[N{n}](https://n.example/{n}) - [Home](https://home.example)." for n in range(MOST_HOLDERS + 1)]
    new = [f"[M{n}](https://m.example/{n}) - [Home](https://home.example)." for n in range(MOST_HOLDERS + 1)]
    assert pairs(bullets(*many), bullets(*new)) == {}


def test_copies_are_told_apart_by_their_order():
    two = bullets(SAW, SAW)
    assert kinds(two, two) == []
    assert kinds(two, bullets(SAW)) == ["entry-removed"]
    assert kinds(bullets(SAW), two) == ["entry-added"]


def test_sections_swap_their_places():
    one, two = "\n## A\n\n- " + SAW + "\n", "\n## B\n\n- " + AXE + "\n"
    assert kinds("# T\n" + one + two, "# T\n" + two + one) == []


def test_the_most_alike_are_the_same():
    old = bullets("[Circular Saws](https://a.example) - Cuts.")
    new = bullets("[Circular Sawzz](https://b.example) - Rips.", "[Circular Sawz](https://c.example) - Rips.")
    assert pairs(old, new) == {"Circular Saws": ("Circular Sawz", "similar")}


@pytest.mark.parametrize("letters", ["ab", "etaoinshrdlu"])
@pytest.mark.timeout(10)
def test_long_names_are_not_compared_for_long(letters):
    pick = random.Random(1)

    def long(host: str) -> str:
        names = ["".join(pick.choices(letters, k=200)) for _ in range(500)]
        return bullets(*(f"[{name} w{n // 20}](https://{host}.example/{n}) - Saws." for n, name in enumerate(names)))

    assert pairs(long("a"), long("b")) == {}


@pytest.mark.timeout(10)
def test_many_sections_are_renamed():
    document = parse(bullets(SAW, AXE))
    (section,), (entry, _) = document.sections, document.entries

    def sections(name: str) -> list[Section]:
        return [replace(section, id=f"{name}{n}", title=f"{name}{n}", path=(f"{name}{n}",)) for n in range(20_000)]

    old, new = sections("S"), sections("Q")
    there = [
        Pair(replace(entry, section=one.id), replace(entry, section=other.id), "same")
        for one, other in zip(old, new, strict=True)
    ]
    assert pair_sections(old, new, there) == {f"S{n}": f"Q{n}" for n in range(20_000)}


@pytest.mark.timeout(10)
def test_many_links_of_an_entry_change():
    old = card("A", *(f"https://a.example/{n}" for n in range(8000)))
    new = card("A", *(f"https://github.com/a/{n}" for n in range(8000)))
    assert set(kinds(old, new)) == {"link-removed", "link-added"}
    assert kinds(old, new.replace("github.com", "b.example")) == ["link-edited"] * 8000


def test_strangers_stay_strangers():
    pick = random.Random(1)

    def word() -> str:
        return "".join(pick.choices("abcdefghijklmnopqrstuvwxyz", k=9))

    def strangers(host: str) -> str:
        return bullets(*(f"[{word()}](https://{host}.example/{n}) - {word()} {word()}." for n in range(600)))

    assert pairs(strangers("a"), strangers("b")) == {}


def test_each_is_paired_once_and_the_same_way_each_time():
    for seed in range(30):
        old, new = (parse(text) for text in hazards.documents(2, seed, 40))
        made = compare(side(old), side(new))
        assert made == compare(side(old), side(new))
        assert (
            len({id(pair.old) for pair in made.pairs}) == len({id(pair.new) for pair in made.pairs}) == len(made.pairs)
        )
        told = [change.kind for change in made.changes]
        assert told.count("entry-added") - told.count("entry-removed") == len(new.entries) - len(old.entries)
        assert diff(old, old) == []


# Formats ---------------------------------------------------------------------------------------------------------

OLD = f"""# T (Ver. 1.0)

## Tools

{card("Saw", "https://a.example/saw", text="Cuts.")}
{card("Axe", "https://a.example/axe")}
{card("Spade (⭐1k)", "https://a.example/spade")}
{card("Rake", "https://a.example/rake")}
## Gone

{card("Fork", "https://a.example/fork")}
"""
NEW = f"""# T (Ver. 1.1)

## Tools

{card("* Felling *axe*_1", "https://a.example/axe")}
{card("Spade (⭐2k)", "https://a.example/spade", "https://b.example/spade")}
{card("Rake", "https://a.example/rake")}
{card("Adze", "https://a.example/adze")}
## Come

{card("Saw", "https://a.example/saw", text="Cuts wood.")}
"""


def test_text():
    text = changelog(diff(parse(OLD), parse(NEW)))
    assert text == (
        "~ list version 1.0 → 1.1\n"
        "- section Gone (was line 25)\n"
        "+ section Come (line 26)\n"
        "~ Felling axe_1 (line 5): renamed from Axe\n"
        "~ Felling axe_1 (line 5): marked as new\n"
        "~ Spade (line 10): 1000 → 2000 stars\n"
        "~ Spade (line 12): link added: https://b.example/spade\n"
        "+ Adze in Tools (line 21)\n"
        "~ Saw (line 28): moved from Tools to Come\n"
        "~ Saw (line 28): description: Cuts. → Cuts wood.\n"
        "- Fork in Gone (was line 27)\n"
    )


def test_markdown():
    text = changelog(diff(parse(OLD), parse(NEW)), "markdown")
    assert text == (
        "## 1.1\n\n"
        "### Added\n\n**Tools**\n\n- [Adze](<https://a.example/adze>)\n\n"
        "### Removed\n\n- Fork\n\n"
        "### Renamed\n\n- [Felling axe\\_1](<https://a.example/axe>): renamed from Axe\n\n"
        "### Moved\n\n- [Saw](<https://a.example/saw>): moved from Tools to Come\n\n"
        "### Sections\n\n- Gone removed\n- Come added\n\n"
        "### Edited\n\n"
        "- [Spade](<https://a.example/spade>): 1000 → 2000 stars; link added: https://b.example/spade\n"
        "- [Saw](<https://a.example/saw>): description: Cuts. → Cuts wood.\n\n"
        "1 marked as new, 0 no longer.\n"
    )


def test_markdown_of_entries_in_several_sections_or_none():
    top = "# T\n\n- [A](https://a.example) - One.\n- [B](https://b.example) - Two.\n"
    new = f"{top}\n## S\n\n- [C](https://c.example) - Three.\n"
    assert changelog(diff(parse(""), parse(new)), "markdown") == (
        "### Added\n\n- [A](<https://a.example>)\n- [B](<https://b.example>)\n\n**S**\n\n- [C](<https://c.example>)\n\n"
        "### Sections\n\n- S added\n\n"
    )


@pytest.mark.parametrize(
    ("item", "line"),
    [
        ("[A](https://a.example/x>y) - One.", "[A](<https://a.example/x%3Ey>)"),
        ("**1. A** - One.", r"1\. A"),
        ("[R&D `&lt;b`](https://a.example) - One.", r"[R&D \&lt;b](<https://a.example>)"),
    ],
)
def test_markdown_displays_what_the_list_does(item, line):
    items = "- [B](https://b.example) - Two.\n- [C](https://c.example) - Three.\n"
    assert changelog(diff(parse(items), parse(f"- {item}\n{items}")), "markdown") == f"### Added\n\n- {line}\n\n"


def test_json_reads_back():
    found = diff(parse(OLD), parse(NEW))
    read = json.loads(changelog(found, "json"))
    assert [one["kind"] for one in read] == [one.kind for one in found]
    assert read[3]["old_span"] == {
        "line": 10,
        "end_line": 13,
        "start": OLD.index("### Axe"),
        "end": read[3]["old_span"]["end"],
    }
    assert read[3]["by"] == "link"


def test_github():
    lines = changelog(diff(parse(OLD), parse(NEW)), "github", path="a,b.md").split("\n")
    assert lines[0] == "::notice file=a%2Cb.md,line=1,endLine=1,title=version-changed::list version 1.0 → 1.1"
    assert lines[3] == "::notice file=a%2Cb.md,line=5,endLine=8,title=entry-renamed::Felling axe_1: renamed from Axe"
    assert lines[-2] == "::notice file=a%2Cb.md,line=1,endLine=1,title=entry-removed::Fork: removed"


@pytest.mark.parametrize("format", ["text", "github", "markdown"])
def test_a_line_stays_one_and_does_not_command_the_terminal(format):
    odd = SAW.replace("[Saw]", "[Saw\x9b\u2028s]").replace("saw)", "saw\x9b)")
    found = diff(parse(bullets(SAW, AXE)), parse(bullets(odd, AXE, section="Tools \x1b[31m")))
    assert {one.kind for one in found} == {"section-renamed", "entry-renamed", "link-edited"}
    assert all(line.isprintable() for line in changelog(found, format).split("\n"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (cards(card("A（可商用）", "https://a.example/x")), cards(card("A", "https://a.example/x")), "tags: -可商用"),
        (bullets("[A](https://a.example) - `B` `C`"), bullets("[A](https://a.example) - `C` `B`"), "tags: reordered"),
        (
            f"{TABLE}| [A](https://a.example) | MIT |\n",
            f"{TABLE}| [A](https://a.example) | |\n",
            "attributes: Licence MIT → nothing",
        ),
        (cards(card("* A", "https://a.example/x")), cards(card("A", "https://a.example/x")), "no longer marked as new"),
        (cards(card("A", "https://a.example/x")), cards(card("A (⭐1k)", "https://a.example/x")), "no → 1000 stars"),
        (
            cards(card("A", "https://a.example/x", "https://arxiv.org/abs/1")),
            cards(card("A", "https://a.example/x", f"https://arxiv.org/abs/{'2' * 90}")),
            f"link https://arxiv.org/abs/1 → https://arxiv.org/abs/{'2' * 57}…",
        ),
        (
            bullets(f"[A](https://a.example) - {'Long ' * 30}good saw for logs."),
            bullets(f"[A](https://a.example) - {'Long ' * 30}gold saw for logs."),
            "description: …good saw for logs. → …gold saw for logs.",
        ),
        (
            bullets(f"[A](https://a.example) - {'长' * 99}旧{'长' * 99}"),
            bullets(f"[A](https://a.example) - {'长' * 99}新{'长' * 99}"),
            f"description: …{'长' * 20}旧{'长' * 57}… → …{'长' * 20}新{'长' * 57}…",
        ),
        (
            bullets("[A](https://a.example) - Cuts."),
            bullets("[A](https://a.example)"),
            "description: Cuts. → nothing",
        ),
        (
            f"# T\n\n- {SAW}\n- {AXE}\n",
            f"# T\n\n- {AXE}\n\n## S\n\n- {SAW}\n",
            "moved from the top to S",
        ),
    ],
)
def test_what_is_told(old, new, told):
    assert re.search(re.escape(told) + "$", changelog(diff(parse(old), parse(new))), re.MULTILINE)


def test_what_has_no_name_is_called_by_its_url():
    old = cards(card("A", "https://a.example/x"))
    text = changelog(diff(parse(old), parse(f"{old}\n{card('*', 'https://b.example/x')}")))
    assert text == "+ https://b.example/x in Models (line 10)\n"


def test_an_unknown_format_is_told():
    with pytest.raises(UnknownFormat, match="unknown format 'yaml'; the formats are text, json, markdown, github"):
        changelog([], "yaml")
    assert all(changelog([], one.name) in ("", "[]\n") for one in CHANGELOGS)


def test_what_is_no_document_is_refused():
    with pytest.raises(TypeError, match="documents are compared, not str: parse texts first"):
        diff(parse("# A"), "# A")


def test_changes_are_hashable():
    old = "# T\n\n## S\n\n- **Oak** [site](https://example.org/oak)\n  - Licence: MIT\n  - Age: 5\n"
    changes = diff(parse(old), parse(old.replace("MIT", "BSD")))
    assert [change.kind for change in changes] == ["attributes-edited"]
    assert len({*changes, *changes}) == 1

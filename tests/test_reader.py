"""Reader reads versions one after the other, to the same documents that parse() returns."""

from pathlib import Path

import hazards
import pytest

from pocketparse import parse
from pocketparse.dialects import DIALECTS
from pocketparse.limits import LIMITS
from pocketparse.markup.block import Block
from pocketparse.markup.memory import Memory
from pocketparse.pipeline import outlined
from pocketparse.reader import Reader
from pocketparse.whole.assembly import Assembly
from pocketparse.whole.claims import winning_claims

FIXTURE = (Path(__file__).parents[1] / "fixtures/README.md").read_bytes().decode()
CASES = sorted((Path(__file__).parent / "cases").glob("*/*.md"))


def read(reader, text, name="a.md"):
    return reader.read(text, name=name)[0].document


def same(*texts: str) -> bool:
    reader = Reader()
    return all(read(reader, text) == parse(text, name="a.md") for text in texts)


def test_the_same_text_again():
    assert same(FIXTURE, FIXTURE, "", FIXTURE)


def test_what_stands_above_moves_what_stands_below():
    assert same(FIXTURE, "One line more.\n\n" + FIXTURE, FIXTURE[100:], FIXTURE)


def test_what_moves_by_lines_alone():
    tools = (
        "# T\n\n## A\n\n### Saw\n- https://example.org/saw\n\nCuts.\n\n### Axe\n- https://example.org/axe\n\nFells.\n"
    )
    assert same(f"aaaa\n\n{tools}", f"a\na\n\n\n{tools}", f"aaaa\n\n{tools}")


def test_long_parts_of_which_some_change():
    """A table of contents, its tables apart from one another."""
    names = [f"Tool {number}" for number in range(60)]
    entries = "".join(f"### {name}\n- https://example.org/{name[5:]}\n\nDoes it.\n\n" for name in names)

    def version(*cells):
        table = "\n".join(f"| {one} | {other} |" for one, other in zip(names[::2], names[1::2], strict=True))
        more = "\n".join(f"| {cell} | |" for cell in cells)
        tables = f"*One*\n\n| | |\n|---|---|\n{table}\n\n*Two*\n\n| | |\n|---|---|\n{more}"
        return f"# T\n\n## Index\n\n{tables}\n\n## All\n\n{entries}"

    assert same(version("New"), version("New", "Newer"), version("Newest", "New", "Newer"), version())


def test_functions_that_read_a_block_cache_apart_from_each_other():
    block = Block("table", 0, 1)
    assert block.cached(len) is None
    assert block.cache(len, 0) == 0
    assert block.cache(str, "oak") == "oak"
    assert (block.cached(len), block.cached(str), block.cached(repr)) == (0, "oak", None)


def test_bodies_of_entries_that_come_again_are_not_moved():
    """A room that asks where each body stands makes every version cost its whole text."""
    entries = "".join(f"### Tool {at}\n- https://example.org/{at}\n\nDoes it.\n\n" for at in range(20))
    memory = Memory()
    for line in ("One line.", "One line.\n\nAnd one more."):
        memory.begin()
        outline = outlined(f"# T\n\n{line}\n\n## All\n\n{entries}", None, LIMITS, memory)
        Assembly(outline, list(winning_claims(outline, DIALECTS)))
    below = [section for section in outline.sections if section.level == 3]
    assert len(below) == 20
    assert all(section.late is not None for section in below)


@pytest.mark.parametrize("gap", ["</details>\n\n\n\n", "</details   >\n\n", "<details>\n<p>\n</p>\n\n"])
def test_lines_that_leave_no_block_come_and_go(gap):
    """Between the parts of a section that is long enough to be remembered in parts."""
    long = "".join(f"line {number}\n" for number in range(40))
    before = f"### A\n- https://x.example.org\n\n{long}\n"
    after = "see [l](https://l.example.org)\n"
    assert same(f"{before}{gap}{after}", f"{before}{after}", f"{before}</details>\n\n{after}", f"{before}{gap}{after}")


@pytest.mark.parametrize(
    "saw", ["### Saw\n- https://example.org/saw\n\nCuts.", "- [Saw](https://example.org/saw) - Cuts."]
)
def test_summaries_over_headings_come_and_go(saw):
    below = f"## Tools\n\n{saw}\n\n## More\n\n### Axe\n- https://example.org/axe\n\nFells.\n\n"

    def version(summary, tail):
        return f"# T\n\n<details><summary>{summary}</summary>\n\n{below}</details>\n\n## Last\n\n{tail}\n"

    assert same(
        version("Hand", "a"), version("Hand", "b"), version("Power", "b"), f"# T\n\n{below}", version("Hand", "a")
    )


@pytest.mark.parametrize(
    "text",
    [
        "# T\n\n### A\n- https://x.example.org\n\n{}\n\n### B\n- https://y.example.org\n",
        "# T\n\n### A {}\n- https://x.example.org\n\n### B\n- https://y.example.org\n",
        "# T\n\n|x|y|\n|-|-|\n| A | {} |\n\n### A\n- https://x.example.org\n\n### B\n- https://y.example.org\n",
    ],
)
def test_what_is_beyond_a_limit_is_told_each_time(text):
    text = text.format("*a **b `c* " * 1500)
    assert "PK112" in {one.code for one in parse(text).diagnostics}
    assert same(text, text, f"One line more.\n\n{text}")


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_case_moved_and_moved_back(path):
    text = path.read_bytes().decode("utf-8")
    assert same(text, f"# Above\n\n{text}", text, text + "\n\n[ref]: https://example.org/defined\n", text)


def test_chunks_that_repeat_are_told_apart():
    entry = "### Saw\n- https://example.org/saw\n\nCuts.\n\n"
    assert same(f"# T\n\n## A\n\n{entry}", f"# T\n\n## A\n\n{entry}{entry}", f"# T\n\n## A\n\n{entry}## B\n\n{entry}")


def test_a_definition_changes_what_shared_text_says():
    text = "# T\n\n- [Saw] - Cuts [this][1].\n- [Axe](https://example.org/axe) - Fells.\n"
    assert same(text, text + "\n[1]: https://example.org/1\n[Saw]: https://example.org/saw\n", text)


@pytest.mark.parametrize("below", ["", "\n---\n"])  # a rule ends an entry, and is none of its fields
def test_fields_are_read_again_as_others_come(below):
    label = "What it is that you sign up for there"  # too long to be one, unless others have it
    fields = f"- {label}: tea\n- Description: A pot.\n{below}"
    entries = [f"### Pot {at}\n\n- Website: https://p.example/{at}\n{fields}" for at in range(6)]
    few, many = ("\n".join(["# L\n\n## Pots\n", *entries[:count]]) for count in (2, 6))
    assert parse(few).entries[0] != parse(many).entries[0]
    assert same(few, many, few)


def test_what_was_not_in_the_last_version_is_forgotten():
    reader = Reader()
    read(reader, "# T\n\ntext\n")
    read(reader, "# Other\n")
    assert read(reader, "# T\n\ntext\n") == parse("# T\n\ntext\n", name="a.md")


@pytest.mark.property
@pytest.mark.parametrize("seed", range(40))
def test_versions_of_hazardous_lines(seed):
    assert same(*hazards.versions(seed, FIXTURE))


@pytest.mark.property
@pytest.mark.parametrize("seed", range(40, 60))
def test_documents_that_nobody_asks_for(seed):
    """What is not asked for in one version is right in the next, and right when it is asked for later."""
    reader = Reader()
    readings = [reader.read(text, name="a.md")[0] for text in hazards.versions(seed, FIXTURE)]
    for reading, text in zip(readings, hazards.versions(seed, FIXTURE), strict=True):
        assert reading.document == parse(text, name="a.md")
    reader = Reader()
    for number, text in enumerate(hazards.versions(seed, FIXTURE)):
        reading, _ = reader.read(text, name="a.md")
        assert number % 3 or reading.document == parse(text, name="a.md")


@pytest.mark.corpus
@pytest.mark.timeout(600)
def test_every_version_of_the_flagship(versions):
    reader = Reader()
    for version in versions:
        assert read(reader, version.text, "README.md") == version.document, version.number


def test_facts_of_free_blocks_are_computed_anew_after_a_claim():
    def count_free(outline):
        return sum(len(section.free) for section in outline.sections)

    outline = outlined(
        "# L\n\n## Trees\n\nWords.\n\n- [Oak](https://oak.example)\n- [Elm](https://elm.example)\n", None, LIMITS
    )
    assert outline.once_of_free(count_free) == outline.once_of_free(count_free) == 2
    assert len(list(winning_claims(outline, DIALECTS))) == 1
    assert outline.once_of_free(count_free) == 1

"""The plain lanes of blocks.py and inline.py read nothing that the engine reads otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import hazards
import pytest
from hypothesis import given, settings
from markdown_it.common.html_blocks import block_names
from test_laws import FILES

from pocketparse.markup.block import Block
from pocketparse.markup.blocks import blocks
from pocketparse.markup.inline import inline
from pocketparse.markup.plain_blocks import plain_blocks
from pocketparse.markup.plain_inline import displays_itself, plain_inline, words
from pocketparse.markup.plain_lines import BLOCK_TAGS
from pocketparse.markup.shown import Inline, tidy
from pocketparse.source import UNKNOWN, read

SAMPLE = 4_000
GENERATED = 200_000  # documents, in the property test
CHUNK = 10_000

# What stands around a hazard: a chunk that the plain lane can read, before it, around it and after it.
BEFORE = "### Foo\n- https://a.org\n- https://b.org\n\nwords\n\n"
AFTER = "\n### Bar\n- https://c.org\n\nmore words"

# Spellings that decide block structure, one clause of CommonMark 0.31 or GFM each; written for this test.
HAZARDS = (
    "\ttabbed",
    "-\ttabbed bullet",
    ">\tquote",
    " - one\n   two",
    "    code",
    "- \n  empty start",
    "-\n\n  not in the item",
    "-     code in an item",
    "- a\n\n\n- b",
    "- a\n- b\n\n  c",
    "- a\n  - b\n    - c\n  - d\n- e",
    "- a\n  - b\n- c\n    - d",
    "- a  \n  b\n    c\n- d",
    "- a\n  - b\n    c\n  d",
    "- a\n  - b\n  c",
    "- a\n b",
    "- a\n  b\n\n  c",
    "- a\n  b\n  - c",
    "- a\n  b\n  ---",
    "- a\n  b|c\n  -|-",
    "- a\n      b",
    "- a\n       b",
    "> a\n> b",
    "> a\n\n> b",
    "> a\nb",
    "> a\n- b",
    "> a\n---",
    "> - a",
    "> a\n>\n> b",
    "> a\n>  b",
    ">a",
    "> ",
    "a\n\n---\nb",
    "- a\n\n---\n- b",
    "***",
    "____ ",
    "--- -",
    "| a |\n|---|\n---",
    "- a\n   - b\n  - c",
    "- a\n  - b\n  * c",
    "- a\n  - b\n * c",
    "- a\n      - b",
    "- a\n     - b",
    "- a\n\n  - b\n\n- c",
    "- a\n  - b\n    c",
    " - a\n - b\n  - c\n   - d",
    "   - a\n  - b",
    "-  a\n   - b\n  - c",
    "- a\n    - b\n        - c",
    "- :b: c",
    ":b: c",
    "a\n:b: c",
    "- |a|\n- |-|",
    "- |a|\n  |-|",
    "- <b>a</b> c",
    "- <b>a</b>",
    "<div>\na\n- b\n\nc",
    "<div>\n\u00a0",
    "<div>\n\u00a0\nb",
    "<div>\n### a\n\n### b",
    "<div>\na\n \t \nb",
    "a\n<br>\nb",
    "- a\n<br>\nb",
    "- a\n</details>\n\nb",
    "a|b\n-|-\n<p>",
    "a|b\n-|-\n<br>",
    "<br>\na\n\nb",
    "<br/> a",
    "</b>\na",
    "</b c>\na",
    "<b c='d' e=f g>\na",
    "<b c='d'e=f>\na",
    "<PRE >\na\n\n### b",
    "<details open><summary>a</summary>\nb\n\n- c\n</details>",
    "<hr/>a",
    "<hr/ >a",
    "<p-x>\na",
    "> <div>\n> a",
    "- <div>\n  a",
    "<https://a.org>",
    "- <https://a.org>",
    "<img a='>'> c",
    "<i>\nb",
    "a|b|\n|-|-|\n|c|d|",
    "a|b\n|-|-|\n|c|d|",
    "a\nb|c|\n|-|-|",
    "a|b\n-|-\nc|d\ne\n1. f",
    "|a|b\n|-|-\n|c|d",
    "a|b|c\n-|-",
    "a|b\n|-|-|\n- c",
    "a|b\n:-:|-\n:c: d",
    "a|b\n-|-\n    c",
    "a|\\|b\n-|-",
    "a||\n-|-",
    "|a|\n|-",
    "a|b\n-|-\n> c",
    "a|b\n- | -\n<b>c</b>|d",
    "- a|b|\n|-|-|",
    "- a\nlazy",
    "- a\n-lazy",
    "- a\n1. b",
    "- a\n2. b",
    "- a\n* b\n+ c",
    "- a\n---",
    "- a\n===",
    "a\n---",
    "a\n-",
    "a\n- ",
    "a\n===",
    "a\n = =",
    "a\n- - -",
    "a\n***",
    "a\n> b",
    "a\n1. b",
    "a\n2. b",
    "a\n1) b",
    "a\n```\nb\n```",
    "a\n<div>\nb\n</div>",
    "a\n<unknown>\nb",
    "a\n| b |\n|---|",
    "a|b\n-|-\nc",
    "a\nb|c\n-|-",
    "|a|\n|-|\n|b|\n\nc",
    "a\n:-",
    "- a|b\n-|-",
    "[r]: https://r.org\n\n[r]",
    "[r]:\nhttps://r.org\n'title'\n\n[r]",
    "- [r]: https://r.org\n- [r]",
    "[r]: https://r.org 'title\n\nno title'",
    "[a] words",
    "```\n### no heading\n\n- no bullet",
    "~~~\n```\n~~~",
    "```\na\n    ```\n### b\n```",
    "```\na\n``` b\n### c\n```",
    "````\na\n```\n### b\n````",
    "  ```\na\n ```\n### b",
    "<div>\n\u3000\n### b",
    "<div>\n\x0c\n### b",
    "<?a\n\n### b\n?>\n### c",
    "<!A\n\n### b>\n### c",
    "<![CDATA[\n\n### b\n]]>\n### c",
    "<style>\n\n### b\n</style> c\n### d",
    "<!-- a -->\n### b",
    "<!-- a --> b <!--\n### c",
    "- ```\n  code\n### after",
    "```sh\na\n```",
    "```sh\na\n\n  ```\n```\nb",
    "a\n```\nb\n```\nc",
    "- a\n```\nb\n```\n- c",
    "> a\n```\nb\n```",
    "| a |\n|---|\n```\nb\n```",
    "- a\n\t```\n\tb\n\t```\n- c",
    "- a\n\n  ```sh\n  b\n\n    c\n  ```\n- d",
    "- a\n  ```\n  b\n  ```\n  c",
    "- a\n  ```\n  b\n  ```\n  - c",
    "- a\n  ```\n  b\n   ```\n  c",
    "- a\n  ```\n b\n  ```",
    "- a\n     ```\n     b\n     ```",
    "- a\n      ```\n      b\n      ```",
    "- a\n  - b\n    ```\n    c\n    ```",
    "- a\n  ```\n  b",
    "- a\n\n  ```\n  b\n  ```\n  ```\n  c\n  ```",
    "* a\n\n    ```\n    b\n    ```",
    "<!-- a -->",
    "<!-- a --> b",
    "<!-->\na",
    "<!-- a --> <!-- b\n-->",
    "- a\n<!-- b -->\n- c",
    "a\n<!-- b -->\nc",
    "> a\n<!-- b -->\nc",
    "| a |\n|---|\n<!-- b -->\n| c |",
    "- a\n---\nb",
    "> a\n***\nb",
    '<a href="b"><img src="c"></a>',
    "<b>a</b>",
    '<a title="b>c">',
    "<abbr>a",
    "a\n<article>\nb",
    "a\n<NAV>\nb",
    "a\n</main>\nb",
    "a\n<iframe>\nb",
    "a\n<abbr>\nb",
    "- a |\n---",
    "* a |\n---",
    "> a |\n---",
    "- a \\|\n---",
    "- a |\n***",
    "# a|\n---",
    "### a|\n--",
    "# a|b\n-|-",
    "<p>a|b</p>\n-|-",
    "<div>a|b\n|-|-|",
    "a\n<p>b|c</p>\n|-|-|",
    "a |\n---\nb",
    "a |\n--",
    "a |\n-",
    "a |\n- -",
    "a |\n--- ",
    "a | b\n---",
    "```\n\t```\n\n# h\n```\n- https://a.org",
    "<base>a",
    "<!--\n### hidden\n\n-->",
    "<pre>\n### hidden\n\n</pre>",
    "<div>\n### hidden\n\n### shown\n</div>",
    "<script>\n### hidden",
    "#no heading",
    "# ",
    "#",
    "####### seven",
    "### a ###",
    "### a \\###",
    "### a#",
    "###\ta",
    "  ### indented",
    "    ### code",
    "- ### in an item",
    "### \\*",
    "\\- no bullet",
    "\\# no heading",
    "\u00a0- a",
    "\u3000words",
    "a\u2028b",
    "a\x0bb",
    "a\x0cb",
    "\x0c",
    "\x1c",
    "a\x85",
    "- a\u00a0",
    "-\u00a0a",
    "###\u00a0a",
    "a  \nb",
    "a\\\nb",
    "a \n b",
    "- a\n\n b",
    "- a\n\n  b",
    "- a\n \n- b",
    "1. a\n   - b",
    "123456789. a",
    "1234567890. a",
    "1.a",
    "-a",
    "+a",
    "*a",
    "_a",
    "`a",
    "~a",
    "=a",
    ":a",
    "|a",
    "<a",
    ">a",
    "%a",
    "- a\n\n  b\n\n  c\nd",
    "- a\n\n  b\nlazy\n  - c",
    "- a\n  - b\n\n  c\n  - d",
    "- a\n  - b\nlazy\n - c",
    "- a\n\n      code",
    "- a\n   b\n c\nd",
    "- a\n*[b](c)",
    "- [a](b)\n-[c](d)",
    "1. a\n2. b\n\n   c\n3. d",
    "1. a\n   1. b\n   2. c\n2. d",
    "1. a\n1) b",
    "- a\n\n2. b",
    "- a\n  2. b",
    "- a\n\n  2. b",
    "a\n\n2. b\n4. c",
    "- a\n\t- b\n\t- c",
    "- a\n \t- b",
    "- a\n\t\t- b",
    "\u2003a\n\u3000b",
    "- a\n\u3000b",
    "\u3000\na",
    "<!-- a\n\n### b\n-->\nc",
    "- a\n<!-- b\n- c -->",
    "- a\n  <details>\n  b\n\n  c\n  </details>",
    "- a\n\n  <p>\n b",
    "- a\n  - b\n\n  <p>\n  c",
    "- a\n\n      <p>",
    "- a\n  <p>b|c</p>\n  |-|-|",
    "<div>a|b</div>\n  |-|-|",
    "a|b\n ---|---\nc|d",
    "a|b\n---|---\nc|d",
    "a|b\n- | -",
    "> :a: b",
    "\x00a",
    "a\x00",
    "\ufeffa",
    "\u200ba",
)


@dataclass(frozen=True, eq=False)
class Place:
    """The line and the offset of a text; a lane that does not know the offset looks for it on the line."""

    line: int
    at: int

    def __eq__(self, other: object) -> bool:
        """Tell whether two places are the same, as far as both are known."""
        assert isinstance(other, Place)
        return self.line == other.line and (self.at == other.at or UNKNOWN in (self.at, other.at))


@dataclass(frozen=True)
class Shape:
    """A block as data that compares and prints."""

    kind: str
    lines: tuple[int, int]
    text: str
    place: Place
    level: int
    marker: str
    children: tuple["Shape", ...]
    rows: tuple[tuple[str, ...], ...]


def shape(block: Block) -> Shape:
    return Shape(
        block.kind,
        (block.first, block.last),
        block.text,
        Place(block.text.line, block.text.at) if block.text else Place(0, 0),
        block.level,
        block.marker + block.box + block.origin,
        tuple(map(shape, block.children)),
        tuple(tuple(row) for row in block.rows),
    )


def differs(text: str) -> bool:
    """Tell whether the two lanes read different blocks or definitions."""
    source = read(text)
    fast, slow = blocks(source), blocks(source, plain=False)
    return fast.references != slow.references or [*map(shape, fast.top)] != [*map(shape, slow.top)]


def first_difference(texts: Iterable[str]) -> str | None:
    return next((text for text in texts if differs(text)), None)


def seen(found: Inline) -> Any:
    """Return what a reader sees of inline text: tidied lines, links and marks."""
    links = [(tidy(found.text[one.start : one.end]), *one[2:]) for one in found.anchors]
    return [*map(tidy, found.text.split("\n"))], links, [(one.kind, tidy(one.text)) for one in found.marks]


def inline_differs(raw: str, references: dict[str, dict[str, str]]) -> bool:
    """Tell whether the engine reads inline text otherwise than the plain lane, or than who takes it for words."""
    engine = seen(inline(raw, references, plain=False))
    alone = words(raw, bool(references))
    if displays_itself(raw, bool(references)):
        assert alone is not None and alone.text == raw and tidy(raw) == raw.strip()
    return seen(inline(raw, references)) != engine or (alone is not None and seen(alone) != engine)


def runs(found: Iterable[Block]) -> Iterable[str]:
    """Yield every run of inline text."""
    for block in found:
        yield block.text
        yield from runs(block.children)
        for row in block.rows:
            yield from row


# Blocks -------------------------------------------------------------------------------------------------------


def test_the_plain_lane_is_taken():
    source = read(BEFORE + AFTER)
    assert plain_blocks(source, 0, len(source.lines)) is not None
    assert plain_inline("words and https://a.org/*x", None) is not None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_blocks_of_files(path):
    text = path.read_bytes().decode("utf-8")
    assert not differs(text)
    assert not any(differs("\n".join(text.split("\n")[:end])) for end in range(0, text.count("\n"), 7))


def test_every_block_tag_of_the_engine_is_known():
    assert set(block_names) <= BLOCK_TAGS


@pytest.mark.parametrize("hazard", HAZARDS)
def test_blocks_of_a_hazard_between_and_inside_list_text(hazard):
    head = BEFORE.rstrip("\n")
    inside = hazard.replace("\n", "\n  ")
    assert not differs(hazard)
    for glue in ("", "\n", "\n\n"):
        assert not differs(hazard + glue)
        assert not differs(head + glue + hazard + glue + AFTER)
        assert not differs(f"### Foo\n- https://a.org{glue}{hazard}\n- https://b.org\n\n{hazard}")
        assert not differs(f"### Foo\n- {hazard}{glue}{AFTER}")
        assert not differs(f"### Foo\n- {inside}{glue}{AFTER}")
        assert not differs(f"### {hazard}{glue}- https://a.org")
        assert not differs(f"words\n{hazard}{glue}words{AFTER}")


@pytest.mark.property
@pytest.mark.timeout(300)
def test_blocks_of_two_hazards_in_a_row():
    assert first_difference(f"words\n{one}\n{other}\n- a" for one in HAZARDS for other in HAZARDS) is None


@pytest.mark.timeout(60)
def test_blocks_of_a_sample_of_hazardous_documents():
    assert first_difference(hazards.documents(SAMPLE, seed=1)) is None


@pytest.mark.property
@pytest.mark.timeout(300)
@pytest.mark.parametrize("seed", range(GENERATED // CHUNK))
def test_blocks_of_generated_documents(seed):
    assert first_difference(hazards.documents(CHUNK, seed=1000 + seed, length=5)) is None


@pytest.mark.property
@pytest.mark.timeout(120)
@settings(max_examples=2000)
@given(hazards.markdown())
def test_blocks_of_drawn_documents(text):
    assert first_difference([text]) is None


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_blocks_of_every_version(versions):
    assert [version.number for version in versions if differs(version.text)] == []


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_blocks_of_other_lists(lists):
    assert [name for name, one in lists.items() if differs(one.text)] == []


# Inline text ----------------------------------------------------------------------------------------------------


REFERENCES = blocks(read("[ref]: https://r.org\n[r]: /r 'title'")).references


def pieces() -> list[str]:
    return [*hazards.LINKS, *hazards.WORDS, *hazards.TAGS, *"[]()!<>`*_~&\\\n", "``", "~~", "://"]


def first_inline_difference(texts: Iterable[str], references: dict[str, dict[str, str]]) -> str | None:
    return next((text for text in texts if inline_differs(text, references)), None)


@pytest.mark.parametrize("references", [{}, REFERENCES], ids=["no references", "references"])
def test_inline_text_of_one_piece(references):
    assert first_inline_difference(pieces(), references) is None


@pytest.mark.property
@pytest.mark.timeout(120)
@pytest.mark.parametrize("references", [{}, REFERENCES], ids=["no references", "references"])
def test_inline_text_of_two_pieces(references):
    found = pieces()
    assert first_inline_difference((one + two for one in found for two in found), references) is None


@pytest.mark.property
@pytest.mark.timeout(120)
@pytest.mark.parametrize("references", [{}, REFERENCES], ids=["no references", "references"])
def test_inline_text_of_three_pieces(references):
    found = pieces()
    triples = (one + two + three for one in found[::7] for two in found for three in found[::8])
    assert first_inline_difference(triples, references) is None


@pytest.mark.property
@pytest.mark.timeout(120)
@settings(max_examples=3000)
@given(hazards.markdown(max_lines=3))
def test_inline_text_of_drawn_documents(text):
    assert first_inline_difference([text], {}) is None
    assert first_inline_difference([text], REFERENCES) is None


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_inline_text_of_files(path):
    found = blocks(read(path.read_bytes().decode("utf-8")))
    assert [raw for raw in runs(found.top) if inline_differs(raw, found.references)] == []


@pytest.mark.corpus
@pytest.mark.timeout(300)
def test_inline_text_of_versions_and_other_lists(versions, lists):
    done: set[str] = set()
    wrong = []
    for one in [*versions[::-23], *lists.values()]:
        found = blocks(read(one.text))
        new = set(runs(found.top)) - (set() if found.references else done)
        done |= new
        wrong += [raw for raw in new if inline_differs(raw, found.references)]
    assert len(done) > 1000
    assert wrong == []

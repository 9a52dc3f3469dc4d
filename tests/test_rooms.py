"""Short in, short out: tests/cases/<room>.md holds a title, an input and an expectation between single dots.

`[U+2028]` in a case stands for the character, so that none is invisible.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it.utils import read_fixture_file

from pocketparse import Span, lint, parse
from pocketparse.codes import CODES
from pocketparse.identity import anchor as anchor_of
from pocketparse.identity import fold, slug, unique_anchors
from pocketparse.links import KINDS, PARTS, classify, diagnose, make_link
from pocketparse.markup.blocks import blocks
from pocketparse.markup.inline import inline
from pocketparse.markup.shown import tidy
from pocketparse.markup.urls import bare_urls
from pocketparse.names.markers import read_markers
from pocketparse.source import read
from pocketparse.titles import numbers_sections, read_title

CASES = Path(__file__).parent / "cases"
NOTATION = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
NOWHERE = Span(1, 1, 0, 1)


def markers(text: str) -> str:
    """Show what the markers of one name say, a line each."""
    found = read_markers(text)
    shown = {
        "name": found.name,
        "starred": "yes" if found.starred else "",
        "stars": f"{found.stars} from {found.stars_raw}" if found.stars is not None else "",
        "tags": ", ".join(found.tags),
        "org": found.org or "",
    }
    return "".join(f"{key}: {value}\n" for key, value in shown.items() if value) or "-\n"


def titles(text: str) -> str:
    """Show number, title and English title of the headings of a document, a line each."""
    headings = text.split("\n")[:-1]
    numbered = numbers_sections(headings)
    return "".join(" | ".join(part or "-" for part in read_title(heading, numbered)) + "\n" for heading in headings)


def links(text: str) -> str:
    """Show kind, identifier, repaired form (`=` where it is the URL) and code of URLs, a line each."""
    lines = []
    for url in text.split("\n")[:-1]:
        link = make_link(url, NOWHERE, "list")
        problem = diagnose(link)
        href = "=" if link.href == url else link.href or "-"
        lines.append(f"{link.kind} | {link.ref or '-'} | {href} | {problem.code if problem else '-'}\n")
    return "".join(lines)


def urls(text: str) -> str:
    """Show the bare URLs of running text, a line each."""
    return "".join(f"{text[start:end]}\n" for start, end in bare_urls(text)) or "-\n"


def anchors(text: str) -> str:
    """Show GitHub's anchor, the id and the folded form of the headings of a document, a line each."""
    names = text.split("\n")[:-1]
    found = unique_anchors([anchor_of(name) for name in names])
    return "".join(f"{anchor} | {slug(name)} | {fold(name)}\n" for anchor, name in zip(found, names, strict=True))


def inlines(text: str) -> str:
    """Show the displayed text, and each link: its text, its URL, and its resolved form where that differs.

    Reference definitions stand below a blank line.
    """
    raw, _, definitions = text.removesuffix("\n").partition("\n\n")
    shown = inline(raw, blocks(read(definitions)).references)
    lines = [tidy(line) for line in shown.text.split("\n")]
    for anchor in shown.anchors:
        label = anchor.label if anchor.kind in ("image", "badge") else shown.text[anchor.start : anchor.end]
        assert anchor.reference or anchor.url in raw[anchor.raw_start : anchor.raw_end]
        href = "" if anchor.href == anchor.url else f" = {anchor.href}"
        lines.append(f"{anchor.kind}: {label!r} -> {anchor.url}{href}")
    return "".join(f"{line}\n" for line in lines)


def diagnostics(text: str) -> str:
    """Show code, severity, line and place of the diagnostics of a document, a line each."""
    document = parse(text)
    normal = read(text).text
    lines = []
    for found in document.diagnostics:
        assert found.message
        span = found.span
        where = f"{span.line}: {normal[span.start : span.end].partition(chr(10))[0]}" if span else "-"
        lines.append(f"{found.code} {found.rule} {found.severity} {where}\n")
    return "".join(lines) or "-\n"


def rules(text: str, **options: Any) -> str:
    """Show code, line and place of what rules find, a line each."""
    page = read(text).text
    lines = []
    for one in lint(text, **options):
        assert one.span is not None
        assert one.message
        where = page[one.span.start : one.span.end].split("\n")[0]
        lines.append(f"{one.code} {one.span.line}: {where}\n")
    return "".join(lines) or "-\n"


ROOMS: dict[str, Callable[[str], str]] = {
    "anchors": anchors,
    "diagnostics": diagnostics,
    "inline": inlines,
    "links": links,
    "markers": markers,
    "rules": rules,
    "titles": titles,
    "urls": urls,
}


def cases(room: str) -> list[tuple[str, str, str]]:
    """Return title, input and expectation of a room's cases."""
    found = []
    for line, title, given, expected in read_fixture_file(CASES / f"{room}.md"):
        assert title, f"{room}.md:{line + 1}: a case without a title"
        found.append((title, spelled_out(given), spelled_out(expected)))
    assert found, f"{room}.md holds no case"
    assert len({title for title, _, _ in found}) == len(found), f"two cases in {room}.md share a title"
    return found


def spelled_out(text: str) -> str:
    return NOTATION.sub(lambda match: chr(int(match[1], 16)), text)


@pytest.mark.parametrize(
    ("room", "given", "expected"),
    [
        pytest.param(room, given, expected, id=f"{room}: {title}")
        for room in ROOMS
        for title, given, expected in cases(room)
    ],
)
def test_room(room, given, expected):
    assert ROOMS[room](given) == expected


def test_every_file_of_cases_has_a_room():
    assert {path.stem for path in CASES.glob("*.md")} == ROOMS.keys()


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.hosts[0])
def test_every_kind_has_a_link_of_it_and_one_that_only_shares_its_host(row):
    refs = []
    for _, given, _ in cases("links"):
        for url in given.split("\n"):
            parts = PARTS.match(url)
            if parts and parts[1].lower().removeprefix("www.") in row.hosts:
                kind, ref = classify(url, url)
                assert kind == row.name
                refs.append(ref)
    assert any(refs)
    assert not all(refs)


def test_every_code_has_a_case():
    told = {line.split()[0] for _, _, expected in cases("diagnostics") for line in expected.splitlines()}
    assert told - {"-"} == {code.code for code in CODES} - {"PK112"}  # takes a long text: test_limits.py


def test_the_start_of_a_long_text_tells_its_markup():
    (found,) = parse("".join(f"* `Saw {at} <https://example.org/{at}>`_\n" for at in range(2000))).diagnostics
    assert found.code == "PK113"
    assert found.message.endswith(" in the first 50000 characters")


def test_codes_are_told_apart():
    assert len({code.code for code in CODES}) == len({code.rule for code in CODES}) == len(CODES)
    assert all(re.fullmatch(r"PK\d{3}", code.code) for code in CODES)
    assert all(code.meaning.endswith(".") for code in CODES)

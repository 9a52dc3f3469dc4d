"""Short in, short out: tests/cases/<room>.md holds a title, an input and an expectation between single dots.

`[U+2028]` in a case stands for the character, so that none is invisible. In the rooms that read items (`names`,
`blurbs`, `behind`) each line of the input is an item, `⏎` in it a line break; items below a blank line stand beside
it in its list, and `[x5]` at the end of one makes it five, with a number for each `#`.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from markdown_it.utils import read_fixture_file

from pocketparse import Span, lint, parse
from pocketparse.codes import CODES
from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.card import shown_tags
from pocketparse.identity import anchor as anchor_of
from pocketparse.identity import fold, slug, unique_anchors
from pocketparse.line.dates import find_day, is_date, is_venue, says_when
from pocketparse.line.headers import HEADERS, headed, says_label
from pocketparse.line.linked import outgoing_links
from pocketparse.line.stars import count_in, own_count, read_count, without_stars
from pocketparse.links import KINDS, PARTS, classify, diagnose, make_link
from pocketparse.lists.item_names import leads_of
from pocketparse.markup.block import Block
from pocketparse.markup.blocks import blocks
from pocketparse.markup.inline import inline
from pocketparse.markup.shown import tidy
from pocketparse.markup.urls import bare_urls
from pocketparse.names.citations import find_citation
from pocketparse.names.lead import Lead
from pocketparse.names.markers import read_markers
from pocketparse.names.people import are_people, may_be_names, split_people
from pocketparse.names.venues import take_venues, take_venues_around, where_and_when
from pocketparse.outline import Outline
from pocketparse.source import read
from pocketparse.titles import numbers_sections, read_title

CASES = Path(__file__).parent / "cases"
ADDING = Path(__file__).parents[1] / "docs" / "adding.md"
NOTATION = re.compile(r"\[U\+([0-9A-F]{4,6})\]")
TIMES = re.compile(r"(.*) \[x(\d+)\]\n")
BREAK = " ⏎ "
INDENTED = "\n  "
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


def row(*cells: str) -> str:
    """Return a line of cells between bars, `-` for an empty one."""
    return " | ".join(cell or "-" for cell in cells) + "\n"


def by_line(room: Callable[[str], str]) -> Callable[[str], str]:
    """Return the room that shows what is found in each line of a text."""
    return lambda text: "".join(map(room, text.split("\n")[:-1]))


def stars(line: str) -> str:
    """Show the count of stars of what a line is about, and the line without any."""
    count = own_count(line)
    found = f"{read_count(count_in(count))} from {count_in(count)}" if count else ""
    return row(found, tidy(without_stars(line)))


def dates(line: str) -> str:
    """Show whether a line is a date, a venue or either, and the day of what follows in it."""
    day = find_day(line)
    found = {"date": is_date(line), "venue": is_venue(line), "when": says_when(line), "day in front": day is not None}
    return row(", ".join(name for name, is_so in found.items() if is_so))


def venues(line: str) -> str:
    """Show where and when something came out, in front of a text, around a title, or as all that a line says."""
    behind, front, _ = take_venues(line)
    around = take_venues_around(line)
    cells = [
        f"in front: {', '.join(front)} > {behind}".rstrip(" >") if front else "",
        f"around: {', '.join(around.labels)} > {around.rest}" if around else "",
        f"all: {', '.join(found)}" if (found := where_and_when(line)) else "",
    ]
    return row(" | ".join(filter(None, cells)))


def people(line: str) -> str:
    """Show what may be names in front of a line, the rest of it, and whether they are names, and of several people."""
    by, more = split_people(line)
    kind = "people" if are_people(by) else "names" if may_be_names(by) else ""
    return row(by, more.strip(), kind)


def headers(line: str) -> str:
    """Show over which columns a header may stand, and whether over labels rather than names."""
    return row(", ".join(role for role in HEADERS if headed(line, role)), "label" if says_label(line) else "")


def citations(line: str) -> str:
    """Show the title in a citation, who made it, and what labels it."""
    shown = inline(read(line).text, {})
    lead = find_citation(shown, outgoing_links(shown))
    return row(shown.text[lead.start : lead.end], lead.by, ", ".join(lead.prefix)) if lead else row("")


def repeated(match: re.Match[str]) -> str:
    return "".join(f"{match[1].replace('#', str(count))}\n" for count in range(1, int(match[2]) + 1))


def by_item(room: Callable[[Outline, Block, Lead], str]) -> Callable[[str], str]:
    """Return the room that shows what is found in each line of a text as an item with a name, `-` without one."""

    def shown(text: str) -> str:
        lines, _, beside = text.removesuffix("\n").partition("\n\n")
        beside = TIMES.sub(repeated, f"{beside}\n")
        found = ""
        for line in lines.split("\n"):
            source = read(f"- {line.replace(BREAK, INDENTED)}\n{beside}")
            outline = Outline(source, blocks(source))
            item, lead = next(leads_of(outline, next(outline.of_kind("list"))))
            found += room(outline, item, lead) if lead else row("")
        return found

    return shown


def names(outline: Outline, item: Block, lead: Lead) -> str:
    """Show the name of an item, what labels it in front, who made it, and what stands behind all that."""
    text = outline.read(item.text).text
    name = text[lead.start : lead.end].replace("\n", BREAK)
    return row(name, ", ".join(lead.prefix), lead.by, tidy(text[lead.behind :]))


def blurbs(outline: Outline, item: Block, lead: Lead) -> str:
    """Show what an item says: name, description, then tags, fields, count of stars and links but that of the name."""
    blurb = read_blurb(outline, item.text, outline.read(item.text), lead)
    card = blurb.card
    said: dict[str, str] = {"tags": ", ".join(shown_tags(card.tags)), **card.attributes}
    said["stars"] = f"{card.stars} from {card.stars_raw}" if card.stars is not None else ""
    for role in ("list", "inline", "badge"):
        called = ((link.group, link.text or link.url) for link in card.links if link.role == role)
        said[role] = ", ".join(f"{group}: {name}" if group else name for group, name in called)
    told = (f"{key}: {value}" for key, value in said.items() if value)
    return row(blurb.name, card.description.replace("\n", BREAK), *told)


ROOMS: dict[str, Callable[[str], str]] = {
    "anchors": anchors,
    "behind": by_item(blurbs),
    "blurbs": by_item(blurbs),
    "citations": by_line(citations),
    "dates": by_line(dates),
    "diagnostics": diagnostics,
    "headers": by_line(headers),
    "inline": inlines,
    "links": links,
    "markers": markers,
    "names": by_item(names),
    "people": by_line(people),
    "rules": rules,
    "stars": by_line(stars),
    "titles": titles,
    "urls": urls,
    "venues": by_line(venues),
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


def test_the_docs_tell_of_rooms_that_there_are():
    told = set(re.findall(r"^\| `(\w+)` \| ", ADDING.read_text("utf-8"), re.MULTILINE))
    assert told
    assert told <= ROOMS.keys()


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

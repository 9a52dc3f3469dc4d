"""The blocks under an entry's name → what they say, as a Card."""

from collections.abc import Iterable, Iterator, Sequence

from pocketparse.entry.bylines import makers_below, over_makers
from pocketparse.entry.card import Card
from pocketparse.entry.facts import PIECES, facts_of, labels_beside_links, pieces_below, venue_behind, venue_in_front
from pocketparse.entry.fields import (
    ICON,
    code_labels,
    field_labels,
    find_label,
    labelled,
    linked_byline,
    said_signs,
    unwrapped,
)
from pocketparse.entry.sheets import Fact, facts, is_sheet
from pocketparse.line.dates import says_when
from pocketparse.line.lines import Lines
from pocketparse.line.linked import is_bracketed, is_signed, label_of_links, stops_behind_links
from pocketparse.line.prose import bullet, code_text, glued, link_labels, to_link
from pocketparse.line.stars import count_in, may_count, own_count
from pocketparse.line.trimming import outside, stretches
from pocketparse.links import has_glued_bullet
from pocketparse.markup.block import Block, Row
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.names.people import are_people
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import LinkRole
from pocketparse.source import Raw
from pocketparse.titles import is_button
from pocketparse.vocabulary import BARS, BRACKETED, COLONS, DESCRIPTIONS, GENERIC, PLACES, SEPARATORS, SHORTCODE

PROSE = ("paragraph", "quote")
"""Blocks that go on with what was said."""
LABEL_LENGTH = 60
"""Characters up to which a line without a full stop is a label rather than a sentence …"""
LABEL_WORDS = 5
"""… and words; those of a title may be more."""
PAPER_FIELDS = frozenset(
    "keyword;keywords;key word;key words;date;year;venue;published;publication;journal;conference;关键词".split(";")
)
"""Labels of what papers have, beside which people are their authors."""
SAYING = pattern(r"[^\W\d_]{2,}[^|·]*[^\W\d_]{2}")
"""Two words: more than the unit of a count."""
LOWER = pattern(r"(?:^|\s)[^\W\d_A-Z]")


def read_card(outline: Outline, blocks: Iterable[Block], *, prose_only: bool = False) -> Card:
    """Read the blocks under a name; with `prose_only` lists, tables and code do not describe it, but for fields."""
    card = Card()
    for block in blocks:
        _read(outline, block, card, [] if prose_only and block.kind not in PROSE else card.paragraphs)
    return card


def _read(outline: Outline, block: Block, card: Card, paragraphs: list[str]) -> None:
    """Add what a block says: its prose to some paragraphs, all else to the card."""
    match block.kind:
        case "paragraph" | "heading":
            if text := _read_lines(outline, block.text, card):
                paragraphs.append(text)
        case "quote":
            for child in block.children:
                _read(outline, child, card, paragraphs)
        case "details":
            _read_details(outline, block, card)
        case "list":
            _read_list(outline, block, card, paragraphs)
        case "item":
            _read_item(outline, block, card, paragraphs)
        case "code":
            paragraphs.append(code_text(outline, block))
        case "table":
            _read_table(outline, block, card, paragraphs)


def _read_details(outline: Outline, block: Block, card: Card) -> None:
    summary = outline.read(block.text)
    _links(outline, block.text, summary, card, "inline")
    label = tidy(summary.text.replace("\n", " ")).rstrip(":：")
    inside: list[str] = []
    for child in block.children:
        _read(outline, child, card, inside)
    if label.casefold() in DESCRIPTIONS:
        card.paragraphs += inside
    else:
        card.folded += [("" if is_button(label) else label, text) for text in inside if SAYING.search(text)]


def _read_list(outline: Outline, block: Block, card: Card, paragraphs: list[str]) -> None:
    lines: list[str] = []
    labels = [label for item in block.children if (label := find_label(item.text))]
    fields = len(labels)
    is_of_paper = fields * 2 == sum(item.text != "" for item in block.children) and not PAPER_FIELDS.isdisjoint(labels)
    for item in block.children:
        if (fields * 2 > len(block.children) or is_of_paper) and are_people(said := outline.shown(item.text)):
            card.label("author", said)  # "- Ann Lee, Bob Ray" above "- Date: 2026"
        else:
            _read(outline, item, card, lines)
    if lines and len(block.children) == 1:
        lines[0] = f"- {lines[0].removeprefix(bullet(block.children[0]))}"  # of a number nothing is counted by
    if lines:
        paragraphs.append("\n".join(lines))


def _read_item(outline: Outline, block: Block, card: Card, paragraphs: list[str]) -> None:
    if block.children and (label := _only_label(outline, block.text)):
        card.add_part(label, read_card(outline, block.children))
        return
    if text := _read_lines(outline, block.text, card, in_list=True):
        paragraphs.append(f"{bullet(block)}{text}")
    for child in block.children:
        _read(outline, child, card, paragraphs)


def _read_table(outline: Outline, block: Block, card: Card, paragraphs: list[str]) -> None:
    """Read a sheet as facts; of another table keep the links and the words of its rows."""
    if outline.once(is_sheet, block):
        for fact in outline.once(facts, block):
            _read_fact(outline, fact, card)
        return
    for row in block.rows:
        for cell in row:
            _links(outline, cell, outline.read(cell), card, "list")
    lines = [" | ".join(_words_of(outline, row)) for row in block.rows]
    if any(lines[1:] or lines):
        paragraphs.append("\n".join(filter(None, lines)))


def _words_of(outline: Outline, row: Row) -> Iterator[str]:
    """Yield what the cells of a row say that are no links alone."""
    for cell in map(outline.read, row):
        if WORD.search(cell.text) and link_labels(cell) is None:
            yield tidy(cell.text)


def _read_fact(outline: Outline, fact: Fact, card: Card) -> None:
    """Read the value that stands beside a label: links, words, or what its pictures say."""
    shown = outline.read(fact.value)
    labels = link_labels(shown)
    _links(outline, fact.value, shown, card, "list", labels, group=fact.label or None)
    pictures = ", ".join(tidy(mark.text) for mark in shown.marks if mark.kind == "image")
    words = "\n".join(filter(None, map(tidy, shown.text.split("\n")))) if labels is None else ""
    if fact.label and (words or pictures):
        card.note(fact.label, words or pictures)
    elif words:
        card.paragraphs.append(words)


def _only_label(outline: Outline, text: Raw) -> str:
    """Return the label that is all an item says of the lists in it, "" for other items: "**Requirements**:"."""
    shown = tidy(outline.read(text).text)
    label = find_label(shown)
    is_one = shown.endswith(COLONS) and label == shown.rstrip(":：").strip().casefold()
    return shown.rstrip(":： ") if is_one and label in outline.once(field_labels) else ""


def read_lines(outline: Outline, raw: Raw, start: int) -> Card:
    """Read the lines of a text from a place of its displayed text on."""
    card = Card()
    if text := _read_lines(outline, raw, card, start=start):
        card.paragraphs.append(text)
    return card


def _read_lines(outline: Outline, raw: Raw, card: Card, *, in_list: bool = False, start: int = 0) -> str:
    """Read a paragraph line by line; return the lines that are prose."""
    shown = outline.read(raw)
    lines = Lines(shown)
    kept: list[str] = []
    at = start
    is_alone = "\n" not in shown.text
    makers = makers_below(shown) if not (in_list or start or is_alone) and outline.once(over_makers) else ""
    for line in (unwrapped(outline, shown.text, lines) if in_list else shown.text[start:]).split("\n"):
        end = at + len(line)
        part = lines.between(at, end)
        at = end + 1
        labels = link_labels(part)
        if labels is not None and all(anchor.stays for anchor in part.anchors):
            continue  # "[back to top](#top)"
        if (label := label_of_links(part)) and label.casefold() in GENERIC:
            names = _names_of_links(part)
            _links(outline, raw, part, card, "list", names, group=label)
            if label.casefold() not in PLACES and not any(names):
                card.note(label, tidy(part.text[part.anchors[0].start :]))
            continue
        if not in_list and (told := venue_in_front(part) or labels_beside_links(outline, part)):
            card.tags += told
            _links(outline, raw, part, card, "list")
            continue
        if makers and tidy(part.text) == makers:
            card.label("author", makers)
            continue
        role = _take(outline, part, card, in_list, labels is not None or (at > len(shown.text) and is_signed(part)))
        if role == "prose" and not in_list and at > len(shown.text):
            above = (kept or card.paragraphs or [""])[-1]
            pieces = pieces_below(above, part.text, part)
            card.tags += pieces
            role = "label" if pieces else role
        if role == "prose":
            if prose := _read_prose(outline, raw, part, card):
                kept.append(prose)
            continue
        _links(outline, raw, part, card, "list" if role == "links" else "inline", labels)
        if role == "links" and has_glued_bullet(line):
            card.diagnostics.append(glued(card.links[-1]))
    return "\n".join(kept)


def _names_of_links(line: Inline) -> list[str | None]:
    """Return what links are called in front of their own URLs, None for others: "[oak : https://…](https://…)"."""
    texts = ((line.text[anchor.start : anchor.end].rstrip(), anchor.url) for anchor in line.anchors)
    return [text.removesuffix(url).rstrip(SEPARATORS) or None if text.endswith(url) else None for text, url in texts]


def _read_prose(outline: Outline, raw: Raw, line: Inline, card: Card) -> str:
    """Add the links of a line of prose; return it without those that end it in brackets: "Ann Lee [[pdf](…)]"."""
    text = line.text
    if all(is_bracketed(text, anchor) for anchor in line.anchors) and (venue := venue_behind(line)):
        _links(outline, raw, line, card, "list")
        card.tags.append(venue)
        return ""
    first = len(line.anchors)
    ending = text[line.anchors[-1].end :].lstrip("]】,，;·| ") if line.anchors else ""
    date = ending if says_when(ending) else ""  # "[[pdf](…)] 2022.1"
    stop = end = len(text) - len(date)
    while first and is_bracketed(text, line.anchors[first - 1]):
        if WORD.search(text, line.anchors[first - 1].end, stop):
            first, stop = len(line.anchors), len(text)  # in a sentence: "in [[one](…)] and [[two](…)]"
            break
        first -= 1
        stop = line.anchors[first].start
    for at, anchor in enumerate(line.anchors):
        card.keep(to_link(outline, raw, line, anchor, "list" if at >= first else "inline"), anchor)
    said = tidy(f"{text[:stop].rstrip(' [【')} {date}" if stop < end else text)
    return said.removesuffix(" \\")  # blanks behind it make it no break: "Ann Lee, Bob Ray \  "


def _take(outline: Outline, line: Inline, card: Card, in_list: bool, is_links: bool) -> str:
    """Note what a line says apart from prose; return "links", "label" or "prose"."""
    text = tidy(line.text)
    if is_links or not WORD.search(text):
        return "links"
    is_told = len(text) < LABEL_LENGTH or len(BARS.split(text)) >= PIECES
    stars = own_count(line.text) if is_told and may_count(text) else None
    if stars:
        card.count(count_in(stars))
        links = stretches(anchor for anchor in line.anchors if anchor.end <= stars.start())
        before = "".join(outside(line.text[: stars.start()], links)).rstrip()
        if (not WORD.search(before) or before.endswith(COLONS)) and not _says_more(line, stars.end()):
            return "label"
        if told := facts_of(line):
            card.take(told)
            return "label"
    if line.marks and (labels := code_labels(outline, line, in_list=in_list)):
        card.tags += labels
        return "label"
    byline = linked_byline(line, text) if line.anchors and len(text) < LABEL_LENGTH else {}
    if byline:
        card.labels(byline)
        return "label"
    end = len(line.text.rstrip())  # a line that is bold as a whole is a title, colon and all
    own = in_list or any(mark.kind == "strong" and mark.start <= 3 and mark.end < end for mark in line.marks)
    facts_told = labelled(outline, text, own=own)
    ending = "\\| ." if facts_told and stops_behind_links(line) else "\\| "
    for label, value in facts_told:
        card.note(label, value.rstrip(ending) or value)
    if facts_told:
        return "label"
    if text.endswith(COLONS) and find_label(text) in outline.once(field_labels):
        return "label"  # of what stands below it
    is_short = len(text) < LABEL_LENGTH and (len(text.split()) <= LABEL_WORDS or not LOWER.search(text))
    is_label = is_short and not line.anchors and ICON.match(text) and text[-1] not in ".!?。！？:："
    if is_label and not (in_list and text in outline.once(said_signs)):
        card.tags.append(ICON.sub("", text))
        return "label"
    return "prose"


def _says_more(line: Inline, start: int) -> bool:
    """Tell whether there are words behind a count, apart from its unit, brackets and what links are called."""
    rest = "".join(outside(line.text, [(0, start), *stretches(line.anchors)]))
    return SAYING.search(BRACKETED.sub("", SHORTCODE.sub("", rest))) is not None


def _links(
    outline: Outline,
    raw: Raw,
    shown: Inline,
    card: Card,
    role: LinkRole,
    labels: Sequence[str | None] | None = None,
    group: str | None = None,
) -> None:
    for anchor, label in zip(shown.anchors, labels or [None] * len(shown.anchors), strict=True):
        card.keep(to_link(outline, raw, shown, anchor, role, label, group), anchor)

"""One row of a table whose columns are known → name, links, description, labels and star count of an entry."""

import re
from collections.abc import Container, Iterator, Sequence

from pocketparse.entry.blurb import Blurb
from pocketparse.entry.bracketed import take_words
from pocketparse.entry.card import Card
from pocketparse.entry.code_spans import COMMAND, ending_codes, split_codes
from pocketparse.entry.fields import labelled_lines
from pocketparse.entry.labels import BADGE, icon_labels, pictures_below
from pocketparse.entry.makers import take_account
from pocketparse.entry.signs import take_signs
from pocketparse.entry.star_counts import take_last_stars, take_stars
from pocketparse.identity import words
from pocketparse.line.dates import is_date
from pocketparse.line.group_labels import group_labels, label_before
from pocketparse.line.groups import BRACKETS, groups_of
from pocketparse.line.legends import legend_signs_start_cells
from pocketparse.line.linked import is_generic, link_label, shows_url, tooltip
from pocketparse.line.notes import years_end_names
from pocketparse.line.prose import link_labels, to_link
from pocketparse.line.trimming import Stretch, clean_description, ends_sentence, outside, stretches
from pocketparse.markup.block import Row
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.names.marked_names import find_lead
from pocketparse.names.venues import take_venues_around
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import LinkRole
from pocketparse.tables.column_stats import COUNT_CELL, EMPTY_CELL, only_links, told, values_in
from pocketparse.tables.columns import Column
from pocketparse.tables.name_cells import (
    TAG_LENGTH,
    WRAPPED,
    bare_label,
    clean_name,
    in_link,
    name_in,
    read_beside,
)
from pocketparse.vocabulary import PLACES, PREPOSITION, ROUND_CLOSERS, STOPS, UNSAID, has_colon

BID = pattern(r"(?:open|run|view|try|launch|deploy|edit)\s(?:in|on|with|to)\b", re.IGNORECASE)
"""The label of a badge that bids to do something elsewhere: "Open in Saw"."""
SHORT_LINK_BYTES = 20
"""Maximum length of a link that is no part of the sentence before it, in UTF-8 bytes, since Chinese words are short."""
ANSWERS = frozenset("yes no true false none null".split())
"""Values that answer a yes-no question of the header, and are no tags."""
TAG_SEPARATORS = tuple(map(pattern, (r"\n", r"[,，、;；]", r"\s(?=#)", r"\s[-–—·•|]\s")))
"""Separators of the tags in a cell; the first of these that occurs is the one."""
FIGURE = pattern(r"[-+~]?\d[\d.,]*\s?[%kKM]?")
"""A figure, which labels nothing: "0.576", "20.5%"."""


def _tags(cell: Inline) -> Iterator[str]:
    """Yield the tags in the text of a cell outside of code spans."""
    codes = stretches(mark for mark in cell.marks if mark.kind == "code")
    for tag in _split_tags("".join(outside(cell.text, codes))):
        if 0 < len(tag) <= TAG_LENGTH and tag.casefold() not in ANSWERS and not EMPTY_CELL.fullmatch(tag):
            yield tag


def _split_tags(text: str) -> list[str]:
    """Split text into tags at commas and the like, or at spaces if it has no word: "saw, tree", "saw - tree"."""
    between = next((sign for sign in TAG_SEPARATORS if sign.search(text)), None)
    parts = between.split(text) if between else [text] if WORD.search(text) else text.split()
    return [tidy(part) for part in parts]


def read_cells(outline: Outline, row: Row, shown: Sequence[Inline], found: Sequence[Column], name: int) -> Blurb:
    """Read a row, given its cells as written and as displayed, its columns, and the place of the cell that names it."""
    lead = find_lead(shown[name])
    title, beside_name, tags = name_in(outline, shown[name], lead)
    card = Card(in_link(shown[name], lead), tags=tags)
    if lead is None or lead.anchor is None:
        if dated := take_venues_around(title, dated=outline.once(years_end_names)):
            card.take(dated)
            title = dated.rest
        if maker := take_account(outline, title):
            card.take(maker)
            title = maker.rest
    is_placed = not shown[name].anchors and any(map(_says_where, shown, found))
    for at, (raw, cell) in enumerate(zip(row, shown, strict=True)):
        column = found[at]
        behind = [*_above(cell), *_behind(cell)] if column.role == "description" and cell.anchors else []
        beside = group_labels(cell, behind, 0) if behind else {}
        inline = _inline_links(cell, column, beside, is_placed=is_placed) if cell.anchors else ()
        called = _labels_of_urls(cell) if column.role == "links" else {}
        named_by = lead.anchor if lead and at == name else None
        for anchor in cell.anchors:
            role: LinkRole = "inline" if anchor in inline else "title" if anchor == named_by else "list"
            group = beside.get(anchor, _group(cell, anchor, column) if role == "list" and at != name else None)
            is_button = column.holds_links and _is_button(cell, anchor)
            link = to_link(outline, raw, cell, anchor, role, called.get(anchor), group, is_button=is_button)
            card.keep(link, anchor)
        _read_cell(outline, cell, column, column.header or f"column {at + 1}", title, card, behind)
    if beside_name and (maker := take_account(outline, beside_name)):
        card.take(maker)
        beside_name = maker.rest
    read_beside(outline, shown[name], beside_name, card)
    if not card.paragraphs and lead and (said := tooltip(row[name], lead.anchor, title)):
        card.paragraphs.append(said)
    written = row[name].strip() if row[name].at >= 0 else ""
    return Blurb(clean_name(title), written, card)


def _inline_links(cell: Inline, column: Column, beside: Container[Anchor], *, is_placed: bool) -> Container[Anchor]:
    """Return the links of a cell that do not lead to the entry: those of makers, feeds and descriptions.

    If another column links to the entry (`is_placed`), those of labels do not, either; links `beside` a description do.
    """
    if column.feeds or column.by or (is_placed and column.role == "label"):
        return frozenset(cell.anchors)
    is_said = column.role == "description" and not _is_link(cell)
    return frozenset(anchor for anchor in cell.anchors if anchor not in beside) if is_said else ()


def _is_link(cell: Inline) -> bool:
    """Tell whether a cell is one link and nothing else: "[A saw that sings](…)"."""
    return len(cell.anchors) == 1 and only_links(cell)


def _says_where(cell: Inline, column: Column) -> bool:
    """Tell whether a cell links to the entry, below a header such as "URL" or "Website"."""
    return bool(cell.anchors) and column.role == "links" and column.header.casefold() in PLACES


def _is_button(cell: Inline, anchor: Anchor) -> bool:
    """Tell whether a link is a picture that says where it leads, "Apply", and is no badge."""
    if anchor.kind != "badge" or not WORD.search(anchor.label):
        return False
    inside = range(anchor.raw_start, anchor.raw_end)
    return not any(one.kind == "image" and one.raw_start in inside and BADGE.search(one.href) for one in cell.anchors)


def _labels_of_urls(cell: Inline) -> dict[Anchor, str | None]:
    """Return the labels of the URLs in a cell of labelled URLs only: "Chat: https://…<br>Wiki: https://…"."""
    labels = (link_labels(cell) if has_colon(cell.text) else None) or ()
    return dict(zip(cell.anchors, labels, strict=False))


def _group(cell: Inline, anchor: Anchor, column: Column) -> str | None:
    """Return the header of a column if it alone tells what a link is, else None: "Paper" over "[link](…)" or a URL."""
    label = tidy(cell.text[anchor.start : anchor.end]).casefold()
    is_told = not label or (label not in PLACES and WORD.search(label))  # a picture needs no header
    is_named = column.role == "links" and not is_told
    is_named = is_named or (column.role == "label" and _is_url(cell, column))
    return column.header if is_named and column.header.casefold() not in PLACES and WORD.search(column.header) else None


def _above(cell: Inline) -> list[Stretch]:
    """Return the stretch of a line above a description, none or one, that is a link called as its URL, and pictures.

    "[ann/oak](https://github.com/ann/oak) ![stars](…)<br>A saw."
    """
    line, _, said = cell.text.partition("\n")
    links = [anchor for anchor in cell.anchors if anchor.start < len(line) and anchor.kind == "text"]
    if not said or len(links) != 1 or said.lstrip()[:1].islower() or not WORD.search(said):
        return []  # nearly all
    is_called = line[links[0].start : links[0].end].casefold() in links[0].href.casefold()
    beside = "".join(outside(line, stretches(anchor for anchor in cell.anchors if anchor.end <= len(line))))
    return [(0, len(line))] if is_called and not WORD.search(beside) else []


def _behind(cell: Inline) -> list[Stretch]:
    """Return the stretches of generic or short links behind a description, to its end: "A saw. [Docs](…)"."""
    text = cell.text
    return [
        (start, len(text))
        for start, end in groups_of(cell, 0)
        if WORD.search(text, 0, start)
        and not WORD.search(text, end)
        and (text[start : start + 1] in BRACKETS or ends_sentence(text[:start]))
        and not PREPOSITION.search(text, 0, start)
        and _says_little(cell, start)
    ]


def _says_little(cell: Inline, start: int) -> bool:
    """Tell whether all links from an offset on are in UNSAID, or short and behind a sentence: "A saw. [Intro](…)".

    A stop behind short links makes them a sentence: "[Image of Oak](…)."
    """
    labels = [link_label(cell.text, link) for link in cell.anchors if link.start >= start]
    if UNSAID.issuperset(map(bare_label, labels)):
        return True
    before = cell.text[:start].rstrip()
    is_stopped = before.endswith(STOPS) and ends_sentence(before) and not before[-2].isdigit()  # "3. [Oak](…)"
    is_last = is_stopped and not cell.text.rstrip().endswith(STOPS)
    return is_last and all(0 < len(label.encode()) <= SHORT_LINK_BYTES and "://" not in label for label in labels)


def _read_cell(
    outline: Outline, cell: Inline, column: Column, label: str, title: str, card: Card, behind: list[Stretch]
) -> None:
    """Add the text of a cell that does not name its row to the card, without the stretches of links `behind` it."""
    if column.role == "description":
        _read_description(outline, cell, behind, card)
    elif column.role == "stars":
        _read_stars(cell, label, card)
    elif column.role in ("label", "links"):
        _read_labels(outline, cell, column, label, title, card)


def _read_description(outline: Outline, cell: Inline, behind: list[Stretch], card: Card) -> None:
    """Add the text of a cell as description, without the links and labels behind it, which are tags."""
    ending = ending_codes(outline, cell)
    labels = ending if all(_may_label(mark.text) for mark in ending) else []
    drop = [(_label_start(cell.text, start), end) for start, end in behind]
    value = told(cell, [*drop, *stretches(labels)])
    value = clean_description(value) if labels or behind else value
    if card.stars is None and (counted := take_last_stars(value)):
        card.count(counted.stars)
        value = counted.rest
    card.tags += split_codes(cell, labels)
    for take in (take_words, take_signs) if outline.once(legend_signs_start_cells) else (take_words,):
        if taken := take(outline, value):
            card.tags += taken.labels
            value = clean_description(taken.rest)
    card.paragraphs += [value] if value and value != "None" else []


def _label_start(text: str, at: int) -> int:
    """Return the start of the label of the links at an offset, else the offset: "A saw. Docs: [here](…)"."""
    label = label_before(text, at) if has_colon(text) else None
    return label.start("cut") if label else at


def _read_stars(cell: Inline, label: str, card: Card) -> None:
    """Add the text of a cell as star count, or as a label if it is none: "archived"."""
    value = told(cell)
    if number := COUNT_CELL.match(value):
        card.count(number[1])
    elif value:
        card.label(label, value)


def _read_labels(outline: Outline, cell: Inline, column: Column, label: str, title: str, card: Card) -> None:
    """Add the text of a cell as fields, tags, labels of pictures, or the value of an attribute."""
    if fields := labelled_lines(cell.text) if column.holds_fields and column.role == "label" else []:
        for field, value in fields:
            card.note(field, value)
        return
    value = values_in(cell)
    said = _beside_usual(cell) if cell.anchors and value.endswith(ROUND_CLOSERS) else ""
    value = said or value
    if card.stars is None and (counted := take_stars(value)):
        card.count(counted.stars)
        value = counted.rest
    if column.recurs:
        card.tags += [value] if value else []
    elif column.role == "links" and not WORD.search(value):
        card.tags += icon_labels(outline, cell, of_links=False)
    elif not (_is_url(cell, column) if column.role == "label" else only_links(cell) or _labels_of_urls(cell)):
        codes = [tidy(mark.text) for mark in cell.marks if mark.kind == "code"]
        codes = [part for code in codes for part in _split_tags(code)] if column.holds_tags else codes
        if column.holds_labels or not (cell.anchors or (column.tells_apart and len(codes) == 1)):
            card.tags += [code for code in codes if _may_label(code)]
        if column.holds_tags:
            card.tags += dict.fromkeys(_tags(cell))
        if value := value or ", ".join(_icons(cell, label, title)):
            card.label(label, value)


def _is_url(cell: Inline, column: Column) -> bool:
    """Tell whether a cell is one link that shows its URL, in a column of links that are no feeds or makers."""
    is_usual = column.only_links and not (column.feeds or column.by)
    return is_usual and _is_link(cell) and "." in cell.text and shows_url(cell.text, cell.anchors[0])


def _beside_usual(cell: Inline) -> str:
    """Return the text in brackets behind the generic link that a cell is, else "": "closed" of "[Link](…) (closed)"."""
    link = cell.anchors[0]
    is_usual = len(cell.anchors) == 1 and is_generic(cell.text, link)
    beside = cell.text[link.end :].strip() if is_usual and not cell.text[: link.start].strip() else ""
    wrapped = WRAPPED.match(beside)
    return wrapped[1] if wrapped else ""


def _may_label(code: str) -> bool:
    """Tell whether a code span may be a tag: no answer, command, date, figure, placeholder or URL."""
    return (
        bool(code)
        and code.casefold() not in ANSWERS
        and "://" not in code
        and not (is_date(code) or COMMAND.match(code) or FIGURE.fullmatch(code) or EMPTY_CELL.fullmatch(code))
    )


def _icons(cell: Inline, label: str, title: str) -> list[str]:
    """Return what `pictures_below` returns, without badges about the entry, "Oak license", and those of BID."""
    name = " ".join(words(title))
    icons = (icon for icon in pictures_below(label, cell) if not (EMPTY_CELL.fullmatch(icon) or BID.match(icon)))
    return [icon for icon in icons if f" {name} " not in f" {' '.join(words(icon))} "]

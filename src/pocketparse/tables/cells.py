"""One row of a table whose columns are known → name, links, description, labels and star count of an entry."""

from collections.abc import Iterator, Sequence
from itertools import chain

from pocketparse.entry.behind import take_signs
from pocketparse.entry.blurb import Blurb
from pocketparse.entry.bracketed import take_words
from pocketparse.entry.card import Card
from pocketparse.entry.code_spans import COMMAND, codes_behind, ending_codes, find_codes, split_codes
from pocketparse.entry.facts import take_pieces, take_small_print
from pocketparse.entry.fields import labelled_lines, read_byline
from pocketparse.entry.labels import end_labels, icon_labels, signs_before, unsigned
from pocketparse.identity import words
from pocketparse.line.dates import is_date
from pocketparse.line.group_labels import group_labels
from pocketparse.line.groups import BRACKETS, groups_of
from pocketparse.line.linked import is_generic, link_label, tooltip
from pocketparse.line.prose import to_link
from pocketparse.line.stars import count_in, may_count, own_count
from pocketparse.line.trimming import (
    LEADING_CODES,
    Stretch,
    bared,
    clean_description,
    ends_sentence,
    outside,
    trimmed,
    unseparated,
    without,
)
from pocketparse.markup.block import Row
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.names.leads import Lead, find_lead
from pocketparse.names.venues import without_venues
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import LinkRole
from pocketparse.tables.column_stats import NUMBER, PLACEHOLDER, only_links, told
from pocketparse.tables.columns import Column
from pocketparse.vocabulary import GENERIC, NAME_ENDS, NUMBERED, PLACES, PREPOSITION, SEPARATORS, SHORTCODE, TITLE

LAST = 12
"""Characters at the end of a description in which a count of stars starts that is the entry's."""
ANSWERS = frozenset("yes no true false none null".split())
"""Code spans that label nothing: they answer what the header asks."""
NAME_LENGTH = 120
"""Characters from which on words without a mark are more than a name."""
LABELLED_TITLE = pattern(r"[^\w\[\]()\s]{0,8}\s?\[(?P<label>(?=[^\[\]]*[^\W\d_])[^\[\]]{1,40})\]\s+(?=\w\S*\s)")
"""A short name in brackets in front of a title: "🔥[Oak] Oak: trees for all"."""
PARTS = tuple(map(pattern, (r"\n", r"[,，、;；]", r"\s(?=#)")))
"""What parts the tags in a cell: the first of these that stands in it."""
TAG_LENGTH = 40
"""Characters of a tag; more are words about the entry."""
TAG_WORDS = 4
"""Words of one, behind a name; more may be a sentence."""
PARTED = pattern(r"(?<=\S)(?:\s{2,}|\s[-–—]\s)(?=\S)")
"""What ends the name in them."""
WRAPPED = pattern(r"^[(（]([^()（）]+)[)）]$")
"""What is said in brackets: "(closed)"."""
ENDS = " -–—:：|·"
"""What parts a name from the links behind it, and is no part of it."""
FIGURE = pattern(r"[-+~]?\d[\d.,]*\s?[%kKM]?")
"""A figure, which labels nothing: "0.576", "20.5%"."""


def naming_cell(shown: Sequence[Inline], found: Sequence[Column], name: int) -> int:
    """Return which cell names a row: where the usual one says "N/A", the first that holds a linked title."""
    cell = shown[name]
    if cell.anchors or len(cell.text) > NAME_LENGTH or told(cell) or not cell.text.strip():
        return name
    return next((at for at, cell in enumerate(shown) if found[at].role != "description" and _holds_title(cell)), name)


def _holds_title(cell: Inline) -> bool:
    """Tell whether a cell is a link that has the words of a title, and says nothing beside it."""
    lead = find_lead(cell)
    said = cell.text[lead.start : lead.end] if lead and lead.leaves else ""
    is_all = lead is not None and not WORD.search(cell.text, lead.end)
    return is_all and len(said.split()) >= TITLE


def _tags(cell: Inline) -> Iterator[str]:
    """Yield the tags of a cell that are no code, parted by commas and the like; signs alone are parted by spaces."""
    codes = [(mark.start, mark.end) for mark in cell.marks if mark.kind == "code"]
    text = "".join(outside(cell.text, codes))
    between = next((sign for sign in PARTS if sign.search(text)), None)
    for part in between.split(text) if between else [text] if WORD.search(text) else text.split():
        tag = tidy(part)
        if 0 < len(tag) <= TAG_LENGTH and tag.casefold() not in ANSWERS and not PLACEHOLDER.fullmatch(tag):
            yield tag


def read_cells(outline: Outline, row: Row, shown: Sequence[Inline], found: Sequence[Column], name: int) -> Blurb:
    """Read a row: its cells as written and as displayed, what its columns hold, and which of them names it."""
    lead = find_lead(shown[name])
    title, rest, tags = _title(outline, shown[name], lead)
    title, venues = (title, []) if lead and lead.anchor else without_venues(title)
    card = Card(_in_link(shown[name], lead), tags=[*tags, *venues])
    for at, (raw, cell) in enumerate(zip(row, shown, strict=True)):
        column = found[at]
        behind = _behind(cell) if column.role == "description" and cell.anchors else []
        beside = group_labels(cell, behind, 0) if behind else {}
        for anchor in cell.anchors:
            role: LinkRole = "title" if lead and anchor == lead.anchor and at == name else "list"
            if (column.role == "description" and anchor not in beside) or column.feeds or column.by:
                role = "inline"
            group = _group(cell, anchor, column) if role == "list" and at != name else None
            group = beside.get(anchor, group)
            card.keep(to_link(outline, raw, cell, anchor, role, group=group), anchor)
        _read_cell(outline, cell, column, column.header or f"column {at + 1}", title, card, behind)
    _read_beside(shown[name], rest, card)
    if not card.paragraphs and lead and (said := tooltip(row[name], lead.anchor, title)):
        card.paragraphs.append(said)
    written = row[name].strip() if row[name].at >= 0 else ""
    return Blurb(_clean_name(title), written, card)


def _group(cell: Inline, anchor: Anchor, column: Column) -> str | None:
    """Return the header of a column of links, where it alone tells what a link is: "[link](…)" below "Paper"."""
    label = tidy(cell.text[anchor.start : anchor.end]).casefold()
    is_told = not label or (label not in PLACES and WORD.search(label))  # a picture tells for itself
    if column.role != "links" or is_told or column.header.casefold() in PLACES:
        return None
    return column.header if WORD.search(column.header) else None


def _in_link(cell: Inline, lead: Lead | None) -> list[str]:
    """Return what a linked name goes on with inside its link: "[**Oak** — Saws for all](…)"."""
    inside = cell.text[lead.end : lead.anchor.end].lstrip() if lead and lead.anchor else ""
    said = clean_description(inside) if inside.startswith(NAME_ENDS) else ""
    return [said] if len(said.split()) > 1 else []


def _behind(cell: Inline) -> list[Stretch]:
    """Return where the usual links stand behind a description, which are no part of it: "A saw. [Docs](…)"."""
    text = cell.text
    return [
        (start, len(text))
        for start, end in groups_of(cell, 0)
        if WORD.search(text, 0, start)
        and not WORD.search(text, end)
        and (text[start] in BRACKETS or ends_sentence(text[:start]))
        and not PREPOSITION.search(text, 0, start)
        and GENERIC.issuperset(_bare(link_label(text, link)) for link in cell.anchors if link.start >= start)
    ]


def _read_cell(
    outline: Outline, cell: Inline, column: Column, label: str, title: str, card: Card, behind: list[Stretch]
) -> None:
    """Add what a cell says that does not name its row, without the links behind it."""
    if fields := labelled_lines(cell.text) if column.role == "label" and column.holds_fields else []:
        for field, value in fields:
            card.note(field, value)
        return
    ending = ending_codes(outline, cell) if column.role == "description" else []
    labels = ending if all(_may_label(mark.text) for mark in ending) else []
    value = told(cell, [*behind, *((mark.start, mark.end) for mark in labels)])
    number = NUMBER.match(value)
    if column.role in ("label", "links"):
        said = _beside_usual(cell) if cell.anchors and value.endswith((")", "）")) else ""
        value = _take_count(card, said or value)  # "[GitHub](…) · ★ 7,026"
    if column.role == "description":
        value = _take_count_behind(card, clean_description(value) if labels or behind else value)  # "A saw. · 61★"
        card.tags += map(tidy, split_codes(cell, labels))
        if taken := take_words(outline, value):
            card.tags += taken.labels
            value = clean_description(taken.rest)
        card.paragraphs += [value] if value else []
    elif column.role == "stars":
        if number:
            card.count(number[1])
        elif value:
            card.label(label, value)  # "archived"
    elif column.recurs:
        card.tags += [value] if value else []
    elif column.role == "links" and not WORD.search(value):
        card.tags += icon_labels(outline, cell, of_links=False)
    elif column.role == "label" or (column.role == "links" and not only_links(cell)):
        codes = [tidy(mark.text) for mark in cell.marks if mark.kind == "code"]
        if column.holds_labels or not (cell.anchors or (column.tells_apart and len(codes) == 1)):
            card.tags += [code for code in codes if _may_label(code)]
        if column.holds_tags:
            card.tags += dict.fromkeys(_tags(cell))
        value = value or ", ".join(_icons(cell, title))
        if value:
            card.label(label, value)


def _beside_usual(cell: Inline) -> str:
    """Return what a cell says in brackets behind the one link in it, called as any may be: "[Link](…) (closed)"."""
    link = cell.anchors[0]
    is_usual = len(cell.anchors) == 1 and is_generic(cell.text, link)
    beside = cell.text[link.end :].strip() if is_usual and not cell.text[: link.start].strip() else ""
    wrapped = WRAPPED.match(beside)
    return wrapped[1] if wrapped else ""


def _may_label(code: str) -> bool:
    """Tell whether a code span may be a tag: no answer, command or day, no address and nothing that holds one."""
    return (
        bool(code)
        and code.casefold() not in ANSWERS
        and "://" not in code
        and not (is_date(code) or COMMAND.match(code) or FIGURE.fullmatch(code))
    )


def _read_beside(cell: Inline, rest: str, card: Card) -> None:
    """Add what the cell of a name says beside it: "**[Oak](…)**<br><sub>Ann Lee</sub><br><sub>(free)</sub>"."""
    rest = _take_count(card, rest)
    if taken := take_pieces(cell, rest) or take_small_print(cell, rest.rstrip()):
        card.tags += taken.labels
        card.labels(taken.fields)
        rest = taken.rest
    said = "" if PLACEHOLDER.fullmatch(rest.strip()) else clean_description(rest)
    is_described = bool(card.paragraphs)
    bylines = {line: byline for line in said.split("\n") if (byline := read_byline(line))}
    if bylines:
        card.label("author", ", ".join(author for author, _ in bylines.values()))
        card.tags += chain.from_iterable(labels for _, labels in bylines.values())
    labels = {_bare(link_label(cell.text, anchor)) for anchor in cell.anchors} & GENERIC
    lines = [line for line in said.split("\n") if line not in bylines and _bare(line) not in labels]
    for line in lines if is_described else ["\n".join(lines)]:
        if is_described and COMMAND.match(line):
            card.label("command", line)  # "[Oak](…)<br>`npm install oak`"
        elif line:
            is_short = len(line) <= TAG_LENGTH and len(line.split()) <= TAG_WORDS
            is_tag = is_described and is_short and not line.startswith("by ")
            place = card.tags if is_tag else card.paragraphs
            place.append(WRAPPED.sub(r"\1", line) if is_described else line)


def _bare(line: str) -> str:
    """Return a line folded, without shortcodes, signs and brackets around what it says: ":octocat: [Code]"."""
    return SHORTCODE.sub("", line).strip(f"{SEPARATORS}[]() ").casefold()


def _take_count(card: Card, text: str) -> str:
    """Note the count of stars in a text, if none is known yet; return the text without it."""
    stars = own_count(text) if card.stars is None and may_count(text) else None
    if stars is None:
        return text
    card.count(count_in(stars))
    return clean_description(without(text, stars))


def _take_count_behind(card: Card, text: str) -> str:
    """Note the count of stars at the end of a text, if none is known yet; return the text without it."""
    stars = own_count(text, max(len(text) - LAST, 0)) if card.stars is None and may_count(text[-LAST:]) else None
    if stars is None or WORD.search(text, stars.end()):
        return text
    card.count(count_in(stars))
    return clean_description(text[: stars.start()])


def _icons(cell: Inline, title: str) -> list[str]:
    """Return what the pictures in a cell say, but for badges that are about the entry: "Oak license"."""
    name = " ".join(words(title))
    icons = (tidy(mark.text) for mark in cell.marks if mark.kind == "image")
    icons = (icon for icon in icons if not PLACEHOLDER.fullmatch(icon))
    return [icon for icon in icons if f" {name} " not in f" {' '.join(words(icon))} "]


def _clean_name(title: str) -> str:
    """Return a name on one line, without the number and the shortcodes in front of it."""
    return trimmed(tidy(title.replace("\n", " ")), NUMBERED, LEADING_CODES)


def _title(outline: Outline, cell: Inline, lead: Lead | None) -> tuple[str, str, list[str]]:
    """Return the name in a cell, what else it says (nothing where that is further links of it), and its labels."""
    label = LABELLED_TITLE.match(cell.text) if not cell.anchors else None
    if lead and not label:
        codes = find_codes(outline, cell, lead.end, [])
        labels = [(mark.start, mark.end) for mark in codes]
        links = [(anchor.start, anchor.end) for anchor in cell.anchors]
        beside = "".join(outside(cell.text, [(0, lead.end), *labels, *links]))
        rest = "".join(outside(cell.text, [(0, lead.end), *labels])) if WORD.search(beside) else ""
        signs = signs_before(outline, cell.text[: lead.start] + ("" if rest else beside))
        if not (rest or signs) and (behind := take_signs(outline, beside.strip())):
            signs = [*behind.labels]  # "[Oak](…) ⚠️"
        end, ending = end_labels(outline, cell, lead)
        name, own = unsigned(outline, cell.text[lead.start : end])
        return name, rest, [*lead.prefix, *signs, *own, *map(tidy, ending), *split_codes(cell, codes)]
    codes = codes_behind(outline, cell)
    text = cell.text[label.end() if label else 0 : codes[0].start if codes else None]
    groups = [group for group in groups_of(cell, 0) if text[group[0] :][:1] in BRACKETS]
    if groups and WORD.search(bare := "".join(outside(text, groups))):
        text = bare
    title, _, rest = text.strip().partition("\n")
    if rest and not title.strip(SEPARATORS):
        title, _, rest = rest.partition("\n")  # ":<br>Oak"
    parted = PARTED.search(title) if len(title) > NAME_LENGTH else None
    if parted is not None:
        title, rest = title[: parted.start()], f"{title[parted.end() :]}\n{rest}"
    title, signs = unsigned(outline, title)
    signs += [label["label"].strip("*")] if label else []
    return bared(unseparated(title.strip(), ENDS)), rest, [*signs, *split_codes(cell, codes)]

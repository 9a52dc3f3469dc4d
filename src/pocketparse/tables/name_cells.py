"""The cell that names a row of a table: which it is, the name in it, and what it says beside."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple

from pocketparse.entry.card import Card
from pocketparse.entry.code_spans import COMMAND, codes_behind, find_codes, split_codes
from pocketparse.entry.facts import take_pieces, take_small_print
from pocketparse.entry.labels import signs_before, take_end_labels, take_name_signs
from pocketparse.entry.makers import take_bylines
from pocketparse.entry.remarks import take_lone_remark
from pocketparse.entry.signs import take_signs
from pocketparse.entry.star_counts import take_stars
from pocketparse.line.groups import BRACKETS, groups_of
from pocketparse.line.linked import link_label
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import (
    LEADING_CODES,
    bared,
    clean_description,
    outside,
    stretches,
    trimmed,
    unseparated,
)
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tables.column_stats import EMPTY_CELL, told
from pocketparse.tables.columns import Column
from pocketparse.vocabulary import GENERIC, NAME_ENDS, NUMBERED, SEPARATORS, SHORTCODE, TITLE

CELL_NAME_LENGTH = 120
"""Maximum length of a name in plain words that fills a cell, in characters."""
LABELLED_TITLE = pattern(r"[^\w\[\]()\s]{0,8}\s?\[(?P<label>(?=[^\[\]]*[^\W\d_])[^\[\]]{1,40})\]\s+(?=\w\S*\s)")
"""A short name in brackets in front of a title: "🔥[Oak] Oak: trees for all"."""
TAG_LENGTH = 40
"""Maximum length of a tag in a cell, in characters; longer text describes the entry."""
TAG_WORDS = 4
"""Maximum number of words of a tag behind a name; more may be a sentence."""
BEHIND_NAME = pattern(r"(?<=\S)(?:\s{2,}|\s[-–—]\s)(?=\S)")
"""A gap or dash behind the name in a text that is longer than CELL_NAME_LENGTH."""
WRAPPED = pattern(r"^[(（]([^()（）]+)[)）]$")
"""A text that is one round bracket: "(closed)"."""
BROKEN_WORD = pattern(r"(?<=\w[_-])\n(?=\w)|(?<=\w)\n(?=[_-]\w)")
"""A line break in a word, beside a hyphen or underscore: "old_<br>oaks"."""
BETWEEN_LINKS = pattern(r"\s[|·•/]\s|,\s")
"""A separator between the links on a line: "Shop | Fair"."""
NAME_END_SIGNS = " -–—:：|·"
"""Separators between a name and the links behind it."""


class NameCell(NamedTuple):
    """What the cell that names a row says."""

    name: str
    beside: str
    """Its other text, "" if it has nothing but further links beside the name."""
    labels: list[str]
    """Signs, code spans and words that label the entry."""


def naming_cell(shown: Sequence[Inline], found: Sequence[Column], name: int) -> int:
    """Return the place of the cell that names a row: `name`, or if that says "N/A", the first with a linked title."""
    cell = shown[name]
    if cell.anchors or len(cell.text) > CELL_NAME_LENGTH or told(cell) or not cell.text.strip():
        return name
    return next((at for at, cell in enumerate(shown) if found[at].role != "description" and _holds_title(cell)), name)


def _holds_title(cell: Inline) -> bool:
    """Tell whether a cell is a link of TITLE words or more, and says nothing behind it."""
    lead = find_lead(cell)
    said = cell.text[lead.start : lead.end] if lead and lead.leaves else ""
    is_all = lead is not None and not WORD.search(cell.text, lead.end)
    return is_all and len(said.split()) >= TITLE


def name_in(outline: Outline, cell: Inline, lead: Lead | None) -> NameCell:
    """Return the name in a cell, its labels and its other text."""
    label = LABELLED_TITLE.match(cell.text) if not cell.anchors else None
    return _marked_name(outline, cell, lead) if lead and not label else _plain_name(outline, cell, label)


def _marked_name(outline: Outline, cell: Inline, lead: Lead) -> NameCell:
    """Read a cell whose name is a link, bold or code."""
    codes = find_codes(outline, cell, lead.end, [])
    labelled = stretches(codes)
    links = stretches(cell.anchors)
    beside = "".join(outside(cell.text, [(0, lead.end), *labelled, *links])) if lead.end < len(cell.text) else ""
    rest = "".join(outside(cell.text, [(0, lead.end), *labelled])) if WORD.search(beside) else ""
    signs = signs_before(outline, cell.text[: lead.start] + ("" if rest else beside))
    if not (rest or signs) and (behind := take_signs(outline, beside.strip())):
        signs = [*behind.labels]  # "[Oak](…) ⚠️"
    ended = take_end_labels(outline, cell, lead)
    name = take_name_signs(outline, ended.rest) or Taken(ended.rest)
    labels = [*lead.prefix, *signs, *name.labels, *ended.labels, *split_codes(cell, codes)]
    return NameCell(name.rest, rest, labels)


def _plain_name(outline: Outline, cell: Inline, label: re.Match[str] | None) -> NameCell:
    """Read a cell whose name is plain words, behind a label in brackets or not."""
    codes = codes_behind(outline, cell)
    text = cell.text[label.end() if label else 0 : codes[0].start if codes else None]
    groups = [group for group in groups_of(cell, 0) if text[group[0] :][:1] in BRACKETS]
    if groups and WORD.search(bare := "".join(outside(text, groups))):
        text = bare
    title, _, rest = text.strip().partition("\n")
    if rest and not title.strip(SEPARATORS):
        title, _, rest = rest.partition("\n")  # ":<br>Oak"
    gap = BEHIND_NAME.search(title) if len(title) > CELL_NAME_LENGTH else None
    if gap is not None:
        title, rest = title[: gap.start()], f"{title[gap.end() :]}\n{rest}"
    name = take_name_signs(outline, title) or Taken(title)
    labels = [*name.labels, *([label["label"].strip("*")] if label else []), *split_codes(cell, codes)]
    return NameCell(bared(unseparated(name.rest.strip(), NAME_END_SIGNS)), rest, labels)


def clean_name(title: str) -> str:
    """Return a name on one line, without the number and the shortcodes in front of it.

    A word broken beside a hyphen or underscore is joined: "old_<br>oaks".
    """
    joined = BROKEN_WORD.sub("", title) if "\n" in title else title
    return trimmed(tidy(joined.replace("\n", " ")), NUMBERED, LEADING_CODES)


def in_link(cell: Inline, lead: Lead | None) -> list[str]:
    """Return the description inside the link of a name, none or one: "[**Oak** — Saws for all](…)"."""
    inside = cell.text[lead.end : lead.anchor.end].lstrip() if lead and lead.anchor else ""
    said = clean_description(inside) if inside.startswith(NAME_ENDS) else ""
    return [said] if len(said.split()) > 1 else []


def read_beside(outline: Outline, cell: Inline, rest: str, card: Card) -> None:
    """Add the text beside the name in its cell to a card: "**[Oak](…)**<br><sub>Ann Lee</sub><br><sub>(free)</sub>"."""
    if not rest.strip():
        return  # nearly all
    if card.stars is None and (counted := take_stars(rest)):
        card.count(counted.stars)
        rest = counted.rest
    taken = take_pieces(cell, rest) or take_small_print(cell, rest.rstrip())
    if taken := taken or take_lone_remark(outline, rest.strip()):
        card.tags += taken.labels
        card.labels(taken.fields)
        rest = taken.rest
    said = "" if EMPTY_CELL.fullmatch(rest.strip()) else clean_description(rest)
    is_described = bool(card.paragraphs)
    if said and (made := take_bylines(said)):
        card.take(made)
        said = made.rest
    called = {bare_label(link_label(cell.text, anchor)) for anchor in cell.anchors}
    called = called if is_described else called & GENERIC
    lines = [line for line in said.split("\n") if not _are_called(line, called)]
    for line in lines if is_described else ["\n".join(lines)]:
        if is_described and COMMAND.match(line):
            card.label("command", line)  # "[Oak](…)<br>`npm install oak`"
        elif line:
            is_short = len(line) <= TAG_LENGTH and len(line.split()) <= TAG_WORDS
            is_tag = is_described and is_short and not line.startswith("by ")
            place = card.tags if is_tag else card.paragraphs
            place.append(WRAPPED.sub(r"\1", line) if is_described else line)


def _are_called(line: str, called: Container[str]) -> bool:
    """Tell whether a line is the text of one link, or of several with separators between: "Shop | Fair"."""
    return bare_label(line) in called or all(bare_label(piece) in called for piece in BETWEEN_LINKS.split(line))


def bare_label(line: str) -> str:
    """Return a line in lower case, without shortcodes and without separators and brackets around it: "[Code]"."""
    return SHORTCODE.sub("", line).strip(f"{SEPARATORS}[]() ").casefold()

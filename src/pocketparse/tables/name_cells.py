"""The cell that names a row of a table: which it is, the name in it, and what it says beside."""

import re
from collections.abc import Sequence
from itertools import chain

from pocketparse.entry.card import Card
from pocketparse.entry.code_spans import COMMAND, codes_behind, find_codes, split_codes
from pocketparse.entry.facts import take_pieces, take_small_print
from pocketparse.entry.fields import read_byline
from pocketparse.entry.labels import signs_before, take_end_labels, take_name_signs
from pocketparse.entry.remarks import take_lone_remark
from pocketparse.entry.signs import take_signs
from pocketparse.line.groups import BRACKETS, groups_of
from pocketparse.line.linked import link_label
from pocketparse.line.notes import MAKER_AT_END, makers_end_names
from pocketparse.line.stars import count_in, may_count, own_count
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import (
    LEADING_CODES,
    bared,
    clean_description,
    outside,
    stretches,
    trimmed,
    unseparated,
    without,
)
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.names.lead import Lead
from pocketparse.names.leads import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tables.column_stats import PLACEHOLDER, told
from pocketparse.tables.columns import Column
from pocketparse.vocabulary import GENERIC, NAME_ENDS, NUMBERED, SEPARATORS, SHORTCODE, TITLE

NAME_LENGTH = 120
"""Characters from which on words without a mark are more than a name."""
LABELLED_TITLE = pattern(r"[^\w\[\]()\s]{0,8}\s?\[(?P<label>(?=[^\[\]]*[^\W\d_])[^\[\]]{1,40})\]\s+(?=\w\S*\s)")
"""A short name in brackets in front of a title: "🔥[Oak] Oak: trees for all"."""
TAG_LENGTH = 40
"""Characters of a tag; more are words about the entry."""
TAG_WORDS = 4
"""Words of one, behind a name; more may be a sentence."""
PARTED = pattern(r"(?<=\S)(?:\s{2,}|\s[-–—]\s)(?=\S)")
"""What ends the name in them."""
WRAPPED = pattern(r"^[(（]([^()（）]+)[)）]$")
"""What is said in brackets: "(closed)"."""
BROKEN_WORD = pattern(r"(?<=\w[_-])\n(?=\w)|(?<=\w)\n(?=[_-]\w)")
"""Where a word goes on in the next line, behind or in front of a sign that joins what it is made of."""
ENDS = " -–—:：|·"
"""What parts a name from the links behind it, and is no part of it."""


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


def name_in(outline: Outline, cell: Inline, lead: Lead | None) -> tuple[str, str, list[str]]:
    """Return the name in a cell, what else it says (nothing where that is further links of it), and its labels."""
    label = LABELLED_TITLE.match(cell.text) if not cell.anchors else None
    return _led(outline, cell, lead) if lead and not label else _in_words(outline, cell, label)


def _led(outline: Outline, cell: Inline, lead: Lead) -> tuple[str, str, list[str]]:
    """Read a cell whose name is a link, bold or code."""
    codes = find_codes(outline, cell, lead.end, [])
    labels = stretches(codes)
    links = stretches(cell.anchors)
    beside = "".join(outside(cell.text, [(0, lead.end), *labels, *links]))
    rest = "".join(outside(cell.text, [(0, lead.end), *labels])) if WORD.search(beside) else ""
    signs = signs_before(outline, cell.text[: lead.start] + ("" if rest else beside))
    if not (rest or signs) and (behind := take_signs(outline, beside.strip())):
        signs = [*behind.labels]  # "[Oak](…) ⚠️"
    ended = take_end_labels(outline, cell, lead)
    name = take_name_signs(outline, ended.rest) or Taken(ended.rest)
    return name.rest, rest, [*lead.prefix, *signs, *name.labels, *map(tidy, ended.labels), *split_codes(cell, codes)]


def _in_words(outline: Outline, cell: Inline, label: re.Match[str] | None) -> tuple[str, str, list[str]]:
    """Read a cell whose name is plain words, behind a label in brackets or not."""
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
    name = take_name_signs(outline, title) or Taken(title)
    labels = [*name.labels, *([label["label"].strip("*")] if label else []), *split_codes(cell, codes)]
    return bared(unseparated(name.rest.strip(), ENDS)), rest, labels


def clean_name(title: str) -> str:
    """Return a name on one line, without the number and the shortcodes in front of it.

    A sign that joins words goes on with them in the next line: "old_<br>oaks".
    """
    joined = BROKEN_WORD.sub("", title) if "\n" in title else title
    return trimmed(tidy(joined.replace("\n", " ")), NUMBERED, LEADING_CODES)


def in_link(cell: Inline, lead: Lead | None) -> list[str]:
    """Return what a linked name goes on with inside its link: "[**Oak** — Saws for all](…)"."""
    inside = cell.text[lead.end : lead.anchor.end].lstrip() if lead and lead.anchor else ""
    said = clean_description(inside) if inside.startswith(NAME_ENDS) else ""
    return [said] if len(said.split()) > 1 else []


def read_beside(cell: Inline, rest: str, card: Card) -> None:
    """Add what the cell of a name says beside it: "**[Oak](…)**<br><sub>Ann Lee</sub><br><sub>(free)</sub>"."""
    rest = take_count(card, rest)
    if taken := take_pieces(cell, rest) or take_small_print(cell, rest.rstrip()) or take_lone_remark(rest.strip()):
        card.tags += taken.labels
        card.labels(taken.fields)
        rest = taken.rest
    said = "" if PLACEHOLDER.fullmatch(rest.strip()) else clean_description(rest)
    is_described = bool(card.paragraphs)
    bylines = {line: byline for line in said.split("\n") if (byline := read_byline(line))}
    if bylines:
        card.label("author", ", ".join(author for author, _ in bylines.values()))
        card.tags += chain.from_iterable(labels for _, labels in bylines.values())
    called = {bare_label(link_label(cell.text, anchor)) for anchor in cell.anchors}
    called = called if is_described else called & GENERIC
    lines = [line for line in said.split("\n") if line not in bylines and bare_label(line) not in called]
    for line in lines if is_described else ["\n".join(lines)]:
        if is_described and COMMAND.match(line):
            card.label("command", line)  # "[Oak](…)<br>`npm install oak`"
        elif line:
            is_short = len(line) <= TAG_LENGTH and len(line.split()) <= TAG_WORDS
            is_tag = is_described and is_short and not line.startswith("by ")
            place = card.tags if is_tag else card.paragraphs
            place.append(WRAPPED.sub(r"\1", line) if is_described else line)


def bare_label(line: str) -> str:
    """Return a line folded, without shortcodes, signs and brackets around what it says: ":octocat: [Code]"."""
    return SHORTCODE.sub("", line).strip(f"{SEPARATORS}[]() ").casefold()


def take_count(card: Card, text: str) -> str:
    """Note the count of stars in a text, if none is known yet; return the text without it."""
    stars = own_count(text) if card.stars is None and may_count(text) else None
    if stars is None:
        return text
    card.count(count_in(stars))
    return clean_description(without(text, stars))


def take_maker(outline: Outline, card: Card, text: str) -> str:
    """Note who made a thing, in a bracket at the end of its name as of most: "On oaks (@oakfan)"; return the rest."""
    made = MAKER_AT_END.search(text) if "@" in text else None
    if made is None or not outline.once(makers_end_names):
        return text  # nearly all
    card.label("author", made["by"])
    return text[: made.start()]

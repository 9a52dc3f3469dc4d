"""The lines of a text below a name → what they say, step by step; a line that no step takes is prose."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pocketparse.entry.card import Card
from pocketparse.entry.facts import (
    LEAST_PIECES,
    facts_of,
    labels_beside_links,
    pieces_below,
    venue_behind,
    venue_in_front,
)
from pocketparse.entry.fields import (
    ICON_IN_FRONT,
    code_labels,
    field_labels,
    find_label,
    italic_fields,
    labelled,
    said_signs,
    unwrapped,
)
from pocketparse.entry.makers import makers_below, over_makers, take_known_makers, take_linked_byline
from pocketparse.line.dates import says_when
from pocketparse.line.lines import Lines
from pocketparse.line.linked import is_bracketed, is_signed, label_of_links, link_at_end, stops_behind_links
from pocketparse.line.prose import glued, link_labels, to_link
from pocketparse.line.stars import count_in, may_count, own_count
from pocketparse.line.trimming import ends_sentence, outside, stretches
from pocketparse.links import has_glued_bullet
from pocketparse.markup.shown import WORD, Inline, tail, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import BARS, BRACKETED, COLONS, GENERIC, PLACES, SEPARATORS, SHORTCODE

LABEL_LINE_LENGTH = 60
"""Characters of a line that is no label, but a sentence or a title, at least."""
LABEL_LINE_WORDS = 5
"""Most words of a label that has some in small letters."""
SAYING = pattern(r"[^\W\d_]{2,}[^|·]*[^\W\d_]{2}")
"""Two words, of two letters or more; the unit of a count is one."""
LOWER = pattern(r"(?:^|\s)[^\W\d_A-Z]")
"""The start of a word in small letters, or in a script without capitals."""
DASH_BEHIND_LINKS = pattern(r"[\]】\s]*\s[-–—]{1,2}\s+(?=\w)")
"""A dash between links in brackets and words about the same thing: "] -- "."""


class Line(NamedTuple):
    """A line, and what its steps need to know of the text around it."""

    outline: Outline
    shown: Inline
    """As displayed, with its links and marks."""
    text: str
    """As displayed, with single spaces."""
    labels: Sequence[str | None] | None
    """The label in front of each link, or None; None in all where the line says more than links and labels."""
    in_list: bool
    """Whether it is part of an item of a list."""
    is_last: bool
    above: str
    """The prose above it, "" for none."""
    makers: str
    """The people below a bold title, "" where the text has none: see `makers_below`."""


class Told(NamedTuple):
    """What a line says that is no prose."""

    tags: Sequence[str] = ()
    fields: Sequence[tuple[str, str]] = ()
    role: LinkRole | None = "inline"
    """The role of its links, None if they are dropped."""
    texts: Sequence[str | None] | None = None
    """The texts of its links, None for what is displayed."""
    group: str | None = None
    is_only_links: bool = False


def read_text(outline: Outline, raw: Raw, card: Card, *, in_list: bool = False, start: int = 0) -> str:
    """Add the lines of a text, from an offset of the displayed text on, to a card; return those that are prose."""
    shown = outline.read(raw)
    lines = Lines(shown)
    kept: list[str] = []
    at = start
    is_alone = "\n" not in shown.text
    makers = makers_below(shown) if not (in_list or start or is_alone) and outline.once(over_makers) else ""
    for text in (unwrapped(outline, shown.text, lines) if in_list else shown.text[start:]).split("\n"):
        part = lines.between(at, at + len(text))
        at += len(text) + 1
        if italics := italic_fields(outline, part):
            for label, value in italics.items():
                card.note(label, value)
            part = tail(part, part.marks[0].end)
        above = (kept or card.paragraphs or [""])[-1]
        line = Line(outline, part, tidy(part.text), link_labels(part), in_list, at > len(shown.text), above, makers)
        told = _first(LINK_STEPS, line)
        if told is None and (stars := _stars(line)):
            card.count(count_in(stars))
            told = _beside_stars(line, stars)
        if told := told or _first(WORD_STEPS, line):
            card.tags += told.tags
            for label, value in told.fields:
                card.note(label, value)
            if told.role:
                card.keep_links(outline, raw, part, told.role, told.texts, told.group)
            if told.is_only_links and has_glued_bullet(text):
                card.diagnostics.append(glued(card.links[-1]))
        else:
            if begin := _behind_links(part):
                for anchor in (one for one in part.anchors if one.start < begin):
                    card.keep(to_link(outline, raw, part, anchor, "list"), anchor)
                part = tail(part, begin)
            prose, inside = _without_ending(part)
            for number, anchor in enumerate(part.anchors):
                card.keep(to_link(outline, raw, part, anchor, "inline" if number < inside else "list"), anchor)
            made = take_known_makers(outline, part, prose) if " By " in prose and part.anchors else None
            if made and ends_sentence(made.rest):
                prose = made.rest
                card.note("author", made.fields["author"])
            if prose:
                kept.append(prose)
    return "\n".join(kept)


Step = Callable[[Line], Told | None]


def _first(steps: Sequence[Step], line: Line) -> Told | None:
    """Return what the first step tells that takes a line, None if none does."""
    for step in steps:
        if told := step(line):
            return told
    return None


def _way_back(line: Line) -> Told | None:
    """Drop a line of links to the page itself: "[back to top](#top)"."""
    is_back = line.labels is not None and all(anchor.stays for anchor in line.shown.anchors)
    return Told(role=None) if is_back else None


def _labelled_links(line: Line) -> Told | None:
    """Take links behind a generic label as its value: "Paper: [On oaks](…)"; as links alone where they are named."""
    label = label_of_links(line.shown)
    if not label or label.casefold() not in GENERIC:
        return None
    texts = _texts_of_links(line.shown)
    is_value = label.casefold() not in PLACES and not any(texts)
    fields = [(label, tidy(line.shown.text[line.shown.anchors[0].start :]))] if is_value else ()
    return Told((), fields, "list", texts, label)


def _texts_of_links(line: Inline) -> list[str | None]:
    """Return the name in front of the URL in the text of each link, else None: "[oak : https://…](https://…)"."""
    texts = ((line.text[anchor.start : anchor.end].rstrip(), anchor.url) for anchor in line.anchors)
    return [text.removesuffix(url).rstrip(SEPARATORS) or None if text.endswith(url) else None for text, url in texts]


def _beside_links(line: Line) -> Told | None:
    """Take a venue in front of links, or short pieces between bars beside them, outside of lists."""
    told = None if line.in_list else venue_in_front(line.shown) or labels_beside_links(line.outline, line.shown)
    return Told(told, role="list") if told else None


def _makers(line: Line) -> Told | None:
    """Take the people below a bold title: "**On oaks**", "Ann Lee, Bob Ray"."""
    return Told(fields=[("author", line.text)], role=None) if line.makers and line.text == line.makers else None


def _only_links(line: Line) -> Told | None:
    """Take a line of links and labels, or without words; at the end also one of links with signs."""
    is_links = line.labels is not None or (line.is_last and is_signed(line.shown)) or not WORD.search(line.text)
    return Told(role="list", texts=line.labels, is_only_links=True) if is_links else None


LINK_STEPS: Sequence[Step] = (_way_back, _labelled_links, _beside_links, _makers, _only_links)
"""Steps for lines that are links, or say what links do."""


def _stars(line: Line) -> re.Match[str] | None:
    """Return the count of stars of a line that is short, or several pieces between bars."""
    if not may_count(line.text):
        return None  # nearly all
    is_told = len(line.text) < LABEL_LINE_LENGTH or len(BARS.split(line.text)) >= LEAST_PIECES
    return own_count(line.shown.text) if is_told else None


def _beside_stars(line: Line, stars: re.Match[str]) -> Told | None:
    """Take a line that is a count of stars, with a label or without, or facts between bars; other lines say more."""
    text = line.shown.text
    links = stretches(anchor for anchor in line.shown.anchors if anchor.end <= stars.start())
    before = "".join(outside(text[: stars.start()], links)).rstrip()
    if (not WORD.search(before) or before.endswith(COLONS)) and not _says_more(line.shown, stars.end()):
        return Told()
    facts = facts_of(line.shown)
    return Told(facts.labels, [*facts.fields.items()]) if facts else None


def _says_more(line: Inline, start: int) -> bool:
    """Tell whether two words follow an offset, apart from brackets, shortcodes and the texts of links."""
    rest = "".join(outside(line.text, [(0, start), *stretches(line.anchors)]))
    return SAYING.search(BRACKETED.sub("", SHORTCODE.sub("", rest))) is not None


def _codes(line: Line) -> Told | None:
    """Take a line of code spans: "`2026` `top shelf`"."""
    labels = code_labels(line.outline, line.shown, in_list=line.in_list) if line.shown.marks else []
    return Told(labels) if labels else None


def _byline(line: Line) -> Told | None:
    """Take a short line that says who made it, as a link: "By [@ann](…) on 2025-06-19"."""
    is_short = line.shown.anchors and len(line.text) < LABEL_LINE_LENGTH
    byline = take_linked_byline(line.shown, line.text) if is_short else None
    return Told(fields=[*byline.fields.items()]) if byline else None


def _fields(line: Line) -> Told | None:
    """Take a label and its value, or several between bars: "License: MIT"."""
    text = line.shown.text  # a line that is bold as a whole is a title, colon and all
    is_bold = any(one.kind == "strong" and one.start <= 3 and text[one.end :].strip() for one in line.shown.marks)
    fields = labelled(line.outline, line.text, own=line.in_list or is_bold)
    if not fields:
        return None
    ending = "\\| ." if stops_behind_links(line.shown) else "\\| "
    return Told(fields=[(label, value.rstrip(ending) or value) for label, value in fields])


def _label_above(line: Line) -> Told | None:
    """Drop a label of fields above its values: "Features:"."""
    is_label = line.text.endswith(COLONS) and find_label(line.text) in line.outline.once(field_labels)
    return Told() if is_label else None


def _icon(line: Line) -> Told | None:
    """Take a few words behind an icon, without links or a stop: "🛡️ Safety Guardrails"."""
    text = line.text
    icon = None if line.shown.anchors else ICON_IN_FRONT.match(text)
    if icon is None or len(text) >= LABEL_LINE_LENGTH or text[-1] in ".!?。！？:：":
        return None  # nearly all
    is_label = len(text.split()) <= LABEL_LINE_WORDS or not LOWER.search(text)
    is_said = is_label and line.in_list and text in line.outline.once(said_signs)
    return Told([text[icon.end() :]]) if is_label and not is_said else None


def _pieces(line: Line) -> Told | None:
    """Take short pieces between bars at the end of a text: "2026 · 750 rows · CC BY 4.0"."""
    is_ending = line.is_last and not line.in_list
    pieces = pieces_below(line.above, line.shown.text, line.shown) if is_ending else []
    return Told(pieces) if pieces else None


def _venue_behind(line: Line) -> Told | None:
    """Take a venue in round brackets beside links in square ones: "[[pdf](…)] (Trees 2014)"."""
    are_bracketed = all(is_bracketed(line.shown.text, anchor) for anchor in line.shown.anchors)
    venue = venue_behind(line.shown) if are_bracketed else ""
    return Told([venue], role="list") if venue else None


WORD_STEPS: Sequence[Step] = (_codes, _byline, _fields, _label_above, _icon, _pieces, _venue_behind)
"""Steps for lines with words of their own."""


def _behind_links(line: Inline) -> int:
    """Return the offset behind links in brackets and a dash in front of words, else 0: "[[Paper](…)] -- A saw"."""
    end = 0
    for link in line.anchors:
        if not is_bracketed(line.text, link) or WORD.search(line.text, end, link.start):
            break
        end = link.end
    dash = DASH_BEHIND_LINKS.match(line.text, end) if end else None
    return dash.end() if dash else 0


def _without_ending(line: Inline) -> tuple[str, int]:
    """Return a line of prose without the links in brackets at its end, and the number of links in front of them.

    "Ann Lee [[pdf](…)]"; a date behind them is kept: "[[pdf](…)] 2022.1". A generic link behind the last sentence is
    one of them: "A saw. [Website](…)".
    """
    text = line.text
    if last := link_at_end(line):
        return tidy(text[: last.start]), len(line.anchors) - 1
    first = len(line.anchors)
    if first == 0 or not is_bracketed(text, line.anchors[-1]):
        return tidy(text).removesuffix(" \\"), first  # nearly all; blanks behind it make it no break
    ending = text[line.anchors[-1].end :].lstrip("]】,，;·| ")
    date = ending if says_when(ending) else ""
    stop = end = len(text) - len(date)
    while first and is_bracketed(text, line.anchors[first - 1]):
        if WORD.search(text, line.anchors[first - 1].end, stop):
            first, stop = len(line.anchors), len(text)  # in a sentence: "in [[one](…)] and [[two](…)]"
            break
        first -= 1
        stop = line.anchors[first].start
    return tidy(f"{text[:stop].rstrip(' [【')} {date}" if stop < end else text).removesuffix(" \\"), first

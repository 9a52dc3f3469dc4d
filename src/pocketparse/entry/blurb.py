"""One line of a list → name, links, description, tags and star count: "[name](url) - what it is. `MIT`"."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from pocketparse.entry.behind import read_behind
from pocketparse.entry.card import Card
from pocketparse.entry.code_spans import field_of_codes, find_codes, link_around, split_codes
from pocketparse.entry.drafts import EntryDraft, fill
from pocketparse.entry.edge_links import edge_links, pictured_labels, says_link
from pocketparse.entry.labels import (
    icon_labels,
    signs_before,
    signs_linked,
    take_end_labels,
    take_link_label,
    take_name_signs,
)
from pocketparse.entry.mixed_brackets import mixed_bracket
from pocketparse.entry.star_counts import Counted, find_count, without_count
from pocketparse.line.dates import YEAR, is_venue
from pocketparse.line.group_labels import group_labels, label_before
from pocketparse.line.groups import BESIDE, BRACKETS, groups_of
from pocketparse.line.linked import tooltip
from pocketparse.line.notes import numbers_names, years_end_names
from pocketparse.line.prose import to_link
from pocketparse.line.stars import stars_in_words
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import (
    ARROW_BEHIND,
    HOLE,
    LEADING_CODES,
    TRAILING_CODES,
    Stretch,
    bared,
    clean_description,
    stretches,
    trimmed,
    unseparated,
    unstopped,
)
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark, tidy
from pocketparse.markup.ways_back import without_way_back
from pocketparse.names.citations import unquoted
from pocketparse.names.lead import Lead
from pocketparse.names.venues import IN_SHORT, take_venue_line, take_venues_around
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import LinkRole, Span
from pocketparse.source import Raw
from pocketparse.vocabulary import LINK_LABELS, NUMBERED, SEPARATORS

NOTHING = f" \n{HOLE}"
"""Characters of a text that says nothing behind a name."""
AROUND_HOLES = f"{HOLE} \t,，|/·.。"
"""Characters that may end a line, between and behind the parts that were taken out: ", ⟨hole⟩."."""
LABELLED_LINE = pattern(rf"\n([^\n:：.!?。！？{HOLE}]{{1,30}})[:：][ \t]*{HOLE}+[ \t\\]*(?=\n|$)")
"""A line that is a label in front of a part that was taken out: "Demo: ⟨hole⟩"."""
OWNED = pattern(r"~[\w.-]+/\w")  # "~ann/oak"
"""A name that starts with a tilde and a user: "~ann/oak"."""
GLUED_SEPARATORS = "-.~"
"""Separators that are dropped right behind a name; behind a space they may start a word: ".net"."""


class Blurb(NamedTuple):
    """The name of an entry, and the card of what else its line says."""

    name: str
    """As displayed, without labels around it."""
    raw_name: str
    """The first line of the text, as written."""
    card: Card

    def draft(self, span: Span, captions: tuple[str, ...] = ()) -> EntryDraft:
        """Return the draft of the entry at a span, below the captions that stand over it."""
        draft = EntryDraft(self.name, self.raw_name, span, captions=captions)
        fill(draft, self.card)
        return draft


class Parts(NamedTuple):
    """Links, code spans and labels behind a name that are no prose."""

    stretches: Sequence[Stretch]
    """Offsets of the links, code spans and labels in the displayed text."""
    links: Mapping[Anchor, str | None]
    """Links that are part of no sentence, each with its label or None."""
    codes: Sequence[Mark]
    """Code spans that label the entry."""
    labels: Sequence[str]
    """Labels from a bracket that also holds links."""


NO_PARTS = Parts((), {}, (), ())
"""Parts of a line without marks, and without links behind its name."""


def read_blurb(outline: Outline, raw: Raw, shown: Inline, lead: Lead) -> Blurb:
    """Return the name and the card of a line whose name was found as `lead`."""
    shown = without_way_back(shown)
    parts = _parts_behind(outline, shown, lead.anchor.end if lead.anchor and lead.goes_on else lead.behind)
    ended = take_end_labels(outline, shown, lead)
    if dated := take_venue_line(ended.rest):
        ended = Taken(dated.rest, [*dated.labels, *ended.labels])
    named = tidy(ended.rest.replace("\n", " "))
    stars, rest = _count_behind(shown, lead, parts, named)
    name = take_name_signs(outline, named) or Taken(named)
    counts, front = _told_in_front(lead)
    card = Card(tags=[*signs_before(outline, shown.text[: lead.start]), *front, *ended.labels, *name.labels])
    if lead.by:
        card.label("author", lead.by)
    if lead.is_in_sentence:
        behind = Taken(_sentence_around(shown, lead, rest))
    elif rest.strip(NOTHING):
        field = field_of_codes(shown, parts.codes, lead.behind)
        if field or any(parts.links.values()):
            card.labels(field)
            rest = _unlabelled(rest, set(parts.links.values()))
        behind = read_behind(outline, shown, rest)
    else:
        behind = Taken("")
    for label, value in behind.fields.items():
        card.note(label, value)
    card.tags += behind.labels
    said = behind.rest
    if front and IN_SHORT.fullmatch(said) and any(map(YEAR.fullmatch, front)):
        card.tags.append(said)  # "1979, [On oaks](…), SIGMOD"
        said = ""
    if said := said or tooltip(raw, lead.anchor, name.rest):
        card.paragraphs.append(said)
    card.tags += _labels_of_parts(outline, shown, lead, parts)
    if stars or counts:
        card.count(stars or counts[0])
    _add_links(outline, raw, shown, lead, parts.links, card)
    clean = _clean_name(without_count(name.rest) if stars else name.rest)
    if lead.is_link:
        bare = _name_of_link(outline, clean)
        card.tags[:0] = bare.labels
        card.labels(bare.fields)
    else:
        bare = _name_in_words(outline, clean)
        card.take(bare)
    return Blurb(bare.rest, raw.partition("\n")[0].strip(), card)


def _labels_of_parts(outline: Outline, shown: Inline, lead: Lead, parts: Parts) -> list[str]:
    """Return the labels of a line that are code spans, pictures or links, or stand beside links in a bracket."""
    labels = [*split_codes(shown, parts.codes), *parts.labels, *icon_labels(outline, shown)]
    if parts.links:
        labels += [*_venue_of_link(shown, parts.links), *signs_linked(outline, shown, parts.links)]
        labels += pictured_labels(outline, shown, lead.behind)
    return labels


def _count_behind(shown: Inline, lead: Lead, parts: Parts, name: str) -> Counted:
    """Return the count of stars of a line, and the rest of the text without it, the name and `parts`."""
    drop = [(0, lead.behind), *parts.stretches, *_bracketed_images(shown)]
    if lead.anchor is not None and not lead.goes_on:
        drop.append((lead.anchor.start, lead.anchor.end))
    stars, rest = find_count(shown, lead, parts.links, drop, name)
    if rest.startswith(">") and shown.text[: lead.start].rstrip().endswith("<"):
        rest = rest[1:]  # "<[Oak](…)> by Ann Lee"
    return Counted(stars, rest.lstrip(GLUED_SEPARATORS))


def _told_in_front(lead: Lead) -> tuple[list[str], list[str]]:
    """Split the labels in front of a name into counts of stars, "[**1058**星]", and other labels."""
    if not lead.prefix:
        return [], []  # nearly all
    told = [(label, stars_in_words(label)) for label in lead.prefix]
    return [count for _, count in told if count], [label for label, count in told if not count]


def _sentence_around(shown: Inline, lead: Lead, rest: str) -> str:
    """Return the sentence that a name is part of, without the name where it stands behind the words as a link."""
    before = shown.text[: lead.start]
    is_all = before.rstrip().endswith(BESIDE) and not WORD.search(rest)
    return clean_description(before) if is_all else tidy(shown.text)


def _parts_behind(outline: Outline, shown: Inline, end: int) -> Parts:
    """Return the links, code spans and labels that stand behind offset `end` of a name, and are no prose."""
    if not shown.marks and (not shown.anchors or shown.anchors[-1].start < end):
        return NO_PARTS  # nearly all
    groups = [] if says_link(outline, shown, end) else groups_of(shown, end)
    links = group_labels(shown, groups, end) if groups else {}
    if edges := [one for one in edge_links(outline, shown, end) if one[1] not in links]:
        groups = [*groups, *((begin, link.end) for begin, link in edges)]
        links = {**links, **dict.fromkeys(link for _, link in edges)}
    bracket = mixed_bracket(shown, end)
    first, last = bracket.stretch if bracket else (0, 0)
    if bracket:
        groups = [*(group for group in groups if not first <= group[0] < last), bracket.stretch]
        links = {**dict.fromkeys(bracket.links), **links}
    codes = [mark for mark in find_codes(outline, shown, end, groups) if not first <= mark.start < last]
    if codes and shown.anchors and codes[0].start < shown.anchors[-1].end:
        around = [(code, link_around(shown, code)) for code in codes]
        around = [(code, one) for code, one in around if not (one and (links.get(one) or "").casefold() in LINK_LABELS)]
        codes = [code for code, _ in around]  # "(github: [`ann/oak`](…))" is no label
        links = {**dict.fromkeys(link for _, link in around if link), **links}
    return Parts([*groups, *stretches(codes)], links, codes, bracket.labels if bracket else ())


def _venue_of_link(shown: Inline, links: Iterable[Anchor]) -> Sequence[str]:
    """Return the venue that is the text of one link, nothing if of several: "On oaks [[ICML 2023](…)]"."""
    called = (shown.text[link.start : link.end].strip("[]()") for link in links)
    venues = [label for label in called if (label[-2:].isdigit() or " 20" in label) and is_venue(label)]
    return venues if len(venues) == 1 else ()


def _bracketed_images(shown: Inline) -> list[Stretch]:
    """Return where pictures stand that are alone in brackets: "A saw (![logo](…))"."""
    text = shown.text
    return [
        (mark.start, mark.end)
        for mark in shown.marks
        if mark.kind == "image" and mark.start and BRACKETS.get(text[mark.start - 1]) == text[mark.end : mark.end + 1]
    ]


def _unlabelled(text: str, groups: Collection[str | None]) -> str:
    """Return a text without the labels of links that were taken out, which stand in front of holes.

    "A quill. Paper: ⟨hole⟩." at the end; "Demo: ⟨hole⟩" as a line of its own, where `groups` has the label.
    """
    text = LABELLED_LINE.sub(lambda line: "" if line[1].strip() in groups else line[0], text)
    said = text.rstrip(AROUND_HOLES)
    if not text[len(said) :].lstrip().startswith(HOLE):
        return text
    label = label_before(said, len(said))
    bare = said.rstrip(":： ")
    bold = next((group for group in groups if group and bare.endswith(group)), "") if bare != said else ""
    end = label.start("cut") if label else len(bare) - len(bold) if bold else len(said)
    return said[:end] + text[len(said) :] if label or WORD.search(said, 0, end) else text


def _clean_name(name: str) -> str:
    """Return a name without icons and separators around it; "~ann/oak" keeps its tilde."""
    if ":" in name:
        name = trimmed(name, LEADING_CODES, TRAILING_CODES)
    return unseparated(name if OWNED.match(name) else name.lstrip(SEPARATORS))


def _name_of_link(outline: Outline, name: str) -> Taken:
    """Take quotes, a number, and a label in brackets or a year off a name that is a link: "[[Oak] On old oaks](…)"."""
    quoted = unquoted(name)
    fields = {"author": quoted.by} if quoted and quoted.by else {}
    labels = quoted.labels if quoted else []
    name = quoted.name if quoted else name
    numbered = NUMBERED.match(name) if name[:1].isdigit() else None
    if numbered and (name[:3].isdigit() or outline.once(numbers_names)):
        name = name[numbered.end() :]  # "[001 《Oak》](…)", "[1. Oak](…)"
    if not name.startswith(("[", "19", "20")):
        return Taken(name, labels, fields)  # nearly all
    labelled = take_link_label(outline, name) or Taken(name)
    return Taken(bared(labelled.rest), [*labelled.labels, *labels], fields)  # "[[Oak]](…)"


def _name_in_words(outline: Outline, name: str) -> Taken:
    """Take an arrow, a number and venues off a name in plain words: "1. Oak", "On oaks (ACL 2021)"."""
    if name.endswith(">"):
        name = ARROW_BEHIND.sub("", name)  # "oaks => [link](…)"
    numbered = NUMBERED.match(name)
    bare = name[numbered.end() :] if numbered and outline.once(numbers_names) else name
    dated = take_venues_around(bare, dated=outline.once(years_end_names)) or Taken(bare)
    return Taken(unstopped(bared(dated.rest)), dated.labels)


def _add_links(
    outline: Outline, raw: Raw, shown: Inline, lead: Lead, grouped: Mapping[Anchor, str | None], card: Card
) -> None:
    """Put the links of a line on the card; "list" is the role of those beside the name or in `grouped`."""
    labels = lead.start if lead.anchor is not None and lead.anchor.end <= lead.start else 0  # "[[pdf](…)] On oaks"
    for anchor in shown.anchors:
        is_title = anchor == lead.anchor
        is_beside = is_title or anchor in grouped or anchor.end <= labels
        role: LinkRole = "title" if is_title and lead.is_link else "list" if is_beside else "inline"
        card.keep(to_link(outline, raw, shown, anchor, role, group=None if is_title else grouped.get(anchor)), anchor)

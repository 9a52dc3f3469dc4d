"""Dialect "heading": a leaf heading is an entry, the blocks under it are its links and description.

### * 【百川 Baichuan-7B】
- https://github.com/baichuan-inc/baichuan-7B

baichuan-7B 是由百川智能开发的…
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from pocketparse import codes
from pocketparse.block import Block
from pocketparse.cards import Card, field_labels, read_card, texts
from pocketparse.dialects.base import Claim, Dialect, EntryDraft
from pocketparse.identity import fold
from pocketparse.leads import find_label, find_lead, leaves_page
from pocketparse.markers import read_markers
from pocketparse.outline import Outline, Section
from pocketparse.prose import link_labels, read_body, to_link
from pocketparse.records import Diagnostic, Link
from pocketparse.source import Raw, moved_span

USUAL = 3
"""A label of links is usual when so many headings have it …"""
RARE = 20
"""… and at least one in so many."""
PARTS = 5
"""Headings below which a title of a part stands, at least."""
TRAILING = "\ufe0f\u200d:："
ORDINAL = re.compile(r"^\s*\d{1,4}[.)、:]\s+(?=\S)")
# "### 4. [CVPR '24] LangSplat": a venue, a year or a state in front of the name
BRACKETED = re.compile(r"^\[([^\[\]]{1,40})\]\s*(?=\S)")


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the leaf headings under a section when half of them have the body of an entry."""
    if not section.children:
        return
    whole = section.memo
    if isinstance(whole, _Whole) and whole.is_same(section):
        yield whole.claim(outline)
        return
    titles = outline.title_sections
    named = [
        child
        for child in section.children
        if not child.children and child.heading and child.heading.text and child not in titles
    ]
    leading = sum([leaf.leads_with_link for leaf in named])
    if (leading * 2 >= len(named) and leading) or (named and _are_alike(outline, named)):
        why = f"{leading} of {len(named)} headings lead with a link line"
        untouched = [leaf for leaf in named if leaf.is_untouched]
        if untouched:
            claim = _claim(outline, untouched, None, why)
            if outline.remembers and leading * 2 >= len(named) and len(untouched) == len(section.children):
                odd = [leaf.memo for leaf in untouched if isinstance(leaf.memo, _Reading) and leaf.memo.odd]
                section.memo = _Whole(section.children, claim.blocks, claim.entries, odd, why)
            yield claim
    elif named and not outline.lists_by_heading:
        yield from _cards(outline, section, named)
    for child in [child for child in section.children if child.children]:
        # "## CodeShell" among the H3s, "# * 【ChatGLM2-6B】": the heading of a section, but it leads with a link
        # as the entries do that seem to stand below it.
        if child.heading and child.heading.text and child.leads_with_link:
            below = [leaf for leaf in child.children if not leaf.children]
            if not any(one.leads_with_link for one in child.walk() if one is not child):
                yield _claim(outline, [child], None, "a heading that leads with a link line, and parts of it below")
            elif below and sum(leaf.leads_with_link for leaf in below) * 2 >= len(below):
                yield _claim(outline, [child], below[0].level, "a section's heading that leads with a link line")


def _are_alike(outline: Outline, leaves: Sequence[Section]) -> bool:
    """Tell whether headings stand where the document's entries do, though none of them has a link."""
    return outline.lists_by_heading and {leaf.level for leaf in leaves} == {outline.once(entry_level)}


def entry_level(outline: Outline) -> int:
    """Return the level of most headings that lead with a link line."""
    levels = Counter(section.level for section in outline.sections if section.leads_with_link and not section.children)
    return levels.most_common(1)[0][0] if levels else 0


def _cards(outline: Outline, section: Section, leaves: Sequence[Section]) -> Iterator[Claim]:
    """Claim headings that are links themselves, or whose bodies hold a line of links or fields with the usual labels.

    Where their titles come again and again below other headings, as "Links" and "Streaming on" do, they are the
    parts of an entry, and the heading above them is it.
    """
    parts = sum(_title(outline, leaf) in outline.once(part_titles) for leaf in leaves)
    if parts * 2 >= len(leaves) and _has_parts(outline, section, leaves):
        yield _parted(
            outline, section, f"{parts} of {len(leaves)} headings below it stand below others, too, as its parts"
        )
        return
    cards = [leaf for leaf in leaves if not outline.once(_lists_entries, leaf)]
    fitting = [leaf for leaf in cards if _is_card(outline, leaf)]
    if len(fitting) * 2 >= len(leaves) and fitting:
        why = f"{len(fitting)} of {len(leaves)} headings are links or have a line of links or fields"
        for leaf in cards:
            if leaf.body or leaf in fitting:
                yield _card(outline, leaf, why)


def _is_card(outline: Outline, leaf: Section) -> bool:
    return _is_link(outline, leaf) or _has_usual_links(outline, leaf) or _has_fields(outline, leaf)


def _has_parts(outline: Outline, section: Section, leaves: Sequence[Section]) -> bool:
    """Tell whether a heading is an entry if those below it are parts: it has a name, nothing else and a link."""
    titles = {_title(outline, child) for child in section.children if child.children}
    if not (section.heading and section.heading.text and titles <= outline.once(part_titles)):
        return False
    usual = outline.once(usual_labels)
    return _is_link(outline, section) or any(
        _has_fields(outline, part) or not usual.isdisjoint(outline.once(_labels, part)) for part in (section, *leaves)
    )


def part_titles(outline: Outline) -> frozenset[str]:
    """Return the titles that leaf headings without entries bear below several others: "Links", "Streaming on"."""
    below: dict[str, list[Section]] = {}
    for parent in outline.sections:
        for title, leaf in {_title(outline, leaf): leaf for leaf in parent.children if not leaf.children}.items():
            below.setdefault(title, []).append(leaf)
    often = ((title, leaves) for title, leaves in below.items() if title and len(leaves) >= PARTS)
    return frozenset(title for title, leaves in often if sum(_may_be_part(outline, leaf) for leaf in leaves) >= PARTS)


def _may_be_part(outline: Outline, leaf: Section) -> bool:
    """Tell whether a heading stands over text, or links with the usual labels: other labels are names of entries."""
    labels = outline.once(_labels, leaf)
    return not outline.once(_lists_entries, leaf) and (not labels or not outline.once(usual_labels).isdisjoint(labels))


def _title(outline: Outline, leaf: Section) -> str:
    return "" if leaf.heading is None or "](" in leaf.heading.text else fold(outline.heading_text(leaf))


def _has_fields(outline: Outline, leaf: Section) -> bool:
    """Tell whether a body starts with the field that others start with, and has a link; fields are most of a list."""
    labels = _fields(leaf)
    if not labels or labels[0] not in outline.once(first_fields):
        return False
    known = sum(label in outline.once(field_labels) for label in labels)
    return known * 2 > len(labels) and any(leaves_page(outline.read(text)) for text in texts(leaf.body))


def first_fields(outline: Outline) -> frozenset[str]:
    """Return the label with which half of those bodies start that start with one: "Swag", "Contributed by"."""
    starts = [labels[0] for leaf in outline.sections if not leaf.children and (labels := _fields(leaf))]
    counts = Counter(label for label in starts if label in outline.once(field_labels))
    return frozenset(label for label, count in counts.items() if count * 2 >= len(starts) and count >= PARTS)


def _fields(leaf: Section) -> list[str]:
    """Return the label of a body's first paragraph, or those of its first list; none where it starts without one."""
    first = next((block for block in leaf.body if block.kind in ("paragraph", "list")), None)
    if first is None:
        return []
    runs = [item.text for item in first.children] or [first.text]
    labels = [find_label(run.partition("\n")[0]) for run in runs]
    return labels if labels[0] else []


def usual_labels(outline: Outline) -> frozenset[str]:
    """Return the labels that lines of links bear under several headings: "Paper", "Code", "website"."""
    leaves = [section for section in outline.sections if section.body and not section.children]
    bodies = [set(outline.once(_labels, leaf)) for leaf in leaves if not outline.once(_lists_entries, leaf)]
    counts = Counter(label for labels in bodies for label in labels)
    return frozenset(label for label, count in counts.items() if count >= USUAL and count * RARE >= len(bodies))


def _has_usual_links(outline: Outline, leaf: Section) -> bool:
    labels = outline.once(_labels, leaf)
    usual = outline.once(usual_labels)
    return sum(label in usual for label in labels) * 2 > len(labels)


def _is_link(outline: Outline, leaf: Section) -> bool:
    lead = find_lead(outline.read(leaf.heading.text)) if leaf.heading else None
    return lead is not None and lead.leaves


def _lists_entries(outline: Outline, leaf: Section) -> bool:
    """Tell whether a body holds entries of its own: a table, a linked summary, two bullets that describe a link."""
    for block in leaf.body:
        if block.kind == "table" or (block.kind == "details" and _describes(outline, block.text)):
            return True
        if block.kind == "list" and _describe(outline, block.children):
            return True
    if _describe(outline, (block for block in leaf.body if block.kind == "paragraph")):
        return True
    return max(Counter(outline.once(_labels, leaf)).values(), default=0) >= USUAL


def _describe(outline: Outline, blocks: Iterable[Block]) -> bool:
    """Tell whether two of some blocks start with a link and go on in words."""
    found = (block for block in blocks if _describes(outline, block.text))
    return len(list(islice(found, 2))) == 2


def _describes(outline: Outline, run: Raw) -> bool:
    """Tell whether a run starts with a link that leaves the page, and goes on in words."""
    shown = outline.read(run)
    lead = find_lead(shown)
    is_link = lead is not None and lead.leaves
    return is_link and link_labels(shown) is None


def _labels(outline: Outline, leaf: Section) -> list[str]:
    """Return the texts of the links that leave the page on the lines of a body that are only links."""
    labels: list[str] = []
    for block in leaf.body:
        runs = [block.text] if block.kind == "paragraph" else [item.text for item in block.children]
        for run in runs if block.kind in ("paragraph", "list") else ():
            shown = outline.read(run)
            if link_labels(shown) is None:
                continue
            for anchor in shown.anchors:
                if anchor.kind != "image" and not anchor.stays:
                    text = anchor.label if anchor.kind == "badge" else shown.text[anchor.start : anchor.end]
                    labels.append(re.sub(r"[\W_]+", " ", text).strip().casefold())
    return [label for label in labels if label]


def _card(outline: Outline, leaf: Section, why: str) -> Claim:
    body = _until_rule(leaf.body)
    return _named(outline, leaf, body, read_card(outline, body), why)


def _parted(outline: Outline, section: Section, why: str) -> Claim:
    """Claim a heading and those below it, which are parts of one entry."""
    card = read_card(outline, section.body)
    blocks = list(section.body)
    for part in section.children:
        body = [block for one in part.walk() for block in one.blocks][1:]
        if part is section.children[-1]:
            body = _until_rule(body)
        card.add_part(outline.heading_text(part).rstrip(TRAILING), read_card(outline, body))
        blocks += [block for block in (part.heading, *body) if block]
    return _named(outline, section, blocks, card, why)


def _named(outline: Outline, section: Section, body: list[Block], card: Card, why: str) -> Claim:
    """Return the claim of an entry: what its heading says, and what was read below it."""
    heading = section.heading
    assert heading is not None
    own = _title_links(outline, heading.text)
    marked = read_markers(heading.text)
    name = clean_name(outline, marked.name, heading.text)
    name = ORDINAL.sub("", name)
    bracket = BRACKETED.match(name)
    tags = [*marked.tags, *([bracket[1]] if bracket else []), *card.tags]
    last = outline.source.trim(heading.first, max((block.last for block in body), default=heading.last))
    entry = EntryDraft(
        name[bracket.end() :] if bracket else name,
        heading.text.strip(),
        outline.source.span(heading.first, last),
        [*own, *card.links],
        card.description,
        marked.org,
        tuple(tags),
        marked.starred,
        card.stars if marked.stars is None else marked.stars,
        card.stars_raw if marked.stars is None else marked.stars_raw,
        card.attributes,
        heading=heading,
    )
    return Claim([heading, *body], [entry], diagnostics=card.prose.diagnostics, why=why)


def _claim(outline: Outline, sections: Iterable[Section], level: int | None, why: str) -> Claim:
    """Claim headings, an entry each, with what stands below them, up to a rule."""
    claim = Claim([], [], level=level, why=why)
    for section in sections:
        reading = section.memo
        if not isinstance(reading, _Reading) or section.children or level is not None:
            reading = _read(outline, section, level)
            if outline.remembers and not section.children and level is None:
                section.memo = reading
        claim.entries.append(reading.entry)
        claim.blocks += reading.blocks
        if reading.odd:
            claim.diagnostics += reading.moved(outline)
    return claim


class _Reading(NamedTuple):
    """What was read of a section that is an entry; a reader of versions takes it again where the section moves."""

    entry: EntryDraft
    blocks: list[Block]
    """Its heading, and those below it that it takes."""
    odd: list[Diagnostic]

    def moved(self, outline: Outline) -> Iterator[Diagnostic]:
        """Yield what is odd, told of where it stands now."""
        heading, then = self.blocks[0], self.entry.span
        lines, characters = heading.first + 1 - then.line, outline.source.starts[heading.first] - then.start
        for one in self.odd:
            assert one.span is not None
            yield replace(one, span=moved_span(one.span, lines, characters))


class _Whole(NamedTuple):
    """What was read of a section that holds nothing but entries; a reader of versions takes it again."""

    children: list[Section]
    blocks: list[Block]
    entries: list[EntryDraft]
    odd: list[_Reading]
    """Those of its entries in which something is odd."""
    why: str

    def is_same(self, section: Section) -> bool:
        """Tell whether the section holds the same still, and nobody else has claimed anything of it."""
        return self.children == section.children and all(
            not child.children and child.is_untouched for child in section.children
        )

    def claim(self, outline: Outline) -> Claim:
        """Return the claim of it."""
        odd = [one for reading in self.odd for one in reading.moved(outline)]
        return Claim(self.blocks, self.entries, diagnostics=odd, why=self.why)


def _read(outline: Outline, section: Section, level: int | None) -> _Reading:
    heading = section.heading
    assert heading is not None
    body = section.body
    if section.children and level is None:  # headings inside an entry are parts of it
        body = [block for part in section.walk() for block in part.blocks][1:]
    body = _until_rule(body)
    entry, odd = _entry(outline, heading, body)
    if level is not None:
        where = outline.source.span(heading.first, heading.last)
        message = f"{entry.name!r} is an entry, but has a heading of level {section.level}"
        odd.append(codes.MISLEVELLED_HEADING.found(message, where))
    if not entry.name:
        where = outline.source.span(heading.first, heading.last)
        odd.append(codes.UNNAMED_ENTRY.found("an entry heading without a name", where))
    return _Reading(entry, [heading, *body], odd)


def _entry(outline: Outline, heading: Block, body: list[Block]) -> tuple[EntryDraft, list[Diagnostic]]:
    own = _title_links(outline, heading.text)
    prose = read_body(outline, body)
    marked = read_markers(heading.text)
    last = outline.source.trim(heading.first, body[-1].last if body else heading.last)
    entry = EntryDraft(
        clean_name(outline, marked.name, heading.text),
        heading.text.strip(),
        outline.source.span(heading.first, last),
        (*own, *prose.links),
        prose.text,
        marked.org,
        marked.tags,
        marked.starred,
        marked.stars,
        marked.stars_raw,
        heading=heading,
    )
    return entry, prose.diagnostics


def _title_links(outline: Outline, raw: Raw) -> list[Link]:
    if "[" not in raw and "<" not in raw and "://" not in raw:
        return []
    shown = outline.read(raw)
    lead = find_lead(shown)
    name = lead.anchor if lead else None
    return [to_link(outline, raw, shown, one, "title" if one == name else "inline") for one in shown.anchors]


def _until_rule(body: list[Block]) -> list[Block]:
    """Return the blocks that belong to an entry: a rule ends it."""
    for at, block in enumerate(body):
        if block.kind == "rule":
            return body[:at]
    return body


def clean_name(outline: Outline, name: str, raw: Raw) -> str:
    """Return the displayed name: emphasis and escapes resolved, junk at the end removed."""
    return outline.shown_part(name, raw).rstrip(TRAILING).rstrip()


DIALECT = Dialect("heading", claims)

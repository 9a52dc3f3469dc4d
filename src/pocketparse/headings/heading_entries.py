"""A heading and what stands below it → the claim of an entry, cached for the next version of the document."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pocketparse import codes
from pocketparse.entry.card import Card, shown_tags
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import Claim, EntryDraft
from pocketparse.headings.heading_names import read_heading, without_colon
from pocketparse.headings.listings import lists_fields, tells_fields
from pocketparse.line.body import read_body
from pocketparse.line.captions import over_heading
from pocketparse.line.prose import Prose
from pocketparse.line.trimming import trimmed
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link, Span
from pocketparse.tree import Node
from pocketparse.vocabulary import PICTURES

SIGNS_FIRST = pattern(rf"^[\s{PICTURES}]+")
"""Pictures in front of the title of a part: "📝 Prompt"."""


def card_of(outline: Outline, leaf: Node, why: str, end: int | None = None) -> Claim:
    """Claim a heading with the first `end` blocks below it, else all, which are read as links, fields and prose."""
    body = _until_rule(leaf.body[:end])
    return _named(outline, leaf, body, read_card(outline, body), why)


def tagged(outline: Outline, section: Node) -> Claim:
    """Claim a heading with the tagline below it and the blocks below that."""
    (leaf,) = section.children
    body = [block for block in (*section.body, leaf.heading, *_until_rule(leaf.body)) if block]
    return _named(outline, section, body, read_card(outline, body), "a heading over another, which says what it is")


def parted(outline: Outline, section: Node, parts: Sequence[Node], why: str, level: int | None = None) -> Claim:
    """Claim a heading with the headings below it that are its parts; `level` is the one it ought to have, if wrong."""
    card = read_card(outline, section.body)
    blocks = list(section.body)
    for part in parts:
        body = [block for one in part.walk() for block in one.blocks][1:]
        if part is parts[-1]:
            body = _until_rule(body)
        label = trimmed(without_colon(outline.heading_text(part)), SIGNS_FIRST)
        card.add_part(label, read_card(outline, body))
        blocks += [block for block in (part.heading, *body) if block]
    claim = _named(outline, section, blocks, card, why)
    if level is not None:
        claim.level = level
        (entry,) = claim.entries
        entry.diagnostics = [*entry.diagnostics, _mislevelled(outline, section, entry.name)]
    return claim


def _named(outline: Outline, section: Node, body: list[Block], card: Card, why: str) -> Claim:
    """Return the claim of a section's heading and of a body that was read as a card."""
    heading = section.heading
    assert heading is not None
    return Claim([heading, *body], [_filled(outline, heading, body, card)], why=why)


def _mislevelled(outline: Outline, section: Node, name: str) -> Diagnostic:
    """Return the diagnostic of an entry whose heading has the level of a section."""
    where = outline.source.span(section.blocks[0].first, section.blocks[0].last)
    message = f"{name!r} is an entry, but has a heading of level {section.level}"
    return codes.MISLEVELLED_HEADING.found(message, where)


def _filled(outline: Outline, heading: Block, body: Sequence[Block], card: Card) -> EntryDraft:
    """Return the draft of a heading and of a body that was read as a card."""
    entry = _entry(outline, heading, body, card, card.shown_links)
    entry.tags += shown_tags(card.tags)
    entry.attributes = {**entry.attributes, **card.attributes}
    if entry.stars is None:
        entry.stars, entry.stars_raw = card.stars, card.stars_raw
    return entry


def claimed(outline: Outline, sections: Iterable[Node], level: int | None, why: str) -> Claim:
    """Claim headings as entries, each with the blocks below it up to a rule; `level` is the one it ought to have."""
    claim = Claim([], [], level=level, why=why)
    for section in sections:
        found = _heading_entry(outline, section, level)
        claim.entries.append(found.entry)
        claim.blocks += found.blocks
    return claim


class _HeadingEntry(NamedTuple):
    """A section that was read as an entry."""

    entry: EntryDraft
    blocks: list[Block]
    """The heading, and the blocks below it that are claimed."""
    is_own: bool
    """Whether no line outside of the section decides how it is read."""


def _heading_entry(outline: Outline, section: Node, level: int | None) -> _HeadingEntry:
    """Return the entry that a section is, from the cache if an earlier version had the section.

    It is cached if no line outside of the section decides how it is read.
    """
    if section.children or level is not None:
        return _read(outline, section, level)
    known = section.cached(_heading_entry)
    if known:
        return known
    found = _read(outline, section, None)
    return section.cache(_heading_entry, found) if outline.remembers and found.is_own else found


class _WholeClaim(NamedTuple):
    """The claim of a section on all headings below it, each an entry."""

    children: Sequence[Node]
    """The sections of those headings."""
    claim: Claim


def cache_claim(section: Node, claim: Claim) -> None:
    """Cache the claim of a section on all headings below it, unless lines outside decide how one of them is read."""
    if all(leaf.cached(_heading_entry) for leaf in section.children):
        section.cache(_WholeClaim, _WholeClaim(section.children, claim))


def cached_claim(section: Node) -> Claim | None:
    """Return the cached claim of a section, if it still has the same headings and none of their blocks is claimed."""
    whole = section.cached(_WholeClaim)
    if whole is None or whole.children != section.children:
        return None
    is_free = all(not child.children and child.is_untouched for child in section.children)
    return whole.claim if is_free else None


def _read(outline: Outline, section: Node, level: int | None) -> _HeadingEntry:
    """Read a section as an entry, with the headings below it as parts; `level` is the one it ought to have."""
    heading = section.heading
    assert heading is not None
    body = section.body
    if section.children and level is None:  # headings inside an entry are parts of it
        body = [block for part in section.walk() for block in part.blocks][1:]
    body = _until_rule(body)
    has_fields = lists_fields(outline, body) or tells_fields(body)  # labels are known from other lines
    if has_fields:
        entry = _filled(outline, heading, body, read_card(outline, body))
    else:
        prose = read_body(outline, body)
        entry = _entry(outline, heading, body, prose, prose.links)
    odd: list[Diagnostic] = []
    if level is not None:
        odd.append(_mislevelled(outline, section, entry.name))
    if not entry.name:
        where = outline.source.span(heading.first, heading.last)
        odd.append(codes.UNNAMED_ENTRY.found("an entry heading without a name", where))
    if odd:
        entry.diagnostics = [*entry.diagnostics, *odd]
    return _HeadingEntry(entry, [heading, *body], not has_fields)


def _entry(outline: Outline, heading: Block, body: Sequence[Block], prose: Prose, links: Sequence[Link]) -> EntryDraft:
    """Return the draft of a heading, with the description, links and diagnostics of its body."""
    said = read_heading(outline, heading.text)
    draft = EntryDraft(
        said.name,
        heading.text.strip(),
        _span(outline, heading, body[-1] if body else heading),
        (*said.links, *links),
        "\n\n".join(filter(None, (said.about, prose.description))),
        said.marked.org,
        shown_tags(said.tags) if said.tags else (),
        said.marked.starred,
        said.marked.stars,
        said.marked.stars_raw,
        heading=heading,
    )
    draft.diagnostics = prose.diagnostics or ()  # no list is kept that holds nothing
    if heading.over:
        draft.captions = over_heading(outline, heading)
    if said.attributes:
        draft.attributes = said.attributes
    return draft


def _span(outline: Outline, heading: Block, last: Block) -> Span:
    """Return the span of an entry: whole lines, or in HTML, where others may share them, its blocks."""
    if heading.is_html:
        return outline.source.between(outline.span(heading).start, outline.span(last).end)
    return outline.source.span(heading.first, outline.source.trim(heading.first, last.last))


def _until_rule(body: list[Block]) -> list[Block]:
    """Return the blocks up to the first thematic break, which ends an entry."""
    for at, block in enumerate(body):
        if block.kind == "rule":
            return body[:at]
    return body

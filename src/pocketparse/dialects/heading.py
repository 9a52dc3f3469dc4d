"""Dialect "heading": a leaf heading is an entry, the blocks under it are its links and description.

### * 【百川 Baichuan-7B】
- https://github.com/baichuan-inc/baichuan-7B

baichuan-7B 是由百川智能开发的…
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from pocketparse import codes
from pocketparse.block import Block
from pocketparse.card import Card
from pocketparse.cards import read_card, texts
from pocketparse.dialects.base import Claim, Dialect, EntryDraft
from pocketparse.directories import is_directory, is_like_directory
from pocketparse.heading_names import TRAILING, read_heading
from pocketparse.leaves import (
    folded_title,
    has_parts,
    is_card,
    is_link,
    linked_level,
    lists_unusual_names,
    part_titles,
    says_something,
)
from pocketparse.linked import leaves_page
from pocketparse.listings import leaves_of_titled_urls, lists_entries, lists_fields, lists_names
from pocketparse.outline import Outline
from pocketparse.prose import read_body
from pocketparse.records import Diagnostic, Link
from pocketparse.source import moved_span
from pocketparse.taglines import over_taglines
from pocketparse.tree import Section

LINKED = 5
"""Linked headings beside which one with parts below it is an entry, too."""


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the leaf headings under a section when half of them have the body of an entry."""
    if not section.children:
        return
    if section in outline.once(over_taglines):
        yield _tagged(outline, section)
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
    if any(is_directory(outline, leaf) for leaf in named):
        rest = [leaf for leaf in named if not is_like_directory(outline, leaf)]
        named = rest if len(rest) * 2 >= len(named) else []
    if titled := outline.once(leaves_of_titled_urls):
        named = [leaf for leaf in named if leaf not in titled]
    leading = sum([leaf.leads_with_link for leaf in named])
    if (leading * 2 >= len(named) and leading) or (named and _are_alike(outline, named)):
        why = f"{leading} of {len(named)} headings lead with a link line"
        if 0 < leading < len(named):
            named = [leaf for leaf in named if leaf.leads_with_link or not outline.once(lists_names, leaf)]
        if section.leads_with_link or not all(leaf.is_untouched for leaf in named):
            for leaf in named:  # some may be taken
                yield _claim(outline, [leaf], None, why)
        else:
            claim = _claim(outline, named, None, why)
            if outline.remembers and leading * 2 >= len(named) and len(named) == len(section.children):
                section.memo = _whole(section, claim)
            yield claim
    elif named and not outline.lists_by_heading:
        yield from _cards(outline, section, named)
    for child in [child for child in section.children if child.children]:
        # "## CodeShell" among the H3s, "# * 【ChatGLM2-6B】": the heading of a section, but it leads with a link
        # as the entries do that seem to stand below it.
        if child.heading and child.heading.text and child.leads_with_link and child not in titles:
            below = [leaf for leaf in child.children if not leaf.children]
            if not any(one.leads_with_link for one in child.walk() if one is not child):
                if not _lists_others(outline, child):
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
    parts = sum(folded_title(outline, leaf) in outline.once(part_titles) for leaf in leaves)
    if parts * 2 >= len(leaves) and has_parts(outline, section, leaves):
        yield _parted(
            outline, section, f"{parts} of {len(leaves)} headings below it stand below others, too, as its parts"
        )
        return
    level = outline.once(linked_level)
    cards = [
        leaf
        for leaf in leaves
        if not outline.once(lists_entries, leaf)
        and ((leaf.level == level and is_link(outline, leaf)) or not outline.once(lists_unusual_names, leaf))
    ]
    fitting = [leaf for leaf in cards if is_card(outline, leaf)]
    if len(fitting) * 2 >= len(leaves) and fitting:
        why = f"{len(fitting)} of {len(leaves)} headings are links or have a line of links or fields"
        for leaf in cards:
            if leaf in fitting or says_something(outline, leaf):
                yield _card(outline, leaf, why)
    if sum(is_link(outline, leaf) for leaf in fitting) >= LINKED:
        for child in section.children:
            if child.children and is_link(outline, child) and not _holds_others(outline, child):
                yield _parted(outline, child, "a linked heading among others, with parts of it below")


def _lists_others(outline: Outline, section: Section) -> bool:
    """Tell whether lists or tables below a heading and those below it hold entries of their own."""
    return any(outline.once(lists_entries, one) or outline.once(lists_names, one) for one in section.walk())


def _holds_others(outline: Outline, section: Section) -> bool:
    """Tell whether there may be entries below a heading: links that leave the page, but for those of its own words."""
    below = [one for one in section.walk() if one is not section]
    if outline.once(lists_entries, section) or outline.once(lists_names, section):
        return True
    return any(leaves_page(outline.read(text)) for one in below for text in texts(one.blocks))


def _card(outline: Outline, leaf: Section, why: str) -> Claim:
    body = _until_rule(leaf.body)
    return _named(outline, leaf, body, read_card(outline, body), why)


def _tagged(outline: Outline, section: Section) -> Claim:
    """Claim a heading and the one below it, which says what the entry is."""
    (leaf,) = section.children
    body = [block for block in (*section.body, leaf.heading, *_until_rule(leaf.body)) if block]
    return _named(outline, section, body, read_card(outline, body), "a heading over another, which says what it is")


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
    return Claim([heading, *body], [_filled(outline, heading, body, card)], diagnostics=card.diagnostics, why=why)


def _filled(outline: Outline, heading: Block, body: Sequence[Block], card: Card) -> EntryDraft:
    """Return the entry of a heading and a card below it."""
    entry = _entry(outline, heading, body, card.shown_links, card.description)
    entry.tags += tuple(card.tags)
    entry.attributes = {**entry.attributes, **card.attributes}
    if entry.stars is None:
        entry.stars, entry.stars_raw = card.stars, card.stars_raw
    return entry


def _claim(outline: Outline, sections: Iterable[Section], level: int | None, why: str) -> Claim:
    """Claim headings, an entry each, with what stands below them, up to a rule."""
    claim = Claim([], [], level=level, why=why)
    for section in sections:
        reading = section.memo
        if isinstance(reading, _Reading) and not section.children and level is None:
            claim.diagnostics += reading.moved(outline) if reading.odd else ()
        else:
            reading = _read(outline, section, level)
            claim.diagnostics += reading.odd
            if outline.remembers and not section.children and level is None and reading.is_own:
                section.memo = reading
        claim.entries.append(reading.entry)
        claim.blocks += reading.blocks
    return claim


class _Reading(NamedTuple):
    """What was read of a section that is an entry; a reader of versions takes it again where the section moves."""

    entry: EntryDraft
    blocks: list[Block]
    """Its heading, and those below it that it takes."""
    odd: list[Diagnostic]
    is_own: bool
    """No other lines of the list decide how it is read."""

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


def _whole(section: Section, claim: Claim) -> _Whole | None:
    """Return what to keep of a section whose headings are entries; nothing where other lines decide about one."""
    readings = [leaf.memo for leaf in section.children if isinstance(leaf.memo, _Reading)]
    if len(readings) < len(section.children):
        return None
    return _Whole(section.children, claim.blocks, claim.entries, [one for one in readings if one.odd], claim.why)


def _read(outline: Outline, section: Section, level: int | None) -> _Reading:
    """Read a section that is an entry."""
    heading = section.heading
    assert heading is not None
    body = section.body
    if section.children and level is None:  # headings inside an entry are parts of it
        body = [block for part in section.walk() for block in part.blocks][1:]
    body = _until_rule(body)
    has_fields = lists_fields(body)  # labels are known from other lines
    if has_fields:
        card = read_card(outline, body)
        entry, odd = _filled(outline, heading, body, card), card.diagnostics
    else:
        prose = read_body(outline, body)
        entry, odd = _entry(outline, heading, body, prose.links, prose.text), prose.diagnostics
    if level is not None:
        where = outline.source.span(heading.first, heading.last)
        message = f"{entry.name!r} is an entry, but has a heading of level {section.level}"
        odd.append(codes.MISLEVELLED_HEADING.found(message, where))
    if not entry.name:
        where = outline.source.span(heading.first, heading.last)
        odd.append(codes.UNNAMED_ENTRY.found("an entry heading without a name", where))
    return _Reading(entry, [heading, *body], odd, not has_fields)


def _entry(
    outline: Outline, heading: Block, body: Sequence[Block], links: Sequence[Link], description: str
) -> EntryDraft:
    """Return what a heading says of its entry, and what was read below it."""
    said = read_heading(outline, heading.text)
    last = outline.source.trim(heading.first, body[-1].last if body else heading.last)
    draft = EntryDraft(
        said.name,
        heading.text.strip(),
        outline.source.span(heading.first, last),
        (*said.links, *links),
        description,
        said.marked.org,
        said.tags,
        said.marked.starred,
        said.marked.stars,
        said.marked.stars_raw,
        heading=heading,
    )
    if said.author:
        draft.attributes = {"author": said.author}
    return draft


def _until_rule(body: list[Block]) -> list[Block]:
    """Return the blocks that belong to an entry: a rule ends it."""
    for at, block in enumerate(body):
        if block.kind == "rule":
            return body[:at]
    return body


DIALECT = Dialect("heading", claims)

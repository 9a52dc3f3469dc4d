"""Dialect "heading": a leaf heading is an entry, the blocks under it are its links and description.

### * 【百川 Baichuan-7B】
- https://github.com/baichuan-inc/baichuan-7B

baichuan-7B 是由百川智能开发的…
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from pocketparse.dialects.base import Dialect
from pocketparse.entry.drafts import Claim
from pocketparse.headings.by_heading import leaves_of_urls, lists_by_heading, over_addresses
from pocketparse.headings.directories import directories, is_like_directory
from pocketparse.headings.heading_entries import cache_claim, cached_claim, card_of, claimed, parted, tagged
from pocketparse.headings.leaves import (
    fields_over_parts,
    folded_title,
    has_parts,
    is_card,
    is_link,
    linked_level,
    lists_unusual_names,
    part_titles,
    says_something,
)
from pocketparse.headings.linked_headings import end_of_told, linked_groups, told_links
from pocketparse.headings.listings import leaves_of_titled_urls, lists_entries, lists_names, over_tables
from pocketparse.headings.over_others import led_by_links, over_others
from pocketparse.headings.quoted import over_quotes
from pocketparse.headings.taglines import over_taglines
from pocketparse.line.linked import leaves_page
from pocketparse.markup.block import texts
from pocketparse.outline import Outline
from pocketparse.title_headings import title_sections
from pocketparse.tree import Node

LINKED_CARDS = 5
"""Minimum number of linked leaf headings that are entries, before a linked heading with parts is one beside them."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the headings under a section, or its own: by the first of WAYS that applies, or else by most leaves."""
    if not section.children:
        return
    if claim := next((claim for way in WAYS if (claim := way(outline, section))), None):
        yield claim
    else:
        yield from _by_most_leaves(outline, section)


def _over_tagline(outline: Outline, section: Node) -> Claim | None:
    """Claim a heading over another that says what it is: "Oak" over "A saw that sings"."""
    return tagged(outline, section) if section in outline.once(over_taglines) else None


def _over_quotes(outline: Outline, section: Node) -> Claim | None:
    """Claim the headings over a quote or code that stand below a section: "Act as an oak" over "> You are an oak."."""
    quoted = outline.once(over_quotes).get(section)
    return claimed(outline, quoted, None, f"{len(quoted)} headings over what they quote") if quoted else None


def _over_field_and_parts(outline: Outline, section: Node) -> Claim | None:
    """Claim a heading over a field and headings that are its parts: "Homepage: [Oak](…)" and "Always free"."""
    why = "a heading over a field and parts, as nearly all are that stand over others"
    is_entry = section in outline.once(fields_over_parts)
    return parted(outline, section, section.children, why) if is_entry else None


def _as_before(_: Outline, section: Node) -> Claim | None:
    """Repeat the claim of the version before, if the section and its headings are the same."""
    return cached_claim(section)


WAYS = (_over_tagline, _over_quotes, _over_field_and_parts, _as_before)
"""Ways to claim a section as a whole; the first that applies is the only one."""


def _by_most_leaves(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the leaf headings under a section if half of them have the body of an entry, and headings beside them."""
    named = _named_leaves(outline, section)
    leading = len(outline.once(led_by_links).intersection(named))
    if (leading * 2 >= len(named) and leading) or (named and _are_alike(outline, named)):
        yield from _led(outline, section, named, leading)
    elif named and not outline.once(lists_by_heading):
        yield from _cards(outline, section, named)
    yield from _leading_groups(outline, section)


def _named_leaves(outline: Outline, section: Node) -> list[Node]:
    """Return the named leaf headings under a section without titles of the document and headings over other things."""
    titles = outline.once(title_sections)
    named = [
        child
        for child in section.children
        if not child.children
        and child.is_named
        and child not in titles
        and (child.body_unplaced or outline.title(child).title)  # "## 4 " names nothing
    ]
    if not outline.once(directories).isdisjoint(named):
        rest = [leaf for leaf in named if not is_like_directory(outline, leaf)]
        named = rest if len(rest) * 2 >= len(named) else []
    for fact in (over_tables, leaves_of_titled_urls, leaves_of_urls, over_others, over_addresses):
        if others := outline.once(fact):
            named = [leaf for leaf in named if leaf not in others]
    return named


def _led(outline: Outline, section: Node, named: list[Node], leading: int) -> Iterator[Claim]:
    """Claim leaf headings, `leading` of which lead with a link line."""
    why = f"{leading} of {len(named)} headings lead with a link line"
    if 0 < leading < len(named):
        named = [leaf for leaf in named if leaf.leads_with_link or not outline.once(lists_names, leaf)]
    untouched = [leaf for leaf in named if leaf.is_untouched]
    if section.leads_with_link or len(untouched) < len(named):
        for leaf in named:  # a claim each, since blocks of some may be claimed already
            yield claimed(outline, [leaf], None, why)
        return
    claim = claimed(outline, named, None, why)
    if outline.remembers and leading * 2 >= len(named) and len(named) == len(section.children):
        cache_claim(section, claim)
    yield claim


def _leading_groups(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim headings of entries that by their level are headings of sections, over other entries or parts.

    They lead with a link line, as half of the leaves below do, or none of these: "## CodeShell" amid H3s.
    """
    for child in section.children:
        if not (child.children and child.is_named and child.leads_with_link):
            continue
        if child in outline.once(title_sections) or child in outline.once(over_addresses):
            continue
        below = [leaf for leaf in child.children if not leaf.children]
        if not any(one.leads_with_link for one in child.walk() if one is not child):
            if not _lists_others(outline, child):
                yield claimed(outline, [child], None, "a heading that leads with a link line, and parts of it below")
        elif below and sum(leaf.leads_with_link for leaf in below) * 2 >= len(below):
            yield claimed(outline, [child], below[0].level, "a section's heading that leads with a link line")


def _are_alike(outline: Outline, leaves: Sequence[Node]) -> bool:
    """Tell whether headings without links are entries: all have the level of entries, in a document of such."""
    return outline.once(lists_by_heading) and {leaf.level for leaf in leaves} == {outline.once(entry_level)}


def entry_level(outline: Outline) -> int:
    """Return the level of most leaf headings that lead with a link line, of which there must be one."""
    leading = outline.once(led_by_links)
    levels = Counter([section.level for section in outline.sections if section in leading and not section.children])
    return levels.most_common(1)[0][0]


def _cards(outline: Outline, section: Node, leaves: Sequence[Node]) -> Iterator[Claim]:
    """Claim leaf headings that are links or stand over usual links or fields, if half of them do.

    If their titles recur below other headings, "Links" and "Streaming on", they are parts of the entry above them.
    """
    below, others = _by_level(section)
    own = [leaf for leaf in leaves if leaf.level >= below[0].level]
    parts = sum(folded_title(outline, leaf) in outline.once(part_titles) for leaf in own)
    if parts * 2 >= len(own) and has_parts(outline, section, below, own) and _have_parts_too(outline, others, own):
        why = f"{parts} of {len(own)} headings below it stand below others, too, as its parts"
        yield parted(outline, section, below, why, others[0].level if others else None)
        return
    level = outline.once(linked_level)
    cards = [
        leaf
        for leaf in leaves
        if not (outline.once(lists_entries, leaf) or leaf in outline.once(linked_groups))
        and ((leaf.level == level and is_link(outline, leaf)) or not outline.once(lists_unusual_names, leaf))
    ]
    fitting = [leaf for leaf in cards if is_card(outline, leaf)]
    entries: list[Node] = []
    if len(fitting) * 2 >= len(leaves):
        why = f"{len(fitting)} of {len(leaves)} headings are links or have a line of links or fields"
        entries = [leaf for leaf in cards if leaf in fitting or says_something(outline, leaf)]
        for leaf in entries:
            yield card_of(outline, leaf, why)
    if sum(is_link(outline, leaf) for leaf in fitting) >= LINKED_CARDS:
        for child in section.children:
            if child.children and is_link(outline, child) and not _holds_others(outline, child):
                yield parted(outline, child, child.children, "a linked heading among others, with parts of it below")
    told = outline.once(told_links).difference(entries)
    for child in section.children:
        if child in told:
            why = "a linked heading over words about it, as nearly all are that are linked"
            yield card_of(outline, child, why, end_of_told(outline, child))


def _by_level(section: Node) -> tuple[Sequence[Node], list[Node]]:
    """Return the headings below one that are not above the level of the first, and the others behind them."""
    first = section.children[0].level
    others = [child for child in section.children if child.level < first]
    return section.children[: len(section.children) - len(others)], others


def _have_parts_too(outline: Outline, others: Sequence[Node], parts: Sequence[Node]) -> bool:
    """Tell whether most headings behind the parts of one stand over parts, too, so that its level is wrong.

    "## Oak" over "#### Notes", "#### Links" and "### Elm", over the same two; true if there are no such headings.
    """
    titles = outline.once(part_titles)
    over = [any(folded_title(outline, part) in titles for part in one.children) for one in others]
    return not others or (len(parts) > 1 and sum(over) * 2 > len(others))


def _lists_others(outline: Outline, section: Node) -> bool:
    """Tell whether the body of a heading, or of one below it, lists entries or names."""
    return any(outline.once(lists_entries, one) or outline.once(lists_names, one) for one in section.walk())


def _holds_others(outline: Outline, section: Node) -> bool:
    """Tell whether entries may stand below a heading: in its lists, or as links in the headings below it."""
    below = [one for one in section.walk() if one is not section]
    if outline.once(lists_entries, section) or outline.once(lists_names, section):
        return True
    return any(leaves_page(outline.read(text)) for one in below for text in texts(one.blocks))


DIALECT = Dialect("heading", claims)

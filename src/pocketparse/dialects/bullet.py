"""Dialect "bullet": one entry per list item, its name a link, bold or plain: "- [name](url) - description"."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from pocketparse.dialects.base import Dialect
from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.card import Card
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import Claim, EntryDraft, fill
from pocketparse.entry.labels import is_explained
from pocketparse.headings.by_heading import lists_by_heading
from pocketparse.line.captions import caption_of, captioned, may_be_caption
from pocketparse.line.linked import leaves_page
from pocketparse.lists.behind_lists import paragraphs_behind
from pocketparse.lists.contents import is_contents_list
from pocketparse.lists.dated_titles import find_dated_titles
from pocketparse.lists.grouped_titles import titles_below
from pocketparse.lists.item_names import bold_names_link, leads_of, linked_paragraphs, plain_lead
from pocketparse.lists.items import are_usual, group_name, is_field, is_numbered, items, lists, only_links
from pocketparse.lists.labelled_names import names_behind
from pocketparse.lists.titled import titled
from pocketparse.lists.unlinked import find_names
from pocketparse.lists.url_lists import urls_of
from pocketparse.lists.url_names import find_url
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.front_titles import find_listed
from pocketparse.names.lead import Lead
from pocketparse.names.leads import find_lead
from pocketparse.names.prefixes import is_remark
from pocketparse.outline import Outline
from pocketparse.tree import Section
from pocketparse.vocabulary import NAME_ENDS, TITLE

Leads = Mapping[Block, Lead | None]
DESCRIBED = 3
"""Links that signs part from words about them, among other items, that make a list of names, at least."""


class Reading(NamedTuple):
    """An item that is an entry: its draft, and all that was said of it so far."""

    draft: EntryDraft
    card: Card


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the lists of which half the items start with a name, and one has a link or a sign of the list's legend."""
    behind = paragraphs_behind(outline, section)
    for block, captions in captioned(outline, section, "list"):
        if block in outline.once(titled) or is_contents_list(outline, section, block):
            continue
        if names := find_names(outline, block):
            yield _named(outline, block, names, captions, "are names, and no list links anywhere")
            continue
        if names := find_dated_titles(outline, block):
            yield _named(outline, block, names, captions, "are titles beside where and when they came out")
            continue
        urls = {} if outline.once(lists_by_heading) else urls_of(outline, section, block)
        leads = urls or dict(leads_of(outline, block))
        voters = list(_voters(block, leads))
        fitting = sum(leads[item] is not None for item in voters)
        if fitting * 2 < len(voters):
            voters = [item for item in voters if not is_remark(outline.read(item.text))]
        named = 0 if fitting * 2 >= len(voters) else _described(outline, leads)
        lists_names = fitting * 2 >= max(len(voters), 1) or (named >= DESCRIBED and not is_numbered(block))
        if lists_names and _has_evidence(outline, block, leads):
            shape = f"{named} of {len(leads)} items are a link and words about it"
            claim = Claim([block], why=shape if named else f"{fitting} of {len(voters)} items start with a name")
            last = _read_list(outline, block, None, leads, captions, claim)
            if last and block in behind:
                claim.blocks.append(behind[block])
                _go_on(outline, last, behind[block])
            yield claim


def _described(outline: Outline, leads: Leads) -> int:
    """Return how many items are links that a sign parts from words about them."""
    named = 0
    for item, lead in leads.items():
        if lead and lead.leaves and not lead.is_in_sentence:
            named += outline.read(item.text).text[lead.end :].lstrip().startswith(NAME_ENDS)
    return named


def _named(outline: Outline, block: Block, names: Mapping[Block, Lead], captions: tuple[str, ...], what: str) -> Claim:
    """Claim a list of names in words alone."""
    claim = Claim([block], why=f"{len(names)} of {len(block.children)} items {what}")
    for item, lead in names.items():
        blurb = read_blurb(outline, item.text, outline.read(item.text), lead)
        claim.entries.append(blurb.draft(outline.span(item), captions))
    return claim


def _has_evidence(outline: Outline, block: Block, leads: Leads) -> bool:
    """Tell whether an item is more than words: half of those with names, where none is a link and few such link.

    "- **Searched**: see [our docs](docs)" beside "- **Free**: for ever" and "- **Checked**: each night" lists nothing.
    """
    if not any(_is_evidence(outline, item, lead) for item, lead in leads.items()):
        return False
    if any(lead.anchor for lead in leads.values() if lead) or outline.once(bold_names_link):
        return True  # nearly all
    named = [[item, *chain(*map(items, lists(item)))] for item in block.children if leads[item]]
    return sum(any(_is_evidence(outline, one, leads[one]) for one in own) for own in named) * 2 >= len(named)


def _is_evidence(outline: Outline, item: Block, lead: Lead | None) -> bool:
    """Tell whether an item is more than words: it has a link that leaves the page, or a sign that the legend knows."""
    shown = outline.read(item.text)
    if leaves_page(shown):
        return True
    return lead is not None and (is_explained(outline, shown, lead) or any(linked_paragraphs(outline, item)))


def _voters(block: Block, leads: Leads) -> Iterator[Block]:
    """Yield the items that say what a list is: its own, those below one without a name, no captions: "- # Saws"."""
    for item in block.children:
        below = lists(item)
        if leads[item] is None and below:
            for child in below:
                yield from _voters(child, leads)
        elif item.text and (leads[item] or not item.level):
            yield item


def _read_list(
    outline: Outline,
    block: Block,
    parent: EntryDraft | None,
    leads: Leads,
    captions: tuple[str, ...],
    claim: Claim,
) -> Reading | None:
    """Read the items of a list and of those in it; return the last of its own that is an entry."""
    last: Reading | None = None
    for item in block.children:
        shown = outline.read(item.text)
        titles = titles_below(outline, item) or names_behind(outline, item)
        lead = None if titles else leads[item] or _vouched_for(outline, shown, parent)
        if not (lead or titles) and last and is_field(outline, shown) and not _stands_over(outline, item, leads):
            _go_on(outline, last, item)
            continue
        group = _group(outline, item, shown, lead, leads)
        read = _read_item(outline, item, shown, lead, leads) if lead and not group else None
        draft = read.draft if read else None
        if draft:
            draft.parent = parent
            draft.captions = captions
            claim.entries.append(draft)
            last = read
        over = captions if draft else (*captions, *(group or caption_of(shown)))
        for title in titles:
            title.parent, title.captions = parent, over
        claim.entries += titles
        for child in lists(item):
            if draft is None or not _describes_parent(outline, item, child, leads):
                _read_list(outline, child, draft or parent, leads, over, claim)
    return last


def _group(outline: Outline, item: Block, shown: Inline, lead: Lead | None, leads: Leads) -> tuple[str, ...]:
    """Return the caption that an item with a bold name is of entries below it: "- **Saws**: they cut"."""
    below = lists(item) if lead and lead.anchor is None else ()
    is_over = any(not _describes_parent(outline, item, child, leads) for child in below)
    return group_name(outline, shown, lead) if lead and is_over else ()


def _vouched_for(outline: Outline, shown: Inline, parent: EntryDraft | None) -> Lead | None:
    """Return the name without a link that an item of a list of names starts with; none of a link to the page alone."""
    if parent is not None or is_field(outline, shown) or is_remark(shown):
        return None
    lead = find_lead(shown)
    link = lead.anchor if lead else None
    if link is not None and link.stays and not WORD.search(shown.text, link.end):
        return None  # "[Oak: a tree](#oak)"
    return plain_lead(outline, shown) or find_listed(shown) or find_url(shown)


def _stands_over(outline: Outline, item: Block, leads: Leads) -> bool:
    """Tell whether an item without a link stands over items that each start with one: "- Saws: hand"."""
    below = [one for child in lists(item) for one in child.children]
    linked = [lead for one in below if (lead := leads[one]) and lead.leaves]
    return bool(linked) and len(linked) == len(below) and not outline.read(item.text).anchors


def _about(outline: Outline, parent: Block, block: Block, leads: Leads, is_entry: bool) -> list[Block]:
    """Return what a block below an item says of it: all of it, or of an entry the items among the entries of a list.

    Code alone makes no entry of a word.
    """
    if block.kind == "code":
        return [block] if is_entry else []
    if block.kind != "list" or _describes_parent(outline, parent, block, leads):
        return [block]
    if not is_entry:
        return []
    about: list[Block] = []
    is_below = False  # an entry: fields are of that, else of this one
    for item in block.children:
        if _names_any(outline, item, leads):
            is_below = True
        elif item.text and not (is_below and is_field(outline, outline.read(item.text))):
            about.append(item)
    return about


def _names_any(outline: Outline, item: Block, leads: Leads) -> bool:
    """Tell whether an item or one below it starts with a name, and has a link or says more: "- **Colors**" does not."""
    lead, shown = leads[item], outline.read(item.text)
    if lead is not None and (shown.anchors or item.children or WORD.search(shown.text, lead.end)):
        return True
    return any(leads[one] is not None for child in lists(item) for one in items(child))


def _describes_parent(outline: Outline, parent: Block, block: Block, leads: Leads) -> bool:
    """Tell whether a list below an entry says more of it: most items name nothing, or none links anywhere.

    Below a link a sentence that ends in one goes on about it: "It won [a prize](…)".
    """
    if parent.level and sum(bool(item.children) for item in block.children) * 2 > len(block.children):
        return False  # below a heading what has words of its own is something of its own
    voters: list[Block] = []
    for item in block.children:
        below = list(chain(*(_voters(child, leads) for child in lists(item)))) if leads[item] is None else []
        voters += below if below and _is_caption_of(outline, item, below, leads) else [item]
    is_linked = leaves_page(outline.read(parent.text))
    named = [item for item in voters if (lead := leads[item]) and not (is_linked and lead.is_in_sentence)]
    if are_usual(outline, named):
        named = [item for item in named if not only_links(outline, item)]  # beside "App Store", "Website" is none
    if len(named) * 2 < len(voters):
        return True
    return not any(leaves_page(outline.read(item.text)) for item in items(block))


def _is_caption_of(outline: Outline, item: Block, below: Sequence[Block], leads: Leads) -> bool:
    """Tell whether an item stands over things of their own: titles, or names with words about them; not over "Docs"."""
    if not may_be_caption(outline.read(item.text)):
        return False
    named = [(outline.read(one.text).text, lead) for one in below if (lead := leads[one])]
    told = sum(WORD.search(text, lead.end) is not None for text, lead in named)
    return told * 2 > len(below) or all(len(text[lead.start : lead.end].split()) >= TITLE for text, lead in named)


def _read_item(outline: Outline, item: Block, shown: Inline, lead: Lead, leads: Leads) -> Reading | None:
    """Read an item that starts with a name; a word on its own is a heading or a legend."""
    blurb = read_blurb(outline, item.text, shown, lead)
    card = blurb.card
    is_made = "author" in card.first and not lead.by  # "**Oak**, Ann Lee et al."
    is_entry = bool(is_made or card.links or card.paragraphs)  # else what stands below it is none of its own
    below = [one for child in item.children for one in _about(outline, item, child, leads, is_entry)]
    if below:
        card.add(read_card(outline, below))
    if not (is_made or card.links or card.description):
        return None
    return Reading(blurb.draft(outline.span(item)), card)


def _go_on(outline: Outline, read: Reading, block: Block) -> None:
    """Add what stands behind an entry and is about it: a field that is an item, a paragraph."""
    draft, card = read
    more = read_card(outline, [block])
    card.add(more)
    fill(draft, card)
    draft.span = outline.source.between(draft.span.start, outline.span(block).end)


DIALECT = Dialect("bullet", claims)

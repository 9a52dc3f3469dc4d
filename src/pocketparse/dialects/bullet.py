"""Dialect "bullet": one entry per list item, its name a link, bold or plain: "- [name](url) - description"."""

from collections.abc import Container, Iterator, Mapping, Sequence
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
from pocketparse.lists.lines_over_links import titled
from pocketparse.lists.unlinked import find_names
from pocketparse.lists.url_lists import urls_of
from pocketparse.lists.url_names import find_url
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.prefixes import is_remark
from pocketparse.names.unlinked_titles import find_listed
from pocketparse.outline import Outline
from pocketparse.tree import Node
from pocketparse.vocabulary import NAME_ENDS, TITLE

DESCRIBED_ITEMS = 3
"""Least items that are a link and words about it, where a list names things though most of its items do not."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the lists whose items are names in words, dated titles, or start with names and link somewhere."""
    behind = paragraphs_behind(outline, section)
    for block, captions in captioned(outline, section, "list"):
        if block in outline.once(titled) or is_contents_list(outline, section, block):
            continue
        if names := find_names(outline, block):
            yield _named(outline, block, names, captions, "are names, and no list links anywhere")
            continue
        dated = find_dated_titles(outline, block)
        is_nested = any(item.children for item in block.children)
        claim = _led(outline, section, block, captions, behind.get(block), dated) if is_nested or not dated else None
        if dated and claim is None:
            claim = _named(outline, block, dated, captions, "are titles beside where and when they came out")
        if claim:
            yield claim


def _named(outline: Outline, block: Block, names: Mapping[Block, Lead], captions: tuple[str, ...], what: str) -> Claim:
    """Return the claim on a list of names in words, `what` of which is the evidence."""
    claim = Claim([block], why=f"{len(names)} of {len(block.children)} items {what}")
    for item, lead in names.items():
        blurb = read_blurb(outline, item.text, outline.read(item.text), lead)
        claim.entries.append(blurb.draft(outline.span(item), captions))
    return claim


def _led(
    outline: Outline,
    section: Node,
    block: Block,
    captions: tuple[str, ...],
    behind: Block | None,
    dated: Mapping[Block, Lead],
) -> Claim | None:
    """Return the claim on a list whose items start with URLs or names, None if too few do.

    The paragraph `behind` the list is about its last item; `dated` are titles of items beside their venues.
    """
    urls = {} if outline.once(lists_by_heading) else urls_of(outline, section, block)
    reader = ListReader(outline, urls or {**dict(leads_of(outline, block)), **dated}, dated)
    why = reader.evidence(block)
    if not why:
        return None
    entries, last = reader.read(block, None, captions)
    if last is None or behind is None:
        return Claim([block], entries, why=why)
    last.add(outline, behind)
    return Claim([block, behind], entries, why=why)


class ReadItem(NamedTuple):
    """An item that is an entry."""

    draft: EntryDraft
    card: Card
    """All that the list says of the item so far."""

    def add(self, outline: Outline, block: Block) -> None:
        """Add a block behind the item that is about it: a field that is an item, a paragraph."""
        self.card.add(read_card(outline, [block]))
        fill(self.draft, self.card)
        self.draft.span = outline.source.between(self.draft.span.start, outline.span(block).end)


class ListReader(NamedTuple):
    """Reads a list, and the lists in it, by the names that their items start with."""

    outline: Outline
    leads: Mapping[Block, Lead | None]
    """The name that each item starts with, None for those without."""
    dated: Container[Block]
    """Items that are a title beside its venue, which need no link."""

    def evidence(self, block: Block) -> str:
        """Return the evidence that a list is one of entries, "" if there is none.

        Half its items start with a name, or DESCRIBED_ITEMS are a link and words about it; and `_has_evidence`.
        """
        voters = list(self._voters(block))
        fitting = sum(self.leads[item] is not None for item in voters)
        if fitting * 2 < len(voters):
            voters = [item for item in voters if not is_remark(self.outline.read(item.text))]
        if fitting * 2 >= max(len(voters), 1):
            why = f"{fitting} of {len(voters)} items start with a name"
        elif voters and not is_numbered(block) and (described := self._described()) >= DESCRIBED_ITEMS:
            why = f"{described} of {len(self.leads)} items are a link and words about it"
        else:
            return ""
        return why if self._has_evidence(block) else ""

    def read(
        self, block: Block, parent: EntryDraft | None, captions: tuple[str, ...]
    ) -> tuple[list[EntryDraft], ReadItem | None]:
        """Return the entries of a list and of those in it, and the last item of the list itself that is one."""
        entries: list[EntryDraft] = []
        last: ReadItem | None = None
        for item in block.children:
            shown = self.outline.read(item.text)
            titles = titles_below(self.outline, item) or names_behind(self.outline, item)
            lead = None if titles else self.leads[item] or _find_lead(self.outline, shown, parent)
            if not (lead or titles) and last and is_field(self.outline, shown) and not self._is_over_links(item):
                last.add(self.outline, item)
                continue
            group = self._group(item, shown, lead)
            read = self._read_item(item, shown, lead) if lead and not group else None
            draft = read.draft if read else None
            if draft:
                draft.parent = parent
                draft.captions = captions
                entries.append(draft)
                last = read
            over = captions if draft else (*captions, *(group or caption_of(shown)))
            for title in titles:
                title.parent, title.captions = parent, over
            entries += titles
            for child in lists(item):
                if draft is None or not self._describes_parent(item, child):
                    entries += self.read(child, draft or parent, over)[0]
        return entries, last

    def _read_item(self, item: Block, shown: Inline, lead: Lead) -> ReadItem | None:
        """Return the entry of an item that starts with a name; None of a word alone, which is a heading or a legend."""
        blurb = read_blurb(self.outline, item.text, shown, lead)
        card = blurb.card
        is_made = "author" in card.first and not lead.by  # "**Oak**, Ann Lee et al."
        is_entry = bool(is_made or card.links or card.paragraphs)  # else what stands below it is none of its own
        below = [one for child in item.children for one in self._about(item, child, is_entry)]
        if below:
            card.add(read_card(self.outline, below))
        if not (is_made or card.links or card.description or item in self.dated):
            return None
        return ReadItem(blurb.draft(self.outline.span(item)), card)

    def _voters(self, block: Block) -> Iterator[Block]:
        """Yield the items that tell what a list is: its own, but those in lists below an item without a name.

        Items that are headings without a name, "- # Saws", are left out.
        """
        for item in block.children:
            below = lists(item)
            if self.leads[item] is None and below:
                for child in below:
                    yield from self._voters(child)
            elif item.text and (self.leads[item] or not item.level):
                yield item

    def _described(self) -> int:
        """Return the number of items that are a link, a dash or colon, and words about it."""
        described = 0
        for item, lead in self.leads.items():
            if lead and lead.leaves and not lead.is_in_sentence:
                described += self.outline.read(item.text).text[lead.end :].lstrip().startswith(NAME_ENDS)
        return described

    def _has_evidence(self, block: Block) -> bool:
        """Tell whether an item is evidence; where no name is a link, and bold names hardly ever, half of those named.

        "- **Searched**: see [our docs](docs)" beside "- **Free**: for ever" and "- **Checked**: each night" is no list
        of entries.
        """
        if not any(map(self._is_evidence, self.leads)):
            return False
        if any(lead.anchor for lead in self.leads.values() if lead) or self.outline.once(bold_names_link):
            return True  # nearly all
        named = [[item, *chain(*map(items, lists(item)))] for item in block.children if self.leads[item]]
        return sum(any(map(self._is_evidence, own)) for own in named) * 2 >= len(named)

    def _is_evidence(self, item: Block) -> bool:
        """Tell whether an item has a link that leaves the page, a sign of the legend, or linked paragraphs below."""
        shown = self.outline.read(item.text)
        if leaves_page(shown):
            return True
        lead = self.leads[item]
        linked = linked_paragraphs(self.outline, item)
        return lead is not None and (is_explained(self.outline, shown, lead) or any(linked))

    def _group(self, item: Block, shown: Inline, lead: Lead | None) -> tuple[str, ...]:
        """Return the bold name of an item as the caption of entries below it, () of others: "- **Saws**: they cut"."""
        if lead is None or lead.anchor is not None:
            return ()  # nearly all
        is_over = any(not self._describes_parent(item, child) for child in lists(item))
        return group_name(self.outline, shown, lead) if is_over else ()

    def _is_over_links(self, item: Block) -> bool:
        """Tell whether an item without a link stands over items that each start with one: "- Saws: hand"."""
        below = [one for child in lists(item) for one in child.children]
        linked = [lead for one in below if (lead := self.leads[one]) and lead.leaves]
        return bool(linked) and len(linked) == len(below) and not self.outline.read(item.text).anchors

    def _about(self, parent: Block, block: Block, is_entry: bool) -> list[Block]:
        """Return what a block below an item says of it: all of it, or the items of a list that name nothing.

        Code alone makes no entry of a word.
        """
        if block.kind == "code":
            return [block] if is_entry else []
        if block.kind != "list" or self._describes_parent(parent, block):
            return [block]
        if not is_entry:
            return []
        about: list[Block] = []
        is_below = False  # an entry: fields are of that, else of this one
        for item in block.children:
            if self._names_any(item):
                is_below = True
            elif item.text and not (is_below and is_field(self.outline, self.outline.read(item.text))):
                about.append(item)
        return about

    def _names_any(self, item: Block) -> bool:
        """Tell whether an item, or one below it, starts with a name, and is more than that: "- **Colors**" is not."""
        lead, shown = self.leads[item], self.outline.read(item.text)
        if lead is not None and (shown.anchors or item.children or WORD.search(shown.text, lead.end)):
            return True
        return any(self.leads[one] is not None for child in lists(item) for one in items(child))

    def _describes_parent(self, parent: Block, block: Block) -> bool:
        """Tell whether a list below an item says more of it: most items name nothing, or none links anywhere.

        Below a link a sentence that ends in one goes on about it: "It won [a prize](…)".
        """
        if parent.level and sum(bool(item.children) for item in block.children) * 2 > len(block.children):
            return False  # below a heading what has words of its own is something of its own
        voters: list[Block] = []
        for item in block.children:
            below = list(chain(*map(self._voters, lists(item)))) if self.leads[item] is None else []
            voters += below if below and self._is_caption_of(item, below) else [item]
        is_linked = leaves_page(self.outline.read(parent.text))
        named = [item for item in voters if (lead := self.leads[item]) and not (is_linked and lead.is_in_sentence)]
        if are_usual(self.outline, named):
            named = [item for item in named if not only_links(self.outline, item)]  # "Website" beside "App Store"
        if len(named) * 2 < len(voters):
            return True
        return not any(leaves_page(self.outline.read(item.text)) for item in items(block))

    def _is_caption_of(self, item: Block, below: Sequence[Block]) -> bool:
        """Tell whether an item is a caption over titles, or names with words about them; not over "Docs"."""
        if not may_be_caption(self.outline.read(item.text)):
            return False
        named = [(self.outline.read(one.text).text, lead) for one in below if (lead := self.leads[one])]
        told = sum(WORD.search(text, lead.end) is not None for text, lead in named)
        return told * 2 > len(below) or all(len(text[lead.start : lead.end].split()) >= TITLE for text, lead in named)


def _find_lead(outline: Outline, shown: Inline, parent: EntryDraft | None) -> Lead | None:
    """Return the unlinked name that an item of a list of names starts with; None below an entry, and of a field.

    None, too, of a link to the page itself that is all the item: "[Oak: a tree](#oak)".
    """
    if parent is not None or is_field(outline, shown) or is_remark(shown):
        return None
    lead = find_lead(shown)
    link = lead.anchor if lead else None
    if link is not None and link.stays and not WORD.search(shown.text, link.end):
        return None
    return plain_lead(outline, shown) or find_listed(shown) or find_url(shown)


DIALECT = Dialect("bullet", claims)

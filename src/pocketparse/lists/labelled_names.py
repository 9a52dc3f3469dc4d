"""Items that are a label and several linked names, each an entry: "Go: [oak](…), [elm](…)" beside "C: [fir](…)"."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from pocketparse.entry.blurb import read_blurb
from pocketparse.entry.drafts import EntryDraft
from pocketparse.line.linked import link_label
from pocketparse.lists.items import is_field
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Anchor
from pocketparse.names.lead import Lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, GENERIC, SEPARATORS, has_colon

SINGLE_NAMES = 5
"""Items of a list that are a label and one linked name, at least, before several names behind a label are entries."""
LISTED = pattern(r"\s*(?:,|,?\s+and\b)\s*")
"""What separates several names; "[Mac](…) / [Gnome](…)" is one thing in two places."""
LINK_NUMBER = pattern(r"\W*\d*$")
"""Number at the end of a link's text, and signs around: "[link 2](…)", "[#2](…)"."""


def names_behind(outline: Outline, item: Block) -> list[EntryDraft]:
    """Read the linked names behind the label of an item; each is tagged with this label."""
    links = outline.once(labelled_names).get(item, ())
    label = outline.read(item.text).text[: links[0].start].strip(SEPARATORS) if links else ""
    drafts = []
    for link in links:
        text = item.text.part(link.raw_start, link.raw_end)
        shown = outline.read(text)
        name = shown.anchors[0]
        blurb = read_blurb(outline, text, shown, Lead(name.start, name.end, name, [label]))
        drafts.append(blurb.draft(outline.source.locate(text, 0, len(text))))
    return drafts


def labelled_names(outline: Outline) -> Mapping[Block, Sequence[Anchor]]:
    """Return the items that are a label and several linked names, each with these links.

    In their list SINGLE_NAMES items have one such name, and half of all items are a label and names.
    """
    found: dict[Block, Sequence[Anchor]] = {}
    for block in outline.of_kind("list"):
        if sum(": [" in item.text for item in block.children) > SINGLE_NAMES:
            named = {item: links for item in block.children if (links := _names(outline, item))}
            alone = sum(len(links) == 1 for links in named.values())
            if alone >= SINGLE_NAMES and len(named) * 2 >= len(block.children):
                found |= {item: links for item, links in named.items() if len(links) > 1}
    return found


def _names(outline: Outline, item: Block) -> Sequence[Anchor]:
    """Return the links of an item if they are names behind a label, with nothing else; else an empty sequence."""
    shown = outline.read(item.text) if ": [" in item.text and not item.children else None
    if shown is None or any(link.kind != "text" or link.stays for link in shown.anchors) or is_field(outline, shown):
        return ()
    text, links = shown.text, shown.anchors
    label = text[: links[0].start].rstrip() if links else ""
    is_label = label.endswith(COLONS) and not has_colon(label[:-1]) and not WORD.search(text, links[-1].end)
    are_names = all(LINK_NUMBER.sub("", link_label(text, link)) not in GENERIC | {""} for link in links)
    are_listed = all(LISTED.fullmatch(text, one.end, other.start) for one, other in pairwise(links))
    return links if is_label and are_names and are_listed else ()

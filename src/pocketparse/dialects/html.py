"""Dialect "html": a details element whose summary names an entry.

<details><summary><b><a href="https://…">name</a></b> (⭐ 1.4K) - what it is</summary> … </details>
"""

from collections import Counter
from collections.abc import Iterator

from pocketparse.dialects.base import Dialect
from pocketparse.entry.blurb import Blurb, read_blurb
from pocketparse.entry.cards import read_card
from pocketparse.entry.drafts import Claim
from pocketparse.entry.fields import field_labels, find_label
from pocketparse.identity import fold
from pocketparse.line.captions import captioned
from pocketparse.line.linked import leaves_page, outgoing_links
from pocketparse.markup.block import Block, item_texts, texts
from pocketparse.names.lead import named_by
from pocketparse.names.marked_names import find_lead
from pocketparse.names.plain_names import find_plain_lead
from pocketparse.outline import Outline
from pocketparse.tree import Node
from pocketparse.vocabulary import NAME_ENDS

NAMED_SUMMARIES = 3
"""Least details elements of one form, where elements of that form are entries."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the details elements whose summary starts with a link to elsewhere, or is a name above links."""
    found: list[tuple[Block, tuple[str, ...], Blurb]] = []
    inside: set[Block] = set()  # of those that are entries
    for block, captions in captioned(outline, section, "details"):
        shown = outline.read(block.text)
        lead = find_lead(shown)
        is_over = block in outline.once(over_fields)
        if lead is None and is_over:
            lead = find_plain_lead(shown) or named_by(shown.text.rstrip())
        if block in inside:
            inside.update(block.children)
        elif lead and (lead.leaves or is_over or block in outline.once(named_summaries)):
            inside.update(block.children)
            found.append((block, captions, read_blurb(outline, block.text, shown, lead)))
    described = sum(bool(blurb.card.paragraphs) for _, _, blurb in found)
    for block, captions, blurb in found:
        card = blurb.card
        prose_only = bool(card.paragraphs) or (described * 2 > len(found) and not _describes(block))
        card.add(read_card(outline, block.children, prose_only=prose_only))
        entry = blurb.draft(outline.span(block), captions)
        yield Claim([block], [entry], why="a details element whose summary starts with a name")


def _describes(details: Block) -> bool:
    """Tell whether an item of the lists in a details element starts with anything but a link."""
    lists = (block for block in details.children if block.kind == "list")
    return any(item.text and not item.text.startswith(("[", "<a ")) for block in lists for item in block.children)


def named_summaries(outline: Outline) -> frozenset[Block]:
    """Return the details elements whose summary is a bold name and words about it, above a link.

    The link ends the element and has one text in most: "View". Where nine of ten have it, the others are returned, too.
    """
    details = (block for block in outline.all_blocks if block.kind == "details")
    found = {block: _link_of_card(outline, block) for block in details if _says_what(outline, block)}
    ((label, count),) = Counter(filter(None, found.values())).most_common(1) or [("", 0)]
    alike = [block for block in found if found[block] == label]
    cards = found if count * 10 >= len(found) * 9 else alike
    return frozenset(cards if count >= NAMED_SUMMARIES else ())


def over_fields(outline: Outline) -> frozenset[Block]:
    """Return the details elements that hold nothing but a list of fields and links, each under its own summary.

    Most of their items have labels in `field_labels`: "Paper", "Code". Their section has no table and no paragraph that
    starts with a name: below such they are part of another entry.
    """
    found: list[Block] = []
    for section in outline.made_of(lambda kinds: kinds.count("details") > 1):
        blocks = [block for block in section.body_unplaced if block.kind != "rule"]
        if not any(_names_itself(outline, block) for block in blocks):
            found += [block for block in blocks if block.kind == "details" and _holds_fields(outline, block)]
    counts = Counter(fold(outline.shown(block.text)) for block in found)
    own = frozenset(block for block in found if counts[fold(outline.shown(block.text))] == 1)
    return own if len(own) >= NAMED_SUMMARIES else frozenset()


def _names_itself(outline: Outline, block: Block) -> bool:
    """Tell whether a block is a table, or a paragraph that starts with a name."""
    return block.kind == "table" or (block.kind == "paragraph" and find_lead(outline.read(block.text)) is not None)


def _holds_fields(outline: Outline, block: Block) -> bool:
    """Tell whether a details element holds one list, with a link, and most items fields of different labels."""
    if len(block.children) != 1 or block.children[0].kind != "list":
        return False
    labels = [find_label(item) for item in item_texts(block.children[0])]
    known = [label for label in labels if label in outline.once(field_labels)]
    are_most = len(known) * 2 > len(labels) and len(set(known)) == len(known)  # else they are of several things
    return are_most and any(leaves_page(outline.read(text)) for text in texts(block.children))


def _says_what(outline: Outline, block: Block) -> bool:
    """Tell whether a summary is a bold name, a dash or colon, and words about it."""
    shown = outline.read(block.text)
    lead = find_lead(shown)
    return lead is not None and not lead.anchor and shown.text[lead.end :].lstrip().startswith(NAME_ENDS)


def _link_of_card(outline: Outline, block: Block) -> str:
    """Return the text of the link that is the last line of a details element of paragraphs, else ""."""
    if not block.children or any(child.kind not in ("paragraph", "quote") for child in block.children):
        return ""
    *_, last = texts(block.children)
    ending = outline.read(last)
    links = outgoing_links(ending)
    said = ending.text.rpartition("\n")[2].strip()
    return said if links and said == ending.text[links[-1].start : links[-1].end].strip() else ""


DIALECT = Dialect("html", claims)

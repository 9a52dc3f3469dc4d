"""Dialect "html": a details element whose summary names an entry.

<details><summary><b><a href="https://…">name</a></b> (⭐ 1.4K) - what it is</summary> … </details>
"""

from collections.abc import Iterator

from pocketparse.block import Block
from pocketparse.blurb import Blurb, read_blurb
from pocketparse.captions import captioned
from pocketparse.cards import read_card, texts
from pocketparse.dialects.base import Dialect
from pocketparse.drafts import Claim, drafted
from pocketparse.leads import find_lead
from pocketparse.linked import leaves_page
from pocketparse.outline import Outline
from pocketparse.shown import WORD
from pocketparse.tree import Section
from pocketparse.vocabulary import NAME_ENDS, STOPS

CARDS = 3
"""Details elements that say what a bold name is, over a link to it, at least."""


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the details elements whose summary starts with a link that leaves the page, or is a name over one."""
    found: list[tuple[Block, tuple[str, ...], Blurb]] = []
    inside: set[Block] = set()  # of those that are entries
    for block, captions in captioned(outline, section, "details"):
        shown = outline.read(block.text)
        lead = find_lead(shown)
        if block in inside:
            inside.update(block.children)
        elif lead and (lead.leaves or block in outline.once(cards)):
            inside.update(block.children)
            found.append((block, captions, read_blurb(outline, block.text, shown, lead)))
    described = sum(bool(blurb.card.paragraphs) for _, _, blurb in found)
    for block, captions, blurb in found:
        card = blurb.card
        prose_only = bool(card.paragraphs) or described * 2 > len(found)
        card.add(read_card(outline, block.children, prose_only=prose_only))
        entry = drafted(blurb.name, blurb.raw_name, outline.span(block), card)
        entry.captions = captions
        yield Claim(
            [block], [entry], diagnostics=card.diagnostics, why="a details element whose summary starts with a name"
        )


def cards(outline: Outline) -> frozenset[Block]:
    """Return the details elements whose summary is a name and words about it, over a link: no questions."""
    found = frozenset(block for block in outline.all_blocks if block.kind == "details" and _is_card(outline, block))
    return found if len(found) >= CARDS else frozenset()


def _is_card(outline: Outline, block: Block) -> bool:
    shown = outline.read(block.text)
    lead = find_lead(shown)
    if lead is None or lead.anchor or shown.text[lead.start : lead.end].rstrip().endswith(STOPS):
        return False
    is_told = shown.text[lead.end :].lstrip().startswith(NAME_ENDS) and WORD.search(shown.text, lead.end)
    is_prose = all(child.kind in ("paragraph", "quote") for child in block.children)
    return bool(is_told) and is_prose and any(leaves_page(outline.read(text)) for text in texts(block.children))


DIALECT = Dialect("html", claims)

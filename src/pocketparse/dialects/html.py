"""Dialect "html": a details element whose summary names an entry.

<details><summary><b><a href="https://…">name</a></b> (⭐ 1.4K) - what it is</summary> … </details>
"""

from collections.abc import Iterator

from pocketparse.blurb import read_blurb
from pocketparse.cards import read_card
from pocketparse.dialects.base import Dialect
from pocketparse.drafts import Claim, drafted
from pocketparse.leads import find_lead
from pocketparse.outline import Outline
from pocketparse.tree import Section


def claims(outline: Outline, section: Section) -> Iterator[Claim]:
    """Claim the details elements whose summary starts with a link that leaves the page."""
    for block in section.inside("details"):
        shown = outline.read(block.text)
        lead = find_lead(shown)
        if lead is None or not lead.leaves:
            continue
        blurb = read_blurb(outline, block.text, shown, lead)
        card = blurb.card
        card.add(read_card(outline, block.children, prose_only=bool(card.paragraphs)))
        entry = drafted(blurb.name, blurb.raw_name, outline.span(block), card)
        yield Claim(
            [block], [entry], diagnostics=card.diagnostics, why="a details element whose summary starts with a link"
        )


DIALECT = Dialect("html", claims)

"""Headings over another each, which says what the entry is: "### Oak", "#### A saw that sings"."""

from collections import Counter

from pocketparse.headings.leaves import has_usual_links, heading_lead, leads_to_papers
from pocketparse.headings.listings import lists_entries
from pocketparse.line.dates import YEAR, is_date
from pocketparse.outline import Outline
from pocketparse.title_headings import title_sections
from pocketparse.tree import Node
from pocketparse.vocabulary import TITLE, UNSPACED

TAGLINES = 10
"""Minimum number of headings over a tagline, before such headings are entries."""
HEADINGS_PER_SECTION = 10
"""At most one in so many headings of the level may be a section, not an entry over a tagline."""


def over_taglines(outline: Outline) -> frozenset[Node]:
    """Return the headings over one heading that is a tagline over usual links: "Oak" over "A saw that sings".

    None if they are fewer than TAGLINES, or more than one in HEADINGS_PER_SECTION parents of the level is a section.
    """
    parents = [section for section in outline.sections if section.children]
    over = [section for section in parents if len(section.children) == 1 and _is_over_card(outline, section)]
    if len(over) < TAGLINES:
        return frozenset()  # nearly all
    told = Counter(section.level for section in over if _has_tagline(outline, section))
    ((level, count),) = told.most_common(1) or [(0, 0)]
    found = frozenset(section for section in over if section.level == level)
    has_sections = any(
        one.heading and one.level < level and one not in outline.once(title_sections) for one in outline.sections
    )
    beside = sum(section.level == level for section in parents)
    is_usual = len(found) * HEADINGS_PER_SECTION >= beside * (HEADINGS_PER_SECTION - 1)
    are_told = count >= TAGLINES and count * 4 >= len(found) * 3
    return found if has_sections and is_usual and are_told else frozenset()


def _is_over_card(outline: Outline, section: Node) -> bool:
    """Tell whether the heading below one is a leaf over usual links, and neither is a link, a date or a paper."""
    leaf = section.children[0]
    if leaf.children or leaf.leads_with_link or not section.is_named:
        return False
    if heading_lead(outline, leaf) or heading_lead(outline, section) or leads_to_papers(outline, leaf):
        return False
    title = outline.heading_text(section)
    return not (YEAR.fullmatch(title) or is_date(title)) and has_usual_links(outline, leaf)


def _has_tagline(outline: Outline, section: Node) -> bool:
    """Tell whether the heading below one has more than TITLE words, and lists no entries."""
    leaf = section.children[0]
    title = outline.heading_text(leaf)
    return (len(title.split()) > TITLE or UNSPACED.search(title) is not None) and not outline.once(lists_entries, leaf)

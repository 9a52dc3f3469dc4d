"""Headings over another each, which says what the entry is: "### Oak", "#### A saw that sings"."""

from collections import Counter

from pocketparse.headings.leaves import has_usual_links, heading_lead, leads_to_papers
from pocketparse.headings.listings import lists_entries
from pocketparse.line.dates import YEAR, is_date
from pocketparse.outline import Outline
from pocketparse.title_headings import title_sections
from pocketparse.tree import Section
from pocketparse.vocabulary import TITLE, UNSPACED

TAGLINES = 10
"""Such headings, at least."""
HEADINGS_PER_ODD_ONE = 10
"""One heading in so many may be none of its kind."""


def over_taglines(outline: Outline) -> frozenset[Section]:
    """Return the headings over another each, which says what they name, over usual links: "Oak", "A saw that sings".

    None where more than a few of that level stand over several headings, or over lists: those are sections.
    """
    over = [section for section in outline.sections if len(section.children) == 1 and _is_over_card(outline, section)]
    told = Counter(section.level for section in over if _has_tagline(outline, section))
    ((level, count),) = told.most_common(1) or [(0, 0)]
    found = frozenset(section for section in over if section.level == level)
    parents = sum(section.level == level and bool(section.children) for section in outline.sections)
    has_sections = any(
        one.heading and one.level < level and one not in outline.once(title_sections) for one in outline.sections
    )
    is_usual = len(found) * HEADINGS_PER_ODD_ONE >= parents * (HEADINGS_PER_ODD_ONE - 1)
    are_told = count >= TAGLINES and count * 4 >= len(found) * 3
    return found if has_sections and is_usual and are_told else frozenset()


def _is_over_card(outline: Outline, section: Section) -> bool:
    """Tell whether the one heading below another is a leaf, neither is a link, and usual links stand below them."""
    leaf = section.children[0]
    if leaf.children or leaf.leads_with_link or not section.is_named:
        return False
    if heading_lead(outline, leaf) or heading_lead(outline, section) or leads_to_papers(outline, leaf):
        return False
    title = outline.heading_text(section)
    return not (YEAR.fullmatch(title) or is_date(title)) and has_usual_links(outline, leaf)


def _has_tagline(outline: Outline, section: Section) -> bool:
    """Tell whether the one heading below another has the words of a sentence, and no entries stand below it."""
    leaf = section.children[0]
    title = outline.heading_text(leaf)
    return (len(title.split()) > TITLE or UNSPACED.search(title) is not None) and not outline.once(lists_entries, leaf)

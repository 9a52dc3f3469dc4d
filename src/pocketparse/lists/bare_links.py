"""Sections whose paragraphs are links and nothing else, each an entry called by the text of its link."""

from collections import defaultdict
from collections.abc import Iterable

from pocketparse.line.trimming import outside, stretches
from pocketparse.lists.units import Unit, name_of, units_of
from pocketparse.lists.url_lines import CALL
from pocketparse.markup.shown import WORD, Inline
from pocketparse.outline import Outline, free_sections
from pocketparse.tree import Node
from pocketparse.vocabulary import GENERIC, SHORTCODE, TITLE

PROSE = 20
"""Percent of the paragraphs of a section of linked titles that may hold other words, at the most."""
BARE_LINKS = 20
"""Bare links of a document, at least, before one alone below its heading is an entry."""
TITLES_IN_LIST = 3
"""Linked titles below one heading that make a list, at least."""
INTRODUCED = 10
"""Paragraphs of a section, at least, before the first may be an introduction in prose."""


def sections_of_titles(outline: Outline) -> frozenset[Node]:
    """Return the sections of bare links that hold TITLES_IN_LIST titles; one is enough in documents of BARE_LINKS."""
    counts = {
        section: sum(is_title(outline, unit) for unit in units_of(outline, section))
        for section in outline.once_of_free(free_sections)
        if _only_links(outline, section, prose=PROSE)
    }
    is_usual = sum(counts.values()) >= BARE_LINKS
    return frozenset(section for section, count in counts.items() if count >= TITLES_IN_LIST or (count and is_usual))


def sections_of_lines(outline: Outline) -> frozenset[Node]:
    """Return the sections whose paragraphs are lines of links, each with its own name; () for less than BARE_LINKS."""
    found = {
        section: [unit for unit in units_of(outline, section) if is_line(unit)]
        for section in outline.once_of_free(free_sections)
        if section.heading and _only_links(outline, section)
    }
    own = own_names(outline, (unit for lines in found.values() for unit in lines))
    lists = [
        section for section, lines in found.items() if lines and own.issuperset(name_of(outline, one) for one in lines)
    ]
    return frozenset(lists if sum(len(found[section]) for section in lists) >= BARE_LINKS else ())


def own_names(outline: Outline, units: Iterable[Unit]) -> frozenset[str]:
    """Return the names of links that lead to one place each: not "[Docs](…)" to several, nor "[Join us](…)"."""
    places: dict[str, set[str]] = defaultdict(set)
    for unit in units:
        places[name_of(outline, unit)].add(unit.lead.anchor.href if unit.lead.anchor else "")
    return frozenset(
        name
        for name, found in places.items()
        if len(found) == 1 and name.casefold() not in GENERIC and not CALL.match(name)
    )


def is_line(unit: Unit) -> bool:
    """Tell whether a unit is one line of a longer paragraph, and starts with a link that leaves the page."""
    return unit.text is not unit.block.text and unit.lead.leaves


def is_title(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit is named by a link to the web with the words of a title, which calls for nothing (CALL)."""
    link = unit.lead.anchor
    name = name_of(outline, unit)
    return link is not None and "://" in link.href and len(name.split()) >= TITLE and not CALL.match(name)


def _only_links(outline: Outline, section: Node, *, prose: int = 0) -> bool:
    """Tell whether a section has paragraphs, and these hold links and no other words.

    `prose` percent of them may hold other words: behind the first, or the first, too, of INTRODUCED paragraphs.
    """
    paragraphs = [block.text for block in section.free if block.kind == "paragraph"]
    may_introduce = prose > 0 and len(paragraphs) >= INTRODUCED
    if not paragraphs or (_says_more(outline.read(paragraphs[0])) and not may_introduce):
        return False
    return sum(_says_more(outline.read(text)) for text in paragraphs) * 100 <= prose * len(paragraphs)


def _says_more(shown: Inline) -> bool:
    """Tell whether a text has words beside its links and signs."""
    beside = "".join(outside(shown.text, stretches(shown.anchors)))
    return WORD.search(SHORTCODE.sub("", beside)) is not None

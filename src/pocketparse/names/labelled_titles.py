"""Linked titles behind a label: "Lee, A.: [On old oaks](…), Leaf Books", "Russian: [pymorphy](…) - …"."""

from pocketparse.line.linked import outgoing_links
from pocketparse.markup.shown import Anchor, Inline
from pocketparse.names.front_titles import GOES_ON, SAID
from pocketparse.names.leads import Lead
from pocketparse.vocabulary import COLONS, GENERIC, SEPARATORS, TITLE

LONG_TITLE = 5
"""Words of a title few of which start in capitals, at least."""
SHORT_LABEL = 60
"""Characters of a label in front of a linked title, at the most."""


def behind_label(shown: Inline) -> Lead | None:
    """Find a linked title behind a label, with more behind it: "Lee, A.: [On old oaks](…), Leaf Books".

    Its list must vouch for it. "License: [MIT license text](…)" is a field, as labels are that links are called by.
    """
    text = shown.text
    outgoing = outgoing_links(shown)
    title = outgoing[0] if len(outgoing) == 1 and outgoing[0].kind == "text" else None
    before = text[: title.start].rstrip() if title else ""
    if title is None or not before.endswith(COLONS) or len(before) > SHORT_LABEL or before[:1].islower():
        return None
    words = text[title.start : title.end].split()
    is_title = len(words) >= TITLE and (len(words) >= LONG_TITLE or sum(map(str.istitle, words)) * 2 > len(words))
    goes_on = text[title.end :].lstrip(" ").startswith((*GOES_ON, "("))
    is_field = not GENERIC.isdisjoint(before[:-1].casefold().split()) or SAID.search(before)
    return labelled_by(text, title) if is_title and goes_on and not is_field else None


def labelled_by(text: str, link: Anchor) -> Lead:
    """Return a link as the name behind a label: "Russian: [pymorphy](…) - …"."""
    return Lead(link.start, link.end, link, (text[: link.start].strip(SEPARATORS),))

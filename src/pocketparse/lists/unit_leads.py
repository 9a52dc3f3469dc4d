"""The name that a paragraph or a line of one starts with: a link, bold words beside links, a title that is cited."""

from pocketparse.entry.bylines import BYS
from pocketparse.line.dates import says_when
from pocketparse.line.groups import groups_of
from pocketparse.line.linked import are_peers, is_bracketed, is_generic, link_label, outgoing_links
from pocketparse.line.prose import link_labels
from pocketparse.line.stars import without_stars
from pocketparse.line.trimming import outside, stretches
from pocketparse.lists.front_labels import without_label
from pocketparse.lists.url_names import cites_urls, find_cited_url
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.citations import find_citation
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.people import may_be_names
from pocketparse.names.venues import where_and_when
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.vocabulary import BRACKETED, COLONS, DASHES, LINK_LABELS, SEPARATORS, TITLE, has_colon

JUMP_LENGTH = 3
"""Characters of the text of a link that jumps to a letter of the alphabet, at the most."""


def unit_lead(outline: Outline, text: Raw) -> Lead | None:
    """Return the name a paragraph starts with: a link that leaves the page, or bold words with only links beside them.

    Else the title of a citation that has links.
    """
    shown = outline.read(text)
    found = find_lead(shown)
    lead = without_label(outline, shown, found)
    if lead is None:
        return _cited(shown)
    if lead.anchor or lead is not found:
        return lead if lead.leaves or lead.anchor is None else None
    end = shown.text.find("\n", lead.end)
    line = shown.text if end < 0 else shown.text[:end]
    beside = stretches(shown.anchors)
    if beside:  # "**Oak** [oak.io](…) _saws, boards_"
        beside += stretches(mark for mark in shown.marks if mark.kind == "em" and mark.start >= lead.end)
    behind = "".join(outside(line, [(0, lead.end), *beside]))
    is_label = (line[: lead.end] + behind).rstrip().endswith(COLONS)  # "**Home**: https://…"
    is_dated = _is_where(behind) and not shown.text[: lead.end].rstrip().endswith(COLONS)  # "**Journal:** ICML 2023"
    if is_label:
        return None
    is_apart = not WORD.search(behind) or is_dated or _has_bracketed_links(shown, lead)
    return lead if is_apart or _has_links_before_words(shown, lead) else None


def _is_where(text: str) -> bool:
    """Tell whether a text is a venue and date, or authors and a date: ", ACL 2022.", "[2026]."."""
    said = text.strip(f"{SEPARATORS}.[]")
    makers, _, when = said.rpartition(". ")
    return bool(where_and_when(said)) or (says_when(when) and may_be_names(makers))


def _cited(shown: Inline) -> Lead | None:
    """Return the title of a citation that has links."""
    outgoing = outgoing_links(shown)
    return find_citation(shown, outgoing) if outgoing else None


def _has_bracketed_links(shown: Inline, lead: Lead) -> bool:
    """Tell whether generic links in brackets follow a title, and no sentence does: "**On oaks** [[pdf](…)]"."""
    text = shown.text
    links = [anchor for anchor in shown.anchors if anchor.start >= lead.end and is_bracketed(text, anchor)]
    if not links or not is_generic(text, links[0]) or len(text[lead.start : lead.end].split()) < TITLE:
        return False
    between = BRACKETED.sub("", text[lead.end : links[0].start]).strip(" [")
    behind = text[links[0].end :].lstrip("] ")
    return (not between or _is_where(between)) and not behind[:1].islower()


def _has_links_before_words(shown: Inline, lead: Lead) -> bool:
    """Tell whether generic links stand between a name and words about it: "**Oak** [site](…) - A saw".

    In a round bracket each may have its label instead: "(gem: [oak](…))". Behind several in one no dash is needed.
    """
    text = shown.text
    start, end = next(iter(groups_of(shown, lead.end)), (0, 0))
    if not end or WORD.search(without_stars(text[lead.end : start])):
        return False
    links = [one for one in shown.anchors if start <= one.start and one.end <= end]
    is_round = text[start] == "("
    is_labelled = is_round and has_colon(text[start:end])
    are_usual = is_labelled or all(link_label(text, one) in LINK_LABELS for one in links)
    is_parted = (is_round and len(links) > 1) or text[end:].lstrip().startswith((*DASHES, *BYS))
    return are_usual and is_parted


def line_lead(outline: Outline, line: Inline) -> Lead | None:
    """Return the link a line starts with, the title of its citation, or None.

    Letters to jump to are no names, "[A](a.md) [B](b.md) [C](c.md)", nor are pages of one place.
    """
    lead = find_lead(line)
    if lead is None:
        return _cited(line) or (find_cited_url(line) if outline.once(cites_urls) else None)
    if not lead.leaves or are_pages(line):
        return None
    jumps = len(line.anchors) > 1 and all(one.end - one.start <= JUMP_LENGTH for one in line.anchors)
    return None if jumps and link_labels(line) is not None else lead


def are_pages(shown: Inline) -> bool:
    """Tell whether a text is links to pages of one place: "[oak (12)](…/?key=oak) · [elm (9)](…/?key=elm) · …"."""
    return are_peers(shown) and len({link.href.rpartition("/")[0] for link in shown.anchors}) == 1

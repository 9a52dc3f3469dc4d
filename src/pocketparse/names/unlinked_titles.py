"""Finds titles in plain words in front of their links, or behind: "On trees [2024-07] [[paper](…)]"."""

from collections.abc import Container, Sequence
from functools import partial

from pocketparse.line.dates import DATE_LENGTH, YEAR, is_venue
from pocketparse.line.linked import AND, is_bracketed, is_generic, link_label, outgoing_links
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import MISSING, stretches
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.names.citations import QUOTE, TITLE_TEXT
from pocketparse.names.lead import Lead, named_by
from pocketparse.names.people import MONTH, STOP, are_people, has_others, may_be_people
from pocketparse.names.prefixes import brackets
from pocketparse.names.title_labels import (
    BRACKET_BEHIND,
    are_bracketed_labels,
    is_label,
    take_dated_brackets,
    take_open_bracket,
)
from pocketparse.patterns import pattern
from pocketparse.vocabulary import (
    CLOSING_BRACKETS,
    COLONS,
    GENERIC,
    LONGEST_TITLE,
    OPENING_BRACKETS,
    PAPERS,
    SENTENCE_SIGN,
    SEPARATORS,
    SHORTCODE,
    STOPS,
    TITLE,
)

BAR_BEHIND = pattern(r"\|\s*\[[^\[\]]{1,40}\][\s|\[(,]*$")
"""A bar and a bracket behind a title: "Trees: a study | [CVPR' 14] |"."""
TALKS = frozenset("video videos slides talk recording transcript podcast".split())
"""Texts of links to a talk, two of which stand behind its title: "How to saw: a primer [video](…) [slides](…)"."""
STOP_INSIDE = pattern(r"(?<=\w)[.!。！](?=\s\w)")
"""A stop between words of a title: "Oaks vs. elms"."""
DASH_INSIDE = pattern(r"(?<=\w)\s[-–—](?=\s\w)")
"""A dash between words of a title: "Oaks - a study"."""
ITALICS_GAP = 60
"""Characters between the end of authors in italics and the first link, at the most."""
QUOTED_FRONT = pattern(rf"\W{{0,3}}{QUOTE},?")
"""A title in quotes at the start of a line."""
QUOTES_GAP = 40
"""Characters between a title in quotes and its links, at the most."""
WHOLLY_QUOTED = pattern(r"[\"“][^\"“”]+[\"”]")
"""Words in double quotes."""
TITLE_BEHIND_MAKERS = pattern(TITLE_TEXT)
"""A title up to the end of its sentence."""
MAKERS_LENGTH = 300
"""Characters at the start of a text in which the people in front of its title end."""
STOP_BEHIND = pattern(r"\n|(?<=\w{3})[.。](?:\s|$)|\s[-–—]\s")
"""The end of a title that stands behind its links."""
MONTH_AT_END = pattern(rf"\s*,\s+(?P<month>{MONTH})[\s,;:(\[-]*$")
"""A month and a year that end a text, behind a comma: "On trees, Jan 2024, "."""
YEAR_BEHIND = pattern(r"^\w[\w&.-]*(?:\s[\w&.-]+){0,2}\s(?:19|20)\d\d$")
"""Text of a link that is a venue and a year: "ICML 2024"."""

IN_BEHIND = pattern(r"(?<=[.!?])\s+In:?$")
"""The word "In" between a title and a venue in italics: "On trees. In _ICML 2016_. [[pdf](…)]"."""


def before_italics(shown: Inline, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a title in front of authors or a venue in italics, and links: "On trees. _Ann Lee._ [[paper](…)]"."""
    text = shown.text
    italic = next((mark for mark in shown.marks if mark.kind == "em"), None)
    if italic is None or not outgoing or not all(map(partial(is_bracketed, text), outgoing)):
        return None
    front = IN_BEHIND.sub("", text[: italic.start].rstrip(" \n"))
    name = front.rstrip(".,，。 ")
    is_parted = front.endswith((*STOPS, ","))
    ends = italic.text.rstrip().endswith(STOPS) or not WORD.search(text, italic.end, outgoing[0].start)
    is_near = italic.end <= outgoing[0].start < italic.end + ITALICS_GAP
    is_title = len(name.split()) >= TITLE and len(name) <= LONGEST_TITLE and not may_be_people(name)
    if not (is_parted and ends and is_near and is_title):
        return None
    if any(quote in name for quote in '"“”') and not WHOLLY_QUOTED.fullmatch(name):
        return None  # "Oak: “On oaks”. _Ann Lee._ [[paper](…)]"
    return named_by(name)


def before_month(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a title in front of a month and a link, whatever it is called: "Oak: a study, Jan 2024, [Leaves](…)"."""
    front = text[: outgoing[0].start] if outgoing else ""
    month = MONTH_AT_END.search(front, max(len(front) - DATE_LENGTH, 0))
    if month is None or "\n" in front or not WORD.search(front, 0, month.start()):
        return None
    return named_by(front[: month.start()], outgoing[0])._replace(prefix=[month["month"]], stop=month.end("month"))


def find_title(shown: Inline) -> Lead | None:
    """Find the title of a paper in front of links to it: "[Oak] Trees: a study (TWC) [[PDF]](…)"."""
    outgoing = outgoing_links(shown)
    is_paper = any(link_label(shown.text, one) in PAPERS for one in outgoing)
    return in_front(shown, outgoing) if is_paper else None


def called_by_links(shown: Inline, outgoing: Sequence[Anchor], signs: Container[str] = ()) -> Lead | None:
    """Find a title in front of links to a paper or a talk; their texts may be venues: "On oaks [[AAAI](…)]".

    `signs` are those that titles of the list hold in front of generic links in brackets.
    """
    text = shown.text
    labels = [link_label(text, one) for one in outgoing]
    is_paper = any(label in PAPERS or YEAR_BEHIND.search(label) for label in labels)
    is_paper = is_paper or (len(labels) > 1 and TALKS.issuperset(labels))
    is_paper = is_paper or (":" in signs and bool(outgoing) and are_bracketed_labels(text, outgoing))
    if not (is_paper or GENERIC.issuperset(labels)):
        called = zip(labels, outgoing, strict=True)
        is_paper = all(label in GENERIC or is_bracketed(text, one) for label, one in called)
        is_paper = is_paper or _is_in_dated_bracket(text, outgoing)
    return in_front(shown, outgoing, dashed="-" in signs) if is_paper else None


def _is_in_dated_bracket(text: str, outgoing: Sequence[Anchor]) -> bool:
    """Tell whether links go on in a bracket with a year, behind a title: "On oaks (Ash, 2022, [NeurIPS](…))"."""
    front = text[: outgoing[0].start].rstrip(SEPARATORS) if outgoing else ""
    taken = take_open_bracket(front)
    return taken is not None and any(map(YEAR.search, taken.labels))


def says_more(shown: Inline, start: int) -> bool:
    """Tell whether words follow `start`, apart from links and "and" between them, code, shortcodes, and "[No code]"."""
    at = start
    codes = stretches(mark for mark in shown.marks if mark.kind == "code")
    joined = {one.start for one in shown.anchors if is_generic(shown.text, one)} if "and" in shown.text else ()
    for begin, end in sorted([*stretches(shown.anchors), *codes]):
        if begin >= at:
            between = MISSING.sub("", shown.text[at:begin])
            if WORD.search(between) and not (at > start and begin in joined and AND.fullmatch(between)):
                return True
            at = end
    return WORD.search(SHORTCODE.sub("", MISSING.sub("", shown.text[at:]))) is not None


def behind_makers(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a title behind several people, in front of generic links: "Ann Lee, Bob Ray. On oaks. ICML 2017. [pdf](…)".

    One of the links leads to a paper, or a year stands in front of them.
    """
    if not outgoing or not (is_generic(text, outgoing[0]) or is_bracketed(text, outgoing[0])):
        return None
    end = len(text[: outgoing[0].start].rstrip(SEPARATORS + OPENING_BRACKETS))
    stop = STOP.search(text, 0, min(end, MAKERS_LENGTH))
    by = text[: stop.start()].rstrip(".") if stop else ""
    if stop is None or not (are_people(by) or has_others(by)):
        return None
    title = TITLE_BEHIND_MAKERS.match(text, stop.end(), end)
    name = title["name"] if title else ""
    if title is None or len(name.split()) < TITLE or may_be_people(name) or has_others(name):
        return None
    is_paper = YEAR.search(text, title.end(), end) or any(link_label(text, one) in PAPERS for one in outgoing)
    return Lead(*title.span("name"), None, by=by) if is_paper else None


def in_quotes(text: str, outgoing: Sequence[Anchor]) -> Lead | None:
    """Find a title in quotes at the start, with only its venue in front of the links: "“On oaks” CVPR. [[pdf](…)]"."""
    found = QUOTED_FRONT.match(text) if outgoing else None
    if found is None or not found.end() <= outgoing[0].start <= found.end() + QUOTES_GAP:
        return None
    if not (is_generic(text, outgoing[0]) or is_bracketed(text, outgoing[0])):
        return None
    said, stop = _brackets(text, found.end(), outgoing[0].start)  # "“On oaks” [2024-07] [Oaks] [[pdf](…)]"
    return Lead(*found.span("name"), None, said, stop=stop)


def _brackets(text: str, start: int, stop: int) -> tuple[list[str], int]:
    """Return what each bracket in a row says, and the offset behind the last one."""
    said, end = brackets(text, start, stop)
    return [text[first:last] for first, last in said], end


def in_front(shown: Inline, links: Sequence[Anchor], *, dashed: bool = False) -> Lead | None:
    """Find a name that is all in front of the links but brackets around it, if nothing stands behind the links.

    `dashed` accepts a dash in a title in front of generic links: "Oaks - a study [[pdf](…)]".
    """
    text = shown.text
    before = _end_of_title(shown, links[0].start)
    said, start = _brackets(text, 0, before)
    front = text[start:before]
    if " | " in front and BAR_BEHIND.search(front):
        front = front.partition(" | ")[0]
    front = front.rstrip(SEPARATORS + OPENING_BRACKETS)
    stop = start + len(front)
    inside = take_open_bracket(front) or Taken(front)
    dated = take_dated_brackets(inside.rest)
    front = dated.rest if dated else inside.rest
    name = front if dated else BRACKET_BEHIND.sub("", front)
    said += [*(dated.labels if dated else ()), *inside.labels]
    venue = front[len(name) :].strip(" ()")
    if venue and any(mark.kind == "em" and mark.text == venue for mark in shown.marks):
        said.append(venue)  # "On trees (_Oak Letters_)"
        front = name
    bare = name.lstrip(SEPARATORS)
    is_title = SENTENCE_SIGN.search(bare) is None or WHOLLY_QUOTED.fullmatch(bare) is not None
    is_title = is_title or _is_before_usual(shown, bare, links, dashed=dashed)
    if not WORD.search(bare) or len(bare) > LONGEST_TITLE or not is_title or says_more(shown, links[0].start):
        return None
    stop = stop if len(front) + start < stop and front == name else 0
    link = links[0] if len(links) == 1 else None
    if stop and inside.labels and link:
        stop = link.end + text.startswith(tuple(CLOSING_BRACKETS), link.end)
    return Lead(start + len(name) - len(bare), start + len(name), link, said, stop=stop)


def _is_before_usual(shown: Inline, title: str, links: Sequence[Anchor], *, dashed: bool) -> bool:
    """Tell whether generic links in brackets follow a title that holds a stop or a dash: "Oaks vs. elms [[pdf](…)]"."""
    without = (STOP_INSIDE, DASH_INSIDE) if dashed else (STOP_INSIDE,)
    is_title = any(not SENTENCE_SIGN.search(inside.sub("", title)) for inside in without)
    return is_title and are_bracketed_labels(shown.text, links)


def _end_of_title(shown: Inline, before: int) -> int:
    """Return the latest offset where a title may end: a line break, code in front of the links, or `before`."""
    text = shown.text
    for mark in shown.marks:
        is_last = mark.kind == "break" or (mark.kind == "code" and not WORD.search(text, mark.end, before))
        if not is_last or mark.end > before or not WORD.search(text, 0, mark.start):
            continue
        said = text[: mark.start].rstrip()
        if mark.kind == "break" or said.endswith(STOPS) or "\n" in text[mark.end : before]:
            return before if said.endswith(COLONS) or SENTENCE_SIGN.search(said) else mark.start
    return before


def behind_labels(shown: Inline, usual: Container[str] = ()) -> Lead | None:
    """Find a title behind links that label it: "[[CVPR 2024](…)] [[Code](…)] On trees [[video](…)]".

    Venues are labels of the title, as are `usual` texts of links in the list, folded. Call this where the list has many
    such titles.
    """
    text = shown.text
    links = [one for one in shown.anchors if one.kind == "text"]
    at = 0
    said: list[str] = []
    stop = len(text)
    for link in links:
        called = text[link.start : link.end]
        is_usual = called.strip("[] ").casefold() in usual
        if WORD.search(text, at, link.start) or not (is_usual or is_label(called)):
            stop = link.start
            break
        label = text[link.start : link.end].strip("[] ")
        said += [label] if is_usual or is_venue(label) or YEAR.search(label) else []
        at = link.end
    front = text[at:stop].lstrip(SEPARATORS + CLOSING_BRACKETS)
    start = stop - len(front)
    bold = next((mark for mark in shown.marks if mark.kind == "strong" and mark.start == start), None)
    end = STOP_BEHIND.search(front)
    name = bold.text if bold else front[: end.start()] if end else front
    name = name.rstrip(SEPARATORS + OPENING_BRACKETS)
    return Lead(start, start + len(name), links[0], said) if at and WORD.search(name) else None


def find_listed(shown: Inline) -> Lead | None:
    """Find a name in front of several links: "How trees grow [Part 1](…), [Part 2](…)". Its list must vouch for it."""
    outgoing = outgoing_links(shown)
    return in_front(shown, outgoing) if len(outgoing) > 1 else None

"""Finds a name that is marked up: a link, bold words, or a code span in front of a link."""

import re
from collections.abc import Sequence

from pocketparse.identity import fold
from pocketparse.line.dates import DAY_FIRST, YEAR, is_date, is_venue, says_when
from pocketparse.line.linked import is_generic
from pocketparse.links import repository_name
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark
from pocketparse.names.lead import Lead
from pocketparse.names.prefixes import ENTRY_NUMBER_ALONE, FIGURES, STATE, brackets, front_labels
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, NAME_ENDS, SEPARATORS, STOPS, TITLE

AUTHORS_AND_YEAR = pattern(r"(?P<by>\w[^\n()]{1,60}?)\s\((?P<year>(?:19|20)\d\d[a-z]?)\)")
"""Text of a link that is the authors and the year of the title in front of it: "[Lee (1952)](…)"."""
DASH_BEFORE_WORDS = pattern(r"\s+[-–—]\s+\w")
"""Dash between a name and words about it: "[**oak** - A saw](…)"."""
PART = pattern(
    r"(?:(?:part|week|day|year|chapter|lesson|lecture|session|episode|module|unit|section|volume|vol\.?|step)\s)?\d+",
    re.IGNORECASE,
)
"""Bold words in a link that number a part and name nothing: "[**Week 1** - On oaks](…)"."""
BESIDE_NAMES = pattern(r"\s*\[(?:\d{1,4}|wip|tbd|todo|new|draft|archived|deprecated)\]\s*", re.IGNORECASE)
"""Bold number or state in square brackets, in front of a name: "**[12]**", "**[WIP]**"."""
OWNING = ("'s ", "’s ")
"""What joins a maker and a name to one name: "[Ann](…)'s [Oak](…)"."""
STARS_BEHIND = pattern(r"\s?(?:星|stars?\b)", re.IGNORECASE)
"""Word behind a bold number that makes it a count of stars: "[**1058**星]"."""
WHOLLY_BRACKETED = pattern(r"\s*(?:\[[^\[\]]*\]|\([^()]*\)|【[^【】]*】)\s*")
"""One bracket and nothing else: "[Paper]"."""
QUOTES = {'"': '"”', "“": "”", "„": "“”", "”": "”", "‘": "’", "'": "'", "«": "»", "‹": "›", "「": "」", "《": "》"}
"""Opening quotes around a bold name, each with the characters that may close it: "“**On oaks**”"."""
NO_LEAD = Lead(0, 0, None)
"""`Inline.lead` of a text in which no name is marked up."""


def find_lead(shown: Inline) -> Lead | None:
    """Find a name that is marked up, behind nothing but icons, numbers and labels; cached in `shown.lead`."""
    known: Lead | None = shown.lead
    if known is None:
        lead = _find_lead(shown)
        known = shown.lead = _without_words(shown.text, lead) if lead else NO_LEAD
    return None if known is NO_LEAD else known


def _without_words(text: str, lead: Lead) -> Lead:
    """Return a name without words about it, if its link leads to a repository of that name: "[oak - A saw](…)"."""
    link = lead.anchor
    is_all = link and (lead.start, lead.end) == (link.start, link.end) and not WORD.search(text, link.end)
    parted = DASH_BEFORE_WORDS.search(text, lead.start, lead.end) if is_all and text[lead.start] not in QUOTES else None
    if link is None or parted is None:
        return lead  # common case
    name = fold(text[lead.start : parted.start()])
    return lead._replace(end=parted.start()) if name and name == fold(repository_name(link.href)) else lead


def _find_lead(shown: Inline) -> Lead | None:
    """Find what `find_lead` returns, before words about a repository are cut off."""
    text = shown.text
    link = next((one for one in shown.anchors if one.kind == "text" and _has_words(text, one)), None)
    is_titled = link is not None and len(text[link.start : link.end].split()) >= TITLE
    bold = next((one for one in shown.marks if one.kind == "strong" and _may_name(text, one, link, is_titled)), None)
    if bold and link and link.start <= bold.start and bold.end <= link.end:
        if bold.start == link.start and not text[: link.start].strip() and _names_link(text, bold, link):
            return Lead(bold.start, bold.end, link)  # "[**oak** - A saw](…)"
        bold = None  # "[**Go**: _Write a shell_](…)": bold inside a link does not narrow it
    if bold and (link is None or bold.start <= link.start):
        prefix = front_labels(text[: bold.start])
        if prefix is not None:
            inside = link if link and link.start < bold.end else None
            return _bold_with_link(text, bold, inside, prefix) if inside else _bold(text, bold, prefix)
    if link:
        return _linked(shown, link, is_titled)
    return _wordless(shown)


def _has_words(text: str, link: Anchor) -> bool:
    """Tell whether the text of a link has words, and is no image that was not read as one: "[![Oak](…)](…)"."""
    return WORD.search(text, link.start, link.end) is not None and not text.startswith("![", link.start)


def _may_name(text: str, bold: Mark, link: Anchor | None, is_titled: bool) -> bool:
    """Tell whether bold words may be a name: no date, no count, no number, and no venue beside a linked title."""
    return not (
        is_date(bold.text)
        or (link is not None and _labels(text, bold, link))
        or BESIDE_NAMES.fullmatch(bold.text)
        or (is_titled and is_venue(bold.text))
        or (bold.text.isdecimal() and STARS_BEHIND.match(text, bold.end))
        or not WORD.search(FIGURES.sub("", bold.text))
    )


def _labels(text: str, bold: Mark, link: Anchor) -> bool:
    """Tell whether bold words right in front of a link number it or tell its state: "12.", "NEW".

    Generic links have no such labels.
    """
    is_beside = bold.end <= link.start and not text[bold.end : link.start].strip()
    says = ENTRY_NUMBER_ALONE.fullmatch(bold.text) or (STATE.fullmatch(bold.text) and _is_told(text, link))
    return is_beside and says is not None and not is_generic(text, link)


def _is_told(text: str, link: Anchor) -> bool:
    """Tell whether a separator and words follow a link: "[Oak](…) - a saw"."""
    return text[link.end :].lstrip().startswith(NAME_ENDS) and WORD.search(text, link.end) is not None


def _bold(text: str, bold: Mark, prefix: Sequence[str]) -> Lead:
    """Return a bold name that holds no link."""
    return Lead(bold.start, bold.end, None, prefix, stop=_end_of_quote(text, bold.start, bold.end))


def _bold_with_link(text: str, bold: Mark, link: Anchor, prefix: Sequence[str]) -> Lead | None:
    """Find the name in bold words that hold a link: the link, the words in front of it, or all of them."""
    day = DAY_FIRST.match(bold.text)
    if day and WORD.search(text, bold.start + day.end(), link.start):
        return None  # "**2026-03-05 We release [Oak](…).**" is news
    is_named = _is_link_and_words(text, bold.start, link, bold.end)  # "**[Oak](…) - a tree**"
    if is_named or not WORD.search(text[bold.start : link.start] + text[link.end : bold.end]):  # "**🔥 [Oak](…)**"
        return Lead(link.start, link.end, link, prefix)
    if cited := find_cited(text, bold.start, link, bold.end, prefix):
        return cited  # "**Oak. [Lee (1950)](…).**"
    if end := _end_of_bold_name(text, bold.start, link):
        return Lead(bold.start, end, None, prefix)
    return _bold(text, bold, prefix)._replace(anchor=link)


def _linked(shown: Inline, link: Anchor, is_titled: bool) -> Lead | None:
    """Find a name that is a link, or what a bracket in front of a generic link says: "[Oak] [[paper](…)]"."""
    text = shown.text
    prefix: Sequence[str] = ()
    if WORD.search(text, 0, link.start):
        is_called = not is_generic(text, link)
        labels = front_labels(text[: link.start], titled=is_titled, called=is_called, told=_is_told(text, link))
        if labels is None:
            return _chip(shown, link)
        is_apart = labels and (not is_called or (_is_title(labels) and text.startswith("[", link.start)))
        if is_apart and (name := _in_brackets(text, link.start)):
            return name
        prefix = labels
    named = _owned(shown, link) or link
    start = link.start if text.startswith(OWNING, link.end) else named.start
    return Lead(start, _end_of_links(shown, named), named, prefix)


def _names_link(text: str, bold: Mark, link: Anchor) -> bool:
    """Tell whether bold words at the start of a link are a name, with a dash and words behind them."""
    if not DASH_BEFORE_WORDS.match(text, bold.end, link.end):
        return False
    return not (says_when(bold.text) or PART.fullmatch(bold.text) or bold.text.casefold() in GENERIC)


def _end_of_quote(text: str, start: int, end: int) -> int:
    """Return the offset behind the quote around a name, else `end`; a stop may stand in the quote: "“**On oaks**.”"."""
    closing = QUOTES.get(text[start - 1 : start], "")
    at = end + text.startswith((".", ","), end)
    return at + 1 if closing and text.startswith(tuple(closing), at) else end


def _wordless(shown: Inline) -> Lead | None:
    """Find a linked sign that starts a line, in front of a separator and words: "[>_](…) - A shell".

    A picture says what links lead to, and names nothing: "[🔗](…) - Oak".
    """
    link = next((one for one in shown.anchors if one.kind == "text"), None)
    if link is None or shown.text[: link.start].strip():
        return None
    sign = shown.text[link.start : link.end].strip("[]. ")
    if not sign or not sign.isascii():
        return None
    return Lead(link.start, link.end, link) if _is_told(shown.text, link) else None


def _owned(shown: Inline, owner: Anchor) -> Anchor | None:
    """Return the link right behind the link to its owner: "[@ann](…/ann)/[oak](…/ann/oak)", "[Ann](…)'s [Oak](…)"."""
    if not shown.text.startswith(("/", *OWNING), owner.end):
        return None  # common case
    behind = next((anchor for anchor in shown.anchors if anchor.start >= owner.end and anchor.kind == "text"), None)
    between = shown.text[owner.end : behind.start] if behind else ""
    if behind is None or between in OWNING:
        return behind
    return behind if between == "/" and behind.href.startswith(f"{owner.href.rstrip('/')}/") else None


def _is_title(prefix: Sequence[str]) -> bool:
    """Tell whether the last label in front of a link has the words of a title: "[A study of oaks] [[scholar]](…)"."""
    return len(prefix[-1].split()) >= TITLE


def _end_of_links(shown: Inline, link: Anchor) -> int:
    """Return the offset where adjacent links to one address end: "[ann/](…)**[oak](…)**"."""
    end = link.end
    if shown.text.startswith(" ", end):
        return end  # common case
    for anchor in shown.anchors:
        if anchor.start == end and anchor.kind == "text" and anchor.href == link.href and anchor.end > end:
            end = anchor.end
    return end


def _in_brackets(text: str, stop: int) -> Lead | None:
    """Find a name in the last bracket in front of a generic link: "[Oak] [[paper](…)]"."""
    said, _ = brackets(text, 0, stop)
    labels = [text[start:end] for start, end in said]
    if not labels or is_date(labels[-1]) or is_venue(labels[-1]) or YEAR.search(labels[-1]):
        return None
    return Lead(*said[-1], None, labels[:-1])


def find_cited(text: str, start: int, link: Anchor, stop: int, prefix: Sequence[str] = ()) -> Lead | None:
    """Find a title in front of a link that is its authors and year: "On trees. [Lee (1952)](…)"."""
    said = AUTHORS_AND_YEAR.fullmatch(text, link.start, link.end)
    if said is None:
        return None
    before = text[start : link.start].rstrip()
    name = before.rstrip(".")
    if not before.endswith(STOPS) or not WORD.search(name):
        return None
    begin = start + len(name) - len(name.lstrip(SEPARATORS))
    return Lead(begin, start + len(name), link, [*prefix, said["year"]], by=said["by"], stop=stop)


def _chip(shown: Inline, link: Anchor) -> Lead | None:
    """Find a name that is a code span right in front of a link: "`Oak`[ann/oak](…) - …", "`rg` - [ripgrep](…)"."""
    code = next((mark for mark in shown.marks if mark.kind == "code"), None)
    if code is None or WORD.search(shown.text, 0, code.start) or not WORD.search(code.text):
        return None
    between = shown.text[code.end : link.start].strip()
    is_parted = between in NAME_ENDS and shown.text[link.end :].lstrip().startswith(NAME_ENDS)
    is_short_for = is_parted and _shortens(code.text, shown.text[link.start : link.end])
    return Lead(code.start, code.end, None) if is_short_for or not between else None


def _shortens(short: str, name: str) -> bool:
    """Tell whether all letters of a text occur in a name in that order: "rg" in "ripgrep", not "MIT" in "Oak"."""
    letters = iter(name.casefold())
    return all(letter in letters for letter in short.casefold().strip())


def _is_link_and_words(text: str, start: int, link: Anchor, end: int) -> bool:
    """Tell whether bold text is a link, a separator and words: "**[Oak](…) - a tree**"."""
    behind = text[link.end : end].lstrip()
    return behind.startswith(NAME_ENDS) and not WORD.search(text, start, link.start)


def _end_of_bold_name(text: str, start: int, link: Anchor) -> int | None:
    """Return the offset where a name ends in bold text that goes on with links: "**Oak 2018 | EN | [Paper](…)**"."""
    before = text[start : link.start].rstrip()
    name = ""
    if before.endswith("|"):
        name = before.partition("|")[0].rstrip()
    elif before.endswith(NAME_ENDS) and is_generic(text, link):
        name = before.rstrip("-–—:： ")
    return start + len(name) if WORD.search(name) else None

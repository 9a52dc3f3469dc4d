"""Who made a thing: bylines in front of a description, behind it, and alone."""

import re
from itertools import islice

from pocketparse.entry.fields import PIECE_WORDS, is_somebody, take_byline
from pocketparse.line.dates import MONTHS
from pocketparse.line.habits import Habit
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import HOLE
from pocketparse.markup.shown import Inline, tidy
from pocketparse.names.people import PARTICLES, are_people, split_people
from pocketparse.names.venues import take_venues
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import BARS, DASHES, ROUND_OPENERS, SEPARATORS

DASH = pattern(r"\s[-–—]{1,2}\s")
"""A dash between spaces, which ends the names of makers: "by Ann Lee - a saw"."""
MAKERS_GO_ON = (",", "，", ";", "；", "&", " and")
"""Ends of a line of makers that the next line continues: "by Ann Lee,"."""
MAKER_LINES = 10
"""Most lines over which the names of makers run."""
MAKER_TITLES = 5
"""Least paragraphs that are a bold title over the names of people."""
ACCOUNT = pattern(r"@[\w-]+|[A-Za-z]+\d[\w-]*(?!\w)")
"""The name of an account: "@oakfan", "ann1"."""
BYLINE_AT_END = pattern(r"\s[-–—]\s*\((?P<line>(?i:by)\s+(?P<by>(?:@|[^\W\d_a-z])[^()\n]{1,60}|[\w-]{5,}))\)\.?$")
"""Who made it, behind a description: "A saw. - (by Ann Lee)"."""
BRACKETED_MAKER = pattern(
    r"\s*[(（](?:by\s|作者[:：]\s?)(?P<by>@?[^\W\d][^()（）\n,，]{0,60})[)）](?=\s*(?:[-–—:：]\s|$))"
)
"""Who made it, in brackets right behind a name: "(by Ann Lee) - a saw"."""
NAME_WORD = rf"(?:@[\w-]+|[a-z]+\d[\w-]*|d['’][A-Z][\w-]*|[^\W\d_a-z][\w.'’-]*|(?:{PARTICLES})\b)"
"""One word of the name of a person or account, for a pattern."""
PERSON = rf"{NAME_WORD}(?:\s+{NAME_WORD}){{0,4}}"
"""Up to five words of a name, for a pattern."""
BYS = ("by ", "By ", "(by ", "(By ")
"""How a text starts that may say who made something."""
MADE_ON = ("on ", "On ")
"""How a text starts that says on which site something was made: "on Saws by Ann Lee"."""
PEOPLE = rf"{PERSON}(?:(?:,|,?\s+(?:and|und|et|y|e|&))\s+{PERSON}){{0,11}}(?:,?\s+et\s+al\.?)?"
"""Names of people in a row, for a pattern: "Ann Lee, Bob Ray and Cy Poe", "Ann Lee et al."."""
WHERE_AND_YEAR = (
    r"(?!Copyright|Updated|Since|Published|Last|Revised|Created|[^()（）]*\b(?:in|of|by|since|from|until)\s\d)"
    r"(?:(?:[^\W\d_a-z]|[a-z]+\d)[^\s()（）]*\s(?:[^\s()（）]+\s){0,4})?(?:(?:19|20)\d\d\s?[-–]\s?)?(?:19|20)\d\d"
)
"""A year, or a venue and a year, in brackets behind makers, for a pattern: "Wood/Con 2013", "2020 - 2021"."""
BY_ALL = pattern(
    rf"(?:[Oo]n\s(?P<on>[A-Z]\w+)\s)?\(?(?i:by)\s+(?P<by>{PEOPLE}(?:\s\(@?[a-z][\w-]*\))?|[a-z][\w-]*(?=\.))\)?"
    rf"(?:\s*[(（](?P<when>{WHERE_AND_YEAR})[)）]|\s\((?P<at>[^()]{{2,40}})\),\s(?P<year>(?:19|20)\d\d)"
    r"|\s\((?P<house>[A-Z][\w.&]+(?:\s[A-Z][\w.&]*){0,2})\))?\.?"
)
"""Who made it, and where or when, and nothing else: "by Ann Lee, Bob de Ray and @cy", "by oaks.", "by Ann (2020)".

It may start with a site, or end in a group of people or a publisher: "on Saws by Ann Lee", "by Ann (Oak Lab), 2020".
"""
HANDLE = pattern(r"(?i:by)\s+(?P<by>(?=\d*[a-z])[a-z\d][\w.-]*(?:\s[a-z][\w.-]*)?(?:\s\([\w.@-]+\))?)")
"""A maker in small letters, and nothing else: "by oakfan", "by ann lee (ann_1)"."""
BY_PEOPLE = pattern(rf"\)[\s*_,-]*\(?[Bb]y {PEOPLE}\)?[*_]?\.?$")
"""Who made it, in Markdown, behind a link and nothing else: "[On oaks](…) by Ann Lee"."""
BY_BEFORE_WORDS = pattern(rf"\)[\s*_]*(?:[-–—:]\s)?[Bb]y (?=\S+\s[^\W\d_a-z]){PEOPLE}[.:;,(]?\s+[\w(]")
"""Who made it, in Markdown, between a link and a description: "[On oaks](…) - By Ann Lee. A book"."""
BY_ACCOUNT = pattern(r"(?<=[.!?。！？])\s+by\s+(?P<by>@[\w-]+)\.?$", re.IGNORECASE)
"""An account that made it, behind a sentence: "A saw. by @ann"."""
MADE_IN_FRONT = pattern(
    rf"""
    [Bb]y\s+(?P<by>{PEOPLE}(?:\s+from\s+{PERSON})?)
    (?:\s*[(（](?P<year>{WHERE_AND_YEAR})[)）]\s*(?:[.,:]\s*|$)
      | ,\s+(?P<when>(?:(?i:{MONTHS})\s+)?(?:19|20)\d\d)(?:,(?=\s+[-–—]))?\s*(?:[-–—]{{1,2}}\s|[.,:]\s|\.?$)
      | [:;]\s+(?=["“(]?[^\W\d_a-z])
      | [.,]\s+(?=(?:[A-Za-z][\w&-]*(?:\s[\w&-]+){{0,4}},?\s)?(?:19|20)\d\d\b)  # where and when
      | (?:(?<=\bal\.)|(?<=[a-z]{{2}})(?<!\bal|\bDr|\bMr)(?<!Prof)\.)(?:\s+(?=["“(]?[A-Z])|\s*$))
    """,
    re.VERBOSE,
)
"""Who made it, in front of words about it: "by Ann Lee et al. (2020). A saw.", "by Ann Lee from Oaks. A saw."."""
LAST_VENUE = pattern(r"(?<=\w)\.\s+([A-Za-z]*[A-Z][A-Z][\w-]*)$")
"""An abbreviated venue behind the initial of the last person: "ICML" of "Lee A, Ray B. ICML"."""
NO_VERB = r"(?<!ed)(?<!\w[er]n)(?<!made|done|uilt|held|sent|sold|told|used)(?<!cut|hit|run|led|put|set|won)"
"""Rules out a verb in front of "by", for a pattern: "used by", "written by"."""
BY_LAST = pattern(rf"{NO_VERB}\s+\(?[Bb]y\s+(?P<by>[^\n]{{2,100}})$")
"""The word "by", and a text behind it that may name makers, at the end."""
MADE_ALONE = pattern(
    r"(?:(?:written|presented|created|made|developed|maintained|authored|posted|built|designed)\s)?by\s+(?P<by>\S.*)",
    re.IGNORECASE,
)
"""Who made it, and nothing else, with a verb or without: "Written by Ann Lee"."""
BETWEEN_MAKERS = pattern(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")
"""Signs and words between makers: ", " and " and "."""
LINKED_MAKER = r"\[[^\[\]]{2,60}\]\([^()\s]*\)"
"""A link in Markdown, for a pattern: "[Ann Lee](…)"."""
LINKS_BEHIND_BY = pattern(rf"{NO_VERB}\s+\(?[Bb]y {LINKED_MAKER}(?:(?:,| and| &|, and) {LINKED_MAKER})*[.)]{{0,2}}\s*$")
"""Links behind "by", in Markdown, at the end of an item: "A saw by [Ann Lee](…)"."""
MAKERS_BEFORE_WORDS = Habit(BY_BEFORE_WORDS, sign="y ")
"""Many items have who made them in front of words: "[On oaks](…) - By Ann Lee. A book"."""
MADE_BY_PEOPLE = Habit(BY_PEOPLE, sign="y ", texts_per_use=10)
"""Many items are a link and who made it, and no more: "[On oaks](…) by Ann Lee"."""
MAKERS_AT_END = Habit(LINKS_BEHIND_BY, sign="y [", texts_per_use=20)
"""Many items end in links behind "by": "A saw by [Ann Lee](…)"."""


def take_maker(outline: Outline, rest: str) -> Taken | None:
    """Take who made it from the front: "by Ann Lee · `MIT`" on a line of its own, "by Ann Lee - a saw"."""
    bare = rest.lstrip(SEPARATORS)
    if not bare.startswith(("by ", "By ", "作者 ")) and "\n" not in rest:
        return None  # nearly all
    are_usual = bare[:1] in "bB" and outline.once(MAKERS_BEFORE_WORDS)
    is_made = bare.startswith(("by ", "作者 ")) or (bare.startswith("By ") and (are_usual or ACCOUNT.match(bare, 3)))
    made = MADE_IN_FRONT.match(bare) if is_made else None  # not "By Night"
    may_be_said = made and not made["year"] and not are_usual and rest.lstrip(f"{HOLE} ").startswith(DASHES)
    if made and not may_be_said and (taken := _made(made)):  # behind a dash it describes: "Oak - by Ann, ICML 2015."
        return taken
    rest = bare if is_made else rest  # "- by Ann Lee - a saw"
    first, parted, others = rest.partition("\n")
    if parted and first.rstrip().endswith(MAKERS_GO_ON) and (taken := _several_makers(rest)):
        return taken if taken.rest else None
    dash = DASH.search(first) if is_made else None
    if dash and not any(sign in first[: dash.start()] for sign in "(（:："):
        first, parted, others = first[: dash.start()], dash[0], rest[dash.end() :]
    return _maker(first, others) if parted else None


def take_bracketed_maker(shown: Inline, rest: str) -> Taken | None:
    """Take who made it from brackets right behind the name: "(by Ann Lee) - a saw".

    A word in small letters has to be the account in the URL of a link: "(by oakfan)" beside "…/oakfan/oak".
    """
    made = BRACKETED_MAKER.match(rest) if rest.lstrip()[:1] in ROUND_OPENERS else None
    if made is None:
        return None
    by = made["by"]
    is_named = by[0].isupper() or not by.isascii() or any(f"/{by}/" in link.href for link in shown.anchors)
    return Taken(rest[made.end() :], (), {"author": by}) if is_named and is_somebody(by) else None


def _made(made: re.Match[str]) -> Taken | None:
    """Return who made it, and when, of a match of MADE_IN_FRONT; None where nobody is named."""
    by, where = split_people(made["by"])
    if not where and (venue := LAST_VENUE.search(by)):
        by, where = by[: venue.start()], venue[1]  # "Lee A, Ray B. ICML, 2018"
    year, rest = made["year"] or made["when"], made.string[made.end() :]
    if not where or not year or take_venues(where).rest:
        by, labels = made["by"], [year] if year else []  # "Prof. Ann Lee", "Ann Lee, DeepMind"
    else:
        labels = [f"{where.rstrip('. ')}, {year}"]  # "Ann Lee, ICML, 2018"
    is_named = bool(labels) or " " in by or by.startswith("@")  # not "by Email. Ask us."
    return Taken(rest, labels, {"author": by}) if is_named and is_somebody(by) else None


def _maker(line: str, others: str) -> Taken | None:
    """Take who made it from a line, and further labels between its bars; `others` are the rest."""
    pieces = BARS.split(tidy(line).strip(SEPARATORS + "."))
    byline = take_byline(pieces[0])
    if byline is None or any(len(piece.split()) > PIECE_WORDS for piece in pieces):
        return None
    return Taken(others, [*byline.labels, *pieces[1:]], byline.fields)


def _several_makers(rest: str) -> Taken | None:
    """Take makers from the first lines, where each but the last ends in a comma or "and"."""
    lines = rest.split("\n", MAKER_LINES)
    last = next((at for at, line in enumerate(lines) if not line.rstrip().endswith(MAKERS_GO_ON)), None)
    return _maker(" ".join(lines[: last + 1]), "\n".join(lines[last + 1 :])) if last else None


def take_makers(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take who made it, behind "by": where nothing else is said, or where links end the text."""
    if "by " not in rest and "By " not in rest:
        return None  # nearly all
    return _linked_makers(shown, rest) or _handle(outline, rest) or _makers_at_end(outline, shown, rest)


def _linked_makers(shown: Inline, rest: str) -> Taken | None:
    """Take makers that are links, where nothing else is said: "Written by [Ann Lee](…)", "by [oakfan](…)"."""
    made = MADE_ALONE.fullmatch(rest.strip(SEPARATORS + "."))
    return Taken("", (), {"author": made["by"]}) if made and _are_linked_makers(shown, made["by"]) else None


def _handle(outline: Outline, rest: str) -> Taken | None:
    """Take a maker in small letters, where nothing else is said, and many items are made by people: "by oakfan"."""
    made = HANDLE.fullmatch(rest)
    is_maker = made is not None and is_somebody(made["by"]) and outline.once(MADE_BY_PEOPLE)
    return Taken("", (), {"author": made["by"]}) if made and is_maker else None


def _makers_at_end(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take makers that are links from the end, where many items end so: "A saw by [Ann Lee](…) and [@bob](…)"."""
    made = BY_LAST.search(rest)
    if made is None or made.start() == 0 or not outline.once(MAKERS_AT_END):
        return None  # nearly all
    by = made["by"].rstrip(".)")
    are_makers = _are_linked_makers(shown, by)
    return Taken(rest[: made.start()], (), {"author": ", ".join(BETWEEN_MAKERS.split(by))}) if are_makers else None


def _are_linked_makers(shown: Inline, by: str) -> bool:
    """Tell whether a text is the names of makers, each of them a link of the line."""
    called = {shown.text[link.start : link.end]: link.href for link in shown.anchors}
    return all(maker in called and _is_maker(maker, called[maker]) for maker in BETWEEN_MAKERS.split(by))


def _is_maker(by: str, href: str) -> bool:
    """Tell whether the text of a link names somebody: it has a capital, or is the account in the URL."""
    is_name = by[:1] == "@" or not by[:1].islower() or f"/{by}" in href
    return bool(by) and is_name and is_somebody(by)


def take_last_maker(rest: str) -> Taken | None:
    """Take who made it from the end, "A saw. - (by Ann Lee)", or where nothing else is said: "by Ann Lee"."""
    whole = BY_ALL.fullmatch(rest) if rest.startswith((*BYS, *MADE_ON)) else None
    by = whole["by"] if whole else ""
    by = by if by.endswith(" al.") else by.rstrip(".")
    is_named = by[:1].isascii() or not by[:1].islower()  # NAME_WORD matches "élodie"
    if whole and by and is_named and is_somebody(by):
        told = whole.group("on", "when", "at", "year", "house")
        return Taken("", [label for label in told if label], {"author": by})
    if "@" in rest and (account := BY_ACCOUNT.search(rest)):
        return Taken(rest[: account.start()], (), {"author": account["by"]})
    line = BYLINE_AT_END.search(rest) if rest.endswith((")", ").")) else None
    is_byline = line is not None and line.start() > 0 and take_byline(line["line"])
    return Taken(rest[: line.start()], (), {"author": line["by"]}) if line and is_byline else None


def over_makers(outline: Outline) -> bool:
    """Tell whether MAKER_TITLES paragraphs are a bold title over its makers: "**On oaks**", "Ann Lee, Bob Ray"."""
    runs = (run for run in outline.runs if run.startswith("**") and "\n" in run)
    return len(list(islice(filter(makers_below, map(outline.read, runs)), MAKER_TITLES))) == MAKER_TITLES


def makers_below(shown: Inline) -> str:
    """Return the second line of a text if it names people, and the first is bold as a whole; else ""."""
    title, _, below = shown.text.partition("\n")
    bold = shown.marks[0] if below and shown.marks else None
    if bold is None or bold.kind != "strong" or bold.start or bold.end < len(title.rstrip()):
        return ""
    line = tidy(below.partition("\n")[0])
    return line if are_people(line) else ""

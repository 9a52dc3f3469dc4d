"""Who made a thing, as lines, cells and headings say: in front of a description, behind it, or as all that is said."""

import re
from collections.abc import Sequence
from itertools import islice

from pocketparse.entry import bylines
from pocketparse.entry.fields import PIECE_WORDS
from pocketparse.line.habits import ENOUGH
from pocketparse.line.headers import HEADERS
from pocketparse.line.notes import MAKER_AT_END, makers_end_names
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import HOLE, STOPPED
from pocketparse.markup.shown import Inline, tidy
from pocketparse.names.people import are_people, split_people
from pocketparse.names.venues import IN_SHORT, take_dated_venues, take_venues, where_and_when
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import BARS, DASHES, ROUND_CLOSERS, ROUND_OPENERS, SEPARATORS, has_colon

NOBODY = frozenset(
    "design hand request example invitation only default nature name popularity relevance and or".split()
)
"""Words behind "by" that name nobody, and small words between them: "by Language and Topic"."""
ICONS = pattern(r"\s*[^\w\s()\[\]&'’.,:;/@+-]+\s*|\s{2,}")
"""Icons or spaces that separate the author and the labels of a byline: "by Ann ⚖️ MIT"."""
ACCOUNT = pattern(r"@[\w-]+|[A-Za-z]+\d[\w-]*(?!\w)")
"""The name of an account: "@oakfan", "ann1"."""
DASH = pattern(r"\s[-–—]{1,2}\s")
"""A dash between spaces, which ends the names of makers: "by Ann Lee - a saw"."""
LAST_VENUE = pattern(r"(?<=\w)\.\s+([A-Za-z]*[A-Z][A-Z][\w-]*)$")
"""An abbreviated venue behind the initial of the last person: "ICML" of "Lee A, Ray B. ICML"."""
BETWEEN_MAKERS = pattern(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")
"""Signs and words between makers: ", " and " and "."""
MAKERS_GO_ON = (",", "，", ";", "；", "&", " and")
"""Ends of a line of makers that the next line continues: "by Ann Lee,"."""
MAKER_LINES = 10
"""Most lines over which the names of makers run."""
MAKER_WORDS = 5
"""Most words of a maker in front of a month."""


def take_byline(text: str) -> Taken | None:
    """Take a maker, and further labels, where nothing else is said and somebody is named: "by Ann ⚖️ MIT"."""
    match = bylines.BYLINE.match(text)
    if match is None:
        return None
    author, *labels = [piece for piece in map(tidy, ICONS.split(match["by"])) if piece]
    is_nobody = all(word in HEADERS["label"] or word in NOBODY for word in author.casefold().split())
    return None if is_nobody else Taken("", labels, {"author": author})


def take_bylines(text: str) -> Taken | None:
    """Take the lines of a text that say who made something, all makers as one field: "by Ann ⚖️ MIT", "by Bob"."""
    lines = text.split("\n")
    found = {line: byline for line in lines if (byline := take_byline(line))}
    if not found:
        return None  # nearly all
    labels = [label for byline in found.values() for label in byline.labels]
    by = ", ".join(byline.fields["author"] for byline in found.values())
    return Taken("\n".join(line for line in lines if line not in found), labels, {"author": by})


def take_linked_byline(line: Inline, text: str) -> Taken | None:
    """Take a maker that is a link, and the day, where a line says nothing else: "By [@ann](…) on 2025-06-19"."""
    byline = bylines.BYLINE.match(text)
    found = byline or bylines.FROM_MAKER.fullmatch(text)
    if found is None:
        return None  # nearly all
    names = [tidy(line.text[anchor.start : anchor.end]) for anchor in line.anchors]
    by = found["by"]
    is_linked = by.startswith("@") or any(name and by.startswith(name) for name in names) if byline else names == [by]
    told = {"author": by, "date": byline["day"]} if byline and byline["day"] else {"author": by}
    return Taken("", (), told) if is_linked else None  # not "By default it listens on [port 80](…)"


def _maker(by: str, rest: str = "", labels: Sequence[str] = ()) -> Taken | None:
    """Return a maker, labels and the rest of a text, None if the words behind "by" name nobody: "default"."""
    return Taken(rest, labels, {"author": by}) if take_byline(f"by {by}") else None


def take_origin(outline: Outline, rest: str) -> Taken | None:
    """Take a maker from brackets right behind a name, if TELLS_ORIGINS: "(from Elm House)"."""
    bare = rest.lstrip()
    found = bylines.ORIGIN.match(bare) if bare.startswith(ROUND_OPENERS) else None
    if found is None or not outline.once(bylines.TELLS_ORIGINS):
        return None
    said = found["said"] or ""
    is_venue = IN_SHORT.fullmatch(said) or where_and_when(said)
    labels = [label for label in (said if is_venue else "", found["when"]) if label]
    return _maker(found["by"], ("" if is_venue else said) + bare[found.end() :], labels)


def take_bracketed_maker(shown: Inline, rest: str) -> Taken | None:
    """Take a maker from brackets right behind a name: "(by Ann Lee) - a saw".

    A word in small letters has to be the account in the URL of a link: "(by oakfan)" beside "…/oakfan/oak".
    """
    made = bylines.BRACKETED_MAKER.match(rest) if rest.lstrip()[:1] in ROUND_OPENERS else None
    if made is None:
        return None
    by = made["by"]
    is_named = by[0].isupper() or not by.isascii() or any(f"/{by}/" in link.href for link in shown.anchors)
    return _maker(by, rest[made.end() :]) if is_named else None


def take_first_maker(outline: Outline, rest: str) -> Taken | None:
    """Take a maker from the front: "by Ann Lee · `MIT`" on a line of its own, "by Ann Lee - a saw"."""
    bare = rest.lstrip(SEPARATORS)
    if not bare.startswith(("by ", "By ", "作者 ")) and "\n" not in rest:
        return None  # nearly all
    are_usual = bare[:1] in "bB" and outline.once(bylines.MAKERS_BEFORE_WORDS)
    is_made = bare.startswith(("by ", "作者 ")) or (bare.startswith("By ") and (are_usual or ACCOUNT.match(bare, 3)))
    made = bylines.MADE_IN_FRONT.match(bare) if is_made else None  # not "By Night"
    may_be_said = made and not made["year"] and not are_usual and rest.lstrip(f"{HOLE} ").startswith(DASHES)
    if made and not may_be_said and (taken := _before_words(made)):  # a dash describes: "Oak - by Ann, ICML 2015."
        return taken
    rest = bare if is_made else rest  # "- by Ann Lee - a saw"
    first, parted, others = rest.partition("\n")
    if parted and first.rstrip().endswith(MAKERS_GO_ON) and (taken := _on_lines(rest)):
        return taken if taken.rest else None
    dash = DASH.search(first) if is_made else None
    if dash and not any(sign in first[: dash.start()] for sign in "(（:："):
        first, parted, others = first[: dash.start()], dash[0], rest[dash.end() :]
    return _on_line(first, others) if parted else None


def _before_words(made: re.Match[str]) -> Taken | None:
    """Return the maker, and when and where, of a match of MADE_IN_FRONT; None where nobody is named."""
    by, where = split_people(made["by"])
    if not where and (venue := LAST_VENUE.search(by)):
        by, where = by[: venue.start()], venue[1]  # "Lee A, Ray B. ICML, 2018"
    year = made["year"] or made["when"]
    if not where or not year or take_venues(where).rest:
        by, labels = made["by"], [year] if year else []  # "Prof. Ann Lee", "Ann Lee, DeepMind"
    else:
        labels = [f"{where.rstrip('. ')}, {year}"]  # "Ann Lee, ICML, 2018"
    is_named = bool(labels or made["parted"]) or " " in by or by.startswith("@")  # not "by Email. Ask us."
    return _maker(by, made.string[made.end() :], labels) if is_named else None


def _on_line(line: str, others: str) -> Taken | None:
    """Take a maker from a line, and further labels between its bars; `others` are the rest."""
    pieces = BARS.split(tidy(line).strip(SEPARATORS + "."))
    byline = take_byline(pieces[0])
    if byline is None or any(len(piece.split()) > PIECE_WORDS for piece in pieces):
        return None
    return Taken(others, [*byline.labels, *pieces[1:]], byline.fields)


def _on_lines(rest: str) -> Taken | None:
    """Take makers from the first lines, where each but the last ends in a comma or "and"."""
    lines = rest.split("\n", MAKER_LINES)
    last = next((at for at, line in enumerate(lines) if not line.rstrip().endswith(MAKERS_GO_ON)), None)
    return _on_line(" ".join(lines[: last + 1]), "\n".join(lines[last + 1 :])) if last else None


def take_author(outline: Outline, rest: str) -> Taken | None:
    """Take a maker from the end, behind a label or, if `tells_who`, from brackets with a date.

    "Author: Ann Lee.", "(Ann Lee · 2026-07-10)"; behind links to papers also "Elm House (Feb 2023)"
    """
    if found := bylines.AUTHOR_LABEL.search(rest) if has_colon(rest) else None:
        by = found["by"]
        return Taken(rest[: found.start()], (), {found["label"]: by[:-1] if STOPPED.search(by) else by})
    made = bylines.MADE_WHEN.search(rest) if "·" in rest else None
    if made is None or not outline.once(tells_who):
        return _made_in_month(outline, rest) if rest.endswith(ROUND_CLOSERS) else None
    return Taken(rest[: made.start()], [made["when"]], {"author": made["by"]})


def _made_in_month(outline: Outline, rest: str) -> Taken | None:
    """Take a maker and a month that are all that is said, if MONTHS_BEHIND_PAPERS: "Elm House (Feb 2023)"."""
    made = bylines.MADE_IN_MONTH.fullmatch(rest)
    if made is None or len(made["by"].split()) > MAKER_WORDS or not outline.once(bylines.MONTHS_BEHIND_PAPERS):
        return None
    return Taken("", [made["when"]], {"author": made["by"]})


def tells_who(outline: Outline) -> bool:
    """Tell whether ENOUGH texts end in who made a thing and when, few twice: "Free" would repeat."""
    makers = [made["by"] for text in outline.runs if "·" in text and (made := bylines.MADE_WHEN.search(text))]
    return len(makers) >= ENOUGH and len(set(makers)) * 2 > len(makers)


def take_last_maker(rest: str) -> Taken | None:
    """Take a maker from the end, "A saw. - (by Ann Lee)", or where nothing else is said: "by Ann Lee"."""
    may_be_whole = rest.startswith((*bylines.BYS, *bylines.MADE_ON))
    if not may_be_whole and "@" not in rest and not rest.endswith((")", ").")):
        return None  # nearly all
    whole = bylines.BY_ALL.fullmatch(rest) if may_be_whole else None
    by = whole["by"] if whole else ""
    by = by if by.endswith(" al.") else by.rstrip(".")
    is_named = by[:1].isascii() or not by[:1].islower()  # NAME_WORD matches "élodie"
    told = whole.group("on", "when", "at", "year", "house") if whole else ()
    if by and is_named and (taken := _maker(by, "", [label for label in told if label])):
        return taken
    if "@" in rest and (account := bylines.BY_ACCOUNT.search(rest)):
        return Taken(rest[: account.start()], (), {"author": account["by"]})
    line = bylines.BYLINE_AT_END.search(rest) if rest.endswith((")", ").")) else None
    return _maker(line["by"], rest[: line.start()]) if line and line.start() else None


def take_authors(rest: str) -> Taken | None:
    """Take authors, and a date or venue, where nothing else is said: "Ann Lee et al. arXiv."."""
    before = take_dated_venues(rest) if "et" in rest else Taken("")
    found = bylines.ET_AL.fullmatch(before.rest)
    when = [found["when"]] if found and found["when"] else []
    return Taken("", [*before.labels, *when], {"author": found["by"]}) if found else None


def take_known_makers(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take makers that are links, and all that is said or if MAKERS_AT_END; or one in small letters if MADE_BY_PEOPLE.

    "Written by [Ann Lee](…)", "A saw by [Ann Lee](…) and [@bob](…)", "by oakfan".
    """
    if "by " not in rest and "By " not in rest:
        return None  # nearly all
    alone = bylines.MADE_ALONE.fullmatch(rest.strip(SEPARATORS + "."))
    if alone and _are_linked_makers(shown, alone["by"]):
        return Taken("", (), {"author": alone["by"]})
    handle = bylines.HANDLE.fullmatch(rest)
    if handle and outline.once(bylines.MADE_BY_PEOPLE) and (taken := _maker(handle["by"])):
        return taken
    made = bylines.BY_LAST.search(rest)
    if made is None or made.start() == 0 or not outline.once(bylines.MAKERS_AT_END):
        return None
    by = made["by"].rstrip(".)")
    are_makers = _are_linked_makers(shown, by)
    return Taken(rest[: made.start()], (), {"author": ", ".join(BETWEEN_MAKERS.split(by))}) if are_makers else None


def _are_linked_makers(shown: Inline, by: str) -> bool:
    """Tell whether a text is the names of makers, each the text of a link; in small letters the account in its URL."""
    called = {shown.text[link.start : link.end]: link.href for link in shown.anchors}
    makers = BETWEEN_MAKERS.split(by)
    are_named = all(one in called and (not one[:1].islower() or f"/{one}" in called[one]) for one in makers)
    return are_named and all(map(_maker, makers))


def take_writer(outline: Outline, rest: str) -> Taken | None:
    """Take a maker from the end, if ARE_WRITTEN: "A saw - Written by Ann", "Written by oakfan"."""
    made = bylines.WRITTEN.search(rest) if outline.once(bylines.ARE_WRITTEN) else None
    is_short = made is not None and len(made["by"].split()) <= PIECE_WORDS
    return _maker(made["by"], rest[: made.start()]) if made and is_short else None


def take_account(outline: Outline, name: str) -> Taken | None:
    """Take the account of a maker from the end of a name in a table, where `makers_end_names`: "On oaks (@oakfan)"."""
    made = MAKER_AT_END.search(name) if "@" in name else None
    is_maker = made is not None and outline.once(makers_end_names)
    return Taken(name[: made.start()], (), {"author": made["by"]}) if made and is_maker else None


def take_raw_byline(outline: Outline, written: str, heading: Raw) -> Taken | None:
    """Take a maker that is a link in brackets, and a field behind, from the end of a heading as written.

    "Oaks in rain (by [@ann](…))"
    """
    made = bylines.BYLINE_LINK.search(written)
    if made is None:
        return None
    label, _, value = made["field"].replace("：", ":", 1).partition(":")
    field = {label: value.strip()} if label else {}
    return Taken(written[: made.start()].rstrip(), (), {"author": outline.shown_part(made["by"], heading), **field})


def over_makers(outline: Outline) -> bool:
    """Tell whether ENOUGH paragraphs are a bold title over its makers: "**On oaks**", "Ann Lee, Bob Ray"."""
    runs = (run for run in outline.runs if run.startswith("**") and "\n" in run)
    return len(list(islice(filter(makers_below, map(outline.read, runs)), ENOUGH))) == ENOUGH


def makers_below(shown: Inline) -> str:
    """Return the second line of a text if it names people, and the first is bold as a whole; else ""."""
    title, _, below = shown.text.partition("\n")
    bold = shown.marks[0] if below and shown.marks else None
    if bold is None or bold.kind != "strong" or bold.start or bold.end < len(title.rstrip()):
        return ""
    line = tidy(below.partition("\n")[0])
    return line if are_people(line) else ""

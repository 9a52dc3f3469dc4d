"""One line of a list → name, links, description, tags and star count: "[name](url) - what it is. `MIT`"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import category

from pocketparse.groups import SENTENCE_END, Stretch, groups_of, is_inside
from pocketparse.leads import GENERIC, WORD, Lead, find_stars, may_count, without_stars
from pocketparse.legends import SIGN, icons, legend, usual_codes
from pocketparse.markers import read_count
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.prose import Prose, to_link
from pocketparse.records import Link, LinkRole
from pocketparse.shown import Inline, Mark, tidy
from pocketparse.source import Raw

EDGES = " \t\n-–—:：|·•→~»,，;"
ARROW = pattern(r"^\s*[-=]+>\s")
EMPTY_BRACKETS = pattern(r"[(\[（【](?<!\w[(\[（【])\s*[)\]）】]")
HOLE = "\ufdd0"
"""Stands where a part of a line was taken out, until what only held it is gone, too; a noncharacter."""
NOTHING = f" \n{HOLE}"
"""What is left of a line that says no more than a name."""
HELD = pattern(
    rf"""
    [(\[（【][\s,，|/·;]*{HOLE}[\s,，|/·;{HOLE}]*[)\]）】]    # brackets around it
    | (?<=[.!?。！？…])\s*{HOLE}+\s*[.。](?=\s|$)                  # the stop behind it, where one is in front
    | (?:\s[-–—:：|·•~]+\s*{HOLE}+|{HOLE}+\s*[-–—:：|·•~]+)\s*(?=[.。]?$)  # the separator beside it, at the end
    | {HOLE}
    """,
    re.VERBOSE,
)
BESIDE = tuple("-–—|·•→~»")
"""Signs that part a label from the description in front of it."""
# "Ann Lee (PDF, EPUB)"
FORMAT = "(?:PDF|EPUB|ePub|MOBI|HTML|DJVU|AZW3|DOCX?|PPTX?|PS|RTF|TXT|CHM|ZIP)"
FORMATS = pattern(rf"\(({FORMAT}(?:, ?{FORMAT})*)\)(?=\s*(?:[(*\[]|\.?$))")
RAISED = pattern(r"^\d{1,2}(?=\s+[-–—]\s)")
"""The number of a footnote, right behind a name."""
# " is your toolbelt" behind "`conc`", "的继任者" behind "`nose`"
GOES_ON = pattern(r"\s?[^\W\d_A-Z]")
CLOSERS, OPENERS = ".。)]}）】\\", "([（【"
# " ." and ",." where something in front of the stop was taken out
LOOSE_STOP = pattern(r"(?:\s+|[,，]\s*)([.,;!?。，])(?=\s|$)")
LOOSE = pattern(r"[.,;!?。，](?<=[\s,，].)(?=\s|$)")
"""Finds the same, faster."""
# ":warning: :copyright: —" behind a name: how the thing stands, by the list's own legend
STATUS = pattern(r"^\s*((?:(?::[a-z0-9_+-]+:|[^\w\s()\[\]（）【】'\",.:;|/\\-])\s*)+)(?=\s*[-–—:：]\s|(?<=\n)|$)")
CODE = pattern(r":[a-z0-9_+-]+:")
# ".NET", ".torrent"
DOTTED = pattern(r"\s\.\w")
LEADING_CODES = pattern(r"^(?::[a-z0-9_+-]+:\s*)+")
TRAILING_CODES = pattern(r"(?:\s*:[a-z0-9_+-]+:)+$")
# "(🥇29 ·  ⭐ 1.4K) - …": figures behind the name, no words
STATISTICS = pattern(r"\s*[(（](?:[^()（）a-zA-Z]|\b[kKmM]\b|(?<=\d)[kKmM])*[)）]")
# "(Meta, 2024) - …" behind a name
DATED = pattern(r"\s*[(（]((?:[^()（）\n]{0,30}[\s,，])?(?:19|20)\d\d)[)）](?=\s*[-–—:：]\s)")
FILE_END = pattern(r"\.(?:svg|png|gif|jpe?g|webp)$", re.IGNORECASE)


@dataclass(slots=True)
class Blurb:
    """What one line says of an entry."""

    name: str
    raw_name: str
    links: list[Link] = field(default_factory=list)
    images: set[int] = field(default_factory=set)
    """Offsets of links that are images' own URLs."""
    description: str = ""
    tags: tuple[str, ...] = ()
    stars: int | None = None
    stars_raw: str | None = None
    prose: Prose = field(default_factory=Prose)


def read_blurb(outline: Outline, raw: Raw, shown: Inline, lead: Lead) -> Blurb:
    """Read a line whose name was found."""
    groups = groups_of(shown, lead.end)
    tags = _tags(outline, shown, lead.end, groups)
    drop = [(0, lead.end), *groups, *((mark.start, mark.end) for mark in tags)]
    if lead.anchor is not None:
        drop.append((lead.anchor.start, lead.anchor.end))
    name = tidy(shown.text[lead.start : lead.end].replace("\n", " "))
    rest = HOLE.join(_kept(shown.text, drop))
    stars = None
    if may_count(shown.text):
        stars, rest = _find_count(shown, lead, groups, drop, name, rest)
    count = (stars[1] or stars[2]).strip() if stars else None
    labels = [*_leading(outline, shown.text[: lead.start]), *lead.prefix]
    if lead.is_in_sentence:
        before = shown.text[: lead.start]
        rest = clean_description(before) if before.rstrip().endswith(BESIDE) else tidy(shown.text)
    elif rest.strip(NOTHING):
        status, rest = _split_status(_closed(RAISED.sub("", rest, 1)))
        formats, rest = _split_formats(rest)
        labels += [*status, *formats]
        rest = clean_description(rest)
        if rest.startswith(":") and (codes := LEADING_CODES.match(rest)):
            signs = SIGN.findall(codes[0])
            if outline.once(legend).issuperset(signs):
                labels += signs
                rest = clean_description(rest[codes.end() :])
    else:
        rest = ""
    labels += [*_split_tags(tags), *icon_labels(outline, shown)]
    blurb = Blurb(
        _clean_name(name),
        raw.partition("\n")[0].strip(),
        description=rest,
        tags=tuple([tidied for label in labels if label and (tidied := tidy(label))]),
        stars=read_count(count) if count else None,
        stars_raw=count,
    )
    _add_links(outline, raw, shown, lead, groups, blurb)
    return blurb


def _split_status(rest: str) -> tuple[list[str], str]:
    """Return the signs behind a name that say how the thing stands, and the rest without them and without figures."""
    if dated := DATED.match(rest):
        return [dated[1]], rest[dated.end() :]
    statistics = STATISTICS.match(rest)
    if statistics and "So" in map(category, statistics[0]):  # an icon, not "(2015)" or "（日本語版）"
        rest = rest[statistics.end() :]
    status = STATUS.match(rest)
    if status and is_status(status[1]):
        return status[1].split(), rest[status.end() :]
    return [], rest


def _split_formats(rest: str) -> tuple[list[str], str]:
    """Return the formats of files that parentheses name, and the rest without them: "Ann Lee (PDF, EPUB)"."""
    found = FORMATS.search(rest) if "(" in rest else None
    return (found[1].split(","), rest[: found.start()].rstrip() + rest[found.end() :]) if found else ([], rest)


def _find_count(
    shown: Inline, lead: Lead, groups: list[Stretch], drop: list[Stretch], name: str, rest: str
) -> tuple[re.Match[str] | None, str]:
    """Find the count of stars in the name, in front of it or behind it; return the rest of the line without it."""
    stars = find_stars(name) or find_stars(shown.text[: lead.start])
    if stars is None and (stars := find_stars(rest)):
        prose = _without_links(shown, lead, groups)
        if prose != shown.text:
            stars = find_stars(HOLE.join(_kept(prose, drop)))
        if stars:
            rest = rest[: stars.start()] + HOLE + rest[stars.end() :]
    if stars is None:  # that of a link or label behind the name or the description: "([Source (⭐ 5)](…))"
        stars = next(filter(None, (find_stars(shown.text[start:end]) for start, end in drop[1:])), None)
    return stars, rest


def _closed(text: str) -> str:
    """Return a text without its holes and what held them."""
    if HOLE not in text:
        return text
    kept: list[str] = []
    last = 0
    hole = text.find(HOLE)
    while hole >= 0:
        # What held a hole stands right in front of it: nothing else is looked through.
        at = hole
        while at > last and not text[at - 1].isalnum():
            at -= 1
        held = HELD.search(text, at)
        assert held is not None  # the hole itself is found at the least
        kept.append(text[last : held.start()])
        last = held.end()
        hole = text.find(HOLE, last)
    return "".join(kept) + text[last:]


def _without_links(shown: Inline, lead: Lead, groups: list[Stretch]) -> str:
    """Return the text with holes for links of the prose that say more than a count: their counts are their own."""
    pieces: list[str] = []
    at = 0
    for anchor in shown.anchors:
        said = shown.text[anchor.start : anchor.end]
        if anchor.start >= max(at, lead.end) and WORD.search(without_stars(said)) and not is_inside(anchor, groups):
            pieces += shown.text[at : anchor.start], HOLE * len(said)
            at = anchor.end
    return "".join(pieces) + shown.text[at:]


def is_explained(outline: Outline, shown: Inline, lead: Lead) -> bool:
    """Tell whether a sign behind a name is one of the list's legend: "**Oak** :warning: — …"."""
    status = STATUS.match(shown.text[lead.end :])
    return status is not None and not outline.once(legend).isdisjoint(SIGN.findall(status[1]))


def is_status(text: str) -> bool:
    """Tell whether signs are pictures or shortcodes: "：" is none."""
    return bool(CODE.search(text)) or "So" in map(category, text)


def _leading(outline: Outline, before: str) -> list[str]:
    """Return the signs in front of a name that the list explains somewhere: ":white_check_mark:", "💀"."""
    signs = SIGN.findall(before) if before else ()
    return [sign for sign in signs if sign in outline.once(legend)] if signs else []


def icon_labels(outline: Outline, shown: Inline, *, of_links: bool = True) -> list[str]:
    """Return what the pictures say that many lines have: "Freeware"; not what a linked one calls its link.

    Without `of_links` those that are linked to other pages are left out: in a column of links each is the name of one.
    """
    images = [anchor for anchor in shown.anchors if anchor.kind == "image" and anchor.label]
    if not images:
        return []
    if not of_links:
        links = [anchor for anchor in shown.anchors if anchor.kind == "badge" and "://" in anchor.href]
        images = [one for one in images if not any(link.raw_start < one.raw_start < link.raw_end for link in links)]
    labels = [FILE_END.sub("", image.label) for image in images if image.href in outline.once(icons)]
    return [label for label in dict.fromkeys(labels) if label.casefold().removesuffix(" badge") not in GENERIC]


def _split_tags(tags: list[Mark]) -> Iterator[str]:
    """Yield the labels of code spans, of which a count of stars is none; "(linux, gtk)" holds two."""
    for mark in tags:
        text = mark.text.strip()
        if may_count(text) and not WORD.search(without_stars(text)):
            continue
        if text.startswith("(") and text.endswith(")"):
            yield from text[1:-1].split(",")
        else:
            yield text


def _clean_name(name: str) -> str:
    """Return a name without its star count, and the icons and separators around it."""
    if find_stars(name):
        bare = without_stars(name)
        if WORD.search(bare):
            name = clean_description(bare)
    if ":" in name:
        name = trimmed(name, LEADING_CODES, TRAILING_CODES)
    return name.strip(EDGES)


def trimmed(name: str, *edges: re.Pattern[str]) -> str:
    """Return a name without what stands at its edges, as long as a word is left."""
    for edge in edges:
        shorter = edge.sub("", name)
        name = shorter if WORD.search(shorter) else name
    return name


def _add_links(outline: Outline, raw: Raw, shown: Inline, lead: Lead, groups: list[Stretch], blurb: Blurb) -> None:
    for anchor in shown.anchors:
        role: LinkRole = "inline"
        if anchor == lead.anchor:
            role = "title"
        elif is_inside(anchor, groups):
            role = "list"
        link = to_link(outline, raw, shown, anchor, role)
        blurb.prose.add(link)
        if anchor.kind == "image":
            blurb.images.add(link.span.start)
    blurb.links = blurb.prose.links


def clean_description(text: str) -> str:
    """Return what is left of a line, without the separator in front and what taking groups out left over."""
    text = EMPTY_BRACKETS.sub(" ", ARROW.sub("", text, 1))
    lines = [tidy(line) for line in text.split("\n")]
    text = "\n".join(line for line in lines if line and line != "\\")
    front = len(text) - len(text.lstrip(EDGES + CLOSERS))
    if front and CODE.match(text, front - 1):
        front -= 1  # the colon of ":warning:" is no separator
    if front > 1 and DOTTED.match(text, front - 2):
        front -= 1  # nor is the dot of ".NET"
    text = text[front:]
    if not (text.endswith(":") and TRAILING_CODES.search(text)):
        text = text.rstrip(EDGES + OPENERS)
    return LOOSE_STOP.sub(r"\1", text) if LOOSE.search(text) else text


def _kept(text: str, drop: list[Stretch]) -> list[str]:
    kept = []
    at = 0
    for start, end in sorted(drop):
        if start > at:
            kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    return kept


def _tags(outline: Outline, shown: Inline, start: int, groups: list[Stretch]) -> list[Mark]:
    """Return the code spans that label the entry: at its end, or between its name and its description."""
    codes = [mark for mark in shown.marks if mark.kind == "code" and mark.start >= start]
    if not codes:
        return codes
    tags: list[Mark] = []
    at = start
    for mark in codes:
        if _says(shown.text, at, mark.start, groups):
            break
        tags.append(mark)
        at = mark.end
    linked = any(at <= anchor.start <= at + 1 for anchor in shown.anchors)
    labels = tags and tags[-1].text.endswith(":")  # what follows: "`trl:` Ann Lee"
    goes_on = tags and not linked and GOES_ON.match(shown.text, at)  # in a sentence: "`conc` is your toolbelt"
    if labels or (goes_on and tags[-1].text not in outline.once(usual_codes)):
        tags = []
    at = len(shown.text)
    last: list[Mark] = []
    for mark in reversed(codes[len(tags) :]):
        if _says(shown.text, mark.end, at, groups):
            break
        last.append(mark)
        at = mark.start
    before = "".join(_kept(shown.text[:at], [(0, start), *groups]))
    # "Replacement for `cut`." ends in a word; "… from the shell. `MIT`" in a label.
    is_apart = len(last) > 1 or SENTENCE_END.search(before) or before.rstrip().endswith(BESIDE)
    if is_apart and not (before.strip() and before.rstrip().endswith((":", "："))):  # "Rounds numbers: `1.2` → `1`."
        tags += reversed(last)
    return tags


def _says(text: str, start: int, end: int, groups: list[Stretch]) -> bool:
    """Tell whether there are words in text[start:end], apart from groups of links and counts of stars."""
    if not WORD.search(text, start, end):
        return False
    inside = [group for group in groups if group[0] < end and group[1] > start]
    rest = "".join(_kept(text[:end], [(0, start), *inside])) if inside else text[start:end]
    return bool(WORD.search(without_stars(rest)))

"""What a heading says of the entry that it names: its name, labels, links and markers."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import category

from pocketparse.entry.fields import read_byline
from pocketparse.headings.links_behind import CLOSERS, OPENERS, end_before_url, links_behind
from pocketparse.line.dates import says_when
from pocketparse.line.legends import PICTOGRAPH, POINTERS, SIGN
from pocketparse.line.linked import is_bracketed
from pocketparse.line.prose import to_link
from pocketparse.line.stars import count_in, may_count, own_count, read_count
from pocketparse.line.trimming import TRAILING_CODES, bared, clean_description, outside, stretches, unstopped, without
from pocketparse.markup.shown import WORD, tidy
from pocketparse.names.leads import find_lead
from pocketparse.names.markers import Marked, read_markers
from pocketparse.names.venues import without_venues
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Link, LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import NAME_ENDS, NUMBERED, ROUND_CLOSERS, SEPARATORS, has_colon

TRAILING = "\ufe0f\u200d:："
BACK = pattern(r"\[[^\w\[\]]{1,8}\]\(#[^()\s]*\)\s*(?=\S)")
"""An icon in front of a name that leads to another place of the page: "[🔙](#contents)"."""
PARTED_ORDINAL = pattern(r"^\d{1,2}\.\d{1,2}\.\d{1,2}\s+(?=\S)")
"""The number of a linked heading in chapters: "[1.2.3 On oaks](…)"."""
# "### 4. [CVPR '24] LangSplat": a venue, a year or a state in front of the name
BRACKETED = pattern(r"^\[([^\[\]]{1,40})\]\s*(?=\S)")
# "### [How trees grow](…) (2014)"
YEAR_BEHIND = pattern(
    r"(?<=\S)\s+[(（]((?:1[5-9]|20)\d\d(?:[-–, ]+\d{2,4}){0,9}[-–]?) ?[)）](?:,?\s+(by\s(?:(?!\s-\s)[^\d⭐★–—|])+))?$"
)
"""The second part is who made it, and no more: "[How trees grow](…) (2014) by [Ann Lee](…)"."""
DASH_FIRST = pattern(r"^[-–—:：]\s+(?=\S)")
"""What parts a name from a picture in front of it."""
BULLETS = "•·‣▪●◦ "
ENDING = pattern(r"(?<=[\])）】\w])\s*[(（](?P<label>[^\W\d_][^()（）]{0,24})[)）]\s*$")
"""A label behind the links."""
ABOUT = pattern(r"\s[-–—]\s(?=\w)")
"""What parts a linked name from words about it."""
LABEL_BEHIND = pattern(r"\s*(?:[(（](?P<label>[^\W\d_][^()（）]{0,24})[)）]|[.。])")
"""A label right behind a linked name, or a stop that is no part of it: "[On oaks](…) (Video)"."""
SIGNS_BEFORE = pattern(rf"(?:{SIGN.pattern}\s*)+")
"""Signs in front of a linked name: ":star: [Oak](…)"."""
REMARKS = 3
"""Headings that end in one remark behind their links, or in who made what they link to, at least."""
# "[On oaks](…) by Ann Lee"
MAKER = pattern(r"\s+(by\s.+)")
APART = frozenset(("em", "code"))
"""Marks that set a remark apart from a name."""
BRACKET_BEHIND = pattern(r"(?<=\S)\s+\[([^\[\]]{1,40})\]$")
BYLINE_LINK = pattern(
    r"[(（](?:by|via|from|来源|出处|作者)[:：]?\s{1,3}(?P<by>\[[^\[\]]+\]\([^()\s]+\))[)）]\s*(?P<field>(?:[^\W\d_]{1,12}[:：]\s*\S.{0,40})?)$",
    re.IGNORECASE,
)
"""Who made what a heading names, as a link: "Oaks in rain (by [@ann](…))"; a field may stand behind it."""
COUNTED_HEADING = pattern(
    r"(?P<kind>case|example|ex|prompt|no|案例|示例|例)\.?\s?\d{1,4}\s?[:：]\s*(?=\S)", re.IGNORECASE
)
"""What a heading is, and its number: "Case 12: oaks in rain"."""
COUNTED_HEADINGS = 5
"""Headings of one kind that are counted, at least."""


def counted_words(outline: Outline) -> frozenset[str]:
    """Return the words that headings count themselves by: "Case 12: oaks in rain"."""
    texts = (section.heading.text for section in outline.sections if section.heading and not section.children)
    counts = Counter(match["kind"].casefold() for match in map(COUNTED_HEADING.match, texts) if match)
    return frozenset(kind for kind, count in counts.items() if count >= COUNTED_HEADINGS)


class Said(NamedTuple):
    """What a heading says."""

    name: str
    tags: tuple[str, ...]
    links: Sequence[Link]
    marked: Marked
    """What its markers say."""
    attributes: dict[str, str]
    """Who made it, behind a year or as a link in brackets, and a field behind that."""
    about: str
    """Words about it, behind a dash: "[Oak](…) - a saw"."""


def read_heading(outline: Outline, raw: Raw) -> Said:
    """Read a heading that names an entry."""
    if "://" in raw and (end := end_before_url(outline, raw)):
        return _with_url(outline, read_heading(outline, raw.part(0, end)), raw.part(end, len(raw)))
    back = BACK.match(raw)
    links, written, ending = _read_links(outline, raw, is_back=back is not None)
    marked = read_markers(written[back.end() if back else 0 :])
    attributes: dict[str, str] = {}
    if byline := BYLINE_LINK.search(marked.name) if links else None:
        marked = marked._replace(name=marked.name[: byline.start()].rstrip())
    name = _clean_name(outline, marked.name, raw)
    tags = [*marked.tags, *ending]
    if name[:1].isdigit():
        name = NUMBERED.sub("", name)
    if has_colon(name):
        name = _without_kind(outline, name, tags)
    if not links:
        name, marked = _without_count(name, marked)
    title = next((link.text or "" for link in links if link.role == "title"), None)
    about = ""
    if title is not None:
        name, about = _without_beside(outline, name, title, tags, attributes)
    name = _without_labels(name, tags, attributes, is_linked=title is not None)
    if title is not None and (made := _maker_behind(name, title)) and outline.once(tells_makers):
        name, attributes["author"] = title, made
    if byline:
        attributes["author"] = outline.shown_part(byline["by"], raw)
        label, _, value = byline["field"].replace("：", ":", 1).partition(":")
        attributes |= {label: value.strip()} if label else {}
    return Said(unstopped(bared(name)) if links else name, tuple(tags), links, marked, attributes, about)


def _with_url(outline: Outline, said: Said, rest: Raw) -> Said:
    """Return what a heading says in front of a URL, with the URL, the usual links behind it, and words as about it."""
    shown = outline.read(rest)
    beside = [*shown.anchors[:1], *links_behind(shown, len(shown.text))]
    links = [to_link(outline, rest, shown, one, "list" if one in beside else "inline") for one in shown.anchors]
    about = clean_description("".join(outside(shown.text, stretches(beside))))
    return said._replace(name=said.name.rstrip(SEPARATORS), links=(*said.links, *links), about=about)


def _without_kind(outline: Outline, name: str, tags: list[str]) -> str:
    """Return a name without what headings count themselves by: "Case 12: oaks in rain"; that is a tag."""
    kind = COUNTED_HEADING.match(name)
    if kind is None or kind["kind"].casefold() not in outline.once(counted_words):
        return name
    tags.append(kind[0].strip(" :："))
    return name[kind.end() :]


def _without_beside(
    outline: Outline, name: str, title: str, tags: list[str], attributes: dict[str, str]
) -> tuple[str, str]:
    """Return a linked name without what stands around the link, and the words about it there.

    Labels and pictures are tags, who made it an attribute.
    """
    name, signs = _split_first_signs(PARTED_ORDINAL.sub("", name), title)
    tags += signs
    about = ""
    if outline.once(linked_names)[title] < 2:
        name, label, about = _split_about(outline, name, title)
        if byline := read_byline(label):
            attributes["author"] = byline[0]
        elif label:
            tags.append(label)
    name, signs = _split_signs(name, title)
    tags += signs
    return name, about


def _without_labels(name: str, tags: list[str], attributes: dict[str, str], *, is_linked: bool) -> str:
    """Return a name without the venues, the brackets and the year at its edges; those are tags."""
    if not is_linked and name.endswith(ROUND_CLOSERS) and name[-2:-1].isdigit():
        name, venues = without_venues(name)
        tags += venues
    if bracket := BRACKETED.match(name) or BRACKET_BEHIND.search(name) if "[" in name else None:
        name = name[: bracket.start()] + name[bracket.end() :]
        tags.append(bracket[1])
    year = YEAR_BEHIND.search(name) if is_linked else None
    made = read_byline(year[2]) if year and year[2] else None
    if year and (made or not year[2]):
        name = name[: year.start()]
        tags.append(year[1])
    if made:
        attributes["author"] = made[0]
    return name


def tells_makers(outline: Outline) -> bool:
    """Tell whether several headings go on in who made what they link to: "[Oak](…) by Ann Lee [4.2]"."""
    leads = ((one.text, find_lead(one)) for one in map(outline.read, _linked_headings(outline)))
    return sum(lead is not None and MAKER.match(text, lead.end) is not None for text, lead in leads) >= REMARKS


def _maker_behind(name: str, title: str) -> str:
    """Return who made what a heading links to, if that is all it says behind: "[Oak](…) by Ann Lee"; else ""."""
    behind = MAKER.fullmatch(name, len(title)) if name.startswith(title) else None
    made = read_byline(behind[1]) if behind else None
    return made[0] if made and not made[1] else ""


def _without_count(name: str, marked: Marked) -> tuple[str, Marked]:
    """Return a name without the count of stars in it, and what its markers say with that: "Oak ⭐ 75.8k".

    "Formula 1 ⭐" and "Top 100 stars" are names.
    """
    count = own_count(name) if marked.stars is None and may_count(name) else None
    bare = without(name, count).strip(SEPARATORS) if count and (count["behind"] or count["touching"]) else ""
    if count is None or not WORD.search(bare):
        return name, marked
    return bare, marked._replace(stars=read_count(count_in(count)), stars_raw=count_in(count))


def linked_names(outline: Outline) -> Counter[str]:
    """Return how many headings start with links of each name: what is behind "[Oak](…)" may tell two apart."""
    shown = ((one, find_lead(one)) for one in map(outline.read, _linked_headings(outline)))
    return Counter(one.text[lead.anchor.start : lead.anchor.end] for one, lead in shown if lead and lead.anchor)


def _linked_headings(outline: Outline) -> Iterator[Raw]:
    """Yield the headings that hold a link."""
    for section in outline.sections:
        if section.heading and "](" in section.heading.text:
            yield section.heading.text


def usual_remarks(outline: Outline) -> frozenset[str]:
    """Return what several headings that start with links end in, set apart from them: "[On oaks](…) *Free*"."""
    shown = (one for one in map(outline.read, _linked_headings(outline)) if one.marks and one.marks[-1].kind in APART)
    behind = ((one.marks[-1].text, one.text[lead.end :].strip()) for one in shown if (lead := find_lead(one)))
    counts = Counter(remark for remark, rest in behind if remark == rest)
    return frozenset(text for text, count in counts.items() if count >= REMARKS)


def _split_about(outline: Outline, name: str, title: str) -> tuple[str, str, str]:
    """Return a name without what stands behind the link that it is, and that: a label, or words about it.

    "[On oaks](…) (Video)", "[On oaks](…) *Free*", "[Oak](…) 🌟 - a saw that sings"; a stop is no part of it.
    """
    if not name.startswith(title):
        return name, "", ""
    if (remark := name[len(title) :].strip()) in outline.once(usual_remarks):
        return title, remark, ""
    if behind := LABEL_BEHIND.fullmatch(name, len(title)):
        return title, behind["label"] or "", ""
    dash = ABOUT.search(name, len(title))
    if dash is None or WORD.search(name, len(title), dash.start()):
        return name, "", ""
    about = name[dash.end() :]
    return (name, "", "") if about.endswith("]") or says_when(about) else (name[: dash.start()], "", about)


def _split_first_signs(name: str, title: str) -> tuple[str, list[str]]:
    """Return a name without the pictures in front of the link that it is, and those that say something of it."""
    first = SIGNS_BEFORE.match(name)
    if first is None or not name.startswith(title, first.end()):
        return name, []
    signs = [sign for sign in SIGN.findall(first[0]) if PICTOGRAPH.match(sign) and sign not in POINTERS]
    return name[first.end() :], signs


def _split_signs(name: str, title: str) -> tuple[str, list[str]]:
    """Return a name without the pictures behind the link that it is, and those: "[Oak](…) 🌟 🔥", "[Oak](…) :star:"."""
    codes = TRAILING_CODES.search(name) if name.endswith(":") else None
    end = codes.start() if codes else len(name)
    while end and (name[end - 1] in " \ufe0f" or category(name[end - 1]) == "So"):
        end -= 1
    signs = name[end:]
    is_apart = signs[:1] == " " and signs.strip() and not title.rstrip().endswith(signs.strip()[0])
    return (name[:end], signs.split()) if is_apart and end else (name, [])


def _read_links(outline: Outline, raw: Raw, *, is_back: bool) -> tuple[Sequence[Link], str, Sequence[str]]:
    """Return the links of a heading but the first that leads back, it as written without those behind its name.

    And the label behind those: "Oak [[pdf](…)] (Oral)".
    """
    if "[" not in raw and "<" not in raw and "://" not in raw:
        return (), raw, ()
    shown = outline.read(raw)
    lead = find_lead(shown)
    title = lead.anchor if lead and lead.anchor and not is_bracketed(shown.text, lead.anchor) else None
    ending = ENDING.search(shown.text)
    if ending and any(anchor.end > ending.start("label") for anchor in shown.anchors):
        ending = None  # "([pdf](…))"
    behind = links_behind(shown, ending.start() if ending else len(shown.text))
    beside = frozenset(behind)
    links = []
    for anchor in shown.anchors[is_back:]:
        role: LinkRole = "title" if anchor == title else "list" if anchor in beside else "inline"
        links.append(to_link(outline, raw, shown, anchor, role))
    if not (links and behind):
        return links, raw, ()
    before = raw[: behind[-1].raw_start].rstrip(OPENERS)
    if ending:
        return links, before, (ending["label"],)
    return links, before + raw[behind[0].raw_end :].lstrip(CLOSERS), ()


def without_colon(text: str) -> str:
    """Return the text of a heading without a colon at its end: "Oak:"; "Oak :heart:" ends in a picture."""
    return text if text.endswith(":") and TRAILING_CODES.search(text) else text.rstrip(TRAILING).rstrip()


def _clean_name(outline: Outline, name: str, raw: Raw) -> str:
    """Return the displayed name: emphasis and escapes resolved, without junk at its end or a bullet in front."""
    shown = without_colon(outline.shown_part(name, raw))
    name = (tidy(shown.replace("\n", " ")) if "\n" in shown else shown).lstrip(BULLETS)
    return DASH_FIRST.sub("", name) if name.startswith(NAME_ENDS) else name

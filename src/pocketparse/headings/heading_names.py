"""What a heading says of the entry that it names: its name, labels, links and markers."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.entry.makers import take_raw_byline
from pocketparse.entry.star_counts import take_name_stars
from pocketparse.headings.around_names import AROUND_LINK, AROUND_WORDS, last_mark, usual_remarks
from pocketparse.headings.links_behind import LINK_CLOSERS, LINK_OPENERS, end_before_url, links_behind
from pocketparse.line.linked import is_bracketed
from pocketparse.line.prose import to_link
from pocketparse.line.stars import read_count
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import TRAILING_CODES, bared, clean_description, outside, stretches, unstopped
from pocketparse.markup.shown import Inline, tidy
from pocketparse.names.marked_names import find_lead
from pocketparse.names.markers import Marked, read_markers
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Link, LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import NUMBERED, PICTURES, ROUND_CLOSERS, SEPARATORS, has_colon

TRAILING_SIGNS = "\ufe0f\u200d:："
"""Characters at the end of a heading that are no part of a name."""
BACK = pattern(r"\[[^\w\[\]]{1,8}\]\(#[^()\s]*\)\s*(?=\S)")
"""An icon in front of a name that links to another place of the page: "[🔙](#contents)"."""
SIGNS_FIRST = pattern(r"^[•·‣▪●◦ ]*(?:[-–—:：]\s+(?=\S))?")
"""Bullets in front of a name, and a dash between a picture and a name behind it."""
PICTURE_FIRST = pattern(rf"(?P<picture>[{PICTURES}]+)\s*(?=[^\W\d_])")
"""A picture in front of a name, not of a count: "🪚 Oak"."""
FIRST_PICTURE = "\u2600"
"""The first of the characters that are pictures."""
LABEL_BEHIND_LINKS = pattern(r"(?<=[\])）】\w])\s*[(（](?P<label>[^\W\d_][^()（）]{0,24})[)）]\s*$")
"""A label in round brackets at the end of a heading: "Oak [[pdf](…)] (Oral)"."""
COUNTED_HEADING = pattern(
    r"(?P<kind>case|example|ex|prompt|no|案例|示例|例)\.?\s?\d{1,4}\s?[:：]\s*(?=\S)", re.IGNORECASE
)
"""A kind of thing and a number in front of a name: "Case 12: oaks in rain"."""
COUNTED_HEADINGS = 5
"""Minimum number of headings with numbers of one kind, before kind and number are no part of their names."""


def counted_words(outline: Outline) -> frozenset[str]:
    """Return the kinds that COUNTED_HEADINGS leaf headings have in front, in lower case: "case" of "Case 12: Oaks"."""
    texts = (section.heading.text for section in outline.sections if section.heading and not section.children)
    counts = Counter(match["kind"].casefold() for match in map(COUNTED_HEADING.match, texts) if match)
    return frozenset(kind for kind, count in counts.items() if count >= COUNTED_HEADINGS)


class Said(NamedTuple):
    """What a heading says of its entry."""

    name: str
    tags: tuple[str, ...]
    links: Sequence[Link]
    marked: Marked
    """The name as written, without its markers, and what those say."""
    attributes: dict[str, str]
    """The maker, and the field behind a maker that is a link."""
    about: str
    """The description behind a dash or a URL: "[Oak](…) - a saw"."""


def read_heading(outline: Outline, raw: Raw) -> Said:
    """Read a heading that names an entry."""
    if "://" in raw and (end := end_before_url(outline, raw)):
        return _with_url(outline, read_heading(outline, raw.part(0, end)), raw.part(end, len(raw)))
    back = BACK.match(raw)
    links, written, ending = _read_links(outline, raw, is_back=back is not None)
    marked = read_markers(written[back.end() if back else 0 :])
    if byline := take_raw_byline(outline, marked.name, raw) if links else None:
        marked = marked._replace(name=byline.rest)
    name = _clean_name(outline, marked.name, raw)
    tags = [*marked.tags, *ending]
    if name[:1].isdigit():
        name = NUMBERED.sub("", name)
    elif not links and name[:1] >= FIRST_PICTURE and (sign := PICTURE_FIRST.match(name)):
        name = name[sign.end() :]
        tags.append(sign["picture"])
    if has_colon(name) and (kind := _take_kind(outline, name)):
        name = kind.rest
        tags += kind.labels
    if not links and marked.stars is None and (counted := take_name_stars(name)):
        name, marked = counted.rest, marked._replace(stars=read_count(counted.stars), stars_raw=counted.stars)
    if not links and "[" not in name and not name.endswith(ROUND_CLOSERS):
        return Said(name, tuple(tags), (), marked, {}, "")  # nearly all
    title = next((link.text or "" for link in links if link.role == "title"), None)
    attributes: dict[str, str] = {}
    for take in AROUND_WORDS if title is None else AROUND_LINK:
        if taken := take(outline, name, title or ""):
            name = taken.rest
            tags += filter(None, taken.labels)
            attributes |= taken.fields
    about = attributes.pop("description", "")
    attributes |= byline.fields if byline else {}
    return Said(unstopped(bared(name)) if links else name, tuple(tags), links, marked, attributes, about)


def _with_url(outline: Outline, said: Said, rest: Raw) -> Said:
    """Return what a heading says in front of a URL, with the links from there on and their text as description."""
    shown = outline.read(rest)
    beside = [*shown.anchors[:1], *links_behind(shown, len(shown.text))]
    links = [to_link(outline, rest, shown, one, "list" if one in beside else "inline") for one in shown.anchors]
    about = clean_description("".join(outside(shown.text, stretches(beside))))
    return said._replace(name=said.name.rstrip(SEPARATORS), links=(*said.links, *links), about=about)


def _take_kind(outline: Outline, name: str) -> Taken | None:
    """Take the kind and the number from the front of a name, if other headings count so: "Case 12: oaks in rain"."""
    kind = COUNTED_HEADING.match(name)
    if kind is None or kind["kind"].casefold() not in outline.once(counted_words):
        return None
    return Taken(name[kind.end() :], [kind[0].strip(" :：")])


def _read_links(outline: Outline, raw: Raw, *, is_back: bool) -> tuple[Sequence[Link], str, Sequence[str]]:
    """Return the links of a heading, its text as written without those behind the name, and the labels behind those.

    "Oak [[pdf](…)] (Oral)" gives the link, "Oak" and "Oral"; a first link that leads back (`is_back`) is left out.
    """
    if "[" not in raw and "<" not in raw and "://" not in raw:
        return (), raw, ()
    shown = outline.read(raw)
    lead = find_lead(shown)
    title = lead.anchor if lead and lead.anchor and not is_bracketed(shown.text, lead.anchor) else None
    stop, label = _ending(outline, shown)
    behind = links_behind(shown, stop)
    beside = frozenset(behind)
    links = []
    for anchor in shown.anchors[is_back:]:
        role: LinkRole = "title" if anchor == title else "list" if anchor in beside else "inline"
        links.append(to_link(outline, raw, shown, anchor, role))
    if not (links and behind):
        return links, raw, ()
    before = raw[: behind[-1].raw_start].rstrip(LINK_OPENERS)
    if label:
        return links, before, (label,)
    return links, before + raw[behind[0].raw_end :].lstrip(LINK_CLOSERS), ()


def _ending(outline: Outline, shown: Inline) -> tuple[int, str]:
    """Return the offset and the text of a label behind the last link, or the end and "": "Oak [[pdf](…)] (Oral)"."""
    ending = LABEL_BEHIND_LINKS.search(shown.text)
    if ending and all(anchor.end <= ending.start("label") for anchor in shown.anchors):  # not "([pdf](…))"
        return ending.start(), ending["label"].strip()
    mark = last_mark(shown)
    is_usual = mark is not None and mark.text in outline.once(usual_remarks)
    return (mark.start, mark.text) if mark and is_usual else (len(shown.text), "")


def without_colon(text: str) -> str:
    """Return the text of a heading without a colon at its end, "Oak:", unless that ends a shortcode: "Oak :heart:"."""
    if text[-1:] not in TRAILING_SIGNS or (text[-1:] == ":" and TRAILING_CODES.search(text)):
        return text  # nearly all
    return text.rstrip(TRAILING_SIGNS).rstrip()


def _clean_name(outline: Outline, name: str, raw: Raw) -> str:
    """Return the displayed name, without signs at its end and without a bullet or dash in front."""
    shown = without_colon(outline.shown_part(name, raw))
    if "\n" in shown:
        shown = tidy(shown.replace("\n", " "))
    return SIGNS_FIRST.sub("", shown, 1)

"""What stands around the name in a heading, taken off step by step: signs, labels, venues, years, makers."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from unicodedata import category

from pocketparse.entry.makers import take_byline
from pocketparse.line.dates import says_when
from pocketparse.line.legends import PICTOGRAPH, POINTERS, SIGN
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import TRAILING_CODES
from pocketparse.markup.shown import WORD, Inline, Mark
from pocketparse.names.marked_names import find_lead
from pocketparse.names.venues import take_venues_around
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.source import Raw
from pocketparse.vocabulary import ROUND_CLOSERS

CHAPTER_NUMBER = pattern(r"^\d{1,2}\.\d{1,2}\.\d{1,2}\s+(?=\S)")
"""The number of a linked heading in chapters: "[1.2.3 On oaks](…)"."""
BRACKET_BEFORE = pattern(r"^\[([^\[\]]{1,40})\]\s*(?=\S)")
"""A venue, a year or a state in square brackets in front of a name: "### 4. [CVPR '24] LangSplat"."""
BRACKET_BEHIND = pattern(r"(?<=\S)\s+\[([^\[\]]{1,40})\]$")
"""A square bracket behind a name."""
YEAR_AND_MAKER = pattern(
    r"(?<=\S)\s+[(（]((?:1[5-9]|20)\d\d(?:[-–, ]+\d{2,4}){0,9}[-–]?) ?[)）](?:,?\s+(by\s(?:(?!\s-\s)[^\d⭐★–—|])+))?$"
)
"""A year behind a linked name, and maybe its maker: "[How trees grow](…) (2014) by [Ann Lee](…)"."""
ABOUT = pattern(r"\s[-–—]\s(?=\w)")
"""A dash between a linked name and its description."""
LABEL_BEHIND_NAME = pattern(r"\s*(?:[(（](?P<label>[^\W\d_][^()（）]{0,24})[)）]|[.。])")
"""A label right behind a linked name, or a full stop: "[On oaks](…) (Video)"."""
SIGNS_BEFORE = pattern(rf"(?:{SIGN.pattern}\s*)+")
"""Signs in front of a linked name: ":star: [Oak](…)"."""
REMARKS = 3
"""Minimum number of headings that end in the same remark, or in makers, behind their links."""
MAKER = pattern(r"\s+(by\s.+)")
"""The maker behind a linked name: "[On oaks](…) by Ann Lee"."""
REMARK_MARKS = frozenset(("em", "code"))
"""Kinds of marks that set a remark apart from a name."""


def _take_venues(name: str) -> Taken | None:
    """Take the venues from a name in plain words that ends in a bracket with a number: "On oaks (ACL 2021)"."""
    return take_venues_around(name) if name.endswith(ROUND_CLOSERS) and name[-2:-1].isdigit() else None


def _take_bracket(name: str) -> Taken | None:
    """Take the square bracket from the front or the end of a name: "[CVPR '24] LangSplat"."""
    bracket = BRACKET_BEFORE.match(name) or BRACKET_BEHIND.search(name) if "[" in name else None
    return Taken(name[: bracket.start()] + name[bracket.end() :], [bracket[1].strip()]) if bracket else None


def _take_year(name: str) -> Taken | None:
    """Take the year from the end of a name, and the maker behind it: "[How trees grow](…) (2014) by Ann Lee"."""
    year = YEAR_AND_MAKER.search(name)
    made = take_byline(year[2]) if year and year[2] else None
    if year is None or (year[2] and not made):
        return None
    return Taken(name[: year.start()], [year[1]], made.fields if made else {})


def _take_maker(outline: Outline, name: str, title: str) -> Taken | None:
    """Take the maker behind a linked name, if REMARKS headings have one and nothing else: "[Oak](…) by Ann Lee"."""
    behind = MAKER.fullmatch(name, len(title)) if name.startswith(title) else None
    made = take_byline(behind[1]) if behind else None
    return Taken(title, (), made.fields) if made and not made.labels and outline.once(tells_makers) else None


def tells_makers(outline: Outline) -> bool:
    """Tell whether REMARKS headings or more have a maker behind their link: "[Oak](…) by Ann Lee [4.2]"."""
    leads = ((one.text, find_lead(one)) for one in map(outline.read, _linked_headings(outline)))
    return sum(lead is not None and MAKER.match(text, lead.end) is not None for text, lead in leads) >= REMARKS


def linked_names(outline: Outline) -> Counter[str]:
    """Return the number of headings that start with a link of each text.

    If several do, the words behind "[Oak](…)" tell them apart and belong to their names.
    """
    shown = ((one, find_lead(one)) for one in map(outline.read, _linked_headings(outline)))
    return Counter(one.text[lead.anchor.start : lead.anchor.end] for one, lead in shown if lead and lead.anchor)


def _linked_headings(outline: Outline) -> Iterator[Raw]:
    """Yield the headings that hold a link."""
    for section in outline.sections:
        if section.heading and "](" in section.heading.text:
            yield section.heading.text


def last_mark(shown: Inline) -> Mark | None:
    """Return the mark in italics or code that is all behind the last link of a heading, or None: "[Oak](…) *Free*"."""
    mark = shown.marks[-1] if shown.marks else None
    if mark is None or mark.kind not in REMARK_MARKS or not shown.anchors:
        return None
    return mark if shown.text[shown.anchors[-1].end :].strip(" ])") == mark.text else None


def usual_remarks(outline: Outline) -> frozenset[str]:
    """Return the remarks in italics or code that REMARKS headings have behind their links: "[On oaks](…) *Free*"."""
    marked = (one for one in map(outline.read, _linked_headings(outline)) if one.marks)
    counts = Counter(mark.text for one in marked if (mark := last_mark(one)))
    return frozenset(text for text, count in counts.items() if count >= REMARKS)


def _take_first_signs(name: str, title: str) -> Taken | None:
    """Take the signs in front of a linked name; those of PICTOGRAPH that do not point are labels: ":star: [Oak](…)"."""
    first = SIGNS_BEFORE.match(name)
    if first is None or not name.startswith(title, first.end()):
        return None
    signs = [sign for sign in SIGN.findall(first[0]) if PICTOGRAPH.match(sign) and sign not in POINTERS]
    return Taken(name[first.end() :], signs)


def _take_label(outline: Outline, name: str, title: str) -> Taken | None:
    """Take all that stands behind a linked name, if it is a usual remark, a label in brackets or a full stop.

    "[On oaks](…) *Free*", "[On oaks](…) (Video)"; a byline there is the maker.
    """
    if not name.startswith(title) or outline.once(linked_names)[title] > 1:
        return None
    label: str | None = name[len(title) :].strip()
    if label not in outline.once(usual_remarks):
        behind = LABEL_BEHIND_NAME.fullmatch(name, len(title))
        if behind is None:
            return None
        label = behind["label"]
    byline = take_byline(label) if label else None
    return Taken(title, (), byline.fields) if byline else Taken(title, [label] if label else ())


def _take_about(outline: Outline, name: str, title: str) -> Taken | None:
    """Take the description behind a linked name and a dash: "[Oak](…) 🌟 - a saw that sings"."""
    if not name.startswith(title) or outline.once(linked_names)[title] > 1:
        return None
    dash = ABOUT.search(name, len(title))
    if dash is None or WORD.search(name, len(title), dash.start()):
        return None
    about = name[dash.end() :]
    is_other = about.endswith("]") or says_when(about)
    return None if is_other else Taken(name[: dash.start()], (), {"description": about})


def _take_last_signs(name: str, title: str) -> Taken | None:
    """Take the pictures from behind a linked name that does not end in the same one: "[Oak](…) 🌟 🔥"."""
    codes = TRAILING_CODES.search(name) if name.endswith(":") else None
    end = codes.start() if codes else len(name)
    while end and (name[end - 1] in " \ufe0f" or category(name[end - 1]) == "So"):
        end -= 1
    signs = name[end:]
    is_apart = signs[:1] == " " and signs.strip() and not title.rstrip().endswith(signs.strip()[0])
    return Taken(name[:end], signs.split()) if is_apart and end else None


AROUND_LINK: Sequence[Callable[[Outline, str, str], Taken | None]] = (
    lambda _, name, __: Taken(CHAPTER_NUMBER.sub("", name)),
    lambda _, name, title: _take_first_signs(name, title),
    _take_label,
    _take_about,
    lambda _, name, title: _take_last_signs(name, title),
    lambda _, name, __: _take_bracket(name),
    lambda _, name, __: _take_year(name),
    _take_maker,
)
"""Steps that take off what stands around a linked name, in this order; each gets the name and the text of its link."""
AROUND_WORDS: Sequence[Callable[[Outline, str, str], Taken | None]] = (
    lambda _, name, __: _take_venues(name),
    lambda _, name, __: _take_bracket(name),
)
"""Steps that take off what stands around a name in plain words."""

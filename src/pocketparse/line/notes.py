"""Notes: what stands in brackets, italics or bold behind the names of many items, and at their ends."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from pocketparse.line.stars import LABELLED, STAR_FILE
from pocketparse.line.usual import ICON_USES, often
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, NUMBERED

# "A saw. [MIT]", "A saw. **[Go, MIT]**.", "A saw [$][Free for oaks]", "~[Oak](…) - A saw. [old]~"
WORDS_AT_END = pattern(r"\S\s[*_]*(?P<words>(?:\\?\[[^\[\]\n`*_\\]{1,40}\\?\][*_]*(?:\s[*_]*)?){1,5})~?\.?\s*$")
# "[Oak](…) [Free] - a saw", and more of it behind
WORDS_BEHIND_LINK = pattern(
    r"\]\([^()\s]*\)[\s*_]{1,4}(?:[-–—]\s+)?(?P<words>\\?\[[^\[\]\n`*_\\]{1,40}\\?\])(?![\[(:])(?![*_]*\.?\s*$)"
)
IN_BRACKETS = pattern(r"\[([^\[\]\\]+)")
# "[Oak](…) **(old)** - a saw", "[Oak](…) _In Welsh_ - a saw", "[Oak](…) **book** `MIT`", "[Oak](…)（中文）"
NOTE_BEHIND_LINK = pattern(
    r"\]\([^()\s]*\)[\s*_]{0,4}(?:[(（]([^()（）\[\]\n]{2,40})[)）]|(?<=[*_])([^\W_][^*_\n]{1,40})(?=[*_]))"
    r"[*_]*(?=\s+[-–—:]\s|\s+by @|\s+`|\s*$)"
)
BRACKET_BEHIND_LINK = pattern(r"\]\([^()\s]*\)[\s*_]{0,3}[(（][^()（）\[\]\n]{2,30}[)）]")
# "[Oak](…) **star:4054** A saw", "[Oak](…) ![](star.png) 4054 - A saw"
COUNT_BEHIND_LINK = pattern(
    rf"\]\([^()\s]*\)[\s*_(（]{{1,4}}(?:{LABELLED}|<img\s[^<>]*?{STAR_FILE}[^<>]*>\s?|!\[[^\[\]]*\]\([^()\s]*?{STAR_FILE}\)\s?)\d"
)
ITALICS_AT_END = pattern(r"(?<![*_])([*_])[(（](?P<said>[^()（）\[\]\n*_]{2,30})[)）]\1\.?\s*$")
END_LENGTH = 45
"""Characters at an end in which a bracket there starts."""
ITEMS_PER_NOTE = 5
"""Items of which one has a bracket at a place, at least, where those there are notes."""
BETWEEN_BARS = pattern(r"\]\([^()\s]*\)\s*\|\s*([^\s|\[][^|\[\n.!?]{1,60})\s\|\s+(\w[^|\n]*)$")
"""A link, and two pieces behind it, that bars part: "[Oak](…) | London, UK | a saw"."""
BAR_USES = 10
"""Items that such pieces stand in, at least, where the first labels and the second describes."""
BOLD_NAME = pattern(r"(?:\s|[^\w\s<*]|:\w+:){0,6}(?:\*\*|<b>)(?P<name>[^*<\n]+)(?:\*\*|</b>)")
"""A bold name that starts a text, pictures in front of it or not."""
YEAR_AT_END = pattern(
    r"(?<=\S)\s*[(（](?P<when>(?=[^()（）]*(?<!\d)(?:19|20)\d\d(?!\d))[^()（）\[\]\n]{4,40})[)）]\.?$"
    r"|(?<=\S)\s+(?P<month>(?:19|20)\d\d-(?:\d{1,2}|X))$"
)
"""A bracket with a year behind a name, or a bare month: "Oak (2003)", "On oaks (2011, Trees)", "Oak 2019-10"."""
DATED_NAMES = 10
"""Names that end so, at least, where such brackets are none of the names."""
MAKER_AT_END = pattern(r"(?<=\S)\s*[(（]@(?P<by>\w[^()（）\n]{1,60})[)）]\s*$")
"""A bracket behind a name that says who made it: "Saws for all (@oakfan)", "On oaks(@Elm House etc)"."""
DIGITS = pattern(r"\d+")
MONEY = frozenset("$€£¥₩💲")
"""What stands in brackets and is no word, of what costs something."""
NUMBER = "0"
"""The form of a number alone, which is that of a note."""


def usual_words(outline: Outline) -> frozenset[str]:
    """Return the words in square brackets behind the links of many items, or at their ends, as `form_of` gives them.

    "[Oak](…) [Free] - a saw", "A saw. [MIT]"
    """
    forms = often(Counter(outline.once(_words_in_brackets)))
    said = (form for form in forms if WORD.search(form) or form in MONEY)
    return frozenset(form for form in said if form != NUMBER and form.casefold() not in GENERIC)


def ends_in_usual_words(outline: Outline) -> bool:
    """Tell whether nearly all words in square brackets behind links and at ends are such as many items have."""
    words = outline.once(_words_in_brackets)
    return sum(form in outline.once(usual_words) for form in words) * 10 >= len(words) * 9


def usual_notes(outline: Outline) -> frozenset[str]:
    """Return what stands in round brackets, italics or bold right behind the links of many items: "(old)", "book"."""
    found = (NOTE_BEHIND_LINK.match(text, text.find("](")) for text in outline.linked_items)
    return frozenset(filter(WORD.search, often(Counter(one[1] or one[2] for one in found if one))))


def notes_stand_behind(outline: Outline) -> bool:
    """Tell whether many items have a bracket right behind a link, whatever it says: "[Oak](…) (Java) a saw"."""
    found = (BRACKET_BEHIND_LINK.match(text, text.find("](")) for text in outline.linked_items)
    return are_many(outline, found)


def counts_stand_behind(outline: Outline) -> bool:
    """Tell whether many items have a count of stars behind a link and a label: "[Oak](…) **star:4054** A saw".

    The label may be a picture: "[Oak](…) ![](star.png) 4054 - A saw".
    """
    found = (COUNT_BEHIND_LINK.match(text, text.find("](")) for text in outline.linked_items if "tar" in text)
    return sum(one is not None for one in found) >= ICON_USES


def words_stand_at_ends(outline: Outline) -> bool:
    """Tell whether half of all items end in words in square brackets, whatever they say: "A saw. [Boost/MIT]"."""
    found = (WORDS_AT_END.search(text) for text in outline.linked_items if "]" in text[-END_LENGTH:])
    return are_many(outline, found, items_per_find=2)


def words_stand_behind(outline: Outline) -> bool:
    """Tell whether half of all items have words in square brackets behind a link, any: "[Oak](…) - [C] - a saw"."""
    found = (WORDS_BEHIND_LINK.search(text) for text in outline.linked_items if "[" in text[1:])
    return are_many(outline, found, items_per_find=2)


def italics_stand_at_ends(outline: Outline) -> bool:
    """Tell whether many items end in a bracket in italics, whatever it says: "A saw. _(Rust)_"."""
    return are_many(outline, outline.once(_italics_at_ends).elements())


def usual_italics(outline: Outline) -> frozenset[str]:
    """Return the forms of what brackets in italics say that several items end in: "A saw. _(archived)_"."""
    return often(outline.once(_italics_at_ends))


def _italics_at_ends(outline: Outline) -> Counter[str]:
    """Return in how many items each form of words in brackets and italics stands at the end."""
    found = (ITALICS_AT_END.search(text, max(len(text) - END_LENGTH, 0)) for text in outline.linked_items)
    return Counter(form_of(one["said"]) for one in found if one)


def are_many(outline: Outline, found: Iterable[object], *, items_per_find: int = ITEMS_PER_NOTE) -> bool:
    """Tell whether a form was found in several linked items, and in one of so many at least."""
    count = sum(one is not None for one in found)
    return count >= ICON_USES and count * items_per_find >= len(outline.linked_items)


def bars_label(outline: Outline) -> bool:
    """Tell whether many items have a label between bars, in front of words: "[Oak](…) | London, UK | a saw"."""
    bars = filter(None, map(BETWEEN_BARS.search, (text for text in outline.linked_items if "|" in text)))
    found = [match.span(1) + match.span(2) for match in bars]
    shorter = sum(end - start < last - first for start, end, first, last in found)
    return len(found) >= BAR_USES and shorter * 10 >= len(found) * 9


def numbers_names(outline: Outline) -> bool:
    """Tell whether paragraphs or items start with bold names that are counted: "**1. Oak**"."""
    bold = (text[2:] for text in outline.runs if text.startswith("**"))
    numbers = {match[1] for text in bold if (match := NUMBERED.match(text))}
    return numbers.issuperset("123")


def years_end_names(outline: Outline) -> bool:
    """Tell whether many bold names and first cells, half of all, end in when they came out.

    "**Oak (2003)**", "**Oak 2019-10 | Old | [Paper](…)**"
    """
    bold = (found["name"].partition(" | ")[0] for found in map(BOLD_NAME.match, outline.runs) if found)
    cells = (row[0].strip("* ") for block in outline.of_kind("table") for row in block.rows[1:] if row)
    names = [name for name in chain(bold, cells) if "](" not in name]
    count = sum(YEAR_AT_END.search(name) is not None for name in names)
    return count >= DATED_NAMES and count * 2 >= len(names)


def makers_end_names(outline: Outline) -> bool:
    """Tell whether many rows of tables, half of all, have a cell that ends in who made a thing: "On oaks (@oakfan)"."""
    rows = [row for block in outline.of_kind("table") for row in block.rows[1:]]
    count = sum(any("@" in cell and MAKER_AT_END.search(cell) for cell in row) for row in rows)
    return count >= DATED_NAMES and count * 2 >= len(rows)


def _words_in_brackets(outline: Outline) -> list[str]:
    """Return the forms of the words in square brackets right behind links, and at the ends of linked texts."""
    linked = (text for text in outline.runs if "](" in text and "[" in text[1:])
    found = (form.search(text) for text in linked for form in (WORDS_BEHIND_LINK, WORDS_AT_END))
    said = chain.from_iterable(IN_BRACKETS.findall(one["words"]) for one in found if one)
    return [form_of(word) for words in said for word in words.split(",")]


def form_of(words: str) -> str:
    """Return what is alike in words of one form: "0:0:0" for "1:04:34"."""
    return DIGITS.sub("0", words.strip())

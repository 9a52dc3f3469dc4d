"""Notes: what stands in brackets, italics or bold behind the names of many items, and at their ends."""

from collections import Counter
from itertools import chain

from pocketparse.line.habits import ENOUGH, Habit
from pocketparse.line.stars import LABELLED, STAR_FILE
from pocketparse.line.usual import often
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import GENERIC, NUMBERED

WORDS_AT_END = pattern(r"\S\s[*_]*(?P<words>(?:\\?\[[^\[\]\n`*_\\]{1,40}\\?\][*_]*(?:\s[*_]*)?){1,5})~?\.?\s*$")
"""Words in square brackets at the end of a text: "A saw. [MIT]", "A saw. **[Go, MIT]**.", "A saw [$][Free of oaks]"."""
WORDS_BEHIND_LINK = pattern(
    r"\]\([^()\s]*\)[\s*_]{1,4}(?:[-–—]\s+)?(?P<words>\\?\[[^\[\]\n`*_\\]{1,40}\\?\])(?![\[(:])(?![*_]*\.?\s*$)"
)
"""Words in square brackets between a link and more text: "[Oak](…) [Free] - a saw"."""
IN_BRACKETS = pattern(r"\[([^\[\]\\]+)")
"""The words in a square bracket."""
NOTE_BEHIND_LINK = pattern(
    r"\]\([^()\s]*\)[\s*_]{0,4}(?:[(（]([^()（）\[\]\n]{2,40})[)）]|(?<=[*_])([^\W_][^*_\n]{1,40})(?=[*_]))"
    r"[*_]*(?=\s+[-–—:]\s|\s+by @|\s+`|\s*$)"
)
"""A note right behind a link, in brackets, italics or bold: "[Oak](…) **(old)** - a saw", "[Oak](…) _In Welsh_"."""
TO_FIRST_LINK = r"^[^\]]*+(?:\](?!\()[^\]]*+)*+"
"""The start of a text up to where the text of its first link ends."""
NOTES_STAND_BEHIND = Habit(
    pattern(rf"{TO_FIRST_LINK}\]\([^()\s]*\)[\s*_]{{0,3}}[(（][^()（）\[\]\n]{{2,30}}[)）]"), texts_per_use=5
)
"""Many items have a bracket right behind their first link, whatever it says: "[Oak](…) (Java) a saw"."""
COUNTS_STAND_BEHIND = Habit(
    pattern(
        rf"{TO_FIRST_LINK}\]\([^()\s]*\)[\s*_(（]{{1,4}}"
        rf"(?:{LABELLED}|<img\s[^<>]*?{STAR_FILE}[^<>]*>\s?|!\[[^\[\]]*\]\([^()\s]*?{STAR_FILE}\)\s?)\d"
    ),
    sign="tar",
)
"""Many items have a label or a picture and a count of stars behind a link: "[Oak](…) **star:4054** A saw"."""
WORDS_STAND_BEHIND = Habit(WORDS_BEHIND_LINK, texts_per_use=2)
"""Half of all items have words in square brackets behind a link, whatever these say: "[Oak](…) - [C] - a saw"."""
ITALICS_AT_END = pattern(r"(?<![*_])([*_])[(（](?P<said>[^()（）\[\]\n*_]{2,30})[)）]\1\.?\s*$")
"""A bracket in italics at the end of a text: "A saw. _(Rust)_"."""
ROUNDS_AT_END = pattern(
    r"[\w.!?]\s{1,3}(?P<said>(?:[(（](?:\d+\s)?[^\W\d_][^()（）\[\]\n*_`]{0,29}[)）]\s{0,3}){1,3})\.?\s*$"
)
"""Round brackets at the end of a text, which start with a letter or count: "A saw (Paid).", "A saw. (3 parts) (C)"."""
COUNT_IN_FRONT = pattern(r"^\d+(?=\s)")
"""A number and a blank, in front of what is counted: "3 parts"."""
IN_ROUND = pattern(r"[(（]([^()（）]+)[)）]")
"""The words in a round bracket."""
ROUND_BEFORE_LINK = pattern(r"[(（](?P<said>[^()（）\[\]\n]{2,60})[)）]\s\[")
"""A round bracket in front of a link: "Oak (all of it is free) [Shop](…)"."""
ROUND_USES = 10
"""Minimum number of items that end in the same round bracket, before it labels them."""
SHORT_ROUND = 2
"""Most characters of a round bracket that may be anything, however many items end in it: "(C)"."""
ITEMS_PER_ROUND = 20
"""A round bracket labels if at least one in so many items ends in it."""
END_LENGTH = 45
"""Number of characters at the end of a text in which a bracket at the end starts."""
ITEMS_PER_NOTE = 5
"""Brackets in italics are notes if at least one in so many items ends in one."""
BETWEEN_BARS = pattern(r"\]\([^()\s]*\)\s*\|\s*([^\s|\[][^|\[\n.!?]{1,60})\s\|\s+(\w[^|\n]*)$")
"""A link and two pieces behind it with bars between: "[Oak](…) | London, UK | a saw"."""
BAR_USES = 10
"""Minimum number of items with two pieces between bars, before the first piece is a label and the second describes."""
BOLD_NAME = pattern(r"(?:\s|[^\w\s<*]|:\w+:){0,6}(?:\*\*|<b>)(?P<name>[^*<\n]+)(?:\*\*|</b>)")
"""A bold name at the start of a text, pictures in front of it or not."""
YEAR_AT_END = pattern(
    r"(?<=\S)\s*[(（](?P<when>(?=[^()（）]*(?<!\d)(?:19|20)\d\d(?!\d))[^()（）\[\]\n]{4,40})[)）]\.?$"
    r"|(?<=\S)\s+(?P<month>(?:19|20)\d\d-(?:\d{1,2}|X))$"
)
"""A bracket with a year behind a name, or a bare month: "Oak (2003)", "On oaks (2011, Trees)", "Oak 2019-10"."""
NAMES_WITH_NOTE = 10
"""Minimum number of names that end in a year or a maker, before that is no part of a name."""
MAKER_AT_END = pattern(r"(?<=\S)\s*[(（]@(?P<by>\w[^()（）\n]{1,60})[)）]\s*$")
"""A bracket with an account behind a name: "Saws for all (@oakfan)", "On oaks(@Elm House etc)"."""
DIGITS = pattern(r"\d+")
MONEY = frozenset("$€£¥₩💲")
"""Signs in square brackets that label without a word: "[$]"."""
FORM_OF_NUMBER = "0"
"""The form of a number, which is no label in square brackets but refers to a footnote: "[1]"."""


def usual_words(outline: Outline) -> frozenset[str]:
    """Return the forms of words in square brackets that ICON_USES texts have behind links or at their ends.

    "[Oak](…) [Free] - a saw", "A saw. [MIT]"
    """
    forms = often(Counter(outline.once(_words_in_brackets)))
    said = (form for form in forms if WORD.search(form) or form in MONEY)
    return frozenset(form for form in said if form != FORM_OF_NUMBER and form.casefold() not in GENERIC)


def ends_in_usual_words(outline: Outline) -> bool:
    """Tell whether nine of ten words in square brackets behind links and at ends are usual words."""
    words = outline.once(_words_in_brackets)
    return sum(form in outline.once(usual_words) for form in words) * 10 >= len(words) * 9


def usual_notes(outline: Outline) -> frozenset[str]:
    """Return the notes right behind the first links of ICON_USES items, in brackets, italics or bold: "(old)"."""
    found = (NOTE_BEHIND_LINK.match(text, text.find("](")) for text in outline.linked_items)
    return frozenset(filter(WORD.search, often(Counter(one[1] or one[2] for one in found if one))))


def words_stand_at_ends(outline: Outline) -> bool:
    """Tell whether half of all items end in words in square brackets, whatever these say: "A saw. [Boost/MIT]"."""
    ends = (text for text in outline.linked_items if "]" in text[-END_LENGTH:])  # to search in all takes longer
    uses = sum(WORDS_AT_END.search(text) is not None for text in ends)
    return uses >= ENOUGH and uses * 2 >= len(outline.linked_items)


def italics_stand_at_ends(outline: Outline) -> bool:
    """Tell whether one in ITEMS_PER_NOTE items ends in a bracket in italics, whatever it says: "A saw. _(Rust)_"."""
    uses = outline.once(_italics_at_ends).total()
    return uses >= ENOUGH and uses * ITEMS_PER_NOTE >= len(outline.linked_items)


def usual_italics(outline: Outline) -> frozenset[str]:
    """Return the forms of brackets in italics that ICON_USES items end in: "A saw. _(archived)_"."""
    return often(outline.once(_italics_at_ends))


def usual_rounds(outline: Outline) -> frozenset[str]:
    """Return what round brackets say, `uncounted`, that ROUND_USES items and one in ITEMS_PER_ROUND end in.

    "A saw (Paid).", "A saw. (3 parts) (Paid)"
    """
    counts = outline.once(_rounds_at_ends)
    least = max(ROUND_USES, len(outline.linked_items) / ITEMS_PER_ROUND)
    return frozenset(said for said, count in counts.items() if count >= least and len(said) > SHORT_ROUND)


def usual_rounds_end(outline: Outline) -> bool:
    """Tell whether half of the single words in round brackets at the ends of items are `usual_rounds`."""
    words = {said: count for said, count in outline.once(_rounds_at_ends).items() if " " not in said}
    uses = sum(words.get(said, 0) for said in outline.once(usual_rounds))
    return uses > 0 and uses * 2 >= sum(words.values())


def _rounds_at_ends(outline: Outline) -> Counter[str]:
    """Return the number of linked items that end in each text in round brackets, `uncounted`."""
    ends = [text[-END_LENGTH:] for text in outline.linked_items if ")" in text[-3:]]
    said = chain.from_iterable(IN_ROUND.findall(one["said"]) for one in map(ROUNDS_AT_END.search, ends) if one)
    return Counter(map(uncounted, said))


def rounds_before_links(outline: Outline) -> frozenset[str]:
    """Return what round brackets say in front of links of ICON_USES items: "Oak (all of it is free) [Shop](…)"."""
    found = (ROUND_BEFORE_LINK.search(text) for text in outline.linked_items if ") [" in text)
    return often(Counter(one["said"] for one in found if one))


def _italics_at_ends(outline: Outline) -> Counter[str]:
    """Return the number of linked items that end in each form of words in brackets and italics."""
    found = (ITALICS_AT_END.search(text, max(len(text) - END_LENGTH, 0)) for text in outline.linked_items)
    return Counter(form_of(one["said"]) for one in found if one)


def bars_label(outline: Outline) -> bool:
    """Tell whether BAR_USES items have a label between bars, and longer text behind: "[Oak](…) | London | a saw"."""
    bars = filter(None, map(BETWEEN_BARS.search, (text for text in outline.linked_items if "|" in text)))
    found = [match.span(1) + match.span(2) for match in bars]
    shorter = sum(end - start < last - first for start, end, first, last in found)
    return len(found) >= BAR_USES and shorter * 10 >= len(found) * 9


def numbers_names(outline: Outline) -> bool:
    """Tell whether paragraphs or items start with bold or linked names numbered 1, 2 and 3: "**1. Oak**"."""
    names = (text.lstrip("*[") for text in outline.runs if text.startswith(("**", "[")))
    numbers = {match[1] for name in names if (match := NUMBERED.match(name))}
    return numbers.issuperset("123")


def years_end_names(outline: Outline) -> bool:
    """Tell whether NAMES_WITH_NOTE bold names and first cells, and half of all, end in a year or month.

    "**Oak (2003)**", "**Oak 2019-10 | Old | [Paper](…)**"
    """
    bold = (found["name"].partition(" | ")[0] for found in map(BOLD_NAME.match, outline.runs) if found)
    cells = (row[0].strip("* ") for block in outline.of_kind("table") for row in block.rows[1:] if row)
    names = [name for name in chain(bold, cells) if "](" not in name]
    count = sum(YEAR_AT_END.search(name) is not None for name in names)
    return count >= NAMES_WITH_NOTE and count * 2 >= len(names)


def makers_end_names(outline: Outline) -> bool:
    """Tell whether NAMES_WITH_NOTE table rows, and half of all, have a cell that ends in a maker: "Saws (@oakfan)"."""
    rows = [row for block in outline.of_kind("table") for row in block.rows[1:]]
    count = sum(any("@" in cell and MAKER_AT_END.search(cell) for cell in row) for row in rows)
    return count >= NAMES_WITH_NOTE and count * 2 >= len(rows)


def _words_in_brackets(outline: Outline) -> list[str]:
    """Return the forms of all words in square brackets right behind links, and at the ends of texts with links."""
    linked = (text for text in outline.runs if "](" in text and "[" in text[1:])
    found = (form.search(text) for text in linked for form in (WORDS_BEHIND_LINK, WORDS_AT_END))
    said = chain.from_iterable(IN_BRACKETS.findall(one["words"]) for one in found if one)
    return [form_of(word) for words in said for word in words.split(",")]


def form_of(words: str) -> str:
    """Return words with each number replaced by 0, which two words of one form share: "0:0:0" for "1:04:34"."""
    return DIGITS.sub("0", words.strip())


def uncounted(words: str) -> str:
    """Return words with a count in front of them replaced by 0: "0 parts" for "3 parts"."""
    return COUNT_IN_FRONT.sub(FORM_OF_NUMBER, words)

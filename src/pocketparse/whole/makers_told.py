"""Whether descriptions name the makers of works and say nothing else, by how the names differ from other words."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import chain

from pocketparse.names.people import IN_SHORT_LAST, STOP, WORDS, count_people, has_initial, has_others, may_be_names
from pocketparse.patterns import pattern
from pocketparse.vocabulary import ROUND_CLOSERS

PART = pattern(r"[,;&،、·/|\n]")
"""Separator between names in a row."""
NOTE = pattern(r"\s?[(（]([^()（）]+)[)）]$")
"""A note in brackets at the end of a text: "Ann Lee (PDF)"."""
BETWEEN_NOTES = pattern(r",(?!\s(?:Inc|Ltd|LLC|Corp|Co)\b)")
"""A comma between notes, and none within the name of a firm: "Elm House, Inc."."""
MOST_NOTES = 10
"""Most notes that are taken off the end of a text."""
YEAR_BEHIND = pattern(r",?\s(?P<year>(?:19|20)\d\d)$")
"""A year behind names: "Ann Lee 2012", "Ann Lee (Oak Lab), 2012"."""
YEAR_LENGTH = 6
"""Characters of the longest match of YEAR_BEHIND."""
CASELESS = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff"
"""Letters without capitals, for a class of a pattern: Chinese, Japanese and Korean."""
CASELESS_RUN = pattern(rf"[{CASELESS}]+")
"""A run of CASELESS letters; each two that follow each other are compared as a word."""
MOST_WORDS = 6
"""Most words of a maker's name."""
MOST_LETTERS = 45
"""Most characters of a maker's name."""
MOST_CASELESS = 9
"""Most CASELESS letters of a maker's name."""
LONGEST_MAKER = 16
"""Most CASELESS letters of a maker's name, in a document whose descriptions are known to be makers."""
MOST_IN_FRONT = 3
"""Most spaces in a text that may end like a sentence and be a name: "Ann Lee Tools."."""
STOPS = ("。", "！", "？")
"""Ends of sentences that never end a name."""
SENTENCE_END = pattern(r"[^\W\d_]{4}[.!?]\Z")
"""The end of a sentence behind a word of four letters or more: not "Jr." or "Inc."."""
LEAST = 10
"""Fewest different descriptions in a document whose descriptions are makers."""
LEAST_OF_PART = 20
"""Fewest different descriptions in a part of a document whose descriptions are makers."""
SURE = 3
"""Fewest different descriptions that are surely names of people, where descriptions are makers."""
TITLE_WORDS = 3
"""Fewest words of the described entries' names on average: things of shorter names are described by what they are."""
LETTERS_OF_WORD = 2.5
"""CASELESS letters that count as one word."""
PROSE = 5
"""At most one in this many different descriptions may not read as names."""
RECURS = 4
"""At least one in this many names must be different: "Berlin" is no maker of a hundred things."""
NO_NAMES = pattern(r"\n\n|^- |^\[|^\d|\b(?:19|20)\d\d\b|['’]\d\d\b")
"""What no row of names holds: paragraphs, bullets, labels in brackets, years."""
SMALL = 3
"""At most one in this many names may have a word without a capital."""
SINGLE = 2
"""At most one in this many names may be a single word: "Berlin"."""
ON_TOPIC = 0.6
"""Less than this share of the names may have a word that titles or several other names have, too."""
OFTEN = 2
"""Fewest names that have a word in common, for it to be a shared one."""
MANY = 50
"""At least one in this many names has a word, for it to be a shared one."""


def makers_told(
    texts: Sequence[str], names: Sequence[str], parts: Sequence[Hashable], titles: Iterable[str]
) -> Collection[int]:
    """Return the indexes of descriptions that name the makers of works: all, those of some parts, or none.

    Args:
        texts: the descriptions in document order, "" where there is none.
        names: the name of each described thing: works have titles.
        parts: the part of the document of each description, judged by themselves if not all descriptions are makers.
        titles: the titles of sections.
    """

    @cache
    def topics() -> Set[str]:
        return {word for name in (*titles, *names) for word in _words(name)}

    if _tells_makers(texts, names, topics, LEAST):
        return range(len(texts))
    places: dict[Hashable, list[int]] = {}
    for at, part in enumerate(parts):
        places.setdefault(part, []).append(at)
    several = places.values() if len(places) > 1 else ()
    told = (
        one
        for one in several
        if _tells_makers([texts[at] for at in one], [names[at] for at in one], topics, LEAST_OF_PART)
    )
    return frozenset(chain.from_iterable(told))


def _tells_makers(texts: Sequence[str], names: Sequence[str], topics: Callable[[], Set[str]], least: int) -> bool:
    """Tell whether descriptions, `least` different ones or more, name makers of works called `names`."""
    described = list(filter(None, texts))
    distinct = list(dict.fromkeys(described))
    if len(distinct) < least:
        return False
    left = len(distinct) // PROSE
    bare: dict[str, str] = {}
    for text in distinct:
        bare[text] = without_notes(text)[0]
        left -= not may_be_makers(bare[text])
        if left < 0:
            return False  # nearly all
    makers = [part for text in described for part in _parts(bare[text])]
    if len(set(makers)) * RECURS < len(makers) or sum(map(_are_surely, bare.values())) < SURE:
        return False
    lengths = [_length(name) for name, text in zip(names, texts, strict=True) if text]
    return sum(lengths) >= TITLE_WORDS * len(lengths) and _are_names(list(dict.fromkeys(makers)), topics())


def _are_surely(by: str) -> bool:
    """Tell whether a text is surely names of people: with initials, "et al.", or several of two words or more each."""
    makers = _parts(by)
    are_several = len(makers) > 1 and all(len(WORDS.findall(maker)) > 1 for maker in makers)
    return are_several or has_initial(by) or has_others(by)


def _length(name: str) -> float:
    """Return the number of words of a title, LETTERS_OF_WORD caseless letters counted as one."""
    return len(WORDS.findall(CASELESS_RUN.sub(" ", name))) + sum(map(len, CASELESS_RUN.findall(name))) / LETTERS_OF_WORD


def _are_names(makers: Sequence[str], topics: Set[str]) -> bool:
    """Tell whether most texts are names: of several capitalised words, few of which are topics or shared by others."""
    spaced = [WORDS.findall(maker) for maker in makers if not CASELESS_RUN.search(maker)]
    small = sum(any(word[0].islower() for word in words) for words in spaced if len(words) > 1)
    if small * SMALL > len(makers) or sum(len(words) == 1 for words in spaced) * SINGLE > len(makers):
        return False
    said = [set(_words(maker)) for maker in makers]
    often = Counter(word for words in said for word in words)
    shared = {word for word, times in often.items() if times >= max(OFTEN, len(makers) // MANY)}
    return sum(not (words.isdisjoint(topics) and words.isdisjoint(shared)) for words in said) < len(makers) * ON_TOPIC


def without_notes(by: str) -> tuple[str, list[str]]:
    """Return names without the notes in brackets and the year behind them, and those notes and that year.

    "Ann Lee (GitHub) (CC BY, PDF) 2012".
    """
    by, years = without_year(by)
    notes: list[str] = []
    while by.endswith(ROUND_CLOSERS) and len(notes) < MOST_NOTES and (note := NOTE.search(by, _last_bracket(by))):
        by = by[: note.start()]
        notes[:0] = [said.strip() for said in BETWEEN_NOTES.split(note[1])]
    return by, [*notes, *years]


def without_year(by: str) -> tuple[str, list[str]]:
    """Return names without the year behind them, and that year: "Ann Lee 2012", not "Ann Lee, Oak Conf 2012"."""
    year = YEAR_BEHIND.search(by, max(len(by) - YEAR_LENGTH, 0)) if by[-1:].isdigit() else None
    if year is None:
        return by, []  # nearly all
    names = by[: year.start()]
    bare = NOTE.sub("", names)
    before, _, last = bare.rpartition(", ")
    is_where = (before and " and " not in f" {last}") or STOP.search(bare) or IN_SHORT_LAST.search(bare)
    are_people = not is_where and "\n" not in bare and may_be_names(bare) and count_people(bare) > 0
    return (names, [year["year"]]) if are_people else (by, [])


def _last_bracket(text: str) -> int:
    """Return the offset of the character in front of the last opening bracket, 0 where there is none."""
    return max(text.rfind("("), text.rfind("（"), 1) - 1


def may_be_makers(text: str, most: int = MOST_CASELESS) -> bool:
    """Tell whether a text may be names of makers: each of few words, at least half of them with a capital.

    A name has at most `most` CASELESS letters.
    """
    if text.endswith(STOPS) or (text.count(" ") > MOST_IN_FRONT and SENTENCE_END.search(text[-5:])):
        return False
    first = PART.split(text[: MOST_LETTERS + 1], maxsplit=1)[0]
    if not _may_be_name(first, most) or NO_NAMES.search(text):
        return False  # nearly all
    return all(_may_be_name(part, most) for part in _parts(text))


def _parts(text: str) -> list[str]:
    return [part for part in map(str.strip, PART.split(text)) if part]


def _may_be_name(part: str, most: int) -> bool:
    if len(part) > MOST_LETTERS:
        return False
    words = WORDS.findall(part)
    if len(words) > MOST_WORDS or sum(map(len, CASELESS_RUN.findall(part))) > most:
        return False
    small = sum(word[0].islower() for word in words)
    return small * 2 <= len(words) or len(words) == 1


def _words(text: str) -> Iterator[str]:
    for word in WORDS.findall(text.casefold()):
        run = CASELESS_RUN.fullmatch(word)
        if run and len(word) > 2:
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) > 1:
            yield word

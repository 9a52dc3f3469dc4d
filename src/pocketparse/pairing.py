"""Which entries and sections of two versions are the same: in stages, each looser than the one before, one to one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from pocketparse.identity import fold, target, words
from pocketparse.patterns import pattern
from pocketparse.records import Entry, Section

By = Literal["same", "name and link", "name", "link", "folded name", "similar"]
"""What a pair has in common: name and all links; name and a link; the name; links; the name without case and
punctuation; or a similar name or description."""

SIMILAR_NAME = 0.8
"""Least ratio of difflib between two names that are similar; their numbers must be equal: "Qwen2" is not "Qwen3"."""
COMPARED_LETTERS = 200
"""Most letters of a name that are compared, since difflib takes quadratic time."""
MOST_EQUAL_LETTERS = 4_000
"""Most pairs of equal letters in two names that difflib compares, since it looks at each many times. Only long names of
ten different letters or fewer have more."""
SIMILAR_TEXT = 0.5
"""Least share of common words of two descriptions that are similar."""
LEAST_WORDS = 8
"""Fewest words of a description that is compared."""
MOST_HOLDERS = 20
"""Most unpaired entries with a word or link that is used to find candidates; a more frequent one is ignored."""
CANDIDATES = 8
"""Most candidates that an entry is compared with, those that share the most words: the bound of the last stage."""
NUMBER = pattern(r"\d+")


class Pair(NamedTuple):
    """An entry of the old version, the same entry in the new one, and what they have in common."""

    old: Entry
    new: Entry
    by: By


def pair_entries(old: Mapping[int, Entry], new: Mapping[int, Entry]) -> list[Pair]:
    """Return the entries that are the same in two versions, in the order of the new version.

    Args:
        old: the entries of the old version, by their index in the document.
        new: those of the new version.

    Entries are compared in document order and the first of equals wins, so the result is deterministic.
    """
    pairs = _Pairs(old, new)
    pairs.by_id()
    if pairs.is_done:
        return pairs.found()
    pairs.by_key("same", lambda entry: (entry.name, entry.org, _targets(entry), entry.section_path), repeats=True)
    pairs.by_key("same", lambda entry: (entry.name, entry.org, _targets(entry)), repeats=True)
    pairs.by_links("name and link", lambda entry, link: (entry.name, link))
    # Links before names: where 华佗 becomes 本草 and another project is listed as 华佗, the links stay with theirs.
    pairs.by_key("link", lambda entry: target(entry.main_link) if entry.main_link else None)
    pairs.by_links("link", lambda entry, link: link, half=True)
    pairs.by_key("name", lambda entry: (entry.name, entry.org, entry.section_path))
    pairs.by_key("name", lambda entry: (entry.name, entry.org))
    pairs.by_key("name", lambda entry: entry.name)
    pairs.by_key("folded name", lambda entry: fold(entry.name))
    pairs.by_likeness()
    return pairs.found()


class _Pairs:
    """The pairs found so far, and the indexes of unpaired entries."""

    def __init__(self, old: Mapping[int, Entry], new: Mapping[int, Entry]) -> None:
        self._old = old
        self._new = new
        self._left_old = dict.fromkeys(old)  # sets that keep their order
        self._left_new = dict.fromkeys(new)
        self._found: dict[int, tuple[int, By]] = {}

    def found(self) -> list[Pair]:
        return [Pair(self._old[one], self._new[at], by) for at, (one, by) in sorted(self._found.items())]

    @property
    def is_done(self) -> bool:
        """Tell whether all entries of one version are paired."""
        return not (self._left_old and self._left_new)

    def _take(self, one: int, other: int, by: By) -> None:
        self._found[other] = one, by
        del self._left_old[one], self._left_new[other]

    def by_id(self) -> None:
        """Pair entries of the same id, name, section and URLs: the common case, at the least cost."""
        places = {entry.id: at for at, entry in self._old.items()}
        for other, entry in self._new.items():
            one = places.get(entry.id)
            if one is not None:
                was = self._old[one]
                # The ids of copies depend on their order, so the section has to agree, too.
                alike = was.name == entry.name and was.org == entry.org and was.section_path == entry.section_path
                if alike and urls(was) == urls(entry):
                    self._take(one, other, "same")

    def by_key(self, by: By, key: Callable[[Entry], Hashable], *, repeats: bool = False) -> None:
        """Pair entries of the same key if it is unique in each version; with `repeats`, in document order."""
        places = self._places(self._old, self._left_old, key), self._places(self._new, self._left_new, key)
        for value, ours in places[0].items():
            theirs = places[1].get(value, [])
            if repeats or len(ours) == len(theirs) == 1:
                for one, other in zip(ours, theirs, strict=False):
                    self._take(one, other, by)

    @staticmethod
    def _places(
        entries: Mapping[int, Entry], left: Iterable[int], key: Callable[[Entry], Hashable]
    ) -> dict[Hashable, list[int]]:
        places: dict[Hashable, list[int]] = defaultdict(list)
        for at in left:
            value = key(entries[at])
            if value is not None:
                places[value].append(at)
        return places

    def by_links(self, by: By, key: Callable[[Entry, str], Hashable], *, half: bool = False) -> None:
        """Pair entries that share links: most first, then in the same section; with `half`, half those of one entry."""
        holders: dict[Hashable, list[int]] = defaultdict(list)
        for one in self._left_old:
            for link in dict.fromkeys(_targets(self._old[one])):
                holders[key(self._old[one], link)].append(one)
        shared: Counter[tuple[int, int]] = Counter()
        for other in self._left_new:
            for link in dict.fromkeys(_targets(self._new[other])):
                ones = holders.get(key(self._new[other], link), ())
                for one in ones if len(ones) <= MOST_HOLDERS else ():
                    shared[one, other] += 1

        def rank(item: tuple[tuple[int, int], int]) -> tuple[int, bool, tuple[int, int]]:
            (one, other), count = item
            return -count, self._old[one].section_path != self._new[other].section_path, item[0]

        for (one, other), count in sorted(shared.items(), key=rank):
            if one in self._left_old and other in self._left_new:
                fewest = min(len(set(_targets(self._old[one]))), len(set(_targets(self._new[other]))))
                if not half or count * 2 >= fewest:
                    self._take(one, other, by)

    def by_likeness(self) -> None:
        """Pair entries of similar name or description, the most similar first, among CANDIDATES for each entry."""
        if not (self._left_old and self._left_new):
            return
        said = {at: _words(self._old[at]) for at in self._left_old}
        holders: dict[str, list[int]] = defaultdict(list)
        for at, own in said.items():
            for word in own:
                holders[word].append(at)
        alike: list[tuple[float, int, int]] = []
        for other in self._left_new:
            theirs = _words(self._new[other])
            near = Counter(one for word in theirs if len(holders[word]) <= MOST_HOLDERS for one in holders[word])
            for one, _ in near.most_common(CANDIDATES):
                likeness = _likeness(self._old[one], self._new[other], said[one], theirs)
                if likeness:
                    alike.append((-likeness, one, other))
        for _, one, other in sorted(alike):
            if one in self._left_old and other in self._left_new:
                self._take(one, other, "similar")


def urls(entry: Entry) -> list[str]:
    """Return the URLs of an entry's links, as written."""
    return [link.url for link in entry.links]


def _targets(entry: Entry) -> tuple[str, ...]:
    return tuple([target(link) for link in entry.links])


def _words(entry: Entry) -> dict[str, None]:
    """Return the words of an entry in order, as an ordered set; in scripts other than ASCII, pairs of letters."""
    found: dict[str, None] = {}  # a set whose order is the same on every run
    for run in words(f"{entry.name} {entry.description}"):
        if run.isascii():
            found[run] = None
        else:
            found.update(dict.fromkeys(run[at : at + 2] for at in range(max(len(run) - 1, 1))))
    return found


def _likeness(old: Entry, new: Entry, own: dict[str, None], others: dict[str, None]) -> float:
    """Return how similar two entries are, from 0 to 1; 0 if they cannot be a pair."""
    if NUMBER.findall(old.name) == NUMBER.findall(new.name):
        name = _name_likeness(fold(old.name)[:COMPARED_LETTERS], fold(new.name)[:COMPARED_LETTERS])
        if name >= SIMILAR_NAME:
            return name
    text = len(own.keys() & others.keys()) / len(own.keys() | others.keys())
    enough = min(len(own), len(others)) >= LEAST_WORDS and old.description and new.description
    return text if enough and text >= SIMILAR_TEXT else 0.0


def _name_likeness(old: str, new: str) -> float:
    """Return the ratio of difflib between two names; 0 if it must be below SIMILAR_NAME, or would take long."""
    length = len(old) + len(new)
    if length and 2 * _in_order(old, new) / length < SIMILAR_NAME:  # what difflib finds stands in order, too
        return 0.0
    letters = Counter(new)
    if sum(letters[letter] for letter in old) > MOST_EQUAL_LETTERS:
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _in_order(one: str, other: str) -> int:
    """Return the length of the longest common subsequence of two strings.

    Bit-parallel (Hyyrö 2004): a bit for each letter of `one`, set while unused; a step for each letter of `other`.
    """
    places: dict[str, int] = defaultdict(int)
    for at, letter in enumerate(one):
        places[letter] |= 1 << at
    free = every = (1 << len(one)) - 1
    for letter in other:
        met = free & places[letter]
        free = (free + met | free - met) & every
    return len(one) - free.bit_count()


# Sections -------------------------------------------------------------------------------------------------------


def pair_sections(old: Sequence[Section], new: Sequence[Section], entries: Sequence[Pair]) -> dict[str, str]:
    """Return the ids of the old sections that are in the new version, each with its new id.

    They are matched by id and path, then by a unique title, then by their entries: a renamed section keeps most of
    them.
    """
    found: dict[str, str] = {}
    keys: tuple[Callable[[Section], Hashable], ...] = (
        lambda section: (section.id, section.path),
        lambda section: section.path,
        lambda section: (section.title, section.level),
        lambda section: fold(section.title),
    )
    left_old, left_new = list(old), list(new)
    for key in keys:
        ours, theirs = _by_key(left_old, key), _by_key(left_new, key)
        for value, (one, *more) in ours.items():
            others = theirs.get(value, [])
            if len(others) == 1 and not more:
                found[one.id] = others[0].id
        taken = set(found.values())
        left_old = [section for section in left_old if section.id not in found]
        left_new = [section for section in left_new if section.id not in taken]
    free = {section.id for section in left_new}
    shared: dict[str | None, Counter[str | None]] = defaultdict(Counter)
    for pair in entries:
        shared[pair.old.section][pair.new.section] += 1
    before = Counter(one.old.section for one in entries)
    after = Counter(one.new.section for one in entries)
    for section in left_old:
        counts = [(count, there) for there, count in shared[section.id].items() if there in free]
        count, there = max(counts, key=lambda one: one[0], default=(0, None))
        if there is not None and count * 2 > max(before[section.id], after[there]):
            found[section.id] = there
            free.discard(there)
    return found


def _by_key(sections: Iterable[Section], key: Callable[[Section], Hashable]) -> dict[Hashable, list[Section]]:
    found: dict[Hashable, list[Section]] = defaultdict(list)
    for section in sections:
        found[key(section)].append(section)
    return found

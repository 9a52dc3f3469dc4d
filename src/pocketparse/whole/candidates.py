"""The entries that an index cell may name: nine stages of looking names up, each looser than the one before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import ClassVar

from pocketparse.entry.drafts import CellDraft, EntryDraft
from pocketparse.identity import fold, within_one_edit, words
from pocketparse.patterns import pattern

VERSION = pattern(r"\s+[vV]?\d+(?:\.\d+)*$")
"""A version number at the end of a name: "Oak v5.0"."""
Free = Mapping[int, None]
"""The indexes of entries that are still unmatched, in document order."""
LATIN = 5
"""Fewest letters of a Latin word, and of a key, that tells one entry from others."""
INDEXED_LENGTH = 200
"""Most characters of a name whose prefixes, and the names one edit away, are looked up."""


class Pool:
    """The indexes of entries that a cell may name, in document order; cells of the same name share one pool."""

    __slots__ = ("_first", "_parts", "entries")

    def __init__(self, entries: list[int]) -> None:
        """Hold indexes of entries."""
        self.entries = entries
        self._first = 0
        self._parts: dict[str | None, Pool] | None = None

    def within(self, section: str | None, sections: Sequence[str | None]) -> "Pool":
        """Return the entries of one section, as a pool; `sections` holds the section of each entry."""
        if self._parts is None:
            parts: dict[str | None, list[int]] = defaultdict(list)
            for entry in self.entries:
                parts[sections[entry]].append(entry)
            self._parts = {name: Pool(part) for name, part in parts.items()}
        return self._parts.get(section, NOBODY)

    def first(self, free: Free) -> int | None:
        """Return the first entry that is free."""
        while self._first < len(self.entries):
            entry = self.entries[self._first]
            if entry in free:
                return entry
            self._first += 1
        return None


NOBODY = Pool([])
Candidates = Callable[[int], Pool]
"""Takes the index of a cell and returns the entries that it may name."""


class Names:
    """The stages in which names of cells are looked up among names of entries.

    Each uses an index and compares no pairs: a document may hold one name a thousand times. Entries and cells are
    numbered in document order.
    """

    def __init__(self, cells: Sequence[CellDraft], drafts: Sequence[EntryDraft], free: Free) -> None:
        """Take all cells and entries; a stage finds entries that are `free` when it starts."""
        self.open: Sequence[int] = range(len(cells))
        """The cells that are still unmatched; `Matching` keeps it up to date."""
        self._cells = cells
        self._drafts = drafts
        self._free = free
        self._cell_keys: dict[int, str] = {}
        self._keys: dict[int, str] = {}

    def _same_name(self) -> Candidates:
        return self._with_form(
            {at: self._cells[at].name for at in self.open}, {entry: self._drafts[entry].name for entry in self._free}
        )

    def _same_key(self) -> Candidates:
        """Match folded names: cell "Alpaca Lora", entry "Alpaca-LoRA"."""
        self._cell_keys = {at: fold(self._cells[at].name) for at in self.open}
        self._keys = {entry: fold(self._drafts[entry].name) for entry in self._free}
        return self._with_form(self._cell_keys, self._keys)

    def _same_full(self) -> Candidates:
        """Match names with their organisations: cell "复旦MOSS", entry "MOSS" of "复旦"."""
        cells, drafts = self._cells, self._drafts
        return self._with_form(
            {at: fold((cells[at].org or "") + cells[at].name) for at in self.open},
            {entry: fold((drafts[entry].org or "") + drafts[entry].name) for entry in self._free},
        )

    def _with_form(self, wanted: Mapping[int, str], forms: Mapping[int, str]) -> Candidates:
        """Return as candidates of each cell in `wanted` the entries with its form; `forms` gives those of entries."""
        pools = {form: Pool([]) for form in wanted.values()}
        for entry, form in forms.items():
            if form in pools:
                pools[form].entries.append(entry)
        return lambda at: pools[wanted[at]]

    def of_names(self, candidates: Candidates) -> Candidates:
        """Return candidates that are cached by the name and organisation of the cell."""
        known: dict[tuple[str, str | None], Pool] = {}

        def of_name(at: int) -> Pool:
            cell = self._cells[at]
            name = cell.name, cell.org
            if name not in known:
                known[name] = candidates(at)
            return known[name]

        return of_name

    def _cell_starts_name(self) -> Candidates:
        """Match entries that start with the cell's name: cell "百川", entry "百川 Baichuan-7B"."""
        return self._starting_with(self._cell_keys.__getitem__)

    def _unversioned_starts_name(self) -> Candidates:
        """Match entries that start with the cell's name without version: cell "Oak v5.0", entry "Oak大模型"."""

        def key(at: int) -> str:
            name = VERSION.sub("", self._cells[at].name)
            return "" if name == self._cells[at].name else fold(name)

        return self._starting_with(key)

    def _starting_with(self, key_of: Callable[[int], str]) -> Candidates:
        """Return candidates whose keys start with the key that `key_of` gives the cell."""
        entries = sorted(self._free, key=self._keys.__getitem__)
        keys = [self._keys[entry] for entry in entries]

        def candidates(at: int) -> Pool:
            key = key_of(at)
            first = bisect_left(keys, key)
            last = bisect_left(keys, key + "\U0010ffff")
            return _pool(entries[first:last]) if len(key) > 1 else NOBODY

        return candidates

    def _name_starts_cell(self) -> Candidates:
        """Match entries whose name the cell starts with: cell "LLaMAX（翻译）", entry "LLaMAX"."""
        by_key: dict[str, list[int]] = defaultdict(list)
        for entry in self._free:
            by_key[self._keys[entry]].append(entry)
        known: dict[str, Pool] = {}

        def candidates(at: int) -> Pool:
            key = self._cell_keys[at][:INDEXED_LENGTH]
            starts = [key[:end] for end in range(len(key), 1, -1) if key[:end] in by_key]
            if not starts:
                return NOBODY
            if starts[0] not in known:  # the longest; the others are its prefixes
                known[starts[0]] = _pool(entry for start in starts for entry in by_key[start])
            return known[starts[0]]

        return candidates

    def _one_edit(self) -> Candidates:
        """Match names one edit apart: cell "BBT-FinCUGE-Aapplications", entry "BBT-FinCUGE-Applications"."""
        wanted = {at: key for at in self.open if LATIN <= len(key := self._cell_keys[at]) <= INDEXED_LENGTH}
        lengths = {len(key) + more for key in wanted.values() for more in (-1, 0, 1)}
        near: dict[str, list[int]] = {form: [] for key in wanted.values() for form in _deletions(key)}
        for entry in self._free:
            key = self._keys[entry]
            for form in _deletions(key) & near.keys() if len(key) in lengths else ():
                near[form].append(entry)

        def candidates(at: int) -> Pool:
            if at not in wanted:
                return NOBODY
            found = {entry for form in _deletions(wanted[at]) for entry in near[form]}
            return _pool(entry for entry in found if within_one_edit(wanted[at], self._keys[entry]))

        return candidates

    def _all_words(self) -> Candidates:
        """Match entries with all words of the cell: cell "中文Alpaca Luotuo", entry "中文Alpaca模型Luotuo"."""

        def candidates(at: int) -> Pool:
            wanted = set(words(self._cells[at].name))
            if len(wanted) < 2:
                return NOBODY
            rarest = min(map(self._having, wanted), key=len)
            return _pool(entry for entry in rarest if wanted <= self._words[entry])

        return candidates

    def _rare_word(self) -> Candidates:
        """Match by the longest Latin word that one entry alone has: cell "流萤Firefly", entry "大语言模型Firefly"."""

        def candidates(at: int) -> Pool:
            telling = {word for word in words(self._cells[at].name) if word.isascii() and len(word) >= LATIN}
            for word in sorted(telling, key=lambda word: (-len(word), word)):
                having = self._having(word)
                if len(having) == 1:
                    return Pool(having)
            return NOBODY

        return candidates

    def _having(self, word: str) -> list[int]:
        """Return the free entries that have a word in their name."""
        return [entry for entry in self._by_word[word] if entry in self._free]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The entries with each word of an open cell, of those that are free on first access."""
        by_word: dict[str, list[int]] = {word: [] for at in self.open for word in words(self._cells[at].name)}
        for entry, own in self._words.items():
            for word in own & by_word.keys():
                by_word[word].append(entry)
        return by_word

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        """The words of the name of each entry that is free on first access."""
        return {entry: frozenset(words(self._drafts[entry].name)) for entry in self._free}

    STAGES: ClassVar[tuple[Callable[["Names"], Candidates], ...]] = (
        _same_name,
        _same_key,
        _same_full,
        _cell_starts_name,
        _name_starts_cell,
        _one_edit,
        _all_words,
        _rare_word,
        _unversioned_starts_name,
    )
    """The stages, each looser than the one before; later ones need the keys that the second one makes."""


def _pool(entries: Iterable[int]) -> Pool:
    return Pool(sorted(entries))


def _deletions(key: str) -> set[str]:
    """Return a key and each form of it with one character deleted: two keys one edit apart have one in common."""
    return {key, *[key[:at] + key[at + 1 :] for at in range(len(key))]}

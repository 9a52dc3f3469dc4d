"""Joins index cells to the entries they name: Matching, in stages each looser than the one before."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate

from pocketparse.dialects.base import CellDraft, EntryDraft
from pocketparse.identity import fold, within_one_edit, words

NEAR = 3
"""Entries at most this far apart in document order are neighbours."""
FEW = 16
"""So many candidates are looked through; among more it is looked up which are left."""
WIDTH = 1 << 16
"""More columns than a table has: a row and a column are one number, not a tuple for each cell."""
Free = Mapping[int, None]
"""The entries that are still unmatched, in document order."""


class _Pool:
    """Entries in document order that a cell may name; cells of one name share one, however often it comes."""

    __slots__ = ("_first", "_parts", "entries")

    def __init__(self, entries: list[int]) -> None:
        self.entries = entries
        self._first = 0
        self._parts: dict[str | None, _Pool] | None = None

    def within(self, section: str | None, sections: Sequence[str | None]) -> "_Pool":
        """Return the entries of one section."""
        if self._parts is None:
            parts: dict[str | None, list[int]] = defaultdict(list)
            for entry in self.entries:
                parts[sections[entry]].append(entry)
            self._parts = {name: _Pool(part) for name, part in parts.items()}
        return self._parts.get(section, NOBODY)

    def first(self, free: Free) -> int | None:
        """Return the first entry that is free."""
        while self._first < len(self.entries):
            entry = self.entries[self._first]
            if entry in free:
                return entry
            self._first += 1
        return None


NOBODY = _Pool([])
Candidates = Callable[[int], _Pool]
LATIN = 5
"""Letters that make a Latin word telling."""


class Matching:
    """Which entry each index cell names; a cell and an entry match once.

    Entries and cells are known by their places in document order. Each stage is looser than the one before and sees
    only what is still unmatched. A stage looks candidates up, never through all of them: a document may be long, and
    may say one name many times.
    """

    def __init__(
        self,
        tables: Sequence[tuple[Sequence[CellDraft], str | None]],
        entries: Sequence[EntryDraft],
        sections: Sequence[str | None],
    ) -> None:
        """Match cells and entries.

        Args:
            tables: the cells of each table, and the section that it lists, None for all.
            entries: all of the document.
            sections: the section that each of them stands in.
        """
        self._cells = [cell for cells, _ in tables for cell in cells]
        self.entries: list[int | None] = [None] * len(self._cells)
        """The entry of each cell, in the order of the cells."""
        self._tables = [cells for cells, _ in tables]
        self._firsts = list(accumulate(map(len, self._tables), initial=0))
        """The place of the first cell of each table."""
        self._grids: dict[int, dict[int, int]] = {}
        self._within = [section for cells, section in tables for _ in cells]
        self._drafts = entries
        self._section_of = sections
        self._free = dict.fromkeys(range(len(entries)))
        self._named: dict[tuple[str, ...], Counter[str | None]] = defaultdict(Counter)
        self._usual: dict[tuple[str, ...], str | None] = {}
        self._is_counted = False
        self._cell_keys: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self._match_unique()
        self._open: Sequence[int] = range(len(self._cells))
        """The cells that are still unmatched."""
        for stage in (
            self._same_name,
            self._same_key,
            self._same_full,
            self._cell_starts_name,
            self._name_starts_cell,
            self._one_edit,
            self._all_words,
            self._rare_word,
        ):
            self._open = [at for at in self._open if self.entries[at] is None]
            if self._open:
                self._stage(stage())

    def _match_unique(self) -> None:
        """Match what has a name that no other cell and no other entry has: nearly all."""
        entries = _once([draft.name for draft in self._drafts])
        for name, at in _once([cell.name for cell in self._cells]).items():
            entry = entries.get(name)
            if entry is not None and self._within[at] in (None, self._section_of[entry]):
                self._match(at, entry)

    def _stage(self, candidates: Candidates) -> None:
        """Match every free cell that has candidates, those without a rival first."""
        pools: dict[int, _Pool] = {}
        for at in self._open:
            within = self._within[at]
            pool = candidates(at) if within is None else candidates(at).within(within, self._section_of)
            if pool.entries:
                pools[at] = pool
        rivals: Counter[int] = Counter()
        for pool, count in Counter(pools.values()).items():
            for entry in pool.entries:
                rivals[entry] += count
        contested = []
        for at, pool in pools.items():
            if len(pool.entries) == 1 and rivals[pool.entries[0]] == 1:
                self._match(at, pool.entries[0])
            else:
                contested.append(at)
        for at in contested:
            nearest = self._nearest(at, pools[at])
            if nearest is not None:
                self._match(at, nearest)

    def _match(self, at: int, entry: int) -> None:
        self.entries[at] = entry
        del self._free[entry]
        if self._is_counted:
            self._count(at, entry)

    def _count(self, at: int, entry: int) -> None:
        """Count that a group names an entry in a section."""
        group, section = self._cells[at].group_path, self._section_of[entry]
        named = self._named[group]
        named[section] += 1
        if named[section] > named[self._usual.setdefault(group, section)]:
            self._usual[group] = section

    def _section_named(self, at: int) -> str | None:
        """Return the section in which most of the entries stand that the group of a cell names."""
        if not self._is_counted:  # nobody asks where no name comes twice
            self._is_counted = True
            for one, entry in enumerate(self.entries):
                if entry is not None:
                    self._count(one, entry)
        return self._usual.get(self._cells[at].group_path)

    def _nearest(self, at: int, pool: _Pool) -> int | None:
        """Choose next to what the neighbouring cells name, then in their section, then first in the document."""
        entries, are_few = pool.entries, len(pool.entries) <= FEW
        if are_few:
            entries = [entry for entry in entries if entry in self._free]
            if len(entries) < 2:
                return entries[0] if entries else None
        near = {
            entry
            for one in self._around(at)
            for entry in entries[bisect_left(entries, one - NEAR) : bisect_right(entries, one + NEAR)]
            if entry in self._free
        }
        if len(near) == 1:
            return near.pop()
        section = self._section_named(at)
        if near or are_few:
            return min([entry for entry in near or entries if self._section_of[entry] == section] or near or entries)
        there = pool.within(section, self._section_of).first(self._free)
        return pool.first(self._free) if there is None else there

    def _around(self, at: int) -> Iterator[int]:
        """Yield the entries that the cells above, below and beside one name."""
        grid = self._grid(bisect_right(self._firsts, at) - 1)
        spot = self._cells[at].row * WIDTH + self._cells[at].column
        for beside in (spot - WIDTH, spot + WIDTH, spot - 1, spot + 1):
            place = grid.get(beside)
            entry = None if place is None else self.entries[place]
            if entry is not None:
                yield entry

    def _grid(self, table: int) -> dict[int, int]:
        """Return the cells of a table by row × WIDTH + column."""
        if table not in self._grids:
            self._grids[table] = {
                cell.row * WIDTH + cell.column: at for at, cell in enumerate(self._tables[table], self._firsts[table])
            }
        return self._grids[table]

    def _same_name(self) -> Candidates:
        pools = self._pools({entry: self._drafts[entry].name for entry in self._free})
        return lambda at: pools.get(self._cells[at].name, NOBODY)

    def _same_key(self) -> Candidates:
        """Cell "Alpaca Lora", entry "Alpaca-LoRA"."""
        for at in self._open:
            self._cell_keys[at] = fold(self._cells[at].name)
        self._keys = {entry: fold(self._drafts[entry].name) for entry in self._free}
        pools = self._pools(self._keys)
        return lambda at: pools.get(self._cell_keys[at], NOBODY)

    def _same_full(self) -> Candidates:
        """Cell "复旦MOSS", entry "MOSS" of "复旦"."""
        drafts = self._drafts
        full = {entry: fold((drafts[entry].org or "") + drafts[entry].name) for entry in self._free}
        pools = self._pools(full)
        return lambda at: pools.get(fold((self._cells[at].org or "") + self._cells[at].name), NOBODY)

    def _pools(self, forms: Mapping[int, str]) -> dict[str, _Pool]:
        """Return the free entries by a form of their names."""
        by_form: dict[str, list[int]] = defaultdict(list)
        for entry, form in forms.items():
            if entry in self._free:
                by_form[form].append(entry)
        return {form: _Pool(entries) for form, entries in by_form.items()}

    def _cell_starts_name(self) -> Candidates:
        """Cell "百川", entry "百川 Baichuan-7B"."""
        entries = sorted(self._free, key=self._keys.__getitem__)
        keys = [self._keys[entry] for entry in entries]

        def candidates(at: int) -> _Pool:
            key = self._cell_keys[at]
            first = bisect_left(keys, key)
            last = bisect_left(keys, key + "\U0010ffff")
            return _pool(entries[first:last]) if len(key) > 1 else NOBODY

        return candidates

    def _name_starts_cell(self) -> Candidates:
        """Cell "LLaMAX（翻译）", entry "LLaMAX"."""
        pools = self._pools(self._keys)

        def candidates(at: int) -> _Pool:
            key = self._cell_keys[at]
            starts = (pools.get(key[:end], NOBODY) for end in range(len(key), 1, -1))
            return _pool(entry for pool in starts for entry in pool.entries)

        return candidates

    def _one_edit(self) -> Candidates:
        """Cell "BBT-FinCUGE-Aapplications", entry "BBT-FinCUGE-Applications"."""
        wanted = {len(self._cell_keys[at]) for at in self._open}
        near: dict[str, list[int]] = defaultdict(list)
        for entry in self._free:
            length = len(self._keys[entry])
            if not wanted.isdisjoint((length - 1, length, length + 1)):
                for form in _deletions(self._keys[entry]):
                    near[form].append(entry)

        def candidates(at: int) -> _Pool:
            key = self._cell_keys[at]
            if len(key) < LATIN:
                return NOBODY
            found = {entry for form in _deletions(key) for entry in near.get(form, [])}
            return _pool(entry for entry in found if within_one_edit(key, self._keys[entry]))

        return candidates

    def _all_words(self) -> Candidates:
        """Cell "中文Alpaca Luotuo", entry "中文Alpaca模型Luotuo"."""

        def candidates(at: int) -> _Pool:
            wanted = set(words(self._cells[at].name))
            if len(wanted) < 2:
                return NOBODY
            rarest = min(map(self._having, wanted), key=len)
            return _pool(entry for entry in rarest if wanted <= set(words(self._drafts[entry].name)))

        return candidates

    def _rare_word(self) -> Candidates:
        """Cell "流萤Firefly", entry "中文对话式大语言模型Firefly": the longest Latin word that one entry alone has."""

        def candidates(at: int) -> _Pool:
            telling = {word for word in words(self._cells[at].name) if word.isascii() and len(word) >= LATIN}
            for word in sorted(telling, key=lambda word: (-len(word), word)):
                having = self._having(word)
                if len(having) == 1:
                    return _Pool(having)
            return NOBODY

        return candidates

    def _having(self, word: str) -> list[int]:
        """Return the free entries that have a word in their name."""
        return [entry for entry in self._by_word.get(word, ()) if entry in self._free]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        by_word: dict[str, list[int]] = defaultdict(list)
        for entry in self._free:
            for word in set(words(self._drafts[entry].name)):
                by_word[word].append(entry)
        return by_word


def _once(names: Sequence[str]) -> dict[str, int]:
    """Return the names that come once, and where."""
    times = Counter(names)
    return {name: at for at, name in enumerate(names) if times[name] == 1}


def _pool(entries: Iterable[int]) -> _Pool:
    return _Pool(sorted(entries))


def _deletions(key: str) -> set[str]:
    """Return a key and all forms of it with one character less: two keys one edit apart share one."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}

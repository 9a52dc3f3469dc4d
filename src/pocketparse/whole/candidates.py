"""The entries that an index cell may name: nine stages of looking names up, each looser than the one before."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from pocketparse.entry.drafts import CellDraft, EntryDraft
from pocketparse.identity import fold, within_one_edit, words
from pocketparse.patterns import pattern

VERSION = pattern(r"\s+[vV]?\d+(?:\.\d+)*$")
"""What stands behind a name that came out again."""
Free = Mapping[int, None]
"""The entries that are still unmatched, in document order."""
LATIN = 5
"""Letters that make a Latin word telling."""
INDEXED_LENGTH = 200
"""Characters of a name up to which all its beginnings, and all that is one edit away, are looked up."""


class Pool:
    """Entries in document order that a cell may name; cells of one name share one, however often it comes."""

    __slots__ = ("_first", "_parts", "entries")

    def __init__(self, entries: list[int]) -> None:
        """Hold entries by their places."""
        self.entries = entries
        self._first = 0
        self._parts: dict[str | None, Pool] | None = None

    def within(self, section: str | None, sections: Sequence[str | None]) -> "Pool":
        """Return the entries of one section."""
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
"""Takes the place of a cell and returns the entries that it may name."""


class Names:
    """The names of cells and of entries, looked up, never walked through: a document may say one name many times.

    Entries and cells are known by their places in document order.
    """

    def __init__(self, cells: Sequence[CellDraft], drafts: Sequence[EntryDraft], free: Free) -> None:
        """Look names up of cells, and of those entries that are `free` when a stage starts."""
        self.open: Sequence[int] = range(len(cells))
        """The cells that are still unmatched: who matches keeps it up to date."""
        self._cells = cells
        self._drafts = drafts
        self._free = free
        self._cell_keys: dict[int, str] = {}
        self._keys: dict[int, str] = {}
        self.stages: tuple[Callable[[], Candidates], ...] = (
            self._same_name,
            self._same_key,
            self._same_full,
            self._cell_starts_name,
            self._name_starts_cell,
            self._one_edit,
            self._all_words,
            self._rare_word,
            self._unversioned_starts_name,
        )
        """Each looser than the one before, to be asked in this order: most need what the second found out."""

    def _same_name(self) -> Candidates:
        pools = self._pools({entry: self._drafts[entry].name for entry in self._free})
        return lambda at: pools.get(self._cells[at].name, NOBODY)

    def _same_key(self) -> Candidates:
        """Cell "Alpaca Lora", entry "Alpaca-LoRA"."""
        for at in self.open:
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

    def _pools(self, forms: Mapping[int, str]) -> dict[str, Pool]:
        """Return the free entries by a form of their names."""
        by_form: dict[str, list[int]] = defaultdict(list)
        for entry, form in forms.items():
            if entry in self._free:
                by_form[form].append(entry)
        return {form: Pool(entries) for form, entries in by_form.items()}

    def of_names(self, candidates: Candidates) -> Candidates:
        """Return the candidates that are looked up once for all cells of one name."""
        known: dict[tuple[str, str | None], Pool] = {}

        def of_name(at: int) -> Pool:
            cell = self._cells[at]
            name = cell.name, cell.org
            if name not in known:
                known[name] = candidates(at)
            return known[name]

        return of_name

    def _cell_starts_name(self) -> Candidates:
        """Cell "百川", entry "百川 Baichuan-7B"."""
        return self._starting_with(self._cell_keys.__getitem__)

    def _unversioned_starts_name(self) -> Candidates:
        """Cell "中文Alpaca v5.0", entry "中文Alpaca大模型"."""

        def key(at: int) -> str:
            name = VERSION.sub("", self._cells[at].name)
            return "" if name == self._cells[at].name else fold(name)

        return self._starting_with(key)

    def _starting_with(self, key_of: Callable[[int], str]) -> Candidates:
        """Return the entries whose keys start with a key of a cell."""
        entries = sorted(self._free, key=self._keys.__getitem__)
        keys = [self._keys[entry] for entry in entries]

        def candidates(at: int) -> Pool:
            key = key_of(at)
            first = bisect_left(keys, key)
            last = bisect_left(keys, key + "\U0010ffff")
            return _pool(entries[first:last]) if len(key) > 1 else NOBODY

        return candidates

    def _name_starts_cell(self) -> Candidates:
        """Cell "LLaMAX（翻译）", entry "LLaMAX"."""
        pools = self._pools(self._keys)
        known: dict[str, Pool] = {}

        def candidates(at: int) -> Pool:
            key = self._cell_keys[at][:INDEXED_LENGTH]
            starts = [key[:end] for end in range(len(key), 1, -1) if key[:end] in pools]
            if not starts:
                return NOBODY
            if starts[0] not in known:  # whose own beginnings are the others
                known[starts[0]] = _pool(entry for start in starts for entry in pools[start].entries)
            return known[starts[0]]

        return candidates

    def _one_edit(self) -> Candidates:
        """Cell "BBT-FinCUGE-Aapplications", entry "BBT-FinCUGE-Applications"."""
        wanted = {len(self._cell_keys[at]) for at in self.open}
        near: dict[str, list[int]] = defaultdict(list)
        for entry in self._free:
            length = len(self._keys[entry])
            if length <= INDEXED_LENGTH and not wanted.isdisjoint((length - 1, length, length + 1)):
                for form in _deletions(self._keys[entry]):
                    near[form].append(entry)

        def candidates(at: int) -> Pool:
            key = self._cell_keys[at]
            if not LATIN <= len(key) <= INDEXED_LENGTH:
                return NOBODY
            found = {entry for form in _deletions(key) for entry in near.get(form, [])}
            return _pool(entry for entry in found if within_one_edit(key, self._keys[entry]))

        return candidates

    def _all_words(self) -> Candidates:
        """Cell "中文Alpaca Luotuo", entry "中文Alpaca模型Luotuo"."""

        def candidates(at: int) -> Pool:
            wanted = set(words(self._cells[at].name))
            if len(wanted) < 2:
                return NOBODY
            rarest = min(map(self._having, wanted), key=len)
            return _pool(entry for entry in rarest if wanted <= self._words[entry])

        return candidates

    def _rare_word(self) -> Candidates:
        """Cell "流萤Firefly", entry "中文对话式大语言模型Firefly": the longest Latin word that one entry alone has."""

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
        return [entry for entry in self._by_word.get(word, ()) if entry in self._free]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        by_word: dict[str, list[int]] = defaultdict(list)
        for entry, own in self._words.items():
            for word in own:
                by_word[word].append(entry)
        return by_word

    @cached_property
    def _words(self) -> dict[int, frozenset[str]]:
        """The words of each name that is free when they are asked for first."""
        return {entry: frozenset(words(self._drafts[entry].name)) for entry in self._free}


def _pool(entries: Iterable[int]) -> Pool:
    return Pool(sorted(entries))


def _deletions(key: str) -> set[str]:
    """Return a key and all forms of it with one character less: two keys one edit apart share one."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}

"""Joins index cells to the entries they name, and gives ids that survive edits."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pocketparse.dialects.base import CellDraft, EntryDraft
from pocketparse.identity import fold, slug, within_one_edit, words
from pocketparse.records import Link

NEAR = 3
"""Entries at most this far apart in document order are neighbours."""


# Cells ↔ entries ------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Listed:
    """An entry as a candidate: its place in the document, its section, and the forms of its name."""

    draft: EntryDraft
    order: int
    section: str | None
    name: str
    key: str
    full: str
    """Folded, with its organisation: a cell says "复旦MOSS"."""


def listed(draft: EntryDraft, order: int, section: str | None) -> Listed:
    """Make a candidate of an entry."""
    full = fold(draft.org + draft.name) if draft.org else ""
    return Listed(draft, order, section, draft.name, fold(draft.name), full)


Candidates = Callable[[int], list[Listed]]
LATIN = 5
"""Letters that make a Latin word telling."""


class Matching:
    """Which entry each index cell names; a cell and an entry match once.

    Each stage is looser than the one before and sees only what is still unmatched. A stage looks candidates up,
    never through all of them: a document may be long.
    """

    def __init__(self, cells: Sequence[CellDraft], entries: Sequence[Listed], within: Sequence[str | None]) -> None:
        """Match cells and entries; `within` is the section that a cell's table lists, None for all."""
        self.entries: list[Listed | None] = [None] * len(cells)
        """The entry of each cell, in the order of the cells."""
        self._cells = cells
        self._within = within
        self._free = {entry.order: entry for entry in entries}
        self._places = {(cell.table, cell.row, cell.column): at for at, cell in enumerate(cells)}
        self._sections: dict[tuple[str, ...], Counter[str | None]] = defaultdict(Counter)
        self._keys = [fold(cell.name) for cell in cells]
        self._stage(self._same([cell.name for cell in cells], lambda entry: entry.name))
        self._stage(self._same(self._keys, lambda entry: entry.key))
        full = [fold((cell.org or "") + cell.name) for cell in cells]
        self._stage(self._same(full, lambda entry: entry.full or entry.key))
        for stage in (self._cell_starts_name, self._name_starts_cell, self._one_edit, self._all_words, self._rare_word):
            if None in self.entries:
                self._stage(stage())

    def _stage(self, candidates: Candidates) -> None:
        """Match every free cell that has candidates, those without a rival first."""
        options: dict[int, list[Listed]] = {}
        for at, entry in enumerate(self.entries):
            if entry is None:
                within = self._within[at]
                fitting = [one for one in candidates(at) if within is None or one.section == within]
                if fitting:
                    options[at] = fitting
        rivals = Counter(entry.order for fitting in options.values() for entry in fitting)
        contested = []
        for at, fitting in options.items():
            if len(fitting) == 1 and rivals[fitting[0].order] == 1:
                self._match(at, fitting[0])
            else:
                contested.append(at)
        for at in contested:
            fitting = [entry for entry in options[at] if entry.order in self._free]
            if fitting:
                self._match(at, self._nearest(at, fitting))

    def _match(self, at: int, entry: Listed) -> None:
        self.entries[at] = entry
        self._sections[self._cells[at].group_path][entry.section] += 1
        del self._free[entry.order]

    def _nearest(self, at: int, fitting: list[Listed]) -> Listed:
        """Choose next to what the neighbouring cells name, then in their section, then first in the document."""
        cell = self._cells[at]
        around = [
            other.order
            for down, right in ((-1, 0), (1, 0), (0, -1), (0, 1))
            if (place := self._places.get((cell.table, cell.row + down, cell.column + right))) is not None
            and (other := self.entries[place]) is not None
        ]
        sections = self._sections[cell.group_path]
        section = max(sections, key=sections.__getitem__) if sections else None
        return min(
            fitting,
            key=lambda entry: (
                not any(abs(order - entry.order) <= NEAR for order in around),
                entry.section != section,
                entry.order,
            ),
        )

    def _same(self, keys: list[str], of: Callable[[Listed], str]) -> Candidates:
        """Candidates whose form equals the cell's."""
        by_key: dict[str, list[Listed]] = defaultdict(list)
        for entry in self._free.values():
            by_key[of(entry)].append(entry)
        return lambda at: by_key.get(keys[at], [])

    def _cell_starts_name(self) -> Candidates:
        """Cell "百川", entry "百川 Baichuan-7B"."""
        entries = sorted(self._free.values(), key=lambda entry: entry.key)
        keys = [entry.key for entry in entries]

        def candidates(at: int) -> list[Listed]:
            key = self._keys[at]
            first = bisect_left(keys, key)
            last = bisect_left(keys, key + "\U0010ffff")
            return entries[first:last] if len(key) > 1 else []

        return candidates

    def _name_starts_cell(self) -> Candidates:
        """Cell "LLaMAX（翻译）", entry "LLaMAX"."""
        by_key: dict[str, list[Listed]] = defaultdict(list)
        for entry in self._free.values():
            by_key[entry.key].append(entry)
        return lambda at: [
            entry for end in range(len(self._keys[at]), 1, -1) for entry in by_key.get(self._keys[at][:end], [])
        ]

    def _one_edit(self) -> Candidates:
        """Cell "BBT-FinCUGE-Aapplications", entry "BBT-FinCUGE-Applications"."""
        wanted = {len(self._keys[at]) for at, entry in enumerate(self.entries) if entry is None}
        near: dict[str, list[Listed]] = defaultdict(list)
        for entry in self._free.values():
            length = len(entry.key)
            if not wanted.isdisjoint((length - 1, length, length + 1)):
                for form in _deletions(entry.key):
                    near[form].append(entry)

        def candidates(at: int) -> list[Listed]:
            key = self._keys[at]
            if len(key) < LATIN:
                return []
            found = {entry.order: entry for form in _deletions(key) for entry in near.get(form, [])}
            return [entry for entry in found.values() if within_one_edit(key, entry.key)]

        return candidates

    def _all_words(self) -> Candidates:
        """Cell "中文Alpaca Luotuo", entry "中文Alpaca模型Luotuo"."""
        by_word = self._by_word()

        def candidates(at: int) -> list[Listed]:
            wanted = set(words(self._cells[at].name))
            if len(wanted) < 2:
                return []
            rarest = min((by_word.get(word, []) for word in wanted), key=len)
            return [entry for entry in rarest if wanted <= set(words(entry.name))]

        return candidates

    def _rare_word(self) -> Candidates:
        """Cell "流萤Firefly", entry "中文对话式大语言模型Firefly": the longest Latin word that one entry alone has."""
        by_word = self._by_word()

        def candidates(at: int) -> list[Listed]:
            telling = {word for word in words(self._cells[at].name) if word.isascii() and len(word) >= LATIN}
            for word in sorted(telling, key=lambda word: (-len(word), word)):
                if len(by_word.get(word, [])) == 1:
                    return by_word[word]
            return []

        return candidates

    def _by_word(self) -> dict[str, list[Listed]]:
        by_word: dict[str, list[Listed]] = defaultdict(list)
        for entry in self._free.values():
            for word in set(words(entry.name)):
                by_word[word].append(entry)
        return by_word


def _deletions(key: str) -> set[str]:
    """Return a key and all forms of it with one character less: two keys one edit apart share one."""
    return {key, *(key[:at] + key[at + 1 :] for at in range(len(key)))}


# Ids ------------------------------------------------------------------------------------------------------------


def unique_ids(names: Sequence[str], links: Sequence[Sequence[Link]]) -> list[str]:
    """Return an id for each entry, made of its name, and where names repeat of what its links name.

    A number is the last resort: it depends on the position, which the other two do not.
    """
    bases = [slug(name) or "unnamed" for name in names]
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, base in enumerate(bases):
        sharing[base].append(at)
    ids = list(bases)
    for base, places in sharing.items():
        if len(places) == 1:
            continue
        hints = [[_hint(link) for link in links[at]] for at in places]
        common = Counter(hint for own in hints for hint in set(own))
        for at, own in zip(places, hints, strict=True):
            hint = next((hint for hint in own if hint and common[hint] == 1), "")
            ids[at] = f"{base}--{hint}" if hint else base
    return number_repeats(ids)


def number_repeats(ids: list[str]) -> list[str]:
    """Return ids with "--2", "--3", … on those that repeat an earlier one."""
    seen: set[str] = set()
    numbers: Counter[str] = Counter()
    unique = []
    for id in ids:
        candidate = id
        while candidate in seen:
            numbers[id] += 1
            candidate = f"{id}--{numbers[id] + 1}"
        seen.add(candidate)
        unique.append(candidate)
    return unique


def _hint(link: Link) -> str:
    return slug(link.ref or link.href or link.url)

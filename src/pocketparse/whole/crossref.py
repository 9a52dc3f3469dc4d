"""Joins index cells to the entries they name: Matching, which chooses among the candidates of each stage."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from pocketparse.entry.drafts import CellDraft, EntryDraft
from pocketparse.whole.candidates import Candidates, Names, Pool

NEAR = 3
"""Most positions in document order between entries that are neighbours."""
SCANNED_CANDIDATES = 16
"""Most candidates that are scanned for free ones; a larger pool keeps track of its first free entry."""
WIDTH = 1 << 16
"""Factor of the row in the number `row * WIDTH + column` of a cell; more than a table has columns."""


class Matching:
    """Which entry each index cell names; a cell and an entry match once.

    Entries and cells are numbered in document order. A stage (candidates.py) sees only what is still unmatched.
    """

    def __init__(
        self,
        tables: Sequence[tuple[Sequence[CellDraft], str | None]],
        entries: Sequence[EntryDraft],
        sections: Sequence[str | None],
    ) -> None:
        """Match cells and entries.

        Args:
            tables: the cells of each table, and the section whose entries it names, None for all sections.
            entries: all entries of the document.
            sections: the section of each entry.
        """
        self._cells = [cell for cells, _ in tables for cell in cells]
        self.entries: list[int | None] = [None] * len(self._cells)
        """The entry that each cell names, by index of the cell; None for no entry."""
        self._tables = [cells for cells, _ in tables]
        self._firsts = list(accumulate(map(len, self._tables), initial=0))
        """The index of the first cell of each table."""
        self._grids: dict[int, dict[int, int]] = {}
        self._within = [section for cells, section in tables for _ in cells]
        self._drafts = entries
        self._section_of = sections
        self._free = dict.fromkeys(range(len(entries)))
        self._named: dict[tuple[str, ...], Counter[str | None]] = defaultdict(Counter)
        self._usual: dict[tuple[str, ...], str | None] = {}
        self._is_counted = False
        self._match_unique()
        names = Names(self._cells, entries, self._free)
        for stage in names.STAGES:
            names.open = [at for at in names.open if self.entries[at] is None]
            if names.open:
                self._stage(names.open, names.of_names(stage(names)))

    def _match_unique(self) -> None:
        """Match cells and entries whose name no other cell and no other entry has: most of them."""
        entries = _once([draft.name for draft in self._drafts])
        for name, at in _once([cell.name for cell in self._cells]).items():
            entry = entries.get(name)
            if entry is not None and self._within[at] in (None, self._section_of[entry]):
                self._match(at, entry)

    def _stage(self, cells: Sequence[int], candidates: Candidates) -> None:
        """Match each of the cells that has candidates; first those whose only candidate no other cell has."""
        pools: dict[int, Pool] = {}
        for at in cells:
            within = self._within[at]
            pool = candidates(at) if within is None else candidates(at).within(within, self._section_of)
            if pool.entries:
                pools[at] = pool
        rivals: dict[int, int] = defaultdict(int)
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
        """Count an entry of a section as named by the group of a cell."""
        group, section = self._cells[at].group_path, self._section_of[entry]
        named = self._named[group]
        named[section] += 1
        if named[section] > named[self._usual.setdefault(group, section)]:
            self._usual[group] = section

    def _section_named(self, at: int) -> str | None:
        """Return the section of most entries that the group of a cell names."""
        if not self._is_counted:  # nobody asks where no name comes twice
            self._is_counted = True
            for one, entry in enumerate(self.entries):
                if entry is not None:
                    self._count(one, entry)
        return self._usual.get(self._cells[at].group_path)

    def _nearest(self, at: int, pool: Pool) -> int | None:
        """Choose a free entry: near those that neighbouring cells name, in the group's section, or the first."""
        entries, are_few = pool.entries, len(pool.entries) <= SCANNED_CANDIDATES
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
        """Yield the entries that the cells above, below and beside a cell name."""
        grid = self._grid(bisect_right(self._firsts, at) - 1)
        spot = self._cells[at].row * WIDTH + self._cells[at].column
        for beside in (spot - WIDTH, spot + WIDTH, spot - 1, spot + 1):
            place = grid.get(beside)
            entry = None if place is None else self.entries[place]
            if entry is not None:
                yield entry

    def _grid(self, table: int) -> dict[int, int]:
        """Return the indexes of the cells of a table, by row * WIDTH + column."""
        if table not in self._grids:
            self._grids[table] = {
                cell.row * WIDTH + cell.column: at for at, cell in enumerate(self._tables[table], self._firsts[table])
            }
        return self._grids[table]


def _once(names: Sequence[str]) -> dict[str, int]:
    """Return each name that comes once, with its index."""
    times = Counter(names)
    return {name: at for at, name in enumerate(names) if times[name] == 1}

"""Findings → Assembly → Document: sections, ids, index groups, passages, all in document order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain, count, repeat
from typing import NamedTuple

from pocketparse import codes
from pocketparse.contents import Contents, Entries
from pocketparse.entry.drafts import CellDraft, EntryDraft
from pocketparse.line.captions import without_title
from pocketparse.links import diagnose
from pocketparse.markup.block import Block
from pocketparse.markup.not_markdown import not_markdown
from pocketparse.new_records import new_cell, new_entry
from pocketparse.outline import Outline
from pocketparse.records import Article, Diagnostic, Entry, IndexItem, Link, Passage, StarMark
from pocketparse.source import moved_link, moved_span
from pocketparse.title_headings import title_blocks
from pocketparse.whole.authors import read_credits
from pocketparse.whole.claims import Finding
from pocketparse.whole.crossref import Matching
from pocketparse.whole.ids import unique_ids
from pocketparse.whole.masthead import read_masthead
from pocketparse.whole.odd_records import odd_records
from pocketparse.whole.passages import Leftovers
from pocketparse.whole.sections import Shelf, Shelves

MARKS: dict[tuple[bool, bool], tuple[StarMark, ...]] = {
    (False, False): (),
    (True, False): ("heading",),
    (False, True): ("index",),
    (True, True): ("heading", "index"),
}
"""`Entry.star_marks` by whether the heading and whether the index cell of the entry bear a mark."""


class Table(NamedTuple):
    """The index cells of one table, and the section of that table."""

    cells: Sequence[CellDraft]
    home: Shelf | None


class Assembly:
    """Everything that the records of a document depend on, computed before any record is made."""

    def __init__(self, outline: Outline, findings: Sequence[Finding]) -> None:
        """Compute sections, ids, credits, and which index cell names which entry."""
        self._outline = outline
        self._findings = findings
        self.unread = outline.unread
        """What is told of text beyond a limit, by its offset."""
        claimed: dict[Block, int | None] = {}
        for _, _, claim, _ in findings:
            claimed |= dict.fromkeys([block for block in claim.blocks if block.kind == "heading"], claim.level)
        self._shelves = Shelves(outline, claimed)
        self._place()
        tables = self._tables()
        self._cells = [cell for table in tables for cell in table.cells]
        self._set_kinds()
        self._matches = self._match(tables)
        matched = zip(self._cells, self._matches, strict=True)
        self._naming = {match: cell for cell, match in matched if match is not None}  # an entry is named once
        self._groups = {cell.group_path: (cell.group_path,) for cell in self._cells}  # not a tuple for each entry
        self.ids = unique_ids([draft.name for draft in self.drafts], [draft.links for draft in self.drafts])
        """Ids of `drafts`, by index."""
        self.sections, self._oddities = self._shelves.records()
        self.masthead = read_masthead(outline)
        self._credits = read_credits(self.drafts, self.path_of, (shelf.title.title for shelf in self._shelves.all))

    def _place(self) -> None:
        """Fill the columns: drafts, their sections, first lines, offsets and dialects, all in document order."""
        at, starts = self._shelves.at, self._outline.source.starts
        drafts: list[EntryDraft] = []
        dialects: list[str] = []
        homes: list[Shelf | None] = []
        first: list[int] = []
        offsets: list[int] = []
        for node, dialect, claim, _ in self._findings:
            home = self._shelves.home(node)
            for draft in claim.entries:
                heading = draft.heading
                homes.append(at[heading] if heading else home)
                moves = heading is not None and not heading.is_html  # to where it stands in this version
                line = heading.first if heading and moves else draft.span.line - 1
                first.append(line)
                offsets.append(starts[line] if moves else draft.span.start)
            drafts += claim.entries
            dialects += repeat(dialect.name, len(claim.entries))
        order = sorted(range(len(offsets)), key=offsets.__getitem__)
        # Columns, not an object for each entry: a history puts thousands of versions together.
        self.drafts = [drafts[at] for at in order]
        """Drafts of the entries, in document order."""
        self.section_of = [home.id if (home := homes[at]) else None for at in order]
        """Ids of the sections of `drafts`, by index; None outside of sections."""
        self.path_of = [home.path if (home := homes[at]) else () for at in order]
        """Titles from the outermost section down to that of each draft, by index."""
        self._lines = [first[at] for at in order]
        self._starts = [offsets[at] for at in order]
        self._dialects = [dialects[at] for at in order]

    def _tables(self) -> list[Table]:
        """Return the tables of index cells in document order."""
        findings = [finding for finding in self._findings if finding.claim.cells]
        findings.sort(key=lambda finding: finding.claim.cells[0].raw.at)
        return [Table(finding.claim.cells, self._shelves.home(finding.node)) for finding in findings]

    def _set_kinds(self) -> None:
        """Set the kind of each section; "entries" takes precedence over "index", and that over "articles"."""
        for shelf in self._shelves.all:
            if not shelf.title.title:
                shelf.kind = "empty"
        for finding in self._findings:
            home = self._shelves.home(finding.node)
            if home and finding.claim.articles and home.kind == "other":
                home.kind = "articles"
            elif home and finding.claim.cells:
                home.kind = "index"
        holding = set(self.section_of)
        for shelf in self._shelves.all:
            if shelf.id in holding:
                shelf.kind = "entries"

    def _match(self, tables: Sequence[Table]) -> list[int | None]:
        """Return the entry that each index cell names; a table in a section of entries names entries of it only."""
        within = [table.home.id if table.home and table.home.kind == "entries" else None for table in tables]
        cells = [table.cells for table in tables]
        return Matching(list(zip(cells, within, strict=True)), self.drafts, self.section_of).entries if tables else []

    def entry(self, at: int) -> Entry:
        """Return the record of the entry at an index of `drafts`."""
        draft = self.drafts[at]
        cell = self._naming.get(at)
        in_index = cell is not None and cell.starred
        tags, description, links, span = draft.tags, draft.description, draft.links, draft.span
        attributes = dict(draft.attributes)  # a draft may serve several versions
        if made := self._credits.get(at):
            tags, description = (*tags, *made.labels), made.rest
            attributes |= {"author": made.author} if made.author else {}
        lines, characters = self._moved(at)
        if lines or characters:
            links = [moved_link(link, lines, characters) for link in links]
            span = moved_span(span, lines, characters)
        return new_entry(
            id=self.ids[at],
            anchor=self._shelves.anchors.get(draft.heading) if draft.heading else None,
            name=draft.name,
            raw=draft.raw,
            org=draft.org,
            tags=tags,
            starred=self.is_starred(at),
            star_marks=MARKS[draft.starred, in_index],
            stars=draft.stars,
            stars_raw=draft.stars_raw,
            section=self.section_of[at],
            section_path=self.path_of[at],
            groups=self._groups[cell.group_path] if cell else (),
            parent=self._id_of[draft.parent] if draft.parent else None,
            dialect=self._dialects[at],
            links=tuple(links),
            description=description,
            attributes=attributes,
            span=span,
            captions=without_title(draft.captions, self.path_of[at]),
        )

    def _moved(self, at: int) -> tuple[int, int]:
        """Return by how many lines and characters an entry has moved since the version it was parsed in."""
        span = self.drafts[at].span
        return self._lines[at] + 1 - span.line, self._starts[at] - span.start

    def _odd_entries(self) -> Iterator[Diagnostic]:
        """Yield the diagnostics of entries, their spans moved to this version."""
        for at, draft in enumerate(self.drafts):
            for one in draft.diagnostics:
                yield replace(one, span=moved_span(one.span, *self._moved(at))) if one.span else one

    def is_starred(self, at: int) -> bool:
        """Tell whether an entry is marked as new, at its heading or its index cell."""
        cell = self._naming.get(at)
        return self.drafts[at].starred or (cell is not None and cell.starred)

    def unchanged(self, old: "Assembly") -> dict[int, int]:
        """Return the entries with the same id, draft, section, index cell and credits: index → index in `old`."""
        then = dict(zip(old.ids, count()))
        found = {}
        for at, id in enumerate(self.ids):
            was = then.get(id)
            if (
                was is not None
                and self.drafts[at] is old.drafts[was]
                and self.section_of[at] == old.section_of[was]
                and self.path_of[at] == old.path_of[was]
                and _is_like(self._naming.get(at), old._naming.get(was))
                and self._credits.get(at) == old._credits.get(was)
            ):
                found[at] = was
        return found

    @cached_property
    def _id_of(self) -> dict[EntryDraft, str]:
        return dict(zip(self.drafts, self.ids, strict=True))

    def contents(self) -> Contents:
        """Return all records of the document; each is made once, complete."""
        outline = self._outline
        entries = Entries([self.entry(at) for at in range(len(self.drafts))])
        index = tuple(self._index())
        articles = sorted(
            (article for finding in self._findings for article in finding.claim.articles),
            key=lambda article: article.span.start,
        )
        links = [link for section in self.sections for link in section.links]
        links += [link for entry in entries for link in entry.links]
        links += [link for article in articles for link in article.links]
        unread = [*self.unread.values(), *not_markdown(outline.source)]
        if not (unread or entries or index or articles):
            first = next((at for at in range(len(outline.source.lines)) if not outline.source.blank(at)), None)
            span = None if first is None else outline.source.span(first, first + 1)
            unread.append(codes.NO_ENTRIES.found("nothing was read as an entry", span))
        diagnostics = [
            *outline.source.diagnostics,
            *unread,
            *self._oddities,
            *self._odd_entries(),
            *odd_records(outline, entries, index),
            *filter(None, map(diagnose, [link for link in links if link.href != link.url])),  # a few
        ]
        for finding in self._findings:
            diagnostics += finding.claim.diagnostics
        diagnostics.sort(key=lambda one: (one.span.start if one.span else -1, one.code))
        masthead = self.masthead
        return Contents(
            source=outline.source.info,
            title=masthead.title,
            version=masthead.version,
            subtitle=masthead.subtitle,
            homepage=masthead.homepage,
            notice=masthead.notice,
            footer=masthead.footer,
            sections=tuple(self.sections),
            entries=entries,
            index=index,
            articles=tuple(articles),
            passages=tuple(self._passages((entries, index, articles), links)),
            diagnostics=tuple(diagnostics),
        )

    def _index(self) -> Iterator[IndexItem]:
        """Yield the records of the index cells."""
        source = self._outline.source
        for cell, match in zip(self._cells, self._matches, strict=True):
            path = cell.group_path
            yield new_cell(
                name=cell.name,
                raw=cell.raw[:],
                starred=cell.starred,
                group=path[-1] if path else None,
                group_path=path,
                column=cell.column,
                entry=None if match is None else self.ids[match],
                span=source.locate(cell.raw, 0, len(cell.raw)),
            )

    def _passages(
        self, records: Sequence[Sequence[Entry | IndexItem | Article]], links: Sequence[Link]
    ) -> list[Passage]:
        """Return the passages: all lines that no record spans."""
        outline = self._outline
        blocks = chain.from_iterable(node.blocks for node in outline.sections)
        footer = [outline.footer] if outline.footer else []
        leftovers = Leftovers(outline.source, chain(blocks, footer), self.sections)
        leftovers.cover(section.span for section in self.sections)
        leftovers.cover(outline.source.span(block.first, block.last) for block in title_blocks(outline))
        leftovers.cover(one.span for some in records for one in some)
        return leftovers.passages(links)


def _is_like(cell: CellDraft | None, other: CellDraft | None) -> bool:
    """Tell whether two index cells have the same mark and groups, or there are none."""
    if cell is None or other is None:
        return cell is other
    return cell.starred == other.starred and cell.group_path == other.group_path

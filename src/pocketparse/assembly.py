"""Findings → Assembly → Document: sections, ids, index groups, passages, all in document order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pocketparse import codes
from pocketparse.block import Block
from pocketparse.claims import Finding
from pocketparse.crossref import Listed, Matching
from pocketparse.dialects.base import CellDraft, EntryDraft
from pocketparse.document import Document, Entries
from pocketparse.ids import unique_ids
from pocketparse.links import diagnose
from pocketparse.makers import new_cell, new_entry
from pocketparse.masthead import read_masthead
from pocketparse.outline import Outline
from pocketparse.passages import Leftovers
from pocketparse.records import Article, Diagnostic, Entry, IndexItem, Link, Passage, StarMark
from pocketparse.sections import Shelf, Shelves
from pocketparse.source import moved_link, moved_span


@dataclass(slots=True, eq=False)
class Placed(Listed):
    """An entry draft, the section it stands in, the dialect that read it, and where it starts in this document."""

    path: tuple[str, ...] = ()
    """Titles from the outermost section down to its own."""
    dialect: str = ""
    line: int = 0
    """From 0."""
    start: int = 0


class Table(NamedTuple):
    """The index cells of one table, the section it stands in, and how far it moved since they were read."""

    start: int
    cells: Sequence[CellDraft]
    home: Shelf | None
    lines: int
    characters: int


class Listing(NamedTuple):
    """What the index says of an entry: whether it is new, and the captions of the groups that it is in."""

    starred: bool
    groups: tuple[tuple[str, ...], ...]


NOT_LISTED = Listing(False, ())


class Assembly:
    """What was found in a document, put together: what each record depends on is known, none of them is made yet."""

    def __init__(self, outline: Outline, findings: Sequence[Finding]) -> None:
        """Find out what takes the whole document: sections, ids, and which index cell names which entry."""
        self._outline = outline
        self._findings = findings
        claimed = ((block, finding.claim.level) for finding in findings for block in finding.claim.blocks)
        self._shelves = Shelves(outline, {block: level for block, level in claimed if block.kind == "heading"})
        self.placed = self._places()
        self._tables = self._placed_tables()
        self._set_kinds()
        self._matches = self._match()
        drafts = [one.draft for one in self.placed]
        self.ids = unique_ids([draft.name for draft in drafts], [draft.links for draft in drafts])
        self._listed = self._listings()
        self.sections, self._oddities = self._shelves.records()
        self.masthead = read_masthead(outline)

    def _places(self) -> list[Placed]:
        """Return the entry drafts in document order, each where it stands."""
        shelves, starts = self._shelves, self._outline.source.starts
        by_heading = {node.heading: node for node in self._outline.sections}
        placed = []
        for node, dialect, claim in self._findings:
            for draft in claim.entries:
                heading = draft.heading
                home = shelves.home(by_heading[heading] if heading else node)
                line, start = draft.span.line - 1, draft.span.start
                if heading:
                    line, start = heading.first, starts[heading.first]
                id, path = (home.id, home.path) if home else (None, ())
                placed.append(Placed(draft, 0, id, "", "", path, dialect.name, line, start))
        placed.sort(key=lambda one: one.start)
        for order, one in enumerate(placed):
            one.order = order
        return placed

    def _placed_tables(self) -> list[Table]:
        """Return the tables of index cells in document order."""
        starts = self._outline.source.starts
        tables = []
        for finding in self._findings:
            cells = finding.claim.cells
            if cells:
                first = finding.claim.blocks[0].first
                line, start = cells[0].line, cells[0].start
                home = self._shelves.home(finding.node)
                tables.append(Table(starts[first], cells, home, first - line, starts[first] - start))
        return sorted(tables, key=lambda table: table.start)

    def _set_kinds(self) -> None:
        """Say what each section holds: entries before an index, an index before articles."""
        for shelf in self._shelves.all:
            if not shelf.title.title:
                shelf.kind = "empty"
        for finding in self._findings:
            home = self._shelves.home(finding.node)
            if home and finding.claim.articles and home.kind == "other":
                home.kind = "articles"
            elif home and finding.claim.cells:
                home.kind = "index"
        holding = {one.section for one in self.placed}
        for shelf in self._shelves.all:
            if shelf.id in holding:
                shelf.kind = "entries"

    def _match(self) -> list[Listed | None]:
        """Match index cells to entries; a table inside a section of entries lists that section only."""
        tables = [
            (table.cells, table.home.id if table.home and table.home.kind == "entries" else None)
            for table in self._tables
        ]
        return Matching(tables, self.placed).entries if tables else []

    def _listings(self) -> dict[int, Listing]:
        """Return what the index says of the entries that it names, by their places in the document."""
        listings: dict[int, Listing] = {}
        matches = iter(self._matches)
        for table in self._tables:
            for cell, match in zip(table.cells, matches, strict=False):
                if match:
                    known = listings.get(match.order, NOT_LISTED)
                    groups = known.groups if cell.group_path in known.groups else (*known.groups, cell.group_path)
                    listings[match.order] = Listing(known.starred or cell.starred, groups)
        return listings

    def entry(self, at: int) -> Entry:
        """Make the record of an entry."""
        one = self.placed[at]
        draft = one.draft
        in_index, groups = self._listed.get(at, NOT_LISTED)
        marks: tuple[StarMark, ...] = ("heading",) if draft.starred else ()
        lines, characters = one.line + 1 - draft.span.line, one.start - draft.span.start
        links, span = draft.links, draft.span
        if lines or characters:
            links = [moved_link(link, lines, characters) for link in links]
            span = moved_span(span, lines, characters)
        return new_entry(
            self.ids[at],
            self._shelves.anchors[draft.heading] if draft.heading else None,
            draft.name,
            draft.raw,
            draft.org,
            draft.tags,
            draft.starred or in_index,
            (*marks, "index") if in_index else marks,
            draft.stars,
            draft.stars_raw,
            one.section,
            one.path,
            groups,
            self._id_of[draft.parent] if draft.parent else None,
            one.dialect,
            tuple(links),
            draft.description,
            draft.attributes,
            span,
        )

    def unchanged(self, old: "Assembly") -> list[tuple[int, int]]:
        """Return the places, there and here, of entries that are the same as in the version before.

        Those have the id that they had, stand in the section they stood in, and nothing that they say was read anew.
        """
        places = {id: at for at, id in enumerate(old.ids)}
        found = []
        for at, (id, one) in enumerate(zip(self.ids, self.placed, strict=True)):
            then = places.get(id)
            if then is None:
                continue
            was = old.placed[then]
            alike = was.draft is one.draft and was.section == one.section and was.path == one.path
            if alike and old._listed.get(then) == self._listed.get(at):
                found.append((then, at))
        return found

    def is_starred(self, at: int) -> bool:
        """Tell whether an entry is marked as new, by its heading or by its index cell."""
        return self.placed[at].draft.starred or self._listed.get(at, NOT_LISTED).starred

    @cached_property
    def _id_of(self) -> dict[EntryDraft, str]:
        return dict(zip((one.draft for one in self.placed), self.ids, strict=True))

    def document(self) -> Document:
        """Make every record once, complete."""
        outline = self._outline
        entries = Entries([self.entry(at) for at in range(len(self.placed))])
        index = tuple(self._index())
        articles = sorted(
            (article for finding in self._findings for article in finding.claim.articles),
            key=lambda article: article.span.start,
        )
        links = [link for section in self.sections for link in section.links]
        links += [link for entry in entries for link in entry.links]
        links += [link for article in articles for link in article.links]
        diagnostics = [
            *outline.source.diagnostics,
            *outline.unread.values(),
            *self._oddities,
            *_index_gaps(entries, index),
            *filter(None, map(diagnose, [link for link in links if link.href != link.url])),
        ]
        for finding in self._findings:
            diagnostics += finding.claim.diagnostics
        diagnostics.sort(key=lambda one: (one.span.start if one.span else -1, one.code))
        masthead = self.masthead
        return Document(
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
        """Make the records of the index cells."""
        matches = iter(self._matches)
        for table in self._tables:
            for cell, match in zip(table.cells, matches, strict=False):
                path = cell.group_path
                yield new_cell(
                    cell.name,
                    cell.raw,
                    cell.starred,
                    path[-1] if path else None,
                    path,
                    cell.column,
                    self.ids[match.order] if match else None,
                    moved_span(cell.span, table.lines, table.characters),
                )

    def _passages(self, records: Sequence[Sequence[Entry | IndexItem | Article]], links: Sequence[Link]) -> list[Passage]:
        """Return what is left of the text."""
        outline = self._outline
        blocks = [block for node in outline.sections for block in node.blocks]
        leftovers = Leftovers(outline.source, [*blocks, *([outline.footer] if outline.footer else [])], self.sections)
        leftovers.cover(section.span for section in self.sections)
        leftovers.cover(outline.source.span(block.first, block.last) for block in _title_blocks(outline))
        leftovers.cover(one.span for some in records for one in some)
        return leftovers.passages(links)


def _title_blocks(outline: Outline) -> list[Block]:
    """Return the title's heading where it is Markdown; the lines of an HTML one may hold more than the title."""
    headings = [section.heading for section in outline.title_sections[-1:] if section.heading]
    return [heading for heading in headings if heading.marker]


def _index_gaps(entries: Entries, index: Sequence[IndexItem]) -> Iterator[Diagnostic]:
    """Tell which cells name no entry, and which entries no cell names where the index names their section."""
    for item in index:
        if item.entry is None:
            yield codes.ORPHAN_CELL.found(f"no entry is called {item.name!r}", item.span)
    listed = Counter(entry.section for entry in entries if entry.groups)
    if not listed:
        return
    total = Counter(entry.section for entry in entries)
    for entry in entries:
        if not entry.groups and listed[entry.section] * 2 > total[entry.section]:
            yield codes.UNLISTED_ENTRY.found(f"no index cell names {entry.name!r}", entry.span)

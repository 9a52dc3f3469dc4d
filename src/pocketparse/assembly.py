"""Findings → the finished Document: sections, ids, index groups, passages, all in document order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
from pocketparse.records import Article, Diagnostic, Entry, IndexItem, StarMark
from pocketparse.sections import Shelf, Shelves


@dataclass(slots=True, eq=False)
class Placed:
    """An entry draft, the section it stands in and the dialect that read it."""

    draft: EntryDraft
    home: Shelf | None
    dialect: str


def assemble(outline: Outline, findings: Sequence[Finding]) -> Document:
    """Build every record once, complete."""
    claimed = {block: finding.claim for finding in findings for block in finding.claim.blocks}
    shelves = Shelves(outline, {block: claim.level for block, claim in claimed.items() if block.kind == "heading"})
    placed = _placed(outline, findings, shelves)
    cells = sorted(
        ((cell, shelves.home(finding.node)) for finding in findings for cell in finding.claim.cells),
        key=lambda one: one[0].span.start,
    )
    articles = sorted(
        (article for finding in findings for article in finding.claim.articles),
        key=lambda article: article.span.start,
    )
    _set_kinds(shelves, placed, findings)
    matches = _match(placed, cells)
    entries, index = _join(placed, [cell for cell, _ in cells], matches, shelves)
    sections, oddities = shelves.records(claimed.keys())

    blocks = [block for node in outline.sections for block in node.blocks]
    leftovers = Leftovers(outline.source, [*blocks, *([outline.footer] if outline.footer else [])], sections)
    leftovers.cover(section.span for section in sections)
    leftovers.cover(outline.source.span(block.first, block.last) for block in _title_blocks(outline))
    records: tuple[Sequence[Entry | IndexItem | Article], ...] = (entries, index, articles)
    leftovers.cover(one.span for some in records for one in some)
    links = [link for section in sections for link in section.links]
    links += [link for entry in entries for link in entry.links]
    links += [link for article in articles for link in article.links]
    passages = leftovers.passages(links)

    diagnostics = [*outline.source.diagnostics, *outline.unread.values(), *oddities, *_index_gaps(entries, index)]
    diagnostics += filter(None, map(diagnose, [link for link in links if link.href != link.url]))
    for finding in findings:
        diagnostics.extend(finding.claim.diagnostics)
    diagnostics.sort(key=lambda one: (one.span.start if one.span else -1, one.code))
    masthead = read_masthead(outline)
    return Document(
        source=outline.source.info,
        title=masthead.title,
        version=masthead.version,
        subtitle=masthead.subtitle,
        homepage=masthead.homepage,
        notice=masthead.notice,
        footer=masthead.footer,
        sections=tuple(sections),
        entries=entries,
        index=index,
        articles=tuple(articles),
        passages=tuple(passages),
        diagnostics=tuple(diagnostics),
    )


def _title_blocks(outline: Outline) -> list[Block]:
    """Return the title's heading where it is Markdown; the lines of an HTML one may hold more than the title."""
    headings = [section.heading for section in outline.title_sections[-1:] if section.heading]
    return [heading for heading in headings if heading.marker]


def _id(shelf: Shelf | None) -> str | None:
    return shelf.id if shelf else None


def _placed(outline: Outline, findings: Sequence[Finding], shelves: Shelves) -> list[Placed]:
    """Return the entry drafts in document order, each where it stands."""
    by_heading = {node.heading: node for node in outline.sections}
    placed = [
        Placed(draft, shelves.home(by_heading[draft.heading] if draft.heading else finding.node), finding.dialect.name)
        for finding in findings
        for draft in finding.claim.entries
    ]
    return sorted(placed, key=lambda one: one.draft.span.start)


def _set_kinds(shelves: Shelves, placed: Sequence[Placed], findings: Sequence[Finding]) -> None:
    """Say what each section holds: entries before an index, an index before articles."""
    for shelf in shelves.all:
        if not shelf.title.title:
            shelf.kind = "empty"
    for finding in findings:
        home = shelves.home(finding.node)
        if home and finding.claim.articles and home.kind == "other":
            home.kind = "articles"
        elif home and finding.claim.cells:
            home.kind = "index"
    for one in placed:
        if one.home:
            one.home.kind = "entries"


def _match(placed: Sequence[Placed], cells: Sequence[tuple[CellDraft, Shelf | None]]) -> list[Listed | None]:
    """Match index cells to entries; a table inside a section of entries lists that section only."""
    if not cells:
        return []
    candidates = [Listed(one.draft, at, _id(one.home)) for at, one in enumerate(placed)]
    within = [_id(home) if home and home.kind == "entries" else None for _, home in cells]
    return Matching([cell for cell, _ in cells], candidates, within).entries


def _join(
    placed: Sequence[Placed], cells: Sequence[CellDraft], matches: Sequence[Listed | None], shelves: Shelves
) -> tuple[Entries, tuple[IndexItem, ...]]:
    """Build the entries and the index cells that name them."""
    drafts = [one.draft for one in placed]
    ids = unique_ids([draft.name for draft in drafts], [draft.links for draft in drafts])
    id_of = dict(zip(drafts, ids, strict=True))
    named: dict[int, list[CellDraft]] = {}
    index = []
    for cell, match in zip(cells, matches, strict=True):
        if match:
            named.setdefault(match.order, []).append(cell)
        index.append(
            new_cell(
                cell.name,
                str(cell.raw),
                cell.starred,
                cell.group_path[-1] if cell.group_path else None,
                cell.group_path,
                cell.column,
                ids[match.order] if match else None,
                cell.span,
            )
        )
    entries = []
    for at, one in enumerate(placed):
        draft = one.draft
        naming = named.get(at, ())
        in_index = any(cell.starred for cell in naming)
        marks: tuple[StarMark, ...] = ("heading",) if draft.starred else ()
        entries.append(
            new_entry(
                ids[at],
                shelves.anchors[draft.heading] if draft.heading else None,
                draft.name,
                draft.raw,
                draft.org,
                draft.tags,
                draft.starred or in_index,
                (*marks, "index") if in_index else marks,
                draft.stars,
                draft.stars_raw,
                _id(one.home),
                one.home.path if one.home else (),
                tuple(dict.fromkeys([cell.group_path for cell in naming])),
                id_of[draft.parent] if draft.parent else None,
                one.dialect,
                tuple(draft.links),
                draft.description,
                draft.attributes,
                draft.span,
            )
        )
    return Entries(entries), tuple(index)


def _index_gaps(entries: Entries, index: Sequence[IndexItem]) -> Iterator[Diagnostic]:
    """Tell which cells name no entry, and which entries no cell names where the index names their section."""
    for item in index:
        if item.entry is None:
            yield codes.ORPHAN_CELL.found(f"no entry is called {item.name!r}", item.span)
    listed = Counter(entry.section for entry in entries if entry.groups)
    total = Counter(entry.section for entry in entries)
    for entry in entries:
        if not entry.groups and listed[entry.section] * 2 > total[entry.section]:
            yield codes.UNLISTED_ENTRY.found(f"no index cell names {entry.name!r}", entry.span)

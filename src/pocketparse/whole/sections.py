"""Outline and claims → Section records, and the section in which every claimed record stands."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pocketparse import codes
from pocketparse.identity import anchor, slug, unique_anchors
from pocketparse.line.body import read_body
from pocketparse.line.captions import caption
from pocketparse.line.prose import Prose, read_run
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.records import Diagnostic, Section, SectionKind
from pocketparse.title_headings import title_sections
from pocketparse.titles import Title
from pocketparse.tree import Node, is_contents
from pocketparse.whole.ids import number_repeats


@dataclass(slots=True, eq=False)
class Shelf:
    """A section of the outline on its way to become a record: node, title, place in the tree, id and kind."""

    node: Node
    title: Title
    parent: "Shelf | None"
    path: tuple[str, ...]
    id: str = ""
    kind: SectionKind = "other"


class Shelves:
    """The sections of a document that become records: not those whose heading is the title or an entry."""

    def __init__(self, outline: Outline, headings: Mapping[Block, int | None]) -> None:
        """Walk the outline; `headings` maps claimed headings to the level to use for each, None for its level."""
        self._outline = outline
        self._homes: dict[Node, Shelf | None] = {}
        self.at: dict[Block, Shelf | None] = {}
        """The section around each claimed heading; None for no section."""
        self.all: list[Shelf] = []
        self._walk(headings)
        self._give_ids()

    def home(self, node: Node) -> Shelf | None:
        """Return the section that the blocks of an outline node belong to."""
        return self._homes[node]

    def _walk(self, headings: Mapping[Block, int | None]) -> None:
        stack: list[Shelf] = []
        titles = self._outline.once(title_sections)
        for node in self._outline.sections:
            if node in titles:
                self._homes[node] = None
                if node.heading is not None and node.heading in headings:
                    self.at[node.heading] = None
                continue
            if node.heading is None:  # the root, or what stands below a details element
                while stack and stack[-1].node.level >= node.level:
                    stack.pop()
                self._homes[node] = stack[-1] if stack else None
                continue
            claimed = node.heading in headings
            level = (headings[node.heading] if claimed else None) or node.level
            while stack and stack[-1].node.level >= level:
                stack.pop()
            parent = stack[-1] if stack else None
            if claimed:
                self._homes[node] = self.at[node.heading] = parent
                continue
            title = self._outline.title(node)
            shelf = Shelf(node, title, parent, (*(parent.path if parent else ()), title.title))
            self._homes[node] = shelf
            self.all.append(shelf)
            if not is_contents(node.heading):
                stack.append(shelf)

    @cached_property
    def anchors(self) -> dict[Block, str | None]:
        """The anchors of all headings, those of entries too, except of summaries of details elements."""
        nodes = [node for node in self._outline.sections if node.heading and node.heading.origin != "summary"]
        anchors = [_anchor_of(self._outline, node) for node in nodes]
        return dict(zip([node.heading for node in nodes if node.heading], unique_anchors(anchors), strict=True))

    def _give_ids(self) -> None:
        """Set the ids of sections: made of their titles, with those of their parents where titles repeat."""
        short = [slug(shelf.title.title) or "untitled" for shelf in self.all]
        long = ["/".join(slug(title) or "untitled" for title in shelf.path) for shelf in self.all]
        times = Counter(short)
        ids = [one if times[one] == 1 else other for one, other in zip(short, long, strict=True)]
        for shelf, id in zip(self.all, number_repeats(ids), strict=True):
            shelf.id = f"section:{id}"

    def records(self) -> tuple[list[Section], list[Diagnostic]]:
        """Return the records of the sections, and the diagnostics of them."""
        records = []
        diagnostics = []
        for shelf in self.all:
            heading = shelf.node.heading
            assert heading is not None
            span = self._outline.source.span(heading.first, heading.last)
            if not shelf.title.title:
                diagnostics.append(codes.EMPTY_SECTION.found("a section heading without a title", span))
            intro = self._intro(shelf, heading)
            records.append(
                Section(
                    id=shelf.id,
                    anchor=self.anchors.get(heading),
                    kind=shelf.kind,
                    level=shelf.node.level,
                    number=shelf.title.number,
                    title=shelf.title.title,
                    title_en=shelf.title.title_en,
                    raw=heading.text.strip(),
                    parent=shelf.parent.id if shelf.parent else None,
                    path=shelf.path,
                    description=intro.description,
                    links=tuple(intro.links),
                    span=span,
                )
            )
            diagnostics += intro.diagnostics
        return records, diagnostics

    def _intro(self, shelf: Shelf, heading: Block) -> Prose:
        """Read the prose between a heading and the first record under it, without captions of that record."""
        node = shelf.node
        intro = Prose()
        read_run(self._outline, heading.text, intro)
        blocks: list[Block] = []
        body = node.body
        for at, (block, free) in enumerate(zip(body, node.free, strict=False)):  # free is what is left of the body
            if block is not free or block.kind not in ("paragraph", "quote"):
                break
            is_first = at == 0 and shelf.kind != "index"
            if self._is_over_records(node, at) and caption(self._outline, block, is_first=is_first):
                break
            blocks.append(block)
        prose = read_body(self._outline, blocks)
        return Prose(prose.paragraphs, [*intro.links, *prose.links], prose.diagnostics)

    def _is_over_records(self, node: Node, at: int) -> bool:
        """Tell whether the next block behind index `at` that is no comment was claimed, or is a details element."""
        body, free = node.body, node.free
        below = next((place for place in range(at + 1, len(body)) if body[place].kind != "html"), None)
        if below is None:
            return False
        return body[below].kind == "details" or below >= len(free) or free[below] is not body[below]


def _anchor_of(outline: Outline, node: Node) -> str:
    """Return the anchor of a heading before repeated ones are numbered, made of its displayed text.

    It is cached on the node if another version may follow.
    """
    known = node.cached(_anchor_of)
    if known is not None:
        return known
    assert node.heading is not None
    text = node.heading.text
    found = anchor(text if outline.is_words(text) else outline.read(text).text)
    return node.cache(_anchor_of, found) if outline.remembers else found

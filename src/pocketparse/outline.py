"""Blocks → Sections: a tree of headings, each with its body."""

import re
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from typing import TypeVar, TypeVarTuple, cast

from pocketparse import codes
from pocketparse.block import BULLET, Block, BlockKind, FlatList
from pocketparse.blocks import Blocks
from pocketparse.identity import fold
from pocketparse.inline import TooLong, as_written, inline
from pocketparse.limits import LIMITS, Limits
from pocketparse.links import is_url_line
from pocketparse.plain_inline import displays_itself, words
from pocketparse.records import Diagnostic, Span
from pocketparse.shown import Inline, tidy
from pocketparse.source import Raw, Source
from pocketparse.titles import VERSION, Title, numbers_sections, read_title

WORD = re.compile(r"[^\W_]")
LEAVING = re.compile(r"\]\((?!#)|://")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
DESTINATION = re.compile(r"\]:\s*(?:<(?P<bracketed>[^<>\n]*)>|(?P<bare>(?!<)\S+))")
Fact = TypeVar("Fact")
Subject = TypeVarTuple("Subject")


@dataclass(slots=True, eq=False)
class Section:
    """A heading and the blocks up to the next one; the root has no heading and level 0."""

    heading: Block | None
    level: int
    body: list[Block] = field(default_factory=list)
    # An empty tuple, not a list: most sections have none.
    children: list["Section"] = field(default=cast(list["Section"], ()))
    free: list[Block] = field(init=False)
    """The blocks of the body that no dialect has claimed yet."""
    _leads: bool | None = None

    def __post_init__(self) -> None:
        """Let all of the body be free; claims.py puts another list in its place."""
        self.free = self.body

    @property
    def blocks(self) -> list[Block]:
        """The heading, if there is one, and the body."""
        return self.body if self.heading is None else [self.heading, *self.body]

    def inside(self, kind: BlockKind) -> Iterator[Block]:
        """Yield the free blocks of a kind, those in details elements that nobody claimed too."""
        for block in self.free:
            if block.kind == kind:
                yield block
            elif block.kind == "details":
                yield from _inside(block, kind)

    @property
    def leads_with_link(self) -> bool:
        """Tell whether the first line under the heading is only a URL, as bullet or paragraph."""
        if self._leads is None:
            self._leads = _leads_with_link(self.body)
        return self._leads

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all below it in document order."""
        stack = [self]
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.children))


class Outline:
    """A document as the dialects see it: its source, its sections and what its inline text says."""

    def __init__(self, source: Source, found: Blocks, *, remembers: bool = False, limits: Limits = LIMITS) -> None:
        """Build the tree of sections."""
        self.source = source
        self.limits = limits
        self.unread: dict[int, Diagnostic] = {}
        """What is told of text beyond a limit, by its offset."""
        self.remembers = remembers
        """Another version will be read: what was read of a block may be kept in its memo."""
        self.footer = found.top[-1] if _closes(found.top) else None
        """The block quote that ends a document: "> 持续更新中 (Continuously Updated)..."; part of no entry."""
        self.root = _tree(found.top[:-1] if self.footer else found.top)
        self._references = found.references
        self._facts: dict[Hashable, object] = {}

    def once(self, fact: Callable[["Outline", *Subject], Fact], *subject: *Subject) -> Fact:
        """Return fact(outline, *subject), found out when it is first asked for; without subject, of the document."""
        key = (fact, *subject)
        if key not in self._facts:
            self._facts[key] = fact(self, *subject)
        return cast(Fact, self._facts[key])

    def read(self, raw: Raw) -> Inline:
        """Return the displayed text, links and marks of inline text; dialects may ask again and again."""
        if raw.memo is not None:
            return cast(Inline, raw.memo)
        found = words(raw, bool(self._references))
        if found is None:  # words are their own text: to keep them would be a cycle, and to read them again is cheap
            try:
                found = raw.memo = inline(raw, self._references, most=self.limits.markup)
            except TooLong:
                found = as_written(raw)
                span = self.source.locate(raw, 0, len(raw))
                message = f"markup in a text of more than {self.limits.markup} characters: shown as it is written"
                self.unread.setdefault(span.start, codes.LIMIT_REACHED.found(message, span))
        return found

    def is_words(self, text: str) -> bool:
        """Tell whether inline text is displayed as it is written, and tidy."""
        return displays_itself(text, bool(self._references))

    def all_blocks(self, *, items: bool = True) -> Iterator[Block]:
        """Yield every block of the document, those in others too, headings of sections aside, from the last on.

        Without `items` those of flat lists are left out.
        """
        stack = [block for section in self.sections for block in section.body]
        while stack:
            block = stack.pop()
            if items or not isinstance(block, FlatList):
                stack += block.children
            yield block

    @cached_property
    def definitions(self) -> dict[str, tuple[str, Span]]:
        """The destinations of link reference definitions: resolved → as written, and where."""
        found: dict[str, tuple[str, Span]] = {}
        for block in self.all_blocks():
            if block.kind == "definition":
                text = "\n".join(self.source.lines[block.first : block.last])
                start = self.source.starts[block.first]
                for match in DESTINATION.finditer(text):
                    first, last = match.span(match.lastgroup or 0)
                    span = self.source.between(start + first, start + last)
                    found.setdefault(unescape(ESCAPE.sub(r"\1", text[first:last])), (text[first:last], span))
        return found

    def shown(self, raw: Raw) -> str:
        """Return the displayed text of inline text, white space tidied."""
        return raw.strip() if self.is_words(raw) else tidy(self.read(raw).text)

    def shown_part(self, text: str, whole: Raw) -> str:
        """Return the displayed text of a part of some inline text, such as the name in a heading."""
        return text.strip() if self.is_words(text) else tidy(self.read(Raw(text, whole.line, whole.at)).text)

    @cached_property
    def title_sections(self) -> tuple[Section, ...]:
        """The first H1, and one that repeats it, or that carries the list version where the first stands empty.

        The last of them is the title.
        """
        first = [section for section in self.root.children if section.level == 1]
        if len(first) > 1 and fold(self.heading_text(first[0])) == fold(self.heading_text(first[1])):
            return first[1], first[0]
        if len(first) > 1 and not (first[0].body or first[0].children) and first[1].heading:
            return tuple(first[:2] if VERSION.search(first[1].heading.text) else first[:1])
        if len(first) > 2 and any(block.kind in ("list", "table") and self._leaves(block) for block in first[0].body):
            return ()  # one of many of its kind: "# Apps", "# Games", "# Books"
        return tuple(first[:1])

    def _leaves(self, block: Block) -> bool:
        """Tell whether a list or table has links that leave the page."""
        return bool(LEAVING.search("\n".join(self.source.lines[block.first : block.last])))

    def heading_text(self, section: Section) -> str:
        """Return a heading as displayed, without links back to the top of the page."""
        if section.heading is None:
            return ""
        shown = self.read(section.heading.text)
        text = shown.text
        for anchor in reversed(shown.anchors):
            if anchor.stays:
                rest = text[: anchor.start] + text[anchor.end :]
                text = rest if WORD.search(rest) else text
        images = [anchor.label for anchor in shown.anchors if anchor.label]
        if images and not WORD.search(text):
            text = images[0]
        return tidy(text.replace("\n", " "))

    def title(self, section: Section) -> Title:
        """Return what a section's heading says; empty for the root."""
        return read_title(self.heading_text(section), self._numbered)

    @cached_property
    def _numbered(self) -> bool:
        return numbers_sections([section.heading.text for section in self.sections if section.heading])

    @cached_property
    def lists_by_heading(self) -> bool:
        """Tell whether entries are headings here: half of the leaf sections lead with a link line."""
        leaves = [section for section in self.sections if section.body and not section.children]
        return any(leaves) and sum(leaf.leads_with_link for leaf in leaves) * 2 >= len(leaves)

    @cached_property
    def sections(self) -> list[Section]:
        """Every section in document order, the root first."""
        return list(self.root.walk())

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded texts of all headings: what an index can name."""
        return frozenset(fold(section.heading.text) for section in self.sections if section.heading)


def _leads_with_link(body: list[Block]) -> bool:
    if not body:
        return False
    first = body[0]
    if isinstance(first, FlatList) and first.is_flat:
        line = first.lines[0][len(BULLET) :].strip()
    else:
        block = first.children[0] if first.kind == "list" and first.children else first
        line = block.text.partition("\n")[0].strip()
    return is_url_line(line) or is_url_line(line.partition(": ")[2].strip())


def _inside(details: Block, kind: BlockKind) -> Iterator[Block]:
    for child in details.children:
        if child.kind == kind:
            yield child
        elif child.kind == "details":
            yield from _inside(child, kind)


def _closes(top: list[Block]) -> bool:
    return len(top) > 1 and top[-1].kind == "quote" and any(block.kind == "heading" for block in top)


def _tree(top: list[Block]) -> Section:
    root = Section(None, 0)
    stack = [root]
    for block in top:
        if block.kind != "heading":
            stack[-1].body.append(block)
            continue
        while stack[-1].level >= block.level:
            stack.pop()
        section = Section(block, block.level)
        if not stack[-1].children:
            stack[-1].children = []
        stack[-1].children.append(section)
        stack.append(section)
    return root

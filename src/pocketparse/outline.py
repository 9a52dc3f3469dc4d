"""Outline: what dialects may ask of a document: its source, sections, displayed text, and facts computed once."""

from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property, lru_cache
from html import unescape
from itertools import chain, pairwise
from typing import Any, TypeVar, TypeVarTuple

from pocketparse import codes
from pocketparse.identity import KNOWN, fold
from pocketparse.limits import LIMITS, Limits
from pocketparse.markup.block import Block, BlockKind, Piece
from pocketparse.markup.blocks import Blocks
from pocketparse.markup.elements import CLOSING_TAGS, TAGS_BEFORE
from pocketparse.markup.inline import TooLong, as_written, inline
from pocketparse.markup.memory import Memory
from pocketparse.markup.plain_inline import displays_itself, words
from pocketparse.markup.shown import WORD, Inline, Mark, tidy
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Span
from pocketparse.source import Raw, Source
from pocketparse.summaries import sectioned
from pocketparse.titles import Title, ends_row, numbers_sections, read_title
from pocketparse.tree import LONE_LISTS, Kinds, Node, tree, within
from pocketparse.vocabulary import SEPARATORS, UNSAID

BRACKETS = ("()", "[]", "（）")
COUNT = pattern(r"\d[\d,.]* \w+")
NO_HEADING = Inline("")
ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
DESTINATION = pattern(r"\]:\s*(?:<(?P<bracketed>[^<>\n]*)>|(?P<bare>(?!<)(?:\\\n|[^\x00-\x20])+))")
NUMBER = pattern(r"(?<!\d)\d{1,2}[.、)]?\s")
"""A number of one or two digits in a heading, which may be that of a section: "2. Saws"."""
OR = " / "
"""Separator between alternative words of a title: "Languages / [Others](#others)"."""
ROW_STARTS = ("**", "__", "[")
"""Prefixes of bold lines and of links, which may be members of one numbered row with headings."""
Fact = TypeVar("Fact")
Subject = TypeVarTuple("Subject")


class Outline:
    """A document as the dialects see it: its source, its sections and what its inline text says."""

    def __init__(self, source: Source, found: Blocks, *, memory: Memory | None = None, limits: Limits = LIMITS) -> None:
        """Build the tree of sections; with `memory`, unchanged sections of the previous version are reused."""
        self.source = source
        self.limits = limits
        self.unread: dict[int, Diagnostic] = {}
        """Diagnostics of text beyond a limit, by its offset."""
        self.remembers = memory is not None
        """Whether results may be cached in memos: a later version follows, and no limit diagnostic (`unread`) would be
        lost by not reading the text again."""
        top = sectioned(found.top)
        self.footer = top[-1] if _closes(top) else None
        """The block quote that ends a document: "> 持续更新中 (Continuously Updated)..."; part of no entry."""
        self.root = tree(top[:-1] if self.footer else top, memory)
        self._references = found.references
        self._facts: dict[Hashable, Any] = {}
        self._facts_of_free: dict[Hashable, Any] = {}
        self._as_written: dict[str, Inline] = {}
        """Displayed form of texts too long for the engine. They are not cached in `Raw.shown`: the next version has to
        report the limit again."""

    def once(self, fact: Callable[["Outline", *Subject], Fact], *subject: *Subject) -> Fact:
        """Return `fact(outline, *subject)`, computed once per document and subject.

        The fact must not depend on what was claimed: `once_of_free` is for those that do.
        """
        key = (fact, *subject)
        if key not in self._facts:
            self._facts[key] = fact(self, *subject)
        found: Fact = self._facts[key]
        return found

    def once_of_free(self, fact: Callable[["Outline"], Fact]) -> Fact:
        """Return `fact(outline)`, which may depend on free blocks: computed once until further blocks are claimed."""
        if fact not in self._facts_of_free:
            self._facts_of_free[fact] = fact(self)
        found: Fact = self._facts_of_free[fact]
        return found

    def forget_free(self) -> None:
        """Forget the facts of free blocks, after some were claimed."""
        self._facts_of_free.clear()

    def read(self, raw: Raw) -> Inline:
        """Return the displayed text, links and marks of inline text, cached in `raw.shown`."""
        known: Inline | None = raw.shown
        if known is not None:
            return known
        found = words(raw, bool(self._references))
        if found is not None:
            return found  # to cache words would make a cycle (their text is `raw`), and to read them again is cheap
        if raw not in self._as_written:
            try:
                found = raw.shown = inline(raw, self._references, most=self.limits.markup)
                return found
            except TooLong:
                self._as_written[raw] = as_written(raw)
        span = self.source.locate(raw, 0, len(raw))
        message = f"markup in a text of more than {self.limits.markup} characters: shown as it is written"
        self.unread.setdefault(span.start, codes.LIMIT_REACHED.found(message, span))
        self.remembers = False
        return self._as_written[raw]

    def is_words(self, text: str) -> bool:
        """Tell whether inline text is displayed exactly as it is written."""
        return displays_itself(text, bool(self._references))

    def span(self, block: Block) -> Span:
        """Return the span of a block: whole lines, or its characters where an HTML element shares lines with others."""
        source = self.source
        if isinstance(block, Piece):
            before = source.text[source.starts[block.first] : block.start]
            end = source.starts[block.last - 1] + len(source.lines[block.last - 1])
            if not (TAGS_BEFORE.fullmatch(before) and CLOSING_TAGS.fullmatch(source.text, block.stop, end)):
                return source.between(block.start, block.stop)
        return source.span(block.first, block.last)

    @cached_property
    def all_blocks(self) -> Sequence[Block]:
        """Every block of the document, nested ones too, without the headings of sections; the last block first.

        Their texts are right; their positions may be those in an earlier version (`Node.late`).
        """
        return [block for section in reversed(self.sections) for block in section.all_blocks()]

    @cached_property
    def runs(self) -> Sequence[Raw]:
        """The texts of all items and paragraphs, the last one first."""
        return [block.text for block in self.all_blocks if block.kind in ("item", "paragraph")]

    @cached_property
    def linked_items(self) -> Sequence[Raw]:
        """The texts of all items that hold a Markdown link, the last one first."""
        return [block.text for block in self.all_blocks if block.kind == "item" and "](" in block.text]

    def made_of(self, tells: Callable[[Kinds], bool]) -> Iterator[Node]:
        """Yield the sections for whose combination of block kinds `tells` returns true, in document order.

        Sections are grouped by the kinds of their blocks, so `tells` runs once per combination, not once per section.
        """
        at = sorted(chain.from_iterable(where for kinds, where in self._made.items() if tells(kinds)))
        return map(self.sections.__getitem__, at)

    @cached_property
    def over_lists(self) -> Sequence[Node]:
        """The sections with a heading, no subsections, and one list as their whole body."""
        return [leaf for leaf in self.made_of(LONE_LISTS.__contains__) if leaf.heading and not leaf.children]

    @cached_property
    def _made(self) -> dict[Kinds, list[int]]:
        """Indexes into `sections`, by the kinds of the blocks of their bodies."""
        found: dict[Kinds, list[int]] = {}
        for at, section in enumerate(self.sections):
            found.setdefault(section.kinds, []).append(at)
        return found

    def of_kind(self, kind: BlockKind) -> Iterator[Block]:
        """Yield the blocks of a kind in section bodies and details elements, and tables in items, claimed or not.

        Lists in items and blocks in quotes are left out. Positions may be those in an earlier version (`Node.late`).
        """
        for section in self.sections:
            yield from within(section.body_unplaced, kind)

    @cached_property
    def definitions(self) -> dict[str, tuple[str, Span]]:
        """The destinations of link reference definitions: each resolved URL → the URL as written and its span."""
        found: dict[str, tuple[str, Span]] = {}
        for block in self.all_blocks:
            if block.kind == "definition":
                text = "\n".join([*self.source.lines[block.first : block.last], ""])
                start = self.source.starts[block.first]
                for match in DESTINATION.finditer(text):
                    first, last = match.span(match.lastgroup or 0)
                    url = text[first:last].rstrip()  # the engine takes a line break behind a backslash for a part of it
                    span = self.source.between(start + first, start + first + len(url))
                    found.setdefault(unescape(ESCAPE.sub(r"\1", text[first:last])), (url, span))
        return found

    def shown(self, raw: Raw) -> str:
        """Return the displayed text of inline text, its white space normalised (`tidy`)."""
        return raw.strip() if self.is_words(raw) else tidy(self.read(raw).text)

    def shown_part(self, text: str, whole: Raw) -> str:
        """Return the displayed text of `text`, a part of the inline text `whole`, such as the name in a heading."""
        shown = _shown_words(text, bool(self._references))
        return tidy(self.read(Raw(text, whole.line, whole.at)).text) if shown is None else shown

    def heading_text(self, section: Node) -> str:
        """Return a section's heading as displayed, without links to places of the page, linked icons and counts.

        A heading without words is the alternative text of its first image that has a telling one.
        """
        shown = self._shown_heading(section)
        text = uncounted(shown)
        if shown.anchors:
            rest = _without_signs(shown, text)
            text = rest if WORD.search(rest) else text
        images = [one.label for one in shown.anchors if one.label and one.label.strip().casefold() not in UNSAID]
        if images and not WORD.search(text):
            text = images[0]
        return tidy(text.replace("\n", " "))

    def _shown_heading(self, section: Node) -> Inline:
        return self.read(section.heading.text) if section.heading else NO_HEADING

    def title(self, section: Node) -> Title:
        """Return the number and title that a section's heading displays; an empty title for the root."""
        return read_title(self.heading_text(section), self._numbered)

    @cached_property
    def _numbered(self) -> bool:
        if numbers_sections([section.heading.text for section in self.sections if section.heading]):
            return True
        counted = (one for one in self.sections if one.heading and NUMBER.search(one.heading.text))
        lines = (run.lstrip("*_[") for run in self.runs if run.startswith(ROW_STARTS))
        return ends_row(map(self.heading_text, counted), lines)

    @cached_property
    def sections(self) -> list[Node]:
        """Every section in document order, the root first."""
        return list(self.root.walk())

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded texts of all headings, to compare index cells with."""
        return frozenset(fold(section.heading.text[:]) for section in self.sections if section.heading)


def _without_signs(shown: Inline, text: str) -> str:
    """Return displayed text without links to places of the page and linked icons, their brackets and separators."""
    kept: list[str] = []
    at = 0
    for link in shown.anchors:
        label = text[link.start : link.end]
        is_icon = not (WORD.search(label) or any(sign.isascii() and not sign.isspace() for sign in label))
        if link.start < at or link.start == link.end or not (link.stays or is_icon):
            continue
        if text.endswith(OR, 0, link.start) and WORD.search(label) and label.casefold() != "top":
            continue  # a word of the title
        start, end = link.start, link.end
        if text[start - 1 : start] + text[end : end + 1] in BRACKETS:
            start, end = start - 1, end + 1
        kept.append(text[at : max(start, at)])
        at = end
    front = "".join(kept)
    return front + text[at:] if text[at:].strip() else front.rstrip(SEPARATORS)  # "Saws - [top](#saws)"


def uncounted(shown: Inline) -> str:
    """Return displayed text without a marked-up count at its end: "Trees `5 projects`", "Trees <sub>5</sub>"."""
    if not shown.marks:  # nearly all headings
        return shown.text
    text = shown.text.rstrip()
    last = max(shown.marks, key=lambda mark: mark.end)
    is_count = COUNT.fullmatch(last.text) if last.kind == "code" else _is_small_count(text, last)
    if is_count and last.end == len(text):
        return text[: last.start].rstrip(SEPARATORS) or text
    return shown.text


def _is_small_count(text: str, mark: Mark) -> bool:
    """Tell whether a mark is a small number behind a space: "Trees <sub>5</sub>", not "CO<sub>2</sub>"."""
    return mark.kind == "small" and mark.text.isdecimal() and text[mark.start - 1 : mark.start].isspace()


@lru_cache(maxsize=KNOWN)
def _shown_words(text: str, references: bool) -> str | None:
    return text.strip() if displays_itself(text, references) else None


def _closes(top: list[Block]) -> bool:
    """Tell whether the last block is a quote that closes the document, and not one of several quotes.

    It is one of several if a quote precedes it, or quotes stand below headings or at the ends of other sections.
    """
    if len(top) < 2 or top[-1].kind != "quote" or top[-2].kind == "quote":
        return False
    below = (one.kind == "heading" and block.kind == "quote" for one, block in pairwise(top))
    if top[-2].kind == "heading" and sum(below) > 1:
        return False
    headings = [at for at, block in enumerate(top) if block.kind == "heading"]
    sections = top[headings[1] :] if len(headings) > 1 else []  # one may stand below the title
    ends = any(one.kind == "quote" and block.kind == "heading" for one, block in pairwise(sections))
    return bool(headings) and not ends


def free_sections(outline: Outline) -> Sequence[Node]:
    """Return the sections with blocks that no dialect has claimed yet."""
    return [section for section in outline.sections if section.free]

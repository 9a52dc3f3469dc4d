"""The document as dialects see it: its source, its sections, and what its inline text says."""

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
from pocketparse.tree import LONE_LISTS, Kinds, Section, tree, within
from pocketparse.vocabulary import SEPARATORS, UNSAID

BRACKETS = ("()", "[]", "（）")
COUNT = pattern(r"\d[\d,.]* \w+")
NO_HEADING = Inline("")
ESCAPE = pattern(r"\\([!-/:-@\[-`{-~])")
DESTINATION = pattern(r"\]:\s*(?:<(?P<bracketed>[^<>\n]*)>|(?P<bare>(?!<)(?:\\\n|[^\x00-\x20])+))")
NUMBER = pattern(r"(?<!\d)\d{1,2}[.、)]?\s")
"""A number in a heading, as sections may have."""
OR = " / "
"""What stands between words of a title that mean several things: "Languages / [Others](#others)"."""
ROW_STARTS = ("**", "__", "[")
"""How bold lines and links start, which may be members of a row as headings are."""
Fact = TypeVar("Fact")
Subject = TypeVarTuple("Subject")


class Outline:
    """A document as the dialects see it: its source, its sections and what its inline text says."""

    def __init__(self, source: Source, found: Blocks, *, memory: Memory | None = None, limits: Limits = LIMITS) -> None:
        """Build the tree of sections; with `memory` those come again that the version before had."""
        self.source = source
        self.limits = limits
        self.unread: dict[int, Diagnostic] = {}
        """What is told of text beyond a limit, by its offset."""
        self.remembers = memory is not None
        """Another version will be read, and nothing was told so far that only reading tells (`unread`): what was read
        may be kept in a memo."""
        top = sectioned(found.top)
        self.footer = top[-1] if _closes(top) else None
        """The block quote that ends a document: "> 持续更新中 (Continuously Updated)..."; part of no entry."""
        self.root = tree(top[:-1] if self.footer else top, memory)
        self._references = found.references
        self._facts: dict[Hashable, Any] = {}
        self._as_written: dict[str, Inline] = {}
        """Texts too long for the engine, as they are shown: not in their memos, since another version tells of them."""

    def once(self, fact: Callable[["Outline", *Subject], Fact], *subject: *Subject) -> Fact:
        """Return fact(outline, *subject), found out when it is first asked for; without subject, of the document."""
        key = (fact, *subject)
        if key not in self._facts:
            self._facts[key] = fact(self, *subject)
        found: Fact = self._facts[key]
        return found

    def read(self, raw: Raw) -> Inline:
        """Return the displayed text, links and marks of inline text; dialects may ask again and again."""
        kept: Inline | None = raw.memo
        if kept is not None:
            return kept
        found = words(raw, bool(self._references))
        if found is not None:
            return found  # words are their own text: to keep them would be a cycle, and to read them again is cheap
        if raw not in self._as_written:
            try:
                found = raw.memo = inline(raw, self._references, most=self.limits.markup)
                return found
            except TooLong:
                self._as_written[raw] = as_written(raw)
        span = self.source.locate(raw, 0, len(raw))
        message = f"markup in a text of more than {self.limits.markup} characters: shown as it is written"
        self.unread.setdefault(span.start, codes.LIMIT_REACHED.found(message, span))
        self.remembers = False
        return self._as_written[raw]

    def is_words(self, text: str) -> bool:
        """Tell whether inline text is displayed as it is written, and tidy."""
        return displays_itself(text, bool(self._references))

    def span(self, block: Block) -> Span:
        """Return where a block stands: its lines, unless others stand on them, too, as they may in HTML."""
        source = self.source
        if isinstance(block, Piece):
            before = source.text[source.starts[block.first] : block.start]
            end = source.starts[block.last - 1] + len(source.lines[block.last - 1])
            if not (TAGS_BEFORE.fullmatch(before) and CLOSING_TAGS.fullmatch(source.text, block.stop, end)):
                return source.between(block.start, block.stop)
        return source.span(block.first, block.last)

    @cached_property
    def all_blocks(self) -> Sequence[Block]:
        """Every block of the document, those in others too, headings of sections aside, from the last on.

        What they say is sure; where they stand is not, in a document that a reader of versions reads.
        """
        return [block for section in reversed(self.sections) for block in section.all_blocks()]

    @cached_property
    def runs(self) -> Sequence[Raw]:
        """The texts of all items and paragraphs, from the last on."""
        return [block.text for block in self.all_blocks if block.kind in ("item", "paragraph")]

    @cached_property
    def linked_items(self) -> Sequence[Raw]:
        """The texts of all items with a link in Markdown, from the last on."""
        return [block.text for block in self.all_blocks if block.kind == "item" and "](" in block.text]

    def made_of(self, tells: Callable[[Kinds], bool]) -> Iterator[Section]:
        """Yield the sections whose bodies are made of such kinds of blocks, in document order.

        What few sections can be is found out so of the ways in which bodies are made: not of every section.
        """
        at = sorted(chain.from_iterable(where for kinds, where in self._made.items() if tells(kinds)))
        return map(self.sections.__getitem__, at)

    @cached_property
    def over_lists(self) -> Sequence[Section]:
        """The leaf headings over one list and nothing else."""
        return [leaf for leaf in self.made_of(LONE_LISTS.__contains__) if leaf.heading and not leaf.children]

    @cached_property
    def _made(self) -> dict[Kinds, list[int]]:
        """The places of the sections, by what their bodies are made of."""
        found: dict[Kinds, list[int]] = {}
        for at, section in enumerate(self.sections):
            found.setdefault(section.kinds, []).append(at)
        return found

    def of_kind(self, kind: BlockKind) -> Iterator[Block]:
        """Yield the outermost blocks of a kind, and tables in items, claimed or not; where they stand is not sure.

        Those in details elements are such, but no lists in items, and nothing in quotes.
        """
        for section in self.sections:
            yield from within(section.texts(), kind)

    @cached_property
    def definitions(self) -> dict[str, tuple[str, Span]]:
        """The destinations of link reference definitions: resolved → as written, and where."""
        found: dict[str, tuple[str, Span]] = {}
        for block in self.all_blocks:
            if block.kind == "definition":
                text = "\n".join([*self.source.lines[block.first : block.last], ""])
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
        shown = _shown_words(text, bool(self._references))
        return tidy(self.read(Raw(text, whole.line, whole.at)).text) if shown is None else shown

    def heading_text(self, section: Section) -> str:
        """Return a heading as displayed, without links back to the top of the page, icons that are links, counts."""
        shown = self._shown_heading(section)
        text = uncounted(shown)
        if shown.anchors:
            rest = _without_signs(shown, text)
            text = rest if WORD.search(rest) else text
        images = [one.label for one in shown.anchors if one.label and one.label.strip().casefold() not in UNSAID]
        if images and not WORD.search(text):
            text = images[0]
        return tidy(text.replace("\n", " "))

    def _shown_heading(self, section: Section) -> Inline:
        return self.read(section.heading.text) if section.heading else NO_HEADING

    def title(self, section: Section) -> Title:
        """Return what a section's heading says; empty for the root."""
        return read_title(self.heading_text(section), self._numbered)

    @cached_property
    def _numbered(self) -> bool:
        if numbers_sections([section.heading.text for section in self.sections if section.heading]):
            return True
        counted = (one for one in self.sections if one.heading and NUMBER.search(one.heading.text))
        lines = (run.lstrip("*_[") for run in self.runs if run.startswith(ROW_STARTS))
        return ends_row(map(self.heading_text, counted), lines)

    @cached_property
    def sections(self) -> list[Section]:
        """Every section in document order, the root first."""
        return list(self.root.walk())

    @cached_property
    def names(self) -> frozenset[str]:
        """The folded texts of all headings: what an index can name."""
        return frozenset(fold(section.heading.text[:]) for section in self.sections if section.heading)


def _without_signs(shown: Inline, text: str) -> str:
    """Return displayed text without links to places of the page and icons that are links, and what sets them off."""
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
    """Return displayed text without a count at its end: "Trees `5 projects`", "Trees <sub>5</sub>"."""
    if not shown.marks:  # nearly all headings
        return shown.text
    text = shown.text.rstrip()
    last = max(shown.marks, key=lambda mark: mark.end)
    is_count = COUNT.fullmatch(last.text) if last.kind == "code" else _is_small_count(text, last)
    if is_count and last.end == len(text):
        return text[: last.start].rstrip(SEPARATORS) or text
    return shown.text


def _is_small_count(text: str, mark: Mark) -> bool:
    """Tell whether a mark is a number apart from a word: "Trees <sub>5</sub>", not "CO<sub>2</sub>"."""
    return mark.kind == "small" and mark.text.isdecimal() and text[mark.start - 1 : mark.start].isspace()


@lru_cache(maxsize=KNOWN)
def _shown_words(text: str, references: bool) -> str | None:
    return text.strip() if displays_itself(text, references) else None


def _closes(top: list[Block]) -> bool:
    """Tell whether the last block is a quote, and not one of many: in a row, below headings, or at ends of sections."""
    if len(top) < 2 or top[-1].kind != "quote" or top[-2].kind == "quote":
        return False
    below = (one.kind == "heading" and block.kind == "quote" for one, block in pairwise(top))
    if top[-2].kind == "heading" and sum(below) > 1:
        return False
    headings = [at for at, block in enumerate(top) if block.kind == "heading"]
    sections = top[headings[1] :] if len(headings) > 1 else []  # one may stand below the title
    ends = any(one.kind == "quote" and block.kind == "heading" for one, block in pairwise(sections))
    return bool(headings) and not ends

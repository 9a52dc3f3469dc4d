"""Source → Blocks: the markdown-it parser object, and the only block-level user of markdown_it.

A text is cut into chunks where every open block ends except fences and HTML blocks: at its column-0 headings, and
inside a chunk that needs the engine at its blank lines, unless a list may go on below. plain_blocks.py reads the
chunks that CommonMark can read in one way only; the engine reads the others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice
from sys import maxsize
from typing import TYPE_CHECKING, NamedTuple

from pocketparse.markup.block import DEEPEST, FRONT_MARKER, Block, BlockKind
from pocketparse.markup.glued_items import unglued
from pocketparse.markup.hypertext import holds_html, parted, resolve
from pocketparse.markup.item_headings import lifted
from pocketparse.markup.memory import Memory
from pocketparse.markup.plain_blocks import plain_blocks
from pocketparse.markup.tables import row
from pocketparse.markup.ways_back import parted_from_rule
from pocketparse.patterns import pattern
from pocketparse.source import Raw, Source, split_box

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

References = dict[str, dict[str, str]]
OPENERS: dict[str, BlockKind] = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
}
CLOSERS = {"bullet_list_close", "ordered_list_close", "list_item_close", "blockquote_close"}
LEAVES: dict[str, BlockKind] = {
    "fence": "code",
    "code_block": "code",
    "html_block": "html",
    "hr": "rule",
    "definition": "definition",
}
HEADS = tuple("#" * level + " " for level in range(1, 7))
"""Prefixes of a heading at the margin, where a chunk starts."""
NESTING = 2 * DEEPEST
"""Most nested levels of tokens that the engine reads; a list takes two, that of the list and that of the item."""
CHUNK_LINES = 40
"""Most lines of a chunk that is remembered whole; a longer one is split, since versions differ somewhere in it."""
# A line that may start a link reference definition
MAY_DEFINE = r"[ \t>*+\-\d.)]*\["
DEFINITION = pattern(MAY_DEFINE)
# Lines below another one, found in a text from its line ends on:
# 4.2 and 4.3, and HTML; "---" may be a rule
MAY_BE_HEAD = r"#{1,6}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$|<[hH][1-6]\b"
MAY_HEAD = pattern(rf"\n(?:{MAY_BE_HEAD}| {{1,3}}(?:{MAY_BE_HEAD}))", re.MULTILINE)  # faster than " {0,3}"
WHOLE_DEFINITION = pattern(rf"\n{MAY_DEFINE}[^\[\]\n]+\]:")
SUMMARY = pattern("<(?:summary|SUMMARY|Summary)")
"""The summary tag of a details element, which applies to headings in other chunks (hypertext.py)."""
LABELLED = pattern(r"\]:")  # in a long text of wide characters found in a third of what `in` takes
# 4.6 HTML blocks that only their own end condition ends, blank lines or not
VERBATIM = pattern(r"\s*(?:(<(?:script|pre|style|textarea)\b)|(<!--)|(<\?)|(<!\[CDATA\[)|(<!))", re.IGNORECASE)
ODD_SPACES = "\x1c\x1d\x1e\x1f\x85"
ENDS = (r"</(?:script|pre|style|textarea)>", r"-->", r"\?>", r"\]\]>", r">")
# "title: …" between two lines of dashes, at the top of a page: YAML to whoever makes a site of it
FRONT = pattern(r"---\n(?=\w)(?:[\w.-]+:(?:[ \t].*)?\n|[ \t]+\S.*\n|- .*\n|#.*\n|\n){1,60}---[ \t]*$", re.MULTILINE)
CONTINUES = pattern(r"[\s\-*+]|\d{1,9}[.)]")


class Blocks(NamedTuple):
    """The top-level blocks of a source and its link reference definitions, by normalised label."""

    top: list[Block]
    references: References


@cache
def parser() -> "MarkdownIt":
    """Return the one block parser; the engine is imported for the first text that needs it."""
    from markdown_it import MarkdownIt

    # Without inline_definitions a "[label]: url" line leaves no token, and so no passage.
    md = MarkdownIt("commonmark", {"inline_definitions": True, "maxNesting": NESTING}).enable("table")
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]  # destinations stay as written
    md.validateLink = lambda url: True  # type: ignore[method-assign]  # links.py decides what is one
    md.core.ruler.disable(["inline", "text_join"], True)  # inline.py does it where there is markup
    md.parse("a")  # a first text puts the rules in order: no other thread is to see them half done
    return md


def blocks(source: Source, *, plain: bool = True, memory: Memory | None = None, lines: int = maxsize) -> Blocks:
    """Read the blocks of the first `lines` lines of a source.

    Neither option changes the result: without `plain` the engine reads everything; with `memory` chunks of the
    previous version are not read again.
    """
    references: References = {}
    last = min(len(source.lines), lines)
    top = _front_matter(source, last)
    first = top[0].last if top else 0
    if not plain:
        return Blocks([*top, *parted(resolve(source, _engine(source, first, last, references)[0]))], references)
    is_html = False
    defines = LABELLED.search(source.text) is not None
    is_odd = any(sign in source.text for sign in ODD_SPACES)
    if memory and (defines or SUMMARY.search(source.text)):
        memory = None  # what stands here depends on definitions, or on details elements, that stand elsewhere
    cuts = [at for at in _cuts(source.lines[:last]) if at > first or at == last][::-1]  # a stack: the next is its last
    while cuts:
        read = memory.recall(source, first, cuts[-1]) if memory else None
        if read is not None:
            top += read
            first = cuts.pop()
            continue
        if memory and cuts[-1] - first > CHUNK_LINES and (finer := _finer_cuts(source, first, cuts[-1])):
            cuts += reversed(finer)
            continue
        lines_read = source.lines[first : cuts[-1]] if defines or is_odd else ()
        if not (defines and _may_define(lines_read)) and not (is_odd and _odd(lines_read)):
            read = plain_blocks(source, first, cuts[-1])
            if memory and read is not None:
                memory.keep(source, first, cuts[-1], read)
        if read is None:
            finer = _finer_cuts(source, first, cuts[-1])
            if finer:
                cuts += reversed(finer)
                continue
            read, is_open = _engine(source, first, cuts[-1], references)
            if memory and not is_open:
                memory.keep(source, first, cuts[-1], read)
            more = 1
            while is_open and len(cuts) > 1:
                del cuts[max(len(cuts) - more, 1) :]
                read, is_open = _engine(source, first, cuts[-1], references)
                more *= 2
        top += read
        is_html = is_html or holds_html(read)  # what is remembered holds none
        first = cuts.pop()
    return Blocks(parted(resolve(source, top) if is_html else top), references)


def lines_before(source: Source, kind: re.Pattern[str], number: int, sign: re.Pattern[str] | None = None) -> int:
    """Return how many lines precede the match of `kind` with that number, from 0; all lines if there are fewer matches.

    `sign` is a cheap pattern that occurs in each match of `kind`.
    """
    text, lines = source.text, source.lines
    if len(lines) <= number or (sign and next(islice(sign.finditer(text), number, None), None) is None):
        return len(lines)
    ends = (match.start() for match in kind.finditer(text))
    first = kind.match(f"\n{lines[0]}")
    end = next(islice(chain([-1] if first else [], ends), number, None), None)
    return len(lines) if end is None else source.line_at(end + 1)


def _front_matter(source: Source, last: int) -> list[Block]:
    """Return the block of YAML front matter, if the page starts with one that ends above line `last`."""
    match = FRONT.match(source.text)
    end = match[0].count("\n") + 1 if match else 0
    return [Block("code", 0, end, marker=FRONT_MARKER)] if 0 < end <= last else []


def _odd(lines: Sequence[str]) -> bool:
    """Tell whether lines hold white space that `str.strip` removes and the engine does not."""
    return any(sign in line for line in lines for sign in ODD_SPACES)


def _may_define(lines: Sequence[str]) -> bool:
    """Tell whether lines may hold a link reference definition: only the engine reads those."""
    return any("]:" in line for line in lines) and any(map(DEFINITION.match, lines))


def _cuts(lines: Sequence[str]) -> list[int]:
    """Return the numbers of the lines at which chunks start, and the number of lines."""
    heads = [at for at, line in enumerate(lines) if line and line[0] == "#" and at and line.startswith(HEADS)]
    return [0, *heads, len(lines)]


def _finer_cuts(source: Source, first: int, last: int) -> list[int]:
    """Return the numbers of the lines at which a chunk can be split: behind a blank one, and in no list above it."""
    lines = source.lines
    return [
        line
        for line in range(first + 1, last)
        if (not lines[line - 1].strip(" \t")) and lines[line] and not CONTINUES.match(lines[line])
    ]


def _engine(source: Source, first: int, last: int, references: References) -> tuple[list[Block], bool]:
    """Read lines with the engine; tell whether a fence or HTML block may still be open at their end."""
    env: dict[str, References] = {}
    tokens = parser().parse("\n".join(source.lines[first:last]), env)
    # "[^1]: …" is a footnote to GitHub, and a definition to an engine that knows no footnotes.
    found = env.get("references", {})
    for label, definition in found.items():
        if not label.startswith("^"):
            references.setdefault(label, {"href": definition["href"], "title": definition["title"]})  # 4.7 the first
    end = source.trim(first, last) - first
    is_open = any(
        token.type in ("fence", "html_block")
        and token.map is not None
        and token.map[1] >= end
        and not _is_closed(source, token, first, last)
        for token in tokens
    )
    read = _Folding(source, first).fold(tokens)
    unglued(source, read)
    return lifted(source, read), is_open


def _is_closed(source: Source, token: "Token", first: int, last: int) -> bool:
    """Tell whether a fence or HTML block at the end of a chunk has met its end condition there."""
    if token.type == "fence":
        closing = source.lines[first + token.map[1] - 1] if token.map else ""
        bare = closing.strip(" \t")
        fitting = bare.startswith(token.markup) and not bare.strip(token.markup[0])
        return fitting and not closing.expandtabs(4).startswith("    ") and "\n" in token.content
    kind = VERBATIM.match(token.content)
    if kind is None:  # 4.6 start conditions 6 and 7: a blank line ends it
        return not source.lines[last - 1].strip(" \t")
    return any(kind[at] and re.search(end, token.content, re.IGNORECASE) for at, end in enumerate(ENDS, 1))


class _Folding:
    """Folds the engine's flat token stream into nested blocks with line numbers of the source."""

    def __init__(self, source: Source, first: int) -> None:
        self.source = source
        self.first = first
        self.quotes = 0

    def fold(self, found: Iterable["Token"]) -> list[Block]:
        """Return the top-level blocks."""
        tokens = iter(found)
        top: list[Block] = []
        children = top  # of the innermost open block
        parents: list[tuple[Block, list[Block]]] = []  # the open blocks, each with the children around it
        for token in tokens:
            kind = token.type
            if kind in ("inline", "heading_open"):
                parent = parents[-1][0] if parents else None
                level = 0 if kind == "inline" else int(token.tag[1])
                raw = self.raw(next(tokens) if level else token)
                if parent and parent.kind == "item" and not children and not parent.text:
                    parent.text, parent.box = split_box(raw)
                    parent.level = level  # "- ### [Oak](…)"
                else:
                    block = self.block("heading" if level else "paragraph", token, raw)
                    block.level = level
                    children += parted_from_rule(block) if level else [block]
            elif kind in OPENERS:
                block = self.block(OPENERS[kind], token)
                self.quotes += kind == "blockquote_open"
                children.append(block)
                parents.append((block, children))
                block.children = children = []
            elif kind in CLOSERS:
                block, children = parents.pop()
                self.quotes -= block.kind == "quote"
            elif kind == "table_open":
                children.append(self.table(token, tokens))
            elif kind in LEAVES:
                children.append(self.block(LEAVES[kind], token))
        return top

    def block(self, kind: BlockKind, token: "Token", text: Raw | None = None) -> Block:
        first, last = token.map or (0, 0)
        first += self.first
        last = self.source.trim(first, last + self.first)  # a list's map includes the blank lines after it
        while first + 1 < last and self.source.blank(first):  # a no-break space starts a paragraph
            first += 1
        block = Block(kind, first, last, marker="" if kind == "rule" else token.info.strip() + token.markup)
        if text is not None:
            block.text = text
        return block

    def raw(self, token: "Token") -> Raw:
        first, last = token.map or [0, 1]
        line = self.first + first
        start = token.content.partition("\n")[0]
        # Inline content is what is left of its line after the block's prefix, so it is found from the right.
        column = self.source.lines[line].rfind(start)
        while column < 0 and line + 1 < self.first + last:  # the engine drops a first line of U+3000
            line += 1
            column = self.source.lines[line].rfind(start)
        return Raw(token.content, line, self.source.starts[line] + max(column, 0))

    def table(self, token: "Token", tokens: Iterator["Token"]) -> Block:
        table = self.block("table", token)
        margin = " \t>" if self.quotes else " \t"
        table.rows = [
            row(self.source, line, margin) for line in range(table.first, table.last) if line != table.first + 1
        ]
        while next(tokens).type != "table_close":
            pass
        return table

"""What a rule is, and the page that it judges: a document, its source, and what several rules ask of them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from pocketparse.codes import Code
from pocketparse.contents import Contents
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.pipeline import How
from pocketparse.records import Article, Diagnostic, Entry, Link, Section, Span
from pocketparse.source import Source

# What starts where prose ends: a code span, a fence, a comment, a formula
OPENING = pattern(r"``*|~~~+|<!--|\$\$")  # each starts with a sign of its own: found in a tenth of the time
CLOSERS = {"<!--": "-->", "$$": "$$"}
RUN = pattern("``*")
INDENTS = ("    ", " \t", "  \t", "   \t", "\t")
"""Starts of lines that may be indented code; lines in a list start so, too."""
URL_END = pattern(r"[\s<>|()\[\]，。；、（）「」【】]")
SEARCHED_WORDS = 64
"""Different words up to which each is searched for; for more, all words of the text are counted at once."""
URL_LENGTH = 1000
"""Characters that are searched back for the scheme of a URL, at most."""
WORD = pattern(r"[A-Za-z]{4,}")
"""Latin words of four letters or more."""

Holder = Section | Entry | Article


class Edit(NamedTuple):
    """A change to a text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


def deleted(found: Diagnostic) -> Edit | None:
    """Return the edit that deletes the span of a finding, None where it has none."""
    return Edit(found.span.start, found.span.end, "") if found.span else None


@dataclass(frozen=True)
class Page:
    """A document and the text that it was read from.

    Rules of your own may use `document`, `text`, `links`, `head()`, `target()`, `between()` and `is_prose()`; what else
    there is any version may change.
    """

    document: Contents
    source: Source
    outline: Callable[[], Outline]
    """Returns the outline of the text: that of which the document was made, or one that is read now, which takes time,
    where the caller of `lint` had the document already."""
    folder: Path | None = None
    """Where the file lies, for links to its neighbours; None where that is not known."""
    rules: Sequence["Rule"] = ()
    """Rules of the caller's own, which comments may name beside the built-in ones."""

    @classmethod
    def read(cls, text: str, how: How, folder: Path | None, rules: Sequence["Rule"] = ()) -> "Page":
        """Read a text as a page.

        Raises:
            TypeError, UnknownDialect: as `parse` does.
        """
        outline, document = how.read(text)
        return cls(document, outline.source, lambda: outline, folder, rules)

    @property
    def text(self) -> str:
        """The normalised text, in which offsets of spans count."""
        return self.source.text

    @cached_property
    def holders(self) -> list[Holder]:
        """Every record that holds links, in document order within its kind."""
        return [*self.document.sections, *self.document.entries, *self.document.articles]

    @cached_property
    def links(self) -> list[Link]:
        """Every link of a record, in the order of the holders."""
        return [link for holder in self.holders for link in holder.links]

    @cached_property
    def link_at(self) -> dict[Span | None, Link]:
        """The first link of each span that a link has."""
        return {link.span: link for link in reversed(self.links)}

    @cached_property
    def _hidden(self) -> list[tuple[int, int]]:
        """Offsets of code spans, fences, comments and formulas: start and end of each, in order."""
        text, found, at = self.text, list[tuple[int, int]](), 0
        code_ends = _code_ends(text)
        while match := OPENING.search(text, at):
            end = self._fence_end(match, at) or code_ends.get(match.start()) or self._closer_end(match)
            if end:
                found.append((match.start(), end))
            at = end or match.end()
        return found

    def _fence_end(self, opening: re.Match[str], at: int) -> int | None:
        """Return the offset where a fenced code block ends (4.5), None if the mark opens none.

        `at` is the end of what was found before it.
        """
        mark, start = opening[0], opening.start()
        if len(mark) < 3 or mark in CLOSERS:
            return None
        line = self._line_start(start)
        if line < at or self.text[line:start].strip(" >"):
            return None
        fence = re.compile(rf"^[ >]*{mark}[`~]*[ \t]*$", re.MULTILINE)
        closing = fence.search(self.text, opening.end())
        return closing.end() if closing else len(self.text)

    def _closer_end(self, opening: re.Match[str]) -> int | None:
        """Return the offset where a comment or formula ends, None if the mark opens neither, or nothing closes it."""
        mark = opening[0]
        if opening.end() > self._last_closers.get(mark, -1):
            return None
        return self.text.index(CLOSERS[mark], opening.end()) + len(CLOSERS[mark])

    @cached_property
    def _last_closers(self) -> dict[str, int]:
        """Offset of the last closing mark of comments and of formulas, by the opening mark; -1 where there is none."""
        return {mark: self.text.rfind(closer) for mark, closer in CLOSERS.items()}

    @cached_property
    def _indented(self) -> list[tuple[int, int]]:
        """Offsets of indented code blocks: start and end of each, in order."""
        every = self.outline().all_blocks
        spans = [self.source.span(one.first, one.last) for one in every if one.kind == "code" and not one.marker]
        return sorted((span.start, span.end) for span in spans)

    def _line_start(self, offset: int) -> int:
        return self.source.starts[self.source.line_at(offset)]

    def lines_of(self, form: re.Pattern[str], sign: str) -> Iterator[tuple[int, re.Match[str]]]:
        """Yield the offset of each line that starts with a form, and the match; `sign` is a substring of such lines.

        "^" in a pattern for the whole text would be tried at each of its characters.
        """
        for start, line in zip(self.source.starts, self.source.lines, strict=True):
            if sign in line and (match := form.match(line)):
                yield start, match

    def is_prose(self, start: int) -> bool:
        """Tell whether an offset lies in text that is displayed: not in code, a comment, a formula or a URL."""
        if lies_in(self._hidden, start):
            return False
        if self.text.startswith(INDENTS, self._line_start(start)) and lies_in(self._indented, start):
            return False
        scheme = self.text.rfind("://", max(start - URL_LENGTH, 0), start)
        return scheme < 0 or URL_END.search(self.text, scheme, start) is not None

    def is_comment(self, start: int) -> bool:
        """Tell whether a comment starts at an offset where "<!--" stands: not in code, nor in another."""
        at = bisect_right(self._hidden, start, key=itemgetter(0)) - 1
        before = self.text[self._line_start(start) : start]
        may_be_code = "    " in before or "\t" in before  # else the blocks need not be read
        return self._hidden[at][0] == start and not (may_be_code and lies_in(self._indented, start))

    def count(self, word: str) -> int:
        """Return the number of times that a Latin word, given in lower case, occurs in the text in any case."""
        if word not in self._counted:
            few = len(self._counted) < SEARCHED_WORDS
            self._counted[word] = _times(word, self._lower) if few else self._words[word]
        return self._counted[word]

    @cached_property
    def _lower(self) -> str:
        return self.text.lower()

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {}

    @cached_property
    def _words(self) -> Counter[str]:
        return Counter(WORD.findall(self._lower))

    def head(self, record: Holder) -> Span:
        """Return the first line of a record."""
        end = self.text.find("\n", record.span.start, record.span.end)
        return self.between(record.span.start, record.span.end if end < 0 else end)

    def target(self, link: Link) -> Span:
        """Return the span of the URL of a link, or that of the link where its URL is not found as written."""
        if link.span.end - link.span.start == len(link.url):
            return link.span
        start = self.text.rfind(link.url, link.span.start, link.span.end)
        return link.span if start < 0 else self.between(start, start + len(link.url))

    def between(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        return self.source.between(start, end)


Check = Callable[[Page], Iterable[Diagnostic]]
Fix = Callable[[Page, Diagnostic], Edit | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, what it finds, how that can be mended where that is safe, and its page.

    `Rule(code, check)` is one of your own: `check(page)` yields what it finds, made by `code.found(message, span)`.
    """

    code: Code
    check: Check
    fix: Fix | None = None
    page: str = ""
    """Markdown: what it finds, why that is bad, an example, and what to write instead."""


def words_for(code: Code | Diagnostic) -> set[str]:
    """Return the words that name a rule, in lower case: its name, its code, and how that begins, "pk" and longer."""
    return {code.rule.lower(), *(code.code[:end].lower() for end in range(2, len(code.code) + 1))}


def lies_in(spans: Sequence[tuple[int, int]], offset: int) -> bool:
    """Tell whether an offset lies in one of several spans, which are sorted and do not overlap."""
    after = bisect_right(spans, offset, key=itemgetter(0))
    return after > 0 and offset < spans[after - 1][1]


def _code_ends(text: str) -> dict[int, int]:
    """Return the end of each code span by its start: the next run of as many backticks in the paragraph (6.1)."""
    ends: dict[int, int] = {}
    last: dict[str, int] = {}
    at = 0
    for match in RUN.finditer(text):
        if text.find("\n\n", at, match.start()) >= 0:
            last = {}
        at = match.end()
        if match[0] in last:
            ends[last[match[0]]] = match.end()
        last[match[0]] = match.start()
    return ends


def _times(word: str, text: str) -> int:
    """Return the number of times that a Latin word occurs as a whole word in a text of lower case."""
    found = re.finditer(f"{word}(?![a-z])", text)  # with a look behind, it would be looked for at every place
    return sum(not "a" <= text[match.start() - 1 : match.start()] <= "z" for match in found)

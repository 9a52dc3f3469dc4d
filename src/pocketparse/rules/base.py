"""What a rule is, and the page that it judges: a document, its source, and what several rules ask of them."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from pocketparse.codes import Code
from pocketparse.document import Document
from pocketparse.patterns import pattern
from pocketparse.records import Article, Diagnostic, Entry, Link, Section, Span
from pocketparse.source import Source

# Where something starts that is no prose: a code span, a fence, a comment, a formula
OPENING = pattern(r"`|~~~|<!--|\$\$")
RUN = pattern(r"`+|~+")
URL_END = pattern(r"[\s<>|()\[\]，。；、（）「」【】]")
FEW = 64
"""Words that are looked for one by one; to count all words of a text takes as long as to look for so many."""
LONGEST = 1000
"""Characters of a URL, at most."""
WORD = pattern(r"[A-Za-z]{4,}")
"""Latin words that say something."""

Holder = Section | Entry | Article


class Edit(NamedTuple):
    """A change to a text: what stands from `start` to `end` becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Page:
    """A document and its source.

    `folder` is where the file lies, for links to its neighbours; None where that is not known.
    """

    document: Document
    source: Source
    folder: Path | None = None

    @property
    def text(self) -> str:
        """The normalised text, in which spans count."""
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
    def _hidden(self) -> list[tuple[int, int]]:
        """Where code, comments and formulas start and end."""
        text, found, at = self.text, list[tuple[int, int]](), 0
        unclosed: dict[str, int] = {}  # what has no closer up to an offset: nothing is looked for twice
        while match := OPENING.search(text, at):
            mark = match[0]
            if mark[0] in "`~":
                mark = RUN.match(text, match.start())[0]  # type: ignore[index]  # it starts there
            at = match.start() + len(mark)
            line = text.rfind("\n", 0, match.start()) + 1
            if mark[0] in "`~" and len(mark) > 2 and not text[line : match.start()].strip(" >"):  # 4.5 a fence
                closing = re.compile(rf"^[ >]*{mark}[`~]*[ \t]*$", re.MULTILINE).search(text, at)
                end = closing.end() if closing else len(text)
            elif mark[0] == "~":
                continue
            else:
                closer = "-->" if mark == "<!--" else mark
                paragraph = text.find("\n\n", at) if mark[0] == "`" else -1  # 6.1 a code span stays in its paragraph
                limit = paragraph if paragraph >= 0 else len(text)
                if at < unclosed.get(mark, 0):
                    continue
                closing = re.compile(rf"(?<!`){closer}(?!`)" if mark[0] == "`" else re.escape(closer)).search(
                    text, at, limit
                )
                if closing is None:
                    unclosed[mark] = limit
                    continue
                end = closing.end()
            found.append((match.start(), end))
            at = end
        return found

    def is_prose(self, start: int) -> bool:
        """Tell whether an offset lies in what is shown as text: not in code, a comment, a formula or a URL."""
        after = bisect_right(self._hidden, (start, len(self.text)))
        if after and start < self._hidden[after - 1][1]:
            return False
        scheme = self.text.rfind("://", max(start - LONGEST, 0), start)
        return scheme < 0 or URL_END.search(self.text, scheme, start) is not None

    def count(self, word: str) -> int:
        """Return how often the text holds a Latin word, given in lower case, whatever its case there."""
        if word not in self._counted:
            few = len(self._counted) < FEW
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
        """Return where the URL of a link stands."""
        if link.span.end - link.span.start == len(link.url):
            return link.span
        start = self.text.rfind(link.url, link.span.start, link.span.end)
        return link.span if start < 0 else self.between(start, start + len(link.url))

    def between(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        return self.source.between(start, end)


Check = Callable[[Page], Iterator[Diagnostic]]
Fix = Callable[[Page, Diagnostic], Edit | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its code, what it finds, how that can be mended where that is safe, and its page."""

    code: Code
    check: Check
    fix: Fix | None
    page: str
    """Markdown: what it finds, why that is bad, an example, and what to write instead."""


def _times(word: str, text: str) -> int:
    """Return how often a Latin word stands in a text of lower case, as a whole."""
    found = re.finditer(f"{word}(?![a-z])", text)  # with a look behind, it would be looked for at every place
    return sum(not "a" <= text[match.start() - 1 : match.start()] <= "z" for match in found)


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether one letter changed, inserted, left out inside, or two swapped turn one word into another."""
    if one[0] != other[0] and one[-1] != other[-1]:
        return False  # nobody slips at both ends; most pairs of words end here
    if len(one) == len(other):
        wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
        return len(wrong) == 1 or (swapped and one[wrong[1]] == other[wrong[0]])
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or long.startswith(short) or long.endswith(short):
        return False  # "model", "models" and "remodel" are three words
    at = next(at for at, letter in enumerate(short) if letter != long[at])
    return short[at:] == long[at + 1 :]

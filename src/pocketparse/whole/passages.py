"""Passages: the lines that no record spans, so that nothing is lost."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter

from pocketparse.markup.block import Block
from pocketparse.markup.urls import bare_urls
from pocketparse.new_records import new_passage
from pocketparse.patterns import pattern
from pocketparse.records import Link, Passage, PassageKind, Section, Span
from pocketparse.source import Source

SCHEME = "://"
SCHEMES = pattern(SCHEME)
# A details element and an item that stands alone are HTML or text to a reader of passages.
KINDS: dict[str, PassageKind] = {"details": "html", "heading": "paragraph", "item": "list"}
FIRST = attrgetter("first")
HEAD = attrgetter("span.line")


class Leftovers:
    """The lines of a source that no record spans."""

    def __init__(self, source: Source, blocks: Iterable[Block], sections: Sequence[Section]) -> None:
        """Take the blocks and sections that lines may belong to, both in document order."""
        self._source = source
        self._blocks = list(blocks)
        self._sections = sections
        self._covered = bytearray(len(source.lines))

    def cover(self, spans: Iterable[Span]) -> None:
        """Mark the lines of spans as covered by records."""
        covered = self._covered
        for span in spans:
            if span.line == span.end_line:
                covered[span.line - 1] = 1
            else:
                covered[span.line - 1 : span.end_line] = b"\1" * (span.end_line - span.line + 1)

    def passages(self, links: Iterable[Link]) -> list[Passage]:
        """Return a passage for each run of uncovered lines in one block, and each covered line with an unlinked URL."""
        found = [*self._runs(), *self._unlinked(links)]
        found.sort(key=lambda passage: passage.span.start)
        return found

    def _runs(self) -> Iterator[Passage]:
        first = self._covered.find(0)
        while first >= 0:
            if self._source.blank(first):
                first = self._covered.find(0, first + 1)
                continue
            last = first + 1
            owner = self._owner(first)
            while last < len(self._covered) and not self._covered[last] and self._owner(last) is owner:
                last += 1
            yield self._passage(first, last)
            first = self._covered.find(0, last)

    def _owner(self, line: int) -> Block | None:
        """Return the block that a line belongs to, None for none."""
        at = bisect_right(self._blocks, line, key=FIRST) - 1
        return self._blocks[at] if at >= 0 and line < self._blocks[at].last else None

    def _unlinked(self, links: Iterable[Link]) -> Iterator[Passage]:
        """Yield the covered lines that hold a URL in no link: in a code block, a comment, an attribute."""
        links = list(links)
        lines = self._doubtful(links)
        if not lines:
            return
        linked = {link.url for link in links}
        on = set(lines)
        links = [link for link in links if link.span.line - 1 in on or link.span.line != link.span.end_line]
        links.sort(key=lambda link: (link.span.start, -link.span.end))
        starts: list[int] = []
        ends: list[int] = []
        urls: list[dict[str, None]] = []
        for link in links:
            if not ends or link.span.start >= ends[-1]:
                starts.append(link.span.start)
                ends.append(link.span.end)
                urls.append({})
            ends[-1] = max(ends[-1], link.span.end)
            urls[-1][link.url] = None
        known: dict[tuple[int, str], bool] = {}  # one text may hold a URL again and again
        for line in lines:
            text = self._source.lines[line]
            offset = self._source.starts[line]
            for start, end in bare_urls(text):
                bare = text[start:end]
                if bare in linked:
                    continue
                at = bisect_right(starts, offset + start) - 1
                # A URL in a link's text, title or alternative text is not the link's.
                if (at, bare) not in known:
                    known[at, bare] = at >= 0 and any(bare in url for url in urls[at])
                if not known[at, bare] or ends[at] < offset + end:
                    yield self._passage(line, line + 1)
                    break

    def _doubtful(self, links: Sequence[Link]) -> list[int]:
        """Return the covered lines that hold more "://" than the URLs of the links on them."""
        text = self._source.text
        held: set[int] = set()  # offsets of "://" in URLs that are the whole link, or its end: nearly all
        for link in links:
            url, span = link.url, link.span
            start = span.end - 1 - len(url) if link.text else span.start
            if text.startswith(url, start):
                held.add(start + url.find(SCHEME))
        places = [match.start() for match in SCHEMES.finditer(text)]
        counts = dict.fromkeys([self._source.line_at(place) for place in places if place not in held], 0)
        if not counts:
            return []
        seen: set[int] = set()
        for link in links:
            span = link.span
            if span.line - 1 in counts and span.line == span.end_line and span.start not in seen:
                seen.add(span.start)  # a definition's span is that of all its links
                counts[span.line - 1] += link.url.count(SCHEME)
        written = self._source.lines
        return sorted(
            [line for line, count in counts.items() if self._covered[line] and written[line].count(SCHEME) > count]
        )

    def _passage(self, first: int, last: int) -> Passage:
        last = self._source.trim(first, last)
        at = bisect_right(self._sections, first + 1, key=HEAD) - 1
        lines = self._source.lines[first:last]
        return new_passage(
            kind=self._kind(self._owner(first)),
            text="\n".join(lines),
            section=self._sections[at].id if at >= 0 else None,
            span=self._source.span(first, last),
        )

    def _kind(self, block: Block | None) -> PassageKind:
        if block is None:
            return "html"
        if block.kind == "paragraph" and block.text.startswith("![") and block.text.endswith(")"):
            return "image"
        return KINDS.get(block.kind) or block.kind  # type: ignore[return-value]

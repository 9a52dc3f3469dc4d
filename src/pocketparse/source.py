"""Text → normalised text and its line table; the only maker of Spans.

Lines are counted from 1 and inclusive, as in GitHub's `#L10-L12`; offsets count code points from 0 and exclude
the end. Inside the package lines are 0-based and half-open, as in `Token.map`; they are converted here only.
"""

import hashlib
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from pocketparse import codes
from pocketparse.errors import SourceError
from pocketparse.new_records import new_link, new_span
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link, SourceInfo, Span

# markdown-it reads NUL as U+FFFD (CommonMark 2.3); a lone surrogate cannot be written as UTF-8 at all.
UNREADABLE = pattern("[\x00\ud800-\udfff]")
# GFM 5.3: the box of a task list item
TASK = pattern(r"\[[ xX]\][ \t]+(?=\S)")
LINE_END = pattern("\n")
UNKNOWN = -1
"""Offset of a Raw whose place on its line is unknown: it is looked for from the start of the line."""


PIECE = 50_000
"""Characters that are encoded and hashed at once."""
SIGNATURES = {
    b"\x1f\x8b": "it is packed, and gunzip -c unpacks it",
    b"\xff\xfe": "it is UTF-16, and iconv -f utf-16 -t utf-8 makes it readable",
    b"\xfe\xff": "it is UTF-16, and iconv -f utf-16 -t utf-8 makes it readable",
}
"""First bytes of files that are often taken for UTF-8 → what they are, and what helps."""
RECODING = "iconv -f ENCODING -t utf-8 makes it readable; ENCODING is gb18030, latin1 or another"
"""What helps where nothing tells how a file is encoded."""
INDEXED_LENGTH = 2000
"""Characters of a Raw above which its line is looked up by bisection, not by counting newlines."""


class Raw(str):
    """Inline text as it stands in the source: the string, its first line and an offset to look from.

    Lines of a Raw are joined by newlines; each is a part of one source line (indentation, quote marks and
    cell borders may be missing), except where a table cell's escaped pipes were resolved.
    """

    __slots__ = ("at", "line", "shown", "verbatim")

    line: int
    at: int
    verbatim: bool | None
    """Whether the source holds the string unchanged at offset `at`; None until `Source.locate` has looked."""
    shown: Any
    """The Inline that `Outline.read` returned, cached; None before that. Only `read` uses it."""

    def __new__(cls, text: str, line: int, at: int, verbatim: bool | None = None) -> "Raw":
        """Make a Raw that starts on `line`, at or after offset `at`."""
        self = str.__new__(cls, text)
        self.line = line
        self.at = at
        self.verbatim = verbatim
        self.shown = None
        return self

    def part(self, start: int, end: int | None = None, *, below: int | None = None) -> "Raw":
        """Return the stripped slice [start:end] as a Raw with its own line and offset.

        `below` is the number of newlines in front of `start`, where the caller knows it; else they are counted.
        """
        piece = self[start:end]
        margin = len(piece) - len(piece.lstrip())
        before = (self.count("\n", 0, start) if below is None else below) + piece.count("\n", 0, margin)
        is_known = self.at >= 0 and (not before or self.verbatim is True)
        return Raw(piece.strip(), self.line + before, self.at + start + margin if is_known else UNKNOWN)


def split_box(item: Raw) -> tuple[Raw, str]:
    """Return the text of a list item without its task box, and the box with a space behind it: "[x] ", or ""."""
    box = TASK.match(item) if item.startswith("[") else None
    return (item.part(box.end()), f"{box[0].strip()} ") if box else (item, "")


class Source(NamedTuple):
    """Newline-normalised text with its lines."""

    text: str
    # No lists: the garbage collector walks through those again and again, and a text may have 200,000 lines.
    lines: tuple[str, ...]
    starts: "array[int]"
    """Offset of each line."""
    written: str
    """The text as it was given, before line ends are normalised."""
    sha256: str | None
    """Hash of `written` in UTF-8; None where it was not computed yet."""
    name: str | None
    diagnostics: tuple[Diagnostic, ...]

    @property
    def info(self) -> SourceInfo:
        """Return the record of what was parsed: name, hash and length."""
        count = len(self.lines) - (not self.lines[-1])
        return SourceInfo(self.name, self.sha256 or _sha256(self.written), count, len(self.text))

    def span(self, first: int, last: int) -> Span:
        """Return the span of the lines from `first` up to `last`, 0-based and half-open."""
        return new_span(first + 1, last, self.starts[first], self.starts[last - 1] + len(self.lines[last - 1]))

    def between(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        return new_span(self.line_at(start) + 1, self.line_at(max(end - 1, start)) + 1, start, end)

    def trim(self, first: int, last: int) -> int:
        """Return `last` moved up past blank lines, never above `first` + 1."""
        while last > first + 1 and not self.lines[last - 1].strip():
            last -= 1
        return last

    def blank(self, line: int) -> bool:
        """Tell whether a line holds white space only."""
        return not self.lines[line].strip()

    def line_at(self, offset: int) -> int:
        """Return the 0-based line that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def locate(self, raw: Raw, start: int, end: int) -> Span:
        """Return the span of raw[start:end]; of whole lines if the source does not hold that text as it is."""
        if raw.verbatim is None:
            raw.verbatim = raw.at >= 0 and self.text.startswith(raw, raw.at)
        if raw.verbatim:
            at = raw.at
            if len(raw) > INDEXED_LENGTH:
                return new_span(self.line_at(at + start) + 1, self.line_at(at + end) + 1, at + start, at + end)
            if "\n" not in raw:
                return new_span(raw.line + 1, raw.line + 1, at + start, at + end)
            first = raw.line + raw.count("\n", 0, start)
            last = first + raw.count("\n", start, end)
            return new_span(first + 1, last + 1, at + start, at + end)
        first, offset = self._place(raw, start)
        last, stop = self._place(raw, end)
        if offset is None or stop is None:  # pragma: no cover - a net: no text is known to fall into it
            return self.span(first, last + 1)
        return new_span(first + 1, last + 1, offset, stop)

    def _place(self, raw: Raw, position: int) -> tuple[int, int | None]:
        """Return the line and the offset in the source of a position in raw; None as offset if it is not found."""
        down = bisect_left(_breaks(raw), position) if len(raw) > INDEXED_LENGTH else raw.count("\n", 0, position)
        begin = raw.rfind("\n", 0, position) + 1
        line = min(raw.line + down, len(self.lines) - 1)
        at, margin = _written(self.text, raw, begin, max(self.starts[line], 0 if down else raw.at))
        if at < 0 or at > self.starts[line] + len(self.lines[line]):  # pragma: no cover - as above
            return line, None
        return line, at + position - begin - min(margin, position - begin)


@lru_cache(maxsize=1)  # the links of one line are located one after the other
def _written(text: str, raw: Raw, begin: int, above: int) -> tuple[int, int]:
    """Return the offset in the source, from `above` on, of the stripped line of raw at `begin`, and its indentation."""
    stop = raw.find("\n", begin)
    line = raw[begin:] if stop < 0 else raw[begin:stop]
    return text.find(line.strip(" \t"), above), len(line) - len(line.lstrip(" \t"))


@lru_cache(maxsize=1)  # the links of one text are located one after the other
def _breaks(raw: Raw) -> "array[int]":
    """Return the positions of all newlines in a text."""
    return array("q", [match.start() for match in LINE_END.finditer(raw)])


def line_span(line: int, start: int, end: int) -> Span:
    """Return the span between two offsets on one line; `line` counts from 0."""
    return new_span(line + 1, line + 1, start, end)


def moved_span(span: Span, lines: int, characters: int) -> Span:
    """Return a span moved down by a number of lines and characters."""
    if not lines and not characters:
        return span
    return new_span(span.line + lines, span.end_line + lines, span.start + characters, span.end + characters)


def moved_link(link: Link, lines: int, characters: int) -> Link:
    """Return a link whose span is moved down by a number of lines and characters."""
    span = moved_span(link.span, lines, characters)
    return new_link(link.url, link.href, link.text, link.group, link.role, link.kind, link.ref, span)


def decode(data: bytes, called: str) -> str:
    """Return the text of UTF-8 bytes.

    Raises:
        SourceError: they are no UTF-8; the message says where, what they are if that can be told, and what helps.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        hint = next((hint for start, hint in SIGNATURES.items() if data.startswith(start)), RECODING)
        raise SourceError(f"{called}: not UTF-8 at byte {error.start}: {hint}") from None


def read(text: str, name: str | None = None, *, decoded: bool = False) -> Source:
    r"""Normalise newlines, drop a byte order mark, and cut the text into lines.

    Lines end at LF, CR LF or CR only: `str.splitlines` would also break at U+2028, U+0085, `\x0b` and `\x0c`.
    In a text that was `decoded` from UTF-8 no surrogates are looked for: it cannot hold any.

    Raises:
        TypeError: `text` is not a str: decode bytes first.
    """
    if not isinstance(text, str):
        raise TypeError(f"text is a str, not {type(text).__name__}: decode bytes; parse_file takes a path")
    written = text
    sha256: str | None = None
    has_surrogates = False
    if not decoded:
        try:
            sha256 = _sha256(text)
        except UnicodeEncodeError:
            has_surrogates = True
            sha256 = _sha256(text, "surrogatepass")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    unreadable: list[int] = []
    if has_surrogates or "\0" in text:
        unreadable = [match.start() for match in UNREADABLE.finditer(text)]
        text = UNREADABLE.sub("\ufffd", text)
    lines = tuple(text.split("\n"))
    starts = array("q", accumulate([len(line) + 1 for line in lines[:-1]], initial=0))
    source = Source(text, lines, starts, written, sha256, name, ())
    return source._replace(diagnostics=tuple(_unreadable(source, unreadable))) if unreadable else source


def _sha256(text: str, errors: str = "strict") -> str:
    """Return the SHA-256 of a text in UTF-8, in hexadecimal digits.

    Raises:
        UnicodeEncodeError: the text holds a lone surrogate, and `errors` is "strict".
    """
    found = hashlib.sha256()
    for start in range(0, len(text), PIECE):  # no second copy of a long text
        found.update(text[start : start + PIECE].encode("utf-8", errors))
    return found.hexdigest()


def _unreadable(source: Source, offsets: list[int]) -> list[Diagnostic]:
    """Return one diagnostic for each line with unreadable characters, at the first of them."""
    found: dict[int, Diagnostic] = {}
    for offset in offsets:
        line = source.line_at(offset)
        span = new_span(line + 1, line + 1, offset, offset + 1)
        found.setdefault(line, codes.UNREADABLE_CHARACTER.found("a character that is no text, read as U+FFFD", span))
    return list(found.values())

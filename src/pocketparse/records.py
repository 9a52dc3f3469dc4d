"""The records inside a Document: frozen dataclasses."""

from dataclasses import dataclass, field
from reprlib import repr as short
from typing import Literal
from unicodedata import east_asian_width
from urllib.parse import urlsplit

from pocketparse.counted import counted
from pocketparse.field_docs import with_field_docs

SectionKind = Literal["entries", "index", "articles", "empty", "other"]
LinkRole = Literal["title", "list", "inline", "badge"]
PassageKind = Literal["paragraph", "list", "table", "code", "html", "quote", "rule", "image", "definition", "heading"]
Severity = Literal["error", "warning", "info"]
WIDE = ("W", "F")
"""Widths of letters that are written without spaces: Chinese, Japanese and their punctuation."""
StarMark = Literal["heading", "index"]


@with_field_docs
@dataclass(frozen=True, slots=True)
class Span:
    """Where a record stands in the source text."""

    line: int
    """First line, counted from 1, as in GitHub's `#L10-L12`."""
    end_line: int
    """Last line, inclusive."""
    start: int
    """Offset of the first character, from 0, in code points of the newline-normalised text."""
    end: int
    """Offset after the last character."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Link:
    """One link, one record per occurrence."""

    url: str
    """As written, without glued white space or punctuation."""
    href: str | None
    """Absolute and repaired, white space as `%20`; null when `url` is not one (an anchor, a relative path), or would
    run where it is clicked (`javascript:`, `vbscript:`, `data:`)."""
    text: str | None
    """The anchor text, or the label in front of a bare URL."""
    group: str | None
    """The label in front of a run of links: "解读", "PDF版PPT"; in a table the header over a link that says nothing."""
    role: LinkRole
    """"title": the entry's name is the link; "list": a line, bullet or cell that is only links; "inline":
    inside prose; "badge": an image, linked or not."""
    kind: str
    """What the URL points at: "github", "arxiv", … "web"; see docs/records.md."""
    ref: str | None
    """The canonical identifier in that kind: "owner/name", "2305.15075"; in the case of the URL."""
    span: Span
    """Holds the URL as written."""

    @property
    def host(self) -> str | None:
        """The host of `href` without "www.": "github.com"; None where there is none."""
        try:
            host = urlsplit(self.href or "").hostname
        except ValueError:  # "https://[oak"
            return None
        return host.removeprefix("www.") if host else None

    def __repr__(self) -> str:
        """Return role and URL."""
        return f"<Link {self.role} {self.url}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class Entry:
    """One listed thing."""

    id: str
    """Unique in the document; made from the name, so that a changed star, tag or position leaves it alone."""
    anchor: str | None
    """The anchor GitHub gives the entry's heading; null when it has none."""
    name: str
    """Cleaned displayed name."""
    raw: str
    """The heading, bullet or row name as written, stripped, nothing else changed."""
    org: str | None
    """Organisation named by a bracket prefix: "复旦"."""
    tags: tuple[str, ...]
    """Markers such as "可商用", licences, platforms, in document order."""
    starred: bool
    """Marked as new, by its heading or by its index cell."""
    star_marks: tuple[StarMark, ...]
    """Where the marker stands."""
    stars: int | None
    """Displayed count of GitHub stars."""
    stars_raw: str | None
    """The count as written: "3.1k"."""
    section: str | None
    """Id of the section it stands in."""
    section_path: tuple[str, ...]
    """Titles from the outermost section down to that one."""
    groups: tuple[tuple[str, ...], ...]
    """Captions of the index groups whose cells point at this entry: the maintainers' finer category."""
    parent: str | None
    """Id of the entry that this one is nested under."""
    dialect: str
    """Name of the dialect that read it."""
    links: tuple[Link, ...]
    """Every link of the entry, one per occurrence, in document order."""
    description: str
    """Displayed text, paragraphs separated by a blank line; "" when there is none."""
    attributes: dict[str, str] = field(hash=False)  # a dict has no hash; equal entries have equal ones without it
    """Labelled extras the list displays: licence, platform, author, date, …"""
    span: Span
    """From the heading, bullet or row to the last non-blank line."""
    captions: tuple[str, ...] = ()
    """Bold lines, summaries of details elements and bullets without a link that it stands under, outermost first."""

    def link(self, kind: str) -> Link | None:
        """Return the first link of a kind ("github", "arxiv", …), or None."""
        return next((link for link in self.links if link.kind == kind), None)

    @property
    def full_name(self) -> str:
        """Organisation and name: "OpenAI Whisper", and with no space in front of or behind Chinese, "复旦MOSS"."""
        if not self.org:
            return self.name
        is_wide = any(east_asian_width(char) in WIDE for char in self.org[-1] + self.name[:1])
        return f"{self.org}{'' if is_wide else ' '}{self.name}".rstrip()

    @property
    def url(self) -> str | None:
        """The URL of the main link."""
        return self.main_link.url if self.main_link else None

    @property
    def href(self) -> str | None:
        """The URL of the main link, absolute and repaired; None where there is none, or it is not one."""
        return self.main_link.href if self.main_link else None

    @property
    def main_link(self) -> Link | None:
        """The title link, else the first list link, else the first that is no badge; one without URL where all are."""
        if self.links and self.links[0].role == "title" and self.links[0].url:  # nearly all
            return self.links[0]
        rank = {"title": 0, "list": 1, "inline": 2}
        links = [link for link in self.links if link.role != "badge"]
        return min(links, key=lambda link: (not link.url, rank[link.role])) if links else None

    def __repr__(self) -> str:
        """Return name, line and number of links."""
        star = "*" if self.starred else ""
        return f"<Entry {star}{self.name!r} line {self.span.line}, {counted(len(self.links), 'link')}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class Section:
    """A heading that groups records."""

    id: str
    """Unique in the document: "section:" and the title, with its parents' where titles repeat."""
    anchor: str | None
    """The anchor GitHub gives the heading: `<homepage>#<anchor>` opens it; null where the summary of a details element
    is the heading."""
    kind: SectionKind
    """What it holds; "other" when that is only passages, subsections or nothing, "empty" when it has no title
    either."""
    level: int
    """1 to 6, as written."""
    number: str | None
    """The leading number of the title: "2"."""
    title: str
    """Displayed title without number and English translation."""
    title_en: str | None
    """English text in trailing parentheses."""
    raw: str
    """The heading as written, stripped."""
    parent: str | None
    """Id of the enclosing section."""
    path: tuple[str, ...]
    """Titles from the outermost section to this one."""
    description: str
    """Displayed prose between the heading and the first record; it stays a passage too."""
    links: tuple[Link, ...]
    """Links of the heading and of that prose."""
    span: Span
    """The heading alone."""

    def __repr__(self) -> str:
        """Return kind, title and line."""
        return f"<Section {self.kind} {self.title!r} line {self.span.line}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class IndexItem:
    """One cell of a table that names entries without describing them."""

    name: str
    """Cleaned name."""
    raw: str
    """The cell as written, stripped."""
    starred: bool
    """Marked as new in the index."""
    group: str | None
    """The nearest caption."""
    group_path: tuple[str, ...]
    """All captions, outermost first."""
    column: int
    """Column of the table, from 0."""
    entry: str | None
    """Id of the entry it names; null for an orphan."""
    span: Span
    """The cell."""

    def __repr__(self) -> str:
        """Return name and line."""
        return f"<IndexItem {'*' * self.starred}{self.name!r} line {self.span.line}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class Article:
    """One piece of the maintainers' reading matter."""

    title: str
    """Displayed title without its parenthesised links."""
    list: str
    """Caption of the list it stands in."""
    path: tuple[str, ...]
    """Titles of the bullets above it, below the caption."""
    links: tuple[Link, ...]
    """Its links in document order."""
    span: Span
    """The bullet."""

    def __repr__(self) -> str:
        """Return title, line and number of links."""
        return f"<Article {self.title!r} line {self.span.line}, {counted(len(self.links), 'link')}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class Passage:
    """Text that no record claimed, kept so that nothing is lost."""

    kind: PassageKind
    """The Markdown block it is, or is part of."""
    text: str
    """The lines as written."""
    section: str | None
    """Id of the section it stands in."""
    span: Span
    """Its lines."""

    def __repr__(self) -> str:
        """Return kind, line and how the text begins and ends."""
        return f"<Passage {self.kind} line {self.span.line}: {short(self.text)}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something odd in the text, told rather than raised."""

    code: str
    """Stable code: "PK102"; see docs/diagnostics.md."""
    rule: str
    """Its name: "missing-scheme"."""
    severity: Severity
    """How much it matters."""
    message: str
    """One sentence for people; not part of the API."""
    span: Span | None
    """Where it is."""

    def __repr__(self) -> str:
        """Return it in the shape of a compiler message."""
        line = f"line {self.span.line}: " if self.span else ""
        return f"<{self.code} {line}{self.message}>"


@with_field_docs
@dataclass(frozen=True, slots=True)
class SourceInfo:
    """What was parsed."""

    name: str | None
    """File name, where known."""
    sha256: str
    """Of the UTF-8 bytes parsed, before newlines are normalised."""
    lines: int
    """Number of lines."""
    characters: int
    """Length of the newline-normalised text in code points."""

"""What a reader sees of inline text: displayed characters, links and marks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from operator import attrgetter
from typing import Any, Literal, NamedTuple

MarkKind = Literal["strong", "em", "code", "struck", "small", "image", "break", "summary"]
WORD = re.compile(r"[^\W_]")
MANY_BLANKS = " " * 32
"""The run of blanks from which on it is displayed as one blank (LONG_RUN)."""
LONG_RUN = re.compile(" {32,}")
INVISIBLE = "\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e\u2066-\u2069"
ODD_SPACES = "\t\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
UNTIDY = re.compile(f"[{INVISIBLE}{ODD_SPACES}]")  # one character class: many times faster than alternatives
FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
SPACES = re.compile(f"[ {ODD_SPACES}]+")
HIDDEN = re.compile(f"[{INVISIBLE}]+")
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
ATTRIBUTE = re.compile(r"([A-Za-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
# Elements a browser would render or ignore; any other tag is text: "generate a special token, <RET>, when …"
ELEMENTS = frozenset(
    "a abbr address article aside audio b bdi bdo big blockquote br button caption center cite code col colgroup "
    "dd del details dfn div dl dt em figcaption figure font footer g-emoji h1 h2 h3 h4 h5 h6 header hr i iframe img "
    "input ins kbd label li main mark nav nobr ol p picture pre q rp rt ruby s samp section small source span strike "
    "strong style sub summary sup svg table tbody td tfoot th thead time tr tt u ul var video wbr path".split()
)
BREAKS = frozenset("br p div li tr dt dd hr h1 h2 h3 h4 h5 h6 ul ol table".split())
MARKS: dict[str, MarkKind] = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "ins": "em",
    "s": "struck",
    "del": "struck",
    "strike": "struck",
    "code": "code",
    "tt": "code",
    "kbd": "code",
    "small": "small",
    "sub": "small",
    "sup": "small",
    "summary": "summary",
}


FIRST = re.compile(r"<[a-z]+ ([a-z]+)=\"([^\"]*)\"")
"""A tag up to its first attribute, in lower case and double quotes: the fast path of `_attribute`."""
NESTED = 10
"""Most nested elements of one tag that get a Mark; each holds a copy of its text."""


class Anchor(NamedTuple):
    """A link: where its text is displayed, and where its URL stands in the raw text."""

    start: int
    end: int
    url: str
    """As written."""
    href: str
    """Escapes and entities resolved."""
    raw_start: int
    raw_end: int
    """Offset after the link in the raw text; the stretch from `raw_start` holds the URL, except for a reference."""
    kind: Literal["text", "bare", "badge", "image"]
    """"badge": a link that shows nothing but an image; "image": the URL is an image's own."""
    label: str
    """Alternative text of its image, label of its reference, or ""."""
    reference: bool = False

    @property
    def stays(self) -> bool:
        """Tell whether the link leads to a place on the same page."""
        return self.href.startswith(("#", "./#"))


RAW_START = attrgetter("raw_start")
"""The order of links in a text: that of their raw text."""


class Mark(NamedTuple):
    """A stretch of displayed text that is marked up; an image or a break is empty and stands at its place."""

    kind: MarkKind
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Inline:
    """Displayed text with its links and marks, in document order."""

    text: str
    anchors: Sequence[Anchor] = ()
    marks: Sequence[Mark] = ()
    lead: Any = field(default=None, repr=False, compare=False)
    """The Lead that `find_lead` (names/marked_names.py) found, cached; None before that. Only `find_lead` uses it."""


def tail(shown: Inline, start: int) -> Inline:
    """Return the part of a displayed text from an offset on, with its links and marks."""
    anchors = [
        one._replace(start=one.start - start, end=one.end - start) for one in shown.anchors if one.start >= start
    ]
    marks = [one._replace(start=one.start - start, end=one.end - start) for one in shown.marks if one.start >= start]
    return Inline(shown.text[start:], anchors, marks)


def tidy(text: str) -> str:
    """Return text stripped, each run of white space as one space, without invisible characters and footnote marks."""
    if "[^" in text:
        text = FOOTNOTE.sub("", text)
    if not text.isprintable() and UNTIDY.search(text):  # what is untidy is not printable
        text = SPACES.sub(" ", HIDDEN.sub("", text))
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


HREF = re.compile(r"\shref\s*=", re.IGNORECASE)
LINK = "a"
"""`_Open.tag` of an <a> with href."""
PLACE = "place"
"""`_Open.tag` of an <a> without href, which is no link."""


class _Open(NamedTuple):
    """An open link or element; its text starts behind `shown` characters, `parts` parts and `marks` marks."""

    tag: str
    shown: int
    parts: int
    marks: int
    url: str = ""
    href: str = ""
    start: int = 0
    end: int = 0
    reference: bool = False


def collapsed(text: str) -> str:
    """Return a text with each run of 32 blanks or more as one blank: patterns would backtrack through long runs."""
    return LONG_RUN.sub(" ", text)


class Display:
    """Builds an Inline piece by piece, from the tokens of the engine or from plain_inline.py."""

    def __init__(self) -> None:
        """Start with nothing shown."""
        self.parts: list[str] = []
        self.length = 0
        self.anchors: list[Anchor] = []
        self.marks: list[Mark] = []
        self.links: list[_Open] = []
        self.elements: dict[str, list[_Open]] = {}
        self.linked = 0  # number of open links with a URL
        self.hidden: tuple[str, ...] = ()  # names of tags with attributes that are no elements of HTML

    def done(self) -> Inline:
        """Return the displayed text; links that were never closed end here."""
        while self.links:
            self.close_link()
        if len(self.anchors) > 1:
            self.anchors.sort(key=RAW_START)
        return Inline("".join(self.parts), self.anchors or (), self.marks or ())

    def show(self, text: str) -> None:
        """Add plain text."""
        if MANY_BLANKS in text:
            text = collapsed(text)
        self.parts.append(text)
        self.length += len(text)

    def code(self, text: str) -> None:
        """Add a code span."""
        start = self.length
        self.show(text)
        self.marks.append(Mark("code", start, self.length, self.parts[-1]))

    def link(self, text: str, url: str, start: int, end: int) -> None:
        """Add a link whose text and URL are plain."""
        begin = self.length
        self.show(text)
        self.anchors.append(Anchor(begin, self.length, url, url, start, end, "text", ""))

    def bare(self, url: str, start: int) -> None:
        """Add a bare URL as a link; inside another link it is text."""
        if not self.linked:
            end = self.length + len(url)
            self.anchors.append(Anchor(self.length, end, url, url, start, start + len(url), "bare", ""))
        self.show(url)

    def open_link(self, url: str, href: str, start: int, end: int, reference: bool, tag: str = "") -> None:
        """Start a link whose text follows; `tag` is "a" if an HTML tag opened it."""
        self.links.append(_Open(tag, self.length, len(self.parts), len(self.marks), url, href, start, end, reference))
        self.linked += bool(url)

    def open(self, tag: str) -> None:
        """Start an element."""
        opened = _Open(tag, self.length, len(self.parts), len(self.marks))
        if tag in self.elements:
            self.elements[tag].append(opened)
        else:
            self.elements[tag] = [opened]

    def close_link(self, end: int = 0) -> None:
        """End the innermost link, if one is open; `end` is where its closing tag ends in the raw text."""
        if not self.links:
            return
        link = self.links.pop()
        if link.tag == PLACE:
            return
        self.linked -= bool(link.url)
        images: list[Mark] = []
        if len(self.marks) > link.marks:
            images = [mark for mark in self.marks[link.marks :] if mark.kind == "image"]
        bare = images and not "".join(self.parts[link.parts :]).strip()
        self.anchors.append(
            Anchor(
                link.shown,
                self.length,
                link.url,
                link.href,
                link.start,
                max(link.end, end),
                "badge" if bare else "text",
                images[0].text if bare else "",
                link.reference,
            )
        )

    def image(self, alt: str, url: str, href: str, start: int, end: int, reference: bool) -> None:
        """Add an image, which shows no text."""
        self.marks.append(Mark("image", self.length, self.length, alt))
        self.anchors.append(Anchor(self.length, self.length, url, href, start, end, "image", alt, reference))

    def close(self, tag: str) -> None:
        """End the innermost open element of a tag, and add its Mark, unless it is nested in too many (NESTED)."""
        opened = self.elements.get(tag)
        if not opened:
            return
        element = opened.pop()
        if len(opened) < NESTED:
            shown = "".join(self.parts[element.parts :])
            self.marks.append(Mark(MARKS[tag], element.shown, self.length, shown))

    def tag(self, tag: str, at: int) -> None:
        """Read one HTML tag or comment."""
        match = TAG.match(tag)
        if match:  # a comment or declaration shows nothing
            self.element(match[2].lower(), match[1] == "/", tag, at)

    def element(self, name: str, closing: bool, tag: str, at: int) -> None:
        """Start or end the element of a tag; a tag of no known element is text, unless it has an attribute."""
        if name not in ELEMENTS:
            if not closing and '="' in tag:  # "<format color="red">Oak</format>"
                self.hidden += (name,)
            elif not closing or name not in self.hidden:
                self.show(tag)
        elif name == "a":
            if closing:
                self.close_link(at + len(tag))
            elif HREF.search(tag):
                if self.links and self.links[-1].tag == LINK:
                    self.close_link(at)  # there is no <a> in an <a>: that one was never closed
                self.open_link(*_attribute(tag, at, "href"), tag=LINK)
            else:  # "<a id=…>": a place that is linked to, not a link
                self.links.append(_Open(PLACE, self.length, len(self.parts), len(self.marks)))
        elif name == "img":
            self.image(_attribute(tag, at, "alt")[1], *_attribute(tag, at, "src"))
        elif name in BREAKS:
            self.marks.append(Mark("break", self.length, self.length, name))
            self.show("\n")
        elif name in MARKS:
            if not closing:
                self.open(name)
            else:
                self.close(name)
                if name == "summary":  # what a details element hides stands below it
                    self.show("\n")


def _attribute(tag: str, at: int, name: str) -> tuple[str, str, int, int, bool]:
    """Return an attribute of a tag as the arguments of `open_link`: as written, resolved, start, end and False."""
    first = FIRST.match(tag)
    if first and first[1] == name:  # "<a href="…">": nearly all
        written = first[2].strip()
        return written, unescape(written) if "&" in written else written, at, at + len(tag), False
    for match in ATTRIBUTE.finditer(tag) if name in tag.lower() else ():
        if match[1].lower() == name:
            written = match[match.lastindex or 2].strip()
            return written, unescape(written), at, at + len(tag), False
    return "", "", at, at + len(tag), False

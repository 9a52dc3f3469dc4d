"""The blocks under an entry's name → links, description, attributes, tags and star count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pocketparse.block import Block
from pocketparse.fields import (
    COUNT,
    DESCRIPTIONS,
    LABELLED,
    add_value,
    code_labels,
    field_labels,
    labelled,
    linked_byline,
)
from pocketparse.leads import find_label
from pocketparse.lines import Lines
from pocketparse.markers import read_count
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.prose import COLONS, Prose, link_labels, to_link
from pocketparse.records import Link
from pocketparse.sheets import Fact, facts, is_sheet
from pocketparse.shown import WORD, Inline, tidy
from pocketparse.source import Raw
from pocketparse.stars import STAR_WORDS, count_in, find_stars

# "🛡️ Safety Guardrails": a label with its icon
ICON = pattern(r"^[^\w\s\"'(“\[<]+\s*(?=\w)")
SHORT = 60
"""Characters up to which a line without a full stop is a label rather than a sentence."""


@dataclass(slots=True)
class Card:
    """What the blocks under a name say."""

    prose: Prose = field(default_factory=Prose)
    folded: list[str] = field(default_factory=list)
    """Prose inside details elements: it describes the entry where nothing else does."""
    attributes: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    stars: int | None = None
    stars_raw: str | None = None
    images: set[int] = field(default_factory=set)
    """Offsets of links that are images' own URLs."""

    @property
    def description(self) -> str:
        """The prose, or else what details elements hold."""
        return "\n\n".join(self.prose.paragraphs or self.folded)

    @property
    def links(self) -> list[Link]:
        """The links; where all are badges, the linked ones stand for the links that they are."""
        return promote(self.prose.links, self.images)

    def note(self, label: str, value: str) -> None:
        """Note a labelled value: a description, a count of stars, or else an attribute."""
        if label.casefold() in DESCRIPTIONS:
            self.prose.paragraphs.append(value)
        elif label.casefold() in STAR_WORDS and self.stars is None and (count := COUNT.fullmatch(value)):
            self.stars, self.stars_raw = read_count(count[1]), count[1]
        else:
            self.label(label, value)

    def label(self, label: str, value: str) -> None:
        """Note an attribute; the values of a label that comes again are lines of one."""
        add_value(self.attributes, label, value)

    def add_part(self, label: str, part: "Card") -> None:
        """Add what stands below a heading inside an entry: its description, or an attribute named like the heading."""
        if label.casefold() in DESCRIPTIONS:
            self.prose.paragraphs += part.prose.paragraphs or part.folded
        elif part.description:
            said = part.description
            self.label(label, said if "\n" in said else said.removeprefix("- "))
        self.prose.links += part.prose.links
        self.tags += part.tags
        self.images |= part.images
        for key, value in part.attributes.items():
            self.label(key, value)
        if self.stars is None:
            self.stars, self.stars_raw = part.stars, part.stars_raw


def texts(blocks: Iterable[Block]) -> Iterator[Raw]:
    """Yield the inline text of some blocks and of all in them."""
    for block in blocks:
        yield block.text
        yield from texts(block.children)


def promote(links: Sequence[Link], images: Iterable[int]) -> list[Link]:
    """Return links in which a linked image counts as a link of the list where there is no other one."""
    if any(link.role != "badge" for link in links):
        return list(links)
    own = set(images)
    return [link if link.span.start in own or link.kind == "anchor" else replace(link, role="list") for link in links]


def read_card(outline: Outline, blocks: Iterable[Block]) -> Card:
    """Read the blocks under a name."""
    card = Card()
    for block in blocks:
        _read(outline, block, card, card.prose.paragraphs)
    return card


def _read(outline: Outline, block: Block, card: Card, paragraphs: list[str]) -> None:
    if block.kind in ("paragraph", "heading"):
        text = _read_lines(outline, block.text, card)
        if text:
            paragraphs.append(text)
    elif block.kind == "details":
        summary = outline.read(block.text)
        _links(outline, block.text, summary, card, "inline")
        describes = tidy(summary.text).rstrip(":：").casefold() in DESCRIPTIONS
        for child in block.children:
            _read(outline, child, card, card.prose.paragraphs if describes else card.folded)
    elif block.kind == "quote":
        for child in block.children:
            _read(outline, child, card, paragraphs)
    elif block.kind == "list":
        lines: list[str] = []
        for item in block.children:
            _read(outline, item, card, lines)
        if lines:
            paragraphs.append("\n".join(lines))
    elif block.kind == "item" and block.children and (label := _only_label(outline, block.text)):
        part = read_card(outline, block.children)
        card.add_part(label, part)
    elif block.kind == "item":
        text = _read_lines(outline, block.text, card, in_list=True)
        if text:
            paragraphs.append(f"- {text}")
        for child in block.children:
            _read(outline, child, card, paragraphs)
    elif block.kind == "table" and is_sheet(outline, block):
        for fact in outline.once(facts, block):
            _read_fact(outline, fact, card)
    elif block.kind == "table":
        for row in block.rows:
            for cell in row:
                _links(outline, cell, outline.read(cell), card, "list")


def _read_fact(outline: Outline, fact: Fact, card: Card) -> None:
    """Read the value that stands beside a label: links, words, or what its pictures say."""
    shown = outline.read(fact.value)
    labels = link_labels(shown)
    _links(outline, fact.value, shown, card, "list", labels, group=fact.label or None)
    pictures = ", ".join(tidy(mark.text) for mark in shown.marks if mark.kind == "image")
    words = "\n".join(filter(None, map(tidy, shown.text.split("\n")))) if labels is None else ""
    if fact.label and (words or pictures):
        card.note(fact.label, words or pictures)
    elif words:
        card.prose.paragraphs.append(words)


def _only_label(outline: Outline, text: Raw) -> str:
    """Return the label that is all an item says of the lists in it, "" for other items: "**Requirements**:"."""
    shown = tidy(outline.read(text).text)
    label = find_label(shown)
    is_one = shown.endswith(COLONS) and label == shown.rstrip(":：").strip().casefold()
    return shown.rstrip(":： ") if is_one and label in outline.once(field_labels) else ""


def _read_lines(outline: Outline, raw: Raw, card: Card, *, in_list: bool = False) -> str:
    """Read a paragraph line by line; return the lines that are prose."""
    shown = outline.read(raw)
    lines = Lines(shown)
    kept = []
    at = 0
    for line in (_unwrapped(outline, shown.text, lines) if in_list else shown.text).split("\n"):
        end = at + len(line)
        part = lines.between(at, end)
        at = end + 1
        labels = link_labels(part)
        if labels is not None and all(anchor.stays for anchor in part.anchors):
            continue  # "[back to top](#top)"
        role = _take(outline, part, card, in_list, labels is not None)
        _links(outline, raw, part, card, "list" if role == "links" else "inline", labels)
        if role == "prose":
            kept.append(tidy(line))
    return "\n".join(kept)


def _unwrapped(outline: Outline, shown: str, lines: Lines) -> str:
    """Return the text of an item, the lines over which its field is wrapped put in one."""
    first, *others = shown.split("\n")
    if not others or not LABELLED.match(tidy(first)):
        return shown
    pieces = [first]
    start = len(first) + 1
    for line in others:
        alone = find_label(line) in outline.once(field_labels) or not WORD.search(line)
        alone = alone or link_labels(lines.between(start, start + len(line))) is not None
        pieces += "\n" if alone else " ", line
        start += len(line) + 1
    return "".join(pieces)


def _take(outline: Outline, line: Inline, card: Card, in_list: bool, is_links: bool) -> str:
    """Note what a line says apart from prose; return "links", "label" or "prose"."""
    text = tidy(line.text)
    if is_links or not WORD.search(text):
        return "links"
    stars = find_stars(text)
    if stars and len(text) < SHORT:
        card.stars_raw = count_in(stars)
        card.stars = read_count(card.stars_raw)
        return "label"
    if line.marks and (labels := code_labels(outline, line, in_list=in_list)):
        card.tags += labels
        return "label"
    byline = linked_byline(line, text) if line.anchors and len(text) < SHORT else {}
    for label, value in byline.items():
        card.label(label, value)
    if byline:
        return "label"
    own = in_list or any(mark.kind == "strong" and mark.start <= 3 for mark in line.marks)
    facts_told = labelled(outline, text, own=own)
    for label, value in facts_told:
        card.note(label, value.rstrip("\\ "))
    if facts_told:
        return "label"
    if text.endswith(COLONS) and find_label(text) in outline.once(field_labels):
        return "label"  # of what stands below it
    if len(text) < SHORT and not line.anchors and ICON.match(text) and text[-1] not in ".!?。！？:：":
        card.tags.append(ICON.sub("", text))
        return "label"
    return "prose"


def _links(
    outline: Outline,
    raw: Raw,
    shown: Inline,
    card: Card,
    role: str,
    labels: Sequence[str | None] | None = None,
    group: str | None = None,
) -> None:
    for anchor, label in zip(shown.anchors, labels or [None] * len(shown.anchors), strict=True):
        link = to_link(outline, raw, shown, anchor, "list" if role == "list" else "inline", label, group)
        card.prose.add(link)
        if anchor.kind == "image":
            card.images.add(link.span.start)

"""Card: what a list says of one entry, on its line and below it: links, description, tags, attributes, star count."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pocketparse.entry.fields import COUNT
from pocketparse.line.prose import Prose
from pocketparse.line.stars import STAR_WORDS, read_count
from pocketparse.markup.shown import WORD, Anchor
from pocketparse.records import Link
from pocketparse.vocabulary import DESCRIPTIONS


@dataclass(slots=True)
class Card(Prose):
    """What is said of an entry; what another card says is added, and nothing replaces anything."""

    folded: list[tuple[str, str]] = field(default_factory=list)
    """Prose inside details elements, each behind what the summary says: an attribute where something else describes."""
    first: dict[str, str] = field(default_factory=dict)
    """What each label says."""
    further: dict[str, dict[str, None]] = field(default_factory=dict)
    """What it says where it comes again."""
    tags: list[str] = field(default_factory=list)
    stars: int | None = None
    stars_raw: str | None = None
    images: set[int] = field(default_factory=set)
    """Offsets of links that are images' own URLs."""

    @property
    def described(self) -> list[str]:
        """The prose, or else what details elements hold."""
        return self.paragraphs or [text for _, text in self.folded]

    @property
    def description(self) -> str:
        """What describes it; a single bullet is a sentence."""
        said = self.described
        if len(said) == 1 and "\n" not in said[0]:
            return said[0].removeprefix("- ")
        return "\n\n".join(said)

    @property
    def attributes(self) -> dict[str, str]:
        """The labels and their values; those of a label that came again are lines of one.

        What details elements hold is one under their summary, unless it describes the entry.
        """
        if not (self.further or self.folded):
            return self.first  # nearly all
        lines = {label: [value, *self.further.get(label, ())] for label, value in self.first.items()}
        for label, text in self.folded if self.paragraphs else ():
            if label and text not in lines.setdefault(label, []):
                lines[label].append(text)
        return {label: "\n".join(values) for label, values in lines.items()}

    @property
    def shown_links(self) -> list[Link]:
        """The links; where all are badges, the linked ones stand for the links that they are."""
        if any(link.role != "badge" for link in self.links):
            return self.links
        return [
            link if link.span.start in self.images or link.kind == "anchor" else replace(link, role="list")
            for link in self.links
        ]

    @property
    def shown_tags(self) -> tuple[str, ...]:
        """The tags, those that are words once each: signs that come again rate."""
        if len(set(self.tags)) == len(self.tags):
            return tuple(self.tags)  # nearly all
        shown: list[str] = []
        for tag in self.tags:
            if tag not in shown or not WORD.search(tag):
                shown.append(tag)
        return tuple(shown)

    def keep(self, link: Link, anchor: Anchor) -> None:
        """Add a link, and note whether it is an image's own URL."""
        self.links.append(link)
        if anchor.kind == "image":
            self.images.add(link.span.start)

    def count(self, count: str) -> None:
        """Note a count of stars, as written, if none is known yet."""
        if self.stars is None:
            self.stars, self.stars_raw = read_count(count), count

    def note(self, label: str, value: str) -> None:
        """Note a labelled value: a description, a count of stars, or else an attribute."""
        if label.casefold() in DESCRIPTIONS:
            self.paragraphs.append(value)
        elif label.casefold() in STAR_WORDS and self.stars is None and (count := COUNT.fullmatch(value)):
            self.count(count[1])
        else:
            self.label(label, value)

    def label(self, label: str, value: str) -> None:
        """Note an attribute; what its label says already is not noted again."""
        if self.first.setdefault(label, value) != value:
            self.further.setdefault(label, {})[value] = None

    def labels(self, attributes: Mapping[str, str]) -> None:
        """Note attributes."""
        for label, value in attributes.items():
            self.label(label, value)

    def add(self, more: "Card") -> None:
        """Add what another card says."""
        self.paragraphs += more.paragraphs
        self.folded += more.folded
        self._add_facts(more)

    def add_part(self, label: str, part: "Card") -> None:
        """Add what stands below a heading inside an entry: its description, or an attribute named like the heading."""
        if label.casefold() in DESCRIPTIONS:
            self.paragraphs += part.described
        elif part.description:
            self.label(label, part.description)
        self._add_facts(part)

    def _add_facts(self, more: "Card") -> None:
        """Add all that another card says but prose."""
        self.links += more.links
        self.diagnostics += more.diagnostics
        self.tags += more.tags
        self.images |= more.images
        self.labels(more.first)
        for label, values in more.further.items():
            for value in values:
                self.label(label, value)
        if self.stars is None:
            self.stars, self.stars_raw = more.stars, more.stars_raw

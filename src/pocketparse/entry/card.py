"""Card: what a list says of one entry, on its line and below it: links, description, tags, attributes, star count."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pocketparse.entry.fields import COUNT_VALUE
from pocketparse.line.prose import Prose, to_link
from pocketparse.line.stars import STAR_WORDS, read_count
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.outline import Outline
from pocketparse.records import Link, LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import DESCRIPTIONS


def shown_tags(labels: Iterable[str]) -> tuple[str, ...]:
    """Return labels with single spaces, words once each; signs may repeat, since they rate: "★★★"."""
    tags = [tidied for label in labels if label and (tidied := tidy(label))]
    if len(set(tags)) == len(tags):
        return tuple(tags)  # nearly all
    shown: list[str] = []
    for tag in tags:
        if tag not in shown or not WORD.search(tag):
            shown.append(tag)
    return tuple(shown)


@dataclass(slots=True)
class Card(Prose):
    """What a list says of one entry; values are added and never replaced."""

    folded: list[tuple[str, str]] = field(default_factory=list)
    """Summary and text of each paragraph in a details element; attributes where other paragraphs describe the entry."""
    first: dict[str, str] = field(default_factory=dict)
    """The first value of each label."""
    further: dict[str, dict[str, None]] = field(default_factory=dict)
    """Further values of each label, in order and each once."""
    tags: list[str] = field(default_factory=list)
    """Labels, in order."""
    stars: int | None = None
    """The first count of stars, as a number."""
    stars_raw: str | None = None
    """The first count of stars, as written."""
    images: set[int] = field(default_factory=set)
    """Offsets in the source of links that are the URLs of pictures themselves."""

    @property
    def described(self) -> list[str]:
        """The paragraphs, or where there are none the texts of details elements."""
        return self.paragraphs or [text for _, text in self.folded]

    @property
    def description(self) -> str:
        """The described paragraphs, between blank lines; a single bullet loses its "- "."""
        said = self.described
        if len(said) == 1 and "\n" not in said[0]:
            return said[0].removeprefix("- ")
        return "\n\n".join(said)

    @property
    def attributes(self) -> dict[str, str]:
        """The labels and their values; the values of a label that repeats are lines of one text.

        Texts of details elements are values under their summaries, unless they describe the entry.
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
        """The links; where all are badges, those of linked pictures get the role "list"."""
        if any(link.role != "badge" for link in self.links):
            return self.links
        return [
            link if link.span.start in self.images or link.kind == "anchor" else replace(link, role="list")
            for link in self.links
        ]

    def keep(self, link: Link, anchor: Anchor) -> None:
        """Add a link, and note whether it is the URL of a picture itself."""
        self.links.append(link)
        if anchor.kind == "image":
            self.images.add(link.span.start)

    def keep_links(
        self,
        outline: Outline,
        raw: Raw,
        shown: Inline,
        role: LinkRole,
        texts: Sequence[str | None] | None = None,
        group: str | None = None,
    ) -> None:
        """Add the links of a text, all with one role and group; `texts` replace what is displayed, unless None."""
        for anchor, text in zip(shown.anchors, texts or [None] * len(shown.anchors), strict=True):
            self.keep(to_link(outline, raw, shown, anchor, role, text, group), anchor)

    def count(self, count: str) -> None:
        """Set the count of stars, as written, unless there is one."""
        if self.stars is None:
            self.stars, self.stars_raw = read_count(count), count

    def take(self, taken: Taken) -> None:
        """Add the labels of a text as tags, and its fields as attributes."""
        self.tags += taken.labels
        self.labels(taken.fields)

    def note(self, label: str, value: str) -> None:
        """Add a labelled value: to the description, as the count of stars, or else as an attribute."""
        if label.casefold() in DESCRIPTIONS:
            self.paragraphs.append(value)
        elif label.casefold() in STAR_WORDS and self.stars is None and (count := COUNT_VALUE.fullmatch(value)):
            self.count(count[1])
        else:
            self.label(label, value)

    def label(self, label: str, value: str) -> None:
        """Add an attribute, unless its label has the value already."""
        value = value.strip()
        if self.first.setdefault(label, value) != value:
            self.further.setdefault(label, {})[value] = None

    def labels(self, attributes: Mapping[str, str]) -> None:
        """Add attributes."""
        for label, value in attributes.items():
            self.label(label, value)

    def add(self, more: "Card") -> None:
        """Add all that another card says."""
        self.paragraphs += more.paragraphs
        self.folded += more.folded
        self._add_facts(more)

    def add_part(self, label: str, part: "Card") -> None:
        """Add the card of a part that has a heading: to the description, or as an attribute named like the heading."""
        if label.casefold() in DESCRIPTIONS:
            self.paragraphs += part.described
        elif part.description:
            self.label(label, part.description)
        self._add_facts(part)

    def _add_facts(self, more: "Card") -> None:
        """Add all that another card says except its paragraphs."""
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

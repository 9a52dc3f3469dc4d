"""Prose: the paragraphs and links that a reader sees; the records of links, and lines that are only links."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pocketparse import codes
from pocketparse.links import make_link
from pocketparse.markup.shown import Anchor, Inline, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic, Link, LinkRole
from pocketparse.source import Raw
from pocketparse.vocabulary import COLONS

LABEL_BEFORE_URL = pattern(r"([^\s:：，。；！？,;!?](?:(?!\.\s)[^:：，。；！？,;!?\n]){0,39})[:：]\s*$")
"""A label at the end of a text, in front of a URL: "Integration: "."""
NO_WORDS = pattern(r"[\s|,，、/·•;；&()（）\[\]\-–—]*$")
"""Separators and brackets only, as between the links of a line that is only links."""


@dataclass(slots=True)
class Prose:
    """The result of reading blocks: paragraphs of displayed text, links in document order, diagnostics."""

    paragraphs: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    @property
    def description(self) -> str:
        """The paragraphs, separated by blank lines."""
        return "\n\n".join(self.paragraphs)


def to_link(
    outline: Outline,
    raw: Raw,
    shown: Inline,
    anchor: Anchor,
    role: LinkRole,
    text: str | None = None,
    group: str | None = None,
    *,
    is_button: bool = False,
) -> Link:
    """Return the record of a link in inline text; an image gets the role "badge" unless it is a button."""
    is_image = anchor.kind in ("badge", "image")
    label = anchor.label if is_image else shown.text[anchor.start : anchor.end]
    if text is None and anchor.kind != "bare":
        text = tidy(label)
    url = anchor.url
    definition = outline.definitions.get(anchor.href) if anchor.reference else None
    if definition:
        url, span = definition  # a reference link's URL is written where it is defined
    else:
        span = outline.source.locate(raw, anchor.raw_start, anchor.raw_end)
    role = "badge" if is_image and not is_button else role
    return make_link(url, span, role, href=anchor.href, text=text, group=group)


def read_run(outline: Outline, raw: Raw, prose: Prose) -> str:
    """Return the displayed text of inline text, and add its links with the role "inline"."""
    if outline.is_words(raw):
        return raw.strip()
    shown = outline.read(raw)
    for anchor in shown.anchors:
        prose.links.append(to_link(outline, raw, shown, anchor, "inline"))
    if "\n" not in shown.text:
        return tidy(shown.text)
    return "\n".join(line for line in map(tidy, shown.text.split("\n")) if line)


def glued(link: Link) -> Diagnostic:
    """Return the diagnostic of a bullet without a space: "-https://…"."""
    return codes.GLUED_BULLET.found("a bullet without a space after its dash", link.span)


def link_labels(shown: Inline) -> Sequence[str | None] | None:
    """Return the label in front of each link, or None if the text has other words or no link."""
    if not shown.anchors:
        return None
    labels: list[str | None] = []
    at = 0
    for anchor in shown.anchors:
        before = shown.text[at : anchor.start]
        label = LABEL_BEFORE_URL.search(before) if anchor.kind == "bare" and before.rstrip()[-1:] in COLONS else None
        if label:
            before = before[: label.start()]
        if not NO_WORDS.match(before):
            return None
        labels.append(tidy(label[1]) if label else None)
        at = max(at, anchor.end)
    return labels if NO_WORDS.match(shown.text[at:]) else None

"""Drafts: what a dialect hands back, claims on blocks, each with the records found there before they have ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pocketparse.entry.card import Card, shown_tags
from pocketparse.markup.block import Block
from pocketparse.records import Article, Diagnostic, Link, Span
from pocketparse.source import Raw

NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})
"""The attributes of most entries: one empty mapping for all."""


@dataclass(slots=True, eq=False)
class EntryDraft:
    """An entry before the whole document is known: no id, section or index groups yet.

    Spans are relative to the version that was parsed first: a reader of versions moves them where the heading moves.
    """

    name: str
    raw: str
    span: Span
    links: Sequence[Link] = ()
    description: str = ""
    org: str | None = None
    tags: tuple[str, ...] = ()
    starred: bool = False
    stars: int | None = None
    stars_raw: str | None = None
    attributes: Mapping[str, str] = field(default_factory=lambda: NO_ATTRIBUTES)
    heading: Block | None = None
    """The heading that is its name, if one is."""
    parent: "EntryDraft | None" = None
    captions: tuple[str, ...] = ()
    """Texts above the entry that are no headings."""
    diagnostics: Sequence[Diagnostic] = ()
    """Findings about its links and text."""


def fill(draft: EntryDraft, card: Card) -> None:
    """Set the links, description, labels and star count of a draft from a card; again where the card has more."""
    draft.links = card.shown_links
    draft.description = card.description
    draft.tags = shown_tags(card.tags)
    draft.stars, draft.stars_raw = card.stars, card.stars_raw
    draft.attributes = card.attributes or NO_ATTRIBUTES
    draft.diagnostics = card.diagnostics or ()


@dataclass(slots=True, eq=False)
class CellDraft:
    """An index cell before it is known which entry it names."""

    name: str
    raw: Raw
    """As written, with its place in the source."""
    starred: bool
    group_path: tuple[str, ...]
    org: str | None
    row: int
    column: int


@dataclass(slots=True, eq=False)
class Claim:
    """Blocks that a dialect takes, and the records it read there.

    A claim on the heading of a section says that the section is an entry, and groups none.
    """

    blocks: list[Block]
    entries: list[EntryDraft] = field(default_factory=list)
    cells: Sequence[CellDraft] = ()
    """Cells of one table, row by row."""
    articles: Sequence[Article] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    level: int | None = None
    """Level that the claimed heading should have, if it has another."""
    why: str = ""
    """The evidence, in words for people."""

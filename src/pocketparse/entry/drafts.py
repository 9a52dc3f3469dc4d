"""Drafts: what a dialect hands back, claims on blocks, each with the records found there before they have ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from pocketparse.entry.card import Card
from pocketparse.markup.block import Block
from pocketparse.records import Article, Diagnostic, Link, Span
from pocketparse.source import Raw

NONE: Mapping[str, str] = MappingProxyType({})
"""The attributes of most entries: one mapping for all."""


@dataclass(slots=True, eq=False)
class EntryDraft:
    """An entry before the whole document is known: no id, section or index groups yet.

    Its spans are those of where it was first read: a reader of versions gives it again where its heading moves.
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
    attributes: Mapping[str, str] = field(default_factory=lambda: NONE)
    heading: Block | None = None
    """The heading that names it, where one does."""
    parent: "EntryDraft | None" = None
    captions: tuple[str, ...] = ()
    """What stands over it and is no heading."""
    diagnostics: Sequence[Diagnostic] = ()
    """What is odd in it."""


def fill(draft: EntryDraft, card: Card) -> None:
    """Let a draft say what a card does: when the card is made, and again when more was added to it."""
    draft.links = card.shown_links
    draft.description = card.description
    draft.tags = card.shown_tags
    draft.stars, draft.stars_raw = card.stars, card.stars_raw
    draft.attributes = card.attributes or NONE
    draft.diagnostics = card.diagnostics or ()


@dataclass(slots=True, eq=False)
class CellDraft:
    """An index cell before it is known which entry it names."""

    name: str
    raw: Raw
    """As written; it knows where it stands."""
    starred: bool
    group_path: tuple[str, ...]
    org: str | None
    row: int
    column: int


@dataclass(slots=True, eq=False)
class Claim:
    """Blocks that a dialect takes, and the records it read there.

    A claim on a section's heading says that the section is an entry: it groups nothing.
    """

    blocks: list[Block]
    entries: list[EntryDraft] = field(default_factory=list)
    cells: Sequence[CellDraft] = ()
    """Those of one table, in its order."""
    articles: Sequence[Article] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)
    level: int | None = None
    """Level the claimed heading ought to have, where that is not its own."""
    why: str = ""
    """The evidence, for people."""

"""The blocks under an entry's name → what they say, as a Card."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pocketparse.entry.card import Card
from pocketparse.entry.card_lines import SAYING, read_text
from pocketparse.entry.fields import field_labels, find_label
from pocketparse.entry.labels import pictures_below
from pocketparse.entry.sheets import Fact, facts, is_sheet
from pocketparse.line.prose import bullet, code_text, link_labels
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, tidy
from pocketparse.names.people import are_people
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.titles import is_button
from pocketparse.vocabulary import COLONS, DESCRIPTIONS

PROSE = ("paragraph", "quote")
"""Kinds of blocks that continue a description."""
PAPER_FIELDS = frozenset(
    "keyword;keywords;key word;key words;date;year;venue;published;publication;journal;conference;关键词".split(";")
)
"""Labels of the fields of papers, folded: items beside them that are people are the authors."""


def read_card(outline: Outline, blocks: Iterable[Block], *, prose_only: bool = False) -> Card:
    """Return the card of the blocks below a name.

    With `prose_only` only paragraphs and quotes describe the entry; of other blocks fields and links are kept.
    """
    reader = CardReader(outline, Card())
    for block in blocks:
        for text in reader.read(block):
            if not prose_only or block.kind in PROSE:
                reader.card.paragraphs.append(text)
    return reader.card


def read_lines(outline: Outline, raw: Raw, start: int) -> Card:
    """Return the card of the lines of a text, from an offset of the displayed text on."""
    card = Card()
    if text := read_text(outline, raw, card, start=start):
        card.paragraphs.append(text)
    return card


class CardReader(NamedTuple):
    """Reads blocks onto a card."""

    outline: Outline
    card: Card

    def read(self, block: Block) -> Iterator[str]:
        """Yield the paragraphs of prose of a block, and put all else that it says on the card."""
        match block.kind:
            case "paragraph" | "heading":
                if text := read_text(self.outline, block.text, self.card):
                    yield text
            case "quote":
                for child in block.children:
                    yield from self.read(child)
            case "details":
                self._read_details(block)
            case "list":
                yield from self._read_list(block)
            case "item":
                yield from self._read_item(block)
            case "code":
                yield code_text(self.outline, block)
            case "table":
                yield from self._read_table(block)

    def _read_details(self, block: Block) -> None:
        """Put the paragraphs of a details element on the card: as a description, or behind the summary."""
        summary = self.outline.read(block.text)
        self.card.keep_links(self.outline, block.text, summary, "inline")
        label = tidy(summary.text.replace("\n", " ")).rstrip(":：")
        inside = [text for child in block.children for text in self.read(child)]
        if label.casefold() in DESCRIPTIONS:
            self.card.paragraphs += inside
        else:
            self.card.folded += [("" if is_button(label) else label, text) for text in inside if SAYING.search(text)]

    def _read_list(self, block: Block) -> Iterator[str]:
        """Yield the items of a list as one paragraph; people among fields are the author: "- Ann Lee, Bob Ray"."""
        lines: list[str] = []
        labels = [label for item in block.children if (label := find_label(item.text))]
        are_half = len(labels) * 2 == sum(item.text != "" for item in block.children)
        has_fields = len(labels) * 2 > len(block.children) or (are_half and not PAPER_FIELDS.isdisjoint(labels))
        for item in block.children:
            if has_fields and are_people(said := self.outline.shown(item.text)):
                self.card.label("author", said)
            else:
                lines += self.read(item)
        if lines and len(block.children) == 1:
            lines[0] = f"- {lines[0].removeprefix(bullet(block.children[0]))}"  # of a number nothing is counted by
        if lines:
            yield "\n".join(lines)

    def _read_item(self, block: Block) -> Iterator[str]:
        """Yield the lines of an item; what stands below a label alone is a part of the entry with that name."""
        if block.children and (label := self._only_label(block.text)):
            self.card.add_part(label, read_card(self.outline, block.children))
            return
        if text := read_text(self.outline, block.text, self.card, in_list=True):
            yield f"{bullet(block)}{text}"
        for child in block.children:
            yield from self.read(child)

    def _only_label(self, text: Raw) -> str:
        """Return the label that is all an item says above its lists, else "": "**Requirements**:"."""
        shown = tidy(self.outline.read(text).text)
        label = find_label(shown)
        is_one = shown.endswith(COLONS) and label == shown.rstrip(":：").strip().casefold()
        return shown.rstrip(":： ") if is_one and label in self.outline.once(field_labels) else ""

    def _read_table(self, block: Block) -> Iterator[str]:
        """Put the facts of a sheet on the card; of another table put the links there, and yield its rows in words."""
        if self.outline.once(is_sheet, block):
            for fact in self.outline.once(facts, block):
                self._read_fact(fact)
            return
        for row in block.rows:
            for cell in row:
                self.card.keep_links(self.outline, cell, self.outline.read(cell), "list")
        lines = [" | ".join(self._words_of(row)) for row in block.rows]
        if any(lines[1:] or lines):
            yield "\n".join(filter(None, lines))

    def _words_of(self, row: Iterable[Raw]) -> Iterator[str]:
        """Yield the displayed texts of the cells of a row that are more than links."""
        for cell in map(self.outline.read, row):
            if WORD.search(cell.text) and link_labels(cell) is None:
                yield tidy(cell.text)

    def _read_fact(self, fact: Fact) -> None:
        """Put the value of a label on the card: its links, and its words, or else the names of its pictures."""
        shown = self.outline.read(fact.value)
        labels = link_labels(shown)
        self.card.keep_links(self.outline, fact.value, shown, "list", labels, fact.label or None)
        pictures = ", ".join(pictures_below(fact.label, shown))
        words = "\n".join(filter(None, map(tidy, shown.text.split("\n")))) if labels is None else ""
        if fact.label and (words or pictures):
            self.card.note(fact.label, words or pictures)
        elif words:
            self.card.paragraphs.append(words)

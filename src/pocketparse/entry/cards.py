"""The blocks under an entry's name → what they say, as a Card."""

from collections.abc import Iterable

from pocketparse.entry.card import Card
from pocketparse.entry.card_lines import SAYING, read_text
from pocketparse.entry.fields import field_labels, find_label
from pocketparse.entry.labels import pictures_below
from pocketparse.entry.sheets import Fact, facts, is_sheet
from pocketparse.line.body import BodyReader, bullet
from pocketparse.line.prose import link_labels
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, tidy
from pocketparse.names.people import are_people
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.titles import is_button
from pocketparse.vocabulary import DESCRIPTIONS

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
    card = Card()
    reader = CardReader(outline, card)
    for block in blocks:
        paragraphs = reader.read_block(block)
        if not prose_only or block.kind in PROSE:
            card.paragraphs += paragraphs
    return card


def read_lines(outline: Outline, raw: Raw, start: int) -> Card:
    """Return the card of the lines of a text, from an offset of the displayed text on."""
    card = Card()
    if text := read_text(outline, raw, card, start=start):
        card.paragraphs.append(text)
    return card


class CardReader(BodyReader[Card]):
    """Reads blocks below a name: fields, labels and counts go on the card, and only the rest is prose.

    Unlike other bodies: lines below an item are not indented, an item alone is not numbered, a details element is no
    description beside other prose, and a table is one paragraph, without cells that are only links.
    """

    indents = False

    def read_text(self, raw: Raw, *, in_list: bool = False) -> str:
        """Return the lines of a text that are prose; all others are put on the card."""
        return read_text(self.outline, raw, self.found, in_list=in_list)

    def read_list(self, block: Block) -> list[str]:
        """Return the lines of a list; people among fields are the author: "- Ann Lee, Bob Ray"."""
        lines: list[str] = []
        labels = [label for item in block.children if (label := find_label(item.text))]
        are_half = len(labels) * 2 == sum(item.text != "" for item in block.children)
        has_fields = len(labels) * 2 > len(block.children) or (are_half and not PAPER_FIELDS.isdisjoint(labels))
        for item in block.children:
            if has_fields and are_people(said := self.outline.shown(item.text)):
                self.found.label("author", said)
            else:
                lines += self.read_item(item)
        if lines and len(block.children) == 1:
            lines[0] = f"- {lines[0].removeprefix(bullet(block.children[0]))}"  # of a number nothing is counted by
        return lines

    def read_item(self, block: Block) -> list[str]:
        """Return the lines of an item; what stands below a label alone is a part of the entry with that name."""
        if block.children and (label := self._only_label(block.text)):
            self.found.add_part(label, read_card(self.outline, block.children))
            return []
        return super().read_item(block)

    def read_details(self, block: Block) -> list[str]:
        """Return [], and put the paragraphs of a details element on the card: as description, or behind the summary."""
        summary = self.outline.read(block.text)
        self.found.keep_links(self.outline, block.text, summary, "inline")
        label = tidy(summary.text.replace("\n", " ")).rstrip(":：")
        inside = self.read(block.children)
        if label.casefold() in DESCRIPTIONS:
            self.found.paragraphs += inside
        else:
            self.found.folded += [("" if is_button(label) else label, text) for text in inside if SAYING.search(text)]
        return []

    def read_table(self, block: Block) -> list[str]:
        """Return the rows of a table in words, and put its links on the card; of a sheet, put its facts there."""
        if self.outline.once(is_sheet, block):
            for fact in self.outline.once(facts, block):
                self._read_fact(fact)
            return []
        lines = [self._read_row(row) for row in block.rows]
        return ["\n".join(filter(None, lines))] if any(lines[1:] or lines) else []

    def _only_label(self, text: Raw) -> str:
        """Return the label that is all an item says above its lists, else "": "**Requirements**:"."""
        shown = tidy(self.outline.read(text).text)
        label = shown.rstrip(":： ")
        is_one = label != shown and label.casefold() == find_label(shown)
        return label if is_one and label.casefold() in self.outline.once(field_labels) else ""

    def _read_row(self, row: Iterable[Raw]) -> str:
        """Put the links of a row on the card, and return its cells that are more than links."""
        words: list[str] = []
        for raw in row:
            cell = self.outline.read(raw)
            self.found.keep_links(self.outline, raw, cell, "list")
            if WORD.search(cell.text) and link_labels(cell) is None:
                words.append(tidy(cell.text))
        return " | ".join(words)

    def _read_fact(self, fact: Fact) -> None:
        """Put the value of a label on the card: its links, and its words, or else the names of its pictures."""
        shown = self.outline.read(fact.value)
        labels = link_labels(shown)
        self.found.keep_links(self.outline, fact.value, shown, "list", labels, fact.label or None)
        pictures = ", ".join(pictures_below(fact.label, shown))
        words = "\n".join(filter(None, map(tidy, shown.text.split("\n")))) if labels is None else ""
        if fact.label and (words or pictures):
            self.found.note(fact.label, words or pictures)
        elif words:
            self.found.paragraphs.append(words)

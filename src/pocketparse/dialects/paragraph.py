"""Dialect "paragraph": an entry is a paragraph, a quote or a line that starts with its name, and what stands below.

**Attention Is All You Need**

[![DOI](https://…)](https://arxiv.org/abs/1706.03762)
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pocketparse.dialects.base import Dialect
from pocketparse.entry.drafts import Claim
from pocketparse.entry.fields import field_labels, find_label
from pocketparse.line.captions import captioned
from pocketparse.line.prose import link_labels
from pocketparse.line.stars import find_stars, may_count
from pocketparse.lists.bare_links import is_line, is_title, own_names, sections_of_lines, sections_of_titles
from pocketparse.lists.folded_entries import folded_entries
from pocketparse.lists.front_labels import labels_in_brackets
from pocketparse.lists.unit_entries import entry_of
from pocketparse.lists.unit_leads import unit_lead
from pocketparse.lists.units import Unit, name_of, units_of
from pocketparse.lists.url_lines import lines_with_urls
from pocketparse.markup.block import Block, texts
from pocketparse.markup.shown import WORD
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.title_headings import title_sections
from pocketparse.tree import Node, within
from pocketparse.vocabulary import DASHES, GENERIC, SEPARATORS, TITLE

HOLD_QUOTES = frozenset({"quote", "details"})
"""Kinds of blocks in which block quotes are looked for."""
QUOTES_AS_NOTES = 4
"""Maximum number of block quotes with a link in front that may be notes beside a list, and no entries."""
TITLE_ENDS = tuple("./")
"""Signs behind a linked title, which may end a sentence, too."""
BOLD = "**"
"""The sign of a Shape whose name is a bold link in a sentence: "[**Oak**](…) is a tree"."""
AMBIGUOUS = (*TITLE_ENDS, BOLD)
"""Signs of shapes that are entries only if SECTIONS_ALIKE names have them."""
SECTIONS_ALIKE = 5
"""Minimum number of sections with one lone paragraph of a shape, before such paragraphs are entries."""
NEAR_NAME = 20
"""Number of characters behind a name in which a count of stars belongs to it."""
DESCRIBED_NAMES = 2
"""Minimum number of linked names with a description, before names without one beside them are entries, too."""
BOLD_NAMES = 3
"""Minimum number of paragraphs in a section whose paragraphs are all a bold name, a dash and a description."""
ALL_BOLD_NAMES = 20
"""Minimum number of such paragraphs in the document, before they are entries."""
MANY_LINES = 20
"""Minimum number of lines in the document that are a link and a description, before a link alone is an entry, too."""
NUMBER_AND_LINK = pattern(r"\d{1,3}[、．)）]\s*\[")
"""A number and a link at the start of a paragraph, which is an item of a list in all but Markdown: "1、[Oak](…)"."""


class Shape(NamedTuple):
    """What the paragraphs of a list of entries have in common."""

    is_link: bool
    """The name is a link."""
    sign: str
    """The sign behind the name, "" for none."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the paragraphs of a section that start with a name and have a link, if most do.

    A lone one is an entry if its shape is one of `shapes`, or if it has a count of stars behind its name; quotes are
    entries if most quotes are.
    """
    yield from _quotes(outline, section)
    for unit in outline.once_of_free(folded_entries).get(section, ()):
        yield Claim([unit.block], [entry_of(outline, unit)], why="details elements are names over words and a link")
    if bold := outline.once_of_free(bold_names).get(section):
        for unit in bold:
            yield Claim(
                [unit.block], [entry_of(outline, unit)], why=f"all {len(bold)} paragraphs are bold names and words"
            )
        return
    units = _fitting(outline, section)
    is_odd = len(units) == 1 and section not in outline.once_of_free(sections_of_titles)
    if not units or (is_odd and not _is_usual(outline, units[0])):
        units = list(_counted(outline, section))
    why = f"{len(units)} paragraphs or lines start with a name and have a link"
    claimed: dict[Block, list[Unit]] = {}
    for unit in units:
        claimed.setdefault(unit.block, []).append(unit)
    for block, inside in claimed.items():
        beside = [one for unit in inside for one in (unit.above, *unit.below) if one]
        entries = [entry_of(outline, unit) for unit in inside]
        yield Claim([block, *beside], entries, why=why)


def _is_usual(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit has one of the shapes of entries, or is one of the lines with URLs."""
    return _shape(outline, unit) in outline.once_of_free(shapes) or bool(lines_with_urls(outline, unit.block))


def bold_names(outline: Outline) -> Mapping[Node, list[Unit]]:
    """Return by section the paragraphs of a bold name and a description without a link, if the document has enough."""
    found: dict[Node, list[Unit]] = {}
    for section in outline.made_of(lambda kinds: kinds.count("paragraph") >= BOLD_NAMES):
        blocks = [block for block in section.free if block.kind == "paragraph"]
        units = [Unit(block.text, lead, block) for block in blocks if (lead := _bold_name(outline, block))]
        if len(units) == len(blocks) >= BOLD_NAMES:
            found[section] = units
    return found if sum(map(len, found.values())) >= ALL_BOLD_NAMES else {}


def _bold_name(outline: Outline, block: Block) -> Lead | None:
    """Return the bold name at the start of a paragraph without links, None if no dash follows it."""
    if not block.text.startswith(("**", "__")):
        return None
    shown = outline.read(block.text)
    lead = find_lead(shown)
    behind = shown.text[lead.end :].lstrip() if lead else ""
    return lead if behind.startswith(DASHES) and not shown.anchors else None


def _counted(outline: Outline, section: Node) -> Iterator[Unit]:
    """Yield the linked names with a count of stars behind, without the blocks below them: "[Oak](…) (⭐ 1.4K) - …"."""
    for unit in units_of(outline, section):
        behind = outline.read(unit.text).text[unit.lead.end :].partition("\n")[0][:NEAR_NAME]
        if unit.lead.leaves and may_count(behind) and find_stars(behind):
            yield Unit(unit.text, unit.lead, unit.block)


def _quotes(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim block quotes: "> **[Oak](https://…)** `MIT`<br>A tree."; those below the title are about the list."""
    above = section.children and section in outline.once(title_sections)
    if above or not outline.once(quotes_entries) or not _may_quote(section):
        return
    for block, captions in captioned(outline, section, "quote"):
        units = _quoted(outline, block, alone=True)
        if units:
            entries = [entry_of(outline, unit) for unit in units]
            for entry in entries:
                entry.captions = captions
            yield Claim([block], entries, why="quotes start with a link, and most do")


def quotes_entries(outline: Outline) -> bool:
    """Tell whether most block quotes, and more than QUOTES_AS_NOTES, start with a link that leaves the page."""
    sections = filter(_may_quote, outline.made_of(lambda kinds: not HOLD_QUOTES.isdisjoint(kinds)))
    quotes = [block for section in sections for block in within(section.body_unplaced, "quote")]
    return sum(bool(_quoted(outline, block)) for block in quotes) > max(QUOTES_AS_NOTES, len(quotes) // 2)


def _may_quote(section: Node) -> bool:
    """Tell whether quotes in a section may be entries: beside a list they are notes."""
    return next(within(section.body_unplaced, "list"), None) is None


def _quoted(outline: Outline, quote: Block, *, alone: bool = False) -> list[Unit]:
    """Return the paragraphs of a quote if each starts with a link that leaves the page, none otherwise.

    Unless they may stand `alone`, each also has words, a label or a block beside its link.
    """
    units = [Unit(child.text, lead, child) for child in quote.children if (lead := unit_lead(outline, child.text))]
    is_list = len(units) == len(quote.children) and all(
        unit.lead.anchor and (alone or _fits(outline, unit)) for unit in units
    )
    return units if is_list else []


def _is_no_label(name: str) -> bool:
    """Tell whether a name has more than TITLE words, or no generic one as "Join the data" has."""
    words = name.casefold().split()
    return len(words) > TITLE or GENERIC.isdisjoint(words)


def _fitting(outline: Outline, section: Node) -> list[Unit]:
    """Return the paragraphs and lines of a section that have the form of entries, none if most paragraphs have not."""
    every = list(units_of(outline, section))
    lists_titles = section in outline.once_of_free(sections_of_titles)
    lists_lines = section in outline.once_of_free(sections_of_lines)
    units = [
        unit
        for unit in every
        if _fits(outline, unit)
        or (lists_titles and is_title(outline, unit))
        or (is_line(unit) and (lists_lines or _is_own_line(outline, unit)))
    ]
    paragraphs = sum(block.kind == "paragraph" for block in section.free)
    below = sum(block.kind == "paragraph" for unit in units for block in unit.below)
    asked = sum(unit.lead.anchor is None and name_of(outline, unit).endswith(("?", "？")) for unit in units)
    if asked > 1 and asked * 2 > len(units):
        return []  # questions and answers
    if sum(unit.lead.leaves for unit in units) >= DESCRIBED_NAMES:
        linked = [unit for unit in every if unit.lead.leaves]
        if len({unit.block for unit in linked}) == paragraphs:
            described = set(units)
            own = set(filter(_is_no_label, own_names(outline, linked)))
            return [unit for unit in linked if unit in described or name_of(outline, unit) in own]
    return units if (len({unit.block for unit in units}) + below) * 2 >= paragraphs else []


def _is_own_line(outline: Outline, unit: Unit) -> bool:
    """Tell whether a link alone on its line is not generic, in a document that describes lines."""
    return outline.once_of_free(describes_lines) and name_of(outline, unit).casefold() not in GENERIC


def describes_lines(outline: Outline) -> bool:
    """Tell whether MANY_LINES lines of a document are links with a description."""
    units = (unit for section in outline.sections for unit in units_of(outline, section))
    return sum(is_line(unit) and _fits(outline, unit) for unit in units) >= MANY_LINES


def shapes(outline: Outline) -> frozenset[Shape]:
    """Return the shapes that two paragraphs of a section share, or that lone ones of SECTIONS_ALIKE sections have.

    An ambiguous shape needs SECTIONS_ALIKE paragraphs that share it.
    """
    counts: Counter[Shape] = Counter()
    alone: Counter[Shape] = Counter()
    for section in outline.sections:
        units = _fitting(outline, section)
        found = [shape for unit in units if (shape := _shape(outline, unit))]
        if len(units) > 1:
            counts.update(found)
        elif found and found[0].is_link and link_labels(outline.read(units[0].text)) is None:
            alone.update(found)
    often = {shape for shape, count in alone.items() if count >= SECTIONS_ALIKE}
    often |= {shape for shape, count in counts.items() if count >= (SECTIONS_ALIKE if shape.sign in AMBIGUOUS else 2)}
    return frozenset(often)


def _shape(outline: Outline, unit: Unit) -> Shape | None:
    """Return the shape of a unit, None if its name is part of a sentence and no bold link."""
    shown = outline.read(unit.text)
    rest = shown.text[unit.lead.end :].lstrip(" ")
    is_titled = unit.lead.leaves and len(name_of(outline, unit).split()) >= TITLE
    sign = rest[:1] if rest[:1] in SEPARATORS or (is_titled and rest.startswith(TITLE_ENDS)) else ""
    if unit.lead.leaves and not sign:
        link = unit.lead.anchor
        bold = next((mark for mark in shown.marks if mark.kind == "strong"), None)
        is_bold = link and bold and link.start == bold.start <= bold.end == link.end
        if not is_bold or name_of(outline, unit) not in outline.once_of_free(bold_links):
            return None
        sign = BOLD
    return Shape(unit.lead.leaves, sign)


def bold_links(outline: Outline) -> frozenset[str]:
    """Return the texts of the links that start paragraphs and have one URL each; "[**Read more**](…)" has many."""
    units = (unit for section in outline.sections for unit in units_of(outline, section) if unit.lead.leaves)
    return own_names(outline, units)


def _fits(outline: Outline, unit: Unit) -> bool:
    """Tell whether a unit has the form of an entry: a link with more beside it, or a name over a link or a field."""
    if unit.lead.anchor:
        is_said = unit.below or WORD.search(outline.read(unit.text).text, unit.lead.end)
        is_labelled = bool(unit.lead.prefix) and outline.once(labels_in_brackets)
        is_listed = is_said or is_labelled or NUMBER_AND_LINK.match(unit.text)
        return bool(is_listed or lines_with_urls(outline, unit.block))
    if any(outline.read(text).anchors for text in (unit.text, *texts(unit.below))):
        return True
    labels = [label for line in unit.text.split("\n") if (label := find_label(line))]
    return any(label in outline.once(field_labels) for label in labels)


DIALECT = Dialect("paragraph", claims)

"""Lines that say something apart from prose: "License: MIT", "`2026` `top shelf`"."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from pocketparse.entry.code_spans import COMMAND
from pocketparse.line.headers import HEADERS, key_of
from pocketparse.line.lines import Lines
from pocketparse.line.prose import link_labels
from pocketparse.line.stars import NUMBER
from pocketparse.line.usual import usual_codes
from pocketparse.markup.block import Block, is_flat, item_texts
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.tree import Node
from pocketparse.vocabulary import BARS, SCHEMES, STOPS, UNSPACED, has_colon

LABELLED_VALUE = pattern(
    r"^(?!:\w+:)\W{0,3}(TL;DR|[^\W\d_](?:[\w /-]|\([\w /-]*\)|(?<=s)['’](?=\s)){1,45}?(?<! ))[\s*]*"
    r"(?::\s+|：\s*|:(?=[\u3040-\u9fff])|(?<=[\u3040-\u9fff]):)(\S.*)$"  # no space beside a Chinese letter
)
"""A label and its value: "**Authors**: Yang Cao, Dan Xu", "License: MIT"; not "What's new: …"."""
PIECE_WORDS = 8
"""Most words of a piece between bars."""
RAW_LABEL = re.compile(
    r"[^\w:：\[\](){}<>（）`|]{0,6}([^\W\d_][^\n:：\[\](){}<>（）`|.!?。]{1,45}?)[\s*_]*(?:[(（][^()（）\n]*[)）][\s*_]*)?[:：](?!//)"
)
"""A label in front of its colon, in Markdown: "**Swag**: …", "arxiv：…", "github(Caffe): …"; not "https://…"."""
COUNT_VALUE = pattern(rf"[~≈]?\s*({NUMBER})\+?")
"""A number, which may be an estimate: "~1.2k", "500+"."""
ICON_IN_FRONT = pattern(r"^[^\w\s\"'(“\[<（【《「『]+\s*(?=\w)")
"""An icon in front of a label: "🛡️ " of "🛡️ Safety Guardrails"."""
FIELD_LABEL_LENGTH = 30
"""Characters of words in front of a colon that are no label, unless other lines have it, at least."""
SENTENCE_WORDS = 4
"""Least words of a sentence behind a label."""
AROUND_ITEM = " *_`"
"""Markdown around the text of an item."""
CODE_LABEL_WORDS = 2
"""Most words of a code span that labels an entry as a paragraph of its own."""
LONE_CODES = 20
"""Least paragraphs that are one code span each, where such paragraphs label."""
SENTENCE_IN_A_ROW = 5
"""Least words between two commas behind a label that is part of a sentence."""
WORDS_OF_VALUE = 2
"""Most words of a value beside labels that are part of sentences: "Backend: Rust"."""
COMMAS_AND_SEMICOLONS = pattern("[,，、;；]")
"""A comma or semicolon, in any script."""
FIELD_USES = 5
"""Least paragraphs and items that have a label, where it names a field of entries."""


def find_label(line: str) -> str:
    """Return the words in front of the first colon of a line as written, folded; "" of a line without a label."""
    match = RAW_LABEL.match(line) if has_colon(line) else None
    return match[1].casefold() if match else ""


def field_labels(outline: Outline) -> frozenset[str]:
    """Return the labels that FIELD_USES paragraphs and items have, folded: "contributed by", "swag"."""
    return frozenset(label for label, count in outline.once(label_uses).items() if count >= FIELD_USES)


def label_uses(outline: Outline) -> Counter[str]:
    """Return the number of paragraphs and items that have a line with each label."""
    return Counter(chain.from_iterable(map(_labels_in, outline.sections)))


def _labels_in(section: Node) -> list[str]:
    """Return the labels of the lines of a body, each as often as blocks have it; cached on the section."""
    labels = section.cached(_labels_in)
    if labels is None:
        labels = [label for block in section.all_blocks(items=False) for label in _labels_of(block)]
        section.cache(_labels_in, labels)
    return labels


def said_labels(outline: Outline) -> frozenset[str]:
    """Return the labels that are part of sentences: each occurs once, before a sentence or beside one that does.

    "Quiet: No noise at all while it saws." beside "Light: As a leaf.", not "License: MIT".
    """
    found: set[str] = set()
    for block in outline.all_blocks:
        if block.kind not in ("list", "paragraph"):
            continue
        runs = item_texts(block) if block.kind == "list" else block.text.split("\n")
        own = {label: run for run in runs if (label := find_label(run)) and _comes_once(outline, label)}
        if any(map(_says_sentence, own.values())):
            found.update(label for label, run in own.items() if _has_words(_value_of(run), WORDS_OF_VALUE + 1))
    return frozenset(found)


def _has_words(text: str, least: int) -> bool:
    """Tell whether a text has a number of words, or several in a script without spaces between them."""
    return len(text.split()) >= least or UNSPACED.search(text) is not None


def _comes_once(outline: Outline, label: str) -> bool:
    """Tell whether a label occurs once in the document, and is no usual header of a column."""
    return outline.once(label_uses)[label] == 1 and not any(key_of(label) in heads for heads in HEADERS.values())


def _value_of(run: str) -> str:
    """Return the text behind the label of a line."""
    return run.replace("：", ":", 1).partition(":")[2].lstrip("*_ ")


def _says_sentence(run: str) -> bool:
    """Tell whether the text behind a label has SENTENCE_IN_A_ROW words between commas: "Light: As a leaf is.".

    None that starts with a link or a figure, or has bars.
    """
    value = _value_of(run)
    if value[:1].isdigit() or value.startswith(("[", "<", *SCHEMES)) or BARS.search(value):
        return False
    return any(_has_words(piece, SENTENCE_IN_A_ROW) for piece in COMMAS_AND_SEMICOLONS.split(value))


def _labels_of(block: Block) -> Sequence[str]:
    """Return the labels of the lines of a paragraph or item, each once, or of all items of a flat list."""
    if block.kind in ("paragraph", "item"):
        return tuple({label for label in map(find_label, block.text.split("\n")) if label})
    flat = item_texts(block) if block.kind == "list" and is_flat(block) else ()
    return tuple([label for text in flat if (label := find_label(text))])


def labelled(outline: Outline, text: str, *, own: bool) -> list[tuple[str, str]]:
    """Return the label and value of a line, or several between bars: "Stars: 79 | License: MIT"; [] of other lines.

    A single label has to be in `field_labels`, or short and marked as one (`own`): bold, or in an item.
    """
    label = LABELLED_VALUE.match(text) if has_colon(text) else None
    if label is None:
        return []
    pieces = [LABELLED_VALUE.match(piece) for piece in BARS.split(text)]
    found = [(match[1], match[2]) for match in pieces if match and len(match[1]) < FIELD_LABEL_LENGTH]
    if len(found) == len(pieces) > 1:
        return found
    is_short = len(label[1]) < FIELD_LABEL_LENGTH and not _is_sentence(label[2])
    is_field = own and is_short and find_label(text) not in outline.once(said_labels)
    return [(label[1], label[2])] if is_field or find_label(text) in outline.once(field_labels) else []


def italic_fields(outline: Outline, line: Inline) -> dict[str, str]:
    """Return the fields in italics at the start of a line, {} of other lines: "*Author: Ann Lee; venue: Wood.* A saw".

    The first of their labels is in `field_labels`.
    """
    first = line.marks[0] if line.marks else None
    if first is None or first.kind != "em" or first.start or ";" not in first.text:
        return {}  # nearly all
    pieces = [LABELLED_VALUE.match(tidy(piece)) for piece in first.text.rstrip(". ").split(";")]
    found = {piece[1]: piece[2] for piece in pieces if piece}
    return found if len(found) == len(pieces) and find_label(first.text) in outline.once(field_labels) else {}


def labelled_lines(text: str) -> list[tuple[str, str]]:
    """Return the labels and values of several lines, [] unless each is one: "Stars: 79", "License: MIT"."""
    lines = [line for said in text.split("\n") if (line := tidy(said))] if "\n" in text else []
    found = [match for line in lines if (match := LABELLED_VALUE.match(line)) and len(match[1]) < FIELD_LABEL_LENGTH]
    return [(match[1], match[2]) for match in found] if len(found) == len(lines) > 1 else []


def _is_sentence(value: str) -> bool:
    """Tell whether the text behind a label is a sentence in small letters: "SteepNet: a net that steeps leaves."."""
    return value.endswith(STOPS) and value[:1].islower() and len(value.split()) >= SENTENCE_WORDS


def said_signs(outline: Outline) -> frozenset[str]:
    """Return the items behind icons that are sentences, as others of their lists: "🚀 Simple setup", "⚡ Fast, light".

    Items behind an icon that FIELD_USES lists have are labels: "📜 MIT".
    """
    lists = (item_texts(block) for block in outline.all_blocks if block.kind == "list")
    icons = (list(filter(None, (ICON_IN_FRONT.match(run.strip(AROUND_ITEM)) for run in runs))) for runs in lists)
    signed = [[(one.string, one[0].strip()) for one in found] for found in icons if len(found) > 1]
    uses = Counter(chain.from_iterable({sign for _, sign in runs} for runs in signed))
    said: set[str] = set()
    for runs in signed:
        own = [run for run, sign in runs if uses[sign] < FIELD_USES and not run.endswith(STOPS)]
        if sum(" " in ICON_IN_FRONT.sub("", run) for run in own) > 1:
            said.update(own)
    return frozenset(said)


def code_labels(outline: Outline, line: Inline, *, in_list: bool) -> list[str]:
    """Return the code spans of a line that has nothing else: "`2026` `top shelf`".

    A single one may be the subject of the line: it labels where its text is usual, or where many lines of its kind are
    code spans.
    """
    labels = _only_codes(line)
    if len(labels) != 1:
        return labels
    if in_list:
        is_label = labels[0] in outline.once(usual_codes) or "item" in outline.once(labels_by_line)
    else:
        is_label = len(labels[0].split()) <= CODE_LABEL_WORDS and "paragraph" in outline.once(labels_by_line)
    return labels if is_label else []


def labels_by_line(outline: Outline) -> frozenset[str]:
    """Return the kinds of blocks of which many are nothing but code spans: "item", "paragraph".

    FIELD_USES blocks with two code spans or more, or LONE_CODES paragraphs with one.
    """
    coded = (block for block in outline.all_blocks if block.kind in ("item", "paragraph") and block.text[:1] == "`")
    counts = [(block.kind, len(_only_codes(outline.read(block.text)))) for block in coded]
    kinds = Counter(kind for kind, count in counts if count > 1)
    found = {kind for kind, count in kinds.items() if count >= FIELD_USES}
    return frozenset(found | {"paragraph"} if counts.count(("paragraph", 1)) >= LONE_CODES else found)


def _only_codes(line: Inline) -> list[str]:
    """Return the code spans of a line that has nothing else, none if one is a command: "`pip install oak`"."""
    labels = [tidy(mark.text) for mark in line.marks if mark.kind == "code"]
    alone = labels and _letters(line.text) <= sum(map(_letters, labels))
    return labels if alone and not any(map(COMMAND.match, labels)) else []


def _letters(text: str) -> int:
    """Return the number of letters and digits of a text."""
    return sum(map(str.isalnum, text))


def unwrapped(outline: Outline, shown: str, lines: Lines) -> str:
    """Return the text of an item, where a field that is wrapped over several lines is put on one."""
    first, *others = shown.split("\n")
    if not others or not LABELLED_VALUE.match(tidy(first)):
        return shown
    pieces = [first]
    start = len(first) + 1
    for line in others:
        alone = find_label(line) in outline.once(field_labels) or not WORD.search(line)
        alone = alone or link_labels(lines.between(start, start + len(line))) is not None
        pieces += "\n" if alone else " ", line
        start += len(line) + 1
    return "".join(pieces)

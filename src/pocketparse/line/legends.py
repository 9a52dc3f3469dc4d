"""What a whole list means by its signs and words in brackets: what it explains, and where many lines have some."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain, pairwise

from pocketparse.line.usual import ICON_USES, lines_of, often, texts_of
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SHORTCODE

FLAG = r"[\U0001f1e6-\U0001f1ff]"
"""Half of a flag."""
PICTURE = r"[\u2190-\u2bff\u3200-\u32ff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
"""A picture of one character, with its skin colour."""
SIGN = pattern(rf"(?>:[a-z0-9_+-]+:|{FLAG}{{1,2}}|{PICTURE}(?:\u200d{PICTURE})*)")
"""A sign of a list: a shortcode, a flag, or a picture of one or more characters."""
EXPLAINED = pattern(rf"[\s|*_`]*({SIGN.pattern})(?!.*:[a-z0-9_+-]+:)[\s|*_`=:：–—\"“'-]+\w.{{1,160}}$")
"""A sign and words that explain it: "- :white_check_mark: still open", "| 💀 | No longer maintained |"."""
EXPLAINED_BEHIND = pattern(rf"^(?P<first>[^\W\d_]\w*)\s[^:：\n]{{2,60}}[:：]\s*(?P<signs>(?:{SIGN.pattern})+)$")
"""Words that explain the signs behind them, where others start with the same word: "More than 100 stars: 🔥"."""
EXPLAINED_LAST = pattern(rf"^[^\W\d_][^\n]{{2,80}}?[\s*_`]+(?P<sign>{SIGN.pattern})$")
"""Words that explain the sign behind them, as in each item of the list: "Abandoned :skull:"."""
END_SIGN = pattern(rf"\w ({SIGN.pattern})$")
"""A sign at the end of a text, right behind a word."""
CELL_SIGN = pattern(rf"\s*({SIGN.pattern})(?:{SIGN.pattern}|\s)*+[^\W\d_]")
"""A sign at the start of a cell, other signs behind it or not, and words."""
LAST_SIGNS = pattern(rf"(?:\s?(?:{SIGN.pattern}))+$")
"""Signs at the end of a text, with blanks between or not."""
SIGN_BEHIND_STOP = pattern(rf"[.!?。！？)]\s(?P<sign>{SIGN.pattern}|\$)$")
"""A sign at the end of a text, behind a sentence: "A saw. 🌟"."""
SIGN_BEFORE_STOP = pattern(rf"[\w)] ({SIGN.pattern})\.$")
"""A sign at the end of a text, in front of its stop: "A saw 🌟."."""
END_USES = 10
"""Minimum number of items that end in a sign behind a sentence, before it labels them without an explanation."""
SIGN_BEHIND_LINK = pattern(rf"^[^\]]*\]\([^()\s]*\)\s({SIGN.pattern})\s*\w")
"""A sign between the first link of a text and words: "[Oak](…) :star2: A tree"."""
SIGN_BEFORE_WORDS = pattern(rf"^[^\]]*\]\([^()\s]*\)[\s*_]{{1,4}}(?:[-–—:]\s+)?({SIGN.pattern})\s*[^\W\d_]")
"""A sign in front of the description behind the first link of a text: "[Oak](…) - 🆓 A tree"."""
LINK_SIGN = pattern(rf"^\W{{0,3}}\[({SIGN.pattern})\s+[^\s\]]")
"""A sign at the start of a link at the start of a text: "[✅ Oak](…)"."""
FRONT_SIGNS = pattern(rf"\s*(?P<signs>(?:{SIGN.pattern}\s*)*)(?=[\[*])")
"""Signs, maybe none, in front of a link or a bold name at the start of a text."""
STANDINGS = frozenset("✅ ✔ ✔️ ☑ ☑️ ❌ 🆕 🟢 🔴".split())
"""Signs for the state of a thing, which are part of no name."""
POINTERS = frozenset("🔗 📎 👉 :link: :point_right: :arrow_right: :paperclip:".split())
"""Signs that point to the text behind them, and say nothing of it."""
SAY_NO_NAME = STANDINGS | POINTERS
"""Signs that are part of no name, even where all names start with the same one."""
PICTOGRAPH = pattern(r"[:\u2600-\u2793\u2b50\u2b55\U0001f000-\U0001faff]")
"""First character of a sign with a meaning; "↳" and "▪" are bullets, and "⌘" is a key."""
NAME_SIGNS = 4
"""Maximum number of different signs in front of names that label the entries."""
EXPLAINED_WORD = pattern(r"[\s|*_`]*\[([^\W\d_][^\[\]\n`*_]{0,19})\](?![(\[:])[\s|*_`=:：–—-]+\w")
"""A word in square brackets and words that explain it: "- [F] - free", "| `[Paid]` | Costs money |"."""
MARKS = ("mark", "denote", "indicate", "flag")
"""Verbs in front of "with" and a sign that a sentence explains, without their endings."""
MARKED_WITH = pattern(
    rf"\b(?:{'|'.join(MARKS)})(?:s|d|ed|ged)?\s"
    r"(?:(?:(?:[^.!?()\n]|\([^()\s]*\)){1,120}?\s)?(?:with|by)\s(?:an?\s|the\s)?[`\"“(]?|[`\"])"
    rf"(?P<sign>{SIGN.pattern})"
)
"""A sign that a sentence explains: "Those that cost are marked with 💰.", "We mark work of [Ann](…) with 💰."."""
LEGENDS = frozenset(
    "legend key keys icon icons symbol symbols emoji emojis 图例 圖例 凡例 범례 leyenda legenda légende".split()
)
"""Words in the labels of lines that explain signs: "Icons used"."""
SIGN_USES = 3
"""Minimum number of texts with a sign, beside the line that explains it behind a label which is none of LEGENDS."""
LEGEND_SIZE = 2
"""Minimum number of signs or words that a list explains, before it has a legend of them."""
MARKUP = " \t|*_`"
"""Characters that may stand in front of the sign that a line explains."""
BEHIND_LABEL = pattern(rf"(?P<label>[^:：]{{0,40}})[:：][{MARKUP}]*(?P<rest>(?:{SIGN.pattern}).*)")
"""A label, a colon and a sign: "**Legend**: 📝 posts"."""
BETWEEN_EXPLANATIONS = pattern(rf"(?<!\s)(?:\s*+[,，;；|·•]\s*+|\s{{2,}}+)(?={SIGN.pattern})")
"""The separator of the explanations on one line: "✅ open source, 💰 paid"."""

LEAST_IN_ROW = 3
"""Minimum number of signs that a line explains with blanks between, each of which fits PICTOGRAPH."""
BEFORE_SIGNS = pattern(rf"\s(?={SIGN.pattern}\s+[^\W\d_])")
"""A blank in front of a sign and words: the second of "🌳 Oaks 🌲 Firs"."""


def legend(outline: Outline) -> frozenset[str]:
    """Return the signs that a line, an item, a row or a column explains in words, without a link."""
    found: set[str] = set()
    last: dict[str, list[str]] = defaultdict(list)  # signs at ends, by the first word of their explanation
    for block in outline.all_blocks:
        lines: list[str] = []
        if block.kind in ("paragraph", "item"):
            lines = block.text.split("\n") if "\n" in block.text else [block.text]
        elif block.rows:
            lines = [" ".join(row) for row in block.rows]
            header, *rows = block.rows
            lines += [f"{sign} {said}" for row in block.rows for sign, said in pairwise(row) if SIGN.fullmatch(sign)]
            pairs = [pair for row in rows for pair in zip(header, row, strict=False)]
            lines += [f"{head} {cell}" for head, cell in pairs]
            if len(rows) == 1 and len(set(rows[0])) == len(rows[0]) and all(map(SIGN.fullmatch, rows[0])):
                lines += [f"{cell} {head}" for head, cell in pairs]  # each sign below what it says
        for line in lines:
            if line.isascii() and not SHORTCODE.search(line):
                continue  # nearly all: no sign is in it
            bare = line.lstrip(MARKUP)
            front = bare[:1]
            ends = block.kind == "item" and may_end_in_sign(line)
            if ends and (behind := EXPLAINED_BEHIND.search(line)) and "](" not in line:
                last[behind["first"]].append(behind["signs"])
            if "](" in line or (front.isascii() and front != ":") or front.isalpha():
                found.update(_explained_behind_label(outline, line, block.kind == "paragraph"))
                if block.kind == "paragraph" and any(verb in line for verb in MARKS):
                    found.update(match["sign"] for match in MARKED_WITH.finditer(line))
                continue  # no sign is in front
            pieces = BETWEEN_EXPLANATIONS.split(bare)
            if EXPLAINED.match(pieces[0]):
                found.update(_explained(pieces), _explained_in_row(outline, pieces[0]))
    explained = chain.from_iterable(signs for signs in last.values() if len(signs) >= LEGEND_SIZE)
    found.update(chain.from_iterable(map(SIGN.findall, explained)))
    return frozenset(found | _explained_last(outline))


def _explained(texts: Iterable[str]) -> list[str]:
    """Return the signs that texts start with, in front of words: "🌳 Oaks"."""
    return [match[1] for match in map(EXPLAINED.match, texts) if match]


def _explained_in_row(outline: Outline, line: str) -> list[str]:
    """Return the signs of a line, each in front of words: "🌳 Oaks 🌲 Firs"; more than SIGN_USES texts have most."""
    found = _explained(BEFORE_SIGNS.split(line))
    if len(found) < LEAST_IN_ROW or not all(map(PICTOGRAPH.match, found)):
        return []  # nearly all
    used = sum(outline.once(_sign_uses)[sign] > SIGN_USES for sign in found)
    return found if used * 2 > len(found) else []


def _explained_last(outline: Outline) -> set[str]:
    """Return the signs of lists whose items end in a different sign each: "Abandoned :skull:".

    LEGEND_SIZE of the signs end linked items, too, and one of them SIGN_USES linked items.
    """
    found: set[str] = set()
    for texts in (item_texts(block) for block in outline.all_blocks if block.kind == "list"):
        if len(texts) < LEGEND_SIZE or not all(map(may_end_in_sign, texts)):
            continue  # nearly all
        signs = {match["sign"] for text in texts if "](" not in text and (match := EXPLAINED_LAST.match(text))}
        uses = [times for sign in signs if (times := outline.once(_uses_at_ends)[sign])]
        are_used = len(uses) >= LEGEND_SIZE and max(uses) >= SIGN_USES
        found.update(signs if len(signs) == len(texts) and are_used else ())
    return found


def may_end_in_sign(text: str) -> bool:
    """Tell whether a text may end in a sign: a fast test without false negatives."""
    return text.endswith(":") or not text[-1:].isascii()


def _uses_at_ends(outline: Outline) -> Counter[str]:
    """Return the number of linked items that end in each sign."""
    runs = (run for text in outline.linked_items if may_end_in_sign(text) and (run := LAST_SIGNS.search(text)))
    return Counter(chain.from_iterable(SIGN.findall(run[0]) for run in runs))


def _explained_behind_label(outline: Outline, line: str, is_paragraph: bool) -> list[str]:
    """Return the signs that a line explains behind a label, LEGEND_SIZE at least: "**Legend**: 📝 posts · 💡 examples".

    Behind a label that is none of LEGENDS, only paragraphs explain signs, and more than SIGN_USES texts have one of
    them; "**Updated**: 🗓 in May | 👥 by twelve people" explains none.
    """
    labelled = BEHIND_LABEL.match(line)
    found = _explained(BETWEEN_EXPLANATIONS.split(labelled["rest"])) if labelled else []
    if labelled is None or len(found) < LEGEND_SIZE:
        return []  # nearly all
    is_known = not LEGENDS.isdisjoint(labelled["label"].casefold().strip(MARKUP).split())
    is_used = is_paragraph and any(outline.once(_sign_uses)[sign] > SIGN_USES for sign in found)
    return found if is_known or is_used else []


def _sign_uses(outline: Outline) -> Counter[str]:
    """Return the number of headings, items, paragraphs and cells that have each sign."""
    return Counter(chain.from_iterable(set(SIGN.findall(text)) for text in texts_of(outline, "heading")))


def name_signs(outline: Outline) -> frozenset[str]:
    """Return the signs that start nine of ten linked names, NAME_SIGNS at most: "[✅ Oak](…)"; else none.

    The name in a row is its first link, "| 1 | [🔗 Oak](…) |"; links within the page are not counted.
    """
    cells = (next((cell for cell in row if "](" in cell), "") for block in outline.all_blocks for row in block.rows)
    names = [text for text in (*outline.linked_items, *filter(None, cells)) if "](#" not in text]
    counts = Counter(match[1] for text in names if (match := LINK_SIGN.match(text)))
    signs = {sign: count for sign, count in counts.items() if count >= ICON_USES}
    are_usual = len(signs) <= NAME_SIGNS and sum(signs.values()) * 10 >= len(names) * 9
    say_how = len(signs) > 1 or SAY_NO_NAME.issuperset(signs)
    return frozenset(signs if are_usual and say_how and "→" not in signs else ())


def front_signs(outline: Outline) -> frozenset[str]:
    """Return the signs in front of ICON_USES names or more, but of less than nine in ten: "🔥 [Oak](…)".

    If those signs are four of five in front of names, the rarer ones are returned, too.
    """
    fronts = [
        one["signs"] for run in lines_of(outline) if (one := next(filter(None, map(FRONT_SIGNS.match, run)), None))
    ]
    counts = Counter(chain.from_iterable(set(SIGN.findall(front)) for front in fronts if front))
    often = {sign for sign, count in counts.items() if count >= ICON_USES and count * 10 < len(fronts) * 9}
    signs = counts if sum(map(counts.__getitem__, often)) * 5 >= len(fronts) * 4 else often
    return frozenset(filter(PICTOGRAPH.match, signs)) - POINTERS


def legend_signs_end(outline: Outline) -> bool:
    """Tell whether ICON_USES linked items end in a sign of the legend, right behind a word."""
    found = map(END_SIGN.search, outline.linked_items)
    return sum(one is not None and one[1] in outline.once(legend) for one in found) >= ICON_USES


def legend_signs_start_cells(outline: Outline) -> bool:
    """Tell whether ICON_USES cells start with a sign of the legend, in front of words: "| Oak | 😄 A saw |"."""
    known = outline.once(legend)
    cells = chain.from_iterable(row for block in outline.all_blocks for row in block.rows) if known else ()
    found = (CELL_SIGN.match(cell) for cell in cells if not cell[:1].isalnum())
    return sum(one is not None and one[1] in known for one in found) >= ICON_USES


def end_signs(outline: Outline) -> frozenset[str]:
    """Return the signs that END_USES items, and one in twenty, end in behind a sentence: "A saw. 🌟", "A saw. $"."""
    items = [block.text.rstrip() for block in outline.all_blocks if block.kind == "item"]
    counts = Counter(end["sign"] for text in items if (end := SIGN_BEHIND_STOP.search(text)))
    return frozenset(sign for sign, count in counts.items() if count >= END_USES and count * 20 >= len(items))


def signs_before_stops(outline: Outline) -> frozenset[str]:
    """Return the signs that ICON_USES linked items end in, in front of a stop: "A saw 🌟."."""
    ends = (text for text in outline.linked_items if text.endswith(".") and may_end_in_sign(text[:-1]))
    return often(Counter(match[1] for match in map(SIGN_BEFORE_STOP.search, ends) if match))


def legend_words(outline: Outline) -> frozenset[str]:
    """Return the words in square brackets that items or rows explain, none if fewer than LEGEND_SIZE: "[F] - free"."""
    lines: list[str] = []
    for block in outline.all_blocks:
        if block.kind == "item":
            lines.append(block.text)
        elif block.rows:
            lines += map(" ".join, block.rows)
    found = {match[1] for line in lines if "](" not in line and (match := EXPLAINED_WORD.match(line))}
    return frozenset(found if len(found) >= LEGEND_SIZE else ())


def usual_signs(outline: Outline) -> frozenset[str]:
    """Return the signs between link and words of ICON_USES linked items: "[Oak](…) :star2: A tree"."""
    return often(_signs_at(outline, SIGN_BEHIND_LINK))


def signs_before_words(outline: Outline) -> frozenset[str]:
    """Return the signs in front of ICON_USES descriptions, if nine of ten have one of those: "[Oak](…) - 🆓 A tree".

    Where nearly every description has a different sign, "🌳 A tree", the sign is part of it.
    """
    counts = _signs_at(outline, SIGN_BEFORE_WORDS)
    signs = often(counts)
    are_few = len(signs) <= NAME_SIGNS and sum(map(counts.__getitem__, signs)) * 10 >= counts.total() * 9
    return signs if are_few else frozenset()


def _signs_at(outline: Outline, place: re.Pattern[str]) -> Counter[str]:
    """Return the number of linked items that have each sign where a pattern finds it."""
    return Counter(match[1] for text in outline.linked_items if (match := place.search(text)))

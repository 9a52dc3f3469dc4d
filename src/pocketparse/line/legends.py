"""What a whole list means by its signs and words in brackets: what it explains, and where many lines have some."""

import re
from collections import Counter, defaultdict
from itertools import chain, pairwise

from pocketparse.line.usual import ICON_USES, lines_of, often, texts_of
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.patterns import pattern

FLAG = r"[\U0001f1e6-\U0001f1ff]"
"""Half of a flag."""
PICTURE = r"[\u2190-\u2bff\u3200-\u32ff\U0001f000-\U0001f1e5\U0001f200-\U0001faff]\ufe0f?[\U0001f3fb-\U0001f3ff]?"
"""A picture of one character, and of what colour its skin is."""
SIGN = pattern(rf"(?>:[a-z0-9_+-]+:|{FLAG}{{1,2}}|{PICTURE}(?:\u200d{PICTURE})*)")
# "- :white_check_mark: still open", "| 💀 | No longer maintained |"
EXPLAINED = pattern(rf"[\s|*_`]*({SIGN.pattern})(?!.*:[a-z0-9_+-]+:)[\s|*_`=:：–—\"“'-]+\w.{{1,160}}$")
EXPLAINED_BEHIND = pattern(rf"^(?P<first>[^\W\d_]\w*)\s[^:：\n]{{2,60}}[:：]\s*(?P<signs>(?:{SIGN.pattern})+)$")
"""Signs that an item explains in front of them, as others do in like words: "More than 100 stars: 🔥"."""
EXPLAINED_LAST = pattern(rf"^[^\W\d_][^\n]{{2,80}}?[\s*_`]+(?P<sign>{SIGN.pattern})$")
"""A sign that an item explains in front of it, as each item of its list does: "Abandoned :skull:"."""
END_SIGN = pattern(rf"\w ({SIGN.pattern})$")
FIRST_SIGN = pattern(rf"\s*({SIGN.pattern})(?:{SIGN.pattern}|\s)*+[^\W\d_]")
"""A sign in front of words, behind which others may stand."""
LAST_SIGNS = pattern(rf"(?:\s?(?:{SIGN.pattern}))+$")
"""Signs at the end of a text, blanks between them or not."""
SIGN_BEHIND_STOP = pattern(rf"[.!?。！？)]\s(?P<sign>{SIGN.pattern}|\$)$")
END_USES = 10
"""Items that a sign ends behind a stop, at least, where nobody explains it."""
BEHIND_LINK = pattern(rf"^[^\]]*\]\([^()\s]*\)\s({SIGN.pattern})\s*\w")
BEFORE_WORDS = pattern(rf"^[^\]]*\]\([^()\s]*\)[\s*_]{{1,4}}(?:[-–—:]\s+)?({SIGN.pattern})\s*[^\W\d_]")
LINK_SIGN = pattern(rf"^\W{{0,3}}\[({SIGN.pattern})\s+[^\s\]]")
FRONT_SIGNS = pattern(rf"\s*(?P<signs>(?:{SIGN.pattern}\s*)*)(?=[\[*])")
"""A link or a bold name, and the signs in front of it."""
STANDINGS = frozenset("✅ ✔ ✔️ ☑ ☑️ ❌ 🆕 🟢 🔴".split())
"""Signs that say how a thing stands, whatever its name is."""
POINTERS = frozenset("🔗 📎 👉 :link: :point_right: :arrow_right: :paperclip:".split())
"""Signs that point to what stands behind them, and say nothing of it."""
SAY_NO_NAME = STANDINGS | POINTERS
"""Signs that are no part of names, even where all names have the same."""
PICTOGRAPH = pattern(r"[:\u2600-\u2793\u2b50\u2b55\U0001f000-\U0001faff]")
"""What a sign starts with that says something: "↳" and "▪" are bullets, and a key, "⌘", labels nothing."""
NAME_SIGNS = 4
"""Signs that start names and say of what kind they are, at most."""
# "- [F] - free", "| `[Paid]` | Costs money |"
EXPLAINED_WORD = pattern(r"[\s|*_`]*\[([^\W\d_][^\[\]\n`*_]{0,19})\](?![(\[:])[\s|*_`=:：–—-]+\w")
SAYING = ("marked", "denoted", "indicated", "flagged")
MARKED_WITH = pattern(
    rf"\b(?:{'|'.join(SAYING)})\s(?:(?:with|by)\s(?:an?\s|the\s)?[`\"“(]?|[`\"])(?P<sign>{SIGN.pattern})"
)
"""A sign that a sentence explains: "Those that cost are marked with 💰."."""
LEGENDS = frozenset(
    "legend key keys icon icons symbol symbols emoji emojis 图例 圖例 凡例 범례 leyenda legenda légende".split()
)
"""Words in the labels of lines that explain signs: "Icons used"."""
SIGN_USES = 3
"""Texts in which a sign stands that a line explains behind another label, at least, beside that line."""
LABEL_LENGTH = 40
"""Characters of a label in front of the signs that a line explains, at the most."""
LEGEND_WORDS = 2
"""Words in brackets that a list explains, at least."""
MARKUP = " \t|*_`"
"""What may stand in front of the sign that a line explains."""
# "✅ open source, 💰 paid"
PARTED = pattern(rf"(?<!\s)(?:\s*+[,，;；|·•]\s*+|\s{{2,}}+)(?={SIGN.pattern})")


def legend(outline: Outline) -> frozenset[str]:
    """Return the signs that a line, an item, a row or a column explains: a sign, words, and no link."""
    found: set[str] = set()
    last: dict[str, list[str]] = defaultdict(list)  # by the first words of what explains them
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
            front = line.lstrip(MARKUP)[:1]
            ends = block.kind == "item" and may_end_in_sign(line)
            if ends and (behind := EXPLAINED_BEHIND.search(line)) and "](" not in line:
                last[behind["first"]].append(behind["signs"])
            if (front.isascii() and front != ":") or front.isalpha() or "](" in line:
                found.update(_explained_behind_label(outline, line, block.kind == "paragraph"))
                if block.kind == "paragraph" and any(word in line for word in SAYING):
                    found.update(match["sign"] for match in MARKED_WITH.finditer(line))
                continue  # nearly all: no sign is in front
            first, *others = PARTED.split(line.lstrip(MARKUP))
            if match := EXPLAINED.match(first):
                found.add(match[1])
                found.update(match[1] for match in map(EXPLAINED.match, others) if match)
    explained = chain.from_iterable(signs for signs in last.values() if len(signs) >= LEGEND_WORDS)
    found.update(chain.from_iterable(map(SIGN.findall, explained)))
    return frozenset(found | _explained_last(outline))


def _explained_last(outline: Outline) -> set[str]:
    """Return the signs that the items of a list end in, another each, if two end linked items, too, and one several."""
    found: set[str] = set()
    for block in outline.all_blocks:
        texts = item_texts(block) if block.kind == "list" else ()
        if len(texts) < LEGEND_WORDS or not all(map(may_end_in_sign, texts)):
            continue  # nearly all
        signs = {match["sign"] for text in texts if "](" not in text and (match := EXPLAINED_LAST.match(text))}
        uses = [times for sign in signs if (times := outline.once(_uses_at_ends)[sign])]
        are_used = len(uses) >= LEGEND_WORDS and max(uses) >= SIGN_USES
        found.update(signs if len(signs) == len(texts) and are_used else ())
    return found


def may_end_in_sign(text: str) -> bool:
    """Tell whether the last character of a text may end a sign: nearly no text has such."""
    return text.endswith(":") or not text[-1:].isascii()


def _uses_at_ends(outline: Outline) -> Counter[str]:
    """Return how many linked items end in each sign."""
    runs = (run for text in outline.linked_items if may_end_in_sign(text) and (run := LAST_SIGNS.search(text)))
    return Counter(chain.from_iterable(SIGN.findall(run[0]) for run in runs))


def _explained_behind_label(outline: Outline, line: str, is_paragraph: bool) -> list[str]:
    """Return the signs that a line explains behind a label, two or more: "**Legend**: 📝 posts · 💡 examples".

    Behind another label, which only paragraphs have, one of them has to be in several texts: "**Updated**: 🗓 in May |
    👥 by twelve people" is none.
    """
    label, colon, rest = line.replace("：", ":", 1).partition(":")
    rest = rest.lstrip(MARKUP)
    if not colon or len(label) > LABEL_LENGTH or (rest[:1].isascii() and rest[:1] != ":") or rest[:1].isalpha():
        return []  # nearly all
    found = [match[1] for match in map(EXPLAINED.match, PARTED.split(rest)) if match]
    if len(found) < LEGEND_WORDS:
        return []
    is_known = not LEGENDS.isdisjoint(label.casefold().strip(MARKUP).split())
    is_used = is_paragraph and any(outline.once(_sign_uses)[sign] > SIGN_USES for sign in found)
    return found if is_known or is_used else []


def _sign_uses(outline: Outline) -> Counter[str]:
    """Return in how many headings, items, paragraphs and cells each sign stands."""
    return Counter(chain.from_iterable(set(SIGN.findall(text)) for text in texts_of(outline, "heading")))


def name_signs(outline: Outline) -> frozenset[str]:
    """Return the few signs that start nearly all linked names of a list, and so are no parts of them: "[✅ Oak](…)".

    In rows the first link is looked at, "| 1 | [🔗 Oak](…) |"; links of contents have no such signs.
    """
    cells = (next((cell for cell in row if "](" in cell), "") for block in outline.all_blocks for row in block.rows)
    names = [text for text in (*outline.linked_items, *filter(None, cells)) if "](#" not in text]
    counts = Counter(match[1] for text in names if (match := LINK_SIGN.match(text)))
    signs = {sign: count for sign, count in counts.items() if count >= ICON_USES}
    are_usual = len(signs) <= NAME_SIGNS and sum(signs.values()) * 10 >= len(names) * 9
    say_how = len(signs) > 1 or SAY_NO_NAME.issuperset(signs)
    return frozenset(signs if are_usual and say_how and "→" not in signs else ())


def front_signs(outline: Outline) -> frozenset[str]:
    """Return the signs that several names have in front, but not nearly all, and all where four of five have those."""
    fronts = [
        one["signs"] for run in lines_of(outline) if (one := next(filter(None, map(FRONT_SIGNS.match, run)), None))
    ]
    counts = Counter(chain.from_iterable(set(SIGN.findall(front)) for front in fronts if front))
    often = {sign for sign, count in counts.items() if count >= ICON_USES and count * 10 < len(fronts) * 9}
    signs = counts if sum(map(counts.__getitem__, often)) * 5 >= len(fronts) * 4 else often
    return frozenset(filter(PICTOGRAPH.match, signs)) - POINTERS


def legend_signs_end(outline: Outline) -> bool:
    """Tell whether many items end in a sign that the list explains, behind words without a full stop."""
    found = map(END_SIGN.search, outline.linked_items)
    return sum(one is not None and one[1] in outline.once(legend) for one in found) >= ICON_USES


def legend_signs_start_cells(outline: Outline) -> bool:
    """Tell whether many cells start with a sign that the list explains, in front of words: "| Oak | 😄 A saw |"."""
    known = outline.once(legend)
    cells = chain.from_iterable(row for block in outline.all_blocks for row in block.rows) if known else ()
    found = (FIRST_SIGN.match(cell) for cell in cells if not cell[:1].isalnum())
    return sum(one is not None and one[1] in known for one in found) >= ICON_USES


def end_signs(outline: Outline) -> frozenset[str]:
    """Return the signs that end ten items or more behind a stop, and one in twenty of all: "A saw. 🌟", "A saw. $"."""
    items = [block.text.rstrip() for block in outline.all_blocks if block.kind == "item"]
    counts = Counter(end["sign"] for text in items if (end := SIGN_BEHIND_STOP.search(text)))
    return frozenset(sign for sign, count in counts.items() if count >= END_USES and count * 20 >= len(items))


def legend_words(outline: Outline) -> frozenset[str]:
    """Return the words in square brackets that items or rows explain, two or more: "[Free]", "[F]"."""
    lines: list[str] = []
    for block in outline.all_blocks:
        if block.kind == "item" and block.text.lstrip(MARKUP).startswith("["):
            lines.append(block.text)
        lines += [" ".join(row) for row in block.rows if row and row[0].lstrip(MARKUP).startswith("[")]
    found = {match[1] for line in lines if "](" not in line and (match := EXPLAINED_WORD.match(line))}
    return frozenset(found if len(found) >= LEGEND_WORDS else ())


def usual_signs(outline: Outline) -> frozenset[str]:
    """Return the signs that stand right behind the links of many items, before words: "[Oak](…) :star2: A tree"."""
    return often(_signs_at(outline, BEHIND_LINK))


def signs_before_words(outline: Outline) -> frozenset[str]:
    """Return the signs that stand in front of many descriptions, where hardly any others do: "[Oak](…) - 🆓 A tree".

    Where each has a sign of its own, "🌳 A tree", it is part of what is said.
    """
    counts = _signs_at(outline, BEFORE_WORDS)
    signs = often(counts)
    are_few = len(signs) <= NAME_SIGNS and sum(map(counts.__getitem__, signs)) * 10 >= counts.total() * 9
    return signs if are_few else frozenset()


def _signs_at(outline: Outline, place: re.Pattern[str]) -> Counter[str]:
    """Return in how many linked items each sign stands at such a place."""
    return Counter(match[1] for text in outline.linked_items if (match := place.search(text)))

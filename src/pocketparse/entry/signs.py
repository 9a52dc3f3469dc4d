"""Signs at the edges of a description that label it: those that a list explains, or that many have at that place."""

import re
from collections.abc import Sequence

from pocketparse.entry.labels import is_rating
from pocketparse.line.legends import (
    LAST_SIGNS,
    PICTOGRAPH,
    SIGN,
    end_signs,
    legend,
    legend_signs_end,
    may_end_in_sign,
    signs_before_stops,
    signs_before_words,
    usual_signs,
)
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import PREPOSITION, STOPS

ONLY_SIGNS = pattern(rf"\s*(?:(?:{SIGN.pattern})\s*)+")
"""Signs, and nothing else."""
LEADING_SIGNS = pattern(rf"(?:(?:{SIGN.pattern})\s*)+(?!\d)")
"""Signs that start a text, in front of no figure."""
SIGNS_LENGTH = 40
"""Characters at the end of a description in which its signs are searched for."""
PRICE = " $"
"""The end of a description of what costs something."""


def _are_labels(outline: Outline, rest: str, end: re.Match[str], signs: Sequence[str]) -> bool:
    """Tell whether signs behind words without a stop label them: "A saw 🔧", not "Rated 🔧🔧🔧", "Made with 🔧"."""
    is_part = PREPOSITION.search(rest, max(end.start() - SIGNS_LENGTH, 0), end.start())
    return not (is_rating(signs) or is_part) and outline.once(legend_signs_end)


def take_signs(outline: Outline, rest: str) -> Taken | None:
    """Take signs from the front or the end, where the list explains them or has them often, or as all that is said."""
    alone = SIGN.findall(rest) if not rest[:1].isalnum() and ONLY_SIGNS.fullmatch(rest) else []
    if alone and all(map(PICTOGRAPH.match, alone)) and not is_rating(alone):
        return Taken("", alone)
    end = LAST_SIGNS.search(rest, max(len(rest) - SIGNS_LENGTH, 0)) if may_end_in_sign(rest) else None
    behind = SIGN.findall(end[0]) if end and WORD.search(rest, 0, end.start()) else []
    is_told = end is not None and (rest.endswith(STOPS, 0, end.start()) or _are_labels(outline, rest, end, behind))
    if end and behind and is_told and (outline.once(legend) | outline.once(end_signs)).issuperset(behind):
        return Taken(rest[: end.start()], behind)
    if rest.endswith(".") and may_end_in_sign(rest[:-1]) and (taken := _before_stop(outline, rest[:-1])):
        return taken
    codes = LEADING_SIGNS.match(rest) if rest.startswith(":") or not rest[:1].isascii() else None
    if codes is None:
        return None  # nearly all
    signs = SIGN.findall(codes[0])
    known = outline.once(legend) | outline.once(signs_before_words)
    if rest.startswith(":"):
        known |= outline.once(usual_signs)
    is_told = known.issuperset(signs) and all(map(PICTOGRAPH.match, signs))  # no "⌘ launcher"
    is_one = not SIGN.search(rest, codes.end())  # "🌳 trees, 🍃 leaves" says what they are
    labels = ["".join(signs)] if is_rating(signs) else signs
    return Taken(rest[codes.end() :], labels) if is_told and is_one else None


def _before_stop(outline: Outline, words: str) -> Taken | None:
    """Take signs from the end of a sentence, in front of its stop, where the list explains them or has them often."""
    end = LAST_SIGNS.search(words, max(len(words) - SIGNS_LENGTH, 0))
    signs = SIGN.findall(end[0]) if end and words[end.start() - 1 : end.start()].isalnum() else []
    if end is None or not signs or not (outline.once(legend) | outline.once(signs_before_stops)).issuperset(signs):
        return None
    is_part = is_rating(signs) or PREPOSITION.search(words, max(end.start() - SIGNS_LENGTH, 0), end.start())
    return None if is_part else Taken(f"{words[: end.start()]}.", signs)


def take_price(outline: Outline, rest: str) -> Taken | None:
    """Take a dollar from behind the last stop, where many descriptions end in one: "A saw. $"."""
    bare = rest.removesuffix(PRICE)
    is_price = bare != rest and bare.endswith(STOPS) and PRICE.strip() in outline.once(end_signs)
    return Taken(bare, [PRICE.strip()]) if is_price else None

"""Signs at the edges of a description that label it: those that a list explains, or that many have at that place."""

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


def take_signs(outline: Outline, rest: str) -> Taken | None:
    """Take signs from the front or the end, where the list explains them or has them often, or as all that is said."""
    if ":" not in rest and rest.isascii():
        return None  # nearly all
    alone = SIGN.findall(rest) if not rest[:1].isalnum() and ONLY_SIGNS.fullmatch(rest) else []
    if alone and all(map(PICTOGRAPH.match, alone)) and not is_rating(alone):
        return Taken("", alone)
    if taken := _take_last(outline, rest):
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


def _take_last(outline: Outline, rest: str) -> Taken | None:
    """Take signs from the end, or from in front of the last stop, where the list explains them or has them often.

    "A saw. 🔧", "A saw 🔧", "A saw 🔧."; behind words without a stop not "Rated 🔧🔧🔧" or "Made with 🔧".
    """
    words = rest.removesuffix(".")
    end = LAST_SIGNS.search(words, max(len(words) - SIGNS_LENGTH, 0)) if may_end_in_sign(words) else None
    if end is None or not WORD.search(words, 0, end.start()):
        return None  # nearly all
    before, signs, stop = words[: end.start()], SIGN.findall(end[0]), rest[len(words) :]
    if stop or not before.endswith(STOPS):
        is_part = is_rating(signs) or PREPOSITION.search(before, max(len(before) - SIGNS_LENGTH, 0))
        if is_part or not (before[-1].isalnum() if stop else outline.once(legend_signs_end)):
            return None
    known = outline.once(legend) | outline.once(signs_before_stops if stop else end_signs)
    return Taken(before + stop, signs) if known.issuperset(signs) else None


def take_price(outline: Outline, rest: str) -> Taken | None:
    """Take a dollar from behind the last stop, where many descriptions end in one: "A saw. $"."""
    bare = rest.removesuffix(PRICE)
    is_price = bare != rest and bare.endswith(STOPS) and PRICE.strip() in outline.once(end_signs)
    return Taken(bare, [PRICE.strip()]) if is_price else None

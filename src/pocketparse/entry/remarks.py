"""Remarks in round brackets, right behind a name or at the end: "(Java) - a saw", "A saw. _(Go)_"."""

import re
from collections.abc import Iterator

from pocketparse.line.dates import says_when
from pocketparse.line.notes import (
    NOTES_STAND_BEHIND,
    form_of,
    italics_stand_at_ends,
    rounds_before_links,
    uncounted,
    usual_italics,
    usual_rounds,
    usual_rounds_end,
)
from pocketparse.line.taken import Taken
from pocketparse.markup.shown import WORD, Inline
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import BARS, ROUND_CLOSERS, ROUND_OPENERS, STOPS

REMARK_BEFORE_SIGN = pattern(r"\s*[(（](?P<said>[^\W\d_][^()（）\n]{1,59})[)）](?=\s+[-–—:]\s|:\s|\s*：)")
"""A bracket in front of a dash or colon: "(Java) - a saw"."""
REMARK_BEFORE_WORDS = pattern(r"\s*[(（](?P<said>[^()（）\n]{2,30})[)）]\s+(?=[^\W\d_])")
"""A bracket in front of words: "(Java) a saw"."""
LONG_REMARK = pattern(
    r"\s*[(（](?P<said>(?:[^()（）\n]|[(（][^()（）\n]{1,60}[)）]){2,80})[)）](?=\s+[-–—:]\s|[^\S\n]*\n[^\n])"
)
"""A longer bracket, maybe with others inside, before a sign or the end of a line: "(Ministry (MOW)) - a saw"."""
REMARK_ALONE = pattern(r"[(（](?P<said>[^\W\d_]|[^()（）\n]{2,80})[)）]\.?")
"""A bracket that is all the text."""
REMARK_WORDS = 3
"""Most words of a remark that labels."""
REMARK_LENGTH = 24
"""Most characters of a remark that labels."""
ET_AL_WORDS = "et al"
"""Substring of a bracket that names authors: "(Ann Lee et al., ICLR 2026)"."""
LAST_REMARKS = 3
"""Most brackets side by side at the end of a text that label: "A saw. (3 parts) (Paid)"."""
PHRASES = frozenset("a an the my it this see or by not part used".split())
"""Words that start a phrase, and no label."""
REMARK_AT_END = pattern(r"\s*(?P<bracket>[(（](?P<said>[^()（）\n]{1,30})[)）])\.?$")
"""A bracket at the end: "A saw (Paid).", "A saw. _(Rust)_"."""


def take_remark(outline: Outline, rest: str) -> Taken | None:
    """Take a bracket from right behind a name: "(Java) - a saw"; longer ones only where many items have some there."""
    if rest.lstrip()[:1] not in ROUND_OPENERS:
        return None  # nearly all
    if (found := REMARK_BEFORE_SIGN.match(rest)) and _is_label(found["said"]):
        said = found["said"]
        return Taken(rest[found.end() :], [said] if says_when(said) else said.split(", "))
    found = REMARK_BEFORE_WORDS.match(rest)
    if found is None or len(found["said"].split()) > REMARK_WORDS:
        found = LONG_REMARK.match(rest)
    if found is None or not (words := found["said"].split()):
        return None
    if found["said"][0].islower() or words[0].casefold() in PHRASES:
        return None
    return Taken(rest[found.end() :], [found["said"]]) if outline.once(NOTES_STAND_BEHIND) else None


def take_lone_remark(outline: Outline, rest: str) -> Taken | None:
    """Take a bracket that is all that is said, if it labels: "(Java)", "(May, 2025 | CVPR 2025)".

    A longer one has to be in `rounds_before_links`, or short words between commas where many items have a bracket.
    """
    found = REMARK_ALONE.fullmatch(rest) if rest[:1] in ROUND_OPENERS else None
    if found is None or ET_AL_WORDS in found["said"]:
        return None  # nearly all; "(Ann Lee et al., ICLR 2026)" is for who knows all descriptions
    said = found["said"]
    if len(pieces := pieces_of(said)) > 1 and outline.once(NOTES_STAND_BEHIND):
        return Taken("", pieces)
    is_label = _is_label(said) and (" " not in said or not said[0].islower())
    is_label = is_label or bool(BARS.search(said)) or said in outline.once(rounds_before_links)
    return Taken("", BARS.split(said.strip(" ,"))) if is_label else None


def pieces_of(said: str) -> list[str]:
    """Return the labels in a bracket, several where commas part short words that are no date: "C, GPL-2.0, beta"."""
    pieces = said.split(", ")
    return pieces if all(map(_is_label, pieces)) and not says_when(said) else [said]


def _is_label(said: str) -> bool:
    """Tell whether a remark is short and starts no phrase: not "or not", "My favourite"."""
    words = said.split()
    return 0 < len(words) <= REMARK_WORDS and len(said) <= REMARK_LENGTH and words[0].casefold() not in PHRASES


def take_last_remark(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take a bracket from the end, where it is usual, or in italics where any such is: "A saw (Paid).", "_(Rust)_".

    As many as LAST_REMARKS that are usual may stand side by side: "A saw. (3 parts) (Paid)".
    """
    found = REMARK_AT_END.search(rest) if rest.endswith((")", "）", ").")) else None
    if not found:
        return None  # nearly all
    before = rest
    said: list[str] = []
    for last in _remarks_at_end(rest, found):
        if not _is_usual(outline, before[: last.start()], last["said"]):
            break
        before = before[: last.start()]
        said.insert(0, last["said"])
    if said:
        return Taken(f"{before}." if rest.endswith(".") and not before.endswith(STOPS) else before, said)
    before = rest[: found.start()]
    if not any(mark.kind == "em" and mark.text == found["bracket"] for mark in shown.marks):
        return None
    is_usual = not before.endswith(ROUND_CLOSERS) and form_of(found["said"]) in outline.once(usual_italics)
    return Taken(before, [found["said"]]) if is_usual or outline.once(italics_stand_at_ends) else None


def _remarks_at_end(text: str, last: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the last bracket of a text, and up to LAST_REMARKS in all that stand side by side at its end."""
    yield last
    for _ in range(LAST_REMARKS - 1):
        front = REMARK_AT_END.search(text, 0, last.start()) if text[: last.start()].endswith(ROUND_CLOSERS) else None
        if front is None:
            return
        last = front
        yield last


def _is_usual(outline: Outline, before: str, said: str) -> bool:
    """Tell whether a bracket behind words is usual in the list, or stands beside such."""
    is_one = uncounted(said) in outline.once(usual_rounds) or _is_beside_usual(outline, before, said)
    return is_one and WORD.search(before) is not None


def _is_beside_usual(outline: Outline, before: str, said: str) -> bool:
    """Tell whether a bracket is a word with a capital behind a stop, where most such are usual: "A saw. (Lua)"."""
    is_word = before.endswith(STOPS) and said[0].isupper() and " " not in said
    return is_word and outline.once(usual_rounds_end)

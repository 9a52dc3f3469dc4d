"""Links on a line that stand together and are no part of a sentence: "([Repo](…), [Docs](…))", "[[code](…)]"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from pocketparse.line.dates import is_date
from pocketparse.line.group_labels import AROUND_LABELS, ENDING, MOST_MARKS, NEAR, bold_label, label_before
from pocketparse.line.link_lines import (
    HOLDS,
    is_labelled_line,
    is_last_line,
    is_line,
    is_parted_line,
    is_signed_line,
    line_start,
)
from pocketparse.line.linked import (
    gap_between,
    is_plain,
    labels_in,
    last_in_brackets,
    links_in,
    with_picture,
)
from pocketparse.line.trimming import MISSING, Stretch, ends_sentence, stretches
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import (
    BRACKETED,
    COLONS,
    GENERIC,
    LINK_LABELS,
    SENTENCE_STOP,
    SEPARATORS,
    STOPS,
    UNSPACED_LETTERS,
)

SEPARATOR = pattern(r"\s*(?:[-–—:：|·•→~»]+|\.{3})\s+|\s*[–—：|·•→»]\s*|^(?:\s*:|\s+-|-(?=\s))\s*|\s*[:：]\s*$")
JOINED = pattern(r"\s*(?:(?:[,，、/&+]|\b(?:or|and)\b|[和与或と])\s*)+", re.IGNORECASE)
"""Commas or conjunctions between links to several things of a kind: "[A](…) or [B](…)"."""
GROUP_ENDS = pattern(r"[)\]）】]\s*[-–—:：]\s|\)\.\s+\(")
"""What ends a group: a closing bracket and a dash or colon, or brackets around a stop: "(as [elm](…)). ([docs](…))"."""
BRACKET_CLOSES = pattern(r"[)）][.!?]?\s+")
"""A closing bracket, which ends the group that stands in it: "([docs](…)). [Demo](…)"."""
BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
"""Closing brackets by the opening ones."""
CLOSING = {opening: pattern(rf"[^\w]{{0,3}}?{re.escape(closing)}") for opening, closing in BRACKETS.items()}
"""Patterns of the end of a bracket, up to three signs in front of it, by the opening bracket."""
FACT = pattern(r"\d|\w+:?\s-?\d")
"""The start of a fact behind links to a paper, which is no sentence: "12 pages", "May 2020", "cited: 7"."""
PHRASE_WORDS = 3
"""Maximum number of words behind links to a paper that are no sentence: "best paper award"."""
URL_LABEL_WORDS = 2
"""Maximum number of words of a label in front of a link that shows its URL; more may be a sentence."""
SENTENCE_WORD = pattern(
    r"\b(?:is|are|was|were|has|have|been|be|can|see|find|found|moved|at|to|on|in|from|here|available)\b"
)
"""A word that tells a sentence in front of a link from a label: "its page is at: https://…"."""
GAP_LABEL_LENGTH = 30
"""Length below which the text between two links may be a label, in characters."""
LAST_OPENING = pattern(r"[(\[（【](?=[^(\[（【]*\Z)")
"""The last opening bracket of a text."""
OPENS = pattern(r"[\"'“‘«(\[（【]")
"""An opening bracket or quote."""
SLASH = " / "
"""A slash between links and the words in front of them: "An index / [GitHub](…)"."""
LABEL_BEFORE_BRACKET_WORDS = 3
"""Maximum number of words in front of a bracket and a colon; more are a sentence: "It cuts as a saw ([oak](…)): so"."""
SENTENCE_GOES_ON = pattern(rf",?\s+[a-z]|[{UNSPACED_LETTERS}]")
"""The continuation of a sentence behind a bracket: ", and saws"."""
BESIDE = tuple("-–—|·•→~»")
"""Signs between a description and a label behind it: "A saw - `MIT`"."""


def groups_of(shown: Inline, start: int) -> list[Stretch]:
    """Return the offsets of the groups of links behind a name: "([Repo](…), [Docs](…))", "[[code](…)]"."""
    text = shown.text
    anchors = [anchor for anchor in shown.anchors if anchor.start >= start and anchor.kind in ("text", "bare")]
    if not anchors:
        return []
    at, end = _alternatives(text, start, anchors)
    groups = [(start, end)] if at else []
    breaks = {mark.start for mark in shown.marks if mark.kind == "break"} if "\n" in text else ()
    while at < len(anchors):
        stop = at
        begin = with_picture(text, start, anchors[at].start)
        opened = _opening(text, start, begin)
        before = text[max(start, begin - NEAR) : begin] if at + 1 < len(anchors) else ""
        in_sentence = WORD.search(before) and not ends_sentence(before)
        while stop + 1 < len(anchors):
            gap = gap_between(text, anchors[stop], anchors[stop + 1])
            is_open = opened is not None and anchors[stop].kind == "text"
            if not _between(gap, is_open=is_open) or (in_sentence and SENTENCE_STOP.match(gap)):
                break
            stop += 1
        end = anchors[stop].end
        closed = _closing(text, end, text[opened]) if opened is not None else None
        if opened is not None and closed is None and text[opened] in "[【" and not WORD.search(text, end):
            closed = end if _closing(text, anchors[at].end, text[opened]) else None  # "[[pdf](…)] [code](…)"
        if opened is not None and closed is not None:
            groups += [] if start and _is_said(shown, start, opened, closed) else [(opened, closed)]
        elif breaks and (first := line_start(text, begin, anchors[at].end)) - 1 in breaks:
            groups.append((first, end))
        elif (
            (stop > at and _are_beside(shown, anchors[at : stop + 1]))
            or is_labelled_line(text, begin, end)
            or _stands_alone(shown, start, begin, end)
        ):
            groups.append((_front(text, start, begin), end))
        elif (last := last_in_brackets(text, anchors[at : stop + 1])) and _stands_alone(shown, start, last, end):
            groups.append((last, end))
        at = stop + 1
    return groups


def _is_said(shown: Inline, start: int, opened: int, closed: int) -> bool:
    """Tell whether a bracket of links is part of a sentence that goes on: "Hews by a rule ([Act 12](…)), and saws"."""
    said = shown.text[max(start, opened - NEAR) : opened]
    if shown.text.startswith(COLONS, closed):
        return len(said.split()) > LABEL_BEFORE_BRACKET_WORDS
    if not SENTENCE_GOES_ON.match(shown.text, closed) or ends_sentence(said) or not any(map(str.isalpha, said)):
        return False
    return GENERIC.isdisjoint(map(str.casefold, labels_in(shown, opened, closed)))


def _front(text: str, start: int, begin: int) -> int:
    """Return the offset of a group with the slash in front of it, or with the signs that start its line."""
    if text.endswith(SLASH, start, begin):
        return begin - len(SLASH)
    first = text.rfind("\n", max(start, begin - NEAR), begin) + 1
    front = text[first:begin]
    return first - 1 if first and front and not (WORD.search(front) or OPENS.search(front)) else begin


def _alternatives(text: str, start: int, anchors: list[Anchor]) -> tuple[int, int]:
    """Return the number of links behind a name that are alternatives to it, and their end: "[A](…) or [B](…) - …"."""
    end = start
    count = 0
    while count < len(anchors) and JOINED.fullmatch(text, end, anchors[count].start):
        end = anchors[count].end
        count += 1
    is_parted = count > 0 and (SEPARATOR.match(text, end) or not WORD.search(text, end))
    return (count, end) if is_parted else (0, start)


def _between(text: str, *, is_open: bool) -> bool:
    """Tell whether the text between two links only separates them, or is a generic label: ", Code: "."""
    if len(text) < GAP_LABEL_LENGTH and text.strip(AROUND_LABELS + ":：").casefold() in LINK_LABELS:
        return text.rstrip().endswith(COLONS)
    ends_group = GROUP_ENDS.search(text) or (is_open and BRACKET_CLOSES.fullmatch(text))
    return len(text) < 12 and not WORD.search(text) and not ends_group


def _opening(text: str, start: int, at: int) -> int | None:
    """Return the offset of the bracket around a run of links, None without one; a label may stand behind it."""
    opening = LAST_OPENING.search(text, max(start, at - 30), at)
    if opening is None:
        return None
    place = opening.start()
    is_part = WORD.search(text, place, at) and not text[place:at].rstrip().endswith(COLONS)
    return None if is_part else place  # part of a sentence: "(used by [Bar](…))"


def unclosed(text: str) -> int:
    """Return the offset of the last opening bracket of a text if nothing closes it, else -1."""
    place = max(text.rfind(bracket) for bracket in BRACKETS)
    return -1 if any(bracket in text[place:] for bracket in BRACKETS.values()) else place


def _closing(text: str, at: int, opened: str) -> int | None:
    missing = MISSING.match(text, at)  # "[[code](…)(Empty)]"
    match = CLOSING[opened].match(text, missing.end() if missing else at)
    return match.end() if match else None


def _are_beside(shown: Inline, links: Sequence[Anchor]) -> bool:
    """Tell whether several links side by side fill a line, or stand between commas and are generic."""
    begin, end = links[0].start, links[-1].end
    is_own = is_line(shown.text, begin, end) or is_parted_line(shown.text, links)
    return is_own or _is_between_commas(shown, begin, end)


def _is_between_commas(shown: Inline, begin: int, end: int) -> bool:
    """Tell whether generic links stand between commas and no sentence follows: ", [arxiv](…), [pdf](…), 12 pages"."""
    before, after = shown.text[max(begin - NEAR, 0) : begin].rstrip(), shown.text[end : end + NEAR]
    if not (before.endswith((",", "，")) and after.startswith((", ", "，"))):
        return False
    behind = after[1:].strip()
    words = behind.split()
    is_short = 0 < len(words) <= PHRASE_WORDS and not behind.endswith(STOPS) and not JOINED.fullmatch(f"{words[0]} ")
    return bool(is_short or FACT.match(behind)) and _are_plain(shown, begin, end)


def _stands_alone(shown: Inline, start: int, begin: int, end: int) -> bool:
    """Tell whether a run of links is no part of a sentence: right behind the name, behind a sentence, or in small."""
    text = shown.text
    is_beside_name = not WORD.search(text, start, begin)
    before = text[max(start, begin - NEAR) : begin]
    after = text[end : end + NEAR]
    bracketed = text.startswith("[", begin) and text.endswith("]", begin, end)  # "[[pdf]](…)"
    if WORD.search(text, end) and not (bracketed and len(after) < NEAR and is_date(after)):
        if ends_sentence(before) and (
            bracketed or (_is_marked(shown, end) and not _goes_on(shown, before, begin, end))
        ):
            return True
        return is_beside_name and bool(SEPARATOR.match(after) or _is_marked(shown, end))
    return (
        is_beside_name
        or bracketed
        or (ends_sentence(before) and not _goes_on(shown, before, begin, end))
        or label_before(before, len(before)) is not None
        or bold_label(shown, start, begin) is not None
        or before.rstrip().endswith(("|", "-", "–", "—"))
        or (before.rstrip().endswith((",", "，")) and not after.strip(" .。\n") and _are_plain(shown, begin, end))
        or before.rstrip(" ").endswith(("·", "•"))
        or (before.endswith(SLASH) and _are_places(labels_in(shown, begin, end)))
        or ("|" in text[begin:end] and _are_parted(shown, begin, end) and not HOLDS.search(before))
        or (is_plain(text[begin:end]) and is_last_line(shown, before, begin))
        or is_signed_line(before, text[begin:end])
        or any(mark.kind == "small" and mark.start <= begin and end <= mark.end for mark in shown.marks)
    )


def _goes_on(shown: Inline, before: str, begin: int, end: int) -> bool:
    """Tell whether a sentence with a colon goes on in links, none of which is generic: "as told by: [Leaves](…)"."""
    if not before.rstrip().endswith(COLONS) or not WORD.search(BRACKETED.sub("", before)):
        return False
    labels = [(shown.text[one.start : one.end], one.href) for one in links_in(shown, begin, end)]
    if any(label.casefold() in GENERIC for label, _ in labels):
        return False
    is_shown = any(label.startswith("http") or ("." in label and label in href) for label, href in labels)
    said = SENTENCE_STOP.split(before.strip(SEPARATORS))[-1]
    is_sentence = len(said.split()) > URL_LABEL_WORDS and SENTENCE_WORD.search(said)
    return not is_shown or (bool(is_sentence) and bold_label(shown, 0, begin) is None)


def _is_marked(shown: Inline, start: int) -> bool:
    """Tell whether all words behind an offset are code, italic or bold, and so are set off from the text before."""
    first = bisect_left(shown.marks, start, key=ENDING)
    near = (mark for mark in shown.marks[first : first + MOST_MARKS] if mark.start >= start)
    marks = stretches(mark for mark in near if mark.kind in ("code", "em", "strong"))
    at = start
    for begin, end in sorted(marks):
        if WORD.search(shown.text, at, begin):
            return False  # at the first words of a line of thousands
        at = max(at, end)
    return bool(marks) and not WORD.search(shown.text, at)


def _are_plain(shown: Inline, begin: int, end: int) -> bool:
    """Tell whether all links between two offsets show their URL or are generic."""
    return all(map(is_plain, labels_in(shown, begin, end)))


def _are_parted(shown: Inline, begin: int, end: int) -> bool:
    """Tell whether links with a bar among them are all plain, or one is, and bars part all: "[code](…) | [news](…)"."""
    are_plain = list(map(is_plain, labels_in(shown, begin, end)))
    gaps = (gap_between(shown.text, *pair) for pair in pairwise(links_in(shown, begin, end)))
    return all(are_plain) or (any(are_plain) and all("|" in gap for gap in gaps))


def _are_places(labels: Sequence[str]) -> bool:
    """Tell whether the last of some links is plain, and each other one plain or a capitalised name: "Discord"."""
    return is_plain(labels[-1]) and all(label[:1].isupper() or is_plain(label) for label in labels)

"""Links on a line that stand together and are no part of a sentence: "([Repo](…), [Docs](…))", "[[code](…)]"."""

import re
from bisect import bisect_left
from collections.abc import Sequence

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
from pocketparse.vocabulary import BRACKETED, COLONS, GENERIC, SENTENCE_STOP, SEPARATORS, STOPS

SEPARATOR = pattern(r"\s*(?:[-–—:：|·•→~»]+|\.{3})\s+|\s*[–—：|·•→»]\s*|^(?:\s*:|\s+-|-(?=\s))\s*|\s*[:：]\s*$")
JOINED = pattern(r"\s*(?:(?:[,，、/&+]|\b(?:or|and)\b|[和与或と])\s*)+", re.IGNORECASE)
"""What stands between links to several things of a kind."""
# "[[crate](…)] - [Mongo](…) driver", and "([docs](…)). [Demo](…)"
PARTED = pattern(r"[)\]）】]\s*[-–—:：]\s")
CLOSED = pattern(r"[)）][.!?]?\s+")
"""What stands between links that are beside each other no longer."""
BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
CLOSING = {opening: pattern(rf"[^\w]{{0,3}}?{re.escape(closing)}") for opening, closing in BRACKETS.items()}
FIGURE = pattern(r"\d|\w+:?\s-?\d")
"""What stands behind links to a paper and is no sentence: "12 pages", "May 2020", "cited: 7"."""
WORDS_BEHIND = 3
"""Words behind such links that are no sentence either, without a stop, at the most: "best paper award"."""
LABEL_WORDS = 2
"""Words of a label in front of a link that shows its URL, at the most: more may be a sentence that needs it …"""
SAYS = pattern(r"\b(?:is|are|was|were|has|have|been|be|can|see|find|found|moved|at|to|on|in|from|here|available)\b")
"""… which has such words."""
LABEL_LENGTH = 30
"""Characters of one between links."""
OPENING = pattern(r"[(\[（【]")
OPENS = pattern(r"[\"'“‘«(\[（【]")
SLASH = " / "
"""What parts links from words in front of them: "An index / [GitHub](…)"."""
SAID_WORDS = 3
"""Words of a sentence that goes on with a bracket and a colon, more than: "It cuts as a saw ([oak](…)): along"."""
GOES_ON = pattern(r",?\s+[a-z]")
"""How a sentence goes on behind a bracket."""
BESIDE = tuple("-–—|·•→~»")
"""Signs that part a label from the description in front of it."""


def groups_of(shown: Inline, start: int) -> list[Stretch]:
    """Return the stretches after the name that are links and nothing else: "([Repo](…), [Docs](…))", "[[code](…)]"."""
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
        in_sentence = WORD.search(text, start, begin) and not ends_sentence(text[max(start, begin - NEAR) : begin])
        opened = _opening(text, start, begin)
        while stop + 1 < len(anchors):
            gap = gap_between(text, anchors[stop], anchors[stop + 1])
            is_open = opened is not None and anchors[stop].kind == "text"
            if not _between(gap, is_open=is_open) or (in_sentence and SENTENCE_STOP.match(gap)):
                break
            stop += 1
        end = anchors[stop].end
        closed = _closing(text, end, text[opened] if opened is not None else "")
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
        return len(said.split()) > SAID_WORDS
    if not GOES_ON.match(shown.text, closed) or ends_sentence(said) or not any(map(str.isalpha, said)):
        return False
    return not any(map(is_plain, labels_in(shown, opened, closed)))


def _front(text: str, start: int, begin: int) -> int:
    """Return where what goes with links behind a place starts: a slash, or a picture at the start of their line."""
    if text.endswith(SLASH, start, begin):
        return begin - len(SLASH)
    first = text.rfind("\n", max(start, begin - NEAR), begin) + 1
    front = text[first:begin]
    return first - 1 if first and front and not (WORD.search(front) or OPENS.search(front)) else begin


def _alternatives(text: str, start: int, anchors: list[Anchor]) -> tuple[int, int]:
    """Return how many links behind a name lead to things of its kind, and where they end: "[A](…) or [B](…) - …"."""
    end = start
    count = 0
    while count < len(anchors) and JOINED.fullmatch(text, end, anchors[count].start):
        end = anchors[count].end
        count += 1
    ends = SEPARATOR.match(text, end) or not WORD.search(text, end)
    return (count, end) if ends else (0, start)


def _between(text: str, *, is_open: bool) -> bool:
    """Tell whether text between two links only separates them, a usual label allowed: ", Code: "."""
    if len(text) < LABEL_LENGTH and text.strip(AROUND_LABELS + ":：").casefold() in GENERIC:
        return text.rstrip().endswith(COLONS)
    is_parted = PARTED.search(text) or (is_open and CLOSED.fullmatch(text))
    return len(text) < 12 and not WORD.search(text) and not is_parted


def _opening(text: str, start: int, at: int) -> int | None:
    """Return where the bracket opens that holds a run of links, a label of a word or two after it allowed."""
    first = max(start, at - 30)
    if not OPENING.search(text, first, at):
        return None
    back = text[first:at]
    place = max(back.rfind(bracket) for bracket in BRACKETS)
    said = back[place + 1 :].strip()
    if WORD.search(said) and not said.endswith(COLONS):
        return None  # "(used by [Bar](…))" is part of a sentence
    return first + place


def unclosed(text: str) -> int:
    """Return where the last bracket of a text stands that is left open; -1 if there is none."""
    place = max(text.rfind(bracket) for bracket in BRACKETS)
    return -1 if any(bracket in text[place:] for bracket in BRACKETS.values()) else place


def _closing(text: str, at: int, opened: str) -> int | None:
    missing = MISSING.match(text, at) if opened else None  # "[[code](…)(Empty)]"
    at = missing.end() if missing else at
    match = CLOSING[opened].match(text, at) if opened else None
    return match.end() if match else None


def _are_beside(shown: Inline, links: Sequence[Anchor]) -> bool:
    """Tell whether several links side by side are a line of their own, or stand between commas."""
    begin, end = links[0].start, links[-1].end
    is_own = is_line(shown.text, begin, end) or is_parted_line(shown.text, links)
    return is_own or _is_between_commas(shown, begin, end)


def _is_between_commas(shown: Inline, begin: int, end: int) -> bool:
    """Tell whether usual links stand between commas and no sentence goes on: ", [arxiv](…), [pdf](…), 12 pages"."""
    before, after = shown.text[max(begin - NEAR, 0) : begin].rstrip(), shown.text[end : end + NEAR]
    if not (before.endswith((",", "，")) and after.startswith((", ", "，"))):
        return False
    behind = after[1:].strip()
    words = behind.split()
    is_short = len(words) <= WORDS_BEHIND and not behind.endswith(STOPS) and not JOINED.fullmatch(f"{words[0]} ")
    return bool(is_short or FIGURE.match(behind)) and _are_plain(shown, begin, end)


def _stands_alone(shown: Inline, start: int, begin: int, end: int) -> bool:
    """Tell whether a run of links is no part of a sentence: at the end after one, small, or right behind the name."""
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
        or ("|" in text[begin:end] and _are_plain(shown, begin, end) and not HOLDS.search(before))
        or (is_plain(text[begin:end]) and is_last_line(shown, before, begin))
        or is_signed_line(before, text[begin:end])
        or any(mark.kind == "small" and mark.start <= begin and end <= mark.end for mark in shown.marks)
    )


def _goes_on(shown: Inline, before: str, begin: int, end: int) -> bool:
    """Tell whether a sentence and a colon go on in links that have names: "as told by: [Leaves](…)"."""
    if not before.rstrip().endswith(COLONS) or not WORD.search(BRACKETED.sub("", before)):
        return False
    labels = [(shown.text[one.start : one.end], one.href) for one in links_in(shown, begin, end)]
    if any(label.casefold() in GENERIC for label, _ in labels):
        return False
    is_shown = any(label.startswith("http") or ("." in label and label in href) for label, href in labels)
    said = SENTENCE_STOP.split(before.strip(SEPARATORS))[-1]
    is_said = len(said.split()) > LABEL_WORDS and SAYS.search(said) and bold_label(shown, 0, begin) is None
    return not is_shown or bool(is_said)


def _is_marked(shown: Inline, start: int) -> bool:
    """Tell whether the words behind a place are code or italic, which labels what stands in front of it."""
    first = bisect_left(shown.marks, start, key=ENDING)
    near = (mark for mark in shown.marks[first : first + MOST_MARKS] if mark.start >= start)
    marks = stretches(mark for mark in near if mark.kind in ("code", "em"))
    at = start
    for begin, end in sorted(marks):
        if WORD.search(shown.text, at, begin):
            return False  # at the first words of a line of thousands
        at = max(at, end)
    return bool(marks) and not WORD.search(shown.text, at)


def _are_plain(shown: Inline, begin: int, end: int) -> bool:
    """Tell whether all links of a stretch are called by their URLs, or as any may be."""
    return all(map(is_plain, labels_in(shown, begin, end)))


def _are_places(labels: Sequence[str]) -> bool:
    """Tell whether the last of some links is called as any may be, and others by the names of places: "Discord"."""
    return is_plain(labels[-1]) and all(label[:1].isupper() or is_plain(label) for label in labels)

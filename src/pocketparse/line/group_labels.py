"""Labels of links on a line, in front of them or of the bracket they stand in: "Paper: [pdf](…)", "(Code: [a](…))"."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pocketparse.line.trimming import Stretch
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, GENERIC, PREPOSITION, SHORTCODE, has_colon

AROUND_LABELS = "([（【 \n|,，、/·;；"
"""Characters around a label in a bracket of links that are no part of it."""
LABEL_REACH = 60
"""Number of characters in front of a link in which its label is searched."""
ENDING = attrgetter("end")
"""The end of a mark: the key by which the marks of a line are sorted."""
MOST_MARKS = 20
"""Maximum number of marks that are looked at beside a link."""
NEAR = 200
"""Number of characters on either side of links that are looked at, since a line may hold thousands."""
# "A quill. Paper: [pdf](…)": a word or two in front of what they label; a single one where nothing else is said
LABEL = pattern(
    rf"""
    (?:
      ^ | (?<=\n) | [.!?](?=\s) | [。！？)）] | (?=[;；]) | (?<=\s)[-–—|·](?=\s)
      | [\]】](?=\s+(?!(?:And|As|By|For|In|On|Or|The|To|With)\b)[^\W\d_a-z])  # "[[code](…)] Engine: [Oak](…)"
      | (?=[,，]\s*(?i:{"|".join(map(re.escape, GENERIC))})\s?[:：]$)
    )
    (?P<cut>[,，;；]?\s*(?P<words>[^\W\d_][^\s.!?。！？;；:：,，]{{0,20}}(?:[^\S\n][^\s.!?。！？;；:：,，]{{1,20}})?)\s?[:：])$
    """,
    re.VERBOSE,
)


ONLY_LABEL = pattern(r"\s+([^\W\d_][^\s.!?。！？;；:：,，]{0,20})\s?[:：]\s*[(\[]?")
"""A word and a colon that fill the gap between a name and links: "[Oak](…) Author: [Ann](…)"."""
USUAL_LABELS = GENERIC | {"author", "authors", "maintainer", "作者", "著者"}
"""Words that label links where ONLY_LABEL matches; any other word there describes the entry."""


def label_before(text: str, at: int) -> re.Match[str] | None:
    """Return the match of a label that ends at an offset, one or two words and a colon; None if there is none."""
    while at and text[at - 1].isspace():
        at -= 1
    label = LABEL.search(text, max(0, at - LABEL_REACH), at) if text.endswith(COLONS, 0, at) else None
    is_all = label is not None and not WORD.search(text, 0, label.start("words"))
    return None if label is None or (is_all and " " in label["words"]) else label


def group_labels(shown: Inline, groups: Sequence[Stretch], start: int) -> dict[Anchor, str | None]:
    """Return the label of each link in the groups behind a name that ends at `start`, None for a link without one.

    A label stands in front of the bracket of the group, or in it, in front of the link or of an earlier link.
    """
    labels: dict[Anchor, str | None] = {}
    text = shown.text
    coloned = has_colon(text)
    open_groups = iter(sorted(groups))
    group = next(open_groups, None)
    label: str | None = None
    at = -1
    for anchor in shown.anchors:
        while group and group[1] <= anchor.start:
            group = next(open_groups, None)
        if group is None:
            break
        if not (group[0] <= anchor.start and anchor.end <= group[1]):
            continue
        if at < group[0]:  # the first of its group
            at = group[0]
            before = label_before(text, at) if coloned and at > start else None
            label = before["words"] if before and before.start("words") >= start else None
            only = ONLY_LABEL.fullmatch(text, start, at) if coloned and not label else None
            if only and only[1].casefold() in USUAL_LABELS:
                label = only[1]  # "[Oak](…) Author: [Ann](…)"
            label = label or (bold_label(shown, start, at) if coloned else None)
        said = text[at : anchor.start].strip(AROUND_LABELS) if coloned else ""
        if said.endswith(COLONS) and not SHORTCODE.fullmatch(said):
            label = said.rpartition("\n")[2].rstrip(":： ")
        labels[anchor] = label
        at = max(at, anchor.end)
    return labels


def bold_label(shown: Inline, start: int, at: int) -> str | None:
    """Return the bold label that ends at an offset, without its colon: "keeps you safe **Download**: [Oak](…)"."""
    last = bisect_right(shown.marks, at, key=ENDING)
    for mark in reversed(shown.marks[max(last - MOST_MARKS, 0) : last]):
        between = mark.text[-1:] + shown.text[mark.end : min(at, mark.end + NEAR)]
        if between[1:].strip(":： "):
            break
        if mark.kind == "strong" and start <= mark.start and has_colon(between):
            label = mark.text.rstrip(":： ")
            # "Use with **Vim**: [Oak](…)"
            is_part = PREPOSITION.search(shown.text, max(start, mark.start - NEAR), mark.start)
            return label if label.casefold() in GENERIC or not is_part else None
    return None

"""Displayed text read line by line, each line with the links and marks on it."""

from bisect import bisect_left, bisect_right
from operator import attrgetter

from pocketparse.line.linked import shows_url
from pocketparse.markup.shown import Anchor, Inline, Mark

STARTING = attrgetter("start")
"""The start of a link or mark: the key by which those of a text are sorted."""


class Lines:
    """Displayed text with its links and marks sorted by offset, so that those of one line are found by bisection."""

    def __init__(self, shown: Inline) -> None:
        """Sort links and marks; for text of one line, there is nothing to find and marks stay as they are."""
        self._shown = shown
        self._anchors = sorted(shown.anchors, key=STARTING) if len(shown.anchors) > 1 else shown.anchors
        self._is_one = "\n" not in shown.text
        if not self._is_one:
            self._marks = sorted(shown.marks, key=STARTING)
            self._anchor_starts = [anchor.start for anchor in self._anchors]
            self._mark_starts = [mark.start for mark in self._marks]

    def between(self, start: int, end: int) -> Inline:
        """Return the line between two offsets with the links and marks on it."""
        shown = self._shown
        if self._is_one:
            return Inline(shown.text, [_bare(shown, anchor) for anchor in self._anchors], shown.marks)
        anchors = [
            _moved(_bare(self._shown, anchor), start, end)
            for anchor in self._anchors[
                bisect_left(self._anchor_starts, start) : bisect_right(self._anchor_starts, end)
            ]
            if not (anchor.start == end and anchor.end > end)
        ]
        marks = [
            Mark(mark.kind, mark.start - start, mark.end - start, mark.text)
            for mark in self._marks[bisect_left(self._mark_starts, start) : bisect_right(self._mark_starts, end)]
            if mark.end <= end
        ]
        return Inline(self._shown.text[start:end].replace("\n", " "), anchors, marks)


def _moved(anchor: Anchor, start: int, end: int) -> Anchor:
    """Return a link with offsets relative to a line, cut at the end of that line."""
    _, _, url, href, raw_start, raw_end, kind, label, reference = anchor
    first, last = anchor.start - start, min(anchor.end, end) - start
    return Anchor(first, last, url, href, raw_start, raw_end, kind, label, reference)


def _bare(shown: Inline, anchor: Anchor) -> Anchor:
    """Return a link, of kind "bare" if it shows its own URL: "arXiv: <https://…>"."""
    return anchor._replace(kind="bare") if anchor.kind == "text" and shows_url(shown.text, anchor) else anchor

"""Lead: where on a line the name of an entry stands, and which link it is, if it is one."""

from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.markup.shown import Anchor
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS, SHORTCODE

FIRST_CODES = pattern(rf"\s*(?:{SHORTCODE.pattern}\s+)+(?=\S)")
"""Shortcodes in front of a name in plain words: ":link: Oak"."""


class Lead(NamedTuple):
    """Offsets of a name in displayed text, its link, and what stands around it."""

    start: int
    end: int
    anchor: Anchor | None
    """Link of the name: the name itself, or a link beside it, "[[pdf](…)] On oaks"; None if there is none."""
    prefix: Sequence[str] = ()
    """Labels in front of the name: what brackets say there, a date, or the words before a colon."""
    is_in_sentence: bool = False
    """Whether the name is a link at the end of a sentence about it: "IDEs have a [plugin](…)"."""
    by: str = ""
    """Who made the thing, where a citation says so; else ""."""
    stop: int = 0
    """Offset where the authors, the quote or the bracket end that belong to the name; 0 if there are none behind it."""

    @property
    def leaves(self) -> bool:
        """Whether the name has a link that leaves the page."""
        return self.anchor is not None and not self.anchor.stays

    @property
    def is_link(self) -> bool:
        """Whether the name is the link or a part of it; False for "[[pdf](…)] On oaks"."""
        return self.anchor is not None and self.anchor.start < self.end and self.start < self.anchor.end

    @property
    def goes_on(self) -> bool:
        """Whether the text of the link goes on behind the name: "[**oak** - A saw](…)"."""
        return self.anchor is not None and self.anchor.start <= self.start < self.end < self.anchor.end

    @property
    def behind(self) -> int:
        """Offset where the text after the name begins."""
        return self.stop if self.stop > self.end else self.end


def named_by(text: str, anchor: Anchor | None = None) -> Lead:
    """Return all of a text as a name, without separators and shortcodes in front of it: ":link: Oak"."""
    codes = FIRST_CODES.match(text) if text.lstrip().startswith(":") else None
    begin = codes.end() if codes else 0
    return Lead(len(text) - len(text[begin:].lstrip(SEPARATORS)), len(text), anchor)


def moved(lead: Lead, by: int, label: str) -> Lead:
    """Return a lead found in the tail of a text, `by` characters further on, with `label` in front of its prefix."""
    anchor = lead.anchor
    if anchor:
        anchor = anchor._replace(start=anchor.start + by, end=anchor.end + by)
    stop = lead.stop + by if lead.stop else 0
    return lead._replace(
        start=lead.start + by, end=lead.end + by, anchor=anchor, prefix=(label, *lead.prefix), stop=stop
    )

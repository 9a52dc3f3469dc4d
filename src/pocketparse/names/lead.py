"""Lead: where the name stands that a line leads with, and the link it is, if it is one."""

from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.markup.shown import Anchor
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS, SHORTCODE

FIRST_CODES = pattern(rf"\s*(?:{SHORTCODE.pattern}\s+)+(?=\S)")
"""Shortcodes in front of a name in plain words: ":link: Oak"."""


class Lead(NamedTuple):
    """Where the name stands in displayed text, and the link it is, if it is one."""

    start: int
    end: int
    anchor: Anchor | None
    prefix: Sequence[str] = ()
    """What brackets or a label in front of the name say."""
    is_in_sentence: bool = False
    """It is a link at the end of a sentence, which says what is linked: "IDEs have a [plugin](…)"."""
    by: str = ""
    """Who made it, where a citation says so."""
    stop: int = 0
    """Where what belongs to the name ends behind it: who made it, the quote or bracket around it; 0 if nothing does."""

    @property
    def leaves(self) -> bool:
        """The name is a link that leaves the page."""
        return self.anchor is not None and not self.anchor.stays

    @property
    def is_link(self) -> bool:
        """The name is the link, or a part of it: "[[pdf](…)] On oaks" is called by no link."""
        return self.anchor is not None and self.anchor.start < self.end and self.start < self.anchor.end

    @property
    def goes_on(self) -> bool:
        """The link says more behind the name: "[**oak** - A saw](…)"."""
        return self.anchor is not None and self.anchor.start <= self.start < self.end < self.anchor.end

    @property
    def behind(self) -> int:
        """Where that starts which is said behind the name."""
        return max(self.end, self.stop)


def named_by(text: str, anchor: Anchor | None = None) -> Lead:
    """Return the start of a line as its name, without separators and shortcodes in front of it: ":link: Oak"."""
    codes = FIRST_CODES.match(text) if text.lstrip().startswith(":") else None
    begin = codes.end() if codes else 0
    return Lead(len(text) - len(text[begin:].lstrip(SEPARATORS)), len(text), anchor)


def moved(lead: Lead, by: int, label: str) -> Lead:
    """Return where a name stands that was found behind a label so long."""
    anchor = lead.anchor
    if anchor:
        anchor = anchor._replace(start=anchor.start + by, end=anchor.end + by)
    stop = lead.stop + by if lead.stop else 0
    return lead._replace(
        start=lead.start + by, end=lead.end + by, anchor=anchor, prefix=(label, *lead.prefix), stop=stop
    )

"""Links back to the top of the page, "[back to top](#oaks)": over a line of dashes one is no heading."""

from pocketparse.markup.block import Block
from pocketparse.markup.shown import Inline
from pocketparse.patterns import pattern

WORDS = (
    r"(?=[^\[\]<>]*(?:\b(?:back|top)\b|[⬆⇧↑↥⏫🔼🔝]|返回|回到))"
    r"(?:[^\w\[\]<>]|_|(?:back|to|go|return|up|the|top|of|page|contents|table|toc|index)\b|返回|回到|顶部|目录)*?"
)
WAY_BACK = pattern(rf"""[\W_]*(?:\[{WORDS}\]\(#[^()\s]*\)|<a\s+href=["']?#[^<>]*>{WORDS}</a>)[\W_]*""")
"""A whole text that is only a link back, as written: "[(top)](#contents)", not "[Back ends](#back-ends)"."""
SHOWN = pattern(rf"[\W_]*{WORDS}[\W_]*")
"""A whole text that is only a link back, as displayed: "(top)"."""
LENGTH = 60
"""Most characters of a line that is only a link back."""


def without_way_back(shown: Inline) -> Inline:
    """Return a text without its last line if that is only a link back to the top: "[Back to top](#oaks)"."""
    end = shown.text.rfind("\n")
    if end < 0 or not shown.anchors or not shown.anchors[-1].stays:
        return shown  # nearly all
    line = shown.text[end:]
    links = [anchor for anchor in shown.anchors if anchor.end > end]
    is_way_back = all(link.stays for link in links) and len(line) <= LENGTH and SHOWN.fullmatch(line.casefold())
    if not is_way_back:
        return shown
    kept = [anchor for anchor in shown.anchors if anchor.end <= end]
    return Inline(shown.text[:end], kept, [mark for mark in shown.marks if mark.end <= end])


def parted_from_rule(heading: Block) -> list[Block]:
    """Return a heading, or a paragraph and a rule in its place if it is a link back over a line of dashes."""
    if heading.marker != "-" or "#" not in heading.text or not WAY_BACK.fullmatch(heading.text.casefold()):
        return [heading]
    end = heading.last - 1
    return [Block("paragraph", heading.first, end, heading.text), Block("rule", end, heading.last)]

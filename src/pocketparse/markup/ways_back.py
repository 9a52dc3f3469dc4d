"""Links back to the top of the page, of which a line of dashes below makes no headings: "[back to top](#oaks)"."""

from pocketparse.markup.block import Block
from pocketparse.patterns import pattern

WORDS = (
    r"(?=[^\[\]<>]*(?:\b(?:back|top)\b|[⬆⇧↑↥⏫🔼🔝]|返回|回到))"
    r"(?:[^\w\[\]<>]|_|(?:back|to|go|return|up|the|top|of|page|contents|table|toc|index)\b|返回|回到|顶部|目录)*?"
)
WAY_BACK = pattern(rf"""[\W_]*(?:\[{WORDS}\]\(#[^()\s]*\)|<a\s+href=["']?#[^<>]*>{WORDS}</a>)[\W_]*""")
"""All of a text that only leads back, "[(top)](#contents)"; "[Back ends](#back-ends)" says something."""


def parted_from_rule(heading: Block) -> list[Block]:
    """Return a heading, or the paragraph and the rule that it is, if it is a way back over a line of dashes."""
    if heading.marker != "-" or "#" not in heading.text or not WAY_BACK.fullmatch(heading.text.casefold()):
        return [heading]
    end = heading.last - 1
    return [Block("paragraph", heading.first, end, heading.text), Block("rule", end, heading.last)]

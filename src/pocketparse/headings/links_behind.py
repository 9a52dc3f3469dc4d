"""Links behind the name in a heading: "Oak [[pdf](…)]", "[Oak](…) · [Read](…)", "Oak - https://…"."""

from pocketparse.line.linked import is_bracketed, is_generic, shows_url
from pocketparse.markup.shown import WORD, Anchor, Inline
from pocketparse.outline import Outline
from pocketparse.source import Raw
from pocketparse.vocabulary import SEPARATORS

BETWEEN_LINKS = frozenset("·•|")
"""Separators between a linked name and another link."""
LINK_OPENERS, LINK_CLOSERS = " ([（【|·-–—", ")]）】"
"""Brackets and separators in front of links behind a name, and brackets behind them."""


def links_behind(shown: Inline, end: int) -> list[Anchor]:
    """Return the links behind a name, up to an offset, the last first: "Oak [[pdf](…)]", "[Oak](…) · [Read](…)".

    Each is generic, a sign or in brackets, or a separator stands between it and another link.
    """
    text = shown.text
    found: list[Anchor] = []
    anchors = [one for one in shown.anchors if one.kind == "text"]
    for at, anchor in reversed([*enumerate(anchors)]):
        label = text[anchor.start : anchor.end]
        is_usual = not WORD.search(label) or is_generic(text, anchor) or is_bracketed(text, anchor)
        is_usual = is_usual or (at > 0 and text[anchors[at - 1].end : anchor.start].strip() in BETWEEN_LINKS)
        if not is_usual or WORD.search(text, anchor.end, end) or not WORD.search(text, 0, anchor.start):
            break
        found.append(anchor)
        end = anchor.start
    return found


def end_before_url(outline: Outline, raw: Raw) -> int:
    """Return the offset of a URL behind a name and a separator, "Oak - https://…", else 0: "Oak (https://…)"."""
    shown = outline.read(raw)
    first = next((one for one in shown.anchors if one.kind != "image"), None)
    if first is None or not shows_url(shown.text, first) or not WORD.search(shown.text, 0, first.start):
        return 0
    return first.raw_start if raw[first.raw_start - 1] in SEPARATORS else 0

"""Reads labels in front of a name: brackets, figures, days, venues; and tells remarks, which have no name."""

import re
from collections.abc import Sequence

from pocketparse.line.dates import DATED_VENUE, DAY_BEFORE, DAYS, YEAR, YEAR_BEFORE, is_date, is_venue, may_be_day
from pocketparse.line.linked import is_generic
from pocketparse.line.trimming import Stretch
from pocketparse.markup.shown import WORD, Inline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, PICTURES, SEPARATORS, SHORTCODE

ICON = r"[^\w\s()\[\]（）【】'\".,:;/|·•–—-]"
"""Pattern of one character of an icon."""
FIGURE_BEHIND = rf"(?<!{ICON}){ICON}++\s*\d[\d.,]*[kKmM]?\b"
FIGURES = pattern(rf"(?<!\d)(?<!\d[.,])\d[\d.,]*+(?:\s*[kKmM])?\+?\s*{ICON}+|{FIGURE_BEHIND}")
"""Figures with their icons, in front of a name: "1200⭐", "🍴 30"."""
FIGURES_BEHIND = pattern(FIGURE_BEHIND)
"""A figure behind its icon: "Oak 2 ★ 14 ⧗ 50"."""
ENTRY_NUMBER = r"(?:[A-Z]{1,2}-?\d{2,4}|\d{1,4}[a-z]?)\s?[.)、．]"
"""Pattern of the number of an entry, with its stop: "12.", "P08."."""
ENTRY_NUMBER_ALONE = pattern(rf"\s*{ENTRY_NUMBER}\s*")
"""The number of an entry, with its stop, and nothing else; "S3." may be a name."""
ORDINAL = pattern(rf"\s*(?:\d{{1,4}}|{ENTRY_NUMBER})\s*")
"""The number of an entry, with its stop or without, and nothing else."""
BRACKET_IN_FRONT = pattern(r"[^\w(\[（【]*(?:\[([^\[\]]{1,80})\]|[(（]([^()（）]{1,80})[)）]|【([^【】]{1,80})】)\s*")
"""A bracket in front of a name, such as a date or venue: "[2023/05]", "⭐(CVPR 2023)"."""
DATED_FIRST = pattern(r"\s*((?:19|20)\d\d(?:[./-]\d{1,2}){0,2})\s+(?=[\[(（【][^\[\]()（）【】]+[\])）】])")
"""A day, month or year in front of a bracket: "2019.12 [ann] [Oak](…)"."""
PRICED = pattern(r"(\[[^\[\]]*[$€£¥₹]\s?\d[^\[\]]*\])")
"""A bracket that holds a sum of money, whose figures are no counts: "[Feb 04 - $500]"."""
REMARK = pattern(
    r"[\W_]*(?:important )?(?:note|nota|hinweis|tip|hint|warning|caution|attention|disclaimer|n\.?b\.?|注意?|提示|备注)"
    r"\s*(?:[:：]|[-–—]\s)",
    re.IGNORECASE,
)
"""The start of a remark, which names nothing: "Note: saws are sharp", "⚠️ Warning - sharp"."""
STATE = pattern(
    r"\W{0,4}(?P<said>(?:new|hot|updated|beta|wip|experimental|deprecated|archived|official|free|neu|nuevo|novo|nouveau|新)!?"
    r"(?:\s(?:\(|in\s|as of\s(?:\w+,?\s)?)(?:19|20)\d\d\)?)?)[\s·!]*",
    re.IGNORECASE,
)
"""The state of a thing, in front of its name: "NEW!", "Updated in 2026", "WIP"."""
PICTURED = pattern(f"[{PICTURES}]+")
"""Characters that are pictures."""


def brackets(text: str, start: int, stop: int) -> tuple[list[Stretch], int]:
    """Return the stretches of the words in brackets in a row, and the offset behind the last bracket."""
    said: list[Stretch] = []
    while match := BRACKET_IN_FRONT.match(text, start, stop):
        said.append(match.span(match.lastindex or 0))
        start = match.end()
    return said, start


def is_remark(shown: Inline) -> bool:
    """Tell whether a text is a remark beside a list, and no entry: "Tip: try [others](…)"."""
    if shown.anchors and not shown.anchors[0].start:
        return False  # common case
    remark = REMARK.match(shown.text)
    if remark is None:
        return False
    if shown.anchors and (all(is_generic(shown.text, link) for link in shown.anchors)):
        return False  # "Note: sticky notes [code](…)"
    first = shown.anchors[0].start if shown.anchors else len(shown.text)
    return first >= remark.end() and WORD.search(shown.text, remark.end(), first) is not None


def front_labels(text: str, *, titled: bool = False, called: bool = False, told: bool = False) -> Sequence[str] | None:
    """Return the labels in front of a name, None if other words stand there; what a bracket says is a label always.

    Args:
        text: all in front of the name.
        titled: the name is a title: a venue is a label.
        called: the name is a link that is not generic: days and years are labels.
        told: a separator and words follow that link: so is the state of the thing, "NEW".
    """
    if not WORD.search(text):
        return ()
    text = SHORTCODE.sub("", text)
    text = "".join(piece if piece.startswith("[") else FIGURES.sub("", piece) for piece in PRICED.split(text))
    dated = DATED_FIRST.match(text)
    said = [dated[1]] if dated else []
    at = dated.end() if dated else 0
    while match := BRACKET_IN_FRONT.match(text, at):
        label = PICTURED.sub(" ", match[match.lastindex or 0]).strip()
        said += [label] if not label.isdigit() or YEAR.fullmatch(label) else []  # "[12]" counts
        at = match.end()
    rest = text[at:]
    if not WORD.search(rest) or ORDINAL.fullmatch(rest):
        year = YEAR.fullmatch(rest.strip())
        return [*said, year[0]] if year else said
    titled = titled or rest.rstrip().endswith(",")  # "arXiv 2025.04, **Oak**: a study"
    day = DAY_BEFORE.match(f"{rest}.")
    is_day = day is not None and day.end() == len(rest) and may_be_day(day["day"])
    is_of_days = called and rest.rstrip().endswith(COLONS) and DAYS.fullmatch(rest)
    is_label = is_date(rest) or is_day or is_of_days or (called and YEAR_BEFORE.fullmatch(rest))
    is_origin = titled and (is_venue(rest) or DATED_VENUE.fullmatch(rest))
    if called and told and (state := STATE.fullmatch(rest)):
        return [*said, state["said"].rstrip("!")]
    return [*said, rest.strip(SEPARATORS)] if is_label or is_origin else None

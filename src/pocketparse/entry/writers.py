"""Who wrote a thing, told behind words about it: "Author: Ann Lee", "- Written by Ann", "(Ann Lee · 2026-07-10)"."""

from pocketparse.entry.fields import PIECE_WORDS, is_somebody
from pocketparse.line.dates import MONTHS
from pocketparse.line.habits import ENOUGH, Habit
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import STOPPED
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import ROUND_CLOSERS, has_colon

MAKER_WORDS = 5
"""Most words of a maker in front of a month."""
AUTHOR_LABEL = pattern(r"(?:^|(?<=[.!?。])\s+)(?P<label>Authors?|作者)[:：]\s*(?P<by>(?![a-z])\w[^:：\n]{1,100})$")
"""Who made a thing, behind a label and words about it: "Notes on oaks. Author: Ann Lee."."""
MADE_WHEN = pattern(r"\s*[(（](?P<by>[^()（）·\n]{2,60}?)\s·\s(?P<when>(?:19|20)\d\d-\d\d(?:-\d\d)?)[)）]$")
"""Who made a thing, and when, in a bracket behind words about it: "Notes on oaks.（Ann Lee · 2026-07-10）"."""
MAKER_AND_MONTH = (
    r"(?P<by>(?=[^\W_])[^()（）\[\]\n:：;,]{2,40}?)\s*"
    rf"[(（](?P<when>(?i:{MONTHS})\.?\s(?:19|20)\d\d)[)）]$"
)
"""Pattern of who made a thing, in few words, and the month: "Elm House / Oak Lab (Feb 2023)"."""
MADE_IN_MONTH = pattern(MAKER_AND_MONTH)
"""Who made a thing, and the month, and nothing else: "Elm House (Feb 2023)"."""
MONTHS_BEHIND_PAPERS = Habit(
    pattern(rf"\]\(https?://(?:arxiv|doi|openreview)\.[^()\s]*\)\s+[-–—]\s+{MAKER_AND_MONTH}"), sign=" 20"
)
"""Many links to papers have who made them, and the month, behind a dash; behind other links it may be a place."""
WRITTEN = pattern(r"(?:^|\s[-–—]\s+)[Ww]ritten by (?P<by>\S[^\n]{1,100}?)\.?$")
"""Who wrote a thing, behind words about it or alone: "Notes on oaks - Written by Ann Lee."."""
WRITTEN_BEHIND = pattern(r"\s[-–—]\s+[Ww]ritten by (?:[\[@]|[^\W\d_a-z])")
"""Who wrote it, in Markdown: a link, an account or a name with a capital, behind a dash and "written by"."""
ARE_WRITTEN = Habit(WRITTEN_BEHIND, sign="ritten")
"""Many items say who wrote them: "[On oaks](…) - Written by Ann Lee"."""


def take_author(outline: Outline, rest: str) -> Taken | None:
    """Take who made a thing from the end: "Author: Ann Lee.", or where many do so, "(Ann Lee · 2026-07-10)".

    Where links to papers are told so, it may be all that is said: "Elm House (Feb 2023)".
    """
    if found := AUTHOR_LABEL.search(rest) if has_colon(rest) else None:
        by = found["by"]
        return Taken(rest[: found.start()], (), {found["label"]: by[:-1] if STOPPED.search(by) else by})
    made = MADE_WHEN.search(rest) if "·" in rest else None
    if made is None or not outline.once(tells_who):
        return _made_in_month(outline, rest) if rest.endswith(ROUND_CLOSERS) else None
    return Taken(rest[: made.start()], [made["when"]], {"author": made["by"]})


def _made_in_month(outline: Outline, rest: str) -> Taken | None:
    """Take who made a paper, and the month, where many links to papers are told so: "Elm House (Feb 2023)"."""
    made = MADE_IN_MONTH.fullmatch(rest)
    is_maker = made is not None and len(made["by"].split()) <= MAKER_WORDS and outline.once(MONTHS_BEHIND_PAPERS)
    return Taken("", [made["when"]], {"author": made["by"]}) if made and is_maker else None


def take_writer(outline: Outline, rest: str) -> Taken | None:
    """Take who wrote a thing from the end, where many items end so: "A saw - Written by Ann", "Written by oakfan"."""
    made = WRITTEN.search(rest) if outline.once(ARE_WRITTEN) else None
    is_writer = made is not None and len(made["by"].split()) <= PIECE_WORDS and is_somebody(made["by"])
    return Taken(rest[: made.start()], (), {"author": made["by"]}) if made and is_writer else None


def tells_who(outline: Outline) -> bool:
    """Tell whether ENOUGH texts end in who made a thing and when, few twice: "Free" would repeat."""
    makers = [made["by"] for text in outline.runs if "·" in text and (made := MADE_WHEN.search(text))]
    return len(makers) >= ENOUGH and len(set(makers)) * 2 > len(makers)

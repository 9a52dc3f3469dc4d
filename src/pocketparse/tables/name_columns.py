"""Which column of a table names its rows: the one with the most points, or else the first."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from pocketparse.line.headers import (
    EITHER,
    EMPLOYERS,
    HEADERS,
    JOBS,
    MAKERS,
    NAMES,
    NOTES,
    Role,
    headed,
    key_of,
    says_label,
    words_of,
)
from pocketparse.tables.column_stats import Stats

MANY_ROWS = 5
"""Minimum number of rows in which a column without equal cells is no column of labels."""
AVERAGE_NAME = 40
"""Maximum length of the cells of a column of short names, on average, in characters."""
AVERAGE_SENTENCE = 100
"""Length above which the cells of a column are sentences, on average, in characters."""


class Candidate(NamedTuple):
    """A column that may name the rows."""

    at: int
    """Its place among the columns."""
    head: str
    """Its header as displayed, "" without one."""
    role: Role
    """What it holds by its header, or else by its cells."""
    stat: Stats
    may_name: bool
    """Its cells are words that differ, no counts of stars, and no numbers of rows."""
    is_headed: bool = False
    """Its header is one of names."""
    leads: bool = False
    """Whether it is the first column with a header of names, or the first of all if only the others have headers."""
    has_name_word: bool = False
    """A word of its header is one of NAMES, and it is not headed as a label."""
    is_label: bool = False
    """Its header is one of labels."""
    is_described: bool = False
    """A column of the table holds descriptions."""


class Points(NamedTuple):
    """What a candidate gets or loses for one of its traits."""

    weight: float
    share: Callable[[Candidate], float]
    """How much of the weight it gets: 0 to 1, but for its place."""


POINTS = (
    Points(3.0, lambda one: one.is_headed),  # "| Tool |"
    Points(3.0, lambda one: one.stat.linked * one.stat.worded),  # "| [Oak](…) |"
    Points(2.0, lambda one: one.stat.strong),  # "| **Oak** |"
    Points(3.0, lambda one: one.leads and min(one.stat.filled, one.stat.distinct) > 0.9),
    Points(3.0, lambda one: one.has_name_word),  # "| Model Name |"
    Points(-3.0, lambda one: one.stat.hosts),  # "| [oak.org](…) |"
    Points(-1.5, lambda one: one.role == "description"),
    Points(-1.5, lambda one: one.is_label),  # "| Type |"
    Points(-2.0, lambda one: one.role == "links"),
    Points(1.0, lambda one: one.stat.distinct),
    Points(1.0, lambda one: one.stat.filled),
    Points(-1.0, lambda one: one.stat.length > 120),
    Points(-0.25, lambda one: one.at),  # names stand on the left
)
"""What makes a column the likely one of names."""


def _lacks_names(first: Candidate, best: Candidate) -> bool:
    """Tell whether the best column has empty cells, and the first none: each row has a name."""
    is_first_full = best.stat.filled < 0.8 <= first.stat.distinct and first.stat.filled == 1
    return first.may_name and is_first_full


def _links_sentences(first: Candidate, best: Candidate) -> bool:
    """Tell whether sentences stand beside short names: "| Lee, Ann | [Her group looks into how roots …](…) |"."""
    is_short = min(first.stat.filled, first.stat.distinct) > 0.9 and first.stat.length <= AVERAGE_NAME
    return first.may_name and best.stat.length > AVERAGE_SENTENCE and is_short


def _lists_members(first: Candidate, best: Candidate) -> bool:
    """Tell whether the best column lists several things in each row: "| width | [Oak](…), [Elm](…) | How far |"."""
    is_plain = first.stat.filled == 1 and first.stat.linked == 0
    return first.may_name and is_plain and best.stat.lists_others


def _is_said_of_links(first: Candidate, best: Candidate) -> bool:
    """Tell whether sentences stand beside linked names under a header of no known meaning: "| Vorname | Title |"."""
    are_links = min(first.stat.linked, first.stat.filled, first.stat.distinct) > 0.9
    if not (first.may_name and first.head and are_links and best.is_described and best.stat.sentences > 0.5):
        return False
    return not any(headed(first.head, role) for role in HEADERS)


def _is_label_of_numbers(first: Candidate, best: Candidate) -> bool:
    """Tell whether labels that recur stand beside a link in each row that is called by a number: "[12](…)"."""
    return not best.stat.tells_apart and best.is_label and _links_numbers(first)


def _recurs_beside_links(first: Candidate, best: Candidate) -> bool:
    """Tell whether a few words for all rows stand beside another link in each: "| https://oak.org | not in use |".

    A header of names or bold words tell that things have several rows.
    """
    has_names = best.role == "name" or best.stat.strong > 0.5 or best.stat.rows < MANY_ROWS
    are_links = first.stat.tells_apart and first.stat.linked > 0.9
    return are_links and best.stat.distinct <= 0.5 and not has_names


FIRST_INSTEAD = (
    _lacks_names,
    _links_sentences,
    _lists_members,
    _is_said_of_links,
    _is_label_of_numbers,
    _recurs_beside_links,
)
"""Conditions on the first and the best column, any of which makes the first one name the rows."""


def name_column(heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role]) -> int | None:
    """Return the place of the column that names the rows of a table, None if none does."""
    likely = [at for at, stat in enumerate(stats) if stat.may_name and roles[at] not in ("stars", "rank")]
    every = _candidates(heads, stats, roles, likely)
    first = every[0]
    if "links" in roles and all(not NOTES.isdisjoint(words_of(heads[at])) for at in likely):
        # Some things have several rows: "| Oak | Lite | $5 | …", "| Oak | Pro | $9 | …"
        worded = (one for one in every if one.stat.is_worded and one.head)
        named = next((one for one in worded if one.role not in ("links", "rank")), None)
        return None if named is None else 0 if _recurs_beside_links(first, named) else named.at
    if (job := _job_column(heads, stats, roles, likely)) is not None:
        return job
    best = max((every[at] for at in likely), key=_points, default=None)
    if best is None:
        return 0 if _links_numbers(first) else None
    return 0 if any(holds(first, best) for holds in FIRST_INSTEAD) else best.at


def _points(one: Candidate) -> float:
    """Return the points of a candidate."""
    return sum(weight * share(one) for weight, share in POINTS)


def _candidates(
    heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role], likely: Sequence[int]
) -> list[Candidate]:
    """Return the columns of a table with what their headers say of names."""
    may_head = 0 in likely and key_of(heads[0]) in EITHER | MAKERS and stats[0].tells_apart
    bold = next((at for at in likely if stats[at].strong > 0.9 and roles[at] != "description"), len(stats))
    # "[oak.org](…)" behind "**Oak**" is no name
    headed_so = [at for at in likely if roles[at] == "name" and not (bold < at and stats[at].hosts > 0.5)]
    is_unheaded = 0 in likely and any(heads) and (not heads[0] or may_head)
    leading = [0] if is_unheaded else headed_so[:1]
    found = []
    for at, (head, stat, role) in enumerate(zip(heads, stats, roles, strict=True)):
        is_label = says_label(head) and not (at == 0 and may_head)
        found.append(
            Candidate(
                at,
                head,
                role,
                stat,
                may_name=at in likely,
                is_headed=at in headed_so,
                leads=at in leading,
                has_name_word=not is_label and not NAMES.isdisjoint(words_of(head)),
                is_label=is_label,
                is_described="description" in roles,
            )
        )
    return found


def _links_numbers(first: Candidate) -> bool:
    """Tell whether each row starts with another link that is called by a number: "[12](…)"."""
    stat = first.stat
    are_numbers = stat.tells_apart and stat.only_links == stat.linked == stat.numeric == 1
    return first.role != "stars" and are_numbers and not stat.names_others


def _job_column(
    heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role], likely: Sequence[int]
) -> int | None:
    """Return the column of jobs beside one of employers, if it stands first or its cells differ more often; else None.

    A link names the employer as the listed thing, unless the jobs have links of their own: "[Apply](…)".
    """
    keys = [*map(key_of, heads)]
    job = next((at for at in likely if keys[at] in JOBS), None)
    by = next((stat for key, stat in zip(keys, stats, strict=True) if key in EMPLOYERS), None)
    if job is None or by is None:
        return None
    is_listed = by.linked > 0.5 and not any(
        role == "links" and stat.places > by.places for role, stat in zip(roles, stats, strict=True)
    )
    return job if job == 0 or (by.distinct < stats[job].distinct and not is_listed) else None

"""What the columns of a table hold: names, descriptions, star counts, links, labels."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.line.headers import (
    EITHER,
    EMPLOYERS,
    HEADERS,
    JOBS,
    MAKERS,
    NAMES,
    NOTES,
    TAGS,
    Role,
    headed,
    key_of,
    says_label,
    words_of,
)
from pocketparse.markup.shown import Inline
from pocketparse.patterns import pattern
from pocketparse.tables.column_stats import Stats
from pocketparse.vocabulary import DESCRIPTIONS

MANY = 5
"""Rows of which two have the same label, where a column holds labels."""
LABEL_LENGTH = 30
"""Characters up to which words are a label."""
HEADLESS_LABEL_LENGTH = 12
"""The same where no header says what stands in a column."""
FEW_WORDS = 3
"""Words of a cell that are no names, on average, from which on they describe what nothing else does."""
NAME_LENGTH, SENTENCE_LENGTH = 40, 100
"""Characters of names, on average and at the most, beside which links that are called by so many name nothing."""
FEED = pattern(r"\b(?:rss|atom|feed)", re.IGNORECASE)


class Column(NamedTuple):
    """One column: its header as displayed, and what it holds."""

    header: str
    role: Role
    recurs: bool = False
    """It has no header, and the same few words stand in it again and again: they are labels by themselves."""
    by: bool = False
    """It holds who made what is listed, whose pages are none of its own."""
    feeds: bool = False
    """It holds feeds, which are no pages of what is listed."""
    holds_labels: bool = False
    """Its header says so: "License"."""
    holds_links: bool = False
    """The same of links, which pictures may show: "Apply"."""
    holds_tags: bool = False
    """The same of tags, parted by commas: "Tags"."""
    holds_fields: bool = False
    """Each cell of it is several fields, on lines of their own."""
    only_links: bool = False
    """Most of its cells are links and nothing else, whatever its header is."""
    tells_apart: bool = False
    """No two of many rows have the same in it, so it holds no labels."""


def columns(headers: Sequence[str], rows: Sequence[Sequence[Inline]]) -> list[Column] | None:
    """Return the columns of a table of entries, or None when no column names things."""
    count = max([len(headers), *(len(row) for row in rows)], default=0)
    heads = [headers[at] if at < len(headers) else "" for at in range(count)]
    cells: list[list[Inline]] = [[] for _ in heads]
    for row in rows:
        for at, cell in enumerate(row):
            cells[at].append(cell)
    stats = [Stats(column, len(rows)) for column in cells]
    roles = [_role(head, stat) for head, stat in zip(heads, stats, strict=True)]
    name = _name_column(heads, stats, roles)
    if name is None:
        return None
    roles = [_beside_name(head, role, stat) for head, role, stat in zip(heads, roles, stats, strict=True)]
    roles[name] = "name"
    if "description" not in roles:
        _describe(heads, stats, roles)
    elif roles.count("description") > 1:
        best = _best_description(heads, stats, roles)
        roles = ["label" if role == "description" and at != best else role for at, role in enumerate(roles)]
    return [
        Column(
            head,
            role,
            recurs=not head and 0 < stat.distinct <= 0.5 and stat.length < LABEL_LENGTH,
            by=key_of(head) in (MAKERS | EMPLOYERS if key_of(heads[name]) in JOBS else MAKERS),
            feeds=FEED.search(head) is not None,
            holds_labels=headed(head, "label"),
            holds_links=role == "links" and headed(head, "links"),
            holds_tags=key_of(head) in TAGS,
            holds_fields=stat.holds_fields,
            only_links=stat.only_links > 0.5,
            tells_apart=len(rows) >= MANY and stat.distinct == 1,
        )
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]


def _describe(heads: Sequence[str], stats: Sequence[Stats], roles: list[Role]) -> None:
    """Let the column describe that says the most, where it says more than labels do; none does by its header.

    The only one with labels need not say much: "walks in woods".
    """
    least = LABEL_LENGTH if any(heads) else HEADLESS_LABEL_LENGTH
    said = [
        stat.prose if role == "label" and _may_describe(head, stat) and stat.length > least else 0
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]
    longest = max(range(len(said)), key=said.__getitem__)
    if said[longest] > least and stats[longest].distinct > 0.5:
        roles[longest] = "description"
    elif roles.count("label") == 1 and any(heads):
        at = roles.index("label")  # nothing else says anything
        if _may_describe(heads[at], stats[at]) and stats[at].plain_words >= FEW_WORDS and stats[at].distinct > 0.9:
            roles[at] = "description"


def _best_description(heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role]) -> int:
    """Return which of several columns of descriptions is one before all, by its header, or else says the most."""
    known = HEADERS["description"]
    return max(
        (at for at, role in enumerate(roles) if role == "description"),
        key=lambda at: (
            NOTES.isdisjoint(words_of(heads[at])),
            key_of(heads[at]) in known,
            key_of(heads[at]) in DESCRIPTIONS,
            stats[at].length,
        ),
    )


def _may_describe(head: str, stat: Stats) -> bool:
    """Tell whether a column may hold descriptions, going by its header and its links."""
    is_said = stat.only_links <= 0.8 or stat.length > SENTENCE_LENGTH
    return is_said and not stat.holds_fields and not says_label(head)


def _role(head: str, stat: Stats) -> Role:
    """Return what a column holds by its header, or else by its cells."""
    for role in HEADERS:
        if headed(head, role) and stat.may_be(role):
            return role
    if not head and stat.counts_up:
        return "rank"
    is_links = stat.only_links > 0.8 and stat.distinct < 0.5 and stat.numeric <= 0.8
    return "links" if is_links and not stat.names_others else "label"


def _beside_name(head: str, role: Role, stat: Stats) -> Role:
    """Return what a column holds that does not name the rows: nothing but links is neither names nor descriptions.

    Descriptions may be links, if they are not called the same again and again: "More here".
    """
    if role == "name" and stat.names_others and not headed(head, "links"):
        return "label"
    may_be_links = role == "name" or (role == "description" and stat.distinct < 0.5) or (role == "label" and not head)
    if may_be_links and stat.only_links > 0.8:
        return "links"
    return "label" if role == "name" else role


def _are_linked_names(head: str, stat: Stats) -> bool:
    """Tell whether each cell of a column is another link, and its header says nothing of what it holds."""
    return min(stat.linked, stat.filled, stat.distinct) > 0.9 and not any(headed(head, role) for role in HEADERS)


def _name_column(heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role]) -> int | None:
    """Return the column whose cells are told apart by their text: the headed, linked or bold, leftmost one."""
    likely = [at for at, stat in enumerate(stats) if stat.may_name and roles[at] not in ("stars", "rank")]
    if "links" in roles and all(not NOTES.isdisjoint(words_of(heads[at])) for at in likely):
        # Some things have several rows: "| Oak | Lite | $5 | …", "| Oak | Pro | $9 | …"
        worded = (at for at, stat in enumerate(stats) if stat.is_worded and heads[at])
        named = next((at for at in worded if roles[at] not in ("links", "rank")), None)
        return named and _or_first(stats, roles, named)
    if (job := _job_column(heads, stats, roles, likely)) is not None:
        return job
    bold = next((at for at in likely if stats[at].strong > 0.9 and roles[at] != "description"), len(stats))
    # "[oak.org](…)" beside "**Oak**" is no name
    called_so = headed_so = [at for at in likely if roles[at] == "name" and not (bold < at and stats[at].hosts > 0.5)]
    may_head = 0 in likely and key_of(heads[0]) in EITHER | MAKERS and stats[0].tells_apart
    if 0 in likely and any(heads) and (not heads[0] or may_head):
        headed_so = [0]  # the headers speak of all but what stands first, or may mean that it names the rows
    best: tuple[float, int] | None = None
    for at in likely:
        stat, labels = stats[at], says_label(heads[at]) and not (at == 0 and may_head)
        score = 3.0 * (at in called_so) + 3.0 * stat.linked * stat.worded + 2.0 * stat.strong
        score += 3.0 * (at in headed_so[:1] and min(stat.filled, stat.distinct) > 0.9)
        score += 3.0 * (not labels and not NAMES.isdisjoint(words_of(heads[at])))
        score -= 3.0 * stat.hosts + 1.5 * (roles[at] == "description") + 1.5 * labels + 2.0 * (roles[at] == "links")
        score += stat.distinct + stat.filled - (stat.length > 120) - 0.25 * at
        if best is None or score > best[0]:
            best = (score, at)
    if best and 0 in likely and stats[best[1]].filled < 0.8 <= stats[0].distinct and stats[0].filled == 1:
        return 0  # a name is what no row lacks
    if best and 0 in likely and stats[best[1]].length > SENTENCE_LENGTH and _are_short_names(stats[0]):
        return 0  # "| Lee, Ann | [Her group looks into how roots …](…) |"
    if best and 0 in likely and stats[0].filled == 1 and stats[0].linked == 0 and stats[best[1]].lists_others:
        return 0  # "| width | [Oak](…), [Elm](…) | How far it reaches |"
    is_told = "description" in roles and best is not None and stats[best[1]].sentences > 0.5
    if is_told and heads[0] and 0 in likely and _are_linked_names(heads[0], stats[0]):
        return 0  # "| Vorname | Title |": what is linked, whatever it is called, and no line about it
    is_named = best is not None and (stats[best[1]].tells_apart or not says_label(heads[best[1]]))
    if stats and not is_named and roles[0] != "stars" and _links_numbers(stats):
        return 0
    return _or_first(stats, roles, best[1]) if best else None


def _job_column(
    heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role], likely: Sequence[int]
) -> int | None:
    """Return the column of jobs beside one of who offers them, if it stands first, or tells the rows apart better.

    A link names who is listed, whatever jobs there are, unless the jobs have links of their own: "[Apply](…)".
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


def _are_short_names(stat: Stats) -> bool:
    """Tell whether each cell of a column says something else, in a few words."""
    return min(stat.filled, stat.distinct) > 0.9 and stat.length <= NAME_LENGTH


def _links_numbers(stats: Sequence[Stats]) -> bool:
    """Tell whether each row starts with another link that is called by a number: "[12](…)"."""
    first = stats[0]
    return first.tells_apart and first.only_links == first.linked == first.numeric == 1 and not first.names_others


def _or_first(stats: Sequence[Stats], roles: Sequence[Role], named: int) -> int:
    """Return the first column, if it is another link in each of many rows, in place of one with a few words for all.

    "| https://oak.org | not in use |"; a header or bold words tell that things have several rows.
    """
    first, words = stats[0], stats[named]
    is_told = roles[named] == "name" or words.strong > 0.5 or words.rows < MANY
    return 0 if first.tells_apart and first.linked > 0.9 and words.distinct <= 0.5 and not is_told else named

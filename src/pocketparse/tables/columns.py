"""What the columns of a table hold: names, descriptions, star counts, links, labels."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pocketparse.line.headers import (
    EMPLOYERS,
    HEADERS,
    JOBS,
    MAKERS,
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
from pocketparse.tables.name_columns import AVERAGE_SENTENCE, MANY_ROWS, name_column
from pocketparse.vocabulary import DESCRIPTIONS

AVERAGE_LABEL = 30
"""Length up to which the cells of a column are labels, on average, in characters."""
AVERAGE_HEADLESS_LABEL = 12
"""Length up to which the cells of a column are labels, on average, in a table without headers."""
PLAIN_WORDS = 3
"""Minimum number of words in small letters, on average, before the only column of labels describes the rows."""
FEED_HEADER = pattern(r"\b(?:rss|atom|feed)", re.IGNORECASE)
"""A word in headers over feeds."""


class Column(NamedTuple):
    """One column: its header as displayed, and what it holds."""

    header: str
    role: Role
    recurs: bool = False
    """Whether it has no header and short texts that recur, which are tags."""
    by: bool = False
    """Whether it holds the makers of the listed things, with links to them."""
    feeds: bool = False
    """Whether it holds links to feeds."""
    holds_labels: bool = False
    """Its header is one of labels: "License"."""
    holds_links: bool = False
    """Its header is one of links, which pictures may show: "Apply"."""
    holds_tags: bool = False
    """Its header is one of tags between commas: "Tags"."""
    holds_fields: bool = False
    """Nearly all of its cells are several fields, on a line each."""
    only_links: bool = False
    """Most of its cells are links and nothing else, whatever its header is."""
    tells_apart: bool = False
    """The texts of all rows differ, MANY_ROWS at least, so it holds no labels."""


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
    name = name_column(heads, stats, roles)
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
            recurs=not head and 0 < stat.distinct <= 0.5 and stat.length < AVERAGE_LABEL,
            by=key_of(head) in (MAKERS | EMPLOYERS if key_of(heads[name]) in JOBS else MAKERS),
            feeds=FEED_HEADER.search(head) is not None,
            holds_labels=headed(head, "label"),
            holds_links=role == "links" and headed(head, "links"),
            holds_tags=key_of(head) in TAGS,
            holds_fields=stat.holds_fields,
            only_links=stat.only_links > 0.5,
            tells_apart=len(rows) >= MANY_ROWS and stat.distinct == 1,
        )
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]


def _describe(heads: Sequence[str], stats: Sequence[Stats], roles: list[Role]) -> None:
    """Give the role "description" to the column of labels with the longest texts, if they are too long for labels.

    The only column of labels describes if it has PLAIN_WORDS: "walks in woods".
    """
    least = AVERAGE_LABEL if any(heads) else AVERAGE_HEADLESS_LABEL
    said = [
        stat.prose if role == "label" and _may_describe(head, stat) and stat.length > least else 0
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]
    longest = max(range(len(said)), key=said.__getitem__)
    if said[longest] > least and stats[longest].distinct > 0.5:
        roles[longest] = "description"
    elif roles.count("label") == 1 and any(heads):
        at = roles.index("label")
        if _may_describe(heads[at], stats[at]) and stats[at].plain_words >= PLAIN_WORDS and stats[at].distinct > 0.9:
            roles[at] = "description"


def _best_description(heads: Sequence[str], stats: Sequence[Stats], roles: Sequence[Role]) -> int:
    """Return the place of the best of several columns of descriptions: by its header, or else by its length."""
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
    """Tell whether a column may hold descriptions, by its header and its links."""
    is_said = stat.only_links <= 0.8 or stat.length > AVERAGE_SENTENCE
    return is_said and not stat.holds_fields and not says_label(head)


def _role(head: str, stat: Stats) -> Role:
    """Return the role of a column by its header, or else by its cells."""
    for role in HEADERS:
        if headed(head, role) and stat.may_be(role):
            return role
    if not head and stat.counts_up:
        return "rank"
    is_links = stat.only_links > 0.8 and stat.distinct < 0.5 and stat.numeric <= 0.8
    return "links" if is_links and not stat.names_others else "label"


def _beside_name(head: str, role: Role, stat: Stats) -> Role:
    """Return the role of a column that does not name the rows: links only are neither names nor descriptions.

    Descriptions may be links, if their texts differ; "More here" again and again describes nothing.
    """
    if role == "name" and stat.names_others and not headed(head, "links"):
        return "label"
    may_be_links = role == "name" or (role == "description" and stat.distinct < 0.5) or (role == "label" and not head)
    if may_be_links and stat.only_links > 0.8:
        return "links"
    return "label" if role == "name" else role

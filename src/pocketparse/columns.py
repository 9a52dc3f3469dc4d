"""What the columns of a table hold: names, descriptions, star counts, links, labels."""

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from pocketparse.captions import is_button
from pocketparse.dates import is_date
from pocketparse.groups import Stretch, outside
from pocketparse.headers import EITHER, HEADERS, MAKERS, NAMES, NOTES, TAGS, Role, headed, key_of, says_label, words_of
from pocketparse.patterns import pattern
from pocketparse.shown import WORD, Anchor, Inline, tidy
from pocketparse.stars import NUMBER as COUNT
from pocketparse.stars import SIGN, may_count, without_stars
from pocketparse.vocabulary import GENERIC, SEPARATORS, SHORTCODE, STOPS

MANY = 5
"""Rows of which two have the same label, where a column holds labels."""
LABEL_LENGTH = 30
"""Characters up to which words are a label."""
HEADLESS_LABEL_LENGTH = 12
"""The same where no header says what stands in a column."""
PLACEHOLDER = pattern(r"[-–—‐➖/\\|.…·*_~?？﹖\s]*|:\w*minus_sign:|n\.?\s?/\s?a\.?|null|\[//\]:.*", re.IGNORECASE)
"""What stands in a cell that says nothing."""
SAME_PLACE = 1.2
"""Places to which links called the same lead, on average and at the most, where they name one thing."""
LETTER = pattern(r"[^\W\d_]")
LISTED_WORD = r"(?![-–—·•]\s)[^\s,;|/\u3040-\u30ff\u4e00-\u9fff]++"
"""A word of a list; in Chinese and Japanese one may be a sentence."""
PIECE = rf"{LISTED_WORD}(?:\s{LISTED_WORD}){{0,3}}+"
LISTED = pattern(rf"{PIECE}(?:(?:\s[-–—·•]\s|\s?[/|,;]\s?){PIECE}){{2,}}+")
"""Three short pieces, of up to four words, or more: "Docker - React - Terraform", "Oak Street, 12, 80331 Treeville"."""
ORDINAL = pattern(r"\W*(\d{1,5})\W*")
PERIOD = pattern(r"(?:19|20)\d\d\s*[年년]?")
MONEY = pattern(
    r"[~≈]?\s*(?:(?:[$€£¥￥₹₽]|USD|EUR|RMB|CNY)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥￥₽元円원]|USD|EUR|RMB|CNY)).{0,12}"
)
COUNT_OF = pattern(r"\s*\d+\s\w+\s*")
FEED = pattern(r"\b(?:rss|atom|feed)", re.IGNORECASE)
NUMBER = pattern(
    rf"^\**\s*(?:{SIGN}|:star2?:)?\s*[~≈]?\s*({COUNT})\+?\s*(?:{SIGN}|:star2?:|stars?)?\s*\**$",
    re.IGNORECASE,
)


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
    holds_tags: bool = False
    """The same of tags, parted by commas: "Tags"."""
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
    stats = [_Stats(column, len(rows)) for column in cells]
    roles = [_role(head, stat) for head, stat in zip(heads, stats, strict=True)]
    name = _name_column(heads, stats, roles)
    if name is None:
        return None
    roles = [_beside_name(head, role, stat) for head, role, stat in zip(heads, roles, stats, strict=True)]
    roles[name] = "name"
    if "description" not in roles:
        least = LABEL_LENGTH if any(heads) else HEADLESS_LABEL_LENGTH
        said = [
            stat.prose if role == "label" and _may_describe(head, stat) and stat.length > least else 0
            for head, role, stat in zip(heads, roles, stats, strict=True)
        ]
        longest = max(range(count), key=said.__getitem__)
        if said[longest] > least and stats[longest].distinct > 0.5:
            roles[longest] = "description"
    elif roles.count("description") > 1:
        described = [at for at in range(count) if roles[at] == "description"]
        known = HEADERS["description"]
        best = max(
            described,
            key=lambda at: (NOTES.isdisjoint(words_of(heads[at])), key_of(heads[at]) in known, stats[at].length),
        )
        roles = ["label" if role == "description" and at != best else role for at, role in enumerate(roles)]
    return [
        Column(
            head,
            role,
            recurs=not head and 0 < stat.distinct <= 0.5 and stat.length < LABEL_LENGTH,
            by=key_of(head) in MAKERS,
            feeds=FEED.search(head) is not None,
            holds_labels=headed(head, "label"),
            holds_tags=key_of(head) in TAGS,
            tells_apart=len(rows) >= MANY and stat.distinct == 1,
        )
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]


class _Stats:
    """What the cells of one column have in common; shares are of the cells that say anything."""

    def __init__(self, cells: Sequence[Inline], rows: int) -> None:
        texts = [_uncounted(told(cell)) for cell in cells]
        filled = [at for at, cell in enumerate(cells) if texts[at] or cell.anchors]
        count = max(len(filled), 1)
        self._said = [(cells[at], texts[at]) for at in filled if WORD.search(texts[at])]
        worded = [text for _, text in self._said]
        self.filled = len(filled) / rows
        self.worded = len(worded) / count
        self.distinct = len(set(worded)) / max(len(worded), 1)
        self.length = sum(map(len, worded)) / max(len(worded), 1)
        numbers = [_is_number(text) or _starts_with_number(cell) for cell, text in self._said]
        self.numeric = sum(numbers) / max(len(numbers), 1)
        dates = sum(not cells[at].anchors and is_date(texts[at]) for at in filled) / count
        worded_links = [sum(anchor.kind in ("text", "bare") for anchor in cells[at].anchors) for at in filled]
        self.linked = sum(bool(cells[at].anchors) and _is_linked(cells[at]) for at in filled) / count
        generic = sum(text.casefold() in GENERIC for text in worded) / max(len(worded), 1)
        self.strong = sum(_starts_bold(cells[at]) for at in filled) / count
        money = sum(bool(MONEY.fullmatch(text)) for text in worded) / max(len(worded), 1)
        urls = sum(any(one.kind == "bare" for one in cells[at].anchors[:1]) for at in filled) / count
        self.hosts = sum(any(map(partial(_shows_host, cells[at]), cells[at].anchors[:1])) for at in filled) / count
        self.only_links = sum(only_links(cells[at]) for at in filled) / count
        runs = sum(links > 3 and only_links(cells[at]) for at, links in zip(filled, worded_links, strict=True)) / count
        no_names = max(self.numeric, generic, urls, runs, money, dates)
        self.is_worded = min(self.filled, self.worded) >= 0.5 >= no_names
        self.may_name = self.is_worded and self.distinct >= 0.5

    @property
    def prose(self) -> float:
        """How long the texts of cells are, on average, shortcodes aside; 0 where they are lists of short pieces."""
        lengths = [] if self._lists_pieces() else [_prose_length(text) for _, text in self._said]
        return sum(lengths) / max(len(lengths), 1)

    @property
    def names_others(self) -> bool:
        """Tell whether its links name what several rows have in common: each "[Oak](…)" leads to one place.

        What is called as any link may be, "Website", leads to another in each row.
        """
        linked = [(text, cell.anchors[0].href) for cell, text in self._said if cell.anchors]
        return len({text for text, _ in linked}) * SAME_PLACE >= len(set(linked)) < len(linked)

    def _lists_pieces(self) -> bool:
        """Tell whether most cells with words list short pieces or code spans, and hardly any is a sentence."""
        listed = sum(bool(LISTED.fullmatch(text)) or _holds_codes(cell) for cell, text in self._said)
        sentences = sum(text.endswith(STOPS) for _, text in self._said)
        return listed * 2 > len(self._said) and sentences * 10 <= len(self._said)

    @property
    def tells_apart(self) -> bool:
        """Tell whether each row has something in this column, and no two the same."""
        return self.filled == self.distinct == 1

    def _counts_rows(self) -> bool:
        """Tell whether half of the cells are numbers, and half of these one more than that above, or the first."""
        ordinals = [match for _, text in self._said if (match := ORDINAL.fullmatch(text))]
        follow = sum(int(one[1]) in (0, 1, int(above[1]) + 1) for above, one in pairwise(ordinals))
        return len(ordinals) * 2 >= len(self._said) and follow * 2 >= len(ordinals) - 1

    def may_be(self, role: Role) -> bool:
        """Tell whether the cells that say anything fit a header: they count rows, or half of them stars.

        Numbers describe nothing: "Contributions".
        """
        if role == "rank":
            return self._counts_rows()
        if role == "stars":
            return self.numeric >= 0.5 or not self._said
        return role != "description" or self.numeric <= 0.8


def _is_number(text: str) -> bool:
    return bool(NUMBER.match(text) or PERIOD.fullmatch(text))


def _starts_with_number(cell: Inline) -> bool:
    """Tell whether the first of several lines is a number: "92.2", above who has reached that."""
    first, below, _ = cell.text.partition("\n")
    return bool(below) and _is_number(tidy(first))


def _may_describe(head: str, stat: _Stats) -> bool:
    """Tell whether a column may hold descriptions, going by its header and its links."""
    return stat.only_links <= 0.8 and key_of(head) not in HEADERS["label"]


def _holds_codes(cell: Inline) -> bool:
    """Tell whether a cell holds code spans and nothing else."""
    codes = [(mark.start, mark.end) for mark in cell.marks if mark.kind == "code"]
    return bool(codes) and not WORD.search("".join(outside(cell.text, codes)))


def _prose_length(text: str) -> int:
    """Return how long a text is, without shortcodes; 0 where there is no word in it."""
    bare = SHORTCODE.sub("", text)
    return len(bare) if LETTER.search(bare) else 0


def _uncounted(text: str) -> str:
    """Return a text without counts of stars, if more is left than a sign: "GitHub · ★ 26"."""
    bare = without_stars(text).strip(SEPARATORS) if may_count(text) else text
    return bare if WORD.search(bare) else text


def _is_linked(cell: Inline) -> bool:
    """Tell whether a cell has a link called by words, and not as any may be.

    A picture says what it leads to: "[🔊](…) /oʊk/".
    """
    labels = (cell.text[link.start : link.end] for link in cell.anchors if link.kind in ("text", "bare"))
    return any(WORD.search(label) and label.strip().casefold() not in GENERIC for label in labels)


def _shows_host(cell: Inline, link: Anchor) -> bool:
    """Tell whether a link is called by its own URL without the scheme, or by the host of it."""
    said = cell.text[link.start : link.end].strip().casefold().removeprefix("www.")
    url = link.href.casefold().partition("://")[2].removeprefix("www.")
    return link.kind == "text" and "." in said and url.startswith(said)


def _starts_bold(cell: Inline) -> bool:
    return any(mark.kind == "strong" and not WORD.search(cell.text, 0, mark.start) for mark in cell.marks)


def told(cell: Inline, labels: Sequence[Stretch] = ()) -> str:
    """Return the text of a cell on one line, "" for a placeholder: "-", "N/A"; without summaries that say nothing.

    Nor are labels in it part of it, that were read on their own.
    """
    drop = [*labels]
    for mark in cell.marks:
        if mark.kind == "summary":
            hidden = "".join(outside(cell.text, [*drop, (mark.start, mark.end)]))
            if WORD.search(hidden) and (_opens(mark.text) or hidden.strip().startswith(mark.text.strip(" .…"))):
                drop.append((mark.start, mark.end))
    text = tidy("".join(outside(cell.text, drop)).replace("\n", " "))
    return "" if PLACEHOLDER.fullmatch(text) and not any(mark.kind == "code" for mark in cell.marks) else text


def _opens(summary: str) -> bool:
    """Tell whether a summary bids to open it, or counts what it hides: "4 locations"."""
    return COUNT_OF.fullmatch(summary) is not None or "展开" in summary or is_button(summary)


def only_links(cell: Inline) -> bool:
    """Tell whether a cell has links and nothing but numbers beside them."""
    links = [(anchor.start, anchor.end) for anchor in cell.anchors]
    return bool(links) and not LETTER.search("".join(outside(cell.text, links)))


def _role(head: str, stat: _Stats) -> Role:
    """Return what a column holds by its header, or else by its cells."""
    for role in HEADERS:
        if headed(head, role) and stat.may_be(role):
            return role
    is_links = stat.only_links > 0.8 and stat.distinct < 0.5 and stat.numeric <= 0.8
    return "links" if is_links and not stat.names_others else "label"


def _beside_name(head: str, role: Role, stat: _Stats) -> Role:
    """Return what a column holds that does not name the rows: nothing but links is neither names nor descriptions.

    Descriptions may be links, if they are not called the same again and again: "More here".
    """
    if role == "name" and head and stat.names_others and not headed(head, "links"):
        return "label"
    may_be_links = role == "name" or (role == "description" and stat.distinct < 0.5) or (role == "label" and not head)
    if may_be_links and stat.only_links > 0.8:
        return "links"
    return "label" if role == "name" else role


def _name_column(heads: Sequence[str], stats: Sequence[_Stats], roles: Sequence[Role]) -> int | None:
    """Return the column whose cells are told apart by their text: the headed, linked or bold, leftmost one."""
    likely = [at for at, stat in enumerate(stats) if stat.may_name and roles[at] not in ("stars", "rank")]
    if "links" in roles and all(not NOTES.isdisjoint(words_of(heads[at])) for at in likely):
        # Some things have several rows: "| Oak | Lite | $5 | …", "| Oak | Pro | $9 | …"
        worded = (at for at, stat in enumerate(stats) if stat.is_worded and heads[at])
        return next((at for at in worded if roles[at] not in ("links", "rank")), None)
    headed_so = [at for at in likely if roles[at] == "name"]
    may_head = 0 in likely and key_of(heads[0]) in EITHER and stats[0].tells_apart
    if 0 in likely and any(heads) and (not heads[0] or may_head):
        headed_so = [0]  # the headers speak of all but what stands first, or may mean that it names the rows
    best: tuple[float, int] | None = None
    for at in likely:
        stat, labels = stats[at], says_label(heads[at]) and not (at == 0 and may_head)
        score = 3.0 * (roles[at] == "name") + 3.0 * stat.linked * stat.worded + 2.0 * stat.strong
        score += 3.0 * (at in headed_so[:1] and min(stat.filled, stat.distinct) > 0.9)
        score += 3.0 * (not labels and not NAMES.isdisjoint(words_of(heads[at])))
        score -= 3.0 * stat.hosts + 1.5 * (roles[at] == "description") + 1.5 * labels + 2.0 * (roles[at] == "links")
        score += stat.distinct + stat.filled - (stat.length > 120) - 0.25 * at
        if best is None or score > best[0]:
            best = (score, at)
    if best and 0 in likely and stats[best[1]].filled < 0.8 <= stats[0].distinct and stats[0].filled == 1:
        return 0  # a name is what no row lacks
    return best[1] if best else None

"""What the cells of one column of a table have in common: how many say something, link, count, or are called alike."""

import re
from collections.abc import Sequence, Set
from functools import cached_property, partial
from itertools import islice, pairwise

from pocketparse.entry.fields import labelled_lines
from pocketparse.line.dates import is_date
from pocketparse.line.headers import Role
from pocketparse.line.linked import is_generic
from pocketparse.line.stars import NUMBER as COUNT
from pocketparse.line.stars import RATING, SIGN, may_count, without_stars
from pocketparse.line.trimming import Stretch, outside, stretches
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.patterns import pattern
from pocketparse.titles import is_button
from pocketparse.vocabulary import GENERIC, PREPOSITION, SEPARATORS, SHORTCODE, STOPS

PLACEHOLDER = pattern(
    r"[-–—‐➖/\\|.…·*_~?？﹖\s]*|:\w*minus_sign:|n\.?\s?/\s?a\.?|null|(?-i:nan)|\[//\]:.*"
    r"|<no\s[^<>]{1,40}\sfound>",
    re.IGNORECASE,
)
"""What stands in a cell that says nothing: "-", "N/A", "<No licence found>"."""
SAME_PLACE = 1.2
"""Places to which links called the same lead, on average and at the most, where they name one thing."""
LISTING_CELLS = 3
"""Cells of several links each, at least, in a column that lists what others name."""
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
COUNTED = pattern(r"\W*[^\W\d_]*\s?#\d+\W*")
"""What a link is called that is one of many of a kind: "Issue #12"."""
COUNT_OF = pattern(r"\s*\d+\s\w+\s*")
APART = pattern(r"\n[^\S\n]*\n")
"""What stands between items of a list, as displayed."""
VALUE = pattern(r"\d|\w\s?[:：]\s?\S")
"""A number, or what stands behind a label."""
SUMMARIES = 20
"""Summaries of a cell that are looked at, at most: all that it says is looked through for each."""
GOES_ON = pattern(r"[,，、;:：/+&]\n|\n[(（+,，、/&]")
"""Where a line goes on with the one above: "Oak 2<br>(4b)", "Oak,<br>Elm"."""
NUMBER = pattern(
    rf"^\**\s*(?:{SIGN}|:star2?:)?\s*[~≈]?\s*({COUNT})\+?\s*(?:{SIGN}|:star2?:|stars?)?\s*\**$",
    re.IGNORECASE,
)


class Stats:
    """What the cells of one column have in common; shares are of the cells that say anything."""

    def __init__(self, cells: Sequence[Inline], rows: int) -> None:
        """Count the cells of a column, in a table of so many rows."""
        texts = [_uncounted(told(cell)) for cell in cells]
        filled = [at for at, cell in enumerate(cells) if texts[at] or cell.anchors]
        count = max(len(filled), 1)
        self._cells = cells
        self._said = [(cells[at], texts[at]) for at in filled if WORD.search(texts[at])]
        worded = [text for _, text in self._said]
        self.rows = rows
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
    def plain_words(self) -> float:
        """How many words of a cell are no names, on average: all of "walks in woods", but one of "University of Oaks".

        None where cells are lists of short pieces.
        """
        counts = [] if self._lists_pieces() else [sum(map(_is_plain, text.split())) for _, text in self._said]
        return sum(counts) / max(len(counts), 1)

    @property
    def places(self) -> int:
        """To how many places the first links of its cells lead."""
        return len({cell.anchors[0].href for cell in self._cells if cell.anchors})

    @property
    def names_others(self) -> bool:
        """Tell whether its links name what several rows have in common: each "[Oak](…)" leads to one place.

        What is called as any link may be, "Website", leads to another in each row.
        """
        linked = [(text, cell.anchors[0].href) for cell, text in self._said if cell.anchors]
        return len({text for text, _ in linked}) * SAME_PLACE >= len(set(linked)) < len(linked)

    @property
    def lists_others(self) -> bool:
        """Tell whether many cells are several links each, a quarter of which stand in other cells, too."""
        found = [{link.href for link in cell.anchors} for cell, _ in self._said if only_links(cell)]
        several = sum(len(links) > 1 for links in found)
        return several >= LISTING_CELLS and several * 3 >= self.rows and _recur(found)

    @property
    def sentences(self) -> float:
        """What part of the cells with words end as a sentence does, and have no link."""
        return sum(text.endswith(STOPS) and not cell.anchors for cell, text in self._said) / max(len(self._said), 1)

    @cached_property
    def holds_fields(self) -> bool:
        """Tell whether nearly all cells are several fields each, on lines of their own: "Stars: 79", "License: MIT"."""
        said = [cell for cell, _ in self._said if "\n" in cell.text]
        fields = sum(bool(labelled_lines(cell.text)) for cell in said) if len(said) * 2 > len(self._said) else 0
        return fields * 10 > len(self._said) * 9

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

    @property
    def counts_up(self) -> bool:
        """Tell whether all cells are numbers, most of them one more than that above: "1", "2", "3"; years are none."""
        found = (ORDINAL.fullmatch(text) for _, text in self._said if not PERIOD.fullmatch(text))
        ordinals = [int(match[1]) for match in found if match]
        follow = sum(one == above + 1 for above, one in pairwise(ordinals))
        return len(ordinals) == len(self._said) and follow * 2 > self.rows and self.linked == 0

    def _rates(self) -> bool:
        """Tell whether most cells are numbers that count nothing: "4.5"."""
        numbers = (NUMBER.match(text) for _, text in self._said)
        return sum(number is not None and bool(RATING.fullmatch(number[1])) for number in numbers) * 2 > len(self._said)

    def may_be(self, role: Role) -> bool:
        """Tell whether the cells that say anything fit a header: they count rows, or half of them stars.

        Numbers describe nothing: "Contributions".
        """
        if role == "rank":
            return self._counts_rows()
        if role == "stars":
            return not self._said or (self.numeric >= 0.5 and not self._rates())
        return role != "description" or self.numeric <= 0.8


def _recur(found: Sequence[Set[str]]) -> bool:
    """Tell whether a quarter of the links in some cells stand in others, too."""
    return len(set().union(*found)) * 4 <= sum(map(len, found)) * 3


def _is_number(text: str) -> bool:
    return bool(NUMBER.match(text) or PERIOD.fullmatch(text))


def _starts_with_number(cell: Inline) -> bool:
    """Tell whether the first of several lines is a number: "92.2", above who has reached that."""
    first, below, _ = cell.text.partition("\n")
    return bool(below) and _is_number(tidy(first))


def _holds_codes(cell: Inline) -> bool:
    """Tell whether a cell holds code spans and nothing else."""
    codes = stretches(mark for mark in cell.marks if mark.kind == "code")
    return bool(codes) and not WORD.search("".join(outside(cell.text, codes)))


def _is_plain(word: str) -> bool:
    return word[0].isalpha() and not word[0].isupper()


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
    links = (link for link in cell.anchors if link.kind in ("text", "bare") and not is_generic(cell.text, link))
    labels = (cell.text[link.start : link.end] for link in links)
    return any(WORD.search(label) and not COUNTED.fullmatch(label) for label in labels)


def _shows_host(cell: Inline, link: Anchor) -> bool:
    """Tell whether a link is called by its own URL, or by the host of it: "<https://oak.org>", "[oak.org](…)"."""
    said, url = map(_without_scheme, (cell.text[link.start : link.end].strip(), link.href))
    return link.kind == "text" and "://" in link.href and "." in said and url.startswith(said)


def _without_scheme(url: str) -> str:
    return url.casefold().rpartition("://")[2].removeprefix("www.")


def _starts_bold(cell: Inline) -> bool:
    return any(mark.kind == "strong" and not WORD.search(cell.text, 0, mark.start) for mark in cell.marks)


def told(cell: Inline, labels: Sequence[Stretch] = ()) -> str:
    """Return the text of a cell on one line, "" for a placeholder: "-", "N/A"; without summaries that say nothing.

    Nor are labels in it part of it, that were read on their own. A sign in code may be what a row is about.
    """
    text = tidy(_shown(cell, labels).replace("\n", " "))
    if not PLACEHOLDER.fullmatch(text):
        return text  # nearly all
    return "" if text.startswith("<") or not any(mark.kind == "code" for mark in cell.marks) else text


def values_in(cell: Inline) -> str:
    """Return the text of a cell, several values on a line each: "2b: 4,096<br>7b: 8,192", items of a list.

    Words that are only broken, "Ann Lee<br>Tree School", are one value.
    """
    said = told(cell)
    shown = _shown(cell, ()).strip() if said and "\n" in cell.text else said
    lines = [line for one in shown.split("\n") if not PLACEHOLDER.fullmatch(line := tidy(one))]
    return "\n".join(lines) if len(lines) > 1 and _stand_apart(cell, shown, lines) else said


def _stand_apart(cell: Inline, shown: str, lines: Sequence[str]) -> bool:
    """Tell whether each line of a cell is a value: an item of a list, or with a number, a label or a link."""
    if GOES_ON.search("\n".join(lines)) or any(map(PREPOSITION.search, lines)) or not all(map(WORD.search, lines)):
        return False
    called = [name for link in cell.anchors if (name := tidy(cell.text[link.start : link.end]))]
    are_full = all(VALUE.search(line) or any(name in line for name in called) for line in lines)
    return are_full or APART.search(shown) is not None


def _shown(cell: Inline, labels: Sequence[Stretch]) -> str:
    """Return the text of a cell without labels in it and summaries that say nothing."""
    drop = [*labels]
    for mark in islice((mark for mark in cell.marks if mark.kind == "summary"), SUMMARIES):
        hidden = "".join(outside(cell.text, [*drop, (mark.start, mark.end)]))
        if WORD.search(hidden) and (_opens(mark.text) or hidden.strip().startswith(mark.text.strip(" .…"))):
            drop.append((mark.start, mark.end))
    return "".join(outside(cell.text, drop))


def _opens(summary: str) -> bool:
    """Tell whether a summary bids to open it, or counts what it hides: "4 locations"; or says that there are others."""
    is_rest = summary.strip(" .…").casefold() == "others"
    return is_rest or COUNT_OF.fullmatch(summary) is not None or "展开" in summary or is_button(summary)


def only_links(cell: Inline) -> bool:
    """Tell whether a cell has links that leave the page, and nothing but numbers beside them."""
    links = stretches(anchor for anchor in cell.anchors if not anchor.stays)
    return bool(links) and not LETTER.search("".join(outside(cell.text, links)))

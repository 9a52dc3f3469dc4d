"""What the cells of one column of a table have in common: how many say something, link, count, or are called alike."""

import re
from collections.abc import Sequence, Set
from functools import cached_property
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

EMPTY_CELL = pattern(
    r"[-–—‐➖/\\|.…·*_~?？﹖\s]*|:\w*minus_sign:|n\.?\s?/\s?a\.?|null|(?-i:nan)|\[//\]:.*"
    r"|<no\s[^<>]{1,40}\sfound>",
    re.IGNORECASE,
)
"""The text of a cell that says nothing: "-", "N/A", "<No licence found>"."""
LONGEST_EMPTY = len("n. / a.")
"""Most characters of such a text that starts with a letter."""
PLACES_PER_TEXT = 1.2
"""Links of a column name the same few things if those of one text lead to so many URLs at most, on average."""
LISTING_CELLS = 3
"""Minimum number of cells with several links each in a column that lists things named in other rows."""
LETTER = pattern(r"[^\W\d_]")
LISTED_WORD = r"(?![-–—·•]\s)[^\s,;|/\u3040-\u30ff\u4e00-\u9fff]++"
"""A word of a list in one cell; none in Chinese or Japanese, where it may be a sentence."""
LISTED_PIECE = rf"{LISTED_WORD}(?:\s{LISTED_WORD}){{0,3}}+"
"""One to four words of a list in one cell."""
LIST_OF_PIECES = pattern(rf"{LISTED_PIECE}(?:(?:\s[-–—·•]\s|\s?[/|,;]\s?){LISTED_PIECE}){{2,}}+")
"""Three pieces of a list in one cell, or more: "Docker - React - Terraform", "Oak Street, 12, 80331 Treeville"."""
ROW_NUMBER = pattern(r"\W*(\d{1,5})\W*")
"""A whole number, maybe with signs around it: "12."."""
YEAR_CELL = pattern(r"(?:19|20)\d\d\s*[年년]?")
"""A year that fills a cell."""
AMOUNT = pattern(
    r"[~≈]?\s*(?:(?:[$€£¥￥₹₽]|USD|EUR|RMB|CNY)\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥￥₽元円원]|USD|EUR|RMB|CNY)).{0,12}"
)
"""A sum of money, a few characters behind it allowed: "$12 / month"."""
NUMBERED_LINK = pattern(r"\W*[^\W\d_]*\s?#\d+\W*")
"""The text of a link to one of many things of a kind: "Issue #12"."""
COUNT_OF_HIDDEN = pattern(r"\s*\d+\s\w+\s*")
"""A summary that counts the things it hides: "4 locations"."""
BLANK_LINE = pattern(r"\n[^\S\n]*\n")
"""A blank line, which stands between the items of a list in displayed text."""
VALUE = pattern(r"\d|\w\s?[:：]\s?\S")
"""A digit, or a label and its value."""
SUMMARIES = 20
"""Maximum number of summaries in a cell that are looked at, since each takes a look at the whole text."""
BROKEN_LINE = pattern(r"[,，、;:：/+&]\n|\n[(（+,，、/&]")
"""A line break within a text that goes on: "Oak 2<br>(4b)", "Oak,<br>Elm"."""
COUNT_CELL = pattern(
    rf"^\**\s*(?:{SIGN}|:star2?:)?\s*[~≈]?\s*({COUNT})\+?\s*(?:{SIGN}|:star2?:|stars?)?\s*\**$",
    re.IGNORECASE,
)
"""A count that fills a cell, maybe with stars: "~5,080+", "⭐ 3.1k"."""


class Stats:
    """What the cells of one column have in common; shares, 0 to 1, are of the cells that are not empty."""

    def __init__(self, cells: Sequence[Inline], rows: int) -> None:
        """Count what the cells of a column hold, in a table of `rows` rows, some of which may lack the cell."""
        texts = [_uncounted(told(cell)) for cell in cells]
        filled = [(cell, text) for cell, text in zip(cells, texts, strict=True) if text or cell.anchors]
        linked = [cell for cell, _ in filled if cell.anchors]
        only_linked = [cell for cell in linked if only_links(cell)]
        count = max(len(filled), 1)
        self._cells = cells
        self._said = [(cell, text) for cell, text in filled if WORD.search(text)]
        worded = [text for _, text in self._said]
        self.rows = rows
        self.filled = len(filled) / rows
        self.worded = len(worded) / count
        self.distinct = len(set(worded)) / max(len(worded), 1)
        self.length = sum(map(len, worded)) / max(len(worded), 1)
        numbers = [text for cell, text in self._said if _is_number(text) or _starts_with_number(cell)]
        self.numeric = len(numbers) / max(len(worded), 1)
        self.linked = len([cell for cell in linked if _is_linked(cell)]) / count
        self.strong = len([cell for cell, _ in filled if cell.marks and _starts_bold(cell)]) / count
        self.hosts = len([cell for cell in linked if _shows_host(cell, cell.anchors[0])]) / count
        self.only_links = len(only_linked) / count
        urls = len([cell for cell in linked if cell.anchors[0].kind == "bare"]) / count
        runs = len([cell for cell in only_linked if _count_worded(cell.anchors) > 3]) / count
        dates = len([text for cell, text in filled if not cell.anchors and is_date(text)]) / count
        generic = len([text for text in worded if text.casefold() in GENERIC]) / max(len(worded), 1)
        money = len([text for text in worded if AMOUNT.fullmatch(text)]) / max(len(worded), 1)
        no_names = max(self.numeric, generic, urls, runs, money, dates)
        self.is_worded = min(self.filled, self.worded) >= 0.5 >= no_names
        self.may_name = self.is_worded and self.distinct >= 0.5

    @property
    def prose(self) -> float:
        """Average length of the texts in characters, without shortcodes; 0 if the cells list short pieces."""
        lengths = [] if self._lists_pieces() else [_prose_length(text) for _, text in self._said]
        return sum(lengths) / max(len(lengths), 1)

    @property
    def plain_words(self) -> float:
        """Average number of words in small letters, 0 if the cells list short pieces: three in "walks in woods"."""
        counts = [] if self._lists_pieces() else [sum(map(_is_plain, text.split())) for _, text in self._said]
        return sum(counts) / max(len(counts), 1)

    @property
    def places(self) -> int:
        """Number of different URLs of the first links of the cells."""
        return len({cell.anchors[0].href for cell in self._cells if cell.anchors})

    @property
    def names_others(self) -> bool:
        """Whether several rows link to the same thing by the same text: each "[Oak](…)" has one URL.

        Generic links, "Website", have another URL in each row.
        """
        linked = [(text, cell.anchors[0].href) for cell, text in self._said if cell.anchors]
        return len({text for text, _ in linked}) * PLACES_PER_TEXT >= len(set(linked)) < len(linked)

    @property
    def lists_others(self) -> bool:
        """Whether a third of the rows, LISTING_CELLS at least, hold several links each, a quarter of which recur."""
        found = [{link.href for link in cell.anchors} for cell, _ in self._said if only_links(cell)]
        several = sum(len(links) > 1 for links in found)
        return several >= LISTING_CELLS and several * 3 >= self.rows and _recur(found)

    @property
    def sentences(self) -> float:
        """Share of the cells with words that end like a sentence and have no link."""
        return sum(text.endswith(STOPS) and not cell.anchors for cell, text in self._said) / max(len(self._said), 1)

    @cached_property
    def holds_fields(self) -> bool:
        """Whether nine of ten cells are several fields, on a line each: "Stars: 79", "License: MIT"."""
        said = [cell for cell, _ in self._said if "\n" in cell.text]
        fields = sum(bool(labelled_lines(cell.text)) for cell in said) if len(said) * 2 > len(self._said) else 0
        return fields * 10 > len(self._said) * 9

    def _lists_pieces(self) -> bool:
        """Tell whether most cells with words list short pieces or code spans, and one in ten at most is a sentence."""
        listed = sum(bool(LIST_OF_PIECES.fullmatch(text)) or _holds_codes(cell) for cell, text in self._said)
        sentences = sum(text.endswith(STOPS) for _, text in self._said)
        return listed * 2 > len(self._said) and sentences * 10 <= len(self._said)

    @property
    def tells_apart(self) -> bool:
        """Whether no cell is empty and no two texts are the same."""
        return self.filled == self.distinct == 1

    def _counts_rows(self) -> bool:
        """Tell whether half of the cells are numbers, and half of these are 0, 1 or one more than that above."""
        ordinals = [match for _, text in self._said if (match := ROW_NUMBER.fullmatch(text))]
        follow = sum(int(one[1]) in (0, 1, int(above[1]) + 1) for above, one in pairwise(ordinals))
        return len(ordinals) * 2 >= len(self._said) and follow * 2 >= len(ordinals) - 1

    @property
    def counts_up(self) -> bool:
        """Whether all cells are numbers but no years, most of them one more than that above: "1", "2", "3"."""
        found = (ROW_NUMBER.fullmatch(text) for _, text in self._said if not YEAR_CELL.fullmatch(text))
        ordinals = [int(match[1]) for match in found if match]
        follow = sum(one == above + 1 for above, one in pairwise(ordinals))
        return len(ordinals) == len(self._said) and follow * 2 > self.rows and self.linked == 0

    def _rates(self) -> bool:
        """Tell whether most cells are ratings: "4.5"."""
        numbers = (COUNT_CELL.match(text) for _, text in self._said)
        return sum(number is not None and bool(RATING.fullmatch(number[1])) for number in numbers) * 2 > len(self._said)

    def may_be(self, role: Role) -> bool:
        """Tell whether the cells fit a header of a role: ranks count rows, stars are numbers, descriptions are none."""
        if role == "rank":
            return self._counts_rows()
        if role == "stars":
            return not self._said or (self.numeric >= 0.5 and not self._rates())
        return role != "description" or self.numeric <= 0.8


def _recur(found: Sequence[Set[str]]) -> bool:
    """Tell whether a quarter of the links in some cells recur in other cells."""
    return len(set().union(*found)) * 4 <= sum(map(len, found)) * 3


def _is_number(text: str) -> bool:
    return bool(COUNT_CELL.match(text) or YEAR_CELL.fullmatch(text))


def _starts_with_number(cell: Inline) -> bool:
    """Tell whether the first of several lines is a number: "92.2" over "Ann Lee"."""
    return "\n" in cell.text and _is_number(tidy(cell.text.partition("\n")[0]))


def _count_worded(links: Sequence[Anchor]) -> int:
    """Return the number of links that show words."""
    return len([link for link in links if link.kind in ("text", "bare")])


def _holds_codes(cell: Inline) -> bool:
    """Tell whether a cell holds code spans and nothing else."""
    codes = stretches(mark for mark in cell.marks if mark.kind == "code")
    return bool(codes) and not WORD.search("".join(outside(cell.text, codes)))


def _is_plain(word: str) -> bool:
    return word[0].isalpha() and not word[0].isupper()


def _prose_length(text: str) -> int:
    """Return the length of a text without shortcodes in characters, 0 if it has no letters."""
    bare = SHORTCODE.sub("", text)
    return len(bare) if LETTER.search(bare) else 0


def _uncounted(text: str) -> str:
    """Return a text without star counts, or the whole text if no word is left: "GitHub · ★ 26"."""
    bare = without_stars(text).strip(SEPARATORS) if may_count(text) else text
    return bare if WORD.search(bare) else text


def _is_linked(cell: Inline) -> bool:
    """Tell whether a cell has a link of words that are not generic; a picture names nothing: "[🔊](…) /oʊk/"."""
    for link in cell.anchors:
        label = cell.text[link.start : link.end]
        is_said = link.kind in ("text", "bare") and WORD.search(label) and not is_generic(cell.text, link)
        if is_said and not NUMBERED_LINK.fullmatch(label):
            return True
    return False


def _shows_host(cell: Inline, link: Anchor) -> bool:
    """Tell whether the text of a link is the start of its URL, such as the host: "[oak.org](https://oak.org/saws)"."""
    said = cell.text[link.start : link.end].strip()
    if link.kind != "text" or "." not in said or "://" not in link.href:
        return False  # nearly all
    said = _without_scheme(said)
    return "." in said and _without_scheme(link.href).startswith(said)


def _without_scheme(url: str) -> str:
    return url.casefold().rpartition("://")[2].removeprefix("www.")


def _starts_bold(cell: Inline) -> bool:
    return any(mark.kind == "strong" and not WORD.search(cell.text, 0, mark.start) for mark in cell.marks)


def told(cell: Inline, labels: Sequence[Stretch] = ()) -> str:
    """Return the text of a cell on one line without some labels, "" if it is a placeholder: "-", "N/A".

    Summaries that say nothing are left out. A placeholder in code is text: it may be the operator a row is about.
    """
    text = tidy(_shown(cell, labels).replace("\n", " "))
    if (text[:1].isalpha() and len(text) > LONGEST_EMPTY) or not EMPTY_CELL.fullmatch(text):
        return text  # nearly all
    return "" if text.startswith("<") or not any(mark.kind == "code" for mark in cell.marks) else text


def values_in(cell: Inline) -> str:
    """Return the text of a cell with each of several values on a line: "2b: 4,096<br>7b: 8,192", items of a list.

    Words with a line break, "Ann Lee<br>Tree School", are one value, on one line.
    """
    said = told(cell)
    shown = _shown(cell, ()).strip() if said and "\n" in cell.text else said
    lines = [line for one in shown.split("\n") if not EMPTY_CELL.fullmatch(line := tidy(one))]
    return "\n".join(lines) if len(lines) > 1 and _stand_apart(cell, shown, lines) else said


def _stand_apart(cell: Inline, shown: str, lines: Sequence[str]) -> bool:
    """Tell whether each line of a cell is a value: an item of a list, or a text with a number, a label or a link."""
    if BROKEN_LINE.search("\n".join(lines)) or any(map(PREPOSITION.search, lines)) or not all(map(WORD.search, lines)):
        return False
    called = [name for link in cell.anchors if (name := tidy(cell.text[link.start : link.end]))]
    are_full = all(VALUE.search(line) or any(name in line for name in called) for line in lines)
    return are_full or BLANK_LINE.search(shown) is not None


def _shown(cell: Inline, labels: Sequence[Stretch]) -> str:
    """Return the text of a cell without some labels and without summaries that say nothing."""
    if not labels and not cell.marks:
        return cell.text  # nearly all
    drop = [*labels]
    for mark in islice((mark for mark in cell.marks if mark.kind == "summary"), SUMMARIES):
        hidden = "".join(outside(cell.text, [*drop, (mark.start, mark.end)]))
        if WORD.search(hidden) and (_opens(mark.text) or hidden.strip().startswith(mark.text.strip(" .…"))):
            drop.append((mark.start, mark.end))
    return "".join(outside(cell.text, drop))


def _opens(summary: str) -> bool:
    """Tell whether a summary says nothing: it bids to open it, is "others", or counts the hidden: "4 locations"."""
    is_rest = summary.strip(" .…").casefold() == "others"
    return is_rest or COUNT_OF_HIDDEN.fullmatch(summary) is not None or "展开" in summary or is_button(summary)


def only_links(cell: Inline) -> bool:
    """Tell whether a cell has links that leave the page, and no letters beside them."""
    if not cell.anchors:
        return False
    links = stretches([anchor for anchor in cell.anchors if not anchor.stays])
    return bool(links) and not LETTER.search("".join(outside(cell.text, links)))

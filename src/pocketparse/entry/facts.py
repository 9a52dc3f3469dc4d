"""Facts on a line beside words about a thing: when it was updated, where it came out, figures in small print."""

from collections import Counter
from operator import attrgetter

from pocketparse.entry.code_spans import COMMAND
from pocketparse.entry.fields import LABELLED_VALUE, PIECE_WORDS
from pocketparse.entry.star_counts import is_count
from pocketparse.line.dates import DATE_LENGTH, is_venue, says_when
from pocketparse.line.habits import ENOUGH, Habit
from pocketparse.line.headers import HEADERS, key_of
from pocketparse.line.legends import SIGN
from pocketparse.line.stars import may_count
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import HOLE, outside, stretches
from pocketparse.markup.shown import WORD, Inline, tidy
from pocketparse.names.people import has_others
from pocketparse.names.venues import IN_SHORT, SHORT_VENUE, where_and_when
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import BARS, COLONS, SENTENCE_STOP, STOPS, has_colon

LEAST_PIECES = 3
"""Least pieces between bars of a line that is nothing else: "2026-07-10 · 750 rows · CC BY 4.0"."""
COUNT_OF_USE = pattern(r"\d[\d.,]*[kKmM]?\+?\s(?:stars?|forks?|contributors?|watchers?|commits?|(?:open\s)?issues?)")
"""A piece that is a count of stars, forks and the like, and no label: "12 forks"."""
VENUE_BRACKET = pattern(r"[(（]([^()（）]{1,40})[)）]")
"""A round bracket, which may be all that stands beside links: "(Trees 2014)"."""
VENUE_IN_FRONT = pattern(
    r"\W*(?P<where>(?:[A-Z]|[a-z]+[A-Z])[\w&.’'-]*(?:\s(?:[A-Z][\w&’'-]*|of|the|and|on|in|for|&))*(?P<comma>,?)\s(?:19|20)\d\d)"
    r"\.?[\s(\[]*"
)
"""A venue and a year in front of links: "arXiv, 2024.", "Nature Reports of Woods, 2021."."""
SIGNS_AROUND = pattern(r"^\W+|(?<!\W)\W+$")
"""Signs at the start and the end of a text."""
SIGNED = pattern(rf"(?:{SIGN.pattern})\s?[^\W\d_]+(?:\s[^\W\d_]+)?")
"""A sign and one or two words: "🐣 New"."""
FIGURE_PIECE = pattern(r"[~≈]?\d[\d.,]*[kKmM]?\+?\s[^\W\d_]+(?:\s[^\W\d_]+)?")
"""A figure and its unit of one or two words: "35 citations"."""
ACCESS_CODE = pattern(
    r"(?:(?:^|[\s(（\[,，;；。])(?P<label>提取码|提取碼|密码|密碼|访问码)\s?[:：]\s*(?P<code>[A-Za-z0-9]{3,12})"
    r"|(?:^|[(（\[,，;；。.]\s?)(?P<word>[Pp]assword|[Pp]asscode|pwd|パスワード|비밀번호|[Пп]ароль)\s?[:：]\s*"
    r"(?P<figures>(?=[A-Za-z]*\d)[A-Za-z0-9]{3,12}))[)）\]]?[.。]?$"
)
"""The code that opens a shared file, at the end of a text: "提取码：n7rz", "password: oak42"."""
CODE_LENGTH = 30
"""Characters at the end of a text in which its access code stands."""
UPDATED = pattern(r"(?P<label>(?:[Ll]ast\s)?[Uu]pdated)[:：]?\s(?P<when>[^:：\n]{4,30}?)(?:[:：]|\s[-–—])\s+(?=\S)")
"""When a thing was changed, in front of words about it: "Updated Jun 2026: A saw"."""
UPDATED_ON = pattern(r"(?P<label>(?:[Ll]ast\s)?[Uu]pdated)(?:\son)?[:：]?\s(?P<when>.{0,40}\b(?:19|20)\d\d\b.{0,20})")
"""When a thing was changed, and nothing else: "Updated on 2022-12-13"."""
IN_YEAR = r"\s\(?(?:19|20)\d\d\)?"
"""A year, in brackets or not, for a pattern."""
PUBLICATION = (
    rf"(?:[Pp]ublished\s(?:in|at|on)\s(?P<where>(?:[A-Z]|ar[Xx]iv|npj\s)[^.!?()\n]{{0,60}}{IN_YEAR})"
    rf"|(?P<short>{SHORT_VENUE}{IN_YEAR}(?:\s\((?:19|20)\d\d\))?))(?:\.|\s·)\s+(?=\S)"
)
"""A venue and a year in front of words, for a pattern: "Published in Woods (2026). ", "arXiv 2026. "."""
PUBLISHED = pattern(PUBLICATION)
"""A venue and a year in front of words: "Published in Woods (2026). A saw", "arXiv 2026. A saw"."""
PUBLISHED_BEHIND = pattern(rf"[-–—:]\s+{PUBLICATION}")
"""A venue and a year in front of words, behind a name and a dash or colon, in Markdown."""
TELLS_WHERE = Habit(PUBLISHED_BEHIND, texts=attrgetter("runs"))
"""Many items or paragraphs have a venue and a year behind the name: "Oak - arXiv 2026. A saw"."""
FACTS_BEHIND = pattern(
    r"(?:\]\([^()\s]*\)[*_]{0,3}|^\*\*\w[^*|\[\]\n]{0,100}?)\s+[·|•]\s+(?P<said>[^\[\]\n]{2,150}?)(?=\s+[·|•]\s+\W{0,3}\[|$)"
)
"""Pieces between bars behind a link or bold name, up to a link: "[Oak](…) · arXiv · By hand · [code](…)"."""
FACT_LINES = 10
"""Least items of a list with pieces between bars behind the name, where such pieces are labels."""
FACT_WORDS = 4
"""Most words of a piece that many items do not share."""
LABELLED_LINES = 4
"""Most labelled lines below a description."""
VALUE_WORDS = 3
"""Most words of a value that starts with a small letter; more are a sentence."""
VENUE_LINE = pattern(
    r"(?=.*\b(?:Findings|Proceedings|Advances|Transactions|Journal|Conference|Workshop|Symposium|Letters|Annals)\b)"
    r"[A-Z][^.!?\n]{3,100}\s(?:19|20)\d\d"
)
"""A venue in full and a year: "Proceedings of the Conference on Trees 2021"."""
RAW_LINK = r"\[[^\[\]\n]+\]\([^()\s]*\)"
"""A link in Markdown, for a pattern."""
PIECE_BESIDE_LINK = pattern(
    rf"\n{RAW_LINK}(?:\s[|·•]\s{RAW_LINK})*\s[|·•]\s\w[^\[\]()|·•\n.!?]{{1,40}}(?=\s[|·•]\s|\n|$)"
)
"""A line below another, with a link and a piece in words behind a bar: "[Trees 2021](…) • review"."""
LINES_LABEL = Habit(PIECE_BESIDE_LINK, sign="\n[", texts=attrgetter("runs"))
"""Many items or paragraphs have a line of links and short pieces below their first."""
VENUE_WORDS = 3
"""Most words in bold that are a venue in front of a date."""


def take_facts(outline: Outline, shown: Inline, rest: str) -> Taken | None:
    """Take pieces between bars that are all that is said, most of them in `usual_facts`: "arXiv · Oaks · By hand".

    Below other words stand a bar and such pieces only: "A saw", "| #steel".
    """
    if ("·" not in shown.text and "|" not in shown.text) or not outline.once(usual_facts):
        return None  # nearly all
    about, _, last = rest.rpartition("\n| ")
    pieces = BARS.split(last)
    if "\n" in rest:
        return Taken(about, pieces) if about and outline.once(usual_facts).issuperset(pieces) else None
    others = [piece for piece in pieces if piece not in outline.once(usual_facts)]
    known = len(pieces) - len(others)
    are_short = known > 1 or all(len(piece.split()) <= FACT_WORDS for piece in others)
    is_said = not are_short or len(others) > known or any(piece.endswith(STOPS) for piece in others)
    return None if is_said else Taken("", pieces)


def usual_facts(outline: Outline) -> frozenset[str]:
    """Return the pieces between bars that ENOUGH items have behind their names, if those are most of such pieces."""
    found = [BARS.split(facts["said"]) for text in outline.linked_items if (facts := FACTS_BEHIND.search(text))]
    counts = Counter(piece.strip("*_` ") for pieces in found for piece in pieces)
    often = {piece: count for piece, count in counts.items() if count >= ENOUGH}
    return frozenset(often if len(found) >= FACT_LINES and sum(often.values()) * 2 > counts.total() else ())


def take_access_code(rest: str) -> Taken | None:
    """Take the code that opens a shared file from the end: "提取码：n7rz"."""
    found = ACCESS_CODE.search(rest, max(len(rest) - CODE_LENGTH, 0)) if has_colon(rest) else None
    if found is None:
        return None
    return Taken(rest[: found.start()], (), {found["label"] or found["word"]: found["code"] or found["figures"]})


def take_update(rest: str) -> Taken | None:
    """Take when a thing was changed from the front: "Updated Jun 2026: A saw"."""
    found = UPDATED.match(rest)
    if found is None or not says_when(found["when"]):
        return None
    return Taken(rest[found.end() :], (), {found["label"]: found["when"]})


def take_publication(outline: Outline, rest: str) -> Taken | None:
    """Take a venue and a year from the front, where many items have them: "Published in Woods (2026). A saw"."""
    found = PUBLISHED.match(rest)
    if found is None or not outline.once(TELLS_WHERE):
        return None
    return Taken(rest[found.end() :], [found["where"] or found["short"]])


def take_labelled_lines(rest: str) -> Taken | None:
    """Take the lines below a description that have labels usual in tables: "Authors: Ann Lee, Bob Ray"."""
    about, *lines = rest.split("\n")
    fields: dict[str, str] = {}
    while lines and len(fields) < LABELLED_LINES and (line := LABELLED_VALUE.match(tidy(lines[-1]))):
        if key_of(line[1]) not in HEADERS["label"] or _goes_on(line[2]):
            break
        fields = {line[1]: line[2], **fields}
        lines.pop()
    about = "\n".join([about, *lines])
    return Taken(about, (), fields) if fields and not about.rstrip().endswith(COLONS) else None


def _goes_on(value: str) -> bool:
    """Tell whether the text behind a label is a sentence and no value: "none, it is free and will remain so"."""
    return SENTENCE_STOP.search(value) is not None or (value[:1].islower() and len(value.split()) > VALUE_WORDS)


def take_small_print(shown: Inline, rest: str) -> Taken | None:
    """Take figures and dates in small print from the end, and a venue in front of a date.

    "ACL <sub>2026-01 · 35 citations</sub>", "<sub>arXiv</sub>"; not "needs <sub>16 GB</sub>".
    """
    smalls = [mark for mark in shown.marks if mark.kind == "small"]
    if not smalls:
        return None  # nearly all
    said, at = tidy(smalls[-1].text), smalls[-1].start
    if not said or not rest.endswith(said) or not shown.text[at - 1 : at].isspace():
        return None
    about = rest[: -len(said)].rstrip(" \n")
    pieces = BARS.split(said)
    if not about and len(pieces) == 1 and (IN_SHORT.fullmatch(said) or is_venue(said) or VENUE_LINE.fullmatch(said)):
        return Taken("", pieces)
    if not about and has_others(said):
        return Taken("", (), {"author": said})
    dates = set(filter(says_when, pieces))
    if not all(piece in dates or FIGURE_PIECE.fullmatch(piece) for piece in pieces):
        return None
    if dates and (IN_SHORT.fullmatch(about) or _is_bold_venue(shown, about)):
        return Taken("", [about, *pieces])
    is_apart = not about or about.endswith(STOPS) or shown.text[at - 1] == "\n"
    return Taken(about, pieces) if is_apart else None


def _is_bold_venue(shown: Inline, text: str) -> bool:
    """Tell whether a text is all bold, and a few words without one in small letters, as venues are."""
    is_bold = any(mark.kind == "strong" and mark.text == text for mark in shown.marks)
    words = text.split()
    return is_bold and len(words) <= VENUE_WORDS and not any(word[0].islower() for word in words)


def venue_in_front(line: Inline) -> list[str]:
    """Return the venue, and the code spans, of a line that says no more beside its links; [] of other lines.

    "arXiv, 2024. [Preprint](…) · [Code](…) · `Oaks`", "ACL 2023 (Findings). [[Paper](…)]"
    """
    first = line.anchors[0].start if line.anchors else 0
    venue = VENUE_IN_FRONT.fullmatch(line.text, 0, first) if first else None
    where = [venue["where"]] if venue and (venue["comma"] or is_venue(venue["where"])) else []
    if not where and first < DATE_LENGTH:
        where = where_and_when(line.text[:first].rstrip(" [("))
    if not where:
        return []  # nearly all
    links = stretches(line.anchors)
    codes = stretches(mark for mark in line.marks if mark.kind == "code")
    if WORD.search("".join(outside(line.text, [(0, first), *links, *codes]))):
        return []
    starts = {start for start, _ in links}  # "[`journal`](…)" labels nothing
    return [*where, *(tidy(line.text[start:end]) for start, end in codes if start not in starts)]


def labels_beside_links(outline: Outline, line: Inline) -> list[str]:
    """Return the short pieces between bars of a line that starts with a link; [] unless many lines have some.

    "[Trees 2021](…) • [code](…) • without data", not "[Oak](…) | a saw that cuts whatever you have".
    """
    if not line.anchors or WORD.search(line.text, 0, line.anchors[0].start) or not BARS.search(line.text):
        return []  # nearly all
    links = [(0, line.anchors[0].end), *stretches(line.anchors)]
    first, *pieces = BARS.split(f"{HOLE}{HOLE.join(outside(line.text, links))}")
    said = [tidy(piece) for piece in pieces if WORD.search(piece)]
    are_short = all(len(one.split()) <= FACT_WORDS and not one.endswith(STOPS) and HOLE not in one for one in said)
    is_told = said and are_short and not (WORD.search(first) or any(map(may_count, said)))
    return said if is_told and outline.once(LINES_LABEL) else []


def venue_behind(line: Inline) -> str:
    """Return the text of a round bracket that is all a line says beside links, else "": "[[pdf](…)] (Trees 2014)"."""
    links = stretches(line.anchors)
    rest = VENUE_BRACKET.fullmatch("".join(outside(line.text, links)).strip(" []")) if links else None
    return rest[1].strip() if rest else ""


def facts_of(line: Inline) -> Taken | None:
    """Take a line that is nothing but facts between bars: "Updated on `2022-12-13` | 26⭐ | `MIT`".

    A sign and a word or two are a label beside a link, "🐣 New · ⭐ 10 · [Code](…)"; counts are dropped.
    """
    codes = {tidy(mark.text) for mark in line.marks if mark.kind == "code"}
    links = {_bare(line.text[link.start : link.end]) for link in line.anchors}
    labels: list[str] = []
    fields: dict[str, str] = {}
    for piece in BARS.split(tidy(line.text)):
        bare = _bare(piece)
        if updated := UPDATED_ON.fullmatch(piece):
            fields[updated["label"]] = updated["when"]
        elif piece in codes and not COMMAND.match(piece):
            labels.append(piece)
        elif links and SIGNED.fullmatch(piece) and bare not in links and not may_count(piece):
            labels.append(bare)
        elif not (bare in links or COUNT_OF_USE.fullmatch(bare) or is_count(piece)):
            return None
    return Taken("", labels, fields) if len(labels) + len(fields) + len(links) > 1 else None


def take_pieces(shown: Inline, rest: str) -> Taken | None:
    """Take the last line below a description, if it is nothing but pieces: "2026 · 750 rows · CC BY 4.0"."""
    about, parted, last = rest.rstrip().rpartition("\n")
    pieces = _pieces(about, last, shown) if parted else []
    return Taken(about, pieces) if pieces else None


def pieces_below(about: str, line: str, shown: Inline) -> list[str]:
    """Return the pieces of a line below a description, if it is nothing else: "2026 · 750 rows · CC BY 4.0"."""
    return _pieces(about, line, shown) if WORD.search(about) else []


def _pieces(about: str, line: str, shown: Inline) -> list[str]:
    """Return the LEAST_PIECES or more short pieces of a line, one of which starts with a figure; [] of other lines.

    Texts of links, and counts of stars and forks are left out; a text above with a colon at its end is no description.
    """
    if about.rstrip().endswith(COLONS):
        return []  # it is about what is below
    pieces = BARS.split(tidy(line))
    are_short = all(len(piece.split()) <= PIECE_WORDS and not piece.endswith(STOPS) for piece in pieces)
    if len(pieces) < LEAST_PIECES or not are_short or not any(_bare(piece)[:1].isdigit() for piece in pieces):
        return []
    called = {_bare(shown.text[link.start : link.end]) for link in shown.anchors}
    return [
        piece for piece in pieces if piece and _bare(piece) not in called and not COUNT_OF_USE.fullmatch(_bare(piece))
    ]


def _bare(text: str) -> str:
    """Return a text without the signs around it."""
    return SIGNS_AROUND.sub("", tidy(text))

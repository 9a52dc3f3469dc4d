"""Where on a line the name of an entry stands: a link, something bold, or plain words that a separator ends."""

import re
from collections.abc import Container, Sequence
from typing import NamedTuple, cast

from pocketparse.patterns import pattern
from pocketparse.shown import NOT_LOOKED_FOR, WORD, Anchor, Inline, tidy

# "[2024-02-18]", "2025.07": news of the list, or when something came out; "2048" is a name
DATE = pattern(r"[\W_]*(?:19|20)\d\d[\W_]+\d{1,2}(?:[\W_]+\d{1,2})?[\W_]*")
# "ACL'26", "ICML 2023": where something came out, in front of a title
VENUE = pattern(
    r"""
    (?:[A-Z]{2}[\w&.-]{0,13}|[A-Za-z][a-z]{1,8}[A-Z]\w{0,8})(?:[ ][A-Z][\w&.-]{0,14}){0,2}[ ]?(?:(?:19|20)\d\d|['’]\d\d)
    | [A-Za-z]\w{1,14}[ ]?['’]\d\d
    """,
    re.VERBOSE,
)
LONGEST_VENUE = 60
TITLE = 3
"""Words of a title, at least."""
SHORTCODE = pattern(r":[a-z0-9_+-]+:")
# "⭐ 190K", "☆6345", "5,080 stars", "3635 ★"; in "4657⭐ 176🍴" a star belongs to what it touches
STARS = pattern(
    r"""
    (?<!\d)(?<!\d[kKmM])(?:⭐️?|🌟|★|☆)(?:\s*:?\s*|(?P<open>\s*\((?=(?:[\d,]+|[\d.]+[kKmM])\+?\))))
    (?P<behind>\d[\d.,]*\s*[kKmM]?)\b\+?(?(open)\))(?:\s*stars?\b)?
    | \b(?<!\d[.,])(?<![<>≤≥])(?P<before>\d[\d.,]*(?:\s*[kKmM])?)
    \+?(?:(?:⭐️?|🌟|★|☆)|\s+(?:⭐️?|🌟|★|☆)(?!\s*\d)|\s*stars\b)
    """,
    re.VERBOSE,
)
STAR = re.compile("[⭐🌟★☆]|stars")
"""What every star count holds."""
# "1200⭐", "🍴 30": figures with their icons, in front of a name
ICON = r"[^\w\s()\[\]（）【】'\".,:;/|·•–—-]"
FIGURES = pattern(rf"(?<!\d)(?<!\d[.,])\d[\d.,]*+\s*[kKmM]?\+?\s*{ICON}+|(?<!{ICON}){ICON}++\s*\d[\d.,]*[kKmM]?\b")
ORDINAL = pattern(r"\s*\d{1,4}\s*[.)、．]?\s*")
# "[2023/05]", "⭐(CVPR 2023)": a date or venue in front of a name
PREFIX = pattern(r"[^\w(\[（【]*(?:\[([^\[\]]{1,80})\]|[(（]([^()（）]{1,80})[)）]|【([^【】]{1,80})】)\s*")
BRACKETS = pattern(r"\s*\[[^\[\]]*\]\s*")
CHECKBOX = pattern(r"^\s*\[[xX]\]\s")
PICTURES = pattern("[\u2600-\u27bf\u2b50-\u2bff\U0001f000-\U0001faff\ufe0f\u200d]+")
# "🟢 idyntree - Library for estimation of … [⭐ 231](…)"
PLAIN_NAME = pattern(
    r"""
    (?>(?::[a-z0-9_+-]+:|[^\w\s(\["'“]|\s)*)                               # icons, taken in one way only
    (?P<name>[^\n.!?。！？]{1,100}?(?:\.\w[^\n.!?。！？]{0,40}?)?)\s*        # no sentence; "idyntree", "Foo.jl"
    (?:\s[-–—:]\s|[—：]\s*|:\s)
    """,
    re.VERBOSE,
)
# "Foo: a study of bars (2015), A. Ann, B. Bob. [pdf]"
DATED_NAME = pattern(r"\W*(?P<name>\w[^\n]{8,250}?)\s*[(（](?:[^()（）\n]{0,20}\b)?(?:19|20)\d\d[)）]")
# "**Swag**: …", "arxiv：…", "github(Caffe): …", as written; "https://…" is none
LABEL = re.compile(
    r"[^\w:：\[\](){}<>（）`|]{0,6}([^\W\d_][^\n:：\[\](){}<>（）`|.!?。]{1,45}?)[\s*_]*(?:[(（][^()（）\n]*[)）][\s*_]*)?[:：](?!//)"
)
STAR_WORDS = frozenset("star stars ⭐ ⭐️ ★ github_stars stargazers 星 星数 星标 スター 스타".split())
"""What people call a count of stars."""
BRACKET_BEHIND = pattern(r"(?<=\S)(?:\s+\([^()]*\)){1,3}$")
SHORT = 60
"""Characters of a name in plain words, in front of a usual link."""
PAPERS = frozenset("paper pdf arxiv doi preprint bibtex 论文".split())
"""Labels of links to papers: what stands in front of them is a title, colons and all."""
LONGEST_TITLE = 250
# "Oak - a tree. It …", "…, Ann et al.", "For more see": no titles
# "Russian: [Oak](…) - …", "25-27 - [Oak](…) - …": what ends a label in front of a name that goes on
LABELS = pattern(r"[:：]\s*$|^\s*(?:[^\W\d_]+\s)?[^\W\d_]?\d[\d\W]*(?:[^\W\d_]+\s)?[-–—|]\s+$")
SENTENCES = pattern(
    r"[.!?。！？]\s|\s[-–—]\s|\bet al\b|\b(?:see|at|on|in|from|the|an?|and|or|of|for|with|here|via|to|by|is|are)$"
)
NAME_ENDS = ("-", "–", "—", ":", "：")
OPENERS = "([（【<"
SEPARATORS = " \t\n-–—:：|·•→~»,，;"
# What a link is called when it is not called after what it links: the entry's name stands elsewhere.
GENERIC = frozenset(
    "link links website web site homepage home url page project code source github repo repository paper pdf arxiv doi "
    "video demo docs documentation doc slides talk blog post article download here more info data dataset model "
    "feed rss "
    "链接 官网 网站 主页 地址 代码 论文 下载 项目 文档 リンク 링크".split()
)


class Lead(NamedTuple):
    """Where the name stands in displayed text, and the link it is, if it is one."""

    start: int
    end: int
    anchor: Anchor | None
    prefix: Sequence[str] = ()
    """What brackets or a label in front of the name say."""
    is_in_sentence: bool = False
    """It is a link at the end of a sentence, which says what is linked: "IDEs have a [plugin](…)"."""

    @property
    def leaves(self) -> bool:
        """The name is a link that leaves the page."""
        return self.anchor is not None and not self.anchor.stays


def find_label(line: str) -> str:
    """Return the words in front of the first colon of a line as written, folded; "" where it has no label."""
    match = LABEL.match(line) if ":" in line or "：" in line else None
    return match[1].casefold() if match else ""


def find_stars(text: str, start: int = 0) -> re.Match[str] | None:
    """Find the first star count from a place on."""
    at = _sign(text, start)
    if at < 0:
        return None
    # No count starts in front of this: to search all of a text takes ten times as long.
    while at > start and ((sign := text[at - 1]).isspace() or sign.isdecimal() or sign in ".,kKmM+"):
        at -= 1
    return STARS.search(text, at)


def count_in(stars: re.Match[str]) -> str:
    """Return the digits of a star count, as written."""
    return (stars["before"] or stars["behind"]).strip()


def without_stars(text: str) -> str:
    """Return a text without its star counts."""
    kept = []
    at = 0
    while count := find_stars(text, at):
        kept.append(text[at : count.start()])
        at = count.end()
    return "".join(kept) + text[at:]


def may_count(text: str) -> bool:
    """Tell whether a text may hold a star count: fast, and right where it says no."""
    return _sign(text, 0) >= 0


def _sign(text: str, start: int) -> int:
    """Return where the first sign of a star count stands from a place on, -1 where there is none."""
    if text.isascii():
        return text.find("stars", start)
    sign = STAR.search(text, start)
    return sign.start() if sign else -1


def leaves_page(shown: Inline) -> bool:
    """Tell whether a text has a link, shown as words or as an image, that leaves the page."""
    return any(anchor.kind != "image" and not anchor.stays for anchor in shown.anchors)


def find_lead(shown: Inline) -> Lead | None:
    """Find a name that is a link or bold, and has nothing but icons, ordinals and brackets in front of it."""
    if shown.memo is NOT_LOOKED_FOR:
        shown.memo = _find_lead(shown)
    return cast(Lead | None, shown.memo)


def _find_lead(shown: Inline) -> Lead | None:
    text = shown.text
    first = next((one for one in shown.anchors if one.kind == "text" and WORD.search(text, one.start, one.end)), None)
    titled = first is not None and len(text[first.start : first.end].split()) >= TITLE
    strong = next(
        (
            mark
            for mark in shown.marks
            if mark.kind == "strong"
            and not _is_date(mark.text)
            and not (titled and _is_venue(mark.text))
            and WORD.search(FIGURES.sub("", mark.text))
        ),
        None,
    )
    if strong and first and first.start <= strong.start and strong.end <= first.end:
        strong = None  # "[**Go**: _Write a shell_](…)": bold inside a link does not narrow it
    if strong and (first is None or strong.start <= first.start):
        prefix = _prefix(text[: strong.start])
        if prefix is not None:
            inside = first if first and first.start < strong.end else None
            if inside and not WORD.search(text[strong.start : inside.start] + text[inside.end : strong.end]):
                return Lead(inside.start, inside.end, inside, prefix)  # "**🔥 [Oak](…)**"
            end = _end_of_bold_name(text, strong.start, inside) if inside else None
            return Lead(strong.start, end or strong.end, None if end else inside, prefix)
    if first:
        prefix = _prefix(text[: first.start], titled=titled)
        if prefix is not None:
            return Lead(first.start, first.end, first, prefix)
        return _chip(shown, first)
    return None


def _chip(shown: Inline, link: Anchor) -> Lead | None:
    """Find a name that is a code span right in front of a link: "`Oak`[ann/oak](…) - …"."""
    code = next((mark for mark in shown.marks if mark.kind == "code"), None)
    if code is None or WORD.search(shown.text, 0, code.start) or not WORD.search(code.text):
        return None
    return None if shown.text[code.end : link.start].strip() else Lead(code.start, code.end, None)


def _end_of_bold_name(text: str, start: int, link: Anchor) -> int | None:
    """Return where a name ends that is bold with the links behind it: "**Oak 2018 | EN | [Paper](…)**"."""
    before = text[start : link.start].rstrip()
    name = ""
    if before.endswith("|"):
        name = before.partition("|")[0].rstrip()
    elif before.endswith(NAME_ENDS) and text[link.start : link.end].strip().casefold() in GENERIC:
        name = before.rstrip("-–—:： ")
    return start + len(name) if WORD.search(name) else None


def _prefix(text: str, *, titled: bool = False) -> Sequence[str] | None:
    """Return what each bracket in front of a name says, None when there are words outside them.

    In front of a title may stand where it came out, too.
    """
    if not WORD.search(text):
        return ()
    text = CHECKBOX.sub("", text)
    text = FIGURES.sub("", SHORTCODE.sub("", text))
    said = []
    at = 0
    while match := PREFIX.match(text, at):
        said.append(PICTURES.sub(" ", match[1] or match[2] or match[3]).strip())
        at = match.end()
    rest = text[at:]
    if not WORD.search(rest) or ORDINAL.fullmatch(rest):
        return said
    return [*said, rest.strip(SEPARATORS)] if _is_date(rest) or (titled and _is_venue(rest)) else None


def _is_date(text: str) -> bool:
    return ("20" in text or "19" in text) and DATE.fullmatch(text) is not None


def _is_venue(text: str) -> bool:
    return len(text) < LONGEST_VENUE and VENUE.fullmatch(text.strip(SEPARATORS)) is not None


def find_plain_lead(shown: Inline, usual: Container[str] = ()) -> Lead | None:
    """Find a name that is plain text: up to a year, a separator, or the item's one link. Its list must vouch for it.

    Args:
        shown: the item's text.
        usual: what links to many things are called in this list, folded: "open positions"; no names of theirs.
    """
    text = shown.text
    outgoing = _outgoing(shown)
    before = outgoing[0].start if outgoing else len(text)
    lead = _named(shown, DATED_NAME, before) or find_title(shown) or _named(shown, PLAIN_NAME, before)
    if lead is None and len(outgoing) > 1 and all(_is_label(text, one, usual) for one in outgoing):
        lead = _in_front(shown, outgoing)
    return _only_link(text, outgoing[0], usual) if lead is None and len(outgoing) == 1 else lead


def find_title(shown: Inline) -> Lead | None:
    """Find the title of a paper, which stands in front of links to it: "[Oak] Trees: a study (TWC) [[PDF]](…)"."""
    outgoing = _outgoing(shown)
    is_paper = any(link_label(shown.text, one) in PAPERS for one in outgoing)
    return _in_front(shown, outgoing) if is_paper else None


def _outgoing(shown: Inline) -> list[Anchor]:
    return [one for one in shown.anchors if one.kind in ("text", "bare") and not one.stays]


def _is_label(text: str, link: Anchor, usual: Container[str]) -> bool:
    label = link_label(text, link)
    return label in GENERIC or label in usual


def _named(shown: Inline, form: re.Pattern[str], before: int) -> Lead | None:
    """Find a name of a form, with words between it and the first link."""
    match = form.match(shown.text, 0, before)
    if match is None or any(mark.start < match.end("name") < mark.end for mark in shown.marks):
        return None
    is_name = (
        WORD.search(match["name"]) and not _is_date(match["name"]) and WORD.search(shown.text, match.end(), before)
    )
    return Lead(match.start("name"), match.end("name"), None) if is_name else None


def _says_more(shown: Inline, start: int) -> bool:
    """Tell whether there are words behind a place that are no links."""
    at = start
    for anchor in shown.anchors:
        if anchor.start >= at:
            if WORD.search(shown.text, at, anchor.start):
                return True
            at = anchor.end
    return WORD.search(shown.text, at) is not None


def _in_front(shown: Inline, links: Sequence[Anchor]) -> Lead | None:
    """Return all that stands in front of the links as a name, if nothing stands behind; brackets around it aside."""
    text, before = shown.text, links[0].start
    said: list[str] = []
    start = 0
    while prefix := PREFIX.match(text, start, before):
        said.append(prefix[1] or prefix[2] or prefix[3])
        start = prefix.end()
    name = BRACKET_BEHIND.sub("", text[start:before].rstrip(SEPARATORS + OPENERS))
    bare = name.lstrip(SEPARATORS)
    if not WORD.search(bare) or len(bare) > LONGEST_TITLE or SENTENCES.search(bare) or _says_more(shown, before):
        return None
    return Lead(start + len(name) - len(bare), start + len(name), links[0] if len(links) == 1 else None, said)


def link_label(text: str, anchor: Anchor) -> str:
    """Return the text of a link without brackets around it, folded."""
    return tidy(text[anchor.start : anchor.end]).casefold().strip("[]()（）【】 .")


def find_url(shown: Inline) -> Lead | None:
    """Find the URL that an item holds and nothing else: where nothing else tells of a thing, it is its name."""
    text = shown.text
    first = shown.anchors[0] if shown.anchors else None
    if first is None or text[first.start : first.end] != first.href:
        return None
    outside = WORD.search(text, 0, first.start) or WORD.search(text, first.end)
    return None if outside else Lead(first.start, first.end, first)


def _labelled(text: str, anchor: Anchor) -> Lead:
    """Return a link as the name behind a label: "Russian: [pymorphy](…) - …"."""
    return Lead(anchor.start, anchor.end, anchor, (text[: anchor.start].strip(SEPARATORS),))


def _before_usual(before: str, anchor: Anchor) -> Lead | None:
    """Return what stands in front of a usual link as a name: "Oak (remote) [Open positions](…)"."""
    name = BRACKET_BEHIND.sub("", before.rstrip(SEPARATORS + OPENERS))
    if not WORD.search(name) or len(name) > SHORT or SENTENCES.search(name):
        return None
    return Lead(len(name) - len(name.lstrip(SEPARATORS)), len(name), anchor)


def _only_link(text: str, anchor: Anchor, usual: Container[str]) -> Lead | None:
    """Find the name of an item whose one link has words on one side only: "Foo https://…", "Lists [foo](…)."."""
    before, after = text[: anchor.start], text[anchor.end :]
    label = link_label(text, anchor)
    shows_url = anchor.kind != "text" or label == anchor.href.casefold()
    if label.isdigit() and WORD.search(before):
        return None  # a footnote: "Over a million customers.<sup>[1](…)</sup>"
    if label in usual and (lead := _before_usual(before, anchor)):
        return lead
    called = not shows_url and label not in GENERIC and WORD.search(without_stars(label))
    if WORD.search(before):
        if WORD.search(after):
            is_label = called and len(before) < 30 and LABELS.search(before) and "," not in before
            return _labelled(text, anchor) if is_label and after.lstrip(" ").startswith(NAME_ENDS) else None
        if called:
            if before.rstrip().endswith((":", "：")) and len(before) < 40:
                return _labelled(text, anchor)
            is_news = DATE.match(before) is not None
            return None if is_news else Lead(anchor.start, anchor.end, anchor, is_in_sentence=True)
        name = before.rstrip(SEPARATORS + OPENERS)
        start = len(before) - len(before.lstrip(SEPARATORS))
        return Lead(start, len(name), anchor) if len(name) < 120 else None
    if shows_url and WORD.search(after):
        return Lead(anchor.start, anchor.end, anchor)
    return None

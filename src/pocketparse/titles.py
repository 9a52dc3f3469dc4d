"""Heading text → number, title and English title: "1 中文开源模型（Chinese Open Source Language Models）"."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from pocketparse.identity import KNOWN, fold
from pocketparse.patterns import pattern, unicode_pattern
from pocketparse.vocabulary import ROUND_CLOSERS

NUMBERED = pattern(
    r"^(\d{1,2}(?:\.\d{1,2}|-\d{1,2}(?=\.\s))*)(?:[.、)]?\s+(?:[-–—]\s+)?(?=\S)|、(?=[^\s\d])|[.、)]?$)"
    r"|^([一二三四五六七八九十]{1,3})(?:[、．]\s*|\.\s+)(?=[^\s一二三四五六七八九十])"
)
"""A number, "2", "2.1" or "2-1.", and what ends it; "一、二线城市" and "1、2 月" count nothing."""
ROW = 3
"""Smallest number of a heading that can end a numbered row of lines: "1. Why", "2. How", "# 3. Saws"."""
PARTS = pattern("[.-]")
"""Separator between the numbers of a section and a subsection: "2.1", "2-1"."""
NUMERALS = "一二三四五六七八九十"
"""Chinese numerals from 1 on."""
CONTENTS = frozenset(
    map(
        fold,
        "contents;table of contents;table of content;toc;目录;目次;目錄;목차;contenido;contenidos;tabla de contenidos;"
        "tabla de contenido;sommaire;table des matières;inhalt;inhaltsverzeichnis;содержание;оглавление;spis treści;"
        "içindekiler;conteúdo;sumário;indice;índice;المحتويات;فهرست;mục lục;daftar isi".split(";"),
    )
)
"""Headings over a table of contents, folded (`fold`)."""
ALSO_CONTENTS = frozenset(("index", "内容"))
"""Titles that are contents only beside one of CONTENTS, as in "目录 / Index"."""
# The second class is that of all up to U+024F but separators: complements of wide ranges take milliseconds to compile.
TONGUE = pattern(r"[^/|·()（）A-Za-z\xc0-\u024f]+|[\x00-'*-.0-{}-\xb6\xb8-\u024f]+")
"""A run of text in one language, up to a separator or another script: "Contents / 目录", "贡献者 Credits"."""
MAKERS = pattern(
    r"""
    [\W_]*+(?:(?:our|main|special|many|project|core|current|github|the|thanks\ to)\s+)*
    (?:contributors? | contributing | contributions? | contribute | how\ (?:to|can\ (?:i|you|we))\ contribute | credits?
      | contribut(?:e|ing|ion)\ (?:guid(?:e|elines?)|to\ this\ (?:list|project|repo(?:sitory)?))
      | sponsors? | sponsorships
      | thanks(?:\ to)? | get\ involved | show\ your\ support | acknowledg(?:e?ments?|e)
      | maintainers\ (?:&|and)\ contributors
      | (?:本?项目的?)?参与者
      | (?:给|致)?贡献者 | 如何贡献 | (?:参与)?贡献(?:指南)? | 如何参与 | (?:特别)?(?:[致鸣]谢|感谢) | 赞助商?
      | 貢献者 | 貢献(?:方法|する)? | 謝辞 | コントリビュー(?:ター|ト|ション)
      | 기여자 | 기여(?:하기|(?:하는)?\s?방법)? | 참여하기 | agradecimientos | contribuci(?:ón|ones)
      | (?:c[oó]mo\ )?contribuir | agradecimentos | contribuidores | colaboradores | contribuindo
      | contribuiç(?:ão|ões) | colabore | remerciements | contributeurs | (?:comment\ )?contribuer
      | danksagung(?:en)? | mitwirkende | mitwirken | mitmachen | beitragen | ringraziamenti | contribuire
      | участники | участие | благодарности | контрибьюторы | вклад | как\ (?:внести\ вклад|помочь)
      | katkıda\ bulun(?:anlar|ma|un) | katkı\ sağlama | teşekkürler | đóng\ góp | kontribusi | współtworzenie
      | مشارکت(?:[\s\u200c]?کنندگان)? | المساهم(?:ون|ة))
    (?:(?:\s+(?:&|and)\s+|\s*[和与]\s*)(?:contributors?|sponsors?|credits?|thanks|acknowledge?ments?|致谢|鸣谢))?
    [\W_]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Headings over the contributors and sponsors of a list, and over how to contribute."""
ASIDE = pattern(
    r"""
    [\W_]*+(?:(?:[^\W_][\w'’]*\s+){1,5}contribut(?:e|ing)\s?(?=\?)
      | licen[sc]e | 许可证? | 开源协议 | 版权声明 | ライセンス | 라이[선센]스 | licencia | licença | lizenz | лицензия
      | lisans | giấy\ phép | الترخيص | مجوز | licenza | lisensi | licencja
      | maintainers? | for\ contributors | contact\ (?:me|us|(?:&|and)\ feedback) | disclaimer | footnotes
      | how\ to\ share | share(?:\ (?:this|it|on))? | spread\ the\ word | about\ the\ authors? | legend
      | join\ (?:us|(?:the|our)\ community) | follow\ us
      | star\ history | (?:other|another)\ translations? | outros\ idiomas | otros\ idiomas
      | doações | donaciones | 捐[赠助] | aviso(?:\ legal)? | 交流群 | 更新日志
      | 维护者 | 联系(?:我们?|方式|作者) | 免责声明 | 脚注)[\W_]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Headings over remarks about a list: licence, contact, disclaimer. A list of a few entries below one is ignored."""
TEAM = pattern(
    r"""
    [\W_]*(?:(?:our|the|core|project)\s+)*
    (?:team | authors? | creators? | curators? | editors? | reviewers? | who\ (?:we\ are | are\ we) | contacts?
      | (?:(?:built|created|made)\ (?:and|&)\ )?maintained\ by
      | 团队 | 维护团队 | 作者)[\W_]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Headings over people, who are taken for the list's makers if all entries below link to profiles: "Team"."""
NOT_LATIN = unicode_pattern(r"[^\p{Latin}\P{L}]")
"""A letter of a script other than Latin; a title without one has no translation: "Araçlar (HuggingFace)"."""
ENGLISH = pattern(r"^(.*?)\s*[（(]([^（）()]*)[）)]$", re.DOTALL)

SAID_WORD = pattern(r"\w+")
BIDS = frozenset(
    "click tap press expand collapse fold unfold toggle read show hide view see more 点击 展开 点击展开".split()
)
"""Verbs of summaries that only say that they open: "Click to expand"."""
BESIDE_BIDS = BIDS.union(
    "here to open all the details list items entries projects hidden resources links tools papers apps "
    "section sections optional cheatsheets me in for full list".split()
)
"""Words that may stand beside BIDS in such a summary: "Show all projects"."""
QUOTED = pattern(r"[\"“][^\"“”]*[\"”]")
"""Quoted name in a summary: "Show 2 more for “Saws”"."""
# "# 开源语言模型百宝袋 (Ver. 2.1)"
VERSION = pattern(r"\s{0,20}[（(]\s*ver(?:sion)?\b\.?\s*v?([\w.]+)\s*[)）]\s*$", re.IGNORECASE)


class Title(NamedTuple):
    """The parts of a section heading."""

    number: str | None
    title: str
    title_en: str | None


def read_title(text: str, numbered: bool) -> Title:
    """Split a displayed heading into number, title and English title.

    A number is split off only if the document numbers its sections (`numbered`).
    """
    numbering = NUMBERED.match(text) if numbered else None
    number = numbering and (numbering[1] or numbering[2])
    if numbering:
        text = text[numbering.end() :]
    english = ENGLISH.match(text)
    # A Chinese parenthesis belongs to the title, and an English-only heading is the title itself.
    if english and english[2].isascii() and NOT_LATIN.search(english[1]) and _has_letter(english[2]):
        return Title(number, english[1], english[2].strip())
    return Title(number, text, None)


def names_contents(text: str) -> bool:
    """Tell whether a heading's text is a name of the table of contents: "目录（点击标题）", "TOC | 目录"."""
    said = set(map(fold, _tongues(text)))
    if not CONTENTS.isdisjoint(said) and said <= CONTENTS | ALSO_CONTENTS:
        return True
    if text.endswith(ROUND_CLOSERS):
        text = text[: max(text.rfind("("), text.rfind("（"), 0)]
    return fold(text) in CONTENTS


def names_makers(text: str) -> bool:
    """Tell whether a heading's text is one over a list's contributors or sponsors (MAKERS)."""
    return _is_called(MAKERS, text)


def stands_aside(text: str) -> bool:
    """Tell whether a heading's text is one over remarks about the list, such as its licence (ASIDE)."""
    return _is_called(ASIDE, text)


def names_people(text: str) -> bool:
    """Tell whether a heading's text is one over people, who may have made the list: "Team"."""
    return _is_called(TEAM, text)


def _is_called(words: re.Pattern[str], text: str) -> bool:
    """Tell whether a pattern matches the whole text, or each of its parts by language: "贡献者 Contributors"."""
    if words.fullmatch(text):
        return True
    said = _tongues(text)
    return len(said) > 1 and all(map(words.fullmatch, said))


@lru_cache(maxsize=KNOWN)
def _tongues(text: str) -> Sequence[str]:
    """Return the parts of a text by language, those with a word only: "Contents / 目录" has two."""
    return tuple(part for part in TONGUE.findall(text) if SAID_WORD.search(part))


def is_button(summary: str) -> bool:
    """Tell whether a summary says nothing but that it opens: "Click to show all", "Show 2 more for “Saws”"."""
    words = SAID_WORD.findall(QUOTED.sub("", summary).casefold())
    return not BIDS.isdisjoint(words) and all(word in BESIDE_BIDS or word.isdigit() for word in words)


def bids(summary: str) -> bool:
    """Tell whether a summary starts with a verb of BIDS, or is a button: "Click to see the schools of 2023"."""
    words = SAID_WORD.findall(summary.casefold())
    return bool(words) and (words[0] in BIDS or is_button(summary))


def _has_letter(text: str) -> bool:
    return any(char.isalpha() for char in text)


def _value(numeral: str) -> int:
    """Return the value of a Chinese numeral up to 99: 12 for "十二"."""
    tens, ten, ones = numeral.rpartition("十")
    digit = NUMERALS.find(ones) + 1 if ones else 0
    return digit + 10 * max(NUMERALS.find(tens) + 1, 1) if ten else digit


def numbers_sections(texts: list[str]) -> bool:
    """Tell whether headings are numbered: two or more start with a number, and one goes on with words.

    The numbers must be followed by a sign, as in "2. Saws", or be successive: "10 best saws" and "5 tips for trees"
    are counts.
    """
    found = [match for match in map(NUMBERED.match, texts) if match]
    numbers = [int(PARTS.split(match[1])[0]) if match[1] else _value(match[2]) for match in found]
    follow = any(below - above in (0, 1) for above, below in pairwise(numbers)) or numbers[:1] in ([0], [1])
    is_signed = not all(match[0].rstrip().isdecimal() for match in found)
    return len(found) > 1 and (follow or is_signed) and any(match.end() < len(match.string) for match in found)


def ends_row(headings: Iterable[str], lines: Iterable[str]) -> bool:
    """Tell whether the only numbered heading ends a row that lines start: "1. Why", "2. How", "# 3. Saws"."""
    found = [match for match in map(NUMBERED.match, headings) if match]
    if len(found) != 1 or not (found[0][1] or "").isdecimal() or found[0][0].rstrip().isdecimal():
        return False
    number = int(found[0][1])
    numbers = {match[1] for match in map(NUMBERED.match, lines) if match}
    return number >= ROW and numbers.issuperset(map(str, range(1, number)))

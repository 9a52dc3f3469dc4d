"""What the columns of a table hold: names, descriptions, star counts, links, labels."""

import re
from collections.abc import Sequence
from functools import partial
from typing import Literal, NamedTuple

from pocketparse.captions import is_button
from pocketparse.dates import is_date
from pocketparse.groups import Stretch, outside
from pocketparse.patterns import pattern
from pocketparse.shown import WORD, Anchor, Inline, tidy
from pocketparse.stars import NUMBER as COUNT
from pocketparse.stars import SIGN, STAR_WORDS, may_count, without_stars
from pocketparse.vocabulary import GENERIC, SEPARATORS

Role = Literal["name", "description", "stars", "links", "label", "rank"]

# Names of names: a column so headed names the entries, whatever stands beside it.
NAMES = frozenset(
    "name names title titles 名称 名字 资源名 标题 书名 名前 名 タイトル 이름 제목 "
    "nome título titre nom nombre isim adı название имя tên الاسم عنوان نام".split()
) | {
    f"{kind}{name}"
    for kind in "产品 產品 工具 模型 软件 軟體 应用 网站 網站 项目 平台 数据集 资源 游戏 课程 插件 服务".split()
    for name in ("名", "名称", "名稱")
}
# Headers people write over such columns, the telling ones first; the cells decide where a header says nothing.
HEADERS: dict[Role, frozenset[str]] = {
    "stars": STAR_WORDS,
    "rank": frozenset("# no no. nr № rank ranking id index 序号 编号 排名 번호 순위".split()),
    "description": frozenset(
        "description descriptions desc about summary note notes comment comments details detail introduction intro abstract info "
        "key_idea main_idea idea highlights contribution contributions "
        "information features what purpose overview 描述 简介 简述 说明 介绍 备注 概要 描述信息 項目描述 项目描述 内容 説明 說明 核心点 核心思想 要点 亮点 簡介 介紹 備註 備注 内容简介 설명 소개 비고 "
        "特徴 特長 특징 特色 功能 功能简述 功能描述 功能介绍 主要功能 用途 概述 特点 简短说明 项目简介 "
        "açıklama descrição descripción descrizione beschreibung описание опис что_это deskripsi keterangan mô_tả विवरण "
        "الوصف توضیحات".split()
    ),
    "name": NAMES
    | frozenset(
        "project projects repo repos repository repositories tool tools app apps library libraries package "
        "packages api apis paper papers resource resources model models dataset datasets plugin plugins "
        "course courses book books blog company companies framework website site theme font item podcast "
        "channel game server product service 项目 项目名称 工具 论文 模型 课程 博客 プロジェクト 프로젝트 모델 논문 데이터셋 数据集 公司 软件 应用 资源 产品 "
        "书籍 모델명 도구 회사 책 モデル ツール 会社 データセット 本 modèle modelo modello modell outil herramienta ferramenta "
        "proyecto projekt projet projeto empresa entreprise firma libro livro livre buch curso cours kurs "
        "araç kaynak proje kitap nama проект модель инструмент компания книга курс ресурс назва mô_hình dự_án "
        "النموذج".split()
    ),
    "links": frozenset(
        "link links url urls web website homepage home code source github pdf demo paper project page download docs documentation "
        "video 链接 地址 网址 主页 代码 リンク 링크 주소".split()
    ),
    "label": frozenset(
        "tag tags category categories topic topics type types kind license licence language languages lang platform platforms "
        "author authors maintainer date year updated last_update last_commit release version status venue conference conf auth cors "
        "https price pricing cost country location size params forks issues watchers contributors publisher organization "
        "标签 类别 分类 类型 作者 日期 时间 年份 语言 许可证 协议 机构 会议 大小 参数 カテゴリ 著者 日付 태그 분류 저자 날짜 언어 라이선스".split()
    ),
}
SAYING = tuple("介绍 描述 说明 简介 介紹 說明 簡介 説明".split())
"""Words that end a header over descriptions, whatever stands in front: "中文介绍"."""
OF_OTHERS = tuple("作者 使用 下载 安装 论文".split())
"""Words in front of those that say of something else than what a row names."""
MAKERS = frozenset(
    "author authors maintainer maintainers developer developers creator creators by owner contributor "
    "作者 开发者 维护者 著者 개발자 저자 autor autores auteur auteurs pembuat pengembang автор".split()
)
"""Headers over who made what is listed."""
TAGS = frozenset("tag tags keyword keywords 标签 標籤 关键词 关键字 태그 키워드 タグ キーワード etiquetas теги".split())
"""Headers over words that are tags, parted by commas."""
NOTES = frozenset(
    "note notes comment comments remark remarks detail details info 备注 비고 メモ notas remarques".split()
)
"""Names of what is said beside a description: where one stands, they are none."""
SHORT = 30
"""Characters up to which words are a label."""
LITTLE = 12
"""The same where no header says what stands in a column."""
WORDS = pattern(r"[^\s/()（）\[\]【】_&,，、]+")
PLACEHOLDER = pattern(r"[-–—‐➖/\\|.…·*_~?？\s]*|:\w*minus_sign:|n\.?\s?/\s?a\.?|null|\[//\]:.*", re.IGNORECASE)
"""What stands in a cell that says nothing."""
LETTER = pattern(r"[^\W\d_]")
ORDINAL = pattern(r"\W*\d{1,5}\W*")
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
    roles = [
        "links"
        if stat.only_links > 0.8 and (role == "name" or (role == "label" and not head))
        else "label"
        if role == "name"
        else role
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]
    roles[name] = "name"
    if "description" not in roles:
        said = [
            stat.length if role == "label" and stat.only_links <= 0.8 and _key(head) not in HEADERS["label"] else 0
            for head, role, stat in zip(heads, roles, stats, strict=True)
        ]
        longest = max(range(count), key=said.__getitem__)
        if said[longest] > (SHORT if any(heads) else LITTLE) and stats[longest].distinct > 0.5:
            roles[longest] = "description"
    elif roles.count("description") > 1:
        described = [at for at in range(count) if roles[at] == "description"]
        known = HEADERS["description"]
        best = max(
            described,
            key=lambda at: (NOTES.isdisjoint(_words(heads[at])), _key(heads[at]) in known, stats[at].length),
        )
        roles = ["label" if role == "description" and at != best else role for at, role in enumerate(roles)]
    return [
        Column(
            head,
            role,
            recurs=not head and 0 < stat.distinct <= 0.5 and stat.length < SHORT,
            by=_key(head) in MAKERS,
            feeds=FEED.search(head) is not None,
            holds_labels=headed(head, "label"),
            holds_tags=_key(head) in TAGS,
        )
        for head, role, stat in zip(heads, roles, stats, strict=True)
    ]


class _Stats:
    """What the cells of one column have in common; shares are of the cells that say anything."""

    def __init__(self, cells: Sequence[Inline], rows: int) -> None:
        texts = [_uncounted(told(cell)) for cell in cells]
        filled = [at for at, cell in enumerate(cells) if texts[at] or cell.anchors]
        count = max(len(filled), 1)
        worded = [texts[at] for at in filled if WORD.search(texts[at])]
        self.filled = len(filled) / rows
        self.worded = len(worded) / count
        self.distinct = len(set(worded)) / max(len(worded), 1)
        self.length = sum(map(len, worded)) / max(len(worded), 1)
        self.numeric = sum(bool(NUMBER.match(text) or PERIOD.fullmatch(text)) for text in worded) / max(len(worded), 1)
        self._told = worded
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

    def counts(self, role: Role) -> bool:
        """Tell whether half of the cells that say anything are ranks or, of another role, counts."""
        if role == "rank":
            return sum(bool(ORDINAL.fullmatch(text)) for text in self._told) * 2 >= len(self._told)
        return self.numeric >= 0.5 or not self._told


def _uncounted(text: str) -> str:
    """Return a text without counts of stars, if more is left than a sign: "GitHub · ★ 26"."""
    bare = without_stars(text).strip(SEPARATORS) if may_count(text) else text
    return bare if WORD.search(bare) else text


def _is_linked(cell: Inline) -> bool:
    """Tell whether a cell has a link called by words: a picture says what it leads to, "[🔊](…) /oʊk/"."""
    return any(
        link.kind in ("text", "bare") and WORD.search(cell.text, link.start, link.end) is not None
        for link in cell.anchors
    )


def _shows_host(cell: Inline, link: Anchor) -> bool:
    """Tell whether a link is called by its own URL without the scheme, or by the host of it."""
    said = cell.text[link.start : link.end].strip().casefold().removeprefix("www.")
    url = link.href.casefold().partition("://")[2].removeprefix("www.")
    return link.kind == "text" and "." in said and url.startswith(said)


def _starts_bold(cell: Inline) -> bool:
    return any(mark.kind == "strong" and not WORD.search(cell.text, 0, mark.start) for mark in cell.marks)


def told(cell: Inline) -> str:
    """Return the text of a cell on one line, "" for a placeholder: "-", "N/A"; without summaries that say nothing."""
    drop: list[Stretch] = []
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


def headed(head: str, role: Role) -> bool:
    """Tell whether a header names a role, as a whole or by one of up to three words."""
    key = _key(head)
    is_known = key in HEADERS[role] or not HEADERS[role].isdisjoint(_words(head))
    return is_known or (role == "description" and key.endswith(SAYING) and not key.startswith(OF_OTHERS))


def _says_label(head: str) -> bool:
    """Tell whether a header says that its column labels things: "Type"; "Tool / Language" and "Language Model" name them.

    Not so "Category Name" and "Type of Tool".
    """
    first = head.partition("/")[0]
    last = _words(first.casefold().partition(" of ")[0])[-1:]
    return headed(first, "label") and (HEADERS["name"] - NAMES).isdisjoint(last)


def _key(head: str) -> str:
    """Return a header as it stands in HEADERS."""
    return tidy(head).casefold().strip(" *_:：").replace(" ", "_")


def _words(head: str) -> list[str]:
    """Return the words of a header of up to three: "资源名（Name）", "Model / Project"."""
    words = WORDS.findall(tidy(head).casefold())
    return words if len(words) <= 3 else []


def _role(head: str, stat: _Stats) -> Role:
    """Return what a column holds by its header, or else by its cells."""
    for role in HEADERS:
        if headed(head, role) and (role not in ("stars", "rank") or stat.counts(role)):
            return role
    return "links" if stat.only_links > 0.8 and stat.distinct < 0.5 and stat.numeric <= 0.8 else "label"


def _name_column(heads: Sequence[str], stats: Sequence[_Stats], roles: Sequence[Role]) -> int | None:
    """Return the column whose cells are told apart by their text: the headed, linked or bold, leftmost one."""
    likely = [at for at, stat in enumerate(stats) if stat.may_name and roles[at] not in ("stars", "rank")]
    if "links" in roles and all(not NOTES.isdisjoint(_words(heads[at])) for at in likely):
        # Some things have several rows: "| Oak | Lite | $5 | …", "| Oak | Pro | $9 | …"
        worded = (at for at, stat in enumerate(stats) if stat.is_worded and heads[at])
        return next((at for at in worded if roles[at] not in ("links", "rank")), None)
    headed_so = [at for at in likely if roles[at] == "name"]
    if 0 in likely and any(heads) and not heads[0]:
        headed_so = [0]  # the headers speak of all but what stands first
    best: tuple[float, int] | None = None
    for at in likely:
        stat, labels = stats[at], _says_label(heads[at])
        score = 3.0 * (roles[at] == "name") + 3.0 * stat.linked * stat.worded + 2.0 * stat.strong
        score += 3.0 * (at in headed_so[:1] and min(stat.filled, stat.distinct) > 0.9)
        score += 3.0 * (not labels and not NAMES.isdisjoint(_words(heads[at])))
        score -= 3.0 * stat.hosts + 1.5 * (roles[at] == "description") + 1.5 * labels + 2.0 * (roles[at] == "links")
        score += stat.distinct + stat.filled - (stat.length > 120) - 0.25 * at
        if best is None or score > best[0]:
            best = (score, at)
    if best and 0 in likely and stats[best[1]].filled < 0.8 <= stats[0].distinct and stats[0].filled == 1:
        return 0  # a name is what no row lacks
    return best[1] if best else None

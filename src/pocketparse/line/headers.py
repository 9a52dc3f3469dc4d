"""Headers of columns, in any language: what people write over names, descriptions, counts, links and labels."""

from typing import Literal

from pocketparse.line.stars import STAR_WORDS
from pocketparse.markup.shown import WORD, tidy
from pocketparse.patterns import pattern
from pocketparse.vocabulary import DESCRIPTIONS, PICTURES

Role = Literal["name", "description", "stars", "links", "label", "rank"]
"""What a column holds."""
NAMES = frozenset(
    "name names title titles filename filenames 文件名 名称 名字 资源名 标题 书名 名前 名 タイトル 이름 제목 "
    "nome título titre nom nombre isim adı название имя tên الاسم عنوان نام".split()
) | {
    f"{kind}{name}"
    for kind in "产品 產品 工具 模型 软件 軟體 应用 作品 网站 網站 项目 平台 数据集 资源 游戏 课程 插件 服务".split()
    for name in ("名", "名称", "名稱")
}
"""Headers whose column names the rows, whatever stands beside it."""
MAKERS = frozenset(
    "author authors maintainer maintainers developer developers creator creators by owner contributor contributors "
    "作者 开发者 维护者 著者 개발자 저자 autor autores auteur auteurs contribuidores contributeurs pembuat pengembang автор".split()
)
"""Headers over the makers of the listed things."""
TAGS = frozenset("tag tags keyword keywords 标签 標籤 关键词 关键字 태그 키워드 タグ キーワード etiquetas теги".split())
"""Headers over words that are tags, parted by commas."""
HEADERS: dict[Role, frozenset[str]] = {
    "stars": STAR_WORDS,
    "rank": frozenset("# no no. nr № rank ranking id index 序号 编号 排名 번호 순위".split()),
    "description": frozenset(label.replace(" ", "_") for label in DESCRIPTIONS)
    | frozenset(
        "note notes comment comments details detail info information key_idea main_idea idea highlights contribution "
        "contributions features what purpose plot storyline 剧情 情节 あらすじ 备注 内容 核心点 核心思想 要点 亮点 備註 備注 비고 "
        "特徴 特長 특징 特色 特点 推荐理由 推荐语".split()
    ),
    "name": NAMES
    | frozenset(
        "project projects repo repos repository repositories tool tools app apps library libraries lib libs package "
        "packages api apis paper papers resource resources model models dataset datasets plugin plugins "
        "course courses book books blog company companies framework website site theme font item podcast "
        "channel game server product service 项目 项目名称 工具 大模型 论文 模型 课程 博客 プロジェクト 프로젝트 모델 논문 데이터셋 数据集 公司 软件 应用 资源 产品 "
        "书籍 모델명 도구 회사 책 モデル ツール 会社 データセット 本 modèle modelo modello modell outil herramienta ferramenta "
        "proyecto projekt projet projeto empresa entreprise firma libro livro livre buch curso cours kurs "
        "araç kaynak proje kitap nama проект модель инструмент компания книга курс ресурс назва mô_hình dự_án "
        "النموذج".split()
    ),
    "links": frozenset(
        "link links url urls web website homepage home code source github pdf demo paper project page download docs documentation discussion discussions "
        "video join attend apply posting reference references evidence enlace enlaces lien liens verweis verweise ссылка ссылки bağlantı tautan "
        "ligação ligações odkaz odkazy länk łącze الرابط رابط الروابط لینک लिंक liên_kết 来源 參考 参考 出典 链接 地址 网址 主页 代码 リンク 링크 주소".split()
    ),
    "label": MAKERS
    | TAGS
    | frozenset(
        "category categories topic topics type types kind license licence language languages lang platform platforms "
        "date year updated last_update last_commit release version status venue conference conf auth cors "
        "https prerequisite prerequisites requirement requirements citizenship visa visas sponsorship price pricing cost country location size params forks issues watchers contributors publisher organization "
        "类别 分类 类型 日期 时间 年份 语言 许可证 协议 机构 会议 大小 参数 カテゴリ 日付 분류 날짜 언어 라이선스".split()
    ),
}
"""Headers by the role of their column, in the order in which roles are tried: the most telling first."""
DESCRIPTION_ENDS = tuple("介绍 描述 说明 简介 介紹 說明 簡介 説明".split())
"""Words at the end of a header over descriptions, whatever stands in front: "中文介绍"."""
OF_OTHERS = tuple("作者 使用 下载 安装 论文".split())
"""First words of headers over descriptions of something else than the row: "作者介绍", about its author."""
EITHER = frozenset(
    "platform platforms organization organizations conference conferences publisher community communities group groups "
    "forum forums event events".split()
)
"""Headers over names if the column is the first and no two of its cells are the same; else over labels."""
JOBS = frozenset(
    "role roles position positions job jobs job_title vacancy vacancies opening openings 职位 岗位 직무 포지션 職種 cargo vaga puesto "
    "poste stelle вакансия должность".split()
)
"""Headers over jobs, which name the rows if they stand first, or differ more often than the employers beside them."""
EMPLOYERS = frozenset(
    "company companies employer employers organization organisation 公司 企业 회사 会社 empresa entreprise unternehmen компания".split()
)
"""Headers over employers, beside JOBS."""
NOTES = frozenset(
    "note notes comment comments remark remarks detail details info 备注 비고 メモ notas remarques".split()
)
"""Headers over remarks, which describe the rows only if no other column does."""
HEADER_WORD = pattern(rf"[{PICTURES}]+|[^\s#/()（）\[\]【】_&,，、{PICTURES}]+")
"""A word or a run of pictures in a header: "Stars⭐" has two."""
MOST_WORDS = 3
"""Maximum number of words in a header that are looked up one by one; more are a sentence."""


def headed(head: str, role: Role) -> bool:
    """Tell whether a header names a role, as a whole or by one of its words, up to MOST_WORDS of them."""
    key = key_of(head)
    is_known = key in HEADERS[role]
    if role != "rank" or "#" not in key:  # "# Samples" counts, and ranks nothing
        is_known = is_known or not HEADERS[role].isdisjoint(words_of(head))
    return is_known or (role == "description" and key.endswith(DESCRIPTION_ENDS) and not key.startswith(OF_OTHERS))


def says_label(head: str) -> bool:
    """Tell whether a header names a label and no thing: "Type", "Category Name", "Type of Tool".

    "Tool / Language" and "Language Model" name things.
    """
    first = head.partition("/")[0]
    last = words_of(first.casefold().partition(" of ")[0])[-1:]
    return headed(first, "label") and (HEADERS["name"] - NAMES).isdisjoint(last)


def key_of(head: str) -> str:
    """Return a header in the form of the keys in HEADERS: lower case, "_" for spaces."""
    return tidy(head).casefold().strip(" *_:：").replace(" ", "_")


def words_of(head: str) -> list[str]:
    """Return the words of a header, none if they are more than MOST_WORDS: "资源名（Name）", "Model / Project"."""
    words = HEADER_WORD.findall(tidy(head).casefold())
    return words if sum(WORD.search(word) is not None for word in words) <= MOST_WORDS else []

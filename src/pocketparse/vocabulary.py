"""Signs and words that many rooms know a name, a link or the end of one by."""

import re
from unicodedata import category

from pocketparse.patterns import pattern

COLONS = (":", "：")
"""What parts a label from what it labels, in any script."""
DASHES = ("-", "–", "—")
ROUND_OPENERS, ROUND_CLOSERS = ("(", "（"), (")", "）")
"""Round brackets, in any script."""
NAME_ENDS = (*DASHES, *COLONS)
"""What parts a name from words about it."""
SEPARATORS = " \t\n-–—:：|·•∙→~»,，;"
"""What may stand around a name or a description and be no part of it."""
STOPS = (".", "?", "!", "。", "？", "！")
"""What ends a sentence."""
BARS = pattern(r"\s+[|·•]\s+")
"""What parts pieces of a line that say something each."""
SCHEMES = ("https://", "http://")
"""How a URL starts that leads somewhere on the web."""
SENTENCE_STOP = pattern(r"[.!?]\s|[。！？]")
"""Where a sentence ends; in Chinese and Japanese nothing need stand behind the stop."""
NUMBERED = pattern(r"^\s*(\d{1,3})(?:\s?[.)、]\s+(?=\S)|[、．）](?=[^\s\d])|(?<=\d{3})\s?(?=[《\[【]))")
"""A number in front of a name: "1. Oak", "1) Oak", "1、Oak", "001 《Oak》"."""
PREPOSITION = pattern(
    r"\b(?:with|for|in|on|at|by|from|to|of|as|via|like|about|between|and|or|the|an?)\s*$", re.IGNORECASE
)
"""What a sentence goes on behind, and so needs what follows."""
BRACKETED = pattern(r"[(（][^()（）]*[)）]")
"""Words in round brackets: "(in Rust)"."""
TITLE = 3
"""Words of a title, at least."""
UNSPACED_LETTERS = "\u3040-\u30ff\u3400-\u9fff"
"""Letters of languages that put no spaces between words, for a class of a pattern."""
UNSPACED = pattern(f"[{UNSPACED_LETTERS}]{{8}}")
"""Words in a row of a language that puts no spaces between them."""
PICTURES = "\u2600-\u27bf\u2b50-\u2bff\U0001f000-\U0001faff\ufe0f\u200d"
"""Characters that are pictures, for a class of a pattern."""
SHORTCODE = pattern(r":[a-z0-9_+-]+:")
"""A picture by its name: ":star:"."""
GENERIC = frozenset(
    "link links website web site homepage home url page project code source github repo repository paper pdf arxiv doi "
    "openreview video demo docs documentation doc slides talk blog post article download here more info data dataset "
    "model feed rss "
    "链接 官网 官方网站 网站 主页 地址 代码 源码 源代码 论文 文章 下载 项目 文档 教程 视频 演示 数据集 模型 介绍 "
    "リンク サイト 公式サイト コード 論文 記事 動画 "
    "링크 홈페이지 코드 깃허브 논문 블로그 "
    "ссылка сайт код статья видео "
    "enlace sitio código artículo vídeo descargar artigo baixar lien télécharger webseite quellcode artikel "
    "bağlantı kod makale رابط موقع لینک سایت کد مقاله".split()
) | {"sitio web", "site web", "web sitesi", "liên kết", "trang web", "mã nguồn", "bài báo"}
"""What a link is called that is not called after what it links: the entry's name stands elsewhere."""
UNSAID = GENERIC | frozenset(
    ["static", "badge", "image", "img", "icon", "logo", "banner", "cover", "header", "screenshot", "alt text"]
)
"""What pictures are called that say nothing of what they stand for: "Static Badge"."""
PLACES = frozenset("link links website homepage url 链接 官网 网站 主页 リンク 링크".split())
"""Labels of where a thing is found."""
DESCRIPTIONS = frozenset(
    "description descriptions desc about summary intro introduction abstract overview tagline slogan synopsis tldr "
    "tl;dr 描述 描述信息 项目描述 項目描述 简介 簡介 摘要 项目简介 内容简介 简述 概述 介绍 介紹 说明 說明 简短说明 "
    "数据集说明 功能 功能用途 功能描述 功能介绍 功能简述 主要功能 用途 説明 概要 설명 소개 описание опис deskripsi "
    "keterangan विवरण descripción descrição beschreibung descrizione açıklama opis الوصف وصف توضیح توضیحات".split()
) | {"from the abstract", "что это", "mô tả"}
"""Labels of what is the description itself, in front of it or over a column."""


def holds_picture(text: str) -> bool:
    """Tell whether one of the characters of a text is a picture, which Unicode calls a symbol like no other."""
    return "So" in map(category, text)


def has_colon(text: str) -> bool:
    """Tell whether a text holds what may part a label from what it labels."""
    return ":" in text or "：" in text

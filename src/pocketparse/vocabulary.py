"""Signs and words that several rooms share: separators, ends of sentences, generic link texts, picture characters."""

import re
from unicodedata import category

from pocketparse.patterns import pattern

COLONS = (":", "：")
"""Colons, in any script."""
DASHES = ("-", "–", "—")
ROUND_OPENERS, ROUND_CLOSERS = ("(", "（"), (")", "）")
"""Round brackets, in any script."""
OPENING_BRACKETS, CLOSING_BRACKETS = "([（【<", ")]）】>"
"""Brackets that may open around links and labels behind a name, and those that close."""
NAME_ENDS = (*DASHES, *COLONS)
"""Separators between a name and its description."""
LINK_ENDS = (*NAME_ENDS, ",", "，", "|")
"""Separators between a link and the description behind it."""
SEPARATORS = " \t\n-–—:：|·•∙→~»,，;"
"""Characters to strip from both ends of a name or a description."""
STOPS = (".", "?", "!", "。", "？", "！")
"""Characters that end a sentence, in any script."""
BARS = pattern(r"\s+[|·•]\s+")
"""A bar or dot between blanks that separates the pieces of a line: "Go | MIT · 2020"."""
SCHEMES = ("https://", "http://")
"""Prefixes of web URLs."""
SENTENCE_STOP = pattern(r"[.!?]\s|[。！？]")
"""The end of a sentence inside a text; no space follows in Chinese and Japanese."""
SENTENCE_SIGN = pattern(
    r"[.!。！]\s|\s[-–—]\s|\bet al\b|\b(?:see|at|on|in|from|the|an?|and|or|of|for|with|here|via|to|by|is|are|"
    r"it|this|that|us|you|them)$"
)
"""A sign that a text is more than a title: a stop or dash within, "et al", or a last word that needs others."""
SENTENCE_WORD = pattern(
    r"^(?:see|note|requires?|written|made|based|also|we|you|i|they|it|this|that|there|here|please|use|read|try|thanks)\b"
    r"|\b(?:is|are|was|were|will|can|licensed|saw)\b",
    re.IGNORECASE,
)
"""A sign that a text is a sentence and no name: its first word, "Requires Python", or a verb, "We saw it"."""
NUMBERED = pattern(r"^\s*(\d{1,3})(?:\s?[.)、]\s+(?=\S)|[、．）](?=[^\s\d])|(?<=\d{3})\s?(?=[《\[【]))")
"""A number in front of a name: "1. Oak", "1) Oak", "1、Oak", "001 《Oak》"."""
PREPOSITION = pattern(
    r"\b(?:with|for|in|on|at|by|from|to|of|as|via|like|about|between|and|or|the|an?)\s*$", re.IGNORECASE
)
"""Preposition, conjunction or article at the end of a text: the sentence goes on behind it."""
BRACKETED = pattern(r"[(（][^()（）]*[)）]")
"""Words in round brackets: "(in Rust)"."""
TITLE = 3
"""Fewest words of a title."""
LONGEST_TITLE = 250
"""Most characters of a title."""
UNSPACED_LETTERS = "\u3040-\u30ff\u3400-\u9fff"
"""Letters of languages that put no spaces between words, for a class of a pattern."""
UNSPACED = pattern(f"[{UNSPACED_LETTERS}]{{8}}")
"""Eight letters in a row of a language that puts no spaces between words."""
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
"""Link texts that name no particular thing, "PDF", in lower case: the entry's name stands elsewhere."""
LINK_LABELS = GENERIC | frozenset("npm gem rubygems pypi crate crates crates.io nuget packagist cran".split())
"""Labels in front of links in a bracket, in lower case: GENERIC, and registries of packages: "gem: [oak](…)"."""
PAPERS = frozenset(
    "paper;pdf;pub;arxiv;doi;openreview;preprint;bibtex;technical report;tech report;paper link;link to paper;"
    "论文;論文;논문".split(";")
)
"""Texts of links to a paper, whose title stands in front of them."""
UNSAID = GENERIC | frozenset(
    "static;badge;image;img;icon;logo;banner;cover;header;screenshot;screenshots;gif;clip;alt text".split(";")
)
"""Texts of pictures and of links to them that tell nothing, in lower case: "badge"."""
LICENCE = pattern(
    r"\s*(?:0?bsd|mit|x11|apache|(?:gnu\s)?[al]?gpl|mpl|epl|afl|zlib|isc|boost|bsl|wtfpl|cc0|unlicense|public domain"
    r"|artistic)(?:[\s-]*+(?:v?\d++(?:\.\d++)*+\+?|licen[cs]e|clause|only|or[\s-]later))*+\s*",  # backtracks nowhere
    re.IGNORECASE,
)
"""A licence of software, by its usual name: "MIT", "Apache License 2.0", "GPL-3.0-or-later"."""
PLACES = frozenset("link links website homepage url 链接 官网 网站 主页 リンク 링크".split())
"""Labels in front of the URL of a thing, in lower case: "homepage"."""
DESCRIPTIONS = frozenset(
    "description descriptions desc about summary intro introduction abstract overview tagline slogan synopsis tldr "
    "tl;dr 描述 描述信息 项目描述 項目描述 简介 簡介 摘要 项目简介 内容简介 简述 概述 介绍 介紹 说明 說明 简短说明 "
    "数据集说明 功能 功能用途 功能描述 功能介绍 功能简述 主要功能 用途 説明 概要 설명 소개 описание опис deskripsi "
    "keterangan विवरण descripción descrição beschreibung descrizione açıklama opis الوصف وصف توضیح توضیحات".split()
) | {"from the abstract", "что это", "mô tả"}
"""Labels of descriptions, in front of one or over a column, in lower case."""


def holds_picture(text: str) -> bool:
    """Tell whether a text holds a picture character (Unicode category So)."""
    return "So" in map(category, text)


def has_colon(text: str) -> bool:
    """Tell whether a text holds a colon, in any script."""
    return ":" in text or "：" in text

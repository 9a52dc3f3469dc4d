"""Markers around a name: "* Alpaca-LoRA (⭐3.1k)", "*【Qwen2.5】（可商用）" → the bare name and what they say."""

import re
from functools import lru_cache
from typing import NamedTuple

from pocketparse.identity import KNOWN
from pocketparse.line.stars import NUMBER, SIGN, may_count, read_count
from pocketparse.patterns import pattern

MARKER = pattern(r"[*【（(]")
# "### * Alpaca-LoRA (⭐3.1k)", "### PaLM + RLHF (Pytorch)(⭐5.7k)", "## Open-Assistant (⭐18.9k) *"
STAR_COUNT = pattern(rf"\s{{0,20}}[（(]\s*{SIGN}\s*({NUMBER})\+?\s*[)）]\s*(?=\*?$)")
LEADING_STAR = pattern(r"^\*(?:\s+|(?=【)|$)")
TRAILING_STAR = pattern(r"(?<![\\*])\*$")
INNER_STAR = pattern(r"\*\s*【([^【】]*)】")
# Only this parenthesis is a tag; （运维）, （Intel） or (Meta AI) belong to the name.
TAG = pattern(r"（(可商用|不可商用)）")
WRAPPED = pattern(r"^【([^【】]*(?:【[^【】]*】[^【】]*)*)】(?=$|\s*[（(][^（()）]*[)）]$)", re.DOTALL)
ORGANISATION_PREFIX = pattern(r"^【([^【】]+)】\s*(?=\S)")

# A prefix is an organisation when it is one of these short names, or ends in a word for one.
ORGANISATIONS = frozenset(
    "复旦 清华 北大 交大 上交 上海交大 浙大 南大 中大 中科大 人大 哈工大 华科 武大 同济 北航 北邮 北理工 天大 东北大学 港中文 港科大 "
    "中科院 智源 百度 度小满 阿里 阿里云 达摩院 腾讯 华为 字节 字节跳动 商汤 旷视 科大讯飞 讯飞 京东 美团 快手 小米 网易 滴滴 360 "
    "智谱 智谱AI 零一万物 百川智能 月之暗面 面壁智能 昆仑万维 OpenAI Google DeepMind Meta Microsoft 微软 谷歌 苹果 Apple NVIDIA 英伟达 "
    "Amazon 亚马逊 IBM Intel 英特尔 Anthropic Mistral Stanford 斯坦福 伯克利 Berkeley MIT CMU Princeton 普林斯顿".split()
) | {"Hugging Face"}
ORGANISATION_WORDS = (
    "大学",
    "学院",
    "研究院",
    "研究所",
    "实验室",
    "公司",
    "集团",
    "科技",
    "University",
    "Lab",
    "Labs",
    "Inc",
)


class Marked(NamedTuple):
    """A name without its markers, and what the markers say."""

    name: str
    starred: bool = False
    stars: int | None = None
    stars_raw: str | None = None
    tags: tuple[str, ...] = ()
    org: str | None = None


@lru_cache(maxsize=KNOWN)
def read_markers(raw: str) -> Marked:
    r"""Read the markers of a heading or index cell, on its source: an escaped `Q\*` is no star."""
    text = raw.strip()
    if not MARKER.search(text):
        return Marked(text)
    starred = False
    if "*" in text:
        text, times = LEADING_STAR.subn("", text)
        starred = times > 0
    count = STAR_COUNT.search(text) if may_count(text) else None
    if count:
        text = text[: count.start()] + text[count.end() :]
    if "*" in text and text.replace("\\*", "").count("*") == 1:
        text, times = TRAILING_STAR.subn("", text.rstrip())
        starred = starred or times > 0
    tags = tuple(TAG.findall(text)) if "（" in text else ()
    if tags:
        text = TAG.sub("", text)
    if "*" in text and "【" in text:
        text, times = INNER_STAR.subn(r"\1", text)
        starred = starred or times > 0
    text = text.strip()
    org = None
    if text.startswith("【"):
        text = WRAPPED.sub(r"\1", text)
        prefix = ORGANISATION_PREFIX.match(text)
        if prefix and _is_organisation(prefix[1]):
            org = prefix[1]
            text = text[prefix.end() :]
        text = text.strip()
    stars = read_count(count[1]) if count else None
    return Marked(text, starred, stars, count[1] if count else None, tags, org)


def _is_organisation(label: str) -> bool:
    return label in ORGANISATIONS or label.endswith(ORGANISATION_WORDS)

"""Dialect "articles": nested lists of reading matter beside a list whose entries are headings.

相关文章：
- [通俗理解文本生成的常用解码策略](https://…)
- 千“垂”百炼：垂直领域与语言模型
  - 【医疗健康】ChatDoctor （解读 [上](https://…) [中](https://…) / PDF版PPT [上](https://…)）
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from pocketparse.dialects.base import Dialect
from pocketparse.entry.drafts import Claim
from pocketparse.headings.by_heading import lists_by_heading
from pocketparse.headings.listings import leaves_of_titled_urls
from pocketparse.line.prose import to_link
from pocketparse.lists.items import lists
from pocketparse.markup.block import Block
from pocketparse.markup.shown import Anchor, Inline, tidy
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Article
from pocketparse.source import moved_link, moved_span
from pocketparse.tree import Node
from pocketparse.vocabulary import COLONS

AROUND_LABEL = " \n/，,、；;|·:："
"""Signs around the label of a group of links."""
ENDS_RUN = pattern(r"[/，,、；;|]")
"""A sign between links that ends their group."""
SUBJECT = pattern(r"【[^【】]+】|\[[^\[\]]+\]")
"""The subject of an article, in brackets in front of its title: "【Trees】"."""


def claims(outline: Outline, section: Node) -> Iterator[Claim]:
    """Claim the lists of a section, where the document's entries are headings and these are not."""
    if not outline.once(lists_by_heading) or not any(block.kind == "list" for block in section.free):
        return
    if section in outline.once(leaves_of_titled_urls):
        return
    caption = outline.title(section).title if section.level > 1 else ""
    for block in section.free:
        if block.kind == "paragraph":
            caption = outline.shown(block.text).rstrip(":： ")
        elif block.kind == "list":
            placed = _placed_articles(outline, block, caption)
            articles = placed.moved(block.first, outline.source.starts[block.first])
            if any(link.kind != "anchor" for article in articles for link in article.links):
                yield Claim([block], articles=articles, why="a list of links where entries are headings")


class _PlacedArticles(NamedTuple):
    """The articles of a list, and where it stood in the version that was read."""

    caption: str
    """The caption above the list, which each article has."""
    line: int
    """The first line of the list."""
    start: int
    """The offset of that line."""
    articles: list[Article]

    def moved(self, line: int, start: int) -> list[Article]:
        """Return the articles with spans for a list that stands elsewhere."""
        lines, characters = line - self.line, start - self.start
        if not (lines or characters):
            return self.articles
        return [
            replace(
                article,
                span=moved_span(article.span, lines, characters),
                links=tuple([moved_link(link, lines, characters) for link in article.links]),
            )
            for article in self.articles
        ]


def _placed_articles(outline: Outline, block: Block, caption: str) -> _PlacedArticles:
    """Return the articles of a list, from the cache if an earlier version had the list below the same caption."""
    known = block.cached(_placed_articles)
    if known and known.caption == caption:
        return known
    articles = list(_read(outline, block, caption, ()))
    placed = _PlacedArticles(caption, block.first, outline.source.starts[block.first], articles)
    return block.cache(_placed_articles, placed) if outline.remembers else placed


def _read(outline: Outline, block: Block, caption: str, path: tuple[str, ...]) -> Iterator[Article]:
    """Yield the articles of a list and of those inside it, each with the titles above it as its path."""
    for item in block.children:
        inside = lists(item)
        below = path
        if item.text:
            article = _article(outline, item, caption, path)
            if article.links or not inside:
                yield article
            below = (*path, article.title)
        for child in inside:
            yield from _read(outline, child, caption, below)


def _article(outline: Outline, item: Block, caption: str, path: tuple[str, ...]) -> Article:
    """Return the article of an item; one without a link may be a title above others."""
    shown = outline.read(item.text)
    opening = _opening(shown)
    title = _title(shown, opening)
    groups = _groups(shown, len(shown.text) if opening is None else opening + 1)
    links = [
        to_link(outline, item.text, shown, anchor, "title" if _names(shown, anchor, title) else "list", group=group)
        for anchor, group in zip(shown.anchors, groups, strict=True)
    ]
    last = item.text.line + item.text.count("\n") + 1
    return Article(title, caption, path, tuple(links), outline.source.span(item.first, last))


def _names(shown: Inline, anchor: Anchor, title: str) -> bool:
    """Tell whether a link is the title, or all of it but a subject in front: "【Trees】[How oaks grow](…)"."""
    front = shown.text[: anchor.start].rstrip()
    return not front or (SUBJECT.fullmatch(front) is not None and title == tidy(shown.text[: anchor.end]))


def _title(shown: Inline, opening: int | None) -> str:
    """Return the displayed text in front of its links in brackets, or the label in front of the first link."""
    text = shown.text
    if opening is not None:
        return tidy(text[:opening])
    before = text[: shown.anchors[0].start] if shown.anchors else ""
    # "- 中文：[https://…](https://…)"
    if before.rstrip().endswith(COLONS):
        return tidy(before).rstrip(":： \n")
    return tidy(text)


def _opening(shown: Inline) -> int | None:
    """Return the offset of the bracket that holds the links beside the title, or None."""
    at = 0
    for anchor in shown.anchors:
        gap = shown.text[at : anchor.start]
        opening = max(gap.rfind("("), gap.rfind("（"))
        if opening >= 0 and not set(gap[opening:]) & set(")）"):
            return at + opening
        at = anchor.end
    return None


def _groups(shown: Inline, at: int) -> list[str | None]:
    """Return the label of each link from offset `at` on, None for others: "解读", "PDF版PPT"."""
    groups: list[str | None] = []
    group: str | None = None
    for anchor in shown.anchors:
        if anchor.start >= at:
            gap = shown.text[at : anchor.start]
            label = tidy(gap.strip(AROUND_LABEL))
            group = label or (None if ENDS_RUN.search(gap) else group)
            groups.append(group)
            at = anchor.end
        else:
            groups.append(None)
    return groups


DIALECT = Dialect("articles", claims)

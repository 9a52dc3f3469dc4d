"""Headings that lead with a link line over lists of other things: linked names, or URLs of several owners or titles."""

from collections import Counter
from collections.abc import Sequence

from pocketparse.headings.listings import lists_names
from pocketparse.identity import fold
from pocketparse.links import host_of, is_url_line
from pocketparse.markup.block import item_texts
from pocketparse.outline import Outline
from pocketparse.tree import Node
from pocketparse.vocabulary import GENERIC, SCHEMES

OTHER_URLS = 5
"""Minimum number of URLs or titles of other things in the list below a heading that is no entry."""
SHARED_HOSTS = frozenset(("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "gitee.com", "huggingface.co"))
"""Hosts on which each owner has a directory."""


def led_by_links(outline: Outline) -> frozenset[Node]:
    """Return the sections that lead with a link line, with or without a heading."""
    return frozenset([one for one in outline.sections if one.leads_with_link])


def over_others(outline: Outline) -> frozenset[Node]:
    """Return the leaf headings that lead with a link line and list other things: names, titles or owners of URLs.

    "Oaks" over "https://…" and "- [Red oak](…) - a tree"; none if more than three of four headings lead with a link
    line, since those are entries, or if half of the headings are like this.
    """
    leaves = [leaf for leaf in outline.sections if leaf.heading and leaf.body_unplaced and not leaf.children]
    leading = outline.once(led_by_links).intersection(leaves)
    if len(leading) * 4 > len(leaves) * 3:
        return frozenset()
    long = (leaf for leaf in leading if sum(block.last - block.first for block in leaf.body_unplaced) >= OTHER_URLS)
    runs = {leaf: _runs(leaf) for leaf in long}
    titles = {leaf: _titles(own) for leaf, own in runs.items()}
    counts = Counter(title for found in titles.values() for title in found)
    urls = {leaf for leaf, own in runs.items() if _are_own(titles[leaf], counts) or _lists_urls(outline, leaf, own)}
    found = [leaf for leaf in leading if leaf in urls or outline.once(lists_names, leaf)]
    return frozenset(found if len(found) * 2 <= len(leaves) else ())


def _are_own(titles: Sequence[str], counts: Counter[str]) -> bool:
    """Tell whether OTHER_URLS titles or more occur once each in the document, none of them generic."""
    return len(titles) >= OTHER_URLS and all(counts[title] == 1 and title not in GENERIC for title in titles)


def owner_of(place: str) -> str:
    """Return the owner of a URL: its host, with the first directory on SHARED_HOSTS."""
    host = host_of(place)
    path = place.partition(f"{host}/")[2]
    return f"{host}/{path.partition('/')[0]}" if host in SHARED_HOSTS else host


def _titles(runs: Sequence[str]) -> Sequence[str]:
    """Return the titles in front of URLs, none if fewer than three of four texts have one: "Oak: https://…"."""
    parts = [run.replace("：", ": ").rpartition(": ") for run in runs if not run.startswith(SCHEMES)]
    titles = [title.casefold() for title, _, url in parts if is_url_line(url)]
    return titles if len(titles) * 4 >= len(runs) * 3 else ()


def _lists_urls(outline: Outline, leaf: Node, runs: Sequence[str]) -> bool:
    """Tell whether a body starts with a list and has URLs of many owners, none with the name of the heading in it."""
    if leaf.body_unplaced[0].kind != "list":
        return False
    urls = [run for run in runs if run.startswith(SCHEMES)]
    if len(urls) < OTHER_URLS or len(urls) * 4 < len(runs) * 3 or len(set(map(owner_of, urls))) * 4 < len(urls) * 3:
        return False
    name = fold(outline.heading_text(leaf))
    return not any(name in fold(url) for url in urls)


def _runs(leaf: Node) -> list[str]:
    """Return the texts of the items of a body's lists, and of its paragraphs."""
    runs: list[str] = []
    for block in leaf.body_unplaced:
        runs += item_texts(block) if block.kind == "list" else [block.text] if block.kind == "paragraph" else ()
    return runs

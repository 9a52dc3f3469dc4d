"""Document → OPML 2.0: an outline per section and entry, feeds as subscriptions that feed readers import."""

import re
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

from pocketparse.contents import Contents
from pocketparse.exporters.rows import several
from pocketparse.patterns import pattern
from pocketparse.printable import one_line
from pocketparse.records import Entry
from pocketparse.section_tree import SectionNode, title_of, tree

HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0">
  <head><title>{}</title></head>
  <body>
"""
FEED = pattern(r"(?:[/.](?:rss|atom|feeds?)(?:\.xml|\.json)?/?|/index\.xml)$", re.IGNORECASE)
"""Ends of the paths of feeds: "/feed/", "/atom.xml", "/index.xml", ".rss"."""


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write one outline, a top node for each document; that of one document has its title.

    An entry with a link to a feed is of type "rss", other entries with a URL are of type "link" (OPML 2.0,
    "Subscription lists" and "Inclusion").
    """
    title = title_of(documents) if isinstance(documents, Contents) else "Curated lists"
    out.write(HEAD.format(escape(one_line(title))).encode())
    for document in several(documents):
        out.write("".join(_outlines(tree(document), 2)).encode())
    out.write(b"  </body>\n</opml>\n")


def _outlines(node: SectionNode, depth: int) -> Iterable[str]:
    margin = "  " * depth
    yield f"{margin}<outline{_attributes({'text': node.title})}>\n"
    for entry in node.entries:
        yield f"{margin}  <outline{_attributes(_outline(entry))}/>\n"
    for below in node.children:
        if below.holds_entries:
            yield from _outlines(below, depth + 1)
    yield f"{margin}</outline>\n"


def _outline(entry: Entry) -> dict[str, str | None]:
    feed = next((link.href for link in entry.links if link.href and FEED.search(link.href.partition("?")[0])), None)
    page = entry.href if entry.href != feed else None
    about = {"description": entry.description or None, "category": ",".join(entry.tags) or None}
    if feed:
        return {"text": entry.name, "type": "rss", "xmlUrl": feed, "htmlUrl": page, **about}
    return {"text": entry.name, "type": "link" if page else None, "url": page, **about}


def _attributes(values: dict[str, str | None]) -> str:
    return "".join(f" {name}={quoteattr(one_line(value))}" for name, value in values.items() if value is not None)

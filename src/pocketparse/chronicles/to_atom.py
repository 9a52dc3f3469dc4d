"""History → an Atom feed (RFC 4287) of the entries that were added, for feed readers."""

from collections.abc import Iterable
from typing import BinaryIO
from xml.etree import ElementTree

from pocketparse.chronicles.news import By, news
from pocketparse.commits import EPOCH
from pocketparse.revisions import Revision

NAMESPACE = "http://www.w3.org/2005/Atom"


def write(revisions: Iterable[Revision], out: BinaryIO, *, by: By = "day") -> None:
    """Write the feed, the newest item first.

    Args:
        revisions: oldest first.
        out: a binary stream.
        by: an item for each "day" (of the commit's own time zone) or "revision".
    """
    told = news(revisions, by)
    feed = ElementTree.Element("feed", xmlns=NAMESPACE)
    _add(feed, "id", told.id)
    _add(feed, "title", told.title)
    _add(feed, "updated", max((item.date for item in told.items), default=EPOCH).isoformat())  # clocks differ
    _add(feed, "generator", "pocketparse")
    _add(ElementTree.SubElement(feed, "author"), "name", told.title.removesuffix(": new entries"))
    if told.homepage:
        ElementTree.SubElement(feed, "link", href=told.homepage)
    for item in told.items:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "id", item.id)
        _add(entry, "title", item.title)
        _add(entry, "published", item.first.isoformat())
        _add(entry, "updated", item.date.isoformat())
        if told.homepage:
            ElementTree.SubElement(entry, "link", href=told.homepage)
        for section in item.sections:
            ElementTree.SubElement(entry, "category", term=section)
        _add(entry, "content", item.html).set("type", "html")
    ElementTree.indent(feed)
    out.write(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n")


def _add(parent: ElementTree.Element, tag: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, tag)
    element.text = text
    return element

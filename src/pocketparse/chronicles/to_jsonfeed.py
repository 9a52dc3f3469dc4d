"""History → a JSON Feed (1.1) of the entries that were added, for feed readers."""

import json
from collections.abc import Iterable
from typing import Any, BinaryIO

from pocketparse.chronicles.news import By, news
from pocketparse.revisions import Revision

VERSION = "https://jsonfeed.org/version/1.1"


def write(revisions: Iterable[Revision], out: BinaryIO, *, by: By = "day") -> None:
    """Write the feed, the newest item first.

    Args:
        revisions: oldest first.
        out: a binary stream.
        by: an item for each "day" (of the commit's own time zone) or "revision".
    """
    told = news(revisions, by)
    feed: dict[str, Any] = {"version": VERSION, "title": told.title}
    if told.homepage:
        feed["home_page_url"] = told.homepage
    feed["items"] = [
        {
            "id": item.id,
            "title": item.title,
            "content_html": item.html,
            "date_published": item.first.isoformat(),
            "date_modified": item.date.isoformat(),
            "tags": item.sections,
            **({"url": told.homepage} if told.homepage else {}),
        }
        for item in told.items
    ]
    out.write(json.dumps(feed, ensure_ascii=False, indent=2).encode() + b"\n")

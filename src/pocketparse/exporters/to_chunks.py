"""Document → Markdown chunks, an entry a line of JSON Lines: text to embed or search, and where it comes from."""

import json
from collections.abc import Callable, Iterable
from typing import Any, BinaryIO

from pocketparse.contents import Contents
from pocketparse.exporters import rows
from pocketparse.links import address
from pocketparse.records import Entry


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write UTF-8 lines, each an object about one entry.

    `id` is unique in the file; `breadcrumb` goes from the list's title down to the entry's name; `text` is Markdown
    that stands alone; `url` is the entry's main URL; `anchor_url` the place on the list's own page, None where
    neither page nor anchor is known; `lines` the first and last line in the source, counted from 1.
    """
    for source, document in rows.named(documents):
        anchor_of = _page_anchors(document)
        lines = [
            json.dumps(_chunk(source, document, entry, anchor_of(entry)), ensure_ascii=False) + "\n"
            for entry in document.entries
        ]
        out.write("".join(lines).encode())


def _chunk(source: str, document: Contents, entry: Entry, anchor_url: str | None) -> dict[str, Any]:
    breadcrumb = [*([document.title] if document.title else []), *entry.section_path, entry.name]
    return {
        "id": f"{source}#{entry.id}",
        "source": source,
        "entry": entry.id,
        "breadcrumb": breadcrumb,
        "text": _text(entry, breadcrumb),
        "url": address(entry.main_link),
        "anchor_url": anchor_url,
        "lines": [entry.span.line, entry.span.end_line],
    }


def _page_anchors(document: Contents) -> Callable[[Entry], str | None]:
    """Return a function from an entry to its anchor on the list's page: that of its heading, else of its section's."""
    anchors = {section.id: section.anchor for section in document.sections}
    page = document.homepage or ""

    def anchor_url(entry: Entry) -> str | None:
        anchor = entry.anchor or anchors.get(entry.section or "")
        return f"{page.partition('#')[0]}#{anchor}" if anchor else page or None

    return anchor_url


def _text(entry: Entry, breadcrumb: list[str]) -> str:
    """Return an entry as Markdown: its name below its sections, what it is, what it is labelled, its links."""
    parts = [" › ".join(breadcrumb[:-1]), f"# {entry.full_name}", entry.description]
    labels = [f"{name}: {value}" for name, value in entry.attributes.items()]
    if entry.tags:
        labels.append(f"tags: {', '.join(entry.tags)}")
    if entry.stars is not None:
        labels.append(f"stars: {entry.stars}")
    parts.append("\n".join(labels))
    linked = (link for link in reversed(entry.links) if link.role != "badge")
    links = {url: link.group or link.text for link in linked if (url := address(link))}
    parts.append("\n".join(f"- {label}: {url}" if label else f"- {url}" for url, label in reversed(links.items())))
    return "\n\n".join(part for part in parts if part)

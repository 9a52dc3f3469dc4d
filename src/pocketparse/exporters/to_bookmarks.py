"""Document → bookmarks (the Netscape bookmark file that browsers import): a folder per section, one link per entry."""

from collections.abc import Iterable
from html import escape
from typing import BinaryIO
from warnings import warn

from pocketparse.contents import Contents
from pocketparse.counted import counted
from pocketparse.errors import ExportWarning
from pocketparse.exporters.rows import several
from pocketparse.printable import one_line
from pocketparse.section_tree import SectionNode, title_of, tree

HEAD = """\
<!DOCTYPE NETSCAPE-Bookmark-file-1>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>{}</TITLE>
<H1>Bookmarks</H1>
<DL><p>
"""
INDENT = "    "


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write one file of bookmarks, a top folder for each document; that of one document has its title.

    An entry is a link to its main URL; its tags are the link's, its description stands below. An entry without
    an absolute URL cannot be a bookmark, and an ExportWarning tells how many those are.
    """
    title = title_of(documents) if isinstance(documents, Contents) else "Bookmarks"
    out.write(HEAD.format(_text(title)).encode())
    for document in several(documents):
        out.write("".join(_folder(tree(document), 1)).encode())
        lost = sum(entry.href is None for entry in document.entries)
        if lost:
            name = document.source.name or "the list"
            one, many = (
                "entry without an absolute URL is no bookmark",
                "entries without an absolute URL are no bookmarks",
            )
            warn(ExportWarning(f"{name}: {counted(lost, one, many)}"), stacklevel=3)
    out.write(b"</DL><p>\n")


def _folder(node: SectionNode, depth: int) -> Iterable[str]:
    margin = INDENT * depth
    yield f"{margin}<DT><H3>{_text(node.title)}</H3>\n{margin}<DL><p>\n"
    for entry in node.entries:
        if entry.href:
            tags = f' TAGS="{_text(",".join(entry.tags))}"' if entry.tags else ""
            yield f'{margin}{INDENT}<DT><A HREF="{_text(entry.href)}"{tags}>{_text(entry.name)}</A>\n'
            if entry.description:
                yield f"{margin}{INDENT}<DD>{_text(entry.description)}\n"
    for below in node.children:
        if below.holds_entries:
            yield from _folder(below, depth + 1)
    yield f"{margin}</DL><p>\n"


def _text(text: str) -> str:
    return escape(one_line(text))

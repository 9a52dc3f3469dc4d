"""Document → llms.txt: what the list is, and one line per entry under its section, for language models to read."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from pocketparse.contents import Contents
from pocketparse.exporters.rows import several
from pocketparse.links import address
from pocketparse.patterns import pattern
from pocketparse.printable import one_line, words_at_start
from pocketparse.records import Entry
from pocketparse.section_tree import SectionNode, tree

SPECIAL = pattern(r"([\\`*\[\]<~]|(?<!\w)_|_(?!\w)|&(?=[#\w]+;))")
"""Characters that Markdown or HTML would read as markup; "_" inside a word is none, nor is "&" outside "&lt;"."""
UNSAFE = pattern(r"[\s<>()]")


def write(documents: Contents | Iterable[Contents], out: BinaryIO) -> None:
    """Write Markdown in the shape of llmstxt.org: H1, summary, an H2 per section, a list of links in each.

    Of a description the first paragraph is written; the sections' own order and all entries are kept.
    """
    for at, document in enumerate(several(documents)):
        out.write(("\n" * (at > 0) + "\n".join(_lines(document)) + "\n").encode())


def _lines(document: Contents) -> Iterator[str]:
    root = tree(document)
    yield f"# {_escaped(root.title)}"
    summary = " ".join(part for part in (document.subtitle, document.notice) if part)
    if summary:
        yield f"\n> {words_at_start(_escaped(summary))}"
    if root.entries:
        yield from ("", *map(_line, root.entries))
    yield from _sections(root)


def _sections(root: SectionNode) -> Iterator[str]:
    for node in root.walk():
        if node.entries and node.section:
            yield f"\n## {_escaped(' / '.join(node.section.path))}\n"
            yield from map(_line, node.entries)


def _line(entry: Entry) -> str:
    name = _escaped(entry.name)
    if url := address(entry.main_link):
        name = f"[{name}]({UNSAFE.sub(_percent, url)})"
    about = _escaped(entry.description.partition("\n\n")[0])
    return f"- {words_at_start(name)}" + (f": {about}" if about else "")


def _escaped(text: str) -> str:
    """Return Markdown of one line that displays a text."""
    return SPECIAL.sub(r"\\\1", one_line(text))


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode())

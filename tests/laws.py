"""The laws every document keeps (docs/records.md), as functions that yield what breaks them."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

import jsonschema

from pocketparse import DIALECTS, Claim, Dialect, Document, Entry, IndexItem, Link, Span, parse
from pocketparse.outline import Outline
from pocketparse.schema import json_schema
from pocketparse.tree import Node

# An absolute URL as anyone would see it: stricter than the parser's own scan, so that it can check it.
URL = re.compile(r"(?<![A-Za-z0-9])https?://[A-Za-z0-9][A-Za-z0-9\-._~:/?#@$&+=%]*[A-Za-z0-9/]", re.IGNORECASE)
UNREADABLE = re.compile("[\x00\ud800-\udfff]")
REFERENCE = re.compile(r"&[#\w]+;")
TITLE = re.compile(r" {0,3}#(?:[ \t]|$)")  # a level-1 ATX heading
WORD = re.compile(r"[^\W_]{3,}")
MARKUP = re.compile(
    r"https?://[^\s)>\]\"']+ | \]\([^)\s]*(?:\s+\"[^\"]*\")?\) | \]\[[^\]]*\] | <[^>]+> | &\#?\w+;", re.VERBOSE
)
"""What is written between words and never shown."""
DEFINITION = re.compile(r"[ \t>*+\-\d.)]*\[(?:\\.|[^\]\\])*(?:\]:|$)")  # what may start a link reference definition
UNDERLINE = re.compile(r" {0,3}=+[ \t]*$")  # what makes a level-1 setext heading


def broken_laws(text: str, document: Document) -> list[str]:
    """Return a sentence for each broken law that one parse can show: 1, 2, 6, 7 and the joins."""
    text = normalised(text)
    laws = (
        lost_lines,
        lost_urls,
        wrong_link_spans,
        wrong_spans,
        overlapping_entries,
        wrong_ids,
        untrimmed,
        wrong_joins,
        wrong_order,
        wrong_tree,
    )
    return [f"{law.__name__}: {broken}" for law in laws for broken in law(text, document)]


def broken_by_parsing_again(text: str, document: Document) -> list[str]:
    """Return a sentence for each broken law that takes a second parse, or the JSON, to show: 3 and 4."""
    laws = (impure, changed_by_looking, wrong_after_crlf, wrong_after_round_trip, outside_the_schema)
    return [f"{law.__name__}: {broken}" for law in laws for broken in law(text, document)]


def normalised(text: str) -> str:
    """Return the text that offsets count in: LF line ends, no byte order mark, no unreadable character."""
    return UNREADABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff"))


def links(document: Document) -> Iterator[Link]:
    """Yield every link of a document."""
    for holders in (document.sections, document.entries, document.articles):
        for holder in holders:
            yield from holder.links


def spanned(document: Document) -> Iterator[Any]:
    """Yield every record that has a span, but diagnostics and links."""
    for records in (
        document.sections,
        document.entries,
        document.index,
        document.articles,
        document.passages,
    ):
        yield from records


# Law 1: nothing is lost ---------------------------------------------------------------------------------------


def lost_lines(text: str, document: Document) -> Iterator[str]:
    """Every non-blank line lies in the span of a record, or is the heading that gives the title."""
    lines = text.split("\n")
    covered: set[int] = set()
    for record in spanned(document):
        covered.update(range(record.span.line, record.span.end_line + 1))
    free = [number for number, line in enumerate(lines, 1) if line.strip() and number not in covered]
    if free and _is_title(lines, free, document):
        return
    for number in free:
        yield f"line {number} is lost: {lines[number - 1][:60]!r}"


def _is_title(lines: list[str], numbers: list[int], document: Document) -> bool:
    """Tell whether lines are one level-1 heading whose letters are the title's and the version's."""
    first = last = numbers[-1]
    if UNDERLINE.match(lines[last - 1]):
        while first > 1 and lines[first - 2].strip(" \t"):
            first -= 1
    elif not TITLE.match(lines[last - 1]):
        return False
    # CommonMark knows no reference without a semicolon, as unescape() does
    shown = REFERENCE.sub(lambda match: unescape(match[0]), " ".join(lines[first - 1 : last]))
    written = iter(shown)
    letters = [char for char in f"{document.title or ''}{document.version or ''}" if char.isalnum()]
    return first <= numbers[0] and all(char in written for char in letters)


def lost_words(text: str, document: Document) -> list[str]:
    """Return the words of entries that none of their fields holds.

    No law, since some are left out on purpose (labels such as "Description", numbers of items): a measure.
    """
    inner: dict[str, list[Entry]] = {}
    around: list[Entry] = []
    for entry in sorted(document.entries, key=lambda one: (one.span.start, -one.span.end)):
        while around and around[-1].span.end <= entry.span.start:
            around.pop()
        if around:
            inner.setdefault(around[-1].id, []).append(entry)
        around.append(entry)
    lost = []
    for entry in document.entries:
        below = inner.get(entry.id, [])
        starts = [entry.span.start, *(one.span.end for one in below)]
        ends = [*(one.span.start for one in below), entry.span.end]
        written = " ".join(text[start:end] for start, end in zip(starts, ends, strict=True))
        told = [entry.name, entry.org, entry.description, entry.stars_raw, *entry.tags, *entry.captions]
        told += [word for pair in entry.attributes.items() for word in pair]
        told += [word for link in entry.links for word in (link.text, link.url, link.group)]
        told += [caption for one in below for caption in one.captions]
        kept = "".join(WORD.findall(unescape(" ".join(filter(None, told))).casefold()))
        lost += [word for word in WORD.findall(unescape(MARKUP.sub(" ", written))) if word.casefold() not in kept]
    return lost


def lost_urls(text: str, document: Document) -> Iterator[str]:
    """Every absolute URL is the url of a link, or part of that of one that stands there, or lies in a passage."""
    if "://" not in text:
        return
    urls = {match[0] for link in links(document) for match in URL.finditer(link.url)}  # as this pattern reads them
    spans: list[tuple[Span, str | None]] = [(passage.span, None) for passage in document.passages]
    spans += [(link.span, link.url) for link in links(document)]
    spans.sort(key=lambda one: one[0].start, reverse=True)
    here: list[tuple[Span, str | None]] = []  # the spans around the URL under the sweep
    for match in URL.finditer(text):
        while spans and spans[-1][0].start <= match.start():
            here.append(spans.pop())
        here = [(span, url) for span, url in here if span.end > match.start()]
        kept = any(match.end() <= span.end if url is None else match[0] in url for span, url in here)
        if not kept and match[0] not in urls:
            yield f"the URL at {match.start()} is lost: {match[0]}"


# Law 2: spans are where they say ------------------------------------------------------------------------------


def wrong_link_spans(text: str, document: Document) -> Iterator[str]:
    """The span of a link holds its URL as written, and its entry's span holds it, but for a reference link."""
    lines = text.split("\n")
    for link in links(document):
        written = text[link.span.start : link.span.end]
        if link.url not in written:
            yield f"{link.url!r} is not in its span: {written[:80]!r}"
    for entry in document.entries:
        for link in entry.links:
            inside = entry.span.start <= link.span.start and link.span.end <= entry.span.end
            if not (inside or _by_reference(lines, link)):
                yield f"{link!r} stands outside {entry!r}"


def _by_reference(lines: list[str], link: Link) -> bool:
    """Tell whether the URL of a link may stand in a definition, whose URL may be on its second or third line."""
    return any(map(DEFINITION.match, lines[max(link.span.line - 3, 0) : link.span.line]))


def wrong_spans(text: str, document: Document) -> Iterator[str]:
    """Lines and offsets of a span agree; records of whole lines start and end with theirs; cells are their raw."""
    lines = text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)

    def ends(span: Span) -> bool:
        first, last = span.line - 1, span.end_line - 1
        if not 0 <= first <= last < len(lines):
            return False
        return starts[first] <= span.start < starts[first + 1] and starts[last] <= span.end < starts[last + 1]

    for record in (*spanned(document), *links(document), *document.diagnostics):
        if record.span is not None and not (record.span.start < record.span.end and ends(record.span)):
            yield f"{record!r}: lines and offsets of {record.span} disagree"
    for entry in document.entries:
        if not lines[entry.span.line - 1].strip() or not lines[entry.span.end_line - 1].strip():
            yield f"{entry!r} starts or ends on a blank line"
        if entry.raw not in text[entry.span.start : entry.span.end]:
            yield f"{entry!r}: its span does not hold {entry.raw!r}"
    for section in document.sections:
        if section.raw not in text[section.span.start : section.span.end]:
            yield f"{section!r}: its span does not hold {section.raw!r}"
    for item in document.index:
        if item.raw != text[item.span.start : item.span.end]:
            yield f"{item!r}: its span holds {text[item.span.start : item.span.end]!r}"
    for passage in document.passages:
        if passage.text != text[passage.span.start : passage.span.end]:
            yield f"{passage!r}: its span holds {text[passage.span.start : passage.span.end]!r}"


def overlapping_entries(text: str, document: Document) -> Iterator[str]:
    """Spans of two entries nest or are disjoint, and a nested entry says in which it is."""
    open_entries: list[Any] = []
    for entry in document.entries:
        while open_entries and open_entries[-1].span.end <= entry.span.start:
            open_entries.pop()
        if open_entries and entry.span.end > open_entries[-1].span.end:
            yield f"{entry!r} overlaps {open_entries[-1]!r}"
        open_entries.append(entry)


# Law 6 and the joins -------------------------------------------------------------------------------------------


def wrong_ids(text: str, document: Document) -> Iterator[str]:
    """Ids are unique in a document and never empty."""
    seen: set[str] = set()
    for record in (*document.sections, *document.entries):
        if record.id in seen or not record.id:
            yield f"id {record.id!r} is empty or given twice"
        seen.add(record.id)


def untrimmed(text: str, document: Document) -> Iterator[str]:
    """No text of a record has white space around it, but URLs as they are written, and passages."""
    for kind in ("sections", "entries", "index", "articles"):
        for record in json.loads(document.model_dump_json(include={kind}))[kind]:
            for told in _texts(record):
                if told != told.strip():
                    yield f"{told!r} of {kind} has white space around it"


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value of JSON but URLs as they are written, with the keys of its objects."""
    match value:
        case str():
            yield value
        case dict():
            for key, one in value.items():
                yield key
                if key != "url":
                    yield from _texts(one)
        case list():
            for one in value:
                yield from _texts(one)


def wrong_joins(text: str, document: Document) -> Iterator[str]:
    """Every id that a record holds is one, and what is copied along a join equals what is joined."""
    sections = {section.id: section for section in document.sections}
    entries = {entry.id: entry for entry in document.entries}
    for section in document.sections:
        parent = sections.get(section.parent or "")
        if section.parent is not None and parent is None:
            yield f"{section!r}: no section {section.parent!r}"
        if section.path != (*(parent.path if parent else ()), section.title):
            yield f"{section!r}: its path is {section.path}"
        if section.kind == "empty" and section.title:
            yield f"{section!r} is called empty"
    cells: dict[str | None, list[IndexItem]] = {}
    for item in document.index:
        cells.setdefault(item.entry, []).append(item)
    for entry in document.entries:
        home = sections.get(entry.section or "")
        if entry.section is not None and home is None:
            yield f"{entry!r}: no section {entry.section!r}"
        if entry.section_path != (home.path if home else ()):
            yield f"{entry!r}: its path is {entry.section_path}"
        if entry.parent is not None and entry.parent not in entries:
            yield f"{entry!r}: no entry {entry.parent!r}"
        named = cells.get(entry.id, [])
        if entry.groups != tuple(dict.fromkeys(item.group_path for item in named)):
            yield f"{entry!r}: its groups are {entry.groups}"
        if ("index" in entry.star_marks) != any(item.starred for item in named):
            yield f"{entry!r}: its star marks are {entry.star_marks}"
        if entry.starred != bool(entry.star_marks):
            yield f"{entry!r}: starred is {entry.starred}, its marks are {entry.star_marks}"
        if (entry.stars is None) != (entry.stars_raw is None):
            yield f"{entry!r}: {entry.stars} stars, written {entry.stars_raw}"
    for item in document.index:
        if item.entry is not None and item.entry not in entries:
            yield f"{item!r}: no entry {item.entry!r}"
        if item.group != (item.group_path[-1] if item.group_path else None):
            yield f"{item!r}: group {item.group!r} of {item.group_path}"
    for passage in document.passages:
        if passage.section is not None and passage.section not in sections:
            yield f"{passage!r}: no section {passage.section!r}"


def wrong_order(text: str, document: Document) -> Iterator[str]:
    """Every list, and the links of every record (but reference links), stand in document order."""
    lines = text.split("\n")
    for name in ("sections", "entries", "index", "articles", "passages", "diagnostics"):
        records = getattr(document, name)
        starts = [record.span.start if record.span else -1 for record in records]
        if starts != sorted(starts):
            yield f"{name} are out of order"
        for record in records if name in ("sections", "entries", "articles") else ():
            places = [link.span.start for link in record.links if not _by_reference(lines, link)]
            if places != sorted(places):
                yield f"the links of {record!r} are out of order"


# Law 3: pure; law 4: the JSON ----------------------------------------------------------------------------------


def wrong_tree(text: str, document: Document) -> Iterator[str]:
    """The tree holds every section, entry and passage, each once and in document order."""
    nodes = list(document.tree().walk())
    if tuple(node.section for node in nodes[1:]) != document.sections:
        yield "the tree has other sections"
    held = [record for node in nodes for record in (*node.entries, *node.passages)]
    if len(held) != len(document.entries) + len(document.passages):
        yield f"the tree holds {len(held)} records"
    for node in nodes:
        id = node.section.id if node.section else None
        if {record.section for record in (*node.entries, *node.passages)} - {id}:
            yield f"{node!r} holds what stands elsewhere"
        if node.holds_entries != any(below.entries for below in node.walk()):
            yield f"{node!r} does not know whether it holds entries"


def impure(text: str, document: Document) -> Iterator[str]:
    """The same text gives the same document, byte for byte in JSON."""
    if parse(text, name=document.source.name).model_dump_json() != document.model_dump_json():
        yield "a second parse gives another document"


def changed_by_looking(text: str, document: Document) -> Iterator[str]:
    """Dialects that look at every section and claim nothing change nothing, whichever of them looks first."""
    if parse(text, name=document.source.name, dialects=[*LOOKING, *DIALECTS]) != document:
        yield "what it is read as depends on who looked at it before"


def _only_looks(dialect: Dialect) -> Dialect:
    """Return a dialect that asks another for its claims and makes none."""

    def claims(outline: Outline, section: Node) -> tuple[Claim, ...]:
        for _ in dialect.claims(outline, section):
            pass
        return ()

    return Dialect(f"looks as {dialect.name}", claims)


LOOKING = [_only_looks(dialect) for dialect in reversed(DIALECTS)]
"""The built-in dialects, the last of them first: it sees what no other has seen."""


def wrong_after_crlf(text: str, document: Document) -> Iterator[str]:
    """CR LF and CR line ends give the same records as LF; only the digest of the bytes differs."""
    plain = _without_digest(document)
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    for name, newline in (("CR LF", "\r\n"), ("CR", "\r"), ("LF", "\n")):
        other = parse(unix.replace("\n", newline), name=document.source.name)
        if _without_digest(other) != plain:
            yield f"{name} line ends give another document"


def _without_digest(document: Document) -> dict[str, Any]:
    dumped = document.model_dump()
    del dumped["source"]["sha256"]
    return dumped


def wrong_after_round_trip(text: str, document: Document) -> Iterator[str]:
    """JSON reads back as an equal document."""
    if Document.model_validate_json(document.model_dump_json()) != document:
        yield "the document read back from its JSON is another one"


def outside_the_schema(text: str, document: Document) -> Iterator[str]:
    """The JSON is valid against the JSON Schema, draft 2020-12, of what is read and of what is written."""
    written = json.loads(document.model_dump_json())
    for validator in schemas():
        for error in validator.iter_errors(written):
            yield f"{error.json_path}: {error.message}"


@cache
def schemas() -> tuple[jsonschema.Draft202012Validator, ...]:
    """Return validators of the schemas, themselves checked."""
    found = (json_schema(), Document.model_json_schema())
    for schema in found:
        jsonschema.Draft202012Validator.check_schema(schema)
    return tuple(jsonschema.Draft202012Validator(schema) for schema in found)

"""History → the news of it: what was added, by revision or by day; what both kinds of feed tell."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from pocketparse.commits import Commit
from pocketparse.counted import counted
from pocketparse.printable import one_line
from pocketparse.revisions import Revision

By = Literal["day", "revision"]
MOST_ITEMS = 100
"""Items in a feed, at most: the newest."""
NAMED_ENTRIES = 3
"""Names of entries in the title of an item, at most; the others are counted: "A, B, C and 4 more"."""


class Item(NamedTuple):
    """One item of a feed: the entries that a revision or a day added."""

    id: str
    """A URN, the same each time the feed is written."""
    title: str
    first: datetime
    """When the first of its revisions that added an entry was committed."""
    date: datetime
    """When the last of them was committed."""
    html: str
    sections: list[str]
    """Titles of the sections where the entries stand."""


class News(NamedTuple):
    """A feed, before it is written in a format."""

    id: str
    title: str
    homepage: str | None
    items: list[Item]
    """Its items, the newest first."""


def news(revisions: Iterable[Revision], by: By) -> News:
    """Return the feed of the entries that were added, an item for each revision or each day."""
    last: Revision | None = None
    found: list[tuple[Commit, list[_Added]]] = []  # no revisions, which hold documents
    for revision in revisions:
        last = last if revision.problem else revision
        found.append((revision.commit, _added(revision)))
    document = last.document if last else None
    homepage = one_line(document.homepage) if document and document.homepage else None
    title = one_line((document.title if document else None) or "A list")
    root = homepage or title
    items = list(_items(found, by, root))
    return News(_urn(root), f"{title}: new entries", homepage, items[::-1][:MOST_ITEMS])


class _Added(NamedTuple):
    """An entry that a revision added."""

    name: str
    url: str | None
    section: tuple[str, ...]
    about: str
    """The first paragraph of its description."""


def _added(revision: Revision) -> list[_Added]:
    changes = [change for change in revision.changes if change.kind == "entry-added"]
    told: dict[str | None, str] = {entry.id: entry.description for entry in revision.entries} if changes else {}
    return [
        _Added(
            one_line(change.name),
            change.url,
            tuple(map(one_line, change.section)),
            one_line(told[change.new_id].partition("\n\n")[0]),
        )
        for change in changes
    ]


def _items(found: list[tuple[Commit, list[_Added]]], by: By, root: str) -> Iterator[Item]:
    groups: dict[str, list[tuple[Commit, list[_Added]]]] = defaultdict(list)
    for commit, entries in found:
        if entries:  # clocks differ, and days come again
            groups[_day(commit) if by == "day" else commit.id].append((commit, entries))
    for key, members in groups.items():
        added = [one for _, entries in members for one in entries]
        dates = [commit.date for commit, _ in members]
        names = ", ".join(one.name for one in added[:NAMED_ENTRIES])
        more = f" and {len(added) - NAMED_ENTRIES} more" if len(added) > NAMED_ENTRIES else ""
        title = f"{counted(len(added), 'new entry', 'new entries')}: {names}{more}"
        yield Item(_urn(f"{root}#{key}"), title, min(dates), max(dates), _html(added), _sections(added))


def _day(commit: Commit) -> str:
    return f"{commit.date:%Y-%m-%d}"


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _sections(added: list[_Added]) -> list[str]:
    return list(dict.fromkeys(one.section[-1] for one in added if one.section))


def _html(added: list[_Added]) -> str:
    """Return HTML: a heading for each section, with a list of the entries in it; those in none come first."""
    inside: dict[tuple[str, ...], list[_Added]] = defaultdict(list)
    for one in added:
        inside[one.section].append(one)
    parts = []
    for section, group in sorted(inside.items(), key=lambda item: bool(item[0])):
        parts.append(f"<h3>{escape(' / '.join(section))}</h3>" if section else "")
        parts.append("<ul>" + "".join(f"<li>{_entry(one)}</li>" for one in group) + "</ul>")
    return "".join(parts)


def _entry(one: _Added) -> str:
    name = escape(one.name or one_line(one.url or "unnamed"))
    if one.url and one.url.startswith(("https://", "http://")):
        name = f'<a href="{escape(one_line(one.url))}">{name}</a>'
    return f"{name}: {escape(one.about)}" if one.about else name

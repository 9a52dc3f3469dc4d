"""Asks the dialects, in order, about every section: the first claim on a block wins."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pocketparse.dialects import Claim, Dialect
from pocketparse.entry.drafts import EntryDraft
from pocketparse.identity import fold, target
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Link
from pocketparse.summaries import SUMMARY
from pocketparse.title_headings import title_sections
from pocketparse.titles import names_makers, names_people, stands_aside
from pocketparse.tree import Section

LIST_ENTRIES = 5
"""Above the first section of a document with more sections than this, fewer entries are no list: they greet,
thank or advertise."""

PROFILE = pattern(r"https?://(?:www\.)?(?:git\w+|twitter|x|linkedin|facebook|instagram)\.com/(?:in/|@)?[^/?#]+/?")
"""The page of somebody: "https://github.com/ann"."""
AFFAIR = pattern(
    r"(?:^|/)(?:contribut\w*|licen[cs]e|code[_-]of[_-]conduct)(?:\.\w+)?$"
    r"|/(?:issues|pulls|discussions|stargazers|watchers|forks?|graphs/contributors)(?:/new(?:/choose)?)?/?(?:\?.*)?$"
    r"|/(?:commits|actions/workflows)(?:/[^/?]+(?:/badge\.svg)?)?/?(?:\?.*)?$",
    re.IGNORECASE,
)
"""A place where a repository is seen to: its licence, what is to be mended."""
AFFAIRS = 2
"""Links to such places that make a list of them, at least."""
ACCOUNTS = 2
"""Sites on which one account is that of the makers, at least."""
NO_CLAIMS = "the dialect {!r} returned None: its function yields claims, or returns a list"
"""What is told of a dialect of somebody's own."""


class Preamble(NamedTuple):
    """What stands above the first section of a document, if it has any."""

    sections: set[Section]
    is_apart: bool
    """Few entries in it are none; else those are that say nothing but badges."""


class Finding(NamedTuple):
    """A claim on blocks that were free, the section it was made in and the dialect that made it."""

    node: Section
    dialect: Dialect
    claim: Claim
    is_apart: bool
    """It is on what is no part of the list, and was refused."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a dialect read (a part of) a section, or that none did."""

    section: str
    """Title of the section, "" for what stands above the first one."""
    line: int
    """Line of its heading, counted from 1."""
    dialect: str
    """Its name, "" where none read anything."""
    why: str
    """The evidence."""
    records: int
    """Entries, index cells and articles read."""


def explanations(outline: Outline, findings: Iterable[Finding]) -> list[Explanation]:
    """Return one explanation for each section, dialect and evidence, in document order, and of sections without."""
    counts: Counter[tuple[Section, str, str]] = Counter()
    taken: set[Block] = set()
    refused: dict[Section, str] = {}
    for finding in findings:
        claim = finding.claim
        if finding.is_apart:
            refused.setdefault(
                finding.node, f"taken to be about the list, and no part of it: {finding.dialect.name} was refused"
            )
            continue
        records = len(claim.entries) + len(claim.cells) + len(claim.articles)
        counts[finding.node, finding.dialect.name, claim.why] += records
        taken.update(claim.blocks)
    found = [
        Explanation(outline.heading_text(node), node.heading.first + 1 if node.heading else 1, dialect, why, count)
        for (node, dialect, why), count in counts.items()
    ]
    found += [
        Explanation(
            outline.heading_text(node),
            node.heading.first + 1 if node.heading else 1,
            "",
            refused.get(node, "nothing in it was read"),
            0,
        )
        for node in outline.sections
        if (node in refused or (node.heading and node.body))
        and taken.isdisjoint((*filter(None, [node.heading]), *node.all_blocks(items=False)))
    ]
    return sorted(found, key=lambda one: one.line)


def find(outline: Outline, dialects: Sequence[Dialect]) -> Iterator[Finding]:
    """Yield the claims that win on each section."""
    return (finding for finding in judged(outline, dialects) if not finding.is_apart)


def judged(outline: Outline, dialects: Sequence[Dialect]) -> Iterator[Finding]:
    """Yield the claims that win on each section, and those that are refused: who made a list is no entry of it."""
    taken: set[Block] = set()
    parts = [node for node in outline.sections if node.heading is None or node.heading.marker != SUMMARY]
    tops = {outline.root, *outline.once(title_sections)}
    preamble = Preamble(tops if len(parts) > len(tops) else set(), len(parts) > LIST_ENTRIES)
    nodes = outline.sections
    for dialect in dialects:
        nodes = [node for node in nodes if not node.is_taken]
        before = len(taken)
        for node in nodes:
            claims = dialect.claims(outline, node)
            if claims is None:
                raise TypeError(NO_CLAIMS.format(dialect.name))
            for claim in claims:
                if not taken.isdisjoint(claim.blocks):
                    continue
                is_apart = _is_apart(outline, node, claim, preamble)
                if not is_apart:
                    taken.update(claim.blocks)
                yield Finding(node, dialect, claim, is_apart)
        if len(taken) > before:
            for node in nodes:
                node.take(taken)


def _is_apart(outline: Outline, node: Section, claim: Claim, preamble: Preamble) -> bool:
    """Tell whether a claim is on what is no part of the list: on words above it, or on those who made it."""
    if node in preamble.sections and _is_few(claim) and (preamble.is_apart or all(map(_is_badge, claim.entries))):
        return True
    if outline.once(_is_of_makers, node):
        return True
    headings = [entry.heading for entry in claim.entries if entry.heading]
    if not headings:
        is_aside = _is_few(claim) and outline.once(_is_aside, node)
        return is_aside or _is_of_team(outline, node, claim) or _is_of_affairs(claim) or _is_of_account(claim)
    heading = headings[0].text
    if len(headings) > 1 or "](http" in heading:
        return False
    title = outline.shown(heading)
    return names_makers(title) or stands_aside(title)


def _is_badge(entry: EntryDraft) -> bool:
    """Tell whether linked badges are all that is said of an entry: "| **App** | [![App](…)](…) |"."""
    roles = [link.role for link in entry.links]
    are_badges = set(roles) == {"list", "badge"} and roles.count("list") <= roles.count("badge")
    return are_badges and not (entry.description or entry.tags or entry.attributes)


def _is_of_makers(outline: Outline, node: Section) -> bool:
    """Tell whether a section tells who made the list: "Contributors", "[Credits](#top)"."""
    if node.heading is None:
        return False
    text = node.heading.text
    return names_makers(outline.heading_text(node) if "](" in text or "<" in text else text[:])


def _is_aside(outline: Outline, node: Section) -> bool:
    """Tell whether a section is called as one beside the list is: "License", "Footnotes"."""
    return node.heading is not None and stands_aside(outline.heading_text(node))


def _is_of_team(outline: Outline, node: Section, claim: Claim) -> bool:
    """Tell whether a claim is on the pages of those who made the list: below "Team" a few such as "[Ann](…/ann)"."""
    if node.heading is None or not (_is_few(claim) and names_people(outline.heading_text(node))):
        return False
    pages = [entry.links and PROFILE.fullmatch(entry.links[0].url) for entry in claim.entries]
    return bool(pages) and all(pages)


def _is_of_affairs(claim: Claim) -> bool:
    """Tell whether half of a claim's entries lead to where one repository is seen to: "[Issues](…/issues)"."""
    led = [entry for entry in claim.entries if (first := _first_shown(entry)) and _is_affair(first)]
    affairs = [link for entry in led for link in entry.links if _is_affair(link)]
    is_half = len(affairs) >= AFFAIRS and len(led) * 2 >= len(claim.entries)
    return is_half and len({link.ref for link in affairs if link.ref}) < 2


def _first_shown(entry: EntryDraft) -> Link | None:
    """Return the first link of an entry that is no picture's own, if there is one."""
    return next((link for link in entry.links if link.role != "badge"), None)


def _is_affair(link: Link) -> bool:
    """Tell whether a link leads to where a repository is seen to: a file of the list's own, or a page of one."""
    return AFFAIR.search(link.url) is not None and (link.ref is not None or "://" not in link.url)


def _is_of_account(claim: Claim) -> bool:
    """Tell whether half of a claim's entries are one account on several sites: "X: [@saws](…)", "Mail: [@Saws](…)"."""
    links = [entry.links[0] for entry in claim.entries if entry.links and (entry.links[0].text or "").startswith("@")]
    sites = {target(link).partition("/")[0] for link in links}
    is_half = len(links) >= ACCOUNTS and len(links) * 2 >= len(claim.entries)
    return is_half and len(sites) == len(links) and len({fold(link.text or "") for link in links}) == 1


def _is_few(claim: Claim) -> bool:
    """Tell whether a claim holds fewer entries than make a list, none of them a section of its own."""
    return 0 < len(claim.entries) < LIST_ENTRIES and all(entry.heading is None for entry in claim.entries)

"""Claims that are refused since they are not part of the list: badges, who made it, where to help, accounts."""

import re
from collections.abc import Callable
from typing import NamedTuple

from pocketparse.entry.drafts import Claim, EntryDraft
from pocketparse.identity import fold, target
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.records import Link
from pocketparse.title_headings import title_sections
from pocketparse.titles import names_makers, names_people, stands_aside
from pocketparse.tree import Node

LIST_ENTRIES = 5
"""Fewest entries that are a list; fewer, none of them a heading, may greet, thank or advertise."""
LIST_SECTIONS = 5
"""Most sections of a document in which few entries above the first section are the list."""
PROFILE = pattern(r"https?://(?:www\.)?(?:git\w+|twitter|x|linkedin|facebook|instagram)\.com/(?:in/|@)?[^/?#]+/?")
"""URL of a person's page: "https://github.com/ann"."""
UPKEEP = pattern(
    r"(?:^|/)(?:contribut\w*|licen[cs]e|code[_-]of[_-]conduct)(?:\.\w+)?$"
    r"|/(?:issues|pulls|discussions|stargazers|watchers|forks?|graphs/contributors)(?:/new(?:/choose)?)?/?(?:\?.*)?$"
    r"|/(?:commits|actions/workflows)(?:/[^/?]+(?:/badge\.svg)?)?/?(?:\?.*)?$",
    re.IGNORECASE,
)
"""URL or path of a page on which a repository is maintained: its issues, its licence."""
UPKEEP_LINKS = 2
"""Fewest links to such pages in a claim that is refused for them."""
ACCOUNTS = 2
"""Fewest sites in a claim on one account that is refused."""


class Refusal(NamedTuple):
    """A reason to refuse a claim."""

    why: str
    """What the claim is on, for people."""
    holds: Callable[[Outline, Node, Claim], bool]


def refused(outline: Outline, node: Node, claim: Claim) -> str:
    """Return why a claim is refused (`Refusal.why`), "" where it is not."""
    return next((one.why for one in REFUSALS if one.holds(outline, node, claim)), "")


def _tops(outline: Outline) -> frozenset[Node]:
    """Return the sections above the first one of the list, the root and the title's; none if there are no others."""
    tops = frozenset((outline.root, *outline.once(title_sections)))
    return tops if outline.once(_count_sections) > len(tops) else frozenset()


def _count_sections(outline: Outline) -> int:
    """Return the number of sections, those of details elements left out."""
    return sum(node.heading is None or node.heading.origin != "summary" for node in outline.sections)


def _is_greeting(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is on few entries above the first section, in a document with more than LIST_SECTIONS."""
    return outline.once(_count_sections) > LIST_SECTIONS and node in outline.once(_tops) and _is_few(claim)


def _is_badges(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is on few entries above the first section, each of which is only badges."""
    return node in outline.once(_tops) and _is_few(claim) and all(map(_is_badge, claim.entries))


def _is_badge(entry: EntryDraft) -> bool:
    """Tell whether an entry is only linked badges: "| **App** | [![App](…)](…) |"."""
    roles = [link.role for link in entry.links]
    are_badges = set(roles) == {"list", "badge"} and roles.count("list") <= roles.count("badge")
    return are_badges and not (entry.description or entry.tags or entry.attributes)


def _is_of_makers(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is below a heading over the list's makers: "Contributors", "[Credits](#top)"."""
    return outline.once(_tells_makers, node)


def _tells_makers(outline: Outline, node: Node) -> bool:
    """Tell whether a section's heading is over the list's makers."""
    if node.heading is None:
        return False
    text = node.heading.text
    return names_makers(outline.heading_text(node) if "](" in text or "<" in text else text[:])


def _is_aside(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is on few entries below a heading over remarks: "License", "Footnotes"."""
    return _is_few(claim) and outline.once(_tells_remarks, node)


def _tells_remarks(outline: Outline, node: Node) -> bool:
    """Tell whether a section's heading is over remarks about the list."""
    return node.heading is not None and stands_aside(outline.heading_text(node))


def _is_such_heading(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is on one entry that is a heading over makers or remarks, and no link to the web."""
    headings = [entry.heading.text for entry in claim.entries if entry.heading]
    if len(headings) != 1 or "](http" in headings[0]:
        return False
    title = outline.shown(headings[0])
    return names_makers(title) or stands_aside(title)


def _is_team(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether a claim is on few entries below a heading over people, all profiles: "[Ann](…/ann)" below "Team"."""
    if node.heading is None or not (_is_few(claim) and names_people(outline.heading_text(node))):
        return False
    return all(entry.links and PROFILE.fullmatch(entry.links[0].url) for entry in claim.entries)


def _is_upkeep(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether half of a claim's entries lead to where one repository is maintained: "[Issues](…/issues)"."""
    if _has_heading(claim):
        return False
    led = [entry for entry in claim.entries if (first := _first_shown(entry)) and _is_upkeep_link(first)]
    links = [link for entry in led for link in entry.links if _is_upkeep_link(link)]
    is_half = len(links) >= UPKEEP_LINKS and len(led) * 2 >= len(claim.entries)
    return is_half and len({link.ref for link in links if link.ref}) < 2


def _first_shown(entry: EntryDraft) -> Link | None:
    """Return the first link of an entry that is no badge, None if there is none."""
    return next((link for link in entry.links if link.role != "badge"), None)


def _is_upkeep_link(link: Link) -> bool:
    """Tell whether a link leads to where a repository is maintained: by a relative path, or on a known host."""
    return UPKEEP.search(link.url) is not None and (link.ref is not None or "://" not in link.url)


def _is_account(outline: Outline, node: Node, claim: Claim) -> bool:
    """Tell whether half of a claim's entries are one account on several sites: "X: [@saws](…)", "Mail: [@Saws](…)"."""
    if _has_heading(claim):
        return False
    links = [entry.links[0] for entry in claim.entries if entry.links and (entry.links[0].text or "").startswith("@")]
    sites = {target(link).partition("/")[0] for link in links}
    is_half = len(links) >= ACCOUNTS and len(links) * 2 >= len(claim.entries)
    return is_half and len(sites) == len(links) and len({fold(link.text or "") for link in links}) == 1


def _is_few(claim: Claim) -> bool:
    """Tell whether a claim holds fewer entries than LIST_ENTRIES, at least one, and none that is a heading."""
    return 0 < len(claim.entries) < LIST_ENTRIES and not _has_heading(claim)


def _has_heading(claim: Claim) -> bool:
    """Tell whether an entry of a claim is a heading."""
    return any(entry.heading is not None for entry in claim.entries)


REFUSALS = (
    Refusal("a few entries above the first section", _is_greeting),
    Refusal("badges above the first section", _is_badges),
    Refusal("below a heading over who made the list", _is_of_makers),
    Refusal("a few entries below a heading over remarks about the list", _is_aside),
    Refusal("a heading over who made the list, or over remarks about it", _is_such_heading),
    Refusal("pages of people below a heading over who made the list", _is_team),
    Refusal("links to where one repository is maintained", _is_upkeep),
    Refusal("one account on several sites", _is_account),
)
"""Why claims are refused, the first that holds; none of them is part of the list."""

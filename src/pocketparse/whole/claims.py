"""Asks the dialects, in order, about every section: the first claim on a block wins, unless it is refused."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pocketparse.dialects import DIALECTS, Claim, Dialect, EntryDraft
from pocketparse.field_docs import with_field_docs
from pocketparse.markup.block import Block
from pocketparse.outline import Outline
from pocketparse.records import Span
from pocketparse.tree import Node
from pocketparse.whole.not_the_list import refused

NOTHING_READ = "nothing in it was read"
"""Explanation of a section on which no dialect has a claim."""


class Finding(NamedTuple):
    """A claim on blocks that were free, the section it was made in and the dialect that made it."""

    node: Node
    dialect: Dialect
    claim: Claim
    refused: str
    """Why the claim was refused (`Refusal.why`), "" if it was not."""


@with_field_docs
@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a dialect read a section or a part of it, or why none did."""

    section: str
    """Title of the section, "" for what stands above the first one."""
    line: int
    """Line of its heading, counted from 1."""
    dialect: str
    """Name of the dialect, "" where none read anything."""
    why: str
    """The evidence, or why nothing was read."""
    records: int
    """Entries, index cells and articles read."""


def explanations(outline: Outline, findings: Iterable[Finding]) -> list[Explanation]:
    """Return an explanation for each section, dialect and evidence, and each section that was not read, by line.

    Where that is none, as of an empty text, the one explanation is that nothing above the first section was read.
    """
    counts: Counter[tuple[Node, str, str]] = Counter()
    taken: set[Block] = set()
    refusals: dict[Node, str] = {}
    for finding in findings:
        claim = finding.claim
        if finding.refused:
            why = f"no part of the list: {finding.refused} ({finding.dialect.name} was refused)"
            refusals.setdefault(finding.node, why)
            continue
        records = len(claim.entries) + len(claim.cells) + len(claim.articles)
        counts[finding.node, finding.dialect.name, claim.why] += records
        taken.update(claim.blocks)
    found = [
        Explanation(outline.heading_text(node), _line(node), dialect, why, count)
        for (node, dialect, why), count in counts.items()
    ]
    found += [
        Explanation(
            outline.heading_text(node),
            _line(node),
            "",
            refusals.get(node, NOTHING_READ),
            0,
        )
        for node in outline.sections
        if (node in refusals or (node.heading and node.body))
        and taken.isdisjoint((*filter(None, [node.heading]), *node.all_blocks(items=False)))
    ]
    return sorted(found, key=lambda one: one.line) or [Explanation("", 1, "", NOTHING_READ, 0)]


def _line(node: Node) -> int:
    """Return the line of a section's heading, counted from 1; 1 for what stands above the first heading."""
    return node.heading.first + 1 if node.heading else 1


def winning_claims(outline: Outline, dialects: Sequence[Dialect]) -> Iterator[Finding]:
    """Yield the claims that win, dialect by dialect: on free blocks, and not refused."""
    return (finding for finding in all_claims(outline, dialects) if not finding.refused)


def all_claims(outline: Outline, dialects: Sequence[Dialect]) -> Iterator[Finding]:
    """Yield the claims on free blocks, dialect by dialect, refused ones too: those leave their blocks free.

    An exception of a dialect gets a note that names it.

    Raises:
        TypeError: what a dialect returned are no claims, or what it drafts is no entry.
    """
    taken: set[Block] = set()
    nodes = outline.sections
    for dialect in dialects:
        nodes = [node for node in nodes if not node.is_taken]
        before = len(taken)
        is_known = dialect in DIALECTS
        for node in nodes:
            try:
                claims = dialect.claims(outline, node)
                for claim in claims if is_known else _checked(dialect, claims):
                    if not taken.isdisjoint(claim.blocks):
                        continue
                    why = refused(outline, node, claim)
                    if not why:
                        taken.update(claim.blocks)
                    yield Finding(node, dialect, claim, why)
            except Exception as error:
                error.add_note(f"by the dialect {dialect.name!r}, in the section of line {_line(node)}")
                raise
        if len(taken) > before:
            for node in nodes:
                node.take(taken)
            outline.forget_free()


def _checked(dialect: Dialect, claims: object) -> Iterator[Claim]:
    """Yield what a dialect of somebody's own returned as its claims.

    Raises:
        TypeError: they are no claims, or hold entries that are none; the message names the dialect.
    """
    if not isinstance(claims, Iterable):
        raise TypeError(
            f"the dialect {dialect.name!r} returned {claims!r}: its function yields claims, or returns a list"
        )
    for claim in claims:
        if not isinstance(claim, Claim):
            raise TypeError(f"the dialect {dialect.name!r} yielded {claim!r}, which is no Claim")
        for draft in claim.entries:
            if not isinstance(draft, EntryDraft):
                raise TypeError(f"the dialect {dialect.name!r} claims {draft!r} as an entry, which is no EntryDraft")
            for field, kind in (("name", str), ("raw", str), ("span", Span)):
                if not isinstance(value := getattr(draft, field), kind):
                    told = f"made an EntryDraft whose {field} is {value!r}, and no {kind.__name__}"
                    raise TypeError(f"the dialect {dialect.name!r} {told}")
        yield claim

"""What a dialect is: a name, and a function that looks at one section and claims blocks of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pocketparse.entry.drafts import Claim
from pocketparse.outline import Outline
from pocketparse.tree import Section


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of writing entries: `claims(outline, section)` looks at one section and claims blocks of it.

    It may look anywhere in the outline for evidence, and may claim the headings and bodies of the section's
    children with its own.
    """

    name: str
    claims: Callable[[Outline, Section], Iterator[Claim]] = field(repr=False)
    """No part of what a dialect prints itself as: DIALECTS is a default that every signature shows."""

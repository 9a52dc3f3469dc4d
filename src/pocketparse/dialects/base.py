"""What a dialect is: a name, and a function that looks at one section and claims blocks of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from pocketparse.entry.drafts import Claim
from pocketparse.outline import Outline
from pocketparse.tree import Node


@dataclass(frozen=True, slots=True)
class Dialect:
    """A way of writing entries: `claims(outline, section)` looks at one section and claims blocks of it.

    It may look anywhere in the outline for evidence, and may claim the headings and bodies of the section's
    children with its own.
    """

    name: str
    claims: Callable[[Outline, Node], Iterable[Claim]] = field(repr=False)  # DIALECTS is a default in signatures
    """Takes the document's outline and one of its sections; returns the claims on blocks of it."""

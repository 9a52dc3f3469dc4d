"""Habit: whether many texts of a list have one form, so that what stands in it labels entries and describes none."""

import re
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from operator import attrgetter

from pocketparse.outline import Outline

ENOUGH = 5
"""Texts that have a form, at least, before it is a habit of the list."""


@dataclass(frozen=True, eq=False, slots=True)
class Habit:
    """Whether many texts of a list have a form; `outline.once(habit)` counts them once for a document.

    ARE_WRITTEN = Habit(WRITTEN_BEHIND, sign="ritten")  # "[On oaks](…) - Written by Ann Lee"
    """

    form: re.Pattern[str]
    """Searched for in each text."""
    _: KW_ONLY
    sign: str = ""
    """Substring of every text that has the form; texts without it are not searched."""
    least: int = ENOUGH
    """Texts that have the form, at least."""
    texts_per_use: int | None = None
    """One text in so many has the form, at least; None asks for no share."""
    texts: Callable[[Outline], Sequence[str]] = attrgetter("linked_items")
    """Returns the texts that are counted."""

    def __call__(self, outline: Outline) -> bool:
        """Tell whether enough texts of the document have the form."""
        texts = self.texts(outline)
        uses = len([text for text in texts if self.sign in text and self.form.search(text)])
        return uses >= self.least and (self.texts_per_use is None or uses * self.texts_per_use >= len(texts))

"""Reader: one version of a list after the other, what they share read once."""

from functools import cached_property
from typing import TYPE_CHECKING

from pocketparse.dialects import named
from pocketparse.markup.memory import Memory
from pocketparse.pipeline import AS_USUAL, How, outlined
from pocketparse.whole.assembly import Assembly
from pocketparse.whole.claims import find

if TYPE_CHECKING:  # imported when one is asked for
    from pocketparse.document import Document


class Reader:
    """Reads one version of a list after the other: text that the last one held too is not read again."""

    def __init__(self, how: How = AS_USUAL) -> None:
        """Remember nothing yet.

        Raises:
            UnknownDialect: a name of a dialect is none.
        """
        self._how = how
        self._dialects = named(how.dialects)
        self._memory = Memory()
        self.last: tuple[Reading, Assembly] | None = None
        """The version that was read last, and what it was put together to."""

    def read(self, text: str, *, name: str | None = None) -> tuple["Reading", Assembly]:
        """Read the next version; records can be made of what was put together until the version after it is read.

        Single entries can be made of it later, too.
        """
        self.last = None  # the blocks that it rests on move now
        self._memory.begin()
        outline = outlined(text, name, self._how.limits, self._memory)
        self.last = Reading(self, text, name, self._how), Assembly(outline, list(find(outline, self._dialects)))
        return self.last


class Reading:
    """One version of a list, whose document is made when it is asked for."""

    def __init__(self, reader: Reader | None, text: str, name: str | None, how: How) -> None:
        """Note what was read, and by whom, if that knows still."""
        self._reader = reader
        self._text = text
        self._name = name
        self._how = how

    def __reduce__(self) -> tuple[type["Reading"], tuple[None, str, str | None, How]]:
        """Pickle the text: the reader stays."""
        return Reading, (None, self._text, self._name, self._how)

    @cached_property
    def document(self) -> "Document":
        """The document that `parse` returns; after the next version was read the text is parsed for it."""
        from pocketparse.document import document_of

        last = self._reader.last if self._reader else None
        if last and last[0] is self:
            return document_of(last[1].contents())
        return document_of(self._how.contents(self._text, name=self._name))

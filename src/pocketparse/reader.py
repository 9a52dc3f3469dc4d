"""Reader: successive versions of a list; text that two of them share is read once."""

from functools import cached_property
from typing import TYPE_CHECKING

from pocketparse.dialects import named
from pocketparse.markup.memory import Memory
from pocketparse.pipeline import AS_USUAL, How, outlined
from pocketparse.whole.assembly import Assembly
from pocketparse.whole.claims import winning_claims

if TYPE_CHECKING:  # imported when one is asked for
    from pocketparse.document import Document


class Reader:
    """Reads successive versions of a list: text that the previous version held too is not read again."""

    def __init__(self, how: How = AS_USUAL) -> None:
        """Start without a previous version.

        Raises:
            UnknownDialect: `how.dialects` names an unknown dialect.
        """
        self._how = how
        self._dialects = named(how.dialects)
        self._memory = Memory()
        self.last: tuple[Reading, Assembly] | None = None
        """The version that was read last, and its assembly."""

    def read(self, text: str, *, name: str | None = None) -> tuple["Reading", Assembly]:
        """Read the next version and return it with its assembly.

        `Assembly.contents` of it may be called until the next version is read; `Assembly.entry` later, too.
        """
        self.last = None  # its blocks are moved to their positions in this version
        self._memory.begin()
        outline = outlined(text, name, self._how.limits, self._memory)
        findings = list(winning_claims(outline, self._dialects))
        self.last = Reading(self, text, name, self._how), Assembly(outline, findings)
        return self.last


class Reading:
    """One version of a list; its document is made on first access."""

    def __init__(self, reader: Reader | None, text: str, name: str | None, how: How) -> None:
        """Note the text, how it was read, and the reader, which may still hold its assembly."""
        self._reader = reader
        self._text = text
        self._name = name
        self._how = how

    def __reduce__(self) -> tuple[type["Reading"], tuple[None, str, str | None, How]]:
        """Pickle the text and how it was read, without the reader."""
        return Reading, (None, self._text, self._name, self._how)

    @cached_property
    def document(self) -> "Document":
        """The document, as `parse` returns it; if the reader has gone on, the text is parsed again."""
        from pocketparse.document import document_of

        last = self._reader.last if self._reader else None
        if last and last[0] is self:
            return document_of(last[1].contents())
        return document_of(self._how.contents(self._text, name=self._name))

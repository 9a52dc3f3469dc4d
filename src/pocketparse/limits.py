"""Limits: how much of a text is read, so that none takes long; what is beyond one is kept and told, not read."""

from dataclasses import astuple, dataclass

from pocketparse.field_docs import with_field_docs


@with_field_docs
@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a text `parse` reads."""

    lines: int = 100_000
    """Most lines that are read; those below become passages."""
    headings: int = 10_000
    """Most lines that may be headings; the lines from the next such line on become passages."""
    definitions: int = 10_000
    """Most lines that may be link reference definitions; the lines from the next such line on become passages."""
    markup: int = 10_000
    """Most characters of a paragraph, heading, item or cell with markup other than plain text, links and emphasis; the
    markup of a longer one is not read, and only its bare URLs are links."""

    def __post_init__(self) -> None:
        """Check that the limits are whole numbers.

        Raises:
            TypeError: a limit is no whole number.
            ValueError: a limit is negative.
        """
        if any(type(limit) is not int for limit in astuple(self)):
            raise TypeError(f"limits are whole numbers, sys.maxsize where there is to be none: {self}")
        if min(self.lines, self.headings, self.definitions, self.markup) < 0:
            raise ValueError(f"a limit cannot be negative: {self}")


LIMITS = Limits()

"""Limits: how much of a text is read, so that none takes long; what is beyond one is kept and told, not read."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What `parse` reads at the most."""

    lines: int = 100_000
    """Lines of the text: those below are passages."""
    headings: int = 10_000
    """Lines that are headings, or may be: those from the next one on are passages."""
    definitions: int = 10_000
    """Lines that are link reference definitions, or may be: the same."""
    markup: int = 10_000
    """Characters of one paragraph, heading, item or cell whose markup is not plain: a longer one is shown as it is
    written, its bare URLs as links. Plain text, links and emphasis are read at any length."""

    def __post_init__(self) -> None:
        """Refuse what is no limit.

        Raises:
            TypeError: a limit is no whole number.
            ValueError: a limit is negative.
        """
        if any(type(limit) is not int for limit in astuple(self)):
            raise TypeError(f"limits are whole numbers: {self}")
        if min(self.lines, self.headings, self.definitions, self.markup) < 0:
            raise ValueError(f"a limit cannot be negative: {self}")


LIMITS = Limits()

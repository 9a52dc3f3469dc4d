"""What readers found on a block or section, cached on it for the next version of the document that has it."""

from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
Results = dict[Callable[..., Any], Any]
"""Cached results, each by the function or class that makes it."""


class Cached:
    """A block or section, on which functions that read it cache one result each."""

    __slots__ = ("results",)

    results: Results | None
    """The cached results; subclasses set it to None, which it is before the first."""

    def cached(self, reader: Callable[..., Result]) -> Result | None:
        """Return the result that was cached for `reader`, the function or class that makes it; None if none was."""
        if self.results is None or reader not in self.results:
            return None
        found: Result = self.results[reader]
        return found

    def cache(self, reader: Callable[..., Result], result: Result) -> Result:
        """Cache a result of `reader`, the function or class that makes it, instead of an earlier one, and return it."""
        if self.results is None:
            self.results = {}
        self.results[reader] = result
        return result

"""Regular expressions that are compiled when one of their methods is asked for first: few texts need them all.

To compile the hundreds of them takes longer than to read a list of a hundred kilobytes. A call costs some 40
nanoseconds more than that of a pattern: what every line of every list asks is compiled by `re.compile`.
"""

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    import regex


class _Late:
    """A pattern that is compiled on first use; each method that was called is cached as an attribute."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self._text = text
        self._flags = flags

    @property
    def pattern(self) -> str:
        """The text of the pattern, available without compiling it: other patterns are made of it."""
        return self._text

    @cached_property
    def _compiled(self) -> Any:
        return re.compile(self._text, self._flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)  # copy and pickle ask before __init__ has run
        found = getattr(self._compiled, name)
        setattr(self, name, found)
        return found


class _LateUnicode(_Late):
    r"""A pattern with Unicode classes (\p{L}), compiled by `regex` on first use."""

    @cached_property
    def _compiled(self) -> Any:
        import regex

        return regex.compile(self._text, self._flags)


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a stand-in for `re.compile(text, flags)` that is compiled on first use; an error in it shows only then.

    It has the methods of a `re.Pattern`, and is no instance of it: `re.sub(form, …)` and isinstance do not take it.
    """
    return cast("re.Pattern[str]", _Late(text, flags))


def unicode_pattern(text: str) -> "regex.Pattern[str]":
    r"""Return a stand-in for `regex.compile(text)`, compiled on first use: `re` knows no classes like \p{L}."""
    return cast("regex.Pattern[str]", _LateUnicode(text))

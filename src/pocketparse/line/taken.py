"""Taken: the result of each function that takes labels or fields off a text."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple


class Taken(NamedTuple):
    """What a function took off a text, and the rest of the text; a function that finds nothing returns None."""

    rest: str
    """The text without what was taken."""
    labels: Sequence[str] = ()
    """Words for the tags of an entry, in the order of the text."""
    fields: Mapping[str, str] = MappingProxyType({})
    """Values for its attributes, by name: {"author": "Ann Lee"}."""

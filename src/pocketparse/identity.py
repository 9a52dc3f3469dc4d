"""When two names or links are the same: folding, edit distance, targets, ids, and anchors as GitHub makes them."""

from collections.abc import Sequence
from functools import lru_cache

from pocketparse.patterns import pattern, unicode_pattern
from pocketparse.records import Link

HOST_END = pattern("[/?#]")
REPOSITORY = pattern(r"github\.com/[^/?#]+/[^/?#]+")
FOLDED = pattern(r"[\W_]+")
# html-pipeline, the table of contents filter: letters, marks, decimal digits, connectors, "-" and space stay.
NOT_IN_ANCHOR = unicode_pattern(r"[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- ]")
NOT_IN_ASCII_ANCHOR = pattern(r"[^a-z0-9_\- ]")  # NOT_IN_ANCHOR for ASCII texts, many times faster
NOT_IN_ID = unicode_pattern(r"[^\p{L}\p{M}\p{N}.+]+")
NOT_IN_ASCII_ID = pattern(r"[^a-z0-9.+]+")
WORD = pattern(r"[A-Za-z0-9]+|[^\W_A-Za-z0-9]+")
KNOWN = 4096
"""Size of each cache of names and URLs: those of one list and of its versions are looked up repeatedly."""


@lru_cache(maxsize=KNOWN)
def fold(name: str) -> str:
    """Return a name in lower case, without punctuation and white space; the name itself when nothing is left."""
    folded = name.casefold()
    return folded if folded.isalnum() else FOLDED.sub("", folded) or name


def words(name: str) -> list[str]:
    """Return the runs of Latin and of other letters and digits in a name, case folded."""
    return [word.casefold() for word in WORD.findall(name)]


def within_one_edit(one: str, other: str) -> bool:
    """Tell whether two strings are equal or one inserted, deleted or replaced character apart."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1:
        return False
    at = next((at for at, char in enumerate(one) if char != other[at]), len(one))
    return one[at:] == other[at + 1 :] or one[at + 1 :] == other[at + 1 :]


def within_one_slip(one: str, other: str) -> bool:
    """Tell whether a typo turns one word into the other: a letter changed, added or left out inside, or two swapped."""
    if one[:1] != other[:1] and one[-1:] != other[-1:]:
        return False  # nobody slips at both ends; most pairs of words end here
    if len(one) == len(other):
        wrong = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
        return len(wrong) == 1 or (swapped and one[wrong[1]] == other[wrong[0]])
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) != 1 or long.startswith(short) or long.endswith(short):
        return False  # "model", "models" and "remodel" are three words
    at = next(at for at, letter in enumerate(short) if letter != long[at])
    return short[at:] == long[at + 1 :]


def target(link: Link) -> str:
    """Return a link's URL for comparison: without scheme, "www." and slashes at the end, the host in lower case.

    So is the name of a repository on GitHub, which does not heed its case.
    """
    return _target((link.href or link.url).strip())


@lru_cache(maxsize=KNOWN)
def _target(url: str) -> str:
    _, _, rest = url.partition("://")
    if not rest:
        return url
    end = host_end(rest)
    there = f"{rest[:end].lower().removeprefix('www.')}{rest[end:]}".rstrip("/")
    repository = REPOSITORY.match(there)
    return f"{repository[0].lower()}{there[repository.end() :]}" if repository else there


def host_end(rest: str) -> int:
    """Return the offset of the end of the host in a URL without its scheme (RFC 3986, 3.2)."""
    match = HOST_END.search(rest)
    return match.start() if match else len(rest)


@lru_cache(maxsize=KNOWN)
def slug(name: str) -> str:
    """Return a name in the alphabet of ids: Unicode letters and digits, ".", "+" and "-"."""
    name = name.casefold()
    return (NOT_IN_ASCII_ID if name.isascii() else NOT_IN_ID).sub("-", name).strip("-")


def anchor(text: str) -> str:
    """Return the anchor of a heading with that text, before repeated anchors are numbered."""
    text = text.lower()
    return (NOT_IN_ASCII_ANCHOR if text.isascii() else NOT_IN_ANCHOR).sub("", text).replace(" ", "-")


def unique_anchors(anchors: list[str]) -> Sequence[str | None]:
    """Return the anchors GitHub gives headings, in document order; None for headings without text.

    Args:
        anchors: the anchor of each heading before repeated ones are numbered.
    """
    if len(set(anchors)) == len(anchors) and "" not in anchors:
        return anchors
    seen: dict[str, int] = {}
    found: list[str | None] = []
    for called in anchors:
        unique = called
        while unique in seen:  # GitHub counts on until the anchor is free
            seen[called] += 1
            unique = f"{called}-{seen[called]}"
        if called:
            seen[unique] = 0
        found.append(unique or None)
    return found

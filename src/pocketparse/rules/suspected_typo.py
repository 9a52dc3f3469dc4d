"""Finds a word in a name that looks like a slip of the pen.

A misspelt name is not found by search, on the page or anywhere else. A word is suspected when
a word one slip away stands in the entry's own name, description or address, and is the more frequent one in the list.

```markdown
### Goar-7B for arithmetic
- https://github.com/example/goat

We present Goat, which adds numbers.
```

Write the word as the thing itself does.
"""

from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.identity import fold, within_one_slip
from pocketparse.records import Diagnostic, Entry
from pocketparse.rules.base import WORD, Page

CODE = Code("PK212", "suspected-typo", "info", "A word in a name that looks like a slip of the pen.")
TIMES_RARER = 2
"""Factor by which a misspelt word has to be rarer in the list than the right one, at least."""
NAME_WORDS = 64
"""Words of a name that are checked, at most: longer texts are no names."""
WORD_LENGTH = 7
"""Letters of a word from which one slip is no chance; a shorter word is compared only with those of its links' URLs."""


def check(page: Page) -> Iterator[Diagnostic]:
    """Find suspected words in the names of entries, and index cells one slip away from their entry's name."""
    entries = {entry.id: entry for entry in page.document.entries}
    for item in page.document.index:
        entry = entries.get(item.entry or "")
        words = (fold(item.name), fold(entry.name)) if entry else ("", "")
        if entry and within_one_slip(*words) and min(map(len, words)) >= WORD_LENGTH:
            yield CODE.found(f"{item.name!r} is {entry.name!r} on line {entry.span.line}", item.span)
    for entry in page.document.entries:
        for word, meant in _slips(page, entry):
            start = page.text.find(word, entry.span.start, entry.span.end)
            yield CODE.found(f"{word!r} may be meant for {meant!r}", page.between(start, start + len(word)))


def _slips(page: Page, entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield words of a name that look misspelt, each with the word that may be meant."""
    names = [word for word in WORD.findall(entry.name)[:NAME_WORDS] if word in entry.raw]
    about = entry.description
    folded = about.lower()
    doubted = [word for word in names if word not in about and not (word.islower() and word in folded)]
    if doubted:  # unless it calls itself so: "gonerics", "networkx"
        address = " ".join([link.url for link in entry.links]).lower()
        doubted = [word for word in doubted if (low := word.lower()) in folded or low not in address]
    if not doubted:
        return
    described = WORD.findall(about)
    lowered = WORD.findall(folded)  # as many, but for a letter whose lower case is ASCII: "K", the Kelvin sign
    lowered = lowered if len(lowered) == len(described) else [word.lower() for word in described]
    known = {name.lower(): name for name in names} | dict(zip(lowered, described, strict=True))
    addressed = {word.lower() for link in entry.links for word in WORD.findall(link.ref or "")}
    for word in doubted:
        low = word.lower()
        if low in folded:
            other = known.get(low, word)
            if not word.isupper() and described.count(other) > 1 and _has_mixed_case(other) and other not in names:
                yield word, other
            continue
        for other in known if len(low) >= WORD_LENGTH else known.keys() & addressed:
            # "updated" and "updates", "billion" and "million" are two words each
            likely = other in addressed or (low[0] == other[0] and low[-1] == other[-1])
            if likely and within_one_slip(low, other) and _is_likelier(page, other, low, entry.name.lower()):
                yield word, known[other]
                break


def _is_likelier(page: Page, one: str, other: str, name: str) -> bool:
    """Tell whether the first of two words is likelier: by far more frequent, or as frequent and first in a name."""
    counts = page.count(one), page.count(other)
    return counts[0] >= TIMES_RARER * counts[1] or (counts[0] == counts[1] and -1 < name.find(one) < name.find(other))


def _has_mixed_case(word: str) -> bool:
    """Tell whether a word has capitals behind its first letter, and others in lower case: "QLoRA"."""
    return not word[1:].islower() and not word.isupper()

"""Gives records ids that survive edits: made of names, then of what links name, of positions at last."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from pocketparse.identity import slug
from pocketparse.records import Link


def unique_ids(names: Sequence[str], links: Sequence[Sequence[Link]]) -> list[str]:
    """Return an id for each entry, made of its name, and where names repeat of what its links name.

    A number is the last resort: it depends on the position, which the other two do not.
    """
    bases = [slug(name) or "unnamed" for name in names]
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, base in enumerate(bases):
        sharing[base].append(at)
    ids = list(bases)
    hint_of: dict[str, str] = {}  # names that repeat often repeat their links
    for base, places in sharing.items():
        if len(places) == 1:
            continue
        hints = [[_hint(link, hint_of) for link in links[at]] for at in places]
        holders: dict[str, int] = {}
        for own in hints:
            for hint in set(own):
                holders[hint] = holders.get(hint, 0) + 1
        for at, own in zip(places, hints, strict=True):
            hint = next((hint for hint in own if hint and holders[hint] == 1), "")
            ids[at] = f"{base}--{hint}" if hint else base
    return number_repeats(ids)


def number_repeats(ids: list[str]) -> list[str]:
    """Return ids with "--2", "--3", … on those that repeat an earlier one."""
    seen: set[str] = set()
    numbers: Counter[str] = Counter()
    unique = []
    for id in ids:
        candidate = id
        while candidate in seen:
            numbers[id] += 1
            candidate = f"{id}--{numbers[id] + 1}"
        seen.add(candidate)
        unique.append(candidate)
    return unique


def _hint(link: Link, known: dict[str, str]) -> str:
    named = link.ref or link.href or link.url
    if named not in known:
        known[named] = slug(named)
    return known[named]

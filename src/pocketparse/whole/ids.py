"""Ids of records that survive edits: made of names, else of what links name, and numbered as a last resort."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import chain

from pocketparse.identity import slug
from pocketparse.records import Link


def unique_ids(names: Sequence[str], links: Sequence[Sequence[Link]]) -> list[str]:
    """Return an id for each entry: its name, followed by what a link of it names where names repeat.

    What repeats even so is numbered, which makes it depend on the position: "oak--2".
    """
    bases = [slug(name) or "unnamed" for name in names]
    times = Counter(bases)
    sharing: dict[str, list[int]] = defaultdict(list)
    for at, base in enumerate(bases):
        if times[base] > 1:
            sharing[base].append(at)
    ids = list(bases)
    for base, places in sharing.items():
        named = [dict.fromkeys(map(_named, links[at])) for at in places]
        if 1 not in Counter(chain.from_iterable(named)).values():  # copies: no link tells them apart
            continue
        hints = [dict.fromkeys(map(slug, own)) for own in named]
        holders = Counter(chain.from_iterable(hints))
        for at, own in zip(places, hints, strict=True):
            hint = next((hint for hint in own if hint and holders[hint] == 1), "")
            ids[at] = f"{base}--{hint}" if hint else base
    return number_repeats(ids)


def number_repeats(ids: list[str]) -> list[str]:
    """Return ids with "--2", "--3", … on those that repeat an earlier one."""
    if len(set(ids)) == len(ids):
        return ids
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


def _named(link: Link) -> str:
    return link.ref or link.href or link.url

"""Where a bare URL starts and ends in running text, next to any script."""

import re

from pocketparse.patterns import pattern

# RFC 3986 characters, and letters of scripts that put spaces between words: a CJK character, a full-width mark or any
# other one ends a URL. "…其开源地址为：https://github.com/PKU-Alignment/safe-rlhf。该项目首次公开了…"
LETTERS = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u052f\u1e00-\u1fff"
"""Latin, Greek and Cyrillic letters, which a path may hold: "https://habr.example/потоковая-репликация"."""
BARE = pattern(
    rf"(?<![A-Za-z0-9])https?://(?:[A-Za-z0-9\-._~:\[\]@!$&'()*+,;=%|]|[{LETTERS}](?=[\w-]{{0,63}}\.\w))*(?:[/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%|{LETTERS}]*)?",
    re.IGNORECASE,
)
SCHEME = pattern(r"(?<![A-Za-z0-9])https?://", re.IGNORECASE)
WINDOW = 1000
"""Characters in which the end of a URL is looked for first: an unpaired bracket may end it long before the match does.
"""
HOST_LENGTH = 80
"""Characters at the end of the window in which a host may be cut off."""
CLOSERS = {")": "(", "]": "["}
TRAILING = "?!.,:;*_~'\"|"


def bare_url(text: str, start: int) -> int:
    """Return the end offset of the URL that begins at `start`, or `start` if there is none.

    A closing bracket without its partner ends the URL, and trailing punctuation is no part of it. Brackets are paired
    in one pass: trimming one after the other would be quadratic on `))))…`.
    """
    stop = start + WINDOW
    while True:
        match = BARE.match(text, start, stop)
        if match is None:
            return start
        end = _unpaired(text, start, match.end()) if ")" in match[0] or "]" in match[0] else match.end()
        if end < match.end() or end < stop - HOST_LENGTH:  # nearly all
            break
        stop += stop - start
    while text[end - 1] in TRAILING:
        end -= 1
    return end if end > text.index("://", start) + 3 else start


def _unpaired(text: str, start: int, end: int) -> int:
    """Return the offset of the first closing bracket without its partner, `end` if there is none."""
    depth = {"(": 0, "[": 0}
    for at in range(start, end):
        char = text[at]
        if char in depth:
            depth[char] += 1
        elif char in CLOSERS:
            depth[CLOSERS[char]] -= 1
            if depth[CLOSERS[char]] < 0:
                return at
    return end


def bare_urls(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of every bare URL in a text without markup."""
    found = []
    match = SCHEME.search(text)
    while match:
        start = match.start()
        end = bare_url(text, start)
        if end > start:
            found.append((start, end))
        match = SCHEME.search(text, max(end, start + 1))
    return found

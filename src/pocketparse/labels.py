"""What labels an entry on its line: signs of status, dates, formats, fields and pictures that many lines have."""

import re
from collections import Counter
from itertools import chain
from typing import NamedTuple
from unicodedata import category

from pocketparse.leads import FIGURES, Lead
from pocketparse.legends import SIGN, icons, legend, usual_smalls
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.shown import WORD, Inline
from pocketparse.vocabulary import GENERIC, SHORTCODE, STOPS

# "Ann Lee (PDF, EPUB)"
FORMAT = "(?:PDF|EPUB|ePub|MOBI|HTML|DJVU|AZW3|DOCX?|PPTX?|PS|RTF|TXT|CHM|ZIP|Word)"
FORMATS = pattern(rf"\(({FORMAT}(?:, ?{FORMAT})*)\)(?=\s*(?:[(*\[]|\.?$))")
# ":warning: :copyright: —" behind a name: how the thing stands, by the list's own legend
STATUS = pattern(r"^\s*((?:(?::[a-z0-9_+-]+:|[^\w\s()\[\]（）【】'\",.:;|/\\-])\s*)+)(?=\s*[-–—:：]\s|(?<=\n)|$)")
# "(🥇29 ·  ⭐ 1.4K) - …": figures behind the name, no words
STATISTICS = pattern(r"\s*[(（](?:[^()（）a-zA-Z]|\b[kKmM]\b|(?<=\d)[kKmM])*[)）]")
# "(Meta, 2024) - …", "(arXiv'25)", "| [CVPR' 14] |" behind a name
DATED = pattern(
    r"""
    \s*[(（\[]((?:[A-Z]{2}\w*|[A-Za-z][a-z]+[A-Z]\w*)(?:[ ][A-Z]{2,12}){0,2})[)）\]]\s*$  # all that is said: "(ICML)"
    | (?:\s*\|)?\s*[(（\[]
    ((?:[A-Z][\w.&'’-]{0,20}(?:[ ][A-Z&][\w.&'’-]{0,20}){0,2},?[ ])?(?:19|20)\d\d|[A-Za-z]{2,12}[ ]?['’][ ]?\d\d)
    [)）\]](?=\s*[-–—:：]\s|\W*$)
    """,
    re.VERBOSE,
)
# "[$] …" behind a name
MARKED = pattern(r"\s*\[([^\w\s\[\]?⭐★]{1,4})\](?=\s|$)")
# "(label: good first issue) - …" behind a name
FIELD = pattern(r"\s*[(（]([^\W\d_]\w{0,20}):\s((?:[^()（）:：\n]|:(?=\S)){1,80})[)）](?=\s*(?:[-–—:：]\s|\n|$))")
# "A host. (Free: yes | Max: 1 GB)"
FIELDS = pattern(r"[(（](?P<fields>[^()（）\n|]{3,60}(?:\|[^()（）\n|]{2,60}){1,12})[)）]")
COMMAS = pattern(r"[,，、]")
SMALL = pattern(
    r"\s*(?:[^\W\d_A-Z]{3}|[^\W\d_][^,，、()\"“”]*[,，、]|"
    r"(?i:new|alpha|beta|free|paid|draft|wip|deprecated|archived|sponsored|linux|windows|macos|ios|android|web)\b)"
    r"[^()\"“”]*"
)
"""What may be small behind a name and no part of it: "free", "F, $", "NEW"; no "2" of "H 2", no "TM", no "Plus"."""
FEW = 2
"""Words of a label in front of a colon, at the most."""
BETWEEN = pattern(r"\s+[·•|]\s+")
"""What parts the pieces of a line of them: "2026-07-10 · 750 rows · CC BY 4.0"."""
PIECES = 3
"""Pieces that make such a line, at least."""
LONGEST_PIECE = 8
"""Words of one, at the most."""
FILE_END = pattern(r"\.(?:svg|png|gif|jpe?g|webp)$", re.IGNORECASE)


def split_status(rest: str) -> tuple[list[str], str]:
    """Return the signs behind a name that say how the thing stands, and the rest without them and without figures."""
    first, _, others = rest.partition("\n") if "\n" in rest else ("", "", "")
    if others and WORD.search(first) and not WORD.search(FIGURES.sub("", first)):
        rest = others  # "🥇42 · ⭐ 25K" on a line of its own
    if dated := DATED.match(rest):
        return [dated[1] or dated[2]], rest[dated.end() :]
    if marked := MARKED.match(rest):
        return [marked[1]], rest[marked.end() :]
    statistics = STATISTICS.match(rest)
    if statistics and "So" in map(category, statistics[0]):  # an icon, not "(2015)" or "（日本語版）"
        rest = rest[statistics.end() :]
    status = STATUS.match(rest)
    if status and is_status(status[1]):
        return status[1].split(), rest[status.end() :]
    return [], rest


def split_field(rest: str) -> tuple[dict[str, str], str]:
    """Return the label and value in brackets behind a name, and the rest: "(label: good first issue) - …"."""
    found = FIELD.match(rest) if ":" in rest else None
    return ({found[1].rstrip(): found[2].strip()}, rest[found.end() :]) if found else ({}, rest)


class Told(NamedTuple):
    """What a bracket at the end of a description tells, and where it starts."""

    start: int
    fields: dict[str, str]
    labels: list[str]


def fields_behind(outline: Outline, text: str) -> Told | None:
    """Return the fields in brackets at the end of a text, two or more: "A host. (Free: yes | Max: 1 GB | API)".

    Others of the list have them, too; else they may be examples: "Maps keys (ctrl: caps | esc: caps)".
    """
    if "|" not in text or not text.endswith((")", "）")):
        return None
    told = next((_told(found) for found in FIELDS.finditer(text) if found.end() == len(text)), None)
    return told if told and not outline.once(bracket_fields).isdisjoint(told.fields) else None


def bracket_fields(outline: Outline) -> frozenset[str]:
    """Return the labels of fields in brackets in several items or cells."""
    runs = {run for block in outline.all_blocks for run in (block.text, *chain(*block.rows)) if "|" in run}
    told = (_told(found) for run in runs for found in FIELDS.finditer(outline.read(run).text))
    counts = Counter(label for one in told if one for label in one.fields)
    return frozenset(label for label, count in counts.items() if count > 1)


def _told(found: re.Match[str]) -> Told | None:
    """Return what a bracket tells, if that is two fields or more, and nothing but fields and labels."""
    fields: dict[str, str] = {}
    labels: list[str] = []
    for piece in found["fields"].split("|"):
        label, colon, value = piece.partition(":")
        if colon and value.strip():
            fields[label.strip()] = value.strip()
        elif not colon and len(piece.split()) <= FEW:
            labels.append(piece.strip())
        else:
            return None
    return Told(found.start(), fields, labels) if len(fields) > 1 else None


def pieces_of(line: str) -> list[str]:
    """Return the pieces of a line below words about a thing, if it is nothing else: "2026 · 750 rows · CC BY 4.0"."""
    pieces = BETWEEN.split(line.strip())
    are_short = all(len(piece.split()) <= LONGEST_PIECE and not piece.endswith(STOPS) for piece in pieces)
    return list(filter(WORD.search, pieces)) if len(pieces) >= PIECES and are_short else []


def split_pieces(rest: str) -> tuple[list[str], str]:
    """Return the pieces of the last line below others, and the rest without it."""
    about, _, last = rest.rstrip().rpartition("\n")
    pieces = pieces_of(last) if WORD.search(about) else []
    return (pieces, about) if pieces else ([], rest)


def split_formats(rest: str) -> tuple[list[str], str]:
    """Return the formats of files that parentheses name, and the rest without them: "Ann Lee (PDF, EPUB)"."""
    found = FORMATS.search(rest) if "(" in rest else None
    return (found[1].split(","), rest[: found.start()].rstrip() + rest[found.end() :]) if found else ([], rest)


def end_labels(outline: Outline, shown: Inline, lead: Lead) -> tuple[int, list[str]]:
    """Return where a name ends, and what labels it there, apart from it: small words, signs in code.

    "[Oak <sub>free, open</sub>](…)", "[Fir `⚒️` `🎵`](…)".
    """
    end = lead.end
    found: list[list[str]] = []
    for mark in reversed(shown.marks):
        if not (lead.start < mark.start and mark.end <= end):
            continue
        is_sign = mark.kind == "code" and not WORD.search(mark.text) and bool(mark.text.strip())
        is_label = is_sign or (mark.kind == "small" and _is_small_label(outline, mark.text))
        is_apart = shown.text[mark.start - 1].isspace() and not shown.text[mark.end : end].strip()
        if not (is_label and is_apart and WORD.search(shown.text, lead.start, mark.start)):
            break
        found.append(COMMAS.split(mark.text))
        end = mark.start
    return end, list(chain.from_iterable(reversed(found)))


def _is_small_label(outline: Outline, text: str) -> bool:
    """Tell whether small words behind a name label it: as such words do, or many names of the list."""
    return SMALL.fullmatch(text) is not None or text in outline.once(usual_smalls)


def is_explained(outline: Outline, shown: Inline, lead: Lead) -> bool:
    """Tell whether a sign behind a name is one of the list's legend: "**Oak** :warning: — …"."""
    status = STATUS.match(shown.text[lead.end :])
    return status is not None and not outline.once(legend).isdisjoint(SIGN.findall(status[1]))


def is_status(text: str) -> bool:
    """Tell whether signs are pictures or shortcodes: "：" is none."""
    return bool(SHORTCODE.search(text)) or "So" in map(category, text)


def explained(outline: Outline, before: str) -> list[str]:
    """Return the signs in front of a name that the list explains somewhere: ":white_check_mark:", "💀"."""
    signs = SIGN.findall(before) if before else ()
    return [sign for sign in signs if sign in outline.once(legend)] if signs else []


def icon_labels(outline: Outline, shown: Inline, *, of_links: bool = True) -> list[str]:
    """Return what the pictures say that many lines have: "Freeware"; not what a linked one calls its link.

    Without `of_links` those that are linked to other pages are left out: in a column of links each is the name of one.
    """
    images = [anchor for anchor in shown.anchors if anchor.kind == "image" and anchor.label]
    if not images:
        return []
    if not of_links:
        links = [anchor for anchor in shown.anchors if anchor.kind == "badge" and "://" in anchor.href]
        images = [one for one in images if not any(link.raw_start < one.raw_start < link.raw_end for link in links)]
    labels = [FILE_END.sub("", image.label) for image in images if image.href in outline.once(icons)]
    return [label for label in dict.fromkeys(labels) if label.casefold().removesuffix(" badge") not in GENERIC]

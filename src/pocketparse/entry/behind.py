"""What stands behind a name: labels and fields, taken off step by step, and the description that is left."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from pocketparse.entry.bracketed import (
    take_bracket,
    take_dates,
    take_unlinked,
    take_usual_words,
    take_whole,
    take_words,
)
from pocketparse.entry.facts import (
    take_access_code,
    take_facts,
    take_labelled_lines,
    take_pieces,
    take_publication,
    take_small_print,
    take_update,
)
from pocketparse.entry.labels import STATUS, is_status
from pocketparse.entry.makers import (
    take_author,
    take_authors,
    take_bracketed_maker,
    take_first_maker,
    take_known_makers,
    take_last_maker,
    take_origin,
    take_writer,
)
from pocketparse.entry.publications import take_citation, take_italic_venue, take_last_date, take_venue
from pocketparse.entry.remarks import pieces_of, take_last_remark, take_lone_remark, take_remark
from pocketparse.entry.signs import take_price, take_signs
from pocketparse.entry.star_counts import take_first_stars
from pocketparse.line.dates import AWARDS, says_when
from pocketparse.line.notes import bars_label, usual_notes
from pocketparse.line.stars import NUMBER
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import HOLE, MISSING, clean_description, closed
from pocketparse.line.usual import TRADE
from pocketparse.markup.shown import WORD, Inline
from pocketparse.names.prefixes import FIGURES
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import NAME_ENDS, PICTURES, STOPS, holds_picture

LATIN_WORD = r"(?!(?:[Bb]y|et)\b)[A-Za-z]++\d?"
"""Pattern of a word in Latin letters behind which nobody is named, maybe with a digit: "POP3"."""
PLAIN_WORDS = pattern(
    rf" *[-–—:] (?P<said>(?![Oo]n ){LATIN_WORD}(?:(?:[,;.]? \(?|\)[,;.]? | & |[/'-]){LATIN_WORD})*+\.{{0,3}})[ {HOLE}]*"
)
"""A dash and words in Latin letters, of which most steps take nothing: " - A saw (for oaks) that cuts."

They hold no colon, bar, quote, sign or number, and end in no bracket.
"""
RAISED = pattern(r"^\d{1,2}(?=\s+[-–—]\s)")
"""The number of a footnote, right behind a name: "1" of "Oak1 - a saw"."""
COMMENT_SIGN = pattern(r"^\s*//+\s*(?=\w)")
"""The sign of a comment right behind a name: "//" of "https://oak.org //A saw."."""
STATISTICS = pattern(r"\s*[(（](?:[^()（）a-zA-Z]|\b[kKmM]\b|(?<=\d)[kKmM])*[)）]")
"""Figures in brackets behind a name, without words: "(🥇29 ·  ⭐ 1.4K) - …"."""
BRACKETED_DATE = pattern(
    rf"""
    \s*[(（\[]((?:[A-Z]{{2}}\w*|[A-Za-z][a-z]+[A-Z]\w*)(?:[ ][A-Z]{{2,12}}){{0,2}})[)）\]]\s*$  # it is all: "(ICML)"
    | (?:\s*\|)?\s*[(（\[]
    ((?:(?:[A-Z][a-z]{{2,8}}\.?[ ])?(?:19|20)\d\d,[ ]?)?
      (?:(?:[A-Z]|[a-z]{{1,2}}[A-Z])[\w.&'’-]{{0,20}}(?:[ ][A-Z&][\w.&'’-]{{0,20}}){{0,2}},?[ ])?(?:19|20)\d\d
      (?:(?:[./-]\d\d?){{1,2}}|[ ]\(?(?i:{AWARDS})\)?)?
      | (?:19|20)\d\d[ ]?[-–—][ ]?(?:19|20)\d\d
      | (?:19|20)\d\d[,，][ ]?(?:[A-Z]{{2}}[\w&-]{{0,12}}|[A-Z][a-z]+[A-Z]\w{{0,8}}|ar[Xx]iv)
      | [A-Za-z]{{2,12}}[ ]?['’][ ]?\d\d)
    [)）\]](?=\s*[-–—:：]\s|[,.]\s|[^\S\n]*\n|\W*$|\sby\s[A-Z])
    """,
    re.VERBOSE,
)
"""A venue, a date or both in brackets behind a name: "(Meta, 2024) - …", "(2023-2024)", "| [CVPR' 14] |", "(ICML)"."""
NOTE_BEHIND = pattern(
    r"\s*(?:[(（](?P<note>[^()（）\n]{2,40})[)）]|(?P<words>[^\W_][^()（）\n–—]{1,40}?))(?=\s+[-–—:]\s|\s+by @|\s*$)"
)
"""Words or a bracket behind a name, which `take_note` looks up: "(old) - …", "In Welsh - …", "（中文）"."""
YEAR_LINE = pattern(r"\s*[-–—|·,(\[]\s*((?:19|20)\d\d)[)\]]?\s*\n")
"""A separator and a year that end the line of a name: "— 2023"."""
LABEL_IN_BARS = pattern(r"\s*\|\s*(?P<label>[^\s|][^|\n]{1,200}?)\s*(?:\|\s+(?=\w[^|\n]*$)|$)")
"""A label between bars, in front of words, or behind one bar at the end: "| London, UK | a saw"."""
BETWEEN_LABEL_PIECES = pattern(r"\s?[,;/]\s")
"""Signs between the pieces of a label between bars: ", " and " / " in "London, UK / Oslo"."""
BAR_LABEL_WORDS = 4
"""Most words of a piece of a label between bars."""
BAR_LABEL_LENGTH = 60
"""Characters of a label between bars beyond which it has to consist of several short pieces."""
BRACKETED_SIGNS = pattern(r"\s*\[([^\w\s\[\]?⭐★]{1,4})\](?=\s|$)")
"""Up to four signs in square brackets behind a name: "[$] …"."""
BRACKETED_FIELD = pattern(
    r"\s*[(（]([^\W\d_]\w{0,20}):\s((?:[^()（）:：\n]|:(?=\S)){1,80})[)）](?=\s*(?:[-–—:：]\s|\n|$))"
)
"""A label and its value in brackets behind a name: "(label: good first issue) - …"."""
SIGNED_COUNTS = rf"(?:[{PICTURES}]+\s?{NUMBER}\s*/\s*)*"
"""Signs and their counts in front of slashes, for a pattern: "📥 5k / "."""
COUNTS_IN_FRONT = pattern(rf"\s*(?P<dash>[-–—:]\s+)(?P<counts>{SIGNED_COUNTS}/\s+{SIGNED_COUNTS})(?=\S)")
"""Counts with their signs, parted by slashes, around that of the stars, which was taken out: "- 📥 5k / / A saw"."""
SIGNED_COUNT = pattern(rf"[{PICTURES}]+\s?{NUMBER}")
"""A sign and its count: "📥 5k"."""
FORMAT = "(?:PDF|EPUB|ePub|MOBI|HTML|DJVU|AZW3|DOCX?|PPTX?|PS|RTF|TXT|CHM|ZIP|Word)"
"""The name of a file format, for a pattern."""
FORMATS = pattern(rf"\((?!Word\))({FORMAT}(?:, ?{FORMAT})*)\)(?=\s*(?:[(*\[]|\.?$))")
"""File formats in brackets: "Ann Lee (PDF, EPUB)"."""
NO_STATUS_FIRST = frozenset("-'\",.;/\\)]）】_")
"""Characters, beside letters and digits, that start many texts, but none that `take_status` takes something off."""


def read_behind(outline: Outline, shown: Inline, rest: str) -> Taken:
    """Return the labels and fields of the text behind a name, and its description as the rest.

    HOLE stands in the text for each part that was taken out before.
    """
    labels: list[str] = []
    fields: dict[str, str] = {}
    plain = PLAIN_WORDS.fullmatch(rest)
    if plain is None:
        rest = COMMENT_SIGN.sub("", closed(RAISED.sub("", rest, 1)), 1)
        for needs, take in RIGHT_BEHIND:
            if needs in rest and (taken := take(outline, shown, rest)):
                rest = taken.rest
                labels += taken.labels
                fields.update(taken.fields)
        plain = PLAIN_WORDS.fullmatch(rest)
    if plain:
        rest, steps = plain["said"], PLAIN_STEPS  # nearly all
    else:
        is_parted = rest.lstrip(HOLE + " ").startswith(NAME_ENDS)  # there that describes: "Oak - Ann et al."
        rest, steps = clean_description(rest), AROUND_WORDS if is_parted else AROUND_OR_ALONE
    for needs, take in steps:
        if needs in rest and (taken := take(outline, shown, rest)):
            rest = clean_description(taken.rest)
            labels += taken.labels
            fields.update(taken.fields)
    return Taken(rest, labels, fields)


def take_note(outline: Outline, rest: str) -> Taken | None:
    """Take a note that many items have behind their names, or a label between bars: "(old) - a saw", "（中文）"."""
    label = LABEL_IN_BARS.match(rest) if "|" in rest[:3] else None
    if label and outline.once(bars_label) and _are_pieces(label["label"], is_all=label.end() == len(rest)):
        return Taken(rest[label.end() :], [label["label"]])
    notes = outline.once(usual_notes)
    note = NOTE_BEHIND.match(rest) if notes else None
    said = (note["note"] or note["words"]) if note else ""
    return Taken(rest[note.end() :], pieces_of(said)) if note and said in notes else None


def _are_pieces(label: str, *, is_all: bool) -> bool:
    """Tell whether a label between bars is short, or several short pieces: "London, UK / Oslo".

    With `is_all`, where no words follow the label, it has to be several pieces, since a short one may be a sentence.
    """
    pieces = BETWEEN_LABEL_PIECES.split(label)
    are_short = all(len(piece.split()) <= BAR_LABEL_WORDS for piece in pieces) and not label.endswith(STOPS)
    return (are_short and len(pieces) > 1) if is_all or len(label) > BAR_LABEL_LENGTH else True


def take_figures(rest: str) -> Taken | None:
    """Take a first line that is nothing but figures, and drop them: "🥇42 · ⭐ 25K"."""
    first, _, others = rest.partition("\n")
    is_figures = WORD.search(first) and not WORD.search(FIGURES.sub("", first))
    return Taken(others) if is_figures else None


def take_year(rest: str) -> Taken | None:
    """Take the year that is all that follows the name on its line: "— 2023"."""
    found = YEAR_LINE.match(rest)
    return Taken(rest[found.end() :], [found[1]]) if found else None


def take_status(rest: str) -> Taken | None:
    """Take the signs of a status, a date, a venue or figures from the front: ":warning: - …", "(Oak 2024)"."""
    first = rest.lstrip()[:1]
    if not first or first in NO_STATUS_FIRST or first.isalnum():
        return None  # nearly all
    if dated := BRACKETED_DATE.match(rest):
        said = dated[1] or dated[2]
        pieces = said.split(", ")
        return Taken(rest[dated.end() :], pieces if all(map(says_when, pieces)) else [said])
    if marked := BRACKETED_SIGNS.match(rest):
        return Taken(rest[marked.end() :], [marked[1]])
    statistics = STATISTICS.match(rest)
    if statistics and not holds_picture(statistics[0]):
        statistics = None  # no icon: "(2015)", "（日本語版）"
    bare = rest[statistics.end() :] if statistics else rest
    status = STATUS.match(bare)
    if status and is_status(status[1]):
        return Taken(bare[status.end() :], [sign for sign in status[1].split() if sign not in TRADE])
    return Taken(bare) if statistics else None


def take_field(rest: str) -> Taken | None:
    """Take the field in brackets in front: "(label: good first issue) - …"."""
    found = BRACKETED_FIELD.match(rest)
    return Taken(rest[found.end() :], (), {found[1].rstrip(): found[2].strip()}) if found else None


def take_counts(rest: str) -> Taken | None:
    """Take counts between a dash and words, the stars among them taken out before: "- 📥 5k / ⭐ 27 / A saw"."""
    found = COUNTS_IN_FRONT.match(rest)
    return Taken(found["dash"] + rest[found.end() :], SIGNED_COUNT.findall(found["counts"])) if found else None


def take_missing(shown: Inline, rest: str) -> Taken | None:
    """Take words at the end, behind links, that say that another link is missing: "[[Paper](…)] [None_Code]"."""
    found = MISSING.search(rest)
    links = [anchor.end for anchor in shown.anchors if anchor.kind == "text"] if found else []
    is_all = bool(links) and not WORD.search(MISSING.sub("", shown.text[links[-1] :]))
    return Taken(rest[: found.start()]) if found and is_all and not WORD.search(rest, found.end()) else None


def take_formats(rest: str) -> Taken | None:
    """Take the file formats in brackets: "Ann Lee (PDF, EPUB)"."""
    found = FORMATS.search(rest)
    return Taken(rest[: found.start()].rstrip() + rest[found.end() :], found[1].split(",")) if found else None


class Step(NamedTuple):
    """A function that takes labels or fields off a text, with a cheap test of whether it can."""

    needs: str
    """Substring of every text that `take` takes something off, so that other texts are skipped; "" skips none."""
    take: Callable[[Outline, Inline, str], Taken | None]
    """Returns what it took off the text that is its last argument; None if nothing."""


RIGHT_BEHIND = (
    Step("rom ", lambda outline, _, rest: take_origin(outline, rest)),
    Step("", lambda outline, _, rest: take_note(outline, rest)),
    Step("", lambda outline, _, rest: take_first_maker(outline, rest)),
    Step("", lambda _, shown, rest: take_bracketed_maker(shown, rest)),
    Step("\n", lambda _, __, rest: take_figures(rest)),
    Step("\n", lambda _, __, rest: take_year(rest)),
    Step("", lambda _, __, rest: take_status(rest)),
    Step("by ", lambda outline, _, rest: take_first_maker(outline, rest)),  # behind a year: "(2012) by Ann Lee - a saw"
    Step(":", lambda _, __, rest: take_field(rest)),
    Step("", take_first_stars),
    Step("/ ", lambda _, __, rest: take_counts(rest)),
    Step("(", lambda _, __, rest: take_formats(rest)),
    Step("", lambda outline, _, rest: take_remark(outline, rest)),
    Step("]", lambda _, shown, rest: take_missing(shown, rest)),
    Step("\n", lambda _, shown, rest: take_pieces(shown, rest)),
)
"""Steps, in this order, for what stands between a name and its description."""
FACTS_STEP = Step("", take_facts)
"""The step for pieces between bars."""
SMALL_PRINT_STEP = Step("", lambda _, shown, rest: take_small_print(shown, rest))
"""The step for small print at the end, in front of labelled lines."""
PLAIN_STEPS: Sequence[Step] = (FACTS_STEP, SMALL_PRINT_STEP)
"""Steps for labels that may be PLAIN_WORDS."""
EDGE_STEPS = (
    FACTS_STEP,
    Step("pdated", lambda _, __, rest: take_update(rest)),
    Step("", lambda _, __, rest: take_access_code(rest)),
    Step(" ", lambda outline, _, rest: take_publication(outline, rest)),
    Step("\n", lambda _, __, rest: take_labelled_lines(rest)),
    SMALL_PRINT_STEP,
    Step("", lambda outline, _, rest: take_author(outline, rest)),
    Step("", lambda _, __, rest: take_citation(rest)),
    Step("", lambda _, __, rest: take_last_maker(rest)),
    Step("y ", take_known_makers),
    Step("ritten by ", lambda outline, _, rest: take_writer(outline, rest)),
)
"""Steps for labels and fields of a description, mostly in front of it."""
VENUE_STEP = Step("", take_venue)
"""The step for a venue that is all that is said, before and after END_STEPS."""
ALONE_STEPS = (
    Step(" al", lambda _, __, rest: take_authors(rest)),
    VENUE_STEP,
)
"""Steps for a text that is no description, but authors or a venue."""
END_STEPS = (
    Step("|", lambda outline, _, rest: take_bracket(outline, rest)),
    Step("", take_last_remark),
    Step("", lambda outline, _, rest: take_last_date(outline, rest)),
    Step("[", lambda outline, _, rest: take_words(outline, rest)),
    Step("[", lambda outline, _, rest: take_usual_words(outline, rest)),
    Step("]", lambda _, __, rest: take_dates(rest)),
    Step("", lambda _, __, rest: take_last_maker(rest)),  # in front of what was taken: "by Ann [Go]"
    Step("[", lambda outline, _, rest: take_unlinked(outline, rest)),
    Step("", lambda outline, _, rest: take_signs(outline, rest)),
    Step("$", lambda outline, _, rest: take_price(outline, rest)),
    Step("[", lambda _, shown, rest: take_whole(shown, rest)),
)
"""Steps for labels and fields of a description, mostly at its end."""
LONE_STEP = Step("", lambda outline, _, rest: take_lone_remark(outline, rest))
"""The step for a bracket that is all that is left, which comes last."""
AROUND_WORDS = (*EDGE_STEPS, *END_STEPS, Step("", lambda _, shown, rest: take_italic_venue(shown, rest)), LONE_STEP)
"""Steps, in this order, for a text behind a separator, which is a description: "Oak - a saw. [MIT]"."""
AROUND_OR_ALONE = (*EDGE_STEPS, *ALONE_STEPS, *END_STEPS, VENUE_STEP, LONE_STEP)
"""Steps, in this order, for a text without a separator in front, which may be authors or a venue alone.

A venue may be left where the labels behind it were taken: "NeurIPS, 2019. [trees]".
"""

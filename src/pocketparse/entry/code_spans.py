"""Which code spans label what stands on a line: "A saw. `MIT` `Python`", and which are part of what it says."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pocketparse.line.group_labels import label_before
from pocketparse.line.groups import BESIDE
from pocketparse.line.notes import usual_notes
from pocketparse.line.stars import may_count, without_stars
from pocketparse.line.trimming import Stretch, ends_sentence, outside
from pocketparse.line.usual import label_codes, usual_codes
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark
from pocketparse.names.prefixes import FIGURES
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, GENERIC, PREPOSITION, ROUND_CLOSERS, SENTENCE_STOP, has_colon

# " is your toolbelt" behind "`conc`", "的继任者" behind "`nose`"
GOES_ON = pattern(r"\s?[^\W\d_A-Z]")
GLUED = pattern(r"(?:['’]|-(?=[a-z]))?[^\W\d_A-Z]|[、（]")
"""What goes on in the word that code is part of, or in Chinese behind it: "`Go`语言", "`Codable`'s", "`JWT`（…）"."""
# "`npm install -g oak`" is no label
COMMAND = pattern(
    r"[$>]\s|(?:sudo|npm|npx|yarn|pnpm|bun|deno|pip3?|pipx|uvx?|conda|poetry|cargo|go|gem|composer|dotnet|brew|apt|apt-get|"
    r"dnf|yum|pacman|snap|flatpak|choco|scoop|winget|docker|docker-compose|podman|kubectl|helm|terraform|nix|git|gh|curl|"
    r"wget|tar)\s(?:\S+\s)?(?:install|add|get|run|exec|clone|pull|apply|up|build|i|x|-\S+)(?:\s|$)"
)
SAID_WORDS = 5
"""Words of a code span that says something, and is no label, at least: "`A saw for those who live in the wood.`"."""
NEEDS_CODE = pattern(r"\s(?:with|for|in|and|or|of|to|from|as|on|is|are|that|which)\s")
"""What goes on behind code spans that a sentence needs: "`ls` with colours"."""
PLUS = pattern(r"\s*[+&]\s*")
"""What joins code spans that a sentence names together: "`Oak` + `Elm`"."""
LETTERS = re.compile(r"[^\W\d_]{2}")
"""No figure holds as many."""
GLUE = pattern(r"[/+-]")
"""What joins keys to a word of their own."""
SQUARE_CLOSERS = ("]", "】")
UNCLOSED = pattern(r"[(（][^()（）\n]*$")
"""An example in brackets: "(e.g. `pint`)"."""
NEAR = 100
"""Characters in front of code spans that are looked at."""
LABEL_WORDS = 2
"""Words of a label in front of a colon, at the most."""
TIME = pattern(r"\d{1,2}(?::\d\d){1,2}")
"""How long a talk is: "25:49"."""
IN_YEAR = pattern(r"\s*[(（](?:19|20)\d\d[)）]\s*")
"""What may stand between a name and code spans: "On oaks (2026) `tree`"."""
BRACKETED = pattern(r"(?:\[[^\[\]]{1,20}\])+")
"""Labels in brackets, and nothing else: "[TS][Lua]"."""
HABIT_CELLS = 10
"""Cells that make a habit."""


def split_codes(shown: Inline, tags: Sequence[Mark]) -> Iterator[str]:
    """Yield the labels of code spans; a count of stars and what a link is called are none.

    "(linux, gtk)" and "[linux][gtk]" hold two.
    """
    for mark in tags:
        text = mark.text.strip()
        if _is_link(shown, mark) or (may_count(text) and not WORD.search(without_stars(text))):
            continue
        if text.startswith("(") and text.endswith(")"):
            yield from text[1:-1].split(",")
        elif text.startswith("[") and BRACKETED.fullmatch(text):
            yield from text[1:-1].split("][")
        else:
            yield text


def find_codes(outline: Outline, shown: Inline, start: int, groups: list[Stretch]) -> list[Mark]:
    """Return the code spans that label the entry: at its end, or between its name and its description."""
    codes = _codes(shown, start)
    if not codes:
        return codes
    tags: list[Mark] = []
    at = start
    for mark in codes:
        if _says(shown.text, at, mark.start, groups) and not IN_YEAR.fullmatch(shown.text, at, mark.start):
            break
        tags.append(mark)
        at = mark.end
    if tags and (_are_joined(shown, tags) or _are_said(outline, shown, tags[-1])):
        tags = []
    return tags + _ending(outline, shown, start, codes[len(tags) :], groups)


def _are_joined(shown: Inline, codes: Sequence[Mark]) -> bool:
    """Tell whether some of several code spans are named together, as in a sentence: "`Oak` + `Elm`"."""
    return any(PLUS.fullmatch(shown.text, one.end, two.start) for one, two in pairwise(codes))


def _are_said(outline: Outline, shown: Inline, last: Mark) -> bool:
    """Tell whether code spans behind a name, up to the last of them, are part of what is said there."""
    if last.text.endswith(":"):
        return True  # they label what follows: "`trl:` Ann Lee"
    at = last.end
    is_glued = GLUED.match(shown.text, at) or NEEDS_CODE.match(shown.text, at)
    if not (is_glued or GOES_ON.match(shown.text, at)) or _is_broken(shown, at):
        return False
    if any(at <= anchor.start <= at + 1 for anchor in shown.anchors):
        return False
    return is_glued is not None or last.text not in outline.once(label_codes)  # "`conc` cuts your tools"


def _is_broken(shown: Inline, at: int) -> bool:
    """Tell whether somebody broke the line there."""
    return any(mark.kind == "break" and mark.start == at for mark in shown.marks)


def ending_codes(outline: Outline, shown: Inline) -> list[Mark]:
    """Return the code spans that label what a description is about, at its end: "A saw. `MIT` `Python`"."""
    codes = _codes(shown)
    return _ending(outline, shown, 0, codes, []) if codes and WORD.search(shown.text, 0, codes[0].start) else []


def _ending(outline: Outline, shown: Inline, start: int, codes: list[Mark], groups: list[Stretch]) -> list[Mark]:
    """Return those code spans that stand at the end, apart from what is said behind `start`."""
    last = _last_codes(shown, codes, groups)
    if not last:
        return last
    at = last[0].start
    before = "".join(outside(shown.text[:at], [(0, start), *groups]))
    if shown.text.startswith(SQUARE_CLOSERS, last[-1].end):
        before = before.rstrip("[【")  # "A saw. [`cut`]"
    # "Replacement for `cut`." and "Reads `foo`, `bar`." end in words; "… from the shell. `MIT`" in a label.
    is_said = _introduces(before) or _are_joined(shown, last)
    if is_said or (shown.text.startswith(ROUND_CLOSERS, last[-1].end) and UNCLOSED.search(before[-NEAR:])):
        return []  # "reads: `oak`", "(e.g. `ash`)"
    if ends_sentence(before) or any(0 <= at - end <= 1 for _, end in groups):  # "A saw ([Source](…)) `MIT`"
        return last
    return [] if PREPOSITION.search(before[-NEAR:]) or not _are_apart(outline, shown, last, before) else last


def _are_apart(outline: Outline, shown: Inline, last: Sequence[Mark], before: str) -> bool:
    """Tell whether code spans behind words are none of a sentence: several, but no keys: "press `Ctrl`+`L`".

    So they are behind a note that many items have: "[Oak](…) **book** `MIT`".
    """
    gaps = [shown.text[one.end : two.start] for one, two in pairwise(last)]
    several = not any("," in gap or "、" in gap for gap in gaps) and not all(map(GLUE.fullmatch, gaps))
    are_times = all(TIME.fullmatch(code.text) for code in last)
    is_beside = before.rstrip().endswith(BESIDE) or before.strip() in outline.once(usual_notes)
    return several or are_times or is_beside or _are_usual_signs(outline, last)


def _are_usual_signs(outline: Outline, codes: Sequence[Mark]) -> bool:
    """Tell whether code spans are no words but signs, which many others have, too: "A studio `▒`"."""
    signs = [code.text for code in codes]
    return all(not WORD.search(sign) and not sign.isascii() and sign in outline.once(usual_codes) for sign in signs)


def _codes(shown: Inline, start: int = 0) -> list[Mark]:
    """Return the code spans from a place on, but for commands and what says something in several words."""
    codes = [mark for mark in shown.marks if mark.kind == "code" and mark.start >= start]
    codes = [mark for mark in codes if not (" " in mark.text and _says_something(mark.text))]
    return [mark for mark in codes if not (mark.text[:1].isdigit() and _is_behind_star(shown, mark))]


def _says_something(code: str) -> bool:
    """Tell whether a code span is a command, or words in a row, which no commas part: "A saw for all who live here"."""
    is_command = COMMAND.match(code) is not None
    return is_command or any(len(part.split()) >= SAID_WORDS for part in code.split(","))


def _is_behind_star(shown: Inline, code: Mark) -> bool:
    """Tell whether a code span stands right behind a star, as a number of them does: "☆`24`"."""
    return may_count(shown.text[max(code.start - 2, 0) : code.start])


def link_around(shown: Inline, code: Mark) -> Anchor | None:
    """Return the link that is called by a code span, or by more than that: "[`wood`](…)"."""
    at = bisect_right(shown.anchors, code.start, key=attrgetter("start"))
    link = shown.anchors[at - 1] if at else None
    return link if link and link.end >= code.end else None


def _is_link(shown: Inline, code: Mark) -> bool:
    """Tell whether a code span is what a link is called: "[`paper`](…)", "[`ann/oak`](…)"; a licence is a label."""
    link = link_around(shown, code)
    if link is None:
        return False
    said = code.text.strip().casefold()
    return said in GENERIC or said.startswith(("[", "@")) or ("/" in said and _path(link.href) == said)


def _path(url: str) -> str:
    """Return the path of an absolute URL, folded: "ann/oak"."""
    return url.casefold().partition("://")[2].partition("/")[2].strip("/")


def _last_codes(shown: Inline, codes: list[Mark], groups: list[Stretch]) -> list[Mark]:
    """Return those code spans behind which no words stand."""
    at = len(shown.text)
    first = len(codes)
    while first and not _says(shown.text, codes[first - 1].end, at, groups):
        if first < len(codes) and SENTENCE_STOP.search(shown.text, codes[first - 1].end, at):
            break  # it ends a sentence: "Is based on `unittest`. `MIT`"
        first -= 1
        at = codes[first].start
    return codes[first:]


def field_of_codes(shown: Inline, tags: Sequence[Mark], start: int) -> dict[str, str]:
    """Return the label behind a place in front of code spans, and what they say: "A saw. License: `MIT`"."""
    if not has_colon(shown.text):
        return {}
    for at, mark in enumerate(tags):
        label = label_before(shown.text, mark.start)
        if label and label.start("words") >= start:
            return {label["words"]: ", ".join(text.strip() for text in split_codes(shown, tags[at:]))}
    return {}


def codes_behind(outline: Outline, name: Inline) -> list[Mark]:
    """Return the code spans that label a name in plain words, behind it: several, or one that many lines have."""
    codes = _last_codes(name, _codes(name), [])
    if not codes or not WORD.search(name.text, 0, codes[0].start):
        return []
    is_label = len(codes) > 1 or codes[0].text in outline.once(usual_codes) or outline.once(cells_end_in_code)
    return codes if is_label else []


def cells_end_in_code(outline: Outline) -> bool:
    """Tell whether many cells of tables are words with code behind them: "On trees in lakes `data-lake`"."""
    cells = (cell for block in outline.all_blocks for row in block.rows for cell in row if cell.endswith("`"))
    return sum(len(cell.partition("`")[0].split()) > LABEL_WORDS for cell in cells) >= HABIT_CELLS


def _introduces(before: str) -> bool:
    """Tell whether a sentence goes on in code spans: "Rounds numbers down: `1.2` → `1`.", not "License: `MIT`"."""
    said = before.rstrip()
    return said.endswith(COLONS) and len(SENTENCE_STOP.split(said)[-1].split()) > LABEL_WORDS


def _says(text: str, start: int, end: int, groups: list[Stretch]) -> bool:
    """Tell whether there are words in text[start:end], apart from groups of links and counts of stars."""
    if not WORD.search(text, start, end):
        return False
    inside = [group for group in groups if group[0] < end and group[1] > start]
    rest = "".join(outside(text[:end], [(0, start), *inside])) if inside else text[start:end]
    rest = without_stars(rest)
    return bool(LETTERS.search(rest) or WORD.search(FIGURES.sub("", rest)))

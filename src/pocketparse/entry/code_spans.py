"""Which code spans label what stands on a line: "A saw. `MIT` `Python`", and which are part of what it says."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

from pocketparse.entry.star_counts import is_count
from pocketparse.line.group_labels import label_before
from pocketparse.line.groups import BESIDE
from pocketparse.line.notes import usual_notes
from pocketparse.line.stars import may_count, without_stars
from pocketparse.line.trimming import Stretch, ends_sentence, outside, stretches
from pocketparse.line.usual import holds_licence, label_codes, usual_codes
from pocketparse.markup.shown import WORD, Anchor, Inline, Mark
from pocketparse.names.prefixes import FIGURES
from pocketparse.names.venues import where_and_when
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, GENERIC, LICENCE, PREPOSITION, ROUND_CLOSERS, SENTENCE_STOP, has_colon

DATES_LENGTH = 60
"""Maximum length of dates and venues in front of code: "2023-07, ICML(Oral) 23, `saws`"."""
SMALL_LETTER_BEHIND = pattern(r"\s?[^\W\d_A-Z]")
"""A small letter or Chinese character behind a code span: "`conc` is your toolbelt", "`nose`的继任者"."""
CAPITAL_BEHIND = pattern(r"\s[A-Z]")
"""A word with a capital behind a code span: "`IO` Reader for saws"."""
DASH_BEFORE = pattern(r"\s[-–—]\s")
"""A dash between a name and a code span."""
GLUED_TO_CODE = pattern(r"(?:['’]|-(?=[a-z]))?[^\W\d_A-Z]|[、（]")
"""The rest of a word behind a code span, or a Chinese comma or bracket: "`Codable`'s", "`Go`语言", "`JWT`（…）"."""
COMMAND = pattern(
    r"[$>]\s|(?:sudo|npm|npx|yarn|pnpm|bun|deno|pip3?|pipx|uvx?|conda|poetry|cargo|go|gem|composer|dotnet|brew|apt|apt-get|"
    r"dnf|yum|pacman|snap|flatpak|choco|scoop|winget|docker|docker-compose|podman|kubectl|helm|terraform|nix|git|gh|curl|"
    r"wget|tar)\s(?:\S+\s)?(?:install|add|get|run|exec|clone|pull|apply|up|build|i|x|-\S+)(?:\s|$)"
)
"""A command for a shell, which is no label: "npm install -g oak"."""
SAID_WORDS = 5
"""Least words of a code span that is a sentence and no label: "`A saw for those who live in the wood.`"."""
NEEDS_CODE = pattern(r"\s(?:with|for|in|and|or|of|to|from|as|on|is|are|that|which)\s")
"""A small word behind code spans, which are part of the sentence then: "`ls` with colours"."""
PLUS = pattern(r"\s*[+&]\s*")
"""A sign between code spans that a sentence names together: "`Oak` + `Elm`"."""
TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
"""Two letters in a row; figures have none."""
GLUE = pattern(r"[/+-]")
"""A sign between keys: "`Ctrl`+`L`"."""
SQUARE_CLOSERS = ("]", "】")
"""Square brackets, in any script."""
UNCLOSED = pattern(r"[(（][^()（）\n]*$")
"""A round bracket that is open at the end of a text: "(e.g. " in front of a code span."""
FRONT_LENGTH = 100
"""Characters in front of code spans that are searched."""
COLON_LABEL_WORDS = 2
"""Most words of a label, in front of a colon or a code span."""
TALK_LENGTH = pattern(r"\d{1,2}(?::\d\d){1,2}")
"""The length of a talk: "25:49"."""
BRACKETED_LABELS = pattern(r"\[[^\[\]]{1,20}\](?: ?\[[^\[\]]{1,20}\])*")
"""Labels in square brackets, and nothing else: "[TS][Lua]", "[📄 paper] [🌳 oaks]"."""
HABIT_CELLS = 10
"""Least cells of a document that end in code behind words, where such code labels."""


def split_codes(shown: Inline, tags: Sequence[Mark]) -> Iterator[str]:
    """Yield the labels in code spans, without counts of stars and names of links.

    "(linux, gtk)", "[linux][gtk]" and "[linux] [gtk]" hold two labels.
    """
    for mark in tags:
        text = mark.text.strip()
        if _is_link(shown, mark) or is_count(text):
            continue
        if text[:1] == "(" and text.endswith(")"):
            yield from text[1:-1].split(",")
        elif text[:1] == "[" and BRACKETED_LABELS.fullmatch(text):
            yield from text[1:-1].replace("] [", "][").split("][")
        else:
            yield text


def find_codes(outline: Outline, shown: Inline, start: int, groups: list[Stretch]) -> list[Mark]:
    """Return the code spans that label the entry: right behind its name, which ends at `start`, or at the end."""
    codes = _codes(shown, start)
    if not codes:
        return codes
    tags: list[Mark] = []
    at = start
    for mark in codes:
        if _says(shown.text, at, mark.start, groups) and not _tells_when(shown.text, at, mark.start):
            break
        tags.append(mark)
        at = mark.end
    if tags and (
        _are_joined(shown, tags) or _are_said(outline, shown, tags[-1]) or _is_subject(outline, shown, start, tags)
    ):
        tags = []
    others = codes[len(tags) :]
    last = _ending(outline, shown, start, others, groups)
    return [*tags, *_in_lines(shown, others[: len(others) - len(last)]), *last] if "\n" in shown.text else tags + last


def _in_lines(shown: Inline, codes: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the code spans of lines between others that are several code spans and nothing else: "`MIT` `Python`"."""
    lines: list[list[Mark]] = []
    for code in codes:
        if not lines or "\n" in shown.text[lines[-1][-1].end : code.start]:
            lines.append([])
        lines[-1].append(code)
    for line in lines:
        first, last = shown.text.rfind("\n", 0, line[0].start) + 1, shown.text.find("\n", line[-1].end)
        if len(line) > 1 and 0 < first < last and not _says(shown.text, first, last, stretches(line)):
            yield from line


def _tells_when(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text holds dates and venues and nothing else."""
    return end - start <= DATES_LENGTH and bool(where_and_when(text[start:end].strip(" ,")))


def _are_joined(shown: Inline, codes: Sequence[Mark]) -> bool:
    """Tell whether a plus sign or ampersand joins some of several code spans: "`Oak` + `Elm`"."""
    if "+" not in shown.text and "&" not in shown.text:
        return False  # nearly all
    return any(PLUS.fullmatch(shown.text, one.end, two.start) for one, two in pairwise(codes))


def _are_said(outline: Outline, shown: Inline, last: Mark) -> bool:
    """Tell whether a sentence goes on behind the last of the code spans behind a name, so that it needs them."""
    if last.text.endswith(":"):
        return True  # they label what follows: "`trl:` Ann Lee"
    at = last.end
    is_glued = GLUED_TO_CODE.match(shown.text, at) or NEEDS_CODE.match(shown.text, at)
    is_broken = any(mark.kind == "break" and mark.start == at for mark in shown.marks)
    if is_broken or not (is_glued or SMALL_LETTER_BEHIND.match(shown.text, at)):
        return False
    if any(at <= anchor.start <= at + 1 for anchor in shown.anchors):
        return False
    return is_glued is not None or last.text not in outline.once(label_codes)  # "`conc` cuts your tools"


def _is_subject(outline: Outline, shown: Inline, start: int, codes: Sequence[Mark]) -> bool:
    """Tell whether a description behind a dash starts with a code span that is not usual: "- `IO` Reader for saws"."""
    first = codes[0]
    if len(codes) > 1 or not CAPITAL_BEHIND.match(shown.text, first.end):
        return False  # nearly all
    is_word = WORD.search(first.text) and not first.text.startswith(("[", "("))  # "`[Lua][Go]` A saw"
    is_parted = is_word and DASH_BEFORE.fullmatch(shown.text, start, first.start)
    return bool(is_parted) and first.text not in outline.once(usual_codes)


def ending_codes(outline: Outline, shown: Inline) -> list[Mark]:
    """Return the code spans at the end of a description that label it: "A saw. `MIT` `Python`"."""
    codes = _codes(shown)
    return _ending(outline, shown, 0, codes, []) if codes and WORD.search(shown.text, 0, codes[0].start) else []


def _ending(outline: Outline, shown: Inline, start: int, codes: list[Mark], groups: list[Stretch]) -> list[Mark]:
    """Return the code spans at the end that label the text between offset `start` and them."""
    last = _last_codes(shown, codes, groups)
    if not last:
        return last
    at = last[0].start
    before = "".join(outside(shown.text[:at], [(0, start), *groups]))
    closer = shown.text[last[-1].end : last[-1].end + 1]
    if closer in SQUARE_CLOSERS:
        before = before.rstrip("[【")  # "A saw. [`cut`]"
    # "Replacement for `cut`." and "Reads `foo`, `bar`." end in words; "… from the shell. `MIT`" in a label.
    is_said = _introduces(before) or _are_joined(shown, last)
    if is_said or (closer in ROUND_CLOSERS and UNCLOSED.search(before[-FRONT_LENGTH:])):
        return []  # "reads: `oak`", "(e.g. `ash`)"
    if ends_sentence(before) or any(0 <= at - end <= 1 for _, end in groups):  # "A saw ([Source](…)) `MIT`"
        return last
    return [] if PREPOSITION.search(before[-FRONT_LENGTH:]) or not _are_apart(outline, shown, last, before) else last


def _are_apart(outline: Outline, shown: Inline, last: Sequence[Mark], before: str) -> bool:
    """Tell whether code spans behind words without a stop are part of no sentence.

    They are several without commas or key signs between them, times, usual signs, or stand behind links or a usual
    note: "[Oak](…) **book** `MIT`", not "press `Ctrl`+`L`".
    """
    gaps = [shown.text[one.end : two.start] for one, two in pairwise(last)]
    several = not any("," in gap or "、" in gap for gap in gaps) and not all(map(GLUE.fullmatch, gaps))
    are_times = all(TALK_LENGTH.fullmatch(code.text) for code in last)
    is_beside = before.rstrip().endswith(BESIDE) or before.strip() in outline.once(usual_notes)
    return several or are_times or is_beside or _are_usual_signs(outline, last) or _are_licences(outline, last)


def _are_licences(outline: Outline, codes: Sequence[Mark]) -> bool:
    """Tell whether code spans are licences, in a list that has some as labels: "A saw for C99 `MIT`"."""
    return all(LICENCE.fullmatch(code.text) for code in codes) and outline.once(holds_licence, usual_codes)


def _are_usual_signs(outline: Outline, codes: Sequence[Mark]) -> bool:
    """Tell whether code spans are signs without letters, each of which many items have: "A studio `▒`"."""
    signs = [code.text for code in codes]
    return all(not WORD.search(sign) and not sign.isascii() and sign in outline.once(usual_codes) for sign in signs)


def _codes(shown: Inline, start: int = 0) -> list[Mark]:
    """Return the code spans from an offset on, except commands, sentences and counts behind a star: "☆`24`"."""
    return [
        mark
        for mark in shown.marks
        if mark.kind == "code" and mark.start >= start
        if not (" " in mark.text and _says_something(mark.text))
        if not (mark.text[:1].isdigit() and may_count(shown.text[max(mark.start - 2, 0) : mark.start]))
    ]


def _says_something(code: str) -> bool:
    """Tell whether a code span is a command, or has SAID_WORDS between two commas, and is no row of labels."""
    is_said = COMMAND.match(code) is not None or any(len(part.split()) >= SAID_WORDS for part in code.split(","))
    return is_said and BRACKETED_LABELS.fullmatch(code) is None


def link_around(shown: Inline, code: Mark) -> Anchor | None:
    """Return the link whose text holds a code span, or None: "[`wood`](…)"."""
    if not shown.anchors or shown.anchors[-1].end < code.end:
        return None  # nearly all: labels stand behind all links
    at = bisect_right(shown.anchors, code.start, key=attrgetter("start"))
    link = shown.anchors[at - 1] if at else None
    return link if link and link.end >= code.end else None


def _is_link(shown: Inline, code: Mark) -> bool:
    """Tell whether a code span is the text of a link and no label: generic, an account or a path: "[`ann/oak`](…)"."""
    link = link_around(shown, code)
    if link is None:
        return False
    said = code.text.strip().casefold()
    return said in GENERIC or said.startswith(("[", "@")) or ("/" in said and _path(link.href) == said)


def _path(url: str) -> str:
    """Return the path of an absolute URL, folded and without slashes around it: "ann/oak"."""
    return url.casefold().partition("://")[2].partition("/")[2].strip("/")


def _last_codes(shown: Inline, codes: list[Mark], groups: list[Stretch]) -> list[Mark]:
    """Return the code spans at the end of a text, with no words between or behind them."""
    at = len(shown.text)
    first = end = len(codes)
    while first and (
        not _says(shown.text, codes[first - 1].end, at, groups) or _is_choice(shown.text, codes[first - 1 : first + 1])
    ):
        if first < end and SENTENCE_STOP.search(shown.text, codes[first - 1].end, at):
            break  # it ends a sentence: "Is based on `unittest`. `MIT`"
        first -= 1
        at = codes[first].start
    return codes[first:]


def _is_choice(text: str, codes: Sequence[Mark]) -> bool:
    """Tell whether code spans are two licences to choose from: "`MIT` or `BSD`"."""
    is_joined = len(codes) == 2 and text[codes[0].end : codes[1].start].strip() == "or"
    return is_joined and all(LICENCE.fullmatch(code.text) for code in codes)


def field_of_codes(shown: Inline, tags: Sequence[Mark], start: int) -> dict[str, str]:
    """Return the label in front of code spans, from offset `start` on, and their text: "A saw. License: `MIT`"."""
    if not has_colon(shown.text):
        return {}
    for at, mark in enumerate(tags):
        label = label_before(shown.text, mark.start)
        if label and label.start("words") >= start:
            return {label["words"]: ", ".join(text.strip() for text in split_codes(shown, tags[at:]))}
    return {}


def codes_behind(outline: Outline, name: Inline) -> list[Mark]:
    """Return the code spans at the end of a name that label it: several, or one that is usual in the list."""
    codes = _last_codes(name, _codes(name), [])
    if not codes or not WORD.search(name.text, 0, codes[0].start):
        return []
    is_label = len(codes) > 1 or codes[0].text in outline.once(usual_codes) or outline.once(cells_end_in_code)
    return codes if is_label else []


def cells_end_in_code(outline: Outline) -> bool:
    """Tell whether HABIT_CELLS cells of tables are words and code behind them: "On trees in lakes `data-lake`"."""
    cells = (cell for block in outline.all_blocks for row in block.rows for cell in row if cell.endswith("`"))
    return sum(len(cell.partition("`")[0].split()) > COLON_LABEL_WORDS for cell in cells) >= HABIT_CELLS


def _introduces(before: str) -> bool:
    """Tell whether a text ends in a sentence with a colon, "Rounds numbers down:", and in no label: "License:"."""
    said = before.rstrip()
    return said.endswith(COLONS) and len(SENTENCE_STOP.split(said)[-1].split()) > COLON_LABEL_WORDS


def _says(text: str, start: int, end: int, groups: list[Stretch]) -> bool:
    """Tell whether text[start:end] has words outside of groups of links and counts of stars."""
    if not WORD.search(text, start, end):
        return False
    inside = [group for group in groups if group[0] < end and group[1] > start]
    rest = "".join(outside(text[:end], [(0, start), *inside])) if inside else text[start:end]
    rest = without_stars(rest)
    return bool(TWO_LETTERS.search(rest) or WORD.search(FIGURES.sub("", rest)))

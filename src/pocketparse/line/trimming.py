"""What is left of a name or a description without what stood around it, and what was taken out of it."""

import re
from collections.abc import Iterable, Sequence

from pocketparse.identity import words
from pocketparse.markup.shown import WORD, Anchor, Mark, tidy
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SEPARATORS, TITLE

Stretch = tuple[int, int]
"""Start and end of a part of displayed text, as offsets."""
ARROW = pattern(r"^[\s:：]*(?:[-=]+>\s+)+")
"""An arrow in front of a description: "-> a saw"."""
ARROW_BEHIND = pattern(r"\s+[-=]+>$")
"""An arrow behind a name."""
EMPTY = pattern(r"[(\[（【](?<!\w[(\[（【])\s*[)\]）】]")
"""Empty brackets that belong to no word; "main()" has none."""
EMPTY_END = pattern(rf"^\s*{EMPTY.pattern}|{EMPTY.pattern}(?=\s*[.。]?$)")
"""Empty brackets at the start or end of a line; those within are part of the text."""
HOLE = "\ufdd0"
"""Placeholder for a part of a line that was taken out, until `closed` removes it; a noncharacter."""
HELD = pattern(
    rf"""
    (?P<before>(?:[^{HOLE}]*[^\W_])?[^{HOLE}]*?)  # all up to the last word, and as few signs behind it as may be
    (?:
      [(\[（【][\s,，|/·;]*{HOLE}[\s,，|/·;{HOLE}]*[)\]）】]                  # brackets around it
      | (?<=[.!?。！？…])(?:\s*(?:or\s+)?{HOLE})+\s*[.。](?=\s|$)  # the stop behind it, where one is in front
      | (?:\s[-–—:：|·•~]+\s*{HOLE}+|{HOLE}+\s*[-–—:：|·•~]+)\s*(?=[.。]?$)  # the separator beside it, at the end
      | [:：]\s*{HOLE}+(?=\s[-–—|]\s|[.。](?:\s|$))  # the colon in front, where a separator or a stop is behind
      | (?<=[\w.!?])[ ]+(?:[-–—][ ])?{HOLE}+(?=[)\]）】])         # the space in front, in brackets behind words
      | [,，|/·;]\s*{HOLE}+(?=[)\]）】])|(?<=[(\[（【]){HOLE}+\s*[,，|/·;]\s*  # the comma beside it, in brackets
      | {HOLE}(?:(?:\s*[/|,，·]\s*|\sor\s){HOLE})+                 # several, and what parts them
      | {HOLE}
      | \Z
    )
    (?:(?=\s?(?P<stop>[!?;]))[ ]?)?
    """,
    re.VERBOSE,
)
"""A hole, or the end, with the brackets, separators and stops around it that held nothing else, and all `before` them.

In front of a `stop` that is no full stop it leaves no space.
"""
LINKED_THING = "(?:code|paper|pdf|data|dataset|model|demo|video|project|page|website|link)"
ABSENT = "(?:no|none|not|found|available|unavailable|yet|empty|missing)"
MISSING = pattern(
    rf"[\[(](?:{LINKED_THING}[\s_-]+){{0,2}}{ABSENT}(?:[\s_-]+(?:{ABSENT}|{LINKED_THING})){{0,3}}[\])]", re.IGNORECASE
)
"""A bracket that says that a link is missing: "[Code Not Found]", "[None_Code]", "(Empty)"; not "[Best Paper]"."""
LOOSE_CLOSERS, LOOSE_OPENERS = ".。)]}）】》」』\\", "([（【"
"""Signs left over at the start and at the end of a description where a part was taken out."""
# " ." and ",.": something in front of the stop was taken out, or nobody would write so; "fichiers !" somebody would
LOOSE_STOP = pattern(r"(?:\s+|[,，]\s*)([.,。，])(?=\s|$)")
LOOSE_END = pattern(r"(?<=[.!?。！？])[,，][,，.。]*$")
"""Commas and stops behind the end of a sentence, left over where parts were taken out: "A saw.,."."""
LOOSE_SIGNS = ",，.。"
"""The signs of LOOSE_END; it is searched from the first of those at the end of a text, since any comma may start it."""
LOOSE = pattern(r"[.,。，](?<=[\s,，].)(?=\s|$)")
"""A sign of LOOSE_STOP or LOOSE_END: a cheap test before both."""
# "[Oak]", a link to nowhere, "【Oak】" and "“On trees.”"
AROUND = pattern(r"[\[【](?=[^\[\]【】]*\w)([^\[\]【】]*)[\]】]|[\"“](?=[^\"“”]*\w)([^\"“”]*?)[.,]?[\"”]")
# "On trees."; "Oak Inc." and "Oak e.V." are abbreviations, as "Oak …" is none
STOPPED = pattern(r"(?<![\w.])(?!(?:inc|ltd|corp|etc)\.)(?:\w{3,}|[^\s.]*[^\s\w.])\.$", re.IGNORECASE)
LAST_WORD = 60
"""Number of characters at the end of a title in which STOPPED is searched."""
IN_FRONT = SEPARATORS + LOOSE_CLOSERS + "/"
"""First characters of SIGNS_BEFORE_WORDS: a cheap test before it."""
SIGNS_BEFORE_WORDS = pattern(
    rf"""
    ^(?:
      (?! :[a-z0-9_+-]+: | (?<!\S)(?:\.\w|~\d) | (?<=[-–—:|]\ )(?:--|\.{{2,}}\ ?)[a-z] )  # ":hi:", ".NET", "--up"
      [{re.escape(SEPARATORS + LOOSE_CLOSERS)}]
      | /\s
    )+
    """,
    re.VERBOSE,
)
"""Separators and leftover signs in front of a description."""
LEADING_CODES = pattern(r"^(?::[a-z0-9_+-]+:\s*)+")
"""Shortcodes at the start of a text: ":star: Oak"."""
TRAILING_CODES = pattern(r"(?<![:\s])(?:\s*:[a-z0-9_+-]+:)+$")
"""Shortcodes at the end of a text: "Oak :star:"."""
OPEN_CODE = pattern(r"(?<![^\W_]|:)(?::[a-z0-9_+-]+:)*:[a-z0-9_+-]+$")
"""A shortcode, or several in a row, without the colon that ends the last: "A saw.:star::fire"."""
SENTENCE_ENDS = frozenset('.!?。！？…)]）】"”»:*')
"""Characters that may end a sentence."""
ABBREVIATIONS = ("e.g.", "i.e.", " vs.", " cf.", " ex.", "(ex.")
"""The last four characters of texts that end in no sentence, folded."""


def closed(text: str) -> str:
    """Return a text without its holes and the signs that held nothing else."""
    return HELD.sub(_before, text) if HOLE in text else text


def _before(held: re.Match[str]) -> str:
    """Return what is kept in front of a hole, without its comma where a stop follows: "A saw, ⟨hole⟩!"."""
    return held["before"].rstrip(" ,，") if held["stop"] else held["before"]


def without(text: str, part: re.Match[str]) -> str:
    """Return a text without a part of it and the signs that held nothing else."""
    return closed(text[: part.start()] + HOLE + text[part.end() :])


def bared(name: str) -> str:
    """Return a name in plain words without brackets or quotes around it: "[Oak]", "“On trees.”"."""
    whole = AROUND.fullmatch(name)
    return (whole[1] or whole[2]).strip() if whole else name


def unstopped(name: str) -> str:
    """Return a title without the full stop at its end: "Why leaves of oaks fall."."""
    length = len(words(name)) + name[:1].isupper()  # "cartoonify / Draw This." may be called so
    is_title = name.endswith(").") or length > TITLE
    may_stop = is_title and name.endswith(".")
    return name[:-1] if may_stop and STOPPED.search(name, max(len(name) - LAST_WORD, 0)) else name


def trimmed(name: str, *edges: re.Pattern[str]) -> str:
    """Return a name without the matches of patterns for its edges, as long as a word is left."""
    for edge in edges:
        shorter = edge.sub("", name)
        name = shorter if WORD.search(shorter) else name
    return name


def end_of_code(text: str, end: int) -> int:
    """Return the end of a text that may be cut in front of the last colon of a shortcode: "Oak :star: - a saw"."""
    return end + 1 if text[end : end + 1] == ":" and OPEN_CODE.search(text, 0, end) else end


def unseparated(text: str, signs: str = SEPARATORS) -> str:
    """Return a text without signs at its end, but with the end of a quote or shortcode: "« On oaks »", "Oak :star:"."""
    bare = text.rstrip(signs)
    if bare == text:
        return text  # nearly all
    bare = text[: end_of_code(text, len(bare))]
    end = text.find("»", len(bare)) + 1
    return text[:end] if end and bare.count("«") > bare.count("»") else bare


def clean_description(text: str) -> str:
    """Return a description without the separator in front and the signs left over where parts were taken out."""
    text = ARROW.sub("", text, 1) if ">" in text else text
    bare = text.strip()
    if bare[:1] in LOOSE_OPENERS or bare.rstrip(".。").rstrip()[-1:] in LOOSE_CLOSERS:
        text = EMPTY_END.sub("", text)
    if "\n" in text:
        lines = map(tidy, text.split("\n"))
        text = "\n".join([line for line in lines if line and line != "\\"])
    else:
        text = tidy(text)
    text = SIGNS_BEFORE_WORDS.sub("", text, 1) if text[:1] in IN_FRONT else text
    text = unseparated(text, SEPARATORS + LOOSE_OPENERS)
    text = text[:-2].rstrip() if text.endswith(" &") else text  # between pictures
    if not LOOSE.search(text):
        return text  # nearly all
    text = LOOSE_STOP.sub(r"\1", text)
    end = LOOSE_END.search(text, len(text.rstrip(LOOSE_SIGNS)))
    return text[: end.start()] if end else text


def stretches(parts: Iterable[Anchor | Mark]) -> list[Stretch]:
    """Return the offsets of links or marks."""
    return [(part.start, part.end) for part in parts]


def outside(text: str, drop: Sequence[Stretch]) -> list[str]:
    """Return the pieces of a text outside of some stretches, which may overlap."""
    if not drop:
        return [text]
    kept = []
    at = 0
    for start, end in sorted(drop):
        if start > at:
            kept.append(text[at:start])
        if end > at:
            at = end
    kept.append(text[at:])
    return kept


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends like a sentence, and not in an abbreviation: "e.g."."""
    end = text.rstrip()[-4:]
    return end[-1:] in SENTENCE_ENDS and end.casefold() not in ABBREVIATIONS

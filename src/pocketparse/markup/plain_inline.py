"""Inline text that CommonMark can read in one way only: words, bare URLs, simple links, emphasis and code spans.

Most of a curated list is such text. Whatever is left between these pieces must hold no character that could start
markup; else the engine reads all of it. Tests hold this reading equal to the engine's.
"""

import re
from collections.abc import Callable
from html.entities import html5

from pocketparse.markup.shown import INVISIBLE, MANY_BLANKS, ODD_SPACES, Display, Inline, collapsed
from pocketparse.markup.urls import bare_url
from pocketparse.patterns import pattern

LINE_END = re.compile(r"(?<! ) *\n[ \t]*")  # 6.8 a line end, and the spaces around it, which are not shown
SIGNS = re.compile(r"[\\*_`\]<&~]")
UNTIDY = re.compile(rf"[\n{INVISIBLE}{ODD_SPACES}]")
# The characters that can start markup, each where CommonMark (and _times of inline.py) lets it: most prose has none.
# White space are a blank and a line end alone: what else is some to Python, such as U+2028, may be emphasised.
MARKUP = re.compile(
    r"""
    \\(?:[!-/:-@\[-`{-~\n]|\Z)                          # 2.4 an escaped punctuation mark, or what follows
    | (?<![A-Za-z0-9])\*(?=[^ \n]|\Z) | (?<=[^ \n])\*(?![A-Za-z0-9])   # 6.2 emphasis, no multiplication sign or bullet
    | (?<!\w)_ | _(?!\w)                               # 6.2 an underscore inside a word is none
    | \]\( | ` | ~~                                     # 6.3 links, 6.1 code, GFM 6.5 strikethrough
    | <(?:[A-Za-z/!?]|\Z) | &\#?\w{1,32};               # 6.5 autolinks, 6.6 tags, 2.5 entities
    """,
    re.VERBOSE,
)
START = re.compile(r"[\[!`*_<&\\]")
START_OR_URL = re.compile(r"\[|!\[|`|\*|_|<|&|\\|h(?i:ttps?)://|H(?i:ttps?)://")
"""Start of a piece or of a bare URL; `re` searches for alternatives of literals fast, for a class (START) faster."""
# A destination: one level of parentheses, no entity, a title behind it.
URL = r"(?:[^\s()<>\\&\x00-\x1f\x7f]++|&(?!\#?\w{1,32};)|\([^\s()<>\\&\x00-\x1f\x7f]*\))+"
TITLE = r'(?:[ ]+"[^"\\&\n]*")?'
TO = rf"\({URL}{TITLE}\)"
CODE = r"`[^`'\n]+`(?!`)"
TEXT = r"[^\[\]\\`<>\n]"  # what may stand in brackets and cannot end them
TEXT_ALONE = r"[^\[\]\\`<>\n!]"  # and starts no image
IMAGE = rf"!\[{TEXT}*\](?:{TO}|\[{TEXT}+\])"
# No character but these stands around emphasis that can be read in one way only, nor a wide letter next to a letter.
SPACED = r"""(?:(?<![^ \n(\[{"'>|/,.;:-])|(?<=[^\W\x00-\x7f])(?=\*\*?\w))"""
ENDED = r"""(?:(?![^ \n)\]}"'<|/,.;:!?\\-])|(?:(?<=\w\*)|(?<=\w\*\*))(?=[^\x00-\x7f]))"""
# What can be read in one way only, by the sign it starts with; each alternative is named by the empty group at its end.
LINK = re.compile(
    rf"""
    (?<!!)\[(?P<text>(?:{TEXT_ALONE}++|\[{TEXT_ALONE}*\](?![\[(:])|{IMAGE}|{CODE}|!)+)\]
      (?:\([ ]*(?P<url>{URL}){TITLE}[ ]*\)(?P<link>)|\[(?P<label>{TEXT}+)\](?P<reference>))                       # 6.3
    """,
    re.VERBOSE,
)
PICTURE = re.compile(
    rf"""
    !\[(?P<alt>{TEXT}*)\]
      (?:\((?P<src>{URL}){TITLE}\)(?P<image>)|\[(?P<icon>{TEXT}+)\](?P<reference_image>))                 # 6.4
    """,
    re.VERBOSE,
)
SPAN = re.compile(rf"(?<!`){CODE}(?P<code>)")  # 6.1
MARKED = re.compile(
    rf"""
    {SPACED}(?P<marks>\*\*?|__?)(?![\s*_])
      (?P<marked>(?:\[{TEXT}+\]{TO}|(?<=[^\W_])_(?=[^\W_])|{CODE}|[^\[\]\\`<>\n*_])+)
      (?<=\S)(?P=marks){ENDED}(?P<emphasis>)                                                             # 6.2
    """,
    re.VERBOSE,
)
ANGLE = pattern(
    r"""
      <(?P<slash>/?)(?P<element>[a-z]+[1-6]?)>(?P<bare_tag>)                                              # 6.6
    | <https?://[^\s<>\\&%]+>(?P<autolink>)                                                               # 6.5
    | (?:</[A-Za-z][A-Za-z0-9]*[ ]*>
      | <[A-Za-z][A-Za-z0-9]*(?:[ ]+[A-Za-z-]+=(?:"[^"<>`\\\n]*"|'[^'<>`\\\n]*'))*[ ]*/?>)(?P<tag>)         # 6.6
    | <!--(?!-)(?:[^-<>\n]|-(?!-))*-->(?P<comment>)                                                       # 6.6
    """,
    re.VERBOSE,
)
ENTITY = pattern(r"&[A-Za-z][A-Za-z0-9]{1,31};(?P<entity>)|&#(?P<digits>[0-9]{3,5});(?P<number>)")  # 2.5
BACKSLASH = pattern(
    r"""
      \\[!-/:-@\[-`{-~](?P<escape>)                                                                     # 2.4
    | \\\n[ \t]*(?P<break>)                                                                               # 6.7
    """,
    re.VERBOSE,
)
WEB = re.compile(r"(?<![A-Za-z0-9])(?i:https?)://")
PIECES = {
    "[": LINK,
    "!": PICTURE,
    "`": SPAN,
    "*": MARKED,
    "_": MARKED,
    "<": ANGLE,
    "&": ENTITY,
    "\\": BACKSLASH,
    "h": WEB,
    "H": WEB,
}
PAIRED = "*_`~"
"""Signs of which it takes two runs to mark something up."""
OPENING = pattern(r"(?<![A-Za-z0-9*])\*+(?=[^ \n*])|\*(?=[^ \n*!-/:-@\[-`{-~])")  # 6.2 left-flanking
LONGEST_UNPAIRED = 5000
"""Characters of a text in which unpaired signs are told: it is read once for each piece of it that holds one."""
FIRST_PRINTED, FIRST_SURROGATE = 0xA0, 0xD800  # numbers of characters between which each is one of its own (2.5)
EMPHASIS = {"*": "em", "_": "em", "**": "strong", "__": "strong"}
Resolve = Callable[[str], str | None] | None
"""Function that returns the destination of a reference's label, or None; None itself in a text without definitions."""


def displays_itself(raw: str, references: bool) -> bool:
    """Tell whether inline text is one line of words that is displayed exactly as it is written; most is."""
    # Asked of nearly all text: one sign is looked for in a fiftieth of the time that a class of them takes.
    return not (
        ("*" in raw or "_" in raw or "`" in raw or "]" in raw or "<" in raw or "\\" in raw or "&" in raw or "~" in raw)
        or (references and "[" in raw)
        or "://" in raw
        or "  " in raw
        or (not raw.isprintable() and UNTIDY.search(raw))  # what is untidy is not printable
    )


def words(raw: str, references: bool) -> Inline | None:
    """Read inline text if it is only words, else return None.

    "a * b" is words, and so is "[a]" in a text without `references`.
    """
    if "://" in raw or _marked_up(raw, 0, len(raw), references):
        return None
    text = LINE_END.sub("\n", raw) if "\n" in raw else raw
    return Inline(collapsed(text) if MANY_BLANKS in text else text)


def plain_inline(raw: str, resolve: Resolve) -> Inline | None:
    """Read inline text, or return None if it may hold markup that only the engine can read."""
    display = Display()
    return display.done() if _read(raw, 0, len(raw), resolve, display) else None


def _read(raw: str, start: int, end: int, resolve: Resolve, display: Display) -> bool:
    """Add raw[start:end] to the display; return whether all of it is plain."""
    at = next_at = start
    refers = resolve is not None
    starts = START if raw.find("://", start, end) < 0 else START_OR_URL
    while sign := starts.search(raw, next_at, end):
        begin = sign.start()
        match = PIECES[raw[begin]].match(raw, begin, end)
        if match is None:
            next_at = begin + 1
            continue
        next_at = match.end()
        kind = match.lastgroup
        if kind is None:
            stop = bare_url(raw, begin)
            if stop == begin:
                continue
            next_at = stop
        if next_at > end:
            return False
        if begin > at and not _show_words(raw, at, begin, refers, display):
            return False
        if kind is None:
            display.bare(raw[begin:next_at], begin)
        elif not _show(kind, match, resolve, display):
            return False
        at = next_at
    return at == end or _show_words(raw, at, end, refers, display)


def _show_words(raw: str, start: int, end: int, references: bool, display: Display) -> bool:
    """Add raw[start:end] to the display as it is written; return whether it holds no markup."""
    if (references or SIGNS.search(raw, start, end)) and _marked_up(raw, start, end, references):
        return False
    text = raw[start:end]
    display.show(LINE_END.sub("\n", text) if "\n" in text else text)
    return True


def _show(kind: str, match: re.Match[str], resolve: Resolve, display: Display) -> bool:
    """Add a piece to the display; return whether it is plain."""
    if kind == "link":
        return _show_link(match, match["url"], False, resolve, display)
    raw, piece = match.string, match[0]
    start, end = match.span()
    if kind == "bare_tag":
        if not display.links and piece == "</a>":
            return False  # what the engine makes of links after it is its own affair
        display.element(match["element"], match["slash"] == "/", piece, start)
    elif kind == "tag":
        if not display.links and piece.lower().startswith("</a"):
            return False
        display.tag(piece, start)
    elif kind == "image":
        display.image(match["alt"], match["src"], match["src"], start, end, False)
    elif kind in ("reference", "reference_image"):
        href = resolve(match["label" if kind == "reference" else "icon"]) if resolve else None
        if href is None:
            return False
        if kind == "reference":
            return _show_link(match, href, True, resolve, display)
        display.image(match["alt"], href, href, start, end, True)
    elif kind == "code":
        code = piece[1:-1]
        display.code(code[1:-1] if code[0] == code[-1] == " " and code.strip() else code)
    elif kind == "emphasis":
        display.open(EMPHASIS[match["marks"]])
        if not _read(raw, *match.span("marked"), resolve, display):
            return False
        display.close(EMPHASIS[match["marks"]])
    elif kind == "autolink":
        display.link(piece[1:-1], piece[1:-1], start, end)
    elif kind == "entity":
        if piece[1:] not in html5:
            return False
        display.show(html5[piece[1:]])
    elif kind == "number":
        number = int(match["digits"])
        if not FIRST_PRINTED <= number < FIRST_SURROGATE:
            return False
        display.show(chr(number))
    elif kind == "escape":
        display.show(piece[1])
    elif kind == "break":
        display.show("\n")
    return True


def _show_link(match: re.Match[str], url: str, reference: bool, resolve: Resolve, display: Display) -> bool:
    """Add a link to the display; return whether its text is plain."""
    text = match["text"]
    start, end = match.span()
    if not reference and not SIGNS.search(text) and "![" not in text:
        display.link(text, url, start, end)
        return True
    display.open_link(url, url, start, end, reference)
    plain = _read(match.string, *match.span("text"), resolve, display)
    display.close_link()
    return plain


def _marked_up(raw: str, start: int, end: int, references: bool) -> bool:
    """Tell whether raw[start:end] may hold markup."""
    if references and raw.find("[", start, end) >= 0:
        return True
    # MARKUP is matched at each sign only: to search for it takes ten times as long.
    unpaired = ""
    sign = SIGNS.search(raw, start, end)
    while sign:
        ends = sign[0] == "\\" and sign.end() == len(raw)  # a backslash behind which nothing stands is one
        if not ends and sign[0] not in unpaired and MARKUP.match(raw, sign.start(), end):
            if not _is_unpaired(raw, sign[0]):
                return True
            unpaired += sign[0]
        sign = SIGNS.search(raw, sign.end(), end)
    return False


def _is_unpaired(raw: str, sign: str) -> bool:
    """Tell whether no two runs of a sign can be a pair that marks up what is between them: "7`s", "Q* or M*"."""
    if sign not in PAIRED or len(raw) > LONGEST_UNPAIRED:
        return False
    return raw.rfind(sign) - raw.find(sign) + 1 == raw.count(sign) or (sign == "*" and not OPENING.search(raw))

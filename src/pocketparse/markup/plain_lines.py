"""The patterns of plain_blocks.py: kinds of lines that CommonMark can read in one way only."""

import re

from pocketparse.patterns import pattern

# What starts no block but a paragraph, in a bullet as well as on a line of its own. CommonMark 0.31 clauses:
PLAIN = pattern(
    r"""
    (?!
        [\s\x00-\x1f]             # 4.4 indented code; 4.8 leading spaces; white space that only str.strip() knows
      | -(?:[\s:|-]|$)            # 5.2 bullets, 4.1 rules, 4.3 setext underlines, GFM 4.10 delimiter rows
      | \+(?:\s|$)               # 5.2 bullets
      | \*+(?:\s|$)               # 5.2 bullets, 4.1 rules; "**bold**" is neither
      | _+(?:\s|$)                # 4.1 rules
      | \#{1,6}(?:\s|$)           # 4.2 headings
      | [>\\]                     # 5.1 quotes
      | ``` | ~~~                 # 4.5 fences
      | <(?!https?:)(?!(?:a|b|i|u|s|em|strong|code|kbd|img|br|sub|sup|span|small|font|del|ins)(?=[\s/>])
          (?:[^>"']|"[^">]*"|'[^'>]*')*>\s*\S)
                                  # 4.6 HTML blocks; an inline tag alone on its line is one, too
      | \d{1,9}[.)](?:\s|$)       # 5.2 ordered list items
    )
    """,
    re.VERBOSE,
)
# All of 4.6 (6)
BLOCK_TAGS = frozenset(
    "address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link "
    "main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead "
    "title tr track ul".split()
)
TAG_NAME = pattern(r"[ ]*</?([A-Za-z][A-Za-z0-9]*)(?=[\s>]|/>|$)")
TAG = "[A-Za-z][A-Za-z0-9-]*"
ATTRIBUTE = r"""\s+[A-Za-z_:][A-Za-z0-9:._-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^"'=<>`\x00-\x20]+))?"""
HEADING = pattern(r"(#{1,6}) +([^\s#](?:.*[^\s#])?)\s*$")  # 4.2 without a closing sequence
LINE = pattern(
    rf"""
    (?P<blank>[ ]*$)
  | (?P<indent>[ \t]*)(?P<bullet>[-*+]|[0-9]{{1,9}}[.)])(?P<gap>[ ]{{1,4}})(?P<item>.+)  # 5.2 five spaces: code
  | (?P<row>\|.*)
  | (?P<comment><!--.*)                                                     # 4.6 (2)
  | (?P<tag>[ ]*<(?:/{TAG}|(?!(?i:script|pre|style|textarea)\b){TAG}(?:{ATTRIBUTE})*)\s*/?>\s*$)  # 4.6 (7)
  | >[ ](?![=|]|:-)(?P<quote>.+)                                           # 5.1 one paragraph in a block quote
  | (?P<rule>-{{3,}}|\*{{3,}}|_{{3,}})[ ]*$                                   # 4.1
  | (?P<wide>[\xa0\u2000-\u200a\u202f\u205f\u3000]+\S.*)                   # 2.1 white space that opens nothing
  | (?P<margin>[ ]*)(?![=|]|:-)(?P<prose>.+)                               # 4.3 underlines, GFM 4.10 delimiter rows
    """,
    re.VERBOSE,
)
TEXTS = frozenset(("item", "quote", "prose"))
"""Kinds of lines whose text must be PLAIN."""
DELIMITER = pattern(r"(?=.*\|)[ ]{0,3}\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")  # GFM 4.10, a pipe somewhere
DASHES = pattern("-+")
FENCE = pattern(r"(?P<margin>\t|[ ]{2,4}|)```(?P<info>[\w+#.-]*)[ ]*$", re.ASCII)  # 4.5
GLUED = pattern(r"[-+*]\[")  # in the text of an item it may be one of its own (glued_items.py)

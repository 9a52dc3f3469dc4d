"""The patterns of makers.py: forms of texts that say who made a thing, and whether many items of a list have them."""

import re

from pocketparse.line.dates import AWARDS, MONTHS
from pocketparse.line.habits import Habit
from pocketparse.line.trimming import HOLE
from pocketparse.names.people import PARTICLES
from pocketparse.names.venues import SHORT_VENUE
from pocketparse.patterns import pattern

NAME_WORD = rf"(?:@[\w-]+|[a-z]+\d[\w-]*|d['’][A-Z][\w-]*|[^\W\d_a-z][\w.'’-]*|(?:{PARTICLES})\b)"
"""Pattern of one word of the name of a person or account."""
MAKER_NAME = rf"{NAME_WORD}(?:\s+{NAME_WORD}){{0,4}}"
"""Pattern of up to five words of the name of a person or account: "Ann Lee", "@oakfan"."""
MAKER_NAMES = rf"{MAKER_NAME}(?:(?:,|,?\s+(?:and|und|et|y|e|&))\s+{MAKER_NAME}){{0,11}}(?:,?\s+et\s+al\.?)?"
"""Pattern of up to twelve names in a row: "Ann Lee, Bob Ray and Cy Poe", "Ann Lee et al."."""
WHERE_AND_YEAR = (
    r"(?!Copyright|Updated|Since|Published|Last|Revised|Created|[^()（）]*\b(?:in|of|by|since|from|until)\s\d)"
    r"(?:(?:[^\W\d_a-z]|[a-z]+\d)[^\s()（）]*\s(?:[^\s()（）]+\s){0,4})?(?:(?:19|20)\d\d\s?[-–]\s?)?(?:19|20)\d\d"
)
"""Pattern of a year, or a venue and a year, in brackets behind makers: "Wood/Con 2013", "2020 - 2021"."""
NO_VERB = r"(?<!ed)(?<!\w[er]n)(?<!made|done|uilt|held|sent|sold|told|used)(?<!cut|hit|run|led|put|set|won)"
"""Pattern that rules out a verb in front of "by": "used by", "written by"."""
LINKED_MAKER = r"\[[^\[\]]{2,60}\]\([^()\s]*\)"
"""Pattern of a link in Markdown: "[Ann Lee](…)"."""
BYS = ("by ", "By ", "(by ", "(By ")
"""Prefixes of texts that may say who made something: "(by Ann Lee)"."""
MADE_ON = ("on ", "On ")
"""Prefixes of texts that may say on which site something was made: "on Saws by Ann Lee"."""
BYLINE = pattern(
    r"""
    (?:(?i:by)|作者)\s+
    (?P<by>
      (?!(?:me|us|default|design|hand|means|far|now|an?|all|any|this|that|its?|your?|my|our)\b)
      (?!the\s[^\W\d_A-Z]|[a-z]+ing\s\w)
      (?=@?\w)
      (?>\b(?:Inc|Ltd|Co|Corp|Dr|Prof|Mrs?|Jr|Sr|St)\.|[^\n.!?]|\.(?=\w)|(?<=\b[A-Z])\.|(?<=\bal)\.|!(?=$)){1,121}?
    )
    (?:\s+(?i:on)\s+(?P<day>(?:19|20)\d\d-\d\d-\d\d))?$
    """,
    re.VERBOSE,
)
"""A maker and the day, in a whole text: "by Ann Lee", "by [@ann](…) on 2025-06-19", "作者 ann"; not "by using it"."""
FROM_MAKER = pattern(r"[Ff]rom (?P<by>\S[^:\n]*):?")
"""The word "from" and a maker, if that is a link: "from [ann](…):"."""
BY_ALL = pattern(
    rf"(?:[Oo]n\s(?P<on>[A-Z]\w+)\s)?\(?(?i:by)\s+(?P<by>{MAKER_NAMES}(?:\s\(@?[a-z][\w-]*\))?|[a-z][\w-]*(?=\.))\)?"
    rf"(?:\s*[(（](?P<when>{WHERE_AND_YEAR})[)）]|\s\((?P<at>[^()]{{2,40}})\),\s(?P<year>(?:19|20)\d\d)"
    r"|\s\((?P<house>[A-Z][\w.&]+(?:\s[A-Z][\w.&]*){0,2})\))?\.?"
)
"""Makers, and where or when, in a whole text: "by Ann Lee, Bob de Ray and @cy", "by oaks.", "by Ann (2020)".

A site may stand in front, a group of people or a publisher behind: "on Saws by Ann Lee", "by Ann (Oak Lab), 2020".
"""
HANDLE = pattern(r"(?i:by)\s+(?P<by>(?=\d*[a-z])[a-z\d][\w.-]*(?:\s[a-z][\w.-]*)?(?:\s\([\w.@-]+\))?)")
"""A maker in small letters, in a whole text: "by oakfan", "by ann lee (ann_1)"."""
MADE_ALONE = pattern(
    r"(?:(?:written|presented|created|made|developed|maintained|authored|posted|built|designed)\s)?by\s+(?P<by>\S.*)",
    re.IGNORECASE,
)
"""Makers, with a verb in front or without, in a whole text: "Written by Ann Lee"."""
AWARD = rf"(?:\s\(?(?i:{AWARDS})\)?)?"
"""Pattern of an award behind a venue, in brackets or not: "ICML (Oral)"."""
AFFILIATED = rf"{MAKER_NAME}(?:\s\([^()]{{2,60}}\))?"
"""Pattern of a name, with an affiliation in brackets or without: "Ann Lee (Oak Lab)"."""
ET_AL = pattern(
    rf"(?P<by>{AFFILIATED}(?:,\s+{AFFILIATED}){{0,11}},?\s+et\.?\s+al\b\.?)"
    rf"(?:[,.]?\s*[(（]?(?P<when>{SHORT_VENUE}(?:,?\s(?:19|20)\d\d)?{AWARD}|(?:19|20)\d\d)[)）]?)?\.?"
)
"""Authors, and a venue or year, in a whole text: "Ann Lee et al. arXiv.", "R. Lee et al. (2025)"."""
MADE_IN_FRONT = pattern(
    rf"""
    [Bb]y\s+(?P<by>{MAKER_NAMES}(?:\s+from\s+{MAKER_NAME})?)
    (?:\s*[(（](?P<year>{WHERE_AND_YEAR})[)）]\s*(?:[.,:]\s*|$)
      | ,\s+(?P<when>(?:(?i:{MONTHS})\s+)?(?:19|20)\d\d)(?:,(?=\s+[-–—]))?\s*(?:[-–—]{{1,2}}\s|[.,:]\s|\.?$)
      | [:;]\s+(?=["“(]?[^\W\d_a-z])
      | (?P<parted>\s::?\s+)(?=\S)
      | [.,]\s+(?=(?:[A-Za-z][\w&-]*(?:\s[\w&-]+){{0,4}},?\s)?(?:19|20)\d\d\b)  # where and when
      | (?:(?<=\bal\.)|(?<=[a-z]{{2}})(?<!\bal|\bDr|\bMr)(?<!Prof)\.)(?:\s+(?=["“(]?[A-Z])|\s*$))
    """,
    re.VERBOSE,
)
"""Makers in front of words: "by Ann Lee et al. (2020). A saw.", "by Ann Lee from Oaks. A saw.", "by Elm : a saw"."""
BRACKETED_MAKER = pattern(
    r"\s*[(（](?:by\s|作者[:：]\s?)(?P<by>@?[^\W\d][^()（）\n,，]{0,60})[)）](?=\s*(?:[-–—:：]\s|$))"
)
"""A maker in brackets right behind a name: "(by Ann Lee) - a saw"."""
ORIGIN = pattern(
    r"[(（](?:(?P<said>[^()（）\n]+)[,;.]\s+)?[Ff]rom\s(?P<by>[^\W\d_a-z][^()（）\n]{1,120}?)"
    rf"(?:,?\s(?P<when>(?:(?i:{MONTHS})\s)?(?:19|20)\d\d))?[.\s{HOLE}]*[)）]"
)
"""A maker behind "from", and a year or month, in brackets: "(from Elm House, 2021)", "(ICML, from Ann)"."""
BYLINE_AT_END = pattern(r"\s[-–—]\s*\((?i:by)\s+(?P<by>(?:@|[^\W\d_a-z])[^()\n]{1,60}|[\w-]{5,})\)\.?$")
"""A maker in brackets behind a dash, at the end: "A saw. - (by Ann Lee)"."""
BY_ACCOUNT = pattern(r"(?<=[.!?。！？])\s+by\s+(?P<by>@[\w-]+)\.?$", re.IGNORECASE)
"""An account behind "by" and a sentence, at the end: "A saw. by @ann"."""
BY_LAST = pattern(rf"{NO_VERB}\s+\(?[Bb]y\s+(?P<by>[^\n]{{2,100}})$")
"""The word "by", and a text behind it that may name makers, at the end."""
BYLINE_LINK = pattern(
    r"[(（](?:by|via|from|来源|出处|作者)[:：]?\s{1,3}(?P<by>\[[^\[\]]+\]\([^()\s]+\))[)）]\s*(?P<field>(?:[^\W\d_]{1,12}[:：]\s*\S.{0,40})?)$",
    re.IGNORECASE,
)
"""A link to the maker in brackets, and maybe a field, at the end, in Markdown: "Oaks in rain (by [@ann](…))"."""
AUTHOR_LABEL = pattern(r"(?:^|(?<=[.!?。])\s+)(?P<label>Authors?|作者)[:：]\s*(?P<by>(?![a-z])\w[^:：\n]{1,100})$")
"""A maker behind a label, at the end: "Notes on oaks. Author: Ann Lee."."""
MADE_WHEN = pattern(r"\s*[(（](?P<by>[^()（）·\n]{2,60}?)\s·\s(?P<when>(?:19|20)\d\d-\d\d(?:-\d\d)?)[)）]$")
"""A maker and a date in brackets, at the end: "Notes on oaks.（Ann Lee · 2026-07-10）"."""
MAKER_AND_MONTH = (
    r"(?P<by>(?=[^\W_])[^()（）\[\]\n:：;,]{2,40}?)\s*"
    rf"[(（](?P<when>(?i:{MONTHS})\.?\s(?:19|20)\d\d)[)）]$"
)
"""Pattern of a maker in few words and a month in brackets: "Elm House / Oak Lab (Feb 2023)"."""
MADE_IN_MONTH = pattern(MAKER_AND_MONTH)
"""A maker and a month in brackets, and nothing else: "Elm House (Feb 2023)"."""
MONTHS_BEHIND_PAPERS = Habit(
    pattern(rf"\]\(https?://(?:arxiv|doi|openreview)\.[^()\s]*\)\s+[-–—]\s+{MAKER_AND_MONTH}"), sign=" 20"
)
"""Many links to papers have a maker and a month behind a dash; behind other links the words may be a place."""
WRITTEN = pattern(r"(?:^|\s[-–—]\s+)[Ww]ritten by (?P<by>\S[^\n]{1,100}?)\.?$")
"""A maker behind "written by", at the end or in a whole text: "Notes on oaks - Written by Ann Lee."."""
BY_BEFORE_WORDS = pattern(rf"\)[\s*_]*(?:[-–—:]\s)?[Bb]y (?=\S+\s[^\W\d_a-z]){MAKER_NAMES}[.:;,(]?\s+[\w(]")
"""Makers between a link and a description, in Markdown: "[On oaks](…) - By Ann Lee. A book"."""
LINKS_BEHIND_BY = pattern(rf"{NO_VERB}\s+\(?[Bb]y {LINKED_MAKER}(?:(?:,| and| &|, and) {LINKED_MAKER})*[.)]{{0,2}}\s*$")
"""Links behind "by", in Markdown, at the end of an item: "A saw by [Ann Lee](…)"."""
WRITTEN_BEHIND = pattern(r"\s[-–—]\s+[Ww]ritten by (?:[\[@]|[^\W\d_a-z])")
"""A maker behind a dash and "written by", in Markdown: "[On oaks](…) - Written by @ann"."""
MAKERS_BEFORE_WORDS = Habit(BY_BEFORE_WORDS, sign="y ")
"""Whether ENOUGH items have makers between a link and a description: "[On oaks](…) - By Ann Lee. A book"."""
MADE_BY_PEOPLE = Habit(pattern(rf"\)[\s*_,-]*\(?[Bb]y {MAKER_NAMES}\)?[*_]?\.?$"), sign="y ", texts_per_use=10)
"""Whether ENOUGH items, and one in 10, are a link and its makers: "[On oaks](…) by Ann Lee"."""
MAKERS_AT_END = Habit(LINKS_BEHIND_BY, sign="y [", texts_per_use=20)
"""Whether ENOUGH items, and one in 20, end in links behind "by": "A saw by [Ann Lee](…)"."""
ARE_WRITTEN = Habit(WRITTEN_BEHIND, sign="ritten")
"""Whether ENOUGH items have a maker behind "written by": "[On oaks](…) - Written by Ann Lee"."""
TELLS_ORIGINS = Habit(ORIGIN, sign="rom ", texts_per_use=10)
"""Whether ENOUGH items, and one in 10, have a maker in brackets behind "from": "[On oaks](…) (from Elm House)"."""

"""What labels an entry in its name and around it: signs the list explains, small words, pictures that many have."""

import re
from collections.abc import Iterable, Sequence
from itertools import chain

from pocketparse.identity import words
from pocketparse.line.habits import Habit
from pocketparse.line.legends import FLAG, POINTERS, SIGN, front_signs, legend, name_signs
from pocketparse.line.taken import Taken
from pocketparse.line.trimming import end_of_code
from pocketparse.line.usual import icons, pictured_files, usual_smalls
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.names.lead import Lead
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import SHORTCODE, UNSAID, UNSPACED_LETTERS, holds_picture

STATUS = pattern(
    r"^\s*((?:(?::[a-z0-9_+-]+:|[^\w\s()\[\]（）【】'\",.:;|/\\-])\s{0,20})+)(?=\s{0,20}[-–—:：]\s|(?<=\n)|$)"
)
"""Signs behind a name, in front of a dash or at the end of a line: ":warning: :copyright: —"."""
COMMAS = pattern(r"[,，、]")
"""A comma, in any script."""
SMALL_PRINT = pattern(
    r"\s*(?:[^\W\d_A-Z]{3}|(?:[^\W\d_]|[$€£¥₩])[^,，、()\"“”]*[,，、]|"
    r"(?i:new|alpha|beta|free|paid|draft|wip|deprecated|archived|sponsored|linux|windows|macos|ios|android|web)\b)"
    r"[^()\"“”]*"
)
"""Small print that labels a name: "free", "F, $", "NEW"; not the "2" of "H 2", "TM" or "Plus"."""
COUNTRY = pattern(rf"{FLAG}{{2}}")
"""The flag of a country, which is two characters."""
SIGN_IN_FRONT = pattern(rf"\s*({SIGN.pattern})\s*")
"""A sign that starts a name, and spaces around it."""
TOUCHING_SIGNS = pattern(rf"(?<=\S)\s*(?P<run>(?:{SIGN.pattern})+)\.?\s*$")
"""Signs that end a name, with no space between them, maybe in front of a stop."""
MOST_SIGNS = 20
"""Most signs that are read at the start of a name, and at its end."""
NAME_SIGNS_LENGTH = 40
"""Characters at the end of a name in which TOUCHING_SIGNS are searched for."""
LABEL_IN_LINK = pattern(
    r"\[(?P<label>[^\[\]\n]{1,30})\]\s*(?=[^\W_])"
    rf"(?=\S+\s+\S+\s+\S|(?:[^\[\]\n{UNSPACED_LETTERS}]*[{UNSPACED_LETTERS}]){{6}})"
)
"""A label in brackets in front of a title, which has three words or six Chinese or Japanese letters."""
LINKS_ARE_LABELLED = Habit(pattern(rf"^\[{LABEL_IN_LINK.pattern}[^\[\]]+\]\("), sign="[", texts_per_use=2)
"""Half of all items are links that start with a label in brackets: "[[Oak] On old oaks](…)"."""
YEAR_IN_LINK = pattern(r"(?P<label>(?:19|20)\d\d)\s?[-–—:]\s+(?=\w)")
"""A year and a separator in front of a title: "2023 - On oaks"."""
YEARS_START_LINKS = Habit(pattern(rf"^\[{YEAR_IN_LINK.pattern}"), texts_per_use=2)
"""Half of all items are links that start with a year and a separator: "[2023 - On oaks](…)"."""
CONTACT = pattern(r"://|^mailto:")
"""The start of an absolute URL, or of an e-mail address."""
BADGE = pattern(r"shield|badge", re.IGNORECASE)
"""A word in the URLs of badges, whoever serves them."""
FILE_END = pattern(r"\.(?:svg|png|gif|jpe?g|webp)$", re.IGNORECASE)
"""The ending of the name of a picture's file: ".svg"."""


def take_end_labels(outline: Outline, shown: Inline, lead: Lead) -> Taken:
    """Take the small print and the signs in code spans from the end of a name; the rest is the name, as displayed.

    "[Oak <sub>free, open</sub>](…)", "[Fir `⚒️` `🎵`](…)".
    """
    end = end_of_code(shown.text, lead.end)
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
    return Taken(shown.text[lead.start : end], list(chain.from_iterable(reversed(found))))


def _is_small_label(outline: Outline, text: str) -> bool:
    """Tell whether small print behind a name labels it: by its form, or because many items have it."""
    return SMALL_PRINT.fullmatch(text) is not None or text in outline.once(usual_smalls)


def is_explained(outline: Outline, shown: Inline, lead: Lead) -> bool:
    """Tell whether a sign behind a name is in the legend of the list: "**Oak** :warning: — …"."""
    status = STATUS.match(shown.text[lead.end :])
    return status is not None and not outline.once(legend).isdisjoint(SIGN.findall(status[1]))


def is_status(text: str) -> bool:
    """Tell whether signs hold a picture or a shortcode; "：" is neither."""
    return bool(SHORTCODE.search(text)) or holds_picture(text)


def is_rating(signs: Sequence[str]) -> bool:
    """Tell whether one of the signs repeats: "★★★☆"."""
    return len(set(signs)) < len(signs)


def signs_before(outline: Outline, before: str) -> list[str]:
    """Return the signs in front of a name that are in the legend, or that many names have; and flags: "🇮🇳"."""
    signs = SIGN.findall(before) if before else ()
    if not signs:
        return []
    known = outline.once(legend) | outline.once(front_signs)
    is_alone = not WORD.search(before)  # "🇫🇷 France: [Oak](…)" has a label
    return [sign for sign in dict.fromkeys(signs) if sign in known or (is_alone and COUNTRY.fullmatch(sign))]


def signs_linked(outline: Outline, shown: Inline, links: Iterable[Anchor]) -> list[str]:
    """Return the signs of the legend that are links to the page itself: "[Oak](…) [💀](#icons) - a saw"."""
    signs = (shown.text[link.start : link.end] for link in links if link.stays)
    return [sign for sign in signs if sign in outline.once(legend)]


def take_name_signs(outline: Outline, name: str) -> Taken | None:
    """Take the signs at the edges of a name that the list explains, or that most names have in front: "🔒 Oak".

    Signs that point to the name are no labels: "🔗 Oak".
    """
    first, last = name[:1], name[-1:]
    if first.isalnum() and (last.isalnum() or (last.isascii() and last not in ":.")):
        return None  # nearly all
    signs: list[str] = []
    at, end = 0, len(name)
    while len(signs) < MOST_SIGNS and (sign := SIGN_IN_FRONT.match(name, at)):
        if not (_is_known(outline, sign[1]) and WORD.search(name, sign.end())):
            break
        signs.append(sign[1])
        at = sign.end()
    behind: list[str] = []
    while len(behind) < MOST_SIGNS and (run := TOUCHING_SIGNS.search(name, max(end - NAME_SIGNS_LENGTH, at), end)):
        found = SIGN.findall(run["run"])
        if not (outline.once(legend).issuperset(found) and WORD.search(name, at, run.start())):
            break
        behind[:0] = [run["run"]] if is_rating(found) else found
        end = run.start()
    labels = [sign for sign in (*signs, *behind) if sign not in POINTERS or sign in outline.once(legend)]
    return Taken(name[at:end], labels) if signs or behind else None


def take_link_label(outline: Outline, name: str) -> Taken | None:
    """Take a bracket or year off a linked title, where half of all items have one in front: "[[Oak] On elms](…)"."""
    form, habit = (LABEL_IN_LINK, LINKS_ARE_LABELLED) if name.startswith("[") else (YEAR_IN_LINK, YEARS_START_LINKS)
    label = form.match(name)
    return Taken(name[label.end() :], [label["label"].strip()]) if label and outline.once(habit) else None


def _is_known(outline: Outline, sign: str) -> bool:
    """Tell whether a sign is in the legend, or in front of most names."""
    return sign in outline.once(legend) or sign in outline.once(name_signs)


def icon_labels(outline: Outline, shown: Inline, *, of_links: bool = True) -> list[str]:
    """Return the names of the icons of a text, such as "Freeware"; generic ones are left out.

    Without `of_links` icons that are linked to other pages are left out: in a column of links each is the text of one.
    """
    images = [anchor for anchor in shown.anchors if anchor.kind == "image" and anchor.label]
    if not images:
        return []
    if not of_links:
        links = [anchor for anchor in shown.anchors if anchor.kind == "badge" and _is_of_one(outline, anchor)]
        images = [one for one in images if not any(link.raw_start < one.raw_start < link.raw_end for link in links)]
    labels = [FILE_END.sub("", image.label) for image in images if image.href in outline.once(icons)]
    return [label for label in dict.fromkeys(labels) if label.casefold().removesuffix(" badge") not in UNSAID]


def pictures_below(header: str, shown: Inline) -> list[str]:
    """Return the alternative texts of the pictures of a value, without badges that only say its header again.

    The badge "License" says nothing below "License", nor "Stars" below "GitHub Stars", as "Free" does below "Cost".
    """
    badges = {tidy(one.label) for one in shown.anchors if one.kind == "image" and BADGE.search(one.href)}
    texts = (tidy(mark.text) for mark in shown.marks if mark.kind == "image")
    return [text for text in texts if not (text in badges and set(words(header)).issuperset(words(text)))]


def _is_of_one(outline: Outline, link: Anchor) -> bool:
    """Tell whether a linked picture leads to another site, or to a file that few linked pictures lead to."""
    return CONTACT.search(link.href) is not None or not (link.stays or link.href in outline.once(pictured_files))

"""Items of lists, and what several share: labels of fields, texts of links, bold groups, authors."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from pocketparse.line.captions import displayed
from pocketparse.line.dates import DAYS
from pocketparse.line.groups import unclosed
from pocketparse.line.linked import is_bracketed, is_generic, is_signed, leaves_page, link_label
from pocketparse.line.prose import link_labels
from pocketparse.markup.block import Block
from pocketparse.markup.shown import WORD, Anchor, Inline, tidy
from pocketparse.names.citations import YEAR_FIRST
from pocketparse.names.lead import Lead
from pocketparse.names.marked_names import find_lead
from pocketparse.names.people import has_others, may_be_people
from pocketparse.names.title_labels import is_label
from pocketparse.names.unlinked_titles import says_more
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import COLONS, DASHES, DESCRIPTIONS, GENERIC, PLACES, TITLE, has_colon

PARENTHESIS = pattern(r"(?<=\w)\([^()]*\)$")
"""Round brackets at the end of a label."""
GENERIC_TARGETS = 3
"""Targets of links of one text, at least, before that text names no entry."""
FIELD_ITEMS = 3
"""Items that start with one label, at least, before it is the name of a field."""
SURE_USES = 2
"""Items below others that start with one label of DESCRIPTIONS or PLACES, at least, before it names a field."""
USUAL_TARGETS = 10
"""Targets of links of one text below items, at least, before that text names no entry."""
LINKS_BELOW = 50
"""Items below others that are one link, at least, before all such links may belong to the item above."""
USUAL_BESIDE = 2
"""Usual links on a line, at least, before the others on it name no entries, either."""
SHOP = pattern(
    r"(?:(?:request|on|via|get it on|download on the)\s)?(?:npm|pypi|crates\.io|rubygems|packagist|nuget|docker hub|"
    r"(?:mac )?app store|google play|play store|test ?flight|f-droid|chrome web store|firefox add-?ons?|steam|gog|"
    r"itch\.io|epic games(?: store)?|microsoft store|amazon(?: appstore)?|humble(?: bundle)?|flathub|homebrew|"
    r"snap(?: store|craft)|galaxy store|(?:huawei )?appgallery|maven central)",
    re.IGNORECASE,
)
"""Text of a link to where a thing can be had, which names no other thing: "Get it on F-Droid"."""
YEAR_AND_TITLE = pattern(r"(?:19|20)(?:(?<=\s..)|(?<=\s\(..))\d\d\)?\s?\.\s+\[")
"""Raw Markdown of a year behind authors, in front of a linked title; starts with the digits, which few items hold."""
STOP_AND_TITLE = pattern(r"\.\s+\[")
"""Raw Markdown of the end of YEAR_AND_TITLE: a cheap test before it."""
BEFORE_YEAR = " \t\n.,("
"""Characters between authors and a year."""
TITLES_BEHIND_LABELS = 5
"""Items of a list that are a label and a link with a name, at least, before these labels may say what the links are."""
CITING_ITEMS = 3
"""Items that start with several authors, at least, before a single one may stand in front of a title."""
BEFORE_DASH = tuple(f" {dash} " for dash in DASHES)
"""Dashes between spaces, at the end of a text."""
BOLD_GROUPS = 10
"""Bold names without a link over lists of linked ones, at least, before such names are groups."""
LABELLED_GROUPS = 10
"""Items that are a label of `field_names` and words over linked names, at least, before all such are groups."""
BOLD_WITHIN = 60
"""Characters at the start of an item within which a bold name starts, behind an anchor or not."""


def items(block: Block) -> Iterator[Block]:
    """Yield the items of a list and of the lists in it, in document order."""
    for item in block.children:
        yield item
        for child in item.children:
            if child.kind == "list":
                yield from items(child)


def is_numbered(block: Block) -> bool:
    """Tell whether the items of a list are numbered; a list of HTML may have no items."""
    return bool(block.children) and block.children[0].marker[:1].isdigit()


def lists(item: Block) -> list[Block]:
    """Return the lists directly below an item."""
    return [child for child in item.children if child.kind == "list"] if item.children else []


def group_name(outline: Outline, shown: Inline, lead: Lead) -> tuple[str, ...]:
    """Return the bold name of an item over others, or all of "Platform: XNA", in a tuple, () if such are no groups."""
    if leaves_page(shown):
        return ()
    if any(mark.kind == "strong" and mark.start == lead.start for mark in shown.marks):
        return (displayed(shown.text[lead.start : lead.end]),) if outline.once(bold_names_group) else ()
    is_group = shown.text.startswith(COLONS, lead.end) and outline.once(labels_group)
    return (displayed(shown.text),) if is_group else ()


def labels_group(outline: Outline) -> bool:
    """Tell whether LABELLED_GROUPS items are a label of `field_names` and words over linked names: "- API: Metal"."""
    over = (item for item in outline.all_blocks if item.kind == "item" and item.children and "](" not in item.text)
    said = (item for item in over if is_field(outline, outline.read(item.text)))
    below = (outline.read(child.children[0].text) for item in said for child in lists(item))
    return sum((lead := find_lead(shown)) is not None and lead.leaves for shown in below) >= LABELLED_GROUPS


def bold_names_group(outline: Outline) -> bool:
    """Tell whether BOLD_GROUPS bold names without a link stand over linked ones, and hardly any alone: "**Saws**: all".

    Alone stands a tenth as many at the most.
    """
    over = alone = 0
    for item in outline.all_blocks:
        if item.kind == "item" and "**" in item.text[:BOLD_WITHIN]:
            shown = outline.read(item.text)
            lead = find_lead(shown)
            if lead and lead.anchor is None and not leaves_page(shown):
                is_over = any(one.text.lstrip("*_").startswith("[") for child in lists(item) for one in child.children)
                over += is_over
                alone += not is_over
    return over >= BOLD_GROUPS and alone * 10 <= over


def field_names(outline: Outline) -> frozenset[str]:
    """Return the labels, folded, that FIELD_ITEMS start with: "Host", "License", "代码"; they name fields, not entries.

    Copies of one item in several sections count once. A label that in most of its lists says what links are is none:
    "Book: [On oaks](…)".
    """
    having: dict[str, set[str]] = defaultdict(set)
    sure: Counter[str] = Counter()
    for block in outline.of_kind("list"):
        above = set(block.children)
        for item in items(block):
            label = _label(outline.read(item.text)) if has_colon(item.text) else ""
            if label:
                having[label].add(item.text)
                sure[label] += item not in above and (label in DESCRIPTIONS or label in PLACES)
    usual = {label for label, texts in having.items() if len(texts) >= FIELD_ITEMS}
    titles: Counter[str] = Counter()
    for block in outline.of_kind("list") if usual else ():
        titles.update(_title_labels(outline, block))
    usual -= (+titles).keys()
    return frozenset(usual.union(label for label, count in sure.items() if count >= SURE_USES))


def _title_labels(outline: Outline, block: Block) -> Counter[str]:
    """Return the labels of a list: 1 for one that says what its links are, "Book: [On oaks](…)", -1 for others.

    It comes twice in a row in front of links with names, or all items of the list are such links, behind labels or not,
    TITLES_BEHIND_LABELS behind one. A shorter list of nothing else counts 0.
    """
    labels: list[str] = []
    in_a_row: set[str] = set()
    before = ""
    are_titles = True
    for item in block.children:
        shown = outline.read(item.text)
        label = _label(shown) if has_colon(item.text) else ""
        link = shown.anchors[0] if shown.anchors else None
        is_title = link is not None and _is_behind_label(shown, link)
        if label and is_title and label == before:
            in_a_row.add(label)
        before = label if is_title else ""
        are_titles = are_titles and (is_title if label else link is not None and link.start == 0)
        labels += [label] if label else []
    other = -1 if not are_titles else int(len(labels) >= TITLES_BEHIND_LABELS)
    return Counter({label: 1 if label in in_a_row else other for label in labels})


def _is_behind_label(shown: Inline, link: Anchor) -> bool:
    """Tell whether a link that is not generic stands right behind a colon: "Book: [On oaks](…)"."""
    is_named = link.kind == "text" and not is_generic(shown.text, link)
    return is_named and shown.text[: link.start].rstrip(" *_").endswith(COLONS)


def usual_links(outline: Outline) -> frozenset[str]:
    """Return the texts of links below items that lead to USUAL_TARGETS, in items that are links alone: "App Store"."""
    targets: dict[str, set[str]] = defaultdict(set)
    for block in outline.of_kind("list"):
        nested = (below for item in block.children for child in lists(item) for below in child.children)
        for label, target in chain.from_iterable(only_links(outline, below) for below in nested):
            targets[label].add(target)
    return frozenset(label for label, found in targets.items() if len(found) >= USUAL_TARGETS)


def only_links(outline: Outline, item: Block) -> list[tuple[str, str]]:
    """Return text and target of each link of an item that holds nothing else; empty for other items."""
    shown = outline.read(item.text)
    if item.children or (link_labels(shown) is None and not is_signed(shown)):
        return []
    return [(tidy(shown.text[one.start : one.end]).casefold(), one.href) for one in shown.anchors]


def usual_texts(outline: Outline) -> frozenset[str]:
    """Return the texts of links behind other words that lead to GENERIC_TARGETS targets: "Open positions"."""
    targets: dict[str, set[str]] = defaultdict(set)
    for block in outline.of_kind("list"):
        for shown in (outline.read(item.text) for item in block.children if "](" in item.text):
            for link in shown.anchors if _stand_behind_words(shown) else ():
                targets[link_label(shown.text, link)].add(link.href)
    return frozenset(label for label, found in targets.items() if len(found) >= GENERIC_TARGETS)


def _stand_behind_words(shown: Inline) -> bool:
    """Tell whether an item is words and its only link, a title and several links, or a link between dashes."""
    first = shown.anchors[0] if shown.anchors else None
    if first is None or first.kind != "text" or not WORD.search(shown.text, 0, first.start):
        return False
    is_title = len(shown.text[: first.start].split()) >= TITLE
    is_parted = shown.text.endswith(BEFORE_DASH, 0, first.start)
    is_between = is_parted and shown.text[first.end :].lstrip().startswith(DASHES)
    return len(shown.anchors) == 1 or is_between or (is_title and not says_more(shown, first.start))


def _label(shown: Inline) -> str:
    """Return the short text in front of the first colon of an item, folded; "" if it is a name or none is there."""
    if not has_colon(shown.text):
        return ""  # nearly all
    first = shown.text.partition("\n")[0].replace("：", ":")
    head, colon, _ = first.partition(":")
    if not colon:
        return ""
    if head.endswith(")"):
        head = PARENTHESIS.sub("", head)
    head = head.strip(" *_-–—")
    if not 0 < len(head) <= 30 or not WORD.search(head) or DAYS.fullmatch(head) or unclosed(head) >= 0:
        return ""
    linked = any(anchor.start <= len(head) and anchor.kind != "image" for anchor in shown.anchors)
    is_name = linked or _is_bold_name(first, shown) or _is_before_title(first, len(head), shown)
    return "" if is_name else head.casefold()


def _is_bold_name(line: str, shown: Inline) -> bool:
    """Tell whether a colon stands in a bold name with words behind it: "**Birds: Crows**: A saw"."""
    bold = next((mark for mark in shown.marks if mark.kind == "strong"), None)
    if bold is None or WORD.search(line, 0, bold.start):
        return False
    _, colon, name = bold.text.replace("：", ":").rstrip(": ").partition(":")
    return bool(colon) and WORD.search(name) is not None and WORD.search(line, bold.end) is not None


def _is_before_title(line: str, end: int, shown: Inline) -> bool:
    """Tell whether a title stands between a colon and a bracketed link to a paper: "Oak: on old saws. [[Paper](…)]"."""
    link = next((anchor for anchor in shown.anchors if is_bracketed(shown.text, anchor)), None)
    if link is None or link.start > len(line) or not is_label(link_label(shown.text, link)):
        return False
    return len(line[end : link.start].strip(" *:[【").split()) >= TITLE


def is_field(outline: Outline, shown: Inline) -> bool:
    """Tell whether an item starts with a label of `field_names`."""
    label = _label(shown)
    return bool(label) and label in outline.once(field_names)


def are_usual(outline: Outline, below: Iterable[Block]) -> bool:
    """Tell whether the links below an item belong to it and name no entries.

    That is so if one item has only usual links, or links that show their URL; if all links are generic, or shops and no
    more others; or if it is so in nearly all lists below items.
    """
    links = [found for item in below if (found := only_links(outline, item))]
    return bool(links) and (_have_usual(outline, links) or outline.once(links_belong_above))


def links_belong_above(outline: Outline) -> bool:
    """Tell whether nine of ten items below others that are one link, LINKS_BELOW at least, stand beside usual links."""
    usual = count = 0
    for child in (child for block in outline.of_kind("list") for item in block.children for child in lists(item)):
        links = [found for item in child.children if len(found := only_links(outline, item)) == 1]
        count += len(links)
        usual += len(links) if links and _have_usual(outline, links) else 0
    return count >= LINKS_BELOW and usual * 10 >= count * 9


def _have_usual(outline: Outline, links: Sequence[Sequence[tuple[str, str]]]) -> bool:
    """Tell whether links of some items, each with its text and target, belong to the item above by what they are."""
    usual = outline.once(usual_links)
    if any(all(label == target.casefold() or label in usual for label, target in found) for found in links):
        return True
    if any(sum(label in usual for label, _ in found) >= USUAL_BESIDE for found in links):
        return True  # "- [YouTube](…) · [Twitch](…) · [Ann on trees](…)"
    if any(len(found) > 1 and found[0][0] in GENERIC for found in links):
        return True  # "- [Web](…) · [YouTube](…)"
    labels = [label for found in links for label, _ in found]
    shops = sum(SHOP.fullmatch(label) is not None for label in labels)
    others = sum(label not in GENERIC for label in labels)
    return not others or (shops > 0 and shops * 2 >= others)


def cites_people(outline: Outline) -> bool:
    """Tell whether CITING_ITEMS start with several authors, a year and a title: "Ann Lee and Bob Ray. 2020. […](…)".

    The year may stand in front of the authors: "2020, Ann Lee, Bob Ray: […](…)".
    """
    texts = outline.linked_items
    stopped = filter(STOP_AND_TITLE.search, texts)
    behind = (text[: year.start()].rstrip(BEFORE_YEAR) for text in stopped if (year := YEAR_AND_TITLE.search(text)))
    before = (year["by"] for text in texts if (year := YEAR_FIRST.match(text, 0, max(text.find("["), 0))))
    return sum(may_be_people(names) or has_others(names) for names in chain(behind, before)) >= CITING_ITEMS

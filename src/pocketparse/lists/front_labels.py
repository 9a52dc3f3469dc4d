"""Labels in front of names, as other items have them: "`Suite` [Oak](…)", "**[Paper]** On oaks"."""

from collections import Counter

from pocketparse.line.habits import Habit
from pocketparse.line.linked import is_generic, link_label
from pocketparse.line.usual import usual_bolds, usual_codes
from pocketparse.lists.items import items
from pocketparse.markup.shown import Anchor, Inline, tail
from pocketparse.names.lead import Lead, moved
from pocketparse.names.marked_names import WHOLLY_BRACKETED, find_lead
from pocketparse.names.unlinked_titles import find_title
from pocketparse.outline import Outline
from pocketparse.patterns import pattern
from pocketparse.vocabulary import CLOSING_BRACKETS, GENERIC, NAME_ENDS

LABEL_USES = 3
"""Items with one label in bold code or bold words, at least, before it is a label."""
LABELLED_TEXTS = 5
"""Texts that start with bold words in brackets which LABEL_USES texts have, at least, before those are labels."""
BOLD_LABEL = pattern(r"\*\*[\[【]([^\W\d_][^\[\]【】*\n]{0,20})[\]】]\*\*\s*[^\s(:：]")
"""Raw Markdown of bold words in brackets in front of a title: "**[Paper]** On oaks"."""
CODES_BEFORE_TITLES = Habit(pattern(r"^`[^`\n]{1,40}`\s+\*\*[^*\n]+\*\*"), sign="` **")
"""Many items are code, which shortens or labels the bold title behind it: "`OAK` **On old oaks.** Leaves 2024"."""
TITLE_IN_BRACKETS = pattern(r"\s*【(?P<title>[^【】]+)】")
"""A title in brackets behind its label: "【On oaks】"."""


def without_label(outline: Outline, shown: Inline, lead: Lead | None) -> Lead | None:
    """Return the link or title behind a label, if the name that was found is one or none was; else that name.

    A label is code or bold words that many lines have, "`Suite` [Oak](…)", code in bold, or bold words in brackets, in
    front of a title or not: "**[Paper]** On oaks [[pdf](…)]".
    """
    if lead is None:
        return _behind_code(outline, shown)
    if lead.anchor is not None:
        return lead
    if in_brackets(shown.text, lead) and outline.once(labels_in_brackets):
        return _behind_bold_label(shown, lead) or lead
    link = next((anchor for anchor in shown.anchors if anchor.kind == "text" and anchor.start >= lead.end), None)
    if link is None or shown.text[lead.end : link.start].strip() or is_generic(shown.text, link):
        return lead  # "**Paper:** [pdf](…)" is a field
    name = shown.text[lead.start : lead.end]
    is_label = (
        name in outline.once(usual_codes)
        or name in outline.once(usual_bolds)
        or (name in _bold_codes(shown) and outline.once(labels_in_code))
        or (bool(outline.once(usual_codes)) and _is_code_before_name(shown, name, link))
    )
    return Lead(link.start, link.end, link, (*lead.prefix, name)) if is_label else lead


def _behind_code(outline: Outline, shown: Inline) -> Lead | None:
    """Find a bold title behind a code span, if many items have both: "`OAK` **On old oaks.** Leaves 2024"."""
    code = shown.marks[0] if shown.marks else None
    if code is None or code.kind != "code" or code.start or not outline.once(CODES_BEFORE_TITLES):
        return None  # nearly all
    title = find_lead(tail(shown, code.end))
    return moved(title, code.end, code.text) if title and title.anchor is None else None


def in_brackets(text: str, lead: Lead) -> bool:
    """Tell whether a name stands in brackets, inside of its bold mark or around it."""
    is_around = text[lead.start - 1 : lead.start] == "[" and text.startswith("]", lead.end)
    return is_around or WHOLLY_BRACKETED.fullmatch(text, lead.start, lead.end) is not None


def _behind_bold_label(shown: Inline, label: Lead) -> Lead | None:
    """Find a title or a linked name behind bold words in brackets: "**[Paper]** On oaks [[pdf](…)]"."""
    text = shown.text
    end = label.end + text.startswith(tuple(CLOSING_BRACKETS), label.end)
    title = TITLE_IN_BRACKETS.match(text, end)
    said = text[label.start : end].strip("[]【】 ")
    if title:
        return Lead(*title.span("title"), None, (said,), stop=title.end())
    rest = tail(shown, end)
    found = find_lead(rest) or find_title(rest)
    is_named = found and not (found.anchor and found.is_link and is_generic(rest.text, found.anchor))
    return moved(found, end, said) if found and is_named else None


def labels_in_brackets(outline: Outline) -> bool:
    """Tell whether LABELLED_TEXTS, and most, start with bold words in brackets that come again: "**[Talk]** Oaks"."""
    starts = (BOLD_LABEL.match(text) for text in outline.runs if text.startswith("**"))
    counts = Counter(start[1] for start in starts if start)
    again = sum(count for count in counts.values() if count >= LABEL_USES)
    return again >= LABELLED_TEXTS and again * 2 > counts.total()


def _is_code_before_name(shown: Inline, name: str, link: Anchor) -> bool:
    """Tell whether a name is code in front of a linked name and its description: "`Plugin` [Oak](…) - a saw"."""
    is_code = name[:1].isupper() and any(mark.kind == "code" and mark.text == name for mark in shown.marks)
    label = link_label(shown.text, link)
    is_name = label not in GENERIC and "/" not in label
    return is_code and is_name and shown.text[link.end :].lstrip().startswith(NAME_ENDS)


def labels_in_code(outline: Outline) -> bool:
    """Tell whether LABEL_USES items hold one bold code span in capitals: "**`PAPER`** [On oaks](…)"."""
    texts = (item.text for block in outline.of_kind("list") for item in items(block) if "`" in item.text)
    counts = Counter(code for text in texts for code in _bold_codes(outline.read(text)))
    return max(counts.values(), default=0) >= LABEL_USES


def _bold_codes(shown: Inline) -> set[str]:
    """Return the texts of bold code spans in capitals."""
    codes = {mark.text for mark in shown.marks if mark.kind == "code" and mark.text.isupper()}
    return codes & {mark.text for mark in shown.marks if mark.kind == "strong"}

"""What is wrong with a list: RULES is the ordered table, lint() the way in; one rule is one file."""

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import get_args

from pocketparse.contents import Contents
from pocketparse.dialects import DIALECTS, Dialect
from pocketparse.errors import UnknownRule
from pocketparse.limits import LIMITS, Limits
from pocketparse.pipeline import How, outlined
from pocketparse.records import Diagnostic, Severity
from pocketparse.rules import (
    broken_anchor,
    broken_path,
    duplicate_description,
    duplicate_entry,
    duplicate_link,
    duplicate_section_number,
    empty_link,
    glued_heading,
    glued_item,
    glued_url,
    heading_junk,
    hollow_section,
    html_like_text,
    index_name,
    insecure_url,
    invisible_character,
    latex_residue,
    long_file,
    malformed_url,
    mistyped_link,
    no_description,
    no_link,
    repeated_link,
    skipped_section_number,
    suspected_typo,
    tracking_parameter,
    trailing_space,
    undefined_reference,
    unintended_emphasis,
    unknown_suppression,
    unused_reference,
)
from pocketparse.rules.base import Page, Rule, words_for
from pocketparse.rules.parsed import PARSED
from pocketparse.rules.suppressions import Suppressions
from pocketparse.source import read

RULES: tuple[Rule, ...] = (
    *PARSED,
    *(
        Rule(module.CODE, module.check, getattr(module, "fix", None), module.__doc__ or "")
        for module in (
            duplicate_link,
            repeated_link,
            duplicate_section_number,
            skipped_section_number,
            insecure_url,
            tracking_parameter,
            duplicate_entry,
            duplicate_description,
            no_link,
            no_description,
            index_name,
            suspected_typo,
            invisible_character,
            heading_junk,
            glued_url,
            trailing_space,
            unintended_emphasis,
            html_like_text,
            latex_residue,
            long_file,
            broken_anchor,
            broken_path,
            unused_reference,
            undefined_reference,
            malformed_url,
            hollow_section,
            unknown_suppression,
            mistyped_link,
            empty_link,
            glued_item,
            glued_heading,
        )
    ),
)


def lint(
    text: str,
    *,
    document: Contents | None = None,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    rules: Sequence[Rule] = (),
    folder: str | Path | None = None,
    dialects: Sequence[Dialect | str] = DIALECTS,
    limits: Limits = LIMITS,
) -> list[Diagnostic]:
    """Return what rules find in a list; nothing is read from the network.

    Args:
        text: the whole Markdown text.
        document: what `parse` made of it, if that is there already.
        select: codes or names of the rules to ask, or how codes begin ("PK2"), one or several; by default all.
        ignore: those of them not to ask.
        rules: rules of your own, which are asked behind the built-in ones, and may be selected and ignored as those.
        folder: where the file lies, so that links to its neighbours can be followed.
        dialects: as for `parse`; of no account where `document` is given.
        limits: as for `parse`; where `document` is given, those with which it was read.

    Returns:
        What was found, in document order; without what a comment in the text suppresses.

    Raises:
        UnknownRule: a word in `select` or `ignore` is no rule.
        UnknownDialect: `dialects` names an unknown dialect.
        TypeError: `text` is no string, or `rules` holds what is no Rule, or one that yields what is no Diagnostic.
        ValueError: `document` was made of another text, or one of `rules` has a severity that does not exist.
    """
    own = tuple(rules)
    asked = chosen(select, ignore, own)
    place = None if folder is None else Path(folder)
    if document is None:
        return judge(Page.read(text, How(dialects, limits), place, own), asked)
    source = read(text)
    if document.source.sha256 != source.sha256:
        raise ValueError("the document was made of another text")
    return judge(Page(document, source, lambda: outlined(text, None, limits), place, own), asked)


def judge(page: Page, rules: Iterable[Rule]) -> list[Diagnostic]:
    """Return the findings of rules on a page, in document order, without those that a comment suppresses."""
    found = Suppressions(page).without([one for rule in rules for one in _findings(rule, page)])
    found.sort(key=attrgetter("code"))
    found.sort(key=lambda one: one.span.start if one.span else -1)
    return found


def _findings(rule: Rule, page: Page) -> Iterator[Diagnostic]:
    """Yield what a rule finds; an exception of it gets a note that names it.

    Raises:
        TypeError: what the rule returned are no diagnostics; the message names the rule.
    """
    try:
        found: object = rule.check(page)
        if not isinstance(found, Iterable):
            told = "its function yields diagnostics, or returns a list"
            raise TypeError(f"the rule {rule.code.rule!r} returned {found!r}: {told}")
        for one in found:
            if not isinstance(one, Diagnostic):
                raise TypeError(f"the rule {rule.code.rule!r} yielded {one!r}, which is no Diagnostic")
            yield one
    except Exception as error:
        error.add_note(f"by the rule {rule.code.rule!r}")
        raise


def chosen(select: Iterable[str] = (), ignore: Iterable[str] = (), rules: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """Return the built-in rules and `rules`, those that `select` names and `ignore` does not.

    Raises:
        TypeError: one of `rules` is no Rule.
        ValueError: one of `rules` has a severity that does not exist.
        UnknownRule: a word is neither a code, nor how one begins, nor a name.
    """
    wanted, unwanted = [(words,) if isinstance(words, str) else tuple(words) for words in (select, ignore)]
    every = (*RULES, *rules)
    for rule in every[len(RULES) :]:
        if not isinstance(rule, Rule):
            raise TypeError(f"a rule is a Rule, not {type(rule).__name__}: Rule(code, check)")
        if rule.code.severity not in get_args(Severity):
            raise ValueError(f"a rule is an error, a warning or an info, not {rule.code.severity!r}: {rule.code.rule}")
    for word in (*wanted, *unwanted):
        if not any(_names(word, rule) for rule in every):
            raise UnknownRule(f"unknown rule {word!r}; `pocketparse lint --explain all` lists those that exist")
    return tuple(
        rule
        for rule in every
        if (not wanted or any(_names(word, rule) for word in wanted))
        and not any(_names(word, rule) for word in unwanted)
    )


def _names(word: str, rule: Rule) -> bool:
    return word.lower() in words_for(rule.code)

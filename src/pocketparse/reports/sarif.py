"""Findings → SARIF 2.1.0 (OASIS), which code hosts and editors show."""

import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pocketparse.codes import Code
from pocketparse.records import Diagnostic
from pocketparse.reports import Checked
from pocketparse.reports.places import place
from pocketparse.rules import RULES
from pocketparse.version import __version__

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def lines(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield a SARIF log of one run with all findings, and notifications of the files that could not be read."""
    every = list(checked)
    found = {one.code: Code(one.code, one.rule, one.severity, one.rule) for file in every for one in file.found}
    built_in = {rule.code.code: rule for rule in RULES if rule.code.code in found}
    rules = [_rule(rule.code, rule.page) for rule in built_in.values()]
    rules += [_rule(code, code.meaning) for code in found.values() if code.code not in built_in]
    places = {rule["id"]: at for at, rule in enumerate(rules)}
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "pocketparse", "version": __version__, "rules": rules}},
        "newlineSequences": ["\r\n", "\r", "\n"],  # as source.read() cuts lines
        "columnKind": "unicodeCodePoints",
        "results": [_result(file, one, places[one.code]) for file in every for one in file.found],
    }
    if unread := [_notification(file) for file in every if file.error]:
        run["invocations"] = [{"executionSuccessful": False, "toolExecutionNotifications": unread}]
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    yield json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: Code, page: str) -> dict[str, Any]:
    return {
        "id": code.code,
        "name": "".join(word.capitalize() for word in code.rule.split("-")),
        "shortDescription": {"text": code.meaning},
        "fullDescription": {"text": page.partition("```")[0].strip()},  # GitHub asks for it
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[code.severity]},
    }


def _result(checked: Checked, found: Diagnostic, rule: int) -> dict[str, Any]:
    where = place(checked.source, found.span)
    region = {
        "startLine": where.line,
        "startColumn": where.column,
        "endLine": where.end_line,
        "endColumn": where.end_column,
    }
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": LEVELS[found.severity],
        "message": {"text": _plain(found.message)},
        "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": _uri(checked.path)}, "region": region}},
        ],
    }


def _notification(checked: Checked) -> dict[str, Any]:
    location = {"physicalLocation": {"artifactLocation": {"uri": _uri(checked.path)}}}
    return {"level": LEVELS["error"], "message": {"text": _plain(checked.error)}, "locations": [location]}


def _plain(text: str) -> str:
    """Return a message with the signs of placeholders (SARIF 3.11.5) and embedded links (3.11.6) escaped."""
    text = text.replace("{", "{{").replace("}", "}}")
    return re.sub(r"[][\\]", r"\\\g<0>", text) if "](" in text else text


def _uri(path: str) -> str:
    """Return the percent-encoded URI of a path: relative if the path is, else with the scheme "file"."""
    where = Path(path)
    return where.as_uri() if where.is_absolute() else quote(os.fsencode(where.as_posix()))

"""Findings → JSON Lines: an object a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pocketparse.records import Diagnostic
from pocketparse.reports import Checked
from pocketparse.reports.places import place


def lines(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield a JSON object for each finding, a line each."""
    for one in checked:
        for finding in one.found:
            yield json.dumps(record(one, finding), ensure_ascii=False) + "\n"


def record(checked: Checked, found: Diagnostic) -> dict[str, Any]:
    """Return a finding as a dictionary for JSON: path, columns from 1, and the fields of Diagnostic."""
    where = place(checked.source, found.span)
    return {"path": checked.path, "column": where.column, "end_column": where.end_column, **asdict(found)}

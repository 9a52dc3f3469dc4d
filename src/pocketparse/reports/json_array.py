"""Findings → JSON: an array of objects."""

import json
from collections.abc import Iterable, Iterator

from pocketparse.reports import Checked
from pocketparse.reports.json_lines import record


def lines(checked: Iterable[Checked]) -> Iterator[str]:
    """Yield a JSON array of all findings, indented."""
    found = [record(one, finding) for one in checked for finding in one.found]
    yield json.dumps(found, ensure_ascii=False, indent=2) + "\n"

"""Changes → JSON: an array of objects, the fields of Change."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from pocketparse.changes import Change


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """Yield a JSON array of all changes, indented."""
    yield json.dumps([asdict(change) for change in changes], ensure_ascii=False, indent=2) + "\n"

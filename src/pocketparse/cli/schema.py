"""`pocketparse schema`: the JSON Schema of what the main command writes."""

import json
from collections.abc import Sequence

from pocketparse.cli.terminal import OK, Parser, standard_output
from pocketparse.schema import json_schema


def run(argv: Sequence[str]) -> int:
    """Print the schema."""
    parser = Parser("pocketparse schema", "Print the JSON Schema (2020-12) of a document.")
    parser.parse_args(argv)
    with standard_output() as out:
        out.write(json.dumps(json_schema(), ensure_ascii=False, indent=2).encode() + b"\n")
    return OK

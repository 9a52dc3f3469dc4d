"""pocketparse: curated-list READMEs → typed records."""

from pocketparse.batch import Parsed, parse_many
from pocketparse.claims import Explanation
from pocketparse.dialects import DIALECTS, Claim, Dialect, EntryDraft
from pocketparse.document import SCHEMA_VERSION, Document, Entries
from pocketparse.errors import (
    ExportWarning,
    MissingExtra,
    PocketParseError,
    SourceError,
    UnknownDialect,
    UnknownExporter,
    UnknownReport,
    UnknownRule,
    UnknownTable,
)
from pocketparse.pipeline import explain, parse, parse_file
from pocketparse.records import (
    Article,
    Diagnostic,
    Entry,
    IndexItem,
    Link,
    Passage,
    Section,
    Span,
)
from pocketparse.rules import lint
from pocketparse.schema import json_schema

__version__ = "0.1.0"

__all__ = [
    "DIALECTS",
    "SCHEMA_VERSION",
    "Article",
    "Claim",
    "Diagnostic",
    "Dialect",
    "Document",
    "Entries",
    "Entry",
    "EntryDraft",
    "Explanation",
    "ExportWarning",
    "IndexItem",
    "Link",
    "MissingExtra",
    "Parsed",
    "Passage",
    "PocketParseError",
    "Section",
    "SourceError",
    "Span",
    "UnknownDialect",
    "UnknownExporter",
    "UnknownReport",
    "UnknownRule",
    "UnknownTable",
    "explain",
    "json_schema",
    "lint",
    "parse",
    "parse_file",
    "parse_many",
]

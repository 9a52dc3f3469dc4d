"""pocketparse: curated-list READMEs → typed records."""

from pocketparse.batch import Parsed, parse_many
from pocketparse.changes import Change, diff
from pocketparse.claims import Explanation
from pocketparse.cluster import batch_schema, parse_batches
from pocketparse.commits import Commit
from pocketparse.dialects import DIALECTS, Claim, Dialect, EntryDraft
from pocketparse.document import SCHEMA_VERSION, Document, Entries
from pocketparse.errors import (
    ExportWarning,
    HistoryError,
    MissingExtra,
    PocketParseError,
    SourceError,
    UnknownDialect,
    UnknownExporter,
    UnknownReport,
    UnknownRule,
    UnknownTable,
)
from pocketparse.limits import Limits
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
from pocketparse.revisions import Revision, Sighting, history
from pocketparse.rules import lint
from pocketparse.schema import json_schema
from pocketparse.timeline import Lifetime, Period, Seen, timeline

__version__ = "0.1.0"

__all__ = [
    "DIALECTS",
    "SCHEMA_VERSION",
    "Article",
    "Change",
    "Claim",
    "Commit",
    "Diagnostic",
    "Dialect",
    "Document",
    "Entries",
    "Entry",
    "EntryDraft",
    "Explanation",
    "ExportWarning",
    "HistoryError",
    "IndexItem",
    "Lifetime",
    "Limits",
    "Link",
    "MissingExtra",
    "Parsed",
    "Passage",
    "Period",
    "PocketParseError",
    "Revision",
    "Section",
    "Seen",
    "Sighting",
    "SourceError",
    "Span",
    "UnknownDialect",
    "UnknownExporter",
    "UnknownReport",
    "UnknownRule",
    "UnknownTable",
    "batch_schema",
    "diff",
    "explain",
    "history",
    "json_schema",
    "lint",
    "parse",
    "parse_batches",
    "parse_file",
    "parse_many",
    "timeline",
]

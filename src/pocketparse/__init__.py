"""pocketparse: curated-list READMEs → typed records."""

import importlib
import typing

from pocketparse.version import __version__ as __version__

if typing.TYPE_CHECKING:  # on use, see __getattr__
    from pocketparse import changelogs as changelogs
    from pocketparse import chronicles as chronicles
    from pocketparse import exporters as exporters
    from pocketparse import reports as reports
    from pocketparse.batch import Parsed, parse_many
    from pocketparse.changes import Change, diff
    from pocketparse.cluster import batch_schema, parse_batches
    from pocketparse.commits import Commit
    from pocketparse.contents import SCHEMA_VERSION, Contents, Entries
    from pocketparse.dialects import DIALECTS, Claim, Dialect, EntryDraft
    from pocketparse.document import Document
    from pocketparse.errors import (
        ExportWarning,
        ForeignFile,
        HistoryError,
        MissingExtra,
        ParseError,
        PocketParseError,
        SchemaError,
        SourceError,
        UnknownDialect,
        UnknownExporter,
        UnknownReport,
        UnknownRule,
        UnknownTable,
    )
    from pocketparse.lifetimes import Lifetime, Period, Seen, timeline
    from pocketparse.limits import Limits
    from pocketparse.pipeline import explain, parse, parse_file
    from pocketparse.records import Article, Diagnostic, Entry, IndexItem, Link, Passage, Section, SourceInfo, Span
    from pocketparse.revisions import Revision, Sighting, history
    from pocketparse.rules import lint
    from pocketparse.rules.mending import Mended, mend
    from pocketparse.schema import json_schema
    from pocketparse.section_tree import SectionNode
    from pocketparse.whole.claims import Explanation

__all__ = [
    "DIALECTS",
    "SCHEMA_VERSION",
    "Article",
    "Change",
    "Claim",
    "Commit",
    "Contents",
    "Diagnostic",
    "Dialect",
    "Document",
    "Entries",
    "Entry",
    "EntryDraft",
    "Explanation",
    "ExportWarning",
    "ForeignFile",
    "HistoryError",
    "IndexItem",
    "Lifetime",
    "Limits",
    "Link",
    "Mended",
    "MissingExtra",
    "ParseError",
    "Parsed",
    "Passage",
    "Period",
    "PocketParseError",
    "Revision",
    "SchemaError",
    "Section",
    "SectionNode",
    "Seen",
    "Sighting",
    "SourceError",
    "SourceInfo",
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
    "mend",
    "parse",
    "parse_batches",
    "parse_file",
    "parse_many",
    "timeline",
]

_ON_USE = {
    "batch": ("Parsed", "parse_many"),
    "changes": ("Change", "diff"),
    "whole.claims": ("Explanation",),
    "cluster": ("batch_schema", "parse_batches"),
    "commits": ("Commit",),
    "contents": ("SCHEMA_VERSION", "Contents", "Entries"),
    "dialects": ("DIALECTS", "Claim", "Dialect", "EntryDraft"),
    "document": ("Document",),
    "errors": (
        *("ExportWarning", "ForeignFile", "HistoryError", "MissingExtra", "ParseError", "PocketParseError"),
        *("SchemaError", "SourceError"),
        *("UnknownDialect", "UnknownExporter", "UnknownReport", "UnknownRule", "UnknownTable"),
    ),
    "lifetimes": ("Lifetime", "Period", "Seen", "timeline"),
    "limits": ("Limits",),
    "pipeline": ("explain", "parse", "parse_file"),
    "records": ("Article", "Diagnostic", "Entry", "IndexItem", "Link", "Passage", "Section", "SourceInfo", "Span"),
    "revisions": ("Revision", "Sighting", "history"),
    "rules": ("lint",),
    "rules.mending": ("Mended", "mend"),
    "schema": ("json_schema",),
    "section_tree": ("SectionNode",),
}
"""The modules, and the names that come from them when they are asked for first (PEP 562): who wants one thing does not
wait for all, and who presses Ctrl-C while the command starts is told so by cli.main()."""
_ROOMS = {*filter(str.isidentifier, _ON_USE), "changelogs", "chronicles", "exporters", "reports"}
"""What is imported when it is asked for as an attribute of the package."""
_HOMES = {name: module for module, names in _ON_USE.items() for name in names}


if not typing.TYPE_CHECKING:  # pragma: no branch - a type checker would take any name for one of the package

    def __getattr__(name):
        """Import what is asked for."""
        if name in _HOMES:
            value = globals()[name] = getattr(importlib.import_module(f"pocketparse.{_HOMES[name]}"), name)
            return value
        if name in _ROOMS:
            return importlib.import_module(f"pocketparse.{name}")
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__", "__doc__"])

"""pocketparse: curated-list READMEs → typed records."""

import typing

from pocketparse import on_use
from pocketparse.version import __version__ as __version__

if typing.TYPE_CHECKING:  # the names of _ON_USE, for tools that do not run __getattr__
    from pocketparse import changelogs as changelogs
    from pocketparse import chronicles as chronicles
    from pocketparse import exporters as exporters
    from pocketparse import reports as reports
    from pocketparse.batch import Parsed as Parsed
    from pocketparse.batch import parse_many as parse_many
    from pocketparse.changes import Change as Change
    from pocketparse.changes import diff as diff
    from pocketparse.cluster import batch_schema as batch_schema
    from pocketparse.cluster import parse_batches as parse_batches
    from pocketparse.codes import Code as Code
    from pocketparse.commits import Commit as Commit
    from pocketparse.contents import SCHEMA_VERSION as SCHEMA_VERSION
    from pocketparse.contents import Contents as Contents
    from pocketparse.contents import Entries as Entries
    from pocketparse.dialects import DIALECTS as DIALECTS
    from pocketparse.dialects import Claim as Claim
    from pocketparse.dialects import Dialect as Dialect
    from pocketparse.dialects import EntryDraft as EntryDraft
    from pocketparse.document import Document as Document
    from pocketparse.errors import ExportWarning as ExportWarning
    from pocketparse.errors import ForeignFile as ForeignFile
    from pocketparse.errors import HistoryError as HistoryError
    from pocketparse.errors import MissingExtra as MissingExtra
    from pocketparse.errors import ParseError as ParseError
    from pocketparse.errors import PocketParseError as PocketParseError
    from pocketparse.errors import SchemaError as SchemaError
    from pocketparse.errors import SourceError as SourceError
    from pocketparse.errors import UnknownDialect as UnknownDialect
    from pocketparse.errors import UnknownExporter as UnknownExporter
    from pocketparse.errors import UnknownFormat as UnknownFormat
    from pocketparse.errors import UnknownRecord as UnknownRecord
    from pocketparse.errors import UnknownReport as UnknownReport
    from pocketparse.errors import UnknownRule as UnknownRule
    from pocketparse.errors import UnknownTable as UnknownTable
    from pocketparse.lifetimes import Lifetime as Lifetime
    from pocketparse.lifetimes import Period as Period
    from pocketparse.lifetimes import Seen as Seen
    from pocketparse.lifetimes import timeline as timeline
    from pocketparse.limits import Limits as Limits
    from pocketparse.pipeline import explain as explain
    from pocketparse.pipeline import parse as parse
    from pocketparse.pipeline import parse_file as parse_file
    from pocketparse.records import Article as Article
    from pocketparse.records import Diagnostic as Diagnostic
    from pocketparse.records import Entry as Entry
    from pocketparse.records import IndexItem as IndexItem
    from pocketparse.records import Link as Link
    from pocketparse.records import Passage as Passage
    from pocketparse.records import Section as Section
    from pocketparse.records import SourceInfo as SourceInfo
    from pocketparse.records import Span as Span
    from pocketparse.reports.checked import Checked as Checked
    from pocketparse.reports.from_files import lint_file as lint_file
    from pocketparse.revisions import Revision as Revision
    from pocketparse.revisions import Sighting as Sighting
    from pocketparse.revisions import history as history
    from pocketparse.rules import lint as lint
    from pocketparse.rules.base import Page as Page
    from pocketparse.rules.base import Rule as Rule
    from pocketparse.rules.mending import Mended as Mended
    from pocketparse.rules.mending import mend as mend
    from pocketparse.schema import json_schema as json_schema
    from pocketparse.section_tree import SectionNode as SectionNode
    from pocketparse.whole.claims import Explanation as Explanation

_ON_USE: dict[str, tuple[str, ...]] = {
    "batch": ("Parsed", "parse_many"),
    "changelogs": (),
    "changes": ("Change", "diff"),
    "chronicles": (),
    "cluster": ("batch_schema", "parse_batches"),
    "codes": ("Code",),
    "commits": ("Commit",),
    "contents": ("SCHEMA_VERSION", "Contents", "Entries"),
    "dialects": ("DIALECTS", "Claim", "Dialect", "EntryDraft"),
    "document": ("Document",),
    "errors": (
        *("ExportWarning", "ForeignFile", "HistoryError", "MissingExtra", "ParseError", "PocketParseError"),
        *("SchemaError", "SourceError"),
        *("UnknownDialect", "UnknownExporter", "UnknownFormat", "UnknownRecord", "UnknownReport", "UnknownRule"),
        "UnknownTable",
    ),
    "exporters": (),
    "lifetimes": ("Lifetime", "Period", "Seen", "timeline"),
    "limits": ("Limits",),
    "pipeline": ("explain", "parse", "parse_file"),
    "records": ("Article", "Diagnostic", "Entry", "IndexItem", "Link", "Passage", "Section", "SourceInfo", "Span"),
    "reports": (),
    "reports.checked": ("Checked",),
    "reports.from_files": ("lint_file",),
    "revisions": ("Revision", "Sighting", "history"),
    "rules": ("lint",),
    "rules.base": ("Page", "Rule"),
    "rules.mending": ("Mended", "mend"),
    "schema": ("json_schema",),
    "section_tree": ("SectionNode",),
    "whole.claims": ("Explanation",),
}
"""Modules and their public names, each imported at its first use: `import pocketparse` loads none, so that a command
starts fast, and Ctrl-C while it does so is told by cli.main()."""

__all__ = sorted(name for names in _ON_USE.values() for name in names)

if not typing.TYPE_CHECKING:  # pragma: no branch - a type checker would take any name for one of the package
    __getattr__ = on_use.importer(__name__, _ON_USE)


def __dir__() -> list[str]:
    modules = (name for name, names in _ON_USE.items() if not names)
    return sorted([*__all__, *modules, "__version__", "__doc__"])

"""Exceptions: misuse and unreadable files only; odd text is data and becomes a Diagnostic."""


class PocketParseError(Exception):
    """Base of every exception that pocketparse raises on purpose."""


class SourceError(PocketParseError):
    """A file that cannot be read as UTF-8 text, or an output that cannot be written."""


class ParseError(SourceError):
    """A file on which a dialect raised, among several: the exception is its cause, and its traceback a note."""


class HistoryError(SourceError):
    """A history that cannot be read: no git, no repository, no such revision or file."""


class ForeignFile(SourceError):
    """The file to append to was not written by pocketparse."""


class SchemaError(PocketParseError, ValueError):
    """JSON that is no document of this schema."""


class UnknownRecord(PocketParseError, KeyError):
    """An id or title that no section or entry of a document has, or a title that several sections have."""

    __str__ = Exception.__str__  # KeyError quotes its message


class UnknownFormat(PocketParseError):
    """A name or file suffix of a format that does not exist; base of both errors below."""


class UnknownExporter(UnknownFormat):
    """A format name or file suffix that is neither in EXPORTERS nor, of a history, in CHRONICLES."""


class UnknownReport(UnknownFormat):
    """A format of `lint` that is not in REPORTS, or of `diff` that is not in CHANGELOGS."""


class UnknownTable(PocketParseError):
    """A table name that is not in exporters.layout.TABLES."""


class UnknownRule(PocketParseError):
    """A rule of `lint` that is neither built in nor one of those that were given."""


class MissingExtra(PocketParseError):
    """A format whose package is not installed; the message names the extra to install."""


class UnknownDialect(PocketParseError):
    """A dialect name that is not in DIALECTS."""


class ExportWarning(UserWarning):
    """Something that an export had to leave out on this machine."""

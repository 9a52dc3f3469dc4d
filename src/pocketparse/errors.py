"""Exceptions: misuse and unreadable files only; odd text is data and becomes a Diagnostic."""


class PocketParseError(Exception):
    """Base of every exception that pocketparse raises on purpose."""


class SourceError(PocketParseError):
    """A file that cannot be read as UTF-8 text, or an output that cannot be written."""


class UnknownExporter(PocketParseError):
    """A format name or file suffix that no exporter answers to."""


class UnknownTable(PocketParseError):
    """A table name that is not in exporters.rows.TABLES."""


class UnknownDialect(PocketParseError):
    """A dialect name that is not in DIALECTS."""

"""Every diagnostic code that parse() can give: one row each; a code is never reused."""

from typing import NamedTuple

from pocketparse.new_records import new_diagnostic
from pocketparse.records import Diagnostic, Severity, Span


class Code(NamedTuple):
    """A kind of problem in a text; `found()` makes a Diagnostic of it."""

    code: str
    rule: str
    severity: Severity
    meaning: str

    def found(self, message: str, span: Span | None) -> Diagnostic:
        """Return a diagnostic of this code."""
        return new_diagnostic(self.code, self.rule, self.severity, message, span)


UNREADABLE_CHARACTER = Code(
    "PK101",
    "unreadable-character",
    "warning",
    "A NUL or a lone surrogate; read as U+FFFD.",
)
MISSING_SCHEME = Code(
    "PK102",
    "missing-scheme",
    "error",
    "A link line without `https://`; `href` adds it.",
)
DOUBLED_SCHEME = Code(
    "PK103",
    "doubled-scheme",
    "error",
    "`https://https://…`; `href` drops the first.",
)
MISTYPED_SCHEME = Code(
    "PK104",
    "mistyped-scheme",
    "error",
    "`hhttps://…` and the like; `href` repairs it.",
)
GLUED_BULLET = Code(
    "PK105",
    "glued-bullet",
    "warning",
    "`-https://…` without a space is no bullet in Markdown; read as one.",
)
MISLEVELLED_HEADING = Code(
    "PK106",
    "mislevelled-heading",
    "error",
    "A heading of a section's level that is an entry.",
)
EMPTY_SECTION = Code(
    "PK107",
    "empty-section",
    "error",
    "A section heading without a title.",
)
UNNAMED_ENTRY = Code(
    "PK108",
    "unnamed-entry",
    "error",
    "An entry heading that holds a marker and no name.",
)
WIDE_ROW = Code(
    "PK109",
    "wide-row",
    "warning",
    "A table row with more cells than columns: GitHub does not show the extra cells; the records do.",
)
ORPHAN_CELL = Code(
    "PK110",
    "orphan-cell",
    "warning",
    "An index cell that names no entry.",
)
UNLISTED_ENTRY = Code(
    "PK111",
    "unlisted-entry",
    "info",
    "An entry that no index cell names, in a document whose index names the others.",
)
LIMIT_REACHED = Code(
    "PK112",
    "limit-reached",
    "error",
    "More text than is read: it is kept as it is written.",
)
OTHER_MARKUP = Code(
    "PK113",
    "other-markup",
    "error",
    "Links as another markup language writes them, more than Markdown's: none of those is read.",
)
PATH_AS_TEXT = Code(
    "PK114",
    "path-as-text",
    "error",
    "A text that is the path of a file: `parse()` takes what it holds, `parse_file()` its path.",
)
NO_ENTRIES = Code(
    "PK115",
    "no-entries",
    "warning",
    "Nothing in the text was read as an entry, an index cell or an article.",
)
STRUCK_OUT = Code(
    "PK116",
    "struck-out",
    "info",
    "An entry whose name is struck out: the list takes it for gone.",
)

CODES = (
    UNREADABLE_CHARACTER,
    MISSING_SCHEME,
    DOUBLED_SCHEME,
    MISTYPED_SCHEME,
    GLUED_BULLET,
    MISLEVELLED_HEADING,
    EMPTY_SECTION,
    UNNAMED_ENTRY,
    WIDE_ROW,
    ORPHAN_CELL,
    UNLISTED_ENTRY,
    LIMIT_REACHED,
    OTHER_MARKUP,
    PATH_AS_TEXT,
    NO_ENTRIES,
    STRUCK_OUT,
)

"""What rules found, told to people and programs: REPORTS is the ordered table of formats, report() the way in."""

from collections.abc import Iterable, Iterator

from pocketparse.reports.checked import Checked as Checked
from pocketparse.text_formats import TextFormat, formatted

REPORTS = (
    TextFormat("text", "pocketparse.reports.text", ("color", "width")),
    TextFormat("json", "pocketparse.reports.json_array"),
    TextFormat("jsonl", "pocketparse.reports.json_lines"),
    TextFormat("github", "pocketparse.reports.github"),
    TextFormat("sarif", "pocketparse.reports.sarif"),
)


def report(checked: Checked | Iterable[Checked], format: str = "text", *, color: bool = False, width: int = 110) -> str:
    """Return findings as text in a format.

    Args:
        checked: what was found in a file, or in each of several.
        format: name of one of REPORTS.
        color: colour the text for a terminal.
        width: columns of the terminal, to which source lines in the text are cut.

    Raises:
        UnknownReport: no format has that name.
        TypeError: `checked` holds something else, such as the findings of `lint` alone.
    """
    return formatted(REPORTS, format, _all_checked(checked), color=color, width=width)


def _all_checked(checked: Checked | Iterable[Checked]) -> Iterator[Checked]:
    for one in [checked] if isinstance(checked, Checked) else checked:
        if not isinstance(one, Checked):
            wanted = "lint_file(path), or Checked.of(path, text, lint(text))"
            raise TypeError(f"a report is made of Checked, not of {type(one).__name__}: {wanted}")
        yield one

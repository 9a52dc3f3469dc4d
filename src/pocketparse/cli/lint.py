"""`pocketparse lint`: tell what is wrong with lists, and mend what can be mended exactly."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from pocketparse.cli.config import settings
from pocketparse.cli.inputs import shown, text_of
from pocketparse.cli.terminal import FINDINGS, OK, Parser, count, say, standard_output
from pocketparse.errors import SourceError
from pocketparse.exporters.files import replacing
from pocketparse.reports import REPORTS, Checked, report
from pocketparse.rules import RULES, chosen, lint
from pocketparse.rules.base import Rule
from pocketparse.rules.mending import mend
from pocketparse.source import read

EXAMPLES = """\
examples:
  pocketparse lint README.md                         what is wrong, with the lines
  pocketparse lint README.md --select PK103,no-link  these two rules only
  pocketparse lint README.md --fix                   mend what can be mended exactly
  pocketparse lint README.md --diff                  show what --fix would do
  pocketparse lint --explain PK201                   what a rule finds, and why

In a list, <!-- pocketparse: ignore PK201, no-link --> silences rules on its line, or on a line of its own
on the next one; ignore-file silences them everywhere. [tool.pocketparse] in pyproject.toml holds select, ignore
and exit-zero.

exit codes:
  0 nothing worse than info    1 errors or warnings, or with --diff something to mend
  2 usage, input or output    130 interrupted
"""


def run(argv: Sequence[str]) -> int:
    """Judge the files that the arguments name, and return the exit code."""
    options = _options(argv)
    if options.explain:
        return _explain(options.explain)
    chosen(options.select, options.ignore)  # before anything is read
    if options.fix or options.diff:
        _mend(options)
        if options.diff:
            return FINDINGS if options.changed and not options.exit_zero else OK
    checked = [_checked(file, options) for file in options.files]
    with standard_output() as out:
        if options.statistics:
            out.write("".join(_statistics(checked)).encode())
        else:
            color = options.format == "text" and sys.stdout.isatty() and "NO_COLOR" not in os.environ
            out.write(report(checked, options.format, color=color).encode())
    severities = Counter(found.severity for one in checked for found in one.found)
    if not options.quiet and options.format == "text":
        told = ", ".join(count(severities[name], name, f"{name}s") for name in ("error", "warning") if severities[name])
        infos = f"{severities['info']} info" if severities["info"] else ""
        say(", ".join(part for part in (told, infos) if part) or "nothing found")
    return FINDINGS if (severities["error"] or severities["warning"]) and not options.exit_zero else OK


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = Parser(
        prog="pocketparse lint",
        description="Tell what a reader of a list, or of the data made from it, would trip over. Works offline.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    formats = [one.name for one in REPORTS]
    parser.add_argument("files", nargs="*", metavar="FILE", help="a Markdown file; - or none is standard input")
    parser.add_argument("--select", metavar="CODES", type=_codes, help="rules to ask: codes, how codes begin, or names")
    parser.add_argument("--ignore", metavar="CODES", type=_codes, help="rules not to ask")
    parser.add_argument("-f", "--format", choices=formats, default="text", help="by default text")
    parser.add_argument("--statistics", action="store_true", help="print how often each rule found something")
    parser.add_argument("--explain", metavar="CODE", help="print what a rule finds, and why; all lists the rules")
    parser.add_argument("--exit-zero", action="store_true", default=None, help="exit with 0 whatever is found")
    mending = parser.add_mutually_exclusive_group()
    mending.add_argument("--fix", action="store_true", help="mend what can be mended exactly, then tell the rest")
    mending.add_argument("--diff", action="store_true", help="print what --fix would change, and change nothing")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out the count at the end")
    options = parser.parse_intermixed_args(list(argv))
    if not options.files and not options.explain:
        options.files = ["-"]
    if options.fix and "-" in options.files:
        parser.error("--fix writes files: standard input is none")
    configured = {} if options.explain else settings(Path.cwd())
    for name, fallback in (("select", []), ("ignore", []), ("exit-zero", False)):
        key = name.replace("-", "_")
        if getattr(options, key) is None:
            setattr(options, key, configured.get(name, fallback))
    return options


def _codes(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def _checked(file: str, options: argparse.Namespace) -> Checked:
    text = text_of(file)
    found = lint(text, select=options.select, ignore=options.ignore, folder=_folder(file))
    return Checked(shown(file), read(text), found)


def _folder(file: str) -> Path | None:
    return None if file == "-" else Path(file).parent


def _mend(options: argparse.Namespace) -> None:
    """Write the mended files, or print how they would change; note in the options whether any would."""
    options.changed = False
    for file in options.files:
        text = text_of(file)
        mended = mend(text, select=options.select, ignore=options.ignore, folder=_folder(file))
        if mended.text == text:
            continue
        options.changed = True
        if options.diff:
            with standard_output() as out:
                out.write("".join(_diff(shown(file), text, mended.text)).encode())
            continue
        try:
            with replacing(file) as target:
                target.write(mended.text.encode())
        except OSError as error:
            raise SourceError(f"{file}: {error.strerror or error}") from error
        if not options.quiet:
            say(f"{file}: {count(len(mended.mended), 'finding', 'findings')} mended")


def _diff(name: str, old: str, new: str) -> Iterator[str]:
    before, after = (text.split("\n") for text in (old, new))
    for line in unified_diff(before, after, f"a/{name}", f"b/{name}", lineterm=""):
        yield line + "\n"


def _statistics(checked: Sequence[Checked]) -> Iterator[str]:
    counts = Counter((one.code, one.rule, one.severity) for file in checked for one in file.found)
    for (code, rule, severity), number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield f"{number:6}  {code}  {severity:7}  {rule}\n"


def _explain(word: str) -> int:
    rules = RULES if word == "all" else chosen([word])
    with standard_output() as out:
        out.write("".join(map(_page if len(rules) == 1 else _row, rules)).encode())
    return OK


def _row(rule: Rule) -> str:
    mends = "*" if rule.fix else " "
    return f"{rule.code.code} {mends} {rule.code.severity:7}  {rule.code.rule}: {rule.code.meaning}\n"


def _page(rule: Rule) -> str:
    mends = "\n`--fix` mends it.\n" if rule.fix else ""
    return f"{rule.code.code} {rule.code.rule} ({rule.code.severity})\n\n{rule.page.strip()}\n{mends}"

"""`pocketparse lint`: tell what is wrong with lists, and mend what can be mended exactly."""

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO
from itertools import groupby
from pathlib import Path
from typing import Any

from pocketparse.cli.config import settings
from pocketparse.cli.inputs import read_texts, shown
from pocketparse.cli.reading import add_reading, how
from pocketparse.cli.terminal import FAILURE, FINDINGS, OK, Parser, say, standard_output
from pocketparse.counted import counted
from pocketparse.exporters.files import replacing
from pocketparse.markup.not_markdown import find_path
from pocketparse.patterns import pattern
from pocketparse.reports import REPORTS, Checked, report
from pocketparse.rules import RULES, chosen, lint
from pocketparse.rules.base import Rule
from pocketparse.rules.mending import Mended, mend

CONTEXT = 3
"""Unchanged lines that a patch shows before and after a change."""
ODD = pattern('[\x00-\x1f\x7f"\\\\\ud800-\udfff]')
"""Characters that git quotes in paths; bytes that are not UTF-8 are surrogates here."""
EXAMPLES = """\
examples:
  pocketparse lint README.md                         what is wrong, with the lines
  pocketparse lint README.md --select PK103,no-link  these two rules only
  pocketparse lint README.md --fix                   mend what can be mended exactly
  pocketparse lint README.md --diff                  show what --fix would do
  pocketparse lint --explain PK201                   what a rule finds, and why

In a list, <!-- pocketparse: ignore PK201, no-link --> silences rules on its line, or on a line of its own
on the next one; ignore-file silences them everywhere. [tool.pocketparse] in the nearest pyproject.toml that has it,
from the working folder upwards, holds select, ignore and exit-zero; an option replaces what it says there, and
--select its ignore, too.

exit codes:
  0 nothing worse than info    1 errors or warnings, or with --diff something to mend
  2 usage, input or output    130 interrupted    143 terminated
"""


def run(argv: Sequence[str]) -> int:
    """Judge the files that the arguments name, and return the exit code."""
    options = _options(argv)
    if options.explain:
        return _explain(options.explain)
    chosen(options.select, options.ignore)  # before anything is read
    texts, unread = read_texts(options.files)
    has_failed = bool(unread)
    if options.fix or options.diff:
        mended = list(_mended(texts, options))
        if options.diff:
            return FAILURE if has_failed else FINDINGS if mended != texts and not options.exit_zero else OK
        has_failed = has_failed or any(one is None for one in mended)
        texts = [one or was for one, was in zip(mended, texts, strict=True)]
    checked = [Checked.unread(shown(file), error) for file, error in unread]
    checked += [_checked(file, text, options) for file, text in texts]
    with standard_output() as out:
        if options.statistics:
            out.write("".join(_statistics(checked)).encode())
        else:
            out.write(_bytes(report(checked, options.format, **_terminal() if sys.stdout.isatty() else {})))
    severities = Counter(found.severity for one in checked for found in one.found)
    if not options.quiet and options.format == "text" and texts:
        told = ", ".join(counted(severities[name], name) for name in ("error", "warning") if severities[name])
        infos = f"{severities['info']} info" if severities["info"] else ""
        say(", ".join(part for part in (told, infos) if part) or "nothing found")
    if has_failed:
        return FAILURE
    return FINDINGS if (severities["error"] or severities["warning"]) and not options.exit_zero else OK


def _options(argv: Sequence[str]) -> argparse.Namespace:
    parser = Parser(
        "pocketparse lint",
        "Tell what a reader of a list, or of the data made from it, would trip over. Works offline.",
        EXAMPLES,
    )
    formats = [one.name for one in REPORTS]
    parser.add_argument("files", nargs="*", metavar="FILE", help="a Markdown file; - or none is standard input")
    parser.add_argument(
        "--select", metavar="CODES", type=_some_codes, help="rules to run: codes, how codes begin, or names"
    )
    parser.add_argument("--ignore", metavar="CODES", type=_codes, help="rules to skip")
    parser.add_argument("-f", "--format", choices=formats, default="text", help="by default text")
    parser.add_argument("--statistics", action="store_true", help="print how often each rule found something")
    parser.add_argument("--explain", metavar="CODE", help="print what a rule finds, and why; all lists the rules")
    parser.add_argument(
        "--exit-zero", action=argparse.BooleanOptionalAction, help="exit with 0 whatever is found, or as usual"
    )
    mending = parser.add_mutually_exclusive_group()
    mending.add_argument("--fix", action="store_true", help="mend what can be mended exactly, then tell the rest")
    mending.add_argument("--diff", action="store_true", help="print what --fix would change, and change nothing")
    parser.add_argument("-q", "--quiet", action="store_true", help="leave out the count at the end")
    add_reading(parser)
    options = parser.parse_intermixed_args(list(argv))
    options.files = list(dict.fromkeys(options.files))
    if not options.files and not options.explain:
        options.files = ["-"]
    if options.fix and "-" in options.files:
        parser.error("--fix writes files: standard input is none")
    if options.format != "text" and (options.statistics or options.diff):
        parser.error(f"--{'statistics' if options.statistics else 'diff'} prints text: --format does not go with it")
    configured = {} if options.explain else settings(Path.cwd())
    if options.select is not None:
        configured.pop("ignore", None)  # what is asked for by name is asked, whatever the file leaves out
    for name, fallback in (("select", []), ("ignore", []), ("exit-zero", False)):
        key = name.replace("-", "_")
        if getattr(options, key) is None:
            setattr(options, key, configured.get(name, fallback))
    return options


def _codes(text: str) -> list[str]:
    return [word for word in (part.strip() for part in text.split(",")) if word]


def _some_codes(text: str) -> list[str]:
    if not (codes := _codes(text)):
        raise argparse.ArgumentTypeError("no rule is named; leave it out to ask all")
    return codes


def _checked(file: str, text: str, options: argparse.Namespace) -> Checked:
    found = lint(text, **_asked(file, options))
    return Checked.of(shown(file), text, found)


def _asked(file: str, options: argparse.Namespace) -> dict[str, Any]:
    """Return the keyword arguments of `lint` and `mend` for a file."""
    folder = None if file == "-" else Path(file).parent
    return {"select": options.select, "ignore": options.ignore, "folder": folder, **how(options)._asdict()}


def _mended(texts: Sequence[tuple[str, str]], options: argparse.Namespace) -> Iterator[tuple[str, str] | None]:
    """Write the mended files, or print how they would change; yield each with its mended text, None if that failed."""
    for file, text in texts:
        mended = Mended(text, []) if find_path(text) else mend(text, **_asked(file, options))
        if mended.text != text:
            if options.diff:
                with standard_output() as out:
                    out.write(_bytes("".join(_diff(_path_in_patch(file), text, mended.text))))
            elif not _is_written(file, mended.text):
                yield None
                continue
            elif not options.quiet:
                say(f"{file}: {counted(len(mended.mended), 'finding')} mended")
        yield file, mended.text


def _is_written(file: str, text: str) -> bool:
    """Write a file, and return True; print an error and return False where that fails."""
    try:
        with replacing(file) as target:
            target.write(text.encode())
    except OSError as error:
        say(f"pocketparse: error: {file}: {error.strerror or error}")
        return False
    return True


def _terminal() -> dict[str, Any]:
    """Return the keyword arguments of `report` for the terminal that standard output is."""
    from shutil import get_terminal_size

    return {"color": "NO_COLOR" not in os.environ, "width": get_terminal_size().columns}


def _bytes(text: str) -> bytes:
    """Return text as UTF-8, with question marks for surrogates, which file names that are not UTF-8 hold."""
    return text.encode("utf-8", "replace")


def _path_in_patch(file: str) -> str:
    """Return the path of a file from the working folder; warn of one outside it, where git applies no patch."""
    if file == "-":
        return shown(file)
    path = Path(file).parent.resolve() / Path(file).name
    if not path.is_relative_to(Path.cwd()):
        say(f"pocketparse: warning: {file}: git apply takes no file outside the working folder: run this above it")
        return file
    return path.relative_to(Path.cwd()).as_posix()


def _quoted(path: str) -> str:
    r"""Return a path as git writes it, in quotes if it holds control characters or is not UTF-8: "a/tab\011.md"."""
    quoted = ODD.sub(lambda match: "".join(f"\\{byte:03o}" for byte in os.fsencode(match[0])), path)
    return path if quoted == path else f'"{quoted}"'


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    """Yield a unified diff, line by line: mending adds and deletes no lines, so that their numbers agree."""
    before, after = (StringIO(text).readlines() for text in (old, new))  # cut at line feeds only
    changed = {at for at, (was, becomes) in enumerate(zip(before, after, strict=True)) if was != becomes}
    yield f"--- {_quoted(f'a/{path}')}\n+++ {_quoted(f'b/{path}')}\n"
    for hunk in _hunks(sorted(changed), len(before)):
        place = f"{hunk.start + 1},{len(hunk)}" if len(hunk) > 1 else f"{hunk.start + 1}"
        yield f"@@ -{place} +{place} @@\n"
        for is_changed, lines in groupby(hunk, changed.__contains__):
            some = list(lines)
            yield from _signed("-" if is_changed else " ", [before[line] for line in some])
            yield from _signed("+", [after[line] for line in some if is_changed])


def _hunks(changed: Sequence[int], lines: int) -> list[range]:
    """Return ranges of lines, each a change with its context; ranges that touch are joined."""
    hunks: list[range] = []
    for at in changed:
        first, last = max(at - CONTEXT, 0), min(at + CONTEXT + 1, lines)
        if hunks and first <= hunks[-1].stop:
            first = hunks.pop().start
        hunks.append(range(first, last))
    return hunks


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield lines of a patch behind a sign; a last line without a line feed gets the note that `patch` expects."""
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n\\ No newline at end of file\n"


def _statistics(checked: Sequence[Checked]) -> Iterator[str]:
    counts = Counter((one.code, one.rule, one.severity) for file in checked for one in file.found)
    for (code, rule, severity), number in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        yield f"{number:6}  {code}  {severity:7}  {rule}\n"


def _explain(word: str) -> int:
    rules = RULES if word == "all" else chosen([word])
    with standard_output() as out:
        out.write("".join(map(_page if len(rules) == 1 else _row, rules)).encode())
    if len(rules) > 1:
        say("* stands beside rules whose findings --fix mends")
    return OK


def _row(rule: Rule) -> str:
    mends = "*" if rule.fix else " "
    return f"{rule.code.code} {mends} {rule.code.severity:7}  {rule.code.rule}: {rule.code.meaning}\n"


def _page(rule: Rule) -> str:
    mends = "\n`--fix` mends it.\n" if rule.fix else ""
    return f"{rule.code.code} {rule.code.rule} ({rule.code.severity})\n\n{rule.page.strip()}\n{mends}"

r"""Finds commands of LaTeX that were copied with an abstract.

GitHub shows them as they stand.

```markdown
We present \textbf{Saw}, a tool {\em for all}.
```

Write `**Saw**`.
"""

import re
from collections.abc import Iterator

from pocketparse.codes import Code
from pocketparse.patterns import pattern
from pocketparse.records import Diagnostic
from pocketparse.rules.base import Page, lies_in

CODE = Code("PK219", "latex-residue", "info", "A command of LaTeX that was copied with an abstract.")
COMMAND = pattern(  # it starts with one sign, which is found fast
    r"""
    \\(?:
      (?:text(?:bf|it|tt|sc|rm|sf)|emph|cite[pt]?|ref|label|footnote|url|href|mathbf|mathrm)\{[^{}\n]*\}?
    | (?<=\{\\)(?P<braced>[a-z]{2,12}\b[^{}\n]*\})  # "{\em for all}", "{\lambda}"
    | (?<![\w:\\]\\)(?:eg|ie|etal|wrt|alpha|beta|gamma|delta|epsilon|theta|lambda|mu|pi|rho|sigma|tau|phi|psi|omega)\b
    )
    """,
    re.VERBOSE,
)
MATH = pattern(r"\$[^$\n]+\$")


def check(page: Page) -> Iterator[Diagnostic]:
    r"""Find `\textbf{…}` and other commands of LaTeX outside of formulas."""
    text = page.text
    commands = list(COMMAND.finditer(text))
    formulas = [match.span() for match in MATH.finditer(text)] if commands else []
    for match in commands:
        if page.is_prose(match.start()) and not lies_in(formulas, match.start()):
            start = match.start() - bool(match["braced"])
            yield CODE.found(f"{text[start : match.end()]} is shown as it stands", page.between(start, match.end()))

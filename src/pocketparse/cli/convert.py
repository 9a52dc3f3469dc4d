"""The main command: lists in, records out; or what its options ask for instead."""

import argparse
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from pocketparse import exporters
from pocketparse.cli.inputs import Inputs, read_texts, shown
from pocketparse.cli.options import read_options
from pocketparse.cli.reading import how
from pocketparse.cli.stale import differences
from pocketparse.cli.terminal import FAILURE, FINDINGS, OK, say, show, standard_output
from pocketparse.contents import Contents
from pocketparse.counted import counted
from pocketparse.errors import ExportWarning
from pocketparse.pipeline import explain


def run(argv: Sequence[str]) -> int:
    """Run the main command, and return the exit code."""
    options = read_options(argv)
    if options.explain:
        return _explain(options)
    inputs = Inputs(options)
    documents = inputs.documents()
    with _warnings_told():
        is_stale = _check(options, documents) if options.check else _write(options, documents)
    if isinstance(documents, Contents):
        inputs.report(documents, shown(options.files[0]))
    findings = inputs.has_failed or is_stale or (options.strict and inputs.has_findings)
    return FINDINGS if findings else OK


def _write(options: argparse.Namespace, documents: Contents | Iterator[Contents]) -> bool:
    """Write the records, and return False: output that was just written is not stale."""
    if options.output is None:
        with standard_output() as out:
            exporters.write(documents, out, format=options.format, **options.given)
    else:
        with suppress(BrokenPipeError):
            exporters.write(documents, options.output, format=options.format, **options.given)
    return False


def _check(options: argparse.Namespace, documents: Contents | Iterator[Contents]) -> bool:
    """Print how the output would change, and return whether it would."""
    stale = exporters.stale(documents, options.output, format=options.format, **options.given)
    show(line for path, (old, new) in stale.items() for line in differences(path, old, new))
    return bool(stale)


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Print each ExportWarning of the block on a line."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ExportWarning)
        try:
            yield
        finally:  # an export that fails may have warned before
            for warning in caught:
                say(f"pocketparse: warning: {warning.message}")


def _explain(options: argparse.Namespace) -> int:
    """Print which dialect read each section and on what evidence, and return the exit code."""
    texts, unread = read_texts(options.files)
    show(
        f"{shown(file)}:{one.line}: {one.dialect or 'none'}: {counted(one.records, 'record')} "
        f"in {one.section or 'the preamble'!r}: {one.why}"
        for file, text in texts
        for one in explain(text, **how(options)._asdict())
    )
    if not texts:
        return FAILURE
    return FINDINGS if unread else OK

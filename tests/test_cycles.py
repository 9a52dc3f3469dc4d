"""A document leaves no objects that refer to each other in a circle: those wait for the garbage collector."""

import gc
from collections.abc import Callable
from pathlib import Path

from pocketparse import parse
from pocketparse.reader import Reader

FIXTURE = (Path(__file__).parents[1] / "fixtures/README.md").read_text(encoding="utf-8")


def left_to_the_collector(run: Callable[[], object]) -> set[str]:
    """Return the classes of this package whose objects a function leaves behind in cycles."""
    run()  # makes what is made once, such as the engine
    gc.collect()
    gc.disable()
    try:
        run()
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        return {type(one).__name__ for one in gc.garbage if type(one).__module__.startswith("pocketparse")}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def test_all_that_a_document_needed_is_freed_with_it():
    assert left_to_the_collector(lambda: parse(FIXTURE)) == set()


def test_all_that_an_earlier_version_needed_is_freed_with_a_later_one():
    reader = Reader()
    versions = iter(["## Oaks\n\n" * 2 + FIXTURE.replace("- ", f"- {number} ") for number in range(6)])

    def read_three() -> None:
        for _ in range(3):
            reader.read(next(versions))

    assert left_to_the_collector(read_three) == set()

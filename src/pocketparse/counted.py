"""A number and the word that goes with it: "1 entry", "2 entries"."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number and its noun, `many` if it is not 1; by default `one` with an "s"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"

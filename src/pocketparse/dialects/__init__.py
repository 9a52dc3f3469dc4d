"""How lists write their entries: DIALECTS is the ordered table, and the first claim on a block wins."""

from collections.abc import Iterable

from pocketparse.dialects import articles, bullet, heading, html, index, paragraph, table
from pocketparse.dialects.base import Dialect
from pocketparse.entry.drafts import Claim, EntryDraft
from pocketparse.errors import UnknownDialect

DIALECTS = (
    heading.DIALECT,
    index.DIALECT,
    articles.DIALECT,
    html.DIALECT,
    bullet.DIALECT,
    table.DIALECT,
    paragraph.DIALECT,
)

__all__ = ["DIALECTS", "Claim", "Dialect", "EntryDraft", "named"]


def named(dialects: Iterable[Dialect | str]) -> tuple[Dialect, ...]:
    """Return dialects given as they are or by name; a string is one name.

    Raises:
        TypeError: they are no iterable, or one is neither a dialect nor a name.
        UnknownDialect: no dialect of DIALECTS has that name.
    """
    known = {dialect.name: dialect for dialect in DIALECTS}
    found = []
    if not isinstance(dialects, Iterable):
        raise TypeError(f"dialects are several, each a Dialect or the name of one, not {type(dialects).__name__}")
    for dialect in [dialects] if isinstance(dialects, str) else dialects:
        if isinstance(dialect, Dialect):
            found.append(dialect)
        elif not isinstance(dialect, str):
            raise TypeError(f"a dialect is a Dialect or the name of one, not {type(dialect).__name__}")
        elif dialect not in known:
            raise UnknownDialect(f"no dialect is called {dialect!r}; there are {', '.join(known)}")
        else:
            found.append(known[dialect])
    return tuple(found)

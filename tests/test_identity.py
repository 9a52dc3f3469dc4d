"""identity.py: names and links that are the same thing."""

import pytest

from pocketparse import parse
from pocketparse.identity import target, within_one_edit


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("spade", "spade", True),
        ("spade", "spades", True),
        ("spades", "spade", True),
        ("spade", "spode", True),
        ("spade", "spots", False),
        ("spade", "spadeful", False),
        ("", "a", True),
    ],
)
def test_within_one_edit(one, other, near):
    assert within_one_edit(one, other) is near


def test_a_host_ends_where_its_path_query_or_fragment_starts():
    text = "# T\n\n- [A](https://v.example?v=Abc) - One.\n- [B](https://V.example?v=aBC) - Two.\n"
    first, second = parse(text).entries
    assert (target(first.links[0]), target(second.links[0])) == ("v.example?v=Abc", "v.example?v=aBC")

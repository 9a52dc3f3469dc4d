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


def test_the_case_of_a_repository_on_github_makes_no_difference():
    text = "- [A](http://github.com/Oak/Saw/blob/A.md) - One.\n- [B](https://www.GitHub.com/oak/saw/blob/A.md) - Two.\n"
    first, second, third, fourth = parse(
        f"{text}- [C](https://github.com/Oak) - Three.\n- [D](https://oak.example/Oak/Saw) - Four.\n"
    ).entries
    assert target(first.links[0]) == target(second.links[0]) == "github.com/oak/saw/blob/A.md"
    assert target(third.links[0]) == "github.com/Oak"
    assert target(fourth.links[0]) == "oak.example/Oak/Saw"

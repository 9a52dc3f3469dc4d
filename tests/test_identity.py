"""Identity and links, where no document leads there."""

import importlib

import pytest

from pocketparse import cli, parse
from pocketparse.identity import target, within_one_edit
from pocketparse.links import classify


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


def test_a_scheme_without_a_host_is_of_no_known_kind():
    assert classify("tel:+123456", "tel:+123456") == ("web", None)


def test_the_package_runs_the_command():
    assert importlib.import_module("pocketparse.__main__").run_and_end is cli.run_and_end


def test_a_host_ends_where_its_path_query_or_fragment_starts():
    text = "# T\n\n- [A](https://v.example?v=Abc) - One.\n- [B](https://V.example?v=aBC) - Two.\n"
    first, second = parse(text).entries
    assert (target(first.links[0]), target(second.links[0])) == ("v.example?v=Abc", "v.example?v=aBC")

"""Identity and links, where no document leads there."""

import importlib

import pytest

from pocketparse import cli
from pocketparse.identity import within_one_edit
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
    assert importlib.import_module("pocketparse.__main__").main is cli.main

"""links.py: the quick pattern for URLs of ASCII reads nothing that the other one reads otherwise."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pocketparse.links import ASCII_WEB, WEB
from pocketparse.markup.urls import bare_url

PIECES = (
    "a",
    ".org",
    "/",
    "?",
    "#",
    ":",
    "//",
    ":443",
    "(",
    '"',
    " ",
    "\t",
    "\x1f",
    "\x00",
    "\x7f",
    "中",
    "。",
    "\u3000",
)


def parts(pattern, url):
    match = pattern.fullmatch(url)
    return match and tuple(group or "" for group in match.groups())


def is_same(url):
    return parts(ASCII_WEB, url) in (None, parts(WEB, url))


def test_urls_of_four_pieces():
    assert [url for some in product(PIECES, repeat=4) if not is_same(url := "https://" + "".join(some))] == []


@given(st.text(st.characters(max_codepoint=0x3100)))
def test_urls_of_any_characters(rest):
    assert is_same(f"http://{rest}") and is_same(rest)


def test_urls_of_ascii_are_read_by_it():
    assert parts(ASCII_WEB, "https://example.org/a?b=c#d") == ("example.org", "/a?b=c#d", "")
    assert parts(ASCII_WEB, "https://example.org:80/a:b") == parts(WEB, "https://example.org:80/a:b") is not None
    assert parts(ASCII_WEB, "https://example.org/中") is None


def test_what_goes_on_a_word_is_no_url():
    assert bare_url("see ahttp://a.example", 5) == 5


@pytest.mark.parametrize("length", [900, 930, 1000, 5000])
def test_a_long_url_ends_where_it_ends(length):
    url = f"https://a.example/({'a' * length})"
    assert bare_url(f"{url}) b", 0) == bare_url(url, 0) == len(url)

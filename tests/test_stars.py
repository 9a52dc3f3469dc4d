"""Star counts are found where they are, however little of a line is searched."""

from itertools import product

from pocketparse.line.stars import STARS, find_stars, without_stars

PIECES = ("⭐", "⭐️", "★", "stars", "star", " ", "\u3000", "1", "٤", "k", "+", ",", ".", ":", "a", "(")


def test_the_search_from_a_sign_finds_what_a_search_of_all_finds():
    for pieces in product(PIECES, repeat=4):
        text = "".join(pieces)
        all_of_it, found = STARS.search(text), find_stars(text)
        assert (found and found.span()) == (all_of_it and all_of_it.span()), text
        assert without_stars(text) == STARS.sub("", text), text

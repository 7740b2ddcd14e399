"""Finding words in a file."""

from growtogether_desktop.sourcecode.finding import find, pattern_for
from growtogether_desktop.sourcecode.text import read_text

CODE = read_text(b"total = 0\nTotal = total + 1\n")


def places(words):
    return [(hit.line, hit.first, hit.last) for hit in find(pattern_for(words), "a.py", CODE)]


def test_every_place_is_found_in_order():
    assert places("total") == [(1, 0, 5), (2, 0, 5), (2, 8, 13)]


def test_capitals_count_once_there_is_one():
    assert places("Total") == [(2, 0, 5)]


def test_signs_mean_themselves():
    assert places("+ 1") == [(2, 14, 17)]
    assert places(".") == []


def test_no_words_find_nothing():
    assert pattern_for("") is None


def test_a_long_line_is_shown_around_the_place():
    text = read_text(b"x" * 5_000 + b"needle" + b"y" * 5_000)

    (hit,) = find(pattern_for("needle"), "a.js", text)

    assert "needle" in hit.words
    assert len(hit.words) <= 200

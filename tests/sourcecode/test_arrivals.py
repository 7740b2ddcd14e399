"""Lines of a remark that went to another file."""

import pytest

from growtogether_desktop.sourcecode.anchors import Certainty, Placed, anchor_at
from growtogether_desktop.sourcecode.arrivals import Arrivals
from growtogether_desktop.sourcecode.text import read_text

TAX = """def tax(price):
    rate = rate_of(price.country)
    return round(price.amount * rate, digits)
"""


def text(content):
    return read_text(content.encode())


def placed(first, last, *files, old=TAX):
    """Where these lines of `old` went; `files` are (path, what it was or None, what it is)."""
    arrivals = Arrivals((path, None if was is None else text(was), text(now)) for path, was, now in files)
    return arrivals.place(anchor_at("tax.py", text(old), first, last), text(old))


def test_a_block_is_found_word_for_word_whatever_its_indent():
    moved = "class Tax:\n" + "".join(f"    {line}\n" for line in TAX.splitlines())

    assert placed(2, 3, ("a.py", None, "x = 1\n"), ("b.py", None, moved)) == (
        "b.py",
        Placed(3, 4, Certainty.MOVED),
    )


def test_one_line_is_known_by_the_neighbours_that_came_along():
    assert placed(2, 2, ("b.py", None, TAX)) == ("b.py", Placed(2, 2, Certainty.MOVED))


def test_a_single_long_line_may_be_another():
    assert placed(3, 3, ("b.py", None, "    return round(price.amount * rate, digits)\n")) == (
        "b.py",
        Placed(1, 1, Certainty.UNSURE),
    )


def test_lines_that_came_to_two_places_are_not_surely_in_one():
    _path, there = placed(1, 3, ("a.py", None, TAX), ("b.py", None, TAX))

    assert there.certainty is Certainty.UNSURE


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (TAX, TAX + "x = 1\n"),  # they stood there before
        (None, "return None\n"),
        (None, TAX.replace("country", "land")),
        (None, ""),
        (None, TAX + "\0"),  # no text
        (None, TAX.replace("    return", "x = 1\n    return")),  # no longer together
    ],
)
def test_nothing_is_placed_on_lines_that_differ_or_that_were_there_before(was, now):
    assert placed(1, 3, ("b.py", was, now)) is None


def test_a_line_that_stands_anywhere_is_placed_nowhere():
    assert placed(1, 1, ("b.py", None, "return None\n"), old="return None\nx = 1\n") is None
    assert placed(2, 2, ("b.py", None, "}\n}\n"), old="{\n}\n") is None

"""A remark finds its lines again, or says how unsure it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.domain.threads import Anchor
from growtogether_desktop.sourcecode.anchors import QUOTED_LINES, Certainty, Placed, anchor_at, place
from growtogether_desktop.sourcecode.text import Text, read_text

CODE = """\
def total(cart):
    sum = 0
    for item in cart:
        sum += item.price
    return sum


def count(cart):
    sum = 0
    for item in cart:
        sum += 1
    return sum
"""


def text(words: str) -> Text:
    return read_text(words.encode())


def remark(first: int, last: int) -> Anchor:
    return anchor_at("shop.py", text(CODE), first, last)


def test_an_anchor_remembers_its_lines_their_neighbours_and_the_file():
    anchor = anchor_at("shop.py", text(CODE), 4, 5, 8, 12)

    assert anchor == Anchor(
        "shop.py",
        4,
        5,
        8,
        12,
        quote="        sum += item.price\n    return sum",
        prefix="def total(cart):\n    sum = 0\n    for item in cart:",
        suffix="\n\ndef count(cart):",
        sha=text(CODE).sha,
    )


def test_at_the_edges_of_a_file_there_are_fewer_neighbours():
    assert (remark(1, 1).prefix, remark(12, 12).suffix) == ("", "")


@given(st.integers(1, 12), st.integers(0, 11))
def test_in_the_same_file_a_place_is_where_it_was(first, more):
    anchor = remark(first, min(first + more, 12))

    assert place(anchor, text(CODE)) == Placed(anchor.first, anchor.last, Certainty.EXACT)


def test_lines_pushed_down_are_found_exactly():
    assert place(remark(4, 5), text("import math\n\n\n" + CODE)) == Placed(7, 8, Certainty.EXACT)


def test_neighbours_tell_equal_lines_apart():
    changed = text("# new\n" + CODE)

    assert place(remark(2, 3), changed) == Placed(3, 4, Certainty.EXACT)
    assert place(remark(9, 10), changed) == Placed(10, 11, Certainty.EXACT)


def test_lines_in_other_company_have_moved():
    changed = text(
        "def quite():\n    pass\n\nclass Other:\n        sum += item.price\n    x = 1\n    y = 2\n    z = 3\n"
    )

    assert place(remark(4, 4), changed) == Placed(5, 5, Certainty.MOVED)


def test_between_two_places_equally_good_nobody_is_sure():
    line = "        sum += item.price\n"

    assert place(remark(4, 4), text(f"a\n{line}b\nc\n{line}d\n")) == Placed(5, 5, Certainty.UNSURE)


def test_words_that_are_not_there_are_gone_and_shown_where_they_were():
    assert place(remark(4, 4), text(CODE.replace("item.price", "item.cost"))) == Placed(4, 4, Certainty.GONE)
    assert place(remark(11, 12), text("x\ny\n")) == Placed(2, 2, Certainty.GONE)
    assert place(remark(11, 12), text("")) == Placed(0, 0, Certainty.GONE)


def test_an_empty_line_is_found_by_its_neighbours_alone():
    assert place(remark(6, 6), text("# new\n" + CODE)) == Placed(7, 7, Certainty.EXACT)
    assert place(remark(6, 7), text("# new\n" + CODE)) == Placed(7, 8, Certainty.EXACT)
    assert place(remark(6, 6), text("\nx\n")).certainty is Certainty.GONE


def test_a_remark_on_the_whole_file_needs_no_lines():
    assert place(Anchor("shop.py", sha="other"), text("x\n")) == Placed(0, 0, Certainty.EXACT)


@pytest.mark.parametrize("words", ["x = 1\n" * 900 + "y = 2\n", "x" * 500_000 + "\n"])
def test_a_remark_on_very_much_stays_small_and_is_found_with_caution(words):
    anchor = anchor_at("big.py", text(words), 1, len(text(words).lines))

    placed = place(anchor, text("# new\n" + words))

    assert len(anchor.quote) <= QUOTED_LINES * 10
    assert (placed.first, placed.last) == (2, 1 + len(text(words).lines))
    assert placed.certainty is Certainty.UNSURE


@given(st.integers(1, 12), st.integers(0, 3), st.lists(st.sampled_from(CODE.split("\n")), max_size=30))
def test_a_place_is_never_given_to_other_words(first, more, lines):
    anchor = remark(first, min(first + more, 12))
    changed = text("\n".join(lines) + "\n")

    placed = place(anchor, changed)

    if placed.certainty is not Certainty.GONE:
        assert list(changed.lines[placed.first - 1 : placed.last]) == anchor.quote.split("\n")

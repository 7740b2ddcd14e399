"""Words that differ between a line and what became of it."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.sourcecode.intraline import MOST_TOKENS, alike, differing_words, pairs


def words(line, columns):
    return [line[first:after] for first, after in columns]


def test_only_the_words_that_changed_are_named():
    old, new = "order = create(cart, total)", "order = create(cart, total, currency)"

    gone, come = differing_words(old, new)

    assert (words(old, gone), words(new, come)) == ([], [", currency"])


def test_a_renamed_word_differs_as_a_whole():
    old, new = "total = price", "totals = price"

    gone, come = differing_words(old, new)

    assert (words(old, gone), words(new, come)) == (["total"], ["totals"])


def test_stretches_with_a_small_gap_read_as_one():
    old, new = "f(a, b)", "f(x, y)"

    gone, come = differing_words(old, new)

    assert (words(old, gone), words(new, come)) == (["a, b"], ["x, y"])


def test_of_an_indent_that_grew_only_what_came_on_top_differs():
    old, new = "    return total", "        return total"

    assert differing_words(old, new) == ((), ((4, 8),))
    assert differing_words(new, old) == (((4, 8),), ())


def test_in_very_long_lines_nobody_looks():
    old = "a " * MOST_TOKENS

    assert differing_words(old, old + "b") == ((), ())


@given(st.text("ab ,()", max_size=40), st.text("ab ,()", max_size=40))
def test_what_is_not_named_is_the_same_but_for_joined_gaps(old, new):
    gone, come = differing_words(old, new)

    assert all(first < after for first, after in (*gone, *come))
    assert list(gone) == sorted(gone)
    assert (old == new) == (not gone and not come)


def test_lines_pair_in_order_and_strangers_stay_alone():
    old = ["total = 0", "for item in cart:", "    pass"]
    new = ["import asyncio", "total = 0.0", "for item in cart.items:"]

    assert pairs(old, new) == [(0, 1), (1, 2)]


def test_large_replacements_pair_as_they_stand_when_they_are_alike():
    old = [f"line {n} of many" for n in range(100)]
    new = [f"line {n} of some" for n in range(100)]

    assert pairs(old, new) == [(n, n) for n in range(100)]


def test_how_alike_lines_are_is_told_by_their_words():
    assert alike("a b", "a b") == 1
    assert alike("alpha", "beta") == 0
    assert alike("", "") == 0

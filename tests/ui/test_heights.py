"""Heights of a long list agree with adding them up."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.ui.heights import Heights

ROWS = 40
gaps_after = st.dictionaries(st.integers(0, ROWS), st.integers(0, 300), max_size=12)


def with_gaps(gaps: dict[int, int]) -> Heights:
    heights = Heights(ROWS, 20)
    for after, pixels in gaps.items():
        heights.set_gap(after, 999)
        heights.set_gap(after, pixels)
    return heights


@given(gaps_after)
def test_tops_gaps_and_the_total_are_sums(gaps):
    heights = with_gaps(gaps)

    assert [heights.gap(row) for row in range(ROWS + 1)] == [gaps.get(row, 0) for row in range(ROWS + 1)]
    for row in range(1, ROWS + 2):
        assert heights.top(row) == (row - 1) * 20 + sum(px for after, px in gaps.items() if after < row)
    assert heights.total == heights.top(ROWS + 1)


@given(gaps_after, st.integers(0, ROWS * 20 + 3000))
def test_the_row_at_a_height_is_the_one_that_begins_there_or_above(gaps, y):
    heights = with_gaps(gaps)

    row = heights.row_at(y)

    assert row == max((r for r in range(1, ROWS + 1) if heights.top(r) <= y), default=0)


def test_an_empty_list_has_only_its_first_gap():
    heights = Heights(0, 20)

    heights.set_gap(0, 50)

    assert (heights.total, heights.row_at(10), heights.row_at(90)) == (50, 0, 0)


def test_other_row_heights_keep_the_gaps():
    heights = with_gaps({3: 100})

    heights.each = 30

    assert (heights.top(4), heights.gap(3)) == (190, 100)

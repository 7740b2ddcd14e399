"""Heights of a long list agree with adding them up."""

from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.ui.heights import Heights

ROWS = 40
gaps_after = st.dictionaries(st.integers(0, ROWS), st.integers(0, 300), max_size=12)
lines_of = st.dictionaries(st.integers(1, ROWS), st.integers(1, 9), max_size=12)


def with_all(gaps: dict[int, int], lines: dict[int, int]) -> Heights:
    heights = Heights(ROWS, 20)
    for after, pixels in gaps.items():
        heights.set_gap(after, 999)
        heights.set_gap(after, pixels)
    for row, count in lines.items():
        heights.set_lines(row, 7)
        heights.set_lines(row, count)
    return heights


@given(gaps_after, lines_of)
def test_tops_gaps_and_the_total_are_sums(gaps, lines):
    heights = with_all(gaps, lines)

    assert [heights.gap(row) for row in range(ROWS + 1)] == [gaps.get(row, 0) for row in range(ROWS + 1)]
    for row in range(1, ROWS + 2):
        above = sum(20 * lines.get(at, 1) for at in range(1, row)) + sum(gaps.get(at, 0) for at in range(row))
        assert heights.top(row) == above
    assert list(heights.tops(range(7, ROWS + 1))) == [heights.top(row) for row in range(7, ROWS + 1)]
    assert heights.total == heights.top(ROWS + 1)
    assert [heights.height(row) // 20 for row in range(1, ROWS + 1)] == [lines.get(at, 1) for at in range(1, ROWS + 1)]
    assert {row for row in range(1, ROWS + 1) if heights.seen(row)} == set(lines)


@given(gaps_after, lines_of, st.integers(0, ROWS * 20 + 3000))
def test_the_row_at_a_height_is_the_one_that_begins_there_or_above(gaps, lines, y):
    heights = with_all(gaps, lines)

    row = heights.row_at(y)

    assert row == max((r for r in range(1, ROWS + 1) if heights.top(r) <= y), default=0)


def test_an_empty_list_has_only_its_first_gap():
    heights = Heights(0, 20)

    heights.set_gap(0, 50)

    assert (heights.total, heights.row_at(10), heights.row_at(90)) == (50, 0, 0)


def test_lines_of_another_height_keep_the_gaps_and_nobody_has_seen_them():
    heights = with_all({3: 100}, {2: 5})

    heights.start_over(30)

    assert (heights.top(4), heights.gap(3), heights.seen(2), heights.height(2)) == (190, 100, False, 30)


def test_rows_that_nobody_has_seen_are_as_high_as_usual():
    heights = Heights(10, 20, usual=2.5)

    heights.set_lines(3, 4)
    heights.set_lines(4, 1)

    assert [heights.top(row) for row in (1, 2, 3, 4, 5, 6)] == [0, 50, 100, 180, 200, 250]
    assert (heights.total, heights.height(2), heights.height(3), heights.row_at(199)) == (500, 50, 80, 4)

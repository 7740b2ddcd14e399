"""Where the keyboard leads, and what a selection means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from growtogether_desktop.ui import code_place as places
from growtogether_desktop.ui.code_place import Place, Selection, whole_lines, within

LINES = ("def total(cart):", "    sum = 0", "", "    return sum  # ўйин")


def every_place() -> list[Place]:
    return [Place(n, column) for n, line in enumerate(LINES, 1) for column in range(len(line) + 1)]


def test_right_and_left_visit_every_place_in_order():
    there, back = [Place(1, 0)], [every_place()[-1]]
    for _ in every_place()[1:]:
        there.append(places.right(LINES, there[-1]))
        back.append(places.left(LINES, back[-1]))

    assert there == every_place()
    assert back == every_place()[::-1]


@pytest.mark.parametrize(
    ("line", "stops"),
    [
        ("e\u0301x", [0, 2, 3]),
        ("👨‍👩‍👧!", [0, 5, 6]),
        ("🇺🇿🇺🇿", [0, 2, 4]),
        ("👍🏽a", [0, 2, 3]),
        ("a\u202e\u200bb", [0, 1, 2, 3, 4]),
        ("日😀ў", [0, 1, 2, 3]),
        ("\t\tx", [0, 1, 2, 3]),
    ],
)
def test_what_is_drawn_as_one_is_passed_as_one(line, stops):
    there, back = [0], [len(line)]
    while there[-1] < len(line):
        there.append(places.right([line], Place(1, there[-1])).column)
    while back[-1]:
        back.append(places.left([line], Place(1, back[-1])).column)

    assert (there, back[::-1]) == (stops, stops)


PIECES = st.sampled_from(
    ("a", "\t", "ў", "日", "😀", "e\u0301", "👨‍👩‍👧", "\u202e", "\u200d", "א", "ع", "क्ष", "\ufe0f", " ")
)


@given(st.lists(PIECES, max_size=10).map("".join))
def test_the_keyboard_gets_through_any_line_both_ways(line):
    there, back = [Place(1, 0)], [Place(1, len(line))]
    while there[-1].column < len(line):
        there.append(places.right([line], there[-1]))
    while back[-1].column:
        back.append(places.left([line], back[-1]))

    assert [place.column for place in there] == sorted({place.column for place in there})
    assert [place.column for place in back] == sorted({place.column for place in back}, reverse=True)


@pytest.mark.parametrize("move", [places.right, places.word_right, places.end])
def test_nothing_leads_beyond_the_end(move):
    assert move(LINES, every_place()[-1]) == every_place()[-1]


@pytest.mark.parametrize("move", [places.left, places.word_left, places.start])
def test_nothing_leads_before_the_start(move):
    assert move(LINES, Place(1, 0)) == Place(1, 0)


def test_words_are_walked_one_by_one_and_backwards():
    at, there = Place(1, 0), []
    while at != places.end(LINES, at):
        at = places.word_right(LINES, at)
        there.append(at)
    back = []
    while at != Place(1, 0):
        at = places.word_left(LINES, at)
        back.append(at)

    assert [place.column for place in there if place.line == 1] == [4, 9, 10, 14, 16]
    assert [place.column for place in back if place.line == 4] == [18, 16, 11, 4, 0]


def test_home_goes_to_the_first_letter_and_then_to_the_margin():
    first = places.line_start(LINES, Place(2, 9))

    assert (first, places.line_start(LINES, first)) == (Place(2, 4), Place(2, 0))
    assert places.line_start(LINES, Place(3, 0)) == Place(3, 0)


@given(st.integers(), st.integers())
def test_the_nearest_place_is_always_one_that_there_is(line, column):
    assert within(LINES, line, column) in every_place()
    assert within((), line, column) == Place(1, 0)


@pytest.mark.parametrize(
    ("begin", "cursor", "span"),
    [
        (Place(2, 3), Place(2, 3), (2, 2, 0, 0)),
        (Place(2, 4), Place(2, 7), (2, 2, 4, 7)),
        (Place(2, 7), Place(2, 4), (2, 2, 4, 7)),
        (Place(1, 0), Place(2, 11), (1, 2, 0, 0)),
        (Place(1, 0), Place(3, 0), (1, 2, 0, 0)),
        (Place(1, 4), Place(3, 0), (1, 2, 4, 11)),
        (Place(2, 11), Place(3, 0), (2, 2, 11, 11)),
        (Place(1, 4), Place(4, 2), (1, 4, 4, 2)),
        (Place(3, 0), Place(4, 0), (3, 3, 0, 0)),
    ],
)
def test_a_selection_spans_what_an_anchor_says(begin, cursor, span):
    assert Selection(begin, cursor).span(LINES) == span


@given(st.sampled_from(every_place()), st.sampled_from(every_place()))
def test_the_words_of_a_selection_are_those_between_its_ends(begin, cursor):
    whole = "\n".join(LINES)
    offset = {place: sum(len(line) + 1 for line in LINES[: place.line - 1]) + place.column for place in (begin, cursor)}

    words = Selection(begin, cursor).words(LINES)

    assert words == whole[min(offset.values()) : max(offset.values())]


@given(st.integers(1, 4), st.integers(1, 4))
def test_whole_lines_are_whole_in_either_direction(begin, end):
    selection = whole_lines(LINES, begin, end)

    assert selection.cursor.line == end
    assert selection.words(LINES) == "\n".join(LINES[min(begin, end) - 1 : max(begin, end)])

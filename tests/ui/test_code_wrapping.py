"""Long lines are broken on demand: nothing covers anything, and what is being read stays where it is."""

from unicodedata import bidirectional

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QLabel

from growtogether_desktop.sourcecode.comparison import compare
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_pane import CodePane
from growtogether_desktop.ui.code_row import CodeRow
from growtogether_desktop.ui.code_view import Block, CodeView, Place

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ROW = 20


def text(lines: list[str]) -> Text:
    return read_text("".join(f"{line}\n" for line in lines).encode())


def prose(lines: int) -> Text:
    """Every line longer than the one before, up to eleven lines on screen."""
    return text([f"{n} " + "some words " * (n * 7 % 80) for n in range(1, lines + 1)])


@pytest.fixture
def view(view: CodeView) -> CodeView:
    view.wrap_lines(True)
    return view


def in_sight(view: CodeView) -> dict[int, tuple[int, int]]:
    """Row → top and lines on screen."""
    rows = range(view._line_at(0), view._line_at(view.viewport().height()) + 1)
    return {row: (view._top(row), view._heights.height(row) // ROW) for row in rows}


def all_fit(view: CodeView) -> bool:
    """Whether every row in sight has the room that it needs."""
    return all(lines == view._rows.lines_of(row) for row, (_top, lines) in in_sight(view).items())


def test_no_line_is_wider_than_the_pane_and_none_is_cut_off(view):
    view.show_text(prose(200), "a.md")

    right = [
        view._rows.point(Place(line, column)).x()
        for line in range(1, 12)
        for column in range(0, len(view._lines[line - 1]), 3)
    ]

    assert view.horizontalScrollBar().maximum() == 0
    assert max(right) <= view.viewport().width() - view._code_left
    assert view._rows.lines_of(11) > 8


@pytest.mark.parametrize("at", [0, 1_700, 3_000, 100_000])
def test_wherever_one_goes_rows_have_the_room_they_need(view, at):
    view.show_text(prose(300), "a.md")

    view.verticalScrollBar().setValue(at)

    assert all_fit(view)


@pytest.mark.parametrize("rows", [300, 5_000])
def test_the_scroll_bar_hardly_grows_while_one_reads(view, rows):
    view.show_text(prose(rows), "a.md")
    at_first = view.verticalScrollBar().maximum()

    for at in range(0, at_first, at_first // 60):
        view.verticalScrollBar().setValue(at)

    assert view.verticalScrollBar().maximum() == pytest.approx(at_first, rel=0.06)


def test_the_very_end_can_be_seen(view):
    view.show_text(prose(300), "a.md")

    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())

    assert view._top(301) <= view.viewport().height()


@pytest.mark.parametrize("step", [-7, -60, 60])
def test_what_one_reads_moves_as_far_as_one_scrolls(view, step):
    view.show_text(prose(300), "a.md")
    view.verticalScrollBar().setValue(9_000)

    for _ in range(60):
        before = in_sight(view)
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + step)
        after = in_sight(view)

        stayed = {row: before[row][0] - after[row][0] for row in before.keys() & after.keys()}
        assert stayed
        assert set(stayed.values()) == {step}


def test_breaking_lines_and_joining_them_again_keeps_the_reader_in_place(view):
    view.wrap_lines(False)
    view.show_text(prose(300), "a.md")
    view.verticalScrollBar().setValue(view._heights.top(123))

    view.wrap_lines(True)
    broken = view._line_at(0), view._top(123)
    view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 3 * ROW)
    view.resize(500, 400)
    narrower = view._place_at(QPointF(view._row_left, 0))
    view.wrap_lines(False)

    assert broken == (123, 0)
    assert narrower.line == 123
    assert narrower.column > 100
    assert view._line_at(0) == 123
    assert view._heights.total == 300 * ROW


def test_the_cursor_is_always_in_sight(view, qtbot):
    view.show_text(prose(300), "a.md")

    for key in (Key.Key_End, Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown, Key.Key_Down):
        qtbot.keyClick(view, key, CTRL if key in (Key.Key_End, Key.Key_Home) else Qt.KeyboardModifier.NoModifier)
        y = view._y_of(view.place)
        assert 0 <= y <= view.viewport().height() - ROW
    view.go_to(200, 400)
    assert 0 <= view._y_of(view.place) <= view.viewport().height() - ROW


def test_up_and_down_go_by_lines_on_screen(view, qtbot):
    view.show_text(text(["short", "word " * 40, "x" * 30]), "a.md")
    view.go_to(1, 3)

    places = []
    for _ in range(4):
        qtbot.keyClick(view, Key.Key_Down)
        places.append((view.place.line, round(view._rows.point(view.place).y() / ROW)))
    for _ in range(4):
        qtbot.keyClick(view, Key.Key_Up)

    assert places == [(2, 0), (2, 1), (2, 2), (3, 0)]
    assert view.place == Place(1, 3)


def test_a_line_of_ten_million_columns_is_broken_where_one_looks(view):
    view.show_text(text(["a", "x = 1;" * 1_600_000 + "THE END", "b"]), "long.js")

    view.go_to(2, 9_600_003)
    view.grab()

    assert 0 <= view._y_of(view.place) < view.viewport().height()
    assert view._place_at(QPointF(view._row_left + view._rows.point(view.place).x(), view._y_of(view.place) + 5)) == (
        Place(2, 9_600_003)
    )
    assert len(view._rows) < 60


def test_slices_of_wide_characters_do_not_reach_out_of_the_pane(view):
    view.show_text(text(["日\t\u202e" * 2_000]), "wide.py")

    right = max(view._rows.point(Place(1, column)).x() for column in range(0, 6_000, 7))

    assert right <= view.viewport().width() - view._code_left


def test_a_click_finds_the_character_beneath_the_mouse(view, qtbot):
    view.show_text(prose(40), "a.md")
    place = Place(8, 300)
    at = view._rows.point(place) + QPointF(view._row_left, view._top(8) + ROW / 2)

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at.toPoint())

    assert view.place == place


def test_blocks_stand_below_all_of_their_line(view):
    view.show_text(prose(40), "a.md")
    view.set_blocks([Block("a", 5, lambda: QLabel("a remark"))])

    assert view.block("a").geometry().top() == view._top(5) + view._rows.lines_of(5) * ROW + 8


@pytest.fixture
def pane(qtbot) -> CodePane:
    """Line 3 is long in the old version, line 5 in the new one."""
    pane = CodePane()
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    pane.show()
    old = text([f"line {n} " + "was long " * (30 if n == 3 else 0) for n in range(1, 60)])
    new = text([f"line {n} " + "is long " * (50 if n == 5 else 0) for n in range(1, 60)])
    pane.show_text(new, "a.py", None)
    pane.wrap_lines(True)
    pane.show_comparison(compare(old, new), True, None, None)
    pane.open_all()
    return pane


def test_side_by_side_a_row_is_as_high_as_its_higher_half(pane):
    code, old = pane.code, pane.old

    assert old._rows.lines_of(3) > code._rows.lines_of(3) == 1
    assert code._rows.lines_of(5) > old._rows.lines_of(5) == 1
    assert code._heights.height(3) == ROW * old._rows.lines_of(3)
    assert code._heights.height(5) == ROW * code._rows.lines_of(5)
    assert [old._top(row) for row in range(1, 20)] == [code._top(row) for row in range(1, 20)]


def test_the_halves_stay_in_step_when_the_room_is_divided_otherwise(pane, qtbot):
    before = pane.code._heights.height(3)

    pane.resize(600, 400)
    qtbot.waitUntil(lambda: pane.code._heights.height(3) > before)

    assert pane.code._heights.height(3) == ROW * pane.old._rows.lines_of(3)
    pane.old.verticalScrollBar().setValue(90)
    assert [pane.old._top(row) for row in range(1, 30)] == [pane.code._top(row) for row in range(1, 30)]


def test_another_comparison_is_read_from_the_same_line_on(pane):
    pane.code.verticalScrollBar().setValue(pane.code._heights.top(20))

    pane.show_comparison(None, False, None, None)

    assert pane.code._line_at(0) == 20
    assert pane.code._heights.total == pane.code._heights.top(60)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=200), st.integers(60, 400))
def test_whatever_stands_in_a_broken_row_every_line_of_it_can_be_reached(words, width):
    row = CodeRow(words, 0, (), CodeLook(theme.current(), 100), width)

    places = [row.point(column) for column in range(len(words) + 1)]
    tops = [point.y() for point in places]

    assert tops == sorted(tops)
    assert row.lines == 1 or {round(top / ROW) for top in tops} >= {0, row.lines - 1}
    for column, point in enumerate(places):
        found = row.column_at(point.x(), point.y())
        assert row.point(found).y() == point.y() or found == column


def from_the_right(character: str) -> bool:
    return bidirectional(character) in ("R", "AL", "AN")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40), st.sampled_from([0, 200]))
def test_a_place_that_the_mouse_finds_is_found_there_again(words, width):
    assume(not any(map(from_the_right, words)))  # at the edges of a line Qt has two answers for these
    row = CodeRow(words, 0, (), CodeLook(theme.current(), 100), width)

    for column in range(len(words) + 1):
        point = row.point(column)
        found = row.column_at(point.x(), point.y())
        again = row.point(found)
        assert row.column_at(again.x(), again.y()) == found
        assert 0 <= found <= len(words)

"""Two versions on screen: in one column and two, by keyboard and mouse."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QLineEdit

from growtogether_desktop.sourcecode.colours import Colours
from growtogether_desktop.sourcecode.comparison import compare
from growtogether_desktop.sourcecode.text import read_text
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_pane import CodePane
from growtogether_desktop.ui.code_view import Block, CodeView, Mark

OLD = [f"line {n}" for n in range(1, 101)]
NEW = [*OLD[:49], "line 50 changed", *OLD[50:79], *OLD[80:]]
Key = Qt.Key


def text(lines):
    return read_text("".join(f"{line}\n" for line in lines).encode())


@pytest.fixture
def pane(qtbot):
    """Line 50 was edited, line 80 removed."""
    pane = CodePane()
    qtbot.addWidget(pane)
    pane.resize(900, 400)
    pane.show()
    pane.activateWindow()
    pane.code.setFocus()
    new = text(NEW)
    pane.show_text(new, "a.py", None)
    pane.comparison = compare(text(OLD), new)
    return pane


def show(pane, beside):
    pane.show_comparison(pane.comparison, beside, None, None)


def has(view: CodeView, row: int, colour: QColor) -> bool:
    image = view.viewport().grab().toImage()
    top = view._top(row)
    return any(image.pixelColor(x, top + 2) == colour for x in range(view._gutter, image.width()))


def test_one_column_shows_both_and_folds_the_rest(pane):
    show(pane, beside=False)

    assert list(pane.code.sheet.lines[:6]) == ["", "line 47", "line 48", "line 49", "line 50", "line 50 changed"]
    assert pane.old.isHidden()
    assert has(pane.code, 5, theme.current().removed)
    assert has(pane.code, 6, theme.current().added)
    assert has(pane.code, 6, theme.current().added_words)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Space])
def test_a_key_on_a_fold_opens_it_and_the_cursor_stays(pane, qtbot, key):
    show(pane, beside=False)
    pane.code.go_to_row(1)

    qtbot.keyClick(pane.code, key)

    assert list(pane.code.sheet.lines[:3]) == ["line 1", "line 2", "line 3"]
    assert pane.code.place.line == 1


def test_a_click_on_a_fold_opens_it_on_both_sides(pane, qtbot):
    show(pane, beside=True)

    qtbot.mouseClick(pane.old.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 8))

    assert pane.code.sheet.lines[0] == pane.old.sheet.lines[0] == "line 1"


def test_going_to_a_folded_line_opens_it(pane):
    show(pane, beside=False)

    pane.code.go_to(10)

    assert pane.code.place.line == 10
    assert pane.code.sheet.lines[pane.code.place_in_rows.line - 1] == "line 10"


@pytest.mark.parametrize("line", [3, 30, 44, 60, 75, 95])
@pytest.mark.parametrize("beside", [False, True])
def test_where_one_goes_is_in_sight_also_when_a_fold_opens_for_it(pane, qtbot, line, beside):
    show(pane, beside)
    pane.code.set_blocks([Block("remark", 47, lambda: QLabel("\n\n\n\n\n\n"))])
    pane.step_to_change(1)

    pane.code.select_columns(line, 0, 4)

    row = pane.code.place_in_rows.line
    assert pane.code.sheet.lines[row - 1] == NEW[line - 1]
    assert 0 <= pane.code._top(row) <= pane.code.viewport().height() - 20


def test_the_version_before_keeps_its_colours_when_a_fold_opens(pane):
    before, old = Colours(), Colours()
    pane.show_comparison(pane.comparison, True, before, old)

    pane.open_all()

    assert pane.old._old_colours is old
    assert (pane.code._colours, pane.code._old_colours) == (before, old)


def test_other_colours_come_while_two_versions_are_compared(pane):
    pane.show_comparison(pane.comparison, False, Colours(), Colours())
    pane.code.go_to(50)
    other = Colours()

    pane.show_comparison(pane.comparison, False, other, Colours())

    assert pane.code._colours is other
    assert pane.code.place.line == 50


def test_both_sides_keep_in_step_whatever_stands_between_the_lines(pane):
    show(pane, beside=True)
    pane.open_all()
    tall = QLabel("a remark")
    tall.setFixedHeight(130)

    pane.code.set_blocks([Block("remark", 3, lambda: tall)])
    pane.code.verticalScrollBar().setValue(400)

    assert pane.old.verticalScrollBar().value() == 400
    assert [pane.old._top(row) for row in (1, 4, 60)] == [pane.code._top(row) for row in (1, 4, 60)]


@pytest.mark.parametrize("zoom", [100, 120])
def test_what_reads_the_same_on_both_sides_is_shaped_once(pane, zoom):
    show(pane, beside=True)
    pane.code.set_zoom(zoom)
    pane.grab()

    assert pane.code._rows._row(4, 0) is pane.old._rows._row(4, 0)
    assert pane.code._rows._row(5, 0) is not pane.old._rows._row(5, 0)


def test_scrolling_the_old_side_moves_the_new_one(pane):
    show(pane, beside=True)
    pane.open_all()

    pane.old.verticalScrollBar().setValue(300)

    assert pane.code.verticalScrollBar().value() == 300


def test_what_is_being_written_stays_when_rows_change(pane):
    show(pane, beside=False)
    editor = QLineEdit("half a sen")
    pane.code.set_blocks([Block("editor", 50, lambda: editor)])
    pane.code.reveal("editor")

    pane.open_all()
    show(pane, beside=True)

    assert pane.code.block("editor") is editor
    assert pane.window().focusWidget() is editor
    assert editor.geometry().top() == pane.code._top(pane.code.sheet.row_of(50)) + 20 + 8


@pytest.mark.parametrize("beside", [False, True])
def test_what_is_being_written_is_still_in_sight_when_rows_come_above_it(pane, beside):
    new = text(OLD)
    pane.show_text(new, "a.py", None)
    pane.code.set_blocks([Block("draft", 8, QLineEdit, height=80)])
    written = pane.code.block("draft")
    written.setFixedHeight(80)
    written.setFocus()
    pane.code.reveal("draft")
    comparison = compare(text([*OLD[:3], *(f"gone {n}" for n in range(12)), *OLD[3:]]), new)

    pane.show_comparison(comparison, beside, None, None)
    pane.grab()

    assert pane.code.viewport().rect().contains(written.geometry())
    assert written.hasFocus()


def test_what_is_being_written_is_still_in_sight_when_there_is_less_room(pane):
    pane.code.set_blocks([Block("draft", 12, QLineEdit, height=80)])
    pane.code.reveal("draft")
    written = pane.code.block("draft")

    pane.resize(900, 250)
    pane.grab()

    assert pane.code.viewport().rect().contains(written.geometry())


def test_who_has_scrolled_away_from_what_is_being_written_stays_where_they_read(pane):
    pane.code.set_blocks([Block("draft", 2, QLineEdit, height=80)])
    pane.code.reveal("draft")
    pane.code.verticalScrollBar().setValue(1000)

    pane.resize(900, 250)
    pane.grab()

    assert pane.code.verticalScrollBar().value() == 1000


def test_lines_with_remarks_are_never_folded(pane):
    show(pane, beside=False)

    pane.keep_open([(19, 22)])

    assert "line 20" in pane.code.sheet.lines


def test_selected_lines_are_those_of_the_new_version(pane, qtbot):
    show(pane, beside=False)
    pane.code.go_to_row(4)

    qtbot.keyClick(pane.code, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.code, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(pane.code, Key.Key_End, Qt.KeyboardModifier.ShiftModifier)

    assert pane.code.selected() == (49, 50, 0, 0)


def test_one_goes_from_change_to_change(pane):
    show(pane, beside=False)

    steps = [(pane.step_to_change(1), pane.code.place_in_rows.line) for _ in range(3)]
    back = pane.step_to_change(-1), pane.code.place_in_rows.line

    assert [went for went, _row in steps] == [True, True, False]
    assert pane.code.sheet.lines[steps[0][1] - 1] == "line 50"
    assert pane.code.sheet.lines[steps[1][1] - 1] == "line 80"
    assert back == (True, steps[0][1])


def test_without_a_comparison_the_file_stands_alone_again_at_the_same_line(pane):
    show(pane, beside=True)
    pane.code.go_to(50)

    pane.show_comparison(None, False, None, None)

    assert (pane.code.place.line, len(pane.code.sheet.lines), pane.old.isHidden()) == (50, 99, True)


def test_the_minimap_shows_remarks_and_changes_and_leads_there(pane, qtbot):
    show(pane, beside=False)
    pane.open_all()
    pane.set_marks([Mark(20, 21, "waiting")])

    said = pane.minimap.accessibleName()
    qtbot.mouseClick(pane.minimap, Qt.MouseButton.LeftButton, pos=QPoint(5, pane.minimap.height() - 1))

    assert said == "1 remark, 2 changes"
    assert pane.code.verticalScrollBar().value() == pane.code.verticalScrollBar().maximum()


def test_a_screen_reader_is_told_what_changed(pane):
    show(pane, beside=False)

    said = []
    for row in (1, 4, 5, 6):
        pane.code.go_to_row(row)
        said.append(pane.code.accessibleDescription())

    assert said == [
        "46 unchanged lines",
        "Line 49: line 49",
        "Line 50, removed: line 50",
        "Line 50, added: line 50 changed",
    ]


def test_spaces_and_tabs_are_shown_on_demand(pane):
    before = pane.code.viewport().grab().toImage()

    pane.code.show_spaces(True)

    assert pane.code.viewport().grab().toImage() != before

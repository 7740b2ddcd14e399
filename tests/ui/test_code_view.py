"""The code pane: quick at any size, walkable by keyboard, and nothing jumps beneath the reader."""

import itertools
import time
from array import array

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from growtogether_desktop.sourcecode.highlight import Colours
from growtogether_desktop.sourcecode.roles import ENDS, ROLES, SPANS, Role
from growtogether_desktop.sourcecode.text import Text, read_text
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_look import CodeLook
from growtogether_desktop.ui.code_row import CodeRow
from growtogether_desktop.ui.code_rows import SLICE
from growtogether_desktop.ui.code_view import Block, CodeView, Mark, Place

CODE = "def total(cart):\n    sum = 0\n\n    return sum\n"
ROW = 20
CTRL, SHIFT, NONE = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
)
KEY = Qt.Key


def source(words: str) -> Text:
    return read_text(words.encode())


def many(lines: int) -> Text:
    return source("".join(f"line {n}\n" for n in range(1, lines + 1)))


def tell(view: CodeView) -> list[tuple[int, ...]]:
    """What the pane asks for from now on."""
    told: list[tuple[int, ...]] = []
    view.commentAsked.connect(lambda *lines: told.append(lines))
    return told


def point(view: CodeView, line: int, column: int = 0) -> QPoint:
    place = Place(line, column)
    return QPoint(round(view._row_left + view._rows.point(place).x()), view._top(line) + ROW // 2)


def tall(height: int) -> QWidget:
    label = QLabel("a remark")
    label.setFixedHeight(height)
    return label


# Size


def test_a_hundred_thousand_lines_open_at_once_and_only_those_in_sight_are_shaped(view):
    text = many(100_000)
    view.show_text(many(10), "small.py")
    view.grab()
    began = time.process_time()

    view.show_text(text, "large.py")
    view.grab()

    assert time.process_time() - began < 0.1
    assert len(view._rows) == 400 // ROW
    assert view.verticalScrollBar().maximum() == 100_000 * ROW + 8 - 400


def test_wherever_one_scrolls_few_rows_are_kept(view):
    view.show_text(many(100_000), "large.py")

    for at in range(0, 2_000_000, 40_000):
        view.verticalScrollBar().setValue(at)
        view.grab()

    assert len(view._rows) <= 400


def test_a_line_of_ten_million_columns_is_shaped_where_one_looks(view):
    view.show_text(source("x = 1;" * 1_600_000 + "THE END"), "long.js")
    view.go_to(1, 9_600_003)
    view.grab()

    assert len(view._rows) <= 3
    assert view._place_at(QPointF(point(view, 1, 9_600_003))) == Place(1, 9_600_003)
    assert view._rows.point(Place(1, 9_600_003)).x() == pytest.approx(9_600_003 * view._look.column, rel=0.001)


def test_no_slice_of_a_long_line_covers_the_next_one(view):
    view.show_text(source("\t日\u202e" * SLICE), "long.py")

    for column in range(SLICE, 3 * SLICE, SLICE):
        assert view._rows.point(Place(1, column - 1)).x() < view._rows.point(Place(1, column)).x()


def test_an_empty_file_says_so_and_takes_every_key(view, qtbot):
    told = tell(view)
    view.show_text(source(""), "empty.py")
    view.grab()

    for key in (KEY.Key_Down, KEY.Key_End, KEY.Key_PageDown, KEY.Key_A, KEY.Key_C):
        qtbot.keyClick(view, key)
        qtbot.keyClick(view, key, CTRL)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 30))

    assert (view.place, told) == (Place(1, 0), [])


# The keyboard


def test_keys_move_the_cursor_and_it_is_told_where_it_is(view, qtbot):
    places = []
    view.show_text(source(CODE), "a.py")
    view.placeChanged.connect(lambda *place: places.append(place))

    for key, modifiers in (
        (KEY.Key_Right, NONE),
        (KEY.Key_Down, NONE),
        (KEY.Key_End, NONE),
        (KEY.Key_Down, NONE),
        (KEY.Key_Down, NONE),
        (KEY.Key_Left, CTRL),
        (KEY.Key_Home, NONE),
        (KEY.Key_Home, CTRL),
        (KEY.Key_End, CTRL),
    ):
        qtbot.keyClick(view, key, modifiers)

    assert places == [
        (1, 2, 0),
        (2, 2, 0),
        (2, 12, 0),
        (3, 1, 0),
        (4, 12, 0),
        (4, 5, 0),
        (4, 1, 0),
        (1, 1, 0),
        (4, 15, 0),
    ]


def test_shift_selects_and_escape_lets_go(view, qtbot):
    view.show_text(source(CODE), "a.py")
    view.go_to(2, 4)

    qtbot.keyClick(view, KEY.Key_Right, SHIFT)
    qtbot.keyClick(view, KEY.Key_Down, SHIFT)
    two_lines = view.selected()
    qtbot.keyClick(view, KEY.Key_End, CTRL | SHIFT)
    to_the_end = view.selected()
    qtbot.keyClick(view, KEY.Key_Escape)

    assert (two_lines, to_the_end, view.selected()) == ((2, 2, 4, 11), (2, 4, 4, 14), (4, 4, 0, 0))


def test_pages_are_as_long_as_the_view(view, qtbot):
    view.show_text(many(1000), "a.py")

    qtbot.keyClick(view, KEY.Key_PageDown)
    down = view.place.line
    qtbot.keyClick(view, KEY.Key_PageDown, SHIFT)
    qtbot.keyClick(view, KEY.Key_PageUp)
    qtbot.keyClick(view, KEY.Key_PageUp)

    assert (down, view.place.line) == (1 + 400 // ROW - 1, 1)


def test_the_cursor_is_always_in_sight(view, qtbot):
    view.show_text(source(("x" * 300 + "\n") * 1000), "a.py")

    for key in (KEY.Key_PageDown, KEY.Key_End, KEY.Key_PageDown, KEY.Key_Down, KEY.Key_Home):
        qtbot.keyClick(view, key)
        assert view.viewport().rect().contains(point(view, view.place.line, view.place.column))
    view.go_to(900, 250)
    assert view.viewport().rect().contains(point(view, 900, 250))


@pytest.mark.parametrize(
    "event",
    [(KEY.Key_C, NONE, "c"), (0x421, NONE, "с"), (KEY.Key_Return, CTRL, "\r"), (KEY.Key_Enter, CTRL, "\r")],
    ids=["c", "с on a Russian keyboard", "ctrl+return", "ctrl+enter"],
)
def test_a_key_asks_for_a_remark_on_what_is_selected(view, event):
    key, modifiers, text = event
    told = tell(view)
    view.show_text(source(CODE), "a.py")
    view.go_to(1)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Down, SHIFT))
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, KEY.Key_End, SHIFT))

    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))
    view.go_to(4, 6)
    QApplication.sendEvent(view, QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))

    assert told == [(1, 2, 0, 0), (4, 4, 0, 0)]


def test_what_is_selected_can_be_copied(view, qtbot):
    view.show_text(source(CODE), "a.py")
    view.go_to(2, 4)

    qtbot.keyClick(view, KEY.Key_End, SHIFT)
    qtbot.keyClick(view, KEY.Key_C, CTRL)
    part = QGuiApplication.clipboard().text()
    qtbot.keyClick(view, KEY.Key_A, CTRL)
    qtbot.keyClick(view, KEY.Key_C, CTRL)

    assert (part, QGuiApplication.clipboard().text()) == ("sum = 0", CODE.rstrip("\n"))


# The mouse


def test_dragging_over_code_selects_characters_and_over_numbers_lines(view, qtbot):
    view.show_text(source(CODE), "a.py")

    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 1, 4))
    qtbot.mouseMove(view.viewport(), point(view, 2, 7))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 2, 7))
    characters = view.selected()
    number = QPoint(view._gutter - 4, point(view, 4).y())
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=number)
    qtbot.mouseMove(view.viewport(), number - QPoint(0, 2 * ROW))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=number - QPoint(0, 2 * ROW))

    assert (characters, view.selected()) == ((1, 2, 4, 7), (2, 4, 0, 0))


def test_a_click_with_shift_selects_from_where_the_cursor_was(view, qtbot):
    view.show_text(source(CODE), "a.py")

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 1, 4))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, SHIFT, point(view, 2, 7))

    assert view.selected() == (1, 2, 4, 7)


def test_the_plus_in_the_gutter_asks_for_a_remark_on_what_it_is_dragged_over(view, qtbot):
    told = tell(view)
    view.show_text(source(CODE), "a.py")
    plus = QPoint(12, point(view, 2).y())

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=plus)
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=plus)
    qtbot.mouseMove(view.viewport(), plus + QPoint(0, 2 * ROW))
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=plus + QPoint(0, 2 * ROW))

    assert told == [(2, 2, 0, 0), (2, 4, 0, 0)]


def test_a_double_click_asks_for_a_remark_on_its_line(view, qtbot):
    told = tell(view)
    view.show_text(source(CODE), "a.py")

    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 4, 5))
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point(view, 4, 5))

    assert told == [(4, 4, 0, 0)]


# Blocks


def test_a_block_stands_below_its_line_and_moves_the_rest_down(view):
    view.show_text(source(CODE), "a.py")
    view.set_blocks(
        [Block("a", 2, lambda: tall(50)), Block("b", 2, lambda: tall(30)), Block("top", 0, lambda: tall(10))]
    )

    geometry = {key: view.block(key).geometry() for key in ("top", "a", "b")}

    assert (geometry["top"].top(), geometry["top"].height()) == (8, 10)
    assert (geometry["a"].top(), geometry["a"].height()) == (26 + 2 * ROW + 8, 50)
    assert geometry["b"].top() == geometry["a"].bottom() + 1 + 16
    assert view._top(3) == geometry["b"].bottom() + 1 + 8
    assert geometry["a"].left() == view._code_left


def test_where_there_is_little_room_blocks_take_that_of_the_gutter(view):
    view.resize(400, 400)
    view.show_text(source(CODE), "a.py")
    view.set_blocks([Block("a", 2, lambda: tall(50))])

    geometry = view.block("a").geometry()

    assert (geometry.left(), geometry.width()) == (8, view.viewport().width() - 16)


def test_blocks_keep_their_places_when_one_scrolls(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block(f"b{n}", n, lambda: tall(70)) for n in range(5, 1000, 7)])

    for at in (0, 37, 900, 20_000, 4_000, 0):
        view.verticalScrollBar().setValue(at)
        in_sight = {
            n: view.block(f"b{n}").geometry().top() - view._top(n) - ROW
            for n in range(5, 1000, 7)
            if -100 < view._top(n) < 400
        }

        assert len(in_sight) >= 2
        assert set(in_sight.values()) == {8}


def test_only_blocks_that_come_near_are_made(view):
    made = []
    view.show_text(many(1000), "a.py")

    view.set_blocks([Block(str(n), n, lambda n=n: made.append(n) or tall(40)) for n in range(1, 1000, 9)])
    at_first = len(made)
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())

    assert at_first < 12
    assert len(made) < 24
    assert max(made) == 999 - (999 - 1) % 9


def slow() -> QWidget:
    """A block that takes longer than blocks may take in one go."""
    toil(0.005)
    return tall(40)


def test_blocks_that_take_long_are_made_one_after_the_other_those_in_sight_first(view, qtbot):
    made = []
    view.show_text(many(1000), "a.py")

    view.set_blocks([Block(str(n), n, lambda n=n: made.append(n) or slow(), height=20) for n in (1, 9, 12, 25)])
    at_once = list(made)
    qtbot.waitUntil(lambda: len(made) == 4)

    assert (at_once, made) == ([9], [9, 12, 1, 25])


def test_a_block_that_nobody_sees_yet_and_takes_its_time_is_made_in_one_step_and_measured_in_another(view):
    made = []
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("below", 30, lambda: made.append("below") or toil() or tall(40), height=20)])
    at_once = list(made)

    view._make_more()
    after_one = list(made), view._heights.gap(30)
    view._make_more()

    assert (at_once, after_one) == ([], (["below"], 36))
    assert (made, view._heights.gap(30)) == (["below"], 56)


def toil(seconds=0.001):
    began = time.thread_time()
    while time.thread_time() - began < seconds:
        pass


class Thread(QWidget):
    """A block of three parts, each of them 20 high; to make one takes so long."""

    def __init__(self, seconds) -> None:
        super().__init__()
        self.parts = 0
        self._seconds = seconds
        toil(seconds)

    def more(self) -> bool:
        toil(self._seconds)
        self.parts += 1
        self.setFixedHeight(20 * self.parts)
        return self.parts < 3


def test_a_long_block_that_nobody_sees_yet_is_made_a_part_at_a_time(view):
    made = []
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("below", 30, lambda: made.append(Thread(0.001)) or made[0], height=20)])

    heights = []
    for _ in range(4):
        view._make_more()
        heights.append((made[0].parts, view._heights.gap(30)))

    assert heights == [(0, 36), (1, 36), (2, 36), (3, 76)]


def test_short_parts_of_a_block_that_nobody_sees_yet_are_made_together(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("below", 30, lambda: Thread(0), height=20)])

    view._make_more()

    assert (view.block("below").parts, view._heights.gap(30)) == (3, 76)
    assert view.block("below").isHidden()


def test_a_block_that_has_been_made_ahead_is_put_in_place_in_a_turn_of_its_own(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("below", 30, lambda: Thread(0), height=20)])
    view._make_more()

    view._make_more()

    assert view.block("below").isVisible()


def test_a_block_that_is_wanted_is_made_at_once(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block(str(n), n, slow) for n in range(490, 510)])

    view.reveal("505")

    assert view.viewport().rect().contains(view.block("505").geometry())


def test_the_line_in_sight_stays_when_a_block_above_grows(view, qtbot):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("above", 95, lambda: tall(40))])
    view.go_to(100)
    view.verticalScrollBar().setValue(view._heights.top(97))
    before = view._top(100)

    view.block("above").setFixedHeight(300)
    qtbot.waitUntil(lambda: view._heights.gap(95) == 316)

    assert view._top(100) == before


def test_wrong_guesses_of_heights_do_not_move_what_one_reads(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block(str(n), n, lambda: tall(150), height=20) for n in range(1, 1000)])
    view.verticalScrollBar().setValue(9_000)
    line = view._line_at(0)
    before = view._top(line + 3) - view.block(str(line + 3)).height()

    view._arrange()

    assert view._top(line + 3) - view.block(str(line + 3)).height() == before


def test_a_block_that_stays_keeps_its_widget_and_one_that_goes_takes_its_room(view):
    view.show_text(many(100), "a.py")
    view.set_blocks([Block("a", 2, lambda: tall(50)), Block("b", 3, lambda: tall(50))])
    kept = view.block("a")

    view.set_blocks([Block("a", 4, lambda: tall(50))])

    assert view.block("a") is kept
    assert (view.block("b"), view._heights.gap(2), view._heights.gap(3), view._heights.gap(4)) == (None, 0, 0, 66)


def test_a_block_after_the_last_line_or_beyond_it_stands_at_the_end(view):
    view.show_text(source(CODE), "a.py")
    view.set_blocks([Block("last", 4, lambda: tall(20)), Block("beyond", 90, lambda: tall(20))])

    assert view.block("last").geometry().top() == 4 * ROW + 8
    assert view.block("beyond").geometry().top() == 4 * ROW + 36 + 8


def test_a_block_can_be_brought_into_sight_and_takes_the_keyboard(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("far", 900, QLineEdit)])

    view.reveal("far")

    assert view.viewport().rect().contains(view.block("far").geometry())
    assert view.window().focusWidget() is view.block("far")


def test_an_editor_keeps_the_keyboard_when_one_scrolls_away(view):
    view.show_text(many(1000), "a.py")
    view.set_blocks([Block("editor", 5, QLineEdit)])
    view.block("editor").setFocus()

    view.verticalScrollBar().setValue(15_000)

    assert view.window().focusWidget() is view.block("editor")
    assert not view.viewport().rect().intersects(view.block("editor").geometry())


def test_another_text_takes_the_blocks_away(view):
    view.show_text(many(100), "a.py")
    view.set_blocks([Block("a", 2, lambda: tall(50))])

    view.show_text(many(5), "b.py")

    assert view.block("a") is None
    assert view._heights.total == 5 * ROW


# Looks


def colour_of(view: CodeView, line: int, wanted: QColor) -> bool:
    image = view.viewport().grab().toImage()
    top = view._top(line)
    return any(image.pixelColor(x, y) == wanted for y in range(top, top + ROW) for x in range(view._code_left, 400))


def test_colours_are_painted_when_they_arrive(view):
    colours = Colours()
    view.show_text(source(CODE), "a.py", colours)
    keyword = theme.current().code["keyword"]
    before = colour_of(view, 1, keyword)

    colours._add(0, array(ENDS, [1]), array(SPANS, [3 << 8 | ROLES.index(Role.KEYWORD)]))

    assert (before, colour_of(view, 1, keyword), colour_of(view, 4, keyword)) == (False, True, False)


def test_colours_of_a_text_no_longer_shown_are_ignored(view):
    colours = Colours()
    view.show_text(source(CODE), "a.py", colours)
    view.show_text(source("plain\n"), "b.txt")

    colours._add(0, array(ENDS, [1]), array(SPANS, [3 << 8 | ROLES.index(Role.KEYWORD)]))

    assert not colour_of(view, 1, theme.current().code["keyword"])


@pytest.mark.parametrize("wraps", [False, True])
def test_words_stand_within_their_row_beside_their_number(view, wraps):
    view.wrap_lines(wraps)
    view.show_text(source("\nÂgjpq|_\n\n"), "a.py")

    image = view.viewport().grab().toImage()

    def inked(left: int, right: int) -> list[int]:
        paper = [image.pixelColor(left, y) for y in range(3 * ROW)]
        return [y for y in range(3 * ROW) if any(image.pixelColor(x, y) != paper[y] for x in range(left, right))]

    words, number = inked(view._code_left + 3, 200), inked(30, view._gutter - 1)
    assert ROW <= min(words) <= max(words) < 2 * ROW
    assert set(range(ROW + 6, ROW + 13)) <= set(number) & set(words)


def test_marks_stand_beside_their_lines(view):
    view.show_text(source(CODE), "a.py")
    view.set_marks([Mark(2, 3, "blocking")])

    image = view.viewport().grab().toImage()

    at = [image.pixelColor(1, view._top(line) + 5) == theme.current().blocking for line in (1, 2, 3, 4)]
    assert at == [False, True, True, False]


@pytest.mark.parametrize("wraps", [False, True])
def test_words_that_are_spoken_of_are_underlined_and_no_others(view, wraps):
    view.show_text(source(CODE), "a.py")
    view.wrap_lines(wraps)
    view.set_marks([Mark(1, 2, "blocking", (4, 7)), Mark(4, 4, "blocking")])

    image = view.viewport().grab().toImage()

    def underlined(line: int) -> list[int]:
        """The columns whose middle is."""
        y = view._top(line) + ROW - 1
        step = round(view._look.column / 2)
        places = {column: point(view, line, column).x() + step for column in range(16)}
        return [column for column, x in places.items() if image.pixelColor(x, y) == theme.current().blocking]

    assert underlined(1) == list(range(4, 16))
    assert underlined(2) == list(range(7))
    assert underlined(4) == []


def test_every_theme_dresses_the_pane_without_being_asked(view, look):
    view.show_text(source(CODE), "a.py")

    theme.wear(theme.read_theme("dark", zoom=150))
    image = view.viewport().grab().toImage()
    dark_row = view._look.row
    theme.wear(look)

    assert image.pixelColor(600, 350) == theme.read_theme("dark").surface
    assert (dark_row, view._look.row) == (30, 20)


def test_the_pane_has_a_zoom_of_its_own_and_the_reader_stays_where_they_are(view, qtbot):
    view.show_text(many(1000), "a.py")
    view.verticalScrollBar().setValue(view._heights.top(500))

    qtbot.keyClick(view, KEY.Key_Plus, CTRL)
    larger = view.zoom, view._look.row, view._line_at(0)
    wheel = QWheelEvent(
        QPointF(9, 9),
        QPointF(9, 9),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), wheel)
    view.set_zoom(1)
    smallest = view.zoom
    qtbot.keyClick(view, KEY.Key_0, CTRL)

    assert larger == (110, 22, 500)
    assert (smallest, view.zoom, view._line_at(0)) == (50, 100, 500)


def test_a_screen_reader_is_told_the_line(view, qtbot):
    view.show_text(source(CODE), "shop/a.py")

    qtbot.keyClick(view, KEY.Key_Down)

    assert (view.accessibleName(), view.accessibleDescription()) == ("Code of shop/a.py", "Line 2:     sum = 0")


@pytest.mark.parametrize("words", ["plain = 1", "ўқувчи = '日本'", "😀 = '\U0001f680x'", "a\u202eb\u200bc", "\tx\ty"])
def test_every_column_is_found_again_where_it_is_drawn(words):
    row = CodeRow(words, 0, (), CodeLook(theme.current(), 100))

    assert [row.column_at(row.point(column).x(), 0) for column in range(len(words) + 1)] == list(range(len(words) + 1))


def test_hidden_characters_are_drawn_as_boxes_with_their_names(view):
    view.show_text(source("admin\u202e = 1\n"), "a.py")

    assert view._rows.point(Place(1, 6)).x() - view._rows.point(Place(1, 5)).x() == pytest.approx(
        3 * view._look.column, rel=0.01
    )
    assert colour_of(view, 1, theme.current().ground("waiting"))


def test_in_a_crowd_every_hidden_character_is_marked(view):
    view.show_text(source("a\u202e" * 200 + "\n"), "a.py")
    view.go_to(1, 335)

    image = view.viewport().grab().toImage()

    columns = range(301, 330, 2)
    middles = [round(view._row_left + view._rows.point(Place(1, c)).x() + 1.5 * view._look.column) for c in columns]
    wanted = theme.current().ground("waiting")
    assert all(any(image.pixelColor(x, y) == wanted for y in range(3, ROW - 3)) for x in middles)


def test_rows_of_many_strange_characters_come_a_few_with_each_frame(view, qtbot):
    view.show_text(source(("a\u202e" * 1000 + "\n") * 30), "a.py")

    view.viewport().repaint()
    at_first = view._unpainted
    qtbot.waitUntil(lambda: not view._unpainted)

    assert at_first == 3
    assert len(view._rows) == 20


def test_rows_of_plain_code_come_all_at_once(view):
    view.show_text(source(("абв total " * 40 + "\n") * 30), "a.py")

    view.viewport().repaint()

    assert not view._unpainted


def test_slices_of_a_long_plain_line_stand_seamlessly_beside_each_other(view):
    view.show_text(source("ўx = 1;" * 300), "a.py")

    x = [view._rows.point(Place(1, column)).x() for column in range(1, 2_100)]

    assert max(after - before for before, after in itertools.pairwise(x)) == pytest.approx(view._look.column, rel=0.01)

"""The grid of all pairs: what it paints, says and does under the keyboard."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.features.matching.model.views import MatrixView
from growtogether_desktop.features.matching.pane import heat
from growtogether_desktop.features.matching.pane import matrix as grid_of_pairs
from growtogether_desktop.features.matching.pane.matrix import Matrix
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.empty import EmptyState
from tests.features.matching.cohorts import lost

MENTEES = ("Aziza Tosheva", "Bobur Aliyev", "Gʻani Oʻrolov", "Шахноза Ким")
MENTORS = ("Malika Karimova", "Bekzod Ahmedov", "Timur Sobirov")
FITS = ((94, 40, -1), (55, 91, 12), (0, 100, 33), (70, 71, 72))
LOSSES = (
    (lost(0), lost(3), "never"),
    (lost(0), lost(0), "unknown"),
    (lost(5, 1), lost(0), "never"),
    (lost(1), lost(-1, 2), lost(0, 1)),
)


def small(assigned: tuple[int, ...] = (0, 1, 1, -1)) -> MatrixView:
    return MatrixView(MENTEES, MENTORS, assigned, lambda r, c: FITS[r][c], lambda r, c: LOSSES[r][c])


def large(mentees: int, mentors: int, asked: list[tuple[int, int]]) -> MatrixView:
    def fit(row: int, column: int) -> int:
        asked.append((row, column))
        return (row * 7 + column * 13) % 101

    names = tuple(f"Mentee {at}" for at in range(mentees)), tuple(f"Mentor {at}" for at in range(mentors))
    return MatrixView(*names, tuple(row % mentors for row in range(mentees)), fit, lambda row, column: lost(column % 9))


def press(matrix: Matrix, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(matrix.grid, key, keys)


def ground(level: int) -> QColor:
    return heat.grounds(theme.current())[level]


def middle(matrix: Matrix, row: int, column: int) -> QPoint:
    return matrix.grid.visualRect(matrix.grid.model().index(row, column)).center()


def colours(matrix: Matrix, row: int, column: int) -> set[str]:
    """Every colour within a cell."""
    cell = matrix.grid.visualRect(matrix.grid.model().index(row, column)).adjusted(2, 2, -3, -3)
    picture = matrix.grid.viewport().grab(cell).toImage()
    return {QColor(picture.pixel(x, y)).name() for x in range(picture.width()) for y in range(picture.height())}


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((0, 0), "Aziza Tosheva with Malika Karimova: fit 94; the plan has this pair."),
        ((0, 1), "Aziza Tosheva with Bekzod Ahmedov: fit 40; the plan would lose 3 points."),
        ((0, 2), "Aziza Tosheva with Timur Sobirov: not possible."),
        ((1, 0), "Bobur Aliyev with Malika Karimova: fit 55; the plan would be equally good."),
        ((1, 2), "Bobur Aliyev with Timur Sobirov: fit 12."),
        ((2, 2), "Gʻani Oʻrolov with Timur Sobirov: fit 33; no seat can be made free."),
        ((3, 0), "Шахноза Ким with Malika Karimova: fit 70; the plan would lose 1 point."),
        (
            (2, 0),
            "Gʻani Oʻrolov with Malika Karimova: fit 0; the plan would lose 5 points, and 1 more mentee would wait.",
        ),
        (
            (3, 1),
            "Шахноза Ким with Bekzod Ahmedov: fit 71; the plan would gain 1 point, but 2 more mentees would wait.",
        ),
        ((3, 2), "Шахноза Ким with Timur Sobirov: fit 72; 1 more mentee would wait."),
    ],
)
def test_a_cell_tells_names_fit_and_exact_loss(set_up, cell, said):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())

    matrix.go_to(*cell)

    index = matrix.grid.model().index(*cell)
    assert matrix.said == said
    assert matrix.grid.accessibleDescription() == said
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == said
    assert index.data(Qt.ItemDataRole.ToolTipRole) == said


def test_keys_walk_to_every_edge_and_tell_where_one_is(set_up):
    matrix = Matrix()
    set_up(matrix)
    chosen: list[tuple[int, int]] = []
    matrix.show_matrix(large(500, 200, []))
    matrix.chosen.connect(chosen.append)
    matrix.grid.setFocus()

    press(matrix, Qt.Key.Key_Down)
    press(matrix, Qt.Key.Key_Right)
    press(matrix, Qt.Key.Key_End)
    press(matrix, Qt.Key.Key_Home)
    press(matrix, Qt.Key.Key_PageDown)
    assert chosen[:4] == [(1, 0), (1, 1), (1, 199), (1, 0)]
    page = chosen[4][0]
    assert page > 10
    press(matrix, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    press(matrix, Qt.Key.Key_PageUp)

    assert chosen[5] == (499, 199)
    assert 499 - chosen[6][0] == page - 1


def test_the_space_bar_goes_to_the_mentor_of_the_plan(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(large(500, 200, []))
    matrix.go_to(150, 3)
    matrix.grid.setFocus()

    press(matrix, Qt.Key.Key_Space)

    assert matrix.current == (150, 150)


def test_letters_find_people_however_they_are_spelled(set_up, qtbot):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())
    matrix.grid.setFocus()

    QTest.keyClicks(matrix.grid, "oro")
    assert matrix.current == (2, 0)
    find = matrix.findChild(QLineEdit)
    find.setFocus()
    QTest.keyClicks(find, "shaxnoza")
    assert matrix.current == (3, 0)
    find.clear()
    QTest.keyClicks(find, "sob")

    assert matrix.current == (3, 2)


def test_whoever_is_not_found_is_told_of(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())
    find = matrix.findChild(QLineEdit)
    find.setFocus()

    QTest.keyClicks(find, "Zu")
    assert matrix.said == "Nobody here is called “Zu”."
    assert matrix.current == (0, 0)
    QTest.keyClick(find, Qt.Key.Key_Escape)

    assert matrix.said == "Aziza Tosheva with Malika Karimova: fit 94; the plan has this pair."


def test_enter_in_the_search_goes_on_to_the_next(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(large(30, 3, []))
    find = matrix.findChild(QLineEdit)
    find.setFocus()

    QTest.keyClicks(find, "mentee 1")
    assert matrix.current == (1, 0)
    QTest.keyClick(find, Qt.Key.Key_Return)

    assert matrix.current == (10, 0)


def test_the_better_a_pair_the_stronger_its_ground(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())

    assert ground(9).name() in colours(matrix, 0, 0)
    assert ground(4).name() in colours(matrix, 0, 1)
    assert ground(0).name() in colours(matrix, 2, 0)
    assert ground(10).name() in colours(matrix, 2, 1)


def test_the_pair_of_the_plan_is_outlined_and_an_impossible_one_hatched(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small((1, 0, 0, 0)))
    matrix.go_to(3, 2)
    text, edge = theme.current().text.name(), theme.current().edge.name()
    corner = matrix.grid.visualRect(matrix.grid.model().index(0, 1)).topLeft() + QPoint(2, 2)
    picture = matrix.grid.viewport().grab().toImage()

    assert QColor(picture.pixel(corner)).name() == text
    assert QColor(picture.pixel(corner + QPoint(-36, 0))).name() == ground(9).name()
    assert edge in colours(matrix, 0, 2)
    assert edge not in colours(matrix, 0, 0)


def test_cells_tell_losses_instead_when_asked(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())
    before = matrix.grid.viewport().grab().toImage()

    matrix.show_figures("loss")

    assert matrix.grid.viewport().grab().toImage() != before
    matrix.show_figures("fit")
    assert matrix.grid.viewport().grab().toImage() == before


def test_a_loss_that_lets_somebody_wait_is_marked(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())
    waiting = theme.current().waiting.name()
    assert waiting not in colours(matrix, 2, 0)

    matrix.show_figures("loss")

    assert waiting in colours(matrix, 2, 0)
    assert waiting not in colours(matrix, 1, 0)


def test_the_mouse_tells_of_what_it_is_over_and_leaving_comes_back(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())

    QTest.mouseMove(matrix.grid.viewport(), middle(matrix, 1, 1))
    assert matrix.said == "Bobur Aliyev with Bekzod Ahmedov: fit 91; the plan has this pair."
    matrix.grid._hover(matrix.grid.hovered.__class__())

    assert matrix.said == "Aziza Tosheva with Malika Karimova: fit 94; the plan has this pair."


def test_enter_and_a_double_click_open_a_pair(set_up):
    matrix = Matrix()
    set_up(matrix)
    opened: list[tuple[int, int]] = []
    matrix.opened.connect(opened.append)
    matrix.show_matrix(small())
    matrix.grid.setFocus()

    press(matrix, Qt.Key.Key_Return)
    QTest.mouseClick(matrix.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(matrix, 2, 1))
    QTest.mouseDClick(matrix.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(matrix, 2, 1))

    assert opened == [(0, 0), (2, 1)]


def test_only_what_is_on_screen_is_asked_for(set_up):
    asked: list[tuple[int, int]] = []
    matrix = Matrix()
    set_up(matrix)

    matrix.show_matrix(large(10_000, 3_000, asked))
    matrix.grid.viewport().repaint()

    assert {(0, 0), (5, 5)} <= set(asked)
    assert max(row for row, _ in asked) < 30
    assert max(column for _, column in asked) < 30


def test_a_step_among_thirty_million_pairs_asks_for_a_screen_of_them_at_most(set_up):
    asked: list[tuple[int, int]] = []
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(large(10_000, 3_000, asked))
    matrix.go_to(9_998, 2_999)
    matrix.grid.viewport().repaint()
    asked.clear()

    press(matrix, Qt.Key.Key_Down)
    matrix.grid.viewport().repaint()

    assert matrix.said.startswith("Mentee 9999 with Mentor 2999: fit 1;")
    assert len(set(asked)) < 30 * 30
    assert min(row for row, _ in asked) > 9_960
    assert min(column for _, column in asked) > 2_960


def test_a_search_finds_every_name_read_already(set_up, qtbot, monkeypatch):
    read: list[str] = []
    names = {f"Student {at}" for at in range(10_000)}

    def reading(words: str) -> str:
        if words in names:
            read.append(words)
        return search_key(words)

    monkeypatch.setattr(grid_of_pairs, "search_key", reading)
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(replace(large(10_000, 3_000, []), mentees=tuple(names)))
    qtbot.waitUntil(lambda: len(read) == len(names))
    matrix.grid.setFocus()
    read.clear()

    QTest.keyClick(matrix.grid, Qt.Key.Key_Z)

    assert matrix.said == "Nobody here is called “z”."
    assert read == []


def test_there_is_room_for_the_grid_where_there_is_little(set_up):
    matrix = Matrix()
    set_up(matrix, 420, 400)

    matrix.show_matrix(small())

    assert matrix.width() == 420
    assert matrix.grid.width() == 420


def test_one_stays_where_one_stands_when_the_plan_changes(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())
    matrix.go_to(1, 0)

    matrix.show_matrix(small((0, 0, 1, -1)))

    assert matrix.current == (1, 0)
    assert matrix.said == "Bobur Aliyev with Malika Karimova: fit 55; the plan has this pair."


def test_nobody_to_pair_is_said_in_words(set_up):
    matrix = Matrix()
    set_up(matrix)

    matrix.show_matrix(MatrixView((), MENTORS, (), lambda r, c: 0, lambda r, c: None))

    assert matrix.findChild(EmptyState).isVisible()
    assert not matrix.grid.isVisible()
    matrix.show_matrix(small())
    assert matrix.grid.isVisible()


@pytest.mark.parametrize("name", theme.THEMES)
def test_figures_are_readable_on_every_ground(name):
    look = theme.read_theme(name)

    contrasts = [contrast(look.text, ground) for ground in heat.grounds(look)]

    assert min(contrasts) >= 4.5


def test_a_screen_reader_is_given_the_cells(set_up):
    matrix = Matrix()
    set_up(matrix)
    matrix.show_matrix(small())

    table = QAccessible.queryAccessibleInterface(matrix.grid)
    told = {table.child(at).text(QAccessible.Text.Name) for at in range(table.childCount())}

    assert "Aziza Tosheva with Timur Sobirov: not possible." in told
    assert {"Шахноза Ким", "Bekzod Ahmedov"} <= told


def contrast(one: QColor, other: QColor) -> float:
    """Source: WCAG 2.2, relative luminance."""
    lights = sorted(map(_luminance, (one, other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

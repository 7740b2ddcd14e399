"""Two plans side by side."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.features.matching.model.views import ComparisonView, FitsView, MoveView, PlanView
from growtogether_desktop.features.matching.pane.comparison import Comparison
from growtogether_desktop.features.matching.pane.fits_chart import FitsChart
from growtogether_desktop.ui import table, theme
from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.rows_model import Cell, RowsModel


def plan(title: str, fits: tuple[int, ...], waiting: int) -> PlanView:
    return PlanView(title, sum(fits), min(fits), len(fits), waiting, FitsView.of(fits))


SUM = plan("Best sum", (90, 30, 80), 0)
FLOOR = plan("Floor first", (75, 70), 1)
MOVES = (
    MoveView(MenteeId("aziza"), "Aziza", "Malika", "Bekzod", 90, 75),
    MoveView(MenteeId("bobur"), "Bobur", "Bekzod", "Malika", 30, 70),
    MoveView(MenteeId("lola"), "Lola", "Timur", "", 80),
)


@pytest.fixture
def comparison(set_up) -> Comparison:
    shown = Comparison()
    set_up(shown, 1072, 700)
    shown.show_comparison(ComparisonView(SUM, FLOOR, MOVES))
    return shown


def cells(comparison: Comparison) -> list[list[str]]:
    model = comparison.table.model()
    assert isinstance(model, RowsModel)
    rows = [[model.cell(model.index(row, at)) for at in range(model.columnCount())] for row in range(model.rowCount())]
    return [[_text(cell) for cell in row] for row in rows]


def _text(cell: Cell) -> str:
    return cell.text or cell.pill


def test_figures_stand_side_by_side_with_their_difference(comparison):
    told = [(pill.accessibleName(), pill.tone) for pill in comparison.findChildren(Pill) if pill.isVisible()]

    assert told == [
        ("Sum of fits: −55", "blocking"),
        ("Mean fit: +5.8", "resolved"),
        ("Lowest fit: +40", "resolved"),
        ("Have a mentor: −1", "blocking"),
        ("Wait: +1", "blocking"),
    ]


def test_whoever_loses_most_comes_first(comparison):
    assert cells(comparison) == [
        ["Lola", "Timur", "waits", "80", "—", "−80"],
        ["Aziza", "Malika", "Bekzod", "90", "75", "−15"],
        ["Bobur", "Bekzod", "Malika", "30", "70", "+40"],
    ]


def test_moves_are_sorted_by_any_column(comparison):
    comparison.table.sort_by(4, descending=True)

    assert [row[0] for row in cells(comparison)] == ["Aziza", "Bobur", "Lola"]


def test_keys_walk_the_moves_and_open_one(comparison):
    chosen: list[MenteeId | None] = []
    opened: list[MenteeId] = []
    comparison.chosen.connect(chosen.append)
    comparison.opened.connect(opened.append)
    comparison.table.setFocus()

    QTest.keyClick(comparison.table, Qt.Key.Key_Down)
    QTest.keyClick(comparison.table, Qt.Key.Key_Return)

    assert chosen[-1] == "aziza"
    assert opened == ["aziza"]


def test_the_first_plan_is_a_line_over_the_bars_of_the_second(comparison):
    picture = comparison.chart.grab().toImage()
    text, accent = theme.current().text.name(), theme.current().accent.name()

    def colours(at: int) -> set[str]:
        middle = round(comparison.chart._bar(at).center().x())
        return {QColor(picture.pixel(middle, y)).name() for y in range(picture.height())}

    assert text in colours(18)
    assert accent not in colours(18)
    assert accent in colours(15)
    assert "Fit 75 to 79: 1 pair, in the first plan 0" in comparison.chart.accessibleDescription()
    assert "Fit 30 to 34: 0 pairs, in the first plan 1" in comparison.chart.accessibleDescription()


def test_the_same_plan_moves_nobody(comparison):
    comparison.show_comparison(ComparisonView(SUM, SUM))

    assert comparison.table.findChild(EmptyState).isVisible()
    assert {pill.tone for pill in comparison.findChildren(Pill)} == {"plain"}


def test_a_plan_without_pairs_can_be_compared(comparison):
    nothing = PlanView("Nothing yet", 0, 0, 0, 3, FitsView())

    comparison.show_comparison(ComparisonView(nothing, FLOOR, MOVES))

    assert comparison.findChild(FitsChart).accessibleDescription().endswith("Fit 75 to 79: 1 pair")
    comparison.show_comparison(ComparisonView(FLOOR, nothing, MOVES))
    assert "in the first plan 1" in comparison.findChild(FitsChart).accessibleDescription()
    comparison.show_comparison(ComparisonView(nothing, nothing))
    assert comparison.findChild(FitsChart).accessibleDescription() == "No pairs yet"


def test_the_picture_makes_room_where_there_is_little(comparison):
    assert comparison.chart.isVisible()

    comparison.resize(480, 600)
    QApplication.processEvents()

    assert comparison.width() == 480
    assert not comparison.chart.isVisible()


def test_of_thousands_of_moves_only_those_in_sight_are_painted(comparison, monkeypatch):
    painted: set[str] = set()

    def paint_row(painter, top, high, cells, *rest):
        painted.add(cells[0][1].text)

    monkeypatch.setattr(table, "paint_row", paint_row)
    moves = tuple(
        MoveView(MenteeId(f"{at}"), f"Mentee {at:04}", "Malika", "Bekzod", at % 100, (at * 7) % 100)
        for at in range(10_000)
    )
    comparison.show_comparison(ComparisonView(SUM, FLOOR, moves))
    comparison.table.setFocus()
    QTest.keyClick(comparison.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    QApplication.processEvents()
    painted.clear()

    QTest.keyClick(comparison.table, Qt.Key.Key_PageUp)
    QApplication.processEvents()

    assert comparison.table.model().rowCount() == 10_000
    assert 0 < len(painted) < 100
    assert comparison.table.current().name in painted
    assert len(painted) < 50

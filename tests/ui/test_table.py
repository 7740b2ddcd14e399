from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui.empty import EmptyState
from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel
from growtogether_desktop.ui.table import RowsTable


@dataclass(frozen=True)
class Pair:
    id: str
    fit: int


PAIRS = (Pair("aziza", 94), Pair("bobur", 91), Pair("dilnoza", 89))
COLUMNS: tuple[Column[Pair], ...] = (
    Column("Mentee", lambda pair: Cell(pair.id, avatar=pair.id, icon="pin"), width=150),
    Column("Wants", lambda pair: Cell("Python", "muted", pill="pinned", tone="waiting"), width=150, yields=2),
    Column(
        "Fit", lambda pair: Cell(str(pair.fit), bar=pair.fit / 100), sort=lambda pair: pair.fit, width=80, stretch=0
    ),
    Column("Next best", lambda pair: Cell("Timur", "muted"), width=150, yields=1),
)


@pytest.fixture
def table(qtbot: QtBot) -> RowsTable[Pair]:
    model = RowsModel(COLUMNS, lambda pair: pair.id)
    made = RowsTable(model, "Pairs", many=True)
    qtbot.addWidget(made)
    model.show_rows(PAIRS)
    made.resize(800, 300)
    made.show()
    return made


def rows(table: RowsTable[Pair]) -> RowsModel[Pair]:
    model = table.model()
    assert isinstance(model, RowsModel)
    return model


def shown(table: RowsTable[Pair]) -> list[int]:
    return [at for at in range(len(COLUMNS)) if not table.isColumnHidden(at)]


def test_columns_fill_the_room_to_the_pixel(table: RowsTable[Pair]) -> None:
    assert sum(table.columnWidth(at) for at in shown(table)) == table.viewport().width()


@pytest.mark.parametrize(("wide", "left"), [(800, [0, 1, 2, 3]), (450, [0, 2, 3]), (300, [0, 2]), (100, [0, 2])])
def test_columns_yield_in_their_order(table: RowsTable[Pair], wide: int, left: list[int]) -> None:
    table.resize(wide, 300)

    assert shown(table) == left


def test_standing_on_a_row_is_announced_once(table: RowsTable[Pair]) -> None:
    stood: list[str | None] = []
    table.chosen.connect(lambda pair: stood.append(pair and pair.id))

    table.go_to("bobur")
    rows(table).show_rows(PAIRS)
    table.go_to("bobur")

    assert stood == ["bobur"]


def test_one_keeps_standing_where_one_stood_when_rows_move(table: RowsTable[Pair]) -> None:
    table.go_to("bobur")

    rows(table).show_rows((Pair("zafar", 99), *reversed(PAIRS)))

    current = table.current()
    assert current is not None
    assert current.id == "bobur"
    assert [pair.id for pair in table.marked()] == ["bobur"]


def test_a_row_that_goes_away_is_announced(table: RowsTable[Pair]) -> None:
    stood: list[str | None] = []
    table.go_to("bobur")
    table.chosen.connect(lambda pair: stood.append(pair and pair.id))

    rows(table).show_rows(PAIRS[2:])

    assert stood[-1] != "bobur"


def test_enter_opens_the_row(table: RowsTable[Pair], qtbot: QtBot) -> None:
    opened: list[str] = []
    table.opened.connect(lambda pair: opened.append(pair.id))
    table.go_to("dilnoza")

    qtbot.keyClick(table, Qt.Key.Key_Return)

    assert opened == ["dilnoza"]


def test_headings_sort(table: RowsTable[Pair]) -> None:
    table.sort_by(2)

    assert [pair.fit for pair in rows(table).rows] == [89, 91, 94]


def test_nothing_has_a_place_of_its_own(table: RowsTable[Pair]) -> None:
    nothing = EmptyState("search", "No pairs yet", "Bring in a roster first.")
    table.when_empty(nothing)
    with_rows = nothing.isVisible()

    rows(table).show_rows(())

    assert not with_rows
    assert nothing.isVisible()
    assert nothing.geometry() == table.rect()


def test_every_kind_of_cell_is_painted_without_complaint(table: RowsTable[Pair]) -> None:
    table.go_to("aziza")
    table.setFocus()

    picture = table.grab().toImage()

    assert not picture.isNull()

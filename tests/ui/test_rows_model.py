import time
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester

from growtogether_desktop.ui.rows_model import Cell, Column, RowsModel


@dataclass(frozen=True)
class Pair:
    id: int
    mentee: str
    fit: int


PAIRS = (Pair(1, "Oʻktam", 70), Pair(2, "Aziza", 94), Pair(3, "Ўткир", 81))
COLUMNS: tuple[Column[Pair], ...] = (
    Column("Mentee", lambda pair: Cell(pair.mentee, "strong", pill="pinned" if pair.fit > 90 else "")),
    Column("Fit", lambda pair: Cell(str(pair.fit), bar=pair.fit / 100), sort=lambda pair: pair.fit, right=True),
)


def model(*pairs: Pair) -> RowsModel[Pair]:
    made = RowsModel(COLUMNS, lambda pair: pair.id)
    made.show_rows(pairs)
    return made


def names(of: RowsModel[Pair]) -> list[str]:
    return [pair.mentee for pair in of.rows]


def test_qt_finds_nothing_wrong_with_the_model(qtmodeltester: ModelTester) -> None:
    pairs = model(*PAIRS)

    qtmodeltester.check(pairs)
    pairs.sort(1, Qt.SortOrder.DescendingOrder)
    pairs.filter(lambda pair: pair.fit > 75)
    pairs.show_rows(PAIRS[1:])
    pairs.show_rows(())


def test_words_sort_in_any_spelling_and_figures_by_size() -> None:
    pairs = model(*PAIRS)

    pairs.sort(0)
    by_name = names(pairs)
    pairs.sort(1, Qt.SortOrder.DescendingOrder)

    assert by_name == ["Aziza", "Oʻktam", "Ўткир"]
    assert names(pairs) == ["Aziza", "Ўткир", "Oʻktam"]


def test_new_rows_come_in_sorted_and_filtered() -> None:
    pairs = model(*PAIRS)
    pairs.sort(1)
    pairs.filter(lambda pair: pair.fit > 75)

    pairs.show_rows((*PAIRS, Pair(4, "Lola", 78)))

    assert names(pairs) == ["Lola", "Ўткир", "Aziza"]


def test_rows_that_only_look_different_keep_their_place(qtbot: object) -> None:
    pairs = model(*PAIRS)
    resets: list[None] = []
    changes: list[int] = []
    pairs.modelReset.connect(lambda: resets.append(None))
    pairs.dataChanged.connect(lambda first, last: changes.append(last.row()))

    pairs.show_rows([replace(pair, fit=50) for pair in PAIRS])

    assert resets == []
    assert changes == [2]
    assert pairs.cell(pairs.index(0, 1)).text == "50"


def test_a_row_is_found_by_its_key() -> None:
    pairs = model(*PAIRS)
    pairs.sort(1)

    assert pairs.row(pairs.place(2)) == PAIRS[1]
    assert not pairs.place("nobody").isValid()


def test_a_screen_reader_hears_words_and_pill() -> None:
    pairs = model(*PAIRS)

    assert pairs.index(1, 0).data() == "Aziza, pinned"


def test_ten_thousand_rows_are_sorted_and_filtered_while_one_types() -> None:
    pairs = model(*(Pair(at, f"Mentee {at * 7919 % 10_000}", at % 101) for at in range(10_000)))

    began = time.perf_counter()
    pairs.sort(1)
    pairs.filter(lambda pair: pair.fit > 40)
    took = time.perf_counter() - began

    assert took < 0.5
    assert pairs.rows[0].fit == 41

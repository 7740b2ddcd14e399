"""The two pictures of a plan, as they are painted, walked and read out."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.features.matching.model.views import FitsView, Load, LoadView
from growtogether_desktop.features.matching.pane.fits_chart import FitsChart
from growtogether_desktop.features.matching.pane.load_chart import LoadChart
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.empty import EmptyState

FITS = FitsView.of([0, 47, 62, 63, 64, 64, 95, 100])


def load(name: str, used: int, seats: int, least: int = 0) -> Load:
    return Load(MentorId(name), name, used, seats, least)


def count(picture: QImage, colour: QColor) -> int:
    """How many pixels have exactly this colour."""
    wanted = colour.name()
    return sum(
        QColor(picture.pixel(x, y)).name() == wanted for x in range(picture.width()) for y in range(picture.height())
    )


def row_picture(chart: LoadChart, row: int) -> QImage:
    return chart.list.viewport().grab(chart.list.visualRect(chart.list.model().index(row))).toImage()


def test_a_hundred_belongs_to_the_last_bar():
    bins = FITS.bins(5)

    assert len(bins) == 20
    assert (bins[0], bins[9], bins[12], bins[19]) == (1, 1, 4, 2)
    assert sum(bins) == FITS.pairs == 8


def test_bars_stand_as_high_as_there_are_pairs(set_up):
    chart = FitsChart()
    set_up(chart, 400, 200)

    chart.clearFocus()
    chart.show_fits(FITS)
    picture = chart.grab().toImage()
    accent = theme.current().accent.name()

    def high(at: int) -> int:
        middle = round(chart._bar(at).center().x())
        return sum(QColor(picture.pixel(middle, y)).name() == accent for y in range(picture.height()))

    assert high(12) > 100
    assert abs(high(19) - high(12) / 2) <= 2
    assert abs(high(9) - high(12) / 4) <= 2
    assert high(5) == 0


def test_keys_walk_the_bars_and_enter_asks_for_their_pairs(set_up):
    chart = FitsChart()
    set_up(chart, 400, 200)
    chart.show_fits(FITS)
    asked: list[tuple[int, int]] = []
    chart.chosen.connect(asked.append)
    chart.clearFocus()
    assert chart.said == "8 pairs"

    chart.setFocus()
    assert chart.said == "Fit 95 to 100: 2 pairs"
    QTest.keyClick(chart, Qt.Key.Key_Return)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    assert chart.said == "Fit 0 to 4: 1 pair"
    QTest.keyClick(chart, Qt.Key.Key_Right)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Left)
    QTest.keyClick(chart, Qt.Key.Key_Space)

    assert asked == [(95, 100), (0, 4)]
    assert chart.accessibleDescription().startswith("Fit 0 to 4: 1 pair")


def test_a_click_asks_for_the_pairs_of_a_bar(set_up):
    chart = FitsChart()
    set_up(chart, 400, 200)
    chart.show_fits(FITS)
    asked: list[tuple[int, int]] = []
    chart.chosen.connect(asked.append)

    QTest.mouseMove(chart, chart._bar(12).center().toPoint())
    assert chart.said == "Fit 60 to 64: 4 pairs"
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._bar(12).center().toPoint())
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))

    assert asked == [(60, 64)]


def test_a_screen_reader_is_told_every_bar(set_up):
    chart = FitsChart()
    set_up(chart, 400, 200)

    chart.show_fits(FITS)

    assert chart.accessibleName() == "How the fits are spread"
    assert chart.accessibleDescription().split("\n\n")[1].split("\n") == [
        "Fit 0 to 4: 1 pair",
        "Fit 45 to 49: 1 pair",
        "Fit 60 to 64: 4 pairs",
        "Fit 95 to 100: 2 pairs",
    ]


def test_no_plan_is_said_in_words(set_up):
    chart = FitsChart()
    set_up(chart, 400, 200)
    QTest.keyClick(chart, Qt.Key.Key_Left)

    assert chart.said == chart.accessibleDescription() == "No pairs yet"
    assert count(chart.grab().toImage(), theme.current().accent) == 0


def test_every_seat_is_a_block_and_a_taken_one_is_filled(set_up):
    chart = LoadChart()
    set_up(chart, 500, 300)
    chart.show_load(LoadView((load("Malika", 0, 3), load("Bekzod", 1, 3), load("Timur", 3, 3))))
    accent = theme.current().accent

    none, one, three = (count(row_picture(chart, row), accent) for row in range(3))

    assert none == 0
    assert one > 80
    assert abs(three - 3 * one) < 12


def test_blocks_are_as_wide_in_every_row(set_up):
    chart = LoadChart()
    set_up(chart, 320, 300)

    chart.show_load(LoadView((load("Malika", 4, 8), load("Bekzod", 4, 8, 6), load("Timur", 4, 8))))
    with_less = count(row_picture(chart, 0), theme.current().accent)

    assert with_less > 80
    assert with_less == count(row_picture(chart, 2), theme.current().accent)
    assert with_less == count(row_picture(chart, 1), theme.current().accent)


def test_loads_are_counted_in_words(set_up):
    chart = LoadChart()
    set_up(chart, 500, 300)
    chart.show_load(LoadView((load("Malika", 2, 3), load("Bekzod", 0, 1), load("Timur", 1, 4, 2))))
    told = [chart.list.model().index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(3)]

    assert chart.said == "3 of 8 seats taken; 1 mentor without a mentee"
    assert told == ["Malika: 2 of 3", "Bekzod: 0 of 1", "Timur: 1 of 4, at least 2"]
    chart.show_load(LoadView((load("Malika", 2, 3),)))
    assert chart.said == "2 of 3 seats taken"


def test_too_few_and_too_many_are_marked(set_up):
    chart = LoadChart()
    set_up(chart, 500, 300)

    chart.show_load(LoadView((load("Malika", 1, 3, 2), load("Bekzod", 2, 3, 2), load("Timur", 3, 2))))
    few, enough, many = (count(row_picture(chart, row), theme.current().blocking) for row in range(3))

    assert few > 4
    assert enough == 0
    assert many > 80


def test_seats_too_narrow_for_blocks_become_a_bar(set_up):
    chart = LoadChart()
    set_up(chart, 320, 300)
    chart.show_load(LoadView((load("Malika", 60, 120), load("Bekzod", 0, 120))))
    accent, track = theme.current().accent, theme.current().track

    half, none = row_picture(chart, 0), row_picture(chart, 1)

    assert abs(count(half, accent) - count(half, track)) < 40
    assert count(none, accent) == 0
    assert count(none, track) > 200


def test_keys_walk_the_mentors_and_one_stays_with_whom_one_stands_on(set_up):
    chart = LoadChart()
    set_up(chart, 500, 300)
    chosen: list[MentorId] = []
    opened: list[MentorId] = []
    chart.chosen.connect(chosen.append)
    chart.opened.connect(opened.append)
    chart.show_load(LoadView((load("Malika", 2, 3), load("Bekzod", 0, 1), load("Timur", 1, 4))))
    chart.list.setFocus()

    QTest.keyClick(chart.list, Qt.Key.Key_Down)
    QTest.keyClick(chart.list, Qt.Key.Key_End)
    QTest.keyClick(chart.list, Qt.Key.Key_Return)
    assert (chosen[-1], opened) == ("Timur", ["Timur"])
    QTest.keyClicks(chart.list, "mal")
    assert chosen[-1] == "Malika"
    chart.show_load(LoadView((load("Bekzod", 0, 1), load("Malika", 3, 3))))

    assert chart.list.currentIndex().row() == 1


def test_of_thousands_of_mentors_only_those_in_sight_are_painted(set_up):
    painted: set[int] = set()
    chart = LoadChart()

    class Counting(type(chart.list.itemDelegate())):
        def paint(self, painter, option, index):
            painted.add(index.row())
            super().paint(painter, option, index)

    chart.list.setItemDelegate(Counting(chart.list))
    set_up(chart, 500, 600)
    chart.show_load(LoadView(tuple(load(f"Mentor {at}", at % 4, 4) for at in range(5_000))))
    chart.list.setFocus()
    QTest.keyClick(chart.list, Qt.Key.Key_End)
    chart.list.viewport().repaint()
    painted.clear()

    QTest.keyClick(chart.list, Qt.Key.Key_PageUp)
    chart.list.viewport().repaint()

    assert chart.list.currentIndex().row() in painted
    assert min(painted) > 4_900
    assert len(painted) < 50


def test_no_mentors_are_said_in_words(set_up):
    chart = LoadChart()
    set_up(chart, 500, 300)

    chart.show_load(LoadView())

    assert chart.findChild(EmptyState).isVisible()
    assert not chart.list.isVisible()

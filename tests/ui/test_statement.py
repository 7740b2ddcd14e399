"""Entries with figures: whole words at any width, figures in one column, and all of it read out."""

import pytest
from PySide6.QtGui import QColor

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.statement import Entry, Statement

LONG = Entry("Oʻquvchining maqsadi va ustozning koʻnikmalari bir-biriga juda mos keladi", "aside")


@pytest.fixture
def statement(qtbot):
    shown = Statement()
    qtbot.addWidget(shown)
    shown.resize(300, 400)
    shown.tell(())
    return shown


def ink(statement: Statement, top: int, bottom: int) -> list[int]:
    """The columns of these rows of pixels where anything is drawn."""
    picture = statement.grab().toImage()
    ground = QColor(picture.pixelColor(0, picture.height() - 1))
    rows = range(top, bottom)
    return [x for x in range(picture.width()) if any(picture.pixelColor(x, y) != ground for y in rows)]


def test_without_entries_it_is_away(statement):
    assert statement.isHidden()

    statement.tell((LONG,))
    assert statement.isVisible()
    statement.tell(())

    assert statement.isHidden()


def test_words_go_on_beneath_where_there_is_no_room(statement):
    statement.tell((LONG,))

    line = statement.heightForWidth(2000)
    assert statement.heightForWidth(300) == pytest.approx(2 * line, abs=2)
    assert statement.heightForWidth(60) > 4 * line


def test_a_word_longer_than_the_line_is_parted(statement):
    statement.tell((Entry("x" * 200),))

    assert statement.heightForWidth(300) > 3 * statement.heightForWidth(3000)


def test_figures_stand_right_and_words_never_reach_them(statement):
    statement.tell((Entry("i " * 300, figure="1000"),))

    line = statement.heightForWidth(30_000)
    assert ink(statement, 0, line)[-1] == pytest.approx(299, abs=2)
    beneath = ink(statement, 2 * line, 3 * line)
    figure = theme.current().face(13).metrics.horizontalAdvance("1000")
    assert 200 < beneath[-1] < 300 - figure - 7


def test_bars_are_of_one_width_whatever_stands_behind_them(statement):
    statement.tell((Entry("Goal", figure="100 of 100", share=1.0), Entry("Hours", figure="1", share=1.0)))
    accent = theme.current().accent
    picture = statement.grab().toImage()

    filled = [
        [x for x in range(picture.width()) if picture.pixelColor(x, y) == accent] for y in range(picture.height())
    ]
    spans = {(columns[0], columns[-1]) for columns in filled if len(columns) > 60}

    assert len({right for _left, right in spans}) <= 2  # rounded ends
    assert sum(1 for columns in filled if len(columns) > 60) >= 8  # two bars, six pixels high


def test_it_is_read_out_line_by_line(statement):
    statement.tell((Entry("Points", "section"), Entry("Goal", figure="3 of 5", share=0.6), LONG))

    assert statement.accessibleName().splitlines() == ["Points", "Goal: 3 of 5", LONG.words]


def test_what_a_person_wrote_is_no_markup(statement):
    statement.tell((Entry("<b>x</b><img src='file:///etc/passwd'>"),))
    plain = statement.heightForWidth(3000)
    statement.tell((Entry("x"),))

    assert plain == statement.heightForWidth(3000)


def test_it_grows_with_the_zoom(statement):
    statement.tell((LONG, Entry("Goal", figure="3 of 5", share=0.6)))
    before = statement.heightForWidth(3000)
    worn = theme.current()

    theme.wear(theme.read_theme("light", 150))
    after = statement.heightForWidth(3000)
    theme.wear(worn)

    assert after == pytest.approx(before * 1.5, abs=3)
    assert statement.heightForWidth(3000) == before

"""Finding words, going to a line, and code as text: by keyboard, on a real desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from growtogether_desktop.features.reviews.model.finding import Finding
from growtogether_desktop.features.reviews.pane.words_edit import WordsEdit
from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_text import CodeText
from growtogether_desktop.ui.code_view import CodeView

Key = Qt.Key
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def press(key, modifier=NONE):
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


@pytest.fixture
async def page(handed_in, at_orders):
    """bot/orders.py on Malika's screen."""
    return await at_orders(handed_in.mentor)


@pytest.fixture
async def finding(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    return Finding(handed_in.mentor.workspace, review)


async def test_words_are_found_in_the_file_on_screen(finding):
    await finding.look("total", everywhere=False)

    assert [(hit.line, hit.first) for hit in finding.hits] == [(2, 4), (4, 8), (9, 38)]


async def test_words_are_found_in_all_files_in_their_order(finding):
    await finding.look("men", everywhere=True)

    assert [(hit.path, hit.line) for hit in finding.hits] == [("bot/menu.py", 1)]


async def test_next_goes_round_and_back(finding):
    await finding.look("total", everywhere=False)

    assert finding.next("bot/orders.py", 4, 9, 1).line == 9
    assert finding.next("bot/orders.py", 9, 44, 1).line == 2
    assert finding.next("bot/orders.py", 2, 4, -1).line == 9


async def test_what_is_typed_last_is_what_is_found(finding, handed_in):
    late = finding.look("total", everywhere=True)
    background = handed_in.mentor.background
    background.spawn(late, "find")
    background.spawn(finding.look("courier", everywhere=True), "find")
    await background.settled()

    assert [hit.line for hit in finding.hits] == [10]


async def test_enter_goes_from_place_to_place_and_escape_back_to_the_code(page, rest, qtbot):
    page.do("find")
    await rest()
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    QTest.keyClicks(QApplication.focusWidget(), "total")
    qtbot.wait(200)
    await rest()

    places = []
    for modifier in (NONE, NONE, SHIFT):
        press(Key.Key_Return, modifier)
        await rest()
        places.append((page._review._code.place.line, page._review._code.selected_words()))
    press(Key.Key_Escape)

    assert places == [(2, "total"), (4, "total"), (2, "total")]
    assert isinstance(QApplication.focusWidget(), CodeView)


async def test_enter_may_come_before_anything_was_found(page, rest):
    page.do("find")
    await rest()
    QTest.keyClicks(QApplication.focusWidget(), "courier")

    press(Key.Key_Return)
    await rest()

    assert (page._review._code.place.line, page._review._code.selected_words()) == (10, "courier")


async def test_what_was_found_is_lit(page, rest):
    await page._review._reading.finding.look("sku", everywhere=False)
    await rest()

    view = page._review._code
    image = view.viewport().grab().toImage()
    top = view._top(5) + 2
    assert any(image.pixelColor(x, top) == theme.current().found for x in range(view._code_left, 600))


async def test_walking_through_the_list_shows_the_places(page, rest, qtbot):
    page.do("find_everywhere")
    await rest()
    QTest.keyClicks(QApplication.focusWidget(), "s")
    qtbot.wait(200)
    await rest()

    press(Key.Key_Down)
    await rest()
    press(Key.Key_Down)
    await rest()
    hit = page._review._reading.finding.hits[1]

    assert isinstance(QApplication.focusWidget(), QListWidget)
    assert (page._review.model.path, page._review._code.place.line) == (hit.path, hit.line)


async def test_one_goes_to_a_line_by_its_number(page, rest):
    press(Key.Key_G)
    await rest()
    press(Key.Key_Backspace)
    QTest.keyClicks(QApplication.focusWidget(), "9")
    press(Key.Key_Return)
    await rest()

    assert page._review._code.place.line == 9
    assert isinstance(QApplication.focusWidget(), CodeView)


async def test_a_line_that_is_not_there_is_not_gone_to(page, rest):
    press(Key.Key_G)
    await rest()
    QTest.keyClicks(QApplication.focusWidget(), "9999")
    press(Key.Key_Return)

    assert isinstance(QApplication.focusWidget(), QLineEdit)
    press(Key.Key_Escape)
    assert page._review._code.place.line == 1


async def test_a_remark_is_written_in_text_mode_and_read_among_the_lines(page, rest):
    page._review._code.go_to(5)
    press(Key.Key_T)
    await rest()
    text = page._review._canvas.text
    at_first = text.edit.textCursor().block().text()

    press(Key.Key_C)
    await rest()
    assert isinstance(QApplication.focusWidget(), WordsEdit)
    QTest.keyClicks(QApplication.focusWidget(), "Reserve first.")
    press(Key.Key_Return, CONTROL)
    await rest()

    (draft,) = page._review.model.drafts
    lines = text.edit.toPlainText().split("\n")
    assert at_first == "        if item.count > stock(item.sku):"
    assert (draft.anchor.first, draft.words) == (5, "Reserve first.")
    assert lines[5].startswith("» Draft.")
    assert "Reserve first." in lines[5]


async def test_the_cursor_is_the_same_in_text_and_on_the_canvas(page, rest):
    page._review._code.go_to(4)
    press(Key.Key_T)
    await rest()
    press(Key.Key_Down)
    press(Key.Key_Down)
    inside = isinstance(QApplication.focusWidget().parent(), CodeText), page.note.place

    press(Key.Key_T)
    await rest()

    assert inside == (True, "Line 6 · Python · UTF-8 · LF")
    assert page._review._code.place.line == 6
    assert isinstance(QApplication.focusWidget(), CodeView)


async def test_lines_are_broken_and_spaces_shown_for_every_submission_from_then_on(page, handed_in, open_pane, rest):
    page.offers()["wrap"]()
    await rest()
    page.offers()["spaces"]()
    await rest()
    here = page._review._code

    again = await open_pane(handed_in.mentor)
    again._list.table.setFocus()
    press(Key.Key_Return)
    await rest()

    assert (here._wraps, here._spaces) == (True, True)
    assert (again._review._code._wraps, again._review._code._spaces) == (True, True)
    assert again._review._canvas.old._wraps

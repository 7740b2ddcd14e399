"""Whoever hears the code has it as text: with the same cursor, and with the remarks where they belong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from tests.features.reviews.conftest import ORDERS

Key = Qt.Key
WORDS = "Two can pass here.\n\n```python\nreserve()\n```"


def press(key):
    QTest.keyClick(QApplication.focusWidget(), key)


def heard():
    """What a screen reader says of the place one is at."""
    edit = QApplication.focusWidget()
    told = QAccessible.queryAccessibleInterface(edit)
    return edit.textCursor().block().text(), told.text(QAccessible.Text.Description)


@pytest.fixture
async def page(handed_in, open_pane, rest):
    """Malika reads bot/orders.py as text, from line 6 on; there are remarks at 5 and 10."""
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    for first, words in ((5, WORDS), (10, "Who answers?")):
        draft = review.new_remark(first, first, (0, 0), Label.ISSUE, False)
        await review.saying.keep(type(draft)(draft.id, 1, draft.anchor, draft.label, False, words))
    await review.saying.keep_verdict(VerdictDraft(Verdict.COMMENTED, "Yaxshi"))
    await review.publish()
    pane = await open_pane(handed_in.mentor)
    pane._open(handed_in.submission)
    await rest()
    await pane._review.model.open("bot/orders.py")
    await rest()
    pane._review._code.go_to(6)
    pane._review.focus_work()
    press(Key.Key_T)
    await rest()
    return pane


async def test_the_cursor_stays_where_it_was_both_ways(page, rest):
    there = heard()
    press(Key.Key_Down)
    press(Key.Key_T)
    await rest()

    assert there == ('            await message.answer("Afsuski, omborda yetarli emas")', "Line 6")
    assert page._review._canvas.code.place.line == 7


async def test_every_line_of_a_remark_says_that_it_is_one_and_the_lines_below_keep_their_numbers(page):
    text = page._review._canvas.text.edit.toPlainText().split("\n")

    remark = [line for line in text if line.startswith("» ")]
    assert [line.removeprefix("» ") for line in remark[1:5]] == WORDS.split("\n")[1:]
    assert [line for line in text if not line.startswith("» ")] == ORDERS.split("\n")[:-1]
    assert heard()[1] == "Line 6"


async def test_the_keys_for_remarks_put_the_cursor_on_them(page, rest):
    press(Key.Key_Period)
    await rest()
    next_one = heard()
    press(Key.Key_Comma)
    await rest()

    assert next_one == ("» Malika Karimova, issue: Who answers?", "Line 10")
    assert heard() == ("» Malika Karimova, issue: Two can pass here.", "Line 5")

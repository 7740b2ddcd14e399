"""The language of a file is what its name says, until somebody chooses another one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from growtogether_desktop.features.reviews.pane.language import LanguageStrip
from growtogether_desktop.sourcecode import highlight
from growtogether_desktop.ui.button import Button

Key = Qt.Key
PROGRAM = "def total(cart):\n    return sum(cart)\n"


def press(*keys):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key)


def choose(page, letters):
    page.do("language")
    QTest.keyClicks(QApplication.focusWidget(), letters)
    press(Key.Key_Return)


def language(page):
    return page._review._canvas.code._colours.language


def strip(page):
    return page.findChild(LanguageStrip)


@pytest.fixture
def opened(shop, open_pane, rest):
    """`await opened("LAUNCH")`: Timur's work on Malika's screen, at this file."""

    async def open_at(path):
        await shop.hand_in()
        pane = await open_pane(shop.mentor)
        pane._open(shop.submission)
        await rest()
        await pane._review.model.open(path)
        await rest()
        return pane

    return open_at


@pytest.fixture
async def page(shop, opened):
    """The name of the file says nothing of its language."""
    (shop.folder / "LAUNCH").write_text(PROGRAM)
    pane = await opened("LAUNCH")
    pane._review._code.go_to(2)
    return pane


async def test_a_language_is_chosen_by_keyboard_and_the_cursor_stays(page, rest):
    before = language(page)
    choose(page, "python")
    await rest()

    assert (before, language(page)) == ("", "Python")
    assert page._review._canvas.code._colours.of(1)
    assert page._review._canvas.code.place.line == 2
    assert strip(page).isHidden()


async def test_the_choice_holds_for_its_file_alone_and_can_be_taken_back(page, rest):
    choose(page, "rust")
    await rest()
    chosen = language(page)
    page._review._turn_to("bot/orders.py")
    await rest()
    other = language(page)
    page._review._turn_to("LAUNCH")
    await rest()
    again = language(page)
    choose(page, "As its name says")
    await rest()

    assert (chosen, other, again, language(page)) == ("Rust", "Python", "Rust", "")


async def test_arrows_walk_through_the_languages_and_escape_leaves_it_as_it_is(page, rest):
    page.do("language")
    QTest.keyClicks(QApplication.focusWidget(), "haskell")
    press(Key.Key_Down, Key.Key_Escape)
    await rest()
    left = language(page)
    page.do("language")
    press(Key.Key_Down, Key.Key_Return)
    await rest()

    first = highlight.languages()[0]
    assert left == ""
    assert language(page) == first[1]


async def test_letters_that_no_language_has_choose_nothing(page, rest):
    choose(page, "no such language")
    await rest()

    assert strip(page).isVisible()
    assert isinstance(QApplication.focusWidget(), QLineEdit)


async def test_a_file_that_is_too_large_offers_to_choose(opened, rest, monkeypatch):
    monkeypatch.setattr(highlight, "MOST_BYTES", 100)
    pane = await opened("bot/orders.py")
    offered = next(b for b in pane.findChildren(Button) if b.isVisible() and b.text() == "Choose the language…")

    offered.click()
    QTest.keyClicks(QApplication.focusWidget(), "python")
    press(Key.Key_Return)
    await rest()

    assert pane._review._canvas.code._colours.of(1)
    assert not [b for b in pane.findChildren(Button) if b.isVisible() and b.text() == "Choose the language…"]

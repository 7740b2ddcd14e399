"""How a file's letters are read is shown, and changed when the guess is wrong."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu


@pytest.fixture
async def page(shop, open_pane, rest):
    """Timur's work, of which the first file was written in an old code page."""
    (shop.folder / "README.md").write_bytes("№ 5\n".encode("cp866"))
    await shop.hand_in()
    pane = await open_pane(shop.mentor)
    pane._open(shop.submission)
    await rest()
    return pane


async def test_an_encoding_is_chosen_by_keyboard_and_the_guess_comes_back(page, rest):
    review = page._review
    assert review.model.path == "README.md"
    guessed = review.model.text

    page.do("encoding")
    menu = next(m for m in review.findChildren(QMenu) if m.isVisible())
    action = next(a for a in menu.actions() if a.text() == "CP1251")
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    await rest()
    chosen = review.model.text
    await review.model.read_as(None)

    assert (chosen.encoding, chosen.lines[0]) == ("cp1251", "ь 5")
    assert (review.model.text.encoding, guessed.encoding) == ("cp866", "cp866")


async def test_a_file_may_be_read_as_bytes(page, rest):
    await page._review.model.read_as("binary")
    await rest()

    assert page._review.model.text.lines[0].startswith("00000000  fc 20 35 0a")

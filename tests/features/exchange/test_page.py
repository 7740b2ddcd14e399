"""The sync page before somebody's eyes: letters, what waits, copies, and the ways on by keyboard."""

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.domain.directory import Profile, ReviseProfile
from growtogether_desktop.domain.projects import AddCard, Card, EditCard, RemoveCard, StartProject
from growtogether_desktop.features.exchange.pane.letter import LetterCard
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window
from growtogether_desktop.ui.card import CardRow
from growtogether_desktop.ui.marks import Pill


@pytest.fixture
async def malika(desk):
    malika = desk("malika", "mentor")
    await malika.workspace.do(StartProject("bozor", "Bozor", "A market", ()))
    await malika.workspace.do(AddCard("a", Card("a", "bozor", "Receipts", "ideas", "V")))
    await malika.meet()
    return malika


@pytest.fixture
async def timur(desk, malika):
    """Timur has rewritten a card that Malika had rewritten meanwhile; his change has come back."""
    timur = desk("timur", "mentor")
    timur.workspace.hub = timur.wire
    await timur.meet()
    await malika.workspace.do(EditCard("a", "Paper receipts", "On a roll.", (), 0, ("Receipts", "")))
    await timur.workspace.do(EditCard("a", "Receipts", "By SMS.", (), 0, ("Receipts", "")))
    for one in (malika, timur):
        await one.meet()
    return timur


@pytest.fixture
async def window(qtbot, timur, tmp_path):
    settings = SettingsFile(tmp_path / "settings.toml")
    settings.save(language="en", theme="light")
    window = Window(timur.workspace, settings, tmp_path, FEATURES)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.go("exchange")
    await settled(timur)
    return window


async def settled(desk):
    """Everything that was begun is through, and what it has put on the page stands there."""
    await desk.background.settled()
    QCoreApplication.processEvents()
    await desk.background.settled()


def press(window, words, within=None):
    found = [b for b in (within or window).findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert len(found) == 1, [b.text() for b in window.findChildren(QPushButton)]
    found[0].click()


def rows(window):
    return [row.accessibleName() for row in window.findChildren(CardRow) if row.isVisible()]


async def test_words_become_a_draft_again_on_the_page_they_belong_to(timur, window):
    press(window, "Write again")
    await settled(timur)

    assert window.page == "projects"
    written = [field.toPlainText() for field in window.findChildren(QPlainTextEdit) if field.isVisible()]
    titles = [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]
    assert "By SMS." in written
    assert "Receipts" in titles
    assert timur.workspace.state.returned == 0


async def test_words_about_something_that_is_gone_stay_in_the_tray(malika, timur, window):
    await malika.workspace.do(RemoveCard("a"))
    await malika.meet()
    await timur.meet()
    await settled(timur)

    press(window, "Write again")
    await settled(timur)

    assert window.notices.isVisible()
    assert timur.workspace.state.returned == 1


async def test_a_profile_is_written_again_in_its_form(timur, window):
    seen = await timur.workspace.see(Profile, "timur")
    wanted = Profile("timur", "Timur Aliyev", "Backend")
    window.go("directory")
    await window._panes["directory"].write_again(ReviseProfile("timur", wanted, seen))
    await settled(timur)

    assert "Backend" in [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]


async def test_keeping_theirs_is_confirmed_for_it_cannot_be_undone(timur, window):
    press(window, "Keep theirs")
    await settled(timur)
    assert timur.workspace.state.returned == 1

    press(window, "Dismiss it")
    await settled(timur)
    assert timur.workspace.state.returned == 0


async def test_what_waits_and_what_lies_here_is_told(timur, window):
    await timur.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    await settled(timur)

    assert any(name.startswith("Add card: Scales") for name in rows(window))
    assert "Bozor. Project · 2 entries" in rows(window)


async def test_copies_are_compared_from_the_head(timur, window):
    press(window, "Compare all")
    await settled(timur)

    pills = [pill.text for pill in window.findChildren(Pill) if pill.isVisible()]
    assert pills.count("same as the hub") == 2


async def test_without_a_hub_nothing_is_offered_that_needs_one(timur, window):
    timur.workspace.hub = None
    await timur.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    await settled(timur)

    offered = window._panes["exchange"].offers()
    assert set(offered) == {"save"}
    assert [
        button.text()
        for button in window.findChildren(QPushButton)
        if button.text() == "Compare" and button.isVisible()
    ] == []


async def test_a_letter_goes_by_keyboard(qtbot, timur, window):
    letter = window.findChild(LetterCard)
    mine = next(button for button in letter.findChildren(QPushButton) if button.text() == "Keep mine")

    mine.setFocus()
    qtbot.keyClick(mine, Qt.Key.Key_Space)
    await settled(timur)

    assert (await timur.workspace.see(Card, "a")).detail == "By SMS."

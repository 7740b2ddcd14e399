"""The sync page before somebody's eyes: letters, what waits, copies, and the ways on by keyboard."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.domain.directory import Profile, ReviseProfile
from growtogether_desktop.domain.projects import (
    AddCard,
    Card,
    EditCard,
    JoinProject,
    LeaveProject,
    MoveCard,
    RemoveCard,
    StartProject,
)
from growtogether_desktop.features.exchange.pane.letter import LetterCard
from growtogether_desktop.features.exchange.pane.page import ExchangePane
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window
from growtogether_desktop.ui.card import CardRow
from growtogether_desktop.ui.marked import Marked
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.notice import Notice
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.state import SyncState
from growtogether_desktop.workspace.unsent import save_unsent


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


async def comes(workspace, is_so):
    """Wait until the desk stands with its hub as asked."""
    came = asyncio.Event()
    stop = workspace.state_changed.connect(lambda state: came.set() if is_so(state) else None)
    async with asyncio.timeout(20):
        await came.wait()
    stop()


def press(window, words, within=None):
    found = [b for b in (within or window).findChildren(QPushButton) if b.text() == words and b.isVisible()]
    assert len(found) == 1, [b.text() for b in window.findChildren(QPushButton)]
    found[0].click()


def letters(window):
    return [letter for letter in window.findChildren(LetterCard) if letter.isVisible()]


def offered(letter):
    return [b.text() for b in letter.findChildren(QPushButton) if b.isVisible() and not isinstance(b, CardRow)]


def said(letter):
    return [words.text() for words in letter.findChildren(Words) if words.isVisible()]


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


async def test_what_cannot_work_any_more_is_not_offered(malika, timur, window):
    await malika.workspace.do(RemoveCard("a"))
    await malika.meet()
    await timur.meet()
    await settled(timur)

    (letter,) = letters(window)
    assert offered(letter) == ["Copy words", "Dismiss"]
    assert any("Copy your words if you want to use them elsewhere." in words for words in said(letter))
    assert timur.workspace.state.returned == 1


async def test_a_declined_change_says_what_it_was_about_also_once_that_is_gone(malika, timur, window):
    await malika.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    for one in (malika, timur):
        await one.meet()
    for rank in ("X", "Y", "Z"):
        await timur.workspace.do(MoveCard("b", "ready", rank))
    await malika.workspace.do(RemoveCard("b"))
    for one in (malika, timur):
        await one.meet()
    await settled(timur)

    letter = letters(window)[0]
    assert letter.accessibleName() == "Move card: Scales"
    assert any(name.startswith("Move card: Scales. Bozor · 3 times · ") for name in rows(letter))
    assert offered(letter) == ["Dismiss"]
    press(window, "Dismiss", letter)
    await settled(timur)
    press(window, "Dismiss it", letter)
    await settled(timur)
    assert timur.workspace.state.returned == 1


async def test_what_would_be_declined_again_is_offered_once_that_changes(desk, malika, qtbot, window, timur):
    sardor, tower = desk("sardor", "mentee"), desk("sardor", "mentee")
    for one in (sardor, tower):
        await one.meet()
        await one.workspace.do(JoinProject("bozor", "sardor"))
        await one.meet()
    await tower.workspace.do(LeaveProject("bozor", "sardor"))
    await tower.meet()
    await sardor.workspace.do(MoveCard("a", "ready", "X"))
    await sardor.meet()
    pane = ExchangePane(sardor.workspace, frozenset(), frozenset({"card"}))
    qtbot.addWidget(pane)
    pane.show()
    await settled(sardor)
    assert offered(letters(pane)[0]) == ["Dismiss"]
    assert any("Once that changes, it can be tried again here." in words for words in said(letters(pane)[0]))

    await sardor.workspace.do(JoinProject("bozor", "sardor"))
    await settled(sardor)

    assert offered(letters(pane)[0]) == ["Try again", "Dismiss"]
    pane.leave()


async def test_what_waits_is_told_by_its_own_words_and_equal_moves_once(timur, window):
    await timur.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    for rank in ("X", "Y", "Z"):
        await timur.workspace.do(MoveCard("a", "ready", rank))
    await settled(timur)

    waiting = [name for name in rows(window) if name.startswith(("Add card", "Move card"))]
    assert [name.rpartition(" · ")[0] for name in waiting] == [
        "Add card: Scales. Bozor",
        "Move card: Paper receipts. Bozor · 3 times",
    ]


async def test_a_line_opens_what_it_is_about(qtbot, timur, window):
    await timur.workspace.do(MoveCard("a", "ready", "X"))
    await settled(timur)
    line = next(row for row in window.findChildren(CardRow) if row.accessibleName().startswith("Move card"))

    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    await settled(timur)

    assert window.page == "projects"
    assert "Paper receipts" in [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]


async def test_a_line_about_what_is_gone_opens_nothing(malika, timur, window):
    await malika.workspace.do(RemoveCard("a"))
    for one in (malika, timur):
        await one.meet()
    await settled(timur)

    line = next(row for row in letters(window)[0].findChildren(CardRow))
    line.click()

    assert window.page == "exchange"
    assert line.focusPolicy() is Qt.FocusPolicy.NoFocus


async def test_a_profile_is_written_again_in_its_form(timur, window):
    seen = await timur.workspace.see(Profile, "timur")
    wanted = Profile("timur", "Timur Aliyev", "Backend")
    window.go("directory")
    await window._panes["directory"].write_again(ReviseProfile("timur", wanted, seen))
    await settled(timur)

    assert "Backend" in [field.text() for field in window.findChildren(QLineEdit) if field.isVisible()]


async def test_what_differs_is_marked_in_mine_and_in_theirs(timur, window):
    mine, theirs = [words for words in letters(window)[0].findChildren(Marked) if words.isVisible()]

    assert (mine.plain, mine.marked) == ("Receipts\nBy SMS.", ["Receipts", "By SMS."])
    assert (theirs.plain, theirs.marked) == ("Paper receipts\nOn a roll.", ["Paper receipts", "On a roll."])


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


async def test_offline_the_page_says_so_and_why_and_when_it_is_tried_again(timur, window):
    timur.wire.cut = True
    timur.workspace.clock = lambda: datetime.now(UTC)
    running = timur.background.spawn(timur.postman.run(), name="postman")
    await comes(timur.workspace, lambda state: state.next_try is not None)
    pane = window._panes["exchange"]

    (notice,) = [one for one in pane.findChildren(Notice) if one.isVisible()]
    told = notice.accessibleName()
    assert told == "The hub cannot be reached. The next try is in 2 seconds."
    assert pane.head.facts.text().startswith("Offline since ")

    timur.wire.cut = False
    press(window, "Try now")
    await comes(timur.workspace, lambda state: state.phase == "in_step")
    assert not notice.isVisible()
    assert pane.head.facts.text().startswith("In step with the hub")
    running.cancel()


async def test_a_hub_that_has_put_us_off_is_not_asked_before(timur, window):
    pane = window._panes["exchange"]
    busy = say("Too many requests.")
    soon = datetime.now(UTC) + timedelta(seconds=30)

    timur.workspace.set_state(SyncState("offline", None, 1, reason=busy, next_try=soon, put_off=True))

    assert "now" not in pane.offers()
    told = [one.accessibleName() for one in pane.findChildren(Notice) if one.isVisible()]
    assert told == ["Too many requests. The hub asks to wait 30 seconds."]


async def test_whoever_is_signed_out_is_not_promised_a_next_try(timur, window):
    pane = window._panes["exchange"]

    timur.workspace.set_state(SyncState("offline", None, 1, reason=say("You are signed out.")))

    assert "now" not in pane.offers()
    told = [one.accessibleName() for one in pane.findChildren(Notice) if one.isVisible()]
    assert told == ["You are signed out."]


async def test_what_was_saved_is_taken_back_and_told(desk, qtbot, timur, window, tmp_path):
    await timur.workspace.do(AddCard("b", Card("b", "bozor", "Scales", "ideas", "W")))
    await save_unsent(timur.workspace, tmp_path / "unsent.zip")
    tower = desk("timur", "mentor")
    pane = ExchangePane(tower.workspace, frozenset(), frozenset())
    qtbot.addWidget(pane)
    pane.show()

    for told_before in (False, True):
        pane.take_back(tmp_path / "unsent.zip")
        await settled(tower)
        told = [notice.accessibleName() for notice in pane.findChildren(Notice) if notice.isVisible()]
        assert told == ["All of it was on this desk already." if told_before else "2 things are back on this desk."]

    assert any(name.startswith("Add card: Scales") for name in rows(pane))
    assert [letter.accessibleName() for letter in letters(pane)] == ["Edit card: Receipts By SMS."]
    pane.leave()


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
    assert set(offered) == {"save", "take_back"}
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

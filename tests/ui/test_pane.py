import asyncio
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.marks import Pill
from growtogether_desktop.ui.pane import Aside, Head, Note, Pane
from growtogether_desktop.ui.running import Running
from growtogether_desktop.ui.words import Words


@pytest.fixture
async def background() -> AsyncIterator[Background]:
    made = Background()
    yield made
    await made.close()


@pytest.fixture
def pane(qtbot: QtBot, background: Background) -> Pane:
    made = Pane(background)
    qtbot.addWidget(made)
    made.set_work(QWidget())
    made.set_aside(Aside("Details"))
    made.show()
    return made


def aside_of(pane: Pane) -> Aside:
    (aside,) = pane.findChildren(Aside)
    return aside


def test_one_button_is_the_one_thing_to_do(qtbot: QtBot) -> None:
    head = Head()
    qtbot.addWidget(head)

    with pytest.raises(AssertionError):
        head.set_buttons(Button("Publish", kind="filled"), Button("Solve", kind="filled"))
    with pytest.raises(AssertionError):
        head.set_buttons(*(Button(str(at)) for at in range(5)))


def test_a_narrow_head_keeps_its_title_and_the_one_thing_to_do(qtbot: QtBot) -> None:
    head = Head()
    qtbot.addWidget(head)
    publish, solve, compare = Button("Publish plan…", kind="filled"), Button("Solve again"), Button("Compare plans")
    fits = Pill("Fits you: 4 tasks")
    head.set_words("Autumn cohort 2026", "145 mentees · 52 mentors · 148 seats")
    head.set_marks(fits)
    head.set_buttons(compare, solve, publish)
    head.show()

    head.resize(1100, head.height())
    wide = [widget.isVisible() for widget in (head.facts, fits, compare, solve, publish)]
    head.resize(420, head.height())
    narrow = [widget.isVisible() for widget in (head.facts, fits, compare, solve, publish)]
    head.resize(1100, head.height())
    again = [widget.isVisible() for widget in (head.facts, fits, compare, solve, publish)]

    assert wide == [True] * 5
    assert narrow == [False, False, False, False, True]
    assert again == wide
    assert head.title.toolTip() == ""


async def test_the_explanation_is_a_drawer_when_the_window_is_narrow(pane: Pane, qtbot: QtBot) -> None:
    aside = aside_of(pane)
    pane.resize(1072, 700)
    beside = aside.isVisible()

    pane.resize(800, 600)
    closed = aside.isVisible()
    pane.open_aside()
    opened = aside.isVisible()
    qtbot.keyClick(pane, Qt.Key.Key_Escape)

    assert (beside, closed, opened, aside.isVisible()) == (True, False, True, False)


async def test_a_drawer_goes_back_beside_the_work_when_there_is_room(pane: Pane) -> None:
    pane.resize(800, 600)

    pane.resize(1200, 700)

    assert aside_of(pane).isVisible()
    assert aside_of(pane).width() >= 272


async def test_an_emptied_explanation_is_empty(pane: Pane) -> None:
    aside = aside_of(pane)
    aside.column.addWidget(Words("Dilnoza"))
    aside.foot.addWidget(Button("Pin"))

    aside.clear()

    assert (aside.column.count(), aside.foot.count()) == (0, 0)


async def test_a_pane_stops_listening_when_it_dies(background: Background, qapp: QCoreApplication) -> None:
    signal: Signal[int] = Signal()
    heard: list[int] = []
    pane = Pane(background)
    pane.listen(signal, heard.append)

    signal.emit(1)
    pane.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    signal.emit(2)

    assert heard == [1]


async def test_only_work_with_a_title_is_shown(pane: Pane) -> None:
    shown: list[Running] = []
    pane.running.connect(shown.append)

    await pane.start(asyncio.sleep(0))
    await pane.start(asyncio.sleep(0), "Reading cohort.xlsx")

    assert [running.title for running in shown] == ["Reading cohort.xlsx"]


async def test_a_note_is_kept_for_when_the_page_comes_back(pane: Pane) -> None:
    said: list[Note] = []
    pane.noted.connect(said.append)

    pane.say_note(draft="Draft saved")

    assert said == [Note("Draft saved")] == [pane.note]


def test_a_line_stands_above_the_buttons_while_more_is_beneath_them(pane: Pane, qtbot: QtBot) -> None:
    aside = aside_of(pane)
    aside.foot.addWidget(Button("Pin"))
    pane.resize(1400, 600)
    QCoreApplication.processEvents()
    line = next(one for one in aside.findChildren(QWidget) if one.objectName() == "hairline")
    before = line.isVisible()

    for _at in range(60):
        aside.column.addWidget(Words("One more"))

    qtbot.waitUntil(line.isVisible)
    assert not before

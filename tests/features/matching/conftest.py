"""A coordinator's desk, and the matching page upon it."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Protocol

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.features.matching import FEATURE
from growtogether_desktop.features.matching.pane import pair
from growtogether_desktop.features.matching.pane.matching import MatchingPane
from growtogether_desktop.ui import theme
from tests.desks import Desk, MakeDesk

OpenPage = Callable[[], Awaitable[MatchingPane]]
Rest = Callable[[], Awaitable[None]]


class SetUp(Protocol):
    def __call__(self, widget: QWidget, wide: int = 1000, high: int = 640) -> None: ...


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody walks on in a test."""
    monkeypatch.setattr(pair, "REST_S", 0)


@pytest.fixture
def coordinator(desk: MakeDesk) -> Desk:
    return desk("kamron", COORDINATOR)


@pytest.fixture
def rest(coordinator: Desk) -> Rest:
    """Wait until nothing is being read, solved or written, and everything is on the screen."""

    async def wait() -> None:
        await coordinator.background.settled()
        for _turn in range(40):
            QTest.qWait(1)  # what was put off until everything else was drawn

    return wait


@pytest.fixture
def open_page(qtbot: QtBot, qapp: QApplication, coordinator: Desk, rest: Rest) -> OpenPage:
    """The page as the shell makes it, 1280 × 800, with the keyboard in it."""
    light = theme.read_theme("light")
    if theme.current() != light or not qapp.styleSheet():
        theme.wear(light)

    async def open_it() -> MatchingPane:
        pane = FEATURE.load()(coordinator.workspace)
        assert isinstance(pane, MatchingPane)
        qtbot.addWidget(pane)
        pane.resize(1280 - 208, 800 - 28)
        pane.show()
        pane.activateWindow()
        await rest()
        pane.setFocus()
        return pane

    return open_it


@pytest.fixture
def set_up(qtbot: QtBot, qapp: QApplication) -> Iterator[SetUp]:
    """Show a widget alone, so large, in the light theme, with the keyboard in its window."""
    light = theme.read_theme("light")
    if theme.current() != light or not qapp.styleSheet():
        theme.wear(light)

    def show(widget: QWidget, wide: int = 1000, high: int = 640) -> None:
        qtbot.addWidget(widget)
        widget.resize(wide, high)
        widget.show()
        widget.activateWindow()
        QApplication.processEvents()

    yield show
    if theme.current() != light:
        theme.wear(light)

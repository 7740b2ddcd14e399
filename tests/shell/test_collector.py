"""Circles of objects are found on the window's thread, and on no other."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.shell.collector import Collector


class Circle:
    """Tells on which thread it ended."""

    ended_on: "list[threading.Thread]"

    def __init__(self, ended_on: "list[threading.Thread]") -> None:
        self.ended_on = ended_on
        self.me = self

    def __del__(self) -> None:
        self.ended_on.append(threading.current_thread())


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    made = Collector(every_ms=10)
    yield made
    made.stop()
    gc.unfreeze()


@pytest.mark.usefixtures("collector")
def test_a_circle_made_on_another_thread_ends_on_the_windows(qtbot: QtBot) -> None:
    ended_on: list[threading.Thread] = []

    def work() -> None:
        for _ in range(1_000):
            Circle(ended_on)

    other = threading.Thread(target=work)
    other.start()
    other.join()

    assert ended_on == []
    qtbot.waitUntil(lambda: len(ended_on) == 1_000, timeout=5_000)
    assert set(ended_on) == {threading.main_thread()}


@pytest.mark.usefixtures("collector")
def test_many_at_once_are_looked_through_when_nobody_is_there(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ended_on: list[threading.Thread] = []
    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: Qt.ApplicationState.ApplicationActive)
    for _ in range(5_000):
        Circle(ended_on)

    qtbot.wait(100)
    assert ended_on == []

    monkeypatch.setattr(QGuiApplication, "applicationState", lambda: Qt.ApplicationState.ApplicationInactive)
    qtbot.waitUntil(lambda: len(ended_on) == 5_000, timeout=5_000)


def test_when_it_stops_python_looks_by_itself_again(collector: Collector) -> None:
    assert not gc.isenabled()

    collector.stop()

    assert gc.isenabled()
    gc.disable()  # as for all tests

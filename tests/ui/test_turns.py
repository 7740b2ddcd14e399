"""Works that are shown in turns of the window's loop."""

import threading

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from growtogether_desktop.base import manners
from growtogether_desktop.ui.turns import Turns


def test_between_two_works_the_loop_does_what_else_waits(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    turns = Turns(owner, lambda: done.append("rows"), lambda: done.append("figures"))
    between = QTimer(owner, interval=0)
    between.timeout.connect(lambda: done.append("typed"))

    turns.begin()
    between.start()
    qtbot.waitUntil(lambda: "figures" in done)

    assert done.index("rows") < done.index("typed", done.index("rows")) < done.index("figures")


def test_asked_for_again_it_begins_anew(qtbot: QtBot) -> None:
    owner, done = QObject(), []

    def show_rows() -> None:
        done.append("rows")
        if len(done) == 1:
            turns.begin()

    turns = Turns(owner, show_rows, lambda: done.append("figures"))

    turns.begin()
    qtbot.waitUntil(lambda: "figures" in done)

    assert done == ["rows", "rows", "figures"]


def test_several_take_turns_with_each_other(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    plan = Turns(owner, lambda: done.append("plan 1"), lambda: done.append("plan 2"))
    rules = Turns(owner, lambda: done.append("rules 1"), lambda: done.append("rules 2"))

    plan.begin()
    rules.begin()
    qtbot.waitUntil(lambda: len(done) == 4)

    assert done == ["plan 1", "rules 1", "plan 2", "rules 2"]


def test_the_works_end_with_their_owner(qtbot: QtBot) -> None:
    owner, done = QObject(), []
    turns = Turns(owner, lambda: done.append("rows"))

    turns.begin()
    owner.deleteLater()
    QTest.qWait(20)

    assert done == []


def test_what_begins_again_in_its_last_work_goes_on(qtbot: QtBot) -> None:
    owner, done = QObject(), []

    def last() -> None:
        done.append("last")
        if len(done) == 1:
            turns.begin()

    turns = Turns(owner, last)

    turns.begin()
    qtbot.waitUntil(lambda: len(done) == 2)
    QTest.qWait(20)

    assert done == ["last", "last"]


def test_who_computes_waits_until_it_is_shown(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "_MOST_S", 60)
    owner, done = QObject(), []
    turns = Turns(owner, lambda: done.append("rows"), lambda: done.append("figures"))
    computing = threading.Thread(target=lambda: (manners.stand_back(), done.append("computed")))

    turns.begin()
    computing.start()
    qtbot.waitUntil(lambda: "computed" in done)

    assert done == ["rows", "figures", "computed"]


def test_a_window_that_hangs_holds_no_computation_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "_MOST_S", 0.01)

    manners.show()
    manners.stand_back()

    manners.shown()

import faulthandler
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from growtogether_desktop.shell.crash import CrashSheet, CrashWatch, report


def bug(words: str = "no such seat") -> Exception:
    try:
        raise KeyError(words)
    except KeyError as raised:
        return raised


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[CrashWatch]:
    made = CrashWatch(tmp_path)
    made.start()
    yield made
    made.stop()
    faulthandler.enable()


def test_what_nobody_caught_is_heard_and_logged(watch: CrashWatch, caplog: pytest.LogCaptureFixture) -> None:
    heard: list[BaseException] = []
    watch.bugs.connect(heard.append)
    raised = bug()

    sys.excepthook(KeyError, raised, raised.__traceback__)

    assert heard == [raised]
    assert "no such seat" in caplog.text


def test_whoever_presses_ctrl_c_has_not_found_a_bug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[BaseException] = []
    passed_on: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *trouble: passed_on.append(trouble))
    watch = CrashWatch(tmp_path)
    watch.bugs.connect(heard.append)
    watch.start()

    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    watch.stop()
    faulthandler.enable()

    assert heard == []
    assert len(passed_on) == 1


def test_what_qt_complains_of_is_in_the_log(watch: CrashWatch, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        qWarning("a layout with two parents")

    assert "Qt: a layout with two parents" in caplog.text


def test_everything_is_put_back(tmp_path: Path) -> None:
    before = sys.excepthook
    watch = CrashWatch(tmp_path)

    watch.start()
    watch.stop()
    faulthandler.enable()

    assert sys.excepthook is before


def test_a_report_tells_where_but_not_who() -> None:
    text = report(bug(str(Path.home() / "cohort.csv")))

    assert "test_crash.py" in text
    assert "PySide6" in text
    assert str(Path.home()) + "/cohort.csv" not in text


def test_the_sheet_shows_each_bug_once_and_copies_the_report(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    sheet = CrashSheet(window)
    first = bug("first")

    sheet.show_bug(first)
    sheet.show_bug(first)
    sheet.show_bug(bug("second"))
    (text,) = sheet.findChildren(QPlainTextEdit)
    next(button for button in sheet.findChildren(QPushButton) if button.text() == "Copy the report").click()

    assert text.toPlainText().count("KeyError: 'first'") == 1
    assert text.toPlainText().count("KeyError: 'second'") == 1
    assert QGuiApplication.clipboard().text() == text.toPlainText()
    sheet.close()

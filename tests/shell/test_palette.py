import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from growtogether_desktop.base.actions import Action, Actions
from growtogether_desktop.shell.palette import Palette, keys


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def frame(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(1000, 700)
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def palette(frame: QWidget, done: list[str]) -> Palette:
    titles = ("Reviews", "Projects", "Publish pairs")
    made = Palette(frame, Actions(Action(title, title, lambda title=title: done.append(title)) for title in titles))
    made.open()
    return made


def line(palette: Palette) -> QLineEdit:
    (found,) = palette.findChildren(QLineEdit)
    return found


def shown(palette: Palette) -> list[str]:
    (found,) = palette.findChildren(QListView)
    model = found.model()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def test_it_lists_everything_and_then_what_was_typed(palette: Palette, qtbot: QtBot) -> None:
    everything = shown(palette)

    qtbot.keyClicks(line(palette), "pub")

    assert everything == ["Reviews", "Projects", "Publish pairs"]
    assert shown(palette) == ["Publish pairs"]


def test_enter_does_the_first_and_closes(palette: Palette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClicks(line(palette), "pr")
    qtbot.keyClick(line(palette), Qt.Key.Key_Return)

    assert done == ["Projects"]
    assert not palette.isVisible()


def test_arrows_walk_round(palette: Palette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClick(line(palette), Qt.Key.Key_Up)
    qtbot.keyClick(line(palette), Qt.Key.Key_Return)

    assert done == ["Publish pairs"]


def test_escape_and_a_click_beside_it_close_without_doing(palette: Palette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClick(line(palette), Qt.Key.Key_Escape)
    by_key = palette.isVisible()
    palette.open()
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())

    assert not by_key
    assert not palette.isVisible()
    assert done == []


def test_nothing_found_is_said(palette: Palette, qtbot: QtBot, done: list[str]) -> None:
    qtbot.keyClicks(line(palette), "qqq")
    qtbot.keyClick(line(palette), Qt.Key.Key_Return)

    assert shown(palette) == []
    assert done == []


def test_keys_are_said_as_people_say_them() -> None:
    assert keys("Ctrl+Shift+Z") == "Ctrl Shift Z"
    assert keys("Ctrl++") == "Ctrl +"
    assert keys("") == ""

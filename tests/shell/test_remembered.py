from pathlib import Path

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from growtogether_desktop.shell.remembered import Remembered
from growtogether_desktop.ui.save_as import begin_in, last_folder
from growtogether_desktop.ui.splitter import Splitter


def page(qtbot: QtBot, *widths: int) -> QWidget:
    made = QWidget()
    splitter = Splitter("files")
    splitter.setParent(made)
    for _ in range(2):
        splitter.add(QWidget(), 1)
    splitter.resize(600, 100)
    splitter.setSizes(widths)
    qtbot.addWidget(made)
    return made


def widths(of: QWidget) -> list[int]:
    (splitter,) = of.findChildren(Splitter)
    return splitter.sizes()


def test_splitters_stand_where_they_were_left(qtbot: QtBot, tmp_path: Path) -> None:
    left = page(qtbot, 149, 450)
    Remembered(tmp_path / "window.ini").keep_splitters("reviews", left)

    again = page(qtbot, 300, 299)
    Remembered(tmp_path / "window.ini").restore_splitters("reviews", again)

    assert widths(again) == widths(left) == [149, 450]


def test_each_page_has_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    remembered = Remembered(tmp_path / "window.ini")
    remembered.keep_splitters("reviews", page(qtbot, 149, 450))

    other = page(qtbot, 300, 299)
    remembered.restore_splitters("projects", other)

    assert widths(other) == [300, 299]


def test_nothing_is_remembered_on_the_first_run(qtbot: QtBot, tmp_path: Path) -> None:
    assert Remembered(tmp_path / "window.ini").page == ""


def test_the_next_run_saves_where_the_last_one_did(qapp: QApplication, tmp_path: Path) -> None:
    before = last_folder()
    begin_in(tmp_path)
    Remembered(tmp_path / "window.ini").keep_folder()
    begin_in(before)

    Remembered(tmp_path / "window.ini").restore_folder()

    assert last_folder() == tmp_path
    begin_in(before)

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.preferences import PreferencesPane
from growtogether_desktop.workspace.workspace import Workspace


def pane(qtbot: QtBot, workspace: Workspace, settings: SettingsFile) -> PreferencesPane:
    made = PreferencesPane(workspace.background, settings)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


async def test_every_kind_of_choice_is_kept_at_once(qtbot: QtBot, workspace: Workspace, settings: SettingsFile) -> None:
    page = pane(qtbot, workspace, settings)
    looks = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "Appearance")
    zoom = next(box for box in page.findChildren(QSpinBox) if box.accessibleName() == "Size of words")
    (motion,) = page.findChildren(QCheckBox)
    hub = next(line for line in page.findChildren(QLineEdit) if line.accessibleName() == "Address of the hub")

    looks.setCurrentIndex(looks.findData("dark"))
    looks.activated.emit(looks.currentIndex())
    zoom.setValue(130)
    motion.click()
    hub.setText(" https://hub.example ")
    hub.editingFinished.emit()

    kept = SettingsFile(settings._path).settings
    assert (kept.theme, kept.zoom, kept.reduced_motion, kept.hub) == ("dark", 130, True, "https://hub.example")


async def test_what_was_chosen_elsewhere_is_shown(qtbot: QtBot, workspace: Workspace, settings: SettingsFile) -> None:
    page = pane(qtbot, workspace, settings)

    settings.save(zoom=120, theme="contrast")

    assert [box.value() for box in page.findChildren(QSpinBox) if box.accessibleName() == "Size of words"] == [120]
    assert [box.currentData() for box in page.findChildren(QComboBox) if box.accessibleName() == "Appearance"] == [
        "contrast"
    ]


async def test_a_disk_that_refuses_is_told_as_a_notice(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("")
    page = pane(qtbot, workspace, SettingsFile(tmp_path / "in the way" / "settings.toml"))
    told: list[Problem] = []
    workspace.background.problems.connect(told.append)

    (motion,) = page.findChildren(QCheckBox)
    qtbot.mouseClick(motion, Qt.MouseButton.LeftButton, pos=motion.rect().center())
    motion.click()

    assert told
    assert "could not be written" in str(told[0].what)

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.button import Button


def test_a_button_without_words_says_what_it_does(qtbot: QtBot) -> None:
    button = Button(icon="pencil", name="Edit")
    qtbot.addWidget(button)

    assert button.accessibleName() == "Edit"
    assert button.toolTip() == "Edit"


def test_a_switch_of_theme_colours_the_icon_anew(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button("Solve", icon="refresh-cw")
    qtbot.addWidget(button)
    button.show()
    light = button.icon().pixmap(16, 16).toImage()

    theme.wear(theme.read_theme("dark"))

    assert button.icon().pixmap(16, 16).toImage() != light

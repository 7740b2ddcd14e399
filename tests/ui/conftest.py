"""Every test of ui has the look of the product on, as the program has."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.ui import theme
from growtogether_desktop.ui.code_view import CodeView


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    light = theme.read_theme("light")
    if theme.current() != light or not qapp.styleSheet():
        theme.wear(light)
    return light


@pytest.fixture
def view(qtbot: QtBot) -> CodeView:
    """Code in a window of its own, with the keyboard in it."""
    view = CodeView()
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    view.activateWindow()
    view.setFocus()
    return view

"""Every test of ui has the look of the product on, as the program has."""

import pytest
from PySide6.QtWidgets import QApplication

from growtogether_desktop.ui import theme


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> theme.Theme:
    light = theme.read_theme("light")
    if theme.current() != light or not qapp.styleSheet():
        theme.wear(light)
    return light

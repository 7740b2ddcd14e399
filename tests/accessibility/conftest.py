"""Windows over the demo, in Qt's own loop, with a screen reader listening."""

import asyncio
from collections.abc import Callable

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop.base.i18n import use_language


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Every loop here is the window's, as in the program."""
    return {"qt": lambda: QEventLoop(QApplication.instance() or QApplication([]))}


@pytest.fixture(autouse=True)
def _somebody_listens(qapp: QApplication):
    qapp.setQuitOnLastWindowClosed(False)
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)
    use_language("en")

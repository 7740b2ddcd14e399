"""People at real windows, in Qt's own loop: they see, click and type; the hub is a process of its own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop.base.i18n import use_language
from tests.journeys.windows.seats import Seat


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """Every loop here is the window's, as in the program."""
    return {"qt": lambda: QEventLoop(QApplication.instance() or QApplication([]))}


@pytest.fixture
async def seat(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Callable[[str], Seat]]:
    """`seat("malika")` is a computer of their own, with a window once they have joined."""
    qapp.setQuitOnLastWindowClosed(False)  # as the program does: it ends by itself
    taken: list[Seat] = []

    def make(name: str) -> Seat:
        taken.append(Seat(tmp_path, name))
        return taken[-1]

    yield make
    for one in taken:
        await one.leave()
    use_language("en")

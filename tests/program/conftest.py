"""The whole program, with real windows, in a folder of its own and without a keyring."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import use_language
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.program import Program
from growtogether_desktop.shell.crash import CrashWatch
from growtogether_desktop.shell.frame import Frame
from growtogether_desktop.shell.last_look import LastLook
from growtogether_desktop.shell.welcome import Welcome
from growtogether_desktop.shell.window import Window

PATIENCE_S = 20.0


class Run:
    """One run of the program; what is on the screen is `window`."""

    def __init__(self, folder: Path) -> None:
        self.background = Background()
        self.bugs: list[BaseException] = []
        self.background.bugs.connect(self.bugs.append)
        settings = SettingsFile(folder / "settings.toml")
        settings.save(language="en", theme="light")
        frame = Frame(folder / "window.ini")
        watch = CrashWatch(folder / "logs")
        self.program = Program(frame, self.background, folder, settings, watch, folder / "log")
        self._task = asyncio.get_running_loop().create_task(self.program.run())

    @property
    def welcome(self) -> Welcome:
        assert isinstance(self.program.window, Welcome)
        return self.program.window

    @property
    def window(self) -> Window:
        assert isinstance(self.program.window, Window)
        return self.program.window

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is so, while the window lives."""
        async with asyncio.timeout(PATIENCE_S):
            while not holds():
                QApplication.processEvents()
                await asyncio.sleep(0.02)

    @property
    def ended(self) -> bool:
        return self._task.done()

    async def close(self) -> None:
        self.program.window.close()
        await self._task
        assert self.bugs == []


@pytest.fixture(autouse=True)
def _without_keyring() -> object:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)
    use_language("en")


@pytest.fixture
async def start(qtbot: QtBot, tmp_path: Path) -> AsyncIterator[Callable[[], Awaitable[Run]]]:
    """`await start()` runs the program in the same folder, again and again."""
    runs: list[Run] = []

    async def make() -> Run:
        folder = tmp_path / "desk"
        folder.mkdir(exist_ok=True)
        runs.append(Run(folder))
        await runs[-1].until(lambda: not isinstance(runs[-1].program.window, LastLook))
        return runs[-1]

    yield make
    for run in runs:
        if not run.ended:
            await run.close()

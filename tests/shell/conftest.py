"""A window over a real desk."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.i18n import use_language
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.domain.changes import Actor
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.shell.window import Window
from growtogether_desktop.store.database import open_cache
from growtogether_desktop.workspace.workspace import Workspace
from tests.shell.pages import FEATURES, MakeWindow


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


@pytest.fixture
async def workspace(tmp_path: Path) -> AsyncIterator[Workspace]:
    background = Background()
    cache = open_cache(tmp_path / "cache.db", bytes(32))
    me = Actor(PersonId("malika"), frozenset({"mentor"}))
    yield Workspace(me, "Malika Karimova", cache, background, lambda: datetime.now(UTC))
    await background.close()
    cache.close()


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    file = SettingsFile(tmp_path / "settings.toml")
    file.save(language="en", theme="light")
    return file


@pytest.fixture
def open_window(qtbot: QtBot, workspace: Workspace, settings: SettingsFile, tmp_path: Path) -> MakeWindow:
    def make() -> Window:
        window = Window(workspace, settings, tmp_path, FEATURES)
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        return window

    return make


@pytest.fixture
async def window(open_window: MakeWindow) -> Window:
    return open_window()

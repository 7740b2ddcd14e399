"""Pictures of every page of the demo programme, light and dark: for the README, and for whoever judges a change."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import language, say
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.demo.programme import open_demo
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR, Aggregate
from growtogether_desktop.domain.projects import Project
from growtogether_desktop.domain.submissions import Submission
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.window import Window

SIZE = QSize(1440, 900)
WHEN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""Pictures of the same program are the same picture, whenever they are taken."""
OPENED: tuple[type[Aggregate], ...] = (Submission, Project)
"""Of these one is opened as well."""
STILL_S = 0.3
"""Without anything started for so long, a page is taken to be complete."""


async def take_shots(folder: Path) -> None:
    """Write `role-page-theme.png` for each role, page and theme, in the language in use; also for what is opened.

    Raises: Problem, when the folder cannot be written.
    """
    _make(folder)
    for role in (COORDINATOR, MENTOR, MENTEE):
        for look in ("light", "dark"):
            await _take(folder, role, look)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise _unwritable(folder) from trouble


async def _take(folder: Path, role: str, look: str) -> None:
    background = Background()
    with TemporaryDirectory() as choices:
        settings = SettingsFile(Path(choices) / "settings.toml")
        settings.save(theme=look, language=language())
        async with open_demo(role, background, WHEN) as workspace:
            window = Window(workspace, settings, Path(choices), FEATURES)
            window.resize(SIZE)
            window.show()
            for feature in FEATURES:
                if feature.suits(workspace.me.roles):
                    window.go(feature.id)
                    await _shoot(window, background, folder / f"{role}-{feature.id}-{look}.png")
            for kind in OPENED:
                things = await workspace.see_all(kind)
                if things:
                    window.show_thing(things[0].ref)
                    await _shoot(window, background, folder / f"{role}-{kind.KIND}-{look}.png")
            window.close()
            await _still(background)
    await background.close()


async def _shoot(window: Window, background: Background, picture: Path) -> None:
    await _still(background)
    if not window.grab().save(str(picture)):
        raise _unwritable(picture.parent)


async def _still(background: Background) -> None:
    """Return when nothing that was started runs any more, and nothing new begins."""
    while True:
        await background.settled()
        await asyncio.sleep(STILL_S)
        if background.idle:
            return


def _unwritable(folder: Path) -> Problem:
    return Problem(
        say("The folder {folder} cannot be written.", folder=folder),
        say("Give yourself the right to write there, or choose another one."),
    )

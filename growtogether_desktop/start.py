"""The start behind the first picture: settings, look and language, the loop, and then the program.

The program itself is fetched on a thread of its own, while the first window is already on the screen.
"""

import argparse
import asyncio
import gc
import importlib
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6.QtCore import QLocale, QLockFile
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say, use_language
from growtogether_desktop.base.logs import start_logging
from growtogether_desktop.base.reasons import reason
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.collector import Collector
from growtogether_desktop.shell.frame import Frame
from growtogether_desktop.shell.last_look import LastLook
from growtogether_desktop.ui import theme

REFUSED = 3
"""Exit status when the program cannot even begin; standard error says why."""


def go_on(qt: QApplication, lock: QLockFile, look: LastLook | None, asked: argparse.Namespace) -> int:
    """Open what was asked for, behind `look` or an empty frame; the exit status."""
    folder: Path = asked.data
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log_file = start_logging(folder / "logs", verbose=asked.verbose)
    except OSError as trouble:
        return _refuse(say("The folder {folder} cannot be used: {reason}.", folder=folder, reason=reason(trouble)))
    settings = SettingsFile(folder / "settings.toml")
    _dress(settings)
    if asked.demo_shot is not None:
        return _run(qt, _shoot(asked.demo_shot))
    if not lock.isLocked() and not lock.tryLock(100):
        return _refuse(say("Grow-Together is open already with the folder {folder}.", folder=folder))
    if look is None:
        look = Frame(folder / "window.ini")
        look.show()
    try:
        return _run(qt, _open(look, folder, settings, log_file, asked.demo))
    finally:
        lock.unlock()


async def _open(first: LastLook, folder: Path, settings: SettingsFile, log_file: Path, demo_as: str | None) -> int:
    background = Background()
    program = await background.compute(lambda: _fetch("program"))
    gc.freeze()  # what was imported stays: nobody has to look through it again
    if not first.isVisible():
        return 0
    run: Callable[..., Awaitable[int]] = program.run
    return await run(first, background, folder, settings, log_file, demo_as)


def _fetch(module: str) -> ModuleType:
    return importlib.import_module(f"growtogether_desktop.{module}")


async def _shoot(folder: Path) -> int:
    await _fetch("shell.shots").take_shots(folder)
    return 0


def _dress(settings: SettingsFile) -> None:
    """Put on the look and the language of the person."""
    chosen = settings.settings
    theme.wear(theme.read_theme(theme.chosen(chosen.theme), chosen.zoom, 0 if chosen.reduced_motion else 120))
    use_language(chosen.language or QLocale.system().name().partition("_")[0])


def _run(qt: QApplication, work: Coroutine[Any, Any, int]) -> int:
    """Run the window's loop until `work` is done; its result is the exit status."""
    collector = Collector()
    with asyncio.Runner(loop_factory=lambda: QEventLoop(qt)) as runner:
        try:
            return runner.run(work)
        except Problem as problem:
            return _refuse(problem)
        finally:
            collector.stop()


def _refuse(why: Message | Problem) -> int:
    sys.stderr.write(f"{why}\n")
    return REFUSED

"""Starts the desktop: a frame at once, the program right behind it.

What is imported here is what every start pays before it paints. Everything else comes through the
one door in `_open`, on a thread of its own, while the frame is already on the screen.
"""

import argparse
import asyncio
import importlib
import sys
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import ModuleType
from typing import Any

import platformdirs
from PySide6.QtCore import QLocale, QLockFile
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop import __version__
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, say, use_language
from growtogether_desktop.base.logs import start_logging
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.frame import Frame
from growtogether_desktop.ui import theme

REFUSED = 3
"""Exit status when the program cannot even begin; standard error says why."""
ROLES = ("coordinator", "mentee", "mentor")


def main(arguments: list[str]) -> int:
    """Open the program; returns its exit status."""
    asked = _parser().parse_args(arguments)
    folder: Path = asked.data or _usual_folder()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log_file = start_logging(folder / "logs", verbose=asked.verbose)
    except OSError as trouble:
        return _refuse(say("The folder {folder} cannot be used: {reason}.", folder=folder, reason=trouble.strerror))
    settings = SettingsFile(folder / "settings.toml")
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Grow-Together")
    qt.setQuitOnLastWindowClosed(False)
    _dress(settings)
    if asked.demo_shot is not None:
        return _run(qt, _shoot(asked.demo_shot))
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(100):
        return _refuse(say("Grow-Together is open already with the folder {folder}.", folder=folder))
    frame = Frame(folder / "window.ini")
    frame.show()
    try:
        return _run(qt, _open(frame, folder, settings, log_file, asked.demo))
    finally:
        lock.unlock()


async def _open(frame: Frame, folder: Path, settings: SettingsFile, log_file: Path, demo_as: str | None) -> int:
    background = Background()
    if demo_as is None:
        picture = await background.compute(lambda: _fetch("store.glance").see_glance(folder))
        if picture is not None:
            frame.show_glance(picture)
            await asyncio.sleep(0)  # let it be painted
    program = await background.compute(lambda: _fetch("program"))
    run: Callable[..., Awaitable[int]] = program.run
    return await run(frame, background, folder, settings, log_file, demo_as)


def _fetch(module: str) -> ModuleType:
    return importlib.import_module(f"growtogether_desktop.{module}")


async def _shoot(folder: Path) -> int:
    await _fetch("shell.shots").take_shots(folder)
    return 0


def _dress(settings: SettingsFile) -> None:
    """Put on the look and the language of the person, as far as the frame needs them."""
    chosen = settings.settings
    theme.wear(theme.read_theme(theme.chosen(chosen.theme), chosen.zoom, 0 if chosen.reduced_motion else 120))
    use_language(chosen.language or QLocale.system().name().partition("_")[0])


def _run(qt: QApplication, work: Coroutine[Any, Any, int]) -> int:
    """Run the window's loop until `work` is done; its result is the exit status."""
    with asyncio.Runner(loop_factory=lambda: QEventLoop(qt)) as runner:
        try:
            return runner.run(work)
        except Problem as problem:
            return _refuse(problem)


def _refuse(why: Message | Problem) -> int:
    sys.stderr.write(f"{why}\n")
    return REFUSED


def _usual_folder() -> Path:
    return Path(platformdirs.user_data_dir("grow-together", appauthor=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Mentors, mentees and coordinators at one desk.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of your desk")
    parser.add_argument("--demo", choices=ROLES, metavar="ROLE", help="walk through a demo programme as ROLE")
    parser.add_argument("--demo-shot", type=Path, metavar="DIR", help="write a picture of every page to DIR, then end")
    parser.add_argument("--verbose", action="store_true", help="tell the terminal what the log is told")
    return parser

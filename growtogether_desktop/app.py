"""Puts the desktop together. The only module that knows everybody."""

import argparse
import asyncio
import logging
import platform
import sys
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import platformdirs
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from growtogether_desktop import __version__
from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message, _, say
from growtogether_desktop.base.logs import start_logging
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.demo.programme import open_demo
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.shell.crash import CrashWatch
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.shots import take_shots
from growtogether_desktop.shell.welcome import Welcome
from growtogether_desktop.shell.window import Window
from growtogether_desktop.store.database import Cache, open_cache
from growtogether_desktop.store.vault import Vault
from growtogether_desktop.sync.desk import Account, Desk, get_in, open_desk, read_account
from growtogether_desktop.sync.hosting import HostedHub
from growtogether_desktop.ui.button import Button
from growtogether_desktop.wire.protocol import AccountAsked, SignInAsked
from growtogether_desktop.workspace.workspace import Workspace

log = logging.getLogger(__name__)

CACHE = "cache.sqlite"
HUB = "hub"
"""The folder of a programme that is hosted on this computer."""
REFUSED = 3
"""Exit status when the program cannot even begin; standard error says why."""
ROLES = frozenset({COORDINATOR, MENTOR, MENTEE})


class Program:
    """One run of the program: from the door a person takes to the window that closes."""

    def __init__(self, folder: Path, settings: SettingsFile, watch: CrashWatch, log_file: Path) -> None:
        self._folder = folder
        self._settings = settings
        self._watch = watch
        self._log_file = log_file
        self._background = Background()
        self._vault = Vault(folder)
        self._cache: Cache | None = None
        self._hub: HostedHub | None = None
        self._desk: Desk | None = None
        self._window: Window | Welcome | None = None
        self._closed = asyncio.Event()
        self._ending = AsyncExitStack()

    async def run(self, demo_as: str | None = None) -> None:
        """Show what there is to show, until its window closes; at once the demo, when asked for."""
        async with self._ending:
            self._ending.push_async_callback(self._close_cache)
            self._ending.push_async_callback(self._background.close)
            self._ending.push_async_callback(self._close_desk)
            await (self.demo(demo_as) if demo_as else self._begin())
            await self._closed.wait()

    async def _begin(self) -> None:
        try:
            key = await self._background.compute(self._vault.unlock_by_keyring)
            if key is None:
                return self._show_welcome(locked=self._vault.exists)
            self._cache = await self._open(key)
            await self._enter()
        except Problem as problem:
            self._show_welcome(problem=problem)
        return None

    # --- the doors (see shell.welcome) ----------------------------------------------------------

    async def needs_passphrase(self) -> bool:
        """Whether no keyring of this computer keeps the key, so that a passphrase must."""
        return not await self._background.compute(self._vault.keyring_keeps)

    async def unlock(self, passphrase: str) -> None:
        key = await self._background.compute(lambda: self._vault.unlock(passphrase))
        self._cache = self._cache or await self._open(key)
        await self._enter()

    async def connect(self, address: str, asked: AccountAsked | SignInAsked, passphrase: str | None) -> None:
        cache = await self._make_cache(passphrase)
        await get_in(cache, self._background, address, asked)
        await self._enter()

    async def host(self, programme: str, asked: AccountAsked, passphrase: str | None) -> None:
        cache = await self._make_cache(passphrase)
        hub = await self._start_hub(programme)
        if hub.invitation:
            first = msgspec.structs.replace(asked, code=hub.invitation)
            await get_in(cache, self._background, hub.address, first, hosted=True)
        else:  # an earlier try got as far as the account
            again = SignInAsked(asked.login, asked.password, asked.device)
            await get_in(cache, self._background, hub.address, again, hosted=True)
        await self._enter()

    async def demo(self, role: str) -> None:
        workspace = await self._ending.enter_async_context(open_demo(role, self._background))
        self._show_window(workspace)

    # --- behind them ----------------------------------------------------------------------------

    async def _make_cache(self, passphrase: str | None) -> Cache:
        """The cache of this folder; a new one with a new key, unless an earlier try has made it."""
        if self._cache is None:
            key = await self._background.compute(lambda: self._vault.make(passphrase))
            self._cache = await self._open(key)
        return self._cache

    async def _open(self, key: bytes) -> Cache:
        return await self._background.store(lambda: open_cache(self._folder / CACHE, key))

    async def _close_cache(self) -> None:
        if self._cache is not None:
            self._cache.close()

    async def _start_hub(self, programme: str = "") -> HostedHub:
        """The hub on this computer; started, unless it runs already."""
        if self._hub is None:
            hub = HostedHub(self._folder / HUB, programme, self._background)
            await hub.start()
            self._ending.push_async_callback(hub.stop)
            self._hub = hub
        return self._hub

    async def _enter(self) -> None:
        """Open the desk this cache belongs to; the welcome page when it belongs to nobody yet."""
        assert self._cache is not None
        account = await read_account(self._cache, self._background)
        if account is None:
            return self._show_welcome()
        await self._close_desk()
        account = await self._with_its_hub(account)
        self._desk = desk = await open_desk(self._cache, self._background, account, poll_s=self._poll_s)
        window = self._show_window(desk.workspace)
        desk.postman.signed_out.connect(lambda problem: self._offer_sign_in(window, problem))
        self._background.spawn(desk.postman.run(), name="postman")
        return None

    def _poll_s(self) -> float:
        return float(self._settings.settings.poll_s)

    async def _close_desk(self) -> None:
        if self._desk is not None:
            desk, self._desk = self._desk, None
            await desk.close()

    async def _with_its_hub(self, account: Account) -> Account:
        """The account with the address its hosted hub has this time; without a hub one works offline."""
        if not account.hosted:
            return account
        try:
            return replace(account, address=(await self._start_hub()).address)
        except Problem as problem:
            log.warning("the hosted hub does not start")
            self._background.problems.emit(problem)
            return account

    def _show_welcome(self, *, locked: bool = False, problem: Problem | None = None, address: str = "") -> None:
        computer = platform.node()
        self._show(
            Welcome(self, self._background, self._settings, computer, locked=locked, problem=problem, address=address)
        )

    def _offer_sign_in(self, window: Window, problem: Problem) -> None:
        """The desk stays open and works offline; a button leads to the sign-in page."""
        address = self._desk.hub.address if self._desk is not None else ""
        again = Button(_("Sign in"), run=lambda: self._show_welcome(address=address))
        window.notices.say(str(problem.what), str(problem.advice or ""), buttons=(again,))

    def _show_window(self, workspace: Workspace) -> Window:
        window = Window(workspace, self._settings, self._folder, FEATURES, self._log_file)
        self._watch.bugs.connect(window.show_bug)
        self._show(window)
        return window

    def _show(self, window: Window | Welcome) -> None:
        before, self._window = self._window, window
        window.closed.connect(lambda _: self._closed.set())
        window.show()
        if before is not None:
            before.closed = type(before.closed)()
            before.close()
            before.deleteLater()


def main(arguments: list[str]) -> int:
    """Open the program; returns its exit status."""
    asked = _parser().parse_args(arguments)
    folder: Path = asked.data
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        log_file = start_logging(folder / "logs", verbose=asked.verbose)
    except OSError as trouble:
        return _refuse(say("The folder {folder} cannot be used: {reason}.", folder=folder, reason=trouble.strerror))
    settings = SettingsFile(folder / "settings.toml")
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("Grow-Together")
    qt.setQuitOnLastWindowClosed(False)
    if asked.demo_shot is not None:
        return _run(qt, take_shots(asked.demo_shot, settings.settings.language or "en"))
    lock = QLockFile(str(folder / "lock"))
    lock.setStaleLockTime(0)
    if not lock.tryLock(100):
        return _refuse(say("Grow-Together is open already with the folder {folder}.", folder=folder))
    watch = CrashWatch(folder / "logs")
    watch.start()
    try:
        return _run(qt, _program(folder, settings, watch, log_file, asked.demo))
    finally:
        watch.stop()
        lock.unlock()


def _refuse(why: Message) -> int:
    sys.stderr.write(f"{why}\n")
    return REFUSED


async def _program(
    folder: Path, settings: SettingsFile, watch: CrashWatch, log_file: Path, demo_as: str | None
) -> None:
    await Program(folder, settings, watch, log_file).run(demo_as)


def _run(qt: QApplication, work: Coroutine[Any, Any, None]) -> int:
    """Run the window's loop until `work` is done."""
    with asyncio.Runner(loop_factory=lambda: QEventLoop(qt)) as runner:
        runner.run(work)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Mentors, mentees and coordinators at one desk.")
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=Path(platformdirs.user_data_dir("grow-together", appauthor=False)),
        help="the folder of your desk (default: %(default)s)",
    )
    parser.add_argument("--demo", choices=sorted(ROLES), metavar="ROLE", help="walk through a demo programme as ROLE")
    parser.add_argument("--demo-shot", type=Path, metavar="DIR", help="write a picture of every page to DIR, then end")
    parser.add_argument("--verbose", action="store_true", help="tell the terminal what the log is told")
    return parser

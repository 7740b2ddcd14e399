"""Puts the desktop together, behind its first window. The only module that knows everybody."""

import asyncio
import importlib
import logging
import platform
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _, say
from growtogether_desktop.base.saving import save_whole
from growtogether_desktop.base.settings import SettingsFile
from growtogether_desktop.shell.crash import CrashWatch
from growtogether_desktop.shell.features import FEATURES
from growtogether_desktop.shell.last_look import LastLook, pack
from growtogether_desktop.shell.welcome import Desk, Welcome
from growtogether_desktop.shell.window import Window
from growtogether_desktop.store.database import Cache, TooNew, open_cache
from growtogether_desktop.store.glance import leave_glance
from growtogether_desktop.store.vault import CACHE, UNLOCK_S, KeyringLost, Vault
from growtogether_desktop.sync.account import Account, keep_account, open_workspace, read_account, utc_now
from growtogether_desktop.sync.closed import unsent_of
from growtogether_desktop.sync.hosting import HostedHub
from growtogether_desktop.sync.troubles import Left, Revoked
from growtogether_desktop.ui.button import Button
from growtogether_desktop.wire.protocol import AccountAsked, PlatformAsked, ResetAsked, SignInAsked, Tokens
from growtogether_desktop.workspace.export import restore
from growtogether_desktop.workspace.lock import KeyringShut, Lock, Ways
from growtogether_desktop.workspace.workspace import Workspace

if TYPE_CHECKING:
    from growtogether_desktop.sync.connection import Connection

log = logging.getLogger(__name__)

WayIn = AccountAsked | SignInAsked | ResetAsked | PlatformAsked
HUB = "hub"
"""The folder of a programme that is hosted on this computer."""


async def run(
    first: LastLook, background: Background, folder: Path, settings: SettingsFile, log_file: Path, demo_as: str | None
) -> int:
    """Go on where the first window stands, until the last window closes; the exit status."""
    watch = CrashWatch(folder / "logs")
    watch.start()
    try:
        await Program(first, background, folder, settings, watch, log_file).run(demo_as)
    finally:
        watch.stop()
    return 0


class Program:
    """One run of the program: from the door a person takes to the window that closes."""

    def __init__(
        self,
        first: LastLook,
        background: Background,
        folder: Path,
        settings: SettingsFile,
        watch: CrashWatch,
        log_file: Path,
    ) -> None:
        self._folder = folder
        self._settings = settings
        self._watch = watch
        self._log_file = log_file
        self._background = background
        self._vault = Vault(folder)
        self.cache: Cache | None = None
        self._key: bytes | None = None
        """What opens the desk that was here at the start."""
        self._keyring_lost = False
        """Whether the keyring that was to open it has forgotten the key."""
        self._lock: Lock | None = None
        self._hub: HostedHub | None = None
        self._connection: Connection | None = None
        self.window: LastLook | Window | Welcome = first
        """What is on the screen."""
        self.browse: Callable[[str], object] = lambda address: QDesktopServices.openUrl(QUrl(address))
        """Opens an address in the person's own browser."""
        self._closed = asyncio.Event()
        first.closed.connect(self._on_closed)
        self._ending = AsyncExitStack()

    async def run(self, demo_as: str | None = None) -> None:
        """Show what there is to show, until its window closes; at once the demo, when asked for."""
        async with self._ending:
            self._ending.push_async_callback(self._close_cache)
            self._ending.push_async_callback(self._background.close)
            self._ending.push_async_callback(self._disconnect)
            await (self.demo(demo_as) if demo_as else self._begin())
            await self._closed.wait()

    async def _begin(self) -> None:
        try:
            self._key = await self._background.compute(self._vault.unlock_by_keyring)
            ways = self._vault.ways() if self._vault.exists else None
        except KeyringShut as problem:
            self._keyring_lost = isinstance(problem, KeyringLost)
            return self._show_welcome("locked", problem, ways=self._vault.ways())
        except Problem as problem:
            return self._show_welcome("closed", problem)
        if self._key is not None:
            return await self.try_again()
        return self._show_welcome("none" if ways is None else "locked", ways=ways)

    # --- the doors (see shell.welcome) ----------------------------------------------------------

    async def needs_passphrase(self) -> bool:
        """Whether no keyring of this computer keeps the key, so that a passphrase must."""
        return not await self._background.compute(self._vault.keyring_keeps)

    async def ask_keyring(self) -> None:
        """Wait for the key for as long as somebody may need who unlocks their keyring."""
        self._key = await self._background.beside(lambda: self._vault.unlock_by_keyring(UNLOCK_S))

    async def unlock(self, typed: str) -> None:
        self._key = key = await self._background.compute(lambda: self._vault.unlock(typed))
        await self.try_again()
        if self._keyring_lost:  # the person has chosen it once, and need not again
            with suppress(Problem):
                await self._background.compute(lambda: self._vault.keep_in_keyring(key))

    async def try_again(self) -> None:
        """Open the desk that is here; what keeps it closed is said on a page where nothing can be lost."""
        if self._key is None:  # its file could not be read
            return await self._begin()
        try:
            self.cache = self.cache or await self._open(self._key)
        except TooNew as problem:
            return self._show_welcome("too new", problem)
        except Problem as problem:
            return self._show_welcome("closed", problem)
        return await self._enter()

    async def save_unsent(self, path: Path) -> None:
        """Save what the hub does not have of a desk that only a newer program opens."""
        assert self._key is not None
        key, now = self._key, utc_now()
        content = await self._background.store(lambda: unsent_of(self._folder / CACHE, key, now))
        await self._background.compute(lambda: save_whole(path, content))

    async def begin_anew(self) -> None:
        """Put the locked desk aside; nothing of it is deleted."""
        await self._background.compute(self._vault.put_aside)
        self._key = None
        self._show_welcome()

    async def open_export(self, path: Path, passphrase: str | None) -> None:
        """Make the desk of an export; it stays without a hub until somebody signs in."""
        cache = await self._make_cache(passphrase)
        about = await self._background.store(lambda: restore(cache, path))
        tokens = Tokens("", 0, "", about.person, about.name, about.roles, "")
        await keep_account(cache, self._background, Account(about.address, tokens))
        await self._enter()

    async def connect(self, address: str, asked: WayIn, passphrase: str | None) -> None:
        cache, way = await self._make_cache(passphrase), await self._way()
        account = await way.get_in(cache, self._background, address, asked)
        await way.open_again(cache, self._background, account, self._folder)
        await self._enter()

    async def offers_platform(self, address: str) -> bool:
        """Whether this hub lets people sign in through a platform; not, when it cannot be asked."""
        try:
            return await (await self._way()).platform_of(address) is not None
        except Problem:
            return False

    async def connect_by_platform(self, address: str, device: str, invitation: str, passphrase: str | None) -> None:
        way = await self._way()
        platform = await way.platform_of(address)
        if platform is None:
            raise Problem(say("This hub knows no platform to sign in through."), say("Sign in with a password."))
        asked = await way.sign_in_by_browser(platform, device, invitation, self.browse)
        await self.connect(address, asked, passphrase)

    async def host(self, programme: str, asked: AccountAsked, passphrase: str | None) -> None:
        cache = await self._make_cache(passphrase)
        hub, way = await self._start_hub(programme), await self._way()
        if hub.invitation:
            first = msgspec.structs.replace(asked, code=hub.invitation)
            await way.get_in(cache, self._background, hub.address, first, hosted=True)
            hub.invitation = None  # it was good once, and the hub may outlive this desk
        else:  # an earlier try got as far as the account, or its owner had signed out
            again = SignInAsked(asked.login, asked.password, asked.device)
            account = await way.get_in(cache, self._background, hub.address, again, hosted=True)
            await way.open_again(cache, self._background, account, self._folder)
        await self._enter()

    async def demo(self, role: str) -> None:
        # Whoever works at their own desk never pays for numpy and the demo's story.
        demo = await self._background.compute(lambda: importlib.import_module("growtogether_desktop.demo.programme"))
        workspace = await self._ending.enter_async_context(demo.open_demo(role, self._background))
        self._show_window(workspace)

    # --- behind them ----------------------------------------------------------------------------

    async def _make_cache(self, passphrase: str | None) -> Cache:
        """The cache of this folder; a new one with a new key, unless an earlier try has made it."""
        if self.cache is None:
            key = await self._background.compute(lambda: self._vault.make(passphrase))
            self.cache = await self._open(key)
        return self.cache

    async def _open(self, key: bytes) -> Cache:
        path = self._folder / CACHE
        cache = await self._background.store(lambda: open_cache(path, key))
        self._lock = Lock(self._vault, key, self._background)
        # The last look is good for one start, and is taken anew when the program ends as it should.
        await self._background.store(lambda: leave_glance(path, key, None))
        self._ending.push_async_callback(self._leave_glance, path, key)
        return cache

    async def _leave_glance(self, path: Path, key: bytes) -> None:
        window = self.window
        if isinstance(window, Window) and self._connection is not None and not window.last_look.isNull():
            picture = pack(window.last_look)
            await self._background.store(lambda: leave_glance(path, key, picture))

    async def _close_cache(self) -> None:
        if self.cache is not None:
            self.cache.close()

    async def _start_hub(self, programme: str = "") -> HostedHub:
        """The hub on this computer; started, unless it runs already."""
        if self._hub is None:
            hub = HostedHub(self._folder / HUB, programme, self._background)
            self._ending.push_async_callback(hub.stop)  # before it has started: the window may close meanwhile
            await hub.start()
            self._hub = hub
        return self._hub

    async def _enter(self) -> None:
        """Open the desk this cache belongs to; the welcome page when it belongs to nobody yet."""
        assert self.cache is not None
        account = await read_account(self.cache, self._background)
        if account is None:
            return self._show_welcome()
        await self._disconnect()
        workspace = await open_workspace(self.cache, self._background, account)
        workspace.lock = self._lock
        window = self._show_window(workspace)
        account = await self._with_its_hub(account)
        way = await self._way()
        connection = self._connection = way.connect(workspace, self.cache, account, self._poll_s)
        connection.postman.signed_out.connect(lambda problem: self._signed_out(window, account, problem))
        self._background.spawn(connection.postman.run(), name="postman")
        return None

    async def _way(self) -> ModuleType:
        """`sync.connection`, fetched when it is first needed: the network is no part of a start."""
        return await self._background.compute(lambda: importlib.import_module("growtogether_desktop.sync.connection"))

    def _poll_s(self) -> float:
        return float(self._settings.settings.poll_s)

    async def _disconnect(self) -> None:
        if self._connection is not None:
            connection, self._connection = self._connection, None
            await connection.close()

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

    def _show_welcome(
        self, desk: Desk = "none", problem: Problem | None = None, address: str = "", ways: Ways | None = None
    ) -> None:
        welcome = Welcome(
            self,
            self._background,
            self._settings,
            platform.node(),
            desk=desk,
            problem=problem,
            address=address,
            ways=ways,
        )
        self._show(welcome)

    def _signed_out(self, window: Window, account: Account, problem: Problem) -> None:
        if isinstance(problem, Revoked):
            self._background.spawn(self._wipe(account, problem), name="wipe")
        else:
            self._offer_sign_in(window, problem)

    async def _wipe(self, account: Account, problem: Problem) -> None:
        """Forget everything that came from the hub, and say so; what was not sent is sealed, if there is any.

        Of whoever has left the programme, what was not sent goes as well: nobody is there to open a seal.
        """
        assert self.cache is not None
        cache, way = self.cache, await self._way()
        self._show_welcome(problem=problem)
        welcome = self.window
        welcome.setEnabled(False)  # nobody comes in while the old desk is still being cleared away
        try:
            await self._disconnect()
            await way.forget_what_came(cache, self._background)
            if not isinstance(problem, Left):
                await way.seal_unsent(cache, self._background, account, self._folder)
            await self._drop_cache(cache)
        except Problem:
            log.warning("what was not sent could not be sealed; it waits for whoever signs in, or for the next start")
        finally:
            welcome.setEnabled(True)

    async def _drop_cache(self, cache: Cache) -> None:
        self.cache = None
        # Each on its own thread, behind whatever the window that was there before still asks.
        await self._background.read(cache.reading.dispose)
        await self._background.store(cache.writing.dispose)
        await self._background.compute(self._vault.forget)
        for ending in ("", "-wal", "-shm"):
            (self._folder / f"{CACHE}{ending}").unlink(missing_ok=True)

    def _offer_sign_in(self, window: Window, problem: Problem) -> None:
        """The desk stays open and works offline; a button leads to the sign-in page."""
        address = self._connection.hub.address if self._connection is not None else ""
        again = Button(_("Sign in"), run=lambda: self._show_welcome(address=address))
        window.notices.say(str(problem.what), str(problem.advice or ""), buttons=(again,))

    def _show_window(self, workspace: Workspace) -> Window:
        window = Window(workspace, self._settings, self._folder, FEATURES, self._log_file)
        self._watch.bugs.connect(window.show_bug)
        self._show(window)
        return window

    def _show(self, window: Window | Welcome) -> None:
        """Bring this window in the place of the one before."""
        before, self.window = self.window, window
        window.closed.connect(self._on_closed)
        window.show()
        before.close()
        before.deleteLater()

    def _on_closed(self, window: QWidget) -> None:
        """The program ends when the window in front is closed, not when one makes room for the next."""
        if window is self.window:
            self._closed.set()

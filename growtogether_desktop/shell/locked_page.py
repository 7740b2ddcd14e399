"""The lock of one's own desk: its keyring first, where it has one, and then whatever else opens it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import _
from growtogether_desktop.shell.door_page import Form
from growtogether_desktop.ui.button import Button
from growtogether_desktop.ui.words import Words
from growtogether_desktop.workspace.lock import Ways


class Locks(Protocol):
    """What opens it; each raises Problem with what to do."""

    async def ask_keyring(self) -> None: ...
    async def try_again(self) -> None: ...
    async def unlock(self, typed: str) -> None: ...


class LockedPage(Form):
    """Nothing can be lost here. A keyring is waited for while the window lives, and may be given up and asked again."""

    def __init__(
        self,
        ways: Ways,
        locks: Locks,
        background: Background,
        start: Callable[[Callable[[], Awaitable[None]]], None],
        anew: Callable[[], None],
    ) -> None:
        """`start` goes through a door, `anew` leads to the page for whoever has lost every way."""
        super().__init__(_("Your desk is locked"), _("It opens without network. Nothing leaves this computer."), None)
        self._locks = locks
        self._background = background
        self._start = start
        self._anew = anew
        self._waiting: asyncio.Task[Any] | None = None
        self._again = Button(_("Try again"), self.ask_keyring, kind="filled")
        self._stop = Button(_("Stop waiting"), self._give_up)
        self._patience = Words(
            _("Waiting for the keyring. It may ask for its password in a window of its own, perhaps behind this one."),
            "muted",
            wraps=True,
        )
        if ways.keyring:
            self._lay_out_keyring()
        if ways.passphrase or ways.recovery:
            self._lay_out_typing(ways)
        self.column.addSpacing(8)
        lost = Button(_("Nothing opens it any more…"), self._lost, kind="link")
        self.column.addWidget(lost, 0, Qt.AlignmentFlag.AlignLeft)

    def ask_keyring(self) -> None:
        """Wait until the keyring has handed the key over, somebody gives up, or it says why not."""
        self.quiet()
        self._show_waiting(True)
        self._waiting = self._background.spawn(self._wait(), name="wait for the keyring")

    async def _wait(self) -> None:
        try:
            await self._locks.ask_keyring()
            self._waiting = None  # from here on nobody gives up: the desk is opening
            self.setEnabled(False)
            await self._locks.try_again()  # behind it there is another window, and this page is gone
        except Problem as problem:
            self._show_waiting(False)
            self.say(problem)

    def _give_up(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
            self._show_waiting(False)

    def _open(self, typed: str) -> None:
        self._give_up()
        self._start(lambda: self._locks.unlock(typed))

    def _lost(self) -> None:
        self._give_up()
        self._anew()

    def _show_waiting(self, waits: bool) -> None:
        self._patience.setVisible(waits)
        self._stop.setVisible(waits)
        self._again.setVisible(not waits)
        (self._stop if waits else self._again).setFocus()

    def _lay_out_keyring(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._again)
        buttons.addWidget(self._stop)
        buttons.addStretch(1)
        self.column.addWidget(self._patience)
        self.column.addLayout(buttons)
        self._patience.hide()
        self._stop.hide()
        self.setFocusProxy(self._again)

    def _lay_out_typing(self, ways: Ways) -> None:
        if ways.keyring:
            self.column.addSpacing(12)
            self.column.addWidget(Words(_("Without the keyring"), "section"))
        if ways.passphrase and ways.recovery:
            name = _("Passphrase or recovery code")
        else:
            name = _("Passphrase") if ways.passphrase else _("Recovery code")
        typed = self.secret("passphrase", name)
        if ways.keyring:
            self.setFocusProxy(self._again)
        self.submit(_("Open"), lambda: self._open(typed.text()), "outlined" if ways.keyring else "filled")

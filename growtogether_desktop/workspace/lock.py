"""What keeps this desk closed to others: which ways open it, and changing them while it is open."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TypeVar

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.store.vault import PASSPHRASE_CHARACTERS, KeyringShut, KeyringSilent, Vault, Ways

__all__ = ("PASSPHRASE_CHARACTERS", "KeyringShut", "KeyringSilent", "Lock", "ShowsCode", "Ways")

T = TypeVar("T")


class Lock:
    """The vault of an open desk. Everything here may ask a keyring or stretch a passphrase, so it runs elsewhere.

    Each raises Problem with what to do; the ways are as they were then.
    """

    def __init__(self, vault: Vault, key: bytes, background: Background) -> None:
        self.changed: Signal[None] = Signal()
        """There are other ways now than before."""
        self._vault = vault
        self._key = key
        self._background = background

    async def ways(self) -> Ways:
        """Which ways there are."""
        return await self._run(self._vault.ways)

    async def new_recovery_code(self) -> str:
        """A code to write down; one that there was before opens nothing from now on."""
        return await self._change(lambda: self._vault.new_recovery_code(self._key))

    async def set_passphrase(self, passphrase: str) -> None:
        """From now on this passphrase opens the desk, and none before it."""
        await self._change(lambda: self._vault.set_passphrase(self._key, passphrase))

    async def drop_passphrase(self) -> None:
        """No passphrase opens the desk any more."""
        await self._change(self._vault.drop_passphrase)

    async def keep_in_keyring(self) -> None:
        """The keyring of this computer opens the desk without a question."""
        await self._change(lambda: self._vault.keep_in_keyring(self._key))

    async def leave_keyring(self) -> None:
        """Nothing opens the desk without a question."""
        await self._change(self._vault.leave_keyring)

    async def _change(self, work: Callable[[], T]) -> T:
        done = await self._run(work)
        self.changed.emit(None)
        return done

    async def _run(self, work: Callable[[], T]) -> T:
        return await self._background.compute(work)


class ShowsCode(ABC):
    """A model that makes a recovery code: it is shown once, and kept nowhere."""

    def __init__(self, lock: Lock | None) -> None:
        self.changed: Signal[None] = Signal()
        self.code = ""
        """The one that was just made."""
        self.ways_changed = lock.changed if lock is not None else None
        """Another page may have made one; None for a desk that is not closed to anybody."""
        self._lock = lock

    @abstractmethod
    async def load(self) -> None:
        """Look which ways there are, and say so."""

    async def make_code(self) -> None:
        """Make a code and show it. Raises: Problem, when it cannot be kept."""
        assert self._lock is not None
        self.code = await self._lock.new_recovery_code()
        await self.load()

    def hide_code(self) -> None:
        """It has been written down."""
        self.code = ""
        self.changed.emit(None)

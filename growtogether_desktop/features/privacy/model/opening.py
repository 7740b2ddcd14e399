"""What opens this desk, and changing it."""

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.workspace.lock import PASSPHRASE_CHARACTERS, ShowsCode, Ways
from growtogether_desktop.workspace.workspace import Workspace

__all__ = ("PASSPHRASE_CHARACTERS", "OpeningModel", "Ways")


class OpeningModel(ShowsCode):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.lock)
        self.ways: Ways | None = None
        """None for a desk that is not closed to anybody."""

    async def load(self) -> None:
        if self._lock is not None:
            self.ways = await self._lock.ways()
        self.changed.emit(None)

    async def set_passphrase(self, passphrase: str, again: str) -> None:
        """Raises: Problem, when it is too short, was not typed twice alike, or cannot be kept."""
        assert self._lock is not None
        if passphrase != again:
            raise Problem(say("The two passphrases differ."), say("Type the same one twice."))
        await self._lock.set_passphrase(passphrase)
        await self.load()

    async def drop_passphrase(self) -> None:
        """Raises: Problem, when nothing else would open the desk."""
        assert self._lock is not None
        await self._lock.drop_passphrase()
        await self.load()

    async def use_keyring(self) -> None:
        """Let the keyring open the desk without a question. Raises: Problem, when there is none to trust."""
        assert self._lock is not None
        await self._lock.keep_in_keyring()
        await self.load()

    async def leave_keyring(self) -> None:
        """Let nothing open the desk without a question. Raises: Problem, when there is no passphrase to ask for."""
        assert self._lock is not None
        await self._lock.leave_keyring()
        await self.load()

"""One's own account: its password, and the platform one may sign in through."""

from collections.abc import Callable

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.wire.protocol import Platform
from growtogether_desktop.workspace.workspace import Workspace


class AccountModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.platform: Platform | None = None
        """None while the hub has not said that it knows one."""
        self._workspace = workspace

    @property
    def reachable(self) -> bool:
        return self._workspace.hub is not None

    async def load(self) -> None:
        """Ask the hub for its platform; without an answer none is offered."""
        if self._workspace.hub is not None:
            try:
                self.platform = await self._workspace.hub.platform()
            except Problem:
                return
        self.changed.emit(None)

    async def change_password(self, old: str, new: str, again: str) -> None:
        """Raises: Problem, when the two differ, or the hub cannot be reached or declines; the old one stays then."""
        if new != again:
            raise Problem(say("The two passwords differ."))
        assert self._workspace.hub is not None
        await self._workspace.hub.change_password(old, new)

    async def link(self, password: str, browse: Callable[[str], object]) -> None:
        """Let the platform be a way in, once one has signed in there in the browser that `browse` opens.

        Raises: Problem, when this is not the password, nobody comes back, or the hub declines.
        """
        assert self._workspace.hub is not None
        assert self.platform is not None
        await self._workspace.hub.link_by_browser(self.platform, password, browse)

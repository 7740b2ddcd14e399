"""The tray of returned mail. No Qt here."""

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Returned
from growtogether_desktop.workspace.workspace import Workspace


class ReturnedModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[tuple[Returned, ...]] = Signal()
        self.rows: tuple[Returned, ...] = ()
        """The newest first."""
        self.state_changed = workspace.state_changed
        self._workspace = workspace

    async def refresh(self) -> None:
        self.rows = await self._workspace.returned()
        self.changed.emit(self.rows)

    async def ask_again(self, returned: Returned) -> None:
        """Ask for the same change once more, now that things may have changed.

        Raises: Problem, when the rules still say no; it stays in the tray then.
        """
        await self._workspace.do(returned.posted.change)
        await self.dismiss(returned)

    async def dismiss(self, returned: Returned) -> None:
        """Its author has seen it; its words go."""
        await self._workspace.dismiss(returned)
        await self.refresh()

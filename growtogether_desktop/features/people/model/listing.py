"""What only the hub knows: asked for, shown as it was last told, and honest about when that was."""

from abc import ABC, abstractmethod
from datetime import datetime

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.workspace.services import HubDesk
from growtogether_desktop.workspace.workspace import Workspace


class Listing(ABC):
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.trouble: Problem | None = None
        """Why the hub could not be asked the last time."""
        self.told: datetime | None = None
        """When it last told us; None for never."""
        self._workspace = workspace

    @property
    def reachable(self) -> bool:
        """Whether there is a hub at all."""
        return self._workspace.hub is not None

    async def load(self) -> None:
        """Ask the hub; when it does not answer, what was known stays and `trouble` says why."""
        try:
            await self.ask()
        except Problem as problem:
            self.trouble = problem
        else:
            self.trouble, self.told = None, self._workspace.clock()
        self.changed.emit(None)

    @abstractmethod
    async def ask(self) -> None:
        """Raises: Problem, when the hub does not answer."""

    @property
    def hub(self) -> HubDesk:
        """Raises: Problem, when there is none."""
        if self._workspace.hub is None:
            raise Problem(
                say("This desk has no hub."),
                say("Connect to a hub, or host one on this computer: it knows who belongs to the programme."),
            )
        return self._workspace.hub

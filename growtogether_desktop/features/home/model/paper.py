"""Whether to offer a recovery code to whoever has none, so that a lost keyring locks nobody out. No Qt here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.workspace.workspace import Workspace

LATER = timedelta(days=14)
_PLACE = "home/recovery code"


@dataclass(frozen=True, slots=True)
class Declined:
    """What was said to the offer."""

    until: datetime | None
    """When to offer it again; None: never."""


class PaperModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.offered = False
        self.code = ""
        """A code that was just made; it is shown once and kept nowhere."""
        self.ways_changed = workspace.lock.changed if workspace.lock is not None else None
        """Another page may have made a code; None for a desk that is not locked."""
        self._lock = workspace.lock
        self._workspace = workspace

    async def refresh(self) -> None:
        self.offered = await self._missing() and not await self._declined()
        self.changed.emit(None)

    async def make(self) -> None:
        """Make a code and show it. Raises: Problem, when it cannot be kept."""
        assert self._lock is not None
        self.code = await self._lock.new_recovery_code()
        await self.refresh()

    def hide_code(self) -> None:
        """It has been written down."""
        self.code = ""
        self.changed.emit(None)

    async def not_now(self) -> None:
        await self._decline(Declined(self._workspace.clock() + LATER))

    async def never(self) -> None:
        await self._decline(Declined(None))

    async def _decline(self, said: Declined) -> None:
        await self._workspace.keep_draft(_PLACE, said)
        await self.refresh()

    async def _missing(self) -> bool:
        if self._lock is None:
            return False
        try:
            return not (await self._lock.ways()).recovery
        except Problem:
            return False  # the privacy page says what is wrong with the file

    async def _declined(self) -> bool:
        said = (await self._workspace.drafts(_PLACE, Declined)).get(_PLACE)
        return said is not None and (said.until is None or self._workspace.clock() < said.until)

"""Whether to offer a recovery code to whoever has none, so that a lost keyring locks nobody out. No Qt here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.workspace.lock import ShowsCode
from growtogether_desktop.workspace.workspace import Workspace

LATER = timedelta(days=14)
_PLACE = "home/recovery code"


@dataclass(frozen=True, slots=True)
class Declined:
    """What was said to the offer."""

    until: datetime | None
    """When to offer it again; None: never."""


class PaperModel(ShowsCode):
    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace.lock)
        self.offered = False
        self._workspace = workspace

    async def load(self) -> None:
        self.offered = await self._missing() and not await self._declined()
        self.changed.emit(None)

    async def not_now(self) -> None:
        await self._decline(Declined(self._workspace.clock() + LATER))

    async def never(self) -> None:
        await self._decline(Declined(None))

    async def _decline(self, said: Declined) -> None:
        await self._workspace.keep_draft(_PLACE, said)
        await self.load()

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

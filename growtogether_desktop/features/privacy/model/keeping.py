"""How long the programme keeps things; coordinators change it, everybody reads it."""

from dataclasses import replace

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref
from growtogether_desktop.domain.keeping import KEEPING, RANGES, ChangeKeeping, Keeping, Periods, SetKeeping, periods_in
from growtogether_desktop.workspace.workspace import Workspace

__all__ = ("RANGES", "KeepingModel", "Periods")


class KeepingModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.periods = Periods()
        self._known: Keeping | None = None
        self._workspace = workspace

    @property
    def may_change(self) -> bool:
        return self._workspace.me.coordinates

    def hears(self, touched: frozenset[Ref]) -> bool:
        """Whether this may look different now."""
        return any(ref.kind == Keeping.KIND for ref in touched)

    async def load(self) -> None:
        self._known = await self._workspace.see(Keeping, KEEPING)
        self.periods = periods_in(self._known)
        self.changed.emit(None)

    async def choose(self, name: str, days: int) -> None:
        """Keep one of them for so many days from now on. Raises: Problem, when the rules say no."""
        periods = replace(self.periods, **{name: days})
        if periods != self.periods:
            change = SetKeeping if self._known is None else ChangeKeeping
            await self._workspace.do(change(KEEPING, periods))

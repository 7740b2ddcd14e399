"""Leaving the programme: asking for it, thinking better of it, and, for coordinators, who has asked."""

from datetime import datetime, timedelta

from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Ref, Stamp
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.erasures import AskErasure, CarryOutErasure, Erasure, TakeBackErasure
from growtogether_desktop.domain.keeping import KEEPING, Keeping, Periods, periods_in
from growtogether_desktop.workspace.workspace import Workspace

_KINDS = (Erasure.KIND, Keeping.KIND)


class LeavingModel:
    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        self.mine: Erasure | None = None
        """One's own wish; None for whoever stays."""
        self.others: tuple[Erasure, ...] = ()
        """Whoever else has asked, the one whose day comes first in front; coordinators see them."""
        self.asked_by = ""
        """The coordinator who asked for it in my place; "" for nobody."""
        self.periods = Periods()
        self._workspace = workspace

    @property
    def coordinates(self) -> bool:
        return self._workspace.me.coordinates

    @property
    def due(self) -> datetime:
        """When it would be done, if one asked now."""
        return self._workspace.clock() + timedelta(days=self.periods.wait)

    def hears(self, touched: frozenset[Ref]) -> bool:
        """Whether this may look different now."""
        return any(ref.kind in _KINDS for ref in touched)

    async def load(self) -> None:
        wishes = await self._workspace.see_all(Erasure)
        me = self._workspace.me.id
        self.periods = periods_in(await self._workspace.see(Keeping, KEEPING))
        self.mine = next((wish for wish in wishes if wish.id == me), None)
        self.others = tuple(sorted((wish for wish in wishes if wish.id != me), key=lambda wish: wish.due))
        asked_by = self.mine and self.mine.by and await self._workspace.see(Profile, self.mine.by)
        self.asked_by = asked_by.name if asked_by else ""
        self.changed.emit(None)

    @property
    def to_be(self) -> Erasure:
        """The wish, were it asked for now: who reads it is told before."""
        return self._asking(words_stay=False).apply(None, Stamp(self._workspace.me.id, self._workspace.clock()))

    def _asking(self, words_stay: bool) -> AskErasure:
        return AskErasure(self._workspace.me.id, self._workspace.my_name, self.periods.wait, words_stay)

    async def ask(self, *, words_stay: bool) -> None:
        """Ask to be erased. Raises: Problem, when the rules say no."""
        await self._workspace.do(self._asking(words_stay))

    async def stay(self) -> None:
        """Think better of it. Raises: Problem, when it has been carried out meanwhile."""
        await self._workspace.do(TakeBackErasure(self._workspace.me.id))

    async def carry_out(self, wish: Erasure) -> None:
        """Have somebody erased who has asked for it. Raises: Problem, when the rules say no."""
        await self._workspace.do(CarryOutErasure(wish.id))

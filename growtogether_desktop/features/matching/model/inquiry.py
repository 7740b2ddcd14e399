"""What a coordinator asks about a plan: why a mentee has this mentor, what others would cost, what a move would do."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.features.matching.model.computing import PlannerTurns, computed
from growtogether_desktop.features.matching.model.explaining import begun
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.proposal import Explanation, Other, Pairs, Proposal
from growtogether_desktop.pairing.plans.prices import Price
from growtogether_desktop.pairing.solving.instance import Progress

T = TypeVar("T")


class Inquiry:
    """One mentee in front of a coordinator, or none; whatever is said of them follows the plan."""

    def __init__(
        self, background: Background, planner: Planner, turns: PlannerTurns, proposal: Callable[[], Proposal | None]
    ) -> None:
        """`proposal` says which plan there is now."""
        self.changed: Signal[None] = Signal()
        """There is something else to be said of the mentee one stands on."""
        self.explanation: Explanation | None = None
        self._background = background
        self._planner = planner
        self._turns = turns
        self._proposal = proposal
        self._weighing: asyncio.Task[None] | None = None
        self._mentee = ""
        self._beside = ""
        self._words = ""

    def choose(self, mentee: str, beside: str = "") -> None:
        """Stand on this mentee: explain the pair, and weigh the other mentors; or the pair with one of those."""
        if mentee != self._mentee:
            self._words = ""
        self._mentee, self._beside = mentee, beside
        self.renew()

    def find_mentor(self, words: str) -> None:
        """Offer only mentors with these words in their names."""
        self._words = words
        self.changed.emit(None)

    @property
    def others(self) -> tuple[Other, ...]:
        """The other mentors for the mentee one stands on, as far as they are looked for."""
        found = self.explanation.others if self.explanation is not None else None
        wanted = search_key(self._words).split()
        return tuple(one for one in found or () if all(word in one.found_by for word in wanted))

    async def price(self, mentee: str, mentor: str) -> Price | None:
        """What it would do to the plan to bring the two together; None where they cannot be.

        Where that takes solving again, it ends when whoever asked is cancelled.
        """
        return await self._asked_for(partial(self._planner.price, mentee, mentor))

    async def pairs(self) -> Pairs | None:
        """All pairs with their fits, and what each would cost where that can be known in time."""
        return await self._turns.take(self._planner.pairs)

    def renew(self) -> None:
        """Say it by the plan there is now."""
        if self._weighing is not None:
            self._weighing.cancel()
            self._weighing = None
        proposal = self._proposal()
        row = proposal.by_mentee.get(self._mentee) if proposal is not None else None
        if row is None or proposal is None:
            self.explanation = None
        else:
            before = self.explanation
            self.explanation = begun(proposal, row, self._beside)
            if before is not None and before.row.mentee.id == self._mentee:  # until it is weighed anew: no jumps
                self.explanation = replace(self.explanation, others=before.others)
                if _mentor_in(before) == _mentor_in(self.explanation):
                    self.explanation = replace(self.explanation, why=before.why, improvements=before.improvements)
            if row.told is None:
                self._weighing = self._background.spawn(self._weigh(self.explanation), name="weigh other mentors")
        self.changed.emit(None)

    async def _weigh(self, explanation: Explanation) -> None:
        me, loop = asyncio.current_task(), asyncio.get_running_loop()

        def show(told: Explanation) -> None:
            if self._weighing is me:  # nobody has gone elsewhere since
                self.explanation = told
                self.changed.emit(None)

        def tell(some: Explanation) -> None:
            loop.call_soon_threadsafe(partial(show, some))

        show(await self._asked_for(partial(self._planner.explain, explanation, tell)))

    async def _asked_for(self, work: Callable[[Progress], T]) -> T:
        """Ask the planner in turn; how far it is, nobody is told."""
        return await computed(self._turns.take, work, Signal())


def _mentor_in(explanation: Explanation) -> str:
    return explanation.mentor.id if explanation.mentor is not None else ""

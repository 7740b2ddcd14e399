"""What a coordinator asks about a plan: why a mentee has this mentor, what others would cost, what a move would do."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Literal, TypeVar

from growtogether_desktop.base.background import Background
from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.features.matching.model.computing import PlannerTurns, computed
from growtogether_desktop.features.matching.model.explaining import begun
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.proposal import Explanation, News, Other, Pairs, Proposal
from growtogether_desktop.features.matching.model.wish import Wish
from growtogether_desktop.pairing.plans.prices import Price, SeatValue
from growtogether_desktop.pairing.solving.instance import Progress

T = TypeVar("T")
Answer = Literal["seats", "losses"]


class Inquiry:
    """One mentee in front of a coordinator, or none; whatever is said of them follows the plan."""

    def __init__(
        self, background: Background, planner: Planner, turns: PlannerTurns, proposal: Callable[[], Proposal | None]
    ) -> None:
        """`proposal` says which plan there is now."""
        self.changed: Signal[None] = Signal()
        """There is something else to be said of the mentee one stands on."""
        self.worked_out: Signal[None] = Signal()
        """Another answer is there that takes solving again, or nobody looks for one any more."""
        self.working_out: frozenset[Answer] = frozenset()
        """What is being worked out."""
        self.progress: Signal[float] = Signal()
        """How many of these are."""
        self.explanation: Explanation | None = None
        self._background = background
        self._planner = planner
        self._turns = turns
        self._proposal = proposal
        self._weighing: asyncio.Task[None] | None = None
        self._mentee = ""
        self._beside = ""
        self._words = ""
        self._seats_of: Proposal | None = None
        self._seats: dict[MentorId, SeatValue | None] = {}

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

    async def foresee(self, wish: Wish) -> News | Problem | None:
        """What will be told of the plan once this is asked for, or why there would be none; None where nobody can say
        in a short while. It ends when whoever asked is cancelled."""
        return await self._asked_for(partial(self._planner.foresee, wish))

    async def pairs(self) -> Pairs | None:
        """All pairs with their fits, and what each would cost where that can be known in time."""
        return await self._asked_for(self._planner.pairs)

    async def work_out_losses(self, pairs: Pairs) -> None:
        """Find what each pair costs, mentee by mentee, as long as the plan is the same; `worked_out` tells.

        Cancelled, it leaves what is known, and goes on from there the next time.
        """
        proposal = self._proposal()
        left = [mentee for mentee in pairs.mentees if mentee not in pairs.worked_out]
        with self._working("losses"):
            for at, mentee in enumerate(left):
                found = await self._asked_for(partial(self._planner.choices, mentee))
                if self._proposal() is not proposal:
                    return
                pairs.worked_out[mentee] = {one.mentor: one for one in found}
                self.progress.emit((at + 1) / len(left))
                self.worked_out.emit(None)

    async def work_out_seats(self) -> None:
        """Find what one more seat is worth, mentor by mentor, as long as the plan is the same; `seats` tells.

        Cancelled, it leaves what is known, and goes on from there the next time.
        """
        proposal = self._proposal()
        if proposal is None:
            return
        if self._seats_of is not proposal:
            self._seats_of, self._seats = proposal, {}
        mentors = [MentorId(one.id) for one in proposal.open.mentors]
        left = [mentor for mentor in mentors if mentor not in self._seats]
        with self._working("seats"):
            for at, mentor in enumerate(left):
                value = await self._asked_for(partial(self._planner.seat_value, mentor))
                if self._proposal() is not proposal:
                    return
                self._seats[mentor] = value if value is not None and value.dearness < (0, 0, 0) else None
                self.progress.emit((at + 1) / len(left))
                self.worked_out.emit(None)

    @property
    def seats(self) -> tuple[Mapping[MentorId, SeatValue], int]:
        """What one more seat is worth, where it is worth anything and as far as anybody knows; and for how many mentors
        nobody does."""
        proposal = self._proposal()
        if proposal is None:
            return {}, 0
        if proposal.seat_values is not None:
            return proposal.seat_values, 0
        known = self._seats if self._seats_of is proposal else {}
        worth = {mentor: value for mentor, value in known.items() if value is not None}
        return worth, len(proposal.open.mentors) - len(known)

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

    @contextmanager
    def _working(self, answer: Answer) -> Iterator[None]:
        self.working_out |= {answer}
        self.worked_out.emit(None)
        try:
            yield
        finally:
            self.working_out -= {answer}
            self.worked_out.emit(None)

    async def _asked_for(self, work: Callable[[Progress], T]) -> T:
        """Ask the planner in turn; how far it is, nobody is told."""
        return await computed(self._turns.take, work, Signal())


def _mentor_in(explanation: Explanation) -> str:
    return explanation.mentor.id if explanation.mentor is not None else ""

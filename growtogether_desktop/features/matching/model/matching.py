"""A coordinator's cohort: the roster, the plan that follows it live, the wishes, and the publication."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import Message
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Change, Ref
from growtogether_desktop.domain.cohorts import Cohort, DropCohort, Mentor, RenameCohort, Rules, StartCohort
from growtogether_desktop.domain.ids import CohortId, new_id
from growtogether_desktop.domain.roster import LetMenteeGo, LetMentorGo
from growtogether_desktop.features.matching.model.computing import PlannerTurns, computed
from growtogether_desktop.features.matching.model.inquiry import Inquiry
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.proposal import (
    Lack,
    News,
    Order,
    People,
    PlanRow,
    Proposal,
)
from growtogether_desktop.features.matching.model.publishing import (
    Publication,
    Withdrawal,
    publication_of,
    told,
    withdrawal_of,
    withdrawn,
)
from growtogether_desktop.features.matching.model.reading import Reader
from growtogether_desktop.features.matching.model.wishing import Wishes
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.pairing.plans.plan import Plan
from growtogether_desktop.workspace.workspace import Workspace

_BREATH_S = 0.01
"""Between two things that are drawn anew, so that whoever types meanwhile is heard."""
AT_ONCE = 200_000
"""With so many possible pairs at most the plan is there before anybody could read what is short."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a change did to the plan, as it is said."""

    title: Message | None
    """What was asked for here; None when the roster changed by itself."""
    news: News


class MatchingModel:
    """One cohort in front of a coordinator. Whatever touches it is read and solved again at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        """The cohort, its people or its plan."""
        self.planned: Signal[None] = Signal()
        """There may be another plan, for whoever thinks further about it."""
        self.solving: Signal[asyncio.Task[None]] = Signal()
        """A plan is being looked for; cancel it to stay with the one there is."""
        self.progress: Signal[float] = Signal()
        self.told: Told | None = None
        """What the last change did to the plan."""
        self.loaded = False
        self.cohorts: tuple[Cohort, ...] = ()
        """Newest first."""
        self.cohort: Cohort | None = None
        self.people = People()
        self.proposal: Proposal | None = None
        """The plan for these people, or for how they were a moment ago; None before the first."""
        self.lack = Lack()
        """What is short, whatever the plan."""
        self.stopped = False
        """The person did not want to wait for the plan."""
        self.on_its_way = False
        """Pairs were published and the hub has not answered yet."""
        self.wishes = Wishes(workspace, lambda: self.order)
        self._workspace = workspace
        self._reader = Reader(workspace)
        self._renewing: asyncio.Task[None] | None = None
        self._solver: asyncio.Task[None] | None = None
        """The one of them that has read, and works out a plan for `_ordered`."""
        self._ordered: tuple[People, Rules] | None = None
        self._planner = Planner()
        self._turns = PlannerTurns(workspace.background)
        self.inquiry = Inquiry(workspace.background, self._planner, self._turns, lambda: self.proposal)

    # --- listening --------------------------------------------------------------------------------

    def hear(self, refs: frozenset[Ref]) -> None:
        """Something was touched; what is still being worked out goes on only if it is for the same people and rules."""
        if self._reader.touched(refs):
            self.solve()

    def solve(self) -> None:
        """Look for the best plan for the cohort as it is now."""
        if self._renewing is not None and self._renewing is not self._solver:
            self._renewing.cancel()
        self._renewing = self._workspace.background.spawn(self._renew(), name="plan the cohort")

    async def settled(self) -> None:
        """Return when the plan belongs to the cohort as it is."""
        while self._renewing is not None:
            await asyncio.wait({self._renewing})

    # --- cohorts ----------------------------------------------------------------------------------

    async def start_cohort(self, title: str) -> None:
        id = new_id()
        self._reader.wanted = id
        await self._workspace.do(StartCohort(id, title.strip()))
        self.choose_cohort(id)

    def choose_cohort(self, id: str) -> None:
        self._reader.wanted = id
        if self.cohort is not None and self.cohort.id == id:
            return
        self._reader.want(id)
        if self._solver is not None:
            self._solver.cancel()
        self.proposal = self.told = None
        self.lack = Lack()
        self.inquiry.choose("")
        self.solve()

    async def rename(self, title: str) -> None:
        if self.cohort is not None and title.strip() != self.cohort.title:
            await self._workspace.do(RenameCohort(self.cohort.id, title.strip()))

    async def remove_cohort(self) -> None:
        """Remove a cohort that was never published, with its roster. A person has confirmed it."""
        if self.cohort is None:
            return
        leaving: list[Change[Any]] = [LetMenteeGo(mentee.id) for mentee in self.people.mentees]
        leaving += [LetMentorGo(mentor.id) for mentor in self.people.mentors]
        await self._workspace.do(*leaving, DropCohort(self.cohort.id))

    # --- what a change has done -------------------------------------------------------------------

    def dismiss_news(self) -> None:
        """What was told of the last change has been read."""
        self.told = None
        self.changed.emit(None)

    # --- publishing -------------------------------------------------------------------------------

    @property
    def can_publish(self) -> bool:
        """Whether there is anything new to tell."""
        proposal = self.proposal
        return self.cohort is not None and proposal is not None and not self.on_its_way and bool(proposal.plan.pairs)

    def publication(self) -> Publication | None:
        """What publishing would tell now; None when there is nothing new to tell."""
        proposal = self.proposal
        if proposal is None or not self.can_publish:
            return None
        return publication_of(proposal)

    async def publish(self, publication: Publication, to_mentors: str = "", to_mentees: str = "") -> None:
        """Tell everybody in it. People read it at once: a person has confirmed exactly this."""
        assert self.cohort is not None
        await self._workspace.do(*told(CohortId(self.cohort.id), publication, to_mentors, to_mentees))

    def withdrawal(self) -> Withdrawal | None:
        """The newest publication, if some of it can be taken back still."""
        if self.cohort is None or self.on_its_way:
            return None
        return withdrawal_of(self.people.engagements)

    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """Nobody in it works together any more, but for those who have begun. A person has confirmed exactly this."""
        assert self.cohort is not None
        await self._workspace.do(withdrawn(CohortId(self.cohort.id), withdrawal))

    # --- what the plan is made of -----------------------------------------------------------------

    @property
    def order(self) -> Order:
        """What the plan is to be made of."""
        return Order(self.cohort, self.people)

    def has_told(self, mentor: Mentor) -> bool:
        """Whether somebody knows already of working with this mentor."""
        return any(one.mentor == mentor.person and not one.ended for one in self.people.engagements)

    def row_of(self, mentee: str) -> PlanRow | None:
        return self.proposal.by_mentee.get(mentee) if self.proposal is not None else None

    # --- reading and solving ----------------------------------------------------------------------

    async def _renew(self) -> None:
        me = asyncio.current_task()
        try:
            await self._read()
            ordered = self.people, self.order.rules
            if self._solver is not None and self._ordered == ordered:
                self._renewing = self._solver
                self.changed.emit(None)
                return
            if self._solver is not None:
                self._solver.cancel()
            self._solver, self._ordered = me, ordered
            self.changed.emit(None)
            await self._solve()
        except asyncio.CancelledError:
            if self._renewing is me:  # nobody asked for a newer plan: the person does not want one
                self.stopped = True
                self.changed.emit(None)
            raise
        finally:
            if self._solver is me:
                self._solver = self._ordered = None
            if self._renewing is me:
                self._renewing = None

    async def _read(self) -> None:
        now = await self._reader.read()
        self.cohorts, self.cohort, self.people = now.cohorts, now.cohort, now.people
        self.on_its_way = now.on_its_way
        self.loaded = True

    async def _solve(self) -> None:
        self.stopped = False
        work = await self._turns.take(partial(self._planner.begin, self.order, self.proposal))
        if work is None:
            await self._show(None)
            return
        followed = await self._turns.take(partial(self._planner.follow, work))
        if followed is not None:
            self.proposal, news = followed
            await self._show(news)
        assert self._solver is not None
        self.solving.emit(self._solver)
        large = len(work.open.mentees) * len(work.open.mentors) > AT_ONCE
        first = self.proposal is None and large
        if first:
            await computed(self._workspace.background.compute, work.weigh, self.progress)
            await self._look_for_lack(work)
        solved = await computed(self._workspace.background.compute, work.solve, self.progress)
        settling = partial(self._planner.settle, work, solved)
        proposal, news = await computed(self._turns.take, settling, self.progress)
        if not (first or large):
            self.lack = await computed(self._workspace.background.compute, partial(work.lack, solved), self.progress)
        self.proposal = proposal
        await self._show(news)
        self.wishes.asked = None
        if large and not first:
            with suppress(asyncio.CancelledError):  # the plan stands without it
                await self._look_for_lack(work, solved)

    async def _look_for_lack(self, work: Work, solved: Plan | Problem | None = None) -> None:
        self.lack = await computed(self._workspace.background.compute, partial(work.lack, solved), self.progress)
        self.changed.emit(None)

    async def _show(self, news: News | None) -> None:
        """Tell of the plan; in between the window has its turn, for much is drawn anew."""
        if news is not None and (news.shifts or news.lost.points):
            self.told = Told(self.wishes.asked, news)
        self.changed.emit(None)
        await asyncio.sleep(_BREATH_S)
        self.planned.emit(None)
        await asyncio.sleep(_BREATH_S)
        self.inquiry.renew()

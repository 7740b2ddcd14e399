"""A coordinator's cohort: the roster, the plan that follows it live, the wishes, and the publication."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Aggregate, Change, Ref
from growtogether_desktop.domain.cohorts import Cohort, DropCohort, Mentee, Mentor, RenameCohort, StartCohort
from growtogether_desktop.domain.engagements import PAIRS_AT_ONCE, Engagement, Pair, PublishPairs
from growtogether_desktop.domain.ids import MentorId, new_id
from growtogether_desktop.domain.roster import ForbidPair, LetMenteeGo, LetMentorGo, PinPair, ReviseMentor, SetWishes
from growtogether_desktop.features.matching.model.planning import (
    Explanation,
    People,
    PlanRow,
    Proposal,
    explained,
    propose,
    weigh,
)
from growtogether_desktop.pairing.assignment import Cancelled, Progress
from growtogether_desktop.workspace.workspace import Workspace

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")

KINDS: dict[str, type[Aggregate]] = {kind.KIND: kind for kind in (Cohort, Mentor, Mentee, Engagement)}
FEW = 50
"""So many changed aggregates are read one by one; more, and everything is read anew."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What would be told, to how many people, and who would hear nothing yet."""

    pairs: tuple[Pair, ...]
    mentors: int
    mentees: int
    waiting: tuple[str, ...]
    """Names of mentees without a mentor."""


class MatchingModel:
    """One cohort in front of a coordinator. Whatever touches it is read and solved again at once."""

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Signal[None] = Signal()
        """The cohort, its people or its plan."""
        self.chosen: Signal[None] = Signal()
        """What is to be said of the mentee one stands on."""
        self.solving: Signal[asyncio.Task[None]] = Signal()
        """A plan is being looked for; cancel it to stay with the one there is."""
        self.progress: Signal[float] = Signal()
        self.loaded = False
        self.cohorts: tuple[Cohort, ...] = ()
        """Newest first."""
        self.cohort: Cohort | None = None
        self.people = People()
        self.proposal: Proposal | None = None
        """The plan for these people, or for how they were a moment ago; None before the first."""
        self.stopped = False
        """The person did not want to wait for the plan."""
        self.on_its_way = False
        """Pairs were published and the hub has not answered yet."""
        self.explanation: Explanation | None = None
        self._workspace = workspace
        self._found: dict[Ref, Aggregate] = {}
        self._stale: set[Ref] | None = None
        """What is to be read again; None means everything."""
        self._renewing: asyncio.Task[None] | None = None
        self._weighing: asyncio.Task[None] | None = None
        self._wanted_cohort = ""
        self._mentee = ""
        self._words = ""

    # --- listening --------------------------------------------------------------------------------

    def hear(self, refs: frozenset[Ref]) -> None:
        """Something was touched; what is still being worked out for an older cohort is given up."""
        ours = {ref for ref in refs if ref.kind in KINDS}
        if not ours:
            return
        if self._stale is not None:
            self._stale |= ours
        self.solve()

    def solve(self) -> None:
        """Look for the best plan for the cohort as it is now."""
        if self._renewing is not None:
            self._renewing.cancel()
        self._renewing = self._workspace.background.spawn(self._renew(), name="plan the cohort")

    async def settled(self) -> None:
        """Return when the plan belongs to the cohort as it is."""
        while self._renewing is not None:
            await asyncio.wait({self._renewing})

    # --- cohorts ----------------------------------------------------------------------------------

    async def start_cohort(self, title: str) -> None:
        self._wanted_cohort = new_id()
        await self._workspace.do(StartCohort(self._wanted_cohort, title.strip()))
        self.choose_cohort(self._wanted_cohort)

    def choose_cohort(self, id: str) -> None:
        self._wanted_cohort = id
        self._stale = None
        self.proposal = None
        self.choose("")
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

    # --- wishes -----------------------------------------------------------------------------------

    async def pin(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Pin {mentee} to {mentor}", mentee=mentee.name, mentor=mentor.name)
        await self._workspace.do(PinPair(mentee.id, MentorId(mentor.id)), title=title)

    async def lift_pin(self, mentee: Mentee) -> None:
        title = say("Lift the pin of {mentee}", mentee=mentee.name)
        await self._workspace.do(SetWishes(mentee.id, None, mentee.forbidden), title=title)

    async def forbid(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Forbid {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
        await self._workspace.do(ForbidPair(mentee.id, MentorId(mentor.id)), title=title)

    async def allow(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
        left = tuple(id for id in mentee.forbidden if id != mentor.id)
        await self._workspace.do(SetWishes(mentee.id, mentee.pinned_to, left), title=title)

    async def one_more_seat(self, mentor: Mentor) -> None:
        """The mentor, as the roster has them, takes one mentee more."""
        title = say("One more seat with {mentor}", mentor=mentor.name)
        await self._workspace.do(ReviseMentor(mentor.id, replace(mentor, capacity=mentor.capacity + 1)), title=title)

    # --- publishing -------------------------------------------------------------------------------

    def publication(self) -> Publication | None:
        """What publishing would tell now; None when there is nothing new to tell."""
        proposal = self.proposal
        if self.cohort is None or proposal is None or self.on_its_way or not proposal.plan.pairs:
            return None
        pairs = proposal.plan.pairs
        waiting = tuple(row.mentee.name for row in proposal.waiting)
        return Publication(pairs, len({pair.mentor for pair in pairs}), len(pairs), waiting)

    async def publish(self, publication: Publication) -> None:
        """Tell everybody in it. People read it at once: a person has confirmed exactly this."""
        assert self.cohort is not None
        pairs = publication.pairs
        batches = (pairs[at : at + PAIRS_AT_ONCE] for at in range(0, len(pairs), PAIRS_AT_ONCE))
        told = new_id()
        await self._workspace.do(*(PublishPairs(self.cohort.id, batch, publication=told) for batch in batches))

    # --- explaining -------------------------------------------------------------------------------

    def choose(self, mentee: str) -> None:
        """Stand on this mentee: explain the pair at once, then weigh the other mentors."""
        self._mentee, self._words = mentee, ""
        self._explain()

    def find_mentor(self, words: str) -> None:
        """Weigh only mentors with these words in their names."""
        self._words = words
        self._explain()

    def row_of(self, mentee: str) -> PlanRow | None:
        rows = self.proposal.rows if self.proposal is not None else ()
        return next((row for row in rows if row.mentee.id == mentee), None)

    def _explain(self) -> None:
        if self._weighing is not None:
            self._weighing.cancel()
            self._weighing = None
        row = self.row_of(self._mentee)
        if row is None or self.proposal is None:
            self.explanation = None
        else:
            before = self.explanation
            self.explanation = explained(self.proposal, row)
            if before is not None and before.row.mentee.id == self._mentee:  # until they are weighed anew: no jumps
                self.explanation = replace(self.explanation, weighed=before.weighed)
            if row.told is None:
                work = self._weigh(self.proposal, self.explanation, self._words)
                self._weighing = self._workspace.background.spawn(work, name="weigh other mentors")
        self.chosen.emit(None)

    async def _weigh(self, proposal: Proposal, explanation: Explanation, words: str) -> None:
        weighed = await self._compute(partial(weigh, proposal, explanation.row, words), Signal())
        self.explanation = replace(explanation, weighed=weighed)
        self.chosen.emit(None)

    # --- reading and solving ----------------------------------------------------------------------

    async def _renew(self) -> None:
        me = asyncio.current_task()
        try:
            await self._read()
            self.changed.emit(None)
            await self._solve()
            self._explain()
            self.changed.emit(None)
        except asyncio.CancelledError:
            if self._renewing is me:  # nobody asked for a newer plan: the person does not want one
                self.stopped = True
                self.changed.emit(None)
            raise
        finally:
            if self._renewing is me:
                self._renewing = None

    async def _read(self) -> None:
        stale = self._stale
        if stale is None or len(stale) > FEW or any(ref.kind == Cohort.KIND for ref in stale):
            await self._read_everything()
        else:
            for ref in tuple(stale):
                now = await self._workspace.see(KINDS[ref.kind], ref.id)
                if now is None:
                    self._found.pop(ref, None)
                else:
                    self._found[ref] = now
        pending = await self._workspace.waiting(Cohort)
        self._stale = set()
        self._take_in(pending)

    async def _read_everything(self) -> None:
        cohorts = await self._workspace.see_all(Cohort)
        found: list[Aggregate] = list(cohorts)
        if (cohort := _in_front(cohorts, self._wanted_cohort)) is not None:
            for kind in (Mentor, Mentee, Engagement):
                found += await self._workspace.see_all(kind, cohort.id)
        self._found = {one.ref: one for one in found}

    def _take_in(self, pending: frozenset[str]) -> None:
        self.cohorts = tuple(sorted(self._all(Cohort), key=_age, reverse=True))
        self.cohort = _in_front(self.cohorts, self._wanted_cohort)
        id = self.cohort.id if self.cohort is not None else ""
        self.people = People(
            tuple(one for one in self._all(Mentor) if one.cohort == id),
            tuple(one for one in self._all(Mentee) if one.cohort == id),
            tuple(one for one in self._all(Engagement) if one.cohort == id and not one.ended),
        )
        self.on_its_way = self.cohort is not None and self.cohort.published is not None and id in pending
        self.loaded = True

    def _all(self, kind: type[A]) -> Sequence[A]:
        return [one for one in self._found.values() if isinstance(one, kind)]

    async def _solve(self) -> None:
        self.stopped = False
        if self.proposal is not None and self.proposal.people == self.people:
            return
        assert self._renewing is not None
        self.solving.emit(self._renewing)
        self.proposal = await self._compute(partial(propose, self.people), self.progress)

    async def _compute(self, work: Callable[[Progress], T], progress: Signal[float]) -> T:
        """Run `work` in the background; cancelled here, it ends there at its next sign of progress."""
        hook = _Hook(asyncio.get_running_loop(), progress)
        try:
            return await self._workspace.background.compute(partial(work, hook))
        except asyncio.CancelledError:
            hook.cancelled = True
            raise


def _age(cohort: Cohort) -> tuple[datetime, str]:
    return cohort.started, cohort.id


def _in_front(cohorts: Sequence[Cohort], wanted: str) -> Cohort | None:
    """The wanted cohort; the newest where that is not there."""
    return next((cohort for cohort in cohorts if cohort.id == wanted), None) or max(cohorts, key=_age, default=None)


class _Hook:
    """Carries progress from the computing thread to the window's, and the wish to end it back."""

    def __init__(self, loop: asyncio.AbstractEventLoop, progress: Signal[float]) -> None:
        self.cancelled = False
        self._loop = loop
        self._progress = progress

    def __call__(self, share: float) -> None:
        if self.cancelled:
            raise Cancelled
        self._loop.call_soon_threadsafe(self._tell, share)

    def _tell(self, share: float) -> None:
        if not self.cancelled:
            self._progress.emit(share)

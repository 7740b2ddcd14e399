"""A coordinator's cohort: the roster, the plan that follows it live, the wishes, and the publication."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.base.spelling import search_key
from growtogether_desktop.domain.changes import Aggregate, Change, Ref
from growtogether_desktop.domain.cohorts import (
    Cohort,
    DropCohort,
    Mentee,
    Mentor,
    RenameCohort,
    Rules,
    SetRules,
    StartCohort,
)
from growtogether_desktop.domain.consents import Consent, Use, allowed
from growtogether_desktop.domain.engagements import (
    PAIRS_AT_ONCE,
    AnotherMentor,
    Engagement,
    Pair,
    PublishPairs,
    WithdrawPublication,
)
from growtogether_desktop.domain.ids import EngagementId, MenteeId, MentorId, new_id
from growtogether_desktop.domain.outcomes import Outcome
from growtogether_desktop.domain.proposals import Proposal as Question
from growtogether_desktop.domain.roster import (
    ForbidPair,
    LetMenteeGo,
    LetMentorGo,
    PinPair,
    ReviseMentee,
    ReviseMentor,
    SetWishes,
)
from growtogether_desktop.features.matching.model.company import with_company
from growtogether_desktop.features.matching.model.computing import Hook, computed
from growtogether_desktop.features.matching.model.planning import (
    Explanation,
    Lack,
    News,
    Order,
    Other,
    Pairs,
    People,
    Planner,
    PlanRow,
    Proposal,
    Work,
    begun,
)
from growtogether_desktop.pairing.plans.prices import Price
from growtogether_desktop.pairing.solving.instance import Cancelled, Progress
from growtogether_desktop.workspace.workspace import Workspace

A = TypeVar("A", bound=Aggregate)
T = TypeVar("T")

KINDS: dict[str, type[Aggregate]] = {
    kind.KIND: kind for kind in (Cohort, Mentor, Mentee, Engagement, Question, AnotherMentor, Outcome, Consent)
}
_BREATH_S = 0.01
"""Between two things that are drawn anew, so that whoever types meanwhile is heard."""
AT_ONCE = 200_000
"""With so many possible pairs at most the plan is there before anybody could read what is short."""
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


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A publication that can be taken back, and whom that concerns."""

    publication: str
    engagements: tuple[EngagementId, ...]
    leaving: tuple[str, ...]
    """Names of mentees who would be without a mentor again."""
    staying: tuple[str, ...]
    """Names of mentees who have begun to work with theirs, and stay."""
    published: datetime | None
    """When the cohort was published before it."""


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
        self.chosen: Signal[None] = Signal()
        """What is to be said of the mentee one stands on."""
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
        self.explanation: Explanation | None = None
        self._workspace = workspace
        self._found: dict[Ref, Aggregate] = {}
        self._stale: set[Ref] | None = None
        """What is to be read again; None means everything."""
        self._renewing: asyncio.Task[None] | None = None
        self._weighing: asyncio.Task[None] | None = None
        self._planner = Planner()
        self._turn = asyncio.Lock()
        """Whoever has it may ask the planner."""
        self._asked: Message | None = None
        self._wanted_cohort = ""
        self._mentee = ""
        self._beside = ""
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
        if self.cohort is not None and self.cohort.id == id:
            return
        self._stale = None
        self.proposal = self.told = None
        self.lack = Lack()
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
        await self._wish(title, PinPair(mentee.id, MentorId(mentor.id)))

    async def lift_pin(self, mentee: Mentee) -> None:
        title = say("Lift the pin of {mentee}", mentee=mentee.name)
        await self._wish(title, SetWishes(mentee.id, None, mentee.forbidden))

    async def forbid(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Forbid {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
        await self._wish(title, ForbidPair(mentee.id, MentorId(mentor.id)))

    async def allow(self, mentee: Mentee, mentor: Mentor) -> None:
        title = say("Allow {mentee} with {mentor}", mentee=mentee.name, mentor=mentor.name)
        left = tuple(id for id in mentee.forbidden if id != mentor.id)
        await self._wish(title, SetWishes(mentee.id, mentee.pinned_to, left))

    async def more_seats(self, mentor: Mentor, seats: int = 1) -> None:
        """The mentor, as the roster has them, takes so many mentees more, or fewer."""
        if seats == 1:
            title = say("One more seat with {mentor}", mentor=mentor.name)
        else:
            title = say("{mentor} takes {n}", mentor=mentor.name, n=mentor.capacity + seats)
        changed = replace(mentor, capacity=max(mentor.capacity + seats, 0))
        await self._wish(title, ReviseMentor(mentor.id, changed))

    async def at_least(self, mentor: Mentor, least: int) -> None:
        """So many mentees the mentor has, if they have any seat to give."""
        title = say("{mentor} takes {n} at least", mentor=mentor.name, n=least)
        await self._wish(title, ReviseMentor(mentor.id, replace(mentor, least=least)))

    async def give_priority(self, mentee: Mentee, priority: int) -> None:
        title = say("Priority of {mentee}", mentee=mentee.name)
        await self._wish(title, ReviseMentee(mentee.id, replace(mentee, priority=priority)))

    async def keep_together(self, mentee: Mentee, others: Iterable[MenteeId]) -> None:
        """These have the same mentor as the mentee; nobody else has to."""
        title = say("Together with {mentee}", mentee=mentee.name)
        await self._wish(title, *with_company(self.people, mentee, "together", others))

    async def keep_apart(self, mentee: Mentee, others: Iterable[MenteeId]) -> None:
        """These have another mentor than the mentee; nobody else has to."""
        title = say("Apart from {mentee}", mentee=mentee.name)
        await self._wish(title, *with_company(self.people, mentee, "apart", others))

    async def set_rules(self, rules: Rules) -> None:
        """From now on the plan is made by these."""
        if self.cohort is not None and rules != self.cohort.rules:
            await self._wish(say("Change rules"), SetRules(self.cohort.id, rules))

    async def undo(self) -> None:
        """Take the last change back."""
        self._asked = None
        await self._workspace.undo()

    async def _wish(self, title: Message, *changes: Change[Any]) -> None:
        if not changes:
            return
        self._asked = title
        await self._workspace.do(*changes, title=title)

    def dismiss_news(self) -> None:
        """What was told of the last change has been read."""
        self.told = None
        self.changed.emit(None)

    # --- publishing -------------------------------------------------------------------------------

    def publication(self) -> Publication | None:
        """What publishing would tell now; None when there is nothing new to tell."""
        proposal = self.proposal
        if self.cohort is None or proposal is None or self.on_its_way or not proposal.plan.pairs:
            return None
        pairs = proposal.plan.pairs
        waiting = tuple(row.mentee.name for row in proposal.waiting)
        return Publication(pairs, len({pair.mentor for pair in pairs}), len(pairs), waiting)

    async def publish(self, publication: Publication, to_mentors: str = "", to_mentees: str = "") -> None:
        """Tell everybody in it. People read it at once: a person has confirmed exactly this."""
        assert self.cohort is not None
        id, told = self.cohort.id, new_id()
        pairs = publication.pairs
        batches = (pairs[at : at + PAIRS_AT_ONCE] for at in range(0, len(pairs), PAIRS_AT_ONCE))
        words = to_mentors.strip(), to_mentees.strip()
        await self._workspace.do(*(PublishPairs(id, batch, *words, publication=told) for batch in batches))

    def withdrawal(self) -> Withdrawal | None:
        """The newest publication, if some of it can be taken back still."""
        current = [one for one in self.people.engagements if not one.ended]
        if self.cohort is None or self.on_its_way or not current:
            return None
        newest = max(current, key=lambda one: one.began).publication
        its = [one for one in current if one.publication == newest]
        leaving = [one for one in its if not one.used]
        if not leaving:
            return None
        earlier = [one.began for one in self.people.engagements if one.publication != newest]
        return Withdrawal(
            newest,
            tuple(EngagementId(one.id) for one in its),
            tuple(one.mentee_name for one in leaving),
            tuple(one.mentee_name for one in its if one.used),
            max(earlier, default=None),
        )

    async def withdraw(self, withdrawal: Withdrawal) -> None:
        """Nobody in it works together any more, but for those who have begun. A person has confirmed exactly this."""
        assert self.cohort is not None
        change = WithdrawPublication(
            self.cohort.id, withdrawal.publication, withdrawal.engagements, withdrawal.published
        )
        await self._workspace.do(change)

    # --- explaining -------------------------------------------------------------------------------

    def choose(self, mentee: str, beside: str = "") -> None:
        """Stand on this mentee: explain the pair, and weigh the other mentors; or the pair with one of those."""
        if mentee != self._mentee:
            self._words = ""
        self._mentee, self._beside = mentee, beside
        self._explain()

    def find_mentor(self, words: str) -> None:
        """Offer only mentors with these words in their names."""
        self._words = words
        self.chosen.emit(None)

    @property
    def others(self) -> tuple[Other, ...]:
        """The other mentors for the mentee one stands on, as far as they are looked for."""
        found = self.explanation.others if self.explanation is not None else None
        wanted = search_key(self._words).split()
        return tuple(one for one in found or () if all(word in one.found_by for word in wanted))

    @property
    def order(self) -> Order:
        """What the plan is to be made of."""
        return Order(self.cohort, self.people)

    def row_of(self, mentee: str) -> PlanRow | None:
        return self.proposal.by_mentee.get(mentee) if self.proposal is not None else None

    async def price(self, mentee: str, mentor: str) -> Price | None:
        """What it would do to the plan to bring the two together; None where they cannot be.

        Where that takes solving again, it ends when whoever asked is cancelled.
        """
        return await self._asked_for(partial(self._planner.price, mentee, mentor))

    async def pairs(self) -> Pairs | None:
        """All pairs with their fits, and what each would cost where that can be known in time."""
        return await self._in_turn(self._planner.pairs)

    def _explain(self) -> None:
        if self._weighing is not None:
            self._weighing.cancel()
            self._weighing = None
        row = self.row_of(self._mentee)
        if row is None or self.proposal is None:
            self.explanation = None
        else:
            before = self.explanation
            self.explanation = begun(self.proposal, row, self._beside)
            if before is not None and before.row.mentee.id == self._mentee:  # until it is weighed anew: no jumps
                self.explanation = replace(self.explanation, others=before.others)
                if _mentor_in(before) == _mentor_in(self.explanation):
                    self.explanation = replace(self.explanation, why=before.why, improvements=before.improvements)
            if row.told is None:
                work = self._weigh(self.explanation)
                self._weighing = self._workspace.background.spawn(work, name="weigh other mentors")
        self.chosen.emit(None)

    async def _weigh(self, explanation: Explanation) -> None:
        self.explanation = await self._asked_for(partial(self._planner.explain, explanation))
        self.chosen.emit(None)

    async def _asked_for(self, work: Callable[[Progress], T]) -> T:
        """Ask the planner in turn; cancelled here, it ends there at its next sign of progress."""
        hook = Hook(asyncio.get_running_loop(), Signal())
        try:
            return await self._in_turn(partial(work, hook))
        except asyncio.CancelledError:
            hook.cancelled = True
            raise

    # --- reading and solving ----------------------------------------------------------------------

    async def _renew(self) -> None:
        me = asyncio.current_task()
        try:
            await self._read()
            self.changed.emit(None)
            await self._solve()
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
            found = await self._read_everything()
        else:
            found = dict(self._found)
            for ref in tuple(stale):
                now = await self._workspace.see(KINDS[ref.kind], ref.id)
                if now is None:
                    found.pop(ref, None)
                else:
                    found[ref] = now
        pending = await self._workspace.waiting(Cohort)
        sort_out = partial(_sorted_out, found, self._wanted_cohort)
        self.cohorts, self.cohort, self.people = await self._workspace.background.compute(sort_out)
        self._found, self._stale = found, set()
        self.on_its_way = self.cohort is not None and self.cohort.published is not None and self.cohort.id in pending
        self.loaded = True

    async def _read_everything(self) -> dict[Ref, Aggregate]:
        cohorts = await self._workspace.see_all(Cohort)
        found: list[Aggregate] = list(cohorts)
        if (cohort := _in_front(cohorts, self._wanted_cohort)) is not None:
            for kind in (Mentor, Mentee, Engagement, Question, AnotherMentor):
                found += await self._workspace.see_all(kind, cohort.id)
            found += await self._workspace.see_all(Outcome)
            found += await self._workspace.see_all(Consent)
        return await self._workspace.background.compute(lambda: {one.ref: one for one in found})

    async def _solve(self) -> None:
        self.stopped = False
        work = await self._in_turn(partial(self._planner.begin, self.order))
        if work is None:
            await self._show(None)
            return
        followed = await self._in_turn(partial(self._planner.follow, work))
        if followed is not None:
            self.proposal, news = followed
            await self._show(news)
        assert self._renewing is not None
        self.solving.emit(self._renewing)
        large = len(work.open.mentees) * len(work.open.mentors) > AT_ONCE
        first = self.proposal is None and large
        if first:
            await computed(self._workspace.background, work.weigh, self.progress)
            await self._look_for_lack(work)
        solved = await computed(self._workspace.background, work.solve, self.progress)
        self.proposal, news = await self._in_turn(partial(self._planner.settle, work, solved))
        if not (first or large):
            self.lack = await self._workspace.background.compute(work.lack)
        await self._show(news)
        self._asked = None
        if large and not first:
            await self._look_for_lack(work)

    async def _look_for_lack(self, work: Work) -> None:
        self.lack = await self._workspace.background.compute(work.lack)
        self.changed.emit(None)

    async def _show(self, news: News | None) -> None:
        """Tell of the plan; in between the window has its turn, for much is drawn anew."""
        if news is not None and (news.shifts or news.gain):
            self.told = Told(self._asked, news)
        self.changed.emit(None)
        await asyncio.sleep(_BREATH_S)
        self.planned.emit(None)
        await asyncio.sleep(_BREATH_S)
        self._explain()

    async def _in_turn(self, work: Callable[[], T]) -> T:
        """Ask the planner, one after the other, and to the end even if the answer is no longer wanted."""
        return await asyncio.shield(self._workspace.background.spawn(self._take_turn(work), name="ask the planner"))

    async def _take_turn(self, work: Callable[[], T]) -> T:
        async with self._turn:
            try:
                return await self._workspace.background.compute(work)
            except Cancelled as nobody:
                raise asyncio.CancelledError from nobody


def _sorted_out(found: Mapping[Ref, Aggregate], wanted: str) -> tuple[tuple[Cohort, ...], Cohort | None, People]:
    """All cohorts, the newest first; the one in front, and its people."""
    by_kind: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for ref, one in found.items():
        by_kind[ref.kind].append(one)
    cohorts = tuple(sorted(by_kind[Cohort.KIND], key=_age, reverse=True))
    cohort = _in_front(cohorts, wanted)
    id = cohort.id if cohort is not None else ""

    def its(kind: type[A]) -> tuple[A, ...]:
        return tuple(one for one in by_kind[kind.KIND] if one.cohort == id)

    consents = {one.id: one for one in by_kind[Consent.KIND]}
    outcomes = tuple(_counted(one, consents) for one in by_kind[Outcome.KIND])
    people = People(its(Mentor), its(Mentee), its(Engagement), its(Question), its(AnotherMentor), outcomes)
    return cohorts, cohort, people


def _counted(outcome: Outcome, consents: Mapping[str, Consent]) -> Outcome:
    """An answer that may not teach is none here."""
    return outcome if allowed(Use.LEARNING, outcome.mentee, consents) else replace(outcome, experience=None)


def _mentor_in(explanation: Explanation) -> str:
    return explanation.mentor.id if explanation.mentor is not None else ""


def _age(cohort: Cohort) -> tuple[datetime, str]:
    return cohort.started, cohort.id


def _in_front(cohorts: Sequence[Cohort], wanted: str) -> Cohort | None:
    """The wanted cohort; the newest where that is not there."""
    return next((cohort for cohort in cohorts if cohort.id == wanted), None) or max(cohorts, key=_age, default=None)

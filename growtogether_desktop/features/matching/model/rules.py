"""By which rules a plan is made, what it would be under others, and what outcomes teach about the weights."""

import asyncio
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.base.i18n import say
from growtogether_desktop.base.signal import Signal
from growtogether_desktop.domain.changes import Change
from growtogether_desktop.domain.cohorts import Mentee, Mentor, Policy, Rules, SetRules, Weights, mentee_id, mentor_id
from growtogether_desktop.domain.engagements import EndEngagement
from growtogether_desktop.domain.ids import CohortId, MenteeId, MentorId
from growtogether_desktop.domain.outcomes import Outcome
from growtogether_desktop.domain.roster import PinPair
from growtogether_desktop.features.matching.model.computing import computed
from growtogether_desktop.features.matching.model.matching import MatchingModel
from growtogether_desktop.features.matching.model.proposal import Order, Proposal
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.pairing.plans.comparison import Comparison, compare, under
from growtogether_desktop.pairing.plans.plan import Plan, Scored, Situation, score
from growtogether_desktop.pairing.plans.rematch import Choice, frontier
from growtogether_desktop.pairing.score.learning import Lesson, Rating, learn
from growtogether_desktop.pairing.solving.instance import Progress
from growtogether_desktop.workspace.workspace import Workspace

QUICK = 200_000
"""With so many possible pairs at most, other rules are tried without being asked."""
KEEPS = (0, 1, 2, 3, 5, 8, 12, 20, 40, 100)
"""So much is tried for what keeping a published pair is worth."""

Places = Mapping[str, tuple[tuple[Mentee, ...], tuple[Mentor, ...]]]
"""Mentees and mentors by cohort."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What the plan would be by other rules."""

    rules: Rules
    plan: Plan | None
    """None when there is none by these rules."""
    comparison: Comparison | None
    trouble: Problem | None = None


class RulesModel:
    """Rules as they are being thought about; nothing counts before it is applied."""

    def __init__(self, workspace: Workspace, matching: MatchingModel) -> None:
        self.changed: Signal[None] = Signal()
        self.progress: Signal[float] = Signal()
        self.draft = Rules()
        self.trial: Trial | None = None
        """Of the draft, when it is other than the rules in use."""
        self.policies: dict[Policy, Trial] = {}
        """What the plan would be by each other policy, with the weights in use."""
        self.lesson: Lesson | None = None
        """What the outcomes teach; None before there are any."""
        self.rematch: tuple[Choice, ...] = ()
        """Ways of matching everybody again, from the fewest changes to the most points."""
        self.keep = 0
        """Points that a published pair counts more than it fits, when everybody is matched again."""
        self.kept: Choice | None = None
        """The one of these ways that comes of `keep`."""
        self.busy = False
        self._workspace = workspace
        self._matching = matching
        self._known: Proposal | None = None
        self._everybody: Scored | None = None
        """All people with their points, told already or not; None until everybody is matched again."""
        self._told: tuple[Outcome, ...] = ()
        self._task: asyncio.Task[None] | None = None

    @property
    def in_use(self) -> Rules:
        cohort = self._matching.cohort
        return cohort.rules if cohort is not None else Rules()

    @property
    def quick(self) -> bool:
        """Whether other rules are tried without being asked."""
        proposal = self._matching.proposal
        scored = proposal.scored if proposal is not None else None
        return scored is not None and scored.points.size <= QUICK

    def hear(self) -> None:
        """The plan or the cohort may be another one."""
        proposal = self._matching.proposal
        if proposal is self._known or proposal is None or not proposal.settled:
            return
        self._known = proposal
        self.trial, self.policies = None, {}
        self.rematch, self.kept, self._everybody = (), None, None
        self.draft = self.in_use
        self.keep = self.draft.keep
        self.changed.emit(None)
        if self.quick and proposal.plan.pairs:
            self.compare_policies()
        told = tuple(one for one in proposal.people.outcomes if one.experience is not None)
        if told != self._told:
            self._told = told
            self._workspace.background.spawn(self._learn(told), name="learn from outcomes")

    def weigh(self, weights: Weights) -> None:
        """Think about other weights; what was learned does not count beside them."""
        self.think_of(replace(self.draft, weights=weights, learned=()))

    def think_of(self, rules: Rules) -> None:
        """Think about other rules, and see what the plan would be."""
        self.draft = rules
        self.trial = None
        self.changed.emit(None)
        if rules == self.in_use:
            self._cancel()
        elif self.quick:
            self.try_it()

    def try_it(self) -> None:
        """Make the plan by the draft."""
        self._begin(self._try(self.draft))

    def compare_policies(self) -> None:
        """Make the plan by every other policy."""
        self._begin(self._try_policies())

    async def apply(self) -> None:
        """From now on the plan is made by the draft."""
        await self._matching.wishes.set_rules(self.draft)

    def reset(self) -> None:
        self.think_of(self.in_use)

    def use_default_weights(self) -> None:
        self.weigh(Weights())

    def use_lesson(self) -> None:
        """Think about what outcomes have taught, instead of the weights."""
        if self.lesson is not None:
            self.think_of(replace(self.draft, learned=self.lesson.ramps))

    @property
    def can_match_again(self) -> bool:
        """Whether anybody has been told of a mentor."""
        return any(one.ended is None for one in self._matching.people.engagements)

    def match_again(self) -> None:
        """See what matching everybody again would bring, for few changes and for many."""
        self._begin(self._try_again((*KEEPS, self.keep)))

    def keep_pairs(self, keep: int) -> None:
        """A published pair counts so many points more than it fits, when everybody is matched again."""
        people = self._matching.people
        self.keep, self.kept = keep, None
        if self.rematch:
            self._begin(self._try_again((keep,)))
        elif len(people.mentees) * len(people.mentors) <= QUICK:
            self.match_again()
        else:
            self.changed.emit(None)

    async def take(self, choice: Choice) -> None:
        """Whoever has another mentor in this plan is free again and pinned to that one; a publication tells them.

        What keeping a pair was worth stays with the cohort.
        """
        people = self._matching.people
        mentors = {pair.mentee: pair.mentor for pair in choice.plan.pairs}
        changes: list[Change[Any]] = []
        for one in people.engagements:
            mentor = mentors.get(mentee_id(one.mentee, one.cohort))
            if one.ended or mentor is None or mentor == mentor_id(one.mentor, one.cohort):
                continue
            changes.append(EndEngagement(one.id, self._workspace.me.id))
            changes.append(PinPair(mentee_id(one.mentee, one.cohort), mentor))
        cohort = self._matching.cohort
        if changes and cohort is not None and cohort.rules.keep != choice.keep:
            changes.append(SetRules(cohort.id, replace(cohort.rules, keep=choice.keep)))
        if changes:
            await self._workspace.do(*changes, title=say("Match again"))

    # --- inside -----------------------------------------------------------------------------------

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._cancel()
        self.busy = True
        self._task = self._workspace.background.spawn(work, name="try other rules")
        self.changed.emit(None)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.busy = False

    def _done(self) -> None:
        self.busy = False
        self._task = None
        self.changed.emit(None)

    async def _try(self, rules: Rules) -> None:
        if (proposal := self._known) is not None:
            work = partial(_tried, proposal, rules)
            self.trial = await computed(self._workspace.background.compute, work, self.progress)
        self._done()

    async def _try_policies(self) -> None:
        proposal = self._known
        for policy in Policy:
            if proposal is not None and policy != proposal.rules.policy:
                work = partial(_tried, proposal, replace(proposal.rules, policy=policy))
                self.policies[policy] = await computed(self._workspace.background.compute, work, self.progress)
                self.changed.emit(None)
        self._done()

    async def _try_again(self, keeps: tuple[int, ...]) -> None:
        keep, background = self.keep, self._workspace.background
        if self._everybody is None:
            self._everybody = await background.compute(partial(_everybody, self._matching.order))
        work = partial(frontier, self._everybody, self.in_use, keeps)
        try:
            found = await computed(background.compute, work, self.progress)
        except Problem:
            self._done()
            raise
        kept = next(choice for choice in found if choice.keep == keep)
        self.rematch = _unlike(kept, *self.rematch, *found)
        self.kept = [choice for choice in self.rematch if choice.changes <= kept.changes][-1]
        self._done()

    async def _learn(self, outcomes: tuple[Outcome, ...]) -> None:
        places = {}
        for cohort in {one.cohort for one in outcomes}:
            mentees = await self._workspace.see_all(Mentee, cohort)
            places[str(cohort)] = mentees, await self._workspace.see_all(Mentor, cohort)
        weights = self.in_use.weights
        self.lesson = await self._workspace.background.compute(lambda: learn(_ratings(outcomes, places), weights))
        self.changed.emit(None)


def _tried(proposal: Proposal, rules: Rules, progress: Progress) -> Trial:
    if proposal.scored is None:
        return Trial(rules, None, None)
    try:
        (plan,) = under(proposal.scored, proposal.rules, (rules,), progress)
    except Problem as problem:
        return Trial(rules, None, None, problem)
    return Trial(rules, plan, compare(proposal.plan, plan))


def _everybody(order: Order) -> Scored:
    """Whoever is in the cohort, told already or not, beside whom they were told of."""
    people = order.people
    told = [one for one in people.engagements if not one.ended]
    before = {mentee_id(one.mentee, one.cohort): mentor_id(one.mentor, one.cohort) for one in told}
    situation = replace(Work.of(order).situation, before=before)
    return score(people.mentees, people.mentors, order.rules, situation)


def _unlike(*choices: Choice) -> tuple[Choice, ...]:
    """Different plans, from the fewest changes to the most: each more of them brings more points."""
    found: list[Choice] = []
    for choice in sorted(choices, key=lambda one: (one.changes, -one.plan.total)):
        if not found or choice.plan.total > found[-1].plan.total:
            found.append(choice)
    return tuple(found)


def _ratings(outcomes: tuple[Outcome, ...], places: Places) -> tuple[Rating, ...]:
    """What was known of the pairs when they were made, and how they went."""
    ratings = []
    for cohort, (mentees, mentors) in places.items():
        scoring = score(mentees, mentors, Rules(), Situation()).scoring
        rows = {MenteeId(one.id): at for at, one in enumerate(scoring.mentees)}
        columns = {MentorId(one.id): at for at, one in enumerate(scoring.mentors)}
        for one in outcomes:
            row = rows.get(mentee_id(one.mentee, CohortId(cohort)))
            column = columns.get(mentor_id(one.mentor, CohortId(cohort)))
            if one.cohort == cohort and one.experience is not None and row is not None and column is not None:
                ratings.append(Rating(cohort, scoring.values(row, column), one.experience.effect))
    return tuple(ratings)

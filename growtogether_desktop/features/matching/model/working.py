"""An order on its way to becoming a plan: who is still open, the points of all pairs, and the solving."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Mentor, Rules
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import PersonId
from growtogether_desktop.domain.outcomes import effects
from growtogether_desktop.domain.proposals import what_they_say
from growtogether_desktop.features.matching.model.proposal import Lack, Order, People
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.plan import Plan, Scored, Situation, plan_by, score
from growtogether_desktop.pairing.plans.shortage import shortages
from growtogether_desktop.pairing.plans.ways_out import ways_out
from growtogether_desktop.pairing.solving.instance import Progress, part

_WEIGHED, SOLVED, SETTLED = 0.35, 0.8, 0.9
"""So far one is on the way to the plan when the points of all pairs are worked out, when it is found, and when all that
is told of it is known; what is left is what there is too little of."""


@dataclass(slots=True, eq=False)
class Work:
    """An order on its way to becoming a plan."""

    order: Order
    open: People
    told: Mapping[PersonId, Engagement]
    rules: Rules
    situation: Situation
    scored: Scored | None = None
    before: Plan | None = None
    """The plan there was when it was ordered."""
    floor: int = 0
    """And the lowest fit that it promised, if its policy does."""

    @classmethod
    def of(cls, order: Order) -> "Work":
        people = order.people
        told = _told(people.engagements)
        taken = Counter(engagement.mentor for engagement in told.values())
        still_open = People(
            tuple(_with_seats_left(mentor, taken[mentor.person]) for mentor in people.mentors),
            tuple(mentee for mentee in people.mentees if mentee.person not in told),
        )
        answers = what_they_say(people.questions)
        situation = Situation(effects=effects(people.outcomes), answers=answers)
        if order.cohort is not None:
            situation = replace(situation, week=order.cohort.started.date())
        return cls(order, still_open, told, order.rules, situation)

    def weigh(self, progress: Progress) -> None:
        """Work out the points of all pairs, if nobody has: a part of the way to the plan.

        Raises: whatever `progress` raises.
        """
        if self.scored is None and self.open.mentees:
            progress(0.0)
            people = self.open
            self.scored = score(
                people.mentees, people.mentors, self.rules, self.situation, lambda done: progress(_WEIGHED * done)
            )

    def lack(self, solved: "Plan | Problem | None", progress: Progress) -> Lack:
        """What is short once points are worked out, and what helps: whoever waits in the plan, or the plan itself.

        Raises: whatever `progress` raises.
        """
        if self.scored is None:
            return Lack()
        begin, end = (_WEIGHED, _WEIGHED) if solved is None else (SETTLED, 1.0)
        short = shortages(self.scored, part(progress, begin, end, 0, 2))
        if isinstance(solved, Problem):
            return Lack(short, solved.ways if isinstance(solved, Impossible) else ())
        return Lack(short, ways_out(self.scored, solved, part(progress, begin, end, 1, 2)))

    def solve(self, progress: Progress) -> "Plan | Problem":
        """The best plan, or why there is none. Changes nothing but what is known of points.

        Raises: whatever `progress` raises.
        """
        began = time.perf_counter()
        self.weigh(progress)
        if self.scored is None:
            return Plan((), (), self.open.seats, 0.0)
        progress(_WEIGHED)
        try:
            plan = plan_by(self.scored, self.rules, lambda done: progress(_WEIGHED + (SOLVED - _WEIGHED) * done))
        except Problem as problem:
            return problem
        return replace(plan, seconds=time.perf_counter() - began)


def _with_seats_left(mentor: Mentor, taken: int) -> Mentor:
    if not taken:
        return mentor
    return replace(mentor, capacity=max(mentor.capacity - taken, 0), least=max(mentor.least - taken, 0))


def _told(engagements: Iterable[Engagement]) -> dict[PersonId, Engagement]:
    """The newest engagement of every mentee who has one."""
    current = (one for one in engagements if not one.ended)
    return {one.mentee: one for one in sorted(current, key=lambda one: one.began)}

"""What a pin or a seat does, found by solving again: where no shorter way is exact."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.pairing.plans.plan import Plan, Scored, plan_by
from growtogether_desktop.pairing.plans.prices import Lost, Price, SeatValue, falling, shifts_between
from growtogether_desktop.pairing.plans.scale import Scale
from growtogether_desktop.pairing.plans.wishes import Asked
from growtogether_desktop.pairing.solving.instance import NOBODY, Progress


@dataclass(frozen=True, slots=True, eq=False)
class SolvingAgain:
    """A plan as it stands, and the way to another."""

    plan: Plan
    asked: Asked
    scored: Scored
    rules: Rules
    floor: int
    """That of the plan; 0 where the policy has none."""
    scale: Scale

    def price(self, row: int, mentor: MentorId, progress: Progress) -> Price | None:
        """What it does to pin a row to a mentor; None where that cannot be. Raises: whatever `progress` raises."""
        if (after := self._solved(pinned(self.scored, row, mentor), progress)) is None:
            return None
        return Price(self._lost(after), shifts_between(self.plan, after), self._falls(after))

    def seat(self, column: int, progress: Progress) -> SeatValue | None:
        """What one more seat brings; None where there is no plan with it. Raises: whatever `progress` raises."""
        mentor = self.scored.mentors[column]
        scoring = self.scored.scoring.with_mentor(column, replace(mentor, capacity=mentor.capacity + 1))
        if (after := self._solved(replace(self.scored, scoring=scoring), progress)) is None:
            return None
        came = (shift.mentee for shift in shifts_between(self.plan, after) if shift.before is None)
        lost = self._lost(after)
        return SeatValue(lost, next(came, None) if lost.waits < 0 else None, -self._falls(after))

    def _solved(self, scored: Scored, progress: Progress) -> Plan | None:
        try:
            return plan_by(scored, self.rules, progress)
        except Problem:
            return None

    def _lost(self, after: Plan) -> Lost:
        return self.scale.loss(self.asked, self._assigned(self.plan), self._assigned(after))

    def _falls(self, after: Plan) -> int:
        assert after.basis is not None
        return falling(self.floor, after.basis.found.worth[1]) if self.rules.policy == Policy.FLOOR else 0

    def _assigned(self, plan: Plan) -> NDArray[np.int64]:
        """(mentees,): columns or NOBODY."""
        column = {mentor.id: at for at, mentor in enumerate(self.asked.mentors)}
        here = {pair.mentee: column[pair.mentor] for pair in plan.pairs}
        known = [here.get(mentee.id, NOBODY) for mentee in self.asked.mentees]  # type: ignore[call-overload]
        return np.array(known, np.int64)


def pinned(scored: Scored, row: int, mentor: MentorId | None) -> Scored:
    """The cohort with this mentee pinned to the mentor, or to nobody."""
    mentee = replace(scored.mentees[row], pinned_to=mentor)
    return replace(scored, scoring=scored.scoring.with_mentee(row, mentee))

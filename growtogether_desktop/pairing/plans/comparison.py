"""Two plans side by side: who moves, and what it brings; and what the plan would be under other rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from growtogether_desktop.domain.cohorts import Rules
from growtogether_desktop.domain.ids import MenteeId, MentorId
from growtogether_desktop.pairing.plans.plan import Plan, Scored, plan_by, score
from growtogether_desktop.pairing.solving.instance import Progress


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody who has another mentor in the other plan; None is the waiting list."""

    mentee: MenteeId
    before: MentorId | None
    after: MentorId | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan in a few figures."""

    placed: int
    points: int
    lowest: int


@dataclass(frozen=True, slots=True)
class Comparison:
    before: Standing
    after: Standing
    """By the points of the plan before, also where the plan after was made by others."""
    moves: tuple[Move, ...]
    """By mentee id."""


def compare(before: Plan, after: Plan) -> Comparison:
    """What would change if the second plan were taken instead of the first, of the same cohort."""
    was = {pair.mentee: pair.mentor for pair in before.pairs}
    will_be = {pair.mentee: pair.mentor for pair in after.pairs}
    moves = tuple(
        Move(mentee, was.get(mentee), will_be.get(mentee))
        for mentee in sorted(was.keys() | will_be.keys())
        if was.get(mentee) != will_be.get(mentee)
    )
    return Comparison(_standing(before, before), _standing(before, after), moves)


def under(
    scored: Scored, rules: Rules, others: Sequence[Rules], progress: Progress = lambda done: None
) -> tuple[Plan, ...]:
    """The plans that the same cohort would have under other weights or another policy; `rules` are those of `scored`.

    Raises: as `best_plan`.
    """
    plans = []
    for at, other in enumerate(others):
        progress(at / len(others))
        alike = (other.weights, other.learned) == (rules.weights, rules.learned)
        here = scored if alike else score(scored.mentees, scored.mentors, other, scored.situation)
        plans.append(plan_by(here, other, lambda done, at=at: progress((at + done) / len(others))))  # type: ignore[misc]
    return tuple(plans)


def _standing(judge: Plan, plan: Plan) -> Standing:
    if plan is judge or judge.basis is None:
        return Standing(len(plan.pairs), plan.total, plan.lowest)
    scored = judge.basis.scored
    row = {mentee.id: at for at, mentee in enumerate(scored.mentees)}
    column = {mentor.id: at for at, mentor in enumerate(scored.mentors)}
    fits = [
        int(scored.points[row[pair.mentee], column[pair.mentor]])
        if pair.mentee in row and pair.mentor in column
        else pair.fit
        for pair in plan.pairs
    ]
    return Standing(len(fits), sum(fits), min(fits, default=0))

"""What a pin does, found by solving again: for the few where no shorter way is exact."""

from dataclasses import replace

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.pairing.plans.plan import Plan, Scored, plan_by
from growtogether_desktop.pairing.plans.prices import Price, falling, more_waiting, shifts_between
from growtogether_desktop.pairing.solving.instance import Progress


def pinned(scored: Scored, row: int, mentor: MentorId | None) -> Scored:
    """The cohort with this mentee pinned to the mentor, or to nobody."""
    mentee = replace(scored.mentees[row], pinned_to=mentor)
    return replace(scored, scoring=scored.scoring.with_mentee(row, mentee))


def price_by_solving(
    before: Plan, scored: Scored, rules: Rules, floor: int, pin: tuple[int, MentorId], progress: Progress
) -> Price | None:
    """What it does to the plan `before`, with its floor, to pin a row to a mentor; None where that cannot be.

    Raises: whatever `progress` raises.
    """
    try:
        after = plan_by(pinned(scored, *pin), rules, progress)
    except Problem:
        return None
    assert after.basis is not None
    shifts = shifts_between(before, after)
    besides = after.besides - before.besides if rules.policy != Policy.LEXIMIN else 0
    falls = falling(floor, after.basis.found.worth[1]) if rules.policy == Policy.FLOOR else 0
    return Price(after.total - before.total + besides, more_waiting(shifts), shifts, falls)

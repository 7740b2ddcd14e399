"""A cohort matched again: how few have to change their mentor, and what more changes would bring.

A pair of the earlier plan is worth `keep` points more than its fit. With more than all points together
nobody changes who need not; with less, only those for whom it is worth it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from growtogether_desktop.base.i18n import Message, say
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.proposals import RANK_POINTS
from growtogether_desktop.pairing.plans.plan import Plan, Scored, plan_by
from growtogether_desktop.pairing.plans.question import FULL
from growtogether_desktop.pairing.solving.instance import Progress


@dataclass(frozen=True, slots=True)
class Choice:
    """One way of matching again."""

    keep: int
    changes: int
    """So many who had a mentor get another one, or none."""
    plan: Plan


def fewest_changes(scored: Scored, rules: Rules, progress: Progress = lambda done: None) -> Choice:
    """As many people as possible have a mentor; then the fewest change; then the points add up to the most.

    No plan that places as many people changes fewer. Raises: as `best_plan`.
    """
    everything = (FULL + 2 * max(RANK_POINTS)) * len(scored.mentees) + 1
    return _choice(scored, _kept(rules, everything), progress)


def frontier(
    scored: Scored, rules: Rules, keeps: Iterable[int], progress: Progress = lambda done: None
) -> tuple[Choice, ...]:
    """For each of these worths of keeping a pair, the best plan. The more it is worth, the fewer changes.

    Raises: as `best_plan`.
    """
    chosen = sorted(set(keeps))
    return tuple(
        _choice(scored, _kept(rules, keep), lambda done, at=at: progress((at + done) / len(chosen)))  # type: ignore[misc]
        for at, keep in enumerate(chosen)
    )


def changes(scored: Scored, plan: Plan) -> int:
    """How many who had a mentor, and are still there, are not with that mentor in the plan."""
    now = {pair.mentee: pair.mentor for pair in plan.pairs}
    there = {mentee.id for mentee in scored.mentees}
    return sum(mentee in there and now.get(mentee) != mentor for mentee, mentor in scored.situation.before.items())


def other_policy(rules: Rules) -> Message | None:
    """Why a cohort is not matched again by the policy of its rules; None where it is."""
    if rules.policy in (Policy.MOST, Policy.SUM):
        return None
    return say(
        "Matched again, as many people as possible count first, then points: raising the lowest fit would change "
        "pairs whatever it is worth to keep them."
    )


def _kept(rules: Rules, keep: int) -> Rules:
    policy = Policy.MOST if other_policy(rules) is not None else rules.policy
    return replace(rules, keep=keep, policy=policy)


def _choice(scored: Scored, rules: Rules, progress: Progress) -> Choice:
    plan = plan_by(scored, rules, progress)
    return Choice(rules.keep, changes(scored, plan), plan)

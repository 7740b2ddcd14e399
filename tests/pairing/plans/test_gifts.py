"""What else a plan can be asked, by every policy and with every wish, against trying every plan or solving again."""

from collections import Counter
from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.pairing.plans.plan import plan_by
from growtogether_desktop.pairing.plans.policy import NO_PAIRS
from growtogether_desktop.pairing.plans.prices import Weaker
from growtogether_desktop.pairing.solving.instance import NOBODY
from tests.pairing.plans.questions import every_plan, merit
from tests.pairing.plans.test_weighing import on_the_desk

CASES = [(seed, policy, wishes) for seed in range(30, 38) for policy in Policy for wishes in (0, 1)]
SMALL = {"mentees": 5, "mentors": 3}


@pytest.mark.parametrize(("seed", "policy", "wishes"), CASES)
def test_equally_good_is_who_has_another_mentor_in_some_best_plan(seed, policy, wishes):
    equally_good_by_trying_every_plan(seed, policy, wishes)


@pytest.mark.parametrize(("seed", "policy", "wishes"), CASES)
def test_what_every_pair_loses_is_what_solving_again_says(seed, policy, wishes):
    losses_by_solving_again(seed, policy, wishes)


@pytest.mark.parametrize(("seed", "policy", "wishes"), CASES)
def test_one_more_seat_is_worth_what_solving_again_says(seed, policy, wishes):
    seats_by_solving_again(seed, policy, wishes)


@pytest.mark.parametrize(("seed", "policy"), [(seed, policy) for seed in range(30, 38) for policy in Policy])
def test_the_next_best_is_the_first_of_all_others(seed, policy):
    next_best_by_weighing_all(seed, policy)


def equally_good_by_trying_every_plan(seed, policy, wishes):
    desk = on_the_desk(seed, policy, wishes=wishes, **SMALL)
    if desk is None or not desk.plan.proven:
        return
    question, free = desk.asked.question, desk.asked.free.tolist()
    here = {mentee: desk._by[mentor] for mentee, mentor in desk.assigned().items()}
    merits = {plan: merit(question, policy, plan) for plan in every_plan(question)}
    most = max(merits.values())
    best = [plan for plan, its in merits.items() if its == most]
    known = desk.tied()
    for at, mentee in enumerate(desk.scored.mentees):
        id, others = MenteeId(mentee.id), set()
        if at in free:
            others = {plan[free.index(at)] for plan in best} - {NOBODY, here.get(mentee.id, NOBODY)}
        assert desk.is_tied(id) == bool(others)
        assert known is None or (id in known) == bool(others)


def losses_by_solving_again(seed, policy, wishes):
    desk = on_the_desk(seed, policy, wishes=wishes)
    if desk is None or not desk.plan.proven:
        return
    every = desk.every_pin()
    for row, mentee in enumerate(desk.scored.mentees):
        choices = {choice.mentor: choice for choice in desk.choices(MenteeId(mentee.id))}
        for mentor in desk.scored.mentors:
            if desk.assigned().get(mentee.id) == mentor.id:
                continue
            scoring = desk.scored.scoring.with_mentee(row, replace(mentee, pinned_to=mentor.id))
            after = solved(desk, scoring)
            assert (mentor.id in choices) == (after is not None)
            cell = every.choice(mentee.id, mentor.id) if every is not None else "unknown"
            if after is None:
                assert cell in ("never", "unknown")
                continue
            choice = choices[mentor.id]
            assert cell in ("unknown", choice)
            assert cell != "never"
            assert (choice.lost.points, choice.lost.waits) == (
                desk.plan.total - after.total,
                len(desk.plan.pairs) - len(after.pairs),
            )
            assert choice.falls == falls(desk, after)
            if policy == Policy.LEXIMIN:
                assert choice.lost.weaker == weaker(desk.plan, after)
            same = merit_of(desk, desk.plan) == merit_of(desk, after)
            assert choice.equal == (same and not choice.falls and not choice.below)


def seats_by_solving_again(seed, policy, wishes):
    desk = on_the_desk(seed, policy, wishes=wishes)
    if desk is None or not desk.plan.proven:
        return
    known = desk.seat_values()
    for column, mentor in enumerate(desk.scored.mentors):
        scoring = desk.scored.scoring.with_mentor(column, replace(mentor, capacity=mentor.capacity + 1))
        after, alone = solved(desk, scoring), desk.seat_value(mentor.id)
        if after is None or mentor.least > mentor.capacity:
            assert (after is None) == (alone is None)
            continue
        value = alone if known is None else known.get(mentor.id)
        better = merit_of(desk, after) > merit_of(desk, desk.plan)
        assert (value is not None and value.dearness < (0, 0, 0)) == better
        if better:
            assert (value.points, value.placed) == (
                after.total - desk.plan.total,
                len(after.pairs) - len(desk.plan.pairs),
            )
            assert value.rises == -falls(desk, after)
            assert (value.who is not None) == (value.placed > 0)
            if policy == Policy.LEXIMIN:
                assert value.lost.weaker == weaker(desk.plan, after)


def next_best_by_weighing_all(seed, policy):
    desk = on_the_desk(seed, policy, wishes=0)
    if desk is None:
        return
    told = desk.runners_up()
    for mentee in desk.assigned():
        if mentee in told:
            first = next((choice for choice in desk.choices(mentee) if choice.quiet), None)
            assert (told[mentee] is None) == (first is None)
            assert first is None or told[mentee].dearness[:-2] == first.dearness[:-2]
        else:
            assert any(mentor.least for mentor in desk.scored.mentors)


def solved(desk, scoring):
    try:
        return plan_by(replace(desk.scored, scoring=scoring), desk.rules)
    except Problem:
        return None


def falls(desk, after):
    if desk.rules.policy != Policy.FLOOR or NO_PAIRS in (desk.floor, after.basis.found.worth[1]):
        return 0
    return desk.floor - after.basis.found.worth[1]


def weaker(before, after):
    was, now = (Counter(pair.fit for pair in plan.pairs) for plan in (before, after))
    return next((Weaker(fit, now[fit] - was[fit]) for fit in range(101) if now[fit] != was[fit]), None)


def merit_of(desk, plan):
    """Of all pairs, pinned ones too, but for the floor, which is that of whoever is free."""
    asked, policy = plan.basis.asked, desk.rules.policy
    waiting = {one.mentee for one in plan.unplaced}
    first = tuple(-sum(one.id in waiting and one.priority == n for one in asked.mentees) for n in (2, 1))
    if policy == Policy.SUM:
        return (*first, plan.total, len(plan.pairs))
    people = (*first, len(plan.pairs))
    if policy == Policy.MOST:
        return (*people, plan.total)
    if policy == Policy.FLOOR:
        given = {one.id for at, one in enumerate(desk.asked.mentees) if desk.asked.pinned[at] != NOBODY}
        free = [pair.fit for pair in plan.pairs if pair.mentee not in given]
        return (*people, min(free, default=NO_PAIRS), plan.total)
    return (*people, tuple(sorted(pair.fit for pair in plan.pairs)))

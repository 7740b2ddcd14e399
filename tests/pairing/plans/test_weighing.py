"""Where a policy has to search, every mentor is weighed as if the plan had been solved again with the pin."""

from contextlib import suppress
from dataclasses import replace
from itertools import count
from random import Random

import numpy as np
import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.domain.ids import MenteeId
from growtogether_desktop.pairing.plans.desk import Desk
from growtogether_desktop.pairing.plans.plan import Situation, plan_by, score
from growtogether_desktop.pairing.plans.policy import NO_PAIRS
from growtogether_desktop.pairing.solving.instance import Cancelled
from tests.pairing.conftest import make_mentee, make_mentor

SEEDS = range(12)


def crowded(seed, policy, mentees=9, mentors=5, wishes=1):
    """Fits out of a hat, many of them equal, and a third of all mentees wish to be with or without somebody."""
    hat = Random(seed)
    mentors = [
        make_mentor(f"mentor {n}", capacity=hat.randint(1, 3), least=hat.choice([0, 0, 0, 1]))
        for n in range(hat.randint(2, mentors))
    ]
    ids = [make_mentee(f"mentee {n}").id for n in range(hat.randint(3, mentees))]
    mentees = [
        make_mentee(
            f"mentee {n}",
            priority=hat.choice([0, 0, 0, 1]),
            pinned_to=hat.choice([None] * 6 + [mentors[0].id]),
            together=tuple(hat.sample(ids, hat.choice([0, 0, 0, wishes]))),
            apart=tuple(hat.sample(ids, hat.choice([0, 0, wishes]))),
        )
        for n in range(len(ids))
    ]
    rules = Rules(policy=policy)
    scored = score(mentees, mentors, rules, Situation())
    chance = np.random.default_rng(seed)
    points = chance.integers(0, hat.choice([3, 8, 100]) + 1, scored.points.shape).astype(np.int16)
    barred = chance.random(points.shape) < hat.choice([0, 0.15, 0.3])
    points[barred] = -1
    scoring = scored.scoring
    for row, mentee in enumerate(scored.mentees):  # what cannot be has its reason
        banned = tuple(mentor.id for mentor, no in zip(scored.mentors, barred[row], strict=True) if no)
        scoring = scoring.with_mentee(row, replace(mentee, forbidden=banned))
    return replace(scored, points=points, scoring=scoring), rules


def on_the_desk(seed, policy, **sizes):
    scored, rules = crowded(seed, policy, **sizes)
    try:
        return Desk(plan_by(scored, rules))
    except Problem:
        return None


def with_pin(desk, mentee, mentor):
    """What solving says: points, how many wait and the floor; None where it says that it cannot be."""
    row = [one.id for one in desk.scored.mentees].index(mentee)
    scoring = desk.scored.scoring.with_mentee(row, replace(desk.scored.mentees[row], pinned_to=mentor))
    try:
        after = plan_by(replace(desk.scored, scoring=scoring), desk.rules)
    except Problem:
        return None
    return after.total, len(after.pairs), after.basis.found.worth[1] if desk.rules.policy == Policy.FLOOR else 0


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_mentor_costs_what_solving_again_says(seed, policy):
    desk = on_the_desk(seed, policy)
    if desk is None:
        return
    for mentee in desk.scored.mentees:
        told = {choice.mentor: choice for choice in desk.choices(MenteeId(mentee.id))}
        for mentor in desk.scored.mentors:
            after = with_pin(desk, mentee.id, mentor.id)
            if desk.assigned().get(mentee.id) == mentor.id:
                continue
            assert (mentor.id in told) == (after is not None)
            if after is not None:
                total, pairs, floor = after
                falls = desk.floor - floor if NO_PAIRS not in (desk.floor, floor) else 0
                choice = told[mentor.id]
                seen = desk.plan.total - choice.lost.points, len(desk.plan.pairs) - choice.lost.waits, choice.falls
                assert seen == (total, pairs, falls)


@pytest.mark.parametrize("policy", Policy)
def test_the_plan_is_as_it_was_whether_the_weighing_ends_or_is_cancelled(policy):
    desk = next(filter(None, (on_the_desk(seed, policy) for seed in range(100, 200))))
    mentee = MenteeId(desk.scored.mentees[0].id)
    whole = desk.choices(mentee)

    for signs in range(1, 30):
        left = count(signs, -1)

        def hook(done, left=left):
            if not next(left):
                raise Cancelled

        with suppress(Cancelled):
            desk.choices(mentee, hook)

    assert desk.choices(mentee) == whole


def test_mentors_are_told_as_they_become_known_and_the_best_fits_first():
    mentors = [make_mentor(f"mentor {n}") for n in range(120)]
    rules, timur = Rules(policy=Policy.LEXIMIN), make_mentee("timur")
    scored = score([timur, make_mentee("lola", apart=(timur.id,))], mentors, rules, Situation())
    points = np.arange(240, dtype=np.int16).reshape(2, 120) % 97
    desk = Desk(plan_by(replace(scored, points=points), rules))
    told = []

    whole = desk.choices(MenteeId(scored.mentees[0].id), tell=told.append)

    assert [len(some) for some in told] == sorted(len(some) for some in told)
    assert 0 < len(told[0]) < len(whole)
    assert set(told[0]) <= set(whole)
    assert min(choice.fit for choice in told[0]) >= max(choice.fit for choice in {*whole} - {*told[0]})


def test_making_a_plan_by_leximin_ready_can_be_given_up_at_any_part_of_it():
    chance = np.random.default_rng(7)
    mentees = [make_mentee(f"mentee {n}") for n in range(900)]
    rules, mentors = Rules(policy=Policy.LEXIMIN), [make_mentor(f"mentor {n}", capacity=5) for n in range(200)]
    scored = score(mentees, mentors, rules, Situation())
    plan = plan_by(replace(scored, points=chance.integers(98, 101, (900, 200)).astype(np.int16)), rules)
    signs = []

    Desk(plan, signs.append)

    assert len(signs) > 2
    assert signs == sorted(signs)
    for at in range(len(signs)):
        left = count(at, -1)

        def hook(done, left=left):
            if not next(left):
                raise Cancelled

        with pytest.raises(Cancelled):
            Desk(plan, hook)

"""A search that is cut short says so, and its plan keeps all wishes all the same."""

import json

import numpy as np
import pytest

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.file import write_plan
from growtogether_desktop.pairing.plans.plan import best_plan
from growtogether_desktop.pairing.plans.policy import answer
from growtogether_desktop.pairing.plans.question import Question
from growtogether_desktop.pairing.plans.splitting import find
from growtogether_desktop.pairing.plans.verify.check import verify
from growtogether_desktop.pairing.plans.verify.seal import SUMS, sums
from growtogether_desktop.pairing.solving.instance import IMPOSSIBLE, NOBODY, Cancelled


def crowded(seed):
    """Groups of two and mentors with few seats, so that the best plan without the condition breaks it."""
    chance = np.random.default_rng(seed)
    scores = chance.integers(0, 101, (24, 10)).astype(np.int16)
    scores[chance.random(scores.shape) < 0.2] = IMPOSSIBLE
    for row in range(0, 12, 2):
        scores[[row, row + 1]] = np.where(
            (scores[[row, row + 1]] != IMPOSSIBLE).all(axis=0), scores[[row, row + 1]], -1
        )
    seats = chance.integers(2, 4, 10).astype(np.int64)
    together = tuple((row, row + 1) for row in range(0, 12, 2))
    return Question(scores, seats, np.zeros(10, np.int64), np.zeros(24, np.int64), together, ((12, 13), (14, 15)))


def keeps_wishes(question, assigned):
    return all(len(set(assigned[list(group)].tolist())) == 1 for group in question.together) and not any(
        assigned[one] == assigned[other] != NOBODY for one, other in question.apart
    )


@pytest.mark.parametrize("seed", range(5))
def test_a_short_search_is_no_better_than_a_long_one_and_knows_it(seed):
    question = crowded(seed)
    short, whole = find(question, Policy.MOST, limit=1), find(question, Policy.MOST)

    assert keeps_wishes(question, short.assigned)
    assert keeps_wishes(question, whole.assigned)
    assert whole.proven
    assert short.worth <= whole.worth <= short.bound
    assert short.proven == (short.bound <= short.worth)


def test_a_long_search_can_be_cancelled():
    asked = 0

    def hook(done):
        nonlocal asked
        asked += 1
        if asked > 20:
            raise Cancelled

    with pytest.raises(Cancelled):
        find(crowded(1), Policy.LEXIMIN, hook)


def test_without_its_cases_the_plan_is_not_proven_by_its_file(mentee, mentor):
    ali, guli = mentee("Ali"), mentee("Guli")
    people = [ali, mentee("Vali", together=(ali.id,)), guli, mentee("Zuli", together=(guli.id,))]
    plan = best_plan(people, [mentor("Malika", capacity=3)])
    told = json.loads(write_plan(plan))
    without_groups = answer(plan.basis.asked.question, Policy.FLOOR)

    whole = verify(write_plan(plan))
    told["proof"] = {
        "steps": [
            {"name": step.name, "floor": step.floor, "prices": step.prices.tolist()} for step in without_groups.steps
        ]
    }
    cut = verify(json.dumps({**told, SUMS: sums(told)}).encode())

    assert len(plan.pairs) == 2
    assert whole.proven
    assert not cut.proven
    assert "a plan could place more people" in str(cut.findings[0])

"""Nobody finds a better plan by any policy, with any wish."""

import pytest
from hypothesis import given, settings

from growtogether_desktop.domain.cohorts import Policy
from growtogether_desktop.pairing.plans.splitting import NoWay, find
from growtogether_desktop.pairing.plans.stages import TooFew
from tests.pairing.plans.questions import best_merit, every_plan, merit, questions


def found(question, policy):
    try:
        return tuple(find(question, policy).assigned.tolist())
    except (TooFew, NoWay):
        return None


@pytest.mark.parametrize("policy", Policy)
@given(questions())
@settings(deadline=None)
def test_no_other_plan_is_better(policy, question):
    plan = found(question, policy)

    assert (plan and merit(question, policy, plan)) == best_merit(question, policy)
    assert plan is None or plan in set(every_plan(question))


@pytest.mark.parametrize("policy", Policy)
@given(questions(wishes=True))
@settings(deadline=None)
def test_no_other_plan_keeps_all_wishes_and_is_better(policy, question):
    plan = found(question, policy)

    assert (plan and merit(question, policy, plan)) == best_merit(question, policy)
    assert plan is None or plan in set(every_plan(question))

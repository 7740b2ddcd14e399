"""Nobody is ever told just "infeasible": those concerned are named, and the cheapest way out is one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.domain.cohorts import Policy, Rules
from growtogether_desktop.pairing.plans.impossible import Impossible
from growtogether_desktop.pairing.plans.plan import best_plan, plan_by, score
from growtogether_desktop.pairing.plans.ways_out import ways_out
from tests.pairing.plans.cohorts import cohorts
from tests.pairing.plans.impossible import KINDS, Kind, taken, told

ROUNDS = 4
"""Where one thing hides another, the way out is taken so many times at most."""


@pytest.mark.parametrize("policy", [Policy.FLOOR, Policy.MOST, Policy.LEXIMIN])
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_told_in_names_with_the_cheapest_way_out(name, policy):
    kind = KINDS[name]

    said, ways, _placed = told(kind, Rules(policy=policy))

    assert kind.named in said
    assert str(ways[0].words).startswith(kind.offered)


@pytest.mark.parametrize("name", KINDS)
def test_whoever_takes_the_way_out_has_a_plan_for_everybody(name):
    kind = KINDS[name]

    for _round in range(ROUNDS):
        _said, ways, placed = told(kind)
        if placed == len(kind.mentees):
            return
        kind = taken(kind, ways)

    assert told(kind)[2] == len(kind.mentees)


@pytest.mark.parametrize("name", KINDS)
def test_every_other_way_out_mends_what_it_is_offered_for(name):
    kind = KINDS[name]
    scored = score(kind.mentees, kind.mentors, Rules(), kind.situation)
    try:
        plan_by(scored, Rules())
    except Impossible as problem:
        found = problem.found
    else:
        return

    for contradiction in found:
        for way in contradiction.ways:
            after = told(taken(kind, [way]))[0]
            assert str(contradiction.what) not in after.split(" | "), way


@given(cohorts(most=6), st.sampled_from([Policy.FLOOR, Policy.MOST, Policy.LEXIMIN]))
@settings(deadline=None, max_examples=60)
def test_from_any_cohort_the_ways_out_lead_to_a_plan(cohort, policy):
    """Each round mends something, so a few are enough."""
    kind, rules = Kind(*cohort, "", ""), Rules(policy=policy)

    for _round in range(len(kind.mentees) + 6):
        said, ways, placed = told(kind, rules)
        if placed >= 0:
            break
        kind = taken(kind, ways)

    assert placed >= 0, said


@given(cohorts(most=6))
@settings(deadline=None, max_examples=60)
def test_whoever_waits_gets_a_mentor_by_the_ways_in_hand(cohort):
    kind = Kind(*cohort, "", "")
    try:
        before = best_plan(*cohort)
    except Impossible:
        return
    scored = score(kind.mentees, kind.mentors, Rules(), kind.situation)
    ways = [way for way in ways_out(scored, before, most=99) if way.in_hand]

    after = best_plan(*(lambda one: (one.mentees, one.mentors))(taken(kind, ways)))

    assert len(after.pairs) >= len(before.pairs) + sum(way.places for way in ways)


def test_nobody_waits_without_a_way_out():
    for name, kind in KINDS.items():
        said, ways, placed = told(kind)
        assert placed == len(kind.mentees) or ways, (name, said)

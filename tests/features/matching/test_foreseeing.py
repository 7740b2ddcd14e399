"""What a wish would do is told before, and is what is told after it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.cohorts import Cohort, Policy, Rules
from growtogether_desktop.features.matching.model import planning
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.proposal import News, Order, People
from growtogether_desktop.features.matching.model.wish import (
    Wish,
    for_more_seats,
    to_forbid,
    to_let_go,
    to_let_mentor_go,
    to_lift_pins,
    to_pin,
)
from tests.features.matching.cohorts import LOLA, MALIKA, TIMUR, enrol, mentor, open_model
from tests.pairing.plans.cohorts import cohorts

BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def workspace(coordinator):
    return coordinator.workspace


def done(_share: float) -> None:
    """Nobody waits."""


def planned(planner: Planner, order: Order) -> News | Problem | None:
    """Plan it as the page does: followed at once, then solved and proven. What is told of it in the end."""
    work = planner.begin(order, planner.proposal)
    if work is None:
        return None
    planner.follow(work)
    proposal, news = planner.settle(work, work.solve(done), done)
    return proposal.trouble or news


def told(news: News | Problem | None) -> object:
    """Without the order in which people are named."""
    return ({*news.shifts}, news.lost, news.falls) if isinstance(news, News) else news


@st.composite
def wishes(draw, planner: Planner) -> Wish:
    """One of those that a menu offers for some rows."""
    people, here = planner.proposal.people, planner.desk.assigned()
    placed = [one for one in people.mentees if one.id in here]
    by = {one.id: one for one in people.mentors}
    some = draw(st.lists(st.sampled_from(people.mentees), min_size=1, max_size=3, unique_by=lambda one: one.id))
    one = draw(st.sampled_from(people.mentors))
    others = [to_let_go(some), to_let_mentor_go(one, people.mentees), for_more_seats(one), for_more_seats(one, -1)]
    if placed:
        pairs = draw(st.lists(st.sampled_from(placed), min_size=1, max_size=3, unique_by=lambda one: one.id))
        there = [(mentee, by[here[mentee.id]]) for mentee in pairs]
        others += [to_forbid(*there), to_forbid(*there[:1]), to_pin(*there), to_lift_pins(*pairs)]
        others.append(to_pin((pairs[0], one)))
    return draw(st.sampled_from(others))


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("company", [False, True])
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_what_is_foreseen_is_what_is_told_afterwards(policy, company, data):
    mentees, mentors = data.draw(cohorts(wishes=company, least=True))
    rules, planner = Rules(policy=policy), Planner()
    order = Order(Cohort("autumn", "Autumn", BEGAN, rules=rules), People(tuple(mentors), tuple(mentees)))
    planned(planner, order)
    if planner.desk is None or not planner.proposal.proven:
        return

    for _ in range(2):
        wish = data.draw(wishes(planner))
        before = planner.desk.assigned()
        foreseen = planner.foresee(wish, done)
        assert planner.desk.assigned() == before
        order = Order(order.cohort, wish.granted(order.people))
        news = planned(planner, order)
        if isinstance(news, Problem):
            assert isinstance(foreseen, Problem)
            return
        if not planner.proposal.proven:
            return
        assert news is None or told(foreseen) == told(news)


async def test_a_price_that_takes_too_long_is_not_told(workspace, monkeypatch):
    twins = replace(TIMUR, together=(LOLA.id,)), LOLA
    await enrol(workspace, replace(MALIKA, capacity=2), mentor("Bekzod", "Kotlin", seats=2), *twins)
    model = await open_model(workspace)
    wish = to_let_go([LOLA])
    known = await model.inquiry.foresee(wish)

    monkeypatch.setattr(planning, "_PATIENCE_S", -1.0)

    assert known is not None
    assert await model.inquiry.foresee(wish) is None


async def test_a_wish_that_leaves_no_plan_says_so_before(workspace):
    await enrol(workspace, MALIKA, TIMUR)
    model = await open_model(workspace)

    foreseen = await model.inquiry.foresee(for_more_seats(MALIKA, -1))

    assert isinstance(foreseen, Problem)
    assert str(foreseen).startswith("No mentor has a seat.")
    assert model.proposal is not None
    assert model.proposal.trouble is None


async def test_nothing_is_foreseen_where_there_is_no_plan(workspace):
    await enrol(workspace, mentor("Malika", "Python", seats=0), TIMUR)
    model = await open_model(workspace)

    assert await model.inquiry.foresee(to_let_go([TIMUR])) is None

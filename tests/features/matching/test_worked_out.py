"""What a plan can be asked where some are to be with or without others: it is worked out for whoever asks."""

import asyncio
from dataclasses import replace
from itertools import count

import pytest

from growtogether_desktop.domain.cohorts import Policy, Rules, SetRules
from growtogether_desktop.domain.ids import MentorId
from growtogether_desktop.features.matching.model.planning import Planner
from growtogether_desktop.features.matching.model.showing import why_view
from growtogether_desktop.pairing.plans.prices import Choice
from growtogether_desktop.pairing.plans.splitting import Found
from growtogether_desktop.pairing.solving.instance import Cancelled
from growtogether_desktop.ui.button import Button
from tests.features.matching.cohorts import BEKZOD, COHORT, LOLA, MALIKA, TIMUR, enrol, mentee, mentor, open_model
from tests.features.matching.test_page import button, words

NODIR = mentee("Nodir", "Python")
RIVAL = replace(LOLA, wants=("Python",), apart=(TIMUR.id,))


async def test_by_leximin_all_is_known_at_once(coordinator):
    workspace = coordinator.workspace
    await enrol(workspace, MALIKA, mentor("Barno", "Python"), TIMUR, NODIR, replace(LOLA, wants=("Python",)))
    await workspace.do(SetRules(COHORT, Rules(policy=Policy.LEXIMIN)))

    model = await open_model(workspace)

    assert model.proposal is not None
    assert all(row.tied for row in model.proposal.rows if row.mentor is not None)
    assert model.inquiry.seats[1] == 0
    assert {value.placed for value in model.inquiry.seats[0].values()} == {1}
    pairs = await model.inquiry.pairs()
    assert pairs is not None
    assert pairs.whole
    assert all(isinstance(pairs.view.loss(row, column), Choice) for row in range(3) for column in range(2))


async def test_what_a_seat_is_worth_is_solved_for_each_mentor_when_somebody_asks(coordinator):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, RIVAL, NODIR)
    model = await open_model(coordinator.workspace)
    shares = []
    model.inquiry.progress.connect(shares.append)
    assert model.inquiry.seats == ({}, 2)

    await model.inquiry.work_out_seats()

    values, left = model.inquiry.seats
    assert left == 0
    assert shares == [0.5, 1.0]
    waiting = {row.mentee.id for row in model.proposal.waiting}
    assert {value.who for value in values.values()} <= waiting
    assert MentorId(MALIKA.id) in values


async def test_the_losses_of_all_pairs_are_worked_out_mentee_by_mentee_and_kept_when_nobody_waits_for_the_rest(
    coordinator,
):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, RIVAL, NODIR)
    model = await open_model(coordinator.workspace)
    pairs = await model.inquiry.pairs()
    assert pairs is not None
    assert not pairs.whole
    work = asyncio.ensure_future(model.inquiry.work_out_losses(pairs))
    stop = model.inquiry.worked_out.connect(lambda nothing: work.cancel() if pairs.worked_out else None)

    await asyncio.wait({work})
    assert len(pairs.worked_out) == 1
    stop()
    await model.inquiry.work_out_losses(pairs)

    for row, one in enumerate(pairs.mentees):
        model.inquiry.choose(one)
        await coordinator.background.settled()
        told = {other.mentor.id: other.choice for other in model.inquiry.others}
        for column, other in enumerate(pairs.mentors):
            loss = pairs.view.loss(row, column)
            if pairs.view.assigned[row] != column and pairs.view.fit(row, column) >= 0:
                assert loss == told.get(other, "never")


async def test_an_equally_good_mentor_is_told_of_whoever_one_stands_on(coordinator):
    two = mentor("Barno", "Python")
    await enrol(coordinator.workspace, MALIKA, replace(two, capacity=2), TIMUR, RIVAL)
    model = await open_model(coordinator.workspace)

    model.inquiry.choose(TIMUR.id)
    await coordinator.background.settled()

    assert model.proposal is not None
    assert model.inquiry.explanation is not None
    assert not model.proposal.weighed
    marks = why_view(model.proposal, model.inquiry.explanation).marks
    assert "equally good with somebody else" in [str(mark.words) for mark in marks]


async def test_the_page_says_why_something_is_not_known_and_how_to_have_it(coordinator, open_page, rest):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, RIVAL, NODIR)
    pane = await open_page()
    pane.plan._toggle_rules()
    await rest()
    assert "each mentor's seat takes solving again" in words(pane.plan.rules)

    button(pane.plan.rules, "Work it out").click()
    await rest()

    assert "takes solving again" not in words(pane.plan.rules)
    assert "Malika" in words(pane.plan.rules)
    pane.plan.looks.turn_to("pairs")
    pane.plan.looks.matrix.show_figures("loss")
    await rest()
    assert "worked out mentee by mentee" in words(pane.plan.looks)
    button(pane.plan.looks, "Work it out").click()
    await rest()
    assert "worked out" not in words(pane.plan.looks)


async def test_of_a_plan_that_is_not_proven_nothing_is_offered_and_the_page_says_why(
    coordinator, open_page, rest, monkeypatch
):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, RIVAL, NODIR)
    monkeypatch.setattr(Found, "proven", False)
    pane = await open_page()
    pane.plan._toggle_rules()
    pane.plan.looks.turn_to("pairs")
    pane.plan.looks.matrix.show_figures("loss")
    await rest()
    await rest()

    assert "A very good plan, but not proven" in words(pane.plan.rules)
    assert "A very good plan, but not proven" in words(pane.plan.looks)
    assert not [one for one in pane.findChildren(Button) if one.isVisible() and one.text() == "Work it out"]


async def test_on_the_way_to_a_plan_its_share_never_falls_and_every_part_tells_of_it(coordinator):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, LOLA, NODIR)
    model = await open_model(coordinator.workspace)
    planner, shares = Planner(), []
    work = planner.begin(model.order, None)
    assert work is not None

    solved = work.solve(shares.append)
    parts = [len(shares)]
    planner.settle(work, solved, shares.append)
    parts.append(len(shares))
    work.lack(solved, shares.append)

    assert shares == sorted(shares)
    assert 0 < parts[0] < parts[1] < len(shares)
    assert 0 <= shares[0] < shares[-1] <= 1


async def test_whoever_does_not_wait_for_the_last_part_is_left_with_what_there_was(coordinator):
    await enrol(coordinator.workspace, MALIKA, BEKZOD, TIMUR, LOLA, NODIR)
    model = await open_model(coordinator.workspace)
    planner, shares = Planner(), []
    work = planner.begin(model.order, None)
    assert work is not None
    solved = work.solve(lambda done: None)
    planner.settle(work, solved, lambda done: None)
    shown, desk, plan = planner.proposal, planner.desk, planner.desk.plan
    planner.settle(planner.begin(model.order, None), solved, shares.append)
    planner.proposal, planner.desk = shown, desk

    for last in range(len(shares)):
        left = count(last, -1)

        def hook(done, left=left):
            if not next(left):
                raise Cancelled

        with pytest.raises(Cancelled):
            planner.settle(work, solved, hook)
        assert (planner.proposal, planner.desk, planner.desk.plan) == (shown, desk, plan)

    planner.settle(work, solved, lambda done: None)
    assert planner.begin(model.order, shown) is not None
    assert planner.begin(model.order, planner.proposal) is None

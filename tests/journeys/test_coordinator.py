"""A coordinator brings a real cohort, pairs it without network, and tells everybody; nobody learns more than that."""

import pytest

from growtogether_desktop.demo.programme import DEMO
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.features.matching.model.enrolling import RosterImport
from growtogether_desktop.features.matching.model.matching import MatchingModel
from tests.desks import Desk, MakeDesk


@pytest.fixture
def coordinator(desk: MakeDesk) -> Desk:
    return desk("kamron", COORDINATOR)


@pytest.fixture
async def plan(coordinator: Desk) -> MatchingModel:
    """The demo's cohort, enrolled without network, with its plan."""
    workspace = coordinator.workspace
    coordinator.wire.cut = True
    roster = RosterImport(workspace)
    await roster.open(DEMO / "cohort_2026.csv", None)
    assert roster.roster.problems == ()
    await roster.enrol("Autumn 2026")
    model = MatchingModel(workspace)
    workspace.touched.connect(model.hear)
    model.solve()
    await coordinator.background.settled()
    return model


async def publish(coordinator: Desk, plan: MatchingModel) -> None:
    publication = plan.publication()
    assert publication is not None
    await plan.publish(publication)
    coordinator.wire.cut = False
    await coordinator.meet()
    await coordinator.background.settled()


async def test_a_real_cohort_is_paired_offline_and_told_at_the_next_exchange(coordinator, plan):
    assert plan.proposal is not None
    assert (len(plan.people.mentors), len(plan.people.mentees)) == (236, 145)
    assert plan.proposal.figures.placed == 145
    fits = {row.mentee.id: row.fit for row in plan.proposal.rows}

    await publish(coordinator, plan)

    engagements = await coordinator.workspace.see_all(Engagement)
    assert len(engagements) == 145
    assert [row.standing for row in plan.proposal.rows] == ["told"] * 145
    assert {row.mentee.id: row.fit for row in plan.proposal.rows} == fits
    assert coordinator.workspace.state.returned == 0
    assert plan.publication() is None


async def test_the_two_of_a_pair_see_each_other_and_nobody_sees_the_roster(coordinator, plan, desk):
    assert plan.proposal is not None
    one, other = plan.proposal.rows[0], plan.proposal.rows[1]
    mentor = next(mentor for mentor in plan.people.mentors if mentor.id == one.mentor)
    mentees = [row.mentee.person for row in plan.proposal.rows if row.mentor == mentor.id]
    at_mentor = desk("mentor", MENTOR, person=mentor.person)
    at_mentee = desk("mentee", MENTEE, person=one.mentee.person)
    at_other = desk("other", MENTEE, person=other.mentee.person)
    stranger = desk("stranger", MENTOR, MENTEE)

    await publish(coordinator, plan)
    for someone in (at_mentor, at_mentee, at_other, stranger):
        await someone.meet()

    (theirs,) = await at_mentee.workspace.see_all(Engagement)
    assert (theirs.mentee, theirs.mentor_name) == (one.mentee.person, mentor.name)
    taught = {engagement.mentee for engagement in await at_mentor.workspace.see_all(Engagement)}
    assert taught == set(mentees)
    assert theirs not in await at_other.workspace.see_all(Engagement)
    assert await stranger.workspace.see_all(Engagement) == ()
    for someone in (at_mentor, at_mentee, at_other, stranger):
        for kind in (Cohort, Mentor, Mentee):
            assert await someone.workspace.see_all(kind) == ()


async def test_an_enrolment_is_taken_back_in_one_step_before_and_after_it_reached_the_hub(coordinator, plan):
    workspace = coordinator.workspace

    await workspace.undo()
    assert (await workspace.see_all(Cohort), await workspace.see_all(Mentor)) == ((), ())
    assert workspace.state.waiting == 0

    await workspace.redo()
    coordinator.wire.cut = False
    await coordinator.meet()
    assert len(await workspace.see_all(Mentee)) == 145
    await workspace.undo()
    await coordinator.meet()
    assert (await workspace.see_all(Cohort), await workspace.see_all(Mentee)) == ((), ())
    assert workspace.state.returned == 0


async def test_a_second_coordinator_sees_the_wishes_and_a_plan_worth_the_same(coordinator, plan, desk):
    assert plan.proposal is not None
    row = plan.proposal.rows[0]
    forbidden = next(mentor for mentor in plan.people.mentors if mentor.id == row.mentor)
    await plan.wishes.forbid((row.mentee, forbidden))
    await coordinator.background.settled()
    coordinator.wire.cut = False
    await coordinator.meet()
    second = desk("nargiza", COORDINATOR)

    await second.meet()
    theirs = MatchingModel(second.workspace)
    theirs.solve()
    await second.background.settled()

    assert theirs.proposal is not None
    here, there = plan.proposal.plan, theirs.proposal.plan
    assert here.proven
    assert there.proven
    # Of plans that are worth the same each desk keeps the one it came to: nobody moves for nothing (decision 55).
    assert (there.total, there.lowest, len(there.pairs)) == (here.total, here.lowest, len(here.pairs))
    assert theirs.row_of(row.mentee.id).mentor != forbidden.id

"""A coordinator whose cohort cannot be paired reads who is concerned, and one step after the other mends it."""

from dataclasses import replace

import pytest

from growtogether_desktop.domain.changes import COORDINATOR, MENTEE
from growtogether_desktop.domain.cohorts import Cohort, StartCohort
from growtogether_desktop.domain.ids import CohortId
from growtogether_desktop.domain.proposals import Opinion, Proposal, proposal_id
from growtogether_desktop.domain.roster import EnrolMentor, ReviseMentee
from growtogether_desktop.features.matching.model.proposal import Order, People
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.pairing.plans.impossible import Impossible
from tests.desks import MakeDesk
from tests.features.matching.cohorts import enrolment, open_model
from tests.pairing.plans.impossible import KINDS, Kind, taken

ROUNDS = 6
OPEN = {name: kind for name, kind in KINDS.items() if not kind.vetoed}


@pytest.fixture
def workspace(desk: MakeDesk):
    return desk("kamron", COORDINATOR).workspace


def told(model):
    """Everything that is said of whoever has no mentor, or of why there is no plan."""
    trouble = model.proposal.trouble
    if trouble is None:
        return " | ".join(str(row.unplaced.reason) for row in model.proposal.waiting)
    assert isinstance(trouble, Impossible)
    return " | ".join(str(one.what) for one in trouble.found)


async def done_by_others(workspace, model, way):
    """What only others can do: the two agree, or mentors are enrolled."""
    kind = taken(Kind(model.people.mentees, model.people.mentors, "", ""), [way])
    known = {one.id: one for one in (*model.people.mentees, *model.people.mentors)}
    revised = [ReviseMentee(one.id, one) for one in kind.mentees if known[one.id] != one]
    await workspace.do(*revised, *(EnrolMentor(one.id, one) for one in kind.mentors if one.id not in known))


@pytest.mark.parametrize("name", OPEN)
async def test_every_kind_is_told_in_names_and_mended_by_the_ways_that_are_offered(workspace, name):
    kind = OPEN[name]
    await workspace.do(StartCohort(CohortId("cohort"), "Autumn"), *enrolment((*kind.mentees, *kind.mentors)))

    model = await open_model(workspace)

    assert kind.named in told(model)
    assert str(model.lack.ways_out[0].words).startswith(kind.offered)

    for _round in range(ROUNDS):
        if not told(model):
            break
        way = model.lack.ways_out[0]
        if way.in_hand:
            await model.wishes.take_way_out(way)
            assert str(workspace.history.undo_title) == str(way.words)
        else:
            await done_by_others(workspace, model, way)
        await workspace.background.settled()
    assert told(model) == ""
    assert len(model.proposal.plan.pairs) == len(kind.mentees)


@pytest.mark.parametrize("name", sorted(KINDS.keys() - OPEN.keys()))
def test_what_somebody_has_ruled_out_is_told_too(name, workspace):
    kind, cohort = KINDS[name], CohortId("cohort")
    (ali,) = kind.mentees
    vetoed = tuple(mentor for _mentee, mentor in kind.vetoed)
    asked = Proposal(
        proposal_id(MENTEE, ali.id), cohort, "Autumn", MENTEE, ali.id, ali.person, ali.name, (), workspace.clock()
    )
    said = replace(asked, opinion=Opinion(vetoed=vetoed))
    people = People(tuple(kind.mentors), tuple(kind.mentees), questions=(said,))
    work = Work.of(Order(Cohort(cohort, "Autumn", workspace.clock()), people))

    solved = work.solve(lambda done: None)

    if isinstance(solved, Impossible):
        assert kind.named == str(solved.what)
    else:
        assert kind.named == str(solved.unplaced[0].reason)
    assert str(work.lack(solved, lambda done: None).ways_out[0].words).startswith(kind.offered)

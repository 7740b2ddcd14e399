"""The plan a coordinator looks at: it follows the cohort and every wish, and says what it would cost."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.changes import COORDINATOR
from growtogether_desktop.domain.cohorts import Cohort, Mentor, Policy, Rules, SetRules
from growtogether_desktop.domain.engagements import Engagement
from growtogether_desktop.domain.ids import CohortId, MentorId
from growtogether_desktop.domain.roster import LetMenteeGo, LetMentorGo, PinPair, ReviseMentee, ReviseMentor
from growtogether_desktop.features.matching.model.reading import FEW
from growtogether_desktop.features.matching.model.working import Work
from growtogether_desktop.workspace.workspace import Workspace
from tests.desks import MakeDesk
from tests.features.matching.cohorts import (
    BEKZOD,
    COHORT,
    LOLA,
    MALIKA,
    TIMUR,
    enrol,
    enrolment,
    mentee,
    mentor,
    open_model,
    pairs_of,
)


@pytest.fixture
def workspace(desk: MakeDesk) -> Workspace:
    return desk("kamron", COORDINATOR).workspace


async def until(holds: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not holds():  # noqa: ASYNC110 - a person looks, and looks again
            await asyncio.sleep(0.001)


async def test_a_cohort_has_its_best_plan_when_it_is_opened(workspace):
    await enrol(workspace)

    model = await open_model(workspace)

    assert model.cohort is not None
    assert model.cohort.title == "Autumn"
    assert pairs_of(model) == {"Timur": "Malika", "Lola": "Bekzod"}
    assert model.proposal is not None
    assert model.proposal.figures.seats_free == 0
    assert len(model.proposal.figures.fits) == 2
    assert model.proposal.proven


async def test_a_desk_without_cohorts_has_no_plan(workspace):
    model = await open_model(workspace)

    assert model.loaded
    assert model.cohort is None
    assert model.proposal is not None
    assert model.proposal.rows == ()
    assert model.publication() is None


async def test_a_pin_a_ban_and_their_undo_are_followed_at_once(workspace):
    await enrol(workspace)
    model = await open_model(workspace)

    await model.wishes.pin((TIMUR, BEKZOD))
    await workspace.background.settled()
    assert pairs_of(model) == {"Timur": "Bekzod", "Lola": "Malika"}
    assert str(workspace.history.undo_title) == "Pin Timur to Bekzod"

    await workspace.undo()
    await workspace.background.settled()
    assert pairs_of(model) == {"Timur": "Malika", "Lola": "Bekzod"}

    await model.wishes.forbid((TIMUR, MALIKA))
    await workspace.background.settled()
    assert pairs_of(model) == {"Timur": "Bekzod", "Lola": "Malika"}

    row = model.row_of(TIMUR.id)
    assert row is not None
    await model.wishes.allow(row.mentee, MALIKA)
    await workspace.background.settled()
    assert pairs_of(model) == {"Timur": "Malika", "Lola": "Bekzod"}


async def test_somebody_who_joins_or_leaves_is_planned_for_without_being_asked(workspace):
    await enrol(workspace)
    model = await open_model(workspace)

    await workspace.do(*enrolment([mentee("Nodir", "Rust")]))
    await workspace.background.settled()
    assert pairs_of(model)["Nodir"] == ""
    assert model.proposal is not None
    assert [row.mentee.name for row in model.proposal.waiting] == ["Nodir"]

    row = model.proposal.waiting[0]
    model.inquiry.choose(row.mentee.id)
    await workspace.background.settled()
    assert model.inquiry.explanation is not None
    assert {helper.name for helper in model.inquiry.explanation.helpers} == {"Malika", "Bekzod"}

    await model.wishes.more_seats(MALIKA)
    await workspace.background.settled()
    assert pairs_of(model)["Nodir"] == "Malika"


async def test_people_are_named_when_their_pins_contradict_each_other(workspace):
    await enrol(workspace)
    model = await open_model(workspace)

    await workspace.do(PinPair(TIMUR.id, MentorId(MALIKA.id)), PinPair(LOLA.id, MentorId(MALIKA.id)))
    await workspace.background.settled()

    assert model.proposal is not None
    trouble = model.proposal.trouble
    assert trouble is not None
    assert "Timur" in str(trouble)
    assert "Lola" in str(trouble)
    assert [row.standing for row in model.proposal.rows] == ["pinned", "pinned"]
    assert model.publication() is None


async def test_a_cohort_whose_mentors_have_no_seats_says_so(workspace):
    await enrol(workspace, mentor("Malika", "Python", seats=0), TIMUR)

    model = await open_model(workspace)

    assert model.proposal is not None
    assert str(model.proposal.trouble).startswith("No mentor has a seat.")
    assert [row.standing for row in model.proposal.rows] == ["open"]


async def test_a_pin_to_a_mentor_who_left_can_be_lifted(workspace):
    await enrol(workspace)
    model = await open_model(workspace)
    await model.wishes.pin((TIMUR, BEKZOD))
    await workspace.do(LetMentorGo(BEKZOD.id))
    await workspace.background.settled()
    assert model.proposal is not None
    assert "Timur" in str(model.proposal.trouble)

    row = model.row_of(TIMUR.id)
    assert row is not None
    await model.wishes.lift_pin(row.mentee)
    await workspace.background.settled()

    assert model.proposal.trouble is None
    assert sorted(pairs_of(model).values()) == ["", "Malika"]


async def test_another_mentor_is_weighed_by_what_the_plan_would_lose(workspace):
    await enrol(workspace)
    model = await open_model(workspace)
    assert model.proposal is not None
    before = model.proposal.plan.total

    model.inquiry.choose(TIMUR.id)
    await workspace.background.settled()

    assert model.inquiry.explanation is not None
    assert model.inquiry.explanation.row.reasons == ("Python",)
    assert model.inquiry.explanation.why is not None
    assert sum(part.points for part in model.inquiry.explanation.why.parts) == model.inquiry.explanation.row.fit
    (other,) = model.inquiry.others
    assert other.mentor.name == "Bekzod"
    price = await model.inquiry.price(TIMUR.id, BEKZOD.id)
    assert price is not None
    assert (len(price.shifts), price.waits) == (2, 0)
    assert price.gain < 0

    await model.wishes.pin((TIMUR, other.mentor))
    await workspace.background.settled()

    assert model.proposal.plan.total == before + price.gain
    assert model.told is not None
    assert str(model.told.title) == "Pin Timur to Bekzod"
    assert set(model.told.news.shifts) == set(price.shifts)
    assert model.told.news.lost.points == price.lost.points


async def test_where_weighing_takes_a_while_the_best_fits_are_told_first(workspace):
    company = [mentor(f"Mentor {n}", "Go") for n in range(40)]
    await enrol(workspace, MALIKA, BEKZOD, *company, TIMUR, replace(LOLA, apart=(TIMUR.id,)))
    model = await open_model(workspace)
    told = []

    def hear(_):
        told.append((model.inquiry.explanation.partly, model.inquiry.explanation.weighed, len(model.inquiry.others)))

    model.inquiry.changed.connect(hear)

    model.inquiry.choose(TIMUR.id)
    await workspace.background.settled()

    assert told == [(False, False, 0), (True, False, 23), (False, True, 41)]


async def test_a_mentor_is_found_by_name_in_any_spelling(workspace):
    await enrol(workspace, MALIKA, BEKZOD, mentor("Гулноза", "Go"), TIMUR)
    model = await open_model(workspace)
    model.inquiry.choose(TIMUR.id)

    model.inquiry.find_mentor("gulnoza")
    await workspace.background.settled()

    assert [other.mentor.name for other in model.inquiry.others] == ["Гулноза"]


async def test_a_mentor_whose_seats_are_pinned_is_not_offered(workspace):
    await enrol(workspace)
    model = await open_model(workspace)
    await model.wishes.pin((LOLA, BEKZOD))

    model.inquiry.choose(TIMUR.id)
    await workspace.background.settled()

    assert model.inquiry.explanation is not None
    assert model.inquiry.explanation.weighed
    assert model.inquiry.others == ()
    assert await model.inquiry.price(TIMUR.id, BEKZOD.id) is None


async def test_nobody_can_start_a_cohort_without_a_name(workspace):
    model = await open_model(workspace)

    with pytest.raises(Problem, match="needs a name"):
        await model.start_cohort("  ")

    await workspace.background.settled()
    assert model.cohort is None


async def test_a_new_cohort_is_in_front_and_the_other_is_a_choice_away(workspace):
    await enrol(workspace)
    model = await open_model(workspace)

    await model.start_cohort(" Winter ")
    await workspace.background.settled()
    assert model.cohort is not None
    assert model.cohort.title == "Winter"
    assert model.people.mentees == ()

    model.choose_cohort("autumn")
    await workspace.background.settled()
    assert model.cohort.title == "Autumn"
    assert len(model.people.mentees) == 2
    await model.rename("Autumn 2026")
    await workspace.background.settled()
    assert [cohort.title for cohort in model.cohorts] == ["Winter", "Autumn 2026"]


async def test_another_cohort_is_no_news(workspace):
    await enrol(workspace)
    model = await open_model(workspace)
    await model.start_cohort("Winter")
    await workspace.background.settled()
    winter = CohortId(model.cohort.id)
    here = [replace(one, id=f"winter-{one.id}", cohort=winter) for one in (BEKZOD, LOLA)]
    await workspace.do(*enrolment(here))
    await workspace.background.settled()
    assert pairs_of(model) == {"Lola": "Bekzod"}

    model.choose_cohort("autumn")
    await workspace.background.settled()

    assert model.proposal.plan.pairs
    assert model.told is None


async def test_what_is_worked_out_goes_on_while_people_and_rules_stay_the_same(workspace, monkeypatch):
    await enrol(workspace)
    model, go_on, begun = await open_model(workspace), threading.Event(), []
    solve = Work.solve
    monkeypatch.setattr(Work, "solve", lambda work, progress: (go_on.wait(10), solve(work, progress))[1])
    model.solving.connect(begun.append)
    await workspace.do(LetMenteeGo(LOLA.id))
    await until(lambda: begun)

    workspace.touched.emit(frozenset({TIMUR.ref}))
    await until(lambda: model._renewing is begun[0])
    go_on.set()
    await workspace.background.settled()

    assert len(begun) == 1
    assert pairs_of(model) == {"Timur": "Malika"}
    assert model.proposal.proven


async def test_what_is_worked_out_for_others_is_given_up(workspace, monkeypatch):
    await enrol(workspace)
    model, go_on, begun = await open_model(workspace), threading.Event(), []
    solve = Work.solve
    monkeypatch.setattr(Work, "solve", lambda work, progress: (go_on.wait(10), solve(work, progress))[1])
    model.solving.connect(begun.append)
    await workspace.do(LetMenteeGo(LOLA.id))
    await until(lambda: begun)

    await workspace.do(LetMenteeGo(TIMUR.id))
    await until(lambda: len(begun) == 2)
    go_on.set()
    await workspace.background.settled()

    assert begun[0].cancelled()
    assert pairs_of(model) == {}


async def test_whoever_is_as_before_is_not_made_anew(workspace):
    await enrol(workspace)
    model = await open_model(workspace)
    before = model.people.mentors

    await model.rename("Autumn 2026")
    await workspace.background.settled()

    assert model.cohort.title == "Autumn 2026"
    assert all(one is old for one, old in zip(model.people.mentors, before, strict=True))


async def test_many_who_have_changed_are_read_at_one_go(workspace):
    crowd = [mentee(f"Mentee {at}", "Python") for at in range(FEW + 1)]
    await enrol(workspace, MALIKA, *crowd)
    model = await open_model(workspace)

    revised = (ReviseMentee(one.id, replace(one, name=f"{one.name}!")) for one in crowd[1:])
    await workspace.do(*revised, LetMenteeGo(crowd[0].id))
    await workspace.background.settled()

    assert sorted(one.name for one in model.people.mentees) == sorted(f"{one.name}!" for one in crowd[1:])


async def test_a_removed_cohort_takes_its_roster_with_it(workspace):
    await enrol(workspace)
    model = await open_model(workspace)

    await model.remove_cohort()
    await workspace.background.settled()

    assert model.cohort is None
    assert await workspace.see_all(Mentor) == ()
    assert await workspace.see_all(Cohort) == ()


async def test_who_has_been_told_stays_and_the_rest_are_planned_around_them(desk):
    coordinator = desk("kamron", COORDINATOR)
    workspace = coordinator.workspace
    await enrol(workspace, replace(MALIKA, capacity=2), TIMUR)
    model = await open_model(workspace)
    publication = model.publication()
    assert publication is not None
    assert (publication.mentees, publication.mentors, publication.waiting) == (1, 1, ())

    await model.publish(publication)
    await workspace.background.settled()
    assert model.on_its_way
    assert model.publication() is None
    assert str(workspace.history.undo_title) == "Publish pairs"

    await coordinator.meet()
    await workspace.background.settled()
    assert not model.on_its_way
    assert [row.standing for row in model.proposal.rows] == ["told"]
    assert len(await workspace.see_all(Engagement)) == 1

    await workspace.do(*enrolment([LOLA, mentee("Nodir", "Rust")]))
    await workspace.background.settled()
    assert sorted(pairs_of(model).values()) == ["", "Malika", "Malika"]
    again = model.publication()
    assert again is not None
    assert again.mentees == 1
    assert len(again.waiting) == 1


async def test_a_plan_nobody_wants_to_wait_for_is_given_up_and_said_to_be_old(workspace):
    await enrol(workspace, MALIKA, BEKZOD, TIMUR, replace(LOLA, apart=(TIMUR.id,)))
    model = await open_model(workspace)
    known = model.proposal
    stop = model.solving.connect(lambda task: task.cancel())

    await model.wishes.pin((TIMUR, BEKZOD))
    await workspace.background.settled()
    assert model.stopped
    assert model.proposal is known

    stop()
    model.solve()
    await workspace.background.settled()
    assert not model.stopped
    assert pairs_of(model)["Timur"] == "Bekzod"


async def test_what_is_followed_stays_when_only_its_proof_is_not_waited_for(workspace):
    await enrol(workspace)
    await workspace.do(SetRules(COHORT, Rules(policy=Policy.MOST)))
    model = await open_model(workspace)
    model.solving.connect(lambda task: task.cancel())

    await model.wishes.pin((TIMUR, BEKZOD))
    await workspace.background.settled()

    assert model.stopped
    assert pairs_of(model) == {"Timur": "Bekzod", "Lola": "Malika"}
    assert model.proposal is not None
    assert not model.proposal.proven


async def test_many_changes_at_once_are_read_anew(workspace):
    await enrol(workspace, MALIKA, *(mentee(f"Mentee {at}", "Python") for at in range(60)))
    model = await open_model(workspace)

    await workspace.do(
        ReviseMentor(MALIKA.id, replace(MALIKA, capacity=60)),
        *enrolment(mentee(f"Late {at}", "SQL") for at in range(60)),
    )
    await workspace.background.settled()

    assert model.proposal is not None
    assert (len(model.proposal.rows), model.proposal.figures.placed) == (120, 60)

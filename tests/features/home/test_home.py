"""Home gathers what waits for a person, whoever they are."""

import pytest

from growtogether_desktop.base.background import Background
from growtogether_desktop.demo.programme import open_demo
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.erasures import StartErasure
from growtogether_desktop.domain.keeping import Periods
from growtogether_desktop.domain.projects import AssignCard, Card
from growtogether_desktop.features.home.model.today import HomeModel


@pytest.fixture
async def background():
    made = Background()
    yield made
    await made.settled()
    await made.close()


async def test_a_mentor_sees_what_waits_for_review_and_their_mentees(background):
    async with open_demo(MENTOR, background) as desk:
        model = HomeModel(desk)

        await model.refresh()

        assert [work.title for work in model.today.to_review] == ["Weather by SMS", "Order receipts"]
        assert len(model.today.mentees) == 3
        assert model.today.cohorts == ()


async def test_a_mentee_sees_their_mentor_and_what_was_said(background):
    async with open_demo(MENTEE, background) as desk:
        model = HomeModel(desk)

        await model.refresh()

        assert len(model.today.mentors) == 1
        assert [(work.title, str(work.verdict)) for work in model.today.mine] == [
            ("Order receipts", "None"),
            ("Telegram shop: ordering", "changes requested"),
        ]
        assert [work.open_threads for work in model.today.mine] == [5, 4]


async def test_a_coordinator_sees_which_cohort_waits(background):
    async with open_demo(COORDINATOR, background) as desk:
        model = HomeModel(desk)

        await model.refresh()

        assert [(c.title, c.mentees, bool(c.published)) for c in model.today.cohorts] == [
            ("Autumn 2026", 145, False),
            ("Spring 2026", 145, True),
        ]


async def test_a_task_appears_when_it_is_taken_and_goes_when_it_is_done(background):
    async with open_demo(MENTEE, background) as desk:
        model = HomeModel(desk)
        card = next(c for c in await desk.see_all(Card) if c.assignee is None and c.column == "ready")

        await desk.do(AssignCard(card.id, desk.me.id, seen=None))
        await model.refresh()
        assert card.title in [task.title for task in model.today.tasks]

        await desk.undo()
        await model.refresh()
        assert card.title not in [task.title for task in model.today.tasks]


async def test_whoever_a_coordinator_wants_erased_is_told_at_home_and_may_stay(desk):
    timur, zarina = desk("timur", MENTEE), desk("zarina", COORDINATOR)
    await zarina.meet()
    await zarina.workspace.do(StartErasure("timur", "Timur", Periods().wait, "He cannot sign in"))
    await zarina.meet()
    await timur.meet()
    model = HomeModel(timur.workspace)

    await model.refresh()
    assert model.today.leaving.reason == "He cannot sign in"
    await model.stay()
    await model.refresh()

    assert model.today.leaving is None

"""The demo programme is a desk like any other, and stays on this computer."""

import pytest

from growtogether_desktop.base.background import Background
from growtogether_desktop.demo.programme import open_demo
from growtogether_desktop.domain.changes import COORDINATOR, MENTEE, MENTOR
from growtogether_desktop.domain.cohorts import Cohort, Mentee, Mentor
from growtogether_desktop.domain.directory import Profile
from growtogether_desktop.domain.engagements import Engagement, Pair, PublishPairs
from growtogether_desktop.domain.projects import Card, MoveCard, Project
from growtogether_desktop.domain.proposals import Proposal
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.threads import Thread


@pytest.fixture
async def background():
    made = Background()
    yield made
    await made.close()


async def test_a_coordinator_finds_one_cohort_published_and_one_waiting(background):
    async with open_demo(COORDINATOR, background) as desk:
        cohorts = await desk.see_all(Cohort)

        assert sorted(bool(cohort.published) for cohort in cohorts) == [False, True]
        assert len(await desk.see_all(Mentor, "demo-autumn")) == 236
        assert len(await desk.see_all(Mentee, "demo-autumn")) == 145
        assert len(await desk.see_all(Engagement)) == 145


async def test_a_mentor_finds_work_to_review_with_all_its_files(background):
    async with open_demo(MENTOR, background) as desk:
        iterations = await desk.see_all(Iteration)
        trees = [await desk.tree(iteration.tree) for iteration in iterations]

        assert len(await desk.see_all(Submission)) == 2
        assert all([await desk.file(file.sha) is not None for tree in trees for file in tree.files])
        assert await desk.see_all(Cohort) == ()


@pytest.mark.parametrize("role", [MENTOR, MENTEE])
async def test_somebody_is_asked_whom_they_would_like_and_reads_what_was_written_to_them(background, role):
    async with open_demo(role, background) as desk:
        (question,) = await desk.see_all(Proposal)
        told = await desk.see_all(Engagement)

        assert (question.person, question.side) == (desk.me.id, role)
        assert len(question.suggestions) >= 3
        assert all(one.message_to_mentor and one.message_to_mentee for one in told)


async def test_a_mentee_finds_remarks_at_the_lines_they_speak_of(background):
    async with open_demo(MENTEE, background) as desk:
        threads = await desk.see_all(Thread)

        quotes = {thread.anchor.quote.strip().splitlines()[0] for thread in threads}

        assert quotes == {
            "if item.count > stock(item.sku):",
            "t = 0",
            "# the customer sees the number at once, the courier answers later",
            "except Exception:",
            """row = connection.execute(f"SELECT count FROM stock WHERE sku = '{sku}'").fetchone()""",
        }


async def test_everybody_on_a_board_has_a_name(background):
    async with open_demo(MENTEE, background) as desk:
        names = {profile.id for profile in await desk.see_all(Profile)}

        assert all(set(project.members) <= names for project in await desk.see_all(Project))


async def test_what_one_does_there_shows_and_can_be_undone(background):
    async with open_demo(MENTOR, background) as desk:
        card = (await desk.see_all(Card))[0]

        await desk.do(MoveCard(card.id, "done", "V"))
        assert (await desk.see(Card, card.id)).column == "done"
        await desk.undo()
        assert await desk.see(Card, card.id) == card
        assert desk.state.phase == "demo"


async def test_what_one_does_there_is_answered_and_followed_by_what_must(background):
    async with open_demo(COORDINATOR, background) as desk:
        cohort = max(await desk.see_all(Cohort), key=lambda cohort: cohort.started)
        mentee, mentor = (await desk.see_all(Mentee, cohort.id))[0], (await desk.see_all(Mentor, cohort.id))[0]
        before = await desk.see_all(Engagement, cohort.id)

        await desk.do(PublishPairs(cohort.id, (Pair(mentor.id, mentee.id, 50),)))
        await background.settled()

        assert before == ()
        assert [one.mentee for one in await desk.see_all(Engagement, cohort.id)] == [mentee.person]
        assert desk.state.waiting == 0

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
from growtogether_desktop.domain.reviews import Review
from growtogether_desktop.domain.submissions import Iteration, Submission
from growtogether_desktop.domain.task_files import TaskFiles
from growtogether_desktop.domain.threads import Thread
from growtogether_desktop.features.reviews.model.following import Promise
from growtogether_desktop.features.reviews.model.growth import GrowthModel
from growtogether_desktop.features.reviews.model.review import ReviewModel
from growtogether_desktop.features.reviews.model.rubric import USUAL


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

        assert len(await desk.see_all(Submission)) == 3
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
        shop = next(one for one in await desk.see_all(Submission) if one.title == "Telegram shop: ordering")
        threads = await desk.see_all(Thread, shop.id)

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


@pytest.mark.parametrize("role", [MENTOR, MENTEE])
async def test_one_task_shows_all_that_a_review_can_be(background, role):
    async with open_demo(role, background) as desk:
        work = next(one for one in await desk.see_all(Submission) if one.title == "Order receipts")
        iterations = await desk.see_all(Iteration, work.id)
        reviews = await desk.see_all(Review, work.id)
        threads = await desk.see_all(Thread, work.id)
        review = ReviewModel(desk, work.id)
        await review.load()
        promises = {remark.promise for remark in review.remarks}
        growth = GrowthModel(desk, work.author)
        await growth.load()

        assert [len(iterations), len(reviews), work.promised] == [3, 2, None]
        assert promises >= set(Promise)
        assert {link.ticked for thread in threads for link in thread.links} == {True, False}
        assert any(thread.suggestion for thread in threads)
        assert [trend.values[:2] for trend in growth.criteria] == [(2, 3), (1, 2), (2, 3), (1, 1)]
        assert {score.title for one in reviews for score in one.scores} == {one.title for one in USUAL.criteria}


async def test_a_mentor_reads_starter_and_solution_and_a_mentee_the_starter(background):
    for role, purposes in ((MENTOR, {"starter", "solution"}), (MENTEE, {"starter"})):
        async with open_demo(role, background) as desk:
            given = await desk.see_all(TaskFiles)
            trees = [await desk.tree(files.content.tree) for files in given]

            assert {files.purpose.value for files in given} == purposes
            assert all([await desk.file(file.sha) is not None for tree in trees for file in tree.files])

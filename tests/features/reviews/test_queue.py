"""The queue: what a mentor takes on, gives back, and what happens when a promise passes."""

from datetime import timedelta

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.submissions import HandIn, OpenSubmission, Promise, Release, Submission
from growtogether_desktop.domain.trees import Tree, TreeFile
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.submissions import A_DAYS_WORK, SubmissionsModel
from growtogether_desktop.wire.codec import dump


async def queue_of(desk):
    model = SubmissionsModel(desk.workspace)
    await model.load()
    return model


@pytest.fixture
async def full(shop):
    """Timur has handed in seven works, and Malika has them."""

    def take(keep):
        return keep(dump(Tree((TreeFile("a.py", keep(b"x = 1\n"), 6),))))

    tree = await shop.mentee.workspace.keep_files(take)
    for n in range(7):
        opening = OpenSubmission(f"s{n}", "e1", "Malika", "Malika Karimova", "Timur Aliyev", f"Work {n}")
        await shop.mentee.workspace.do(opening, HandIn(f"s{n}#1", f"s{n}", 1, tree, 1, 6, "Malika"))
    await shop.mentee.meet()
    await shop.mentor.meet()
    return shop


async def test_five_for_today_are_those_that_have_waited_longest(full):
    queue = await queue_of(full.mentor)

    await queue.take_five()
    await queue.load()

    assert [row.id for row in queue.rows if row.taken_on] == [f"s{n}" for n in range(A_DAYS_WORK)]
    assert (queue.today.reviews, queue.today.arriving) == (A_DAYS_WORK, 0)
    assert [row.id for row in queue.unclaimed] == ["s5", "s6"]


async def test_asking_again_fills_up_to_five_and_no_further(full):
    queue = await queue_of(full.mentor)
    await queue.promise(queue.rows[6:], queue.evening())
    await queue.load()

    await queue.take_five()
    await queue.take_five()
    await queue.load()

    assert queue.today.reviews == A_DAYS_WORK


async def test_todays_reviews_say_what_is_not_here_yet(full):
    await full.mentor.workspace.write(lambda db: db.exec_driver_sql("DELETE FROM blob"))
    queue = await queue_of(full.mentor)

    await queue.take_five()
    await queue.load()

    assert queue.today.arriving == 2 * A_DAYS_WORK


async def test_the_author_sees_the_promised_date(full):
    mine = await queue_of(full.mentor)
    await mine.take_five()
    await full.mentor.meet()
    await full.mentee.meet()

    theirs = await queue_of(full.mentee)

    assert {row.promised for row in theirs.rows} == {mine.evening(), None}


async def test_a_promise_that_passes_puts_the_work_back_first_in_the_queue(full, programme):
    queue = await queue_of(full.mentor)
    await queue.promise([queue.rows[4]], queue.evening())

    programme.clock.now += timedelta(days=2)
    await queue.load()

    assert queue.unclaimed[0].id == "s4"
    assert (queue.rows[0].late, queue.today.reviews) == (True, 0)


async def test_undo_and_giving_back_leave_the_queue_as_it_was(full):
    queue = await queue_of(full.mentor)
    before = queue.rows
    await queue.promise(queue.rows[:2], queue.evening(3))
    await full.mentor.workspace.undo()
    await queue.load()
    undone = queue.rows
    await queue.promise(queue.rows[:2], queue.evening(3))
    await queue.load()

    await queue.release(queue.rows[:2])
    await queue.load()

    assert [row.id for row in undone] == [row.id for row in queue.rows] == [row.id for row in before]
    assert not any(row.promised for row in (*undone, *queue.rows))


async def test_a_verdict_keeps_the_promise(handed_in):
    queue = await queue_of(handed_in.mentor)
    await queue.take_five()
    review = await handed_in.review_by(handed_in.mentor)
    await review.saying.keep_verdict(VerdictDraft(Verdict.ACCEPTED, ""))
    await review.publish()
    await queue.load()

    assert (queue.rows[0].promised, queue.today.reviews) == (None, 0)


async def test_only_its_mentor_promises_or_gives_back(handed_in):
    author = handed_in.mentee.workspace
    queue = await queue_of(handed_in.mentor)

    for change in (Promise(handed_in.submission, queue.evening(), 1), Release(handed_in.submission)):
        with pytest.raises(Problem, match="mentor"):
            await author.do(change)

    assert (await author.see(Submission, handed_in.submission)).promised is None

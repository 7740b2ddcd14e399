"""The list says whose turn it is."""

from dataclasses import replace

from sqlalchemy import delete

from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.submissions import (
    SubmissionsModel,
    count_my_turns,
    submission_rows,
)
from growtogether_desktop.store.tables import membership


async def test_new_work_waits_for_the_mentor_and_not_for_its_author(handed_in):
    assert await count_my_turns(handed_in.mentor.workspace) == 1
    assert await count_my_turns(handed_in.mentee.workspace) == 0


async def test_after_changes_were_requested_it_is_the_authors_turn(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.saying.keep_verdict(VerdictDraft(Verdict.CHANGES_REQUESTED, "Look at the stock."))
    await review.publish()
    for desk in (handed_in.mentor, handed_in.mentee):
        await desk.meet()

    (row,) = await submission_rows(handed_in.mentee.workspace)

    assert (row.verdict, row.my_turn) == (Verdict.CHANGES_REQUESTED, True)
    assert await count_my_turns(handed_in.mentor.workspace) == 0


async def test_a_verdict_the_hub_has_not_answered_is_marked_as_waiting(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.saying.keep_verdict(VerdictDraft(Verdict.ACCEPTED, ""))
    await review.publish()

    (before,) = await submission_rows(handed_in.mentor.workspace)
    await handed_in.mentor.meet()
    (after,) = await submission_rows(handed_in.mentor.workspace)

    assert (before.waiting, after.waiting) == (True, False)


async def test_files_on_their_way_are_counted(shop):
    async def only_rows(desk):
        await desk.postman._exchange(push=False)

    model = SubmissionsModel(shop.mentor.workspace)
    shop.mentor.meet = lambda: only_rows(shop.mentor)
    await shop.hand_in()
    await model.load()

    (row,) = model.rows
    assert (row.arriving, row.iteration) == (1, 1)


async def test_the_list_follows_what_arrives(shop):
    model = SubmissionsModel(shop.mentor.workspace)
    await model.load()

    await shop.hand_in()
    await shop.mentor.background.settled()

    assert [row.title for row in model.rows] == ["Telegram shop"]


async def test_drafts_show_beside_their_submission(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    draft = review.new_remark(5, 7, (0, 0), Label.ISSUE, blocking=True)
    await review.saying.keep(replace(draft, words="Reserve first."))

    (row,) = await submission_rows(handed_in.mentor.workspace)

    assert row.drafts == 1


async def test_drafts_about_work_that_is_gone_are_not_lost(programme, handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    draft = replace(review.new_remark(1, 1, (0, 0), Label.ISSUE, blocking=False), words="Say what it sells.")
    await review.saying.keep(draft)
    with programme.engine.begin() as db:  # somebody else has become Timur's mentor
        gone = (membership.c.scope == f"review:{handed_in.submission}", membership.c.member == "Malika")
        db.execute(delete(membership).where(*gone))
    await handed_in.mentor.meet()
    model = SubmissionsModel(handed_in.mentor.workspace)
    await model.load()

    stranded = model.stranded
    await model.discard_stranded()

    assert (model.rows, stranded) == ((), (draft,))
    assert model.stranded == ()

"""What work is judged by, snippets that learn, advice before publishing, and time that nobody is told of."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.rubrics import Criterion, Score
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.judging import JudgingModel, criteria_as_words
from growtogether_desktop.features.reviews.model.remarks import FEW, MANY, advice
from growtogether_desktop.features.reviews.model.rubric import USUAL
from growtogether_desktop.features.reviews.model.snippets import MOST_LETTERS, Snippets


@pytest.fixture
async def review(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    return review


async def draft(review, words, label=Label.SUGGESTION):
    await review.saying.keep(replace(review.new_remark(2, 2, (0, 0), label, False), words=words))


async def judging_of(desk):
    judging = JudgingModel(desk.workspace)
    await judging.load()
    return judging


async def test_coordinators_write_what_everybody_is_judged_by(handed_in, desk):
    coordinator = desk("Kamola", "coordinator")
    await coordinator.meet()
    judging = await judging_of(coordinator)

    await judging.keep("It works / 10\n\nIt is tested\n", "I ran it\n")
    for somebody in (coordinator, handed_in.mentor, handed_in.mentee):
        await somebody.meet()

    review = await handed_in.review_by(handed_in.mentor)
    assert review.rubric.criteria == (Criterion("It works", 10), Criterion("It is tested", 4))
    assert review.rubric.checks == ("I ran it",)
    assert (await judging_of(handed_in.mentee)).rubric == review.rubric


async def test_it_is_changed_dropped_and_undone(desk):
    coordinator = desk("Kamola", "coordinator")
    judging = await judging_of(coordinator)
    await judging.keep("It works", "")
    await judging.keep("It works / 3", "")
    await judging.go_back()
    usual = judging.rubric

    await coordinator.workspace.undo()
    await judging.load()

    assert usual == USUAL
    assert judging.rubric.criteria == (Criterion("It works", 3),)
    assert criteria_as_words(judging.rubric) == "It works / 3"


async def test_there_must_be_something_to_judge_by(desk):
    judging = await judging_of(desk("Kamola", "coordinator"))

    with pytest.raises(Problem, match="Nothing is left"):
        await judging.keep(" \n", "I ran it")
    with pytest.raises(Problem, match="from 1 to 100"):
        await judging.keep("It works / 1000", "")


async def test_only_coordinators_may(handed_in):
    judging = await judging_of(handed_in.mentor)

    assert not judging.may_change
    with pytest.raises(Problem, match="Only coordinators"):
        await judging.keep("It works", "")


async def test_points_stay_a_draft_until_they_are_published_and_then_the_mentee_sees_them(handed_in, review):
    scores = (Score(USUAL.criteria[0].title, 3, 4),)
    await review.saying.keep_verdict(VerdictDraft(summary="Well done.", scores=scores, checks=USUAL.checks[:1]))
    kept = (await handed_in.review_by(handed_in.mentor)).saying.verdict

    await review.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()

    assert (kept.scores, kept.checks) == (scores, USUAL.checks[:1])
    assert (await handed_in.review_by(handed_in.mentee)).work.verdicts[0].scores == scores


async def test_what_is_published_is_offered_again_of_its_label_and_used_most_first(handed_in, review):
    for words, label in (
        ("Name it after what it holds.", Label.NITPICK),
        ("Reserve first.", Label.ISSUE),
        ("Say why.", Label.ISSUE),
    ):
        await draft(review, words, label)
    await review.publish()
    await draft(review, "Say why.", Label.ISSUE)
    await review.publish()

    again = await handed_in.review_by(handed_in.mentor)

    assert again.snippets.fitting(Label.ISSUE, "") == ("Say why.", "Reserve first.", "Name it after what it holds.")
    assert again.snippets.fitting(Label.NITPICK, "") == ("Name it after what it holds.", "Say why.", "Reserve first.")
    assert again.snippets.fitting(Label.ISSUE, "RESERVE") == ("Reserve first.",)


async def test_what_was_said_about_the_same_task_comes_before_what_was_used_more_often(handed_in, review):
    snippets = Snippets(handed_in.mentor.workspace)
    remark = replace(review.new_remark(2, 2, (0, 0), Label.ISSUE, False), words="Say why.")
    await snippets.learn([remark])
    await snippets.learn([remark])
    snippets.task = "cart"
    await snippets.learn([replace(remark, words="Empty carts count, too.")])

    about_it = snippets.fitting(Label.ISSUE, "")
    snippets.task = "kiosk"
    about_another = snippets.fitting(Label.ISSUE, "")

    assert about_it == ("Empty carts count, too.", "Say why.")
    assert about_another == ("Say why.", "Empty carts count, too.")


async def test_long_remarks_are_not_learnt_and_nobody_else_has_them(handed_in, review):
    await draft(review, "a" * (MOST_LETTERS + 1))
    await draft(review, "Say why.")
    await review.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    theirs = Snippets(handed_in.mentee.workspace)
    await theirs.load()

    assert review.snippets.fitting(Label.SUGGESTION, "") == ("Say why.",)
    assert theirs.fitting(Label.SUGGESTION, "") == ()


async def test_before_publishing_it_is_said_when_nothing_is_praised(review):
    await draft(review, "Say why.")
    without = [str(one) for one in advice(review.drafts)]
    await draft(review, "Clear names.", Label.PRAISE)

    assert without == ["There is no praise yet: what did they do well?"]
    assert [str(one) for one in advice(review.drafts)] == ["50 % of it is praise."]
    assert advice(()) == ()


async def test_before_publishing_it_is_said_when_it_is_too_much(review):
    for number in range(MANY + 1):
        await draft(review, f"Nitpick {number}.", Label.NITPICK)

    said = " ".join(map(str, advice(review.drafts)))

    assert f"{MANY + 1} remarks are more than one learns from at once; keep the {FEW} that matter?" in said
    assert "More than half of it are nitpicks." in said


async def test_time_spent_is_kept_and_goes_nowhere(handed_in, review, programme):
    await review.progress.spend(15)
    await review.progress.spend(60)
    before = handed_in.mentor.workspace.state.waiting

    await handed_in.mentor.workspace.refresh_state()

    assert (await handed_in.review_by(handed_in.mentor)).progress.spent_s == 75
    assert (before, handed_in.mentor.workspace.state.waiting) == (0, 0)
    assert (await handed_in.review_by(handed_in.mentee)).progress.spent_s == 0

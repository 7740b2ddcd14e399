"""One submission: remarks at their lines, drafts that stay, and words that come back."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.reviews import Verdict
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import VerdictDraft
from growtogether_desktop.features.reviews.model.remarks import in_numbers
from growtogether_desktop.features.reviews.model.review import WHOLE
from growtogether_desktop.sourcecode.anchors import Certainty


async def write(review, first, last, words, label=Label.SUGGESTION, blocking=False):
    """A remark at these lines of the file on screen, kept as a draft."""
    draft = replace(review.new_remark(first, last, (0, 0), label, blocking), words=words)
    await review.saying.keep(draft)
    return draft


@pytest.fixture
async def review(handed_in):
    """Malika looks at bot/orders.py."""
    review = await handed_in.review_by(handed_in.mentor)
    await review.open("bot/orders.py")
    return review


async def test_reading_begins_with_the_first_file(handed_in):
    review = await handed_in.review_by(handed_in.mentor)

    assert [file.path for file in review.files] == ["README.md", "bot/menu.py", "bot/orders.py"]
    assert (review.path, list(review.text.lines)) == ("README.md", ["# Shop"])


async def test_a_draft_stands_at_its_lines_and_nobody_else_sees_it(handed_in, review):
    await write(review, 5, 7, "Two people can pass this check at once.", Label.ISSUE, blocking=True)
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()

    (remark,) = review.here
    assert (remark.first, remark.last, remark.blocking) == (5, 7, True)
    assert remark.anchor.quote.startswith("        if item.count > stock(item.sku):")
    assert (await handed_in.review_by(handed_in.mentee)).remarks == ()


async def test_a_draft_is_there_after_a_restart(handed_in, review):
    await write(review, 5, 7, "Reserve first.")

    again = await handed_in.review_by(handed_in.mentor)

    assert [draft.words for draft in again.drafts] == ["Reserve first."]
    assert again.path == "bot/orders.py"


async def test_a_draft_without_words_is_not_kept(handed_in, review):
    await review.saying.keep(review.new_remark(1, 1, (0, 0), Label.ISSUE, False))

    assert review.remarks == ()
    assert (await handed_in.review_by(handed_in.mentor)).remarks == ()


async def test_a_discarded_draft_can_be_put_back(handed_in, review):
    draft = await write(review, 5, 7, "Reserve first.")

    await review.saying.discard(draft.id)
    gone = review.remarks
    await review.saying.put_back()

    assert gone == ()
    assert review.drafts == (draft,)
    assert (await handed_in.review_by(handed_in.mentor)).drafts == (draft,)


async def test_publishing_gives_all_remarks_at_once_and_leaves_no_draft(handed_in, review):
    await write(review, 5, 7, "Reserve first.", Label.ISSUE, blocking=True)
    await write(review, 2, 4, "sum() says it in a line.", Label.SUGGESTION)
    await review.saying.keep_verdict(VerdictDraft(Verdict.CHANGES_REQUESTED, "Look at the stock."))

    await review.publish()
    await handed_in.mentor.background.settled()

    assert review.drafts == ()
    assert [remark.waiting for remark in review.remarks] == [True, True]
    assert [(v.verdict, v.remarks) for v in review.work.verdicts] == [(Verdict.CHANGES_REQUESTED, 2)]
    again = await handed_in.review_by(handed_in.mentor)
    assert (again.drafts, again.saying.verdict) == ((), VerdictDraft())


async def test_a_draft_whose_thread_is_there_was_published(handed_in, review):
    """The program may end between the publication and the removal of the drafts."""
    draft = await write(review, 5, 7, "Reserve first.")
    await review.publish()
    await handed_in.mentor.workspace.keep_draft(f"remark/{handed_in.submission}/{draft.id}", draft)

    again = await handed_in.review_by(handed_in.mentor)

    assert again.drafts == ()
    assert len(again.remarks) == 1


async def test_there_must_be_something_to_publish(review):
    with pytest.raises(Problem, match="nothing to publish yet"):
        await review.publish()


async def test_the_author_answers_and_resolves_and_the_mentor_sees_it(handed_in, review):
    await write(review, 5, 7, "Reserve first.")
    await review.publish()
    for desk in (handed_in.mentor, handed_in.mentee):
        await desk.meet()
    theirs = await handed_in.review_by(handed_in.mentee)
    (remark,) = theirs.remarks

    await theirs.talking.keep_answer(remark.id, "So one UPDATE?")
    await theirs.talking.answer(remark.id, theirs.talking.answers[remark.id])
    await theirs.talking.resolve_or_reopen(remark.thread)
    for desk in (handed_in.mentee, handed_in.mentor):
        await desk.meet()
    await handed_in.mentor.background.settled()

    thread = review.remarks[0].thread
    assert [comment.text for comment in thread.comments] == ["Reserve first.", "So one UPDATE?"]
    assert (review.work.name(thread.resolved.by), theirs.talking.answers) == ("Timur Aliyev", {})


async def test_an_answer_is_taken_back_by_undo(handed_in, review):
    await write(review, 5, 7, "Reserve first.")
    await review.publish()
    (remark,) = (await handed_in.review_by(handed_in.mentor)).remarks
    await review.talking.answer(remark.id, "I mean before counting.")

    await handed_in.mentor.workspace.undo()
    await handed_in.mentor.background.settled()

    assert len(review.remarks[0].thread.comments) == 1


async def test_only_ones_own_last_word_may_be_taken_back(handed_in, review):
    await write(review, 5, 7, "Reserve first.")
    await review.publish()
    for desk in (handed_in.mentor, handed_in.mentee):
        await desk.meet()
    theirs = await handed_in.review_by(handed_in.mentee)
    thread = theirs.remarks[0].thread

    assert review.talking.may_take_back(thread)
    assert not theirs.talking.may_take_back(thread)
    await review.talking.take_back(thread)
    await handed_in.mentor.background.settled()
    assert review.remarks == ()


async def test_remarks_follow_their_lines_into_the_next_iteration(handed_in, review):
    await write(review, 9, 9, "Say the currency.")
    await write(review, 2, 2, "A name would help.")
    await review.publish()
    await handed_in.mentor.meet()
    orders = handed_in.folder / "bot" / "orders.py"
    orders.write_text("import asyncio\n\n" + orders.read_text().replace("    total = 0\n", "    costs = 0\n"))

    await handed_in.hand_in(submission=handed_in.submission)
    await handed_in.mentor.background.settled()
    await review.choose_iteration(2)

    placed = {remark.words: (remark.first, remark.certainty) for remark in review.here}
    assert placed == {"Say the currency.": (11, Certainty.EXACT), "A name would help.": (4, Certainty.GONE)}


async def test_columns_stay_where_lines_are_the_same_and_only_there(handed_in, review):
    for line in (2, 9):
        remark = review.new_remark(line, line, (4, 9), Label.QUESTION, False)
        await review.saying.keep(replace(remark, words=f"Line {line}?"))
    before = {remark.words: remark.columns for remark in review.here}
    orders = handed_in.folder / "bot" / "orders.py"
    orders.write_text("import asyncio\n\n" + orders.read_text().replace("    total = 0\n", "    total = Decimal(0)\n"))

    await handed_in.hand_in(submission=handed_in.submission)
    await handed_in.mentor.background.settled()
    await review.choose_iteration(2)

    assert before == {"Line 2?": (4, 9), "Line 9?": (4, 9)}
    assert {remark.words: remark.columns for remark in review.here} == {"Line 2?": (0, 0), "Line 9?": (4, 9)}


async def test_a_new_iteration_is_announced_and_nothing_jumps(handed_in, review):
    (handed_in.folder / "README.md").write_text("# Shop 2\n")

    await handed_in.hand_in(submission=handed_in.submission)
    await handed_in.mentor.background.settled()

    assert (review.iteration.number, review.newer.number) == (1, 2)


async def test_what_was_said_of_a_file_that_is_gone_stands_with_the_whole_work(handed_in, review):
    await review.open("bot/menu.py")
    await write(review, 1, 1, "Is this used?")
    await review.publish()
    await handed_in.mentor.meet()
    (handed_in.folder / "bot" / "menu.py").unlink()

    await handed_in.hand_in(submission=handed_in.submission)
    await handed_in.mentor.background.settled()
    await review.choose_iteration(2)

    (remark,) = review.remarks
    assert (remark.path, remark.certainty) == (WHOLE, Certainty.GONE)


async def test_a_note_on_the_whole_work_has_no_file(review):
    await review.open(WHOLE)
    await write(review, 0, 0, "Calm and readable.", Label.PRAISE)

    assert [(remark.path, remark.words) for remark in review.here] == [(WHOLE, "Calm and readable.")]


async def test_a_read_file_is_ticked_until_its_content_changes(handed_in, review):
    await review.toggle_read("bot/orders.py")
    await review.toggle_read("README.md")
    before = review.read

    (handed_in.folder / "README.md").write_text("# Shop 2\n")
    await handed_in.hand_in(submission=handed_in.submission)
    again = await handed_in.review_by(handed_in.mentor)

    assert before == (2, 3)
    assert [file.path for file in again.files if file.read] == ["bot/orders.py"]


async def test_a_file_appears_when_it_arrives(shop):
    async def only_rows(desk):
        await desk.postman._exchange(push=False)

    meet, shop.mentor.meet = shop.mentor.meet, lambda: only_rows(shop.mentor)
    await shop.hand_in()
    review = await shop.review_by(shop.mentor)
    before = review.files

    await meet()
    await shop.mentor.background.settled()

    assert before is None
    assert [file.here for file in review.files] == [True, True, True]


async def test_the_way_from_remark_to_remark_goes_round(review):
    one = await write(review, 2, 2, "one")
    also = await write(review, 2, 2, "also one")
    one, also = sorted((one, also), key=lambda draft: draft.id)  # ids of one millisecond come in any order
    two = await write(review, 9, 9, "two")

    assert review.next_remark(None, 1, 1).id == one.id
    assert review.next_remark(one.id, 2, 1).id == also.id
    assert review.next_remark(also.id, 2, 1).id == two.id
    assert review.next_remark(two.id, 9, 1).id == one.id
    assert review.next_remark(None, 9, -1).id == also.id
    assert review.next_remark(one.id, 2, -1).id == two.id


async def test_files_follow_each_other_and_stop_at_the_ends(review):
    assert review.next_file(1) == "bot/orders.py"
    assert review.next_file(-1) == "bot/menu.py"
    await review.open(WHOLE)
    assert review.next_file(-1) == WHOLE
    assert review.next_file(1) == "README.md"


async def test_remarks_are_counted_by_kind_and_what_blocks_apart(review):
    await write(review, 1, 1, "a", Label.ISSUE, blocking=True)
    await write(review, 2, 2, "b", Label.PRAISE)
    await write(review, 3, 3, "c", Label.SUGGESTION)
    await write(review, 4, 4, "d", Label.SUGGESTION)

    assert str(in_numbers(review.drafts)) == "4 remarks: 1 blocking, 2 suggestions, 1 praise"


async def test_a_submission_one_may_no_longer_read_says_so(handed_in, review):
    review.work.submission = None

    assert not review.work.reviewing
    assert review.work.name("Timur") == ""

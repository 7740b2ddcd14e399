"""The author takes suggestions over, and hands them in together as the next iteration."""

from dataclasses import replace

import pytest

from growtogether_desktop.base.errors import Problem
from growtogether_desktop.domain.links import Link
from growtogether_desktop.domain.threads import Label
from growtogether_desktop.features.reviews.model.drafts import HandInDraft
from growtogether_desktop.features.reviews.model.handing_in import HandInModel


async def suggest(review, path, first, last, lines, **also):
    """Malika's draft that suggests these lines."""
    await review.open(path)
    draft = review.new_remark(first, last, (0, 0), Label.SUGGESTION, False)
    await review.saying.keep(replace(draft, words="Rather so.", suggestion=lines, **also))


@pytest.fixture
async def suggested(handed_in):
    """Timur's page, with what Malika suggests for his files."""
    review = await handed_in.review_by(handed_in.mentor)
    await suggest(review, "bot/orders.py", 2, 4, "    total = cart.total")
    await suggest(review, "bot/orders.py", 4, 4, "        total += item.sum")
    await suggest(review, "bot/orders.py", 10, 10, "    order = await orders.create(cart)")
    await suggest(review, "README.md", 1, 1, "# Telegram shop")
    await review.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    theirs = await handed_in.review_by(handed_in.mentee)
    assert [remark.suggestion is not None for remark in theirs.remarks] == [True] * 4
    return theirs


def suggestion(review, words):
    return next(remark for remark in review.remarks if words in remark.suggestion)


async def read(review, path):
    await review.open(path)
    return list(review.text.lines)


async def test_suggestions_of_several_files_become_one_iteration(handed_in, suggested):
    for words in ("cart.total", "create(cart)", "# Telegram"):
        await suggested.apply_or_let_go(suggestion(suggested, words))

    await suggested.hand_in_applied()

    assert suggested.iteration.number == 2
    assert await read(suggested, "README.md") == ["# Telegram shop"]
    lines = await read(suggested, "bot/orders.py")
    assert lines[1] == "    total = cart.total"
    assert lines[7] == "    order = await orders.create(cart)"
    assert [remark.open for remark in suggested.remarks].count(True) == 1
    assert suggested.applied == ()


async def test_the_mentor_gets_it_as_any_other_iteration(handed_in, suggested):
    await suggested.apply_or_let_go(suggestion(suggested, "# Telegram"))
    await suggested.hand_in_applied()
    await handed_in.mentee.meet()
    await handed_in.mentor.meet()

    theirs = await handed_in.review_by(handed_in.mentor)

    assert theirs.iteration.number == 2
    assert await read(theirs, "README.md") == ["# Telegram shop"]
    assert suggestion(theirs, "# Telegram").thread.resolved.by == "Timur"


async def test_two_suggestions_for_the_same_lines_are_told(suggested):
    await suggested.apply_or_let_go(suggestion(suggested, "cart.total"))

    with pytest.raises(Problem, match="changes the same lines"):
        await suggested.apply_or_let_go(suggestion(suggested, "item.sum"))

    assert suggested.applied == (suggestion(suggested, "cart.total").id,)


async def test_what_is_taken_over_can_be_let_go_and_is_there_after_a_restart(handed_in, suggested):
    one, other = suggestion(suggested, "cart.total"), suggestion(suggested, "# Telegram")
    await suggested.apply_or_let_go(one)
    await suggested.apply_or_let_go(other)

    await suggested.apply_or_let_go(one)

    assert (await handed_in.review_by(handed_in.mentee)).applied == (other.id,)
    await suggested.let_go_of_all()
    assert (await handed_in.review_by(handed_in.mentee)).applied == ()


async def test_a_suggestion_whose_lines_have_changed_is_refused(handed_in, suggested):
    (handed_in.folder / "README.md").write_text("# Our shop\n")
    handing_in = HandInModel(handed_in.mentee.workspace)
    await handing_in.load()
    await handing_in.take(handed_in.folder)
    await handing_in.keep(HandInDraft(submission=handed_in.submission))
    await handing_in.hand_in()
    await handed_in.mentee.background.settled()
    review = await handed_in.review_by(handed_in.mentee)
    await review.open("README.md")

    with pytest.raises(Problem, match="read otherwise now"):
        await review.apply_or_let_go(suggestion(review, "# Telegram"))

    assert review.applied == ()


async def test_what_was_taken_over_for_an_earlier_iteration_is_forgotten(handed_in, suggested):
    await suggested.apply_or_let_go(suggestion(suggested, "# Telegram"))
    (handed_in.folder / "README.md").write_text("# Our shop\n")
    handing_in = HandInModel(handed_in.mentee.workspace)
    await handing_in.load()
    await handing_in.take(handed_in.folder)
    await handing_in.keep(HandInDraft(submission=handed_in.submission))
    await handing_in.hand_in()

    assert (await handed_in.review_by(handed_in.mentee)).applied == ()


async def test_only_the_author_may_take_it_over(handed_in, suggested):
    theirs = await handed_in.review_by(handed_in.mentor)

    assert not any(theirs.may_apply(remark) for remark in theirs.remarks)
    assert all(suggested.may_apply(remark) for remark in suggested.remarks)


async def test_a_link_is_ticked_by_the_author_and_the_mentor_sees_it(handed_in):
    review = await handed_in.review_by(handed_in.mentor)
    await suggest(review, "README.md", 1, 1, "# Telegram shop", links=(Link("https://docs.python.org", "Docs"),))
    await review.publish()
    await handed_in.mentor.meet()
    await handed_in.mentee.meet()
    theirs = await handed_in.review_by(handed_in.mentee)

    await theirs.talking.tick(theirs.remarks[0].thread, 1)
    await handed_in.mentee.meet()
    await handed_in.mentor.meet()

    (remark,) = (await handed_in.review_by(handed_in.mentor)).remarks
    assert remark.thread.links == (Link("https://docs.python.org", "Docs", ticked=True),)
